//! Paths: steps, predicates, tuples.
//!
//! A step is evaluated for each item of the one before it, and what the items give is put into one
//! sequence. As soon as a step binds something (`@$x`, `#$i`, or a `%` further on), the path goes on with
//! tuples: items and what was bound to them.

use super::eval::{Evaluator, Outcome};
use super::function::Env;
use super::item::{Item, Items, List, Tuple};
use super::sort;
use super::tree::{Kind, LABELS, Node, Stage, Symbol, Term};
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

fn filter_tuples(
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

/// The tuples between two steps.
#[derive(Default)]
struct Tuples {
    tuples: Vec<Tuple>,
    /// The reference forgets of those that it has sorted that they are tuples: up to the next step they are
    /// objects, whose member `@` is the item.
    bare: bool,
}

/// Tuples as whoever takes them up sees them.
fn handed_on(ev: &Evaluator<'_>, tuples: Vec<Tuple>, bare: bool) -> Item {
    if bare {
        Item::list(tuples.iter().map(|tuple| object_of(ev, tuple)).collect())
    } else {
        Item::Stream(Rc::new(tuples))
    }
}

/// A tuple as an object.
fn object_of(ev: &Evaluator<'_>, tuple: &Tuple) -> Item {
    let name = |symbol: &Symbol| match ev.name(*symbol) {
        Some(name) => Rc::clone(name),
        None => Rc::from(format!("!{}", symbol.wrapping_sub(LABELS))),
    };
    let bound = tuple.bindings.iter();
    let bound = bound.map(|(symbol, item)| (name(symbol), item.clone()));
    Item::record(
        [(Rc::from("@"), tuple.item.clone())]
            .into_iter()
            .chain(bound),
    )
}

/// A step of a path that goes on with tuples.
#[inline(never)]
fn tuple_step(
    ev: &Evaluator<'_>,
    step: &Node,
    input: &Item,
    tuples: Option<Tuples>,
    env: &Env,
) -> Outcome<Tuples> {
    let mut bare = false;
    let result = if let Kind::Sort(terms) = &step.kind {
        match tuples {
            Some(before) if before.bare => {
                bare = true;
                sort_bare(ev, terms, step.start, &before.tuples, env)?
            }
            Some(Tuples { tuples, .. }) => {
                bare = tuples.len() > 1;
                sort::tuples(ev, terms, step.start, &tuples, env)?
            }
            None => {
                let sorted = sort::by_terms(ev, terms, step.start, input, env)?;
                numbered(&sorted, step.index)
            }
        }
    } else {
        let tuples = tuples.map(|before| before.tuples);
        let tuples = tuples.unwrap_or_else(|| numbered(input, None));
        let mut result = Vec::with_capacity(tuples.len());
        for tuple in tuples {
            tuple_results(ev, step, &tuple, env, &mut result)?;
        }
        result
    };
    let tuples = stages(ev, &step.stages, result, bare, env)?;
    Ok(Tuples { tuples, bare })
}

/// Sorts what has been sorted before, as the objects it now is.
fn sort_bare(
    ev: &Evaluator<'_>,
    terms: &[Term],
    start: usize,
    tuples: &[Tuple],
    env: &Env,
) -> Outcome<Vec<Tuple>> {
    let object = |tuple| Tuple {
        item: object_of(ev, tuple),
        bindings: Vec::new(),
    };
    let objects: Vec<Tuple> = tuples.iter().map(object).collect();
    let places = sort::places(ev, terms, start, &objects, env)?;
    Ok(places
        .into_iter()
        .map(|place| tuples[place].clone())
        .collect())
}

/// The items as tuples, their places bound to `index`.
fn numbered(items: &Item, index: Option<Symbol>) -> Vec<Tuple> {
    let tuple = |(place, item): (usize, Item)| Tuple {
        item,
        bindings: index
            .map(|index| (index, Item::Number(place as f64)))
            .into_iter()
            .collect(),
    };
    each(items).iter().enumerate().map(tuple).collect()
}

/// What a step gives for one tuple.
fn tuple_results(
    ev: &Evaluator<'_>,
    step: &Node,
    tuple: &Tuple,
    env: &Env,
    results: &mut Vec<Tuple>,
) -> Outcome<()> {
    let bindings = tuple.bindings.iter().cloned();
    let result = ev.evaluate_with(step, &tuple.item, env, bindings)?;
    if let Item::Stream(inner) = &result {
        ev.fuel.spend(inner.len())?;
        for more in inner.iter() {
            let mut joined = tuple.clone();
            joined.item = more.item.clone();
            for (symbol, item) in &more.bindings {
                set(&mut joined.bindings, *symbol, item.clone());
            }
            results.push(joined);
        }
        return Ok(());
    }
    if result.is_nothing() {
        return Ok(());
    }
    ev.fuel.spend(each(&result).len())?;
    for (place, item) in each(&result).iter().enumerate() {
        let mut next = tuple.clone();
        match step.focus {
            Some(focus) => set(&mut next.bindings, focus, item),
            None => next.item = item,
        }
        if let Some(index) = step.index {
            set(&mut next.bindings, index, Item::Number(place as f64));
        }
        if let Some(slot) = step.ancestor {
            set(&mut next.bindings, ev.label(slot), tuple.item.clone());
        }
        results.push(next);
    }
    Ok(())
}

fn set(bindings: &mut Vec<(Symbol, Item)>, symbol: Symbol, item: Item) {
    match bindings.iter_mut().find(|(known, _)| *known == symbol) {
        Some((_, place)) => *place = item,
        None => bindings.push((symbol, item)),
    }
}

fn stages(
    ev: &Evaluator<'_>,
    stages: &[Stage],
    mut tuples: Vec<Tuple>,
    bare: bool,
    env: &Env,
) -> Outcome<Vec<Tuple>> {
    for stage in stages {
        match stage {
            Stage::Filter(predicate) => tuples = filter_tuples(ev, predicate, &tuples, bare, env)?,
            Stage::Index(symbol) => {
                for (place, tuple) in tuples.iter_mut().enumerate() {
                    set(&mut tuple.bindings, *symbol, Item::Number(place as f64));
                }
            }
        }
    }
    Ok(tuples)
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
        (None, None) => Vec::new(),
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

fn descend(ev: &Evaluator<'_>, item: &Item, results: &mut Vec<Item>) -> Outcome<()> {
    ev.fuel.spend(1)?;
    if let Some(items) = item.array() {
        return items
            .iter()
            .try_for_each(|item| descend(ev, &item, results));
    }
    results.push(item.clone());
    if let Some(members) = item.object() {
        for (_, member) in members.to_vec() {
            descend(ev, &member, results)?;
        }
    }
    Ok(())
}
