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

/// Expressions of every field that can have one, in both languages.
const EVERYWHERE: &str = r#"{"StartAt": "Set", "States": {
  "Set": {"Type": "Pass", "Assign": {"v": {"deep": 1}}, "Next": "Each"},
  "Each": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrencyPath": "$.most", "Next": "Rule",
    "ItemSelector": {"item.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index", "v.$": "$v.deep", "most.$": "$.most"},
    "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "OutputPath": "$.item", "End": true}}},
    "ResultPath": "$.all"},
  "Rule": {"Type": "Choice", "Default": "Work", "Choices": [
    {"And": [{"Variable": "$.all[1]", "NumericGreaterThanPath": "$.most"}], "Assign": {"picked.$": "$.all[0]"}, "Next": "Work"}]},
  "Work": {"Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::lambda:invoke",
    "Arguments": {"FunctionName": "{% 'wo' & 'rk' %}", "Payload": "{% $states.input.most %}"}, "Next": "End",
    "Catch": [{"ErrorEquals": ["States.ALL"], "Output": "{% $states.errorOutput.Error %}", "Assign": {"why": "{% $states.context.State.Name %}"}, "Next": "Pick"}]},
  "Pick": {"Type": "Choice", "QueryLanguage": "JSONata", "Default": "End", "Choices": [
    {"Condition": "{% $states.input = $why %}", "Next": "End"},
    {"Condition": "{% $v.deep = 1 %}", "Output": {"o": "{% $picked + 1 %}"}, "Next": "Text"}]},
  "Text": {"Type": "Pass", "Result": {"t": "{% 1 + 1 %}"}, "Next": "End"},
  "End": {"Type": "Fail", "QueryLanguage": "JSONata", "Error": "{% 'E' & $picked %}", "Cause": "{% $states.input.t %}"}}}"#;

#[test]
fn every_field_tells_the_value_of_its_expression() {
    let bad = super::driver::throw;
    let mut driver = Driver::new(
        EVERYWHERE,
        r#"{"items": [5, 7], "most": 2}"#,
        &[("work", bad)],
    );
    assert_eq!(driver.problems().errors, 0, "{:#?}", driver.problems());
    driver.run();
    let table = [
        ("$.items\"", Some("[\n  5,\n  7\n]")),
        ("$.most\", \"Next", Some("2")),
        ("$$.Map.Item.Value", Some("7")),
        ("$$.Map.Item.Index", Some("1")),
        ("$v.deep\"", Some("1")),
        ("$.item\"", Some("7")),
        ("$.all[1]", Some("7")),
        ("$.most\"}]", Some("2")),
        ("$.all[0]", Some("5")),
        ("{% 'wo' & 'rk' %}", Some("\"work\"")),
        ("{% $states.input.most %}", Some("2")),
        ("{% $states.errorOutput.Error %}", Some("\"Boom\"")),
        ("{% $states.context.State.Name %}", Some("\"Work\"")),
        ("{% $states.input = $why %}", Some("false")),
        ("{% $v.deep = 1 %}", Some("true")),
        ("{% $picked + 1 %}", Some("6")),
        ("{% 1 + 1 %}", None),
        ("{% 'E' & $picked %}", Some("\"E5\"")),
        ("{% $states.input.t %}", Some("\"{% 1 + 1 %}\"")),
    ];
    for (needle, value) in table {
        let at = EVERYWHERE.find(needle).unwrap() as u32 + 1;
        let found = match driver.asked(Question::Value { at }) {
            Reply::Value(row) => Some(row.answer.clone()),
            _ => None,
        };
        let wanted = value.map(|value| ExpressionAnswer::Value(value.into()));
        assert_eq!(found, wanted, "{needle}");
    }
    // And what they put out tells where it comes from.
    let table: [(&str, &[&str]); 5] = [
        (
            "Each",
            &[
                "afterItemsPath: [5,7] ← \"$.items\"",
                "afterItemSelector: \"item\": 5, ← \"$$.Map.Item.Value\"",
                "afterItemSelector: \"at\": 0, ← \"$$.Map.Item.Index\"",
                "afterResultPath: \"all\": [5,7] ← \"$.all\"",
            ],
        ),
        ("One", &["output: 7 ← \"$.item\""]),
        ("Rule", &["$picked: 5 ← \"$.all[0]\""]),
        (
            "Work",
            &[
                "afterArguments: \"FunctionName\": \"work\", ← \"{% 'wo' & 'rk' %}\"",
                "afterArguments: \"Payload\": 2 ← \"{% $states.input.most %}\"",
                "output: \"Boom\" ← \"{% $states.errorOutput.Error %}\"",
                "$why: \"Work\" ← \"{% $states.context.State.Name %}\"",
            ],
        ),
        ("Pick", &["output: \"o\": 6 ← \"{% $picked + 1 %}\""]),
    ];
    for (state, lines) in table {
        let told = sourced(&mut driver, EVERYWHERE, state);
        for line in lines {
            assert!(
                told.iter().any(|one| one == line),
                "{state}: {line} in {told:#?}"
            );
        }
    }
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
            "afterResultPath: \"done\": {    \"got\": 5  } ← \"$.done\"",
            "output: {  \"got\": 5} ← \"$['done']\"",
            "output: \"sum\": 6, ← \"{% $states.input.got + 1 %}\"",
            "output: \"bad\": \"5x\" ← \"{% $states.input.got & 'x' %}\"",
        ]
    );
}

