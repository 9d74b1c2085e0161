//! Decisions, with everything a sentence about them needs.

use super::run::Run;
use super::trace::Entry;
use super::view::{Operand, Why, WhyRow};
use crate::graph::rule;
use crate::inspection::{Note, Noted, Stage};
use crate::machine::{ChoiceRule, Kind, Machine, State, StateId};
use crate::query::{Env, Path};
use crate::value::Value;

/// So many characters of an operand's value are shown.
const LONGEST_VALUE: usize = 200;

/// A note of a run as a decision.
pub fn why(run: &Run, noted: &Noted) -> Option<Why> {
    decision(run.trace.machine(), noted, data_of(run, noted))
}

/// A note as a decision about the data that rules looked at; `None` when it does not fit the machine it
/// came from, which cannot be.
pub fn decision(machine: &Machine, noted: &Noted, data: Option<&Value>) -> Option<Why> {
    let state = machine.state(noted.state);
    match &noted.note {
        Note::RuleTested { rule, holds } => tested(machine, data, state, *rule, *holds),
        Note::DefaultTaken => Some(Why::Default {
            next: default_of(machine, state)?,
        }),
        Note::Retrying {
            retrier,
            attempt,
            delay_millis,
            error,
        } => Some(Why::Retrying {
            retrier: *retrier as u32,
            attempt: *attempt as u32,
            allowed: state.retry.get(*retrier)?.max_attempts as u32,
            delay: super::marks::millis(*delay_millis),
            error: error.to_string(),
        }),
        Note::Caught { catcher, error } => Some(Why::Caught {
            catcher: *catcher as u32,
            error: error.to_string(),
            next: name(machine, state.catch.get(*catcher)?.next),
        }),
    }
}

/// A decision with its place.
pub fn row(run: &Run, place: usize, noted: &Noted) -> Option<WhyRow> {
    Some(WhyRow {
        position: place as u32 + 1,
        why: why(run, noted)?,
    })
}

fn name(machine: &Machine, state: StateId) -> String {
    machine.state(state).name.to_string()
}

fn rules(state: &State) -> Option<&[ChoiceRule]> {
    if let Kind::Choice(choice) = &state.kind {
        Some(&choice.rules)
    } else {
        None
    }
}

fn default_of(machine: &Machine, state: &State) -> Option<String> {
    if let Kind::Choice(choice) = &state.kind {
        choice.default.map(|next| name(machine, next))
    } else {
        None
    }
}

fn tested(
    machine: &Machine,
    data: Option<&Value>,
    state: &State,
    at: usize,
    holds: bool,
) -> Option<Why> {
    let tested = rules(state)?.get(at)?;
    let operands = rule::paths(&tested.test).into_iter().map(|path| Operand {
        path: path.as_str().to_owned(),
        value: data.and_then(|data| look_up(path, data)),
    });
    Some(Why::Rule {
        rule: at as u32,
        text: rule::short(&tested.test),
        operands: operands.collect(),
        holds,
        next: name(machine, tested.next),
    })
}

/// The data that the visit's rules looked at: after InputPath.
fn data_of<'a>(run: &'a Run, noted: &Noted) -> Option<&'a Value> {
    let visit = run.trace.visit(noted.visit)?;
    let entries = run.trace.visits[visit.0].entries.iter().rev();
    entries
        .filter_map(|place| match &run.trace.entries[*place] {
            Entry::Stage(record) => Some(record),
            Entry::Event(_) | Entry::Note(_) => None,
        })
        .find(|record| matches!(record.stage, Stage::AfterInputPath | Stage::Input))
        .map(|record| record.value.value())
}

/// What a path found. Paths into the context object are not looked up again: it has moved on.
fn look_up(path: &Path, data: &Value) -> Option<String> {
    if path.as_str().starts_with("$$") {
        return None;
    }
    let env = Env {
        input: data,
        context: &Value::empty_object,
        variable: &|_| None,
        random: &|| 0.0,
        result: None,
        error_output: None,
        now: crate::value::Timestamp::default(),
    };
    let found = path.evaluate(&env).ok()?.to_json();
    Some(match found.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &found[..end]),
        None => found,
    })
}
