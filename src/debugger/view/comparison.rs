//! Two executions side by side. Where there are two of something, the one that was first comes first.

use serde::{Deserialize, Serialize};

/// An execution that was run again, compared with what it was run again from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pair {
    /// Whether the first one was recorded elsewhere.
    pub recorded: bool,
    /// Whether the first one is looked at; the other is otherwise.
    pub first_shown: bool,
    /// How many events of the first were to come again as they were.
    pub from: u32,
    /// What differs; `None` while the other one runs.
    pub comparison: Option<Comparison>,
}

/// What differs between two executions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Whether nothing does.
    pub same: bool,
    /// How many events they have.
    pub events: [u32; 2],
    /// The first event that differs.
    pub first: Option<Differing>,
    /// So many fields differ as those of any two executions do: moments, names, request ids.
    pub passed: u32,
    /// So many states were entered in the same order.
    pub same_steps: u32,
    /// The ways they took, from a little before they part.
    pub steps: Vec<StepRow>,
    /// How they ended.
    pub outputs: [String; 2],
    /// What differs in their outputs.
    pub changes: Vec<FieldRow>,
}

/// The first event that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Differing {
    /// Its number among the events, from 1.
    pub event: u32,
    /// Their types; `None` where one has no more events.
    pub names: [Option<String>; 2],
    /// The states they belong to.
    pub states: [String; 2],
    /// The positions at which they have just happened.
    pub positions: [u32; 2],
    /// The fields that differ.
    pub fields: Vec<FieldRow>,
}

/// A field that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldRow {
    /// JSON pointer; the data in it is read.
    pub path: String,
    /// The values, compact JSON; `None` where it is missing.
    pub values: [Option<String>; 2],
}

/// A step of the ways.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StepRow {
    /// Which step, from 1.
    pub number: u32,
    /// The states entered; `None` where the way has ended.
    pub names: [Option<String>; 2],
    /// Whether everything up to here is the same.
    pub same: bool,
}
