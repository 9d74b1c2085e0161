//! What can be done with a state, as a list beside it: for the second button of a mouse, the menu key and a
//! long press, in the drawing and in the table.

use crate::desk::{self, At as Place, Desk, Shown as Dialog, use_desk};
use crate::i18n::{Phrases, use_phrases};
use crate::kit::menu::Item;
use crate::kit::popup::{At, Popup};
use crate::kit::seldom;
use crate::part::alone;
use crate::part::breakpoints::{prepare, put_point, shown_machine};
use crate::part::graph::{characters, fold, is_folded};
use crate::part::transport::player::{Player, use_player};
use asl::debugger::action::Direction::{self, Back, Forward};
use asl::debugger::action::{Action, Document, Goal, Selection};
use asl::debugger::view::{Mark, NodeKind, Shown};
use asl::project::When;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

/// Opens the list of the state that a pointer is on, instead of the browser's own.
#[inline(never)]
pub fn at_pointer(desk: Desk, event: &MouseEvent) {
    let Some((element, state)) = state_of(event) else {
        return;
    };
    event.prevent_default();
    open(
        desk,
        &element,
        state,
        (f64::from(event.client_x()), f64::from(event.client_y())),
    );
}

/// Opens the list of the state that has the focus, if this is the key for it; whether it is.
#[inline(never)]
pub fn at_key(desk: Desk, event: &KeyboardEvent) -> bool {
    let asks = event.key() == "ContextMenu" || event.shift_key() && event.key() == "F10";
    let Some((element, state)) = state_of(event).filter(|_| asks) else {
        return false;
    };
    event.prevent_default();
    event.stop_propagation();
    let place = element.get_bounding_client_rect();
    let beside = (
        place.left() + (place.width() / 2.0).min(24.0),
        place.top() + place.height().min(40.0),
    );
    open(desk, &element, state, beside);
    true
}

/// Opens the list of a state of the table.
#[inline(never)]
pub fn beside(desk: Desk, state: u32) {
    if let Some(row) = document().get_element_by_id(&format!("state-row-{state}")) {
        let place = row.get_bounding_client_rect();
        open(desk, &row, state, (place.right(), place.bottom()));
    }
}

/// Opens the list of the state that a finger rests on.
#[inline(never)]
pub fn at_finger(desk: Desk, id: &str, x: f64, y: f64) {
    let element = document().get_element_by_id(id);
    if let Some((element, state)) = element.and_then(numbered) {
        open(desk, &element, state, (x, y));
    }
}

fn open(desk: Desk, element: &Element, state: u32, (x, y): (f64, f64)) {
    // A row of the table cannot have the focus, its name can.
    let back = element.id().replace("-row-", "-cell-");
    desk.state_menu.set(Some(desk::StateMenu {
        state,
        at: At { x, y, back },
    }));
}

/// What stands for a state has its number behind the last dash of its id.
fn numbered(element: Element) -> Option<(Element, u32)> {
    let id = element.id();
    let (_, number) = id.rsplit_once('-')?;
    Some((element, number.parse().ok()?))
}

fn state_of(event: &web_sys::Event) -> Option<(Element, u32)> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    numbered(target.closest("[id^='state-']").ok().flatten()?)
}

/// The id of what stands for a state and is under an event.
pub fn id_under(event: &web_sys::Event) -> Option<String> {
    state_of(event).map(|(element, _)| element.id())
}

/// The list, while it is open.
#[component]
pub fn StateMenu() -> impl IntoView {
    let (desk, player, phrases) = (use_desk(), use_player(), use_phrases());
    move || {
        let asked = desk.state_menu.get()?;
        let there = There::find(player, desk, asked.state)?;
        let items = there.items(phrases.get_untracked());
        let (label, at) = (there.name, asked.at);
        let close = move |()| desk.state_menu.set(None);
        Some(seldom(|| view! { <Popup label at items on_close=close /> }))
    }
}

/// A state and what can be done with it now.
#[derive(Clone)]
struct There {
    player: Player,
    desk: Desk,
    state: u32,
    name: String,
    is_map: bool,
    mark: Mark,
    /// Whether it is a group that is drawn as one box; `None` for any other state.
    folded: Option<bool>,
    /// Where it is written, if the drawing is of the text as it is.
    written: Option<(u32, u32)>,
    /// Whether there is something to move over.
    ran: bool,
    /// Whether the cursor is in it.
    current: bool,
}

