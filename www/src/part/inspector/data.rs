//! The stage ladder: what the data looked like after each stage of input and output processing, and what each changed.

use super::branches::branches_view;
use super::variables::variables_view;
use super::why::why_view;
use crate::bridge::use_bridge;
use crate::desk::use_desk;
use crate::i18n::say;
use crate::kit::empty::Nothing;
use crate::kit::json::{Json, LineMark, Tip};
use crate::kit::seldom;
use crate::part::failure::failure_view;
use crate::part::wording::bytes;
use asl::debugger::action::Action;
use asl::debugger::view::{Change, ChangeKind, SourceRow, StageRow, Visit, WhyRow};
use leptos::html::Li;
use leptos::prelude::*;

/// Which end of the ladder a rung is. Ends are open even where nothing has changed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    First,
    Last,
    Neither,
}

/// A rung of the ladder, or a decision between two.
enum Rung<'a> {
    /// A stage, and whether it is an end of the ladder.
    Stage(&'a StageRow, End),
    Why(&'a WhyRow),
}

impl Rung<'_> {
    fn position(&self) -> u32 {
        match self {
            Self::Stage(row, _) => row.position,
            Self::Why(row) => row.position,
        }
    }
}

/// The data of a visit: its ladder, its error, its variables.
pub fn data_view(visit: &Visit) -> AnyView {
    if visit.stages.is_empty() {
        return view! { <Nothing text=say(|p| p.no_data) /> }.into_any();
    }
    view! {
        {branches_view(&visit.branches)}
        {ladder_view(&visit.stages, &visit.why)}
        {visit.error.as_ref().map(|error| seldom(|| failure_view(error)))}
        {(!visit.variables.is_empty()).then(|| seldom(|| variables_view(visit)))}
    }
    .into_any()
}

/// The ladder, in the order in which things happened.
pub fn ladder_view(stages: &[StageRow], why: &[WhyRow]) -> impl IntoView + use<> {
    let last = stages.len().saturating_sub(1);
    let stages = stages
        .iter()
        .enumerate()
        .map(|(at, row)| Rung::Stage(row, end(at, last)));
    let mut rungs: Vec<Rung<'_>> = stages.chain(why.iter().map(Rung::Why)).collect();
    rungs.sort_by_key(Rung::position);
    let rows = rungs
        .into_iter()
        .map(|rung| match rung {
            Rung::Stage(row, end) => stage_view(row, end).into_any(),
            Rung::Why(row) => seldom(|| why_view(&row.why)),
        })
        .collect_view();
    view! { <ol class="ladder">{rows}</ol> }
}

fn end(at: usize, last: usize) -> End {
    match at {
        0 => End::First,
        _ if at == last => End::Last,
        _ => End::Neither,
    }
}

fn stage_view(row: &StageRow, end: End) -> impl IntoView + use<> {
    let (stage, attempt) = (row.stage, row.attempt);
    let unchanged = row.changes.is_empty() && end != End::First;
    let folded = unchanged && end == End::Neither && row.told;
    let (element, now) = (NodeRef::<Li>::new(), happens_now(row.position));
    // The browser scrolls: the newest data comes on the screen when the cursor comes to it.
    Effect::new(move |_| {
        if let (true, Some(element)) = (now.get(), element.get()) {
            let how = web_sys::ScrollIntoViewOptions::new();
            how.set_block(web_sys::ScrollLogicalPosition::Nearest);
            element.scroll_into_view_with_scroll_into_view_options(&how);
        }
    });
    // A template says no more than the text below it; a path tells what was taken.
    let is_path = !row.field.is_empty() && !row.field.starts_with(['{', '[']);
    let field = is_path.then(
        || view! { <code class="field cut" title=row.field.clone()>{row.field.clone()}</code> },
    );
    let index = row
        .index
        .map(|index| view! { <span class="muted">{say(move |p| (p.iteration)(index))}</span> });
    let attempt = (attempt > 0)
        .then(|| view! { <span class="muted">{say(move |p| (p.attempt)(attempt + 1))}</span> });
    let data = if row.told {
        text_view(row).into_any()
    } else {
        view! { <p class="muted untold">{say(|p| p.untold)}</p> }.into_any()
    };
    let difference = if !row.told {
        ().into_any()
    } else if unchanged {
        view! { <span class="muted">{say(|p| p.unchanged)}</span> }.into_any()
    } else {
        counts_view(&row.changes).into_any()
    };
    view! {
        <li class="rung" node_ref=element class:unchanged=unchanged class:now=now data-stage=stage.name()>
            <details open=!folded>
                <summary title=stage.name()>
                    <span class="stage">{say(move |p| (p.stage)(stage))}</span>
                    {field}
                    {index}
                    {attempt}
                    <span class="grow"></span>
                    {difference}
                </summary>
                {data}
                {removed_view(&row.changes)}
                {row.cut.map(whole_button)}
            </details>
        </li>
    }
}

