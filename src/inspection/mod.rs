//! What happened to the data inside each state: every stage of input and output processing, under the
//! names that the TestState API gives them in `inspectionData`.

use crate::history::EventId;
use crate::machine::StateId;
use crate::value::Payload;
use std::rc::Rc;

/// A stage of input and output processing, named as TestState names it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "camelCase")]
pub enum Stage {
    /// `input`: the raw input.
    Input,
    /// `afterInputPath`
    AfterInputPath,
    /// `afterParameters`
    AfterParameters,
    /// `afterArguments`, in JSONata.
    AfterArguments,
    /// `afterItemsPath` of a Map.
    AfterItemsPath,
    /// `afterItemsPointer` of a distributed Map: the items that its `ItemsPointer` finds in what was read.
    AfterItemsPointer,
    /// `afterItemSelector` of a Map: one record for each iteration.
    AfterItemSelector,
    /// `afterItemBatcher` of a distributed Map: the inputs of all children.
    AfterItemBatcher,
    /// `result`: what the task, the branches or the iterations gave.
    Result,
    /// `afterResultSelector`
    AfterResultSelector,
    /// `afterResultPath`
    AfterResultPath,
    /// The output: after OutputPath.
    Output,
    /// The error output that a catcher received: `{"Error": …, "Cause": …}`.
    ErrorOutput,
}

impl Stage {
    /// Every stage, in the order in which data passes them.
    pub const ALL: [Self; 13] = [
        Self::Input,
        Self::AfterInputPath,
        Self::AfterParameters,
        Self::AfterArguments,
        Self::AfterItemsPath,
        Self::AfterItemsPointer,
        Self::AfterItemSelector,
        Self::AfterItemBatcher,
        Self::Result,
        Self::AfterResultSelector,
        Self::AfterResultPath,
        Self::Output,
        Self::ErrorOutput,
    ];

    /// The name that TestState gives it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::AfterInputPath => "afterInputPath",
            Self::AfterParameters => "afterParameters",
            Self::AfterArguments => "afterArguments",
            Self::AfterItemsPath => "afterItemsPath",
            Self::AfterItemsPointer => "afterItemsPointer",
            Self::AfterItemSelector => "afterItemSelector",
            Self::AfterItemBatcher => "afterItemBatcher",
            Self::Result => "result",
            Self::AfterResultSelector => "afterResultSelector",
            Self::AfterResultPath => "afterResultPath",
            Self::Output => "output",
            Self::ErrorOutput => "errorOutput",
        }
    }
}

/// One stage of one visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The state.
    pub state: StateId,
    /// The Entered event of the visit.
    pub visit: EventId,
    /// Which attempt of the visit, from 0.
    pub attempt: u32,
    /// Which stage.
    pub stage: Stage,
    /// The iteration, for `AfterItemSelector`.
    pub index: Option<usize>,
    /// The data after it.
    pub value: Payload,
}

/// Something worth telling about a visit that is not data: for the page's "why" line.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    /// A Choice rule was tested.
    RuleTested {
        /// Which, from 0.
        rule: usize,
        /// What came out.
        holds: bool,
        /// What came out of each part of one with `And`, `Or` or `Not`, in the order of the text, `None` where a
        /// part was not needed; empty for any other.
        parts: Rc<[Option<bool>]>,
    },
    /// No rule held; `Default` it is.
    DefaultTaken,
    /// A retrier matched and the state is tried again.
    Retrying {
        /// Which retrier, from 0.
        retrier: usize,
        /// Which retry of this retrier, from 1.
        attempt: u64,
        /// How long it waits, in milliseconds, jitter included.
        delay_millis: i64,
        /// The error it matched.
        error: Rc<str>,
    },
    /// A retrier matched, and had no attempts left.
    Exhausted {
        /// Which retrier, from 0.
        retrier: usize,
        /// The error it matched.
        error: Rc<str>,
    },
    /// The state has retriers or catchers, and none of the catchers took an error.
    Uncaught {
        /// The error.
        error: Rc<str>,
        /// Whether one could have: some errors end an execution at once.
        catchable: bool,
    },
    /// A catcher matched.
    Caught {
        /// Which catcher, from 0.
        catcher: usize,
        /// The error it matched.
        error: Rc<str>,
    },
}

/// A note on one visit.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted {
    /// The state.
    pub state: StateId,
    /// The Entered event of the visit.
    pub visit: EventId,
    /// What.
    pub note: Note,
}
