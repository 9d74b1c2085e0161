//! What there is to see, as plain values: the page draws them and computes nothing.
//!
//! Offsets count UTF-16 units, as editors in a browser do. Times are virtual, in milliseconds since
//! 1970. States are named by their place in the machine, visits by the place of their Entered event.

mod alone;
mod answer;
mod breakpoints;
mod comparison;
mod export;
mod expression;
mod family;
mod inspector;
mod recording;
mod timeline;
mod transport;

pub use alone::{StateTest, TestProgress, TestResponse, TestStatus, TestTakes};
pub use answer::{Answer, EditRow, MeaningRow, Reply, Suggestions, ValueRow, WhatIf, Word};
pub use breakpoints::{BreakpointRow, Breakpoints, Held, TroubleRow};
pub use comparison::{Comparison, Differing, FieldRow, Pair, StepRow};
pub use export::{Exported, Film, Frame};
pub use expression::{Evaluated, ExpressionAnswer};
pub use family::{Family, RunRow};
pub use inspector::{
    AssignedRow, Attempt, BranchRow, BranchState, Change, ChangeKind, ErrorRow, Inspector,
    IterationRow, Iterations, Late, Operand, RulePart, ScopeRow, SourceRow, StageRow, VariableRow,
    Visit, VisitRow, Why, WhyRow,
};
pub use recording::{ImportRow, Origin, Recorded, Recording};
pub use timeline::{BarKind, BarRow, FoldRow, LaneKind, LaneRow, ScaleMark, Timeline};
pub use transport::{Finished, OpenTask, Place, Tick, Transport, WaitRow, WaitingFor, What};

use crate::debugger::action::Document;
use crate::debugger::seldom;
use crate::diagnostic::{Severity, Words};
use serde::{Deserialize, Serialize};

