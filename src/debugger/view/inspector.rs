//! What a visit of a state shows: its data, its attempts, its decisions.

use super::{ConsoleRow, NodeKind, RunRow, Status, WaitingFor};
use crate::inspection::Stage;
use serde::{Deserialize, Serialize};

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
    /// For a Parallel: its branches.
    pub branches: Vec<BranchRow>,
    /// For a Map: how many items it has.
    pub items: Option<u32>,
    /// The executions that it has begun at the cursor, at most 100.
    pub children: Vec<RunRow>,
    /// The variables it sees, by name, and those it has assigned.
    pub variables: Vec<VariableRow>,
    /// The scopes of these variables: its own, then those further out.
    pub scopes: Vec<ScopeRow>,
    /// The context object as it sees it, as JSON, while that is asked for.
    pub context: Option<String>,
}

/// Where variables live: the whole execution, a branch or an iteration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeRow {
    /// The Parallel or Map around it; empty for the whole execution.
    pub name: String,
    /// Of a Parallel which branch, from 0.
    pub branch: Option<u32>,
    /// Of a Map which iteration, from 0.
    pub iteration: Option<u32>,
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
    /// The expressions that produced lines of it, while that is asked for.
    pub sources: Vec<SourceRow>,
    /// What was assigned to it over time, while that is asked for: at most the last 50.
    pub over_time: Vec<AssignedRow>,
}

/// What a visit assigned to a variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssignedRow {
    /// The event that tells of it.
    pub event: u32,
    /// The name of the state that assigned it.
    pub state: String,
    /// The Map iteration it was in, from 0.
    pub iteration: Option<u32>,
    /// The value as compact JSON; of a long one the beginning.
    pub text: String,
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
    /// Whether the data is known: a recording does not tell every stage.
    pub told: bool,
    /// How long the text is in bytes, when only its beginning is shown.
    pub cut: Option<u32>,
    /// What differs from the stage above; empty for the first.
    pub changes: Vec<Change>,
    /// The field of the state that did it, as written: `$.order`; empty when it has none.
    pub field: String,
    /// Which expressions produced which lines of the text.
    pub sources: Vec<SourceRow>,
}

/// Lines of a pretty text and the expression that produced them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRow {
    /// The first line, from 0.
    pub line: u32,
    /// How many lines.
    pub lines: u32,
    /// The expression as written.
    pub text: String,
    /// Its first character in the definition that was run, in UTF-16 units, quotes included.
    pub from: u32,
    /// Behind its last character.
    pub to: u32,
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
        /// Of a rule with `And`, `Or` or `Not` its parts in the order of the text.
        parts: Vec<RulePart>,
        /// What came out.
        holds: bool,
        /// Where it leads.
        next: String,
        /// How many rules behind it were not tested, because it holds.
        untested: u32,
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
        /// What it was computed from, in AWS's words: `IntervalSeconds 2 × BackoffRate 1.5^2`.
        backoff: String,
        /// The error it took.
        error: String,
        /// The names it takes: `States.ALL`.
        names: String,
    },
    /// A retrier would have taken an error, but has used up its attempts.
    Exhausted {
        /// Which retrier, from 0.
        retrier: u32,
        /// How many retries it allows.
        allowed: u32,
        /// The error.
        error: String,
    },
    /// Nobody took an error, though the state has retriers or catchers.
    Uncaught {
        /// The error.
        error: String,
        /// Whether one could have: some errors end an execution at once.
        catchable: bool,
    },
    /// A Fail state fails.
    Fails {
        /// What the definition says of it: `Error: OutOfStock`.
        fields: Vec<String>,
    },
    /// An expression failed.
    Evaluation {
        /// The field, from the state on: `Output/total`; empty when the data itself is at fault.
        location: String,
        /// The expression as written; empty where it is not known.
        text: String,
    },
    /// Something took too long.
    TimedOut {
        /// What.
        late: Late,
        /// What the definition says of it: `TimeoutSeconds: 5`.
        field: String,
    },
    /// A Map begins.
    Iterations {
        /// How many items it has; `None` where they are still to be read.
        items: Option<u32>,
        /// How many iterations run at once, where that is known.
        at_once: Option<u32>,
        /// What the definition says of it: `MaxConcurrency: 2`; empty when it says nothing.
        field: String,
    },
    /// An iteration of a Map failed, and the Map with it.
    IterationFailed {
        /// Which, from 0.
        index: u32,
    },
    /// More items of a Map failed than it tolerates.
    Intolerable {
        /// What the definition says of it: `ToleratedFailureCount: 1`.
        fields: Vec<String>,
    },
    /// The state stays as it is for a while, or did.
    Waiting {
        /// Who or what is waited for.
        reason: WaitingFor,
        /// What the definition says of it: `Seconds: 10`, a Task's resource.
        field: String,
        /// Until when, virtual, where that is known.
        until: Option<i64>,
        /// How long in milliseconds.
        length: Option<i64>,
        /// What may end the wait early: `TimeoutSeconds: 60`, `HeartbeatSeconds: 10`.
        limits: Vec<String>,
    },
    /// A catcher took an error.
    Caught {
        /// Which catcher, from 0.
        catcher: u32,
        /// The error it took.
        error: String,
        /// The names it takes: `States.ALL`.
        names: String,
        /// Where it leads.
        next: String,
    },
}

/// What did not come in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Late {
    /// The end of a Task.
    Task,
    /// A heartbeat.
    Heartbeat,
    /// The end of the whole execution.
    Execution,
}

/// A part of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulePart {
    /// How deep it stands: 0 is the rule itself.
    pub depth: u32,
    /// The part in short: `$.total > 100`, `And`.
    pub text: String,
    /// What came out; `None` where it was not needed or is not known.
    pub holds: Option<bool>,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct IterationRow {
    /// From 0.
    pub index: u32,
    /// How it is.
    pub status: Status,
}

/// The iterations of one visit of a Map: those of them that the grid has on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Iterations {
    /// The Map's visit, by the place of its Entered event.
    pub map: u32,
    /// How many iterations it has.
    pub total: u32,
    /// How many of them are of each status, where there are any.
    pub counts: Vec<(Status, u32)>,
    /// The only status that is shown; `None` for all.
    pub only: Option<Status>,
    /// How many there are to be shown.
    pub shown: u32,
    /// Which of these is the first in `cells`, from 0.
    pub from: u32,
    /// The squares of the window.
    pub cells: Vec<IterationRow>,
    /// The iteration that the inspected visit is in.
    pub chosen: Option<u32>,
}

/// A branch of a Parallel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchRow {
    /// Its states in the order of the text.
    pub states: Vec<BranchState>,
}

/// A state of a branch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BranchState {
    /// The node; `None` when the definition no longer has a state of this name.
    pub state: Option<u32>,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: NodeKind,
    /// How its last visit is.
    pub status: Status,
    /// How often it was entered.
    pub visits: u32,
    /// Its last visit, by the place of its Entered event.
    pub last: Option<u32>,
}
