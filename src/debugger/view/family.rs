//! Which machine and which execution is looked at, and which there are besides.

use super::Status;
use serde::{Deserialize, Serialize};

/// The executions of one start: the one that the person began, and those that its Tasks began.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Family {
    /// The machine that is looked at: `None` is the one that Run starts.
    pub machine: Option<String>,
    /// The execution that is looked at: [`RunRow::id`]; `None` when the machine has none.
    pub shown: Option<u32>,
    /// How many executions have begun at the cursor.
    pub count: u32,
    /// The execution that is looked at and those around it, from the one that the person began; empty
    /// while there is only that one.
    pub path: Vec<RunRow>,
}

/// One execution.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunRow {
    /// Names it in [`Action::ShowRun`](crate::debugger::action::Action::ShowRun); 0 is the one that the
    /// person began.
    pub id: u32,
    /// Its machine: `None` is the one that Run starts.
    pub machine: Option<String>,
    /// Which of its machine's executions it is, from 1.
    pub number: u32,
    /// How many its machine has.
    pub siblings: u32,
    /// Its own name.
    pub name: String,
    /// How it is at the cursor.
    pub status: Status,
}
