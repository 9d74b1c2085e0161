//! What an expression reads from outside, found without running it: for AWS's checks when a machine is
//! made, and for what an editor shows.

use super::tree::{Call, Group, Kind, Lambda, Names, Node, ROOT, Stage, Symbol};
use std::ops::Range;
use std::rc::Rc;

/// Something an expression names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its name without `$`.
    pub name: Rc<str>,
    /// Where it stands in the text, in bytes, `$` included.
    pub span: Range<usize>,
}

/// A path below `$states`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatesPath {
    /// The plain field names after `$states`, as far as they are plain: `["input", "order"]`.
    pub path: Vec<Rc<str>>,
    /// From `$states` to the end of the last of them, in bytes.
    pub span: Range<usize>,
}

/// What an expression reads from outside itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// Variables that nothing in the expression binds and that are not called: `$name`, but not
    /// `$states`, in the order of the text.
    pub variables: Vec<Reference>,
    /// Each use of `$states`.
    pub states: Vec<StatesPath>,
    /// Functions called or handed on by a name that nothing in the expression binds: `$sum`. A call of a
    /// variable that is no function of the language is here as well.
    pub functions: Vec<Reference>,
    /// `$`, `$$` and field names outside of any path, predicate or function: AWS gives expressions no
    /// input, so these find nothing. The name is the text as written.
    pub context: Vec<Reference>,
}

/// What the tree of `text` reads from outside.
pub(super) fn of(root: &Node, names: &Names, text: &str) -> References {
    let mut walk = Walk {
        names,
        text,
        bound: Vec::new(),
        top: true,
        found: References::default(),
    };
    walk.scope(root);
    walk.found
}

struct Walk<'t> {
    names: &'t Names,
    text: &'t str,
    /// What the scopes around bind.
    bound: Vec<Symbol>,
    /// Whether the context is the one that AWS does not give.
    top: bool,
    found: References,
}

