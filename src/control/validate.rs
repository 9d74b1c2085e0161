//! ValidateStateMachineDefinition.

use super::definition::{Diagnostic, checked, diagnostics, type_of};
use super::fields::Fields;
use super::plane::with_text;
use crate::diagnostic::Severity;
use crate::value::{Object, Value};

/// So many diagnostics are told if the request does not say.
const DEFAULT: usize = 100;

/// The diagnostics of a definition: errors, and warnings if they are asked for.
pub fn response(request: Fields<'_>) -> Value {
    let text = request.demanded("definition");
    let (_, problems) = checked(text, type_of(request));
    let warnings = request.text("severity") == Some("WARNING");
    let mut told = diagnostics(text, &problems);
    told.retain(|diagnostic| diagnostic.severity == Severity::Error || warnings);
    let most = match request.count("maxResults") {
        None | Some(0) => DEFAULT,
        Some(most) => usize::try_from(most).unwrap_or(DEFAULT),
    };
    let sound = told
        .iter()
        .all(|diagnostic| diagnostic.severity != Severity::Error);
    let shown: Vec<Value> = told.iter().take(most).map(shown).collect();
    Object::new()
        .with("result", if sound { "OK" } else { "FAIL" })
        .with("diagnostics", shown)
        .with("truncated", told.len() > most)
        .into()
}

fn shown(diagnostic: &Diagnostic) -> Value {
    let severity = match diagnostic.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
    };
    let shown = Object::new()
        .with("severity", severity)
        .with("code", diagnostic.code.as_str())
        .with("message", diagnostic.message.as_str());
    with_text(shown, "location", diagnostic.place.as_deref()).into()
}
