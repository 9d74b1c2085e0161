//! Expressions in JSONata as they stand in a definition, `{% … %}`: what they can see, what they may
//! give, and AWS's words for what goes wrong (`errors.md` section 3.2).

use super::jsonata::{Budget, Code, EvaluationError, Expression, References, Scope, SyntaxError};
use super::{Env, QueryFailure};
use crate::value::{Object, Value};
use std::rc::Rc;

/// Far more bytes than a failure's cause can have (`errors.md` section 2).
const MAX_SHOWN: usize = 1 << 20;

/// The reserved variable.
const STATES: &str = "states";

/// An expression and the field it stands in. Cloning costs two reference counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Formula {
    expression: Expression,
    /// From the state on: `Output/result`, `Catch[0]/Output`.
    location: Rc<str>,
    /// Whether it looks at the context object, which is made only then.
    sees_context: bool,
}

/// The kind of value that a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `Items`
    Array,
    /// `Error`, `Cause`, `Timestamp`, `RoleArn`
    String,
    /// `Seconds`, `MaxConcurrency` …
    Number,
    /// `Condition`
    Boolean,
    /// `Credentials`
    Object,
}

/// What stands between `{%` and `%}`, if a text is an expression. It must begin and end with them, to
/// the letter: anything else is a plain text (recorded).
pub fn enclosed(text: &str) -> Option<&str> {
    let inner = text.strip_prefix("{%")?.strip_suffix("%}")?;
    Some(inner.trim())
}

impl Formula {
    /// Compiles what [`enclosed`] gives.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn compile(inner: &str, location: &str) -> Result<Self, SyntaxError> {
        let expression = Expression::compile(inner)?;
        let states = expression.references().states;
        let sees_context = states.iter().any(|used| {
            let member = used.path.first();
            member.is_none_or(|member| &**member == "context")
        });
        Ok(Self {
            expression,
            location: Rc::from(location),
            sees_context,
        })
    }

    /// The expression as written, without what encloses it.
    pub fn as_str(&self) -> &str {
        self.expression.text()
    }

    /// The field it stands in, from the state on: `Output/result`.
    pub fn location(&self) -> &Rc<str> {
        &self.location
    }

    /// What it reads from outside itself.
    pub fn references(&self) -> References {
        self.expression.references()
    }

    /// Its value.
    ///
    /// # Errors
    /// It gives nothing, or no data, or goes wrong.
    pub fn evaluate(&self, env: &Env<'_>) -> Result<Value, QueryFailure> {
        match self.outcome(env, Budget::default()) {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(self.failure("returned nothing (undefined).")),
            Err(error) => Err(self.failure(&words(&error))),
        }
    }

    /// Its value, or `None` where it gives nothing, in the engine's own words, on a budget.
    ///
    /// # Errors
    /// It gives no data, or goes wrong.
    pub fn outcome(&self, env: &Env<'_>, budget: Budget) -> Result<Option<Value>, EvaluationError> {
        let variable = |name: &str| match name {
            STATES => Some(self.states(env)),
            name => (env.variable)(name),
        };
        self.expression.evaluate(&Scope {
            variable: &variable,
            input: None,
            random: env.random,
            now: env.now,
            budget,
        })
    }

    /// Its value, if it is of the kind that the field takes.
    ///
    /// # Errors
    /// It has no value, or one of another kind.
    pub fn evaluate_as(&self, env: &Env<'_>, wanted: Wanted) -> Result<Value, QueryFailure> {
        let value = self.evaluate(env)?;
        if value.kind() == wanted.name() {
            return Ok(value);
        }
        Err(self.unexpected(wanted.name(), &value))
    }

    /// The value is not of the kind that the field takes.
    pub fn unexpected(&self, wanted: &str, value: &Value) -> QueryFailure {
        let (kind, value) = (value.kind(), shown(value));
        self.failure(&format!(
            "returned an unexpected result type. Expected '{wanted}', but was '{kind}' for value: {value}"
        ))
    }

    /// A failure in the field it stands in, in words of the field's own.
    pub fn refusal(&self, words: String) -> QueryFailure {
        QueryFailure::Formula {
            location: Some(Rc::clone(&self.location)),
            words,
        }
    }

    fn failure(&self, what: &str) -> QueryFailure {
        let (text, field) = (self.as_str(), &self.location);
        self.refusal(format!(
            "The JSONata expression '{text}' specified for the field '{field}' {what}"
        ))
    }

    /// `$states`, with the members that there are at this stage (`asl.md` section 5).
    fn states(&self, env: &Env<'_>) -> Value {
        let mut states = Object::new().with("input", env.input.clone());
        if self.sees_context {
            states.insert("context", (env.context)());
        }
        if let Some(result) = env.result {
            states.insert("result", result.clone());
        }
        if let Some(error) = env.error_output {
            states.insert("errorOutput", error.clone());
        }
        states.into()
    }
}

impl Wanted {
    /// The word for it in AWS's sentences.
    pub fn name(self) -> &'static str {
        match self {
            Self::Array => "array",
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Object => "object",
        }
    }
}

/// The text of a value in a sentence about it: a cause has no room for one that is very long.
pub fn shown(value: &Value) -> String {
    if value.is_larger_than(MAX_SHOWN) {
        return "…".to_owned();
    }
    value.to_json()
}

/// What went wrong, in AWS's words. Errors that the reference implementation does not have have words but no
/// code, and a colon before them where a budget ran out (as users of AWS report; of steps it is not known).
fn words(error: &EvaluationError) -> String {
    let code = error.code();
    if code == Code::U1004 {
        "returned an unsupported result type.".to_owned()
    } else if matches!(code, Code::U1001 | Code::U1002 | Code::U1003) {
        format!("threw an error during evaluation: {error}")
    } else if code.as_str().starts_with('U') {
        format!("threw an error during evaluation. {error}")
    } else {
        format!(
            "threw an error during evaluation. {}: {error}",
            code.as_str()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::enclosed;

    #[test]
    fn only_a_text_that_begins_and_ends_with_the_signs_is_an_expression() {
        let table = [
            ("{% $states.input %}", Some("$states.input")),
            ("{%1%}", Some("1")),
            ("{%%}", Some("")),
            ("{%}", None),
            (" {% 1 %}", None),
            ("{% 1 %} ", None),
            ("a {% 1 %}", None),
            ("{%\n  1\n%}", Some("1")),
        ];
        for (text, inner) in table {
            assert_eq!(enclosed(text), inner, "{text:?}");
        }
    }
}
