//! What an evaluation handles: the workflow's data as it is, and around it what is no data: undefined,
//! sequences, functions, tuples.

use super::budget::Fuel;
use super::error::{Code, EvaluationError};
use super::function::Function;
use super::tree::Symbol;
use crate::value::{Number, Object, Value};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

/// Anything that an expression can give.
#[derive(Clone, Debug, Default)]
pub(super) enum Item {
    /// Undefined.
    #[default]
    Nothing,
    /// A number that was computed.
    Number(f64),
    /// Data: from outside, or a text, a truth value or null.
    Value(Value),
    /// An array that was made here.
    List(Rc<List>),
    /// An object that was made here.
    Record(Rc<Record>),
    /// A function.
    Function(Rc<Function>),
    /// Items with what the steps before bound to them.
    Stream(Rc<Vec<Tuple>>),
}

/// An array that was made here.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub items: Vec<Item>,
    /// A result of several: nothing in it is nothing, one item in it is the item.
    pub sequence: bool,
    /// The same, but one item stays a sequence of one.
    pub keep: bool,
    /// One item of the path it stands in, never spread.
    pub whole: bool,
    /// Holds the whole input, an array: `$` is what it holds.
    pub wrapper: bool,
    /// How deeply lists, records and functions nest in it.
    depth: u16,
    /// Whether a function is somewhere in it.
    functions: bool,
}

/// An object that was made here. A transform changes the objects of its copy where they are.
#[derive(Debug, Default)]
pub(super) struct Record {
    inner: RefCell<Inner>,
    depth: Cell<u16>,
    functions: Cell<bool>,
}

#[derive(Debug, Default)]
struct Inner {
    members: Vec<(Rc<str>, Item)>,
    /// Where each key stands, once there are many.
    places: Option<HashMap<Rc<str>, usize>>,
}

/// An item of a path, and what the steps before bound.
#[derive(Clone, Debug)]
pub(super) struct Tuple {
    pub item: Item,
    pub bindings: Vec<(Symbol, Item)>,
}

impl List {
    pub fn new(items: Vec<Item>) -> Self {
        let depth = items.iter().map(Item::depth).max().unwrap_or(0);
        Self {
            depth: depth.saturating_add(1),
            functions: items.iter().any(Item::holds_function),
            items,
            ..Self::default()
        }
    }
}

/// Up to so many members a key is found by looking at each.
const SMALL: usize = 12;

impl Inner {
    fn place(&self, key: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(key).copied(),
            None => self.members.iter().position(|(known, _)| **known == *key),
        }
    }

    fn insert(&mut self, key: Rc<str>, item: Item) {
        if let Some(place) = self.place(&key) {
            self.members[place].1 = item;
            return;
        }
        if let Some(places) = &mut self.places {
            let _ = places.insert(Rc::clone(&key), self.members.len());
        }
        self.members.push((key, item));
        if self.places.is_none() && self.members.len() > SMALL {
            self.index();
        }
    }

    fn index(&mut self) {
        let keys = self.members.iter().enumerate();
        let places = keys.map(|(place, (key, _))| (Rc::clone(key), place));
        self.places = Some(places.collect());
    }

    fn remove(&mut self, key: &str) {
        if let Some(place) = self.place(key) {
            let _ = self.members.remove(place);
            if self.places.is_some() {
                self.index();
            }
        }
    }
}

impl Record {
    fn get(&self, key: &str) -> Option<Item> {
        let inner = self.inner.borrow();
        inner.place(key).map(|place| inner.members[place].1.clone())
    }

    /// Sets `key`; a key that exists keeps its place.
    pub fn insert(&self, key: Rc<str>, item: Item) {
        self.depth
            .set(self.depth.get().max(item.depth().saturating_add(1)));
        self.functions
            .set(self.functions.get() || item.holds_function());
        self.inner.borrow_mut().insert(key, item);
    }

    /// An object of members whose keys are all different.
    pub fn of_distinct(members: Vec<(Rc<str>, Item)>) -> Self {
        let depth = members.iter().map(|(_, item)| item.depth()).max();
        let functions = members.iter().any(|(_, item)| item.holds_function());
        let mut inner = Inner {
            members,
            places: None,
        };
        if inner.members.len() > SMALL {
            inner.index();
        }
        Self {
            inner: RefCell::new(inner),
            depth: Cell::new(depth.map_or(0, |depth| depth.saturating_add(1))),
            functions: Cell::new(functions),
        }
    }

    /// Takes `key` away.
    pub fn remove(&self, key: &str) {
        self.inner.borrow_mut().remove(key);
    }

    fn len(&self) -> usize {
        self.inner.borrow().members.len()
    }

    fn members(&self) -> Vec<(Rc<str>, Item)> {
        self.inner.borrow().members.clone()
    }
}

