//! The steps of a debugger, in a menu beside the player: each with its key.

use super::player::{Player, use_player};
use crate::bridge::Bridge;
use crate::desk::{Desk, Log, Pane, use_desk};
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::Sign;
use crate::kit::menu::{Item, Menu};
use crate::part::breakpoints::toggle;
use crate::part::graph::around_caret;
use asl::debugger::action::Direction::{self, Back, Forward};
use asl::debugger::action::Goal;
use asl::debugger::view::Shown;
use leptos::prelude::*;

/// The menu.
#[component]
pub fn Steps() -> impl IntoView {
    let (player, desk, phrases) = (use_player(), use_desk(), use_phrases());
    let items = Signal::derive(move || items(phrases.get(), player, desk));
    view! { <Menu label=say(|p| p.steps.to_owned()) sign=Sign::Steps wordless=true items /> }
}

#[inline(never)]
fn items(p: &'static Phrases, player: Player, desk: Desk) -> Vec<Item> {
    let go = |words: &str, key: &str, to: Goal, direction: Direction| Item {
        note: key.to_owned(),
        ..Item::new(words, move || player.go_to(to, direction))
    };
    let apart = |item: Item| Item {
        starts_group: true,
        ..item
    };
    let chosen = player.chosen_state();
    let caret = caret_state(player.bridge(), desk);
    let mut items = vec![
        go(p.go_on, "F8", Goal::Breakpoint, Forward),
        go(p.go_back, "Shift+F8", Goal::Breakpoint, Back),
        apart(go(p.step_over, "F10", Goal::Over, Forward)),
        go(p.step_in, "Alt+↓", Goal::In, Forward),
        go(p.step_out, "Alt+↑", Goal::Out, Forward),
        apart(go(p.back_over, "", Goal::Over, Back)),
        go(p.back_in, "Alt+Shift+↓", Goal::In, Back),
        go(p.back_out, "Alt+Shift+↑", Goal::Out, Back),
        apart(go(p.next_failure, "", Goal::Failure, Forward)),
        go(p.last_failure, "", Goal::Failure, Back),
    ];
    for (state, words) in [(caret, p.run_to_caret), (chosen, p.run_to_chosen)] {
        items.extend(state.map(|state| go(words, "", Goal::State(state), Forward)));
    }
    items.extend(chosen.map(|state| go(p.back_to_chosen, "", Goal::State(state), Back)));
    items.extend(chosen.or(caret).map(|state| {
        let set = Item::new(p.toggle_breakpoint, move || toggle(player.bridge(), state));
        apart(Item {
            note: "F9".to_owned(),
            ..set
        })
    }));
    items.push(apart(Item::new(p.breakpoints, move || {
        desk.log.set(Log::Breakpoints);
        desk.pane.set(Pane::Log);
    })));
    items.push(Item::new(p.run_again, move || player.again()));
    items
}

/// The state whose text holds the caret, while the drawing is of the text on the screen.
pub fn caret_state(bridge: Bridge, desk: Desk) -> Option<u32> {
    let caret = desk.caret.get_untracked()?;
    bridge.graph().with_untracked(|shown| match shown {
        Shown::Filled(picture) if !picture.stale => around_caret(&picture.graph, caret),
        Shown::Filled(_) | Shown::Empty(_) => None,
    })
}
