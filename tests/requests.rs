//! Whatever is asked of the control plane: an answer or a refusal with words, never a panic. Requests are
//! sound ones with some members replaced by anything, in any order, on an account in which there is
//! something of everything.

#![allow(clippy::unwrap_used, clippy::panic)]

use asl::control::{Control, Place, Reply, StateUnderTest, Tested};
use asl::execution::{Answer, Output, Work};
use asl::value::{Timestamp, parse};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const ROLE: &str = "arn:aws:iam::123456789012:role/flow";
const MACHINE: &str = "arn:aws:states:eu-west-1:123456789012:stateMachine:flow";
const EXPRESS: &str = "arn:aws:states:eu-west-1:123456789012:stateMachine:quick";
const EXECUTION: &str = "arn:aws:states:eu-west-1:123456789012:execution:flow:a";
const ACTIVITY: &str = "arn:aws:states:eu-west-1:123456789012:activity:work";

/// A distributed Map that reads, batches and writes, with children that wait for a worker.
fn flow() -> Value {
    json!({"StartAt": "Each", "States": {"Each": {
        "Type": "Map", "Label": "each", "MaxConcurrency": 2, "ToleratedFailureCountPath": "$.most",
        "ItemsPath": "$.items", "ItemBatcher": {"MaxItemsPerBatch": 2},
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "Work",
            "States": {"Work": {"Type": "Task", "Resource": ACTIVITY, "TimeoutSeconds": 5, "End": true}}
        },
        "End": true
    }}})
}

fn one(state: Value) -> String {
    json!({"StartAt": "A", "States": {"A": state}}).to_string()
}

