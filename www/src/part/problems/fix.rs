//! The one text that mends a problem, as a button.

use crate::bridge::use_bridge;
use crate::i18n::{Language, Phrases, say, use_language};
use crate::part::wording::in_language;
use asl::debugger::view::ProblemRow;
use asl::diagnostic::clip;
use leptos::prelude::*;

/// The button; nothing where there is no such text.
pub fn fix_view(row: &ProblemRow) -> Option<impl IntoView + use<>> {
    let bridge = use_bridge();
    let fix = row.fix.clone()?;
    let (document, from, to) = (row.document.clone(), row.fix_from, row.fix_to);
    let (row, language) = (row.clone(), use_language());
    let mend = move |_| {
        let text = replaced(&bridge.text_untracked(&document), from, to, &fix);
        bridge.rewrite(document.clone(), text);
    };
    let label = say(move |p| fix_label(&row, language.get(), p));
    Some(view! { <button type="button" class="button" on:click=mend>{label}</button> })
}

/// What a button says that mends a problem: its own words, or the text that it writes; a long one is cut.
pub fn fix_label(row: &ProblemRow, language: Language, phrases: &Phrases) -> String {
    if let Some(words) = &row.fix_words {
        return in_language(words, language);
    }
    let fix = row.fix.as_deref().unwrap_or_default();
    let line = fix.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = line.trim_start_matches(", ");
    if line.is_empty() {
        return phrases.fix_remove.to_owned();
    }
    let told = clip(if told.is_empty() { &line } else { told });
    (phrases.fix)(&told, row.fix_from == row.fix_to)
}

/// `text` with the characters `from..to`, counted in UTF-16 units, replaced.
fn replaced(text: &str, from: u32, to: u32, by: &str) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    let at = |offset: u32| {
        usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(units.len())
    };
    let (from, to) = (at(from), at(to).max(at(from)));
    let part = |range: std::ops::Range<usize>| {
        String::from_utf16_lossy(units.get(range).unwrap_or_default())
    };
    format!("{}{by}{}", part(0..from), part(to..units.len()))
}

#[cfg(test)]
mod tests {
    use super::replaced;

    #[test]
    fn characters_are_counted_as_the_editor_counts_them() {
        assert_eq!(replaced("a😀，b", 3, 4, ","), "a😀,b");
        assert_eq!(replaced("ab", 1, 99, "c"), "ac");
        assert_eq!(replaced("ab", 2, 1, "c"), "abc");
    }
}
