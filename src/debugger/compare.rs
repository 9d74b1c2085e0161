//! Two executions side by side: where they first differ and in which fields, the ways they took, what
//! came out.
//!
//! Events are compared by their ids. What differs between any two executions is not a difference:
//! moments, names of executions in ARNs, request ids; how much of that was passed over is told. Members
//! that are not known here, which AWS may add to its events, are none either.

use super::trace::Trace;
use super::view::{Comparison, Differing, FieldRow, StepRow};
use crate::history::{Details, Event, HistoryId, to_aws_json, type_name};
use crate::value::{Object, Timestamp, Value, parse};
use std::collections::BTreeMap;
use std::rc::Rc;

/// So many fields are told.
const MOST_FIELDS: usize = 50;
/// So many steps of the ways.
const MOST_STEPS: usize = 200;
/// So many characters of a value.
const LONGEST: usize = 400;
/// Members that differ between any two executions.
const PASSING: [&str; 7] = [
    "timestamp",
    "roleArn",
    "mapRunArn",
    "workerName",
    "inputDetails",
    "outputDetails",
    "assignedVariablesDetails",
];

/// Compares what was told first with what was told again.
pub fn compare(base: &Trace, other: &Trace) -> Comparison {
    let own = !events(base).any(is_childs);
    let (one, two) = (Told::of(base, own), Told::of(other, own));
    let mut passed = 0;
    let length = one.events.len().max(two.events.len());
    let first = (0..length).find_map(|at| differing(&one, &two, at, &mut passed));
    let (from, to) = (one.steps(), two.steps());
    let same = from.iter().zip(&to).take_while(|(one, two)| one == two);
    let same = same.count();
    Comparison {
        same: first.is_none(),
        events: [one.events.len() as u32, two.events.len() as u32],
        first,
        passed,
        same_steps: same as u32,
        steps: step_rows(&from, &to, same),
        outputs: [ended(base), ended(other)],
        changes: outputs(base, other),
    }
}

fn events(trace: &Trace) -> impl Iterator<Item = &Event> {
    (0..trace.events.len()).filter_map(|number| trace.event(number))
}

fn is_childs(event: &Event) -> bool {
    event.history != HistoryId::default()
}

/// What is compared of an execution. The children of a distributed Map tell histories of their own, which
/// a recording does not have: beside one that tells nothing of them they are left out.
struct Told<'a> {
    trace: &'a Trace,
    /// The places of the events in [`Trace::events`].
    events: Vec<usize>,
    own: bool,
}

impl<'a> Told<'a> {
    fn of(trace: &'a Trace, own: bool) -> Self {
        let kept = events(trace).enumerate();
        let kept = kept.filter(|(_, event)| !own || !is_childs(event));
        Self {
            trace,
            events: kept.map(|(place, _)| place).collect(),
            own,
        }
    }

    fn event(&self, at: usize) -> Option<&'a Event> {
        self.trace.event(*self.events.get(at)?)
    }

    /// Where the event has just happened; the end, if it has not.
    fn position(&self, at: usize) -> u32 {
        let entry = self
            .events
            .get(at)
            .and_then(|at| self.trace.events.get(*at));
        entry.map_or(self.trace.len(), |place| place + 1) as u32
    }

    fn state(&self, event: Option<&Event>) -> String {
        let state = event.and_then(|event| event.state);
        state.map_or(String::new(), |id| {
            self.trace.machine().state(id).name.to_string()
        })
    }

    /// The states in the order in which they were entered.
    fn steps(&self) -> Vec<Rc<str>> {
        let visits = self.trace.visits.iter();
        let kept = visits.filter(|visit| !self.own || visit.history == HistoryId::default());
        let name = |state| Rc::clone(&self.trace.machine().state(state).name);
        kept.map(|visit| name(visit.state)).collect()
    }
}

fn differing(base: &Told, other: &Told, at: usize, passed: &mut u32) -> Option<Differing> {
    let (one, two) = (base.event(at), other.event(at));
    let mut fields = Fields::default();
    if let (Some(one), Some(two)) = (one, two) {
        fields.compare("", &shown(one), &shown(two));
        *passed += fields.passed;
        if fields.rows.is_empty() {
            return None;
        }
    }
    let name = |event: Option<&Event>| event.map(|event| type_name(&event.details).into_owned());
    Some(Differing {
        event: at as u32 + 1,
        names: [name(one), name(two)],
        states: [base.state(one), other.state(two)],
        positions: [base.position(at), other.position(at)],
        fields: fields.rows,
    })
}

/// An event as AWS prints it, its data read. What stands beside what is known could not be told here.
fn shown(event: &Event) -> Value {
    let printed = match event.beside {
        None => to_aws_json(event),
        Some(_) => to_aws_json(&Event {
            beside: None,
            ..event.clone()
        }),
    };
    let members = printed.as_object().into_iter().flat_map(Object::iter);
    let details = |value: &Value| match value.as_object() {
        None => value.clone(),
        Some(details) => {
            let read = details
                .iter()
                .map(|(name, value)| (Rc::clone(name), data(value)));
            Value::object(read.collect())
        }
    };
    let read = members.map(|(name, value)| (Rc::clone(name), details(value)));
    Value::object(read.collect())
}

