//! TestState: a request, and the response or the refusal that AWS gave.

use super::answers::{Answers, START};
use super::definitions::text_of;
use super::handlers::Handlers;
use super::matcher::Matcher;
use super::outcome::{Verdict, judged};
use asl::control::{Answered, Place, StateUnderTest, Tested};
use asl::execution::Output;
use serde_json::{Map, Value, json};

/// The place of all recordings.
pub fn place() -> Place {
    Place {
        partition: "aws".into(),
        region: "us-east-1".into(),
        account: "111111111111".into(),
    }
}

/// Tries a case of TestState.
pub fn tested(case: &Value) -> Verdict {
    let mut request = case["request"].clone();
    request["definition"] = text_of(case).into();
    let answer = match answered(case, &request) {
        Ok(answer) => answer,
        Err(verdict) => return verdict,
    };
    let actual = match answer {
        Ok(response) => unpacked(&response.to_json()),
        Err(refused) => {
            json!({"error": refused.code.name(), "message": refused.message})
        }
    };
    let mut matcher = Matcher::new(&case["placeholders"]);
    judged(&matcher.compare(&expected(case), &actual))
}

/// A response as the recorder kept it: JSON objects parsed, and `date` for the `Date` header of HTTP.
fn unpacked(response: &str) -> Value {
    let mut response = serde_json::from_str(response).expect("a response is JSON");
    unpack(&mut response);
    response
}

fn unpack(value: &mut Value) {
    match value {
        Value::String(text) if text.starts_with('{') => {
            if let Ok(mut inner) = serde_json::from_str(text) {
                unpack(&mut inner);
                *value = inner;
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                if key == "Date" {
                    *member = json!("date");
                }
                unpack(member);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(unpack),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Without the recorder's notes.
fn expected(case: &Value) -> Value {
    let mut expected = case["expected"].clone();
    if let Some(members) = expected.as_object_mut() {
        members.shift_remove("operation");
        members.shift_remove("client_side");
    }
    expected
}

fn answered(case: &Value, request: &Value) -> Result<Answered, Verdict> {
    let request = asl::value::parse(&request.to_string()).expect("a request is JSON");
    let mut test = match StateUnderTest::new(&place(), &request, 1, START) {
        Ok(test) => test,
        Err(refused) => return Ok(Err(refused)),
    };
    let mut functions = functions(case);
    let fault = |fault: asl::execution::Fault| Verdict::Failed(fault.to_string());
    loop {
        match test.poll(START).map_err(fault)? {
            Tested::Done(answer) => return Ok(answer),
            Tested::Host(Output::Invoke(invocation)) => {
                let token = invocation.token;
                let handlers = functions
                    .as_mut()
                    .ok_or_else(|| Verdict::Ignored("no Node.js to run functions".to_owned()))?;
                let given = handlers.answer(&[invocation], START);
                let (_, answer) = given.map_err(Verdict::Failed)?.remove(0);
                test.answer(token, answer, START).map_err(fault)?;
            }
            Tested::Host(output) => {
                return Err(Verdict::Failed(format!("the state waits: {output:?}")));
            }
        }
    }
}

fn functions(case: &Value) -> Option<Handlers> {
    let lambdas = case["lambdas"].as_object()?.iter();
    let sources = lambdas.map(|(name, lambda)| (name.clone(), lambda["source"].clone()));
    let sources: Map<String, Value> = sources.collect();
    Handlers::start(&json!({"handlers": sources}))
}
