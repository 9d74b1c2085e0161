//! The x of every cell: four alignments, each pushed together as close as the cells' widths allow, and
//! the middle of the four (Brandes and Köpf), then drawn together where that makes lines straighter.

use super::align::View;
use super::net::{Net, What};
use super::tighten::tighten;
use super::{BETWEEN_BOXES, BETWEEN_LINES};

/// The x of the middle of each cell.
pub(super) fn place(net: &Net) -> Vec<f64> {
    let mut four: Vec<_> = [(false, false), (false, true), (true, false), (true, true)]
        .into_iter()
        .map(|(upwards, mirrored)| pushed(&View::new(net, upwards, mirrored)))
        .collect();
    align_with_narrowest(net, &mut four);
    let middle = |at: usize| {
        let mut each: Vec<_> = four.iter().map(|xs| xs[at]).collect();
        each.sort_by(f64::total_cmp);
        (each[1] + each[2]) / 2.0
    };
    let mut xs: Vec<_> = (0..net.cells.len()).map(middle).collect();
    tighten(net, &mut xs);
    xs
}

/// How far apart the middles of two neighbours in a row must be.
pub(super) fn apart(net: &Net, left: usize, right: usize) -> f64 {
    let (left, right) = (&net.cells[left], &net.cells[right]);
    let half = |what| {
        let gap = if matches!(what, What::Box(_)) {
            BETWEEN_BOXES
        } else {
            BETWEEN_LINES
        };
        gap / 2.0
    };
    left.right + half(left.what) + half(right.what) + right.left
}

/// Columns pushed to the left as far as they go, then to the right where that leaves no hole.
fn pushed(view: &View<'_>) -> Vec<f64> {
    let columns = view.columns();
    let walls = Walls::new(view, &columns);
    let order = walls.left_to_right();
    let mut xs = vec![0.0_f64; columns.len()];
    for &at in &order {
        for &(right, apart) in &walls.right_of[at] {
            xs[right] = xs[right].max(xs[at] + apart);
        }
    }
    for &at in order.iter().rev() {
        let free = walls.right_of[at]
            .iter()
            .map(|(right, apart)| xs[*right] - apart);
        let most = free.fold(f64::INFINITY, f64::min);
        if most.is_finite() {
            xs[at] = xs[at].max(most);
        }
    }
    let sign = if view.mirrored { -1.0 } else { 1.0 };
    columns.iter().map(|first| sign * xs[*first]).collect()
}

/// What keeps columns apart.
struct Walls {
    /// Per first cell of a column: the columns to the right of it, and how far at least.
    right_of: Vec<Vec<(usize, f64)>>,
    columns: Vec<usize>,
}

impl Walls {
    fn new(view: &View<'_>, columns: &[usize]) -> Self {
        let mut right_of = vec![Vec::new(); columns.len()];
        for pair in view.rows.iter().flat_map(|row| row.windows(2)) {
            let apart = if view.mirrored {
                apart(view.net, pair[1], pair[0])
            } else {
                apart(view.net, pair[0], pair[1])
            };
            right_of[columns[pair[0]]].push((columns[pair[1]], apart));
        }
        Self {
            right_of,
            columns: columns.to_vec(),
        }
    }

    /// Columns so that each comes after all that are left of it.
    fn left_to_right(&self) -> Vec<usize> {
        let mut waiting = vec![0; self.columns.len()];
        for (right, _) in self.right_of.iter().flatten() {
            waiting[*right] += 1;
        }
        let firsts = (0..self.columns.len()).filter(|at| self.columns[*at] == *at);
        let mut order: Vec<_> = firsts.filter(|at| waiting[*at] == 0).collect();
        let mut next = 0;
        while let Some(&at) = order.get(next) {
            next += 1;
            for (right, _) in &self.right_of[at] {
                waiting[*right] -= 1;
                if waiting[*right] == 0 {
                    order.push(*right);
                }
            }
        }
        order
    }
}

/// Left and right borders of a placement.
fn borders(net: &Net, xs: &[f64]) -> (f64, f64) {
    let each = net.cells.iter().zip(xs);
    each.fold(
        (f64::INFINITY, f64::NEG_INFINITY),
        |(low, high), (cell, x)| (low.min(x - cell.left), high.max(x + cell.right)),
    )
}

/// Moves each so that those pushed left begin where the narrowest begins, and the others end where it ends.
fn align_with_narrowest(net: &Net, four: &mut [Vec<f64>]) {
    let all: Vec<_> = four.iter().map(|xs| borders(net, xs)).collect();
    let width = |&(low, high): &(f64, f64)| high - low;
    let narrowest = all.iter().min_by(|a, b| width(a).total_cmp(&width(b)));
    let (low, high) = narrowest.copied().unwrap_or_default();
    for (at, (xs, own)) in four.iter_mut().zip(&all).enumerate() {
        let shift = if at % 2 == 0 {
            low - own.0
        } else {
            high - own.1
        };
        xs.iter_mut().for_each(|x| *x += shift);
    }
}
