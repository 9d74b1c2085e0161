//! Who answers when a Task calls a service, and what is said when nobody does.

use crate::history::ExecutionDetails;
use std::rc::Rc;

/// Why a run ends whose Task needs what nobody here can answer for.
pub fn unanswered(what: &str) -> ExecutionDetails {
    ExecutionDetails {
        error: Some(Rc::from("Playground.NoAnswer")),
        cause: Some(Rc::from(format!(
            "This playground has no answer for {what}, and a made-up one would be worse than none. The run was stopped here."
        ))),
    }
}
