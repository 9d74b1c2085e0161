//! Random small machines in both languages on random input, with functions that answer at random.

use super::answers::{Answers, START};
use super::{jsonata, order, record, replay, script};
use asl::definition::Definition;
use asl::execution::{Answer, Execution, Invocation, Token, Work};
use asl::history::{Event, ExecutionDetails};
use asl::machine::compile;
use asl::value::{Payload, Timestamp};
use libtest_mimic::Failed;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

const ACTIVITY: &str = "arn:aws:states:eu-west-1:123456789012:activity:work";
const FUNCTION: &str = "arn:aws:lambda:eu-west-1:123456789012:function:work";
/// An execution is stopped after so many events.
const MAX_EVENTS: u32 = 1_000;

/// Paths that may stand anywhere, and some that select more than one place.
const REFERENCES: [&str; 5] = ["$", "$.a", "$.b[0]", "$.items", "$.a.b"];
const PATHS: [&str; 10] = [
    "$v2",
    "$v1.a",
    "$",
    "$.a",
    "$.b[0]",
    "$.items",
    "$.a.b",
    "$$.State",
    "$..a",
    "$.items[*]",
];

/// Every machine that is sound runs to an end, and again to the same: a fault, a panic, an endless wait or
/// another history is a bug of ours.
pub fn check() -> Result<(), Failed> {
    let mut runner = TestRunner::new(Config {
        failure_persistence: None,
        ..Config::with_cases(1_000)
    });
    let ran = Cell::new(0);
    let result = runner.run(
        &(scope(2), data(), any::<u64>()),
        |(definition, input, seed)| {
            let text = definition.to_string();
            let (machine, _) = compile(&Definition::read(&text));
            let Some(machine) = machine.map(Rc::new) else {
                return Ok(());
            };
            ran.set(ran.get() + 1);
            let input = Payload::from_text(&input.to_string()).expect("JSON");
            let settings = script::settings(&serde_json::Value::Null);
            let begin =
                || Execution::new(Rc::clone(&machine), input.clone(), settings.clone(), START);
            runs_again(&begin, &mut Chance::new(seed)).map_err(|failed| {
                TestCaseError::fail(failed.message().unwrap_or_default().to_owned())
            })?;
            Ok(())
        },
    );
    result.map_err(|failed| failed.to_string())?;
    if ran.get() < 100 {
        return Err(format!("only {} machines were sound", ran.get()).into());
    }
    Ok(())
}

/// Runs to the end, then once more from the beginning, and from a copy made halfway.
fn runs_again(begin: &dyn Fn() -> Execution, chance: &mut Chance) -> Result<(), Failed> {
    let log = record(begin(), chance)?;
    order::check(&log)?;
    replay(begin(), &log)?;
    let (first, rest) = log.split_at(log.len() / 2);
    let mut execution = begin();
    for call in first {
        call.repeat(&mut execution)?;
    }
    replay(execution.clone(), rest)?;
    replay(execution, rest)
}

/// A `States` object: three states that go on to each other or end.
pub fn scope(depth: u32) -> BoxedStrategy<Value> {
    (state(depth), state(depth), state(depth))
        .prop_map(|(a, b, c)| {
            // Names are unique across the machine: they are made so by where they stand.
            json!({"StartAt": "A", "States": {"A": a, "B": b, "C": c}})
        })
        .prop_map(|scope| renamed(&pruned(scope), "r"))
        .boxed()
}

/// The same scope without the states that cannot be reached.
fn pruned(mut scope: Value) -> Value {
    let mut reached = vec!["A".to_owned()];
    let mut at = 0;
    while at < reached.len() {
        let state = &scope["States"][&reached[at]];
        let entries = ["Choices", "Catch"].map(|list| state[list].as_array());
        let mut targets = vec![&state["Next"], &state["Default"]];
        targets.extend(
            entries
                .into_iter()
                .flatten()
                .flatten()
                .map(|entry| &entry["Next"]),
        );
        let names = targets
            .into_iter()
            .filter_map(Value::as_str)
            .map(str::to_owned);
        let new = names
            .filter(|name| !reached.contains(name))
            .collect::<Vec<_>>();
        reached.extend(new);
        at += 1;
    }
    if let Some(states) = scope["States"].as_object_mut() {
        states.retain(|name, _| reached.contains(name));
    }
    scope
}

