//! The tree as written to the tree as evaluated, as the reference does it.

use super::super::error::{Code, SyntaxError};
use super::super::regex::Regex;
use super::super::signature::Signature;
use super::super::tree::{
    Binary, Call, Group, Kind, Lambda, Names, Node, Stage, Symbol, Term, Transform,
};
use super::parent::{Slots, no_parent, sought};
use super::raw::{Raw, RawKind, RawTerm};
use super::token::Op;
use crate::value::Value;
use std::rc::Rc;

type Processed<T = Node> = Result<T, SyntaxError>;

/// Makes `raw` ready to be evaluated: the tree, the names in it, the label of each `%`.
pub fn process(raw: Raw) -> Processed<(Node, Names, Vec<Symbol>)> {
    let mut processor = Processor::default();
    let node = processor.node(raw)?;
    if !sought(&node).is_empty() {
        return Err(no_parent(&node));
    }
    Ok((node, processor.names, processor.slots.labels()))
}

#[derive(Default)]
struct Processor {
    names: Names,
    slots: Slots,
    /// Whether the innermost block so far binds a name.
    binds: bool,
}

impl Processor {
    fn node(&mut self, raw: Raw) -> Processed {
        let keep_array = raw.keep_array;
        let mut node = self.kind(raw)?;
        node.keep_array |= keep_array;
        Ok(node)
    }

    fn kind(&mut self, raw: Raw) -> Processed {
        let (start, end, keep) = (raw.start, raw.end, raw.keep_array);
        let node = |kind| Ok(Node::new(kind, start, end));
        match raw.kind {
            RawKind::End => Err(SyntaxError::new(Code::S0207, start, 0)),
            RawKind::Placeholder => Err(SyntaxError::new(Code::S0201, start, 1).token("?")),
            RawKind::Name(name) => Ok(field(name, start, end, keep)),
            RawKind::Keyword(op) => Ok(field(Rc::from(op.text()), start, end, keep)),
            RawKind::Variable(name) => node(Kind::Variable(self.names.symbol(&name))),
            RawKind::Text(text) => node(Kind::Constant(Value::String(text))),
            RawKind::Number(number) => node(Kind::Number(number)),
            RawKind::Bool(truth) => node(Kind::Constant(Value::Bool(truth))),
            RawKind::Null => node(Kind::Constant(Value::Null)),
            RawKind::Regex(pattern, flags) => regex(&pattern, &flags, start, end),
            RawKind::Wildcard => node(Kind::Wildcard),
            RawKind::Descendant => node(Kind::Descendant),
            RawKind::Parent => node(Kind::Parent(self.slots.add())),
            RawKind::Negate(operand) => self.negate(*operand, start, end),
            RawKind::Array(items) => self.array(items, start, end),
            RawKind::Object(pairs) => self.object(pairs, start, end),
            RawKind::Block(parts) => self.block(parts, start, end),
            RawKind::Binary(op, left, right) => self.binary(op, *left, *right, (start, end, keep)),
            RawKind::Group(left, pairs) => self.group(*left, pairs, start),
            RawKind::Sort(left, terms) => self.sort(*left, terms, start, end),
            RawKind::Call {
                procedure,
                arguments,
                partial,
            } => self.call(*procedure, arguments, partial, (start, end)),
            RawKind::Lambda {
                parameters,
                signature,
                body,
            } => {
                let kind = self.lambda(&parameters, signature, *body)?;
                node(kind)
            }
            RawKind::Condition(condition, then, otherwise) => {
                self.condition(*condition, *then, otherwise, (start, end))
            }
            RawKind::Transform(pattern, update, delete) => {
                self.transform(*pattern, *update, delete, (start, end))
            }
        }
    }

    #[inline(never)]
    fn lambda(
        &mut self,
        parameters: &[Rc<str>],
        signature: Option<Rc<Signature>>,
        body: Raw,
    ) -> Processed<Kind> {
        let symbols = parameters.iter().map(|name| self.names.symbol(name));
        let parameters = symbols.collect();
        let binds = self.binds;
        let body = in_tail(self.node(body)?);
        self.binds = binds;
        Ok(Kind::Lambda(Rc::new(Lambda {
            parameters,
            signature,
            body,
        })))
    }

    #[inline(never)]
    fn condition(
        &mut self,
        condition: Raw,
        then: Raw,
        otherwise: Option<Box<Raw>>,
        (start, end): (usize, usize),
    ) -> Processed {
        let mut node = Node::new(Kind::Wildcard, start, end);
        let condition = self.inner(condition, &mut node)?;
        let then = self.inner(then, &mut node)?;
        let otherwise = otherwise
            .map(|part| self.inner(*part, &mut node))
            .transpose()?;
        node.kind = Kind::Condition(Box::new((condition, then, otherwise)));
        Ok(node)
    }

