//! The recorded histories of a corpus: all of them are read and played to the end, on the definition of
//! the case and without one.

use super::player::Player;
use asl::debugger::action::Action;
use asl::debugger::view::{Origin, Status};
use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};

pub fn trials() -> Vec<Trial> {
    let Some(corpus) = std::env::var_os("ASL_CORPUS").map(PathBuf::from) else {
        return vec![Trial::test("corpus", || Ok(())).with_ignored_flag(true)];
    };
    vec![Trial::test("corpus", move || check(&corpus))]
}

/// A recording's name, its events and the case it belongs to.
struct Recorded {
    name: String,
    events: Vec<Value>,
    case: Value,
}

fn check(corpus: &Path) -> Result<(), Failed> {
    let index = read(&corpus.join("index.json"));
    let (mut played, mut events, mut repeated) = (0, 0, 0);
    let mut failures = Vec::new();
    for entry in index["localstack"].as_array().expect("cases") {
        let case = read(&corpus.join(entry["file"].as_str().expect("a file")));
        for recorded in histories(&case) {
            match play(&recorded) {
                Ok(same) => {
                    played += 1;
                    events += recorded.events.len();
                    repeated += usize::from(same);
                }
                Err(why) => failures.push(format!("{}: {why}", recorded.name)),
            }
        }
    }
    println!(
        "{played} recorded histories with {events} events play, with their definition and without; {} do not; {repeated} repeat event by event with their own answers",
        failures.len()
    );
    if failures.is_empty() {
        Ok(())
    } else {
        Err(failures.join("\n").into())
    }
}

fn read(file: &Path) -> Value {
    serde_json::from_str(&std::fs::read_to_string(file).expect("a file")).expect("JSON")
}

/// The execution's own history, those in answers of GetExecutionHistory, and what was logged.
fn histories(case: &Value) -> Vec<Recorded> {
    let mut found = Vec::new();
    let id = case["id"].as_str().unwrap_or_default();
    let mut add = |what: &str, events: &Value| {
        let events = events.as_array().cloned().unwrap_or_default();
        if !events.is_empty() && events.iter().all(|event| event["type"].is_string()) {
            found.push(Recorded {
                name: format!("{id} {what}"),
                events,
                case: case.clone(),
            });
        }
    };
    add("events", &case["expected"]["events"]);
    add("log", &case["expected"]["logged_events"]);
    let steps = case["expected"]["steps"].as_array();
    for (at, step) in steps.into_iter().flatten().enumerate() {
        add(&format!("step {at}"), &step["expect"]["events"]);
    }
    found
}

/// The recorder read texts that are JSON, wrote `timestamp` for moments, and numbered the events of a
/// Parallel that it sorted as 0: as AWS printed them they were texts, moments and numbers.
fn as_printed(events: &[Value]) -> Value {
    let sorted = events
        .iter()
        .any(|event| !event["id"].is_u64() && !event["id"].is_string());
    let event = |(at, event): (usize, &Value)| {
        let mut event = event.clone();
        for name in ["timestamp", "event_timestamp"] {
            if event.get(name).is_some() {
                event[name] = json!(1_700_000_000.5 + at as f64);
            }
        }
        if sorted {
            event["id"] = json!(at + 1);
        }
        for (name, details) in event.as_object_mut().expect("an event") {
            if name.ends_with("EventDetails") || name == "details" {
                texts(details.as_object_mut());
            }
        }
        event
    };
    events.iter().enumerate().map(event).collect()
}

fn texts(details: Option<&mut Map<String, Value>>) {
    for (name, value) in details.into_iter().flatten() {
        let data = ["input", "output", "parameters", "cause"].contains(&name.as_str());
        if data && !value.is_string() {
            *value = value.to_string().into();
        }
        if name == "assignedVariables" {
            for value in value
                .as_object_mut()
                .into_iter()
                .flat_map(|all| all.values_mut())
            {
                if !value.is_string() {
                    *value = value.to_string().into();
                }
            }
        }
    }
}

/// Plays a history with its definition and without; whether it repeats here event by event.
fn play(recorded: &Recorded) -> Result<bool, String> {
    let events = as_printed(&recorded.events);
    let definition = match recorded.case.get("definition_text").and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None => recorded.case["definition"].to_string(),
    };
    let text = json!({ "events": events }).to_string();
    let mut with = Player::open(&text, &definition);
    let sorted = recorded.case["events_normalised"] == true;
    let origin = with.playing()?.origin;
    with.walk()?;
    judge(&with, &recorded.events, sorted)?;
    let mut repeated = false;
    if origin != Origin::Derived {
        with.act(Action::Repeat);
        with.go_on();
        let pair = with.pair.as_ref().ok_or("nothing was repeated")?;
        let comparison = pair.comparison.as_ref();
        repeated = comparison.is_some_and(|comparison| comparison.same);
        if std::env::var_os("ASL_SHOW_REPEATED").is_some()
            && let Some(first) = comparison.and_then(|comparison| comparison.first.as_ref())
        {
            println!("{}: {first:?}", recorded.name);
        }
    }
    if origin == Origin::Derived {
        return Ok(repeated);
    }
    let mut without = Player::open(&text, "");
    without.playing()?;
    without.walk()?;
    judge(&without, &recorded.events, sorted)?;
    Ok(repeated)
}

/// The outcome is what the last event says; a state that was left is not open.
fn judge(player: &Player, events: &[Value], sorted: bool) -> Result<(), String> {
    if sorted {
        return Ok(());
    }
    let last = events.last().and_then(|event| event["type"].as_str());
    let wanted = match last.unwrap_or_default() {
        "ExecutionSucceeded" => Status::Succeeded,
        "ExecutionFailed" => Status::Failed,
        "ExecutionTimedOut" => Status::TimedOut,
        "ExecutionAborted" => Status::Aborted,
        _ => return Ok(()),
    };
    if player.transport.status != wanted {
        return Err(format!(
            "ends {:?}, not {wanted:?}",
            player.transport.status
        ));
    }
    if let Some(open) = player.marks.states.iter().find(|mark| mark.open > 0) {
        return Err(format!("state {} is open at the end", open.state));
    }
    Ok(())
}
