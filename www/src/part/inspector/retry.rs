//! The attempts of a visit as a row of dots, each with what it failed with and how long the next one waited.

use crate::i18n::say;
use crate::kit::Icon;
use crate::kit::empty::Nothing;
use crate::part::status;
use crate::part::wording::duration;
use asl::debugger::view::{Attempt, Visit};
use leptos::prelude::*;

/// The attempts.
pub fn retry_view(visit: &Visit) -> AnyView {
    if visit.attempts.is_empty() {
        return view! { <Nothing text=say(|p| p.no_attempts) /> }.into_any();
    }
    let rows = visit.attempts.iter().map(attempt_view).collect_view();
    view! { <ol class="attempts">{rows}</ol> }.into_any()
}

fn attempt_view(attempt: &Attempt) -> impl IntoView + use<> {
    let (number, state) = (attempt.number, attempt.status);
    let error = attempt.error.as_ref().map(|row| {
        view! {
            <p class="code error-name">{row.error.clone()}</p>
            <p class="code cause">{row.cause.clone()}</p>
        }
    });
    let delay = attempt.delay.map(
        |delay| view! { <p class="muted delay">{say(move |p| (p.waits)(&duration(delay)))}</p> },
    );
    view! {
        <li class=format!("attempt {}", status::class(state))>
            <span class="dot"><Icon sign=status::sign(state) /></span>
            <div class="grow">
                <p><strong>{say(move |p| (p.attempt)(number))}</strong>" "<span class="muted">{say(move |p| (p.status)(state))}</span></p>
                {error}
                {delay}
            </div>
        </li>
    }
}
