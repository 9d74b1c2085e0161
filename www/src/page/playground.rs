//! The main screen: texts on the left, the run in the middle, one state on the right, the player at the foot.

use super::keys;
use super::welcome::{BadLink, Welcome};
use crate::bridge::use_bridge;
use crate::desk::{Log, Pane, View, use_desk};
use crate::i18n::{Phrases, say};
use crate::kit::remember::Remembered;
use crate::kit::seldom;
use crate::kit::separator::{Between, Bounds, Separator};
use crate::kit::tabs::{Tab, Tabs, panel_id};
use crate::kit::{IconButton, Sign};
use crate::part::alone::AloneDialog;
use crate::part::breakpoints::BreakpointsPane;
use crate::part::console::ConsolePane;
use crate::part::editor::EditorPane;
use crate::part::events::EventsView;
use crate::part::expression::ExpressionPane;
use crate::part::family::WayHere;
use crate::part::graph::GraphView;
use crate::part::header::Header;
use crate::part::help::HelpDialog;
use crate::part::history::{HistoryDialog, RecordedBanner};
use crate::part::inspector::InspectorPane;
use crate::part::notices::{LiveRegion, Toasts};
use crate::part::outcome::OutcomeStrip;
use crate::part::pair::{PairBanner, WhatIfButton, WhatIfDialog};
use crate::part::problems::ProblemsPane;
use crate::part::recent::RecentDialog;
use crate::part::settings::SettingsDialog;
use crate::part::share::ShareDialog;
use crate::part::share::file::{carries_file, drop_file};
use crate::part::state_menu::StateMenu;
use crate::part::table::TableView;
use crate::part::timeline::TimelineView;
use crate::part::transport::TransportBar;
use crate::part::transport::player::use_player;
use asl::debugger::view::Shown;
use leptos::prelude::*;

const LEFT: Bounds = Bounds {
    least: 20.0,
    most: 55.0,
    usual: 34.0,
    behind: false,
};
const RIGHT: Bounds = Bounds {
    least: 18.0,
    most: 45.0,
    usual: 26.0,
    behind: true,
};
const BOTTOM: Bounds = Bounds {
    least: 14.0,
    most: 70.0,
    usual: 26.0,
    behind: true,
};

/// The main screen.
#[component]
pub fn Playground() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    keys::listen(use_player());
    let hanging = RwSignal::new(false);
    let shares = move || {
        format!(
            "--left:{}%;--right:{}%;--bottom:{}%",
            desk.left.get(),
            desk.right.get(),
            desk.bottom.get()
        )
    };
    view! {
        <div
            class="page"
            data-pane=move || desk.pane.get().name()
            class:drawer-open=move || desk.drawer.get()
            style=shares
            on:dragover=move |event| if carries_file(&event) {
                event.prevent_default();
                hanging.set(true);
            }
            on:dragleave=move |event| if event.related_target().is_none() { hanging.set(false) }
            on:drop=move |event| {
                hanging.set(false);
                drop_file(bridge, &event);
            }
        >
            <Header />
            <PaneTabs />
            <main class="bench" id=panel_id("pane")>
                <LeftColumn />
                {separator(|p| p.left_pane, desk.left, Between::Columns, LEFT)}
                <MiddleColumn />
                {separator(|p| p.right_pane, desk.right, Between::Columns, RIGHT)}
                <aside class="column right" aria-label=say(|p| p.inspector)><InspectorPane /></aside>
                <BadLink />
            </main>
            <TransportBar />
            <Show when=move || hanging.get()><p class="drop-here">{say(|p| p.drop_here)}</p></Show>
            <ShareDialog />
            <SettingsDialog />
            <HistoryDialog />
            <WhatIfDialog />
            <HelpDialog />
            <AloneDialog />
            <RecentDialog />
            <StateMenu />
            <LiveRegion />
            <Toasts />
        </div>
    }
}

