//! What if: the dialog that asks for what shall be otherwise from the cursor on.

use crate::bridge::{Bridge, use_bridge};
use crate::desk::{Shown, use_desk};
use crate::i18n::{Phrases, say};
use crate::kit::dialog::Dialog;
use crate::kit::{Button, ButtonKind};
use asl::debugger::action::{Action, Change, TaskAnswer};
use asl::debugger::view::Shown as Panel;
use asl::inspection::Stage;
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn WhatIfDialog() -> impl IntoView {
    let desk = use_desk();
    // The cursor may still be on its way when the dialog opens.
    let position = use_bridge().transport_slice(|transport| transport.position);
    view! {
        <Dialog
            open=Signal::derive(move || desk.dialog.get() == Some(Shown::WhatIf))
            on_close=move |()| desk.dialog.set(None)
            title=say(|p| p.what_if)
            close_label=say(|p| p.close)
        >
            {move || {
                position.track();
                view! { <Asking /> }
            }}
        </Dialog>
    }
}

#[component]
fn Asking() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let fork = move |change: Change| {
        bridge.send(Action::Fork(change));
        desk.dialog.set(None);
    };
    let state = bridge
        .transport()
        .with_untracked(|transport| transport.at.state.clone());
    // Executions begun by a Task are answers of that Task.
    let nested = bridge
        .family()
        .with_untracked(|family| family.shown.is_some_and(|run| run != 0));
    if nested {
        return view! { <p class="nested-fork">{say(|p| p.what_if_nested)}</p> }.into_any();
    }
    let inside = !state.is_empty();
    let (input, is_task) = at_cursor(bridge);
    view! {
        <div class="stack">
        <p>{say(|p| p.what_if_about)}</p>
        <section class="what-if">
            <h3>{say(|p| p.what_if_texts)}</h3>
            <p class="muted">{say(|p| p.what_if_texts_note)}</p>
            <Button id="fork-texts" kind=ButtonKind::Primary label=say(|p| p.what_if_go) on_press=move |()| fork(Change::Texts) />
        </section>
        {inside.then(|| view! { <Writing id="fork-input" title=|p| p.what_if_input state=state.clone() text=input on_go=move |text| fork(Change::Input(text)) /> })}
        {is_task.then(|| {
            let answer = move |text| fork(Change::Answer(TaskAnswer::Success(text)));
            let fail = move |(error, cause)| fork(Change::Answer(TaskAnswer::Failure { error, cause }));
            view! {
                <Writing id="fork-answer" title=|p| p.what_if_answer state=state text="{}".to_owned() on_go=answer />
                <Failing on_go=fail />
            }
        })}
        </div>
    }
    .into_any()
}

/// The input of the state at the cursor, and whether it is a Task.
fn at_cursor(bridge: Bridge) -> (String, bool) {
    let shown = bridge.inspector().get_untracked();
    let Panel::Filled(inspector) = shown else {
        return ("{}".to_owned(), false);
    };
    let task = inspector.kind.is_task();
    let stages = inspector.visit.iter().flat_map(|visit| &visit.stages);
    let mut input = stages.filter(|row| row.stage == Stage::Input && row.told && row.cut.is_none());
    let input = input
        .next()
        .map_or_else(|| "{}".to_owned(), |row| row.text.clone());
    (input, task)
}

/// JSON to be written, and a button that takes it.
#[component]
fn Writing(
    id: &'static str,
    title: fn(&'static Phrases) -> fn(&str) -> String,
    state: String,
    text: String,
    #[prop(into)] on_go: Callback<String>,
) -> impl IntoView {
    let (text, heading) = (RwSignal::new(text), format!("{id}-heading"));
    let sound = Signal::derive(move || asl::value::parse(&text.read()).is_ok());
    view! {
        <section class="what-if">
            <h3 id=heading.clone()>{say(move |p| title(p)(&state))}</h3>
            <textarea
                id=id
                class="field code"
                rows="5"
                spellcheck="false"
                aria-labelledby=heading
                aria-invalid=move || (!sound.get()).to_string()
                prop:value=text
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <Button label=say(|p| p.what_if_go) enabled=sound on_press=move |()| on_go.run(text.get_untracked()) />
        </section>
    }
}

/// An error and its cause instead of an answer.
#[component]
fn Failing(#[prop(into)] on_go: Callback<(String, String)>) -> impl IntoView {
    let (error, cause) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let named = Signal::derive(move || !error.read().trim().is_empty());
    view! {
        <section class="what-if">
            <h3>{say(|p| p.what_if_failure)}</h3>
            <div class="button-row">
                <input id="fork-error" class="field code" placeholder="Error" aria-label="Error" prop:value=error on:input=move |event| error.set(event_target_value(&event)) />
                <input class="field code" placeholder="Cause" aria-label="Cause" prop:value=cause on:input=move |event| cause.set(event_target_value(&event)) />
                <Button label=say(|p| p.what_if_go) enabled=named on_press=move |()| on_go.run((error.get_untracked(), cause.get_untracked())) />
            </div>
        </section>
    }
}
