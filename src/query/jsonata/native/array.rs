//! Functions on arrays.

use super::super::eval::{Evaluator, Outcome};
use super::super::item::{Item, Items};
use super::super::operator::equal;
use super::super::path::each;
use super::argument;

/// `$count(array)`
pub(super) fn count(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let length = argument(arguments, 0).array().map_or(0, Items::len);
    Ok(Item::Number(length as f64))
}

/// `$append(a, b)`
pub(super) fn append(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let (first, second) = (argument(arguments, 0), argument(arguments, 1));
    if first.is_nothing() {
        return Ok(second.clone());
    }
    if second.is_nothing() {
        return Ok(first.clone());
    }
    ev.fuel.spend(each(first).len() + each(second).len())?;
    Ok(Item::list(
        each(first).iter().chain(each(second).iter()).collect(),
    ))
}

/// `$reverse(array)`
pub(super) fn reverse(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let array = argument(arguments, 0);
    match array.array() {
        Some(items) if items.len() > 1 => {
            ev.fuel.spend(items.len())?;
            let mut items = items.to_vec();
            items.reverse();
            Ok(Item::list(items))
        }
        Some(_) | None => Ok(array.clone()),
    }
}

/// `$shuffle(array)`
pub(super) fn shuffle(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let array = argument(arguments, 0);
    let Some(items) = array.array().filter(|items| items.len() > 1) else {
        return Ok(array.clone());
    };
    ev.fuel.spend(items.len())?;
    let mut items = items.to_vec();
    for place in 1..items.len() {
        let other = ((ev.scope.random)() * (place + 1) as f64) as usize;
        items.swap(place, other.min(place));
    }
    Ok(Item::list(items))
}

/// `$distinct(array)`
pub(super) fn distinct(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let array = argument(arguments, 0);
    let Some(items) = array.array().filter(|items| items.len() > 1) else {
        return Ok(array.clone());
    };
    let mut kept: Vec<Item> = Vec::new();
    for item in items.iter() {
        let mut known = false;
        for other in &kept {
            if equal(ev, &item, other)? {
                known = true;
                break;
            }
        }
        if !known {
            kept.push(item);
        }
    }
    let sequence = if let Item::List(list) = array {
        list.sequence
    } else {
        false
    };
    Ok(if sequence {
        Item::sequence(kept)
    } else {
        Item::list(kept)
    })
}

/// `$zip(a, b, …)`
pub(super) fn zip(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let lengths = arguments
        .iter()
        .map(|argument| argument.array().map_or(0, Items::len));
    let length = lengths.min().unwrap_or(0);
    ev.fuel.spend(length * arguments.len())?;
    let row = |place: usize| {
        let item = |argument: &Item| argument.array().and_then(|items| items.get(place));
        Item::list(arguments.iter().filter_map(item).collect())
    };
    Ok(Item::list((0..length).map(row).collect()))
}
