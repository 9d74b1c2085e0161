//! Whatever is asked of the control plane: an answer or a refusal with words, never a panic. Requests are
//! sound ones with some members replaced by anything, in any order, on an account in which there is
//! something of everything.

#![allow(clippy::unwrap_used, clippy::panic)]

use asl::control::{Control, Place, Reply, StateUnderTest, Tested};
use asl::execution::{Answer, Output, Work};
use asl::value::{Timestamp, parse};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// What stands in the account, and a sound request of each operation. JSON that the API carries as text is
/// written as JSON, `arn:…:` stands for the first half of the ARNs here, and the texts `task`, `run` and
/// `child` for what is under way.
const REQUESTS: &str = include_str!("spec/requests.json");
const SHORT: &str = "arn:…:";
const LONG: &str = "arn:aws:states:eu-west-1:123456789012:";
/// Members that carry JSON as text.
const TEXTS: [&str; 5] = ["definition", "input", "context", "variables", "result"];

/// The requests of one of the two lists.
fn requests(list: &str) -> Vec<(String, Value)> {
    let lists: Value = serde_json::from_str(&REQUESTS.replace(SHORT, LONG)).unwrap();
    let request = |pair: &Value| {
        let mut request = pair[1].clone();
        pack(&mut request);
        (pair[0].as_str().unwrap().to_owned(), request)
    };
    lists[list]
        .as_array()
        .unwrap()
        .iter()
        .map(request)
        .collect()
}

fn pack(request: &mut Value) {
    for (name, member) in request.as_object_mut().into_iter().flatten() {
        if TEXTS.contains(&&**name) && !member.is_string() {
            *member = member.to_string().into();
        }
        pack(member);
    }
}

