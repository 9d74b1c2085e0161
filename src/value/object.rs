//! Objects that keep the order of their keys.

use super::Value;
use std::collections::HashMap;
use std::rc::Rc;

/// Up to so many members a key is found by looking at each: faster than hashing it, and nearly every
/// object of a workflow is this small.
const SMALL: usize = 12;

/// The members of a JSON object in the order in which they were written.
#[derive(Clone, Debug, Default)]
pub struct Object {
    members: Vec<(Rc<str>, Value)>,
    /// Where each key stands, once there are more than [`SMALL`].
    places: Option<HashMap<Rc<str>, usize>>,
}

/// Two objects are equal when they have the same members in any order, as JSON has it.
impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .members
                .iter()
                .all(|(key, value)| other.get(key) == Some(value))
    }
}

impl Object {
    /// An empty object.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty object with room for so many members.
    pub fn with_capacity(members: usize) -> Self {
        Self {
            members: Vec::with_capacity(members),
            places: None,
        }
    }

    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.place(key).map(|place| &self.members[place].1)
    }

    /// The value of `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.place(key).map(|place| &mut self.members[place].1)
    }

    /// Sets `key`; a key that exists keeps its place.
    pub fn insert(&mut self, key: impl Into<Rc<str>>, value: impl Into<Value>) {
        let (key, value) = (key.into(), value.into());
        if let Some(place) = self.place(&key) {
            self.members[place].1 = value;
            return;
        }
        if let Some(places) = &mut self.places {
            let _ = places.insert(Rc::clone(&key), self.members.len());
        }
        self.members.push((key, value));
        if self.places.is_none() && self.members.len() > SMALL {
            let place = |(place, (key, _)): (usize, &(Rc<str>, Value))| (Rc::clone(key), place);
            self.places = Some(self.members.iter().enumerate().map(place).collect());
        }
    }

    /// Where `key` stands.
    fn place(&self, key: &str) -> Option<usize> {
        match &self.places {
            Some(places) => places.get(key).copied(),
            None => self.members.iter().position(|(other, _)| **other == *key),
        }
    }

    /// The same with one more member: for building.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.insert(key, value);
        self
    }

    /// Whether `key` is a member.
    pub fn contains(&self, key: &str) -> bool {
        self.place(key).is_some()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// Members in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&Rc<str>, &Value)> {
        self.members.iter().map(|(key, value)| (key, value))
    }

    /// Keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &Rc<str>> {
        self.members.iter().map(|(key, _)| key)
    }

    /// Values in order.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.members.iter().map(|(_, value)| value)
    }
}

/// Of a repeated key the last value counts, at the first one's place.
impl FromIterator<(Rc<str>, Value)> for Object {
    fn from_iter<I: IntoIterator<Item = (Rc<str>, Value)>>(members: I) -> Self {
        let mut object = Self::new();
        for (key, value) in members {
            object.insert(key, value);
        }
        object
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_objects_find_and_keep_as_small_ones_do() {
        let mut object = Object::new();
        for round in 0..2_i64 {
            for key in 0..100_i64 {
                object.insert(key.to_string(), key + round);
            }
        }
        assert_eq!(object.len(), 100);
        assert_eq!(object.get("99"), Some(&Value::from(100_i64)));
        assert!(object.contains("0") && !object.contains("100"));
        let keys: Vec<String> = object.keys().map(ToString::to_string).collect();
        assert!(keys.iter().map(|key| key.parse()).eq((0..100).map(Ok)));
    }

    #[test]
    fn order_does_not_matter_for_equality() {
        let one = Object::new().with("a", 1_i64).with("b", 2_i64);
        assert_eq!(one, Object::new().with("b", 2_i64).with("a", 1_i64));
        assert_ne!(one, Object::new().with("a", 1_i64).with("c", 2_i64));
    }
}
