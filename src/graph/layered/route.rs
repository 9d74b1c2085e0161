//! Lines through the rows. Each runs upright through every row, in its own column, and moves to a side
//! only in the empty corridor between two rows: so no line can cross a foreign box or label.

use super::net::{Net, What};
use super::ports::ports;
use super::walk::Walk;
use super::{BETWEEN_RANKS, own_loops};
use crate::graph::drawing::{Point, Rect};
use crate::graph::scope::{Link, Plan, Route, Size, around, point};

/// Upper and lower border of a row.
#[derive(Clone, Copy)]
struct Band {
    top: f64,
    bottom: f64,
}

/// Everything in its place.
pub(super) fn plan(net: &Net, sizes: &[Size], links: &[Link], walk: &Walk, xs: &[f64]) -> Plan {
    let bands = bands(net);
    let middle = |at: usize| {
        let band = bands[net.cells[at].row];
        point(xs[at], f64::midpoint(band.top, band.bottom))
    };
    let boxes: Vec<_> = sizes
        .iter()
        .enumerate()
        .map(|(at, size)| around(middle(at), *size))
        .collect();
    let ports = ports(net, &boxes, xs, links, walk);
    let own = own_loops::routes(&boxes, links);
    let routes = own.into_iter().enumerate().map(|(at, own)| {
        own.unwrap_or_else(|| {
            let chain = &net.chains[at];
            let mut points = line(net, &boxes, &bands, xs, chain, ports[at]);
            if walk.back[at] {
                points.reverse();
            }
            let label = chain.iter().find(|at| net.cells[**at].what == What::Label);
            let label = label.map(|cell| around(middle(*cell), links[at].label));
            Route {
                points,
                label: label.unwrap_or_default(),
            }
        })
    });
    Plan {
        routes: routes.collect(),
        boxes,
        size: Size::default(),
    }
}

/// Half the space between ranks on each side of a row of labels.
fn bands(net: &Net) -> Vec<Band> {
    let mut top = 0.0;
    let mut before_labels = false;
    let mut bands = Vec::with_capacity(net.rows.len());
    for row in &net.rows {
        let boxes = row
            .iter()
            .any(|at| matches!(net.cells[*at].what, What::Box(_)));
        if !bands.is_empty() {
            top += if boxes && !before_labels {
                BETWEEN_RANKS
            } else {
                BETWEEN_RANKS / 2.0
            };
        }
        let height = row
            .iter()
            .map(|at| net.cells[*at].height)
            .fold(0.0, f64::max);
        bands.push(Band {
            top,
            bottom: top + height,
        });
        top += height;
        before_labels = !boxes;
    }
    bands
}

/// From the lower side of the upper box to the upper side of the lower one.
fn line(
    net: &Net,
    boxes: &[Rect],
    bands: &[Band],
    xs: &[f64],
    chain: &[usize],
    (out, into): (f64, f64),
) -> Vec<Point> {
    let [first, inner @ .., last] = chain else {
        return Vec::new();
    };
    let (upper, lower) = (&boxes[*first], &boxes[*last]);
    let mut points = vec![
        point(out, upper.y + upper.height),
        point(out, bands[net.cells[*first].row].bottom),
    ];
    for at in inner {
        let band = bands[net.cells[*at].row];
        points.extend([point(xs[*at], band.top), point(xs[*at], band.bottom)]);
    }
    points.extend([
        point(into, bands[net.cells[*last].row].top),
        point(into, lower.y),
    ]);
    without_idle(points)
}

/// Without points that stand still or lie on a straight upright line.
fn without_idle(points: Vec<Point>) -> Vec<Point> {
    let same = |a: f64, b: f64| (a - b).abs() < 0.01;
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for next in points {
        match kept.as_slice() {
            [.., last] if same(last.x, next.x) && same(last.y, next.y) => continue,
            [.., before, last] if same(before.x, last.x) && same(last.x, next.x) => {
                kept.pop();
            }
            _ => {}
        }
        kept.push(next);
    }
    kept
}
