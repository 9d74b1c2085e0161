//! What an evaluation may spend: steps, nesting, memory. Counted, not timed, so that the same expression
//! over the same data always ends the same way.

use super::error::{Code, EvaluationError};
use std::cell::Cell;

/// The limits of one evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// One for each node evaluated, each element produced or compared, and every 64 bytes of text made.
    pub steps: u64,
    /// How deeply evaluations may nest: a function that calls itself takes three or four for each call.
    pub depth: u32,
}

impl Default for Budget {
    /// Some seconds of work; nesting that a stack of one megabyte bears.
    fn default() -> Self {
        Self {
            steps: 20_000_000,
            depth: 500,
        }
    }
}

/// Containers may nest this much deeper than the data they are made of: the same limit that reading
/// JSON has.
pub(super) const MAX_NESTING: u16 = 500;

/// Longest text that an expression may make, in bytes.
pub(super) const MAX_TEXT: usize = 8 << 20;

/// What is left of a [`Budget`].
#[derive(Debug)]
pub(super) struct Fuel {
    steps: Cell<u64>,
    depth: Cell<u32>,
}

impl Fuel {
    pub fn new(budget: Budget) -> Self {
        Self {
            steps: Cell::new(budget.steps),
            depth: Cell::new(budget.depth),
        }
    }

    /// Takes so many steps.
    pub fn spend(&self, steps: usize) -> Result<(), EvaluationError> {
        let left = self.steps.get().checked_sub(steps as u64);
        self.steps.set(left.unwrap_or(0));
        left.map(drop)
            .ok_or_else(|| EvaluationError::new(Code::U1002))
    }

    /// Pays for a text of so many bytes.
    pub fn text(&self, bytes: usize) -> Result<(), EvaluationError> {
        if bytes > MAX_TEXT {
            return Err(EvaluationError::new(Code::U1003));
        }
        self.spend(bytes / 64)
    }

    /// Pays for one more part of a text that is now so many bytes long; [`Fuel::text`] pays for the whole.
    pub fn growing(&self, bytes: usize) -> Result<(), EvaluationError> {
        if bytes > MAX_TEXT {
            return Err(EvaluationError::new(Code::U1003));
        }
        self.spend(1)
    }

    /// Goes one level down; [`Fuel::leave`] comes back.
    pub fn enter(&self) -> Result<(), EvaluationError> {
        let left = self.depth.get().checked_sub(1);
        self.depth
            .set(left.ok_or_else(|| EvaluationError::new(Code::U1001))?);
        self.spend(1)
    }

    /// Comes one level up.
    pub fn leave(&self) {
        self.depth.set(self.depth.get() + 1);
    }
}
