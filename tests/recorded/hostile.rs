//! Whatever is wrong in a history: it is refused with its reason, or every position of it can be looked at.

use super::host::run;
use super::player::Player;
use super::script::{self, Script};
use asl::history::{HistoryId, to_aws_json};
use libtest_mimic::{Failed, Trial};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

/// Runs of which histories are made: branches, iterations, retries, expressions, children, a redrive.
const CASES: [&str; 7] = [
    "parallel-tasks-interleave",
    "parallel-nested-failure",
    "map-two-slots",
    "map-distributed",
    "jsonata-retried",
    "variables-scopes",
    "redrive-task",
];

/// What may stand where something else stood.
const WORDS: [&str; 14] = [
    "null",
    "0",
    "1",
    "-1",
    "1e400",
    "\"\"",
    "\"MapStateExited\"",
    "\"ParallelStateStarted\"",
    "\"MapIterationStarted\"",
    "\"ExecutionRedriven\"",
    "\"NoSuchType\"",
    "[]",
    "{\"name\": \"P\", \"index\": 7}",
    "{\"input\": \"not JSON\", \"output\": 5}",
];

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("hostile::damaged events", damaged_events),
        Trial::test("hostile::damaged texts", damaged_texts),
    ]
}

/// One thing done to a history.
#[derive(Clone, Debug)]
struct Damage {
    /// Which event, and which of its members.
    at: (usize, usize),
    /// 0 replaces a member, 1 drops it, 2 drops the event, 3 repeats it, 4 exchanges it with the first.
    kind: usize,
    word: &'static str,
}

fn damage() -> impl Strategy<Value = Damage> {
    let at = (any::<usize>(), any::<usize>());
    let word = prop::sample::select(WORDS.to_vec());
    (at, 0..5_usize, word).prop_map(|(at, kind, word)| Damage { at, kind, word })
}

/// The definition of a case and the events of its run.
fn history(name: &str) -> (String, Vec<Value>) {
    let mut files = script::files().into_iter();
    let file = files.find(|file| file.ends_with(format!("{name}.json")));
    let case = script::read(&file.expect("a case of this name"));
    let machine = script::machine(&case).expect("a sound definition");
    let mut answers = Script::of(&case);
    let settings = script::settings(&case);
    let run = run(machine, &script::input(&case), settings, &mut answers).expect("a run");
    let own = run.events.iter();
    let own = own.filter(|event| event.history == HistoryId::default());
    let event = |event| serde_json::from_str(&to_aws_json(event).to_json()).expect("JSON");
    (case["definition"].to_string(), own.map(event).collect())
}

fn harm(events: &mut Vec<Value>, damage: &Damage) {
    if events.is_empty() {
        return;
    }
    let at = damage.at.0 % events.len();
    let event = events[at].clone();
    match damage.kind {
        2 => drop(events.remove(at)),
        3 => events.insert(at, event),
        4 => events.swap(0, at),
        kind => {
            let place = event.as_object().and_then(|members| {
                let names = members.keys().cloned().collect::<Vec<_>>();
                (!names.is_empty()).then(|| names[damage.at.1 % names.len()].clone())
            });
            let Some(place) = place else { return };
            if kind == 0 {
                events[at][place] = serde_json::from_str(damage.word).unwrap_or_default();
            } else if let Some(members) = events[at].as_object_mut() {
                members.remove(&place);
            }
        }
    }
}

/// Opens a history with its definition and without, and goes to every position.
fn survive(text: &str, definition: &str) -> Result<(), TestCaseError> {
    for definition in [definition, ""] {
        let mut player = Player::open(text, definition);
        if player.playing().is_ok() {
            player.walk().map_err(TestCaseError::fail)?;
        }
    }
    Ok(())
}

fn runner(cases: u32) -> TestRunner {
    TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(cases)
    })
}

fn damaged_events() -> Result<(), Failed> {
    let histories = CASES.map(history);
    let strategy = (0..CASES.len(), prop::collection::vec(damage(), 1..6));
    let survived = runner(150).run(&strategy, |(chosen, damages)| {
        let (definition, events) = &histories[chosen];
        let mut events = events.clone();
        damages.iter().for_each(|damage| harm(&mut events, damage));
        survive(&json!({ "events": events }).to_string(), definition)
    });
    survived.map_err(|error| error.to_string().into())
}

/// The text is cut, and a stretch of it replaced.
fn damaged_texts() -> Result<(), Failed> {
    let (definition, events) = history(CASES[0]);
    let text = json!({ "events": events }).to_string();
    let word = prop::sample::select(WORDS.to_vec());
    let strategy = (0..text.len(), 0..text.len(), 0..9_usize, word);
    let survived = runner(150).run(&strategy, |(end, at, length, word)| {
        let mut damaged = text[..end].to_owned();
        let at = at.min(end);
        damaged.replace_range(at..(at + length).min(end), word);
        survive(&damaged, &definition)
    });
    survived.map_err(|error| error.to_string().into())
}
