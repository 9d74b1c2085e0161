//! Characters → spanned JSON tree, recovering: a text always gives a tree and its problems. YAML gives the
//! same tree ([`yaml`]).
//!
//! The reader goes on behind every mistake, so that all of them are told at once and the rest of the
//! definition can still be checked. It knows the mistakes that people make: commas too many or too
//! few, JavaScript's and Python's spellings, and the full-width punctuation of Chinese and Japanese
//! input methods.

mod between;
mod broken;
mod node;
mod position;
mod problem;
mod reader;
mod scalar;
mod sign;
pub mod yaml;

pub use node::{Json, Key, Member, Node};
pub use position::{LineColumn, TextIndex};

use crate::diagnostic::Problem;
use problem::WholeProblem;
use reader::Reader;

/// A definition may have so many bytes (`quotas`, section 1: 1 MB).
pub const MAX_BYTES: usize = 1_048_576;

/// Arrays and objects may nest this deep.
pub const MAX_DEPTH: usize = 200;

/// So many problems of the JSON are told; then reading ends.
const MAX_PROBLEMS: usize = 200;

/// What a text gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The value, unless there was none at all.
    pub root: Option<Node>,
    /// What is not JSON.
    pub problems: Vec<Problem>,
    /// Whether the text ended before its brackets did, or was not read to its end: what stands last
    /// in the tree is then not whole.
    pub cut: bool,
}

/// Reads a text as one JSON object.
pub fn read(text: &str) -> Reading {
    if text.len() > MAX_BYTES {
        return too_large(text);
    }
    Reader::new(text).whole()
}

/// A text that is not read at all.
fn too_large(text: &str) -> Reading {
    let kind = WholeProblem::TooLarge { bytes: text.len() };
    let first = text.chars().next().map_or(0, char::len_utf8);
    Reading {
        root: None,
        problems: vec![Problem::of(&kind, 0..first, "")],
        cut: true,
    }
}
