//! Paths: a step is evaluated for each item of the one before it, and what the items give is put into one
//! sequence. As soon as a step binds something, the path goes on with [`tuple`](super::tuple)s.

use super::eval::{Evaluator, Outcome};
use super::function::Env;
use super::item::{Item, Items, List};
use super::predicate::filter;
use super::sort;
use super::tree::{Kind, Node, Stage};
use super::tuple::{Tuples, handed_on, tuple_step};
use crate::value::Value;
use std::rc::Rc;

/// `step.step.step`
#[inline(never)]
pub(super) fn evaluate(
    ev: &Evaluator<'_>,
    node: &Node,
    steps: &[Node],
    keep_singleton: bool,
    input: &Item,
    env: &Env,
) -> Outcome {
    let spread = input.array().is_some() && !matches!(steps[0].kind, Kind::Variable(_));
    let mut current = if spread {
        input.clone()
    } else {
        Item::sequence(vec![input.clone()])
    };
    let mut tuples: Option<Tuples> = None;
    let mut streaming = false;
    for (index, step) in steps.iter().enumerate() {
        streaming |= step.tuple;
        if index == 0 && step.whole_array {
            let array = ev.evaluate(step, &current, env)?;
            // With `@$name` the context stays what it was, and here nothing is bound.
            if step.focus.is_none() {
                current = characters(array);
            }
        } else if streaming {
            tuples = Some(tuple_step(ev, step, &current, tuples, env)?);
        } else {
            current = plain_step(ev, step, &current, env, index + 1 == steps.len())?;
        }
        let over = match current.array() {
            Some(items) => items.len() == 0,
            None => current.is_nothing() || current.as_str().is_some(),
        };
        if !streaming && over {
            break;
        }
    }
    let Tuples { tuples, bare } = tuples.unwrap_or_default();
    if streaming && node.group.is_none() {
        current = if node.tuple {
            handed_on(ev, tuples, bare)
        } else {
            Item::sequence(tuples.into_iter().map(|tuple| tuple.item).collect())
        };
    } else if let Some(group) = &node.group {
        let grouped = if streaming {
            handed_on(ev, tuples, bare)
        } else {
            current
        };
        return super::group::evaluate(ev, group, &grouped, env);
    }
    Ok(if keep_singleton {
        kept(current)
    } else {
        current
    })
}

/// What the reference takes for the items of a text that a predicate has left of an array.
fn characters(item: Item) -> Item {
    match item.as_str() {
        Some(text) if !text.is_empty() => {
            Item::list(text.chars().map(|c| Item::text(c.to_string())).collect())
        }
        Some(_) | None => item,
    }
}

/// The value of a path of names with one object before each, where nothing is gathered; `None` where the
/// steps are to be gone one by one.
pub(super) fn direct(ev: &Evaluator<'_>, steps: &[Node], input: &Item, env: &Env) -> Option<Item> {
    if !steps.iter().all(Node::is_bare) {
        return None;
    }
    match steps.split_first()? {
        (first, rest) if let Kind::Variable(symbol) = first.kind => {
            walk(&ev.variable(symbol, input, env), rest)
        }
        _ => walk(input, steps),
    }
}

/// Goes down from object to object.
fn walk(item: &Item, names: &[Node]) -> Option<Item> {
    let Some((first, rest)) = names.split_first() else {
        return is_single(item).then(|| item.clone());
    };
    let Kind::Name(name) = &first.kind else {
        return None;
    };
    match item {
        Item::Value(Value::Object(object)) => match object.get(name) {
            Some(member) => walk_value(member, rest),
            None => Some(Item::Nothing),
        },
        Item::Record(_) => {
            let member = item.object()?.get(name).unwrap_or_default();
            walk(&member, rest)
        }
        _ => is_single(item).then_some(Item::Nothing),
    }
}

/// The same in data.
fn walk_value(mut value: &Value, names: &[Node]) -> Option<Item> {
    for name in names {
        let Kind::Name(name) = &name.kind else {
            return None;
        };
        value = match value {
            Value::Object(object) => match object.get(name) {
                Some(member) => member,
                None => return Some(Item::Nothing),
            },
            Value::Array(_) => return None,
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                return Some(Item::Nothing);
            }
        };
    }
    Some(Item::Value(value.clone()))
}

/// Whether it is one item, whose members are nobody else's.
fn is_single(item: &Item) -> bool {
    item.array().is_none() && !matches!(item, Item::Stream(_))
}

/// The same, but a single result stays an array.
fn kept(mut result: Item) -> Item {
    if let Item::List(list) = &result
        && list.whole
        && !list.sequence
    {
        result = Item::sequence(vec![result]);
    }
    if let Item::List(list) = &mut result {
        Rc::make_mut(list).keep = true;
    }
    result
}

/// What stands for the items of `item`: its own, or itself.
pub(super) fn each(item: &Item) -> Items<'_> {
    item.array()
        .unwrap_or_else(|| Items::Items(std::slice::from_ref(item)))
}

