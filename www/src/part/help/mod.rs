//! The keys.

use crate::desk::{Shown, use_desk};
use crate::i18n::{Phrases, say};
use crate::kit::dialog::Dialog;
use leptos::prelude::*;

type Name = fn(&'static Phrases) -> &'static str;

/// Keys and what they do.
const KEYS: [(&[&str], Name); 21] = [
    (&["Ctrl", "⏎"], |p| p.run),
    (&["→", "←"], |p| p.key_step),
    (&["Shift", "→ ←"], |p| p.key_step_state),
    (&["Space"], |p| p.key_play),
    (&["Home", "End"], |p| p.key_ends),
    (&["F8", "Shift+F8"], |p| p.key_continue),
    (&["F10"], |p| p.step_over),
    (&["Alt", "↓"], |p| p.step_in),
    (&["Alt", "↑"], |p| p.step_out),
    (&["F9", "B"], |p| p.key_breakpoint),
    (&["Alt", "F8"], |p| p.key_problem),
    (&["Ctrl", "."], |p| p.key_fix),
    (&["Ctrl", "Space"], |p| p.key_suggest),
    (&["Ctrl", "K", "Ctrl", "I"], |p| p.key_meaning),
    (&["F2"], |p| p.key_rename),
    (&["Ctrl", "F12"], |p| p.key_go),
    (&["Shift", "Alt", "F"], |p| p.key_format),
    (&["Shift", "Alt", "Y"], |p| p.key_convert),
    (&["↑ ↓ ← →"], |p| p.key_graph),
    (&["T"], |p| p.key_test),
    (&["C"], |p| p.key_fold),
];

/// The help dialog.
#[component]
pub fn HelpDialog() -> impl IntoView {
    let desk = use_desk();
    let rows = || {
        KEYS.into_iter().map(|(keys, name)| {
            let keys = keys
                .iter()
                .map(|key| view! { <kbd>{*key}</kbd>" " })
                .collect_view();
            view! { <dt>{keys}</dt><dd>{say(name)}</dd> }
        })
    };
    view! {
        <Dialog
            open=Signal::derive(move || desk.dialog.get() == Some(Shown::Help))
            on_close=move |()| desk.dialog.set(None)
            title=say(|p| p.help_title)
            close_label=say(|p| p.close)
        >
            <p class="lead">{say(|p| p.help_lead)}</p>
            <h3 class="section">{say(|p| p.keys)}</h3>
            <dl class="keys">{rows().collect_view()}</dl>
            <p class="muted">{say(|p| p.keys_note)}</p>
        </Dialog>
    }
}
