//! JSONPath with the semantics of Jayway's library, as AWS uses it.
//!
//! Jayway differs from RFC 9535 in what a path is and in what it gives: paths are definite or not,
//! two names at the end give one merged object, a filter tests an object itself. Where AWS differs
//! from Jayway, AWS's way is the default and [`Dialect`] the switch.
//!
//! `parse` makes steps of text, `evaluate` walks them over a document, `filter` decides `[?(…)]`,
//! `function` knows `.length()` and its like, `reference` writes.
//!
//! [`Dialect::Jayway`] gives more than 99.9 % of the values that Jayway itself gives for random paths:
//! `tests/jsonpath.rs` counts. Where it does not, it is one of these:
//!
//! * arguments of functions whose quotes or brackets do not match are read otherwise;
//! * a literal that is no JSON is read as freely as there only as far as commas go;
//! * `.append()` changes the document there, for whatever is found later;
//! * where Java breaks (a cast, null, an index, its stack) there is another error, or a value;
//! * older versions do not compare texts with numbers by `<` and `>`, let `*` stand behind a value without
//!   members, and take 4.9E-324 for the greatest of negative numbers.
//!
//! The sentence about what is missing names the path as it is written where the way there is not definite;
//! Jayway names the place in the document.

mod cursor;
mod evaluate;
mod filter;
mod filter_parse;
mod function;
mod literal;
mod miss;
mod parse;
mod reference;
mod syntax;

pub use reference::ReferencePath;
pub use syntax::{Root, Step};

pub(crate) use cursor::Cursor;
pub(crate) use parse::raw_argument;

use super::{Env, QueryFailure, SyntaxFault};
use crate::value::Value;
use evaluate::{Fuel, Scope, Strictness};
use miss::{Miss, Stop};
use std::rc::Rc;
use syntax::Steps;

/// Whose way a path is read and applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dialect {
    /// As Step Functions does: roots `$`, `$$` and `$name`; an indefinite path never misses; functions
    /// can be written but find nothing.
    #[default]
    Aws,
    /// As Jayway JsonPath 2.10 with default options does.
    Jayway,
}

/// A compiled path: `$.a[0]`, `$$.Execution.Id`, `$order.total`. Cloning costs one reference count.
#[derive(Clone, Debug)]
pub struct Path(Rc<Compiled>);

#[derive(Debug)]
struct Compiled {
    text: Rc<str>,
    dialect: Dialect,
    root: Root,
    steps: Steps,
    /// Names and single indices only: followed without a walk.
    is_reference: bool,
}

/// What a path that gives no value ran into, kinds apart: for tests against Jayway's own answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathError {
    /// Nothing was found (`PathNotFoundException`).
    NotFound(String),
    /// The path does not fit the data (`InvalidPathException`).
    Invalid(String),
    /// A function had nothing to work on (`JsonPathException`).
    Function(String),
    /// The evaluation would take too long.
    Exhausted(String),
}

/// The same text in the same dialect is the same path.
impl PartialEq for Path {
    fn eq(&self, other: &Self) -> bool {
        self.0.text == other.0.text && self.0.dialect == other.0.dialect
    }
}

impl Path {
    /// Compiles a path.
    ///
    /// # Errors
    /// Where and why it is not one.
    pub fn parse(text: &str) -> Result<Self, SyntaxFault> {
        Self::parse_as(text, Dialect::Aws)
    }

    /// Compiles a path of the given dialect.
    ///
    /// # Errors
    /// Where and why it is not one.
    pub fn parse_as(text: &str, dialect: Dialect) -> Result<Self, SyntaxFault> {
        let (root, steps) = parse::path(text, dialect)?;
        let single = |step: &Step| matches!(step, Step::Name { .. } | Step::Index(_));
        Ok(Self(Rc::new(Compiled {
            text: text.into(),
            dialect,
            root,
            is_reference: steps.list.iter().all(single),
            steps,
        })))
    }

    /// The path as written.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// What its first sign stands for.
    pub fn root(&self) -> &Root {
        &self.0.root
    }

    /// Its steps, from the root on.
    pub fn steps(&self) -> &[Step] {
        &self.0.steps.list
    }

    /// Whether it can select one place only (a missing one is then a failure, not `[]`).
    pub fn is_definite(&self) -> bool {
        self.0.steps.is_definite()
    }

    /// Whether it is a reference path, made of names and single indices, as `Variable`, `ItemsPath`
    /// or `SecondsPath` ask for (`asl.md` section 4.1).
    pub fn is_reference(&self) -> bool {
        self.0.is_reference
    }

    /// Whether it ends in or contains a function such as `.length()`, which AWS does not evaluate.
    pub fn has_function(&self) -> bool {
        self.steps()
            .iter()
            .any(|step| matches!(step, Step::Call(_)))
    }

    /// The value it selects.
    ///
    /// # Errors
    /// A definite path that finds nothing.
    pub fn evaluate(&self, env: &Env<'_>) -> Result<Value, QueryFailure> {
        self.on_root(env, |document| self.select(document))
            .map_err(|stop| self.failure(&stop, env))
    }

