//! Which of several visits is shown.

use crate::bridge::use_bridge;
use crate::i18n::{say, use_phrases};
use crate::kit::{IconButton, Sign};
use crate::part::status;
use asl::debugger::action::{Action, Selection};
use asl::debugger::view::{Inspector, Visit, VisitRow};
use leptos::prelude::*;

/// So many visits have a mark of their own.
const MARKS: usize = 40;

/// "Visit 2 of 5" with a way to the others; nothing where there is only one.
pub fn visits_view(inspector: &Inspector, visit: &Visit) -> Option<AnyView> {
    if inspector.visit_count < 2 {
        return None;
    }
    let bridge = use_bridge();
    let state = inspector.state?;
    let at = inspector
        .visits
        .iter()
        .position(|row| row.visit == visit.id);
    let neighbour = |step: isize| {
        let row = at
            .and_then(|at| at.checked_add_signed(step))
            .and_then(|at| inspector.visits.get(at));
        row.map(|row| row.visit)
    };
    let (before, after) = (neighbour(-1), neighbour(1));
    let go = move |to: Option<u32>| {
        if to.is_some() {
            bridge.send(Action::Select(Some(Selection { state, visit: to })));
        }
    };
    let (number, count, iteration) = (visit.number, inspector.visit_count, visit.iteration);
    let marks = inspector
        .visits
        .iter()
        .take(MARKS)
        .map(|row| mark_view(state, *row, visit.id))
        .collect_view();
    Some(
        view! {
            <div class="visits">
                <IconButton label=say(|p| p.visit_before) sign=Sign::StepBack enabled=before.is_some() on_press=move |()| go(before) />
                <span class="muted">
                    {say(move |p| (p.visit_of)(number, count))}
                    {iteration.map(|index| view! { " · " {say(move |p| (p.iteration)(index))} })}
                </span>
                <IconButton label=say(|p| p.visit_after) sign=Sign::StepForward enabled=after.is_some() on_press=move |()| go(after) />
                <span class="visit-marks">{marks}</span>
            </div>
        }
        .into_any(),
    )
}

fn mark_view(state: u32, row: VisitRow, shown: u32) -> impl IntoView {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let spoken = move || {
        let phrases = phrases.get();
        let which = row
            .iteration
            .map_or_else(|| row.visit.to_string(), |index| (phrases.iteration)(index));
        format!("{which} · {}", (phrases.status)(row.status))
    };
    view! {
        <button
            type="button"
            class=format!("visit-mark {}", status::class(row.status))
            class:shown=row.visit == shown
            title=spoken
            aria-label=spoken
            on:click=move |_| bridge.send(Action::Select(Some(Selection { state, visit: Some(row.visit) })))
        />
    }
}