impl Walk<'_> {
    /// A part with a scope of its own: all that it binds is bound in all of it, since functions may use
    /// what is bound after them.
    fn scope(&mut self, node: &Node) {
        let before = self.bound.len();
        collect_bound(node, &mut self.bound);
        self.node(node);
        self.bound.truncate(before);
    }

    /// A part whose context is an item of another.
    fn inner(&mut self, node: &Node) {
        let top = std::mem::replace(&mut self.top, false);
        self.node(node);
        self.top = top;
    }

    fn node(&mut self, node: &Node) {
        self.kind(node);
        self.behind(node);
    }

    /// What stands behind a part.
    fn behind(&mut self, node: &Node) {
        node.predicates.iter().for_each(|part| self.inner(part));
        for stage in &node.stages {
            match stage {
                Stage::Filter(part) => self.inner(part),
                Stage::Index(symbol) => self.bound.push(*symbol),
            }
        }
        self.bound.extend(node.focus.iter().chain(&node.index));
        if let Some(group) = &node.group
            && !matches!(node.kind, Kind::Path { .. })
        {
            self.group(group);
        }
    }

    fn group(&mut self, group: &Group) {
        for (key, value) in &group.pairs {
            self.inner(key);
            self.inner(value);
        }
    }

    fn kind(&mut self, node: &Node) {
        match &node.kind {
            Kind::Path { steps, .. } => self.path(node, steps),
            Kind::Name(_) | Kind::Wildcard | Kind::Descendant | Kind::Parent(_) => {
                self.context(node);
            }
            Kind::Variable(symbol) => self.variable(*symbol, node, false),
            Kind::Binary(_, sides) | Kind::Apply(sides) => {
                self.node(&sides.0);
                self.handed(&sides.1);
            }
            Kind::Negate(part) | Kind::Bind(_, part) => self.node(part),
            Kind::Array(parts) => parts.iter().for_each(|part| self.node(part)),
            Kind::Block { parts, .. } => {
                let before = self.bound.len();
                parts
                    .iter()
                    .for_each(|part| collect_bound(part, &mut self.bound));
                parts.iter().for_each(|part| self.node(part));
                self.bound.truncate(before);
            }
            Kind::Object(group) => {
                for (key, value) in &group.pairs {
                    self.node(key);
                    self.node(value);
                }
            }
            Kind::Call(call) | Kind::Tail(call) | Kind::Partial(call) => self.call(call),
            Kind::Condition(parts) => {
                self.node(&parts.0);
                self.node(&parts.1);
                parts.2.iter().for_each(|part| self.node(part));
            }
            Kind::Lambda(lambda) => self.lambda(lambda),
            Kind::Transform(transform) => {
                self.inner(&transform.pattern);
                self.inner(&transform.update);
                transform.delete.iter().for_each(|part| self.inner(part));
            }
            Kind::Sort(terms) => terms.iter().for_each(|term| self.inner(&term.expression)),
            Kind::Number(_) | Kind::Constant(_) | Kind::Regex(_) => {}
        }
    }

    fn lambda(&mut self, lambda: &Lambda) {
        let before = self.bound.len();
        self.bound.extend(&lambda.parameters);
        let top = std::mem::replace(&mut self.top, false);
        self.scope(&lambda.body);
        self.top = top;
        self.bound.truncate(before);
    }

    fn call(&mut self, call: &Call) {
        match call.procedure.kind {
            Kind::Variable(symbol) => self.variable(symbol, &call.procedure, true),
            _ => self.node(&call.procedure),
        }
        for argument in call.arguments.iter().flatten() {
            self.handed(argument);
        }
    }

    /// A part that may be a function: `$map(items, $uppercase)`.
    fn handed(&mut self, node: &Node) {
        match node.kind {
            Kind::Variable(symbol) if self.is_native(symbol) => {
                self.variable(symbol, node, true);
                self.behind(node);
            }
            _ => self.node(node),
        }
    }

    fn is_native(&self, symbol: Symbol) -> bool {
        let name = self.names.name(symbol);
        name.is_some_and(|name| super::native::is_known(name))
    }

    fn path(&mut self, node: &Node, steps: &[Node]) {
        let before = self.bound.len();
        if let Some((first, rest)) = steps.split_first() {
            match first.kind {
                Kind::Variable(symbol) if self.is_states(symbol) => {
                    self.states(steps);
                    self.behind(first);
                }
                _ => self.node(first),
            }
            rest.iter().for_each(|step| self.inner(step));
        }
        if let Some(group) = &node.group {
            self.group(group);
        }
        self.bound.truncate(before);
    }

    fn is_states(&self, symbol: Symbol) -> bool {
        let states = self
            .names
            .name(symbol)
            .is_some_and(|name| &**name == "states");
        states && !self.bound.contains(&symbol)
    }

    /// `$states` and the plain names behind it.
    fn states(&mut self, steps: &[Node]) {
        let Some((first, rest)) = steps.split_first() else {
            return;
        };
        let mut path = Vec::new();
        let mut end = first.end;
        let mut narrowed = !first.predicates.is_empty() || !first.stages.is_empty();
        for step in rest {
            let Kind::Name(name) = &step.kind else { break };
            if narrowed {
                break;
            }
            path.push(Rc::clone(name));
            end = step.end;
            narrowed = !step.stages.is_empty();
        }
        self.found.states.push(StatesPath {
            path,
            span: first.start..end,
        });
    }

    fn variable(&mut self, symbol: Symbol, node: &Node, function: bool) {
        if self.bound.contains(&symbol) {
            return;
        }
        let Some(name) = self.names.name(symbol) else {
            return;
        };
        if name.is_empty() || **name == *ROOT {
            // `$$` is the missing input everywhere, `$` only where no item is the context.
            if self.top || !name.is_empty() {
                self.found.context.push(self.reference(node));
            }
        } else if function {
            self.found.functions.push(named(name, node));
        } else if self.is_states(symbol) {
            self.states(std::slice::from_ref(node));
        } else if self.is_native(symbol) {
            self.found.functions.push(named(name, node));
        } else {
            self.found.variables.push(named(name, node));
        }
    }

    /// Something that needs the context.
    fn context(&mut self, node: &Node) {
        if self.top {
            self.found.context.push(self.reference(node));
        }
    }

    /// A part, named as it is written.
    fn reference(&self, node: &Node) -> Reference {
        let span = node.start..node.end;
        Reference {
            name: Rc::from(self.text.get(span.clone()).unwrap_or_default()),
            span,
        }
    }
}

