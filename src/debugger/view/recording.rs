//! A history from elsewhere that is being played, or why it cannot be.

pub use crate::debugger::recording::Origin;
use crate::diagnostic::Words;
use crate::project::Workspace;
use serde::{Deserialize, Serialize};

/// What became of a history that was opened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Recording {
    /// None was opened, or it was left.
    #[default]
    None,
    /// There is nothing to play in it; what is wrong, errors first.
    Refused(Vec<ImportRow>),
    /// It is played.
    Playing(Box<Recorded>),
}

/// A history that is played.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// Definition, input and settings as far as they are told: they are open now.
    pub workspace: Workspace,
    /// The execution's name, if it is told.
    pub name: String,
    /// When it started, in milliseconds since 1970.
    pub started: i64,
    /// How many events it has.
    pub events: u32,
    /// Where the drawing comes from.
    pub origin: Origin,
    /// Whether the history has the data of the states.
    pub has_data: bool,
    /// Whether the workspace's mocks are the answers that the tasks got.
    pub mocked: bool,
    /// What is worth knowing of the text.
    pub warnings: Vec<ImportRow>,
}

/// A problem of a history's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportRow {
    /// Whether nothing can be played with it.
    pub error: bool,
    /// Its line, from 1; 0 when it is about the whole.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
    /// The line up to where it is, of a long one the end; empty when it is about the whole.
    pub before: String,
    /// What stands there, of a long text the beginning.
    pub there: String,
    /// What is wrong.
    pub title: Words,
    /// Why it is wrong.
    pub why: Words,
    /// What to do instead.
    pub hint: Option<Words>,
}
