//! What a Task state does.

use super::Resource;
use crate::query::{Formula, Path};

/// A Task state.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// What does the work.
    pub resource: Resource,
    /// `TimeoutSeconds` or `TimeoutSecondsPath`; each attempt has it anew.
    pub timeout: Option<Seconds>,
    /// `HeartbeatSeconds` or `HeartbeatSecondsPath`.
    pub heartbeat: Option<Seconds>,
    /// `Credentials`.
    pub credentials: Option<crate::query::Template>,
}

/// A number of seconds, written down or found in the data.
#[derive(Clone, Debug, PartialEq)]
pub enum Seconds {
    /// `TimeoutSeconds`, `HeartbeatSeconds`.
    Literal(u64),
    /// `TimeoutSecondsPath`, `HeartbeatSecondsPath`.
    Path(Path),
    /// In JSONata.
    Formula(Formula),
}
