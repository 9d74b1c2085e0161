//! The scale above the lanes, and the folds that run through them.

use super::{part, seek};
use crate::part::transport::player::use_player;
use crate::part::wording::duration;
use asl::debugger::view::{FoldRow, ScaleMark};
use leptos::prelude::*;

/// A fold narrower than this share of the line is not drawn, one narrower than the other has no length beside it.
const SEEN: f64 = 0.004;
const TOLD: f64 = 0.035;

/// What the words of a length or of a moment take of the line.
const WORDS: f64 = 0.16;

/// Moments and the lengths of folds. A press leads there.
#[component]
pub fn Scale() -> impl IntoView {
    let player = use_player();
    let marks = part(|timeline| timeline.marks.clone(), Vec::new);
    let folds = part(|timeline| timeline.folds.clone(), Vec::new);
    let labels = move || {
        let (folds, told) = folds.with(|folds| (folds.clone(), told(folds)));
        let mut marks = marks.get();
        marks.retain(|mark| is_clear(mark, &folds, &told));
        marks.into_iter().map(mark_view).collect_view()
    };
    let lengths = move || {
        let told = folds.with(|folds| told(folds));
        told.into_iter().map(length_view).collect_view()
    };
    view! {
        <span role="presentation" class="time-scale" aria-hidden="true" on:click=move |event| seek(player, &event)>{labels}{lengths}</span>
    }
}

/// The folds whose lengths are written: where two would stand in each other's way, the longer one.
fn told(folds: &[FoldRow]) -> Vec<FoldRow> {
    let mut by_length = folds.to_vec();
    by_length.retain(|fold| fold.to - fold.from >= TOLD);
    by_length.sort_by_key(|fold| std::cmp::Reverse(fold.millis));
    let mut told: Vec<FoldRow> = Vec::new();
    for fold in by_length {
        if told
            .iter()
            .all(|other| (middle(other) - middle(&fold)).abs() >= WORDS)
        {
            told.push(fold);
        }
    }
    told
}

fn middle(fold: &FoldRow) -> f64 {
    f64::midpoint(fold.from, fold.to)
}

/// Whether a mark stands neither in a fold nor under the length of one.
fn is_clear(mark: &ScaleMark, folds: &[FoldRow], told: &[FoldRow]) -> bool {
    folds
        .iter()
        .all(|fold| mark.at < fold.from || mark.at > fold.to)
        && told.iter().all(|fold| {
            let begins = middle(fold) - WORDS / 2.0;
            mark.at + WORDS / 2.0 < begins || mark.at > fold.to.max(begins + WORDS)
        })
}

fn mark_view(mark: ScaleMark) -> impl IntoView {
    let class = if mark.at > 0.94 {
        "time-mark last"
    } else {
        "time-mark"
    };
    let words = if mark.millis == 0 {
        "0".to_owned()
    } else {
        duration(mark.millis)
    };
    view! { <span class=class style=at(mark.at)>{words}</span> }
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
        seen.map(|fold| view! { <i class="time-fold" style=between(fold.from, fold.to)></i> })
            .collect_view()
    }
}

/// A place along the line in the style sheet's words.
pub fn at(place: f64) -> String {
    format!("left:{:.3}%", place * 100.0)
}

/// A stretch of the line in the style sheet's words.
pub fn between(from: f64, to: f64) -> String {
    format!(
        "left:{:.3}%;width:{:.3}%",
        from * 100.0,
        (to - from) * 100.0
    )
}
