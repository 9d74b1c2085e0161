//! Renaming a state: its key and every place of its block that names it.

use crate::definition::{Block, Definition, Outline};
use crate::diagnostic::Span;
use crate::text::Node;
use crate::value::Value;
use serde::{Deserialize, Serialize};

/// Other characters in the place of some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// Why a state cannot have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// No state is named at the place.
    NoState,
    /// A name has 1 to 80 characters.
    Length,
    /// Another state of the machine has it.
    Taken,
}

/// A state where it is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedState {
    /// The characters, quotes included.
    pub span: Span,
    /// Its name.
    pub name: String,
    /// The key that it is written under.
    pub key: Span,
}

/// The state that is named at an offset.
pub fn named_state(definition: &Definition, offset: usize) -> Option<NamedState> {
    let outline = definition.outline();
    let (state, span) = named_at(&outline, offset)?;
    let key = &outline.states[state].name;
    Some(NamedState {
        span,
        name: key.text.to_string(),
        key: key.span.clone(),
    })
}

/// The edits that give the state at an offset another name, in the order of the text.
///
/// # Errors
/// There is no state, or it cannot have the name.
pub fn rename(definition: &Definition, offset: usize, to: &str) -> Result<Vec<Edit>, Refusal> {
    let outline = definition.outline();
    let (state, _) = named_at(&outline, offset).ok_or(Refusal::NoState)?;
    if !(1..=80).contains(&to.chars().count()) {
        return Err(Refusal::Length);
    }
    let mut others = outline.states.iter().enumerate();
    if others.any(|(place, other)| place != state && &*other.name.text == to) {
        return Err(Refusal::Taken);
    }
    let entry = &outline.states[state];
    let named = mentions(&outline, &outline.blocks[entry.block]);
    let named = named.filter(|node| node.as_str() == Some(&entry.name.text));
    let mut spans: Vec<Span> = named.map(|node| node.span.clone()).collect();
    spans.push(entry.name.span.clone());
    spans.sort_by_key(|span| span.start);
    let edits = spans.into_iter().map(|span| Edit {
        text: spelt(&definition.text[span.clone()], to),
        span,
    });
    Ok(edits.collect())
}

/// The state whose name, or whose mention, holds an offset, and those characters.
fn named_at(outline: &Outline<'_>, offset: usize) -> Option<(usize, Span)> {
    let holds = |span: &Span| span.start <= offset && offset <= span.end;
    let mut states = outline.states.iter();
    if let Some(state) = states.position(|state| holds(&state.name.span)) {
        return Some((state, outline.states[state].name.span.clone()));
    }
    outline.blocks.iter().find_map(|block| {
        let node = mentions(outline, block).find(|node| holds(&node.span))?;
        Some((block.find(node.as_str()?)?, node.span.clone()))
    })
}

/// Every value of a block that names one of its states, whether there is such a state or not.
pub(super) fn mentions<'d>(
    outline: &'d Outline<'d>,
    block: &'d Block<'d>,
) -> impl Iterator<Item = &'d Node> {
    let start = block.node.get("StartAt").map(|start| &start.value);
    let states = block.states.iter().map(|state| outline.states[*state].node);
    start.into_iter().chain(states.flat_map(of_state))
}

/// Every value of a state that names another.
pub(super) fn of_state(state: &Node) -> impl Iterator<Item = &Node> {
    let own = ["Next", "Default"].into_iter();
    let own = own.filter_map(|field| Some(&state.get(field)?.value));
    let entries = ["Choices", "Catch"].into_iter();
    let entries = entries.filter_map(|field| state.get(field)?.value.as_array());
    let entries = entries.flatten();
    own.chain(entries.filter_map(|entry| Some(&entry.get("Next")?.value)))
}

/// A name in the spelling that another had: YAML knows names without quotes.
fn spelt(before: &str, name: &str) -> String {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let begins = name.starts_with(char::is_alphabetic) && !name.ends_with(' ');
    let plain = begins && name.chars().all(word) && !is_keyword(name);
    if before.starts_with(['"', '\'']) || !plain {
        return Value::from(name).to_json();
    }
    name.to_owned()
}

/// Words that YAML takes for truth values and nothing, in one version of it or another.
fn is_keyword(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&lower.as_str())
}
