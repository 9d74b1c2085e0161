//! Breakpoints beside the lines of a definition.

use crate::bridge::Bridge;
use crate::desk::{Desk, StateMenu};
use crate::host::message::object;
use crate::kit::popup::At;
use crate::part::breakpoints::toggle;
use crate::part::graph::{around_caret, characters};
use asl::debugger::view::Shown;
use js_sys::Object;
use leptos::prelude::*;

/// Where a breakpoint stands, and how it is drawn: see `www/editor/src/breakpoints.ts`.
pub type Dot = (u32, &'static str);

/// The breakpoints of the machine on the screen, while the drawing is of the text as it is.
pub fn dots(bridge: Bridge) -> Memo<Vec<Dot>> {
    let (shown, graph) = (bridge.breakpoints(), bridge.graph());
    Memo::new(move |_| {
        let Shown::Filled(picture) = &*graph.read() else {
            return Vec::new();
        };
        let rows = shown.read();
        let drawn = rows.rows.iter().filter_map(|row| {
            let (from, _) = characters(&picture.graph, row.node?)?;
            let kind = if row.point.off {
                "off"
            } else if row.point.condition.is_empty() {
                "on"
            } else {
                "asks"
            };
            Some((from, kind))
        });
        drawn.filter(|_| !picture.stale).collect()
    })
}

/// As the editor takes it.
pub fn object_of((at, kind): Dot) -> Object {
    object(&[("at", at.into()), ("kind", kind.into())])
}

/// Sets a breakpoint on the state around a character, or takes it away.
#[inline(never)]
pub fn toggle_at(bridge: Bridge, offset: u32) {
    if let Some(state) = state_at(bridge, offset) {
        toggle(bridge, state);
    }
}

/// Opens the list of what can be done with the state around a character.
#[inline(never)]
pub fn menu_at(bridge: Bridge, desk: Desk, offset: u32, (x, y): (f64, f64)) {
    if let Some(state) = state_at(bridge, offset) {
        let back = String::new();
        desk.state_menu.set(Some(StateMenu {
            state,
            at: At { x, y, back },
        }));
    }
}

fn state_at(bridge: Bridge, offset: u32) -> Option<u32> {
    bridge.graph().with_untracked(|shown| match shown {
        Shown::Filled(picture) if !picture.stale => around_caret(&picture.graph, offset),
        Shown::Filled(_) | Shown::Empty(_) => None,
    })
}
