//! JSONata as Step Functions has it: the language of version 2.0.6, without `$eval`, with AWS's own
//! functions `$partition`, `$range`, `$hash`, `$random`, `$uuid` and `$parse`.
//!
//! An [`Expression`] is compiled once and evaluated many times. The data of the workflow is used as it
//! is, without conversion: what an expression hands on untouched keeps its spelling.
//!
//! | file | is |
//! |---|---|
//! | `parse`, `tree`, `signature` | text to tree; the tree; what functions say they take |
//! | `references` | what an expression reads from outside, without running it |
//! | `eval` | runs a tree: `path`, `predicate`, `tuple`, `group`, `sort`, `operator`, `call`, `transform` do its parts |
//! | `item`, `function` | what it handles: data, sequences, functions and their scopes |
//! | `native` | the functions of the language, in one table |
//! | `picture`, `regex`, `text`, `script` | numbers, moments and texts; regular expressions; data as text; JavaScript's casts |
//! | `budget`, `error` | what an evaluation may spend; the reference's codes and words |
//!
//! The reference is the npm package jsonata 2.0.6, whose official suite passes but for two cases, and
//! with which more than 99.9 % of the values of random expressions agree: `tests/jsonata.rs` counts. Where
//! they do not, it is one of these:
//!
//! * of several failing members of an array or object the first one is told; there they race;
//! * no text holds half of a surrogate pair, and a pattern takes a character beyond 16 bits for one;
//! * keys that look like numbers keep their place; there they come first;
//! * what a transform matches must be an object to be changed, and what it inserts is a copy; there objects
//!   can come to hold each other, and items can be deleted from arrays;
//! * data that comes in stays as it is; there `[]` behind a variable, `$append`, or an object that is made of
//!   an empty array, which gets an item by it, can change it;
//! * what is no data has no text: a function in place of a text is empty; there it is its source. As a
//!   result it is an error;
//! * a text that is no number is no moment for a partially applied `$fromMillis`; there JavaScript looks
//!   for a date in it;
//! * a partially applied function of the language fails where it gets what it does not take; there JavaScript
//!   makes something of it by chance: of a pattern among the numbers of `$max`, of an array as a picture or as a
//!   width, of a list in place of a text;
//! * `$power` is the same everywhere; there its last digit is that of V8, whose versions differ;
//! * the first year of all moments has days; there it has none;
//! * where the reference breaks or never ends (`$formatNumber(0, "0e0")`), something sensible is given;
//! * time, depth and memory are limited.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "most functions treat one or two kinds of nodes or items apart from all others"
)]

mod budget;
mod call;
mod error;
mod eval;
mod function;
mod group;
mod item;
mod native;
mod operator;
mod parse;
mod path;
mod picture;
mod predicate;
mod references;
mod regex;
mod script;
mod signature;
mod sort;
mod text;
mod transform;
mod tree;
mod tuple;

pub use budget::Budget;
pub use error::{Code, EvaluationError, SyntaxError};
pub use references::{Reference, References, StatesPath};

use crate::value::{Timestamp, Value};
use std::rc::Rc;

/// A compiled expression. Cloning costs one reference count.
#[derive(Clone, Debug, PartialEq)]
pub struct Expression(Rc<Program>);

/// What a text was compiled to.
#[derive(Debug)]
struct Program {
    text: Rc<str>,
    root: tree::Node,
    names: tree::Names,
    /// The function of the language that each name means, if any.
    natives: Vec<Option<item::Item>>,
    /// The label of each `%`.
    labels: Vec<tree::Symbol>,
}

/// The same text is compiled to the same.
impl PartialEq for Program {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// What an evaluation can see and spend.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The value of a variable, asked for at most once for each name; `$states` comes this way too.
    pub variable: &'a dyn Fn(&str) -> Option<Value>,
    /// `$$`, and `$` at the top; AWS gives none.
    pub input: Option<&'a Value>,
    /// A random number in 0..1 for `$random`, `$uuid` and `$shuffle`, from the execution's seed.
    pub random: &'a dyn Fn() -> f64,
    /// `$now` and `$millis`.
    pub now: Timestamp,
    /// The limits.
    pub budget: Budget,
}

impl Expression {
    /// Compiles the text between `{%` and `%}`.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn compile(text: &str) -> Result<Self, SyntaxError> {
        let (root, names, labels) = parse::parse(text)?;
        Ok(Self(Rc::new(Program {
            text: Rc::from(text),
            root,
            natives: names.0.iter().map(|name| native::function(name)).collect(),
            names,
            labels,
        })))
    }

    /// The text it was compiled from.
    pub fn text(&self) -> &Rc<str> {
        &self.0.text
    }

    /// The names of the language's functions, those of AWS included.
    pub fn functions() -> impl Iterator<Item = &'static str> + Clone {
        native::names()
    }

    /// What it reads from outside itself.
    pub fn references(&self) -> References {
        references::of(&self.0.root, &self.0.names, &self.0.text)
    }

    /// Its value; `None` is undefined, which AWS calls "nothing".
    ///
    /// # Errors
    /// What went wrong. The code [`Code::U1004`] means that the result is a function.
    pub fn evaluate(&self, scope: &Scope<'_>) -> Result<Option<Value>, EvaluationError> {
        eval::Evaluator::new(scope, &self.0).run(&self.0.root)
    }
}
