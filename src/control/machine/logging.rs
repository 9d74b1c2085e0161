//! `loggingConfiguration`.

use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::value::{Object, Value};
use std::collections::BTreeSet;

/// The configuration of a machine that says nothing about logging.
pub fn off() -> Value {
    Object::new()
        .with("level", "OFF")
        .with("includeExecutionData", false)
        .into()
}

/// The configuration of a request, completed. Whoever logs has exactly one destination; who does not has
/// at most one (recorded).
///
/// # Errors
/// `InvalidLoggingConfiguration`
pub fn read(given: Fields<'_>, missing: &BTreeSet<String>) -> Answered<Value> {
    let level = given.text("level").unwrap_or("OFF");
    let destinations = given.get("destinations").and_then(Value::as_array);
    let count = destinations.map_or(0, <[Value]>::len);
    if count > 1 || (count == 0 && level != "OFF") {
        return Err(refused("Must specify exactly one Log Destination."));
    }
    let groups = destinations.unwrap_or_default().iter().map(log_group);
    if groups.flatten().any(|group| missing.contains(group)) {
        return Err(refused("Log Destination not found."));
    }
    let configuration = Object::new()
        .with("level", level)
        .with("includeExecutionData", given.flag("includeExecutionData"));
    Ok(match destinations {
        Some(destinations) => configuration.with("destinations", destinations.to_vec()),
        None => configuration,
    }
    .into())
}

fn log_group(destination: &Value) -> Option<&str> {
    let group = destination.get("cloudWatchLogsLogGroup")?;
    group.get("logGroupArn")?.as_str()
}

fn refused(why: &str) -> ApiError {
    ApiError::new(
        Code::InvalidLoggingConfiguration,
        format!("Invalid Logging Configuration: {why}"),
    )
}
