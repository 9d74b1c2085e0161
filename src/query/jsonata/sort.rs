//! Sorting: a merge sort, so that equal items stay in order and a comparison may fail.

use super::error::{Code, EvaluationError};
use super::eval::{Evaluator, Outcome};
use super::function::Env;
use super::item::{Item, Tuple};
use super::operator;
use super::path::each;
use super::tree::Term;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

/// The items in order; `after` says whether the first belongs behind the second.
pub(super) fn merge_sort<T: Clone>(
    items: &[T],
    after: &mut dyn FnMut(&T, &T) -> Outcome<bool>,
) -> Outcome<Vec<T>> {
    if items.len() <= 1 {
        return Ok(items.to_vec());
    }
    let (left, right) = items.split_at(items.len() / 2);
    let left = merge_sort(left, after)?;
    let right = merge_sort(right, after)?;
    let mut merged = Vec::with_capacity(items.len());
    let (mut l, mut r) = (0, 0);
    while l < left.len() && r < right.len() {
        if after(&left[l], &right[r])? {
            merged.push(right[r].clone());
            r += 1;
        } else {
            merged.push(left[l].clone());
            l += 1;
        }
    }
    merged.extend_from_slice(&left[l..]);
    merged.extend_from_slice(&right[r..]);
    Ok(merged)
}

/// `input^(…)`
#[inline(never)]
pub(super) fn by_terms(
    ev: &Evaluator<'_>,
    terms: &[Term],
    start: usize,
    input: &Item,
    env: &Env,
) -> Outcome {
    if let Item::Stream(tuples) = input {
        let sorted = self::tuples(ev, terms, start, tuples, env)?;
        return Ok(Item::Stream(Rc::new(sorted)));
    }
    if each(input).len() <= 1 {
        return Ok(input.clone());
    }
    let tuple = |item| Tuple {
        item,
        bindings: Vec::new(),
    };
    let tuples: Vec<Tuple> = each(input).iter().map(tuple).collect();
    let sorted = self::tuples(ev, terms, start, &tuples, env)?;
    Ok(Item::list(
        sorted.into_iter().map(|tuple| tuple.item).collect(),
    ))
}

/// Tuples in the order of `terms`.
pub(super) fn tuples(
    ev: &Evaluator<'_>,
    terms: &[Term],
    start: usize,
    tuples: &[Tuple],
    env: &Env,
) -> Outcome<Vec<Tuple>> {
    let places = places(ev, terms, start, tuples, env)?;
    Ok(in_order(tuples, &places))
}

/// The tuples of these places.
pub(super) fn in_order(tuples: &[Tuple], places: &[usize]) -> Vec<Tuple> {
    places.iter().map(|place| tuples[*place].clone()).collect()
}

/// The places of the tuples in the order of `terms`.
pub(super) fn places(
    ev: &Evaluator<'_>,
    terms: &[Term],
    start: usize,
    tuples: &[Tuple],
    env: &Env,
) -> Outcome<Vec<usize>> {
    ev.fuel.spend(tuples.len())?;
    let keys = Keys {
        ev,
        terms,
        env,
        known: RefCell::new(vec![None; tuples.len() * terms.len()]),
        tuples,
    };
    let places: Vec<usize> = (0..keys.tuples.len()).collect();
    merge_sort(&places, &mut |a, b| {
        ev.fuel.spend(1)?;
        keys.after(*a, *b).map_err(|error| error.at(start))
    })
}

/// What the items are sorted by, each key evaluated when first compared.
struct Keys<'e, 's> {
    ev: &'e Evaluator<'s>,
    terms: &'e [Term],
    env: &'e Env,
    tuples: &'e [Tuple],
    known: RefCell<Vec<Option<Item>>>,
}

impl Keys<'_, '_> {
    fn key(&self, place: usize, term: usize) -> Outcome {
        let slot = place * self.terms.len() + term;
        if let Some(key) = &self.known.borrow()[slot] {
            return Ok(key.clone());
        }
        let tuple = &self.tuples[place];
        let expression = &self.terms[term].expression;
        let key = if tuple.bindings.is_empty() {
            self.ev.evaluate(expression, &tuple.item, self.env)?
        } else {
            let bindings = tuple.bindings.iter().cloned();
            self.ev
                .evaluate_with(expression, &tuple.item, self.env, bindings)?
        };
        self.known.borrow_mut()[slot] = Some(key.clone());
        Ok(key)
    }

    /// Whether the item at `a` belongs behind the one at `b`.
    fn after(&self, a: usize, b: usize) -> Outcome<bool> {
        for (index, term) in self.terms.iter().enumerate() {
            let order = compare(&self.key(a, index)?, &self.key(b, index)?, term.descending)?;
            if order.is_ne() {
                return Ok(order.is_gt());
            }
        }
        Ok(false)
    }
}

/// Numbers or texts, what has no key last.
fn compare(a: &Item, b: &Item, descending: bool) -> Outcome<Ordering> {
    if a.is_nothing() || b.is_nothing() {
        return Ok(a.is_nothing().cmp(&b.is_nothing()));
    }
    let json = |item: &Item| item.to_json().map(Rc::from);
    for side in [a, b] {
        if !matches!(side.letter(), b's' | b'n') {
            let error = EvaluationError::new(Code::T2008);
            return Err(error.with(|details| details.value = json(side)));
        }
    }
    if a.letter() != b.letter() {
        return Err(EvaluationError::new(Code::T2007).with(|details| {
            details.value = json(a);
            details.value2 = json(b);
        }));
    }
    // What is neither equal nor less counts as greater, `NaN` too.
    let order = operator::order(a, b).unwrap_or(Ordering::Greater);
    Ok(if descending { order.reverse() } else { order })
}
