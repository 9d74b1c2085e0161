//! Which cells stand straight above each other (Brandes and Köpf: “Fast and Simple Horizontal Coordinate
//! Assignment”, 2001, with the corrections of 2020): each cell under the middle one of its neighbours.
//! Where two wishes cross, the stronger pull wins, so that long lines and the main path stay straight.

use super::net::{Net, Tie};
use std::collections::BTreeMap;

/// The rows as one of the four alignments sees them.
pub(super) struct View<'a> {
    pub net: &'a Net,
    /// From the row that is settled first; mirrored if `mirrored`.
    pub rows: Vec<Vec<usize>>,
    /// The place of each cell in its row of `rows`.
    pub places: Vec<usize>,
    /// Whether rows are read from the right.
    pub mirrored: bool,
    /// Whether cells look to the row below them.
    upwards: bool,
}

impl<'a> View<'a> {
    pub fn new(net: &'a Net, upwards: bool, mirrored: bool) -> Self {
        let mut rows = net.rows.clone();
        if upwards {
            rows.reverse();
        }
        if mirrored {
            rows.iter_mut().for_each(|row| row.reverse());
        }
        let mut places = vec![0; net.cells.len()];
        for row in &rows {
            for (place, at) in row.iter().enumerate() {
                places[*at] = place;
            }
        }
        Self {
            net,
            rows,
            places,
            mirrored,
            upwards,
        }
    }

    fn settled(&self, cell: usize) -> &[Tie] {
        if self.upwards {
            &self.net.below[cell]
        } else {
            &self.net.above[cell]
        }
    }

    /// Per cell: the first cell of the column it belongs to.
    pub fn columns(&self) -> Vec<usize> {
        let mut first: Vec<_> = (0..self.net.cells.len()).collect();
        for row in self.rows.iter().skip(1) {
            for (cell, neighbour) in self.matches(row) {
                first[cell] = first[neighbour];
            }
        }
        first
    }

    /// The wishes of a row that do not cross, the strongest and then the leftmost first.
    fn matches(&self, row: &[usize]) -> Vec<(usize, usize)> {
        let mut wishes: Vec<_> = row.iter().flat_map(|at| self.wishes(*at)).collect();
        wishes.sort_by_key(|wish| (u32::MAX - wish.pull, self.places[wish.cell]));
        let mut taken = BTreeMap::new();
        let mut matches = Vec::with_capacity(row.len());
        for wish in wishes {
            let (place, under) = (self.places[wish.cell], self.places[wish.neighbour]);
            let left = taken.range(..=place).next_back();
            let right = taken.range(place..).next();
            let fits = left.is_none_or(|(at, other)| *at < place && *other < under)
                && right.is_none_or(|(at, other)| *at > place && *other > under);
            if fits {
                taken.insert(place, under);
                matches.push((wish.cell, wish.neighbour));
            }
        }
        matches
    }

    /// The middle ones among the neighbours that pull most: the left one first.
    fn wishes(&self, cell: usize) -> Vec<Wish> {
        let ties = self.settled(cell);
        let pull = ties.iter().map(|tie| tie.pull).max().unwrap_or_default();
        let mut near: Vec<_> = ties
            .iter()
            .filter(|tie| tie.pull == pull)
            .map(|tie| tie.cell)
            .collect();
        near.sort_by_key(|at| self.places[*at]);
        let middle = near.len().saturating_sub(1) / 2..(near.len() / 2 + 1).min(near.len());
        let middle = near.get(middle).unwrap_or_default();
        middle
            .iter()
            .map(|neighbour| Wish {
                cell,
                neighbour: *neighbour,
                pull,
            })
            .collect()
    }
}

struct Wish {
    cell: usize,
    neighbour: usize,
    pull: u32,
}
