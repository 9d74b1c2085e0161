//! Functions that take functions.

use super::super::error::{Code, EvaluationError};
use super::super::eval::{Evaluator, Outcome};
use super::super::function::Function;
use super::super::item::{Item, Items};
use super::super::operator;
use super::super::sort::merge_sort;
use super::argument;
use std::rc::Rc;

/// Calls `function` with as many of the value, its place and its whole as it takes.
fn call(
    ev: &Evaluator<'_>,
    function: &Rc<Function>,
    value: Item,
    place: impl FnOnce() -> Item,
    whole: &Item,
) -> Outcome {
    let arity = function.arity();
    let mut arguments = ev.arguments();
    arguments.push(value);
    if arity >= 2 {
        arguments.push(place());
    }
    if arity >= 3 {
        arguments.push(whole.clone());
    }
    ev.apply(function, arguments, whole)
}

fn at(place: usize) -> impl FnOnce() -> Item {
    move || Item::Number(place as f64)
}

/// `$map(array, function)`
pub(super) fn map(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let array = argument(arguments, 0);
    let (Some(items), Some(function)) = (array.array(), argument(arguments, 1).as_function())
    else {
        return Ok(Item::Nothing);
    };
    let mut results = Vec::with_capacity(items.len());
    for (place, item) in items.iter().enumerate() {
        let result = call(ev, function, item, at(place), array)?;
        if !result.is_nothing() {
            results.push(result);
        }
    }
    Ok(Item::sequence(results))
}

/// `$filter(array, function)`
pub(super) fn filter(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let array = argument(arguments, 0);
    let (Some(items), Some(function)) = (array.array(), argument(arguments, 1).as_function())
    else {
        return Ok(Item::Nothing);
    };
    let mut results = Vec::new();
    for (place, item) in items.iter().enumerate() {
        if call(ev, function, item.clone(), at(place), array)?.truth(&ev.fuel)? {
            results.push(item);
        }
    }
    Ok(Item::sequence(results))
}

/// `$single(array, function)`
pub(super) fn single(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let array = argument(arguments, 0);
    let Some(items) = array.array() else {
        return Ok(Item::Nothing);
    };
    let function = argument(arguments, 1).as_function();
    let mut found = None;
    for (place, item) in items.iter().enumerate() {
        let wanted = match function {
            Some(function) => {
                call(ev, function, item.clone(), at(place), array)?.truth(&ev.fuel)?
            }
            None => true,
        };
        if wanted && found.is_some() {
            return Err(EvaluationError::new(Code::D3138));
        }
        if wanted {
            found = Some(item);
        }
    }
    found.ok_or_else(|| EvaluationError::new(Code::D3139))
}

/// `$reduce(array, function, initial)`
pub(super) fn reduce(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let array = argument(arguments, 0);
    let (Some(items), Some(function)) = (array.array(), argument(arguments, 1).as_function())
    else {
        return Ok(Item::Nothing);
    };
    let arity = function.arity();
    if arity < 2 {
        return Err(EvaluationError::new(Code::D3050));
    }
    let mut result = argument(arguments, 2).clone();
    let mut rest = items.iter().enumerate();
    if result.is_nothing() {
        result = rest.next().map(|(_, item)| item).unwrap_or_default();
    }
    for (place, item) in rest {
        let mut given = ev.arguments();
        given.extend([result, item]);
        if arity >= 3 {
            given.push(Item::Number(place as f64));
        }
        if arity >= 4 {
            given.push(array.clone());
        }
        result = ev.apply(function, given, array)?;
    }
    Ok(result)
}

/// `$each(object, function)`
pub(super) fn each(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let object = argument(arguments, 0);
    let mut results = Vec::new();
    if let Some(function) = argument(arguments, 1).as_function() {
        for (key, value) in object
            .object()
            .map(|members| members.to_vec())
            .unwrap_or_default()
        {
            let result = call(ev, function, value, || Item::text(key), object)?;
            if !result.is_nothing() {
                results.push(result);
            }
        }
    }
    Ok(Item::sequence(results))
}

/// `$sift(object, function)`
pub(super) fn sift(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let object = argument(arguments, 0);
    let mut kept = Vec::new();
    for (key, value) in object
        .object()
        .map(|members| members.to_vec())
        .unwrap_or_default()
    {
        let Some(function) = argument(arguments, 1).as_function() else {
            continue;
        };
        let name = Rc::clone(&key);
        if call(ev, function, value.clone(), || Item::text(name), object)?.truth(&ev.fuel)? {
            kept.push((key, value));
        }
    }
    Ok(if kept.is_empty() {
        Item::Nothing
    } else {
        Item::record(kept)
    })
}

/// `$sort(array, function)`
pub(super) fn sort(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let array = argument(arguments, 0);
    let Some(items) = array.array().filter(|items| items.len() > 1) else {
        return Ok(array.clone());
    };
    let function = argument(arguments, 1).as_function();
    if function.is_none() && !is_of_one_kind(items)? {
        return Err(EvaluationError::new(Code::D3070));
    }
    let sorted = merge_sort(&items.to_vec(), &mut |a, b| {
        ev.fuel.spend(1)?;
        match function {
            Some(function) => {
                let mut given = ev.arguments();
                given.extend([a.clone(), b.clone()]);
                Ok(ev.apply(function, given, array)?.is_truthy())
            }
            None => Ok(operator::order(a, b).is_some_and(std::cmp::Ordering::is_gt)),
        }
    })?;
    Ok(Item::list(sorted))
}

/// Whether all are numbers or all are texts.
fn is_of_one_kind(items: Items<'_>) -> Outcome<bool> {
    let mut numbers = true;
    for item in items.iter() {
        numbers &= item.numeric()?.is_some();
    }
    Ok(numbers || items.iter().all(|item| item.as_str().is_some()))
}
