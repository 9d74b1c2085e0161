//! The scope as rows of cells: boxes in their ranks, and for each link a cell in every row between its
//! ends. A row of its own between two ranks holds the labels, each just behind the box it leaves.

use super::own_loops;
use super::simplex::{Arc, levels};
use super::walk::Walk;
use crate::graph::scope::{Link, Size};

/// More cells than this take too long to put in order.
const MOST_CELLS: usize = 30_000;

/// What takes a place in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Box(usize),
    /// A link passes.
    Line,
    /// A link passes with its label.
    Label,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub what: What,
    pub row: usize,
    /// Room to the left and right of the middle.
    pub left: f64,
    /// See `left`.
    pub right: f64,
    pub height: f64,
    /// When the reader comes to it: smaller ones are to the left where nothing speaks against it.
    pub turn: usize,
    /// Whether a link passes that leads back.
    pub back: bool,
}

/// A neighbour in the row above or below.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub cell: usize,
    /// How strongly the two want to stand straight above each other.
    pub pull: u32,
}

/// Rows from top to bottom with what connects them.
pub(super) struct Net {
    /// Boxes first, with the numbers they had.
    pub cells: Vec<Cell>,
    /// The cells of each row from left to right.
    pub rows: Vec<Vec<usize>>,
    /// Per cell: its neighbours in the row above.
    pub above: Vec<Vec<Tie>>,
    /// Per cell: its neighbours in the row below.
    pub below: Vec<Vec<Tie>>,
    /// Per link: its cells from top to bottom with the boxes at its ends; empty for one to its own box.
    pub chains: Vec<Vec<usize>>,
}

/// A chain of lines keeps straight before all else.
const INNER_PULL: u32 = 8;

/// Builds the rows, each in the order of reading; `None` if there would be too many cells.
pub(super) fn net(boxes: &[Size], links: &[Link], walk: &Walk) -> Option<Net> {
    let ranks = ranks(boxes.len(), links, walk);
    let rows = Rows::new(&ranks, links, walk);
    let mut net = Net {
        cells: box_cells(boxes, links, walk),
        rows: vec![Vec::new(); rows.count],
        above: Vec::new(),
        below: Vec::new(),
        chains: Vec::with_capacity(links.len()),
    };
    for (cell, rank) in net.cells.iter_mut().zip(&ranks) {
        cell.row = rows.of_rank[*rank];
    }
    for (at, link) in links.iter().enumerate() {
        let chain = net.chain(at, link, walk, rows.label(at, link, &ranks, walk));
        net.chains.push(chain);
        if net.cells.len() > MOST_CELLS {
            return None;
        }
    }
    net.fill_rows();
    net.tie(links, walk);
    Some(net)
}

/// The two ends of a link, the upper one first.
fn ends(at: usize, link: &Link, walk: &Walk) -> (usize, usize) {
    if walk.back[at] {
        (link.to, link.from)
    } else {
        (link.from, link.to)
    }
}

/// The rank of each box. Parts that nothing connects begin together at the top.
fn ranks(boxes: usize, links: &[Link], walk: &Walk) -> Vec<usize> {
    let mut arcs = Vec::with_capacity(links.len());
    let mut entered = vec![false; boxes];
    for (at, link) in links.iter().enumerate() {
        let (from, to) = ends(at, link, walk);
        if from == to {
            continue;
        }
        entered[to] = true;
        let weight = if walk.back[at] {
            1
        } else {
            i64::from(link.pull)
        };
        arcs.push(Arc {
            from,
            to,
            length: 1,
            weight,
        });
    }
    // One more node above all others holds the parts together.
    let tops = (0..boxes).filter(|at| !entered[*at]);
    arcs.extend(tops.map(|to| Arc {
        from: boxes,
        to,
        length: 1,
        weight: 0,
    }));
    let levels = levels(boxes + 1, &arcs);
    levels
        .iter()
        .take(boxes)
        .map(|level| (level - 1).max(0) as usize)
        .collect()
}

