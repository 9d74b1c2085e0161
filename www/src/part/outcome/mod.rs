//! How the execution ended: one line that is always there, and all of it on demand.

use crate::bridge::use_bridge;
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::icon::Icon;
use crate::kit::json::Json;
use crate::kit::{Button, Sign};
use crate::part::answer::AnswerForms;
use crate::part::failure::failure_view;
use crate::part::family::Door;
use crate::part::status::StatusPill;
use crate::part::transport::player::use_player;
use crate::part::waits::Waits;
use crate::part::wording::duration;
use asl::debugger::view::{Empty, Outcome, Shown, Transport};
use leptos::prelude::*;
use std::sync::Arc;

/// The line below the middle pane.
#[component]
pub fn OutcomeStrip() -> impl IntoView {
    let outcome = use_bridge().outcome();
    let open = RwSignal::new(false);
    move || match outcome.get() {
        Shown::Empty(why) => view! { <Waiting why /> }.into_any(),
        Shown::Filled(outcome) => ended_view(&outcome, open).into_any(),
    }
}

/// Nothing has ended at the cursor: what goes on instead.
#[component]
fn Waiting(why: Empty) -> impl IntoView {
    let (transport, phrases) = (use_bridge().transport(), use_phrases());
    let words = move || {
        let (transport, phrases) = (transport.read(), phrases.get());
        waiting_words(&transport, phrases).map_or_else(
            || (phrases.outcome_empty)(why).to_owned(),
            |name| (phrases.waits_for)(&name),
        )
    };
    let doors = move || {
        let waited = |row: &asl::debugger::view::WaitRow| row.child;
        let children: Vec<_> = transport.read().waiting.iter().filter_map(waited).collect();
        let doors = children.into_iter();
        doors.map(|child| view! { <Door child /> }).collect_view()
    };
    let busy = use_bridge().transport_slice(|transport| transport.running);
    view! {
        <div class="outcome" aria-busy=move || busy.get().to_string()>
            <p class="outcome-line muted cut">{words}{doors}</p>
            <Waits />
            <AnswerForms />
        </div>
    }
}

/// The states that a running execution waits for.
fn waiting_words(transport: &Transport, phrases: &Phrases) -> Option<String> {
    let names: Vec<_> = transport
        .waiting
        .iter()
        .map(|row| row.name.as_str())
        .collect();
    (transport.running && !names.is_empty()).then(|| names.join(phrases.between_names))
}

fn ended_view(outcome: &Arc<Outcome>, open: RwSignal<bool>) -> impl IntoView + use<> {
    let (status, took, events, transitions) = (
        outcome.status,
        outcome.took,
        outcome.events,
        outcome.transitions,
    );
    let short = match (&outcome.error, &outcome.output) {
        (Some(row), _) => format!("{}: {}", row.error, row.cause),
        (None, Some(output)) => output.split_whitespace().collect::<Vec<_>>().join(" "),
        (None, None) => String::new(),
    };
    let whole = outcome.clone();
    let body = move || open.get().then(|| whole_view(&whole));
    let sign = Signal::derive(move || {
        if open.get() {
            Sign::Chevron
        } else {
            Sign::ChevronRight
        }
    });
    let run = use_bridge().transport_slice(|transport| transport.finished.map(|one| one.number));
    view! {
        <div class="outcome" data-status=crate::part::status::class(status) data-run=move || run.get()>
            <div class="outcome-row">
            <button type="button" class="outcome-line" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                <Icon sign=sign />
                <StatusPill status />
                <span class="cut code grow outcome-short">{short}</span>
                <span class="muted number outcome-facts">
                    {duration(took)} " · " {say(move |p| (p.outcome_facts)(events, transitions))}
                </span>
            </button>
            <RedriveButton />
            </div>
            {body}
        </div>
    }
}

/// Goes on with an execution that ended badly: there only where it can, at its end.
#[component]
fn RedriveButton() -> impl IntoView {
    let (bridge, player) = (use_bridge(), use_player());
    let can = bridge.transport_slice(|transport| {
        transport.can_redrive && transport.position == transport.length
    });
    view! {
        <Show when=move || can.get()>
            <Button label=say(|p| p.redrive.to_owned()) tip=say(|p| p.redrive_tip.to_owned()) sign=Sign::Redrive on_press=move |()| player.redrive() />
        </Show>
    }
}

fn whole_view(outcome: &Outcome) -> impl IntoView + use<> {
    let error = outcome.error.as_ref().map(failure_view);
    let output = outcome.output.clone().map(|text| view! { <Json text /> });
    view! { <div class="outcome-body">{error}{output}</div> }
}
