//! The page's languages. Every text that a person sees comes from [`Phrases`], a struct with one field for each: a
//! language that lacks one does not compile.

mod chinese;
mod english;
mod japanese;
mod phrases;
mod why;

use crate::kit::remember::Remembered;
use leptos::prelude::*;
pub use phrases::Phrases;
use std::fmt;
use std::str::FromStr;

/// A language of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// 简体中文.
    Chinese,
    /// 日本語.
    Japanese,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Chinese, Self::Japanese, Self::English];

    /// Its tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-CN",
            Self::Japanese => "ja",
        }
    }

    /// What its speakers call it.
    pub const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "中文",
            Self::Japanese => "日本語",
        }
    }

    /// The language of a tag such as `zh-Hans-CN`.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        match primary.as_str() {
            "en" => Some(Self::English),
            "zh" => Some(Self::Chinese),
            "ja" => Some(Self::Japanese),
            _ => None,
        }
    }

    /// Its phrases.
    pub const fn phrases(self) -> &'static Phrases {
        match self {
            Self::English => &english::PHRASES,
            Self::Chinese => &chinese::PHRASES,
            Self::Japanese => &japanese::PHRASES,
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(tag: &str) -> Result<Self, ()> {
        Self::of_tag(tag).ok_or(())
    }
}

/// The choice of language. Copies are the same choice.
#[derive(Clone, Copy)]
pub struct Languages(Remembered<Language>);

impl Languages {
    /// Takes another language.
    pub fn choose(self, language: Language) {
        self.0.set(language);
    }
}

/// Puts the language into context and on the document: the address's `?lang=`, else the kept choice, else the first of
/// the browser's languages that the page speaks.
pub fn provide_language() {
    let kept = Remembered::new("language", first_of_browser());
    if let Some(asked) = asked_for() {
        kept.try_out(asked);
    }
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("lang", kept.get().tag());
        }
    });
    provide_context(Languages(kept));
}

fn asked_for() -> Option<Language> {
    let search = window().location().search().ok()?;
    let asked = search
        .trim_start_matches('?')
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))?;
    Language::of_tag(asked)
}

fn first_of_browser() -> Language {
    let languages = window().navigator().languages();
    languages
        .iter()
        .find_map(|tag| Language::of_tag(&tag.as_string()?))
        .unwrap_or_default()
}

/// The choice of language of this page.
pub fn use_languages() -> Languages {
    expect_context()
}

/// The language of this page.
pub fn use_language() -> Signal<Language> {
    let Languages(kept) = use_languages();
    Signal::derive(move || kept.get())
}

/// The phrases of the page's language.
pub fn use_phrases() -> Signal<&'static Phrases> {
    let Languages(kept) = use_languages();
    Signal::derive(move || kept.get().phrases())
}

/// A phrase that follows the language: `say(|p| p.run)`.
pub fn say<T>(
    phrase: impl Fn(&'static Phrases) -> T + Clone + Send + Sync + 'static,
) -> impl Fn() -> T + Clone + Send + Sync + 'static {
    let Languages(kept) = use_languages();
    move || phrase(kept.get().phrases())
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn a_language_is_known_by_any_of_its_tags() {
        assert_eq!(Language::of_tag("zh-Hant-TW"), Some(Language::Chinese));
        assert_eq!(Language::of_tag("JA"), Some(Language::Japanese));
        assert_eq!(Language::of_tag("en_GB"), Some(Language::English));
        assert_eq!(Language::of_tag("fr"), None);
    }
}
