//! A walk through a scope in the order of its text: it tells which links go back, and in which order
//! everything is to be read from left to right.

use crate::graph::scope::Link;

/// What the walk found.
pub(super) struct Walk {
    /// Per box: when it was met.
    pub boxes: Vec<usize>,
    /// Per link: when it was followed, after all that the links before it lead to.
    pub links: Vec<usize>,
    /// Per link: whether it leads back to a box on the way to it. Without those there is no circle.
    pub back: Vec<bool>,
}

/// A box on the way to where the walk is.
struct Step {
    at: usize,
    /// How many of its links were followed.
    followed: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Seen {
    Never,
    OnTheWay,
    Done,
}

/// Walks depth first from the first box, then from each box not met so far.
pub(super) fn walk(boxes: usize, links: &[Link]) -> Walk {
    let mut leaving = vec![Vec::new(); boxes];
    for (at, link) in links.iter().enumerate() {
        leaving[link.from].push(at);
    }
    let mut walker = Walker {
        links,
        leaving,
        seen: vec![Seen::Never; boxes],
        clock: 0,
        found: Walk {
            boxes: vec![0; boxes],
            links: vec![0; links.len()],
            back: vec![false; links.len()],
        },
    };
    for root in 0..boxes {
        walker.explore(root);
    }
    walker.found
}

struct Walker<'a> {
    links: &'a [Link],
    leaving: Vec<Vec<usize>>,
    seen: Vec<Seen>,
    clock: usize,
    found: Walk,
}

impl Walker<'_> {
    fn explore(&mut self, root: usize) {
        let mut way = Vec::new();
        way.extend(self.enter(root));
        while let Some(step) = way.last_mut() {
            if let Some(&link) = self.leaving[step.at].get(step.followed) {
                step.followed += 1;
                way.extend(self.follow(link));
            } else {
                self.seen[step.at] = Seen::Done;
                way.pop();
            }
        }
    }

    fn follow(&mut self, link: usize) -> Option<Step> {
        self.found.links[link] = self.tick();
        let Link { from, to, .. } = self.links[link];
        self.found.back[link] = from != to && self.seen[to] == Seen::OnTheWay;
        self.enter(to)
    }

    fn enter(&mut self, at: usize) -> Option<Step> {
        if self.seen[at] != Seen::Never {
            return None;
        }
        self.seen[at] = Seen::OnTheWay;
        self.found.boxes[at] = self.tick();
        Some(Step { at, followed: 0 })
    }

    fn tick(&mut self) -> usize {
        self.clock += 1;
        self.clock
    }
}
