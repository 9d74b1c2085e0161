//! The workflow's title: a field that looks like text until it is used, and a menu of what can be done with the whole.

use crate::bridge::{Bridge, use_bridge};
use crate::desk::{Shown, use_desk};
use crate::host::keep::{has_earlier, swap};
use crate::i18n::{say, use_phrases};
use crate::kit::Sign;
use crate::kit::browser::download;
use crate::kit::menu::{Item, Menu};
use crate::part::share::file::{choose_file, file_name};
use crate::wire::Origin;
use asl::debugger::action::{Action, Edit};
use leptos::prelude::*;

/// The title and its menu.
#[component]
pub fn Title() -> impl IntoView {
    let bridge = use_bridge();
    let workspace = bridge.workspace();
    let title = Memo::new(move |_| workspace.with(|workspace| workspace.title.clone()));
    // An example is called what the menu calls it, in any language, until it is given a title.
    let (opened, phrases) = (bridge.opened(), use_phrases());
    let untitled = move || match opened.get().origin {
        Some(Origin::Example(name)) => (phrases.get().example)(&name).0,
        Some(_) | None => phrases.get().untitled,
    };
    let retitle = move |event| {
        bridge.send(Action::Edit(Edit::Title(
            event_target_value(&event).trim().to_owned(),
        )));
    };
    view! {
        <span class="title-box">
            <input
                class="title-field"
                aria-label=say(|p| p.title)
                placeholder=untitled
                maxlength="80"
                prop:value=title
                on:change=retitle
            />
            <span class="wide-only"><Menu label=say(|p| p.workflow_menu) sign=Sign::Chevron wordless=true items=items(bridge) /></span>
        </span>
    }
}

/// What can be done with the workspace as a whole.
pub fn items(bridge: Bridge) -> Signal<Vec<Item>> {
    let (desk, phrases) = (use_desk(), use_phrases());
    Signal::derive(move || {
        let phrases = phrases.get();
        let mut items = vec![
            Item::new(phrases.open_file, move || choose_file(bridge)),
            Item::new(phrases.download_file, move || {
                let workspace = bridge.workspace().get_untracked();
                let _ = download(
                    &file_name(&workspace.title),
                    "application/json",
                    &workspace.to_file(),
                );
            }),
            Item::new(phrases.history_menu, move || {
                desk.dialog.set(Some(Shown::History));
            }),
            Item::new(phrases.settings, move || {
                desk.dialog.set(Some(Shown::Settings));
            }),
        ];
        items.push(Item::new(phrases.recent_runs, move || {
            desk.dialog.set(Some(Shown::Recent));
        }));
        if has_earlier() {
            items.push(Item::new(phrases.earlier_work, move || {
                if let Some(earlier) = swap() {
                    bridge.open(earlier, Origin::Kept);
                }
            }));
        }
        items
    })
}
