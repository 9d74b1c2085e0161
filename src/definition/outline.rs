//! The skeleton of a definition: which `States` objects it has, which states stand in them, and where.

use crate::diagnostic::clip;
use crate::text::{Json, Key, Node};
use std::collections::HashMap;

/// Every `States` object and every state, in the order of the text: what is inside a state comes
/// right behind it.
#[derive(Clone, Debug, Default)]
pub struct Outline<'a> {
    /// The objects with `StartAt` and `States`: the top level first.
    pub blocks: Vec<Block<'a>>,
    /// The states.
    pub states: Vec<StateEntry<'a>>,
}

/// An object with `StartAt` and `States`: the machine, a branch or a processor.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The object.
    pub node: &'a Node,
    /// What it is to its owner.
    pub role: Role,
    /// The Parallel or Map it belongs to, as a place in [`Outline::states`].
    pub owner: Option<usize>,
    /// Its states, as places in [`Outline::states`].
    pub states: Vec<usize>,
    names: HashMap<&'a str, usize>,
}

/// Where a block stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The machine itself.
    Top,
    /// `Branches[n]`.
    Branch(usize),
    /// `ItemProcessor`.
    ItemProcessor,
    /// `Iterator`, its old name.
    Iterator,
}

/// A member of a `States` object.
#[derive(Clone, Debug)]
pub struct StateEntry<'a> {
    /// Its name.
    pub name: &'a Key,
    /// Its value, an object if the author did well.
    pub node: &'a Node,
    /// The block it stands in, as a place in [`Outline::blocks`].
    pub block: usize,
    /// The blocks inside it.
    pub blocks: Vec<usize>,
}

impl<'a> Block<'a> {
    /// The state of this name among its states.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.names.get(name).copied()
    }
}

impl<'a> Outline<'a> {
    /// The outline of a definition's JSON.
    pub fn of(root: Option<&'a Node>) -> Self {
        let mut outline = Self::default();
        if let Some(root) = root.filter(|root| root.as_object().is_some()) {
            let _ = outline.add_block(root, Role::Top, None);
        }
        outline
    }

    fn add_block(&mut self, node: &'a Node, role: Role, owner: Option<usize>) -> usize {
        let id = self.blocks.len();
        self.blocks.push(Block {
            node,
            role,
            owner,
            states: Vec::new(),
            names: HashMap::new(),
        });
        let states = node
            .get("States")
            .and_then(|member| member.value.as_object());
        let states = states.unwrap_or_default();
        let last: HashMap<&str, usize> = states
            .iter()
            .enumerate()
            .map(|(place, member)| (&*member.key.text, place))
            .collect();
        for (place, member) in states.iter().enumerate() {
            if last.get(&*member.key.text) == Some(&place) {
                self.add_state(&member.key, &member.value, id);
            }
        }
        id
    }

    fn add_state(&mut self, name: &'a Key, node: &'a Node, block: usize) {
        let id = self.states.len();
        self.states.push(StateEntry {
            name,
            node,
            block,
            blocks: Vec::new(),
        });
        self.blocks[block].states.push(id);
        let _ = self.blocks[block].names.insert(&name.text, id);
        for (inner, role) in inner_blocks(node) {
            let inner = self.add_block(inner, role, Some(id));
            self.states[id].blocks.push(inner);
        }
    }

    /// Where a state stands, in AWS's notation: `/States/P/Branches[0]/States/X`.
    pub fn state_location(&self, state: usize) -> String {
        let mut steps = Vec::new();
        let mut next = self.states.get(state);
        while let Some(entry) = next {
            steps.push(format!("/States/{}", clip(&entry.name.text)));
            let block = &self.blocks[entry.block];
            steps.push(role_step(block.role));
            next = block.owner.and_then(|owner| self.states.get(owner));
        }
        steps.reverse();
        steps.concat()
    }

    /// Where a block stands: `/States/P/Branches[0]`; empty for the top level.
    pub fn block_location(&self, block: usize) -> String {
        let Some(block) = self.blocks.get(block) else {
            return String::new();
        };
        let owner = block.owner.map(|owner| self.state_location(owner));
        owner.unwrap_or_default() + &role_step(block.role)
    }
}

fn role_step(role: Role) -> String {
    match role {
        Role::Top => String::new(),
        Role::Branch(index) => format!("/Branches[{index}]"),
        Role::ItemProcessor => "/ItemProcessor".to_owned(),
        Role::Iterator => "/Iterator".to_owned(),
    }
}

/// The blocks that a state has by its type; by its fields when its type is not known.
fn inner_blocks(state: &Node) -> Vec<(&Node, Role)> {
    let word = state.get("Type").and_then(|member| member.value.as_str());
    let word = word.map(|word| &**word);
    let known = matches!(
        word,
        Some("Task" | "Pass" | "Choice" | "Wait" | "Succeed" | "Fail" | "Parallel" | "Map")
    );
    let mut inner = Vec::new();
    for member in state.as_object().unwrap_or_default() {
        let counts = |owner| !known || word == Some(owner);
        match &*member.key.text {
            "Branches" if counts("Parallel") => inner.extend(branches(&member.value)),
            "ItemProcessor" if counts("Map") => inner.push((&member.value, Role::ItemProcessor)),
            "Iterator" if counts("Map") => inner.push((&member.value, Role::Iterator)),
            _ => {}
        }
    }
    inner.retain(|(node, _)| matches!(node.json, Json::Object(_)));
    inner
}

fn branches(node: &Node) -> impl Iterator<Item = (&Node, Role)> {
    let items = node.as_array().unwrap_or_default().iter().enumerate();
    items.map(|(index, item)| (item, Role::Branch(index)))
}
