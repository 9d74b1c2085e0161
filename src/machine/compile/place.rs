//! Where the checker is, in AWS's notation; put into words only when something is wrong there.

use crate::definition::Outline;
use crate::diagnostic::clip;

/// A place in a definition, as a chain up to its state or block.
#[derive(Clone, Copy, Debug)]
pub enum Place<'p> {
    /// The machine, a branch or a processor.
    Block(usize),
    /// A state.
    State(usize),
    /// A field of a place.
    Field(&'p Place<'p>, &'p str),
    /// An entry of a place.
    Item(&'p Place<'p>, usize),
}

impl<'p> Place<'p> {
    /// A field here.
    pub fn field(&'p self, name: &'p str) -> Self {
        Place::Field(self, name)
    }

    /// An entry here.
    pub fn item(&'p self, index: usize) -> Self {
        Place::Item(self, index)
    }

    /// The state it is in, if it is in one.
    pub fn state(&self) -> Option<usize> {
        match self {
            Place::Block(_) => None,
            Place::State(state) => Some(*state),
            Place::Field(parent, _) | Place::Item(parent, _) => parent.state(),
        }
    }

    /// From the state on, as failures name fields: `Choices[0]/Condition`.
    pub fn in_state(&self) -> String {
        match self {
            Place::Block(_) | Place::State(_) => String::new(),
            Place::Field(parent, name) => {
                let before = parent.in_state();
                let slash = if before.is_empty() { "" } else { "/" };
                format!("{before}{slash}{name}")
            }
            Place::Item(parent, index) => format!("{}[{index}]", parent.in_state()),
        }
    }

    /// `/States/Pay/Choices[0]/Next`; `/` for the machine itself.
    pub fn location(&self, outline: &Outline<'_>) -> String {
        let steps = self.steps(outline);
        if steps.is_empty() {
            "/".to_owned()
        } else {
            steps
        }
    }

    fn steps(&self, outline: &Outline<'_>) -> String {
        match self {
            Place::Block(block) => outline.block_location(*block),
            Place::State(state) => outline.state_location(*state),
            Place::Field(parent, name) => format!("{}/{}", parent.steps(outline), clip(name)),
            Place::Item(parent, index) => format!("{}[{index}]", parent.steps(outline)),
        }
    }
}
