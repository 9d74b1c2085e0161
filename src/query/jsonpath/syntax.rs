//! What a path is made of once it is read.

use crate::query::pattern::Pattern;
use crate::value::{Number, Value};
use std::fmt;
use std::rc::Rc;

/// What the first sign of a path stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// `$`: the data.
    Data,
    /// `$$`: the context object.
    Context,
    /// `$name`: a variable.
    Variable(Rc<str>),
}

/// One step from a value to the values below it.
#[derive(Clone, Debug)]
pub enum Step {
    /// `.name` or `['name']`.
    Name {
        /// The key.
        name: Rc<str>,
        /// The quote it was written in; `'` after a dot.
        quote: char,
    },
    /// `['a','b']`: at the end of a path one merged object, elsewhere one after the other.
    Names {
        /// The keys.
        names: Vec<Rc<str>>,
        /// The quote they were written in.
        quote: char,
    },
    /// `[2]`; a negative index counts from the end.
    Index(i32),
    /// `[0,2]`
    Indices(Vec<i32>),
    /// `[1:3]`, `[1:]`, `[:3]`
    Slice {
        /// The first index.
        from: Option<i32>,
        /// The index after the last one.
        to: Option<i32>,
    },
    /// `[*]` or `.*`
    Wildcard,
    /// `..`: the value itself and everything below it, for the next step.
    Scan,
    /// `[?(…)]`
    Filter(Filter),
    /// `.length()`
    Call(Call),
}

/// The steps of a path, and where the first of them stands that may select several values.
#[derive(Clone, Debug)]
pub struct Steps {
    pub(super) list: Vec<Step>,
    /// Index of the first step that is not definite; the number of steps when there is none.
    pub(super) indefinite_from: usize,
}

/// A function at the end of a path.
#[derive(Clone, Debug)]
pub struct Call {
    pub(super) name: Rc<str>,
    pub(super) arguments: Vec<Argument>,
}

/// An argument of a path's function.
#[derive(Clone, Debug)]
pub(super) enum Argument {
    /// JSON as written.
    Literal(Value),
    /// JSON that can not be read, which matters when it is needed.
    Broken,
    /// A path on the document.
    Path(Steps),
}

/// The condition of `[?(…)]`.
#[derive(Clone, Debug)]
pub enum Filter {
    /// `a || b`
    Any(Vec<Filter>),
    /// `a && b`
    All(Vec<Filter>),
    /// `!(a)`
    Not(Box<Filter>),
    /// `@.a`, `!@.a`
    Exists {
        /// What is looked for.
        path: FilterPath,
        /// `false` after a `!`.
        wanted: bool,
    },
    /// `@.a == 1`
    Compare {
        /// Before the operator.
        left: Operand,
        /// What is asked.
        operator: Operator,
        /// After the operator.
        right: Operand,
    },
}

/// A path inside a filter.
#[derive(Clone, Debug)]
pub struct FilterPath {
    /// `true` after `@`, the value being tested; `false` after `$`, the document.
    pub(super) from_item: bool,
    pub(super) steps: Steps,
}

/// One side of a comparison.
#[derive(Clone, Debug)]
pub enum Operand {
    /// `@.a`, `$.b`
    Path(FilterPath),
    /// A literal.
    Literal(Node),
}

/// A value as filters compare it: Jayway's value nodes.
#[derive(Clone, Debug)]
pub enum Node {
    /// A path that found nothing. It equals nothing.
    Undefined,
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A text.
    Text(Rc<str>),
    /// An array or object; `written` when it stands in the filter itself.
    Json {
        /// The array or object.
        value: Value,
        /// Whether it is a literal.
        written: bool,
    },
    /// A written array or object that can not be read, which matters when it is looked into.
    Broken,
    /// `/…/i`
    Pattern(Rc<Pattern>),
}

/// The operators of filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // the table of their spellings below says it
pub enum Operator {
    Equal,
    NotEqual,
    Same,
    NotSame,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    In,
    NotIn,
    SubsetOf,
    AnyOf,
    NoneOf,
    Contains,
    Size,
    Empty,
    Exists,
    /// `all`, `type`, `matches`: words that Jayway reads and that no written filter can meet,
    /// because their right side is never what they ask for.
    Never,
}

