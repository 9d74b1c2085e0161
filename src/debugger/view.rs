//! What there is to see, as plain values: the page draws them and computes nothing.
//!
//! Offsets count UTF-16 units, as editors in a browser do. Times are virtual, in milliseconds since
//! 1970. States are named by their place in the machine, visits by the place of their Entered event.

use super::action::{Document, Timing, Zoom};
use crate::diagnostic::{Severity, Words};
use crate::inspection::Stage;
use serde::{Deserialize, Serialize};

/// One panel's new content. The page keeps the last of each kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "each variant is named after what it holds")]
pub enum Panel {
    Problems(Problems),
    Graph(Shown<Picture>),
    Marks(Marks),
    Transport(Transport),
    Inspector(Shown<Box<Inspector>>),
    Events(Shown<Events>),
    Console(Shown<Console>),
    Outcome(Shown<Outcome>),
    /// A fault of this playground, in English: never the definition's or the execution's.
    Fault(Option<String>),
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
    /// Text that mends it when it replaces the characters `from..to`.
    pub fix: Option<String>,
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
    /// The arrow that was taken just now: the token runs along it.
    pub moving: Option<u32>,
}

/// One state at the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

// ── transport ───────────────────────────────────────────────────────────────────────────────────

/// The player: where the cursor is and where it can go.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transport {
    /// Whether the texts can be run: the definition has no errors and the input is JSON.
    pub can_run: bool,
    /// Whether an execution is going on.
    pub running: bool,
    /// Whether what has been run is older than the texts.
    pub outdated: bool,
    /// Where the cursor is: so many entries of the trace have happened.
    pub position: u32,
    /// How many entries the trace has so far.
    pub length: u32,
    /// Which stops `step` counts.
    pub zoom: Zoom,
    /// The last stop of this zoom at or before the cursor; 0 before the first.
    pub step: u32,
    /// How many stops of this zoom there are.
    pub steps: u32,
    /// What the cursor is at.
    pub at: Place,
    /// Whether there is a stop before.
    pub can_back: bool,
    /// Whether there is a stop behind.
    pub can_forward: bool,
    /// Where states are entered, and where something fails; at most 400, evenly thinned out.
    pub ticks: Vec<Tick>,
    /// Virtual time at the cursor since the execution started, in milliseconds.
    pub elapsed: i64,
    /// Virtual time at the cursor.
    pub now: i64,
    /// How virtual time passes.
    pub timing: Timing,
    /// What a running execution waits for right now.
    pub waiting: Vec<WaitRow>,
    /// How the execution is at the cursor.
    pub status: Status,
}

/// What the cursor is at.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The state's name; empty outside every state.
    pub state: String,
    /// Which state.
    pub id: Option<u32>,
    /// The Map iteration, from 0.
    pub iteration: Option<u32>,
    /// What it is.
    pub what: What,
}

/// What an entry of the trace is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum What {
    /// Before everything.
    #[default]
    Nothing,
    /// An event, by AWS's name: `TaskStateEntered`.
    Event(String),
    /// A stage of the data.
    Stage(Stage),
    /// A decision.
    Why(Why),
}

/// A mark on the slider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Where.
    pub position: u32,
    /// Whether something fails there; a state is entered otherwise.
    pub failure: bool,
}

/// A part of the execution that waits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitRow {
    /// Which node; `None` when the definition no longer has a state of this name.
    pub state: Option<u32>,
    /// Its name.
    pub name: String,
    /// Until when, virtual; `None` when time alone will not end it.
    pub until: Option<i64>,
    /// Why.
    pub reason: WaitingFor,
    /// The task, if a person can answer for it.
    pub task: Option<OpenTask>,
}

/// A task that a person can answer for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTask {
    /// Names it in [`Action::Answer`](super::action::Action::Answer).
    pub task: u32,
    /// `glue:startJobRun.sync`, an activity's name.
    pub what: String,
    /// What it was called with, JSON text.
    pub data: String,
    /// Whether the first of two answers is wanted: the response of a call whose end is still to come.
    pub first: bool,
    /// Whether heartbeats mean something.
    pub heartbeats: bool,
}

/// Why a part of the execution waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitingFor {
    /// A Wait state.
    WaitState,
    /// The delay before a retry.
    Backoff,
    /// A function is at work.
    Function,
    /// A service is at work.
    Service,
    /// Somebody is to send the task token back.
    Callback,
    /// A worker is to take the task of an activity.
    Worker,
}

// ── inspector ───────────────────────────────────────────────────────────────────────────────────

/// One visit of one state, as far as it has come at the cursor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspector {
    /// Which node; `None` when the definition no longer has a state of this name.
    pub state: Option<u32>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// Its `Comment`.
    pub comment: String,
    /// Its characters in the text it was run with.
    pub definition: String,
    /// Whether the user chose it; it is the cursor's otherwise.
    pub selected: bool,
    /// The visit; `None` when the state has not been reached at the cursor.
    pub visit: Option<Visit>,
    /// The visits at the cursor, at most 200 around the one shown.
    pub visits: Vec<VisitRow>,
    /// How many visits there are.
    pub visit_count: u32,
}

