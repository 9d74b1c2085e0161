//! One state alone, as the page tests it: each case of `spec/alone.json` is a state with a form filled in,
//! and the response or the refusal.

use super::driver::{Driver, echo, throw};
use asl::debugger::Need;
use asl::debugger::action::{Action, Selection, TestLevel, TestMock, TestRequest, TestValidation};
use asl::debugger::alone::command;
use asl::debugger::view::{StateTest, Status, TestProgress, TestResponse, Why};
use asl::execution::Answer;
use serde_json::{Value, json};

const CASES: &str = include_str!("../spec/alone.json");

fn arn(function: &str) -> String {
    format!("arn:aws:lambda:us-east-1:123456789012:function:{function}")
}

/// The case's state with two more that it can go to; a Choice before them makes all of them reachable.
fn definition(case: &Value) -> String {
    let way = |next: &str| json!({"Variable": "$.to", "StringEquals": next, "Next": next});
    let begin = json!({"QueryLanguage": "JSONPath", "Type": "Choice", "Default": "Tested",
        "Choices": [way("After"), way("Mend")]});
    let mut states =
        json!({"Begin": begin, "After": {"Type": "Succeed"}, "Mend": {"Type": "Succeed"}});
    states["Tested"] = case["state"].clone();
    if let Some(language) = case.get("language") {
        states["Tested"]["QueryLanguage"] = language.clone();
    }
    let machine = json!({"StartAt": "Begin", "States": states});
    machine
        .to_string()
        .replace("FUNCTION", &arn("work"))
        .replace("THROWS", &arn("bad"))
}

/// The form as the case fills it in.
fn filled(case: &Value, prepared: TestRequest) -> TestRequest {
    let text = |name: &str| case.get(name).map_or(String::new(), Value::to_string);
    let input = case["input_text"].as_str().map(str::to_owned);
    let count = |name: &str| case[name].as_u64().map(|count| count as u32);
    TestRequest {
        input: input.unwrap_or_else(|| text("input")),
        variables: text("variables"),
        context: text("context"),
        mock: mock(&case["mock"], prepared.mock.clone()),
        retries: count("retries"),
        failed_iterations: count("failed_iterations"),
        ..prepared
    }
}

fn mock(mock: &Value, prepared: TestMock) -> TestMock {
    if mock == "none" {
        return TestMock::None;
    }
    if let Some(result) = mock.get("result") {
        let word = mock["validation"].as_str().unwrap_or("STRICT");
        let mut validations = TestValidation::ALL.into_iter();
        return TestMock::Result {
            result: result.to_string(),
            validation: validations.find(|mode| mode.name() == word).unwrap(),
        };
    }
    match mock["error"].as_str() {
        Some(error) => TestMock::Error {
            error: error.to_owned(),
            cause: mock["cause"].as_str().unwrap().to_owned(),
        },
        None => prepared,
    }
}

impl Driver {
    fn test(&self) -> &StateTest {
        self.test_panel().as_ref().unwrap()
    }

    fn prepare(&mut self, name: &str) -> &mut Self {
        let state = self.node(name);
        self.act(Action::PrepareTest(Selection { state, visit: None }))
    }

    fn test_with(&mut self, request: TestRequest) -> &mut Self {
        self.act(Action::TestState(Box::new(request)));
        self.go_on_with_test();
        self
    }

    /// Goes on until the test is over, or waits for something that does not come.
    pub fn go_on_with_test(&mut self) {
        let mut now = self.now;
        loop {
            let mut polls = 500;
            match self.session.pump_test(now, &mut polls) {
                Need::More | Need::Cancel(_) => {}
                Need::Invoke(invoke) if invoke.function == "endless" => {}
                Need::Invoke(invoke) => {
                    let text = format!("called with {}", invoke.event);
                    let token = invoke.token;
                    self.session.print_test(token, "log", &text, "f.mjs", None);
                    let work = if invoke.function == "bad" {
                        throw
                    } else {
                        echo
                    };
                    let answer = work(&invoke.event, 1);
                    self.session.answer_test(token, answer, now);
                }
                Need::Wait { until: Some(until) } if !self.test_waits_for_function() => now = until,
                Need::Wait { .. } | Need::Done => break,
            }
        }
        self.act(Action::ShowWhole(false));
    }

