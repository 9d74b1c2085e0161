//! The run on the virtual clock: a lane for each state, attempts and waits as bars, what ran side by side below
//! each other. Long stretches of waiting are folded.
//!
//! For those who do not look it is a table: every lane is a row that tells its state, its status, when it began and
//! how long it took. The bars and the scale are only seen.

mod lane;
mod scale;

use crate::bridge::use_bridge;
use crate::i18n::say;
use crate::kit::browser::{focus_id, heard_on};
use crate::kit::empty::Nothing;
use crate::kit::virtual_list::VirtualList;
use crate::part::transport::player::Player;
use asl::debugger::action::{Action, Window};
use asl::debugger::view::{Shown, Timeline};
use lane::lane_view;
use leptos::prelude::*;
use scale::{Folds, Scale};
use std::ops::Range;
use web_sys::{Element, KeyboardEvent, MouseEvent};

/// The height of a lane in pixels.
const LANE: f64 = 30.0;

/// The timeline.
#[component]
pub fn TimelineView() -> impl IntoView {
    let bridge = use_bridge();
    let timeline = bridge.timeline();
    let first = Window { from: 0, count: 60 };
    bridge.send(Action::ShowTimeline(Some(first)));
    on_cleanup(move || bridge.send(Action::ShowTimeline(None)));
    let empty = Memo::new(move |_| match &*timeline.read() {
        Shown::Empty(why) => Some(*why),
        Shown::Filled(_) => None,
    });
    move || match empty.get() {
        Some(why) => view! { <Nothing text=say(move |p| (p.events_empty)(why)) /> }.into_any(),
        None => view! { <Chart /> }.into_any(),
    }
}

/// A part of the timeline that wakes its readers only when it changes itself.
fn part<T: PartialEq + Send + Sync + 'static>(
    of: impl Fn(&Timeline) -> T + Send + Sync + 'static,
    none: fn() -> T,
) -> Memo<T> {
    let timeline = use_bridge().timeline();
    Memo::new(move |_| match &*timeline.read() {
        Shown::Empty(_) => none(),
        Shown::Filled(timeline) => of(timeline),
    })
}

#[component]
fn Chart() -> impl IntoView {
    let bridge = use_bridge();
    let total = part(|timeline| timeline.total, || 0);
    let lanes = part(
        |timeline| (timeline.from, timeline.lanes.clone()),
        Default::default,
    );
    let cursor = part(|timeline| timeline.cursor, || 0.0);
    let window = move |rows: Range<u32>| {
        bridge.send(Action::ShowTimeline(Some(Window {
            from: rows.start,
            count: rows.end - rows.start,
        })));
    };
    let rows = move || {
        let (from, lanes) = lanes.get();
        (from..)
            .zip(lanes)
            .map(|(at, lane)| lane_view(at, LANE, lane))
            .collect_view()
    };
    view! {
        <div
            class="timeline"
            role="table"
            aria-label=say(|p| p.timeline)
            aria-rowcount=move || total.get().to_string()
            style=move || format!("--cursor:{:.5}", cursor.get())
            on:keydown=move |event| move_focus(&event, total.get_untracked())
        >
            <div class="row head" role="row">
                <span role="columnheader">{say(|p| p.state)}</span>
                <Scale />
                <span role="columnheader" class="number wide-only">{say(|p| p.fact_took)}</span>
            </div>
            <div class="time-body">
                <VirtualList total row_height=LANE on_window=window>
                    {rows}
                    <div class="time-over" aria-hidden="true"><div class="time-lines"><Folds /><i class="time-cursor"></i></div></div>
                </VirtualList>
            </div>
        </div>
    }
}

/// Seeks to the place that was pressed, on whatever stretches along the time.
fn seek(player: Player, event: &MouseEvent) {
    let Some(line) = heard_on::<Element>(event).map(|line| line.get_bounding_client_rect()) else {
        return;
    };
    if line.width() > 0.0 {
        let place = (f64::from(event.client_x()) - line.left()) / line.width();
        player.go(Action::SeekAlong(place.clamp(0.0, 1.0)));
    }
}

/// The id of a lane's name, which is what the focus moves between.
fn focus_name(row: u32) -> String {
    format!("lane-{row}")
}

/// Up and down move between the lanes.
fn move_focus(event: &KeyboardEvent, total: u32) {
    let Some(row) = heard_row(event) else { return };
    let to = match event.key().as_str() {
        "ArrowDown" => row.saturating_add(1).min(total.saturating_sub(1)),
        "ArrowUp" => row.saturating_sub(1),
        _ => return,
    };
    focus_id(&focus_name(to));
    event.prevent_default();
}

/// The lane that has the focus.
fn heard_row(event: &KeyboardEvent) -> Option<u32> {
    use wasm_bindgen::JsCast;
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("[data-lane]").ok()??;
    row.get_attribute("data-lane")?.parse().ok()
}
