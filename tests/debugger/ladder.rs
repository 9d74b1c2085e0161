//! The stage ladder against TestState: each case of `spec/ladders.json` is a state of one type in one query language.
//! It is run, and tested alone with the same input: whatever TestState shows of it, the run's ladder shows too, with
//! the same data, under the same name and in the same order.

use super::driver::{Driver, echo, throw};
use asl::debugger::action::{Action, Selection, TestMock, TestRequest, TestValidation};
use asl::debugger::view::{Change, ChangeKind, StageRow, TestProgress, TestResponse, Visit};
use asl::inspection::Stage;
use serde_json::{Value, json};

const CASES: &str = include_str!("../spec/ladders.json");

/// Fields that TestState tells of though states of these types have none (recorded): they change nothing.
const NO_SUCH_FIELD: [(&str, Stage); 2] = [
    ("Fail", Stage::AfterInputPath),
    ("Pass", Stage::AfterResultSelector),
];

fn cases() -> Vec<Value> {
    serde_json::from_str(CASES).unwrap()
}

fn driver(case: &Value) -> Driver {
    let mut state = case["state"].clone();
    if let Some(language) = case.get("language") {
        state["QueryLanguage"] = language.clone();
    }
    let way = json!([{"Variable": "$.never", "IsPresent": true, "Next": "After"}]);
    let states = json!({"Begin": {"Type": "Choice", "Default": "It", "Choices": way}, "It": state, "After": {"Type": "Succeed"}});
    let function = |name: &str| format!("arn:aws:lambda:us-east-1:123456789012:function:{name}");
    let text = json!({"StartAt": "Begin", "States": states}).to_string();
    let text = text
        .replace("FUNCTION", &function("work"))
        .replace("THROWS", &function("bad"));
    let driver = Driver::new(
        &text,
        &case["input"].to_string(),
        &[("work", echo), ("bad", throw)],
    );
    assert_eq!(
        driver.problems().errors,
        0,
        "{}: {:#?}",
        case["name"],
        driver.problems()
    );
    driver
}

fn run(case: &Value) -> Visit {
    let mut driver = driver(case);
    driver.run().select("It");
    driver.inspector().visit.clone().unwrap()
}

fn tested(case: &Value) -> TestResponse {
    let mut driver = driver(case);
    let state = driver.node("It");
    driver.act(Action::PrepareTest(Selection { state, visit: None }));
    let prepared = driver.test_panel().as_ref().unwrap().request.clone();
    let mock = case
        .get("mock")
        .map_or(prepared.mock.clone(), |result| TestMock::Result {
            result: result.to_string(),
            validation: TestValidation::default(),
        });
    driver.act(Action::TestState(Box::new(TestRequest {
        input: case["input"].to_string(),
        mock,
        ..prepared
    })));
    driver.go_on_with_test();
    match &driver.test_panel().as_ref().unwrap().progress {
        TestProgress::Tested(response) => (**response).clone(),
        other => panic!("{}: {other:?}", case["name"]),
    }
}

/// What a stage's rungs say together: TestState tells all items of an ItemSelector in one list.
fn data(stages: &[StageRow], stage: Stage) -> Option<Value> {
    let parse = |row: &StageRow| serde_json::from_str::<Value>(&row.text).unwrap();
    let rows: Vec<_> = stages.iter().filter(|row| row.stage == stage).collect();
    if rows.iter().any(|row| row.index.is_some()) {
        return Some(rows.into_iter().map(parse).collect());
    }
    rows.last().map(|row| parse(row))
}

#[test]
fn a_run_shows_every_stage_that_teststate_shows() {
    let mut seen = Vec::new();
    for case in cases() {
        let name = case["name"].as_str().unwrap();
        let kind = case["state"]["Type"].as_str().unwrap();
        let (visit, response) = (run(&case), tested(&case));
        let mut last = 0;
        for row in &response.stages {
            seen.push(row.stage);
            if NO_SUCH_FIELD.contains(&(kind, row.stage)) {
                continue;
            }
            let at = visit.stages.iter().position(|rung| rung.stage == row.stage);
            let at =
                at.unwrap_or_else(|| panic!("{name}: {} is not on the ladder", row.stage.name()));
            assert!(last <= at, "{name}: {} comes too early", row.stage.name());
            last = at;
            let (run, alone) = (
                data(&visit.stages, row.stage),
                data(&response.stages, row.stage),
            );
            // Batches tell their items as JSON texts there (recorded).
            if row.stage != Stage::AfterItemBatcher {
                assert_eq!(run, alone, "{name}: {}", row.stage.name());
            }
        }
        check_variables(name, &case, &visit);
    }
    // The cases come by every stage that needs no file to be read.
    for stage in Stage::ALL {
        let elsewhere = matches!(stage, Stage::AfterItemsPointer | Stage::ErrorOutput);
        assert!(elsewhere || seen.contains(&stage), "{}", stage.name());
    }
}

fn check_variables(name: &str, case: &Value, visit: &Visit) {
    let assigned = visit.variables.iter().filter(|row| row.here);
    let assigned = assigned.map(|row| {
        let value: Value = serde_json::from_str(&row.text).unwrap();
        (row.name.clone(), value)
    });
    let wanted = case.get("variables").cloned().unwrap_or_else(|| json!({}));
    assert_eq!(Value::Object(assigned.collect()), wanted, "{name}");
}

#[test]
fn each_rung_tells_what_differs_from_the_one_above() {
    for case in cases() {
        let Some(wanted) = case.get("ladder") else {
            continue;
        };
        let told: Vec<_> = run(&case).stages.iter().map(rung).collect();
        assert_eq!(json!(told), *wanted, "{}", case["name"]);
    }
}

fn rung(row: &StageRow) -> String {
    let sign = |change: &Change| match change.kind {
        ChangeKind::Added => format!(" +{}", change.pointer),
        ChangeKind::Removed => format!(" -{}", change.pointer),
        ChangeKind::Changed => format!(" ~{}", change.pointer),
    };
    let changes: String = row.changes.iter().map(sign).collect();
    format!("{}{changes}", row.stage.name())
}

/// A Map that reads its items: TestState needs their data, a run a bucket.
const READS: &str = r#"{"StartAt": "It", "States": {"It": {"Type": "Map", "End": true,
  "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON", "ItemsPointer": "/a/b"}, "Parameters": {"Bucket": "b", "Key": "k"}},
  "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}}}}"#;

#[test]
fn a_map_that_reads_shows_what_its_pointer_found() {
    let mut driver = Driver::new(READS, "{}", &[]);
    let state = driver.node("It");
    driver.act(Action::PrepareTest(Selection { state, visit: None }));
    let prepared = driver.test_panel().as_ref().unwrap().request.clone();
    driver.act(Action::TestState(Box::new(TestRequest {
        reader_data: r#"{"a": {"b": [4, 5]}}"#.into(),
        mock: TestMock::Result {
            result: "[4, 5]".into(),
            validation: TestValidation::default(),
        },
        ..prepared
    })));
    driver.go_on_with_test();
    let panel = driver.test_panel().as_ref().unwrap();
    let TestProgress::Tested(response) = &panel.progress else {
        panic!("{:?}", panel.progress);
    };
    let row = response
        .stages
        .iter()
        .find(|row| row.stage == Stage::AfterItemsPointer)
        .unwrap();
    assert_eq!(row.text, "[\n  4,\n  5\n]");
    assert_eq!(row.field, "/a/b");
    assert_eq!(
        (row.sources.len(), row.sources[0].text.as_str()),
        (1, "/a/b")
    );
}