fn data(value: &Value) -> Value {
    let text = value
        .as_str()
        .filter(|text| text.starts_with(['{', '[', '"']));
    text.and_then(|text| parse(text).ok())
        .unwrap_or_else(|| value.clone())
}

#[derive(Default)]
struct Fields {
    rows: Vec<FieldRow>,
    passed: u32,
}

impl Fields {
    fn compare(&mut self, path: &str, one: &Value, two: &Value) {
        if one == two || self.rows.len() >= MOST_FIELDS {
            return;
        }
        match (one, two) {
            (Value::Object(one), Value::Object(two)) => self.objects(path, one, two),
            (Value::Array(one), Value::Array(two)) if one.len() == two.len() => {
                for (at, (one, two)) in one.iter().zip(two.iter()).enumerate() {
                    self.compare(&format!("{path}/{at}"), one, two);
                }
            }
            (Value::String(one), Value::String(two)) if pass(one, two) => self.passed += 1,
            (_, _) if is_of_the_moment(path) => self.passed += 1,
            (_, _) => self.tell(path, Some(one), Some(two)),
        }
    }

    fn objects(&mut self, path: &str, one: &Object, two: &Object) {
        let mut names: BTreeMap<&Rc<str>, (Option<&Value>, Option<&Value>)> = BTreeMap::new();
        one.iter()
            .for_each(|(name, value)| names.entry(name).or_default().0 = Some(value));
        two.iter()
            .for_each(|(name, value)| names.entry(name).or_default().1 = Some(value));
        for (name, (one, two)) in names {
            let path = format!("{path}/{name}");
            if path.matches('/').count() <= 2 && PASSING.contains(&&**name) {
                self.passed += u32::from(one != two);
                continue;
            }
            match (one, two) {
                (Some(one), Some(two)) => self.compare(&path, one, two),
                (one, two) => self.tell(&path, one, two),
            }
        }
    }

    fn tell(&mut self, path: &str, one: Option<&Value>, two: Option<&Value>) {
        self.rows.push(FieldRow {
            path: path.to_owned(),
            values: [one.map(short), two.map(short)],
        });
    }
}

/// Whether two texts are the same thing of two executions: ARNs of the same kind, ids, moments.
fn pass(one: &str, two: &str) -> bool {
    let kind = |arn: &str| {
        let mut parts = arn.strip_prefix("arn:")?.split(':');
        let service = parts.nth(1)?.to_owned();
        Some((service, parts.nth(2)?.to_owned()))
    };
    let arns = kind(one).is_some_and(|kind_of| {
        let runs =
            kind_of.0 == "states" && ["execution", "express", "mapRun"].contains(&&*kind_of.1);
        runs && Some(kind_of) == kind(two)
    });
    let id =
        |text: &str| text.len() == 36 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-');
    let moment = |text: &str| Timestamp::parse(text).is_some();
    let both = |is: &dyn Fn(&str) -> bool| is(one) && is(two);
    let date = |text: &str| text.len() == 29 && text.ends_with(" GMT");
    let traced = |text: &str| text.to_ascii_lowercase().starts_with("root=1-");
    arns || both(&id) || both(&moment) || both(&date) || both(&traced)
}

/// Whether a field is a moment that an execution is described with, or a header of the response that
/// tells of it: even its length follows from the moment.
fn is_of_the_moment(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let dates = ["StartDate", "StopDate", "RedriveDate"];
    dates.contains(&name) || path.contains("/SdkHttpMetadata/") && path.contains("Headers/")
}

fn short(value: &Value) -> String {
    let text = value.to_json();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// The ways side by side, from a few steps before they part.
fn step_rows(one: &[Rc<str>], two: &[Rc<str>], same: usize) -> Vec<StepRow> {
    let from = same.saturating_sub(3);
    let length = one.len().max(two.len()).min(from + MOST_STEPS);
    let name = |all: &[Rc<str>], at: usize| all.get(at).map(|name| name.to_string());
    let row = |at| StepRow {
        number: at as u32 + 1,
        names: [name(one, at), name(two, at)],
        same: at < same,
    };
    (from..length).map(row).collect()
}

fn last(trace: &Trace) -> Option<&Event> {
    let end = trace.event(trace.events.len().checked_sub(1)?)?;
    end.details.ends_execution().then_some(end)
}

/// How it ended, on one line.
fn ended(trace: &Trace) -> String {
    last(trace).map_or(String::new(), |event| {
        let name = type_name(&event.details);
        let told = super::events::summary(&event.details);
        match told.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{name} {}…", &told[..end]),
            None => format!("{name} {told}"),
        }
    })
}

fn outputs(base: &Trace, other: &Trace) -> Vec<FieldRow> {
    let output = |trace: &Trace| match last(trace).map(|event| &event.details) {
        Some(Details::ExecutionSucceeded { output }) if output.is_told() => {
            Some(output.value().clone())
        }
        Some(_) | None => None,
    };
    let mut fields = Fields::default();
    if let Some((one, two)) = output(base).zip(output(other)) {
        fields.compare("", &one, &two);
    }
    fields.rows
}