/// Any JSON, and what is likely to be taken for something.
fn anything() -> impl Strategy<Value = Value> {
    let texts = [
        "",
        " ",
        "a",
        "child",
        "run",
        "task",
        "arn:aws:states:eu-west-1:123456789012:stateMachine:flow",
        "arn:aws:states:eu-west-1:123456789012:execution:flow:a",
        "arn:aws:states:eu-west-1:123456789012:activity:work",
        "arn:",
        "arn:aws:states:eu-west-1:123456789012:mapRun:flow/each:x",
        "arn:aws:states:::",
        "STANDARD",
        "arn:aws:states:eu-west-1:123456789012:express:quick:a:b",
        "{}",
        "[]",
        "null",
        "\"",
        "{\"",
        "[1,",
        "{\"StartAt\":\"A\",\"States\":{}}",
        "{% $x %}",
        "$.a[",
        "9999999999",
        "支払い🙂",
        "\u{0}\u{ffff}",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-3_i64..200).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        proptest::sample::select(texts.to_vec()).prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        (1_usize..4).prop_map(|power| Value::from("é".repeat(90_usize.pow(power as u32)))),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let key = prop_oneof![
            "[a-z]{0,3}",
            Just("result".to_owned()),
            Just("key".to_owned())
        ];
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key, inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Puts a value somewhere into a request: `place` chooses the member, whether to go deeper, and whether
/// the member is to go instead.
fn replace(request: &mut Value, place: u32, value: Value) {
    if let Value::Object(members) = request
        && !members.is_empty()
    {
        let count = u32::try_from(members.len()).unwrap();
        let key = members
            .keys()
            .nth((place % count) as usize)
            .unwrap()
            .clone();
        let rest = place / count;
        match rest % 3 {
            0 => members[&key] = value,
            1 => replace(&mut members[&key], rest / 3, value),
            _ => drop(members.remove(&key)),
        }
    } else if let Value::Array(items) = request
        && !items.is_empty()
    {
        let count = items.len();
        replace(&mut items[place as usize % count], place / 7, value);
    } else if let Some(mut inner) = inside(request) {
        replace(&mut inner, place, value);
        *request = inner.to_string().into();
    } else {
        *request = value;
    }
}

/// The JSON in a text: definitions, inputs and the like.
fn inside(value: &Value) -> Option<Value> {
    let inner: Value = serde_json::from_str(value.as_str()?).ok()?;
    (inner.is_object() || inner.is_array()).then_some(inner)
}

/// An account, and what is under way in it.
struct Account {
    control: Control,
    now: Timestamp,
    names: Map<String, Value>,
}

impl Account {
    fn new() -> Self {
        let place = Place {
            partition: "aws".into(),
            region: "eu-west-1".into(),
            account: "123456789012".into(),
        };
        let mut account = Self {
            control: Control::new(place, 7),
            now: Timestamp(0),
            names: Map::new(),
        };
        for (operation, request) in requests("account") {
            account.call(&operation, request);
        }
        let run = account.call(
            "ListMapRuns",
            json!({"executionArn": format!("{LONG}execution:flow:a")}),
        );
        let run = run["mapRuns"][0]["mapRunArn"].clone();
        let children = account.call("ListExecutions", json!({"mapRunArn": run}));
        let child = children["executions"][0]["executionArn"].clone();
        let task = account.call(
            "GetActivityTask",
            json!({"activityArn": format!("{LONG}activity:work")}),
        );
        assert!(run.is_string() && child.is_string() && task["taskToken"].is_string());
        account.names.insert("run".into(), run);
        account.names.insert("child".into(), child);
        account
            .names
            .insert("task".into(), task["taskToken"].clone());
        account
    }

    /// The response, or null.
    fn call(&mut self, operation: &str, mut request: Value) -> Value {
        self.name(&mut request);
        let Ok(request) = parse(&request.to_string()) else {
            return Value::Null;
        };
        let answered = self.control.call(operation, &request, self.now);
        let response = match answered {
            Ok(Reply::Now(response)) => Some(response),
            Ok(Reply::Tested(test)) => tested(*test, self.now),
            Ok(Reply::Ended(arn)) => {
                self.run(0);
                self.run(1000);
                self.control.sync_response(&arn)
            }
            // Every refusal has words.
            Err(refused) => {
                assert!(!refused.message.is_empty(), "{operation}: {refused}");
                None
            }
        };
        self.run(100);
        let response = response.map(|response| response.to_json());
        response.map_or(Value::Null, |text| serde_json::from_str(&text).unwrap())
    }

    fn name(&self, value: &mut Value) {
        match value {
            Value::String(text) => {
                if let Some(name) = self.names.get(&*text) {
                    *value = name.clone();
                }
            }
            Value::Object(members) => members.values_mut().for_each(|member| self.name(member)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.name(item)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    /// Time goes on; whatever is asked for fails.
    fn run(&mut self, millis: i64) {
        self.now = self.now.plus_millis(millis);
        let running: Vec<_> = self.control.running().cloned().collect();
        for arn in running {
            for _ in 0..10_000 {
                match self.control.poll(&arn, self.now).unwrap().unwrap() {
                    Output::Done(_) | Output::Wait { .. } => break,
                    Output::Invoke(invocation) if !matches!(invocation.work, Work::Activity(_)) => {
                        let answer = Answer::Refused(Default::default());
                        let told = self
                            .control
                            .answer(&arn, invocation.token, answer, self.now);
                        told.unwrap();
                    }
                    Output::Event(_)
                    | Output::Stage(_)
                    | Output::Note(_)
                    | Output::Invoke(_)
                    | Output::Cancel(_) => {}
                }
            }
        }
    }
}

/// Tests a state to its end; whatever it asks for fails.
fn tested(mut test: StateUnderTest, mut now: Timestamp) -> Option<asl::value::Value> {
    loop {
        match test.poll(now).unwrap() {
            Tested::Done(answered) => return answered.ok(),
            Tested::Host(Output::Invoke(invocation)) => {
                let answer = Answer::Refused(Default::default());
                test.answer(invocation.token, answer, now).unwrap();
            }
            Tested::Host(Output::Wait { until, .. }) => now = until.unwrap(),
            Tested::Host(_) => {}
        }
    }
}

#[test]
fn sound_requests_are_answered() {
    for (operation, request) in requests("requests") {
        let mut account = Account::new();
        let answer = account.call(&operation, request.clone());
        assert!(!answer.is_null(), "{operation} refuses {request}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn no_request_panics(
        calls in proptest::collection::vec(
            (any::<usize>(), proptest::collection::vec((any::<u32>(), anything()), 0..4)),
            1..12,
        )
    ) {
        let requests = requests("requests");
        let mut account = Account::new();
        for (choice, replacements) in calls {
            let (operation, mut request) = requests[choice % requests.len()].clone();
            for (place, value) in replacements {
                replace(&mut request, place, value);
            }
            account.call(&operation, request);
        }
    }
}
