//! Each row from left to right so that few links cross: sweeps down and up sort each row by where its
//! neighbours are, then neighbours in a row change places where that helps. The best order found stays;
//! among equals the one that reads like the text.

use super::crossings::{Tree, between};
use super::net::{Net, Tie};

/// Sweeps without gain before the search ends.
const PATIENCE: usize = 4;
/// All searches together end when they have swept over this many cells and ties.
const MOST_WORK: usize = 150_000;
/// Rounds of changing places in one go.
const ROUNDS: usize = 6;

/// What stands for the places of a cell's neighbours.
#[derive(Clone, Copy)]
enum Mean {
    Average,
    Median,
}

/// The order in which a search begins.
#[derive(Clone, Copy)]
enum Start {
    /// That of the text.
    AsRead,
    /// That of the text, but with the links that lead back at the left.
    BackFirst,
    /// That of the text from right to left.
    Mirrored,
}

/// One way to search.
#[derive(Clone, Copy)]
struct Search {
    mean: Mean,
    start: Start,
    /// Whether cells that wish for the same place change their order each second time.
    restless: bool,
}

/// The order of the text first: what it leads to is only given up for fewer crossings.
const SEARCHES: [Search; 8] = [
    Search {
        mean: Mean::Average,
        start: Start::AsRead,
        restless: false,
    },
    Search {
        mean: Mean::Median,
        start: Start::AsRead,
        restless: false,
    },
    Search {
        mean: Mean::Average,
        start: Start::AsRead,
        restless: true,
    },
    Search {
        mean: Mean::Average,
        start: Start::BackFirst,
        restless: false,
    },
    Search {
        mean: Mean::Median,
        start: Start::BackFirst,
        restless: true,
    },
    Search {
        mean: Mean::Average,
        start: Start::BackFirst,
        restless: true,
    },
    Search {
        mean: Mean::Average,
        start: Start::Mirrored,
        restless: false,
    },
    Search {
        mean: Mean::Median,
        start: Start::Mirrored,
        restless: true,
    },
];

/// Puts the rows in order.
pub(super) fn order(net: &mut Net) {
    let ties: usize = net.below.iter().map(Vec::len).sum();
    let mut sweeps = MOST_WORK / (1 + net.cells.len() + ties);
    let as_read = net.rows.clone();
    let mut best = Best {
        crossings: usize::MAX,
        rows: Vec::new(),
    };
    for plan in SEARCHES {
        net.rows.clone_from(&as_read);
        plan.start.arrange(net);
        sweeps = search(net, plan, sweeps, &mut best);
        if best.crossings == 0 || sweeps == 0 {
            break;
        }
    }
    net.rows = best.rows;
    Sorter::new(net).swap_neighbours();
}

impl Start {
    fn arrange(self, net: &mut Net) {
        let Net { cells, rows, .. } = net;
        for row in rows {
            match self {
                Self::AsRead => {}
                Self::BackFirst => row.sort_by_key(|at| !cells[*at].back),
                Self::Mirrored => row.reverse(),
            }
        }
    }
}

struct Best {
    crossings: usize,
    rows: Vec<Vec<usize>>,
}

impl Best {
    /// Takes what the sorter has if it is better; whether it was.
    fn offer(&mut self, sorter: &Sorter<'_>) -> bool {
        let crossings = sorter.crossings();
        let better = crossings < self.crossings;
        if better {
            self.crossings = crossings;
            self.rows.clone_from(&sorter.net.rows);
        }
        better
    }
}

/// Searches until nothing is gained any more or `sweeps` are done; how many are left then.
fn search(net: &mut Net, plan: Search, sweeps: usize, best: &mut Best) -> usize {
    let mut sorter = Sorter::new(net);
    best.offer(&sorter);
    sorter.swap_neighbours();
    best.offer(&sorter);
    let (mut done, mut vain) = (0, 0);
    while done < sweeps && best.crossings > 0 && vain < PATIENCE {
        let turned = plan.restless && done % 4 < 2;
        sorter.sweep(done % 2 == 0, plan.mean, turned);
        sorter.swap_neighbours();
        vain = if best.offer(&sorter) { 0 } else { vain + 1 };
        done += 1;
    }
    sweeps - done
}

