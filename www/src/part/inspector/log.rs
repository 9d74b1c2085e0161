//! What the function wrote during this visit.

use crate::i18n::say;
use crate::kit::empty::Nothing;
use crate::part::console::line_view;
use asl::debugger::view::Visit;
use leptos::prelude::*;

/// The visit's lines.
pub fn log_view(visit: &Visit) -> AnyView {
    if visit.log.is_empty() {
        return view! { <Nothing text=say(|p| p.no_log) /> }.into_any();
    }
    let rows = visit
        .log
        .iter()
        .map(|row| view! { <li>{line_view(row)}</li> })
        .collect_view();
    view! { <ul class="log">{rows}</ul> }.into_any()
}
