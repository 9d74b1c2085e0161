//! Reading definitions, and the cases about what CreateStateMachine and ValidateStateMachineDefinition
//! say of them.

use super::matcher::Matcher;
use super::outcome::{Verdict, judged};
use asl::definition::Definition;
use asl::diagnostic::{Problem, Severity};
use asl::machine::{Machine, MachineType, compile_as};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The code of what is right on AWS and does not run here yet.
const NOT_YET: &str = "NOT_YET_SUPPORTED";

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
    if let Some(reason) = not_yet(&problems) {
        return Err(Verdict::Ignored(reason));
    }
    machine.ok_or_else(|| {
        let told = problems.iter().map(tell).collect::<Vec<_>>();
        Verdict::Failed(format!("the definition is refused:\n{}", told.join("\n")))
    })
}

/// Whether what the definition needs comes later, in the checker's own words.
fn not_yet(problems: &[Problem]) -> Option<String> {
    let problem = problems.iter().find(|problem| problem.code == NOT_YET)?;
    Some(problem.title.en.clone())
}

fn tell(problem: &Problem) -> String {
    let (code, place, title) = (&problem.code, &problem.location, &problem.title.en);
    let aws = problem.aws.as_deref().unwrap_or("(no wording of AWS)");
    format!("  {code} at {place}: {title} | {aws}")
}

/// `create_error`: the first problem must be the one that AWS names.
pub fn refused(case: &Value) -> Verdict {
    let (_, problems) = compile_as(&Definition::read(&text_of(case)), type_of(case));
    let wanted = case["expected"]["message"].as_str().unwrap_or_default();
    let told = problems
        .iter()
        .filter(|problem| problem.is_error())
        .map(message)
        .collect::<Vec<_>>();
    if told.iter().any(|message| message == wanted) {
        return Verdict::Passed;
    }
    if let Some(verdict) = left_out(case, &problems) {
        return verdict;
    }
    let all = problems.iter().map(tell).collect::<Vec<_>>().join("\n");
    Verdict::Failed(format!(
        "expected {wanted}\ngot\n{}\n{all}",
        told.join("\n")
    ))
}

fn type_of(case: &Value) -> MachineType {
    if case["request"]["type"] == "EXPRESS" {
        MachineType::Express
    } else {
        MachineType::Standard
    }
}

/// Why a case may differ whose expectation nobody recorded on AWS.
pub const EMULATORS: &str = "the expectation is an emulator's, not AWS's";

/// Whether a case's expectation is that of an emulator.
pub fn not_of_aws(case: &Value) -> bool {
    case["source"]["truth"] == "localstack" || case["source"].is_null()
}

/// What cannot pass, by what the case itself says of its truth or needs.
fn left_out(case: &Value, problems: &[Problem]) -> Option<Verdict> {
    if not_of_aws(case) {
        return Some(Verdict::Ignored(EMULATORS.to_owned()));
    }
    not_yet(problems).map(Verdict::Ignored)
}

/// The message of CreateStateMachine: `Invalid State Machine Definition: 'CODE: text at /States/A'`.
fn message(problem: &Problem) -> String {
    let text = problem.aws.as_deref().unwrap_or(&problem.title.en);
    let place = if problem.location.is_empty() {
        String::new()
    } else {
        format!(" at {}", problem.location)
    };
    let code = &problem.code;
    format!("Invalid State Machine Definition: '{code}: {text}{place}'")
}

/// `validate`: the diagnostics of ValidateStateMachineDefinition.
pub fn validated(case: &Value) -> Verdict {
    let (_, problems) = compile_as(&Definition::read(&text_of(case)), type_of(case));
    let diagnostics = problems
        .iter()
        .filter(|problem| problem.code != NOT_YET && problem.severity == Severity::Error)
        .map(diagnostic)
        .collect::<Vec<_>>();
    let result = if diagnostics.is_empty() { "OK" } else { "FAIL" };
    let actual = json!({"diagnostics": diagnostics, "result": result, "truncated": false});
    let mut matcher = Matcher::new(&case["placeholders"]);
    let differences = matcher.compare(&case["expected"], &actual);
    match left_out(case, &problems) {
        Some(verdict) if !differences.is_empty() => verdict,
        _ => judged(&differences),
    }
}

fn diagnostic(problem: &Problem) -> Value {
    let text = problem.aws.as_deref().unwrap_or(&problem.title.en);
    let mut diagnostic = json!({"code": problem.code, "message": text, "severity": "ERROR"});
    if !problem.location.is_empty() {
        diagnostic["location"] = json!(problem.location);
    }
    diagnostic
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
