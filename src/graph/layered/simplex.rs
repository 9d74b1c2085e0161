//! Whole numbers for nodes so that every arc is at least as long as it must be and all arcs together are
//! as short as can be: network simplex (Gansner, Koutsofios, North, Vo: “A Technique for Drawing Directed
//! Graphs”, 1993, section 2).
//!
//! The cut value of a tree arc is a plain sum here: over the nodes on one side of it, what leaves each
//! node minus what enters it. Arcs inside that side cancel out.

use std::collections::VecDeque;

/// `level[to] - level[from]` is to be at least `length`, and costs `weight` for each unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub from: usize,
    pub to: usize,
    pub length: i64,
    pub weight: i64,
}

/// After this much work what has been reached has to do: it is always allowed, only not the shortest.
const MOST_WORK: usize = 20_000_000;

/// The best levels, from 0. `arcs` have no circle and connect all nodes.
pub(super) fn levels(nodes: usize, arcs: &[Arc]) -> Vec<i64> {
    let mut simplex = Simplex {
        arcs,
        levels: longest_paths(nodes, arcs),
        tree: Vec::new(),
        balance: balance(nodes, arcs),
    };
    if nodes > 1 && simplex.grow_tree() {
        let turns = MOST_WORK / (nodes + arcs.len());
        for _ in 0..turns {
            if !simplex.exchange() {
                break;
            }
        }
    }
    let lowest = simplex.levels.iter().copied().min().unwrap_or_default();
    simplex.levels.iter().map(|level| level - lowest).collect()
}

/// Every node as high up as its arcs allow.
fn longest_paths(nodes: usize, arcs: &[Arc]) -> Vec<i64> {
    let mut waiting = vec![0; nodes];
    let mut leaving = vec![Vec::new(); nodes];
    for arc in arcs {
        waiting[arc.to] += 1;
        leaving[arc.from].push(arc);
    }
    let mut levels = vec![0; nodes];
    let mut ready: VecDeque<_> = (0..nodes).filter(|at| waiting[*at] == 0).collect();
    while let Some(at) = ready.pop_front() {
        for arc in &leaving[at] {
            levels[arc.to] = levels[arc.to].max(levels[at] + arc.length);
            waiting[arc.to] -= 1;
            if waiting[arc.to] == 0 {
                ready.push_back(arc.to);
            }
        }
    }
    levels
}

/// Per node: the weight of what leaves it minus that of what enters it.
fn balance(nodes: usize, arcs: &[Arc]) -> Vec<i64> {
    let mut balance = vec![0; nodes];
    for arc in arcs {
        balance[arc.from] += arc.weight;
        balance[arc.to] -= arc.weight;
    }
    balance
}

struct Simplex<'a> {
    arcs: &'a [Arc],
    levels: Vec<i64>,
    /// Arcs that are as short as they may be and connect all nodes without a circle.
    tree: Vec<usize>,
    balance: Vec<i64>,
}

/// The tree seen from node 0.
struct Rooted {
    /// Parents before children.
    order: Vec<usize>,
    /// Per node: its parent and the place in the tree of the arc to it.
    up: Vec<Option<(usize, usize)>>,
}

