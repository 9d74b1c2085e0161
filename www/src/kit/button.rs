//! Buttons.

use super::icon::{Icon, Sign};
use leptos::prelude::*;

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do here.
    Primary,
    /// One of several things.
    #[default]
    Plain,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button primary",
            Self::Plain => "button",
        }
    }
}

/// A button with words, and a sign before them if there is one.
#[component]
pub fn Button(
    /// Its words.
    #[prop(into)]
    label: Signal<String>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// How loud it is.
    #[prop(optional)]
    kind: ButtonKind,
    /// A sign before the words.
    #[prop(optional, into)]
    sign: Option<Signal<Sign>>,
    /// More about it, for those who point at it.
    #[prop(optional, into)]
    tip: Option<Signal<String>>,
    /// Whether it can be pressed.
    #[prop(default = Signal::stored(true), into)]
    enabled: Signal<bool>,
    /// The element's id.
    #[prop(optional)]
    id: &'static str,
    /// The key that does the same, shown where there is room.
    #[prop(optional)]
    hint: &'static str,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=kind.class()
            id=(!id.is_empty()).then_some(id)
            title=move || tip.map(|tip| tip.get())
            aria-disabled=move || (!enabled.get()).then_some("true")
            on:click=move |_| if enabled.get_untracked() { on_press.run(()) }
        >
            {sign.map(|sign| view! { <Icon sign /> })}
            <span class="label">{label}</span>
            {(!hint.is_empty()).then(|| view! { <span class="key-hint" aria-hidden="true">{hint}</span> })}
        </button>
    }
}

/// A button with a sign only; its words are its name and its tip.
#[component]
pub fn IconButton(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// Its sign.
    #[prop(into)]
    sign: Signal<Sign>,
    /// What it does.
    #[prop(into)]
    on_press: Callback<()>,
    /// The key that does the same, shown in the tip.
    #[prop(optional)]
    key: &'static str,
    /// Whether it can be pressed.
    #[prop(default = Signal::stored(true), into)]
    enabled: Signal<bool>,
    /// Whether it is pressed down, for one that switches.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
) -> impl IntoView {
    let tip = move || {
        if key.is_empty() {
            label.get()
        } else {
            format!("{} ({key})", label.get())
        }
    };
    view! {
        <button
            type="button"
            class="button quiet sign"
            aria-label=label
            title=tip
            aria-disabled=move || (!enabled.get()).then_some("true")
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            on:click=move |_| if enabled.get_untracked() { on_press.run(()) }
        >
            <Icon sign />
        </button>
    }
}
