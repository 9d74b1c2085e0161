//! The JSON values in a text, and what each of them is.

use super::Facts;
use super::locate::Place;
use crate::value::{Object, ParseFault, Value, parse, parse_first};
use std::rc::Rc;

/// Everything that was found.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The events, each with its place.
    pub events: Vec<(Place, Object)>,
    /// The text of a definition.
    pub definition: Option<Rc<str>>,
    /// What describes the execution.
    pub facts: Facts,
    /// Values that are nothing of all this.
    pub strange: Vec<Place>,
    /// Where the text stops being JSON.
    pub fault: Option<ParseFault>,
}

/// Reads the values that stand one behind the other, with nothing but blanks and commas between them.
pub fn gather(text: &str) -> Gathered {
    let mut gathered = Gathered::default();
    let mut at = 0;
    let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '\u{feff}');
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(between).len();
        at += blank;
        if at >= text.len() {
            return gathered;
        }
        match parse_first(&text[at..]) {
            Ok((value, length)) => {
                let written = &text[at..at + length];
                gathered.take(Place::document(at), &value, Some(written));
                at += length;
            }
            Err(fault) => {
                gathered.fault = Some(ParseFault {
                    offset: at + fault.offset,
                    reason: fault.reason,
                });
                return gathered;
            }
        }
    }
}

/// So deep may lists of events stand in each other.
const MOST_NESTED: usize = 6;

impl Gathered {
    fn take(&mut self, place: Place, value: &Value, written: Option<&str>) {
        match value {
            Value::Array(items) if place.depth() < MOST_NESTED => {
                for (at, item) in items.iter().enumerate() {
                    self.take(place.item(at), item, None);
                }
            }
            Value::Object(object) => self.take_object(place, object, written),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => self.strange.push(place),
        }
    }

    fn take_object(&mut self, place: Place, object: &Object, written: Option<&str>) {
        if is_event(object) {
            self.event(place, object);
        } else if let Some(events) = object
            .get("events")
            .filter(|events| events.as_array().is_some())
        {
            self.describe(object);
            self.take(place.member("events"), events, None);
        } else if let Some(message) = object.get("message").and_then(Value::as_str) {
            // A record as `aws logs filter-log-events` prints it.
            match parse(message) {
                Ok(Value::Object(record)) if is_event(&record) => {
                    self.event(place.member("message"), &record);
                }
                Ok(_) | Err(_) => self.strange.push(place),
            }
        } else if object.contains("StartAt") && object.contains("States") {
            let text = written.map_or_else(
                || Value::object(object.clone()).to_pretty_json(),
                str::to_owned,
            );
            self.definition = Some(text.into());
        } else if DESCRIBING.iter().any(|name| object.contains(name)) {
            self.describe(object);
        } else if let Some(inner) = WRAPPING.iter().find_map(|name| object.get(name)) {
            self.take(place, inner, None);
        } else {
            self.strange.push(place);
        }
    }

    /// A record of a log names its execution.
    fn event(&mut self, place: Place, object: &Object) {
        if let Some(arn) = object.get("execution_arn").and_then(Value::as_str) {
            self.facts.execution_arn.get_or_insert_with(|| arn.into());
        }
        self.events.push((place, object.clone()));
    }

    fn describe(&mut self, object: &Object) {
        let text = |name: &str| object.get(name).and_then(Value::as_str).map(Rc::from);
        let facts = &mut self.facts;
        facts.execution_arn = text("executionArn").or(facts.execution_arn.take());
        facts.machine_arn = text("stateMachineArn").or(facts.machine_arn.take());
        facts.input = text("input").or(facts.input.take());
        self.definition = text("definition").or(self.definition.take());
    }
}

/// Members of which one at least stands in what describes an execution or a state machine.
const DESCRIBING: [&str; 3] = ["executionArn", "stateMachineArn", "definition"];
/// Members in which others wrap all of it.
const WRAPPING: [&str; 3] = ["history", "executionHistory", "execution"];

fn is_event(object: &Object) -> bool {
    let told = ["id", "previousEventId", "previous_event_id", "timestamp"];
    object.contains("type") && told.iter().any(|name| object.contains(name))
}
