//! Objects that keep the order of their keys.

use super::Value;
use indexmap::IndexMap;
use std::rc::Rc;

/// The members of a JSON object in the order in which they were written.
#[derive(Clone, Debug, Default)]
pub struct Object(IndexMap<Rc<str>, Value>);

/// Two objects are equal when they have the same members in any order, as JSON has it.
impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl Object {
    /// An empty object.
    pub fn new() -> Self {
        Self::default()
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The value of `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0.get_mut(key)
    }

    /// Sets `key`; a key that exists keeps its place.
    pub fn insert(&mut self, key: impl Into<Rc<str>>, value: impl Into<Value>) {
        let _ = self.0.insert(key.into(), value.into());
    }

    /// The same with one more member: for building.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.insert(key, value);
        self
    }

    /// Whether `key` is a member.
    pub fn contains(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Members in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Rc<str>, &Value)> {
        self.0.iter()
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Rc<str>> {
        self.0.keys()
    }

    /// Values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.0.values()
    }
}

impl FromIterator<(Rc<str>, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (Rc<str>, Value)>>(members: I) -> Self {
        Self(members.into_iter().collect())
    }
}
