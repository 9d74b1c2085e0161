//! Objects: `{…}` by itself and behind a path, where items of the same key are gathered.

use super::error::{Code, EvaluationError};
use super::eval::{Evaluator, Outcome};
use super::function::Env;
use super::item::{Item, Record, Tuple};
use super::path::each;
use super::tree::{Group, Symbol};
use std::collections::HashMap;
use std::rc::Rc;

/// The items of one key.
struct Gathered {
    key: Rc<str>,
    /// Which of the pairs made the key.
    pair: usize,
    /// The places of its items.
    items: Vec<usize>,
}

/// `{key: value, …}` over the items of `input`.
#[inline(never)]
pub(super) fn evaluate(ev: &Evaluator<'_>, group: &Group, input: &Item, env: &Env) -> Outcome {
    if group.plain && input.array().is_none() && !matches!(input, Item::Stream(_)) {
        return plain(ev, group, input, env);
    }
    let streaming = matches!(input, Item::Stream(_));
    let mut tuples = tuples(input);
    let gathered = gather(ev, group, &tuples, streaming, env)?;
    let mut members = Vec::with_capacity(gathered.len());
    for Gathered { key, pair, items } in gathered {
        let (context, bindings) = joined(ev, items.iter().map(|place| &tuples[*place]))?;
        // The reference takes the item out of a tuple that is alone with its key: what comes after
        // finds nothing in it.
        if let (true, [alone]) = (streaming, &*items) {
            tuples[*alone].item = Item::Nothing;
        }
        let value = if streaming {
            ev.evaluate_with(&group.pairs[pair].1, &context, env, bindings.into_iter())?
        } else {
            ev.evaluate(&group.pairs[pair].1, &context, env)?
        };
        if !value.is_nothing() {
            members.push((key, value));
        }
    }
    ev.checked(Item::Record(Rc::new(Record::of_distinct(members))))
}

/// The same over one item, where each pair is a member.
fn plain(ev: &Evaluator<'_>, group: &Group, input: &Item, env: &Env) -> Outcome {
    let mut members = Vec::with_capacity(group.pairs.len());
    for (key, value) in &group.pairs {
        let value = ev.evaluate(value, input, env)?;
        if let (Some(key), false) = (key.plain_text(), value.is_nothing()) {
            members.push((Rc::clone(key), value));
        }
    }
    ev.checked(Item::Record(Rc::new(Record::of_distinct(members))))
}

/// The items; nothing is one item, so that the pairs are looked at once.
fn tuples(input: &Item) -> Vec<Tuple> {
    if let Item::Stream(tuples) = input {
        return tuples.to_vec();
    }
    let tuple = |item| Tuple {
        item,
        bindings: Vec::new(),
    };
    let mut tuples: Vec<Tuple> = each(input).iter().map(tuple).collect();
    if tuples.is_empty() {
        tuples.push(tuple(Item::Nothing));
    }
    tuples
}

fn gather(
    ev: &Evaluator<'_>,
    group: &Group,
    tuples: &[Tuple],
    streaming: bool,
    env: &Env,
) -> Outcome<Vec<Gathered>> {
    let mut gathered: Vec<Gathered> = Vec::new();
    let mut places = Places::default();
    for (item, tuple) in tuples.iter().enumerate() {
        let frame = if streaming {
            ev.frame(env, tuple.bindings.iter().cloned())
        } else {
            Rc::clone(env)
        };
        for (pair, (key, _)) in group.pairs.iter().enumerate() {
            let key = ev.evaluate(key, &tuple.item, &frame)?;
            if key.is_nothing() {
                continue;
            }
            let Some(key) = key.as_str().cloned() else {
                return Err(refused(Code::T1003, group, &key));
            };
            match places
                .find(&key, &gathered)
                .and_then(|place| gathered.get_mut(place))
            {
                Some(known) if known.pair != pair => {
                    return Err(refused(Code::D1009, group, &Item::text(key)));
                }
                Some(known) => known.items.push(item),
                None => {
                    places.note(&key, &gathered);
                    gathered.push(Gathered {
                        key,
                        pair,
                        items: vec![item],
                    });
                }
            }
        }
    }
    Ok(gathered)
}

/// Up to so many keys one is found by looking at each: hashing costs more, and most objects are small.
const SMALL: usize = 12;

/// Where each key stands among those gathered, once there are more than [`SMALL`].
#[derive(Default)]
struct Places(HashMap<Rc<str>, usize>);

impl Places {
    fn find(&self, key: &str, gathered: &[Gathered]) -> Option<usize> {
        if gathered.len() <= SMALL {
            return gathered.iter().position(|known| *known.key == *key);
        }
        self.0.get(key).copied()
    }

    /// Notes that `key` is to be the next.
    fn note(&mut self, key: &Rc<str>, gathered: &[Gathered]) {
        if gathered.len() == SMALL {
            let places = gathered.iter().enumerate();
            self.0 = places
                .map(|(place, known)| (Rc::clone(&known.key), place))
                .collect();
        }
        if gathered.len() >= SMALL {
            let _ = self.0.insert(Rc::clone(key), gathered.len());
        }
    }
}

fn refused(code: Code, group: &Group, key: &Item) -> EvaluationError {
    let key = key.to_json().map(Rc::from);
    let error = EvaluationError::new(code).at(group.start);
    error.with(|details| details.value = key)
}

/// One item as it is, several as an array; the same for what is bound to them.
fn joined<'t>(
    ev: &Evaluator<'_>,
    mut tuples: impl ExactSizeIterator<Item = &'t Tuple>,
) -> Outcome<(Item, Vec<(Symbol, Item)>)> {
    let Some(first) = tuples.next() else {
        return Ok((Item::Nothing, Vec::new()));
    };
    if tuples.len() == 0 {
        return Ok((first.item.clone(), first.bindings.clone()));
    }
    let mut items = Join::new(&first.item);
    let mut bound: Vec<(Symbol, Join)> = Vec::new();
    for (symbol, item) in &first.bindings {
        bound.push((*symbol, Join::new(item)));
    }
    for tuple in tuples {
        items.add(ev, &tuple.item)?;
        for (symbol, item) in &tuple.bindings {
            match bound.iter_mut().find(|(known, _)| known == symbol) {
                Some((_, join)) => join.add(ev, item)?,
                None => bound.push((*symbol, Join::new(item))),
            }
        }
    }
    let bound = bound
        .into_iter()
        .map(|(symbol, join)| (symbol, join.finish()))
        .collect();
    Ok((items.finish(), bound))
}

/// Items put behind each other as `$append` does.
struct Join {
    only: Option<Item>,
    items: Vec<Item>,
}

impl Join {
    fn new(item: &Item) -> Self {
        Self {
            only: Some(item.clone()),
            items: Vec::new(),
        }
    }

    fn add(&mut self, ev: &Evaluator<'_>, item: &Item) -> Outcome<()> {
        if item.is_nothing() {
            return Ok(());
        }
        match self.only.take() {
            Some(Item::Nothing) => {
                self.only = Some(item.clone());
                return Ok(());
            }
            Some(first) => self.items = each(&first).to_vec(),
            None => {}
        }
        ev.fuel.spend(each(item).len())?;
        self.items.extend(each(item).iter());
        Ok(())
    }

    fn finish(self) -> Item {
        self.only.unwrap_or_else(|| Item::list(self.items))
    }
}
