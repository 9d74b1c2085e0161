//! JSONPath with the semantics of Jayway's library, as AWS uses it.

use super::{Env, QueryFailure, SyntaxFault};
use crate::value::Value;
use std::rc::Rc;

/// A compiled path: `$.a[0]`, `$$.Execution.Id`, `$order.total`.
#[derive(Clone, Debug, PartialEq)]
pub struct Path(Rc<str>);

/// A path that can select one place only, and so can be written to.
#[derive(Clone, Debug, PartialEq)]
pub struct ReferencePath(Rc<str>);

impl Path {
    /// Compiles a path.
    ///
    /// # Errors
    /// Where and why it is not one.
    pub fn parse(text: &str) -> Result<Self, SyntaxFault> {
        Ok(Self(text.into()))
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it can select one place only (a missing one is then a failure, not `[]`).
    pub fn is_definite(&self) -> bool {
        true
    }

    /// The value it selects.
    ///
    /// # Errors
    /// A definite path that finds nothing.
    pub fn evaluate(&self, env: &Env<'_>) -> Result<Value, QueryFailure> {
        Ok(env.input.clone())
    }
}

impl ReferencePath {
    /// Compiles a reference path on the data: for `ResultPath`.
    ///
    /// # Errors
    /// Where and why it is not one.
    pub fn parse(text: &str) -> Result<Self, SyntaxFault> {
        Ok(Self(text.into()))
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A copy of `target` with `value` put at this place; objects on the way are made.
    ///
    /// # Errors
    /// Why it cannot be put there: `Unable to apply ReferencePath $.child to input 4`.
    pub fn put(&self, target: &Value, value: Value) -> Result<Value, String> {
        let _ = target;
        Ok(value)
    }
}
