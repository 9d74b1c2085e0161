//! The scale above the lanes, and the folds that run through them.

use super::{part, seek};
use crate::part::transport::player::use_player;
use crate::part::wording::duration;
use asl::debugger::view::{FoldRow, ScaleMark};
use leptos::prelude::*;

/// A fold narrower than this share of the line is not drawn, one narrower than the other has no length beside it.
const SEEN: f64 = 0.004;
const TOLD: f64 = 0.035;

/// Moments and the lengths of folds. A press leads there.
#[component]
pub fn Scale() -> impl IntoView {
    let player = use_player();
    let marks = part(|timeline| timeline.marks.clone(), Vec::new);
    let folds = part(|timeline| timeline.folds.clone(), Vec::new);
    let labels = move || {
        let folds = folds.get();
        let kept = marks
            .get()
            .into_iter()
            .filter(|mark| is_clear(mark, &folds));
        kept.map(mark_view).collect_view()
    };
    let lengths = move || {
        let told = folds
            .get()
            .into_iter()
            .filter(|fold| fold.to - fold.from >= TOLD);
        told.map(length_view).collect_view()
    };
    view! {
        <span role="presentation" class="time-scale" aria-hidden="true" on:click=move |event| seek(player, &event)>{labels}{lengths}</span>
    }
}

/// Whether a mark does not stand under the length of a fold.
fn is_clear(mark: &ScaleMark, folds: &[FoldRow]) -> bool {
    folds
        .iter()
        .all(|fold| mark.at < fold.from - 0.06 || mark.at > fold.to)
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
