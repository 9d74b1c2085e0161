//! Functions of lists and of objects that get anything.

use super::super::super::error::{Code, EvaluationError};
use super::super::super::eval::{Evaluator, Outcome};
use super::super::super::item::{Item, Items};
use super::super::super::script;
use super::super::matching::units;
use super::super::{Row, argument};
use super::{mismatch, with_first};
use std::rc::Rc;

/// The items that JavaScript counts: a text has characters, what has no length has none.
fn items(item: &Item) -> Outcome {
    match item.letter() {
        b'a' => Ok(item.clone()),
        b'l' => Err(mismatch(1)),
        _ => Ok(Item::list(characters(item))),
    }
}

fn characters(item: &Item) -> Vec<Item> {
    let text = item.as_str().map_or("", |text| text);
    text.chars().map(|c| Item::text(c.to_string())).collect()
}

/// The members that JavaScript goes over: items and characters have their places for names.
fn members(item: &Item) -> Item {
    if item.object().is_some() {
        return item.clone();
    }
    let values = item.array().map_or_else(|| characters(item), Items::to_vec);
    let named = |(place, value): (usize, Item)| (Rc::from(place.to_string()), value);
    Item::record(values.into_iter().enumerate().map(named))
}

/// Functions that call a function for each item or member.
pub(super) fn over(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let whole = argument(arguments, 0);
    let of_members = matches!(row.name, "sift" | "each");
    let whole = if of_members {
        members(whole)
    } else {
        items(whole)?
    };
    let count = whole.array().map_or(0, Items::len) + whole.object().map_or(0, |all| all.len());
    let function = argument(arguments, 1);
    let wants_one = row.name != "single" || !function.is_nothing();
    if function.as_function().is_some() || !wants_one {
        return (row.run)(ev, &with_first(whole, arguments));
    }
    match row.name {
        "reduce" => reduced(&whole, function, argument(arguments, 2)),
        _ if count > 0 => Err(mismatch(2)),
        "map" | "filter" | "each" => Ok(Item::sequence(Vec::new())),
        _ => (row.run)(ev, &with_first(whole, arguments)),
    }
}

/// `$reduce` with no function, which matters where there are two to reduce.
fn reduced(whole: &Item, function: &Item, initial: &Item) -> Outcome {
    let items = whole.array().map(Items::to_vec).unwrap_or_default();
    match (length(function), initial, items.as_slice()) {
        (Some(0 | 1), ..) => Err(EvaluationError::new(Code::D3050)),
        (None, ..) => Err(mismatch(2)),
        (_, Item::Nothing, [only]) => Ok(only.clone()),
        (_, _, []) => Ok(initial.clone()),
        _ => Err(mismatch(2)),
    }
}

/// The length that a text, an array or a function of JavaScript's has.
fn length(item: &Item) -> Option<usize> {
    if let Item::Function(function) = item {
        return function.length();
    }
    let text = item.as_str().map(|text| units(text));
    text.or(item.array().map(Items::len))
}

/// Whether it has a length of no more than one, which leaves nothing to do.
fn is_short(item: &Item) -> bool {
    length(item).is_some_and(|length| length <= 1)
}

pub(super) fn sort(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let (whole, order) = (argument(arguments, 0), argument(arguments, 1));
    match whole.letter() {
        b'l' => Err(mismatch(1)),
        _ if is_short(whole) => Ok(whole.clone()),
        b'a' if order.is_nothing() || order.as_function().is_some() => (row.run)(ev, arguments),
        b'a' => Err(mismatch(2)),
        _ if order.is_nothing() => Err(EvaluationError::new(Code::D3070)),
        _ => Ok(whole.clone()),
    }
}

/// `$reverse` and `$shuffle`: of what has no items JavaScript makes an array of holes, one without a length.
pub(super) fn in_order(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let whole = argument(arguments, 0);
    match whole.letter() {
        b'l' => Err(mismatch(1)),
        _ if is_short(whole) => Ok(whole.clone()),
        b's' | b'a' => (row.run)(ev, &[items(whole)?]),
        _ => Ok(Item::list(vec![Item::Nothing; length(whole).unwrap_or(1)])),
    }
}

/// `$count` gives the length, which an object may have as a member.
pub(super) fn count(arguments: &[Item]) -> Outcome {
    let item = argument(arguments, 0);
    if let Some(length) = length(item) {
        return Ok(Item::Number(length as f64));
    }
    if let Some(members) = item.object() {
        return Ok(members.get("length").unwrap_or_default());
    }
    if item.letter() == b'l' {
        return Err(mismatch(1));
    }
    Ok(Item::Nothing)
}

/// `$sum` and `$average` put texts behind each other.
pub(super) fn total(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let item = argument(arguments, 0);
    let averages = row.name == "average";
    let Some(items) = item.array() else {
        return nothing_in(item, averages);
    };
    let mut total = Item::Number(0.0);
    for item in items.iter() {
        total = script::sum(ev, &total, &item)?;
    }
    match items.len() {
        _ if !averages => Ok(total),
        0 => Ok(Item::Nothing),
        count => Ok(Item::Number(script::number(ev, &total)? / count as f64)),
    }
}

/// What has the length zero is nothing for some functions, all else that is no array for none.
fn nothing_in(item: &Item, may_be: bool) -> Outcome {
    if may_be && length(item) == Some(0) {
        return Ok(Item::Nothing);
    }
    Err(mismatch(1))
}

/// `$max` and `$min`: an object is an empty array of JavaScript's.
pub(super) fn extreme(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let item = argument(arguments, 0);
    let is_max = row.name == "max";
    let mut extreme = if is_max {
        f64::NEG_INFINITY
    } else {
        f64::INFINITY
    };
    let Some(items) = item.array() else {
        let is_object = item
            .as_function()
            .is_some_and(|function| function.is_object());
        return match item.object() {
            None if !is_object => nothing_in(item, true),
            _ => Ok(Item::Number(extreme)),
        };
    };
    for item in items.iter() {
        let number = script::number(ev, &item)?;
        if number.is_nan() || (number > extreme) == is_max && !extreme.is_nan() {
            extreme = number;
        }
    }
    Ok(match items.len() {
        0 => Item::Nothing,
        _ => Item::Number(extreme),
    })
}

pub(super) fn join(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let items = argument(arguments, 0).array().ok_or_else(|| mismatch(1))?;
    let separator = match argument(arguments, 1) {
        Item::Nothing => Rc::from(""),
        separator => script::text(ev, separator)?,
    };
    let joined = script::joined(ev, items.iter(), &separator)?;
    ev.fuel.text(joined.len())?;
    Ok(Item::text(joined))
}

/// `$merge` takes items and characters for members, too.
pub(super) fn merge(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let items = argument(arguments, 0).array().ok_or_else(|| mismatch(1))?;
    let objects = items.iter().map(|item| members(&item)).collect();
    (row.run)(ev, &[Item::list(objects)])
}
