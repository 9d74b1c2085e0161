//! Events from the text that `aws stepfunctions get-execution-history` prints, or what comes near to it:
//! pages one behind the other, the events alone, in reverse order, with moments as numbers or as
//! ISO 8601, without data, and the records that a log group holds. What describes the execution or its
//! state machine may stand beside them.
//!
//! Nothing is lost and nothing is guessed: an event of a type that is not known is kept as
//! [`Details::Unknown`](super::Details::Unknown), data that was left out is
//! [untold](crate::value::Payload::untold).

mod details;
mod documents;
mod form;
mod locate;
mod problem;

use super::{Details, Event, EventId, HistoryId};
use crate::diagnostic::Problem;
use crate::value::{Object, Timestamp, Value};
use documents::Gathered;
use locate::Place;
use problem::ImportProblem;
use std::rc::Rc;

/// So many events are taken; a Standard execution has at most 25,000.
const MOST_EVENTS: usize = 200_000;
/// So many bytes are read: 25,000 events are rarely more than 50 MB.
const MOST_BYTES: usize = 128_000_000;
/// So many problems are told.
const MOST_PROBLEMS: usize = 20;

/// What a text told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// In the order of their ids.
    pub events: Vec<Event>,
    /// The text of the definition, if it was there.
    pub definition: Option<Rc<str>>,
    /// What describes the execution and its machine.
    pub facts: Facts,
    /// What is wrong; with an error among them there is nothing to play.
    pub problems: Vec<Problem>,
}

/// What describes an execution and its machine, as far as it was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// `executionArn`
    pub execution_arn: Option<Rc<str>>,
    /// `stateMachineArn`
    pub machine_arn: Option<Rc<str>>,
    /// `input`, JSON text.
    pub input: Option<Rc<str>>,
}

impl Imported {
    /// Whether there is something to play.
    pub fn is_playable(&self) -> bool {
        !self.events.is_empty() && !self.problems.iter().any(Problem::is_error)
    }
}

/// Said of a history whose states can be no state machine's.
pub fn undrawable() -> Problem {
    Problem::of(&ImportProblem::Undrawable, 0..0, "")
}

/// Reads a text.
pub fn import(text: &str) -> Imported {
    if text.len() > MOST_BYTES {
        return Imported {
            problems: vec![Problem::of(&ImportProblem::TooLarge(text.len()), 0..0, "")],
            ..Imported::default()
        };
    }
    let gathered = documents::gather(text);
    let mut reader = Reader {
        text,
        imported: Imported {
            definition: gathered.definition.clone(),
            facts: gathered.facts.clone(),
            ..Imported::default()
        },
        untimed: 0,
    };
    reader.read(gathered);
    let mut imported = reader.imported;
    imported.problems.truncate(MOST_PROBLEMS);
    imported
}

struct Reader<'a> {
    text: &'a str,
    imported: Imported,
    /// Events without a moment.
    untimed: usize,
}

/// An event and where it stands.
struct Found {
    event: Event,
    place: Place,
}