/// A visit in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitRow {
    /// The id of its Entered event.
    pub visit: u32,
    /// The Map iteration, from 0.
    pub iteration: Option<u32>,
    /// How it is.
    pub status: Status,
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Visit {
    /// The id of its Entered event.
    pub id: u32,
    /// Its number among the state's visits, from 1.
    pub number: u32,
    /// How it is.
    pub status: Status,
    /// The Map iteration it belongs to, from 0.
    pub iteration: Option<u32>,
    /// When it was entered, virtual.
    pub entered: i64,
    /// When it ended, virtual.
    pub left: Option<i64>,
    /// The data on its way, in order.
    pub stages: Vec<StageRow>,
    /// The attempts of a state that can be retried, in order.
    pub attempts: Vec<Attempt>,
    /// The decisions, in order.
    pub why: Vec<WhyRow>,
    /// The error it failed with, if it did.
    pub error: Option<ErrorRow>,
    /// The numbers of its lines in the console.
    pub log: Vec<ConsoleRow>,
    /// For a Map: its iterations so far.
    pub iterations: Vec<IterationRow>,
    /// For a Map: how many items it has.
    pub items: Option<u32>,
    /// The variables it sees, by name, and those it has assigned.
    pub variables: Vec<VariableRow>,
}

/// A variable as a visit sees or assigns it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariableRow {
    /// Its name.
    pub name: String,
    /// Its value, as JSON; of a long one the beginning.
    pub text: String,
    /// The Entered event of the visit that assigned it.
    pub assigned_by: u32,
    /// How many Parallels and Maps further out it lives; 0 is the visit's own scope.
    pub outward: u32,
    /// Whether the visit itself assigned it; otherwise it found it so.
    pub here: bool,
}

/// One stage of the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageRow {
    /// The position at which it has just happened.
    pub position: u32,
    /// Which stage.
    pub stage: Stage,
    /// Which attempt, from 0.
    pub attempt: u32,
    /// The Map iteration, for `AfterItemSelector`.
    pub index: Option<u32>,
    /// The data, pretty JSON.
    pub text: String,
    /// How long the text is in bytes, when only its beginning is shown.
    pub cut: Option<u32>,
    /// What differs from the stage above; empty for the first.
    pub changes: Vec<Change>,
    /// The field of the state that did it, as written: `$.order`; empty when it has none.
    pub field: String,
}

/// A difference between two values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// JSON pointer: `/order/items/0`; empty for the whole.
    pub pointer: String,
    /// What became of it.
    pub kind: ChangeKind,
    /// Its first line in the pretty text, from 0: in the text before for [`ChangeKind::Removed`], in
    /// the text after otherwise.
    pub line: u32,
    /// How many lines it takes there.
    pub lines: u32,
}

/// What became of a part of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another value.
    Changed,
}

/// One attempt of a visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// Its number, from 1.
    pub number: u32,
    /// How it ended.
    pub status: Status,
    /// What it failed with.
    pub error: Option<ErrorRow>,
    /// The delay before the next attempt, in milliseconds.
    pub delay: Option<i64>,
}

/// An error.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ErrorRow {
    /// `Error`
    pub error: String,
    /// `Cause`
    pub cause: String,
}

/// A decision and the position at which it has just been made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WhyRow {
    /// Where in the trace.
    pub position: u32,
    /// What.
    pub why: Why,
}

/// A decision; the page words it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Why {
    /// A rule of a Choice was tested.
    Rule {
        /// Which, from 0.
        rule: u32,
        /// The rule in short: `$.total > 100`.
        text: String,
        /// What it looked at: each path with its value as JSON, `None` where nothing was there.
        operands: Vec<Operand>,
        /// What came out.
        holds: bool,
        /// Where it leads.
        next: String,
    },
    /// No rule held.
    Default {
        /// Where it leads.
        next: String,
    },
    /// A retrier took an error.
    Retrying {
        /// Which retrier, from 0.
        retrier: u32,
        /// Which of its retries, from 1.
        attempt: u32,
        /// How many it allows.
        allowed: u32,
        /// The delay in milliseconds.
        delay: i64,
        /// The error it took.
        error: String,
    },
    /// A catcher took an error.
    Caught {
        /// Which catcher, from 0.
        catcher: u32,
        /// The error it took.
        error: String,
        /// Where it leads.
        next: String,
    },
}

/// A path of a rule and what was there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Operand {
    /// The path as written.
    pub path: String,
    /// What was there, compact JSON; `None` when nothing was.
    pub value: Option<String>,
}

/// One iteration of a Map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IterationRow {
    /// From 0.
    pub index: u32,
    /// How it is.
    pub status: Status,
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
