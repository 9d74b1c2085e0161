//! Worked examples that lie beside the corpus: a definition, functions, and the events expected.

use super::definitions::{machine_as, validated};
use super::handlers::Handlers;
use super::histories::{self, line};
use super::host::{Run, run};
use super::matcher::Matcher;
use super::others::Others;
use super::outcome::{Tried, Verdict, judged};
use super::recorded::{outcome, read};
use asl::execution::{Mode, Settings};
use asl::inspection::Note;
use asl::machine::MachineType;
use serde_json::{Map, Value, json};
use std::path::Path;

const CATEGORY: &str = "examples";

/// Tries every example of a folder.
pub fn try_all(folder: &Path) -> Vec<Tried> {
    let index = read(&folder.join("index.json"));
    let ids = index.as_array().expect("an index of examples");
    ids.iter()
        .map(|entry| {
            let id = entry["id"].as_str().expect("an id");
            let example = read(&folder.join(format!("{id}.json")));
            Tried::new(CATEGORY, id, try_example(&example))
        })
        .collect()
}

fn try_example(example: &Value) -> Verdict {
    if example["expected"]["validation"].is_object() {
        return validated(&json!({
            "definition": example["definition"],
            "expected": example["expected"]["validation"],
        }));
    }
    let machine = match machine_as(&example["definition"].to_string(), type_of(example)) {
        Ok(machine) => machine,
        Err(verdict) => return verdict,
    };
    let Some(handlers) = Handlers::start(example) else {
        return Verdict::Ignored("no Node.js to run functions".to_owned());
    };
    let settings = settings(type_of(example));
    let mut others = Others::of(example, handlers, settings.clone());
    match run(machine, &input_of(example), settings, &mut others) {
        Ok(run) => judged(&differences(&example["expected"], &run)),
        Err(problem) => Verdict::Failed(problem),
    }
}

fn type_of(example: &Value) -> MachineType {
    if example["type"] == "EXPRESS" {
        MachineType::Express
    } else {
        MachineType::Standard
    }
}

/// The input; a large one is told in words: `<object {"s": "x" repeated 150000 times}>`.
fn input_of(example: &Value) -> String {
    let input = &example["input"];
    match input
        .as_str()
        .and_then(|text| text.strip_prefix("<object "))
    {
        Some(_) => json!({"s": "x".repeat(150_000)}).to_string(),
        None => input.to_string(),
    }
}

fn settings(of: MachineType) -> Settings {
    Settings {
        partition: "aws".into(),
        region: "us-east-1".into(),
        account: "123456789012".into(),
        machine_name: "example".into(),
        execution_name: "run".into(),
        role_arn: "arn:aws:iam::123456789012:role/example".into(),
        mode: match of {
            MachineType::Standard => Mode::Standard,
            MachineType::Express => Mode::Express {
                run: "5e0b8a7c-1d2e-4f30-9a4b-5c6d7e8f9012".into(),
                synchronous: true,
            },
        },
        seed: 1,
        answered: false,
    }
}

fn differences(expected: &Value, run: &Run) -> Vec<String> {
    let mut matcher = Matcher::new(&wildcards(expected));
    let found = outcome(run);
    let mut differences = Vec::new();
    for key in ["status", "output", "error", "cause"] {
        if let Some(wanted) = expected.get(key) {
            let told = matcher.compare(wanted, &found[key]);
            differences.extend(told.iter().map(|told| format!("{key}: {told}")));
        }
    }
    let history = histories::of(run);
    differences.extend(events(expected, &history, &mut matcher));
    differences.extend(delays(expected, run));
    differences
}

/// Text between `<` and `>` stands for any text.
fn wildcards(expected: &Value) -> Value {
    let text = expected["cause"].as_str().unwrap_or_default().to_owned()
        + expected["output"]["error"]["Cause"]
            .as_str()
            .unwrap_or_default()
        + expected["output"]["Cause"].as_str().unwrap_or_default();
    let mut wildcards = Map::new();
    let mut rest = text.as_str();
    while let Some((_, after)) = rest.split_once('<') {
        let Some((token, next)) = after.split_once('>') else {
            break;
        };
        let meaning = json!({"kind": "any", "scope": "substring", "bind": false});
        wildcards.insert(format!("<{token}>"), meaning);
        rest = next;
    }
    wildcards.into()
}

fn events(expected: &Value, history: &[Value], matcher: &mut Matcher) -> Vec<String> {
    let wanted = expected["events"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut differences = Vec::new();
    for at in 0..wanted.len().max(history.len()) {
        let flat = history.get(at).map(flat).unwrap_or_default();
        for (key, value) in wanted
            .get(at)
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let told = matcher.compare(value, &flat[key]);
            differences.extend(
                told.iter()
                    .map(|told| format!("event {}.{key}: {told}", at + 1)),
            );
        }
        if at >= wanted.len() {
            differences.push(format!("not expected: {}", line(&history[at])));
        }
    }
    differences
}

/// An event with its details beside its type, as examples write it.
fn flat(event: &Value) -> Value {
    let mut flat = Map::new();
    for (key, value) in event.as_object().into_iter().flatten() {
        match value.as_object() {
            Some(details) => {
                flat.extend(details.clone());
                if let Some(state) = details.get("state") {
                    flat.insert("name".to_owned(), state.clone());
                }
            }
            None => drop(flat.insert(key.clone(), value.clone())),
        }
    }
    flat.into()
}

/// Seconds between attempts.
fn delays(expected: &Value, run: &Run) -> Vec<String> {
    let Some(wanted) = expected.get("retryDelays") else {
        return Vec::new();
    };
    let seconds = run.notes.iter().filter_map(|noted| match noted.note {
        Note::Retrying { delay_millis, .. } => Some(json!(delay_millis as f64 / 1000.0)),
        Note::RuleTested { .. }
        | Note::DefaultTaken
        | Note::Exhausted { .. }
        | Note::Uncaught { .. }
        | Note::Caught { .. } => None,
    });
    Matcher::new(&Value::Null).compare(wanted, &seconds.collect())
}
