//! Facts about a visit.

use crate::bridge::use_bridge;
use crate::i18n::{Phrases, say};
use crate::kit::json::Json;
use crate::part::failure::failure_view;
use crate::part::status::aws_word;
use crate::part::wording::{clock, duration};
use asl::debugger::view::{Inspector, Visit};
use leptos::prelude::*;

/// A list of facts.
pub fn details_view(inspector: &Inspector, visit: &Visit) -> impl IntoView + use<> {
    // Virtual time starts where the execution does, so that "entered" reads as the player's clock does.
    let start = use_bridge()
        .transport()
        .with_untracked(|transport| transport.now - transport.elapsed);
    let status = visit.status;
    view! {
        <dl class="facts">
            {fact(|p| p.fact_type, inspector.kind.type_name().to_owned())}
            <dt>{say(|p| p.fact_status)}</dt>
            <dd>{say(move |p| (p.status)(status))}" "<code>{aws_word(status)}</code></dd>
            {fact(|p| p.fact_visit, format!("{} / {}", visit.number, inspector.visit_count))}
            {visit.iteration.map(|index| fact(|p| p.fact_iteration, format!("#{index}")))}
            {fact(|p| p.fact_entered, clock(visit.entered - start))}
            {visit.left.map(|left| fact(|p| p.fact_left, clock(left - start)))}
            {visit.left.map(|left| fact(|p| p.fact_took, duration(left - visit.entered)))}
            {fact(|p| p.fact_event, visit.id.to_string())}
            {visit.items.map(|items| fact(|p| p.fact_items, items.to_string()))}
            {(!inspector.comment.is_empty()).then(|| fact(|p| p.fact_comment, inspector.comment.clone()))}
        </dl>
        {visit.error.as_ref().map(failure_view)}
        {visit.context.as_deref().map(context_view)}
    }
}

/// The context object as the state sees it: what `$$` and `$states.context` stand for.
fn context_view(text: &str) -> impl IntoView + use<> {
    let data = if text.is_empty() {
        view! { <p class="muted untold">{say(|p| p.untold)}</p> }.into_any()
    } else {
        view! { <Json text=text.to_owned() /> }.into_any()
    };
    view! {
        <section class="context">
            <h3 class="section">{say(|p| p.context_object)}</h3>
            {data}
        </section>
    }
}

fn fact(name: fn(&'static Phrases) -> &'static str, value: String) -> impl IntoView {
    view! {
        <dt>{say(name)}</dt>
        <dd>{value}</dd>
    }
}
