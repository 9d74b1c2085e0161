//! Problems of a definition, as data: code, severity, exact characters, and words that teach.
//!
//! Problems are collected, never thrown: a text always gives every problem at once. Each room words its
//! own problems, in the three languages of the page; a missing language does not compile.

pub mod misfit;
mod suggest;

pub use suggest::{Suggestions, clip, did_you_mean};

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
    /// Text that would mend it, when there is exactly one: replaces the characters of [`Self::fix_span`].
    pub fix: Option<String>,
    /// What the fix replaces, if that is not `span`.
    pub fix_at: Option<Span>,
    /// What the fix does, where its text alone does not say that.
    pub fix_words: Option<Words>,
    /// Other places that explain it.
    pub labels: Vec<Label>,
}

/// The sentences of one problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// What is wrong, in half a sentence.
    pub title: Words,
    /// Why it is wrong.
    pub why: Words,
    /// What to write instead.
    pub hint: Option<Words>,
}

impl Wording {
    /// What is wrong and why.
    pub fn new(title: Words, why: Words) -> Self {
        Self {
            title,
            why,
            hint: None,
        }
    }

    /// The same, with what to write instead.
    #[must_use]
    pub fn hint(mut self, hint: Words) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// A kind of problem that can put itself into words. Each room has its own kinds.
pub trait Explain {
    /// See [`Problem::code`].
    fn code(&self) -> &'static str;
    /// See [`Problem::severity`].
    fn severity(&self) -> Severity {
        Severity::Error
    }
    /// See [`Problem::aws`].
    fn aws(&self) -> Option<String> {
        None
    }
    /// The sentences.
    fn wording(&self) -> Wording;
}

/// [`Words`] from three format strings, in the order English, Chinese, Japanese.
macro_rules! words {
    ($en:literal, $zh:literal, $ja:literal $(,)?) => {
        $crate::diagnostic::Words::new(format!($en), format!($zh), format!($ja))
    };
}
pub(crate) use words;

impl Problem {
    /// The problem that `kind` explains, at these characters.
    pub fn of(kind: &impl Explain, span: Span, location: impl Into<String>) -> Self {
        let wording = kind.wording();
        Self {
            code: kind.code().to_owned(),
            severity: kind.severity(),
            span,
            location: location.into(),
            aws: kind.aws(),
            title: wording.title,
            why: wording.why,
            hint: wording.hint,
            fix: None,
            fix_at: None,
            fix_words: None,
            labels: Vec::new(),
        }
    }

    /// The same, with the one text that mends it.
    #[must_use]
    pub fn with_fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// The same, with the one text that mends it at another place than its own.
    #[must_use]
    pub fn with_fix_at(mut self, fix: Option<(Span, String)>) -> Self {
        if let Some((span, text)) = fix {
            self.fix = Some(text);
            self.fix_at = Some(span);
        }
        self
    }

    /// The same, with what mends it at another place and says so in words.
    #[must_use]
    pub fn with_repair(mut self, repair: Option<((Span, String), Words)>) -> Self {
        let (fix, words) = repair.unzip();
        self.fix_words = words;
        self.with_fix_at(fix)
    }

    /// Whether its fix puts right what is misspelt and decides nothing: nothing of worth goes or comes.
    pub fn is_slip(&self) -> bool {
        let of_text = ["INVALID_JSON_DESCRIPTION", "INVALID_YAML"].contains(&&*self.code);
        let replaces = self.fix_words.is_none() && !self.fix_span().is_empty();
        let writes = self.fix.as_ref().is_some_and(|fix| !fix.is_empty());
        self.is_error() && self.fix.is_some() && (of_text || (replaces && writes))
    }

    /// The characters that its fix replaces.
    pub fn fix_span(&self) -> Span {
        self.fix_at.clone().unwrap_or_else(|| self.span.clone())
    }

    /// The same, with another place that explains it.
    #[must_use]
    pub fn with_label(mut self, span: Span, words: Words) -> Self {
        self.labels.push(Label { span, words });
        self
    }

    /// Whether the definition cannot run because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