fn named(name: &Rc<str>, node: &Node) -> Reference {
    Reference {
        name: Rc::clone(name),
        span: node.start..node.end,
    }
}

/// What `node` binds in the scope it stands in: inner blocks and functions have their own.
fn collect_bound(node: &Node, bound: &mut Vec<Symbol>) {
    match &node.kind {
        Kind::Bind(symbol, value) => {
            bound.push(*symbol);
            collect_bound(value, bound);
        }
        Kind::Path { steps, .. } => steps.iter().for_each(|step| collect_bound(step, bound)),
        Kind::Binary(_, sides) | Kind::Apply(sides) => {
            collect_bound(&sides.0, bound);
            collect_bound(&sides.1, bound);
        }
        Kind::Negate(part) => collect_bound(part, bound),
        Kind::Array(parts) => parts.iter().for_each(|part| collect_bound(part, bound)),
        Kind::Object(group) => {
            for (key, value) in &group.pairs {
                collect_bound(key, bound);
                collect_bound(value, bound);
            }
        }
        Kind::Call(call) | Kind::Tail(call) | Kind::Partial(call) => {
            let arguments = call.arguments.iter().flatten();
            arguments.for_each(|argument| collect_bound(argument, bound));
        }
        Kind::Condition(parts) => {
            collect_bound(&parts.0, bound);
            collect_bound(&parts.1, bound);
            parts.2.iter().for_each(|part| collect_bound(part, bound));
        }
        Kind::Name(_)
        | Kind::Number(_)
        | Kind::Constant(_)
        | Kind::Regex(_)
        | Kind::Wildcard
        | Kind::Descendant
        | Kind::Parent(_)
        | Kind::Variable(_)
        | Kind::Block { .. }
        | Kind::Lambda(_)
        | Kind::Transform(_)
        | Kind::Sort(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::Expression;
    use super::Reference;

    fn names(references: &[Reference]) -> Vec<&str> {
        references
            .iter()
            .map(|reference| &*reference.name)
            .collect()
    }

    #[test]
    fn what_the_expression_binds_is_not_read_from_outside() {
        let text = "($a := $b; $f := function($n){ $n = 0 ? $a : $f($n - 1) }; $f($c) ~> $string)";
        let found = Expression::compile(text)
            .expect("an expression")
            .references();
        assert_eq!(names(&found.variables), ["b", "c"]);
        assert_eq!(names(&found.functions), ["string"]);
        assert!(found.context.is_empty(), "{:?}", found.context);
    }

    #[test]
    fn states_is_followed_along_plain_names() {
        let text = "$states.input.order.items[price > $least].name & $states.result";
        let found = Expression::compile(text)
            .expect("an expression")
            .references();
        let paths: Vec<String> = found
            .states
            .iter()
            .map(|path| path.path.join("."))
            .collect();
        assert_eq!(paths, ["input.order.items", "result"]);
        assert_eq!(&text[found.states[1].span.clone()], "$states.result");
        assert_eq!(names(&found.variables), ["least"]);
        assert!(found.context.is_empty());
    }

    #[test]
    fn the_missing_input_is_found() {
        let text = "[foo.bar, $, $$, $states.input[a = $$.b].{'c': $}, $map($x, $nope)]";
        let found = Expression::compile(text)
            .expect("an expression")
            .references();
        assert_eq!(names(&found.context), ["foo", "$", "$$", "$$"]);
        assert_eq!(names(&found.functions), ["map"]);
        assert_eq!(names(&found.variables), ["x", "nope"]);
        assert_eq!(&text[found.variables[0].span.clone()], "$x");
    }
}
