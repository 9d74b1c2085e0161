//! The executions of one start: the way to the one that is looked at, and doors to those that Tasks began.

use crate::bridge::use_bridge;
use crate::i18n::{say, use_phrases};
use crate::kit::{Icon, Sign};
use crate::part::status;
use crate::part::transport::player::use_player;
use asl::debugger::action::Action;
use asl::debugger::view::{RunRow, Visit};
use leptos::prelude::*;

/// "Order ▸ Payment": over the middle pane while there is more than one execution.
#[component]
pub fn WayHere() -> impl IntoView {
    let family = use_bridge().family();
    let path = Memo::new(move |_| family.with(|family| family.path.clone()));
    move || {
        let path = path.get();
        (!path.is_empty()).then(|| way_view(path))
    }
}

#[inline(never)]
fn way_view(path: Vec<RunRow>) -> AnyView {
    let last = path.len() - 1;
    let steps = path.into_iter().enumerate();
    let steps = steps.map(|(at, row)| step_view(row, at > 0, at == last));
    view! {
        <nav class="bar way-here" aria-label=say(|p| p.way_here)>
            <ol role="list">{steps.collect_view()}</ol>
        </nav>
    }
    .into_any()
}

fn step_view(row: RunRow, inner: bool, shown: bool) -> impl IntoView {
    let player = use_player();
    let (id, class) = (row.id, status::class(row.status));
    view! {
        <li>
            {inner.then(|| view! { <Icon sign=Sign::ChevronRight /> })}
            <button
                type="button"
                class=format!("file {class}")
                aria-current=shown.then_some("true")
                on:click=move |_| player.go(Action::ShowRun(id))
            >
                {run_view(row)}
            </button>
        </li>
    }
}

/// Status, machine and, where the machine has several, which of its executions.
fn run_view(row: RunRow) -> impl IntoView {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let workspace = bridge.workspace();
    let (status, number) = (row.status, row.number);
    let machine = row.machine;
    let name = move || match &machine {
        Some(name) => name.clone(),
        None => workspace.with(|workspace| workspace.settings.machine_name.clone()),
    };
    let which = (row.siblings > 1).then(|| {
        let which = move || (phrases.get().execution_number)(number);
        view! { <span class="muted">{which}</span> }
    });
    view! {
        <Icon sign=status::sign(status) />
        <span class="unseen">{say(move |p| (p.status)(status))}" "</span>
        {name}
        {which}
    }
}

/// The executions that a visit of a Task began, each a door; nothing where there are none.
pub fn children_view(visit: &Visit) -> Option<AnyView> {
    if visit.children.is_empty() {
        return None;
    }
    let doors = visit.children.iter().cloned().map(child_view);
    Some(
        view! {
            <section class="children" aria-label=say(|p| p.children)>
                <h3>{say(|p| p.children)}</h3>
                {doors.collect_view()}
            </section>
        }
        .into_any(),
    )
}

fn child_view(row: RunRow) -> impl IntoView {
    let player = use_player();
    let (id, class) = (row.id, status::class(row.status));
    let title = row.name.clone();
    view! {
        <button type="button" class=format!("child {class}") title=title on:click=move |_| player.go(Action::ShowRun(id))>
            {run_view(row)}
            <span class="grow"></span>
            <span class="open">{say(|p| p.open_child)}</span>
            <Icon sign=Sign::ChevronRight />
        </button>
    }
}

/// A small door to an execution, for places with little room.
#[component]
pub fn Door(
    /// Which execution.
    child: u32,
) -> impl IntoView {
    let player = use_player();
    view! {
        <button
            type="button"
            class="door"
            aria-label=say(|p| p.open_child)
            title=say(|p| p.open_child)
            on:click=move |_| player.go(Action::ShowRun(child))
        >
            <Icon sign=Sign::ChevronRight />
        </button>
    }
}