/// The same scope with every name behind a prefix, inner scopes too.
fn renamed(scope: &Value, prefix: &str) -> Value {
    let name = |name: &Value| json!(format!("{prefix}{}", name.as_str().unwrap_or_default()));
    let mut states = json!({});
    for (key, state) in scope["States"].as_object().into_iter().flatten() {
        let mut state = state.clone();
        let own = format!("{prefix}{key}");
        for target in ["Next", "Default"] {
            if state.get(target).is_some() {
                state[target] = name(&state[target]);
            }
        }
        for list in ["Choices", "Catch"] {
            for entry in state[list].as_array_mut().into_iter().flatten() {
                entry["Next"] = name(&entry["Next"]);
            }
        }
        for (index, branch) in state["Branches"]
            .as_array_mut()
            .into_iter()
            .flatten()
            .enumerate()
        {
            *branch = renamed(branch, &format!("{own}{index}"));
        }
        if state.get("ItemProcessor").is_some() {
            state["ItemProcessor"] = renamed(&state["ItemProcessor"], &own);
        }
        if let Some(members) = state.as_object_mut() {
            members.retain(|_, value| !value.is_null());
        }
        states[own] = state;
    }
    json!({"StartAt": name(&scope["StartAt"]), "States": states})
}

fn state(depth: u32) -> BoxedStrategy<Value> {
    let flat = prop_oneof![
        8 => jsonata::state(depth),
        8 => jsonata::assigning(depth, in_paths()),
        2 => (reference(), target(), target()).prop_map(|(path, yes, no)| json!({"Type": "Choice", "Choices": [{"Variable": path, "IsPresent": true, "Next": yes}], "Default": no})),
        1 => Just(json!({"Type": "Succeed"})),
        1 => Just(json!({"Type": "Fail", "Error": "Thrown"})),
    ];
    if depth == 0 {
        return flat.boxed();
    }
    prop_oneof![4 => flat, 2 => jsonata::assigning(depth, nested(depth))].boxed()
}

/// A state in JSONPath that can assign variables.
fn in_paths() -> impl Strategy<Value = Value> {
    prop_oneof![
        (path(), next()).prop_map(|(path, next)| go(
            json!({"Type": "Pass", "Parameters": {"a.$": path, "items": [1, 2]}}),
            next
        )),
        (result_path(), next()).prop_map(|(path, next)| go(
            json!({"Type": "Pass", "Result": {"b": [0]}, "ResultPath": path}),
            next
        )),
        (0_u32..100, next())
            .prop_map(|(seconds, next)| go(json!({"Type": "Wait", "Seconds": seconds}), next)),
        (reference(), next())
            .prop_map(|(path, next)| go(json!({"Type": "Wait", "SecondsPath": path}), next)),
        (0_u32..5, recovery(), next())
            .prop_map(|(kind, recovery, next)| go(merged(task(kind), &recovery), next)),
    ]
}

/// A Parallel or Map state in JSONPath.
fn nested(depth: u32) -> impl Strategy<Value = Value> {
    let parallel = (scope(depth - 1), scope(depth - 1), recovery(), next()).prop_map(
        |(one, other, recovery, next)| {
            go(
                merged(
                    json!({"Type": "Parallel", "Branches": [one, other]}),
                    &recovery,
                ),
                next,
            )
        },
    );
    let map = (scope(depth - 1), reference(), 0_u32..3, recovery(), next()).prop_map(
        |(processor, items, limit, recovery, next)| {
            let map = json!({"Type": "Map", "ItemsPath": items, "MaxConcurrency": limit, "ItemProcessor": processor});
            go(merged(map, &recovery), next)
        },
    );
    prop_oneof![parallel, map]
}

fn task(kind: u32) -> Value {
    let invoke = |pattern: &str| {
        let parameters =
            json!({"FunctionName": "work", "Payload": {"a.$": "$", "context.$": "$$.State"}});
        json!({"Type": "Task", "Resource": format!("arn:aws:states:::lambda:invoke{pattern}"), "Parameters": parameters})
    };
    match kind {
        0 => json!({"Type": "Task", "Resource": FUNCTION, "TimeoutSeconds": 2}),
        1 => merged(invoke(""), &json!({"OutputPath": "$.Payload"})),
        2 => merged(invoke(".waitForTaskToken"), &json!({"HeartbeatSeconds": 4})),
        3 => {
            json!({"Type": "Task", "Resource": ACTIVITY, "TimeoutSeconds": 9, "HeartbeatSeconds": 4})
        }
        _ => {
            json!({"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "Parameters": {"StateMachineArn": "child", "Input.$": "$$.Task.Token"}})
        }
    }
}

fn recovery() -> impl Strategy<Value = Value> {
    (0_u32..3, any::<bool>(), target()).prop_map(|(attempts, catches, target)| {
        let catch = json!([{"ErrorEquals": ["States.ALL"], "Next": target, "ResultPath": "$.error"}]);
        json!({
            "Retry": [{"ErrorEquals": ["States.TaskFailed"], "MaxAttempts": attempts, "JitterStrategy": "FULL"}],
            "Catch": if catches { catch } else { json!([]) },
        })
    })
}

pub fn merged(mut state: Value, more: &Value) -> Value {
    for (key, value) in more.as_object().into_iter().flatten() {
        state[key] = value.clone();
    }
    state
}

pub fn go(mut state: Value, next: Option<&'static str>) -> Value {
    match next {
        Some(next) => state["Next"] = json!(next),
        None => state["End"] = json!(true),
    }
    state
}

pub fn target() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["A", "B", "C"])
}

