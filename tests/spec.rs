//! The project's own cases, one test each: `tests/spec/executions/*.json`.

#[path = "support/answers.rs"]
mod answers;
#[path = "support/host.rs"]
mod host;
#[path = "support/lines.rs"]
mod lines;
#[path = "support/script.rs"]
mod script;
#[path = "support/trials.rs"]
mod trials;

use host::{Run, run};
use libtest_mimic::Failed;
use script::Script;
use serde_json::{Map, Value, json};
use std::path::Path;

fn main() {
    trials::run(trials::of_cases("executions", check))
}

fn check(file: &Path) -> Result<(), Failed> {
    let case = script::read(file);
    let actual = actual(&case)?;
    if std::env::var_os("ASL_WRITE_EXPECTED").is_some() {
        return write(file, case, actual);
    }
    let mut differences = Vec::new();
    for (what, actual) in actual.as_object().into_iter().flatten() {
        compare(what, &case["expected"][what], actual, &mut differences);
    }
    if differences.is_empty() {
        Ok(())
    } else {
        Err(differences.join("\n").into())
    }
}

/// What happened, in the words of a case's `expected`; notes and stages only where a case asks for them.
fn actual(case: &Value) -> Result<Value, Failed> {
    let machine = script::machine(case)?;
    let input = script::input(case);
    let mut script = Script::of(case);
    let settings = script::settings(case);
    let run = run(machine.clone(), &input, settings, &mut script)?;
    let mut actual = json!({
        "outcome": lines::outcome_line(&run),
        "events": lines::event_lines(&run),
    });
    if case["expected"].get("notes").is_some() {
        actual["notes"] = json!(lines::note_lines(&run, &machine));
    }
    if let Some(stages) = case["expected"]["stages"].as_object() {
        let lines = |state: &String| {
            (
                state.clone(),
                json!(lines::stage_lines(&run, &machine, state)),
            )
        };
        actual["stages"] = stages.keys().map(lines).collect::<Map<_, _>>().into();
    }
    if case["expected"].get("written").is_some() {
        actual["written"] = script.written.into();
    }
    if case["expected"].get("seconds").is_some() {
        actual["seconds"] = json!(seconds(&run));
    }
    Ok(shortened(case, actual))
}

/// The virtual time from the first to the last event.
fn seconds(run: &Run) -> f64 {
    let moment = |event: Option<&asl::history::Event>| event.map_or(0, |event| event.timestamp.0);
    (moment(run.events.last()) - moment(run.events.first())) as f64 / 1000.0
}

/// Of a history of thousands of events a case tells the end: `lastEvents`.
fn shortened(case: &Value, mut actual: Value) -> Value {
    let Some(count) = case["expected"]["lastEvents"].as_array().map(Vec::len) else {
        return actual;
    };
    let events = actual["events"].as_array().cloned().unwrap_or_default();
    actual["lastEvents"] = events[events.len().saturating_sub(count)..].to_vec().into();
    if let Some(members) = actual.as_object_mut() {
        members.remove("events");
    }
    actual
}

fn compare(what: &str, expected: &Value, actual: &Value, differences: &mut Vec<String>) {
    if expected == actual {
        return;
    }
    let (Some(expected), Some(actual)) = (expected.as_array(), actual.as_array()) else {
        differences.push(format!("{what}:\n- {expected}\n+ {actual}"));
        return;
    };
    differences.push(format!("{what}:"));
    for at in 0..expected.len().max(actual.len()) {
        let (one, other) = (expected.get(at), actual.get(at));
        if one == other {
            differences.extend(one.map(|line| format!("  {line}")));
        } else {
            differences.extend(one.map(|line| format!("- {line}")));
            differences.extend(other.map(|line| format!("+ {line}")));
        }
    }
}

/// Writes what happened into the case: for a new case, to be read against the rules before it is kept.
fn write(file: &Path, mut case: Value, actual: Value) -> Result<(), Failed> {
    case["expected"] = actual;
    let text = serde_json::to_string_pretty(&case)?;
    std::fs::write(file, text + "\n")?;
    Ok(())
}
