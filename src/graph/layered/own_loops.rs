//! Links from a box to itself: out of its right side and back in, one around the other.

use crate::graph::drawing::{Point, Rect};
use crate::graph::scope::{Link, Route, Size, around, point};

/// How far the line stands off.
const OFF: f64 = 20.0;
/// From the line to its label.
const BESIDE: f64 = 4.0;
/// How far apart the lines leave the box.
const APART: f64 = 4.0;

/// Room beside the box for one of them.
pub(super) fn room(label: Size) -> f64 {
    OFF + if label.width > 0.0 {
        BESIDE + label.width
    } else {
        0.0
    }
}

/// The ways of all of them, in the order of the links.
pub(super) fn routes(boxes: &[Rect], links: &[Link]) -> Vec<Option<Route>> {
    let mut taken = vec![(0.0, 0usize); boxes.len()];
    let route = |link: &Link| {
        (link.from == link.to).then(|| {
            let (used, before) = &mut taken[link.from];
            let route = route(&boxes[link.from], link.label, *used, *before);
            *used += room(link.label);
            *before += 1;
            route
        })
    };
    links.iter().map(route).collect()
}

/// Around `used` pixels that `before` others take.
fn route(owner: &Rect, label: Size, used: f64, before: usize) -> Route {
    let right = owner.x + owner.width;
    let out = right + used + OFF;
    let middle = owner.y + owner.height / 2.0;
    let off = (12.0 + APART * before as f64).min(owner.height / 2.0 - 2.0);
    let turn = |x: f64, y: f64| -> Point { point(x, y) };
    Route {
        points: vec![
            turn(right, middle - off),
            turn(out, middle - off),
            turn(out, middle + off),
            turn(right, middle + off),
        ],
        label: around(point(out + BESIDE + label.width / 2.0, middle), label),
    }
}
