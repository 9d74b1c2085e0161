//! What the author wrote, with its places in the text; it may be wrong.

mod outline;

pub use outline::{Block, Outline, Role, StateEntry};

use crate::diagnostic::Problem;
use crate::text::{self, Node, yaml};
use std::rc::Rc;

/// A text of which nothing can be read is kept only up to here: it may be the first word of a definition.
const MOST_KEPT: usize = 200;

/// A definition as read.
#[derive(Clone, Debug, Default)]
pub struct Definition {
    /// The text it was read from; every span counts its bytes. Empty if it is long and nothing can be read.
    pub text: Rc<str>,
    /// What is wrong with it as JSON. An error here means that [`crate::machine::compile`] will give no
    /// machine.
    pub problems: Vec<Problem>,
    /// Whether what stands last in it is not whole, because the text breaks off.
    pub cut: bool,
    /// Its JSON, as far as it could be read.
    pub root: Option<Node>,
    /// Whether it is written in YAML.
    pub yaml: bool,
}

impl Definition {
    /// Reads a definition. Always gives one: what cannot be read is among its problems.
    pub fn read(text: &str) -> Self {
        let reading = text::read(text);
        Self {
            text: if reading.root.is_some() || text.len() <= MOST_KEPT {
                text.into()
            } else {
                Rc::default()
            },
            problems: reading.problems,
            cut: reading.cut,
            root: reading.root,
            yaml: false,
        }
    }

    /// Reads a definition that may be in YAML, as tools for AWS take it; AWS itself takes JSON alone.
    pub fn read_any(text: &str) -> Self {
        if !yaml::is_yaml(text) {
            return Self::read(text);
        }
        let reading = yaml::read(text);
        Self {
            text: text.into(),
            problems: reading.problems,
            cut: reading.cut,
            root: reading.root,
            yaml: true,
        }
    }

    /// Its `States` objects and states, however wrong they are.
    pub fn outline(&self) -> Outline<'_> {
        Outline::of(self.root.as_ref())
    }
}