/// Operators and their spelling; words are read in any case.
const OPERATORS: [(&str, Operator); 21] = [
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("===", Operator::Same),
    ("!==", Operator::NotSame),
    ("<", Operator::Less),
    ("<=", Operator::LessOrEqual),
    (">", Operator::Greater),
    (">=", Operator::GreaterOrEqual),
    ("=~", Operator::Matches),
    ("in", Operator::In),
    ("nin", Operator::NotIn),
    ("subsetof", Operator::SubsetOf),
    ("anyof", Operator::AnyOf),
    ("noneof", Operator::NoneOf),
    ("contains", Operator::Contains),
    ("size", Operator::Size),
    ("empty", Operator::Empty),
    ("all", Operator::Never),
    ("type", Operator::Never),
    ("matches", Operator::Never),
    ("exists", Operator::Exists),
];

impl Operator {
    /// The operator spelled `text`.
    pub(super) fn named(text: &str) -> Option<Self> {
        let spelled = |(spelling, _): &&(&str, Self)| spelling.eq_ignore_ascii_case(text);
        OPERATORS
            .iter()
            .find(spelled)
            .map(|(_, operator)| *operator)
    }
}

impl Steps {
    /// Joins steps and finds out how far they are definite.
    pub(super) fn new(list: Vec<Step>) -> Self {
        let last = list.len().saturating_sub(1);
        let indefinite_from = list
            .iter()
            .enumerate()
            .position(|(at, step)| !step.is_definite(at == last))
            .unwrap_or(list.len());
        Self {
            list,
            indefinite_from,
        }
    }

    /// Whether every step selects one place.
    pub(super) fn is_definite(&self) -> bool {
        self.indefinite_from == self.list.len()
    }

    /// Whether the steps before step `at` select one place.
    pub(super) fn is_definite_before(&self, at: usize) -> bool {
        at <= self.indefinite_from
    }

    /// Whether what is selected are the keys of one object.
    pub(super) fn are_keys(&self) -> bool {
        let last = self.list.last().filter(|_| self.is_definite());
        matches!(last, Some(Step::Call(call)) if &*call.name == "keys")
    }

    /// As [`Steps::new`], but `..a.sum()` becomes `.sum($..a)`: the first function of a path that
    /// begins with a scan and ends in a function takes all that the scan finds.
    pub(super) fn with_functions_outside(mut list: Vec<Step>) -> Self {
        let scans = matches!(list.first(), Some(Step::Scan));
        let ends_in_call = matches!(list.last(), Some(Step::Call(_)));
        let first_call = list.iter().position(|step| matches!(step, Step::Call(_)));
        let Some(at) = first_call.filter(|_| scans && ends_in_call) else {
            return Self::new(list);
        };
        let mut outside = list.split_off(at);
        if let Some(Step::Call(call)) = outside.first_mut() {
            call.arguments = vec![Argument::Path(Self::new(list))];
        }
        Self::new(outside)
    }
}

impl Step {
    /// Whether it selects one place. Several names do at the end of a path: one merged object.
    fn is_definite(&self, is_last: bool) -> bool {
        match self {
            Self::Name { .. } | Self::Index(_) | Self::Call(_) => true,
            Self::Names { .. } => is_last,
            Self::Indices(_)
            | Self::Slice { .. }
            | Self::Wildcard
            | Self::Scan
            | Self::Filter(_) => false,
        }
    }
}

impl fmt::Display for Step {
    /// As Jayway writes a compiled path: `['a']`, `[0]`, `[?]`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name { name, quote } => write_names(f, std::slice::from_ref(name), *quote),
            Self::Names { names, quote } => write_names(f, names, *quote),
            Self::Index(index) => write!(f, "[{index}]"),
            Self::Indices(indices) => write_indices(f, indices),
            Self::Slice { from, to } => {
                let bound = |bound: &Option<i32>| bound.map_or_else(String::new, |b| b.to_string());
                write!(f, "[{}:{}]", bound(from), bound(to))
            }
            Self::Wildcard => f.write_str("[*]"),
            Self::Scan => f.write_str(".."),
            Self::Filter(_) => f.write_str("[?]"),
            Self::Call(call) => {
                let arguments = if call.arguments.is_empty() { "" } else { "..." };
                write!(f, ".{}({arguments})", call.name)
            }
        }
    }
}

fn write_names(f: &mut fmt::Formatter<'_>, names: &[Rc<str>], quote: char) -> fmt::Result {
    f.write_str("[")?;
    for (index, name) in names.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let name = name.replace('\\', "\\\\").replace('\'', "\\'");
        write!(f, "{comma}{quote}{name}{quote}")?;
    }
    f.write_str("]")
}

fn write_indices(f: &mut fmt::Formatter<'_>, indices: &[i32]) -> fmt::Result {
    let indices: Vec<String> = indices.iter().map(i32::to_string).collect();
    write!(f, "[{}]", indices.join(","))
}
