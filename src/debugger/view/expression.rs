//! What an expression gives at the cursor.

use crate::debugger::action::Language;
use crate::diagnostic::Words;
use crate::inspection::Stage;
use serde::{Deserialize, Serialize};

/// An expression that a person asked about, and its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evaluated {
    /// Counts the questions.
    pub number: u32,
    /// The expression as asked.
    pub text: String,
    /// In which language it was read.
    pub language: Language,
    /// The state whose data it saw; empty where only the execution's input is known.
    pub state: String,
    /// The stage that `$` stood for.
    pub stage: Stage,
    /// The answer.
    pub answer: ExpressionAnswer,
}

/// What an expression gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExpressionAnswer {
    /// This, as pretty JSON; of a long one the beginning.
    Value(String),
    /// Nothing: JSONata's undefined.
    Nothing,
    /// It cannot be read, or goes wrong.
    Failed {
        /// Why: our words, or AWS's and the reference's in English.
        words: Words,
        /// The characters that are to blame, in UTF-16 units of the expression, where known.
        at: Option<(u32, u32)>,
    },
}
