//! The cases of `tests/spec/imports/`: a text in a shape that somebody may have, and what is read of it.

use super::player::Player;
use asl::debugger::action::{Action, Export};
use asl::debugger::view::Recording;
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

pub fn trials() -> Vec<Trial> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/imports");
    let entries = std::fs::read_dir(folder).expect("the folder of cases");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    files.retain(|file| file.extension().is_some_and(|kind| kind == "json"));
    files.sort();
    files.into_iter().map(trial).collect()
}

fn trial(file: PathBuf) -> Trial {
    let name = file.file_stem().unwrap().to_string_lossy().into_owned();
    Trial::test(format!("imports::{name}"), move || check(&file))
}

fn check(file: &Path) -> Result<(), Failed> {
    let mut case: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let text = match &case["text"] {
        Value::Array(lines) => {
            let lines = lines.iter().map(|line| line.as_str().unwrap_or_default());
            lines.collect::<Vec<_>>().join("\n")
        }
        text => text.as_str().unwrap_or_default().to_owned(),
    };
    let actual = actual(&text, &case["definition"])?;
    if std::env::var_os("ASL_WRITE_EXPECTED").is_some() {
        case["expected"] = actual;
        std::fs::write(file, serde_json::to_string_pretty(&case)? + "\n")?;
        return Ok(());
    }
    if case["expected"] == actual {
        return Ok(());
    }
    Err(format!("expected {:#}\nbut it is {actual:#}", case["expected"]).into())
}

fn actual(text: &str, definition: &Value) -> Result<Value, Failed> {
    let definition = if definition.is_null() {
        String::new()
    } else {
        definition.to_string()
    };
    let mut player = Player::open(text, &definition);
    let problem = |row: &asl::debugger::view::ImportRow| {
        let place = if row.line == 0 {
            "the whole".to_owned()
        } else {
            format!("{}:{} {}", row.line, row.column, row.there)
        };
        format!("{place}: {}", row.title.en)
    };
    match player.recording.clone() {
        Recording::None => Err("nothing became of it".into()),
        Recording::Refused(rows) => {
            Ok(json!({ "refused": rows.iter().map(problem).collect::<Vec<_>>() }))
        }
        Recording::Playing(recorded) => {
            player.walk()?;
            let definition: Value = serde_json::from_str(&recorded.workspace.definition)?;
            Ok(json!({
                "events": recorded.events,
                "started": recorded.started,
                "hasData": recorded.has_data,
                "origin": recorded.origin,
                "machine": recorded.workspace.settings.machine_name,
                "exported": exported(&mut player, text),
                "warnings": recorded.warnings.iter().map(problem).collect::<Vec<_>>(),
                "status": format!("{:?}", player.transport.status),
                "definition": definition,
            }))
        }
    }
}

/// Whether the history that can be downloaded is what AWS printed; texts of other forms have no answer.
fn exported(player: &mut Player, text: &str) -> Value {
    player.act(Action::Export(Export::History));
    let told: Value = match &player.exported {
        Some(history) => serde_json::from_str(history).unwrap_or_default(),
        None => return Value::Null,
    };
    match serde_json::from_str::<Value>(text) {
        Ok(given) if given["events"][0]["previousEventId"].is_number() => {
            json!(same_but_moments(&given, &told))
        }
        Ok(_) | Err(_) => Value::Null,
    }
}

fn same_but_moments(one: &Value, other: &Value) -> bool {
    let timeless = |history: &Value| {
        let mut events = history["events"].as_array().cloned().unwrap_or_default();
        events
            .iter_mut()
            .for_each(|event| event["timestamp"] = Value::Null);
        events.sort_by_key(|event| event["id"].as_i64());
        events
    };
    timeless(one) == timeless(other)
}