/// One panel's new content. The page keeps the last of each kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each variant is named after what it holds")]
pub enum Panel {
    Problems(Problems),
    Graph(Shown<Picture>),
    Marks(Marks),
    Family(Family),
    Transport(Transport),
    Breakpoints(Breakpoints),
    Inspector(Shown<Box<Inspector>>),
    Events(#[serde(with = "seldom")] Shown<Events>),
    /// The iterations of the Map that the inspected visit is of or stands in.
    Iterations(#[serde(with = "seldom")] Option<Iterations>),
    /// Only while somebody looks at it.
    Timeline(#[serde(with = "seldom")] Shown<Timeline>),
    Console(Shown<Console>),
    Outcome(Shown<Outcome>),
    /// What the run has written into buckets, by name.
    Objects(#[serde(with = "seldom")] Vec<ObjectRow>),
    /// The last expression that was asked about; `None` before the first.
    Evaluated(#[serde(with = "seldom")] Option<Box<Evaluated>>),
    /// One state tested alone; `None` while no form is open.
    Test(#[serde(with = "seldom")] Option<Box<StateTest>>),
    /// A history from elsewhere.
    Recording(#[serde(with = "seldom")] Recording),
    /// An execution that was run again, beside the first one.
    Pair(#[serde(with = "seldom")] Option<Box<Pair>>),
    /// A fault of this playground, in English: never the definition's or the execution's.
    Fault(Option<String>),
    Answer(#[serde(with = "seldom")] Answer),
    /// An answer to a wish for a file, given once.
    Exported(#[serde(with = "seldom")] Exported),
}

impl Panel {
    /// What a page shows of the seldom ones before it is told anything: only what differs is told.
    pub const fn at_first() -> [Self; 7] {
        [
            Self::Iterations(None),
            Self::Objects(Vec::new()),
            Self::Evaluated(None),
            Self::Test(None),
            Self::Recording(Recording::None),
            Self::Pair(None),
            Self::Fault(None),
        ]
    }

    /// Whether it answers a wish, and is told even if it is the same once more.
    pub const fn is_said_once(&self) -> bool {
        matches!(self, Self::Answer(_) | Self::Exported(_))
    }

    /// Whether it is what a page shows of it [at first](Self::at_first).
    pub const fn is_as_at_first(&self) -> bool {
        if let Self::Objects(rows) = self {
            return rows.is_empty();
        }
        matches!(
            self,
            Self::Iterations(None)
                | Self::Evaluated(None)
                | Self::Test(None)
                | Self::Recording(Recording::None)
                | Self::Pair(None)
                | Self::Fault(None)
        )
    }
}

/// A panel's content, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Shown<T> {
    /// Nothing to show.
    Empty(Empty),
    /// Something to show.
    Filled(T),
}

/// Why a panel is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Empty {
    /// No execution yet.
    NothingRun,
    /// No execution yet, and the definition's problems stand in the way of one.
    DefinitionHasProblems,
    /// Nobody has started an execution of the machine that is looked at; others have run.
    NotStarted,
    /// The cursor is before everything and no state is selected.
    NothingSelected,
    /// The function wrote nothing.
    NothingLogged,
    /// The execution has not ended at the cursor.
    NotEnded,
}

// ── problems ────────────────────────────────────────────────────────────────────────────────────

/// Everything that is wrong with the texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Problems {
    /// Those of the definition first, in the order of the text.
    pub rows: Vec<ProblemRow>,
    /// How many forbid a run.
    pub errors: u32,
    /// How many do not.
    pub warnings: u32,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProblemRow {
    /// In which text.
    pub document: Document,
    /// Its first character, in UTF-16 units.
    pub from: u32,
    /// Behind its last character, in UTF-16 units.
    pub to: u32,
    /// Its line, from 1.
    pub line: u32,
    /// How much it weighs.
    pub severity: Severity,
    /// AWS's code where AWS has one.
    pub code: String,
    /// `/States/Pay/Next`; may be empty.
    pub location: String,
    /// AWS's own message, where it is known.
    pub aws: Option<String>,
    /// What is wrong.
    pub title: Words,
    /// Why it is wrong.
    pub why: Words,
    /// What to write instead.
    pub hint: Option<Words>,
    /// Text that mends it when it replaces the characters `fix_from..fix_to`.
    pub fix: Option<String>,
    /// The first character that the fix replaces, in UTF-16 units.
    pub fix_from: u32,
    /// Behind the last one, in UTF-16 units.
    pub fix_to: u32,
    /// Whether it is mended together with others: see [`Problem::is_slip`](crate::diagnostic::Problem::is_slip).
    pub slip: bool,
    /// What the fix does, where its text alone does not say that.
    pub fix_words: Option<Words>,
    /// Other places that explain it.
    pub labels: Vec<LabelRow>,
}

/// Another place that explains a problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelRow {
    /// Its first character, in UTF-16 units.
    pub from: u32,
    /// Behind its last character, in UTF-16 units.
    pub to: u32,
    /// What is to be seen there.
    pub words: Words,
}

// ── graph ───────────────────────────────────────────────────────────────────────────────────────

pub use crate::graph::{
    Edge, EdgeKind, End, Graph, Group, GroupKind, Node, NodeKind, Point, Rect, TreeRow, Way,
};

/// The drawing of the last definition without errors.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Picture {
    /// Whether the definition has been changed since and has errors now.
    pub stale: bool,
    /// The drawing.
    pub graph: Graph,
}

// ── marks ───────────────────────────────────────────────────────────────────────────────────────

/// What the cursor's moment adds to the drawing. Empty before the first run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// Only the states that have been entered; all others are [`Status::NotRun`].
    pub states: Vec<Mark>,
    /// Only the arrows that have been taken.
    pub edges: Vec<EdgeMark>,
    /// The states that the cursor's entry is about, inner ones last.
    pub current: Vec<u32>,
    /// The Map and the iteration that was chosen: the states inside are as they are in it.
    pub iteration: Option<(u32, u32)>,
    /// The arrow that was taken just now: the token runs along it.
    pub moving: Option<u32>,
}

/// One state at the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Which state.
    pub state: u32,
    /// How it is: of its open visits if there are any, else of the last one.
    pub status: Status,
    /// How often it has been entered.
    pub visits: u32,
    /// Visits that have not ended.
    pub open: u32,
    /// Visits that failed for good.
    pub failed: u32,
    /// Retries over all visits.
    pub retries: u32,
    /// For a Map: items of the last visit.
    pub items: u32,
    /// For a Map: iterations of the last visit that have ended, well or not.
    pub items_done: u32,
    /// The last execution that a Task has begun: [`RunRow::id`].
    pub child: Option<u32>,
}

impl Mark {
    /// What a corner of its box counts: items of a Map, retries, or visits when there are several.
    pub fn counter(&self) -> Option<String> {
        match *self {
            Self { items: 1.., .. } => Some(format!("{}/{}", self.items_done, self.items)),
            Self { retries: 1.., .. } => Some(format!("↻{}", self.retries)),
            Self { visits: 2.., .. } => Some(format!("×{}", self.visits)),
            Self { .. } => None,
        }
    }
}

/// One arrow at the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EdgeMark {
    /// Which: an index into [`Graph::edges`].
    pub edge: u32,
    /// How often it was taken.
    pub count: u32,
}

/// How a state or an execution is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Not entered.
    #[default]
    NotRun,
    /// At work.
    InProgress,
    /// Waits for time: a Wait state, or the delay before a retry.
    Waiting,
    /// Ended well.
    Succeeded,
    /// Failed, and a catcher took the error.
    Caught,
    /// Failed.
    Failed,
    /// Ended from outside before it was done.
    Aborted,
    /// Ran out of time.
    TimedOut,
}

// ── events, console, outcome ────────────────────────────────────────────────────────────────────

/// A window of the event table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Events {
    /// How many events there are in all.
    pub total: u32,
    /// How many have happened at the cursor.
    pub happened: u32,
    /// The number of the first row in `rows`, from 0.
    pub from: u32,
    /// The rows of the window.
    pub rows: Vec<EventRow>,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventRow {
    /// `id`
    pub id: u32,
    /// `previousEventId`
    pub previous: u32,
    /// `type`: `TaskStateEntered`
    pub name: String,
    /// The position at which it has just happened.
    pub position: u32,
    /// Which state.
    pub state: Option<u32>,
    /// Its name; empty outside every state.
    pub state_name: String,
    /// The Map iteration, from 0.
    pub iteration: Option<u32>,
    /// Virtual time.
    pub time: i64,
    /// Virtual time since the execution started, in milliseconds.
    pub elapsed: i64,
    /// The most telling detail on one line, cut to 120 characters.
    pub summary: String,
    /// Whether it tells of a failure.
    pub failure: bool,
    /// The execution that the Task began with it: [`RunRow::id`].
    pub child: Option<u32>,
    /// The event as AWS's JSON, pretty; cut when it is long and the inspector does not show data whole.
    pub json: String,
}

/// A window of what the functions wrote.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Console {
    /// How many lines there are in all.
    pub total: u32,
    /// How many had been written at the cursor.
    pub happened: u32,
    /// Lines that were dropped because there were too many.
    pub dropped: u32,
    /// The number of the first row in `rows`, from 0.
    pub from: u32,
    /// The rows of the window.
    pub rows: Vec<ConsoleRow>,
}

/// One line of a function's console.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ConsoleRow {
    /// Its number, from 0.
    pub number: u32,
    /// The position at which it had been written.
    pub position: u32,
    /// Which node called the function; `None` when the definition no longer has a state of this name.
    pub state: Option<u32>,
    /// The state's name.
    pub state_name: String,
    /// The visit.
    pub visit: u32,
    /// The attempt, from 0.
    pub attempt: u32,
    /// How it was written.
    pub level: Level,
    /// What was written.
    pub text: String,
    /// The function's file.
    pub file: String,
    /// The line in it, from 1, where known.
    pub line: Option<u32>,
}

/// Which method of `console` was called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "they are console's own names")]
pub enum Level {
    Debug,
    Trace,
    #[default]
    Log,
    Info,
    Warn,
    Error,
    /// The sandbox's own words: what it cannot do, and what to do instead.
    Hint,
}

/// An object that the run has written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectRow {
    /// Bucket and key: `shop/results.json`.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// How the execution ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Succeeded, Failed, TimedOut or Aborted.
    pub status: Status,
    /// The output, pretty JSON.
    pub output: Option<String>,
    /// `Error` and `Cause`.
    pub error: Option<ErrorRow>,
    /// How long it took in virtual time, in milliseconds.
    pub took: i64,
    /// How many events it has.
    pub events: u32,
    /// State transitions: what AWS bills a Standard workflow by.
    pub transitions: u32,
}
