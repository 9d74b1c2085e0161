//! The first sentence, and what stands in the place of a link that cannot be opened.

use crate::bridge::use_bridge;
use crate::desk::{View, use_desk};
use crate::host::link;
use crate::host::start::open_example;
use crate::i18n::{say, use_phrases};
use crate::kit::seldom;
use crate::kit::{Button, ButtonKind, IconButton, Sign};
use crate::part::share::file::choose_file;
use crate::part::transport::player::use_player;
use crate::wire::{LinkTrouble, Origin};
use asl::project::EXAMPLES;
use leptos::prelude::*;

/// One sentence over the graph on the first visit.
#[component]
pub fn Welcome() -> impl IntoView {
    let (bridge, desk, player) = (use_bridge(), use_desk(), use_player());
    let opened = bridge.opened();
    // It speaks of a run of these texts.
    let outdated = bridge.transport_slice(|transport| transport.outdated);
    let first = move || {
        let is_built_in = |origin: &Option<Origin>| matches!(origin, Some(Origin::Example(_)));
        let untouched = opened.with(|opened| opened.number == 1 && is_built_in(&opened.origin));
        untouched && !outdated.get() && desk.view.get() == View::Graph && !desk.welcomed.get()
    };
    let watch = move |()| {
        player.watch();
    };
    view! {
        <Show when=first>
            <aside class="welcome">
                <p class="grow">{say(|p| p.welcome)}</p>
                <Button sign=Sign::Play label=say(|p| p.watch) on_press=watch />
                <IconButton sign=Sign::Close label=say(|p| p.close) on_press=move |()| desk.welcomed.set(true) />
            </aside>
        </Show>
    }
}

/// What stands over everything when the link in the address bar cannot be opened: why, and two ways on.
#[component]
pub fn BadLink() -> impl IntoView {
    let trouble = use_bridge().link_trouble();
    let told = Memo::new(move |_| trouble.with(Option::is_some));
    move || {
        told.get()
            .then(|| seldom(|| trouble.get().map(trouble_view)))
    }
}

fn trouble_view(trouble: LinkTrouble) -> impl IntoView {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let start = move |()| {
        link::clear();
        open_example(bridge, EXAMPLES[0], phrases.get_untracked().who);
    };
    view! {
        <section class="bad-link" role="alert">
            <h2>{say(|p| p.bad_link_title)}</h2>
            <p>{say(move |p| (p.link_refused)(&trouble))}</p>
            <div class="button-row">
                <Button kind=ButtonKind::Primary sign=Sign::Open label=say(|p| p.open_file) on_press=move |()| choose_file(bridge) />
                <Button label=say(|p| p.start_example) on_press=start />
            </div>
        </section>
    }
}