/// The data. Pointing at a value shows the expression that produced it, here and in the definition.
fn text_view(row: &StageRow) -> impl IntoView + use<> {
    sourced_view(&row.text, &row.sources, line_marks(&row.changes))
}

/// A text whose lines tell which expressions produced them.
pub fn sourced_view(
    text: &str,
    sources: &[SourceRow],
    marks: Vec<(usize, LineMark)>,
) -> impl IntoView + use<> {
    let (bridge, desk) = (use_bridge(), use_desk());
    let tip = |row: &SourceRow| Tip {
        lines: row.line as usize..(row.line + row.lines) as usize,
        text: row.text.clone(),
    };
    let tips = sources.iter().map(tip).collect();
    let places: Vec<_> = sources.iter().map(|row| (row.from, row.to)).collect();
    let point = move |tip: Option<usize>| {
        if !desk.sourced.get_untracked() {
            desk.sourced.set(true);
            bridge.send(Action::ShowSources);
        }
        // What was run is no longer what is written: its places mean nothing there.
        let outdated = bridge
            .transport()
            .with_untracked(|transport| transport.outdated);
        let place = tip.and_then(|tip| places.get(tip)).filter(|_| !outdated);
        if desk.pointed.get_untracked() != place.copied() {
            desk.pointed.set(place.copied());
        }
    };
    view! { <Json text=text.to_owned() marks tips on_point=point /> }
}

/// Whether the cursor is at this position.
fn happens_now(position: u32) -> Memo<bool> {
    use_bridge().transport_slice(move |transport| transport.position == position)
}

fn whole_button(length: u32) -> impl IntoView {
    let bridge = use_bridge();
    view! {
        <button type="button" class="button quiet" on:click=move |_| bridge.send(Action::ShowWhole(true))>
            {say(move |p| (p.show_whole)(&bytes(length)))}
        </button>
    }
}

/// "+2 ~1 −1": spoken as words.
fn counts_view(changes: &[Change]) -> impl IntoView + use<> {
    let count = |kind: ChangeKind| {
        let count = changes.iter().filter(|change| change.kind == kind).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    };
    let (added, changed, removed) = (
        count(ChangeKind::Added),
        count(ChangeKind::Changed),
        count(ChangeKind::Removed),
    );
    let sign = |class: &'static str, sign: &'static str, count: u32| {
        (count > 0).then(|| view! { <span class=format!("diff {class}") aria-hidden="true">{sign}{count}</span> })
    };
    let spoken = changes.first().map(|_| {
        view! { <span class="unseen">{say(move |p| (p.changes_spoken)(added, changed, removed))}</span> }
    });
    view! {
        {spoken}
        {sign("added", "+", added)}
        {sign("changed", "~", changed)}
        {sign("removed", "−", removed)}
    }
}

fn line_marks(changes: &[Change]) -> Vec<(usize, LineMark)> {
    let mark = |change: &Change| {
        let kind = match change.kind {
            ChangeKind::Added => LineMark::Added,
            ChangeKind::Changed => LineMark::Changed,
            ChangeKind::Removed => return Vec::new(),
        };
        let lines = change.line..change.line.saturating_add(change.lines);
        lines
            .filter_map(|line| Some((usize::try_from(line).ok()?, kind)))
            .collect()
    };
    changes.iter().flat_map(mark).collect()
}

/// What is gone, by its place: it has no line in the text after.
fn removed_view(changes: &[Change]) -> Option<impl IntoView + use<>> {
    let gone: Vec<_> = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Removed)
        .map(|change| change.pointer.clone())
        .collect();
    let shown = |pointer: String| {
        if pointer.is_empty() {
            "/".to_owned()
        } else {
            pointer
        }
    };
    (!gone.is_empty()).then(|| {
        let places = gone.into_iter().map(|pointer| view! { <li><code>{shown(pointer)}</code></li> }).collect_view();
        view! { <div class="gone"><span class="diff removed">{say(|p| p.removed)}</span><ul>{places}</ul></div> }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lines_that_are_there_are_marked() {
        let change = |kind, line, lines| Change {
            pointer: String::new(),
            kind,
            line,
            lines,
        };
        let changes = [
            change(ChangeKind::Added, 1, 2),
            change(ChangeKind::Removed, 4, 1),
            change(ChangeKind::Changed, 7, 1),
        ];
        assert_eq!(
            line_marks(&changes),
            [
                (1, LineMark::Added),
                (2, LineMark::Added),
                (7, LineMark::Changed)
            ]
        );
    }
}
