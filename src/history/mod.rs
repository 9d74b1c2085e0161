//! The events of an execution, named and shaped as GetExecutionHistory gives them, and as they are
//! logged (`history.md`).

mod beside;
mod event;
mod export;
pub mod import;
mod log;

pub use beside::Beside;
pub use event::{Details, Event, EventId, ExecutionDetails, HistoryId, TaskDetails};
pub use export::{to_aws_json, type_name};
pub use log::{EXECUTION_DATA, Level, Logging};
