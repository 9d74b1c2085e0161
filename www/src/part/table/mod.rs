//! The states as a table: what the drawing shows, in rows.

use crate::bridge::{Bridge, use_bridge};
use crate::desk::{Desk, use_desk};
use crate::i18n::{say, use_phrases};
use crate::kit::empty::Nothing;
use crate::kit::{Icon, IconButton, Sign};
use crate::part::status::{StatusPill, kind_sign};
use crate::part::{alone, state_menu};
use asl::debugger::action::{Action, Selection};
use asl::debugger::view::{Mark, Shown, Status};
use asl::graph::TreeRow;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// The table of states.
#[component]
pub fn TableView() -> impl IntoView {
    let graph = use_bridge().graph();
    let rows = Memo::new(move |_| match &*graph.read() {
        Shown::Empty(_) => Vec::new(),
        Shown::Filled(picture) => picture.graph.tree.clone(),
    });
    move || {
        let rows = rows.get();
        if rows.is_empty() {
            return view! { <Nothing text=say(|p| p.graph_empty) /> }.into_any();
        }
        view! {
            <div class="states scroll">
                <table>
                    <thead>
                        <tr>
                            <th>{say(|p| p.state)}</th>
                            <th>{say(|p| p.fact_type)}</th>
                            <th>{say(|p| p.fact_status)}</th>
                            <th class="number">{say(|p| p.visits)}</th>
                            <th class="number">{say(|p| p.retries)}</th>
                            <th></th>
                        </tr>
                    </thead>
                    <tbody>{rows.into_iter().map(row_view).collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    }
}

/// The keys that the drawing has too.
#[inline(never)]
fn by_key(bridge: Bridge, desk: Desk, state: u32, event: &KeyboardEvent) {
    let held = event.ctrl_key() || event.meta_key() || event.alt_key();
    if !state_menu::at_key(desk, event) && event.key() == "t" && !held {
        event.prevent_default();
        alone::open(bridge, desk, state, None);
    }
}

fn row_view(row: TreeRow) -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let (marks, inspector) = (bridge.marks(), bridge.inspector());
    let state = row.state;
    let mark = Memo::new(move |_| {
        marks.with(|marks| {
            marks
                .states
                .iter()
                .find(|mark| mark.state == state)
                .copied()
        })
    });
    let shown = Memo::new(
        move |_| matches!(&*inspector.read(), Shown::Filled(inspector) if inspector.state == Some(state)),
    );
    let number = move |of: fn(&Mark) -> u32| {
        move || mark.get().map(|mark| of(&mark)).filter(|count| *count > 0)
    };
    let choose = move |_| {
        bridge.send(Action::Select(Some(Selection { state, visit: None })));
        desk.drawer.set(true);
    };
    let (name, phrases) = (row.name.clone(), use_phrases());
    let more =
        Signal::derive(move || format!("{}{}{name}", phrases.get().more, phrases.get().colon));
    view! {
        <tr
            class:shown=shown
            id=format!("state-row-{state}")
            on:contextmenu=move |event| state_menu::at_pointer(desk, &event)
            on:keydown=move |event| by_key(bridge, desk, state, &event)
        >
            <td><div class="state-cell" style=format!("--depth:{}", row.depth)>
                <Icon sign=kind_sign(row.kind) />
                <button type="button" class="link cut" id=format!("state-cell-{state}") on:click=choose>{row.name}</button>
            </div></td>
            <td class="muted">{row.kind.type_name()}</td>
            <td><StatusPill status=Signal::derive(move || mark.get().map_or(Status::NotRun, |mark| mark.status)) /></td>
            <td class="number">{number(|mark| mark.visits)}</td>
            <td class="number">{number(|mark| mark.retries)}</td>
            <td class="row-more"><IconButton label=more sign=Sign::More on_press=move |()| state_menu::beside(desk, state) /></td>
        </tr>
    }
}
