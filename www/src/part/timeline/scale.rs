//! The scale above the lanes, and the folds that run through them.

use super::{part, seek};
use crate::part::transport::player::use_player;
use crate::part::wording::duration;
use asl::debugger::view::{FoldRow, ScaleMark};
use leptos::prelude::*;

/// A fold narrower than this share of the line is not drawn, one narrower than the other has no length beside it.
const SEEN: f64 = 0.004;
const TOLD: f64 = 0.035;

/// How wide a character of a label is, and what stands free beside one, in pixels.
const CHARACTER: f64 = 6.8;
const FREE: f64 = 10.0;

/// Moments and the lengths of folds. A press leads there.
#[component]
pub fn Scale(
    /// How wide the line is, in pixels.
    width: Signal<f64>,
) -> impl IntoView {
    let player = use_player();
    let marks = part(|timeline| timeline.marks.clone(), Vec::new);
    let folds = part(|timeline| timeline.folds.clone(), Vec::new);
    let words = move || {
        let mut row = Row::new(width.get());
        folds.with(|folds| {
            let told = row.lengths(folds);
            let told = told.into_iter().map(length_view).collect_view();
            let marks = marks.get().into_iter();
            let marks = marks.filter(|mark| row.has_room(*mark, folds));
            (told, marks.map(mark_view).collect_view())
        })
    };
    view! {
        <span role="presentation" class="time-scale" aria-hidden="true" on:click=move |event| seek(player, &event)>{words}</span>
    }
}

/// The row of labels: what each takes of the line. Where two would stand in each other's way, the one that came
/// first stays.
struct Row {
    width: f64,
    taken: Vec<(f64, f64)>,
}

impl Row {
    fn new(width: f64) -> Self {
        Self {
            width: width.max(1.0),
            taken: Vec::new(),
        }
    }

    /// The folds whose lengths are written, the longest first.
    fn lengths(&mut self, folds: &[FoldRow]) -> Vec<FoldRow> {
        let mut by_length: Vec<_> = folds.to_vec();
        by_length.retain(|fold| fold.to - fold.from >= TOLD);
        by_length.sort_by_key(|fold| std::cmp::Reverse(fold.millis));
        by_length.retain(|fold| {
            let half = self.share(&duration(fold.millis)) / 2.0;
            let middle = f64::midpoint(fold.from, fold.to);
            self.takes(middle - half, middle + half)
        });
        by_length
    }

    /// Whether a mark stands neither in a fold nor in another label's way.
    fn has_room(&mut self, mark: ScaleMark, folds: &[FoldRow]) -> bool {
        let hidden = |fold: &FoldRow| mark.at > fold.from && mark.at < fold.to;
        let share = self.share(&mark_words(mark));
        let from = if is_last(mark) {
            mark.at - share
        } else {
            mark.at
        };
        !folds.iter().any(hidden) && self.takes(from, from + share)
    }

    fn share(&self, words: &str) -> f64 {
        (words.chars().count() as f64 * CHARACTER + FREE) / self.width
    }

    fn takes(&mut self, from: f64, to: f64) -> bool {
        let free = self
            .taken
            .iter()
            .all(|taken| to <= taken.0 || from >= taken.1);
        if free {
            self.taken.push((from, to));
        }
        free
    }
}

/// Whether a mark stands so far right that its words stand before it.
fn is_last(mark: ScaleMark) -> bool {
    mark.at > 0.9
}

/// Behind a fold a mark counts from its end: `+2 s`.
fn mark_words(mark: ScaleMark) -> String {
    match mark.millis {
        0 => "0".to_owned(),
        millis if mark.after_fold => format!("+{}", duration(millis)),
        millis => duration(millis),
    }
}

fn mark_view(mark: ScaleMark) -> impl IntoView {
    let class = if is_last(mark) {
        "time-mark last"
    } else {
        "time-mark"
    };
    view! { <span class=class style=at(mark.at)>{mark_words(mark)}</span> }
}

fn length_view(fold: FoldRow) -> impl IntoView {
    view! { <span class="time-length" style=between(fold.from, fold.to)>{duration(fold.millis)}</span> }
}

/// The folds through all lanes, each with a zigzag.
#[component]
pub fn Folds() -> impl IntoView {
    let folds = part(|timeline| timeline.folds.clone(), Vec::new);
    move || {
        let seen = folds
            .get()
            .into_iter()
            .filter(|fold| fold.to - fold.from >= SEEN);
        seen.map(|fold| {
            let slim = fold.to - fold.from < TOLD;
            view! { <i class="time-fold" class:slim=slim style=between(fold.from, fold.to)></i> }
        })
        .collect_view()
    }
}

/// A place along the line in the style sheet's words.
pub fn at(place: f64) -> String {
    format!("left:{:.3}%", place * 100.0)
}

/// A stretch of the line in the style sheet's words; the shortest is seen at the end of the line, too.
pub fn between(from: f64, to: f64) -> String {
    format!(
        "left:min({:.3}%,100% - 3px);width:{:.3}%",
        from * 100.0,
        (to - from) * 100.0
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold(from: f64, to: f64, millis: i64) -> FoldRow {
        FoldRow { from, to, millis }
    }

    #[test]
    fn of_lengths_that_would_stand_in_each_others_way_the_longest_are_told() {
        let folds: Vec<_> = (0..8)
            .map(|n| {
                let from = 0.1 * f64::from(n);
                fold(from, from + 0.05, 60_000 << n)
            })
            .collect();
        let told = |width| Row::new(width).lengths(&folds).len();
        assert_eq!(told(200.0), 3, "in a narrow pane");
        assert!(told(1200.0) > 4, "in a wide one");
        let longest = Row::new(200.0).lengths(&folds)[0];
        assert_eq!(longest.millis, 60_000 << 7);
    }

    #[test]
    fn a_mark_has_room_beside_lengths_and_other_marks() {
        let mark = |at, millis| ScaleMark {
            at,
            millis,
            after_fold: false,
        };
        let folds = [fold(0.4, 0.5, 86_400_000)];
        let mut row = Row::new(300.0);
        assert_eq!(row.lengths(&folds).len(), 1);
        assert!(row.has_room(mark(0.0, 0), &folds));
        assert!(!row.has_room(mark(0.45, 1_000), &folds), "in a fold");
        assert!(!row.has_room(mark(0.5, 2_000), &folds), "under its length");
        assert!(row.has_room(mark(0.7, 3_000), &folds));
        assert!(
            !row.has_room(mark(0.75, 4_000), &folds),
            "over another mark"
        );
        assert!(row.has_room(mark(1.0, 5_000), &folds), "before its line");
    }

    #[test]
    fn behind_a_fold_marks_count_from_its_end() {
        let mark = ScaleMark {
            at: 0.8,
            millis: 2_000,
            after_fold: true,
        };
        assert_eq!(mark_words(mark), "+2 s");
    }
}
