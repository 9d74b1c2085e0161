//! Whatever text comes in: no panic, no long wait, and every span lies between two characters.

#![allow(clippy::unwrap_used, clippy::panic)]

use asl::control::{Control, Place, Reply};
use asl::definition::Definition;
use asl::diagnostic::{Problem, Span};
use asl::machine::{Csv, InputType, compile};
use asl::service::s3::{self, Found};
use asl::text::{self, Json, Node, TextIndex};
use asl::value;
use proptest::prelude::*;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// A definition with something of everything.
const RICH: &str = r#"{
  "Comment": "支払い 🙂 \ud83d\ude42 \"quoted\"",
  "StartAt": "Choose",
  "TimeoutSeconds": 60,
  "States": {
    "Choose": {
      "Type": "Choice",
      "Choices": [{"And": [{"Variable": "$.a", "IsPresent": true}, {"Not": {"Variable": "$.b", "NumericLessThan": 2.5e1}}], "Next": "Each"}],
      "Default": "Both"
    },
    "Each": {
      "Type": "Map",
      "ItemsPath": "$.items",
      "ItemSelector": {"item.$": "$$.Map.Item.Value", "text.$": "States.Format('{}', $.name)", "list": [{"x.$": "$.x"}]},
      "ItemProcessor": {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Give up", "ResultPath": "$.e"}], "End": true}, "Give up": {"Type": "Fail", "ErrorPath": "$.e.Error"}}},
      "Next": "Both"
    },
    "Both": {"Type": "Parallel", "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Wait", "Timestamp": "2026-01-01T00:00:00Z", "End": true}}}], "ResultSelector": {"r.$": "$[0]"}, "Next": "Done"},
    "Done": {"Type": "Succeed", "OutputPath": "$.r"}
  }
}"#;

fn check_span(text: &str, span: &Span) {
    assert!(text.get(span.clone()).is_some(), "{span:?} in {text:?}");
}

