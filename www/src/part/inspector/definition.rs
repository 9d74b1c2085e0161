//! The state's own text, as it was run.

use crate::kit::json::Json;
use asl::debugger::view::Inspector;
use leptos::prelude::*;

/// The text of the state.
pub fn definition_view(inspector: &Inspector) -> impl IntoView + use<> {
    view! { <div class="pad"><Json text=inspector.definition.clone() /></div> }
}