impl Reader<'_> {
    fn read(&mut self, gathered: Gathered) {
        if let Some(fault) = gathered.fault {
            let rest = self.text.get(fault.offset..).unwrap_or_default();
            let word = rest.find([',', ':', '}', ']', ' ', '\n', '\r']);
            let end = fault.offset + word.unwrap_or(rest.len());
            match form::of(self.text) {
                Some(form) => self.tell(&ImportProblem::OtherForm(form), fault.offset..end),
                None => self.tell(&ImportProblem::NotJson(fault.reason), fault.offset..end),
            }
        }
        for place in &gathered.strange {
            self.tell_at(&ImportProblem::Strange, place);
        }
        if gathered.events.len() > MOST_EVENTS {
            return self.tell(&ImportProblem::TooMany(gathered.events.len()), 0..0);
        }
        let mut found = Vec::with_capacity(gathered.events.len());
        for (place, value) in gathered.events {
            found.extend(self.event(place, &value));
        }
        found.sort_by_key(|found| found.event.id.number);
        self.imported.events = self.ordered(found);
        self.finish();
    }

    fn event(&mut self, place: Place, value: &Object) -> Option<Found> {
        let Some(name) = value.get("type").and_then(Value::as_str) else {
            self.tell_at(&ImportProblem::NoType, &place);
            return None;
        };
        let Some(own) = value.get("id").and_then(number) else {
            let at = value
                .get("id")
                .map_or(place.clone(), |_| place.member("id"));
            self.tell_at(&ImportProblem::NoId, &at);
            return None;
        };
        let previous = ["previousEventId", "previous_event_id"];
        let previous = previous.iter().find_map(|key| number(value.get(key)?));
        let moment = ["timestamp", "event_timestamp"];
        let moment = moment.iter().find_map(|key| moment_of(value.get(key)?));
        self.untimed += usize::from(moment.is_none());
        let details = details::read(name, value);
        if let Details::Unknown { name, .. } = &details {
            self.tell_at(
                &ImportProblem::Unknown(Rc::clone(name)),
                &place.member("type"),
            );
        }
        let id = |number| EventId { place: 0, number };
        Some(Found {
            event: Event {
                history: HistoryId::default(),
                id: id(own),
                previous: id(previous.unwrap_or_default()),
                timestamp: moment.unwrap_or(Timestamp(i64::MIN)),
                details,
                state: None,
                visit: None,
                beside: None,
            }
            .with_beside(value),
            place,
        })
    }

    /// The events, each once and with its place among them.
    fn ordered(&mut self, found: Vec<Found>) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::with_capacity(found.len());
        for Found { mut event, place } in found {
            event.id.place = events.len() as u32 + 1;
            if let Some(last) = events.last()
                && last.id.number == event.id.number
            {
                if !same(last, &event) {
                    self.tell_at(&ImportProblem::Twice(event.id.number), &place.member("id"));
                }
                continue;
            }
            let expected = events.last().map_or(1, |last| last.id.number + 1);
            if event.id.number > expected {
                let gap = ImportProblem::Gap(expected, event.id.number - 1);
                self.tell_at(&gap, &place.member("id"));
            }
            events.push(event);
        }
        for at in 0..events.len() {
            let previous = events[at].previous.number;
            let found = events.binary_search_by_key(&previous, |event| event.id.number);
            events[at].previous.place = found.map_or(0, |place| place as u32 + 1);
        }
        timed(&mut events);
        events
    }

    fn finish(&mut self) {
        let none = self.imported.events.is_empty();
        if none
            && self
                .imported
                .problems
                .iter()
                .all(|problem| !problem.is_error())
        {
            self.tell(&ImportProblem::NoEvents, 0..0);
        }
        if self.untimed > 0 {
            self.tell(&ImportProblem::Untimed(self.untimed), 0..0);
        }
        self.imported
            .problems
            .sort_by_key(|problem| !problem.is_error());
    }

    fn tell_at(&mut self, kind: &ImportProblem, place: &Place) {
        let known = self.imported.problems.len();
        // Places are looked up by reading again: not for what is not told anyway.
        let told = known < MOST_PROBLEMS || kind.weighs();
        if told && known < 2 * MOST_PROBLEMS {
            let span = place.span(self.text);
            self.tell(kind, span);
        }
    }

    fn tell(&mut self, kind: &ImportProblem, span: std::ops::Range<usize>) {
        // A type that is not known is told once.
        let once = matches!(kind, ImportProblem::Unknown(_));
        let same = |problem: &Problem| once && problem.title == kind.title();
        if !self.imported.problems.iter().any(same) {
            self.imported.problems.push(Problem::of(kind, span, ""));
        }
    }
}

/// An event without a moment counts as having happened with the one before it.
fn timed(events: &mut [Event]) {
    let first = events.iter().map(|event| event.timestamp);
    let first = first.filter(|moment| moment.0 != i64::MIN).min();
    let mut last = first.unwrap_or_default();
    for event in events {
        if event.timestamp.0 == i64::MIN {
            event.timestamp = last;
        }
        last = event.timestamp;
    }
}

fn same(one: &Event, other: &Event) -> bool {
    one.details == other.details && one.previous.number == other.previous.number
}

/// A whole number, or its digits: logs write ids as texts.
fn number(value: &Value) -> Option<u32> {
    if let Some(text) = value.as_str() {
        return text.parse().ok();
    }
    u32::try_from(value.as_number()?.as_i64()?).ok()
}

/// Seconds or milliseconds since 1970, or ISO 8601; Python writes a blank between date and time.
fn moment_of(value: &Value) -> Option<Timestamp> {
    /// More seconds than this would be in the year 5138.
    const MOST_SECONDS: f64 = 1e11;
    let count = match value.as_str() {
        Some(text) => match Timestamp::parse(&text.replacen(' ', "T", 1)) {
            Some(moment) => return Some(moment),
            None => text.parse().ok()?,
        },
        None => value.as_number()?.as_f64(),
    };
    let millis = if count.abs() < MOST_SECONDS {
        count * 1000.0
    } else {
        count
    };
    (millis.abs() < 1e15).then(|| Timestamp(millis.round() as i64))
}
