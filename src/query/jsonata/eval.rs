//! Runs a tree. Each kind of node has its own function, so that the stack grows by little: the paths
//! are in `path`, calls in `call`, operators in `operator`.

use super::Scope;
use super::budget::{Fuel, MAX_NESTING};
use super::error::{Code, EvaluationError};
use super::function::{Env, Frame, Function, FunctionKind};
use super::item::{Item, List};
use super::native::{self, Native};
use super::tree::{Group, Kind, LABELS, Names, Node, ROOT, Slot, Symbol};
use super::{Program, group, operator, path, predicate, sort};
use crate::value::Value;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// What a part gives.
pub(super) type Outcome<T = Item> = Result<T, EvaluationError>;

/// One evaluation.
pub(super) struct Evaluator<'a> {
    pub scope: &'a Scope<'a>,
    pub fuel: Fuel,
    names: &'a Names,
    /// The function of the language that each name means, if any.
    natives: &'a [Option<Item>],
    labels: &'a [Symbol],
    /// Scopes and lists of arguments that are no longer used, to be used again.
    spare_frames: RefCell<Vec<Env>>,
    spare_arguments: RefCell<Vec<Vec<Item>>>,
    /// What each name means outside of the expression, once it was asked for.
    outside: Vec<OnceCell<Option<Item>>>,
    /// Scopes that hold functions, in the order in which they were made.
    keepers: RefCell<Vec<Env>>,
}

impl Drop for Evaluator<'_> {
    /// Scopes and functions hold each other in circles and in long chains: they are taken apart one by
    /// one, so that nothing is kept and no chain of drops runs deep.
    fn drop(&mut self) {
        let keepers = self.keepers.take();
        for frame in &keepers {
            frame.clear();
        }
        for frame in keepers.into_iter().rev() {
            drop(frame);
        }
    }
}

impl<'a> Evaluator<'a> {
    pub fn new(scope: &'a Scope<'a>, program: &'a Program) -> Self {
        Self {
            scope,
            fuel: Fuel::new(scope.budget),
            names: &program.names,
            natives: &program.natives,
            labels: &program.labels,
            spare_frames: RefCell::default(),
            spare_arguments: RefCell::default(),
            outside: program.names.0.iter().map(|_| OnceCell::new()).collect(),
            keepers: RefCell::default(),
        }
    }

    /// Evaluates the whole expression.
    pub fn run(&self, root: &Node) -> Outcome<Option<Value>> {
        let input = self.scope.input.cloned().map_or(Item::Nothing, Item::Value);
        let input = if input.array().is_some() {
            let mut list = List::new(vec![input]);
            list.sequence = true;
            list.wrapper = true;
            Item::List(Rc::new(list))
        } else {
            input
        };
        let result = self.evaluate(root, &input, &Frame::new())?;
        result.into_value(&self.fuel)
    }

    /// The label under which a `%` finds its step.
    pub fn label(&self, slot: Slot) -> Symbol {
        self.labels.get(slot).copied().unwrap_or(LABELS)
    }

    /// The name of a symbol.
    pub fn name(&self, symbol: Symbol) -> Option<&Rc<str>> {
        self.names.name(symbol)
    }

    /// The symbol of a name, if the expression speaks of it.
    pub fn symbol(&self, name: &str) -> Option<Symbol> {
        let place = self.names.0.iter().position(|known| **known == *name)?;
        Some(place as Symbol)
    }

    /// Binds a name in a scope.
    pub fn bind(&self, env: &Env, symbol: Symbol, item: Item) {
        if item.holds_function() {
            self.keep(env);
        }
        env.bind(symbol, item);
    }

    /// Keeps a scope until the end: functions are in it, or a chain of scopes grows on it.
    pub fn keep(&self, env: &Env) {
        self.keepers.borrow_mut().push(Rc::clone(env));
    }

    /// A scope inside `parent`.
    pub fn frame(&self, parent: &Env, bindings: impl Iterator<Item = (Symbol, Item)>) -> Env {
        let spare = self.spare_frames.borrow_mut().pop();
        let mut frame = spare.unwrap_or_else(Frame::new);
        if Rc::get_mut(&mut frame).is_some_and(|frame| frame.begin(parent, bindings)) {
            self.keep(&frame);
        }
        frame
    }