pub fn next() -> impl Strategy<Value = Option<&'static str>> {
    prop::option::of(target())
}

fn path() -> impl Strategy<Value = &'static str> {
    prop::sample::select(PATHS.to_vec())
}

fn reference() -> impl Strategy<Value = &'static str> {
    prop::sample::select(REFERENCES.to_vec())
}

fn result_path() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        json!("$"),
        json!("$.a"),
        json!("$.x.y"),
        json!("$.b[0]"),
        json!(null),
    ])
}

fn data() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|truth| json!(truth)),
        (-5_i64..5).prop_map(|number| json!(number)),
        "[a-z]{0,4}".prop_map(|text| json!(text)),
    ];
    leaf.prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|items| json!(items)),
            (inner.clone(), inner.clone(), inner)
                .prop_map(|(a, b, items)| json!({"a": a, "b": [b], "items": [items, 1]})),
        ]
    })
}

/// Functions, services and workers that answer as chance has it, or never.
struct Chance {
    state: u64,
    /// Invocations that were taken.
    taken: BTreeSet<Token>,
    /// When something will be said after a silence.
    next: Option<Timestamp>,
}

impl Chance {
    fn new(state: u64) -> Self {
        Self {
            state,
            taken: BTreeSet::new(),
            next: None,
        }
    }

    fn roll(&mut self, sides: u64) -> u64 {
        self.state = self
            .state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) % sides
    }

    fn of_function(&mut self) -> Answer {
        match self.roll(6) {
            0 => Answer::Failed(r#"{"errorType":"Boom","errorMessage":"no"}"#.into()),
            1 => Answer::TimedOut,
            2 => Answer::Refused(ExecutionDetails::default()),
            3 => Answer::NoSuchFunction,
            _ => Answer::Returned(r#"{"a": 1, "items": [1, 2]}"#.into()),
        }
    }

    fn of_others(&mut self) -> Answer {
        match self.roll(6) {
            0 => Answer::TimedOut,
            1 => Answer::Refused(ExecutionDetails::default()),
            2 | 3 => Answer::Heartbeat,
            _ => Answer::Succeeded(r#"{"a": 1, "items": [1, 2]}"#.into()),
        }
    }
}

impl Answers for Chance {
    fn answer(
        &mut self,
        open: &[Invocation],
        now: Timestamp,
    ) -> Result<Vec<(usize, Answer)>, String> {
        if open.is_empty() {
            self.next = None;
            return Ok(Vec::new());
        }
        let count = u64::try_from(open.len()).expect("few invocations");
        let index = usize::try_from(self.roll(count)).expect("few invocations");
        // Now and then nobody says anything for a while.
        self.next = (self.roll(5) == 0).then(|| now.plus_millis(3000));
        if self.next.is_some() {
            return Ok(Vec::new());
        }
        let fresh = self.taken.insert(open[index].token);
        let answer = match &open[index].work {
            Work::Function(_) if fresh => self.of_function(),
            Work::Activity(_) if fresh => Answer::Started(None),
            Work::Service(_) if fresh => Answer::Submitted(r#"{"ExecutionArn": "e"}"#.into()),
            Work::Function(_) | Work::Service(_) | Work::Activity(_) => self.of_others(),
        };
        Ok(vec![(index, answer)])
    }

    fn next(&self) -> Option<Timestamp> {
        self.next
    }

    /// What goes round in circles is stopped: AWS's limit of events is far.
    fn stops_after(&self, event: &Event) -> Option<ExecutionDetails> {
        (event.id.place == MAX_EVENTS).then(ExecutionDetails::default)
    }
}
