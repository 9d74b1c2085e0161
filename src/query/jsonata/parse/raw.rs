//! The expression as written, before paths are gathered and parents are sought.

use super::super::signature::Signature;
use super::token::Op;
use std::rc::Rc;

/// A part of the expression as written.
#[derive(Debug)]
pub struct Raw {
    pub kind: RawKind,
    /// Its first byte: of operators and calls, the operator's.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// `[]` was written behind it.
    pub keep_array: bool,
    /// How deep the tree below is.
    pub depth: u16,
}

/// What a part is.
#[derive(Debug)]
pub enum RawKind {
    /// Nothing: the text ended where something was to come.
    End,
    Name(Rc<str>),
    Variable(Rc<str>),
    Text(Rc<str>),
    Number(f64),
    Bool(bool),
    Null,
    Regex(Rc<str>, Rc<str>),
    /// `and`, `or`, `in` where a value is to come: a field's name.
    Keyword(Op),
    /// `?` in place of an argument.
    Placeholder,
    Wildcard,
    Descendant,
    Parent,
    Negate(Box<Raw>),
    Array(Vec<Raw>),
    Object(Vec<(Raw, Raw)>),
    Block(Vec<Raw>),
    /// Operators that are no more than their two sides, `.` and `[` among them.
    Binary(Op, Box<Raw>, Box<Raw>),
    Group(Box<Raw>, Vec<(Raw, Raw)>),
    Sort(Box<Raw>, Vec<RawTerm>),
    Call {
        procedure: Box<Raw>,
        arguments: Vec<Raw>,
        partial: bool,
    },
    Lambda {
        parameters: Vec<Rc<str>>,
        signature: Option<Rc<Signature>>,
        body: Box<Raw>,
    },
    Condition(Box<Raw>, Box<Raw>, Option<Box<Raw>>),
    Transform(Box<Raw>, Box<Raw>, Option<Box<Raw>>),
}

/// A key to sort by.
#[derive(Debug)]
pub struct RawTerm {
    pub descending: bool,
    pub expression: Raw,
}

impl Raw {
    /// The variable's name, if it is one.
    pub fn variable(&self) -> Option<&Rc<str>> {
        if let RawKind::Variable(name) = &self.kind {
            Some(name)
        } else {
            None
        }
    }

    /// What the reference calls the node's value, as it stands in messages: JSON text.
    pub fn token(&self) -> Option<String> {
        let quoted = |text: &str| crate::value::Value::from(text).to_json();
        Some(match &self.kind {
            RawKind::End => quoted("(end)"),
            RawKind::Name(text) | RawKind::Variable(text) | RawKind::Text(text) => quoted(text),
            RawKind::Number(number) => super::super::picture::number::to_text(*number),
            RawKind::Bool(truth) => truth.to_string(),
            RawKind::Null => "null".to_owned(),
            RawKind::Regex(..) => "{}".to_owned(),
            RawKind::Keyword(op) | RawKind::Binary(op, ..) => quoted(op.text()),
            RawKind::Placeholder | RawKind::Condition(..) => quoted("?"),
            RawKind::Wildcard => quoted("*"),
            RawKind::Descendant => quoted("**"),
            RawKind::Parent => quoted("%"),
            RawKind::Negate(_) => quoted("-"),
            RawKind::Array(_) => quoted("["),
            RawKind::Object(_) | RawKind::Group(..) => quoted("{"),
            RawKind::Block(_) | RawKind::Call { .. } | RawKind::Lambda { .. } => quoted("("),
            RawKind::Sort(..) => quoted("^"),
            RawKind::Transform(..) => quoted("|"),
        })
    }
}