    /// Evaluates a part in a scope of its own, inside `parent`.
    pub fn evaluate_with(
        &self,
        node: &Node,
        input: &Item,
        parent: &Env,
        bindings: impl Iterator<Item = (Symbol, Item)>,
    ) -> Outcome {
        let frame = self.frame(parent, bindings);
        let result = self.evaluate(node, input, &frame);
        self.leave(frame);
        result
    }

    /// Lets go of a scope; if no function holds it, it is used again.
    pub fn leave(&self, mut frame: Env) {
        if let Some(own) = Rc::get_mut(&mut frame) {
            own.end();
            self.spare_frames.borrow_mut().push(frame);
        }
    }

    /// An empty list for arguments.
    pub fn arguments(&self) -> Vec<Item> {
        self.spare_arguments.borrow_mut().pop().unwrap_or_default()
    }

    /// Lets go of arguments; their list is used again.
    pub fn spare(&self, mut arguments: Vec<Item>) {
        arguments.clear();
        self.spare_arguments.borrow_mut().push(arguments);
    }

    /// What a name means: here, outside, in the language.
    pub fn lookup(&self, symbol: Symbol, env: &Env) -> Item {
        if let Some(item) = env.lookup(symbol) {
            return item;
        }
        let Some(cell) = self.outside.get(symbol as usize) else {
            return Item::Nothing;
        };
        let found = cell.get_or_init(|| {
            let given = self.given(self.names.name(symbol)?);
            given.or_else(|| self.natives.get(symbol as usize)?.clone())
        });
        found.clone().unwrap_or(Item::Nothing)
    }

    /// What a name means outside of the expression.
    pub fn given(&self, name: &str) -> Option<Item> {
        let value = if *name == *ROOT {
            self.scope.input.cloned()
        } else {
            (self.scope.variable)(name)
        };
        value.map(Item::Value)
    }

    /// Refuses what nests too deeply to be dropped, printed or compared.
    pub fn checked(&self, item: Item) -> Outcome {
        if item.depth() > MAX_NESTING {
            return Err(EvaluationError::new(Code::U1003));
        }
        Ok(item)
    }

    /// Evaluates a part, with what stands behind it.
    pub fn evaluate(&self, node: &Node, input: &Item, env: &Env) -> Outcome {
        let mut result = match &node.kind {
            Kind::Number(number) => Item::Number(*number),
            Kind::Constant(value) => Item::Value(value.clone()),
            Kind::Variable(symbol) => self.variable(*symbol, input, env),
            Kind::Name(name) => path::field(self, input, name)?.unwrap_or(Item::Nothing),
            Kind::Path {
                steps,
                keep_singleton: false,
            } if node.is_bare() => match path::direct(self, steps, input, env) {
                Some(item) => item,
                None => self.nested(node, input, env)?,
            },
            _ => self.nested(node, input, env)?,
        };
        if !node.predicates.is_empty() || node.group.is_some() {
            result = self.behind(node, result, env)?;
        }
        if node.keep_array
            && let Item::List(list) = &mut result
            && list.sequence
            && !list.keep
        {
            Rc::make_mut(list).keep = true;
        }
        Ok(result.settled())
    }

    /// The parts that have parts: one level down.
    #[inline(never)]
    fn nested(&self, node: &Node, input: &Item, env: &Env) -> Outcome {
        self.fuel.enter().map_err(|error| error.at(node.start))?;
        let result = self.inner(node, input, env);
        self.fuel.leave();
        result
    }

    #[inline(never)]
    fn inner(&self, node: &Node, input: &Item, env: &Env) -> Outcome {
        match &node.kind {
            Kind::Path {
                steps,
                keep_singleton,
            } => path::evaluate(self, node, steps, *keep_singleton, input, env),
            Kind::Binary(op, sides) => operator::binary(self, *op, sides, node.start, input, env),
            Kind::Negate(operand) => operator::negate(self, operand, node.start, input, env),
            Kind::Array(items) => self.array(node, items, input, env),
            Kind::Object(group) => self.object(group, input, env),
            Kind::Block { parts, binds } => self.block(parts, *binds, input, env),
            Kind::Bind(symbol, value) => {
                let value = self.evaluate(value, input, env)?;
                self.bind(env, *symbol, value.clone());
                Ok(value)
            }
            Kind::Condition(parts) => self.condition(parts, input, env),
            Kind::Call(call) => self.call(call, None, node, input, env),
            Kind::Partial(call) => self.partial(call, node, input, env),
            Kind::Apply(sides) => self.apply_to(sides, node, input, env),
            Kind::Tail(call) => self.function(FunctionKind::Tail {
                call: Rc::clone(call),
                input: input.clone(),
                env: Rc::clone(env),
            }),
            Kind::Lambda(lambda) => self.function(FunctionKind::Lambda {
                lambda: Rc::clone(lambda),
                input: input.clone(),
                env: Rc::clone(env),
            }),
            Kind::Transform(transform) => self.function(FunctionKind::Transform {
                transform: Rc::clone(transform),
                env: Rc::clone(env),
            }),
            Kind::Regex(regex) => self.function(FunctionKind::Regex(Rc::clone(regex))),
            Kind::Wildcard => path::wildcard(self, input),
            Kind::Descendant => path::descendants(self, input),
            Kind::Parent(slot) => Ok(self.lookup(self.label(*slot), env)),
            Kind::Sort(terms) => sort::by_terms(self, terms, node.start, input, env),
            Kind::Number(_) | Kind::Constant(_) | Kind::Variable(_) | Kind::Name(_) => {
                Ok(Item::Nothing)
            }
        }
    }

