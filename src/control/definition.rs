//! What AWS says of a definition: the refusals of CreateStateMachine and their like.

use super::error::{ApiError, Code};
use crate::diagnostic::Problem;

/// The code of what is right on AWS and does not run here yet.
const NOT_YET: &str = "NOT_YET_SUPPORTED";

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
