//! The run on the virtual clock: lanes with bars, and the scale they are drawn to.

use super::{NodeKind, Status};
use serde::{Deserialize, Serialize};

/// A window of the timeline. Places along it go from 0, the start of the execution, to 1, its end so far.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Timeline {
    /// How many lanes are open to be seen.
    pub total: u32,
    /// The number of the first lane in `lanes`, from 0.
    pub from: u32,
    /// The lanes of the window.
    pub lanes: Vec<LaneRow>,
    /// Stretches without an event that are drawn shorter than they are, in order.
    pub folds: Vec<FoldRow>,
    /// Moments with their places, for the scale.
    pub marks: Vec<ScaleMark>,
    /// Where the cursor is.
    pub cursor: f64,
    /// How long the execution has taken so far, in milliseconds of virtual time.
    pub took: i64,
}

/// One lane: a state where it runs, a branch of a Parallel, an iteration of a Map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaneRow {
    /// Its name in [`Action::OpenLane`](crate::debugger::action::Action::OpenLane).
    pub lane: u32,
    /// How deep it stands: 0 for the top level.
    pub depth: u32,
    /// What runs in it.
    pub kind: LaneKind,
    /// The node, for the lane of a state that the definition still has.
    pub state: Option<u32>,
    /// The state's name; empty for branches and iterations.
    pub name: String,
    /// How its last bar ended.
    pub status: Status,
    /// Whether the lanes inside are shown; `None` when there are none.
    pub open: Option<bool>,
    /// How many lanes stand directly inside.
    pub inside: u32,
    /// Its beginning since the start of the execution, in milliseconds.
    pub begins: i64,
    /// From its beginning to its end, in milliseconds.
    pub took: i64,
    /// How often a retrier began it anew.
    pub retries: u32,
    /// The bars, in order; what would not be told apart is one bar.
    pub bars: Vec<BarRow>,
}

/// What runs in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LaneKind {
    /// A state.
    State(NodeKind),
    /// A branch of a Parallel, from 0.
    Branch(u32),
    /// An iteration of a Map, from 0.
    Iteration(u32),
}

/// One stretch of a lane.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BarRow {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// What it is.
    pub kind: BarKind,
    /// How it ended.
    pub status: Status,
    /// The position at which it has just begun.
    pub position: u32,
    /// Its beginning since the start of the execution, in milliseconds.
    pub begins: i64,
    /// Its length in milliseconds.
    pub took: i64,
}

/// What a bar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BarKind {
    /// A state at work: one attempt.
    Work,
    /// Time passes: a Wait state, or the delay before a retry.
    Wait,
    /// All that goes on inside: a branch, an iteration, or the iterations of a Map that is not opened.
    Inside,
}

/// A stretch without an event that is drawn shorter than it is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoldRow {
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// How long it is, in milliseconds.
    pub millis: i64,
}

/// A moment of the scale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ScaleMark {
    /// Where.
    pub at: f64,
    /// In milliseconds, since the start of the execution or since the end of the fold before it.
    pub millis: i64,
    /// Whether it is since the end of a fold.
    pub after_fold: bool,
}
