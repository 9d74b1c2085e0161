//! What AWS says of a definition: the refusals of CreateStateMachine and their like.

use super::error::{Answered, ApiError, Code};
use super::fields::Fields;
use super::jackson;
use crate::definition::Definition;
use crate::diagnostic::{Problem, Severity};
use crate::machine::{self, Machine, MachineType};

/// AWS's code of a text that is not JSON.
const NOT_JSON: &str = "INVALID_JSON_DESCRIPTION";
/// AWS's code of a workflow without an end: it names no place (measured by others).
const NO_END: &str = "MISSING_END_STATE";

/// What AWS warns of; other warnings are this playground's own.
const WARNINGS: [&str; 4] = [
    "NO_DOLLAR",
    "NO_PATH",
    "PASS_RESULT_IS_STATIC",
    "POSSIBLY_UNDEFINED_VARIABLE",
];

/// The `type` of a request.
pub fn type_of(request: Fields<'_>) -> MachineType {
    match request.text("type") {
        Some("EXPRESS") => MachineType::Express,
        _ => MachineType::Standard,
    }
}

/// AWS's word for a type.
pub fn type_name(machine_type: MachineType) -> &'static str {
    match machine_type {
        MachineType::Standard => "STANDARD",
        MachineType::Express => "EXPRESS",
    }
}

/// The machine of a definition, if AWS accepts it, and everything that is wrong with it.
pub fn checked(text: &str, machine_type: MachineType) -> (Option<Machine>, Vec<Problem>) {
    machine::compile_as_aws(&Definition::read(text), machine_type)
}

/// The machine of a definition.
///
/// # Errors
/// `InvalidDefinition`
pub fn accepted(text: &str, machine_type: MachineType) -> Answered<Machine> {
    let (machine, problems) = checked(text, machine_type);
    machine.ok_or_else(|| refusal(text, &problems))
}

/// A diagnostic as AWS words it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// AWS's code.
    pub code: String,
    /// AWS's message; ours where AWS's is not known.
    pub message: String,
    /// `/States/A/Next`; of a text that is not JSON, where its reader had come to.
    pub place: Option<String>,
}

/// What AWS says of a definition with these problems. Of a text that is not JSON it says one thing only.
pub fn diagnostics(text: &str, problems: &[Problem]) -> Vec<Diagnostic> {
    let not_json = problems.iter().any(|problem| problem.code == NOT_JSON);
    match jackson::complaint(text).filter(|_| not_json) {
        Some(complaint) => vec![Diagnostic {
            severity: Severity::Error,
            code: NOT_JSON.to_owned(),
            message: complaint.message,
            place: Some(complaint.place),
        }],
        None => {
            let told = |problem: &&Problem| {
                problem.is_error() || WARNINGS.contains(&problem.code.as_str())
            };
            let mut diagnostics = Vec::new();
            for diagnostic in problems.iter().filter(told).map(Diagnostic::of) {
                // A name that an expression reads twice is told once.
                if !diagnostics.contains(&diagnostic) {
                    diagnostics.push(diagnostic);
                }
            }
            diagnostics
        }
    }
}

/// `InvalidDefinition`, with everything that is refused: `CODE: text at /States/A, CODE: …`.
pub fn refusal(text: &str, problems: &[Problem]) -> ApiError {
    let told: Vec<String> = diagnostics(text, problems)
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(Diagnostic::line)
        .collect();
    let told = told.join(", ");
    ApiError::new(
        Code::InvalidDefinition,
        format!("Invalid State Machine Definition: '{told}'"),
    )
}

impl Diagnostic {
    fn of(problem: &Problem) -> Self {
        let place = &problem.location;
        Self {
            severity: problem.severity,
            code: problem.code.clone(),
            message: problem.aws.as_ref().unwrap_or(&problem.title.en).clone(),
            place: (!place.is_empty() && problem.code != NO_END).then(|| place.clone()),
        }
    }

    fn line(&self) -> String {
        let (code, text) = (&self.code, &self.message);
        match &self.place {
            Some(place) if self.code == NOT_JSON => format!("{code}: {text}\n at {place}"),
            Some(place) => format!("{code}: {text} at {place}"),
            None if self.code == NO_END => format!("{code}: {text} at null"),
            None => format!("{code}: {text}"),
        }
    }
}
