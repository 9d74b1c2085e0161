//! The condition of a breakpoint: JSONPath, an intrinsic function, or JSONata, over the data of one moment.
//!
//! `$` is what passes at that moment: a state's input before it, its output after it, `{"Error", "Cause"}`
//! where it fails. JSONata sees `$states` as well, and both the variables in scope. A path holds when it
//! finds `true`, or when it has a filter and finds anything.

use crate::diagnostic::{Words, words};
use crate::query::jsonata::{self, Budget, Scope};
use crate::query::{Env, Expression, QueryFailure, enclosed};
use crate::value::{Object, Timestamp, Value};

/// What one evaluation may spend: a condition is asked at thousands of places.
const BUDGET: Budget = Budget {
    steps: 200_000,
    depth: 200,
};

/// The data of one moment.
pub struct Moment<'a> {
    /// What passes.
    pub data: &'a Value,
    /// The state's input.
    pub input: &'a Value,
    /// `$states.result`, where there is one.
    pub result: Option<&'a Value>,
    /// `$states.errorOutput`, where there is one.
    pub error_output: Option<&'a Value>,
    /// The context object, made when asked for.
    pub context: &'a dyn Fn() -> Value,
    /// The variables in scope.
    pub variable: &'a dyn Fn(&str) -> Option<Value>,
    /// Virtual time.
    pub now: Timestamp,
}

/// A compiled condition.
#[derive(Clone, Debug)]
pub enum Condition {
    /// A path or an intrinsic function.
    Path(Expression),
    /// JSONata, and whether it looks at the context object.
    Formula(jsonata::Expression, bool),
    /// It cannot be read, and why.
    Unreadable(String),
}

/// What a condition came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It cannot be said, and why.
    Trouble(Words),
    /// It spent too much: it is not asked again.
    TooLong(Words),
}

impl Condition {
    /// Reads a condition. What is neither a path nor a function call is JSONata; so is `{% … %}`, and what
    /// looks at `$states`.
    pub fn read(text: &str) -> Self {
        let text = text.trim();
        let inner = enclosed(text);
        let path = inner.is_none().then(|| Expression::parse(text));
        match path {
            Some(Ok(path)) if !text.starts_with("$states") => Self::Path(path),
            Some(_) | None => match jsonata::Expression::compile(inner.unwrap_or(text)) {
                Ok(formula) => {
                    let looks = sees_context(&formula);
                    Self::Formula(formula, looks)
                }
                Err(error) => Self::Unreadable(error.to_string()),
            },
        }
    }

    /// Whether it holds at a moment.
    pub fn ask(&self, moment: &Moment<'_>) -> Answer {
        match self {
            Self::Path(path) => ask_path(path, moment),
            Self::Formula(formula, looks) => ask_formula(formula, *looks, moment),
            Self::Unreadable(why) => Answer::TooLong(same(why)),
        }
    }
}

fn ask_path(path: &Expression, moment: &Moment<'_>) -> Answer {
    let env = Env {
        input: moment.data,
        result: None,
        error_output: None,
        context: moment.context,
        variable: moment.variable,
        random: &|| 0.5,
        now: moment.now,
    };
    match path.evaluate(&env, "") {
        Ok(Value::Array(found)) if is_search(path) => {
            if found.is_empty() {
                Answer::No
            } else {
                Answer::Yes
            }
        }
        Ok(value) => truth(&value),
        Err(QueryFailure::PathNotFound { detail, .. }) => Answer::Trouble(same(&detail)),
        Err(failure @ (QueryFailure::Intrinsic(_) | QueryFailure::Formula { .. })) => {
            Answer::Trouble(same(&failure.to_string()))
        }
    }
}

/// Whether a path can find several values.
fn is_search(path: &Expression) -> bool {
    path.function().is_none() && path.paths().iter().any(|path| !path.is_definite())
}

/// Making the context object costs a replay: it is made only for those who look at it.
fn sees_context(formula: &jsonata::Expression) -> bool {
    formula.references().states.iter().any(|used| {
        let member = used.path.first();
        member.is_none_or(|member| &**member == "context")
    })
}

fn ask_formula(formula: &jsonata::Expression, looks: bool, moment: &Moment<'_>) -> Answer {
    let variable = |name: &str| match name {
        "states" => Some(states(moment, looks)),
        name => (moment.variable)(name),
    };
    let scope = Scope {
        variable: &variable,
        input: Some(moment.data),
        random: &|| 0.5,
        now: moment.now,
        budget: BUDGET,
    };
    match formula.evaluate(&scope) {
        Ok(Some(value)) => truth(&value),
        Ok(None) => Answer::Trouble(words!(
            "It gives nothing here.",
            "在此处没有得出任何值。",
            "ここでは値が得られません。"
        )),
        Err(error) if error.code() == jsonata::Code::U1002 => Answer::TooLong(words!(
            "It takes too long, so it is not asked any more.",
            "求值耗时过长，因此不再检查。",
            "評価に時間がかかりすぎるため、以後は確認しません。"
        )),
        Err(error) => Answer::Trouble(same(&error.to_string())),
    }
}

/// `$states`, with the members that there are at this moment.
fn states(moment: &Moment<'_>, with_context: bool) -> Value {
    let mut states = Object::new().with("input", moment.input.clone());
    if with_context {
        states.insert("context", (moment.context)());
    }
    if let Some(result) = moment.result {
        states.insert("result", result.clone());
    }
    if let Some(error) = moment.error_output {
        states.insert("errorOutput", error.clone());
    }
    states.into()
}

fn truth(value: &Value) -> Answer {
    match value {
        Value::Bool(true) => Answer::Yes,
        Value::Bool(false) => Answer::No,
        Value::Null | Value::Number(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
            let shown = shortened(&value.to_json());
            Answer::Trouble(words!(
                "It gives {shown} here, not true or false.",
                "在此处得出 {shown}，而不是 true 或 false。",
                "ここでは {shown} となり、true でも false でもありません。"
            ))
        }
    }
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(60).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// What the languages' own errors say, which are English everywhere.
fn same(text: &str) -> Words {
    Words::new(text, text, text)
}
