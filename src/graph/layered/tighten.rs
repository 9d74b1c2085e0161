//! Columns moved a last time, each to where its links want it most, as far as its neighbours let it. What
//! comes to stand straight under something else is one column from then on.

use super::net::Net;
use super::place::apart;

/// Rounds over all columns.
const ROUNDS: usize = 12;
/// Closer than this is straight.
const STRAIGHT: f64 = 0.01;

pub(super) fn tighten(net: &Net, xs: &mut [f64]) {
    let places = net.places();
    for round in 0..ROUNDS {
        let mut columns = columns(net, xs);
        if round % 2 == 1 {
            columns.reverse();
        }
        let mut moved = false;
        for column in columns {
            let by = best_shift(net, xs, &places, &column);
            if by.abs() > STRAIGHT {
                column.iter().for_each(|at| xs[*at] += by);
                moved = true;
            }
        }
        if !moved {
            return;
        }
    }
}

/// Cells that are tied and stand straight above each other, together.
fn columns(net: &Net, xs: &[f64]) -> Vec<Vec<usize>> {
    let mut seen = vec![false; xs.len()];
    let mut columns = Vec::new();
    for start in net.rows.iter().flatten() {
        if seen[*start] {
            continue;
        }
        seen[*start] = true;
        let mut column = vec![*start];
        let mut next = 0;
        while let Some(&at) = column.get(next) {
            next += 1;
            for tie in net.above[at].iter().chain(&net.below[at]) {
                if !seen[tie.cell] && (xs[tie.cell] - xs[at]).abs() < STRAIGHT {
                    seen[tie.cell] = true;
                    column.push(tie.cell);
                }
            }
        }
        columns.push(column);
    }
    columns
}

/// By how much a column should move: the weighted median of what its ties ask for.
fn best_shift(net: &Net, xs: &[f64], places: &[usize], column: &[usize]) -> f64 {
    let mut asked = Vec::new();
    let (mut left, mut right) = (f64::NEG_INFINITY, f64::INFINITY);
    for &at in column {
        let ties = net.above[at].iter().chain(&net.below[at]);
        let foreign = ties.map(|tie| (xs[tie.cell] - xs[at], tie.pull));
        asked.extend(foreign.filter(|(by, _)| by.abs() >= STRAIGHT));
        let (row, place) = (&net.rows[net.cells[at].row], places[at]);
        if let Some(&other) = place.checked_sub(1).and_then(|place| row.get(place)) {
            left = left.max(xs[other] + apart(net, other, at) - xs[at]);
        }
        if let Some(&other) = row.get(place + 1) {
            right = right.min(xs[other] - apart(net, at, other) - xs[at]);
        }
    }
    median(&mut asked).max(left.min(0.0)).min(right.max(0.0))
}

/// The nearest to 0 of all numbers for which the weighted distance to `asked` is least.
fn median(asked: &mut [(f64, u32)]) -> f64 {
    asked.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: u64 = asked.iter().map(|(_, pull)| u64::from(*pull)).sum();
    let mut sum = 0;
    let mut low = None;
    for (by, pull) in asked.iter() {
        sum += 2 * u64::from(*pull);
        if sum >= all && low.is_none() {
            low = Some(*by);
        }
        if sum > all {
            return 0.0_f64.clamp(low.unwrap_or(*by), *by);
        }
    }
    0.0
}
