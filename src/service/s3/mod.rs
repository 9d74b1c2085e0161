//! What a distributed Map reads from S3 and writes to it: objects become items, and child executions
//! become result files (`asl.md` sections 12.1 and 12.3). Fetching and storing is the
//! host's; [`Store`] is what it can keep objects in.

mod csv;
mod items;
mod store;

pub use items::{Entry, Found, Place, items, listed};
pub use store::Store;
