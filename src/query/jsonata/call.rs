//! Calls: of functions by name, of functions as values, with some arguments, in a chain.

use super::error::{Code, EvaluationError};
use super::eval::{Evaluator, Outcome};
use super::function::{Env, Function, FunctionKind};
use super::item::Item;
use super::native::{self, matching};
use super::transform;
use super::tree::{Call, Kind, Lambda, Node, Symbol};
use crate::value::Value;
use std::rc::Rc;

/// The context of a function that is called as a value: there is none.
const NO_CONTEXT: Item = Item::Value(Value::Null);

impl Evaluator<'_> {
    /// `procedure(arguments)`, with what stands before `~>` as the first argument.
    #[inline(never)]
    pub(super) fn call(
        &self,
        call: &Call,
        first: Option<Item>,
        node: &Node,
        input: &Item,
        env: &Env,
    ) -> Outcome {
        let name = self.procedure_name(&call.procedure);
        let procedure = self.evaluate(&call.procedure, input, env)?;
        if procedure.is_nothing() && self.is_meant(&call.procedure, env) {
            return Err(EvaluationError::new(Code::T1005)
                .named(name.as_ref())
                .at(node.start));
        }
        let mut arguments = self.arguments();
        arguments.extend(first);
        for argument in call.arguments.iter().flatten() {
            arguments.push(self.handed(self.evaluate(argument, input, env)?));
        }
        let called = match &procedure {
            Item::Function(function) => self.apply(function, arguments, input),
            _ => Err(EvaluationError::new(Code::T1006)),
        };
        called.map_err(|error| error.at(node.start).named(name.as_ref()))
    }

    /// The name by which a function is called, for the words of errors.
    fn procedure_name(&self, procedure: &Node) -> Option<Rc<str>> {
        match &procedure.kind {
            Kind::Variable(symbol) => self.name(*symbol).cloned(),
            Kind::Path { .. } => plain_name(procedure).cloned(),
            _ => None,
        }
    }

    /// Whether `name(…)` was meant to be `$name(…)`.
    fn is_meant(&self, procedure: &Node, env: &Env) -> bool {
        let Some(name) = plain_name(procedure) else {
            return false;
        };
        match self.symbol(name) {
            Some(symbol) => !self.lookup(symbol, env).is_nothing(),
            None => self.given(name).is_some() || native::is_known(name),
        }
    }

    /// A function as an argument is called without a context.
    fn handed(&self, item: Item) -> Item {
        match item {
            Item::Function(function) if !matches!(function.kind, FunctionKind::Handed(_)) => {
                Item::Function(Function::new(FunctionKind::Handed(function)))
            }
            other => other,
        }
    }

    /// Calls a function, and then the calls that it leaves to its caller.
    pub(super) fn apply(
        &self,
        function: &Rc<Function>,
        arguments: Vec<Item>,
        input: &Item,
    ) -> Outcome {
        let mut result = self.apply_once(function, arguments, input)?;
        while let Item::Function(function) = &result {
            let FunctionKind::Tail {
                call,
                input: inner,
                env,
            } = &function.kind
            else {
                break;
            };
            result = self.tail_call(call, inner, env, input)?;
        }
        Ok(result)
    }

    #[inline(never)]
    fn tail_call(&self, call: &Call, inner: &Item, env: &Env, input: &Item) -> Outcome {
        let name = self.procedure_name(&call.procedure);
        let place = |error: EvaluationError| error.at(call.procedure.start).named(name.as_ref());
        let next = self.evaluate(&call.procedure, inner, env)?;
        let mut arguments = self.arguments();
        for argument in call.arguments.iter().flatten() {
            arguments.push(self.evaluate(argument, inner, env)?);
        }
        let Item::Function(next) = &next else {
            let meant = next.is_nothing() && self.is_meant(&call.procedure, env);
            let code = if meant { Code::T1005 } else { Code::T1006 };
            return Err(place(EvaluationError::new(code)));
        };
        self.apply_once(next, arguments, input).map_err(place)
    }

    #[inline(never)]
    fn apply_once(
        &self,
        function: &Rc<Function>,
        mut arguments: Vec<Item>,
        input: &Item,
    ) -> Outcome {
        match &function.kind {
            FunctionKind::Lambda {
                lambda,
                input: inner,
                env,
            } => {
                if let Some(signature) = &lambda.signature {
                    signature.validate(&mut arguments, input)?;
                }
                self.body(lambda, &lambda.parameters, arguments, (inner, env))
            }
            FunctionKind::Partial {
                lambda,
                open,
                input: inner,
                env,
            } => self.body(lambda, open, arguments, (inner, env)),
            FunctionKind::Native(native) => {
                native.signature().validate(&mut arguments, input)?;
                let result = self.deeper(|| self.native(native, &arguments));
                self.spare(arguments);
                result
            }
            FunctionKind::Bound { .. } | FunctionKind::Chain(..) => {
                self.deeper(|| self.composed(&function.kind, arguments))
            }
            FunctionKind::Handed(function) => {
                self.deeper(|| self.apply(function, arguments, &NO_CONTEXT))
            }
            FunctionKind::Regex(regex) => matching::first(self, regex, &arguments),
            FunctionKind::Next { regex, text, from } => matching::next(self, regex, text, *from),
            FunctionKind::Transform { transform, env } => {
                transform::run(self, transform, arguments, input, env)
            }
            FunctionKind::Tail { .. } => Ok(Item::Nothing),
        }
    }

    /// Evaluates a function's body; parameters without an argument are bound to nothing.
    fn body(
        &self,
        lambda: &Lambda,
        parameters: &[Symbol],
        mut arguments: Vec<Item>,
        (input, env): (&Item, &Env),
    ) -> Outcome {
        self.fuel.spend(1)?;
        let given = arguments.drain(..).chain(std::iter::repeat(Item::Nothing));
        let frame = self.frame(env, parameters.iter().copied().zip(given));
        self.spare(arguments);
        let result = self.evaluate(&lambda.body, input, &frame);
        self.leave(frame);
        result
    }

    /// What calls functions counts as a level: a call in tail position leaves no part of the tree in
    /// between.
    fn deeper(&self, call: impl FnOnce() -> Outcome) -> Outcome {
        self.fuel.enter()?;
        let result = call();
        self.fuel.leave();
        result
    }

    /// A function with some arguments given, or one behind another.
    #[inline(never)]
    fn composed(&self, kind: &FunctionKind, arguments: Vec<Item>) -> Outcome {
        if let FunctionKind::Chain(first, second) = kind {
            let middle = self.apply(first, arguments, &NO_CONTEXT)?;
            return self.apply(second, vec![self.handed(middle.settled())], &NO_CONTEXT);
        }
        let FunctionKind::Bound {
            function,
            arguments: given,
        } = kind
        else {
            return Ok(Item::Nothing);
        };
        let mut rest = arguments.into_iter();
        let fill = |given: &Option<Item>| given.clone().or_else(|| rest.next());
        let all: Vec<Item> = given
            .iter()
            .map(fill)
            .map(Option::unwrap_or_default)
            .collect();
        match &function.kind {
            FunctionKind::Native(native) => {
                let result = native::run_loose(self, native, &all)?;
                self.checked(result)
            }
            _ => self.apply(function, all, &Item::Nothing),
        }
    }

    /// `procedure(?, argument)`
    #[inline(never)]
    pub(super) fn partial(&self, call: &Call, node: &Node, input: &Item, env: &Env) -> Outcome {
        let mut arguments = Vec::with_capacity(call.arguments.len());
        for argument in &call.arguments {
            let argument = argument.as_ref();
            arguments.push(
                argument
                    .map(|part| self.evaluate(part, input, env))
                    .transpose()?,
            );
        }
        let Item::Function(function) = self.evaluate(&call.procedure, input, env)? else {
            let meant = self.is_meant(&call.procedure, env);
            let code = if meant { Code::T1007 } else { Code::T1008 };
            let name = self.procedure_name(&call.procedure);
            return Err(EvaluationError::new(code)
                .named(name.as_ref())
                .at(node.start));
        };
        match &function.kind {
            FunctionKind::Lambda {
                lambda, input, env, ..
            } => self.partial_lambda(lambda, &lambda.parameters, (input, env), arguments),
            FunctionKind::Partial {
                lambda,
                open,
                input,
                env,
            } => self.partial_lambda(lambda, open, (input, env), arguments),
            _ => {
                let parameters = function
                    .parameters()
                    .map_err(|error| error.at(node.start))?;
                // The reference forgets what is given beyond them, and has nothing for those left out.
                arguments.resize(parameters, Some(Item::Nothing));
                self.function(FunctionKind::Bound {
                    function: Rc::clone(&function),
                    arguments,
                })
            }
        }
    }

    fn partial_lambda(
        &self,
        lambda: &Rc<Lambda>,
        parameters: &[Symbol],
        (input, env): (&Item, &Env),
        arguments: Vec<Option<Item>>,
    ) -> Outcome {
        let mut open = Vec::new();
        let mut given = Vec::new();
        let mut arguments = arguments.into_iter();
        for parameter in parameters {
            match arguments.next() {
                Some(None) => open.push(*parameter),
                Some(Some(argument)) => given.push((*parameter, argument)),
                None => given.push((*parameter, Item::Nothing)),
            }
        }
        let frame = self.frame(env, given.into_iter());
        self.keep(&frame);
        self.function(FunctionKind::Partial {
            lambda: Rc::clone(lambda),
            open,
            input: input.clone(),
            env: frame,
        })
    }

    /// `left ~> right`
    #[inline(never)]
    pub(super) fn apply_to(
        &self,
        (left, right): &(Node, Node),
        node: &Node,
        input: &Item,
        env: &Env,
    ) -> Outcome {
        let left = self.evaluate(left, input, env)?;
        if let Kind::Call(call) = &right.kind {
            return self.call(call, Some(left), right, input, env);
        }
        let Item::Function(function) = self.evaluate(right, input, env)? else {
            return Err(EvaluationError::new(Code::T2006).at(node.start));
        };
        match left {
            Item::Function(first) => self.function(FunctionKind::Chain(first, function)),
            other => self
                .apply(&function, vec![other], &NO_CONTEXT)
                .map_err(|error| error.at(node.start)),
        }
    }
}

/// The name, if `procedure` is a field's name.
fn plain_name(procedure: &Node) -> Option<&Rc<str>> {
    let Kind::Path { steps, .. } = &procedure.kind else {
        return None;
    };
    match &steps.first()?.kind {
        Kind::Name(name) => Some(name),
        _ => None,
    }
}
