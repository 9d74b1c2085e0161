//! What can be written at a place: fields, words, names, paths, functions.

mod draft;
mod field;
mod jsonata;
mod path;
mod payload;
mod spelling;
mod value;

use super::Surroundings;
use super::place::{Place, Spot, Written};
use super::rename::of_state;
use super::scope::Scope;
use crate::definition::{Definition, Outline};
use crate::diagnostic::Span;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// At most so many suggestions are given.
const MOST: usize = 1000;

/// Everything that can be written at a place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Completions {
    /// The characters that a suggestion replaces; those before the place are its beginning so far.
    pub span: Span,
    /// Where a comma is missing that must come before.
    pub comma: Option<usize>,
    /// The suggestions, the likeliest first.
    pub items: Vec<Completion>,
}

/// One suggestion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Completion {
    /// What it is called; it begins as what has been typed.
    pub label: String,
    /// What it is.
    pub kind: Kind,
    /// What is written: `${…}` is where the person goes on writing, `\` stands before a brace that is not.
    pub insert: String,
    /// Parameters, type or value, in short.
    pub detail: String,
    /// The key of its meaning; empty when there is none.
    pub meaning: String,
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    /// A field.
    Field,
    /// A word of the language.
    Word,
    /// A state.
    State,
    /// A variable.
    Variable,
    /// A function of a query language.
    Function,
    /// A part of the data.
    Data,
    /// A resource or a Lambda function.
    Resource,
    /// An error.
    Error,
}

/// What can be written at an offset of a definition.
pub fn completions(
    definition: &Definition,
    offset: usize,
    around: &Surroundings<'_>,
) -> Completions {
    let mut found = if definition.root.is_none() {
        draft::workflows(&definition.text)
    } else {
        answer(definition, offset, around).unwrap_or_default()
    };
    found.items.truncate(MOST);
    found
}

fn answer(
    definition: &Definition,
    offset: usize,
    around: &Surroundings<'_>,
) -> Option<Completions> {
    let place = Place::of(definition, offset)?;
    let outline = definition.outline();
    let scope = Scope::of(definition.root.as_ref()?, &outline, &place.levels)?;
    let asked = Asked {
        text: &definition.text,
        outline: &outline,
        scope,
        place: &place,
        around,
    };
    asked.answer()
}

/// What is asked, with all that answers need.
struct Asked<'a, 'd> {
    text: &'a str,
    outline: &'a Outline<'d>,
    scope: Scope<'d>,
    place: &'a Place,
    around: &'a Surroundings<'a>,
}

impl Asked<'_, '_> {
    fn answer(&self) -> Option<Completions> {
        match &self.place.spot {
            Spot::Key(written) => Some(self.keys(written)),
            Spot::Value(written) => Some(self.values(written)),
            Spot::Elsewhere => None,
        }
    }

    /// The key whose value is being written; empty in an array.
    fn key(&self) -> &str {
        self.place.levels.last().map_or("", |level| &level.key)
    }

    /// Where a comma is missing before the place.
    fn comma(&self) -> Option<usize> {
        self.place.levels.last()?.unseparated
    }

    /// Suggestions for the text of a string that is or will be written here.
    fn texts(&self, written: &Written, items: Vec<Completion>) -> Completions {
        let items = items.into_iter().take(MOST).map(|item| Completion {
            insert: if self.place.block {
                spelling::text(self.text, written, &item)
            } else {
                in_quotes(self.text, written, &item.insert)
            },
            ..item
        });
        let span = if written.quoted {
            written.inner(self.text)
        } else {
            written.span.clone()
        };
        Completions {
            span,
            comma: self.comma(),
            items: items.collect(),
        }
    }
}

/// A text with the quotes that are missing around it.
fn in_quotes(text: &str, written: &Written, insert: &str) -> String {
    let closed = written.inner(text).end < written.span.end;
    match (written.quoted, closed) {
        (false, _) => format!("\"{insert}\""),
        (true, false) => format!("{insert}\""),
        (true, true) => insert.to_owned(),
    }
}

impl Completion {
    /// A suggestion that is written as it is called.
    fn plain(label: impl Into<String>, kind: Kind) -> Self {
        let label = label.into();
        Self {
            insert: literal(&label),
            label,
            kind,
            detail: String::new(),
            meaning: String::new(),
        }
    }

    fn with_detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = detail.into();
        self
    }

    fn with_meaning(mut self, meaning: impl Into<String>) -> Self {
        self.meaning = meaning.into();
        self
    }

    fn with_insert(mut self, insert: impl Into<String>) -> Self {
        self.insert = insert.into();
        self
    }
}

/// A text as it stands inside of a JSON string and of a draft.
fn literal(text: &str) -> String {
    let special = |c: char| c.is_control() || matches!(c, '"' | '\\' | '$' | '#');
    if !text.contains(special) {
        return text.to_owned();
    }
    let json = crate::value::Value::from(text).to_json();
    no_holes(json.get(1..json.len() - 1).unwrap_or_default())
}

/// A text as it stands in a draft.
fn no_holes(text: &str) -> String {
    text.replace("${", "$\\{").replace("#{", "#\\{")
}

/// The innermost state around an offset. In YAML a state goes on behind its last character, with its
/// indentation.
fn innermost(definition: &Definition, outline: &Outline<'_>, offset: usize) -> Option<usize> {
    if definition.yaml {
        let place = Place::of(definition, offset)?;
        return Scope::of(definition.root.as_ref()?, outline, &place.levels)?.state;
    }
    // What is inside of a state stands behind it in the outline.
    outline.states.iter().rposition(|state| {
        let span = &state.node.span;
        span.start <= offset && offset <= span.end
    })
}

/// The state around an offset: its name, and whether the machine starts with it.
pub fn state_at(definition: &Definition, offset: usize) -> Option<(Rc<str>, bool)> {
    let outline = definition.outline();
    let state = &outline.states[innermost(definition, &outline, offset)?];
    let top = outline.blocks.first()?.node;
    let start = top.get("StartAt").and_then(|start| start.value.as_str());
    let first = state.block == 0 && start == Some(&state.name.text);
    Some((Rc::clone(&state.name.text), first))
}

/// The states of which a way leads to the state around an offset.
pub fn leading_to(definition: &Definition, offset: usize) -> Vec<Rc<str>> {
    let outline = definition.outline();
    let Some(state) = innermost(definition, &outline, offset) else {
        return Vec::new();
    };
    let entry = &outline.states[state];
    let names = |place: &usize| {
        let mut named = of_state(outline.states[*place].node);
        *place != state && named.any(|node| node.as_str() == Some(&entry.name.text))
    };
    let block = outline.blocks[entry.block].states.iter();
    let leading = block.copied().filter(names);
    leading
        .map(|place| Rc::clone(&outline.states[place].name.text))
        .collect()
}
