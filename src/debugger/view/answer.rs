//! What the editor is told when it asks about the definition. Offsets count UTF-16 units.

use super::ExpressionAnswer;
use crate::inspection::Stage;
use crate::language::{Completion, Refusal};
use serde::{Deserialize, Serialize};

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The number of the question.
    pub number: u32,
    /// What is answered.
    pub reply: Reply,
}

/// What an expression of the definition gives at the cursor.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueRow {
    /// Its first character, quotes included.
    pub from: u32,
    /// Behind its last character.
    pub to: u32,
    /// The state whose data it saw.
    pub state: String,
    /// The stage that `$` stood for.
    pub stage: Stage,
    /// Its value, or why it has none.
    pub answer: ExpressionAnswer,
}

/// What is answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// There is nothing to say.
    Nothing,
    /// What can be written.
    Suggestions(Suggestions),
    /// What a thing is.
    Meaning(MeaningRow),
    /// What an expression gives.
    Value(Box<ValueRow>),
    /// Which state is named.
    Named {
        /// Its first character.
        from: u32,
        /// Behind its last character.
        to: u32,
        /// Its name.
        name: String,
        /// The first character of its key.
        key: u32,
    },
    /// How the text is to be changed, in its order.
    Edits(Vec<EditRow>),
    /// Why it cannot be renamed so.
    Refused(Refusal),
    /// The whole text anew.
    Text(String),
    /// What can be otherwise.
    WhatIf(Box<WhatIf>),
}

/// What can be otherwise from the cursor on, and what it is now.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhatIf {
    /// The state that the cursor is in; empty outside of every state.
    pub state: String,
    /// Its input, pretty JSON; `None` where nobody tells it.
    pub input: Option<String>,
    /// The answer to its Task that another one would replace; `None` where no Task was called.
    pub answer: Option<Word>,
}

/// The last word to a Task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Word {
    /// Nothing was said.
    #[default]
    None,
    /// Its result, pretty JSON.
    Success(String),
    /// It failed.
    Failure {
        /// The error's name.
        error: String,
        /// What was told of it.
        cause: String,
    },
}

/// What can be written at a place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestions {
    /// The first character that a suggestion replaces.
    pub from: u32,
    /// Behind the last one.
    pub to: u32,
    /// Where a comma is missing before.
    pub comma: Option<u32>,
    /// The suggestions, the likeliest first.
    pub items: Vec<Completion>,
}

/// What a thing is: see [`Meaning`](crate::language::Meaning).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "they are the fields of Meaning")]
pub struct MeaningRow {
    pub from: u32,
    pub to: u32,
    pub key: String,
    pub title: String,
    pub values: Vec<String>,
    pub default: String,
    pub language: String,
    pub types: Vec<String>,
}

/// Other characters in the place of some.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditRow {
    /// The first character that goes.
    pub from: u32,
    /// Behind the last one.
    pub to: u32,
    /// What comes.
    pub text: String,
}
