//! A history from elsewhere: the dialog that takes it, and the line that says what is being played.

use crate::bridge::use_bridge;
use crate::desk::{Shown, use_desk};
use crate::i18n::{Phrases, say, use_language, use_phrases};
use crate::kit::dialog::Dialog;
use crate::kit::seldom;
use crate::kit::{Button, ButtonKind, Sign};
use crate::part::share::file::choose_files;
use asl::debugger::action::Action;
use asl::debugger::view::{ImportRow, Origin, Recorded, Recording};
use leptos::ev::ClipboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// What prints a history.
const COMMANDS: &str = "aws stepfunctions get-execution-history --execution-arn ARN\naws stepfunctions describe-state-machine-for-execution --execution-arn ARN";

/// The dialog that takes a history. It opens by itself when one that was dropped cannot be played.
#[component]
pub fn HistoryDialog() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let recording = bridge.recording();
    Effect::new(move |_| match &**recording.read() {
        Recording::None => {}
        Recording::Refused(_) => desk.dialog.set(Some(Shown::History)),
        Recording::Playing(_) => {
            if desk.dialog.get_untracked() == Some(Shown::History) {
                desk.dialog.set(None);
            }
        }
    });
    view! {
        <Dialog
            open=Signal::derive(move || desk.dialog.get() == Some(Shown::History))
            on_close=move |()| desk.dialog.set(None)
            title=say(|p| p.history_open)
            close_label=say(|p| p.close)
        >
            <Taking />
        </Dialog>
    }
}

/// The place to paste into, and what was wrong with the last text.
#[component]
fn Taking() -> impl IntoView {
    let (bridge, phrases, language) = (use_bridge(), use_phrases(), use_language());
    let recording = bridge.recording();
    let reading = RwSignal::new(false);
    Effect::new(move |_| {
        recording.track();
        reading.set(false);
    });
    // A long text would hold the page up in a field: it goes straight to the engine.
    let paste = move |event: ClipboardEvent| {
        event.prevent_default();
        if let Some(text) = pasted(&event) {
            reading.set(true);
            bridge.send(Action::Import(text));
        }
    };
    let rows = move || match &**recording.read() {
        Recording::Refused(rows) => rows.clone(),
        Recording::None | Recording::Playing(_) => Vec::new(),
    };
    view! {
        <div class="stack">
        <p>{say(|p| p.history_about)}</p>
        <pre class="code commands" tabindex="0">{COMMANDS}</pre>
        <textarea
            class="field code history-paste"
            rows="3"
            autofocus
            aria-label=say(|p| p.history_paste)
            placeholder=say(|p| p.history_paste)
            on:paste=paste
        ></textarea>
        <div class="button-row">
            <Button kind=ButtonKind::Primary sign=Sign::Open label=say(|p| p.history_choose) on_press=move |()| choose_files(bridge) />
            <span class="muted" role="status">{move || reading.get().then(say(|p| p.history_reading))}</span>
        </div>
        <p class="muted">{say(|p| p.history_private)}</p>
        <div role="alert">{move || problem_list(phrases.get(), &rows(), language.get().tag())}</div>
        </div>
    }
}

/// What the clipboard holds as text.
fn pasted(event: &ClipboardEvent) -> Option<String> {
    let data = event.clipboard_data()?;
    data.get_data("text")
        .ok()
        .filter(|text| !text.trim().is_empty())
}

fn problem_list(phrases: &'static Phrases, rows: &[ImportRow], language: &str) -> Vec<AnyView> {
    let words = |words: &asl::diagnostic::Words| match language {
        "zh-CN" => words.zh.clone(),
        "ja" => words.ja.clone(),
        _ => words.en.clone(),
    };
    let row = |row: &ImportRow| {
        let place = (row.line > 0).then(|| {
            let line = (phrases.line)(row.line);
            view! { <p class="code history-place"><span class="muted">{line}" "</span>{row.before.clone()}<mark>{row.there.clone()}</mark></p> }
        });
        let hint = row.hint.as_ref().map(|hint| view! { <p>{words(hint)}</p> });
        let class = if row.error {
            "history-problem failed"
        } else {
            "history-problem caught"
        };
        view! {
            <section class=class>
                <h3>{words(&row.title)}</h3>
                {place}
                <p>{words(&row.why)}</p>
                {hint}
            </section>
        }
        .into_any()
    };
    rows.iter().map(row).collect()
}

/// The line over the drawing that says that a history is played, and leads back.
#[component]
pub fn RecordedBanner() -> impl IntoView {
    let recording = use_bridge().recording();
    move || match &**recording.read() {
        Recording::Playing(recorded) => Some(seldom(|| banner(recorded))),
        Recording::None | Recording::Refused(_) => None,
    }
}

fn banner(recorded: &Recorded) -> impl IntoView + use<> {
    let (bridge, phrases, language) = (use_bridge(), use_phrases(), use_language());
    let (started, events) = (recorded.started, recorded.events);
    let (origin, has_data, name) = (recorded.origin, recorded.has_data, recorded.name.clone());
    let mocked = recorded.mocked;
    let line = move || {
        let started = moment(started, language.get().tag());
        (phrases.get().history_played)(&started, events)
    };
    let drawing = say(move |p| match origin {
        Origin::Given => "",
        Origin::Workspace => p.history_own,
        Origin::Derived => p.history_derived,
        Origin::Misfit => p.history_misfit,
    });
    let warnings = recorded.warnings.clone();
    let more = move || problem_list(phrases.get(), &warnings, language.get().tag());
    let warned = !recorded.warnings.is_empty();
    view! {
        <section class="recorded" aria-label=say(|p| p.history_open)>
            <p class="recorded-line" title=name>
                <strong>{line}</strong>
                <span class="muted">{drawing}</span>
                {mocked.then(|| view! { <span class="muted">{say(|p| p.history_mocked)}</span> })}
                {(!has_data).then(|| view! { <span class="muted">{say(|p| p.history_no_data)}</span> })}
            </p>
            <span class="recorded-actions">
                <Button label=say(|p| p.history_repeat) sign=Sign::Redrive tip=say(|p| p.history_repeat_tip) on_press=move |()| bridge.send(Action::Repeat) />
                <Button label=say(|p| p.history_leave) on_press=move |()| bridge.leave_recording() />
            </span>
        </section>
        {warned.then(|| view! { <div class="recorded-warnings">{more}</div> })}
    }
}

/// A moment as people write it.
fn moment(millis: i64, language: &str) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(millis as f64));
    date.to_locale_string(language, &JsValue::UNDEFINED).into()
}