    #[inline(never)]
    fn transform(
        &mut self,
        pattern: Raw,
        update: Raw,
        delete: Option<Box<Raw>>,
        (start, end): (usize, usize),
    ) -> Processed {
        let transform = Transform {
            pattern: self.node(pattern)?,
            update: self.node(update)?,
            delete: delete.map(|part| self.node(*part)).transpose()?,
            start,
        };
        let kind = Kind::Transform(Rc::new(transform));
        Ok(Node::new(kind, start, end))
    }

    /// A part of `outer`, which seeks what the part seeks.
    #[inline(never)]
    fn inner(&mut self, raw: Raw, outer: &mut Node) -> Processed {
        let node = self.node(raw)?;
        outer.seeking.extend(sought(&node));
        Ok(node)
    }

    #[inline(never)]
    fn inner_pairs(
        &mut self,
        pairs: Vec<(Raw, Raw)>,
        outer: &mut Node,
    ) -> Processed<Vec<(Node, Node)>> {
        let mut done = Vec::with_capacity(pairs.len());
        for (name, value) in pairs {
            done.push((self.inner(name, outer)?, self.inner(value, outer)?));
        }
        Ok(done)
    }

    #[inline(never)]
    fn negate(&mut self, operand: Raw, start: usize, end: usize) -> Processed {
        let mut node = Node::new(Kind::Wildcard, start, end);
        let mut operand = self.inner(operand, &mut node)?;
        if let Kind::Number(number) = &mut operand.kind {
            *number = -*number;
            operand.start = start;
            return Ok(operand);
        }
        node.kind = Kind::Negate(Box::new(operand));
        Ok(node)
    }

    #[inline(never)]
    fn array(&mut self, items: Vec<Raw>, start: usize, end: usize) -> Processed {
        let mut node = Node::new(Kind::Wildcard, start, end);
        let mut done = Vec::with_capacity(items.len());
        for item in items {
            done.push(self.inner(item, &mut node)?);
        }
        node.kind = Kind::Array(done);
        Ok(node)
    }

    #[inline(never)]
    fn object(&mut self, pairs: Vec<(Raw, Raw)>, start: usize, end: usize) -> Processed {
        let mut node = Node::new(Kind::Wildcard, start, end);
        let pairs = self.inner_pairs(pairs, &mut node)?;
        node.kind = Kind::Object(Rc::new(Group::new(pairs, start)));
        Ok(node)
    }

    #[inline(never)]
    fn block(&mut self, parts: Vec<Raw>, start: usize, end: usize) -> Processed {
        let mut node = Node::new(Kind::Wildcard, start, end);
        let mut done = Vec::with_capacity(parts.len());
        let outer = std::mem::replace(&mut self.binds, false);
        for part in parts {
            let part = self.inner(part, &mut node)?;
            let first = if let Kind::Path { steps, .. } = &part.kind {
                steps.first().is_some_and(|step| step.whole_array)
            } else {
                false
            };
            node.whole_array |= part.whole_array || first;
            done.push(part);
        }
        let binds = std::mem::replace(&mut self.binds, outer);
        node.kind = Kind::Block { parts: done, binds };
        Ok(node)
    }