    /// A function, unless what it holds nests too deeply.
    pub fn function(&self, kind: FunctionKind) -> Outcome {
        self.checked(Item::Function(Function::new(kind)))
    }

    pub fn variable(&self, symbol: Symbol, input: &Item, env: &Env) -> Item {
        if self.name(symbol).is_some_and(|name| !name.is_empty()) {
            return self.lookup(symbol, env);
        }
        if let Item::List(list) = input
            && list.wrapper
        {
            return list.items.first().cloned().unwrap_or(Item::Nothing);
        }
        input.clone()
    }

    /// Predicates and grouping behind a part that is no path.
    #[inline(never)]
    fn behind(&self, node: &Node, mut result: Item, env: &Env) -> Outcome {
        for predicate in &node.predicates {
            result = predicate::filter(self, predicate, &result, env)?;
        }
        if let Some(group) = &node.group
            && !matches!(node.kind, Kind::Path { .. })
        {
            result = group::evaluate(self, group, &result, env)?;
        }
        Ok(result)
    }

    #[inline(never)]
    fn array(&self, node: &Node, parts: &[Node], input: &Item, env: &Env) -> Outcome {
        let mut items = Vec::new();
        for part in parts {
            let item = self.evaluate(part, input, env)?;
            if item.is_nothing() {
                continue;
            }
            match item
                .array()
                .filter(|_| !matches!(part.kind, Kind::Array(_)))
            {
                Some(_) if items.is_empty() => items = taken(item),
                Some(more) => {
                    self.fuel.spend(more.len())?;
                    items.extend(more.iter());
                }
                None => items.push(item),
            }
        }
        let mut list = List::new(items);
        list.whole = node.whole_array;
        self.checked(Item::List(Rc::new(list)))
    }

    #[inline(never)]
    fn object(&self, group: &Group, input: &Item, env: &Env) -> Outcome {
        group::evaluate(self, group, input, env)
    }

    #[inline(never)]
    fn block(&self, parts: &[Node], binds: bool, input: &Item, env: &Env) -> Outcome {
        if !binds {
            return self.parts(parts, input, env);
        }
        let frame = self.frame(env, std::iter::empty());
        let result = self.parts(parts, input, &frame);
        self.leave(frame);
        result
    }

    fn parts(&self, parts: &[Node], input: &Item, env: &Env) -> Outcome {
        let mut result = Item::Nothing;
        for part in parts {
            result = self.evaluate(part, input, env)?;
        }
        Ok(result)
    }

    #[inline(never)]
    fn condition(
        &self,
        (condition, then, otherwise): &(Node, Node, Option<Node>),
        input: &Item,
        env: &Env,
    ) -> Outcome {
        if self.evaluate(condition, input, env)?.truth(&self.fuel)? {
            return self.evaluate(then, input, env);
        }
        match otherwise {
            Some(otherwise) => self.evaluate(otherwise, input, env),
            None => Ok(Item::Nothing),
        }
    }

    /// Calls a function of the language.
    pub fn native(&self, native: &Native, arguments: &[Item]) -> Outcome {
        let result = native::run(self, native, arguments)?;
        self.checked(result)
    }
}

/// The items of an array, without a copy if nobody else has it.
fn taken(array: Item) -> Vec<Item> {
    match array {
        Item::List(list) => match Rc::try_unwrap(list) {
            Ok(list) => list.items,
            Err(list) => list.items.clone(),
        },
        other => other
            .array()
            .map(|items| items.to_vec())
            .unwrap_or_default(),
    }
}