impl There {
    #[inline(never)]
    fn find(player: Player, desk: Desk, state: u32) -> Option<Self> {
        let bridge = player.bridge();
        let (name, is_map, written, folded) =
            bridge.graph().with_untracked(|shown| match shown {
                Shown::Empty(_) => None,
                Shown::Filled(picture) => {
                    let mut tree = picture.graph.tree.iter();
                    let row = tree.find(|row| row.state == state)?;
                    let written = characters(&picture.graph, state).filter(|_| !picture.stale);
                    let is_map = row.kind == NodeKind::Map;
                    let folded = is_folded(&picture.graph, state);
                    Some((row.name.clone(), is_map, written, folded))
                }
            })?;
        let (mark, current) = bridge.marks().with_untracked(|marks| {
            let mut states = marks.states.iter();
            let mark = states.find(|mark| mark.state == state).copied();
            (mark.unwrap_or_default(), marks.current.contains(&state))
        });
        let ran = bridge
            .transport()
            .with_untracked(|transport| transport.length > 0);
        Some(Self {
            player,
            desk,
            state,
            name,
            is_map,
            mark,
            folded,
            written,
            ran,
            current,
        })
    }

    #[inline(never)]
    fn items(&self, p: &'static Phrases) -> Vec<Item> {
        let mut items = vec![
            self.point(p.point_before, When::Before, "B"),
            self.point(p.point_after, When::After, ""),
            self.point(p.point_failure, When::Failure, ""),
            self.stop(p.point_asking, When::Before),
        ];
        if self.is_map {
            items.push(self.stop(p.point_iteration, When::Iteration(0)));
        }
        if self.ran {
            items.push(apart(self.go(p.run_to_here, Forward)));
            items.push(self.go(p.back_to_here, Back));
        }
        if let Some(child) = self.mark.child.filter(|_| self.ran) {
            let player = self.player;
            items.push(Item::new(p.open_child, move || {
                player.go(Action::ShowRun(child));
            }));
        }
        items.extend(self.fold(p).map(apart));
        items.extend(self.reveal(p).map(apart));
        let (bridge, desk, state) = (self.player.bridge(), self.desk, self.state);
        let test = Item::new(p.test_this, move || alone::open(bridge, desk, state, None));
        items.push(noted(test, "T"));
        if self.ran && (self.current || self.mark.visits > 0) {
            items.push(self.what_if(p));
        }
        items
    }

    /// Sets a breakpoint, or takes away those of this moment.
    fn point(&self, words: &str, when: When, key: &str) -> Item {
        let (bridge, name) = (self.player.bridge(), self.name.clone());
        let machine = shown_machine(bridge);
        let set = bridge.workspace().with_untracked(|workspace| {
            let mut points = workspace.breakpoints.iter();
            points
                .any(|point| point.machine == machine && point.state == name && point.when == when)
        });
        let press = move || put_point(bridge, &name, when, !set);
        noted(
            Item {
                ticked: Some(set),
                ..Item::new(words, press)
            },
            key,
        )
    }

    /// Opens the form for a breakpoint that asks for more.
    fn stop(&self, words: &str, when: When) -> Item {
        let (desk, name) = (self.desk, self.name.clone());
        Item::new(words, move || prepare(desk, name.clone(), when))
    }

    fn go(&self, words: &str, direction: Direction) -> Item {
        let (player, state) = (self.player, self.state);
        Item::new(words, move || player.go_to(Goal::State(state), direction))
    }

    /// Folds a group, or opens it.
    fn fold(&self, p: &'static Phrases) -> Option<Item> {
        let (bridge, desk, state) = (self.player.bridge(), self.desk, self.state);
        let folded = !self.folded?;
        let words = if folded { p.fold } else { p.unfold };
        let item = Item::new(words, move || fold(bridge, desk, state, folded));
        Some(noted(item, "C"))
    }

    /// Shows the state's text, and looks at the state.
    fn reveal(&self, p: &'static Phrases) -> Option<Item> {
        let (from, to) = self.written?;
        let (bridge, desk, state) = (self.player.bridge(), self.desk, self.state);
        Some(Item::new(p.show_text, move || {
            bridge.send(Action::Select(Some(Selection { state, visit: None })));
            let document = shown_machine(bridge).map_or(Document::Definition, Document::Machine);
            desk.reveal(document, Place::Characters(from, to), true);
        }))
    }

    /// Asks what would be otherwise from where this state was entered last.
    fn what_if(&self, p: &'static Phrases) -> Item {
        let there = self.clone();
        Item::new(p.what_if, move || {
            if !there.current {
                there.player.go_to(Goal::State(there.state), Back);
            }
            there.desk.dialog.set(Some(Dialog::WhatIf));
        })
    }
}

fn apart(item: Item) -> Item {
    Item {
        starts_group: true,
        ..item
    }
}

fn noted(item: Item, key: &str) -> Item {
    Item {
        note: key.to_owned(),
        ..item
    }
}
