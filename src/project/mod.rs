//! The workspace: what a link and a file hold.
//!
//! Texts travel as texts, so that layout and errors survive. A link is the fragment of an address:
//! `#1.` and the workspace, packed ([`link`]); a file is the same JSON, readable ([`Workspace::to_file`]).

mod example;
mod file;
pub mod link;
mod schema;
mod workspace;

pub use example::{EXAMPLES, example, first_workflow};
pub use file::FileFault;
pub use schema::is_object_name;
pub use workspace::{Function, Settings, StoredObject, Workspace, stem};
