//! The one row at the top: which workflow, what to do with it, and how the page speaks and looks.

mod choices;
mod title;

use crate::bridge::use_bridge;
use crate::desk::{Shown, use_desk};
use crate::i18n::{say, use_language};
use crate::kit::browser::is_mac;
use crate::kit::menu::Menu;
use crate::kit::{Button, ButtonKind, Icon, IconButton, Sign};
use crate::part::transport::player::use_player;
use choices::{examples, languages, more, themes};
use leptos::prelude::*;
use title::Title;

/// The header.
#[component]
pub fn Header() -> impl IntoView {
    let desk = use_desk();
    let language = use_language();
    let own_name = move || language.get().own_name();
    view! {
        <header class="header">
            <h1 class="brand"><Icon sign=Sign::Brand /><span class="name">"ASL Playground"</span></h1>
            <Title />
            <span class="wide-only"><Menu label=say(|p| p.examples) sign=Sign::Examples items=examples() /></span>
            <span class="grow"></span>
            <Kept />
            <RunButton />
            <span class="wide-only header-tools">
                <Button label=say(|p| p.share) sign=Sign::Share on_press=move |()| desk.dialog.set(Some(Shown::Share)) />
                <Menu label=own_name sign=Sign::Language tip=say(|p| p.language) items=languages() />
                <Menu label=say(|p| p.theme) sign=Sign::Theme wordless=true items=themes() />
                <IconButton label=say(|p| p.help) sign=Sign::Help on_press=move |()| desk.dialog.set(Some(Shown::Help)) />
            </span>
            <span class="phone-only"><Menu label=say(|p| p.more) sign=Sign::More wordless=true items=more() /></span>
        </header>
    }
}

fn run_key() -> &'static str {
    if is_mac() { "⌘⏎" } else { "Ctrl+⏎" }
}

/// Run, or Stop while something runs.
#[component]
fn RunButton() -> impl IntoView {
    let (bridge, player) = (use_bridge(), use_player());
    let stops = player.is_stoppable();
    let can_run = bridge.transport_slice(|transport| transport.can_run);
    let label = say(move |p| if stops.get() { p.stop } else { p.run });
    let tip = say(move |p| {
        if stops.get() || can_run.get() {
            "Ctrl+⏎"
        } else {
            p.cannot_run
        }
    });
    view! {
        <Button
            id="run"
            hint=run_key()
            kind=ButtonKind::Primary
            label=Signal::derive(move || label().to_owned())
            sign=Signal::derive(move || if stops.get() { Sign::Stop } else { Sign::Play })
            tip=Signal::derive(move || tip().to_owned())
            enabled=Signal::derive(move || stops.get() || can_run.get())
            on_press=move |()| player.run_or_stop()
        />
    }
}

/// Whether the work is kept in this browser.
#[component]
fn Kept() -> impl IntoView {
    let notice = use_bridge().notice();
    let saved = Memo::new(move |before: Option<&bool>| match notice.get() {
        Some(crate::wire::Notice::Saved | crate::wire::Notice::SavedBesideEarlier) => true,
        Some(crate::wire::Notice::NotSaved) => false,
        Some(_) | None => before.copied().unwrap_or(false),
    });
    view! { <span class="kept muted wide-only">{move || saved.get().then(say(|p| p.saved))}</span> }
}
