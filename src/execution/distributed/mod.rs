//! The Map state, distributed: a Map Run whose items, or batches of items, are child executions with
//! histories of their own (`asl.md` section 12.4, `history.md` section 6).
//!
//! Of the children the execution's own history tells nothing; only that the Map Run started and how it
//! ended. A child is a frame like a branch, but with another history, and a failure that it does not
//! catch ends it alone: the Map Run counts it, and fails when more failed than it tolerates.

mod again;
mod batch;
mod child;
mod limits;
mod reading;
mod run;
mod writing;

pub(super) use limits::MAX_CONCURRENCY;
pub use limits::MapRunFacts;
pub(super) use run::{MapRun, STATE_DATA};
