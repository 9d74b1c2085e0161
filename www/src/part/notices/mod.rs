//! News: spoken politely, at most one a second, and the ones that matter shown for a while.

use crate::bridge::use_bridge;
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::seldom;
use crate::kit::{IconButton, Sign};
use crate::wire::Notice;
use asl::debugger::view::{Outcome, Shown};
use leptos::prelude::*;
use std::sync::Arc;
use std::time::Duration;

/// At most one message in so long.
const PAUSE: Duration = Duration::from_secs(1);
/// How long a message stays on the screen.
const SHOWN: Duration = Duration::from_secs(8);

/// What screen readers hear: starts and ends of executions, and news.
#[component]
pub fn LiveRegion() -> impl IntoView {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let (outcome, notice) = (bridge.outcome(), bridge.notice());
    let running = bridge.transport_slice(|transport| transport.running);
    let message = Memo::new(move |_| {
        let phrases = phrases.get();
        match (running.get(), outcome.get(), notice.get()) {
            (true, _, _) => phrases.run_started.to_owned(),
            (false, _, Some(notice)) if words(phrases, &notice).is_some() => {
                words(phrases, &notice).unwrap_or_default().to_owned()
            }
            (false, Shown::Filled(outcome), _) => ended(phrases, &outcome),
            (false, Shown::Empty(_), _) => String::new(),
        }
    });
    let (spoken, set_spoken) = signal(String::new());
    let resting = StoredValue::new(false);
    // Speech takes time: what comes within a second of the last message waits, and only the newest is heard.
    let speak = move || {
        if let Some(message) = message.try_get_untracked() {
            set_spoken.set(message);
        }
    };
    Effect::new(move |_| {
        message.track();
        if resting.get_value() {
            return;
        }
        resting.set_value(true);
        set_timeout(speak, Duration::from_millis(50));
        set_timeout(
            move || {
                resting.set_value(false);
                speak();
            },
            PAUSE,
        );
    });
    view! { <div class="unseen" role="status" aria-live="polite">{spoken}</div> }
}

fn ended(phrases: &Phrases, outcome: &Arc<Outcome>) -> String {
    let status = (phrases.status)(outcome.status);
    let reason = outcome
        .error
        .as_ref()
        .map(|row| format!("{}{}", phrases.colon, row.error))
        .unwrap_or_default();
    format!("{status}{reason}")
}

/// The words of a message that a person should see; `None` for what goes without saying.
fn words(phrases: &Phrases, notice: &Notice) -> Option<&'static str> {
    match notice {
        Notice::Saved | Notice::LinkRefused(_) => None,
        Notice::SavedBesideEarlier => Some(phrases.earlier_kept),
        Notice::NotSaved => Some(phrases.not_saved),
        Notice::FileRefused(fault) => Some((phrases.file_refused)(*fault)),
        Notice::EngineRestarted => Some(phrases.engine_restarted),
        Notice::EngineUnavailable => Some(phrases.engine_unavailable),
        Notice::SandboxUnavailable => Some(phrases.sandbox_unavailable),
    }
}

/// A message that lies over the page for a while, and a fault until it is put away.
#[component]
pub fn Toasts() -> impl IntoView {
    let bridge = use_bridge();
    let (notice, fault) = (bridge.notice(), bridge.fault());
    let away = RwSignal::new(0_u32);
    let number = Memo::new(move |before: Option<&u32>| {
        notice.track();
        fault.track();
        before.map_or(1, |before| before + 1)
    });
    Effect::new(move |_| {
        let now = number.get();
        if fault.with_untracked(Option::is_none) {
            set_timeout(move || away.update(|away| *away = (*away).max(now)), SHOWN);
        }
    });
    let phrases = use_phrases();
    let text = move || {
        let phrases = phrases.get();
        let fault = fault
            .get()
            .map(|fault| format!("{} {fault}", phrases.fault));
        fault.or_else(|| words(phrases, &notice.get()?).map(str::to_owned))
    };
    move || {
        let shown = text().filter(|_| away.get() < number.get());
        let put_away = move || away.set(number.get_untracked());
        shown.map(|text| seldom(|| toast(text, put_away)))
    }
}

fn toast(text: String, put_away: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    view! {
        <div class="toast overlay">
            <p class="grow">{text}</p>
            <IconButton label=say(|p| p.close) sign=Sign::Close on_press=move |()| put_away() />
        </div>
    }
}
