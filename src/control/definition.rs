//! What AWS says of a definition: the refusals of CreateStateMachine and their like.

use super::error::{Answered, ApiError, Code};
use super::fields::Fields;
use crate::definition::Definition;
use crate::diagnostic::Problem;
use crate::machine::{self, Machine, MachineType};

/// The code of what is right on AWS and does not run here yet.
pub const NOT_YET: &str = "NOT_YET_SUPPORTED";

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
    match invalid(&problems) {
        Some(refused) => Err(refused),
        None => Ok(machine),
    }
}

/// The problems that AWS refuses a definition for.
pub fn refused(problems: &[Problem]) -> impl Iterator<Item = &Problem> {
    problems
        .iter()
        .filter(|problem| problem.is_error() && problem.code != NOT_YET)
}

/// AWS's message of a problem; ours where AWS's is not known.
pub fn message(problem: &Problem) -> &str {
    problem.aws.as_deref().unwrap_or(&problem.title.en)
}

/// `InvalidDefinition` for everything that AWS would refuse: `CODE: text at /States/A, CODE: …`; `None`
/// when that is nothing.
pub fn invalid(problems: &[Problem]) -> Option<ApiError> {
    let told: Vec<String> = refused(problems).map(line).collect();
    if told.is_empty() {
        return None;
    }
    let told = told.join(", ");
    Some(ApiError::new(
        Code::InvalidDefinition,
        format!("Invalid State Machine Definition: '{told}'"),
    ))
}

fn line(problem: &Problem) -> String {
    let (code, text, place) = (&problem.code, message(problem), &problem.location);
    if place.is_empty() {
        format!("{code}: {text}")
    } else {
        format!("{code}: {text} at {place}")
    }
}
