//! The variables that a visit sees and those that it assigns.

use super::data::sourced_view;
use crate::i18n::say;
use asl::debugger::view::VariableRow;
use leptos::prelude::*;

/// The list below the ladder: the visit's own first, then what it found. Nothing where there are none.
pub fn variables_view(variables: &[VariableRow]) -> Option<AnyView> {
    if variables.is_empty() {
        return None;
    }
    let (own, found): (Vec<_>, Vec<_>) = variables.iter().partition(|row| row.here);
    let (inner, outer): (Vec<_>, Vec<_>) = found.into_iter().partition(|row| row.outward == 0);
    let rows = own.into_iter().chain(inner).chain(outer);
    let rows = rows.map(row_view).collect_view();
    Some(
        view! {
            <section class="variables">
                <h3 class="section">{say(|p| p.variables)}</h3>
                <ul class="ladder">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}

fn row_view(row: &VariableRow) -> impl IntoView + use<> {
    let short = row.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mark = match row {
        VariableRow { here: true, .. } => {
            Some(view! { <span class="diff added">{say(|p| p.assigned_here)}</span> }.into_any())
        }
        VariableRow { outward: 1.., .. } => {
            Some(view! { <span class="muted">{say(|p| p.outer_scope)}</span> }.into_any())
        }
        VariableRow { .. } => None,
    };
    view! {
        <li class="rung variable">
            <details>
                <summary>
                    <code class="variable-name">"$"{row.name.clone()}</code>
                    <span class="code cut grow">{short}</span>
                    {mark}
                </summary>
                {sourced_view(&row.text, &row.sources, Vec::new())}
            </details>
        </li>
    }
}
