//! What surrounds a place: the shape of its innermost bracket, its state, its block, its language.

use super::place::Level;
use super::shape::Shape;
use crate::definition::Outline;
use crate::machine::vocabulary::{Language, Sees};
use crate::text::Node;

/// The surroundings of a place inside of a definition.
#[derive(Clone, Debug)]
pub struct Scope<'d> {
    /// What the innermost bracket is.
    pub shape: Shape,
    /// What that bracket is inside of.
    pub outer: Shape,
    /// Its node, as far as the tree has it.
    pub node: Option<&'d Node>,
    /// The innermost state, as a place in [`Outline::states`].
    pub state: Option<usize>,
    /// The block whose states can be named here, as a place in [`Outline::blocks`].
    pub block: Option<usize>,
    /// The field of the state that the place is in; empty when it is directly in the state.
    pub field: String,
    /// Whether the place is inside of a catcher.
    pub caught: bool,
    /// How many brackets lie between the place and the bracket of a payload.
    pub depth: usize,
    /// The state's language, else the machine's.
    pub language: Language,
}

impl<'d> Scope<'d> {
    /// The surroundings inside of these brackets; `None` outside of all.
    pub fn of(root: &'d Node, outline: &Outline<'d>, levels: &[Level]) -> Option<Self> {
        let first = levels.first()?;
        let mut scope = Self {
            shape: Shape::Machine,
            outer: Shape::Machine,
            node: node_at(root, first.start),
            state: None,
            block: outline.blocks.first().map(|_| 0),
            field: String::new(),
            caught: false,
            depth: 0,
            language: language_of(root),
        };
        for pair in levels.windows(2) {
            if let [outer, inner] = pair {
                scope.enter(root, outline, outer, inner.start);
            }
        }
        Some(scope)
    }

    fn enter(&mut self, root: &'d Node, outline: &Outline<'d>, level: &Level, start: usize) {
        let before = self.shape;
        self.outer = before;
        self.shape = if level.object {
            before.member(&level.key)
        } else {
            before.item()
        };
        if before == Shape::State {
            self.field.clone_from(&level.key);
        }
        self.caught |= self.shape == Shape::Catcher;
        self.depth = if before.is_computed() {
            self.depth + 1
        } else {
            0
        };
        self.node = node_at(self.node.unwrap_or(root), start);
        let is_block = matches!(self.shape, Shape::Branch | Shape::Processor);
        if self.shape == Shape::State {
            self.in_state(root, outline, start);
        } else if is_block {
            let found = outline
                .blocks
                .iter()
                .position(|block| block.node.span.start == start);
            self.block = found;
        }
    }

    fn in_state(&mut self, root: &'d Node, outline: &Outline<'d>, start: usize) {
        self.state = outline
            .states
            .iter()
            .position(|state| state.node.span.start == start);
        self.field.clear();
        self.caught = false;
        self.language = language_of(root);
        if self
            .node
            .is_some_and(|node| language_of(node) == Language::Jsonata)
        {
            self.language = Language::Jsonata;
        }
    }

    /// The `Type` of the innermost state, if it is one of the eight.
    pub fn state_type(&self, outline: &Outline<'d>) -> Option<&'static str> {
        let node = outline.states.get(self.state?)?.node;
        let word = node.get("Type")?.value.as_str()?;
        let mut types = crate::machine::vocabulary::TYPES.into_iter();
        types.find(|known| *known == &**word)
    }

    /// What `$states` has here, if the innermost bracket's member `key` holds the expression.
    pub fn sees(&self, outline: &Outline<'d>, key: &str) -> Sees {
        let field = if self.shape == Shape::State {
            key
        } else {
            &self.field
        };
        let in_catcher = self.shape == Shape::Catcher && matches!(key, "Output" | "Assign");
        if in_catcher || (self.caught && self.shape != Shape::Catcher) {
            return Sees::Error;
        }
        match (field, self.state_type(outline)) {
            ("Output" | "Assign", Some(state_type)) => Sees::of(state_type),
            _ => Sees::Input,
        }
    }
}

/// The language that an object names.
fn language_of(node: &Node) -> Language {
    let word = node.get("QueryLanguage").and_then(|own| own.value.as_str());
    match word.map(|word| &**word) {
        Some("JSONata") => Language::Jsonata,
        _ => Language::Path,
    }
}

/// The node in or at `node` that begins at an offset.
fn node_at(node: &Node, start: usize) -> Option<&Node> {
    let mut node = node;
    while node.span.start != start {
        let members = node.as_object().unwrap_or_default();
        let members = members.iter().map(|member| &member.value);
        let mut inner = members.chain(node.as_array().unwrap_or_default());
        node = inner.find(|inner| inner.span.start <= start && start < inner.span.end)?;
    }
    Some(node)
}

/// The names of the variables that states of a block and of those around it assign, sorted.
pub fn assigned(outline: &Outline<'_>, block: Option<usize>) -> Vec<String> {
    let around = |block: &usize| {
        let owner = outline.blocks.get(*block)?.owner?;
        Some(outline.states.get(owner)?.block)
    };
    let mut names = Vec::new();
    for block in std::iter::successors(block, around) {
        for state in &outline.blocks[block].states {
            collect_assigned(outline.states[*state].node, &mut names);
        }
    }
    names.sort_unstable();
    names.dedup();
    names
}

/// The variables of a state's own `Assign`, and of its rules and catchers.
fn collect_assigned(state: &Node, names: &mut Vec<String>) {
    let entries = ["Choices", "Catch"].into_iter();
    let entries = entries.filter_map(|field| state.get(field)?.value.as_array());
    for owner in std::iter::once(state).chain(entries.flatten()) {
        let assign = owner.get("Assign").and_then(|own| own.value.as_object());
        for member in assign.unwrap_or_default() {
            let key = &*member.key.text;
            names.push(key.strip_suffix(".$").unwrap_or(key).to_owned());
        }
    }
}
