//! Text to tree: `lexer` reads tokens, `grammar` makes the tree as written of them, `process` the tree
//! as evaluated, `parent` finds the step that each `%` means.

mod grammar;
mod lexer;
mod parent;
mod process;
mod raw;
mod token;

use super::error::SyntaxError;
use super::tree::{Names, Node, Symbol};

/// The tree of `text`, the names in it, the label of each `%`.
pub(super) fn parse(text: &str) -> Result<(Node, Names, Vec<Symbol>), SyntaxError> {
    process::process(grammar::parse(text)?)
}
