//! A response of TestState as a person reads it: its stages as a ladder, its decisions, and whatever else
//! `inspectionData` tells.

use crate::control::StateUnderTest;
use crate::debugger::action::Language;
use crate::debugger::expression::Seen;
use crate::debugger::ladder::Ladder;
use crate::debugger::view::{ErrorRow, StageRow, TestResponse, TestStatus, WhyRow};
use crate::debugger::why::decision;
use crate::inspection::Stage;
use crate::value::{Object, Value, parse};

/// Stands for no position of any run: a test is at none.
const NOWHERE: u32 = u32::MAX;

/// The response to a test that has just ended; `variables` are those that its form has, as JSON.
pub fn response(
    response: &Value,
    test: &StateUnderTest,
    ladder: Option<Ladder>,
    variables: &str,
) -> TestResponse {
    let text = |name: &str| response.get(name).and_then(Value::as_str);
    let data = response.get("inspectionData").and_then(Value::as_object);
    let error = text("error").map(|error| ErrorRow {
        error: error.to_owned(),
        cause: text("cause").unwrap_or_default().to_owned(),
    });
    let details = data.and_then(|data| data.get("errorDetails"));
    let number = |name: &str| details?.get(name)?.as_number()?.as_i64();
    let index = |name: &str| u32::try_from(number(name)?).ok();
    TestResponse {
        status: status(text("status")),
        output: text("output").map(pretty),
        error,
        next: text("nextState").map(str::to_owned),
        retry: index("retryIndex").map(|index| (index, number("retryBackoffIntervalSeconds"))),
        catcher: index("catchIndex"),
        stages: match (data, ladder) {
            (Some(data), Some(ladder)) => stages(data, text("output"), &ladder),
            (Some(_) | None, _) => Vec::new(),
        },
        why: data.map_or_else(Vec::new, |data| decisions(data, test, variables)),
        more: data.map_or_else(Vec::new, more),
        raw: response.to_pretty_json(),
    }
}

fn status(word: Option<&str>) -> TestStatus {
    let found = TestStatus::ALL.into_iter();
    let mut found = found.filter(|status| Some(status.name()) == word);
    found.next().unwrap_or(TestStatus::Failed)
}

/// A text that is JSON on lines of its own; any other as it is.
fn pretty(text: &str) -> String {
    parse(text).map_or_else(|_| text.to_owned(), |value| value.to_pretty_json())
}

/// The stages that the data tells of, and the output.
fn stages(data: &Object, output: Option<&str>, ladder: &Ladder) -> Vec<StageRow> {
    let told = Stage::ALL.into_iter().filter_map(|stage| {
        let text = if stage == Stage::Output {
            output
        } else {
            data.get(stage.name()).and_then(Value::as_str)
        };
        Some((stage, parse(text?).ok()?))
    });
    let mut before: Option<Value> = None;
    let mut rows = Vec::new();
    for (stage, value) in told {
        let row = ladder.row(stage, &value, before.as_ref());
        rows.push(StageRow {
            position: NOWHERE,
            ..row
        });
        before = Some(value);
    }
    rows
}

/// The decisions that the engine took, beside what AWS tells of them.
fn decisions(data: &Object, test: &StateUnderTest, variables: &str) -> Vec<WhyRow> {
    let stage = |name: &str| parse(data.get(name)?.as_str()?).ok();
    let input = stage("input");
    let effective = stage("afterInputPath").or_else(|| input.clone());
    let variables = parse(variables).ok();
    let seen = Seen::alone(
        effective,
        input,
        variables.as_ref().and_then(Value::as_object),
    );
    let rows = test.notes().iter().filter_map(|noted| {
        let find = |language: Language, text: &str| seen.value(language, text);
        Some(WhyRow {
            position: NOWHERE,
            why: decision(test.machine(), noted, &find)?,
        })
    });
    rows.collect()
}

/// What is no stage: variables, limits of a Map, an HTTP Task's request and response.
fn more(data: &Object) -> Vec<(String, String)> {
    let is_stage = |name: &str| Stage::ALL.iter().any(|stage| stage.name() == name);
    let rest = data.iter().filter(|(name, _)| !is_stage(name));
    rest.map(|(name, value)| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_pretty_json(), pretty);
        (name.to_string(), text)
    })
    .collect()
}