    #[inline(never)]
    fn call(
        &mut self,
        procedure: Raw,
        arguments: Vec<Raw>,
        partial: bool,
        (start, end): (usize, usize),
    ) -> Processed {
        let mut node = Node::new(Kind::Wildcard, start, end);
        let mut done = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let argument = match argument.kind {
                RawKind::Placeholder => None,
                _ => Some(self.inner(argument, &mut node)?),
            };
            done.push(argument);
        }
        let call = Rc::new(Call {
            procedure: self.node(procedure)?,
            arguments: done,
        });
        node.kind = if partial {
            Kind::Partial(call)
        } else {
            Kind::Call(call)
        };
        Ok(node)
    }

    #[inline(never)]
    fn binary(
        &mut self,
        op: Op,
        left: Raw,
        right: Raw,
        (start, end, keep): (usize, usize, bool),
    ) -> Processed {
        let Some(op) = plain(op) else {
            return self.structural(op, left, right, (start, end, keep));
        };
        let mut node = Node::new(Kind::Wildcard, start, end);
        let left = self.inner(left, &mut node)?;
        let right = self.inner(right, &mut node)?;
        node.kind = Kind::Binary(op, Box::new((left, right)));
        Ok(node)
    }

    /// The operators that shape paths and scopes.
    #[inline(never)]
    fn structural(
        &mut self,
        op: Op,
        left: Raw,
        right: Raw,
        (start, end, keep): (usize, usize, bool),
    ) -> Processed {
        match op {
            Op::Dot => self.path(left, right),
            Op::OpenBracket => self.predicate(left, right, start),
            Op::Assign => {
                let name = self.symbol(&left);
                self.binds = true;
                let mut node = Node::new(Kind::Wildcard, start, end);
                let value = self.inner(right, &mut node)?;
                node.kind = Kind::Bind(name, Box::new(value));
                Ok(node)
            }
            Op::At => {
                let name = self.symbol(&right);
                let left = self.node(left)?;
                // `@$` binds nothing, and so hands the items on.
                let named = right.variable().is_some_and(|name| !name.is_empty());
                let name = named.then_some(name);
                focus(left, name, keep).map_err(|code| SyntaxError::new(code, start, end - start))
            }
            Op::Hash => {
                let name = self.symbol(&right);
                Ok(index(self.node(left)?, name))
            }
            _ => {
                let left = self.node(left)?;
                let right = self.node(right)?;
                let mut node = Node::new(Kind::Wildcard, start, end);
                node.keep_array = left.keep_array || right.keep_array;
                node.kind = Kind::Apply(Box::new((left, right)));
                Ok(node)
            }
        }
    }

    fn symbol(&mut self, raw: &Raw) -> Symbol {
        raw.variable()
            .map(|name| self.names.symbol(name))
            .unwrap_or_default()
    }

    /// `left.right`
    #[inline(never)]
    fn path(&mut self, left: Raw, right: Raw) -> Processed {
        let mut path = as_path(self.node(left)?);
        let mut rest = self.node(right)?;
        let Kind::Path {
            steps,
            keep_singleton,
        } = &mut path.kind
        else {
            return Ok(path);
        };
        if let Kind::Path { steps: more, .. } = &mut rest.kind {
            steps.append(more);
        } else {
            let filters = std::mem::take(&mut rest.predicates);
            rest.stages.extend(filters.into_iter().map(Stage::Filter));
            steps.push(rest);
        }
        for step in steps.iter_mut() {
            as_step(step)?;
        }
        *keep_singleton |= steps.iter().any(|step| step.keep_array);
        if let Some(Node {
            kind: Kind::Array(_),
            whole_array,
            ..
        }) = steps.first_mut()
        {
            *whole_array = true;
        }
        if let Some(Node {
            kind: Kind::Array(_),
            whole_array,
            ..
        }) = steps.last_mut()
        {
            *whole_array = true;
        }
        self.slots.resolve(&mut path)?;
        Ok(path)
    }

    /// `left[right]`
    #[inline(never)]
    fn predicate(&mut self, left: Raw, right: Raw, start: usize) -> Processed {
        let mut left = self.node(left)?;
        let predicate = self.node(right)?;
        let in_path = matches!(left.kind, Kind::Path { .. });
        let step = last_step(&mut left);
        if step.group.is_some() {
            return Err(SyntaxError::new(Code::S0209, start, 1));
        }
        self.slots.seek_from_predicate(step, &predicate)?;
        // A bare `%` seeks nothing here, and so is nothing.
        if !predicate.seeking.is_empty() {
            step.seeking.extend(sought(&predicate));
        }
        if in_path {
            step.stages.push(Stage::Filter(predicate));
        } else {
            step.predicates.push(predicate);
        }
        Ok(left)
    }

    /// `left{…}`
    #[inline(never)]
    fn group(&mut self, left: Raw, pairs: Vec<(Raw, Raw)>, start: usize) -> Processed {
        let mut left = self.node(left)?;
        if left.group.is_some() {
            return Err(SyntaxError::new(Code::S0210, start, 1));
        }
        let mut done = Vec::with_capacity(pairs.len());
        for (name, value) in pairs {
            done.push((self.node(name)?, self.node(value)?));
        }
        left.group = Some(Rc::new(Group::new(done, start)));
        Ok(left)
    }

    /// `left^(…)`
    #[inline(never)]
    fn sort(&mut self, left: Raw, terms: Vec<RawTerm>, start: usize, end: usize) -> Processed {
        let mut path = as_bare_path(self.node(left)?);
        let mut step = Node::new(Kind::Wildcard, start, end);
        let mut done = Vec::with_capacity(terms.len());
        for term in terms {
            done.push(Term {
                descending: term.descending,
                expression: self.inner(term.expression, &mut step)?,
            });
        }
        step.kind = Kind::Sort(done);
        if let Kind::Path { steps, .. } = &mut path.kind {
            steps.push(step);
        }
        self.slots.resolve(&mut path)?;
        Ok(path)
    }
}

#[inline(never)]
fn regex(pattern: &str, flags: &str, start: usize, end: usize) -> Processed {
    let regex = Regex::compile(pattern, flags).map_err(|reason| {
        let fault = SyntaxError::new(Code::S0303, start, end - start);
        fault.message(&format!("/{pattern}/: {reason}"))
    })?;
    Ok(Node::new(Kind::Regex(Rc::new(regex)), start, end))
}

