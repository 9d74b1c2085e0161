//! The fields of the form.

use crate::i18n::{Phrases, say};
use leptos::prelude::*;

/// A phrase by its field.
pub type Name = fn(&'static Phrases) -> &'static str;

/// JSON on several lines. Text that is neither empty nor JSON is marked.
pub fn json_field(
    name: Name,
    value: RwSignal<String>,
    rows: u32,
    id: &'static str,
) -> impl IntoView {
    let wrong =
        move || value.with(|text| !text.trim().is_empty() && asl::value::parse(text).is_err());
    view! {
        <label>
            <span class="muted">{say(name)}</span>
            <textarea
                class="field code"
                id=(!id.is_empty()).then_some(id)
                rows=rows.to_string()
                spellcheck="false"
                prop:value=value
                aria-invalid=move || wrong().then_some("true")
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </label>
    }
}

/// A line of text, or a number.
pub fn line_field(name: Name, value: RwSignal<String>, numeric: bool) -> impl IntoView {
    let wrong =
        move || value.with(|text| numeric && !text.is_empty() && text.parse::<u32>().is_err());
    view! {
        <label>
            <span class="muted">{say(name)}</span>
            <input
                class="field code"
                inputmode=numeric.then_some("numeric")
                prop:value=value
                aria-invalid=move || wrong().then_some("true")
                on:input=move |event| value.set(event_target_value(&event))
            />
        </label>
    }
}

/// One of several; the words of a choice may follow the page's language.
pub fn choice_field<T>(
    name: Name,
    choices: Vec<(T, Signal<String>)>,
    chosen: RwSignal<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let values: Vec<T> = choices.iter().map(|(value, _)| *value).collect();
    let options = choices.into_iter().enumerate().map(|(at, (value, words))| {
        view! { <option value=at.to_string() prop:selected=move || chosen.get() == value>{words}</option> }
    });
    let change = move |event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        if let Some(value) = at.and_then(|at| values.get(at)) {
            chosen.set(*value);
        }
    };
    view! {
        <label>
            <span class="muted">{say(name)}</span>
            <select class="select field" on:change=change>{options.collect_view()}</select>
        </label>
    }
}

/// AWS's own words as the words of choices.
pub fn plain<T: Copy, const N: usize>(
    all: [T; N],
    name: fn(T) -> &'static str,
) -> Vec<(T, Signal<String>)> {
    all.into_iter()
        .map(|value| (value, Signal::stored(name(value).to_owned())))
        .collect()
}

/// Phrases as the words of choices.
pub fn said<T: Copy>(choices: &[(T, Name)]) -> Vec<(T, Signal<String>)> {
    choices
        .iter()
        .map(|(value, name)| {
            let said = say(*name);
            (*value, Signal::derive(move || said().to_owned()))
        })
        .collect()
}
