//! Predicates: what is taken of a step's items.

use super::eval::{Evaluator, Outcome};
use super::function::Env;
use super::item::{Item, Tuple};
use super::path::each;
use super::tree::{Kind, Node};
use super::tuple::object_of;
use std::rc::Rc;

/// `input[predicate]`
#[inline(never)]
pub(super) fn filter(ev: &Evaluator<'_>, predicate: &Node, input: &Item, env: &Env) -> Outcome {
    if let Item::Stream(tuples) = input {
        return Ok(Item::Stream(Rc::new(filter_tuples(
            ev, predicate, tuples, false, env,
        )?)));
    }
    let items = each(input);
    if let Kind::Number(number) = predicate.kind {
        let place = position(number, items.len());
        let item = place
            .and_then(|place| items.get(place))
            .unwrap_or(Item::Nothing);
        return Ok(if item.array().is_some() {
            item
        } else if item.is_nothing() {
            Item::sequence(Vec::new())
        } else {
            Item::sequence(vec![item])
        });
    }
    let mut results = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let answer = ev.evaluate(predicate, &item, env)?;
        for _ in 0..times(ev, &answer, index, items.len())? {
            results.push(item.clone());
        }
    }
    Ok(Item::sequence(results))
}

/// The same of tuples; `bare` as in [`Tuples`](super::tuple::Tuples).
pub(super) fn filter_tuples(
    ev: &Evaluator<'_>,
    predicate: &Node,
    tuples: &[Tuple],
    bare: bool,
    env: &Env,
) -> Outcome<Vec<Tuple>> {
    if let Kind::Number(number) = predicate.kind {
        let place = position(number, tuples.len());
        let tuple = place.and_then(|place| tuples.get(place));
        return Ok(tuple.into_iter().cloned().collect());
    }
    let mut results = Vec::new();
    for (index, tuple) in tuples.iter().enumerate() {
        let answer = if bare {
            ev.evaluate(predicate, &object_of(ev, tuple), env)?
        } else {
            let bindings = tuple.bindings.iter().cloned();
            ev.evaluate_with(predicate, &tuple.item, env, bindings)?
        };
        for _ in 0..times(ev, &answer, index, tuples.len())? {
            results.push(tuple.clone());
        }
    }
    Ok(results)
}

/// Where a number points to in so many items: rounded down, from the end if negative.
fn position(number: f64, length: usize) -> Option<usize> {
    let floor = number.floor();
    let place = if floor < 0.0 {
        floor + length as f64
    } else {
        floor
    };
    (place >= 0.0 && place < length as f64).then_some(place as usize)
}

/// How often an item at `index` is taken: once if the answer is true, once for each number that points
/// to it.
fn times(ev: &Evaluator<'_>, answer: &Item, index: usize, length: usize) -> Outcome<usize> {
    if let Some(number) = answer.numeric()? {
        return Ok(usize::from(position(number, length) == Some(index)));
    }
    if let Some(items) = answer.array() {
        ev.fuel.spend(items.len() / 8)?;
        let mut count = 0;
        let mut numbers = true;
        for item in items.iter() {
            match item.numeric()? {
                Some(number) => count += usize::from(position(number, length) == Some(index)),
                None => {
                    numbers = false;
                    break;
                }
            }
        }
        if numbers {
            return Ok(count);
        }
    }
    Ok(usize::from(answer.truth(&ev.fuel)?))
}
