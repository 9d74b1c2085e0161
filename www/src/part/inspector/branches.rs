//! The branches of a Parallel as lanes: their states in the order of the text, each with how it is.

use crate::bridge::use_bridge;
use crate::i18n::{say, use_phrases};
use crate::kit::Icon;
use crate::part::status;
use asl::debugger::action::{Action, Selection};
use asl::debugger::view::{BranchRow, BranchState};
use leptos::prelude::*;

/// The lanes; nothing where there are no branches.
pub fn branches_view(branches: &[BranchRow]) -> Option<AnyView> {
    if branches.is_empty() {
        return None;
    }
    let lanes = (1_u32..).zip(branches).map(|(number, branch)| {
        let states = branch.states.iter().map(state_view).collect_view();
        view! {
            <li class="branch">
                <span class="muted branch-name">{say(move |p| (p.branch)(number))}</span>
                <ol>{states}</ol>
            </li>
        }
    });
    Some(view! { <ul class="branches">{lanes.collect_view()}</ul> }.into_any())
}

fn state_view(row: &BranchState) -> impl IntoView + use<> {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let (state, visit, status) = (row.state, row.last, row.status);
    let press = move |_| {
        if let Some(state) = state {
            bridge.send(Action::Select(Some(Selection { state, visit })));
        }
    };
    let name = row.name.clone();
    let spoken = move || format!("{name} · {}", (phrases.get().status)(status));
    let visits =
        (row.visits > 1).then(|| view! { <span class="grid-count">"×"{row.visits}</span> });
    view! {
        <li>
            <button type="button" class=format!("branch-state {}", status::class(status)) title=spoken.clone() aria-label=spoken on:click=press>
                <Icon sign=status::sign(status) />
                <span class="cut">{row.name.clone()}</span>
                {visits}
            </button>
        </li>
    }
}