    fn test_waits_for_function(&self) -> bool {
        self.session.workspace().definition.contains("endless")
    }
}

#[test]
fn every_case_answers_as_teststate_does() {
    let cases: Vec<Value> = serde_json::from_str(CASES).unwrap();
    for case in &cases {
        let name = case["name"].as_str().unwrap();
        let functions = [("work", echo as super::driver::Work), ("bad", throw)];
        let mut driver = Driver::new(&definition(case), "{}", &functions);
        assert_eq!(
            driver.problems().errors,
            0,
            "{name}: {:#?}",
            driver.problems()
        );
        driver.prepare("Tested");
        let request = filled(case, driver.test().request.clone());
        driver.test_with(request);
        check(name, case, driver.test());
    }
}

fn check(name: &str, case: &Value, test: &StateTest) {
    match &test.progress {
        TestProgress::Tested(response) => check_response(name, &case["response"], response),
        TestProgress::Refused { code, message } => {
            assert_eq!(case["refused"][0], *code, "{name}: {message}");
            let words = case["refused"][1].as_str().unwrap();
            assert!(message.starts_with(words), "{name}: {message}");
        }
        TestProgress::NoStandIn(what) => assert_eq!(case["no_stand_in"], *what, "{name}"),
        other => panic!("{name}: {other:?}"),
    }
    if let Some(log) = case.get("log") {
        let lines: Vec<_> = test.log.iter().map(|row| row.text.clone()).collect();
        assert_eq!(*log, json!(lines), "{name}");
    }
}

fn check_response(name: &str, expected: &Value, response: &TestResponse) {
    let json = |text: &String| serde_json::from_str::<Value>(text).unwrap();
    let actual = json!({
        "status": response.status.name(),
        "next": response.next,
        "output": response.output.as_ref().map(json),
        "error": response.error.as_ref().map(|row| &row.error),
        "cause": response.error.as_ref().map(|row| &row.cause),
        "catcher": response.catcher,
        "retry": response.retry,
        "stages": response.stages.iter().map(|row| json!([row.stage.name(), json(&row.text), row.field])).collect::<Vec<_>>(),
        "why": response.why.iter().map(|row| told(&row.why)).collect::<Vec<_>>(),
        "more": response.more.iter().map(|(name, text)| json!([name, json(text)])).collect::<Vec<_>>(),
    });
    for (member, wanted) in expected.as_object().unwrap() {
        assert_eq!(actual[member], *wanted, "{name}: {member} of {actual:#}");
    }
    for member in ["next", "error", "catcher"] {
        let wanted = expected.get(member).unwrap_or(&Value::Null);
        assert_eq!(actual[member], *wanted, "{name}: {member}");
    }
}

fn told(why: &Why) -> String {
    match why {
        Why::Rule {
            rule,
            operands,
            holds,
            ..
        } => {
            let value = operands[0].value.clone().unwrap_or_default();
            format!("rule {rule} on {value}: {holds}")
        }
        Why::Caught {
            catcher,
            error,
            next,
            ..
        } => {
            format!("{error} was caught by catcher {catcher} → {next}")
        }
        other => format!("{other:?}"),
    }
}

/// A run whose state at the cursor has an input and variables of its own.
const AFTER: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
  "Set": {"Type": "Pass", "Assign": {"rate": 2}, "Output": {"price": 21}, "Next": "Ask"},
  "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
    "Arguments": {"FunctionName": "work", "Payload": "{% $states.input.price * $rate %}"},
    "Output": "{% $states.result.Payload %}"}}}"#;

