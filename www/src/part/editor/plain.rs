//! A plain text field: there before the editor is loaded, where it cannot be, and for those who prefer it.

use super::{label_of, nothing_in};
use crate::bridge::use_bridge;
use crate::desk::{At, use_desk};
use crate::i18n::say;
use asl::debugger::action::{Action, Document, Edit};
use leptos::html::Textarea;
use leptos::prelude::*;

/// The text field.
#[component]
pub fn PlainEditor(
    /// The document on the screen.
    shown: Memo<Option<Document>>,
) -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let field = NodeRef::<Textarea>::new();
    let workspace = bridge.workspace();
    let text = move || {
        shown.get().map(|document| {
            workspace.with(|workspace| document.text(workspace).unwrap_or_default().to_owned())
        })
    };
    let edit = move |event| {
        if let Some(document) = shown.get_untracked() {
            bridge.send(Action::Edit(Edit::Text {
                document,
                text: event_target_value(&event),
            }));
        }
    };
    Effect::new(move |_| {
        if let (Some(reveal), Some(field)) = (desk.reveal.get(), field.get())
            && shown.get_untracked().as_ref() == Some(&reveal.document)
            && reveal.focus
        {
            let (from, to) = characters(&field.value(), reveal.at);
            let _ = field.focus();
            let _ = field.set_selection_range(from, to);
        }
    });
    view! {
        <textarea
            class="code plain"
            node_ref=field
            spellcheck="false"
            autocapitalize="off"
            autocomplete="off"
            aria-label=move || label_of(&shown.get()).get()
            placeholder=say(move |p| shown.get().is_none().then(|| nothing_in(desk.text.get(), p)))
            readonly=move || shown.get().is_none()
            prop:value=move || text().unwrap_or_default()
            on:input=edit
        ></textarea>
    }
}

/// A place as characters of the text, in UTF-16 units.
pub(super) fn characters(text: &str, at: At) -> (u32, u32) {
    match at {
        At::Characters(from, to) => (from, to),
        At::Line(line) => {
            let before = text
                .split('\n')
                .take(usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX));
            let from: usize = before.map(|line| line.encode_utf16().count() + 1).sum();
            let length = text
                .split('\n')
                .nth(usize::try_from(line.saturating_sub(1)).unwrap_or(usize::MAX));
            let to = from + length.map_or(0, |line| line.encode_utf16().count());
            (
                u32::try_from(from).unwrap_or(u32::MAX),
                u32::try_from(to).unwrap_or(u32::MAX),
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_found_by_its_number() {
        assert_eq!(characters("ab\n世界\nc", At::Line(1)), (0, 2));
        assert_eq!(characters("ab\n世界\nc", At::Line(2)), (3, 5));
        assert_eq!(characters("ab\n世界\nc", At::Line(3)), (6, 7));
    }
}
