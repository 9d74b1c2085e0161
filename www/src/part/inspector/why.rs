//! A decision in words: which rule held, why a state is tried again, who took an error, what is waited for.

use crate::bridge::use_bridge;
use crate::i18n::say;
use crate::kit::{Icon, Sign};
use crate::part::wording::{clock, duration};
use asl::debugger::view::{Operand, RulePart, Why};
use leptos::prelude::*;

/// One decision as a row of the ladder.
pub fn why_view(why: &Why) -> impl IntoView + use<> {
    let (class, sign) = look(why);
    let start = use_bridge()
        .transport()
        .with_untracked(|transport| transport.now - transport.elapsed);
    let (length, until) = times(why, start);
    let told = why.clone();
    view! {
        <li class=class>
            <Icon sign=sign />
            <div class="grow">
                <p>{say(move |p| (p.why)(&told, &length, &until))}</p>
                {below(why)}
            </div>
        </li>
    }
}

fn look(why: &Why) -> (&'static str, Sign) {
    match why {
        Why::Rule { holds: true, .. } => ("why yes", Sign::Check),
        Why::Rule { holds: false, .. } => ("why no", Sign::Cross),
        Why::Default { .. } => ("why yes", Sign::Arrow),
        Why::Iterations { .. } => ("why", Sign::Arrow),
        Why::Retrying { .. } | Why::Waiting { .. } => ("why again", Sign::Clock),
        Why::Caught { .. } => ("why caught", Sign::Warning),
        Why::TimedOut { .. } => ("why failed", Sign::Clock),
        Why::Exhausted { .. }
        | Why::Uncaught { .. }
        | Why::Fails { .. }
        | Why::Evaluation { .. }
        | Why::IterationFailed { .. }
        | Why::Intolerable { .. } => ("why failed", Sign::Cross),
    }
}

/// How long something takes, and until when on the player's clock.
fn times(why: &Why, start: i64) -> (String, String) {
    if let Why::Retrying { delay, .. } = why {
        return (duration(*delay), String::new());
    }
    let Why::Waiting { until, length, .. } = why else {
        return (String::new(), String::new());
    };
    let until = until.map(|until| clock(until - start));
    (
        length.map(duration).unwrap_or_default(),
        until.unwrap_or_default(),
    )
}

/// What stands below the sentence, as the definition writes it.
fn below(why: &Why) -> AnyView {
    match why {
        Why::Rule {
            text,
            operands,
            parts,
            ..
        } => rule_view(text, operands, parts).into_any(),
        Why::Retrying { backoff, .. } => lines_view([backoff]),
        Why::Waiting { field, limits, .. } => lines_view(std::iter::once(field).chain(limits)),
        Why::Evaluation { text, .. } => lines_view([text]),
        Why::TimedOut { field, .. } | Why::Iterations { field, .. } => lines_view([field]),
        Why::Fails { fields } | Why::Intolerable { fields } => lines_view(fields),
        Why::Default { .. }
        | Why::Caught { .. }
        | Why::Exhausted { .. }
        | Why::Uncaught { .. }
        | Why::IterationFailed { .. } => ().into_any(),
    }
}

fn lines_view<'a>(lines: impl IntoIterator<Item = &'a String>) -> AnyView {
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    let line = |line: &String| view! { <p class="code rule-text">{line.clone()}</p> };
    lines.map(line).collect_view().into_any()
}

fn rule_view(text: &str, operands: &[Operand], parts: &[RulePart]) -> impl IntoView + use<> {
    let rule = if parts.is_empty() {
        view! { <p class="code rule-text">{text.to_owned()}</p> }.into_any()
    } else {
        let parts = parts.iter().map(part_view).collect_view();
        view! { <ul class="rule-parts">{parts}</ul> }.into_any()
    };
    let operands = operands.iter().map(operand_view).collect_view();
    view! {
        {rule}
        <ul class="operands">{operands}</ul>
    }
}

/// A part of a rule below the one that joins it to others; a sign and a word say what came out of it.
fn part_view(part: &RulePart) -> impl IntoView + use<> {
    let holds = part.holds;
    let (class, sign) = match holds {
        Some(true) => ("yes", "✓"),
        Some(false) => ("no", "✗"),
        None => ("unneeded", "–"),
    };
    // Deep ones are not moved out of a narrow screen.
    let deep = format!("--deep:{}", part.depth.min(8));
    view! {
        <li class=class style=deep>
            <span class="outcome-sign" aria-hidden="true">{sign}</span>
            <code>{part.text.clone()}</code>
            <span class="unseen">" "{say(move |p| (p.part_outcome)(holds))}</span>
        </li>
    }
}

fn operand_view(operand: &Operand) -> impl IntoView + use<> {
    let there = match operand.value.clone() {
        Some(value) => view! { <code>{value}</code> }.into_any(),
        None => view! { <span class="muted">{say(|p| p.nothing_there)}</span> }.into_any(),
    };
    view! { <li><code class="path">{operand.path.clone()}</code>" = "{there}</li> }
}
