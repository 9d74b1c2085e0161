//! Steps applied to a document: Jayway's walk, results in its order.
//!
//! One departure in AWS's dialect: where Jayway, after `..`, hands every item of an array to what follows
//! an index or a wildcard and then drops the wrong ones by comparing texts (`$..[0].a`), the index is
//! simply applied.

use super::Dialect;
use super::filter;
use super::function;
use super::miss::{Miss, Stop};
use super::syntax::{Call, Filter, Step, Steps};
use crate::query::pattern::Pattern;
use crate::value::{Object, Value};
use std::cell::Cell;
use std::rc::Rc;

/// Steps that one evaluation may take before it is stopped: far beyond what a document of 256 KB needs
/// for any sensible path, and well below a second.
const MAX_WORK: u64 = 10_000_000;

/// How much work an evaluation may still do, its filters included.
pub(super) struct Fuel(Cell<u64>);

impl Fuel {
    pub fn new() -> Self {
        Self(Cell::new(MAX_WORK))
    }

    /// Takes `amount` of what is left.
    pub fn burn(&self, amount: usize) -> Result<(), Stop> {
        let left = self.0.get().checked_sub(amount as u64);
        self.0.set(left.unwrap_or(0));
        left.map(|_| ()).ok_or(Stop::Exhausted)
    }

    /// Whether `pattern` matches, every try being work.
    pub fn matches(&self, pattern: &Pattern, text: &str) -> Result<bool, Stop> {
        let mut left = self.0.get();
        let answer = pattern.matches(text, &mut left);
        self.0.set(left);
        answer.map_err(|_| Stop::Exhausted)
    }
}

/// What an evaluation needs to know from outside.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    /// What `$` in filters and arguments stands for.
    pub document: &'a Value,
    pub dialect: Dialect,
    pub fuel: &'a Fuel,
}

/// How misses are taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// A miss where the path is still definite is a miss of the whole path.
    Jayway,
    /// Nothing missing is an error, the branch is left: AWS's indefinite paths (recorded).
    Lenient,
    /// Every property must be there: the test for existence.
    Required,
}

/// The value that `steps` select from `value`: one value for a definite path, else an array.
pub(super) fn select(
    steps: &Steps,
    value: &Value,
    scope: Scope<'_>,
    strictness: Strictness,
) -> Result<Value, Stop> {
    let mut results = collect(steps, value, scope, strictness)?;
    if !steps.is_definite() {
        return Ok(results.into());
    }
    results.pop().ok_or(Stop::Miss(Miss::NoResults))
}

/// Everything that `steps` find in `value`, in order.
pub(super) fn collect(
    steps: &Steps,
    value: &Value,
    scope: Scope<'_>,
    strictness: Strictness,
) -> Result<Vec<Value>, Stop> {
    let scans = steps.list.iter().any(|step| matches!(step, Step::Scan));
    let handed = scans && scope.dialect == Dialect::Jayway;
    let mut walk = Walk {
        steps,
        scope,
        strictness,
        handed: vec![None; if handed { steps.list.len() } else { 0 }],
        results: Vec::new(),
    };
    walk.visit(0, value)?;
    weigh(steps, &walk.results, scope.fuel)?;
    Ok(walk.results)
}

/// A scan finds the same data many times over; its result must stay small enough to be written down.
fn weigh(steps: &Steps, results: &[Value], fuel: &Fuel) -> Result<(), Stop> {
    if !steps.list.iter().any(|step| matches!(step, Step::Scan)) {
        return Ok(());
    }
    let mut open: Vec<&Value> = results.iter().collect();
    while let Some(value) = open.pop() {
        match value {
            Value::Null | Value::Bool(_) | Value::Number(_) => fuel.burn(1)?,
            Value::String(text) => fuel.burn(1 + text.len() / 16)?,
            Value::Array(items) => {
                fuel.burn(items.len())?;
                open.extend(items.iter());
            }
            Value::Object(object) => {
                fuel.burn(object.len())?;
                open.extend(object.values());
            }
        }
    }
    Ok(())
}

/// One walk over a document.
struct Walk<'a> {
    steps: &'a Steps,
    scope: Scope<'a>,
    strictness: Strictness,
    /// For each step, the place of the last item that a scan handed to it; empty where items are not.
    handed: Vec<Option<usize>>,
    results: Vec<Value>,
}

impl<'a> Walk<'a> {
    fn visit(&mut self, at: usize, value: &Value) -> Result<(), Stop> {
        self.scope.fuel.burn(1)?;
        let steps = self.steps;
        let Some(step) = steps.list.get(at) else {
            self.results.push(value.clone());
            return Ok(());
        };
        match step {
            Step::Name { name, .. } => self.name(at, name, value),
            Step::Names { names, .. } => self.names(at, names, value),
            Step::Index(index) => self.index(at, *index, value),
            Step::Indices(indices) => self.indices(at, indices, value),
            Step::Slice { from, to } => self.slice(at, (*from, *to), value),
            Step::Wildcard => self.wildcard(at, value),
            Step::Scan => self.scan(at, value),
            Step::Filter(filter) => self.filter(at, filter, value),
            Step::Call(call) => self.call(at, call, value),
        }
    }

