//! Functions as values, and the scopes they are made in.

use super::error::{Code, Details, EvaluationError};
use super::item::Item;
use super::native::Native;
use super::native::matching::Place;
use super::regex::Regex;
use super::tree::{Call, Lambda, Symbol, Transform};
use std::cell::RefCell;
use std::rc::Rc;

/// A scope. Scopes of functions hold functions that hold scopes: the evaluation keeps a list of those
/// and empties them at its end.
#[derive(Debug)]
pub(super) struct Frame {
    bindings: RefCell<Vec<(Symbol, Item)>>,
    parent: Option<Env>,
}

/// A shared scope.
pub(super) type Env = Rc<Frame>;

impl Frame {
    pub fn new() -> Env {
        Rc::new(Self {
            bindings: RefCell::default(),
            parent: None,
        })
    }

    /// Binds `symbol` in this scope.
    pub fn bind(&self, symbol: Symbol, item: Item) {
        let mut bindings = self.bindings.borrow_mut();
        match bindings.iter_mut().find(|(known, _)| *known == symbol) {
            Some((_, place)) => *place = item,
            None => bindings.push((symbol, item)),
        }
    }

    /// Makes a scope that nobody else holds one inside `parent`; whether functions are in it.
    pub fn begin(&mut self, parent: &Env, bindings: impl Iterator<Item = (Symbol, Item)>) -> bool {
        self.parent = Some(Rc::clone(parent));
        let own = self.bindings.get_mut();
        own.extend(bindings);
        own.iter().any(|(_, item)| item.holds_function())
    }

    /// Empties a scope that nobody else holds.
    pub fn end(&mut self) {
        self.bindings.get_mut().clear();
        self.parent = None;
    }

    /// What this scope or one around it binds.
    pub fn lookup(&self, symbol: Symbol) -> Option<Item> {
        let mut frame = Some(self);
        while let Some(here) = frame {
            let bindings = here.bindings.borrow();
            if let Some((_, item)) = bindings.iter().find(|(known, _)| *known == symbol) {
                return Some(item.clone());
            }
            frame = here.parent.as_deref();
        }
        None
    }

    /// Lets go of all that is bound.
    pub fn clear(&self) {
        let bindings = self.bindings.take();
        drop(bindings);
    }
}

/// A function.
#[derive(Debug)]
pub(super) struct Function {
    pub kind: FunctionKind,
    /// How deeply data and functions nest in it, scopes left out.
    pub depth: u16,
}

/// What a function is.
#[derive(Debug)]
pub(super) enum FunctionKind {
    /// `function($a){…}` where it was written.
    Lambda {
        lambda: Rc<Lambda>,
        input: Item,
        env: Env,
    },
    /// A call that is still to be made: functions in tail position give it, and whoever called them
    /// makes it.
    Tail {
        call: Rc<Call>,
        input: Item,
        env: Env,
    },
    /// A lambda with some arguments given.
    Partial {
        lambda: Rc<Lambda>,
        /// The parameters still open.
        open: Vec<Symbol>,
        input: Item,
        env: Env,
    },
    /// A function of the language.
    Native(Native),
    /// The same, or a matcher and the like, with some arguments given.
    Bound {
        function: Rc<Function>,
        arguments: Vec<Option<Item>>,
    },
    /// A function handed on as an argument: it is called without a context.
    Handed(Rc<Function>),
    /// `f ~> g`
    Chain(Rc<Function>, Rc<Function>),
    /// `/…/`: gives the first match in a text.
    Regex(Rc<Regex>),
    /// Gives the next match: the member `next` of a match.
    Next {
        regex: Rc<Regex>,
        text: Rc<str>,
        /// Where to look from.
        from: Place,
    },
    /// `|…|…|`
    Transform { transform: Rc<Transform>, env: Env },
}

impl Function {
    pub fn new(kind: FunctionKind) -> Rc<Self> {
        let depth = kind.depth().saturating_add(1);
        Rc::new(Self { kind, depth })
    }

    /// Whether JavaScript takes it for an object, which is true, and not for a function, which is false.
    pub fn is_object(&self) -> bool {
        !matches!(
            self.kind,
            FunctionKind::Regex(_) | FunctionKind::Handed(_) | FunctionKind::Next { .. }
        )
    }

    /// The length that JavaScript knows of it, if it is a function there.
    pub fn length(&self) -> Option<usize> {
        match &self.kind {
            FunctionKind::Regex(_) => Some(2),
            _ => (!self.is_object()).then_some(0),
        }
    }

    /// How many arguments can be given in advance. The reference reads it from the function's source,
    /// which it can not for a function that was handed on.
    pub fn parameters(&self) -> Result<usize, EvaluationError> {
        let part = |details: &mut Details, value: &str, token: Option<&str>| {
            details.value = Some(value.into());
            details.token = token.map(Rc::from);
        };
        match &self.kind {
            FunctionKind::Native(native) => native.parameters().ok_or_else(|| {
                EvaluationError::new(Code::S0208).with(|details| part(details, "2", None))
            }),
            FunctionKind::Handed(_) => Err(EvaluationError::new(Code::S0202)
                .with(|details| part(details, "\")\"", Some("\"..\"")))),
            FunctionKind::Next { .. } => Ok(1),
            _ => Ok(self.arity()),
        }
    }

    /// How many arguments it takes, as far as callers adapt to it.
    pub fn arity(&self) -> usize {
        match &self.kind {
            FunctionKind::Lambda { lambda, .. } => lambda.parameters.len(),
            FunctionKind::Partial { open, .. } => open.len(),
            FunctionKind::Native(native) => native.arity(),
            FunctionKind::Bound { arguments, .. } => arguments
                .iter()
                .filter(|argument| argument.is_none())
                .count(),
            FunctionKind::Handed(function) => function.arity(),
            FunctionKind::Regex(_) => 2,
            FunctionKind::Chain(..) | FunctionKind::Transform { .. } => 1,
            FunctionKind::Tail { .. } | FunctionKind::Next { .. } => 0,
        }
    }
}

impl FunctionKind {
    /// The depth of what it holds.
    fn depth(&self) -> u16 {
        match self {
            Self::Lambda { input, .. } | Self::Tail { input, .. } | Self::Partial { input, .. } => {
                input.depth()
            }
            Self::Bound {
                function,
                arguments,
            } => {
                let arguments = arguments.iter().flatten().map(Item::depth);
                arguments.max().unwrap_or(0).max(function.depth)
            }
            Self::Handed(function) => function.depth,
            Self::Chain(first, second) => first.depth.max(second.depth),
            Self::Native(_) | Self::Regex(_) | Self::Next { .. } | Self::Transform { .. } => 0,
        }
    }
}
