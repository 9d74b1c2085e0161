//! What is taken along: the drawing as SVG, still or as a film of the run, and the history as AWS's JSON.
//! Mermaid's text is [`crate::graph::mermaid`].

mod dress;
mod film;
mod svg;

pub use dress::{Dress, Theme};
pub use film::{film_of, film_svg};
pub use svg::{size, svg};

use super::run::Run;
use super::view::Status;
use crate::history::{HistoryId, to_aws_json};
use crate::value::{Object, Value};

/// The execution's own history as `aws stepfunctions get-execution-history` prints it. The children of a
/// distributed Map have histories of their own, as at AWS.
pub fn history(run: &Run) -> String {
    let numbers = 0..run.trace.events.len();
    let events = numbers.filter_map(|number| run.trace.event(number));
    let own = events.filter(|event| event.history == HistoryId::default());
    let events: Vec<Value> = own.map(to_aws_json).collect();
    let whole: Value = Object::new().with("events", events).into();
    whole.to_pretty_json()
}

/// A status's name in style sheets and Mermaid's classes; `None` for what has not run.
pub const fn class(status: Status) -> Option<&'static str> {
    match status {
        Status::NotRun => None,
        Status::InProgress => Some("inProgress"),
        Status::Waiting => Some("waiting"),
        Status::Succeeded => Some("succeeded"),
        Status::Caught => Some("caught"),
        Status::Failed | Status::TimedOut => Some("failed"),
        Status::Aborted => Some("aborted"),
    }
}

/// The statuses as classes of Mermaid, readable on any ground.
pub const MERMAID_CLASSES: [(&str, &str); 6] = [
    ("succeeded", "fill:#E4F6EA,stroke:#11703A,color:#14181F"),
    (
        "inProgress",
        "fill:#E5F0FD,stroke:#0A5BC4,color:#14181F,stroke-width:2px",
    ),
    (
        "failed",
        "fill:#FDECEA,stroke:#B42318,color:#14181F,stroke-width:2px",
    ),
    (
        "caught",
        "fill:#FFF1DE,stroke:#9A4B00,color:#14181F,stroke-dasharray:5 3",
    ),
    (
        "aborted",
        "fill:#ECEFF3,stroke:#556070,color:#14181F,stroke-dasharray:2 3",
    ),
    ("waiting", "fill:#F1EBFB,stroke:#6A3FB5,color:#14181F"),
];
