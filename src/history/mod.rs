//! The events of an execution, named and shaped as GetExecutionHistory gives them (`history.md`).

mod event;
mod export;

pub use event::{Details, Event, EventId, ExecutionDetails, TaskDetails};
pub use export::{to_aws_json, type_name};
