//! Expressions at the cursor: each case of `spec/expressions.json` is an expression, its language (`null` is
//! the state's own) and its value, `"nothing"`, or a failure's words with the characters to blame.

use super::driver::{Driver, echo};
use asl::debugger::action::{Action, Document, Language, Question};
use asl::debugger::view::{Evaluated, ExpressionAnswer, Reply};
use asl::inspection::Stage;
use serde_json::{Value, json};

const CASES: &str = include_str!("../spec/expressions.json");

const WORKFLOW: &str = r#"{"StartAt": "Set", "States": {
  "Set": {"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"rate": 2}, "Output": {"price": 21, "who": "you"}, "Next": "Ask"},
  "Ask": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Each",
    "Arguments": {"FunctionName": "work", "Payload": "{% $states.input.price * $rate %}"},
    "Output": "{% [10, 20] %}"},
  "Each": {"Type": "Map", "End": true, "ItemProcessor": {
    "StartAt": "Each item", "States": {"Each item": {"Type": "Pass", "End": true}}}}}}"#;

impl Driver {
    fn asks(&mut self, text: &str, language: Option<Language>, on: Option<u32>) -> &Evaluated {
        let text = text.to_owned();
        self.act(Action::Evaluate { text, language, on });
        self.evaluated().as_ref().unwrap()
    }
}

#[test]
fn expressions_see_what_the_state_at_the_cursor_sees() {
    let groups: Vec<Value> = serde_json::from_str(CASES).unwrap();
    for group in &groups {
        let mut driver = Driver::new(WORKFLOW, r#"{"start": 1}"#, &[("work", echo)]);
        driver.run();
        if group["at"] == "start" {
            driver.act(Action::First);
        }
        driver.select(group["select"].as_str().unwrap());
        for case in group["cases"].as_array().unwrap() {
            let text = case[0].as_str().unwrap();
            let languages = Language::ALL;
            let mut languages = languages.into_iter();
            let language = languages.find(|language| case[1] == language.name());
            let evaluated = driver.asks(text, language, None);
            check(&case[2], text, evaluated);
        }
    }
}

fn check(wanted: &Value, text: &str, evaluated: &Evaluated) {
    match &evaluated.answer {
        ExpressionAnswer::Value(value) => {
            assert_eq!(
                serde_json::from_str::<Value>(value).unwrap(),
                *wanted,
                "{text}"
            );
        }
        ExpressionAnswer::Nothing => assert_eq!(*wanted, "nothing", "{text}"),
        ExpressionAnswer::Failed { words, at } => {
            let begins = wanted[0]
                .as_str()
                .unwrap_or_else(|| panic!("{text}: {words:?}"));
            assert!(words.en.starts_with(begins), "{text}: {words:?}");
            let at = json!([at.map(|at| at.0), at.map(|at| at.1)]);
            assert_eq!(at, json!([wanted[1], wanted[2]]), "{text}: {words:?}");
        }
    }
}

#[test]
fn a_path_looks_at_the_stage_that_is_chosen() {
    let mut driver = Driver::new(
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.order", "ResultPath": "$.copy", "End": true}}}"#,
        r#"{"order": {"n": 3}}"#,
        &[],
    );
    driver.run();
    let stages = driver.inspector().visit.as_ref().unwrap().stages.clone();
    let chosen = stages
        .iter()
        .find(|row| row.stage == Stage::AfterInputPath)
        .unwrap();
    let evaluated = driver.asks("$.n", None, Some(chosen.position));
    assert_eq!(evaluated.answer, ExpressionAnswer::Value("3".into()));
    assert_eq!(
        (evaluated.stage, evaluated.state.as_str()),
        (Stage::AfterInputPath, "A")
    );
    let input = driver.asks("$.order.n", None, None);
    assert_eq!(
        (&input.answer, input.stage),
        (&ExpressionAnswer::Value("3".into()), Stage::Input)
    );
}

/// Expressions as they are written in this definition, the stage that they look at, and what they give.
const FIELDS: &str = r#"{"StartAt": "Work", "States": {
  "Work": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Next": "Count",
    "InputPath": "$.order", "Parameters": {"deep": [{"n.$": "$.n"}], "plain": "$.n"},
    "ResultSelector": {"got.$": "$.deep[0].n"}, "ResultPath": "$.done", "OutputPath": "$['done']",
    "Assign": {"was.$": "States.Format('was {}', $.plain)"}},
  "Count": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"sum": "{% $states.input.got + 1 %}",
    "bad": "{% $states.input.got & 'x' %}"}, "Next": "Never"},
  "Never": {"Type": "Choice", "Default": "End", "Choices": [
    {"Variable": "$.sum", "NumericGreaterThanPath": "$.bad", "Next": "Unseen"}]},
  "Unseen": {"Type": "Pass", "InputPath": "$.what", "Next": "End"},
  "End": {"Type": "Succeed"}}}"#;

