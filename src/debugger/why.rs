//! Decisions, with everything a sentence about them needs. Those of the engine are notes in the trace; why a visit
//! stays where it is tell [`stays`], why it fails [`setbacks`], why a Map runs as it does [`many`].

use super::action::Language;
use super::expression::{Root, Seen};
use super::rules::{self, Find};
use super::run::Run;
use super::trace::{Entry, VisitIx};
use super::view::{Why, WhyRow};
use super::{many, setbacks, stays};
use crate::inspection::{Note, Noted, Stage};
use crate::machine::{Catcher, Kind, Machine, Retrier, State, StateId};
use crate::value::Value;
use std::cell::OnceCell;
use std::rc::Rc;

/// Everything there is to say at a position about why a visit went as it did, in the order in which it happened.
pub fn rows(run: &Run, visit: VisitIx, position: usize) -> Vec<WhyRow> {
    let known = &run.trace.visits[visit.0];
    let state = run.trace.machine().state(known.state);
    let happened = known.entries.partition_point(|place| *place < position);
    let happened = &known.entries[..happened];
    let seen = Looked::new(run, visit);
    let find = |language: Language, text: &str| seen.value(language, text);
    let decisions = happened.iter().filter_map(|place| {
        let why = match run.trace.entries.get(*place)? {
            Entry::Note(noted) => decision(run.trace.machine(), noted, &find),
            Entry::Event(event) => {
                setbacks::told(run, state, event).or_else(|| many::told(run, state, event, &find))
            }
            Entry::Stage(_) => None,
        };
        Some(row(*place, why?))
    });
    let mut rows: Vec<_> = decisions.collect();
    rows.extend(setbacks::own(run, state, happened));
    rows.extend(stays::row(run, state, known, position));
    rows.extend(setbacks::late(run, visit, position));
    rows
}

/// A decision with its place.
pub fn row(place: usize, why: Why) -> WhyRow {
    WhyRow {
        position: place as u32 + 1,
        why,
    }
}

/// What kind of decision a note is, without what its rule looked at.
pub fn kind(run: &Run, noted: &Noted) -> Option<Why> {
    decision(run.trace.machine(), noted, &|_, _| None)
}

/// A note as a decision; `find` tells what an expression of a rule gave. `None` when the note does not fit the machine
/// it came from, which cannot be.
#[inline(never)]
pub fn decision(machine: &Machine, noted: &Noted, find: Find<'_>) -> Option<Why> {
    let state = machine.state(noted.state);
    match &noted.note {
        Note::RuleTested { rule, holds, parts } => {
            rules::tested(machine, state, (*rule, *holds, parts), find)
        }
        Note::DefaultTaken => Some(Why::Default {
            next: default_of(machine, state)?,
        }),
        Note::Retrying {
            retrier,
            attempt,
            delay_millis,
            error,
        } => {
            let known = state.retry.get(*retrier)?;
            Some(Why::Retrying {
                retrier: *retrier as u32,
                attempt: *attempt as u32,
                allowed: known.max_attempts as u32,
                delay: super::marks::millis(*delay_millis),
                backoff: backoff(known, *attempt as u32),
                error: error.to_string(),
                names: known.error_equals.join(", "),
            })
        }
        Note::Exhausted { retrier, error } => Some(Why::Exhausted {
            retrier: *retrier as u32,
            allowed: state.retry.get(*retrier)?.max_attempts as u32,
            error: error.to_string(),
        }),
        Note::Uncaught { error, catchable } => Some(Why::Uncaught {
            error: error.to_string(),
            catchable: *catchable,
        }),
        Note::Caught { catcher, error } => {
            caught(machine, *catcher, state.catch.get(*catcher)?, error)
        }
    }
}

fn caught(machine: &Machine, at: usize, catcher: &Catcher, error: &Rc<str>) -> Option<Why> {
    Some(Why::Caught {
        catcher: at as u32,
        error: error.to_string(),
        names: catcher.error_equals.join(", "),
        next: name(machine, catcher.next),
    })
}

/// What the delay before a retry was computed from, in the definition's own words.
fn backoff(retrier: &Retrier, attempt: u32) -> String {
    let mut words = format!("IntervalSeconds {}", retrier.interval_seconds);
    if attempt > 1 {
        let (rate, power) = (retrier.backoff_rate, attempt - 1);
        words.push_str(&format!(" × BackoffRate {rate}^{power}"));
    }
    if let Some(most) = retrier.max_delay_seconds {
        words.push_str(&format!(", MaxDelaySeconds {most}"));
    }
    if retrier.full_jitter {
        words.push_str(", JitterStrategy FULL");
    }
    words
}

fn name(machine: &Machine, state: StateId) -> String {
    machine.state(state).name.to_string()
}

fn default_of(machine: &Machine, state: &State) -> Option<String> {
    if let Kind::Choice(choice) = &state.kind {
        choice.default.map(|next| name(machine, next))
    } else {
        None
    }
}

/// What the expressions of a visit see, made when the first is asked for: it goes back through the whole trace.
struct Looked<'a> {
    run: &'a Run,
    visit: VisitIx,
    seen: OnceCell<Seen>,
}

impl<'a> Looked<'a> {
    fn new(run: &'a Run, visit: VisitIx) -> Self {
        Self {
            run,
            visit,
            seen: OnceCell::new(),
        }
    }

    fn value(&self, language: Language, text: &str) -> Option<Value> {
        let seen = self.seen.get_or_init(|| {
            let entries = &self.run.trace.visits[self.visit.0].entries;
            let position = entries.last().map_or(0, |last| last + 1);
            let effective = Root::First(&[Stage::AfterInputPath, Stage::Input]);
            Seen::visit(self.run, self.visit, position, effective)
        });
        seen.value(language, text)
    }
}