    /// The value it selects, if it selects one: [`Path::evaluate`] without the cost of the words.
    pub fn find(&self, env: &Env<'_>) -> Option<Value> {
        self.on_root(env, |document| self.select(document)).ok()
    }

    /// As [`Path::evaluate`], but an array item that is not there is `null`, as in AWS's templates
    /// (`asl.md` section 4.1).
    pub(super) fn evaluate_in_template(&self, env: &Env<'_>) -> Result<Value, QueryFailure> {
        match self.on_root(env, |document| self.select(document)) {
            Err(Stop::Miss(Miss::NoResults)) if self.ends_in_index() => Ok(Value::Null),
            other => other.map_err(|stop| self.failure(&stop, env)),
        }
    }

    /// Applies it to a document, whatever its root.
    ///
    /// # Errors
    /// What it ran into.
    pub fn apply(&self, document: &Value) -> Result<Value, PathError> {
        if self.0.dialect == Dialect::Jayway && *document == Value::Null {
            return Err(PathError::Invalid("root can not be null".to_owned()));
        }
        self.select(document).map_err(|stop| {
            let words = stop.words(&self.0.steps);
            match stop {
                Stop::Miss(_) => PathError::NotFound(words),
                Stop::Invalid(_) => PathError::Invalid(words),
                Stop::Function(_) | Stop::Beyond(_) => PathError::Function(words),
                Stop::Exhausted => PathError::Exhausted(words),
            }
        })
    }

    fn ends_in_index(&self) -> bool {
        self.is_definite() && matches!(self.steps().last(), Some(Step::Index(_)))
    }

    /// Hands the value of the root to `apply`; a variable that is not assigned has none.
    fn on_root(
        &self,
        env: &Env<'_>,
        apply: impl FnOnce(&Value) -> Result<Value, Stop>,
    ) -> Result<Value, Stop> {
        match &self.0.root {
            Root::Data => apply(env.input),
            Root::Context => apply(&(env.context)()),
            Root::Variable(name) => match (env.variable)(name) {
                Some(value) => apply(&value),
                None => Err(Stop::Miss(Miss::NoResults)),
            },
        }
    }

    fn select(&self, document: &Value) -> Result<Value, Stop> {
        if self.0.is_reference {
            return follow(self.steps(), document).cloned().map_err(Stop::Miss);
        }
        let aws = self.0.dialect == Dialect::Aws;
        if aws && self.has_function() {
            return Err(Stop::Miss(Miss::NoResults));
        }
        let strictness = if aws && !self.is_definite() {
            Strictness::Lenient
        } else {
            Strictness::Jayway
        };
        let fuel = Fuel::new();
        let scope = Scope {
            document,
            dialect: self.0.dialect,
            fuel: &fuel,
        };
        evaluate::select(&self.0.steps, document, scope, strictness)
    }

    /// The failure in AWS's words; what was searched is told in compact JSON.
    fn failure(&self, stop: &Stop, env: &Env<'_>) -> QueryFailure {
        let detail = stop.words(&self.0.steps);
        if matches!(stop, Stop::Exhausted) {
            return QueryFailure::Intrinsic(format!(
                "The JSONPath '{}' is too costly: {detail}",
                self.as_str()
            ));
        }
        let searched = match &self.0.root {
            Root::Data => env.input.to_json(),
            Root::Context => (env.context)().to_json(),
            Root::Variable(name) => (env.variable)(name).map_or_else(String::new, |v| v.to_json()),
        };
        QueryFailure::PathNotFound {
            path: self.as_str().to_owned(),
            input: searched,
            detail,
            field: String::new(),
        }
    }
}

/// The place that names and single indices lead to, by reference.
fn follow<'v>(steps: &[Step], document: &'v Value) -> Result<&'v Value, Miss> {
    let mut value = document;
    for (at, step) in steps.iter().enumerate() {
        let next = match step {
            Step::Name { name, .. } => member(value, at, name, steps)?,
            Step::Index(index) => {
                items_of(value, at).map(|items| evaluate::item_at(items, *index))?
            }
            Step::Names { .. }
            | Step::Indices(_)
            | Step::Slice { .. }
            | Step::Wildcard
            | Step::Scan
            | Step::Filter(_)
            | Step::Call(_) => None,
        };
        value = next.ok_or(Miss::NoResults)?;
    }
    Ok(value)
}

fn member<'v>(
    value: &'v Value,
    at: usize,
    name: &Rc<str>,
    steps: &[Step],
) -> Result<Option<&'v Value>, Miss> {
    let object = value.as_object().ok_or_else(|| Miss::NotAnObject {
        at,
        found: value.clone(),
    })?;
    object
        .get(name)
        .map(Some)
        .ok_or_else(|| missing(at, name, steps))
}

fn items_of(value: &Value, at: usize) -> Result<&[Value], Miss> {
    value.as_array().ok_or_else(|| Miss::NotAnArray {
        at,
        found: value.clone(),
    })
}

fn missing(at: usize, name: &Rc<str>, steps: &[Step]) -> Miss {
    if at + 1 == steps.len() {
        return Miss::NoResults;
    }
    Miss::Property {
        at,
        name: Rc::clone(name),
    }
}