/// A field's name is a path of one step.
fn field(name: Rc<str>, start: usize, end: usize, keep_array: bool) -> Node {
    let mut step = Node::new(Kind::Name(name), start, end);
    step.keep_array = keep_array;
    let kind = Kind::Path {
        steps: vec![step],
        keep_singleton: keep_array,
    };
    Node::new(kind, start, end)
}

/// A path that begins with `node`, or is it.
fn as_bare_path(node: Node) -> Node {
    if matches!(node.kind, Kind::Path { .. }) {
        return node;
    }
    let (start, end) = (node.start, node.end);
    let kind = Kind::Path {
        steps: vec![node],
        keep_singleton: false,
    };
    Node::new(kind, start, end)
}

/// The same; a `%` at its beginning seeks its parent outside of the path.
fn as_path(node: Node) -> Node {
    let parent = if let Kind::Parent(slot) = node.kind {
        Some(slot)
    } else {
        None
    };
    let mut path = as_bare_path(node);
    path.seeking.extend(parent);
    path
}

/// The node that predicates and bindings behind `node` belong to.
fn last_step(node: &mut Node) -> &mut Node {
    if matches!(node.kind, Kind::Path { .. }) {
        let Kind::Path { steps, .. } = &mut node.kind else {
            unreachable!("it is a path");
        };
        return steps
            .last_mut()
            .unwrap_or_else(|| unreachable!("a path has a step"));
    }
    node
}

/// As a step a text is a name, and other literals make no sense.
fn as_step(step: &mut Node) -> Processed<()> {
    let literal = match &step.kind {
        Kind::Number(number) => super::super::picture::number::to_text(*number),
        Kind::Constant(Value::String(text)) => {
            step.kind = Kind::Name(Rc::clone(text));
            return Ok(());
        }
        Kind::Constant(value) => value.to_json(),
        _ => return Ok(()),
    };
    let fault = SyntaxError::new(Code::S0213, step.start, step.end - step.start);
    Err(fault.json_value(&literal))
}

/// `left@$name`
fn focus(mut left: Node, name: Option<Symbol>, keep: bool) -> Result<Node, Code> {
    let step = last_step(&mut left);
    if !step.stages.is_empty() || !step.predicates.is_empty() {
        return Err(Code::S0215);
    }
    if matches!(step.kind, Kind::Sort(_)) {
        return Err(Code::S0216);
    }
    step.keep_array |= keep;
    step.focus = name;
    step.tuple = true;
    Ok(left)
}

/// `left#$name`
fn index(mut left: Node, name: Symbol) -> Node {
    if !matches!(left.kind, Kind::Path { .. }) {
        let filters = std::mem::take(&mut left.predicates);
        left.stages.extend(filters.into_iter().map(Stage::Filter));
        left = as_bare_path(left);
    }
    let step = last_step(&mut left);
    if step.stages.is_empty() {
        step.index = Some(name);
    } else {
        step.stages.push(Stage::Index(name));
    }
    step.tuple = true;
    left
}

/// The operators that are no more than their two sides.
fn plain(op: Op) -> Option<Binary> {
    Some(match op {
        Op::Plus => Binary::Add,
        Op::Minus => Binary::Subtract,
        Op::Star => Binary::Multiply,
        Op::Slash => Binary::Divide,
        Op::Percent => Binary::Remainder,
        Op::Equal => Binary::Equal,
        Op::NotEqual => Binary::NotEqual,
        Op::Less => Binary::Less,
        Op::LessEqual => Binary::LessEqual,
        Op::Greater => Binary::Greater,
        Op::GreaterEqual => Binary::GreaterEqual,
        Op::Ampersand => Binary::Join,
        Op::DotDot => Binary::Range,
        Op::In => Binary::In,
        Op::And => Binary::And,
        Op::Or => Binary::Or,
        _ => return None,
    })
}

/// A function's body, its calls in tail position marked.
fn in_tail(mut node: Node) -> Node {
    match &mut node.kind {
        Kind::Call(call) if node.predicates.is_empty() => {
            Node::new(Kind::Tail(Rc::clone(call)), node.start, node.end)
        }
        Kind::Condition(parts) => {
            replace(&mut parts.1);
            if let Some(otherwise) = &mut parts.2 {
                replace(otherwise);
            }
            node
        }
        Kind::Block { parts, .. } => {
            if let Some(last) = parts.last_mut() {
                replace(last);
            }
            node
        }
        _ => node,
    }
}

fn replace(node: &mut Node) {
    let old = std::mem::replace(node, Node::new(Kind::Wildcard, 0, 0));
    *node = in_tail(old);
}
