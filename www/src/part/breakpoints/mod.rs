//! Breakpoints: the list of them, and how graph, editor and keys set them.

mod row;

use crate::bridge::{Bridge, use_bridge};
use crate::desk::{Desk, Log, Pane, use_desk};
use crate::i18n::{Phrases, say};
use crate::kit::Sign;
use crate::kit::browser::focus_id;
use crate::kit::button::Button;
use asl::debugger::action::{Action, Edit};
use asl::debugger::view::{NodeKind, Picture, Shown, TreeRow};
use asl::project::{Breakpoint, When};
use leptos::prelude::*;
use row::row_view;
use std::sync::Arc;

/// The list of breakpoints, and a form for a new one.
#[component]
pub fn BreakpointsPane() -> impl IntoView {
    let bridge = use_bridge();
    let workspace = bridge.workspace();
    let count = Memo::new(move |_| workspace.with(|workspace| workspace.breakpoints.len()));
    view! {
        <div class="breakpoints scroll">
            <NewBreakpoint />
            <ul role="list" aria-label=say(|p| p.breakpoints)>
                <For each=move || 0..count.get() key=|at| *at let(at)>{row_view(at)}</For>
            </ul>
            <Show when=move || count.get() == 0><p class="muted hint">{say(|p| p.no_breakpoints)}</p></Show>
        </div>
    }
}

/// Sets breakpoints that no click on a state can: on a moment, an iteration, a condition, any failure.
#[component]
fn NewBreakpoint() -> impl IntoView {
    let (bridge, stop) = (use_bridge(), use_desk().stop);
    let state = Memo::new(move |_| stop.with(|stop| stop.0.clone()));
    let when = Memo::new(move |_| stop.with(|stop| Moment::at(stop.1)));
    let iteration = move || stop.with(|stop| index_of(stop.1));
    let condition = RwSignal::new(String::new());
    let graph = bridge.graph();
    let states = Memo::new(move |_| rows(&graph.read()));
    let is_map = move || {
        let state = state.get();
        state.is_empty() || states.with(|rows| rows.iter().any(|row| row.0 == state && row.1))
    };
    let choose = move |name: String| {
        stop.update(|stop| stop.0 = name);
        if when.get_untracked() == Moment::Iteration && !untrack(is_map) {
            stop.update(|stop| stop.1 = When::Before);
        }
    };
    let add = move |()| {
        let (state, when) = stop.get_untracked();
        let point = Breakpoint {
            machine: shown_machine(bridge),
            state,
            when,
            condition: condition.get_untracked().trim().to_owned(),
            off: false,
        };
        change(bridge, |list| list.push(point));
        condition.set(String::new());
    };
    let moments = move || {
        let offered = Moment::ALL
            .into_iter()
            .filter(|moment| *moment != Moment::Iteration || is_map());
        offered.map(|moment| view! { <option value=moment.name() prop:selected=move || when.get() == moment>{say(move |p| moment.words(p))}</option> }).collect_view()
    };
    let named = move || {
        let rows = states.get().into_iter();
        rows.map(|(name, _)| {
            let (value, own) = (name.clone(), name.clone());
            view! { <option value=value prop:selected=move || state.get() == own>{name}</option> }
        })
        .collect_view()
    };
    view! {
        <form class="new-breakpoint" aria-label=say(|p| p.add_breakpoint) on:submit=move |event| { event.prevent_default(); add(()) }>
            <select class="select" aria-label=say(|p| p.state) on:change=move |event| choose(event_target_value(&event))>
                <option value="" prop:selected=move || state.read().is_empty()>{say(|p| p.every_state)}</option>
                {named}
            </select>
            <select class="select" aria-label=say(|p| p.stop_when) on:change=move |event| stop.update(|stop| stop.1 = Moment::of(&event_target_value(&event)).when(index_of(stop.1)))>{moments}</select>
            <Show when=move || when.get() == Moment::Iteration>
                <input class="field number" type="number" min="0" max="100000" aria-label=say(|p| p.stop_iteration)
                    prop:value=move || iteration().to_string()
                    on:input=move |event| stop.update(|stop| stop.1 = When::Iteration(event_target_value(&event).parse().unwrap_or_default())) />
            </Show>
            <input id="new-condition" class="field code grow" placeholder=say(|p| p.condition_example) aria-label=say(|p| p.condition)
                prop:value=condition on:input=move |event| condition.set(event_target_value(&event)) />
            <Button label=say(|p| p.add_breakpoint.to_owned()) sign=Sign::Plus on_press=add />
        </form>
    }
}

/// The moments as a list offers them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// [`When::Before`]
    Before,
    /// [`When::After`]
    After,
    /// [`When::Failure`]
    Failure,
    /// [`When::Iteration`]
    Iteration,
}