#[test]
fn the_form_begins_with_what_the_state_had_at_the_cursor() {
    let mut driver = Driver::new(AFTER, r#"{"who": "you"}"#, &[("work", echo)]);
    driver.prepare("Ask");
    let form = &driver.test().request;
    assert_eq!(
        (form.input.as_str(), form.variables.as_str()),
        ("{\n  \"who\": \"you\"\n}", "")
    );
    driver.run();
    driver.prepare("Ask");
    let form = driver.test().request.clone();
    assert_eq!(form.input, "{\n  \"price\": 21\n}");
    assert_eq!(form.variables, "{\n  \"rate\": 2\n}");
    assert_eq!(driver.test().number, 2);
    // Before the state was reached it has the execution's input again.
    driver.act(Action::First).prepare("Ask");
    assert_eq!(driver.test().request.input, "{\n  \"who\": \"you\"\n}");
    driver.test_with(TestRequest {
        level: TestLevel::Info,
        ..form
    });
    let TestProgress::Tested(response) = &driver.test().progress else {
        panic!("{:?}", driver.test().progress);
    };
    assert_eq!(response.output.as_deref(), Some("42"));
    assert!(response.stages.is_empty() && response.raw.contains("SUCCEEDED"));
}

#[test]
fn a_run_that_is_going_on_is_not_disturbed() {
    let mut driver = Driver::new(AFTER, "{}", &[("work", echo)]);
    driver.act(Action::Run);
    // The run's function is called, and before it answers the same state is tested.
    let mut polls = 500;
    let running = loop {
        if let Need::Invoke(invoke) = driver.session.pump(driver.now, &mut polls) {
            break invoke;
        }
    };
    driver.act(Action::Last);
    let (position, marks) = (driver.session.position(), driver.marks().clone());
    driver.prepare("Ask");
    let form = TestRequest {
        input: r#"{"price": 1}"#.into(),
        ..driver.test().request.clone()
    };
    driver.test_with(form);
    assert!(matches!(driver.test().progress, TestProgress::Tested(_)));
    assert_eq!(
        (driver.session.position(), driver.marks()),
        (position, &marks)
    );
    driver.session.answer(
        running.token,
        Answer::Returned(running.event.into()),
        driver.now,
    );
    driver.go_on();
    assert_eq!(driver.outcome().output.as_deref(), Some("42"));
}

#[test]
fn a_test_is_stopped_and_a_late_answer_is_not_heard() {
    let endless = AFTER.replace("\"work\"", "\"endless\"");
    let mut driver = Driver::new(&endless, "{}", &[("endless", echo)]);
    driver.prepare("Ask");
    let form = TestRequest {
        input: r#"{"price": 1}"#.into(),
        variables: r#"{"rate": 1}"#.into(),
        ..driver.test().request.clone()
    };
    driver.test_with(form);
    assert!(driver.session.testing());
    assert_eq!(driver.test().progress, TestProgress::Running);
    driver.act(Action::StopTest);
    assert!(!driver.session.testing());
    let late = asl::execution::Token(0);
    driver
        .session
        .answer_test(late, Answer::Returned("1".into()), driver.now);
    driver.act(Action::Last);
    assert_eq!(driver.test().progress, TestProgress::Stopped);
    driver.act(Action::CloseTest);
    assert_eq!(driver.test_panel(), &None);
    assert_eq!(driver.status("Ask"), Status::NotRun);
}

#[test]
fn a_definition_with_errors_is_refused_as_aws_does() {
    let mut driver = Driver::new(AFTER, "{}", &[("work", echo)]);
    driver.edit(&AFTER.replace("\"End\": true", "\"End\": 1"));
    driver.prepare("Ask");
    let form = driver.test().request.clone();
    driver.test_with(form);
    assert!(
        matches!(&driver.test().progress, TestProgress::Refused { code, .. } if code == "InvalidDefinition"),
        "{:?}",
        driver.test().progress
    );
}

#[test]
fn the_command_asks_aws_the_same() {
    let mut driver = Driver::new(
        r#"{"Comment": "it's", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}"#,
        "{}",
        &[],
    );
    driver.prepare("A");
    let test = driver.test().clone();
    let line = command(driver.session.workspace(), &test, &test.request);
    assert_eq!(
        line,
        "aws stepfunctions test-state \\\n  \
         --definition '{\"Comment\": \"it'\\''s\", \"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Pass\", \"End\": true}}}' \\\n  \
         --state-name A \\\n  --input '{}' \\\n  --inspection-level DEBUG \\\n  --region us-east-1"
    );
}
