//! Reading definitions, and the cases about what CreateStateMachine and ValidateStateMachineDefinition
//! say of them.

use super::answers::START;
use super::matcher::Matcher;
use super::outcome::{Verdict, judged};
use super::test_state::place;
use asl::control::{ApiError, Control, Reply};
use asl::definition::Definition;
use asl::diagnostic::Problem;
use asl::machine::{Machine, MachineType, compile_as};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The text that a test sent: its own, or what Python's `json.dumps` makes of the definition.
pub fn text_of(case: &Value) -> String {
    match case["definition_text"].as_str() {
        Some(text) => text.to_owned(),
        // The recorder's placeholders have got into a few definitions.
        None => Matcher::new(&case["placeholders"]).fill(&python_json(&case["definition"])),
    }
}

/// The machine, or why the case cannot be tried.
pub fn machine(text: &str) -> Result<Machine, Verdict> {
    machine_as(text, MachineType::Standard)
}

/// The machine of either type, or why the case cannot be tried.
pub fn machine_as(text: &str, machine_type: MachineType) -> Result<Machine, Verdict> {
    let (machine, problems) = compile_as(&Definition::read(text), machine_type);
    machine.ok_or_else(|| {
        let told = problems.iter().map(tell).collect::<Vec<_>>();
        Verdict::Failed(format!("the definition is refused:\n{}", told.join("\n")))
    })
}

fn tell(problem: &Problem) -> String {
    let (code, place, title) = (&problem.code, &problem.location, &problem.title.en);
    let aws = problem.aws.as_deref().unwrap_or("(no wording of AWS)");
    format!("  {code} at {place}: {title} | {aws}")
}

/// `create_error`: CreateStateMachine must refuse it, in AWS's words where they are recorded.
pub fn refused(case: &Value) -> Verdict {
    let request = request(
        case,
        json!({"name": "refused", "roleArn": "arn:aws:iam::111111111111:role/r"}),
    );
    let refusal = match call("CreateStateMachine", &request) {
        Err(refusal) => refusal,
        Ok(_) => return Verdict::Failed("it is accepted".to_owned()),
    };
    let mut actual = json!({"error": refusal.code.name(), "message": refusal.message});
    let mut expected = case["expected"].clone();
    drop_member(&mut expected, "operation");
    if not_of_aws(case) {
        // That it is refused is documented; the words are the emulator's.
        drop_member(&mut expected, "message");
        drop_member(&mut actual, "message");
    }
    judged(&Matcher::new(&case["placeholders"]).compare(&expected, &actual))
}

fn drop_member(value: &mut Value, name: &str) {
    if let Some(members) = value.as_object_mut() {
        members.shift_remove(name);
    }
}

/// `validate`: the response of ValidateStateMachineDefinition.
pub fn validated(case: &Value) -> Verdict {
    match call("ValidateStateMachineDefinition", &request(case, json!({}))) {
        Ok(response) => {
            judged(&Matcher::new(&case["placeholders"]).compare(&case["expected"], &response))
        }
        Err(refusal) => Verdict::Failed(refusal.to_string()),
    }
}

/// The request of a case, completed.
fn request(case: &Value, mut request: Value) -> Value {
    for (name, value) in case["request"].as_object().into_iter().flatten() {
        request[name] = value.clone();
    }
    request["definition"] = text_of(case).into();
    request
}

fn call(operation: &str, request: &Value) -> Result<Value, ApiError> {
    let request = asl::value::parse(&request.to_string()).expect("a request is JSON");
    match Control::new(place(), 1).call(operation, &request, START)? {
        Reply::Now(response) => {
            Ok(serde_json::from_str(&response.to_json()).expect("a response is JSON"))
        }
        Reply::Tested(_) | Reply::Ended(_) => Ok(Value::Null),
    }
}

/// Why a case may differ whose expectation nobody recorded on AWS.
pub const EMULATORS: &str = "the expectation is an emulator's, not AWS's";

/// Whether a case's expectation is that of an emulator.
pub fn not_of_aws(case: &Value) -> bool {
    case["source"]["truth"] == "localstack" || case["source"].is_null()
}

/// A value as Python's `json.dumps` writes it: `, ` and `: ` between parts, ASCII only.
pub fn python_json(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(key, value)| format!("{}: {}", python_string(key), python_json(value)));
            format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
        }
        Value::Array(items) => {
            let items = items.iter().map(python_json).collect::<Vec<_>>();
            format!("[{}]", items.join(", "))
        }
        Value::String(text) => python_string(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
    }
}

fn python_string(text: &str) -> String {
    let mut out = String::new();
    for c in json!(text).to_string().chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
    out
}
