//! Choice rules as tests (`asl.md` section 8).

use super::StateId;
use crate::diagnostic::Span;
use crate::query::{Formula, Path, Template};
use crate::value::{Instant, Number};
use std::rc::Rc;

/// A Choice state.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// Tried in order; the first true one wins.
    pub rules: Vec<ChoiceRule>,
    /// Where to go when none is true.
    pub default: Option<StateId>,
}

/// One entry of `Choices`.
#[derive(Clone, Debug, PartialEq)]
pub struct ChoiceRule {
    /// Its `Comment`.
    pub comment: Option<Rc<str>>,
    /// What must hold.
    pub test: Test,
    /// Where to go then.
    pub next: StateId,
    /// Its `Assign`, in place of the state's.
    pub assign: Option<Template>,
    /// Its `Output` in JSONata, in place of the state's.
    pub output: Option<Template>,
    /// Its characters in the definition.
    pub span: Span,
}

/// A test on the data.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// `Condition` in JSONata.
    Condition(Condition),
    /// All hold; stops at the first that does not.
    And(Vec<Test>),
    /// One holds; stops at the first that does.
    Or(Vec<Test>),
    /// It does not hold.
    Not(Box<Test>),
    /// `Variable` compared with an operand.
    Compare {
        /// `Variable`.
        variable: Path,
        /// The operator's relation.
        comparison: Comparison,
        /// The operator's value; its kind is the operator's type.
        operand: Operand,
    },
    /// `StringMatches`, the pattern as written.
    StringMatches {
        /// `Variable`.
        variable: Path,
        /// The pattern: `*` stands for any characters, `\*` and `\\` for themselves.
        pattern: Rc<str>,
    },
    /// `IsNull` and its kin.
    Is {
        /// `Variable`.
        variable: Path,
        /// What it asks.
        test: TypeTest,
        /// `false` turns it around.
        expected: bool,
    },
}

impl Test {
    /// How many tests it consists of, itself included.
    pub fn parts(&self) -> usize {
        match self {
            Self::And(tests) | Self::Or(tests) => 1 + tests.iter().map(Self::parts).sum::<usize>(),
            Self::Not(test) => 1 + test.parts(),
            Self::Condition(_)
            | Self::Compare { .. }
            | Self::StringMatches { .. }
            | Self::Is { .. } => 1,
        }
    }

    /// Whether it is made of others.
    pub fn is_composed(&self) -> bool {
        matches!(self, Self::And(_) | Self::Or(_) | Self::Not(_))
    }
}

/// A `Condition`.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `true` or `false`, written down.
    Literal(bool),
    /// An expression.
    Formula(Formula),
}

/// The relation of a comparison operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `…Equals`
    Equals,
    /// `…LessThan`
    LessThan,
    /// `…GreaterThan`
    GreaterThan,
    /// `…LessThanEquals`
    LessThanEquals,
    /// `…GreaterThanEquals`
    GreaterThanEquals,
}

/// The other side of a comparison, typed by its operator.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// `StringEquals` …
    String(Rc<str>),
    /// `NumericEquals` …
    Numeric(Number),
    /// `BooleanEquals`
    Boolean(bool),
    /// `TimestampEquals` …
    Timestamp(Instant),
    /// `StringEqualsPath` …
    StringPath(Path),
    /// `NumericEqualsPath` …
    NumericPath(Path),
    /// `BooleanEqualsPath`
    BooleanPath(Path),
    /// `TimestampEqualsPath` …
    TimestampPath(Path),
}

/// The six type tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeTest {
    /// `IsNull`
    Null,
    /// `IsPresent`
    Present,
    /// `IsNumeric`
    Numeric,
    /// `IsString`
    String,
    /// `IsBoolean`
    Boolean,
    /// `IsTimestamp`
    Timestamp,
}
