//! The iterations of a Map as a grid of squares, of which only the rows on the screen exist; each opens.

use crate::bridge::use_bridge;
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::Icon;
use crate::kit::seldom;
use crate::kit::virtual_list::{VirtualList, row_style};
use crate::part::status;
use asl::debugger::action::{Action, Grid, Window};
use asl::debugger::view::{IterationRow, Iterations, Status};
use leptos::prelude::*;
use std::ops::Range;

/// So many squares stand in a row: the number of a row and its place in it are the digits of its name.
const COLUMNS: u32 = 10;
/// The height of a row in pixels, and of the grid at most.
const ROW: f64 = 30.0;
const MOST_ROWS: u32 = 7;

/// The grid, where there is a Map to speak of.
#[component]
pub fn IterationsGrid() -> impl IntoView {
    let iterations = use_bridge().iterations();
    // It stays as it is, scrolled as it is, while the cursor moves.
    let map = Memo::new(move |_| {
        iterations.with(|grid| {
            grid.as_ref()
                .filter(|grid| grid.total > 0)
                .map(|grid| grid.map)
        })
    });
    move || map.get().map(|map| seldom(|| view! { <Squares map /> }))
}

fn part<T: PartialEq + Default + Send + Sync + 'static>(
    of: impl Fn(&Iterations) -> T + Send + Sync + 'static,
) -> Memo<T> {
    let iterations = use_bridge().iterations();
    Memo::new(move |_| {
        iterations.with(|grid| grid.as_ref().map(|grid| of(grid)).unwrap_or_default())
    })
}

#[component]
fn Squares(map: u32) -> impl IntoView {
    let bridge = use_bridge();
    let only = part(|grid| grid.only);
    let shown = part(|grid| grid.shown);
    let chosen = part(|grid| grid.chosen);
    let cells = part(|grid| (grid.from, grid.cells.clone()));
    let total = Signal::derive(move || shown.get().div_ceil(COLUMNS));
    let ask = move |rows: Range<u32>, only: Option<Status>| {
        bridge.send(Action::ShowIterations(Grid {
            window: Window {
                from: rows.start * COLUMNS,
                count: (rows.end - rows.start) * COLUMNS,
            },
            only,
        }));
    };
    let rows = move || {
        let (from, cells) = cells.get();
        let squares = (from..).zip(cells).collect::<Vec<_>>();
        let rows = squares.chunk_by(|a, b| a.0 / COLUMNS == b.0 / COLUMNS);
        rows.map(|row| row_view(map, row, chosen)).collect_view()
    };
    let height = move || {
        format!(
            "{}px",
            f64::from(total.get().clamp(1, MOST_ROWS)) * ROW + 2.0
        )
    };
    view! {
        <section class="iterations" aria-label=say(|p| p.iterations)>
            <Filter ask=Callback::new(move |only| ask(0..MOST_ROWS + 8, only)) />
            <div class="squares" role="grid" aria-rowcount=move || total.get().to_string() style:height=height>
                <VirtualList total row_height=ROW on_window=move |rows| ask(rows, only.get_untracked())>{rows}</VirtualList>
            </div>
        </section>
    }
}

/// All, or only those of one status, each with how many there are.
#[component]
fn Filter(ask: Callback<Option<Status>>) -> impl IntoView {
    let (only, total, counts) = (
        part(|grid| grid.only),
        part(|grid| grid.total),
        part(|grid| grid.counts.clone()),
    );
    let choice = move |status: Option<Status>, count: u32| {
        let words = say(move |p: &'static Phrases| match status {
            None => p.all.to_owned(),
            Some(status) => (p.status)(status).to_owned(),
        });
        let class = status.map_or("choice", |status| status::class(status));
        view! {
            <button type="button" class=format!("grid-choice {class}") aria-pressed=move || (only.get() == status).to_string() on:click=move |_| ask.run(status)>
                {status.map(|status| view! { <Icon sign=status::sign(status) /> })}
                {words}
                <span class="grid-count">{count}</span>
            </button>
        }
    };
    view! {
        <div class="grid-filter" role="group" aria-label=say(|p| p.iterations)>
            {move || choice(None, total.get())}
            {move || counts.get().into_iter().map(|(status, count)| choice(Some(status), count)).collect_view()}
        </div>
    }
}

fn row_view(
    map: u32,
    row: &[(u32, IterationRow)],
    chosen: Memo<Option<u32>>,
) -> impl IntoView + use<> {
    let number = row.first().map_or(0, |(at, _)| at / COLUMNS);
    let squares = row
        .iter()
        .map(|(_, cell)| square_view(map, *cell, chosen))
        .collect_view();
    view! { <div class="square-row" role="row" aria-rowindex=(number + 1).to_string() style=row_style(number, ROW)>{squares}</div> }
}

fn square_view(map: u32, cell: IterationRow, chosen: Memo<Option<u32>>) -> impl IntoView {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let IterationRow {
        index,
        status: state,
    } = cell;
    let spoken = move || format!("#{index} · {}", (phrases.get().status)(state));
    view! {
        <span role="gridcell" class="square-cell">
            <button
                type="button"
                class=format!("square {}", status::class(state))
                class:chosen=move || chosen.get() == Some(index)
                aria-label=spoken
                title=spoken
                data-iteration=index.to_string()
                on:click=move |_| bridge.send(Action::OpenIteration { map, index })
            >
                {(state == Status::Failed || state == Status::TimedOut).then(|| view! { <Icon sign=status::sign(state) /> })}
                {index}
            </button>
        </span>
    }
}