struct Sorter<'a> {
    net: &'a mut Net,
    /// The place of each cell in its row.
    places: Vec<usize>,
}

impl<'a> Sorter<'a> {
    fn new(net: &'a mut Net) -> Self {
        let places = net.places();
        Self { net, places }
    }

    fn crossings(&self) -> usize {
        let upper = self.net.rows.iter().zip(self.net.rows.iter().skip(1));
        upper
            .map(|(row, next)| self.crossings_below(row, next.len()))
            .sum()
    }

    fn crossings_below(&self, row: &[usize], width: usize) -> usize {
        let mut tree = Tree::new(width);
        let near = row.iter().map(|at| self.near(&self.net.below[*at]));
        near.map(|places| tree.add(&places)).sum()
    }

    /// The places of neighbours, from left to right.
    fn near(&self, ties: &[Tie]) -> Vec<usize> {
        let mut places: Vec<_> = ties.iter().map(|tie| self.places[tie.cell]).collect();
        places.sort_unstable();
        places
    }

    fn sweep(&mut self, down: bool, mean: Mean, turned: bool) {
        let last = self.net.rows.len().saturating_sub(1);
        for step in 1..=last {
            let row = if down { step } else { last - step };
            self.sort(row, down, mean, turned);
        }
    }

    /// Sorts a row by its neighbours; cells without any stay where they are.
    fn sort(&mut self, row: usize, down: bool, mean: Mean, turned: bool) {
        let near = if down {
            &self.net.above
        } else {
            &self.net.below
        };
        let cells = self.net.rows[row].clone();
        let mut wishes: Vec<_> = cells
            .iter()
            .filter_map(|at| {
                Some((
                    mean.of(&self.near(&near[*at]))?,
                    self.net.cells[*at].turn,
                    *at,
                ))
            })
            .collect();
        wishes.sort_by(|a, b| {
            let turns = if turned { b.1.cmp(&a.1) } else { a.1.cmp(&b.1) };
            a.0.total_cmp(&b.0).then(turns)
        });
        let mut sorted = wishes.into_iter().map(|(_, _, at)| at);
        for (place, at) in cells.into_iter().enumerate() {
            let next = if near[at].is_empty() {
                Some(at)
            } else {
                sorted.next()
            };
            let next = next.unwrap_or(at);
            self.net.rows[row][place] = next;
            self.places[next] = place;
        }
    }

    /// Lets neighbours in a row change places where fewer links cross then, or as many and the order is
    /// more that of the text.
    fn swap_neighbours(&mut self) {
        for _ in 0..ROUNDS {
            let mut changed = false;
            for row in 0..self.net.rows.len() {
                changed |= self.swap_in(row);
            }
            if !changed {
                return;
            }
        }
    }

    fn swap_in(&mut self, row: usize) -> bool {
        let cells = self.net.rows[row].iter();
        let mut near: Vec<_> = cells
            .map(|at| {
                [
                    self.near(&self.net.above[*at]),
                    self.near(&self.net.below[*at]),
                ]
            })
            .collect();
        let mut changed = false;
        for place in 1..near.len() {
            let (left, right) = (self.net.rows[row][place - 1], self.net.rows[row][place]);
            let cross = |a: usize, b: usize| {
                between(&near[a][0], &near[b][0]) + between(&near[a][1], &near[b][1])
            };
            let turn = |at: usize| self.net.cells[at].turn;
            let now = (cross(place - 1, place), turn(left));
            let then = (cross(place, place - 1), turn(right));
            if then < now {
                self.net.rows[row].swap(place - 1, place);
                self.places.swap(left, right);
                near.swap(place - 1, place);
                changed = true;
            }
        }
        changed
    }
}

impl Mean {
    fn of(self, places: &[usize]) -> Option<f64> {
        let count = places.len();
        let sum = |places: &[usize]| places.iter().sum::<usize>() as f64;
        if count == 0 {
            return None;
        }
        match self {
            Self::Average => Some(sum(places) / count as f64),
            Self::Median => {
                let middle = &places[(count - 1) / 2..=count / 2];
                Some(sum(middle) / middle.len() as f64)
            }
        }
    }
}