#[inline(never)]
fn plain_step(ev: &Evaluator<'_>, step: &Node, input: &Item, env: &Env, last: bool) -> Outcome {
    if let Kind::Sort(terms) = &step.kind {
        let sorted = sort::by_terms(ev, terms, step.start, input, env)?;
        return narrowed(ev, step, sorted, env);
    }
    let Some(items) = input.array() else {
        return Ok(Item::sequence(Vec::new()));
    };
    let mut results = Vec::with_capacity(items.len());
    let mut arrays = false;
    for item in items.iter() {
        let result = ev.evaluate(step, &item, env)?;
        let result = narrowed(ev, step, result, env)?;
        if !result.is_nothing() {
            arrays |= result.array().is_some();
            results.push(result);
        }
    }
    ev.fuel.spend(results.len())?;
    if !arrays {
        return Ok(Item::sequence(results));
    }
    if last && results.len() == 1 && is_plain_array(&results[0]) {
        return Ok(results.remove(0));
    }
    Ok(Item::sequence(flattened(ev, results)?))
}

/// Applies the predicates behind a step to what it gave.
fn narrowed(ev: &Evaluator<'_>, step: &Node, mut result: Item, env: &Env) -> Outcome {
    for stage in &step.stages {
        if let Stage::Filter(predicate) = stage {
            result = filter(ev, predicate, &result, env)?;
        }
    }
    Ok(result)
}

fn is_plain_array(item: &Item) -> bool {
    match item {
        Item::List(list) => !list.sequence,
        other => other.array().is_some(),
    }
}

/// One level of arrays taken away, but of those that are to stay whole.
fn flattened(ev: &Evaluator<'_>, results: Vec<Item>) -> Outcome<Vec<Item>> {
    let mut items = Vec::with_capacity(results.len());
    for result in results {
        let whole = if let Item::List(list) = &result {
            list.whole
        } else {
            false
        };
        match result.array().filter(|_| !whole) {
            Some(inner) => {
                ev.fuel.spend(inner.len())?;
                items.extend(inner.iter());
            }
            None => items.push(result),
        }
    }
    Ok(items)
}

/// `input.name`; of an array, of each of its items.
pub(super) fn field(ev: &Evaluator<'_>, input: &Item, name: &str) -> Outcome<Option<Item>> {
    if let Some(members) = input.object() {
        return Ok(members.get(name));
    }
    let Some(items) = input.array() else {
        return Ok(None);
    };
    ev.fuel.spend(items.len())?;
    let mut found = Vec::new();
    for item in items.iter() {
        match field(ev, &item, name)? {
            Some(inner) if inner.is_nothing() => {}
            Some(inner) => match inner.array() {
                Some(more) => {
                    ev.fuel.spend(more.len())?;
                    found.extend(more.iter());
                }
                None => found.push(inner),
            },
            None => {}
        }
    }
    Ok(Some(Item::sequence(found)))
}

/// `*`
pub(super) fn wildcard(ev: &Evaluator<'_>, input: &Item) -> Outcome {
    let inner = if let Item::List(list) = input
        && list.wrapper
    {
        list.items.first()
    } else {
        None
    };
    let input = inner.unwrap_or(input);
    let values = match (input.object(), input.array()) {
        (Some(members), _) => members.to_vec().into_iter().map(|(_, item)| item).collect(),
        (None, Some(items)) => items.to_vec(),
        (None, None) => inside_function(input),
    };
    ev.fuel.spend(values.len())?;
    let mut results = Vec::with_capacity(values.len() + 2);
    let mut sequence = true;
    for value in values {
        if value.array().is_some() {
            sequence = false;
            leaves(ev, &value, &mut results)?;
        } else {
            results.push(value);
        }
    }
    results.extend(marks(input));
    let mut list = List::new(results);
    list.sequence = sequence;
    Ok(Item::List(Rc::new(list)))
}

/// The reference marks a sequence by members of the array, which `*` finds with its items.
fn marks(input: &Item) -> impl Iterator<Item = Item> {
    let marks = if let Item::List(list) = input
        && list.sequence
    {
        1 + usize::from(list.keep)
    } else {
        0
    };
    std::iter::repeat_n(Item::bool(true), marks)
}

/// What is in arrays in arrays.
fn leaves(ev: &Evaluator<'_>, item: &Item, results: &mut Vec<Item>) -> Outcome<()> {
    ev.fuel.spend(1)?;
    match item.array() {
        Some(items) => items.iter().try_for_each(|item| leaves(ev, &item, results)),
        None => {
            results.push(item.clone());
            Ok(())
        }
    }
}

/// `**`
pub(super) fn descendants(ev: &Evaluator<'_>, input: &Item) -> Outcome {
    if input.is_nothing() {
        return Ok(Item::Nothing);
    }
    let mut results = Vec::new();
    descend(ev, input, &mut results)?;
    Ok(if results.len() == 1 {
        results.remove(0)
    } else {
        Item::sequence(results)
    })
}

/// What the reference finds in most functions, which are objects there: some more, of which a result can
/// not be made.
fn inside_function(item: &Item) -> Vec<Item> {
    match item.as_function().filter(|function| function.is_object()) {
        Some(_) => vec![Item::bool(true), item.clone()],
        None => Vec::new(),
    }
}

fn descend(ev: &Evaluator<'_>, item: &Item, results: &mut Vec<Item>) -> Outcome<()> {
    ev.fuel.spend(1)?;
    if let Some(items) = item.array() {
        return items
            .iter()
            .try_for_each(|item| descend(ev, &item, results));
    }
    results.push(item.clone());
    results.extend(inside_function(item));
    if let Some(members) = item.object() {
        for (_, member) in members.to_vec() {
            descend(ev, &member, results)?;
        }
    }
    Ok(())
}
