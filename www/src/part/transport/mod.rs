//! The player: steps, plays and scrubs through what has happened.

mod controls;
pub mod options;
pub mod player;
mod slider;
pub mod steps;

use crate::bridge::use_bridge;
use crate::i18n::{say, use_phrases};
use crate::part::wording::{clock, place};
use controls::Controls;
use leptos::prelude::*;
use options::Options;
use slider::Slider;
use steps::Steps;

/// The bar at the foot of the page.
#[component]
pub fn TransportBar() -> impl IntoView {
    view! {
        <footer class="player" id="player" aria-label=say(|p| p.player)>
            <Controls />
            <Steps />
            <Slider />
            <StepLabel />
            <Options />
        </footer>
    }
}

/// "Step 4 of 9 · Invoke Lambda · Result", and the virtual time.
#[component]
fn StepLabel() -> impl IntoView {
    let (transport, label) = (use_bridge().transport(), step_label());
    view! {
        <p class="step-label cut" title=label>{label}</p>
        <output class="clock number" title=say(|p| p.virtual_time)>{move || clock(transport.read().elapsed)}</output>
    }
}

/// The same sentence as the slider speaks.
fn step_label() -> Signal<String> {
    let (transport, phrases) = (use_bridge().transport(), use_phrases());
    Memo::new(move |_| {
        let (transport, phrases) = (transport.read(), phrases.get());
        if transport.length == 0 {
            return phrases.not_run.to_owned();
        }
        format!(
            "{} · {}",
            (phrases.step_of)(transport.step, transport.steps),
            place(phrases, &transport.at)
        )
    })
    .into()
}
