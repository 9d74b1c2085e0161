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

/// Members of details that are data of the execution: without `includeExecutionData` they are left out.
pub const EXECUTION_DATA: [&str; 7] = [
    "input",
    "inputDetails",
    "output",
    "outputDetails",
    "parameters",
    "assignedVariables",
    "assignedVariablesDetails",
];

/// A record is cut to so many bytes (`history.md` section 10).
const MOST_BYTES: usize = 248 * 1024;

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
    /// What a `loggingConfiguration` asks for.
    pub fn of(configuration: &Value) -> Self {
        let level = configuration.get("level").and_then(Value::as_str);
        let data = configuration.get("includeExecutionData");
        Self {
            level: level.and_then(Level::named).unwrap_or_default(),
            include_execution_data: data == Some(&Value::Bool(true)),
        }
    }

    /// The record of an event; `None` when it is not written. One that is too large is cut where its data
    /// is.
    pub fn record(&self, event: &Event, execution_arn: &str, redrive_count: u32) -> Option<Value> {
        if self.level == Level::Off || level_of(event) > self.level {
            return None;
        }
        let details = content(&event.details).unwrap_or_default();
        let written = |name: &str| self.include_execution_data || !EXECUTION_DATA.contains(&name);
        let details = details.iter().filter(|(name, _)| written(name));
        let details = details
            .map(|(name, value)| (Rc::clone(name), value.clone()))
            .collect::<Object>();
        let details = within(details);
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

/// Details of which the texts are cut until they fit.
fn within(mut details: Object) -> Object {
    for (text, told) in [
        ("input", Some("inputDetails")),
        ("output", Some("outputDetails")),
        ("parameters", None),
        ("cause", None),
    ] {
        let size = Value::from(details.clone()).to_json().len();
        let Some(excess) = size.checked_sub(MOST_BYTES).filter(|excess| *excess > 0) else {
            return details;
        };
        let Some(whole) = details.get(text).and_then(Value::as_str) else {
            continue;
        };
        let kept = whole.len().saturating_sub(excess);
        let kept = (0..=kept).rev().find(|at| whole.is_char_boundary(*at));
        let cut = Value::from(&whole[..kept.unwrap_or_default()]);
        details.insert(text, cut);
        if let Some(told) = told {
            details.insert(told, Object::new().with("truncated", true));
        }
    }
    details
}
