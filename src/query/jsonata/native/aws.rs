//! The functions that AWS adds, and `$random`, to which it adds a seed (`asl.md` section 5).

use super::super::error::{Code, EvaluationError, quoted};
use super::super::eval::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::path::each;
use super::super::text::string;
use super::{argument, number_argument, text_argument};
use crate::query::intrinsic::encoding::digest;
use crate::query::intrinsic::random::{JavaRandom, uuid as random_uuid};
use crate::value::parse as parse_json;
use std::rc::Rc;

/// Longest array that `$range` makes.
const MAX_RANGE: usize = 1_000;

/// `$random()`, `$random(seed)`: from 0 up to, but without, 1. The same seed gives the same number, as
/// `java.util.Random` does.
pub(super) fn random(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    Ok(Item::Number(match number_argument(arguments, 0) {
        Some(seed) => JavaRandom::new(seed as i64).unit(),
        None => (ev.scope.random)(),
    }))
}

/// `$uuid()`
pub(super) fn uuid(ev: &Evaluator<'_>, _: &[Item]) -> Outcome {
    Ok(Item::Value(random_uuid(ev.scope.random)))
}

/// `$partition(array, size)`
pub(super) fn partition(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let array = argument(arguments, 0);
    let size = whole(arguments, 1)?;
    if array.is_nothing() {
        return Ok(Item::Nothing);
    }
    let size = usize::try_from(size).ok().filter(|size| *size > 0);
    let size = size.ok_or_else(|| mismatch(2))?;
    ev.fuel.spend(each(array).len())?;
    let items = each(array).to_vec();
    Ok(Item::list(
        items
            .chunks(size)
            .map(|chunk| Item::list(chunk.to_vec()))
            .collect(),
    ))
}

/// `$range(start, end, step)`, the end included. One number is given as such, not as an array of one;
/// no number gives an empty array (both recorded).
pub(super) fn range(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let (start, end, step) = (
        whole(arguments, 0)?,
        whole(arguments, 1)?,
        whole(arguments, 2)?,
    );
    let mut items = Vec::new();
    let mut next = start;
    while step != 0 && if step > 0 { next <= end } else { next >= end } {
        if items.len() == MAX_RANGE {
            return Err(EvaluationError::new(Code::U1003));
        }
        items.push(Item::Number(next as f64));
        next = next.saturating_add(step);
    }
    Ok(if items.len() == 1 {
        items.remove(0)
    } else {
        Item::list(items)
    })
}

/// `$hash(data, algorithm)`: a text is hashed as it is, other data as JSON text.
pub(super) fn hash(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let data = argument(arguments, 0);
    if data.is_nothing() {
        return Ok(Item::Nothing);
    }
    let data = string(data, false)?;
    ev.fuel.text(data.len())?;
    let algorithm = text_argument(arguments, 1).map_or("", |text| text);
    let digest = digest(data.as_bytes(), algorithm).ok_or_else(|| mismatch(2))?;
    Ok(Item::text(digest))
}

/// `$parse(text)`: data from JSON text.
pub(super) fn parse(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(text) = text_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    ev.fuel.text(text.len())?;
    parse_json(text).map(Item::Value).map_err(|fault| {
        let reason = Rc::from(quoted(&fault.to_string()));
        EvaluationError::new(Code::U0003).with(|details| details.message = Some(reason))
    })
}

/// An argument that must be a whole number.
fn whole(arguments: &[Item], index: usize) -> Outcome<i64> {
    let number = number_argument(arguments, index).filter(|number| number.fract() == 0.0);
    number
        .map(|number| number as i64)
        .ok_or_else(|| mismatch(index + 1))
}

/// An argument, counted from 1, that is not what the signature says.
pub(super) fn mismatch(index: usize) -> EvaluationError {
    EvaluationError::new(Code::T0410).with(|details| details.index = Some(index))
}