impl Moment {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Before, Self::After, Self::Failure, Self::Iteration];

    fn name(self) -> &'static str {
        match self {
            Self::Before => "before",
            Self::After => "after",
            Self::Failure => "failure",
            Self::Iteration => "iteration",
        }
    }

    fn of(name: &str) -> Self {
        let found = Self::ALL.into_iter().find(|moment| moment.name() == name);
        found.unwrap_or(Self::Before)
    }

    fn words(self, phrases: &'static Phrases) -> &'static str {
        match self {
            Self::Before => phrases.stop_before,
            Self::After => phrases.stop_after,
            Self::Failure => phrases.stop_failure,
            Self::Iteration => phrases.stop_iteration,
        }
    }

    fn at(when: When) -> Self {
        match when {
            When::Before => Self::Before,
            When::After => Self::After,
            When::Failure => Self::Failure,
            When::Iteration(_) => Self::Iteration,
        }
    }

    fn when(self, iteration: u32) -> When {
        match self {
            Self::Before => When::Before,
            Self::After => When::After,
            Self::Failure => When::Failure,
            Self::Iteration => When::Iteration(iteration),
        }
    }
}

/// Which iteration is meant, from 0.
fn index_of(when: When) -> u32 {
    match when {
        When::Iteration(index) => index,
        When::Before | When::After | When::Failure => 0,
    }
}

/// Opens the form of the list for a state: for a condition, or for an iteration.
#[inline(never)]
pub fn prepare(desk: Desk, state: String, when: When) {
    desk.stop.set((state, when));
    desk.log.set(Log::Breakpoints);
    desk.pane.set(Pane::Log);
    request_animation_frame(|| {
        focus_id("new-condition");
    });
}

/// The states of the drawing, and whether each is a Map.
fn rows(shown: &Shown<Arc<Picture>>) -> Vec<(String, bool)> {
    let Shown::Filled(picture) = shown else {
        return Vec::new();
    };
    let row = |row: &TreeRow| (row.name.clone(), row.kind == NodeKind::Map);
    picture.graph.tree.iter().map(row).collect()
}

/// "before Pay", "Each, iteration 3".
pub fn words(phrases: &'static Phrases, point: &Breakpoint) -> String {
    let state = if point.state.is_empty() {
        phrases.every_state
    } else {
        &point.state
    };
    let when = match point.when {
        When::Before => phrases.stop_before,
        When::After => phrases.stop_after,
        When::Failure => phrases.stop_failure,
        When::Iteration(index) => return format!("{state} · {} #{index}", phrases.stop_iteration),
    };
    format!("{state} · {when}")
}

/// The machine that is looked at.
pub fn shown_machine(bridge: Bridge) -> Option<String> {
    bridge
        .family()
        .with_untracked(|family| family.machine.clone())
}

/// Changes the list.
pub fn change(bridge: Bridge, change: impl FnOnce(&mut Vec<Breakpoint>)) {
    let mut list = bridge
        .workspace()
        .with_untracked(|workspace| workspace.breakpoints.clone());
    change(&mut list);
    bridge.send(Action::Edit(Edit::Breakpoints(list)));
}

/// Sets a breakpoint before a state of the drawing, or takes away every one that the state has.
pub fn toggle(bridge: Bridge, node: u32) {
    let name = bridge.graph().with_untracked(|shown| match shown {
        Shown::Empty(_) => None,
        Shown::Filled(picture) => {
            let mut tree = picture.graph.tree.iter();
            tree.find(|row| row.state == node)
                .map(|row| row.name.clone())
        }
    });
    let Some(state) = name else { return };
    let machine = shown_machine(bridge);
    change(bridge, |list| {
        let before = list.len();
        list.retain(|point| point.machine != machine || point.state != state);
        if list.len() == before {
            list.push(Breakpoint {
                machine,
                state,
                ..Breakpoint::default()
            });
        }
    });
}

/// Sets a breakpoint at a moment of a state, or takes away those that it has at that moment.
pub fn put_point(bridge: Bridge, state: &str, when: When, set: bool) {
    let (machine, state) = (shown_machine(bridge), state.to_owned());
    change(bridge, |list| {
        list.retain(|point| point.machine != machine || point.state != state || point.when != when);
        if set {
            list.push(Breakpoint {
                machine,
                state,
                when,
                ..Breakpoint::default()
            });
        }
    });
}

/// How a state's breakpoints are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dot {
    /// Whether none of them is on.
    pub off: bool,
    /// Whether all of them ask for more than the moment.
    pub asks: bool,
    /// Whether all of them are of states inside.
    pub inside: bool,
}

/// The dot of a state of the drawing with those `inside` that are not drawn; `None` where there is no breakpoint.
pub fn dot(bridge: Bridge, node: u32, inside: Vec<u32>) -> Memo<Option<Dot>> {
    let shown = bridge.breakpoints();
    Memo::new(move |_| {
        shown.with(|shown| {
            let mut own = shown
                .rows
                .iter()
                .filter(|row| {
                    row.node
                        .is_some_and(|at| at == node || inside.contains(&at))
                })
                .peekable();
            own.peek()?;
            let all: Vec<_> = own.collect();
            Some(Dot {
                off: all.iter().all(|row| row.point.off),
                asks: all.iter().all(|row| !row.point.condition.is_empty()),
                inside: all.iter().all(|row| row.node != Some(node)),
            })
        })
    })
}
