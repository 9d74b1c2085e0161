//! ValidateStateMachineDefinition.

use super::definition::{NOT_YET, checked, message, type_of};
use super::fields::Fields;
use super::plane::with_text;
use crate::diagnostic::{Problem, Severity};
use crate::value::{Object, Value};

/// So many diagnostics are told if the request does not say.
const DEFAULT: usize = 100;

/// The diagnostics of a definition: errors, and warnings if they are asked for.
pub fn diagnostics(request: Fields<'_>) -> Value {
    let (_, problems) = checked(request.demanded("definition"), type_of(request));
    let warnings = request.text("severity") == Some("WARNING");
    let told: Vec<&Problem> = problems
        .iter()
        .filter(|problem| problem.code != NOT_YET && (problem.is_error() || warnings))
        .collect();
    let most = match request.count("maxResults") {
        None | Some(0) => DEFAULT,
        Some(most) => usize::try_from(most).unwrap_or(DEFAULT),
    };
    let sound = !told.iter().any(|problem| problem.is_error());
    let shown: Vec<Value> = told
        .iter()
        .take(most)
        .map(|problem| diagnostic(problem))
        .collect();
    Object::new()
        .with("result", if sound { "OK" } else { "FAIL" })
        .with("diagnostics", shown)
        .with("truncated", told.len() > most)
        .into()
}

fn diagnostic(problem: &Problem) -> Value {
    let severity = match problem.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
    };
    let diagnostic = Object::new()
        .with("severity", severity)
        .with("code", problem.code.as_str())
        .with("message", message(problem));
    let place = Some(problem.location.as_str()).filter(|place| !place.is_empty());
    with_text(diagnostic, "location", place).into()
}