impl Simplex<'_> {
    fn slack(&self, arc: &Arc) -> i64 {
        self.levels[arc.to] - self.levels[arc.from] - arc.length
    }

    /// Grows the tree from node 0, each time along the arc with the least slack, which is then taken
    /// out by moving the tree. `false` if not all nodes are connected.
    fn grow_tree(&mut self) -> bool {
        let mut inside = vec![false; self.levels.len()];
        inside[0] = true;
        while self.tree.len() + 1 < inside.len() {
            let border = self.arcs.iter().enumerate();
            let border = border.filter(|(_, arc)| inside[arc.from] != inside[arc.to]);
            let Some((at, arc)) = border.min_by_key(|(_, arc)| self.slack(arc)) else {
                return false;
            };
            let slack = self.slack(arc);
            let shift = if inside[arc.from] { slack } else { -slack };
            self.shift(shift, |node| inside[node]);
            inside[arc.from] = true;
            inside[arc.to] = true;
            self.tree.push(at);
            self.take_tight(&mut inside);
        }
        true
    }

    /// Takes in all that is already tight, in one pass over the arcs.
    fn take_tight(&mut self, inside: &mut [bool]) {
        for (at, arc) in self.arcs.iter().enumerate() {
            if inside[arc.from] != inside[arc.to] && self.slack(arc) == 0 {
                inside[arc.from] = true;
                inside[arc.to] = true;
                self.tree.push(at);
            }
        }
    }

    fn shift(&mut self, by: i64, moves: impl Fn(usize) -> bool) {
        let levels = self.levels.iter_mut().enumerate();
        levels
            .filter(|(node, _)| by != 0 && moves(*node))
            .for_each(|(_, level)| *level += by);
    }

    /// Replaces the tree arc that costs most by a better one; `false` when there is none.
    fn exchange(&mut self) -> bool {
        let rooted = self.rooted();
        let Some((child, place)) = self.leaving(&rooted) else {
            return false;
        };
        let below = rooted.below(child);
        let leaving = self.arcs[self.tree[place]];
        let entering = self.arcs.iter().enumerate().filter(|(_, arc)| {
            below[arc.from] != below[arc.to] && below[arc.from] == below[leaving.to]
        });
        let Some((entering, arc)) = entering.min_by_key(|(_, arc)| self.slack(arc)) else {
            return false;
        };
        let (slack, head) = (self.slack(arc), below[leaving.to]);
        self.shift(slack, |node| below[node] == head);
        self.tree[place] = entering;
        true
    }

    fn rooted(&self) -> Rooted {
        let nodes = self.levels.len();
        let mut near = vec![Vec::new(); nodes];
        for (place, at) in self.tree.iter().enumerate() {
            let arc = self.arcs[*at];
            near[arc.from].push((arc.to, place));
            near[arc.to].push((arc.from, place));
        }
        let (mut order, mut up) = (vec![0], vec![None; nodes]);
        let mut next = 0;
        while let Some(&at) = order.get(next) {
            next += 1;
            for &(other, place) in &near[at] {
                if other != 0 && up[other].is_none() {
                    up[other] = Some((at, place));
                    order.push(other);
                }
            }
        }
        Rooted { order, up }
    }

    /// The tree arc with the most negative cut value: the node below it and its place.
    fn leaving(&self, rooted: &Rooted) -> Option<(usize, usize)> {
        let mut sums = self.balance.clone();
        let mut best = (0, None);
        for &node in rooted.order.iter().rev() {
            let Some((parent, place)) = rooted.up[node] else {
                continue;
            };
            let outwards = self.arcs[self.tree[place]].from == node;
            let cut = if outwards { sums[node] } else { -sums[node] };
            if cut < best.0 {
                best = (cut, Some((node, place)));
            }
            sums[parent] += sums[node];
        }
        best.1
    }
}

impl Rooted {
    /// Which nodes are `child` or below it.
    fn below(&self, child: usize) -> Vec<bool> {
        let mut below = vec![false; self.up.len()];
        for &node in &self.order {
            below[node] = node == child || self.up[node].is_some_and(|(parent, _)| below[parent]);
        }
        below
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arc(from: usize, to: usize, weight: i64) -> Arc {
        Arc {
            from,
            to,
            length: 1,
            weight,
        }
    }

    #[test]
    fn a_chain_goes_down_step_by_step() {
        assert_eq!(levels(3, &[arc(0, 1, 1), arc(1, 2, 1)]), [0, 1, 2]);
    }

    #[test]
    fn a_late_entry_stands_next_to_where_it_leads() {
        let arcs = [arc(0, 1, 1), arc(1, 2, 1), arc(2, 3, 1), arc(4, 3, 1)];
        assert_eq!(levels(5, &arcs), [0, 1, 2, 3, 2]);
    }

    #[test]
    fn the_heavier_side_wins() {
        let long = [arc(0, 1, 1), arc(1, 2, 1), arc(2, 3, 1)];
        let pulled = |up, down| {
            let more = [arc(0, 4, up), arc(4, 3, down)];
            levels(5, &[long.as_slice(), &more].concat())[4]
        };
        assert_eq!((pulled(5, 1), pulled(1, 5)), (1, 2));
    }
}
