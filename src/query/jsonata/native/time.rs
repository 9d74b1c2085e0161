//! Functions on moments.

use super::super::eval::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::picture::{date, date_parse};
use super::{number_argument, text_argument};

fn words(millis: f64, arguments: &[Item]) -> Outcome {
    let picture = text_argument(arguments, 0).map(|text| &**text);
    let offset = text_argument(arguments, 1).map(|text| &**text);
    date::from_millis(millis, picture, offset).map(Item::text)
}

/// `$now(picture, offset)`
pub(super) fn now(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    words(ev.scope.now.0 as f64, arguments)
}

/// `$millis()`
pub(super) fn millis(ev: &Evaluator<'_>, _: &[Item]) -> Outcome {
    Ok(Item::Number(ev.scope.now.0 as f64))
}

/// `$fromMillis(millis, picture, offset)`
pub(super) fn from_millis(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    match (number_argument(arguments, 0), arguments.split_first()) {
        (Some(millis), Some((_, rest))) => words(millis, rest),
        (None, _) | (_, None) => Ok(Item::Nothing),
    }
}

/// `$toMillis(text, picture)`
pub(super) fn to_millis(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(text) = text_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    let picture = text_argument(arguments, 1).map(|text| &**text);
    let millis = date_parse::to_millis(text, picture, ev.scope.now, &ev.fuel)?;
    Ok(millis.map_or(Item::Nothing, Item::Number))
}
