//! Single states and expressions from a community interpreter's own tests: its author's reading of the
//! specification. Of a failure the name is compared; its words are that interpreter's own.

use super::answers::Answers;
use super::definitions::machine;
use super::host::run;
use super::matcher::Matcher;
use super::outcome::{Tried, Verdict, judged};
use super::recorded::{outcome, read};
use asl::execution::{Answer, Invocation, Mode, Settings};
use asl::value::Timestamp;
use serde_json::{Value, json};
use std::path::Path;

const CATEGORY: &str = "community (aws-local-stepfunctions)";

/// Tries every case of the file.
pub fn try_all(corpus: &Path) -> Vec<Tried> {
    let file = corpus.join("thirdparty/aws-local-stepfunctions/cases.json");
    if !file.exists() {
        return Vec::new();
    }
    let cases = read(&file);
    let cases = cases["cases"].as_array().expect("cases");
    cases
        .iter()
        .map(|case| {
            let name = case["id"].as_str().unwrap_or_default();
            Tried::new(CATEGORY, name, try_case(case))
        })
        .collect()
}

fn try_case(case: &Value) -> Verdict {
    if reads_context(case) {
        return ignored("a context object that AWS would not make");
    }
    let Some(state) = state_of(case) else {
        return ignored("not a thing of AWS");
    };
    let definition = json!({"StartAt": "S", "States": states(case, &state)});
    let machine = match machine(&definition.to_string()) {
        Ok(machine) => machine,
        Err(Verdict::Failed(why)) => return ignored_refusal(&why),
        Err(verdict) => return verdict,
    };
    let input = case
        .get("input")
        .or(case.get("raw_input"))
        .unwrap_or(&Value::Null);
    match run(machine, &input.to_string(), settings(), &mut Nobody) {
        Ok(run) => compared(&case["expected"], &outcome(&run)),
        Err(problem) => Verdict::Failed(problem),
    }
}

fn ignored(why: &str) -> Verdict {
    Verdict::Ignored(why.to_owned())
}

/// Whether the case has a context object of its own and looks into it.
fn reads_context(case: &Value) -> bool {
    let given = case["context"].as_object();
    let path = case["path"].as_str().unwrap_or("$$");
    given.is_some_and(|context| !context.is_empty()) && path.starts_with("$$")
}

fn compared(expected: &Value, found: &Value) -> Verdict {
    if let Some(thrown) = expected.get("throws") {
        return failed_as(thrown, found);
    }
    let expected = &expected["result"];
    let expected = expected.get("stateResult").unwrap_or(expected);
    let mut differences = Matcher::new(&Value::Null).compare(expected, &found["output"]);
    if !differences.is_empty() {
        differences.push(found.to_string());
    }
    judged(&differences)
}

/// A failure by its name, if the name is one of the States Language and not a class of that interpreter.
fn failed_as(thrown: &Value, found: &Value) -> Verdict {
    let named = thrown["name"] == found["error"] || thrown["name"] == "FailStateError";
    match found["status"].as_str() {
        Some("FAILED") if named => Verdict::Passed,
        Some("FAILED") => Verdict::Overruled {
            said: "the interpreter has another name for the failure",
            why: format!("AWS calls it {}", found["error"]),
        },
        _ => Verdict::Overruled {
            said: "the interpreter fails",
            why: "it takes such operands and arguments (recorded)".to_owned(),
        },
    }
}

/// A definition that AWS would refuse shows nothing.
fn ignored_refusal(why: &str) -> Verdict {
    let first = why.lines().nth(1).unwrap_or(why).trim();
    Verdict::Overruled {
        said: "the interpreter takes it",
        why: format!("CreateStateMachine refuses it: {first}"),
    }
}

/// The state that shows what the case is about; its output is the result.
fn state_of(case: &Value) -> Option<Value> {
    let pass = |field: &str, value: &Value| {
        let mut state = json!({"Type": "Pass", "End": true});
        state[field] = value.clone();
        state
    };
    let mut state = match case["kind"].as_str()? {
        "state" if case["state"]["Type"] == "Task" => return None,
        "state" => case["state"].clone(),
        "intrinsic" => {
            json!({"Type": "Pass", "Parameters": {"r.$": case["expression"]}, "OutputPath": "$.r", "End": true})
        }
        "jsonpath" => {
            json!({"Type": "Pass", "Parameters": {"r.$": case["path"]}, "OutputPath": "$.r", "End": true})
        }
        "io" => {
            let field = case["field"].as_str()?;
            if case["unspecified"] == true {
                json!({"Type": "Pass", "End": true})
            } else if field == "ResultSelector" {
                pass("Parameters", &case["value"])
            } else {
                pass(field, &case["value"])
            }
        }
        _ => return None,
    };
    if let Some(result) = case.get("result_value") {
        state["Result"] = result.clone();
    }
    Some(state)
}

/// The state and those it may go to.
fn states(case: &Value, state: &Value) -> Value {
    let mut states = json!({ "S": state });
    let mut targets = Vec::new();
    let rules = state["Choices"].as_array();
    targets.extend(
        rules
            .into_iter()
            .flatten()
            .filter_map(|rule| rule["Next"].as_str()),
    );
    targets.extend(state["Default"].as_str());
    targets.extend(state["Next"].as_str());
    for target in targets {
        let chosen = case["expected"]["result"]["nextState"].as_str();
        states[target] = if chosen.is_none_or(|chosen| chosen == target) {
            json!({"Type": "Succeed"})
        } else {
            json!({"Type": "Fail", "Error": "the wrong state was chosen"})
        };
    }
    states
}

fn settings() -> Settings {
    Settings {
        partition: "aws".into(),
        region: "us-east-1".into(),
        account: "123456789012".into(),
        machine_name: "case".into(),
        execution_name: "run".into(),
        role_arn: "arn:aws:iam::123456789012:role/case".into(),
        mode: Mode::Standard,
        seed: 1,
        answered: false,
    }
}

/// No functions are called here.
struct Nobody;

impl Answers for Nobody {
    fn answer(&mut self, _: &[Invocation], _: Timestamp) -> Result<Vec<(usize, Answer)>, String> {
        Ok(Vec::new())
    }
}
