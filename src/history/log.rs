//! What a state machine with a `LoggingConfiguration` writes to its log group (`history.md` section 10).

use super::export::content;
use super::{Details, Event, type_name};
use crate::value::{Object, Value};
use std::rc::Rc;

/// A `LoggingConfiguration`, without its destinations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Logging {
    /// Which events are written.
    pub level: Level,
    /// `includeExecutionData`: whether inputs, outputs and variables are written with them.
    pub include_execution_data: bool,
}

/// Which events are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// `OFF`: none.
    #[default]
    Off,
    /// `FATAL`: the ends of executions that went wrong.
    Fatal,
    /// `ERROR`: whatever went wrong.
    Error,
    /// `ALL`
    All,
}

/// Members of details that are data of the execution.
const DATA: [&str; 7] = [
    "input",
    "inputDetails",
    "output",
    "outputDetails",
    "parameters",
    "assignedVariables",
    "assignedVariablesDetails",
];

impl Level {
    /// The level of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "OFF" => Some(Self::Off),
            "FATAL" => Some(Self::Fatal),
            "ERROR" => Some(Self::Error),
            "ALL" => Some(Self::All),
            _ => None,
        }
    }
}

impl Logging {
    /// The record of an event; `None` when it is not written.
    pub fn record(&self, event: &Event, execution_arn: &str, redrive_count: u32) -> Option<Value> {
        if self.level == Level::Off || level_of(event) > self.level {
            return None;
        }
        let details = content(&event.details).unwrap_or_default();
        let written = |name: &str| self.include_execution_data || !DATA.contains(&name);
        let details = details.iter().filter(|(name, _)| written(name));
        let details = details
            .map(|(name, value)| (Rc::clone(name), value.clone()))
            .collect::<Object>();
        let record = Object::new()
            .with("id", event.id.number.to_string())
            .with("type", type_name(&event.details).as_ref())
            .with("details", details)
            .with("previous_event_id", event.previous.number.to_string())
            .with("event_timestamp", event.timestamp.0.to_string())
            .with("execution_arn", execution_arn)
            .with("redrive_count", redrive_count.to_string());
        Some(record.into())
    }
}

/// The lowest level at which an event is written.
fn level_of(event: &Event) -> Level {
    let details = &event.details;
    let succeeded = matches!(details, Details::ExecutionSucceeded { .. });
    let stopped = matches!(
        details,
        Details::StateEntered { kind: "Fail", .. }
            | Details::StateAborted { .. }
            | Details::MapRunAborted
            | Details::MapIterationAborted { .. }
    );
    if details.ends_execution() && !succeeded {
        Level::Fatal
    } else if stopped || details.is_failure() {
        Level::Error
    } else {
        Level::All
    }
}
