//! What was run here before, kept in this browser: to take its input or its whole workspace again.

mod store;

use crate::bridge::{Bridge, use_bridge};
use crate::desk::{Shown as Dialogs, use_desk};
use crate::host::storage::{self, Kept};
use crate::i18n::{say, use_language};
use crate::kit::Button;
use crate::kit::dialog::Dialog;
use crate::part::status::StatusPill;
use crate::part::wording::duration;
use crate::wire::Origin;
use asl::debugger::action::Document;
use asl::debugger::view::{Finished, Status};
use asl::project::Workspace;
use leptos::prelude::*;
use std::cell::RefCell;
use store::Ran;

const NAME: &str = "runs";

thread_local! {
    /// The run that has been started and has not been noted yet.
    static STARTED: RefCell<Option<Ran>> = const { RefCell::new(None) };
    /// The run that has been started last.
    static LAST: RefCell<Option<Ran>> = const { RefCell::new(None) };
}

/// A person starts a run: how it ends is worth keeping.
#[inline(never)]
pub fn follow(bridge: Bridge) {
    let workspace = bridge.workspace().get_untracked();
    let ran = Ran {
        at: js_sys::Date::now(),
        status: Status::InProgress,
        took: 0,
        title: if workspace.title.is_empty() {
            workspace.settings.machine_name.clone()
        } else {
            workspace.title.clone()
        },
        input: workspace.input.clone(),
        file: workspace.to_file(),
    };
    expect(ran);
}

/// The last run is started once more, with the input that it had.
#[inline(never)]
pub fn follow_again(bridge: Bridge) {
    match LAST.take() {
        None => follow(bridge),
        Some(last) => expect(Ran {
            at: js_sys::Date::now(),
            ..last
        }),
    }
}

/// The last run goes on: it will have another end.
#[inline(never)]
pub fn follow_on() {
    LAST.with_borrow(|last| STARTED.set(last.clone()));
}

fn expect(ran: Ran) {
    LAST.set(Some(ran.clone()));
    STARTED.set(Some(ran));
}

/// The run that was started has ended.
fn note(status: Status, took: i64) {
    if let Some(ran) = STARTED.with_borrow_mut(Option::take) {
        keep(ran, status, took);
    }
}

#[inline(never)]
fn keep(ran: Ran, status: Status, took: i64) {
    let mut all = kept();
    all.retain(|other| other.at != ran.at);
    all.insert(
        0,
        Ran {
            status,
            took,
            ..ran
        },
    );
    put(all);
}

/// Keeps the list; where there is little room left, fewer of it, the newest. Whether it outlives the page.
fn put(mut all: Vec<Ran>) -> Kept {
    loop {
        let kept = storage::set(NAME, &store::write(&all));
        if kept == Kept::Yes || all.len() <= 1 {
            return kept;
        }
        all.truncate(all.len() / 2);
    }
}

fn kept() -> Vec<Ran> {
    storage::get(NAME)
        .map(|text| store::read(&text))
        .unwrap_or_default()
}

/// The dialog; beside it, whoever listens for ends of runs.
#[component]
pub fn RecentDialog() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let finished = bridge.transport_slice(|transport| transport.finished);
    Effect::new(move |_| {
        if let Some(Finished { status, took, .. }) = finished.get() {
            note(status, took);
        }
    });
    view! {
        <Dialog
            open=Signal::derive(move || desk.dialog.get() == Some(Dialogs::Recent))
            on_close=move |()| desk.dialog.set(None)
            title=say(|p| p.recent_runs.to_owned())
            close_label=say(|p| p.close.to_owned())
        >
            <RecentList />
        </Dialog>
    }
}

#[component]
fn RecentList() -> impl IntoView {
    let rows = RwSignal::new(kept());
    let lasting = put(kept()) == Kept::Yes;
    let clear = move |()| {
        storage::set(NAME, "[]");
        rows.set(Vec::new());
    };
    let list = move || {
        let rows = rows.get().into_iter();
        rows.map(row_view).collect_view()
    };
    let none = move || rows.with(Vec::is_empty);
    let note = say(move |p| match (lasting, none()) {
        (false, _) => p.recent_for_now,
        (true, true) => p.recent_none,
        (true, false) => p.recent_note,
    });
    view! {
        <p class="muted">{note}</p>
        <ul class="recent" role="list">{list}</ul>
        <Show when=move || !none()><Button label=say(|p| p.recent_clear.to_owned()) on_press=clear /></Show>
    }
}

fn row_view(ran: Ran) -> impl IntoView {
    let (bridge, desk, language) = (use_bridge(), use_desk(), use_language());
    let at = ran.at;
    let when = move || {
        let (date, tag) = (js_sys::Date::new(&at.into()), language.get().tag());
        String::from(date.to_locale_string(tag, &wasm_bindgen::JsValue::UNDEFINED))
    };
    let input = StoredValue::new(ran.input.clone());
    let take_input = move |()| {
        bridge.rewrite(Document::Input, input.get_value());
        desk.show(&Document::Input);
        desk.dialog.set(None);
    };
    let workspace = Workspace::from_file(&ran.file).ok().map(StoredValue::new);
    let open = workspace.map(|workspace| {
        let open = move |()| {
            bridge.open(workspace.get_value(), Origin::File);
            desk.dialog.set(None);
        };
        view! { <Button label=say(|p| p.recent_workspace.to_owned()) on_press=open /> }
    });
    let short: String = ran
        .input
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(200)
        .collect();
    view! {
        <li>
            <p class="recent-line"><StatusPill status=ran.status /> <strong class="cut grow">{ran.title}</strong> <span class="muted number">{duration(ran.took)} " · " {when}</span></p>
            <p class="code cut">{short}</p>
            <p class="answer-buttons">
                <Button label=say(|p| p.recent_input.to_owned()) on_press=take_input />
                {open}
            </p>
        </li>
    }
}