/// The items of an array, however it is held.
#[derive(Clone, Copy)]
pub(super) enum Items<'a> {
    Values(&'a [Value]),
    Items(&'a [Item]),
}

impl<'a> Items<'a> {
    pub fn len(self) -> usize {
        match self {
            Self::Values(values) => values.len(),
            Self::Items(items) => items.len(),
        }
    }

    pub fn get(self, index: usize) -> Option<Item> {
        match self {
            Self::Values(values) => values.get(index).cloned().map(Item::Value),
            Self::Items(items) => items.get(index).cloned(),
        }
    }

    pub fn iter(self) -> impl Iterator<Item = Item> + 'a {
        (0..self.len()).filter_map(move |index| self.get(index))
    }

    pub fn to_vec(self) -> Vec<Item> {
        self.iter().collect()
    }
}

/// The members of an object, however it is held.
#[derive(Clone, Copy)]
pub(super) enum Members<'a> {
    Object(&'a Object),
    Record(&'a Record),
}

impl<'a> Members<'a> {
    pub fn len(self) -> usize {
        match self {
            Self::Object(object) => object.len(),
            Self::Record(record) => record.len(),
        }
    }

    pub fn get(self, key: &str) -> Option<Item> {
        match self {
            Self::Object(object) => object.get(key).cloned().map(Item::Value),
            Self::Record(record) => record.get(key),
        }
    }

    /// Members in order, each as its own pair.
    pub fn to_vec(self) -> Vec<(Rc<str>, Item)> {
        match self {
            Self::Object(object) => {
                let pair =
                    |(key, value): (&Rc<str>, &Value)| (Rc::clone(key), Item::Value(value.clone()));
                object.iter().map(pair).collect()
            }
            Self::Record(record) => record.members(),
        }
    }
}

impl Item {
    pub fn text(text: impl Into<Rc<str>>) -> Self {
        Self::Value(Value::String(text.into()))
    }

    pub fn bool(truth: bool) -> Self {
        Self::Value(Value::Bool(truth))
    }

    /// An array.
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(Rc::new(List::new(items)))
    }

    /// A sequence, still to be looked at: it may hold nothing or one item.
    pub fn sequence(items: Vec<Self>) -> Self {
        Self::List(Rc::new(List {
            sequence: true,
            ..List::new(items)
        }))
    }

    pub fn record(members: impl IntoIterator<Item = (Rc<str>, Self)>) -> Self {
        let record = Record::default();
        for (key, item) in members {
            record.insert(key, item);
        }
        Self::Record(Rc::new(record))
    }

    /// What a sequence stands for: nothing, its one item, or itself.
    pub fn settled(self) -> Self {
        if let Self::List(list) = &self
            && list.sequence
        {
            if list.items.is_empty() {
                return Self::Nothing;
            }
            if list.items.len() == 1 && !list.keep {
                return list.items[0].clone();
            }
        }
        self
    }

    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    /// The items, if it is an array.
    pub fn array(&self) -> Option<Items<'_>> {
        match self {
            Self::Value(Value::Array(values)) => Some(Items::Values(values)),
            Self::List(list) => Some(Items::Items(&list.items)),
            _ => None,
        }
    }

    /// The members, if it is an object.
    pub fn object(&self) -> Option<Members<'_>> {
        match self {
            Self::Value(Value::Object(object)) => Some(Members::Object(object)),
            Self::Record(record) => Some(Members::Record(record)),
            _ => None,
        }
    }

    pub fn as_str(&self) -> Option<&Rc<str>> {
        if let Self::Value(Value::String(text)) = self {
            Some(text)
        } else {
            None
        }
    }

    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Value(Value::Number(number)) => Some(number.as_f64()),
            _ => None,
        }
    }

    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Value(Value::Bool(truth)) = self {
            Some(*truth)
        } else {
            None
        }
    }

    pub fn as_function(&self) -> Option<&Rc<Function>> {
        if let Self::Function(function) = self {
            Some(function)
        } else {
            None
        }
    }

    /// A number to compute with; infinity is refused, `NaN` and everything else is none.
    pub fn numeric(&self) -> Result<Option<f64>, EvaluationError> {
        match self.as_f64() {
            Some(number) if number.is_infinite() => {
                let error = EvaluationError::new(Code::D1001);
                Err(error.with(|details| details.value = Some("null".into())))
            }
            Some(number) if number.is_nan() => Ok(None),
            other => Ok(other),
        }
    }

    /// The letter of its type in signatures.
    pub fn letter(&self) -> u8 {
        match self {
            Self::Nothing => b'm',
            Self::Number(_) | Self::Value(Value::Number(_)) => b'n',
            Self::Value(Value::Null) => b'l',
            Self::Value(Value::Bool(_)) => b'b',
            Self::Value(Value::String(_)) => b's',
            Self::Value(Value::Array(_)) | Self::List(_) | Self::Stream(_) => b'a',
            Self::Value(Value::Object(_)) | Self::Record(_) => b'o',
            Self::Function(_) => b'f',
        }
    }

    /// How deeply what was made here nests; data from outside counts as flat.
    pub fn depth(&self) -> u16 {
        match self {
            Self::List(list) => list.depth,
            Self::Record(record) => record.depth.get(),
            Self::Function(function) => function.depth,
            Self::Stream(_) | Self::Nothing | Self::Number(_) | Self::Value(_) => 0,
        }
    }

    /// Whether a function is somewhere in it.
    pub fn holds_function(&self) -> bool {
        match self {
            Self::List(list) => list.functions,
            Self::Record(record) => record.functions.get(),
            Self::Function(_) | Self::Stream(_) => true,
            Self::Nothing | Self::Number(_) | Self::Value(_) => false,
        }
    }

    /// Casts to a truth value as `$boolean` does.
    pub fn truth(&self, fuel: &Fuel) -> Result<bool, EvaluationError> {
        fuel.spend(1)?;
        if let Some(items) = self.array() {
            let mut truth = false;
            for item in items.iter() {
                truth |= item.truth(fuel)?;
            }
            return Ok(truth);
        }
        Ok(match self {
            Self::Value(Value::Bool(truth)) => *truth,
            Self::Value(Value::String(text)) => !text.is_empty(),
            Self::Value(Value::Object(object)) => !object.is_empty(),
            Self::Record(record) => record.len() > 0,
            Self::Function(function) => function.is_object(),
            _ => self.numeric()?.is_some_and(|number| number != 0.0),
        })
    }

    /// Whether JavaScript takes it for true: other than for [`truth`](Self::truth) arrays, objects and
    /// functions are, whatever they hold.
    pub fn is_truthy(&self) -> bool {
        match self {
            Self::Nothing | Self::Value(Value::Null) => false,
            Self::Value(Value::Bool(truth)) => *truth,
            Self::Value(Value::String(text)) => !text.is_empty(),
            _ => self
                .as_f64()
                .is_none_or(|number| number != 0.0 && !number.is_nan()),
        }
    }

    /// As data.
    ///
    /// # Errors
    /// It is, or holds, a function; or it is too large.
    pub fn to_value(&self, fuel: &Fuel) -> Result<Option<Value>, EvaluationError> {
        fuel.spend(1)?;
        Ok(Some(match self {
            Self::Nothing => return Ok(None),
            Self::Number(number) => number_value(*number),
            Self::Value(value) => value.clone(),
            Self::List(list) => list_value(list.items.clone(), fuel)?,
            Self::Record(record) => record_value(record.members(), fuel)?,
            Self::Function(_) | Self::Stream(_) => return Err(EvaluationError::new(Code::U1004)),
        }))
    }

    /// The same of an item that is no longer needed.
    ///
    /// # Errors
    /// It is, or holds, a function; or it is too large.
    pub fn into_value(self, fuel: &Fuel) -> Result<Option<Value>, EvaluationError> {
        match self {
            Self::List(list) => match Rc::try_unwrap(list) {
                Ok(list) => list_value(list.items, fuel).map(Some),
                Err(shared) => Self::List(shared).to_value(fuel),
            },
            Self::Record(record) => match Rc::try_unwrap(record) {
                Ok(record) => record_value(record.inner.into_inner().members, fuel).map(Some),
                Err(shared) => Self::Record(shared).to_value(fuel),
            },
            other => other.to_value(fuel),
        }
    }

    /// JSON text for the words of an error; functions are left out.
    pub fn to_json(&self) -> Option<String> {
        super::text::to_json(self, false).ok()
    }
}

fn list_value(items: Vec<Item>, fuel: &Fuel) -> Result<Value, EvaluationError> {
    fuel.spend(1)?;
    let mut values = Vec::with_capacity(items.len());
    for item in items {
        values.push(item.into_value(fuel)?.unwrap_or(Value::Null));
    }
    Ok(Value::array(values))
}

fn record_value(members: Vec<(Rc<str>, Item)>, fuel: &Fuel) -> Result<Value, EvaluationError> {
    fuel.spend(1)?;
    let mut object = Object::with_capacity(members.len());
    for (key, item) in members {
        if let Some(value) = item.into_value(fuel)? {
            object.insert(key, value);
        }
    }
    Ok(Value::object(object))
}

/// A computed number as data: whole numbers without a point, infinity and `NaN` as null, as in the
/// reference, whose results are written by `JSON.stringify`.
fn number_value(number: f64) -> Value {
    if number.is_finite() {
        Value::Number(Number::computed(number))
    } else {
        Value::Null
    }
}
