//! What an editor knows about a definition: what can be written at a place, what a thing means, how to
//! rename a state and how to lay the text out.
//!
//! Half-typed text is the normal case. Where a person writes is found by going through the characters
//! before the caret (`place`), since a tree of broken text may lack the very part; what stands around is
//! taken from the recovered tree. Meanings are named by keys, their sentences live with the editor.
//!
//! In YAML, what is indented cannot be told from characters alone: there the tree says what has begun, and
//! the caret's column what of it goes on (`indented`).
//!
//! Every span counts bytes of the definition's text.

#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "most questions single out one or two shapes from all others"
)]

mod complete;
mod convert;
mod data;
mod format;
mod indented;
mod layout;
mod meaning;
mod mend;
mod place;
mod rename;
mod scope;
mod shape;
mod signature;
mod takes;

pub use complete::{Completion, Completions, Kind, completions, leading_to, state_at};
pub use convert::{as_json, convert, sound_fixes};
pub use data::Recorded;
pub use format::format;
pub use meaning::{Meaning, keys, meaning};
pub use mend::mended;
pub use rename::{Edit, NamedState, Refusal, named_state, rename};

/// What the workspace adds to a definition.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings<'a> {
    /// The functions' names, without endings.
    pub functions: &'a [String],
    /// The state machines' names.
    pub machines: &'a [String],
    /// The buckets' names.
    pub buckets: &'a [String],
    /// Where the functions live: `ap-northeast-1`.
    pub region: &'a str,
    /// Whose they are: twelve digits.
    pub account: &'a str,
    /// What a run has recorded at the state of the place.
    pub recorded: Option<&'a Recorded>,
}
