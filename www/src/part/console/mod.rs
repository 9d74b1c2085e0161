//! What the functions wrote, beside the state that called them.

use crate::bridge::use_bridge;
use crate::desk::{At, use_desk};
use crate::i18n::say;
use crate::kit::empty::Nothing;
use crate::kit::virtual_list::{VirtualList, row_style};
use asl::debugger::action::{Action, Document, Window};
use asl::debugger::view::{Console, ConsoleRow, Empty, Level, Shown};
use leptos::prelude::*;
use std::ops::Range;

/// The height of a line in pixels.
const ROW: f64 = 24.0;

/// The console of the whole execution.
#[component]
pub fn ConsolePane() -> impl IntoView {
    let console = use_bridge().console();
    let empty = Memo::new(move |_| match &*console.read() {
        Shown::Empty(why) => Some(*why),
        Shown::Filled(console) if console.total == 0 => Some(Empty::NothingLogged),
        Shown::Filled(_) => None,
    });
    move || match empty.get() {
        Some(why) => view! { <Nothing text=say(move |p| (p.console_empty)(why)) /> }.into_any(),
        None => view! { <Lines /> }.into_any(),
    }
}

#[component]
fn Lines() -> impl IntoView {
    let bridge = use_bridge();
    let console = bridge.console();
    let number = move |of: fn(&Console) -> u32| {
        Memo::new(move |_| match &*console.read() {
            Shown::Empty(_) => 0,
            Shown::Filled(console) => of(console),
        })
    };
    let (total, happened) = (
        number(|console| console.total),
        number(|console| console.happened),
    );
    let rows = move || {
        match console.get() {
        Shown::Empty(_) => Vec::new(),
        Shown::Filled(console) => (console.from..)
            .zip(&console.rows)
            .map(|(at, row)| {
                let later = move || at >= happened.get();
                view! { <div class="row" class:later=later style=row_style(at, ROW)>{line_view(row)}</div> }
            })
            .collect(),
    }
    };
    let follow = Signal::derive(move || happened.get().checked_sub(1));
    let window = move |rows: Range<u32>| {
        bridge.send(Action::ShowConsole(Window {
            from: rows.start,
            count: rows.end - rows.start,
        }));
    };
    view! {
        <VirtualList
            total
            row_height=ROW
            follow
            on_window=window
        >
            {rows}
        </VirtualList>
    }
}

/// One line: how it was written, what, and where it comes from.
pub fn line_view(row: &ConsoleRow) -> impl IntoView + use<> {
    let (bridge, desk) = (use_bridge(), use_desk());
    let (position, state, file) = (row.position, row.state_name.clone(), row.file.clone());
    let line = row.line.unwrap_or(1);
    let source = row
        .line
        .map_or_else(|| file.clone(), |line| format!("{file}:{line}"));
    let reveal = move |_| desk.reveal(Document::Function(file.clone()), At::Line(line), true);
    view! {
        <div class=format!("console-line {}", level(row.level))>
            <button type="button" class="from cut" title=say(|p| p.go_there) on:click=move |_| bridge.send(Action::Seek(position))>{state}</button>
            <span class="code text cut" title=row.text.clone()>{row.text.clone()}</span>
            <button type="button" class="source cut" on:click=reveal>{source}</button>
        </div>
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Debug | Level::Trace => "debug",
        Level::Log => "log",
        Level::Info => "info",
        Level::Warn => "warn",
        Level::Hint => "hint",
        Level::Error => "error",
    }
}
