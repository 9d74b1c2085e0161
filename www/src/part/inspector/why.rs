//! A decision in words: which rule held, why a state is tried again, who took an error.

use crate::bridge::use_bridge;
use crate::i18n::{Phrases, say};
use crate::kit::{Icon, Sign};
use crate::part::wording::{clock, duration};
use asl::debugger::view::{Operand, WaitingFor, Why};
use leptos::prelude::*;

/// One decision as a row of the ladder.
pub fn why_view(why: &Why) -> impl IntoView + use<> {
    let (class, sign) = match why {
        Why::Rule { holds: true, .. } => ("why yes", Sign::Check),
        Why::Rule { holds: false, .. } => ("why no", Sign::Cross),
        Why::Default { .. } => ("why yes", Sign::Arrow),
        Why::Retrying { .. } => ("why again", Sign::Clock),
        Why::Caught { .. } => ("why caught", Sign::Warning),
        Why::Waiting { .. } => ("why again", Sign::Clock),
    };
    view! {
        <li class=class>
            <Icon sign=sign />
            <div class="grow">{words_view(why.clone())}</div>
        </li>
    }
}

fn words_view(why: Why) -> AnyView {
    match why {
        Why::Rule { rule, text, operands, holds, next } => rule_view(rule, text, &operands, holds, next).into_any(),
        Why::Default { next } => view! { <p>{say(move |p| (p.why_default)(&next))}</p> }.into_any(),
        Why::Retrying { retrier, attempt, allowed, delay, backoff, error } => view! {
            <p>{say(move |p| (p.why_retrying)(retrier + 1, &error, attempt, allowed, &duration(delay)))}</p>
            <p class="code rule-text">{backoff}</p>
        }
        .into_any(),
        Why::Waiting { reason, field, until, length } => waiting_view(reason, field, until, length).into_any(),
        Why::Caught { catcher, error, next } => view! { <p>{say(move |p| (p.why_caught)(&error, catcher + 1, &next))}</p> }.into_any(),
    }
}

fn rule_view(
    rule: u32,
    text: String,
    operands: &[Operand],
    holds: bool,
    next: String,
) -> impl IntoView + use<> {
    let operands = operands.iter().map(operand_view).collect_view();
    view! {
        <p>{say(move |p| if holds { (p.why_rule_holds)(rule + 1, &next) } else { (p.why_rule_fails)(rule + 1) })}</p>
        <p class="code rule-text">{text}</p>
        <ul class="operands">{operands}</ul>
    }
}

/// How long a Wait state waits, on the player's clock; of others what they wait for.
fn waiting_view(
    reason: WaitingFor,
    field: String,
    until: Option<i64>,
    length: Option<i64>,
) -> impl IntoView {
    let start = use_bridge()
        .transport()
        .with_untracked(|transport| transport.now - transport.elapsed);
    let words = move |p: &'static Phrases| match until.zip(length) {
        Some((until, length)) => (p.why_waits_until)(&duration(length), &clock(until - start)),
        None => (p.why_waits)((p.wait_reason)(reason)),
    };
    view! {
        <p>{say(words)}</p>
        <p class="code rule-text">{field}</p>
    }
}

fn operand_view(operand: &Operand) -> impl IntoView + use<> {
    let there = match operand.value.clone() {
        Some(value) => view! { <code>{value}</code> }.into_any(),
        None => view! { <span class="muted">{say(|p| p.nothing_there)}</span> }.into_any(),
    };
    view! { <li><code class="path">{operand.path.clone()}</code>" = "{there}</li> }
}
