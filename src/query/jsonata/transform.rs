//! `|pattern|update, delete|`: a copy of an object with some of the objects in it changed.

use super::error::{Code, EvaluationError};
use super::eval::{Evaluator, Outcome};
use super::function::Env;
use super::item::{Item, List, Members, Record};
use super::native::Native;
use super::path::each;
use super::picture::number as digits;
use super::signature::Signature;
use super::tree::{Node, Transform};
use std::rc::Rc;

/// Applies the transform to its one argument.
#[inline(never)]
pub(super) fn run(
    ev: &Evaluator<'_>,
    transform: &Transform,
    mut arguments: Vec<Item>,
    input: &Item,
    env: &Env,
) -> Outcome {
    let signature = Signature::parse("<(oa):o>").map_err(EvaluationError::new)?;
    signature.validate(&mut arguments, input)?;
    let Some(object) = arguments.first().filter(|item| !item.is_nothing()) else {
        return Ok(Item::Nothing);
    };
    let object = cloned(ev, transform, object, env)?;
    let matches = ev.evaluate(&transform.pattern, &object, env)?;
    if matches.is_nothing() {
        return Ok(object);
    }
    for found in each(&matches).iter() {
        update(ev, transform, &found, env)?;
        delete(ev, transform, &found, env)?;
    }
    Ok(object)
}

/// The copy that is changed: `$clone` makes it, which the author may have bound to another function.
fn cloned(ev: &Evaluator<'_>, transform: &Transform, object: &Item, env: &Env) -> Outcome {
    let own = ev.symbol("clone").map(|symbol| ev.lookup(symbol, env));
    let object = match own {
        Some(Item::Function(function)) if !Native::is_clone(&function) => {
            ev.apply(&function, vec![object.clone()], &Item::Nothing)?
        }
        None | Some(Item::Function(_)) => object.clone(),
        Some(_) => return Err(EvaluationError::new(Code::T2013).at(transform.start)),
    };
    copy(ev, &object)
}

fn update(ev: &Evaluator<'_>, transform: &Transform, found: &Item, env: &Env) -> Outcome<()> {
    let update = ev.evaluate(&transform.update, found, env)?;
    if update.is_nothing() {
        return Ok(());
    }
    let Some(members) = update.object() else {
        return Err(wrong(Code::T2011, &update, &transform.update));
    };
    if let Item::Record(record) = found {
        for (key, item) in members.to_vec() {
            record.insert(key, apart(ev, &item)?);
        }
    }
    Ok(())
}

fn delete(ev: &Evaluator<'_>, transform: &Transform, found: &Item, env: &Env) -> Outcome<()> {
    let Some(delete) = &transform.delete else {
        return Ok(());
    };
    let keys = ev.evaluate(delete, found, env)?;
    if keys.is_nothing() {
        return Ok(());
    }
    let names: Option<Vec<Rc<str>>> = each(&keys)
        .iter()
        .map(|key| key.as_str().cloned())
        .collect();
    let names = names.ok_or_else(|| wrong(Code::T2012, &keys, delete))?;
    if let Item::Record(record) = found {
        for name in names {
            record.remove(&name);
        }
    }
    Ok(())
}

fn wrong(code: Code, value: &Item, part: &Node) -> EvaluationError {
    let value = value.to_json().map(Rc::from);
    let error = EvaluationError::new(code).at(part.start);
    error.with(|details| details.value = value)
}

/// The same in objects of its own, so that none comes to hold itself.
fn apart(ev: &Evaluator<'_>, item: &Item) -> Outcome {
    ev.fuel.spend(1)?;
    match item {
        Item::Record(_) => {
            let record = Record::default();
            for (key, member) in item.object().map(Members::to_vec).unwrap_or_default() {
                record.insert(key, apart(ev, &member)?);
            }
            ev.checked(Item::Record(Rc::new(record)))
        }
        Item::List(list) => {
            let items: Outcome<Vec<Item>> = list.items.iter().map(|item| apart(ev, item)).collect();
            let mut copy = List::clone(list);
            copy.items = items?;
            Ok(Item::List(Rc::new(copy)))
        }
        _ => Ok(item.clone()),
    }
}

/// A deep copy, as by way of JSON text: functions become empty texts, numbers have 15 digits.
pub(super) fn copy(ev: &Evaluator<'_>, item: &Item) -> Outcome {
    ev.fuel.spend(1)?;
    if let Some(members) = item.object() {
        let record = Record::default();
        for (key, member) in members.to_vec() {
            if !member.is_nothing() {
                record.insert(key, copy(ev, &member)?);
            }
        }
        return ev.checked(Item::Record(Rc::new(record)));
    }
    if let Some(items) = item.array() {
        let items: Outcome<Vec<Item>> = items.iter().map(|item| copy(ev, &item)).collect();
        return ev.checked(Item::list(items?));
    }
    Ok(match item.as_f64() {
        Some(number) if digits::to_15_digits(number) != number => {
            Item::Number(digits::to_15_digits(number))
        }
        _ if item.as_function().is_some() => Item::text(""),
        _ => item.clone(),
    })
}
