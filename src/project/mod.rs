//! The workspace: what a link and a file hold.
//!
//! Texts travel as texts, so that layout and errors survive. A link is the fragment of an address:
//! `#1.` and the workspace, packed ([`link`]); a file is the same JSON, readable ([`Workspace::to_file`]).
//!
//! A workspace has one state machine that Run starts, and may have more, by name ([`NamedMachine`]): the
//! executions that Tasks start of them run beside it. All live in one region and one account.

pub mod breakpoint;
mod example;
mod file;
pub mod link;
mod schema;
mod workspace;

pub use breakpoint::{Breakpoint, When};
pub use example::{EXAMPLES, example, first_workflow};
pub use file::FileFault;
pub use schema::{is_machine_name, is_object_name};
pub use workspace::{Function, NamedMachine, Settings, StoredObject, Workspace, stem};
