//! The workspace as a link and as a file.

pub mod file;

use crate::bridge::use_bridge;
use crate::desk::{Shown, use_desk};
use crate::host::link;
use crate::i18n::{say, use_phrases};
use crate::kit::browser::{copy, download};
use crate::kit::dialog::Dialog;
use crate::kit::{Button, ButtonKind, Sign};
use asl::project::link::{Fit, encode};
use file::{choose_file, file_name};
use leptos::prelude::*;

/// Characters that a link may have and still be sent by most; the meter's whole length.
const METER: f64 = 8_000.0;

/// The share dialog.
#[component]
pub fn ShareDialog() -> impl IntoView {
    let desk = use_desk();
    view! {
        <Dialog
            open=Signal::derive(move || desk.dialog.get() == Some(Shown::Share))
            on_close=move |()| desk.dialog.set(None)
            title=say(|p| p.share_title)
            close_label=say(|p| p.close)
        >
            <LinkBox />
            <FileBox />
        </Dialog>
    }
}

/// The link, how long it is, and a button that copies it.
#[component]
fn LinkBox() -> impl IntoView {
    let (workspace, phrases) = (use_bridge().workspace(), use_phrases());
    let link = Memo::new(move |_| link::base() + &workspace.with(|workspace| encode(workspace)));
    let length = Memo::new(move |_| link.with(|link| link.chars().count()));
    let copied = RwSignal::new(None::<bool>);
    let press = move |()| {
        leptos::task::spawn_local(async move {
            let done = copy(&link.get_untracked()).await;
            copied.set(Some(done));
        });
    };
    let select_all = move |event: web_sys::FocusEvent| {
        event_target::<web_sys::HtmlInputElement>(&event).select();
    };
    let fit = move || match Fit::of(length.get()) {
        Fit::Everywhere => ("succeeded", phrases.get().fits_everywhere),
        Fit::Most => ("caught", phrases.get().fits_most),
        Fit::File => ("failed", phrases.get().fits_file),
    };
    let share = move || {
        format!(
            "{:.1}%",
            (length.get() as f64 / METER * 100.0).clamp(1.0, 100.0)
        )
    };
    let label = say(move |p| match copied.get() {
        None => p.copy_link,
        Some(true) => p.copied,
        Some(false) => p.not_copied,
    });
    view! {
        <section class="share-link">
            <label class="section" for="link">{say(|p| p.link)}</label>
            <div class="link-row">
                <input id="link" class="field code" readonly prop:value=move || link.get() on:focus=select_all />
                <Button kind=ButtonKind::Primary sign=Sign::Copy label=Signal::derive(move || label().to_owned()) on_press=press />
            </div>
            <div class=move || format!("meter {}", fit().0) aria-hidden="true"><i style:width=share></i></div>
            <p class="muted">{say(move |p| (p.characters)(length.get()))}" · "{move || fit().1}</p>
            <p class="muted">{say(|p| p.link_privacy)}</p>
        </section>
    }
}

/// The same as a file.
#[component]
fn FileBox() -> impl IntoView {
    let bridge = use_bridge();
    let save = move |()| {
        let workspace = bridge.workspace().get_untracked();
        let _ = download(
            &file_name(&workspace.title),
            "application/json",
            &workspace.to_file(),
        );
    };
    view! {
        <section class="share-file">
            <h3 class="section">{say(|p| p.file)}</h3>
            <div class="button-row">
                <Button sign=Sign::Download label=say(|p| p.download_file) on_press=save />
                <Button sign=Sign::Open label=say(|p| p.open_file) on_press=move |()| choose_file(bridge) />
            </div>
            <p class="muted">{say(|p| p.drop_file)}</p>
        </section>
    }
}
