//! Members of an imported event that its type is not known to have: AWS adds some from time to time.
//! They are kept, shown, and printed again where they stood.

use super::Event;
use super::export::known;
use crate::value::{Object, Value};
use std::rc::Rc;

/// What stood in an event besides what is known of its type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    /// Members of the event itself.
    event: Object,
    /// Members of its details, and the name of the member with the details.
    details: Option<(Rc<str>, Object)>,
}

/// What every event has in one of the forms in which it can be read.
const READ: [&str; 6] = [
    "timestamp",
    "event_timestamp",
    "type",
    "id",
    "previousEventId",
    "previous_event_id",
];
/// What a log group's record has besides, which no history prints.
const LOGGED: [&str; 3] = ["details", "execution_arn", "redrive_count"];

impl Event {
    /// The event with those members of `source`, which it was read from, that it does not know.
    pub(super) fn with_beside(mut self, source: &Object) -> Self {
        let own = known(&self);
        let mut beside = Beside::default();
        for (name, value) in source.iter() {
            let passed = READ.contains(&&**name) || LOGGED.contains(&&**name);
            match (own.get(name), value) {
                (_, Value::Null) => {}
                (_, _) if passed => {}
                (Some(Value::Object(known)), Value::Object(told)) => {
                    let more = unknown(told, known);
                    beside.details = (!more.is_empty()).then(|| (Rc::clone(name), more));
                }
                (Some(_), _) => {}
                (None, value) => beside.event.insert(Rc::clone(name), value.clone()),
            }
        }
        let any = !beside.event.is_empty() || beside.details.is_some();
        self.beside = any.then(|| Rc::new(beside));
        self
    }
}

/// Members of the details that are not known, or say more than what is known of them.
fn unknown(told: &Object, known: &Object) -> Object {
    let more = told.iter().filter(|(name, value)| match known.get(name) {
        None => **value != Value::Null,
        Some(Value::Object(known)) => value.as_object().is_some_and(|told| *told != **known),
        Some(_) => false,
    });
    more.map(|(name, value)| (Rc::clone(name), value.clone()))
        .collect()
}

impl Beside {
    /// The event as it was printed.
    pub(super) fn put_into(&self, mut event: Object) -> Object {
        if let Some((name, more)) = &self.details
            && let Some(Value::Object(content)) = event.get(name)
        {
            let content = add(Object::clone(content), more);
            event.insert(Rc::clone(name), content);
        }
        add(event, &self.event)
    }
}

fn add(mut object: Object, more: &Object) -> Object {
    for (name, value) in more.iter() {
        object.insert(Rc::clone(name), value.clone());
    }
    object
}
