//! The iterations of a Map as a grid of squares, of which only the rows on the screen exist; each opens.

use crate::bridge::use_bridge;
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::Icon;
use crate::kit::browser::focus_id;
use crate::kit::seldom;
use crate::kit::virtual_list::{VirtualList, row_style};
use crate::part::status;
use asl::debugger::action::{Action, Grid, Window};
use asl::debugger::view::{IterationRow, Iterations, Status};
use leptos::prelude::*;
use std::ops::Range;
use web_sys::KeyboardEvent;

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
    let walk = Walk::new(shown, cells);
    let phrases = use_phrases();
    let rows = move || {
        let (words, rows) = (
            phrases.get(),
            cells.with(|(from, cells)| rows_of(*from, cells)),
        );
        rows.into_iter()
            .map(move |row| (words, row))
            .collect::<Vec<_>>()
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
            <div class="squares" role="grid" aria-label=say(|p| p.iterations) aria-rowcount=move || total.get().to_string() style:height=height on:keydown=move |event| walk.by_key(&event)>
                <VirtualList total row_height=ROW follow=walk.row() on_window=move |rows| ask(rows, only.get_untracked())>
                    <For each=rows key=key let((words, row))>{row_view(map, &row, words, chosen, walk)}</For>
                </VirtualList>
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
        let class = status.map_or("", status::class);
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

/// Squares beside each other, each with its place. A row that stays as it is stays on the screen.
type Row = Vec<(u32, IterationRow)>;

/// What a row shows, and in which language: hundreds of squares do not each listen for another one.
fn key((words, row): &(&'static Phrases, Row)) -> (usize, Row) {
    (std::ptr::from_ref(*words).addr(), row.clone())
}

fn rows_of(from: u32, cells: &[IterationRow]) -> Vec<Row> {
    let squares = (from..).zip(cells.iter().copied()).collect::<Row>();
    let rows = squares.chunk_by(|a, b| a.0 / COLUMNS == b.0 / COLUMNS);
    rows.map(<[_]>::to_vec).collect()
}

/// Squares that are known: the place of the first, and what is there.
type Cells = Memo<(u32, Vec<IterationRow>)>;

/// The square that the keyboard has reached: the only one that Tab stops at.
#[derive(Clone, Copy)]
struct Walk {
    at: RwSignal<Option<u32>>,
    /// Whether a key has led there and the square has yet to come on the screen.
    coming: StoredValue<bool>,
    count: Memo<u32>,
    stop: Memo<u32>,
}

impl Walk {
    fn new(count: Memo<u32>, cells: Cells) -> Self {
        let (at, coming) = (RwSignal::new(None), StoredValue::new(false));
        // Scrolled away, the first square that is there takes its place.
        let stop = Memo::new(move |_| {
            let (from, there) = cells.with(|(from, cells)| (*from, cells.len() as u32));
            at.get()
                .filter(|at| (from..from + there).contains(at))
                .unwrap_or(from)
        });
        Effect::new(move |_| {
            cells.track();
            at.track();
            if coming.get_value() {
                request_animation_frame(move || {
                    let arrived = at
                        .get_untracked()
                        .is_some_and(|at| focus_id(&square_id(at)));
                    coming.set_value(!arrived);
                });
            }
        });
        Self {
            at,
            coming,
            count,
            stop,
        }
    }

    /// The row that has to be on the screen.
    fn row(self) -> Signal<Option<u32>> {
        Signal::derive(move || self.at.get().map(|at| at / COLUMNS))
    }

    fn by_key(self, event: &KeyboardEvent) {
        let now = self.stop.get_untracked();
        let to = place_after(
            &event.key(),
            event.ctrl_key(),
            now,
            self.count.get_untracked(),
        );
        if let Some(to) = to {
            event.prevent_default();
            event.stop_propagation();
            self.coming.set_value(true);
            self.at.set(Some(to));
        }
    }
}

/// Where a key leads in a grid of so many squares, as grids have it everywhere.
fn place_after(key: &str, control: bool, now: u32, count: u32) -> Option<u32> {
    let last = count.checked_sub(1)?;
    let row = now - now % COLUMNS;
    let page = COLUMNS * MOST_ROWS;
    let to = match (key, control) {
        ("ArrowRight", false) => now + 1,
        ("ArrowLeft", false) => now.saturating_sub(1),
        ("ArrowDown", false) if now + COLUMNS > last => now,
        ("ArrowDown", false) => now + COLUMNS,
        ("ArrowUp", false) => now.checked_sub(COLUMNS).unwrap_or(now),
        ("PageDown", false) => now + page,
        ("PageUp", false) => now.saturating_sub(page),
        ("Home", false) => row,
        ("End", false) => row + COLUMNS - 1,
        ("Home", true) => 0,
        ("End", true) => last,
        _ => return None,
    };
    Some(to.min(last))
}

fn square_id(place: u32) -> String {
    format!("square-{place}")
}

fn row_view(
    map: u32,
    row: &[(u32, IterationRow)],
    words: &'static Phrases,
    chosen: Memo<Option<u32>>,
    walk: Walk,
) -> impl IntoView + use<> {
    let number = row.first().map_or(0, |(at, _)| at / COLUMNS);
    let squares = row
        .iter()
        .map(|(place, cell)| square_view(map, *place, *cell, words, chosen, walk))
        .collect_view();
    view! { <div class="square-row" role="row" aria-rowindex=(number + 1).to_string() style=row_style(number, ROW)>{squares}</div> }
}

fn square_view(
    map: u32,
    place: u32,
    cell: IterationRow,
    words: &'static Phrases,
    chosen: Memo<Option<u32>>,
    walk: Walk,
) -> impl IntoView {
    let bridge = use_bridge();
    let IterationRow {
        index,
        status: state,
    } = cell;
    let spoken = format!("#{index} · {}", (words.status)(state));
    view! {
        <span role="gridcell" class="square-cell">
            <button
                type="button"
                id=square_id(place)
                tabindex=move || if walk.stop.get() == place { "0" } else { "-1" }
                class=format!("square {}", status::class(state))
                class:chosen=move || chosen.get() == Some(index)
                aria-label=spoken.clone()
                title=spoken
                data-iteration=index.to_string()
                on:focus=move |_| walk.at.set(Some(place))
                on:click=move |_| bridge.send(Action::OpenIteration { map, index })
            >
                {(state == Status::Failed || state == Status::TimedOut).then(|| view! { <Icon sign=status::sign(state) /> })}
                {index}
            </button>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::place_after;

    #[test]
    fn keys_lead_as_in_every_grid() {
        let to = |key, now| place_after(key, false, now, 95);
        assert_eq!(to("ArrowRight", 9), Some(10));
        assert_eq!(to("ArrowLeft", 0), Some(0));
        assert_eq!(to("ArrowDown", 12), Some(22));
        assert_eq!(
            to("ArrowDown", 86),
            Some(86),
            "below the last row is nothing"
        );
        assert_eq!(to("ArrowUp", 5), Some(5));
        assert_eq!(to("End", 92), Some(94));
        assert_eq!(to("Home", 47), Some(40));
        assert_eq!(to("PageDown", 60), Some(94));
        assert_eq!(place_after("End", true, 3, 95), Some(94));
        assert_eq!(to("Enter", 3), None);
        assert_eq!(place_after("Home", true, 0, 0), None);
    }
}
