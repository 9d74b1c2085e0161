//! The expression as it is evaluated: paths are gathered into steps, parents have found their places,
//! calls in tail position are marked.

use super::signature::Signature;
use crate::value::Value;
use std::rc::Rc;

/// A variable's name, as an index into [`Names`].
pub(super) type Symbol = u32;

/// Symbols from here on are those of `%`: no author can write them.
pub(super) const LABELS: Symbol = 1 << 31;

/// The name of the variable `$$`.
pub(super) const ROOT: &str = "$";

/// The names of variables that an expression speaks of.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Names(pub Vec<Rc<str>>);

impl Names {
    /// The symbol of `name`.
    pub fn symbol(&mut self, name: &Rc<str>) -> Symbol {
        let known = self.0.iter().position(|known| known == name);
        let place = known.unwrap_or_else(|| {
            self.0.push(Rc::clone(name));
            self.0.len() - 1
        });
        place as Symbol
    }

    /// The name of a symbol.
    pub fn name(&self, symbol: Symbol) -> Option<&Rc<str>> {
        self.0.get(symbol as usize)
    }
}

/// A part of an expression.
#[derive(Debug, PartialEq)]
pub(super) struct Node {
    pub kind: Kind,
    /// Its first byte in the text: of operators, the operator's.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
    /// What stands in brackets behind it, where it is no step of a path or the first one.
    pub predicates: Vec<Node>,
    /// The same behind a step of a path, and `#$index`.
    pub stages: Vec<Stage>,
    /// `{…}` behind it.
    pub group: Option<Rc<Group>>,
    /// `[]` behind it: a single result stays an array.
    pub keep_array: bool,
    /// An array that is to stay one item of the path it begins or ends.
    pub whole_array: bool,
    /// As a step it binds something: the path goes on with tuples.
    pub tuple: bool,
    /// `@$name`
    pub focus: Option<Symbol>,
    /// `#$name`
    pub index: Option<Symbol>,
    /// The slot under which a `%` further on finds the step's context.
    pub ancestor: Option<Slot>,
    /// The slots of `%` in it that have not found their step; of use only while the tree is made.
    pub seeking: Vec<Slot>,
}

/// A `%` in the text, as an index into the labels of its expression.
pub(super) type Slot = usize;

/// What narrows the items of a step.
#[derive(Debug, PartialEq)]
pub(super) enum Stage {
    /// `[…]`
    Filter(Node),
    /// `#$name`
    Index(Symbol),
}

/// The members of `{…}`.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    pub pairs: Vec<(Node, Node)>,
    pub start: usize,
    /// Whether the keys are plain texts, no two the same: no item can go astray.
    pub plain: bool,
}

impl Group {
    pub fn new(pairs: Vec<(Node, Node)>, start: usize) -> Self {
        let mut keys = std::collections::HashSet::new();
        let plain = pairs.iter().all(|(key, _)| {
            key.plain_text()
                .is_some_and(|key| keys.insert(Rc::clone(key)))
        });
        Self {
            pairs,
            start,
            plain,
        }
    }
}

/// A key to sort by.
#[derive(Debug, PartialEq)]
pub(super) struct Term {
    pub descending: bool,
    pub expression: Node,
}

/// A function's definition.
#[derive(Debug, PartialEq)]
pub(super) struct Lambda {
    pub parameters: Vec<Symbol>,
    pub signature: Option<Rc<Signature>>,
    pub body: Node,
}

/// `|pattern|update, delete|`
#[derive(Debug, PartialEq)]
pub(super) struct Transform {
    pub pattern: Node,
    pub update: Node,
    pub delete: Option<Node>,
    pub start: usize,
}

/// A function, and what it is called with; `None` stands for `?`.
#[derive(Debug, PartialEq)]
pub(super) struct Call {
    pub procedure: Node,
    pub arguments: Vec<Option<Node>>,
}

/// Operators that are no more than their two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Join,
    Range,
    In,
    And,
    Or,
}

impl Binary {
    /// As written.
    pub fn text(self) -> &'static str {
        const TEXTS: [&str; 16] = [
            "+", "-", "*", "/", "%", "=", "!=", "<", "<=", ">", ">=", "&", "..", "in", "and", "or",
        ];
        TEXTS[self as usize]
    }
}

/// What a part is.
#[derive(Debug, PartialEq)]
pub(super) enum Kind {
    Path {
        steps: Vec<Node>,
        /// A single result stays an array.
        keep_singleton: bool,
    },
    Name(Rc<str>),
    Number(f64),
    /// A text, a truth value or null.
    Constant(Value),
    Regex(Rc<super::regex::Regex>),
    Wildcard,
    Descendant,
    Parent(Slot),
    Variable(Symbol),
    Binary(Binary, Box<(Node, Node)>),
    Negate(Box<Node>),
    Array(Vec<Node>),
    Object(Rc<Group>),
    Block {
        parts: Vec<Node>,
        /// Whether it binds names, which need a scope.
        binds: bool,
    },
    Bind(Symbol, Box<Node>),
    Call(Rc<Call>),
    /// A call in tail position.
    Tail(Rc<Call>),
    Partial(Rc<Call>),
    Lambda(Rc<Lambda>),
    Apply(Box<(Node, Node)>),
    Condition(Box<(Node, Node, Option<Node>)>),
    Transform(Rc<Transform>),
    Sort(Vec<Term>),
}

impl Node {
    /// Whether nothing stands behind it, and it binds nothing.
    pub fn is_bare(&self) -> bool {
        self.predicates.is_empty()
            && self.stages.is_empty()
            && self.group.is_none()
            && !self.keep_array
            && !self.tuple
    }

    /// The text, if it is one with nothing behind it.
    pub fn plain_text(&self) -> Option<&Rc<str>> {
        match &self.kind {
            Kind::Constant(Value::String(text)) if self.is_bare() => Some(text),
            _ => None,
        }
    }

    /// A part with nothing behind it.
    pub fn new(kind: Kind, start: usize, end: usize) -> Self {
        Self {
            kind,
            start,
            end,
            predicates: Vec::new(),
            stages: Vec::new(),
            group: None,
            keep_array: false,
            whole_array: false,
            tuple: false,
            focus: None,
            index: None,
            ancestor: None,
            seeking: Vec::new(),
        }
    }
}
