//! A decision in words: which rule held, why a state is tried again, who took an error.

use crate::i18n::say;
use crate::kit::{Icon, Sign};
use crate::part::wording::duration;
use asl::debugger::view::{Operand, Why};
use leptos::prelude::*;

/// One decision as a row of the ladder.
pub fn why_view(why: &Why) -> impl IntoView + use<> {
    let (class, sign) = match why {
        Why::Rule { holds: true, .. } => ("why yes", Sign::Check),
        Why::Rule { holds: false, .. } => ("why no", Sign::Cross),
        Why::Default { .. } => ("why yes", Sign::Arrow),
        Why::Retrying { .. } => ("why again", Sign::Clock),
        Why::Caught { .. } => ("why caught", Sign::Warning),
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
        Why::Retrying { attempt, allowed, delay, error, .. } => {
            view! { <p>{say(move |p| (p.why_retrying)(&error, attempt, allowed, &duration(delay)))}</p> }.into_any()
        }
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

fn operand_view(operand: &Operand) -> impl IntoView + use<> {
    let there = match operand.value.clone() {
        Some(value) => view! { <code>{value}</code> }.into_any(),
        None => view! { <span class="muted">{say(|p| p.nothing_there)}</span> }.into_any(),
    };
    view! { <li><code class="path">{operand.path.clone()}</code>" = "{there}</li> }
}
