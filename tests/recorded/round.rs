//! Every case of `tests/spec/executions/` is run, its history written as AWS's JSON and read again: the
//! same events come back, each in the visit it came from, and written once more they are the same text.

use super::host::run;
use super::player::Player;
use super::script::{self, Script};
use asl::debugger::action::Action;
use asl::debugger::recording::record;
use asl::debugger::trace::Entry;
use asl::debugger::view::Origin;
use asl::history::import::import;
use asl::history::{Event, HistoryId, to_aws_json};
use asl::project::Workspace;
use libtest_mimic::{Failed, Trial};
use std::path::{Path, PathBuf};

pub fn trials() -> Vec<Trial> {
    script::files().into_iter().map(trial).collect()
}

fn trial(file: PathBuf) -> Trial {
    let name = file.file_stem().unwrap().to_string_lossy().into_owned();
    Trial::test(format!("round::{name}"), move || check(&file))
}

/// The text that `aws stepfunctions get-execution-history` would print.
fn printed<'a>(events: impl Iterator<Item = &'a Event>) -> String {
    let events: Vec<String> = events.map(|event| to_aws_json(event).to_json()).collect();
    format!("{{\"events\": [{}]}}", events.join(",\n"))
}

fn check(file: &Path) -> Result<(), Failed> {
    let case = script::read(file);
    let machine = script::machine(&case)?;
    let mut script = Script::of(&case);
    let run = run(
        machine,
        &script::input(&case),
        script::settings(&case),
        &mut script,
    )?;
    // Child executions have histories of their own.
    let told = || {
        let own = run.events.iter();
        own.filter(|event| event.history == HistoryId::default())
    };
    let text = printed(told());
    let imported = import(&text);
    let again = printed(imported.events.iter());
    if again != text {
        return Err(first_difference(&text, &again).into());
    }
    let workspace = Workspace {
        definition: case["definition"].to_string(),
        ..Workspace::default()
    };
    of_a_later_time(&text)?;
    cut_anywhere(told())?;
    let recording = record(&text, &workspace).map_err(|problems| format!("{problems:?}"))?;
    let played = recording.run.trace.entries.iter();
    let played = played.filter_map(|entry| match entry {
        Entry::Event(event) => Some(event),
        Entry::Stage(_) | Entry::Note(_) => None,
    });
    let visit = |event: &Event| event.visit.map(|visit| visit.number);
    for (played, told) in played.zip(told()) {
        if (played.state, visit(played)) != (told.state, visit(told)) {
            let wanted = (told.state, visit(told));
            let got = (played.state, visit(played));
            return Err(format!("{}: {got:?}, not {wanted:?}", to_aws_json(told).to_json()).into());
        }
    }
    let arn = script::settings(&case).execution_arn();
    let mut player = Player::open(&text, &workspace.definition);
    player.playing()?;
    player.walk()?;
    repeats(&case, &format!("{{\"executionArn\": \"{arn}\"}}\n{text}"))
}

/// Members that no type has today are printed again where they stood, in every type of event.
fn of_a_later_time(text: &str) -> Result<(), Failed> {
    let mut history: serde_json::Value = serde_json::from_str(text)?;
    for event in history["events"].as_array_mut().into_iter().flatten() {
        let event = event.as_object_mut().ok_or("an event")?;
        let names = event.keys().find(|name| name.ends_with("EventDetails"));
        if let Some(details) = names.cloned().and_then(|name| event[&name].as_object_mut()) {
            details.insert("mood".into(), serde_json::json!({ "calm": 1 }));
        }
        event.insert("weather".into(), serde_json::json!(["sunny"]));
    }
    let imported = import(&history.to_string());
    let again: serde_json::Value = serde_json::from_str(&printed(imported.events.iter()))?;
    if again == history {
        return Ok(());
    }
    let both = |list: &serde_json::Value| format!("{list:#}");
    Err(first_difference(&both(&history), &both(&again)).into())
}

/// A history is played however much of it there is, without a definition: an execution may go on still.
fn cut_anywhere<'a>(events: impl Iterator<Item = &'a Event>) -> Result<(), Failed> {
    const MOST: usize = 120;
    let events: Vec<&Event> = events.take(MOST).collect();
    for length in 1..=events.len() {
        let text = printed(events[..length].iter().copied());
        record(&text, &Workspace::default())
            .map_err(|problems| format!("with {length} events: {}", problems[0].title.en))?;
    }
    Ok(())
}

/// Run again with the answers in its history, an execution tells the same history.
fn repeats(case: &serde_json::Value, text: &str) -> Result<(), Failed> {
    let definition = case["definition"].to_string();
    // Objects in buckets, redrives and what a person does from outside are not in a history.
    let beyond = [
        "objects",
        "stop",
        "redrives",
        "synchronous",
        "type",
        "deletedActivities",
    ];
    // Neither are heartbeats, nor who said that a call without an answer was accepted.
    let untold = ["HeartbeatSeconds", "InvocationType"];
    let untold = untold.iter().any(|mark| definition.contains(mark));
    if untold || beyond.iter().any(|name| !case[*name].is_null()) {
        return Ok(());
    }
    let mut player = Player::open(text, &definition);
    if player.playing()?.origin == Origin::Derived {
        return Ok(());
    }
    player.act(Action::Repeat);
    player.go_on();
    let pair = player.pair.as_ref().ok_or("nothing was repeated")?;
    let comparison = pair.comparison.as_ref().ok_or("it does not end")?;
    match &comparison.first {
        None => Ok(()),
        Some(first) => Err(format!("{first:#?}").into()),
    }
}

fn first_difference(one: &str, other: &str) -> String {
    let mut lines = one.lines().zip(other.lines());
    let found = lines.find(|(one, other)| one != other);
    found.map_or_else(
        || "one is longer".into(),
        |(one, other)| format!("- {one}\n+ {other}"),
    )
}
