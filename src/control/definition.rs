//! What AWS says of a definition: the refusals of CreateStateMachine and their like.

use super::error::{Answered, ApiError, Code};
use super::fields::Fields;
use super::jackson;
use crate::definition::Definition;
use crate::diagnostic::{Problem, Severity};
use crate::machine::{self, Machine, MachineType};

/// AWS's code of a text that is not JSON.
const NOT_JSON: &str = "INVALID_JSON_DESCRIPTION";

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

/// The machine of a definition, if it can run here, and everything that is wrong with it.
pub fn checked(text: &str, machine_type: MachineType) -> (Option<Machine>, Vec<Problem>) {
    machine::compile_as(&Definition::read(text), machine_type)
}

/// The machine of a definition that AWS accepts; `None` if it does not run here yet.
///
/// # Errors
/// `InvalidDefinition`
pub fn accepted(text: &str, machine_type: MachineType) -> Answered<Option<Machine>> {
    let (machine, problems) = checked(text, machine_type);
    match invalid(text, &problems) {
        Some(refused) => Err(refused),
        None => Ok(machine),
    }
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
        None => problems.iter().map(Diagnostic::of).collect(),
    }
}

/// `InvalidDefinition` for everything that AWS would refuse: `CODE: text at /States/A, CODE: …`; `None`
/// when that is nothing.
pub fn invalid(text: &str, problems: &[Problem]) -> Option<ApiError> {
    let told: Vec<String> = diagnostics(text, problems)
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(Diagnostic::line)
        .collect();
    if told.is_empty() {
        return None;
    }
    let told = told.join(", ");
    Some(ApiError::new(
        Code::InvalidDefinition,
        format!("Invalid State Machine Definition: '{told}'"),
    ))
}

impl Diagnostic {
    fn of(problem: &Problem) -> Self {
        let place = &problem.location;
        Self {
            severity: problem.severity,
            code: problem.code.clone(),
            message: problem.aws.as_ref().unwrap_or(&problem.title.en).clone(),
            place: (!place.is_empty()).then(|| place.clone()),
        }
    }

    fn line(&self) -> String {
        let (code, text) = (&self.code, &self.message);
        match &self.place {
            Some(place) if self.code == NOT_JSON => format!("{code}: {text}\n at {place}"),
            Some(place) => format!("{code}: {text} at {place}"),
            None => format!("{code}: {text}"),
        }
    }
}
