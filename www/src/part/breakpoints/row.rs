//! One breakpoint of the list.

use super::{change, words};
use crate::bridge::use_bridge;
use crate::i18n::{say, use_language, use_phrases};
use crate::kit::{IconButton, Sign};
use crate::part::transport::player::use_player;
use crate::part::wording::in_language;
use asl::debugger::action::Action;
use asl::debugger::view::{BreakpointRow, Held, TroubleRow};
use leptos::prelude::*;

/// The breakpoint at this place of the list.
pub fn row_view(at: usize) -> impl IntoView {
    let (bridge, player, phrases) = (use_bridge(), use_player(), use_phrases());
    let (workspace, shown) = (bridge.workspace(), bridge.breakpoints());
    let point = Memo::new(move |_| {
        workspace.with(|workspace| workspace.breakpoints.get(at).cloned().unwrap_or_default())
    });
    let row = Memo::new(move |_| shown.with(|shown| shown.rows.get(at).cloned()));
    let name = move || words(phrases.get(), &point.get());
    let machine = move || {
        point
            .get()
            .machine
            .map(|name| view! { <code class="muted">{name}</code> })
    };
    let put = move |change_point: fn(&mut asl::project::Breakpoint, String), text: String| {
        change(bridge, |list| {
            if let Some(point) = list.get_mut(at) {
                change_point(point, text);
            }
        });
    };
    let switch = move |_| put(|point, _| point.off = !point.off, String::new());
    let ask = move |event| {
        put(
            |point, text| point.condition = text.trim().to_owned(),
            event_target_value(&event),
        );
    };
    let remove = move |()| {
        change(bridge, |list| {
            drop((at < list.len()).then(|| list.remove(at)));
        });
    };
    let first = Memo::new(move |_| row.with(|row| row.as_ref().and_then(|row| row.first)));
    let go = move |()| {
        if let Some(Held { run, position }) = first.get_untracked() {
            player.go(Action::SeekIn { run, position });
        }
    };
    let hits = move || row.with(|row| row.as_ref().map(|row| (phrases.get().stops_here)(row.hits)));
    view! {
        <li class="breakpoint" class:off=move || point.get().off>
            <div class="breakpoint-line">
                <label class="grow cut">
                    <input type="checkbox" prop:checked=move || !point.get().off on:change=switch />
                    " " {name} " " {machine}
                </label>
                <span class="muted number">{hits}</span>
                <IconButton label=say(|p| p.go_there) sign=Sign::Arrow enabled=Signal::derive(move || first.get().is_some()) on_press=go />
                <IconButton label=say(|p| p.remove_breakpoint) sign=Sign::Trash on_press=remove />
            </div>
            <input class="field code" placeholder=say(|p| p.condition_example) aria-label=move || format!("{}{}{}", phrases.get().condition, phrases.get().colon, name())
                prop:value=move || point.get().condition on:change=ask />
            {move || row.get().and_then(trouble_view)}
        </li>
    }
}

fn trouble_view(row: BreakpointRow) -> Option<impl IntoView> {
    let TroubleRow { words, at, times } = row.trouble?;
    let (language, phrases, player) = (use_language(), use_phrases(), use_player());
    let text = move || in_language(&words, language.get());
    let go = at.map(|Held { run, position }| {
        let press = move |_| player.go(Action::SeekIn { run, position });
        view! { " " <button type="button" class="link" on:click=press>{move || (phrases.get().trouble_times)(times)}</button> }
    });
    Some(view! { <p class="failed condition-trouble" role="status">{text}{go}</p> })
}
