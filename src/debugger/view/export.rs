//! What is taken along of a run.

use super::Status;
use serde::{Deserialize, Serialize};

/// An answer to [`Action::Export`](crate::debugger::action::Action::Export).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Exported {
    /// The history as `aws stepfunctions get-execution-history` prints it.
    History(String),
    /// The run as a film on the drawing.
    Film(Film),
}

/// A run in few frames.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Film {
    /// In order; the first follows on a drawing without marks.
    pub frames: Vec<Frame>,
}

/// What one frame changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// States that are doing differently, and how.
    pub states: Vec<(u32, Status)>,
    /// Arrows that were taken since the frame before.
    pub edges: Vec<u32>,
}
