//! Functions on objects and on anything.

use super::super::error::{Code, EvaluationError, quoted};
use super::super::eval::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::{path, transform};
use super::{argument, text_argument};
use std::collections::HashSet;
use std::rc::Rc;

/// `$boolean(any)`
pub(super) fn boolean(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let item = argument(arguments, 0);
    if item.is_nothing() {
        return Ok(Item::Nothing);
    }
    Ok(Item::bool(item.truth(&ev.fuel)?))
}

/// `$not(any)`
pub(super) fn not(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let item = argument(arguments, 0);
    if item.is_nothing() {
        return Ok(Item::Nothing);
    }
    Ok(Item::bool(!item.truth(&ev.fuel)?))
}

/// `$exists(any)`
pub(super) fn exists(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    Ok(Item::bool(!argument(arguments, 0).is_nothing()))
}

/// `$type(any)`
pub(super) fn type_of(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let item = argument(arguments, 0);
    Ok(Item::text(match item.letter() {
        b'm' => return Ok(Item::Nothing),
        b'l' => "null",
        b'n' if item.numeric()?.is_some() => "number",
        b's' => "string",
        b'b' => "boolean",
        b'a' => "array",
        b'f' => "function",
        _ => "object",
    }))
}

/// `$clone(object)`
pub(super) fn clone(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    match argument(arguments, 0) {
        Item::Nothing => Ok(Item::Nothing),
        // The whole input, an array, as the context.
        Item::List(list) if list.wrapper => {
            let whole = list.items.first().unwrap_or(&Item::Nothing);
            transform::copy(ev, whole)
        }
        item => transform::copy(ev, item),
    }
}

/// `$keys(object)`; of an array, those of all its items.
pub(super) fn keys(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let mut keys = Vec::new();
    collect_keys(ev, argument(arguments, 0), &mut HashSet::new(), &mut keys)?;
    Ok(Item::sequence(keys))
}

fn collect_keys(
    ev: &Evaluator<'_>,
    item: &Item,
    known: &mut HashSet<Rc<str>>,
    keys: &mut Vec<Item>,
) -> Outcome<()> {
    ev.fuel.spend(1)?;
    if let Some(items) = item.array() {
        return items
            .iter()
            .try_for_each(|item| collect_keys(ev, &item, known, keys));
    }
    if let Some(members) = item.object() {
        ev.fuel.spend(members.len())?;
        for (key, _) in members.to_vec() {
            if known.insert(Rc::clone(&key)) {
                keys.push(Item::text(key));
            }
        }
    }
    Ok(())
}

/// `$lookup(object, key)`
pub(super) fn lookup(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(key) = text_argument(arguments, 1) else {
        return Ok(Item::Nothing);
    };
    let found = path::field(ev, argument(arguments, 0), key)?;
    Ok(found.unwrap_or(Item::Nothing))
}

/// `$spread(object)`
pub(super) fn spread(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    spread_item(ev, argument(arguments, 0))
}

fn spread_item(ev: &Evaluator<'_>, item: &Item) -> Outcome {
    ev.fuel.spend(1)?;
    if let Some(items) = item.array() {
        let mut result = Item::sequence(Vec::new());
        for item in items.iter() {
            let more = spread_item(ev, &item)?;
            result = super::array::append(ev, &[result, more])?;
        }
        return Ok(result);
    }
    let Some(members) = item.object() else {
        return Ok(item.clone());
    };
    ev.fuel.spend(members.len())?;
    let single = |member| Item::record([member]);
    Ok(Item::sequence(
        members.to_vec().into_iter().map(single).collect(),
    ))
}

/// `$merge(objects)`
pub(super) fn merge(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(items) = argument(arguments, 0).array() else {
        return Ok(Item::Nothing);
    };
    let mut members = Vec::new();
    for item in items.iter() {
        let more = item
            .object()
            .map(|members| members.to_vec())
            .unwrap_or_default();
        ev.fuel.spend(more.len())?;
        members.extend(more);
    }
    Ok(Item::record(members))
}

/// `$error(message)`
pub(super) fn error(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    Err(failed(
        Code::D3137,
        arguments,
        0,
        "$error() function evaluated",
    ))
}

/// `$assert(condition, message)`
pub(super) fn assert(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    if argument(arguments, 0).truth(&ev.fuel)? {
        return Ok(Item::Nothing);
    }
    Err(failed(
        Code::D3141,
        arguments,
        1,
        "$assert() statement failed",
    ))
}

fn failed(code: Code, arguments: &[Item], index: usize, otherwise: &str) -> EvaluationError {
    let message = text_argument(arguments, index).map_or("", |text| text);
    let message = if message.is_empty() {
        otherwise
    } else {
        message
    };
    EvaluationError::new(code).with(|details| details.message = Some(quoted(message).into()))
}