/// A line that moves one remembered share.
fn separator(
    label: fn(&'static Phrases) -> &'static str,
    share: Remembered<f64>,
    between: Between,
    bounds: Bounds,
) -> impl IntoView {
    let move_to = move |(to, stays): (f64, bool)| {
        if stays {
            share.set(to);
        } else {
            share.try_out(to);
        }
    };
    view! { <Separator between label=say(label) share=Signal::derive(move || share.get()) bounds on_move=move_to /> }
}

/// Which pane a narrow screen shows.
#[component]
fn PaneTabs() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let problems = bridge.problems();
    let tabs = vec![
        Tab::new(Pane::Code, say(|p| p.code)),
        Tab::new(Pane::Graph, say(|p| p.graph)),
        Tab::new(Pane::Data, say(|p| p.data)),
        Tab::new(Pane::Log, say(|p| p.log))
            .counting(move || problems.with(|problems| problems.errors)),
    ];
    let choose = move |pane| {
        desk.drawer.set(false);
        desk.pane.set(pane);
    };
    view! {
        <nav class="pane-tabs bar">
            <Tabs group="pane" label=say(|p| p.panes) tabs chosen=desk.pane on_choose=choose />
        </nav>
    }
}

#[component]
fn LeftColumn() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let (problems, console) = (bridge.problems(), bridge.console());
    let lines = move || match &*console.read() {
        Shown::Empty(_) => 0,
        Shown::Filled(console) => console.total,
    };
    let workspace = bridge.workspace();
    let points = move || {
        workspace.with(|workspace| u32::try_from(workspace.breakpoints.len()).unwrap_or(u32::MAX))
    };
    let tabs = vec![
        Tab::new(Log::Problems, say(|p| p.problems))
            .counting(move || problems.with(|problems| problems.errors + problems.warnings)),
        Tab::new(Log::Console, say(|p| p.console)).counting(lines),
        Tab::new(Log::Evaluate, say(|p| p.evaluate)),
        Tab::new(Log::Breakpoints, say(|p| p.breakpoints)).counting(points),
    ];
    let body = move || match desk.log.get() {
        Log::Problems => view! { <ProblemsPane /> }.into_any(),
        Log::Console => seldom(|| view! { <ConsolePane /> }),
        Log::Evaluate => seldom(|| view! { <ExpressionPane /> }),
        Log::Breakpoints => seldom(|| view! { <BreakpointsPane /> }),
    };
    view! {
        <section class="column left" aria-label=say(|p| p.texts)>
            <div class="left-top"><EditorPane /></div>
            {separator(|p| p.bottom_pane, desk.bottom, Between::Rows, BOTTOM)}
            <div class="left-bottom">
                <div class="bar"><Tabs group="log" label=say(|p| p.log) tabs chosen=desk.log on_choose=move |to| desk.log.set(to) /></div>
                <div class="pane-body" id=panel_id("log") role="tabpanel">{body}</div>
            </div>
        </section>
    }
}

#[component]
fn MiddleColumn() -> impl IntoView {
    let desk = use_desk();
    let tabs = vec![
        Tab::new(View::Graph, say(|p| p.graph)),
        Tab::new(View::Timeline, say(|p| p.timeline)),
        Tab::new(View::Table, say(|p| p.table)),
        Tab::new(View::Events, say(|p| p.events)),
    ];
    let body = move || match desk.view.get() {
        View::Graph => view! { <GraphView /> }.into_any(),
        View::Table => seldom(|| view! { <TableView /> }),
        View::Events => seldom(|| view! { <EventsView /> }),
        View::Timeline => seldom(|| view! { <TimelineView /> }),
    };
    view! {
        <section class="column middle" aria-label=say(|p| p.graph)>
            <div class="bar">
                <Tabs group="view" label=say(|p| p.views) tabs chosen=desk.view on_choose=move |to| desk.view.set(to) />
                <span class="grow"></span>
                <WhatIfButton />
                <span class="only-medium">
                    <IconButton
                        label=say(|p| p.inspector_toggle)
                        sign=Sign::Panel
                        pressed=Signal::derive(move || desk.drawer.get())
                        on_press=move |()| desk.drawer.update(|open| *open = !*open)
                    />
                </span>
            </div>
            <WayHere />
            <RecordedBanner />
            <PairBanner />
            <div class="pane-body" id=panel_id("view") role="tabpanel">
                {body}
                <Welcome />
            </div>
            <OutcomeStrip />
        </section>
    }
}
