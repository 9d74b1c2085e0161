//! The breakpoints as a list, and what became of each in the run that is looked at.

use crate::diagnostic::Words;
use crate::project::Breakpoint;
use serde::{Deserialize, Serialize};

/// The breakpoints.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Breakpoints {
    /// All of them, in the order in which they were set.
    pub rows: Vec<BreakpointRow>,
}

/// One breakpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BreakpointRow {
    /// As it was set; the state's name follows the definition.
    pub point: Breakpoint,
    /// Its state in the drawing; `None` for every state, or when the drawing has no state of this name.
    pub node: Option<u32>,
    /// At how many positions it holds, as far as is known, in all executions together.
    pub hits: u32,
    /// Where it holds first.
    pub first: Option<Held>,
    /// Why its condition does not say whether it holds.
    pub trouble: Option<TroubleRow>,
}

/// A position of one execution: [`Action::SeekIn`](super::super::action::Action::SeekIn).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// [`RunRow::id`](super::RunRow::id)
    pub run: u32,
    /// The position.
    pub position: u32,
}

/// What is wrong with a condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TroubleRow {
    /// What is wrong.
    pub words: Words,
    /// Where that was seen first; `None` for what cannot be read at all.
    pub at: Option<Held>,
    /// At how many positions it was seen.
    pub times: u32,
}
