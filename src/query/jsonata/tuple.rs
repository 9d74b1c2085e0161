//! Steps that bind something (`@$x`, `#$i`, or a `%` further on): the path goes on with tuples, items and
//! what was bound to them.

use super::eval::{Evaluator, Outcome};
use super::function::Env;
use super::item::{Item, Tuple};
use super::path::each;
use super::predicate::filter_tuples;
use super::sort;
use super::tree::{Kind, LABELS, Node, Stage, Symbol, Term};
use std::rc::Rc;

/// The tuples between two steps.
#[derive(Default)]
pub(super) struct Tuples {
    pub(super) tuples: Vec<Tuple>,
    /// The reference forgets of those that it has sorted that they are tuples: up to the next step they are
    /// objects, whose member `@` is the item.
    pub(super) bare: bool,
}

/// Tuples as whoever takes them up sees them.
pub(super) fn handed_on(ev: &Evaluator<'_>, tuples: Vec<Tuple>, bare: bool) -> Item {
    if bare {
        Item::list(tuples.iter().map(|tuple| object_of(ev, tuple)).collect())
    } else {
        Item::Stream(Rc::new(tuples))
    }
}

/// A tuple as an object.
pub(super) fn object_of(ev: &Evaluator<'_>, tuple: &Tuple) -> Item {
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
pub(super) fn tuple_step(
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
    Ok(sort::in_order(tuples, &places))
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
