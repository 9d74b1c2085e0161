//! The run on the virtual clock: a lane for each state, attempts and waits as bars, what ran side by side below
//! each other. Long stretches of waiting are folded.
//!
//! For those who do not look it is a table: every lane is a row that tells its state, its status, when it began and
//! how long it took. The bars and the scale are only seen.

mod lane;
mod scale;

use crate::bridge::use_bridge;
use crate::i18n::say;
use crate::kit::browser::{heard_on, on_resize};
use crate::kit::empty::Nothing;
use crate::kit::virtual_list::{VirtualList, walk_rows};
use crate::part::transport::player::Player;
use asl::debugger::action::{Action, Window};
use asl::debugger::view::{Shown, Timeline};
use lane::lane_view;
use leptos::html::Div;
use leptos::prelude::*;
use scale::{Folds, Scale};
use std::ops::Range;
use web_sys::{Element, MouseEvent};

/// The height of a lane in pixels.
const LANE: f64 = 30.0;
/// What the lanes are called among all rows that the keys walk.
const LANES: &str = "lane";
/// What the line is taken to be wide before it is known.
const FIRST_WIDTH: f64 = 240.0;

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
    let (line, width) = (NodeRef::<Div>::new(), RwSignal::new(FIRST_WIDTH));
    follow_width(line, width);
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
            on:keydown=move |event| walk_rows(&event, LANES, total.get_untracked())
        >
            <div class="row head" role="row">
                <span role="columnheader">{say(|p| p.state)}</span>
                <Scale width=width.into() />
                <span role="columnheader" class="number wide-only">{say(|p| p.fact_took)}</span>
            </div>
            <div class="time-body">
                <VirtualList total row_height=LANE on_window=window>
                    {rows}
                    <div class="time-over" aria-hidden="true">
                        <div class="time-lines" node_ref=line>
                            <div class="time-folds" style:height=move || format!("{}px", f64::from(total.get()) * LANE)><Folds /></div>
                            <i class="time-cursor"></i>
                        </div>
                    </div>
                </VirtualList>
            </div>
        </div>
    }
}

/// Keeps the width of a part while the panes beside it are dragged.
fn follow_width(part: NodeRef<Div>, width: RwSignal<f64>) {
    Effect::new(move |_| {
        if let Some(part) = part.get() {
            on_resize(&part, move |wide, _| width.set(wide));
        }
    });
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
