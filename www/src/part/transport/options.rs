//! How fast it plays, how far a step goes, how virtual time passes.

use super::player::{Speed, use_player};
use crate::bridge::use_bridge;
use crate::i18n::{Phrases, say};
use asl::debugger::action::{Action, Timing, Zoom};
use leptos::prelude::*;

/// Three choices.
#[component]
pub fn Options() -> impl IntoView {
    let (bridge, player) = (use_bridge(), use_player());
    let zoom = bridge.transport_slice(|transport| transport.zoom);
    let timing = bridge.transport_slice(|transport| transport.timing);
    let speeds = Speed::ALL.map(|speed| (speed, speed_name(speed)));
    view! {
        <div class="options">
            {select(|p| p.step_by, &ZOOMS, zoom.into(), move |zoom| bridge.send(Action::Zoom(zoom)))}
            {select(|p| p.speed, &speeds, Signal::derive(move || player.speed.get()), move |speed| player.speed.set(speed))}
            {select(|p| p.timing, &TIMINGS, timing.into(), move |timing| bridge.send(Action::Timing(timing)))}
        </div>
    }
}

type Name = fn(&'static Phrases) -> &'static str;

const ZOOMS: [(Zoom, Name); 3] = [
    (Zoom::State, |p| p.by_state),
    (Zoom::Stage, |p| p.by_stage),
    (Zoom::Event, |p| p.by_event),
];
const TIMINGS: [(Timing, Name); 5] = [
    (Timing::Instant, |p| p.time_instant),
    (Timing::Real, |p| p.time_real),
    (Timing::Scaled(10), |p| p.time_tenfold),
    (Timing::Scaled(60), |p| p.time_minute),
    (Timing::Scaled(3600), |p| p.time_hour),
];

fn speed_name(speed: Speed) -> Name {
    match speed {
        Speed::Half => |_| Speed::Half.factor(),
        Speed::One => |_| Speed::One.factor(),
        Speed::Two => |_| Speed::Two.factor(),
        Speed::Four => |_| Speed::Four.factor(),
        Speed::Eight => |_| Speed::Eight.factor(),
        Speed::Instant => |p| p.instant,
    }
}

fn select<T>(
    label: Name,
    choices: &[(T, Name)],
    chosen: Signal<T>,
    choose: impl Fn(T) + Send + Sync + 'static,
) -> AnyView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let values: Vec<T> = choices.iter().map(|(value, _)| *value).collect();
    let options = choices
        .iter()
        .enumerate()
        .map(|(at, (value, name))| {
            let (value, name) = (*value, *name);
            view! { <option value=at.to_string() prop:selected=move || chosen.get() == value>{say(name)}</option> }
        })
        .collect_view();
    let change = move |event| {
        let at = event_target_value(&event).parse::<usize>().ok();
        if let Some(value) = at.and_then(|at| values.get(at)) {
            choose(*value);
        }
    };
    view! { <select class="select" aria-label=say(label) title=say(label) on:change=change>{options}</select> }.into_any()
}
