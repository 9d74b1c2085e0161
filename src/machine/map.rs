//! The Map state (`asl.md` section 12).

use super::{Distributed, ScopeId};
use crate::query::{Formula, Path, Template};

/// A Map state.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// `ItemProcessor`, or its old name `Iterator`.
    pub processor: ScopeId,
    /// Where the items come from.
    pub items: Items,
    /// `ItemSelector`, or its old name `Parameters`.
    pub item_selector: Option<Template>,
    /// `MaxConcurrency` or `MaxConcurrencyPath`; absent means no limit.
    pub max_concurrency: Option<MaxConcurrency>,
    /// `ToleratedFailureCount` or its `…Path`.
    pub tolerated_count: Option<Tolerated>,
    /// `ToleratedFailurePercentage` or its `…Path`.
    pub tolerated_percentage: Option<Tolerated>,
    /// What only distributed mode has; absent in inline mode.
    pub distributed: Option<Box<Distributed>>,
}

/// A whole number, written down or found in the data.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// The number as written.
    Literal(u64),
    /// Its `…Path`.
    Path(Path),
    /// In JSONata.
    Formula(Formula),
}

/// Where the items of a Map come from.
#[derive(Clone, Debug, PartialEq)]
pub enum Items {
    /// Neither `ItemsPath` nor `Items`: the input.
    Whole,
    /// `ItemsPath`.
    Path(Path),
    /// `Items`: an expression.
    Formula(Formula),
    /// `Items`: an array, or in distributed mode an object, in which expressions may stand.
    Written(Template),
}

/// How many iterations may run at once.
#[derive(Clone, Debug, PartialEq)]
pub enum MaxConcurrency {
    /// `MaxConcurrency`; 0 means no limit.
    Literal(u64),
    /// `MaxConcurrencyPath`.
    Path(Path),
    /// In JSONata.
    Formula(Formula),
}

/// A tolerance for failed iterations.
#[derive(Clone, Debug, PartialEq)]
pub enum Tolerated {
    /// The number as written.
    Literal(f64),
    /// Its `…Path`.
    Path(Path),
    /// In JSONata.
    Formula(Formula),
}
