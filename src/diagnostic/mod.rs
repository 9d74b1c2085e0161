//! Problems of a definition, as data: code, severity, exact characters, and words that teach.
//!
//! Problems are collected, never thrown: a text always gives every problem at once. Each room words its
//! own problems, in the three languages of the page; a missing language does not compile.

use std::ops::Range;

/// A stretch of the text in bytes of UTF-8, end excluded.
pub type Span = Range<usize>;

/// How much a problem weighs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Severity {
    /// CreateStateMachine refuses the definition, or this playground cannot run it.
    Error,
    /// AWS accepts it, yet it is likely not what was meant.
    Warning,
}

/// The same sentence in the page's languages.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Words {
    /// English.
    pub en: String,
    /// 简体中文.
    pub zh: String,
    /// 日本語.
    pub ja: String,
}

impl Words {
    /// The same sentence in English, Chinese and Japanese.
    pub fn new(en: impl Into<String>, zh: impl Into<String>, ja: impl Into<String>) -> Self {
        Self {
            en: en.into(),
            zh: zh.into(),
            ja: ja.into(),
        }
    }
}

/// Another place that explains a problem: where the first of two names stands, where a bracket opened.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub words: Words,
}

/// One thing that is wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Problem {
    /// AWS's code where AWS has one (`SCHEMA_VALIDATION_FAILED`, `MISSING_TRANSITION_TARGET`,
    /// `INVALID_JSON_DESCRIPTION` …), ours otherwise.
    pub code: String,
    /// How much it weighs.
    pub severity: Severity,
    /// The characters that are wrong.
    pub span: Span,
    /// Where in AWS's notation: `/States/Pay/Next`; empty for problems of the JSON itself.
    pub location: String,
    /// AWS's own message for it, where it is known (recorded or documented).
    pub aws: Option<String>,
    /// What is wrong, in half a sentence.
    pub title: Words,
    /// Why it is wrong.
    pub why: Words,
    /// What to write instead.
    pub hint: Option<Words>,
    /// Text that would mend it, when there is exactly one: replaces the characters of `span`.
    pub fix: Option<String>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
}

impl Problem {
    /// Whether the definition cannot run because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
