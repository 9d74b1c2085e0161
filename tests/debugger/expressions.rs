//! Expressions at the cursor: each case of `spec/expressions.json` is an expression, its language (`null` is
//! the state's own) and its value, `"nothing"`, or a failure's words with the characters to blame.

use super::driver::{Driver, echo};
use asl::debugger::action::{Action, Language};
use asl::debugger::view::{Evaluated, ExpressionAnswer};
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
