//! Where links leave and enter boxes: as straight under or above where they go as the border allows, in
//! the order of the cells they go to, so that none cross at the box.

use super::net::Net;
use super::walk::Walk;
use crate::graph::drawing::Rect;
use crate::graph::scope::Link;
use std::collections::BTreeMap;

/// From a corner of a box to the first port.
const CORNER: f64 = 16.0;
/// Between two ports, where there is room.
const GAP: f64 = 16.0;

/// The x at which each link meets its upper and its lower box.
pub(super) type Ports = Vec<(f64, f64)>;

/// Chooses all ports; main ways first, links back last.
pub(super) fn ports(net: &Net, boxes: &[Rect], xs: &[f64], links: &[Link], walk: &Walk) -> Ports {
    let mut chooser = Chooser::new(net, boxes, xs);
    let mut turns: Vec<_> = (0..links.len())
        .filter(|at| !net.chains[*at].is_empty())
        .collect();
    turns.sort_by_key(|at| (walk.back[*at], u32::MAX - links[*at].pull));
    let mut ports = vec![(0.0, 0.0); links.len()];
    for at in turns {
        ports[at] = chooser.choose(at);
    }
    ports
}

/// One side of a box.
struct Side {
    low: f64,
    high: f64,
    gap: f64,
    count: usize,
    /// The ports chosen so far, by their turn from the left.
    taken: BTreeMap<usize, f64>,
}

impl Side {
    fn new(owner: &Rect, count: usize) -> Self {
        let corner = CORNER.min(owner.width / 4.0);
        let (low, high) = (owner.x + corner, owner.x + owner.width - corner);
        let gap = GAP.min((high - low) / count.saturating_sub(1).max(1) as f64);
        Self {
            low,
            high,
            gap,
            count,
            taken: BTreeMap::new(),
        }
    }

    /// Where the port with this turn may be, so that there is room for all others.
    fn room(&self, turn: usize) -> (f64, f64) {
        let beyond = |from: usize, to: usize| self.gap * (to - from) as f64;
        let left = self.taken.range(..turn).next_back();
        let low = left.map(|(other, x)| x + beyond(*other, turn));
        let right = self.taken.range(turn + 1..).next();
        let high = right.map(|(other, x)| x - beyond(turn, *other));
        let low = low.unwrap_or(self.low + beyond(0, turn));
        let high = high.unwrap_or(self.high - beyond(turn, self.count - 1));
        (low, high.max(low))
    }

    fn take(&mut self, turn: usize, wish: f64) -> f64 {
        let (low, high) = self.room(turn);
        let x = wish.clamp(low, high);
        self.taken.insert(turn, x);
        x
    }
}

/// A side's name: the box, and whether it is the lower side.
type SideOf = (usize, bool);

struct Chooser<'a> {
    net: &'a Net,
    xs: &'a [f64],
    sides: BTreeMap<SideOf, Side>,
    /// Per link: its turn at its upper and its lower box.
    turns: Vec<(usize, usize)>,
}

impl<'a> Chooser<'a> {
    fn new(net: &'a Net, boxes: &[Rect], xs: &'a [f64]) -> Self {
        let mut turns = vec![(0, 0); net.chains.len()];
        let mut sides = BTreeMap::new();
        for (side, mut ends) in ends(net) {
            ends.sort_unstable();
            for (turn, (_, link)) in ends.iter().enumerate() {
                let (upper, lower) = &mut turns[*link];
                *(if side.1 { upper } else { lower }) = turn;
            }
            sides.insert(side, Side::new(&boxes[side.0], ends.len()));
        }
        Self {
            net,
            xs,
            sides,
            turns,
        }
    }

    fn choose(&mut self, link: usize) -> (f64, f64) {
        let chain = &self.net.chains[link];
        let [upper, second, ..] = chain[..] else {
            return (0.0, 0.0);
        };
        let (lower, last) = (chain[chain.len() - 1], chain[chain.len() - 2]);
        let (wish_up, wish_down) = if chain.len() == 2 {
            let both = self.common(upper, lower, self.turns[link]);
            (
                both.unwrap_or(self.xs[lower]),
                both.unwrap_or(self.xs[upper]),
            )
        } else {
            (self.xs[second], self.xs[last])
        };
        let (turn_up, turn_down) = self.turns[link];
        (
            self.take((upper, true), turn_up, wish_up),
            self.take((lower, false), turn_down, wish_down),
        )
    }

    fn take(&mut self, side: SideOf, turn: usize, wish: f64) -> f64 {
        self.sides
            .get_mut(&side)
            .map_or(wish, |side| side.take(turn, wish))
    }

    /// The x at which a link between neighbouring rows can be straight: near the middles of both boxes.
    fn common(&self, upper: usize, lower: usize, turns: (usize, usize)) -> Option<f64> {
        let (above, below) = (
            self.sides.get(&(upper, true))?,
            self.sides.get(&(lower, false))?,
        );
        let ((low, high), (other_low, other_high)) = (above.room(turns.0), below.room(turns.1));
        let (low, high) = (low.max(other_low), high.min(other_high));
        let middle = (self.xs[upper] + self.xs[lower]) / 2.0;
        (low <= high).then(|| middle.clamp(low, high))
    }
}

/// Per side of a box: the links that end there, each with the place of its next cell.
fn ends(net: &Net) -> BTreeMap<SideOf, Vec<(usize, usize)>> {
    let places = net.places();
    let mut ends: BTreeMap<SideOf, Vec<_>> = BTreeMap::new();
    for (link, chain) in net.chains.iter().enumerate() {
        if let [upper, second, ..] = chain[..] {
            let (lower, last) = (chain[chain.len() - 1], chain[chain.len() - 2]);
            ends.entry((upper, true))
                .or_default()
                .push((places[second], link));
            ends.entry((lower, false))
                .or_default()
                .push((places[last], link));
        }
    }
    ends
}