#[test]
fn an_expression_in_the_definition_tells_its_value_at_the_cursor() {
    let mut driver = Driver::new(FIELDS, r#"{"order": {"n": 5}}"#, &[("work", echo)]);
    driver.run();
    assert_eq!(
        driver.outcome().error.as_ref().map(|row| row.cause.clone()),
        None
    );
    let table = [
        ("$.order\"", "input", Some("{\n  \"n\": 5\n}")),
        ("$.n\"}", "afterInputPath", Some("5")),
        ("$.deep[0].n", "result", Some("5")),
        ("$.done\"", "afterResultPath", Some("{\n  \"got\": 5\n}")),
        ("$['done']", "afterResultPath", Some("{\n  \"got\": 5\n}")),
        ("States.Format", "result", Some("\"was $.n\"")),
        ("{% $states.input.got + 1", "input", Some("6")),
        ("{% $states.input.got &", "input", Some("\"5x\"")),
        ("$.sum", "afterInputPath", Some("6")),
        ("$.bad", "afterInputPath", Some("\"5x\"")),
        ("$.what", "", None),
        ("Succeed", "", None),
    ];
    for (needle, stage, value) in table {
        let at = FIELDS.find(needle).unwrap() as u32 + 1;
        let reply = driver.asked(Question::Value { at });
        match (reply, value) {
            (Reply::Value(row), Some(value)) => {
                let wanted = (stage, ExpressionAnswer::Value(value.into()));
                assert_eq!((row.stage.name(), row.answer.clone()), wanted, "{needle}");

                assert!(row.from < at && at < row.to, "{needle}: {row:?}");
            }
            (Reply::Nothing, None) => {}
            (reply, _) => panic!("{needle}: {reply:?}"),
        }
    }
    // What looks like a path under a key without a mark is a plain text.
    let plain = FIELDS.find("\"plain\": \"$.n").unwrap() as u32 + 12;
    assert_eq!(driver.asked(Question::Value { at: plain }), Reply::Nothing);
}

impl Driver {
    fn asked(&mut self, question: Question) -> Reply {
        let document = Document::Definition;
        self.act(Action::Ask {
            number: 1,
            document,
            question,
        });
        self.answer().reply.clone()
    }
}

#[test]
fn values_know_the_expressions_that_produced_them() {
    let mut driver = Driver::new(FIELDS, r#"{"order": {"n": 5}}"#, &[("work", echo)]);
    driver.run();
    let sources = |driver: &Driver| {
        let visit = driver.inspector().visit.as_ref().unwrap();
        visit
            .stages
            .iter()
            .map(|row| row.sources.len())
            .sum::<usize>()
    };
    driver.select("Work");
    assert_eq!(sources(&driver), 0, "nobody has asked");
    driver.act(Action::ShowSources);
    let mut told = Vec::new();
    for state in ["Work", "Count"] {
        driver.select(state);
        for row in &driver.inspector().visit.as_ref().unwrap().stages {
            for source in &row.sources {
                let text: Vec<&str> = row.text.lines().collect();
                let lines = &text[source.line as usize..(source.line + source.lines) as usize];
                let written = &FIELDS[source.from as usize..source.to as usize];
                assert_eq!(written, format!("\"{}\"", source.text));
                told.push(format!(
                    "{}: {} ← {written}",
                    row.stage.name(),
                    lines.concat().trim()
                ));
            }
        }
    }
    assert_eq!(
        told,
        [
            "afterInputPath: {  \"n\": 5} ← \"$.order\"",
            "afterParameters: \"n\": 5 ← \"$.n\"",
            "afterResultSelector: \"got\": 5 ← \"$.deep[0].n\"",
            "output: {  \"got\": 5} ← \"$['done']\"",
            "output: \"sum\": 6, ← \"{% $states.input.got + 1 %}\"",
            "output: \"bad\": \"5x\" ← \"{% $states.input.got & 'x' %}\"",
        ]
    );
}
