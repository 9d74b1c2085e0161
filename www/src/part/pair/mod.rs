//! An execution that was run again, beside the first one: where they part, which fields differ, what came out.

mod whatif;

use crate::bridge::use_bridge;
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::seldom;
use crate::kit::{Button, Sign};
use crate::part::transport::player::use_player;
use asl::debugger::action::Action;
use asl::debugger::view::{Comparison, Differing, FieldRow, Pair, StepRow};
use leptos::prelude::*;
use std::sync::Arc;
pub use whatif::WhatIfDialog;

/// The line over the drawing that says that there are two, and what lies below it when it is opened.
#[component]
pub fn PairBanner() -> impl IntoView {
    let pair = use_bridge().pair();
    let open = RwSignal::new(false);
    let told = Memo::new(move |_| pair.with(Option::is_some));
    move || {
        told.get()
            .then(|| seldom(|| move || pair.get().map(|pair| banner(pair, open))))
    }
}

fn banner(pair: Arc<Pair>, open: RwSignal<bool>) -> impl IntoView + use<> {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let running = pair.comparison.is_none();
    let (first_shown, recorded) = (pair.first_shown, pair.recorded);
    let shown = say(move |p| match (first_shown, recorded) {
        (true, true) => p.pair_recorded,
        (true, false) => p.pair_first,
        (false, true) => p.pair_here,
        (false, false) => p.pair_new,
    });
    let other = say(move |p| match (first_shown, recorded) {
        (true, true) => p.pair_show_here,
        (true, false) => p.pair_show_new,
        (false, true) => p.pair_show_recorded,
        (false, false) => p.pair_show_first,
    });
    let line = pair.clone();
    let verdict = move || verdict(phrases.get(), &line);
    let body = move || {
        let comparison = pair.comparison.as_ref().filter(|_| open.get())?;
        Some(comparison_view(phrases.get(), comparison, recorded))
    };
    view! {
        <section class="recorded pair" aria-label=say(|p| p.pair_compare)>
            <p class="recorded-line" role="status"><strong>{shown}</strong><span>{verdict}</span></p>
            <span class="recorded-actions">
                <Button label=other enabled=!running on_press=move |()| bridge.send(Action::Swap) />
                <button
                    type="button"
                    class="button"
                    aria-expanded=move || open.get().to_string()
                    disabled=running
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    {say(|p| p.pair_compare)}
                </button>
            </span>
        </section>
        {body}
    }
}

fn verdict(phrases: &Phrases, pair: &Pair) -> String {
    match &pair.comparison {
        None => String::new(),
        Some(comparison) => match &comparison.first {
            None => (phrases.pair_same)(comparison.events[1]),
            Some(first) if first.event <= pair.from => (phrases.pair_early)(first.event),
            Some(first) => (phrases.pair_differs)(first.event),
        },
    }
}

fn comparison_view(
    phrases: &'static Phrases,
    comparison: &Comparison,
    recorded: bool,
) -> impl IntoView + use<> {
    let heads = if recorded {
        [phrases.pair_recording, phrases.pair_run_here]
    } else {
        [phrases.pair_before, phrases.pair_after]
    };
    let head = || {
        view! { <thead><tr><th></th><th scope="col">{heads[0]}</th><th scope="col">{heads[1]}</th></tr></thead> }
    };
    let first = comparison.first.as_ref().map(|first| {
        let rows: Vec<_> = first.fields.iter().map(field_row).collect();
        view! {
            <h3>{(phrases.pair_differs)(first.event)}</h3>
            <table>{head()}<tbody>{names_row(first)}{rows}</tbody></table>
        }
    });
    let steps: Vec<_> = comparison.steps.iter().map(step_row).collect();
    let changes: Vec<_> = comparison.changes.iter().map(field_row).collect();
    let [one, two] = comparison.outputs.clone();
    let passed = (comparison.passed > 0)
        .then(|| view! { <p class="muted">{(phrases.pair_passed)(comparison.passed)}</p> });
    view! {
        <div class="pair-body scroll" tabindex="0">
            {first}
            <h3>{phrases.pair_way}" "<span class="muted">{(phrases.pair_steps)(comparison.same_steps)}</span></h3>
            <table>{head()}<tbody>{steps}</tbody></table>
            <h3>{phrases.pair_end}</h3>
            <table>
                {head()}
                <tbody>
                    <tr><th></th><td class="code">{one}</td><td class="code">{two}</td></tr>
                    {changes}
                </tbody>
            </table>
            {passed}
        </div>
    }
}

fn names_row(first: &Differing) -> impl IntoView + use<> {
    let cell = |at: usize| {
        let name = first.names[at].clone().unwrap_or_else(|| "—".to_owned());
        let state = first.states[at].clone();
        view! { <td class="code">{name}" "<span class="muted">{state}</span></td> }
    };
    view! { <tr><th></th>{cell(0)}{cell(1)}</tr> }
}

fn field_row(row: &FieldRow) -> impl IntoView + use<> {
    let cell = |at: usize| {
        let value = row.values[at].clone().unwrap_or_else(|| "—".to_owned());
        view! { <td class="code">{value}</td> }
    };
    view! { <tr class="differs"><th scope="row" class="code">{row.path.clone()}</th>{cell(0)}{cell(1)}</tr> }
}

fn step_row(row: &StepRow) -> impl IntoView + use<> {
    let cell = |at: usize| row.names[at].clone().unwrap_or_else(|| "—".to_owned());
    let differs = !row.same && row.names[0] != row.names[1];
    view! {
        <tr class:differs=differs><th scope="row">{row.number}</th><td>{cell(0)}</td><td>{cell(1)}</td></tr>
    }
}

/// The button that asks what would happen otherwise from the cursor on.
#[component]
pub fn WhatIfButton() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), crate::desk::use_desk());
    let can = bridge.transport_slice(|transport| transport.length > 0);
    let player = use_player();
    move || {
        can.get().then(|| {
            let press = move |()| {
                player.pause();
                desk.dialog.set(Some(crate::desk::Shown::WhatIf));
            };
            view! { <Button id="what-if" label=say(|p| p.what_if) sign=Sign::Choice on_press=press /> }
        })
    }
}
