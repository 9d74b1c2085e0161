//! The history as AWS gives it: a table of which only the rows on the screen exist.

use crate::bridge::use_bridge;
use crate::i18n::say;
use crate::kit::empty::Nothing;
use crate::kit::json::Json;
use crate::kit::virtual_list::{VirtualList, row_id, row_style, walk_rows};
use crate::kit::{IconButton, Sign, seldom};
use crate::part::family::Door;
use crate::part::transport::player::use_player;
use crate::part::wording::clock;
use asl::debugger::action::{Action, Window};
use asl::debugger::view::{EventRow, Events, Shown};
use leptos::prelude::*;
use std::ops::Range;

/// The height of a row in pixels.
const ROW: f64 = 28.0;
/// What the events are called among all rows that the keys walk.
const EVENTS: &str = "event";

/// The event table.
#[component]
pub fn EventsView() -> impl IntoView {
    let bridge = use_bridge();
    let events = bridge.events();
    let first = Window { from: 0, count: 60 };
    bridge.send(Action::ShowEvents(Some(first)));
    on_cleanup(move || bridge.send(Action::ShowEvents(None)));
    let empty = Memo::new(move |_| match &*events.read() {
        Shown::Empty(why) => Some(*why),
        Shown::Filled(_) => None,
    });
    move || match empty.get() {
        Some(why) => view! { <Nothing text=say(move |p| (p.events_empty)(why)) /> }.into_any(),
        None => view! { <Table /> }.into_any(),
    }
}

#[component]
fn Table() -> impl IntoView {
    let (bridge, player) = (use_bridge(), use_player());
    let events = bridge.events();
    let open = RwSignal::new(None::<EventRow>);
    let number = move |of: fn(&Events) -> u32| {
        Memo::new(move |_| match &*events.read() {
            Shown::Empty(_) => 0,
            Shown::Filled(events) => of(events),
        })
    };
    let (total, happened) = (
        number(|events| events.total),
        number(|events| events.happened),
    );
    let press = Callback::new(move |row: EventRow| {
        player.go(Action::SeekEvent(row.id));
        open.set(Some(row));
    });
    let rows = move || match events.get() {
        Shown::Empty(_) => Vec::new(),
        Shown::Filled(events) => (events.from..).zip(events.rows.iter().cloned()).collect(),
    };
    let window = move |rows: Range<u32>| {
        bridge.send(Action::ShowEvents(Some(Window {
            from: rows.start,
            count: rows.end - rows.start,
        })));
    };
    let detail = move || {
        let row = open.get()?;
        Some(seldom(|| detail_view(row, open)))
    };
    view! {
        <div class="events">
            <div
                class="event-table"
                role="table"
                aria-label=say(|p| p.events)
                aria-rowcount=move || total.get().to_string()
                on:keydown=move |event| walk_rows(&event, EVENTS, total.get_untracked())
            >
                <div class="row head" role="row">
                    <span role="columnheader" class="number">"#"</span>
                    <span role="columnheader">{say(|p| p.event_type)}</span>
                    <span role="columnheader">{say(|p| p.state)}</span>
                    <span role="columnheader" class="wide-only">{say(|p| p.summary)}</span>
                    <span role="columnheader" class="number">{say(|p| p.time)}</span>
                </div>
                <VirtualList
                    total
                    row_height=ROW
                    follow=Signal::derive(move || happened.get().checked_sub(1))
                    on_window=window
                >
                    <For each=rows key=Clone::clone let((at, row))>{row_view(at, &row, happened, press)}</For>
                </VirtualList>
            </div>
            {detail}
        </div>
    }
}

/// An event as AWS prints it, until it is closed.
fn detail_view(row: EventRow, open: RwSignal<Option<EventRow>>) -> impl IntoView {
    view! {
        <section class="event-json" aria-label=row.name>
            <header class="bar">
                <h2 class="cut grow">{row.id}" · "{row.name.clone()}</h2>
                <IconButton label=say(|p| p.close) sign=Sign::Close on_press=move |()| open.set(None) />
            </header>
            <Json text=row.json />
        </section>
    }
}

/// A row that stays as it is stays on the screen, and whoever has begun to press it ends there.
fn row_view(
    at: u32,
    row: &EventRow,
    happened: Memo<u32>,
    press: Callback<EventRow>,
) -> impl IntoView + use<> {
    let pressed = row.clone();
    let state = match row.iteration {
        Some(index) => format!("{} #{index}", row.state_name),
        None => row.state_name.clone(),
    };
    let door = row.child.map(|child| view! { <Door child /> });
    let later = move || at >= happened.get();
    let current = move || at + 1 == happened.get();
    view! {
        <div class="row" role="row" aria-rowindex=(at + 2).to_string() data-row=at.to_string() class:later=later class:current=current class:failure=row.failure style=row_style(at, ROW)>
            <span role="cell" class="number muted">{row.id}</span>
            <span role="cell" class="cut">
                <button type="button" class="link" id=row_id(EVENTS, at) on:click=move |_| press.run(pressed.clone())>{row.name.clone()}</button>
            </span>
            <span role="cell" class="cut">{state}{door}</span>
            <span role="cell" class="cut code muted wide-only" title=row.summary.clone()>{row.summary.clone()}</span>
            <span role="cell" class="number muted">{clock(row.elapsed)}</span>
        </div>
    }
}
