//! What a distributed Map reads from S3 and writes to it: objects become items, and child executions
//! become result files (`asl.md` sections 12.1 and 12.3). Pure: fetching and storing is the host's.

mod csv;
mod items;

pub use items::{Entry, Found, Place, items, listed};
