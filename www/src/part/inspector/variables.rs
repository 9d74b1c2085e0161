//! The variables that a visit sees and those that it assigns, scope by scope, and what each has been over time.

use super::data::sourced_view;
use crate::bridge::use_bridge;
use crate::desk::use_desk;
use crate::i18n::{Phrases, say};
use crate::kit::browser::heard_on;
use crate::kit::seldom;
use crate::part::transport::player::use_player;
use asl::debugger::action::Action;
use asl::debugger::view::{AssignedRow, ScopeRow, VariableRow, Visit};
use leptos::prelude::*;
use web_sys::Element;

/// The list below the ladder: the visit's own scope first, in it what it has assigned itself.
pub fn variables_view(visit: &Visit) -> AnyView {
    let several = visit.scopes.len() > 1;
    let scopes = (0_u32..).zip(&visit.scopes);
    let lists = scopes.filter_map(|(outward, scope)| {
        let own = visit.variables.iter().filter(|row| row.outward == outward);
        let (here, found): (Vec<_>, Vec<_>) = own.partition(|row| row.here);
        let rows: Vec<_> = here.into_iter().chain(found).map(row_view).collect();
        (!rows.is_empty()).then(|| {
            view! {
                {several.then(|| scope_view(scope.clone()))}
                <ul class="ladder">{rows}</ul>
            }
        })
    });
    view! {
        <section class="variables">
            <h3 class="section">{say(|p| p.variables)}</h3>
            {lists.collect_view()}
        </section>
    }
    .into_any()
}

fn scope_view(scope: ScopeRow) -> impl IntoView {
    view! { <h4 class="scope muted">{say(move |p| scope_words(p, &scope))}</h4> }
}

/// "Each · iteration 3".
fn scope_words(phrases: &Phrases, scope: &ScopeRow) -> String {
    let ScopeRow {
        name,
        branch,
        iteration,
    } = scope;
    let inside = branch
        .map(|branch| (phrases.branch)(branch + 1))
        .or_else(|| iteration.map(phrases.iteration));
    match inside {
        _ if name.is_empty() => phrases.whole_execution.to_owned(),
        Some(inside) => format!("{name} · {inside}"),
        None => name.clone(),
    }
}

fn row_view(row: &VariableRow) -> impl IntoView + use<> {
    let (bridge, desk, name) = (use_bridge(), use_desk(), row.name.clone());
    let open = desk.variables.with_untracked(|open| open.contains(&name));
    let short = row.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mark = row
        .here
        .then(|| view! { <span class="diff added">{say(|p| p.assigned_here)}</span> });
    // It stays open while the cursor moves, and so tells what was assigned over time.
    let toggled = move |event: web_sys::Event| {
        let now = heard_on::<Element>(&event).is_some_and(|row| row.has_attribute("open"));
        if now != desk.variables.with_untracked(|open| open.contains(&name)) {
            desk.variables.update(|open| {
                if !open.remove(&name) {
                    open.insert(name.clone());
                }
            });
            bridge.send(Action::ShowVariables(desk.variables.get_untracked()));
        }
    };
    view! {
        <li class="rung variable">
            <details open=open on:toggle=toggled>
                <summary>
                    <code class="variable-name">"$"{row.name.clone()}</code>
                    <span class="code cut grow">{short}</span>
                    {mark}
                </summary>
                {sourced_view(&row.text, &row.sources, Vec::new())}
                {(!row.over_time.is_empty()).then(|| seldom(|| over_time_view(&row.over_time)))}
            </details>
        </li>
    }
}

/// The values that a variable has had, each a way to the moment at which it got it.
fn over_time_view(values: &[AssignedRow]) -> impl IntoView + use<> {
    let last = values.len() - 1;
    let rows = values.iter().enumerate();
    let rows = rows.map(|(at, row)| assigned_view(row, at == last));
    view! {
        <h4 class="scope muted">{say(|p| p.over_time)}</h4>
        <ol class="over-time">{rows.collect_view()}</ol>
    }
}

fn assigned_view(row: &AssignedRow, last: bool) -> impl IntoView + use<> {
    let (player, event) = (use_player(), row.event);
    let state = match row.iteration {
        Some(index) => format!("{} #{index}", row.state),
        None => row.state.clone(),
    };
    view! {
        <li class:last=last>
            <button type="button" class="link cut" title=say(|p| p.go_there) on:click=move |_| player.go(Action::SeekEvent(event))>{state}</button>
            <code class="cut" title=row.text.clone()>{row.text.clone()}</code>
        </li>
    }
}