/// Each value of a state's ladder and of its variables with what is written for it.
fn sourced(driver: &mut Driver, text: &str, state: &str) -> Vec<String> {
    driver.act(Action::ShowSources).select(state);
    let visit = driver.inspector().visit.clone().unwrap();
    let stages = visit.stages.iter();
    let stages = stages.map(|row| (row.stage.name().to_owned(), &row.text, &row.sources));
    let variables = visit.variables.iter();
    let variables = variables.map(|row| (format!("${}", row.name), &row.text, &row.sources));
    let mut told = Vec::new();
    let units: Vec<u16> = text.encode_utf16().collect();
    for (name, value, sources) in stages.chain(variables) {
        let lines: Vec<&str> = value.lines().map(str::trim).collect();
        for source in sources {
            let lines = &lines[source.line as usize..(source.line + source.lines) as usize];
            let written = &units[source.from as usize..source.to as usize];
            let written = String::from_utf16(written).unwrap();
            told.push(format!("{name}: {} ← {written}", lines.concat()));
        }
    }
    told
}

const OWNERS: &str = r#"{"Comment": "世界 🙂", "StartAt": "Pick", "States": {
  "Pick": {"Type": "Choice", "Default": "Work", "Assign": {"none.$": "$.n"}, "Choices": [
    {"Variable": "$.n", "NumericEquals": 0, "Next": "Work"},
    {"Variable": "$.n", "NumericEquals": 5, "Next": "Work", "Assign": {"picked.$": "$.n", "deep": {"list": [1, {"x.$": "$.n"}]}}}]},
  "Work": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "ResultPath": "$.never", "Next": "End",
    "Catch": [{"ErrorEquals": ["Other"], "Next": "End"},
      {"ErrorEquals": ["States.ALL"], "ResultPath": "$.why['at last']", "Next": "End", "Assign": {"error.$": "$.Error"}}]},
  "End": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"n": "{% $picked %}"}, "End": true}}}"#;

#[test]
fn a_rule_and_a_catcher_are_the_sources_of_what_they_put_out() {
    let mut driver = Driver::new(
        OWNERS,
        r#"{"n": 5, "a": [1, 2]}"#,
        &[("work", super::driver::throw)],
    );
    driver.run();
    assert_eq!(
        sourced(&mut driver, OWNERS, "Pick"),
        ["$deep: \"x\": 5 ← \"$.n\"", "$picked: 5 ← \"$.n\""]
    );
    let told = sourced(&mut driver, OWNERS, "Work");
    assert_eq!(
        told,
        [
            "afterResultPath: \"at last\": {\"Error\": \"Boom\",\"Cause\": \"{\\\"errorType\\\": \\\"Boom\\\", \\\"errorMessage\\\": \\\"it broke\\\"}\"} ← \"$.why['at last']\"",
            "$deep: \"x\": 5 ← \"$.n\"",
            "$picked: 5 ← \"$.n\"",
            "$error: \"Boom\" ← \"$.Error\"",
        ]
    );
    let end = sourced(&mut driver, OWNERS, "End");
    assert!(
        end.contains(&"output: \"n\": 5 ← \"{% $picked %}\"".to_owned()),
        "{end:?}"
    );
}

const IN_YAML: &str = "Comment: 世界 🙂
StartAt: Work
States:
  Work:
    Type: Pass
    InputPath: $.order
    Parameters:
      n.$: $.n   # taken over
      list:
        - m.$: \"$.m\"
    ResultPath: $.done
    Assign:
      kept.$: $.n
    End: true
";

#[test]
fn a_definition_in_yaml_is_a_source_like_one_in_json() {
    let mut driver = Driver::new(IN_YAML, r#"{"order": {"n": 5, "m": [7]}}"#, &[]);
    driver.run();
    assert_eq!(
        sourced(&mut driver, IN_YAML, "Work"),
        [
            "afterInputPath: {\"n\": 5,\"m\": [7]} ← $.order",
            "afterParameters: \"m\": [7] ← \"$.m\"",
            "afterParameters: \"n\": 5 ← $.n",
            "afterResultPath: \"done\": {\"list\": [{\"m\": [7]}],\"n\": 5} ← $.done",
            "$kept: 5 ← $.n",
        ]
    );
}

const WAITS: &str = r#"{"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
  "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
  "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}}}}"#;

#[test]
fn the_context_has_the_task_token_while_the_task_waits() {
    let mut driver = Driver::new(WAITS, "{}", &[]);
    driver.run();
    let stages = driver.inspector().visit.clone().unwrap().stages;
    let asked = stages
        .iter()
        .find(|row| row.stage == Stage::AfterParameters);
    let asked: Value = serde_json::from_str(&asked.unwrap().text).unwrap();
    let token = asked["MessageBody"]["token"].to_string();
    for text in ["$$.Task.Token", "{% $states.context.Task.Token %}"] {
        let language = text.starts_with("{%").then_some(Language::Jsonata);
        let answer = driver.asks(text, language, None).answer.clone();
        assert_eq!(answer, ExpressionAnswer::Value(token.clone()), "{text}");
    }
}
