//! The workspace: what a link and a file hold.

mod workspace;

pub use workspace::{Function, Settings, Workspace};
