//! The recorded histories of a corpus: all of them are read and played to the end, on the definition of
//! the case and without one. Repeated here with the answers that their tasks got they take the same way and
//! come to the same end, where the recording has what that takes; `ASL_SHOW_REPEATED` tells of the others.

use super::player::Player;
use asl::debugger::action::Action;
use asl::debugger::view::{Comparison, Origin, Status};
use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
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
    let (mut played, mut events) = (0, 0);
    let mut repetitions: BTreeMap<Repetition, usize> = BTreeMap::new();
    let mut failures = Vec::new();
    for entry in index["localstack"].as_array().expect("cases") {
        let case = read(&corpus.join(entry["file"].as_str().expect("a file")));
        for recorded in histories(&case) {
            match play(&recorded) {
                Ok(repetition) => {
                    played += 1;
                    events += recorded.events.len();
                    *repetitions.entry(repetition).or_default() += 1;
                }
                Err(why) => failures.push(format!("{}: {why}", recorded.name)),
            }
        }
    }
    println!(
        "{played} recorded histories with {events} events play, with their definition and without; {} do not; repeated with their own answers:",
        failures.len()
    );
    for (repetition, count) in &repetitions {
        println!("{count:5} {}", repetition.told());
    }
    if repetitions.contains_key(&Repetition::Otherwise) {
        failures.push("some take another way for no known reason".into());
    }
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
    let sorted = is_sorted(events);
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

/// Whether somebody sorted the events: their ids say nothing.
fn is_sorted(events: &[Value]) -> bool {
    let counts = |event: &Value| event["id"].is_u64() || event["id"].is_string();
    !events.iter().all(counts)
}

/// The recorder hid names as `<name>`, which no name is.
fn unhidden(text: &str) -> String {
    let text = text.replace("<partition>", "aws");
    let text = text.replace("<region>", "us-east-1");
    let mut parts = text.split('<');
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = part.split_once('>').filter(|(name, _)| {
            let letters = |c: char| c.is_ascii_alphanumeric() || "_-:".contains(c);
            !name.is_empty() && name.chars().all(letters)
        });
        match name {
            Some((name, rest)) => shown.extend([&name.replace(':', "-"), rest]),
            None => shown.extend(["<", part]),
        }
    }
    shown
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

/// What became of a recording when it was repeated with its own answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Repetition {
    /// Event by event the same.
    Same,
    /// The same states in the same order, and the same output or error.
    SameWay,
    /// It is a list of what a Parallel told, sorted by somebody: there is no order to compare.
    Sorted,
    /// It begins in the middle, or stops there.
    Cut,
    /// Its definition is not told: there is nothing to repeat.
    NoDefinition,
    /// Moments, names, accounts or random values are hidden in the recording, and the end depends on them.
    Hidden,
    /// Children of a distributed Map called functions: their histories were not recorded.
    Children,
    /// An activity was deleted meanwhile, which no event tells.
    Outside,
    /// The data came from a bucket, which no history tells.
    Bucket,
    /// Another way, or another end.
    Otherwise,
}

impl Repetition {
    fn told(self) -> &'static str {
        match self {
            Self::Same => "are the same, event by event",
            Self::SameWay => "take the same way to the same end; fields of an event differ",
            Self::Sorted => "had been sorted",
            Self::Cut => "are only a part of a history",
            Self::NoDefinition => "have no definition that runs",
            Self::Hidden => "end with names, moments, accounts or random values that are hidden",
            Self::Children => "called functions in children whose histories were not recorded",
            Self::Outside => "lost their activity meanwhile",
            Self::Bucket => "read objects from a bucket",
            Self::Otherwise => "take another way or come to another end",
        }
    }

    fn of(recorded: &Recorded, comparison: &Comparison) -> Self {
        let way = comparison.steps.iter().all(|step| step.same);
        let types = comparison
            .outputs
            .each_ref()
            .map(|end| end.split(' ').next());
        let end = types[0] == types[1] && comparison.changes.is_empty();
        let ends = |event: Option<&Value>| {
            let name = event.and_then(|event| event["type"].as_str());
            name.is_some_and(|name| name.starts_with("Execution"))
        };
        let whole = ends(recorded.events.first()) && ends(recorded.events.last());
        let hidden = ["\"date\"", ":\\\"timestamp\\\"", ":\"timestamp\""];
        let told = json!(recorded.events).to_string();
        // Lambda refuses a function of another account.
        let refused = comparison.outputs[1].contains("is not authorized to perform");
        let definition = recorded.case["definition"].to_string();
        if comparison.same {
            Self::Same
        } else if !whole || recorded.events.len() < 2 {
            Self::Cut
        } else if way && end {
            Self::SameWay
        } else if way && types[0] == types[1] {
            Self::Hidden
        } else if definition.contains("s3:") {
            Self::Bucket
        } else if told.contains("MapRunStarted") && definition.contains("lambda:") {
            Self::Children
        } else if refused || hidden.iter().any(|mark| told.contains(mark)) {
            Self::Hidden
        } else {
            Self::Otherwise
        }
    }
}

/// Plays a history with its definition and without; what becomes of it when it is repeated.
fn play(recorded: &Recorded) -> Result<Repetition, String> {
    let events = as_printed(&recorded.events);
    let definition = match recorded.case.get("definition_text").and_then(Value::as_str) {
        Some(text) => text.to_owned(),
        None => recorded.case["definition"].to_string(),
    };
    let text = unhidden(&json!({ "events": events }).to_string());
    let mut with = Player::open(&text, &definition);
    let sorted = recorded.case["events_normalised"] == true;
    let origin = with.playing()?.origin;
    with.walk()?;
    judge(&with, &recorded.events, sorted)?;
    if origin == Origin::Derived {
        return Ok(Repetition::NoDefinition);
    }
    with.act(Action::Repeat);
    with.go_on();
    let pair = with.pair.as_ref().ok_or("nothing was repeated")?;
    let repeated = match &pair.comparison {
        Some(comparison) => Repetition::of(recorded, comparison),
        // An answer that stands before its call is nobody's.
        None if is_sorted(&recorded.events) => Repetition::Sorted,
        None if events.to_string().contains(":activity:") || definition.contains(":activity:") => {
            Repetition::Outside
        }
        None => return Err("its repetition does not end".into()),
    };
    if std::env::var_os("ASL_SHOW_REPEATED").is_some() && repeated > Repetition::SameWay {
        println!("{} {repeated:?}: {:?}", recorded.name, pair.comparison);
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
