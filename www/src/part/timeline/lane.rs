//! One lane: its name, its bars, how long it took.

use super::scale::between;
use super::{LANES, seek};
use crate::bridge::use_bridge;
use crate::desk::use_desk;
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::virtual_list::{row_id, row_style};
use crate::kit::{Icon, Sign};
use crate::part::status::{self, kind_sign};
use crate::part::transport::player::{Player, use_player};
use crate::part::wording::duration;
use asl::debugger::action::{Action, Selection};
use asl::debugger::view::{BarKind, BarRow, LaneKind, LaneRow, Status};
use leptos::prelude::*;

/// A bar wider than this share of the line has room for the sign of its end.
const ROOM: f64 = 0.035;

/// The lane in row `at`.
pub fn lane_view(at: u32, height: f64, lane: LaneRow) -> impl IntoView {
    let player = use_player();
    let (begins, took, status) = (lane.begins, lane.took, lane.status);
    let bars = lane
        .bars
        .iter()
        .map(|bar| bar_view(&lane, *bar, player))
        .collect_view();
    let told = move |p: &'static Phrases| {
        format!(
            "{} · {} → {}",
            (p.status)(status),
            duration(begins),
            duration(begins + took)
        )
    };
    view! {
        <div class=format!("row lane-row {}", status::class(status)) role="row" aria-rowindex=(at + 2).to_string() data-row=at.to_string() style=row_style(at, height)>
            <div role="cell" class="lane-name" style=format!("--depth:{}", lane.depth)>{name_view(at, &lane, player)}</div>
            <div role="cell" class="track" on:click=move |event| seek(player, &event)>
                <span class="unseen">{say(told)}</span>
                {bars}
            </div>
            <span role="cell" class="number muted wide-only">{duration(took)}</span>
        </div>
    }
}

fn name_view(at: u32, lane: &LaneRow, player: Player) -> impl IntoView + use<> {
    let (bridge, desk, kind) = (use_bridge(), use_desk(), lane.kind);
    let (number, state) = (lane.lane, lane.state);
    let begins = lane.bars.first().map(|bar| bar.position);
    let choose = move |_| {
        if let Some(position) = begins {
            player.go(Action::Seek(position));
        }
        if let Some(state) = state {
            bridge.send(Action::Select(Some(Selection { state, visit: None })));
            desk.drawer.set(true);
        }
    };
    let name = lane.name.clone();
    let words = say(move |p| name_of(p, kind, &name));
    let (end, retries, inside) = (lane.status, lane.retries, lane.inside);
    let turn = lane.open.map(|open| {
        let press = move |_| bridge.send(Action::OpenLane { lane: number, open: !open });
        let sign = if open { Sign::Chevron } else { Sign::ChevronRight };
        view! {
            <button type="button" class="lane-turn" aria-expanded=open.to_string() aria-label=say(move |p| (p.lanes_inside)(inside)) on:click=press><Icon sign /></button>
        }
    });
    let sign = match kind {
        LaneKind::State(kind) => Some(kind_sign(kind)),
        LaneKind::Branch(_) | LaneKind::Iteration(_) => None,
    };
    view! {
        {turn}
        {sign.map(|sign| view! { <Icon sign /> })}
        <button type="button" class="link cut" id=row_id(LANES, at) on:click=choose>{words}</button>
        {(retries > 0).then(|| view! { <span class="muted lane-retries">"↻"{retries}</span> })}
        <span class="grow"></span>
        <span class="lane-end" title=say(move |p| (p.status)(end))><Icon sign=status::sign(end) /></span>
    }
}

fn name_of(phrases: &Phrases, kind: LaneKind, name: &str) -> String {
    match kind {
        LaneKind::State(_) => name.to_owned(),
        LaneKind::Branch(number) => (phrases.branch)(number + 1),
        LaneKind::Iteration(number) => (phrases.iteration)(number),
    }
}

/// A bar. What it says is said by the row, too: it is for those who look and point.
fn bar_view(lane: &LaneRow, bar: BarRow, player: Player) -> impl IntoView + use<> {
    let (bridge, phrases, state) = (use_bridge(), use_phrases(), lane.state);
    let press = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        player.go(Action::Seek(bar.position));
        if let Some(state) = state {
            bridge.send(Action::Select(Some(Selection { state, visit: None })));
        }
    };
    let summary = matches!(lane.kind, LaneKind::State(_)) && bar.kind == BarKind::Inside;
    let shape = match bar.kind {
        BarKind::Work => "work",
        BarKind::Wait => "wait",
        BarKind::Inside if summary => "inside strip",
        BarKind::Inside => "inside",
    };
    let tip = move || {
        let phrases = phrases.get();
        let end = match bar.kind {
            BarKind::Wait => (phrases.status)(Status::Waiting),
            BarKind::Work | BarKind::Inside => (phrases.status)(bar.status),
        };
        format!("{end} · {} · {}", duration(bar.begins), duration(bar.took))
    };
    let colour = match bar.kind {
        BarKind::Wait if bar.status != Status::Failed => status::class(Status::Waiting),
        BarKind::Wait | BarKind::Work | BarKind::Inside => status::class(bar.status),
    };
    let roomy = bar.kind == BarKind::Work && bar.to - bar.from >= ROOM;
    view! {
        <i class=format!("time-bar {shape} {colour}") style=between(bar.from, bar.to) title=tip aria-hidden="true" on:click=press>
            {roomy.then(|| view! { <Icon sign=status::sign(bar.status) /> })}
        </i>
    }
}