    /// A miss, unless the way here was not definite or nothing missing matters.
    fn miss(&self, at: usize, miss: Miss) -> Result<(), Stop> {
        if self.strictness == Strictness::Lenient || !self.steps.is_definite_before(at) {
            return Ok(());
        }
        Err(Stop::Miss(miss))
    }

    fn is_last(&self, at: usize) -> bool {
        at + 1 == self.steps.list.len()
    }

    fn name(&mut self, at: usize, name: &Rc<str>, value: &Value) -> Result<(), Stop> {
        let Some(object) = value.as_object() else {
            let found = value.clone();
            return self.miss(at, Miss::NotAnObject { at, found });
        };
        self.property(at, name, object)
    }

    fn property(&mut self, at: usize, name: &Rc<str>, object: &Object) -> Result<(), Stop> {
        if let Some(value) = object.get(name) {
            return self.member(at, value);
        }
        let name = Rc::clone(name);
        match (self.strictness, self.is_last(at)) {
            (Strictness::Required, true) => Err(Stop::Miss(Miss::NoResults)),
            (Strictness::Required, false) => Err(Stop::Miss(Miss::Property { at, name })),
            // A missing leaf is no error in itself: the definite path without result is.
            (Strictness::Jayway | Strictness::Lenient, true) => Ok(()),
            (Strictness::Jayway | Strictness::Lenient, false) => {
                let many = matches!(self.steps.list.get(at), Some(Step::Names { .. }));
                if many {
                    return Ok(());
                }
                self.miss(at, Miss::Property { at, name })
            }
        }
    }

    fn names(&mut self, at: usize, names: &[Rc<str>], value: &Value) -> Result<(), Stop> {
        let Some(object) = value.as_object() else {
            let found = value.clone();
            return self.miss(at, Miss::NotAnObject { at, found });
        };
        self.scope.fuel.burn(names.len())?;
        if self.is_last(at) {
            return self.merged(at, names, object);
        }
        names
            .iter()
            .try_for_each(|name| self.property(at, name, object))
    }

    /// Several names at the end of a path give one object of those that are there.
    fn merged(&mut self, at: usize, names: &[Rc<str>], object: &Object) -> Result<(), Stop> {
        let mut merged = Object::new();
        for name in names {
            if let Some(value) = object.get(name) {
                merged.insert(Rc::clone(name), value.clone());
            } else if self.strictness == Strictness::Required {
                let name = Rc::clone(name);
                return Err(Stop::Miss(Miss::Property { at, name }));
            }
        }
        self.results.push(merged.into());
        Ok(())
    }