/// A sound request of each operation; `task`, `run` and `child` stand for what is under way.
fn sound() -> Vec<(&'static str, Value)> {
    let version = format!("{MACHINE}:1");
    let alias = format!("{MACHINE}:live");
    let routes = json!([{"stateMachineVersionArn": version, "weight": 100}]);
    let tags = json!([{"key": "k", "value": "v"}]);
    let pass = one(json!({"Type": "Pass", "End": true}));
    let logging = json!({"level": "ALL", "includeExecutionData": true,
        "destinations": [{"cloudWatchLogsLogGroup": {"logGroupArn": "arn:aws:logs:eu-west-1:123456789012:log-group:g:*"}}]});
    let map = flow()["States"]["Each"].to_string();
    vec![
        (
            "CreateStateMachine",
            json!({"name": "other", "definition": pass, "roleArn": ROLE, "type": "EXPRESS", "loggingConfiguration": logging, "tags": tags, "publish": true, "versionDescription": "d"}),
        ),
        (
            "UpdateStateMachine",
            json!({"stateMachineArn": MACHINE, "definition": pass, "publish": true}),
        ),
        (
            "DescribeStateMachine",
            json!({"stateMachineArn": version, "includedData": "ALL_DATA"}),
        ),
        (
            "DescribeStateMachineForExecution",
            json!({"executionArn": "child"}),
        ),
        ("DeleteStateMachine", json!({"stateMachineArn": EXPRESS})),
        ("ListStateMachines", json!({"maxResults": 1})),
        (
            "PublishStateMachineVersion",
            json!({"stateMachineArn": MACHINE, "description": "d"}),
        ),
        (
            "DeleteStateMachineVersion",
            json!({"stateMachineVersionArn": version}),
        ),
        (
            "ListStateMachineVersions",
            json!({"stateMachineArn": MACHINE, "maxResults": 1}),
        ),
        (
            "CreateStateMachineAlias",
            json!({"name": "next", "routingConfiguration": routes}),
        ),
        (
            "UpdateStateMachineAlias",
            json!({"stateMachineAliasArn": alias, "routingConfiguration": routes}),
        ),
        (
            "DescribeStateMachineAlias",
            json!({"stateMachineAliasArn": alias}),
        ),
        (
            "DeleteStateMachineAlias",
            json!({"stateMachineAliasArn": alias}),
        ),
        (
            "ListStateMachineAliases",
            json!({"stateMachineArn": MACHINE}),
        ),
        (
            "TagResource",
            json!({"resourceArn": ACTIVITY, "tags": tags}),
        ),
        (
            "UntagResource",
            json!({"resourceArn": MACHINE, "tagKeys": ["k"]}),
        ),
        ("ListTagsForResource", json!({"resourceArn": MACHINE})),
        (
            "StartExecution",
            json!({"stateMachineArn": alias, "name": "b", "input": "{\"items\": [1, 2, 3], \"most\": 1}"}),
        ),
        (
            "StartSyncExecution",
            json!({"stateMachineArn": EXPRESS, "input": "[]"}),
        ),
        (
            "StopExecution",
            json!({"executionArn": EXECUTION, "error": "e", "cause": "c"}),
        ),
        ("DescribeExecution", json!({"executionArn": EXECUTION})),
        (
            "DescribeExecution",
            json!({"executionArn": "child", "includedData": "METADATA_ONLY"}),
        ),
        (
            "RedriveExecution",
            json!({"executionArn": EXECUTION, "clientToken": "t"}),
        ),
        (
            "ListExecutions",
            json!({"stateMachineArn": MACHINE, "statusFilter": "RUNNING", "maxResults": 1}),
        ),
        ("ListExecutions", json!({"mapRunArn": "run"})),
        (
            "GetExecutionHistory",
            json!({"executionArn": EXECUTION, "reverseOrder": true, "maxResults": 2}),
        ),
        (
            "GetExecutionHistory",
            json!({"executionArn": "child", "includeExecutionData": false}),
        ),
        ("ListMapRuns", json!({"executionArn": EXECUTION})),
        ("DescribeMapRun", json!({"mapRunArn": "run"})),
        (
            "UpdateMapRun",
            json!({"mapRunArn": "run", "maxConcurrency": 3, "toleratedFailureCount": 1, "toleratedFailurePercentage": 50.5}),
        ),
        (
            "SendTaskSuccess",
            json!({"taskToken": "task", "output": "1"}),
        ),
        (
            "SendTaskFailure",
            json!({"taskToken": "task", "error": "e", "cause": "c"}),
        ),
        ("SendTaskHeartbeat", json!({"taskToken": "task"})),
        ("CreateActivity", json!({"name": "more", "tags": tags})),
        ("DescribeActivity", json!({"activityArn": ACTIVITY})),
        ("DeleteActivity", json!({"activityArn": ACTIVITY})),
        ("ListActivities", json!({"maxResults": 1})),
        (
            "GetActivityTask",
            json!({"activityArn": ACTIVITY, "workerName": "w"}),
        ),
        (
            "ValidateStateMachineDefinition",
            json!({"definition": pass, "severity": "WARNING", "maxResults": 1, "type": "EXPRESS"}),
        ),
        (
            "TestState",
            json!({"definition": map, "input": "{\"items\": [1, 2, 3], \"most\": 1}", "inspectionLevel": "TRACE", "mock": {"result": "[1, 2]", "fieldValidationMode": "STRICT"}, "stateConfiguration": {"mapIterationFailureCount": 1, "retrierRetryCount": 1}}),
        ),
        (
            "TestState",
            json!({"definition": pass, "stateName": "A", "variables": "{\"x\": 1}", "input": "{}", "inspectionLevel": "DEBUG"}),
        ),
        (
            "TestState",
            json!({"definition": json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Parameters": {"QueueUrl": "u", "MessageBody.$": "$"}, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}], "End": true}).to_string(), "roleArn": ROLE, "mock": {"errorOutput": {"error": "e", "cause": "c"}}, "context": "{\"Execution\": {\"Id\": \"i\"}}"}),
        ),
    ]
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
        MACHINE,
        EXPRESS,
        EXECUTION,
        ACTIVITY,
        ROLE,
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

/// Puts a value somewhere into a request: `place` chooses the member, and whether it goes deeper.
fn replace(request: &mut Value, place: u32, value: Value) {
    match request {
        Value::Object(members) if !members.is_empty() => {
            let index = place as usize % members.len();
            let key = members.keys().nth(index).unwrap().clone();
            let rest = place / members.len() as u32;
            match &mut members[&key] {
                inner if rest % 3 == 1 => replace(inner, rest / 3, value),
                _ if rest % 3 == 2 => drop(members.remove(&key)),
                inner => *inner = value,
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let index = place as usize % items.len();
            replace(&mut items[index], place / 7, value);
        }
        // Definitions, inputs and the like are JSON inside.
        Value::String(text) => match serde_json::from_str::<Value>(text) {
            Ok(mut inner @ (Value::Object(_) | Value::Array(_))) => {
                replace(&mut inner, place, value);
                *text = inner.to_string();
            }
            _ => *request = value,
        },
        _ => *request = value,
    }
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
        let quick = one(json!({"Type": "Wait", "Seconds": 1, "End": true}));
        account.call("CreateActivity", json!({"name": "work"}));
        account.call("CreateStateMachine", json!({"name": "flow", "definition": flow().to_string(), "roleArn": ROLE, "publish": true}));
        account.call(
            "CreateStateMachine",
            json!({"name": "quick", "definition": quick, "roleArn": ROLE, "type": "EXPRESS"}),
        );
        account.call("CreateStateMachineAlias", json!({"name": "live", "routingConfiguration": [{"stateMachineVersionArn": format!("{MACHINE}:1"), "weight": 100}]}));
        account.call("StartExecution", json!({"stateMachineArn": MACHINE, "name": "a", "input": "{\"items\": [1, 2, 3, 4, 5, 6], \"most\": 2}"}));
        let run = account.call("ListMapRuns", json!({"executionArn": EXECUTION}));
        let run = run["mapRuns"][0]["mapRunArn"].clone();
        let children = account.call("ListExecutions", json!({"mapRunArn": run}));
        let child = children["executions"][0]["executionArn"].clone();
        let task = account.call("GetActivityTask", json!({"activityArn": ACTIVITY}));
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
                    _ => {}
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
    for (operation, request) in sound() {
        // It has not ended; an alias routes to it.
        let refusable = ["RedriveExecution", "DeleteStateMachineVersion"];
        let mut account = Account::new();
        let answer = account.call(operation, request.clone());
        let fails = answer.is_null() && !refusable.contains(&operation);
        assert!(!fails, "{operation} refuses {request}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, ..ProptestConfig::default() })]

    #[test]
    fn no_request_panics(
        calls in proptest::collection::vec(
            (any::<u32>(), proptest::collection::vec((any::<u32>(), anything()), 0..4)),
            1..12,
        )
    ) {
        let requests = sound();
        let mut account = Account::new();
        for (choice, replacements) in calls {
            let (operation, mut request) = requests[choice as usize % requests.len()].clone();
            for (place, value) in replacements {
                replace(&mut request, place, value);
            }
            account.call(operation, request);
        }
    }
}
