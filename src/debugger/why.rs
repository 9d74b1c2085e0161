//! Decisions, with everything a sentence about them needs.

use super::run::Run;
use super::trace::Entry;
use super::view::{Operand, Why, WhyRow};
use super::{expression, variables};
use crate::graph::rule;
use crate::inspection::{Note, Noted, Stage};
use crate::machine::{ChoiceRule, Kind, Machine, Retrier, State, StateId};
use crate::query::{Env, Path, Root};
use crate::value::Value;

/// So many characters of an operand's value are shown.
const LONGEST_VALUE: usize = 200;

/// A note of a run as a decision.
pub fn why(run: &Run, noted: &Noted) -> Option<Why> {
    decision(run.trace.machine(), noted, &|path| seen(run, noted, path))
}

/// A note as a decision; `found` gives what a path of a rule finds. `None` when the note does not fit the machine it
/// came from, which cannot be.
pub fn decision(
    machine: &Machine,
    noted: &Noted,
    found: &dyn Fn(&Path) -> Option<String>,
) -> Option<Why> {
    let state = machine.state(noted.state);
    match &noted.note {
        Note::RuleTested { rule, holds } => tested(machine, found, state, *rule, *holds),
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
            })
        }
        Note::Caught { catcher, error } => Some(Why::Caught {
            catcher: *catcher as u32,
            error: error.to_string(),
            next: name(machine, state.catch.get(*catcher)?.next),
        }),
    }
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
    found: &dyn Fn(&Path) -> Option<String>,
    state: &State,
    at: usize,
    holds: bool,
) -> Option<Why> {
    let tested = rules(state)?.get(at)?;
    let operands = rule::paths(&tested.test).into_iter().map(|path| Operand {
        path: path.as_str().to_owned(),
        value: found(path),
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

/// What a path of a rule finds in the visit: in the data, in the context object, or in a variable.
fn seen(run: &Run, noted: &Noted, path: &Path) -> Option<String> {
    let visit = run.trace.visit(noted.visit)?;
    let known = &run.trace.visits[visit.0];
    match path.root() {
        Root::Data => look_up(path, data_of(run, noted)?),
        Root::Context => {
            let position = known.entries.first()? + 1;
            let context = expression::context(run, known, position)?;
            look_up_in(path, &Value::Null, &|| context.clone(), &|_| None)
        }
        Root::Variable(_) => {
            let variables = variables::before(&run.trace, known.entered);
            let variable = |name: &str| Some(variables.get(name)?.value().clone());
            look_up_in(path, &Value::Null, &Value::empty_object, &variable)
        }
    }
}

/// What a path into the data found.
pub fn look_up(path: &Path, data: &Value) -> Option<String> {
    if !matches!(path.root(), Root::Data) {
        return None;
    }
    look_up_in(path, data, &Value::empty_object, &|_| None)
}

fn look_up_in(
    path: &Path,
    data: &Value,
    context: &dyn Fn() -> Value,
    variable: &dyn Fn(&str) -> Option<Value>,
) -> Option<String> {
    let env = Env {
        input: data,
        context,
        variable,
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