    /// The items, unless `value` is no array.
    fn items<'v>(&self, at: usize, value: &'v Value) -> Result<Option<&'v [Value]>, Stop> {
        if let Some(items) = value.as_array() {
            return Ok(Some(items));
        }
        let found = value.clone();
        self.miss(at, Miss::NotAnArray { at, found })?;
        Ok(None)
    }

    fn index(&mut self, at: usize, index: i32, value: &Value) -> Result<(), Stop> {
        match self.items(at, value)? {
            Some(items) => self.item(at, i64::from(index), items),
            None => Ok(()),
        }
    }

    /// The item at `index`; none beyond the ends.
    fn item(&mut self, at: usize, index: i64, items: &[Value]) -> Result<(), Stop> {
        match item_at(items, index) {
            Some(item) => self.below(at, item),
            None => Ok(()),
        }
    }

    /// What follows step `at` for an item of an array: a list without the item that a function wants is
    /// passed over.
    fn below(&mut self, at: usize, item: &Value) -> Result<(), Stop> {
        match self.visit(at + 1, item) {
            Err(Stop::Beyond(_)) => Ok(()),
            other => other,
        }
    }

    fn indices(&mut self, at: usize, indices: &[i32], value: &Value) -> Result<(), Stop> {
        let Some(items) = self.items(at, value)? else {
            return Ok(());
        };
        indices
            .iter()
            .try_for_each(|index| self.item(at, i64::from(*index), items))
    }

    fn slice(
        &mut self,
        at: usize,
        bounds: (Option<i32>, Option<i32>),
        value: &Value,
    ) -> Result<(), Stop> {
        let Some(items) = self.items(at, value)? else {
            return Ok(());
        };
        let (from, to) = slice_bounds(bounds, items.len());
        (from..to).try_for_each(|index| self.item(at, index, items))
    }

    fn wildcard(&mut self, at: usize, value: &Value) -> Result<(), Stop> {
        match value {
            Value::Object(object) => object
                .values()
                .try_for_each(|member| self.member(at, member)),
            Value::Array(items) => items.iter().try_for_each(|item| self.element(at, item)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                if self.is_last(at) || self.strictness == Strictness::Lenient {
                    return Ok(());
                }
                let found = value.clone();
                Err(Stop::Miss(Miss::NeitherArrayNorObject { at, found }))
            }
        }
    }

    /// A member of an object. At the end of a path Jayway drops it if a scan has handed over its object and
    /// the step before is not the very index of that.
    fn member(&mut self, at: usize, value: &Value) -> Result<(), Stop> {
        if self.is_last(at)
            && let Some(Some(place)) = self.handed.get(at)
        {
            let before = at.checked_sub(1).and_then(|at| self.steps.list.get(at));
            let same = |index: i32| usize::try_from(index).is_ok_and(|index| index == *place);
            if !matches!(before, Some(Step::Index(index)) if same(*index)) {
                return Ok(());
            }
        }
        self.visit(at + 1, value)
    }

    /// An item below a wildcard; what it misses is passed over.
    fn element(&mut self, at: usize, item: &Value) -> Result<(), Stop> {
        match self.below(at, item) {
            Err(Stop::Miss(_)) if self.strictness != Strictness::Required => Ok(()),
            other => other,
        }
    }

    /// The value itself and everything below it, depth first, where the next step fits.
    fn scan(&mut self, at: usize, value: &Value) -> Result<(), Stop> {
        if self.is_last(at) {
            // Only a function that was taken outside leaves one so.
            return Err(Stop::leaf());
        }
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            self.scope.fuel.burn(1)?;
            if self.fits(at + 1, value)? {
                self.found(at + 1, value)?;
            }
            match value {
                Value::Array(items) => open.extend(items.iter().rev()),
                Value::Object(object) => open.extend(object.values().rev()),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        Ok(())
    }

    /// Applies the step after a scan; Jayway hands all items of an array to the step after that instead.
    fn found(&mut self, at: usize, value: &Value) -> Result<(), Stop> {
        let items = value.as_array().filter(|_| !self.is_last(at));
        let Some(items) = items.filter(|_| !self.handed.is_empty()) else {
            return self.visit(at, value);
        };
        for (place, item) in items.iter().enumerate() {
            if let Some(handed) = self.handed.get_mut(at + 1) {
                *handed = Some(place);
            }
            self.visit(at + 1, item)?;
        }
        Ok(())
    }

    /// Whether a scan applies the step `at`, the one after it, to this value.
    fn fits(&self, at: usize, value: &Value) -> Result<bool, Stop> {
        let Some(step) = self.steps.list.get(at) else {
            return Ok(false);
        };
        let container = matches!(value, Value::Array(_) | Value::Object(_));
        Ok(match (step, value) {
            (Step::Name { name, .. }, Value::Object(object)) => object.contains(name),
            (Step::Names { names, .. }, Value::Object(object)) => {
                !self.is_last(at) || names.iter().all(|name| object.contains(name))
            }
            (Step::Index(_) | Step::Indices(_) | Step::Slice { .. }, Value::Array(_)) => true,
            (Step::Wildcard, _) => container,
            (Step::Filter(filter), _) => container && self.accepts(filter, value)?,
            _ => false,
        })
    }

    fn filter(&mut self, at: usize, filter: &Filter, value: &Value) -> Result<(), Stop> {
        match value {
            Value::Object(_) => {
                if self.accepts(filter, value)? {
                    self.visit(at + 1, value)?;
                }
                Ok(())
            }
            Value::Array(items) => items.iter().try_for_each(|item| {
                if self.accepts(filter, item)? {
                    self.below(at, item)?;
                }
                Ok(())
            }),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                let lenient = self.strictness == Strictness::Lenient;
                if lenient || !self.steps.is_definite_before(at) {
                    return Ok(());
                }
                Err(Stop::filter_on_primitive(value))
            }
        }
    }

    fn accepts(&self, filter: &Filter, item: &Value) -> Result<bool, Stop> {
        filter::accepts(filter, item, self.scope)
    }

    fn call(&mut self, at: usize, call: &Call, value: &Value) -> Result<(), Stop> {
        let result = function::apply(call, value, self.scope)?;
        self.results.push(result.clone());
        if self.is_last(at) {
            return Ok(());
        }
        if &*call.name == "keys" && result.as_array().is_some() {
            // They are a set there, in which no step finds anything.
            return self.visit(at + 1, &crate::value::java::text(&result).into());
        }
        self.visit(at + 1, &result)
    }
}

/// The item at `index`, which counts from the end when negative.
pub(super) fn item_at(items: &[Value], index: impl Into<i64>) -> Option<&Value> {
    let length = items.len() as i64;
    let index = index.into();
    let index = if index < 0 { length + index } else { index };
    usize::try_from(index)
        .ok()
        .and_then(|index| items.get(index))
}

/// First index and the one after the last. Negative bounds count from the end, but not in `[a:b]`,
/// where a negative `a` runs through the negative indices in order.
fn slice_bounds(bounds: (Option<i32>, Option<i32>), length: usize) -> (i64, i64) {
    let length = length as i64;
    let from_end = |bound: i64| if bound < 0 { length + bound } else { bound };
    match (bounds.0.map(i64::from), bounds.1.map(i64::from)) {
        (Some(from), Some(to)) => (from.max(-length), to.min(length)),
        (Some(from), None) => (from_end(from).max(0), length),
        (None, Some(to)) => (0, from_end(to).min(length)),
        (None, None) => (0, length),
    }
}
