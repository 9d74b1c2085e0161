//! Where the cursor is, what runs and what waits.

use super::{Status, Why};
use crate::debugger::action::{Timing, Zoom};
use crate::inspection::Stage;
use serde::{Deserialize, Serialize};

/// The player: where the cursor is and where it can go.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transport {
    /// Whether the texts can be run: the definition has no errors and the input is JSON.
    pub can_run: bool,
    /// Whether an execution is going on.
    pub running: bool,
    /// Whether the execution ended badly and can go on.
    pub can_redrive: bool,
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
    /// How it ended, wherever the cursor is; `None` while it goes on.
    pub ended: Option<Status>,
    /// The end of the execution that Run started, whichever is looked at.
    pub finished: Option<Finished>,
    /// Whether virtual time stands still because somebody wants it to, or a breakpoint.
    pub paused: bool,
    /// Virtual time where the execution is; while it waits, time goes on from here by [`Self::timing`].
    pub present: i64,
    /// Whether a breakpoint holds at the cursor.
    pub holds: bool,
    /// The position here when the next one does, in this execution or in another of its family.
    pub held_ahead: Option<u32>,
    /// Positions at which breakpoints hold; at most 400, evenly thinned out.
    pub held: Vec<u32>,
    /// Whether something fails behind the cursor.
    pub fails_ahead: bool,
    /// Whether something failed before it.
    pub fails_before: bool,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// Counts the runs: two that end alike are told apart by it.
    pub number: u32,
    /// The end.
    pub status: Status,
    /// How long it took in virtual time, in milliseconds.
    pub took: i64,
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
    /// When the task's `TimeoutSeconds` have passed: behind `until`, if a heartbeat is due before.
    pub deadline: Option<i64>,
    /// Why.
    pub reason: WaitingFor,
    /// The execution that it waits for: [`RunRow::id`](super::RunRow::id).
    pub child: Option<u32>,
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
    /// Whether a person approves or rejects: the task token or the activity's task is with them.
    pub decides: bool,
    /// An output to begin with, JSON text.
    pub usual: String,
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
