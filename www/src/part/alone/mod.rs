//! One state alone: a form for a TestState request on the left, what came of it on the right.

mod fields;
mod form;
mod response;

use crate::bridge::{Bridge, use_bridge};
use crate::desk::{Desk, Shown, use_desk};
use crate::i18n::{say, use_phrases};
use crate::kit::dialog::Dialog;
use asl::debugger::action::{Action, Selection};
use form::Request;
use leptos::prelude::*;
use response::Response;

/// Opens the dialog for a state, with what it had at the cursor.
#[inline(never)]
pub fn open(bridge: Bridge, desk: Desk, state: u32, visit: Option<u32>) {
    bridge.send(Action::PrepareTest(Selection { state, visit }));
    desk.dialog.set(Some(Shown::Test));
}

/// The dialog. A form begins anew with each state that is prepared.
#[component]
pub fn AloneDialog() -> impl IntoView {
    let (bridge, desk, phrases) = (use_bridge(), use_desk(), use_phrases());
    let test = bridge.test();
    let title = move || {
        test.with(|test| {
            let name = test.as_ref().map_or("", |test| &test.name);
            (phrases.get().test_title)(name)
        })
    };
    let number = Memo::new(move |_| test.with(|test| test.as_ref().map(|test| test.number)));
    let close = move |()| {
        desk.dialog.set(None);
        bridge.send(Action::CloseTest);
    };
    view! {
        <Dialog
            open=Signal::derive(move || desk.dialog.get() == Some(Shown::Test))
            on_close=close
            title=Signal::derive(title)
            close_label=say(|p| p.close)
            wide=true
        >
            {move || {
                number.get()?;
                let test = test.get_untracked()?;
                Some(view! { <div class="alone"><Request test /><Response /></div> })
            }}
        </Dialog>
    }
}
