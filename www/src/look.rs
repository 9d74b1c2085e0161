//! Light or dark.

use crate::kit::remember::Remembered;
use leptos::prelude::*;
use std::fmt;
use std::str::FromStr;

/// Which colours the page has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl fmt::Display for Theme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        })
    }
}

impl FromStr for Theme {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::System, Self::Light, Self::Dark]
            .into_iter()
            .find(|theme| theme.to_string() == text)
            .ok_or(())
    }
}

/// Puts the theme into context and, whenever it changes, on the document. `index.html` does so before the first paint.
pub fn provide_theme() {
    let theme = Remembered::new("theme", Theme::default());
    Effect::new(move |_| {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute("data-theme", &theme.get().to_string());
        }
    });
    provide_context(theme);
}

/// The theme of this page.
pub fn use_theme() -> Remembered<Theme> {
    expect_context()
}
