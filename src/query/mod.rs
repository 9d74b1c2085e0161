//! The expressions of a definition: JSONPath, intrinsic functions, payload templates, JSONata.
//!
//! An expression is compiled once, when the machine is made, and evaluated many times against an
//! [`Env`]. What can be refused early is refused early: a compiled expression is sound.

mod formula;
pub mod intrinsic;
pub mod jsonata;
pub mod jsonpath;
pub mod pattern;
mod reason;
mod template;

pub use formula::{Formula, Wanted, enclosed, shown};
pub use intrinsic::Function;
pub use jsonpath::{Dialect, Path, PathError, ReferencePath, Root, Step};
pub use reason::Reason;
pub use template::{Expression, Template, TemplateFault};

use crate::value::{Timestamp, Value};
use std::fmt;
use std::rc::Rc;

/// What an expression can see.
pub struct Env<'a> {
    /// The data `$` stands for; in JSONata `$states.input`.
    pub input: &'a Value,
    /// `$states.result`, where there is one.
    pub result: Option<&'a Value>,
    /// `$states.errorOutput`, where there is one.
    pub error_output: Option<&'a Value>,
    /// The context object `$$`, made when asked for.
    pub context: &'a dyn Fn() -> Value,
    /// The value of a variable, if it is assigned.
    pub variable: &'a dyn Fn(&str) -> Option<Value>,
    /// A random number in 0..1 for `States.MathRandom` and `States.UUID`, from the execution's seed.
    pub random: &'a dyn Fn() -> f64,
    /// `$now` and `$millis` of JSONata.
    pub now: Timestamp,
}

/// Why an expression is refused when the machine is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFault {
    /// Byte offset in the expression.
    pub offset: usize,
    /// What is wrong.
    pub reason: Reason,
}

/// Why an evaluation failed. The words are AWS's; the state that asked adds its own around them
/// (`errors.md` section 3.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryFailure {
    /// A definite path found nothing. `path` as written, `input` compact JSON of what it was applied
    /// to, `detail` Jayway's words (`No results for path: $['a']`, `Missing property in path $['no']`).
    PathNotFound {
        /// The path as written.
        path: String,
        /// What it was applied to.
        input: String,
        /// Jayway's words.
        detail: String,
        /// The name of the template's key it stood in, `value.$`; empty outside templates.
        field: String,
    },
    /// A whole sentence, to stand after AWS's prefix: an intrinsic function failed, or a path was
    /// stopped because it would visit too many values.
    Intrinsic(String),
    /// An expression in JSONata gave no value, or not the one that was wanted.
    Formula {
        /// The field it stands in, from the state on: `Output/result`; none when the data itself is at
        /// fault.
        location: Option<Rc<str>>,
        /// A whole sentence, to stand after AWS's prefix.
        words: String,
    },
}

impl fmt::Display for QueryFailure {
    /// The words for a payload template, after AWS's prefix.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PathNotFound {
                path, input, field, ..
            } => write!(
                f,
                "The JSONPath '{path}' specified for the field '{field}' could not be found in the input '{input}'"
            ),
            Self::Intrinsic(words) | Self::Formula { words, .. } => f.write_str(words),
        }
    }
}
