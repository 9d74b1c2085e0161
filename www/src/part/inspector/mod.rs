//! One visit of one state: its data on the way through, why it went where it went, its attempts, its log.

mod branches;
mod data;
mod definition;
mod details;
mod iterations;
mod log;
mod retry;
mod variables;
mod visits;
mod why;

pub use data::ladder_view;

use crate::bridge::use_bridge;
use crate::desk::use_desk;
use crate::i18n::say;
use crate::kit::empty::Nothing;
use crate::kit::seldom;
use crate::kit::stay::Stay;
use crate::kit::tabs::{Tab, Tabs, panel_id};
use crate::kit::{Icon, IconButton, Sign};
use crate::part::alone;
use crate::part::family::children_view;
use crate::part::status::{StatusPill, kind_sign};
use asl::debugger::action::Action;
use asl::debugger::view::{Empty, Inspector, Shown, Status, Visit};
use leptos::html::Div;
use leptos::prelude::*;
use std::sync::Arc;

/// The tabs of the inspector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Page {
    #[default]
    Data,
    Details,
    Definition,
    Retry,
    Log,
}

/// The inspector. Its tab stays while states change.
#[component]
pub fn InspectorPane() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let shown = bridge.inspector();
    let page = RwSignal::new(Page::default());
    let part = NodeRef::<Div>::new();
    let stay = Stay::new(part);
    Effect::new(move |_| {
        shown.track();
        stay.renewed();
    });
    // The context object is made only while somebody looks at it.
    let details = Memo::new(move |_| page.get() == Page::Details);
    Effect::new(move |before: Option<bool>| {
        let now = details.get();
        if before.unwrap_or_default() != now {
            bridge.send(Action::ShowContext(now));
        }
        now
    });
    let body = move || match shown.get() {
        Shown::Empty(why) => empty_view(why).into_any(),
        Shown::Filled(inspector) => filled_view(inspector, page).into_any(),
    };
    // Beside what is shown of the visit, which is made anew whenever the cursor moves.
    let grid = move || (page.get() == Page::Data).then(|| view! { <iterations::IterationsGrid /> });
    view! {
        <div class="inspector">
            <header class="bar inspector-head">
                <HeadLine />
                <span class="only-drawer">
                    <IconButton label=say(|p| p.close) sign=Sign::Close on_press=move |()| desk.drawer.set(false) />
                </span>
            </header>
            <div class="bar inspector-tabs">
                <Tabs group="inspector" label=say(|p| p.inspector) tabs=tabs() chosen=page on_choose=move |to| page.set(to) />
            </div>
            <div
                class="inspector-body scroll"
                id=panel_id("inspector")
                role="tabpanel"
                node_ref=part
                on:focusin=move |event| stay.entered(&event)
                on:focusout=move |event| stay.left(&event)
            >
                {grid}{body}
            </div>
        </div>
    }
}

fn tabs() -> Vec<Tab<Page>> {
    let shown = use_bridge().inspector();
    let count = move |of: fn(&Visit) -> usize| {
        let count = match &*shown.read() {
            Shown::Empty(_) => 0,
            Shown::Filled(inspector) => inspector.visit.as_ref().map_or(0, of),
        };
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    vec![
        Tab::new(Page::Data, say(|p| p.data)),
        Tab::new(Page::Details, say(|p| p.details)),
        Tab::new(Page::Definition, say(|p| p.definition)),
        Tab::new(Page::Retry, say(|p| p.retry))
            .counting(move || count(|visit| visit.attempts.len().saturating_sub(1))),
        Tab::new(Page::Log, say(|p| p.log)).counting(move || count(|visit| visit.log.len())),
    ]
}

/// Name and status, on one line that is there even when there is neither.
#[component]
fn HeadLine() -> impl IntoView {
    let shown = use_bridge().inspector();
    move || match shown.get() {
        Shown::Empty(_) => {
            view! { <h2 class="cut muted grow">{say(|p| p.inspector)}</h2> }.into_any()
        }
        Shown::Filled(inspector) => {
            let status = inspector
                .visit
                .as_ref()
                .map_or(Status::NotRun, |visit| visit.status);
            view! {
                <Icon sign=kind_sign(inspector.kind) />
                <h2 class="cut grow" title=inspector.name.clone()>{inspector.name.clone()}</h2>
                <StatusPill status />
                {inspector.state.map(|state| test_button(state, inspector.visit.as_ref().map(|visit| visit.id)))}
            }
            .into_any()
        }
    }
}

/// Opens the dialog in which the state runs alone.
fn test_button(state: u32, visit: Option<u32>) -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    view! {
        <button type="button" class="button test-open" title=say(|p| p.test_state) on:click=move |_| alone::open(bridge, desk, state, visit)>
            <Icon sign=Sign::Flask />
            <span class="label">{say(|p| p.test_state)}</span>
        </button>
    }
}

fn empty_view(why: Empty) -> impl IntoView {
    view! { <Nothing text=say(move |p| (p.inspector_empty)(why)) /> }
}

fn filled_view(inspector: Arc<Inspector>, page: RwSignal<Page>) -> impl IntoView {
    move || {
        let page = page.get();
        match (&inspector.visit, page) {
            (_, Page::Definition) => seldom(|| definition::definition_view(&inspector)),
            (None, Page::Data | Page::Details | Page::Retry | Page::Log) => {
                view! { <Nothing text=say(|p| p.not_reached) /> }.into_any()
            }
            (Some(visit), page) => view! {
                {visits::visits_view(&inspector, visit)}
                {children_view(visit)}
                {visit_view(&inspector, visit, page)}
            }
            .into_any(),
        }
    }
}

fn visit_view(inspector: &Inspector, visit: &Visit, page: Page) -> AnyView {
    match page {
        Page::Data => data::data_view(visit),
        Page::Details => seldom(|| details::details_view(inspector, visit)),
        Page::Definition => seldom(|| definition::definition_view(inspector)),
        Page::Retry => seldom(|| retry::retry_view(visit)),
        Page::Log => seldom(|| log::log_view(visit)),
    }
}