fn check_node(text: &str, node: &Node) {
    check_span(text, &node.span);
    match &node.json {
        Json::Object(members) => {
            for member in members {
                check_span(text, &member.key.span);
                check_node(text, &member.value);
            }
        }
        Json::Array(items) => items.iter().for_each(|item| check_node(text, item)),
        Json::String(inner) => {
            for (offset, _) in inner.char_indices() {
                let span = node.inside(text, offset..inner.len());
                check_span(text, &span);
                assert!(span.start >= node.span.start && span.end <= node.span.end);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::Unreadable => {}
    }
}

/// Everything that must hold for every text.
fn check(text: &str) {
    let reading = text::read(text);
    if let Some(root) = &reading.root {
        check_node(text, root);
    }
    let definition = Definition::read(text);
    let (machine, problems) = compile(&definition);
    let index = TextIndex::new(text);
    for problem in &problems {
        check_span(text, &problem.span);
        problem
            .labels
            .iter()
            .for_each(|label| check_span(text, &label.span));
        assert!(!problem.title.en.is_empty());
        let _ = index.line_column(problem.span.start);
        assert_eq!(
            index.to_byte(index.to_utf16(problem.span.end)),
            problem.span.end
        );
    }
    assert_eq!(machine.is_none(), problems.iter().any(Problem::is_error));
    strict_reader_agrees(text, &reading);
}

/// The recovering reader and the strict one agree on what is JSON, and on what it says.
fn strict_reader_agrees(text: &str, reading: &text::Reading) {
    let refused = reading.problems.iter().any(Problem::is_error);
    match value::parse(text) {
        Ok(plain) if plain.as_object().is_some() => {
            assert!(!refused, "JSON, yet refused: {text:?}");
            let root = reading.root.as_ref().map(Node::to_value);
            assert_eq!(root, Some(plain));
        }
        Ok(_) | Err(_) => assert!(refused, "not a JSON object, yet accepted: {text:?}"),
    }
}

const TOKENS: [&str; 46] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "'",
    "\\",
    "\n",
    " ",
    "\"a\"",
    "\"Next\"",
    "\"States\"",
    "\"Type\"",
    "\"Pass\"",
    "\"Map\"",
    "\"StartAt\"",
    "true",
    "null",
    "True",
    "NaN",
    "1",
    "-",
    "0.5",
    "1e5",
    "//",
    "/*",
    "*/",
    "#",
    "“",
    "”",
    "：",
    "，",
    "｛",
    "】",
    "、",
    "「",
    "\u{3000}",
    "\u{feff}",
    "🙂",
    "字",
    "\\u12",
    "\\ud83d",
    "$.a",
    "\t",
];

fn soup() -> impl Strategy<Value = String> {
    let token = prop::sample::select(TOKENS.to_vec());
    prop::collection::vec(token, 0..60).prop_map(|tokens| tokens.concat())
}

/// The rich definition with some stretches replaced.
fn damaged() -> impl Strategy<Value = String> {
    let edit = (
        0..RICH.len(),
        0..6_usize,
        prop::sample::select(TOKENS.to_vec()),
    );
    prop::collection::vec(edit, 1..5).prop_map(|edits| {
        let mut text = RICH.to_owned();
        for (at, length, token) in edits {
            let start = (0..=at.min(text.len()))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap();
            let end = (start + length).min(text.len());
            let end = (end..=text.len())
                .find(|at| text.is_char_boundary(*at))
                .unwrap();
            text.replace_range(start..end, token);
        }
        text
    })
}

/// The signs that YAML is made of, between others.
fn yaml_soup() -> impl Strategy<Value = String> {
    const SIGNS: [&str; 30] = [
        "\n", "\n", "\n  ", "\n    ", " ", ": ", "- ", "? ", "&a ", "*a", "|\n", ">-\n", "'", "\"",
        "#", " #", "---\n", "...\n", "{", "}", "[", "]", ", ", "!!str ", "<<: ", "States", "Type",
        "Pass", "~", "\t",
    ];
    let sign = prop_oneof![
        3 => prop::sample::select(SIGNS.to_vec()),
        1 => prop::sample::select(TOKENS.to_vec()),
    ];
    prop::collection::vec(sign, 0..60).prop_map(|signs| signs.concat())
}

/// What an object in a bucket may hold: rows, lines of JSON, manifests, all of them broken.
fn stored() -> impl Strategy<Value = String> {
    const PARTS: [&str; 18] = [
        "a",
        "b",
        "é",
        ",",
        "|",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\u{feff}",
        "{\"a\": 1}",
        "[1, 2]",
        "{",
        "]",
        "{\"files\": [{\"key\": \"k\"}], \"fileSchema\": \"Bucket, Key\"}",
        "s3://b/k",
        "null",
        " ",
    ];
    let part = prop::sample::select(PARTS.to_vec());
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

/// Every way in which an item reader reads.
fn readers() -> Vec<InputType> {
    let csv = |headers: Option<&[&str]>| {
        let headers = headers.map(|names| names.iter().map(|name| Rc::from(*name)).collect());
        InputType::Csv(Csv {
            delimiter: ',',
            headers,
        })
    };
    let json = |pointer: Option<&str>| InputType::Json {
        pointer: pointer.map(Rc::from),
    };
    vec![
        csv(None),
        csv(Some(&["a", "b"])),
        json(None),
        json(Some("/a/0")),
        json(Some("~")),
        InputType::Jsonl,
        InputType::Inventory,
        InputType::Athena(Box::new(InputType::Jsonl)),
        InputType::Parquet,
    ]
}

/// Operations of the control plane that read a definition or data.
const OPERATIONS: [&str; 8] = [
    "ValidateStateMachineDefinition",
    "CreateStateMachine",
    "StartExecution",
    "DescribeStateMachine",
    "CreateStateMachineAlias",
    "TestState",
    "GetExecutionHistory",
    "ListExecutions",
];

/// Members that requests have, so that some of them fit.
const MEMBERS: [&str; 16] = [
    "definition",
    "name",
    "roleArn",
    "input",
    "stateMachineArn",
    "executionArn",
    "mock",
    "result",
    "errorOutput",
    "stateName",
    "context",
    "variables",
    "inspectionLevel",
    "maxResults",
    "nextToken",
    "routingConfiguration",
];

/// Any JSON with members that requests have.
fn request() -> impl Strategy<Value = value::Value> {
    let text = prop_oneof![
        soup(),
        damaged(),
        Just("arn:aws:states:eu-west-1:123456789012:stateMachine:flow:1".to_owned()),
        Just("DEBUG".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(value::Value::Null),
        any::<bool>().prop_map(value::Value::from),
        any::<i64>().prop_map(value::Value::from),
        text.prop_map(value::Value::from),
    ];
    let name = prop::sample::select(MEMBERS.to_vec());
    leaf.prop_recursive(3, 24, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(value::Value::from),
            prop::collection::vec((name.clone(), inner), 0..8).prop_map(object),
        ]
    })
}

fn object(members: Vec<(&'static str, value::Value)>) -> value::Value {
    let members = members
        .into_iter()
        .map(|(name, value)| (name.into(), value));
    members.collect::<value::Object>().into()
}

/// Whatever a request says: a response or a refusal.
fn call(operation: &str, request: &value::Value) {
    let place = Place {
        partition: "aws".into(),
        region: "eu-west-1".into(),
        account: "123456789012".into(),
    };
    let now = value::Timestamp(0);
    if let Ok(Reply::Tested(mut test)) = Control::new(place, 1).call(operation, request, now) {
        let _ = test.poll(now);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_characters(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_tokens(text in soup()) {
        check(&text);
    }

    #[test]
    fn tokens_in_an_object(text in soup()) {
        check(&format!("{{\"StartAt\": \"A\", \"States\": {{\"A\": {{{text}}}}}}}"));
    }

    #[test]
    fn a_damaged_definition(text in damaged()) {
        check(&text);
    }

    #[test]
    fn any_signs_of_yaml(text in yaml_soup()) {
        let definition = Definition::read_any(&format!("StartAt: A\n{text}"));
        let (machine, problems) = compile(&definition);
        problems.iter().for_each(|problem| check_span(&definition.text, &problem.span));
        prop_assert_eq!(machine.is_none(), problems.iter().any(Problem::is_error));
    }

    #[test]
    fn any_object_of_a_bucket(text in stored(), limit in 0..5_usize) {
        for reader in readers() {
            if let Ok(Found::Items(items)) = s3::items(&reader, "b", &text, limit) {
                prop_assert!(items.len() <= limit);
            }
        }
    }

    #[test]
    fn any_request(operation in prop::sample::select(OPERATIONS.to_vec()), request in request()) {
        call(operation, &request);
    }

    #[test]
    fn a_damaged_definition_in_a_request(text in damaged(), input in soup()) {
        let request = value::Object::new()
            .with("definition", text.as_str())
            .with("stateName", "Work")
            .with("input", input)
            .with("mock", value::Object::new().with("result", "{}"))
            .into();
        call("TestState", &request);
        call("ValidateStateMachineDefinition", &object(vec![("definition", text.into())]));
    }

    #[test]
    fn a_definition_that_breaks_off(end in 0..RICH.len()) {
        check(RICH.get(..end).unwrap_or(RICH));
    }
}

#[test]
fn the_rich_definition_is_sound() {
    check(RICH);
    let (machine, problems) = compile(&Definition::read(RICH));
    assert_eq!(problems, []);
    assert_eq!(machine.unwrap().states.len(), 7);
}

fn filled(before: &str, part: impl Fn(usize) -> String, after: &str) -> String {
    let mut text = before.to_owned();
    let mut count = 0;
    while text.len() < text::MAX_BYTES - 20_000 {
        text.push_str(&part(count));
        count += 1;
    }
    text + after
}

fn machine_of(part: impl Fn(usize) -> String) -> String {
    filled(
        "{\"StartAt\": \"S0\", \"States\": {",
        part,
        "\"Z\": {\"Type\": \"Succeed\"}}}",
    )
}

/// Texts of about a megabyte that would be slow for a careless reader or checker.
fn large_texts() -> Vec<(&'static str, String)> {
    let long = "n".repeat(9_000);
    vec![
        (
            "many states",
            machine_of(|n| {
                format!(
                    "\"S{n}\": {{\"Type\": \"Pass\", \"Next\": \"S{}\"}},",
                    n + 1
                )
            }),
        ),
        (
            "misspelt targets",
            machine_of(|n| format!("\"S{n}\": {{\"Type\": \"Pass\", \"Next\": \"T{n}\"}},")),
        ),
        (
            "misspelt fields",
            machine_of(|n| format!("\"S{n}\": {{\"Tpye\": \"Pass\", \"Nxet\": \"Z\"}},")),
        ),
        (
            "long names",
            machine_of(|n| format!("\"{long}{n}\": {{\"Type\": \"Pass\", \"Next\": \"{long}\"}},")),
        ),
        (
            "one state with many fields",
            filled(
                "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\"",
                |n| format!(",\"F{n}\":1"),
                "}}}",
            ),
        ),
        (
            "one rule with many rules",
            filled(
                "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Choice\", \"Choices\": [",
                |_| "{\"Variable\": \"x\", \"StringEqual\": \"\", \"Next\": \"A\"},".to_owned(),
                "{}]}}}",
            ),
        ),
        (
            "a large template",
            filled(
                "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true, \"Parameters\": {",
                |n| format!("\"k{n}.$\": \"States.Format('{{}}', $.a\","),
                "\"z\": 1}}}}",
            ),
        ),
        (
            "nested branches",
            "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Parallel\", \"Branches\": ["
                .repeat(15_000),
        ),
        ("open arrays", "[".repeat(1_000_000)),
        ("open objects", "{\"a\":".repeat(200_000)),
        ("closing brackets", format!("{{{}", "]".repeat(1_000_000))),
        (
            "crossed brackets",
            filled("{\"a\": ", |_| "[}".to_owned(), ""),
        ),
        ("commas", format!("{{{}", ",".repeat(1_000_000))),
        ("quotes", "{".to_owned() + &"\"".repeat(1_000_000)),
        ("full-width quotes", format!("{{\"{}", "”,".repeat(200_000))),
        (
            "backslashes",
            format!("{{\"a\": \"{}", "\\".repeat(1_000_000)),
        ),
        ("full-width colons", format!("{{{}", "：".repeat(300_000))),
        ("blanks", format!("{{{}", "\u{3000}".repeat(300_000))),
        ("comments", "{/**/".to_owned() + &"/*".repeat(500_000)),
        (
            "one long path",
            format!(
                "{{\"StartAt\": \"A\", \"States\": {{\"A\": {{\"Type\": \"Pass\", \"InputPath\": \"${}\", \"End\": true}}}}}}",
                ".a".repeat(400_000)
            ),
        ),
        (
            "equal keys",
            filled(
                "{\"StartAt\": \"A\", \"States\": {",
                |_| "\"A\": {\"Type\": \"Succeed\"},".to_owned(),
                "\"A\": {\"Type\": \"Succeed\"}}}",
            ),
        ),
    ]
}

#[test]
fn a_megabyte_of_anything_is_checked_soon() {
    // Unoptimised, on a busy machine: the bound catches what grows with the square, nothing finer.
    let bound = Duration::from_secs(10);
    for (name, text) in large_texts() {
        assert!(text.len() > 150_000, "{name} is too small");
        let start = Instant::now();
        let definition = Definition::read(&text);
        let (_, problems) = compile(&definition);
        let spent = start.elapsed();
        eprintln!(
            "{name}: {} bytes, {} problems, {spent:?}",
            text.len(),
            problems.len()
        );
        assert!(spent < bound, "{name} took {spent:?}");
        assert!(
            problems.len() <= 1300,
            "{name}: {} problems",
            problems.len()
        );
    }
}

#[test]
fn fifty_megabytes_are_refused_without_being_read() {
    let text = "{\"a\": 1}".repeat(7_000_000);
    let start = Instant::now();
    let definition = Definition::read(&text);
    assert!(start.elapsed() < Duration::from_millis(500));
    assert_eq!(definition.root, None);
    let (machine, problems) = compile(&definition);
    assert_eq!(machine, None);
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].why.en.contains("56000000 bytes"),
        "{}",
        problems[0].why.en
    );
}