/// Which rows there are.
struct Rows {
    /// Per rank: its row.
    of_rank: Vec<usize>,
    count: usize,
}

impl Rows {
    fn new(ranks: &[usize], links: &[Link], walk: &Walk) -> Self {
        let count = ranks.iter().max().map_or(0, |last| last + 1);
        let mut labelled = vec![false; count];
        for (at, link) in links.iter().enumerate() {
            if let Some(rank) = rank_above_label(at, link, ranks, walk) {
                labelled[rank] = true;
            }
        }
        let mut next = 0;
        let of_rank = labelled.iter().map(|labelled| {
            let row = next;
            next += 1 + usize::from(*labelled);
            row
        });
        Self {
            of_rank: of_rank.collect(),
            count: next,
        }
    }

    /// The row of a link's label.
    fn label(&self, at: usize, link: &Link, ranks: &[usize], walk: &Walk) -> Option<usize> {
        rank_above_label(at, link, ranks, walk).map(|rank| self.of_rank[rank] + 1)
    }
}

/// A label stands behind the box that the link leaves, which for a link back is the lower one.
fn rank_above_label(at: usize, link: &Link, ranks: &[usize], walk: &Walk) -> Option<usize> {
    if link.label.width <= 0.0 || link.from == link.to {
        return None;
    }
    let rank = ranks[link.from];
    if walk.back[at] {
        rank.checked_sub(1)
    } else {
        Some(rank)
    }
}

fn box_cells(boxes: &[Size], links: &[Link], walk: &Walk) -> Vec<Cell> {
    let mut cells: Vec<_> = boxes
        .iter()
        .enumerate()
        .map(|(at, size)| Cell {
            what: What::Box(at),
            row: 0,
            left: size.width / 2.0,
            right: size.width / 2.0,
            height: size.height,
            turn: walk.boxes[at],
            back: false,
        })
        .collect();
    for link in links.iter().filter(|link| link.from == link.to) {
        cells[link.from].right += own_loops::room(link.label);
    }
    cells
}

impl Net {
    fn chain(&mut self, at: usize, link: &Link, walk: &Walk, label: Option<usize>) -> Vec<usize> {
        let (upper, lower) = ends(at, link, walk);
        if upper == lower {
            return Vec::new();
        }
        let mut chain = vec![upper];
        for row in self.cells[upper].row + 1..self.cells[lower].row {
            chain.push(self.cells.len());
            let shown = label == Some(row);
            let size = if shown { link.label } else { Size::default() };
            self.cells.push(Cell {
                what: if shown { What::Label } else { What::Line },
                row,
                left: size.width / 2.0,
                right: size.width / 2.0,
                height: size.height,
                turn: walk.links[at],
                back: walk.back[at],
            });
        }
        chain.push(lower);
        chain
    }

    fn fill_rows(&mut self) {
        for (at, cell) in self.cells.iter().enumerate() {
            self.rows[cell.row].push(at);
        }
        for row in &mut self.rows {
            row.sort_by_key(|at| self.cells[*at].turn);
        }
    }

    fn tie(&mut self, links: &[Link], walk: &Walk) {
        self.above = vec![Vec::new(); self.cells.len()];
        self.below = vec![Vec::new(); self.cells.len()];
        for (at, (chain, link)) in self.chains.iter().zip(links).enumerate() {
            let own = if walk.back[at] { 1 } else { 1 + link.pull };
            for pair in chain.windows(2) {
                let inner = pair
                    .iter()
                    .all(|at| !matches!(self.cells[*at].what, What::Box(_)));
                let pull = if inner { own + INNER_PULL } else { own };
                self.below[pair[0]].push(Tie {
                    cell: pair[1],
                    pull,
                });
                self.above[pair[1]].push(Tie {
                    cell: pair[0],
                    pull,
                });
            }
        }
    }

    /// The place of each cell in its row.
    pub fn places(&self) -> Vec<usize> {
        let mut places = vec![0; self.cells.len()];
        for row in &self.rows {
            for (place, at) in row.iter().enumerate() {
                places[*at] = place;
            }
        }
        places
    }
}
