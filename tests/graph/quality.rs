//! How good a clean drawing is, in numbers: what the eye has to follow.

use asl::graph::{Edge, EdgeKind, End, Graph, Point, Rect};

/// Counts over one drawing or, added up, over many.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quality {
    /// Arrows.
    pub arrows: usize,
    /// Pairs of arrows that cross, each time they do.
    pub crossings: usize,
    /// Corners of arrows.
    pub bends: usize,
    /// Length of all arrows in thousands of pixels.
    pub length: f64,
    /// Area of the drawing in millions of square pixels.
    pub area: f64,
    /// Corners on the main path: from the Start pill along the first way that leads down.
    pub main_bends: usize,
    /// How far the main path moves to a side, in thousands of pixels.
    pub main_sway: f64,
    /// Arrows of the kind Next that lead down, and how many of them are one straight line.
    pub next: usize,
    /// See `next`.
    pub next_straight: usize,
    /// Labels under a foreign arrow.
    pub struck_labels: usize,
    /// Neighbouring ways of a state whose heads stand in the order of the text, and those that do not.
    pub in_order: usize,
    /// See `in_order`.
    pub out_of_order: usize,
}

impl Quality {
    /// Measures a drawing.
    pub fn of(graph: &Graph) -> Self {
        let main = main_path(graph);
        let next: Vec<_> = graph
            .edges
            .iter()
            .filter(|edge| edge.kind == EdgeKind::Next && leads_down(edge))
            .collect();
        let (in_order, out_of_order) = order(graph);
        Self {
            arrows: graph.edges.len(),
            crossings: crossings(graph),
            bends: graph.edges.iter().map(bends).sum(),
            length: graph.edges.iter().map(length).sum::<f64>() / 1e3,
            area: graph.width * graph.height / 1e6,
            main_bends: main.iter().map(|edge| bends(edge)).sum(),
            main_sway: main.iter().map(|edge| sway(edge)).sum::<f64>() / 1e3,
            next: next.len(),
            next_straight: next.iter().filter(|edge| bends(edge) == 0).count(),
            struck_labels: struck_labels(graph),
            in_order,
            out_of_order,
        }
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            arrows: self.arrows + other.arrows,
            crossings: self.crossings + other.crossings,
            bends: self.bends + other.bends,
            length: self.length + other.length,
            area: self.area + other.area,
            main_bends: self.main_bends + other.main_bends,
            main_sway: self.main_sway + other.main_sway,
            next: self.next + other.next,
            next_straight: self.next_straight + other.next_straight,
            struck_labels: self.struck_labels + other.struck_labels,
            in_order: self.in_order + other.in_order,
            out_of_order: self.out_of_order + other.out_of_order,
        }
    }
}

fn bends(edge: &Edge) -> usize {
    edge.points.len().saturating_sub(2)
}

fn length(edge: &Edge) -> f64 {
    let stretches = edge.points.windows(2);
    stretches
        .map(|pair| (pair[1].x - pair[0].x).hypot(pair[1].y - pair[0].y))
        .sum()
}

fn sway(edge: &Edge) -> f64 {
    let stretches = edge.points.windows(2);
    stretches.map(|pair| (pair[1].x - pair[0].x).abs()).sum()
}

fn leads_down(edge: &Edge) -> bool {
    match (edge.points.first(), edge.points.last()) {
        (Some(first), Some(last)) => first.y < last.y,
        _ => false,
    }
}

fn main_path(graph: &Graph) -> Vec<&Edge> {
    let mut path: Vec<&Edge> = Vec::new();
    let mut at = End::Start;
    while let Some(next) = graph
        .edges
        .iter()
        .find(|edge| edge.from == at && edge.to != at && leads_down(edge))
    {
        path.push(next);
        at = next.to;
    }
    path
}

fn crossings(graph: &Graph) -> usize {
    let mut count = 0;
    for (at, a) in graph.edges.iter().enumerate() {
        for b in &graph.edges[at + 1..] {
            for first in a.points.windows(2) {
                count += b
                    .points
                    .windows(2)
                    .filter(|second| meet(first, second))
                    .count();
            }
        }
    }
    count
}

/// Whether two stretches cross, and do not merely touch.
fn meet(a: &[Point], b: &[Point]) -> bool {
    let side = |p: &[Point], q: Point| {
        (p[1].x - p[0].x) * (q.y - p[0].y) - (p[1].y - p[0].y) * (q.x - p[0].x)
    };
    let apart = |one: f64, other: f64| one.min(other) < -0.01 && one.max(other) > 0.01;
    apart(side(a, b[0]), side(a, b[1])) && apart(side(b, a[0]), side(b, a[1]))
}

fn struck_labels(graph: &Graph) -> usize {
    let mut count = 0;
    for (at, owner) in graph.edges.iter().enumerate() {
        let label = owner.label_rect;
        let others = graph.edges.iter().enumerate();
        count += others
            .filter(|(other, edge)| *other != at && label.width > 0.0 && strikes(edge, &label))
            .count();
    }
    count
}

fn strikes(edge: &Edge, label: &Rect) -> bool {
    edge.points
        .windows(2)
        .any(|pair| super::geometry::crosses(pair[0], pair[1], label))
}

/// Ways that lead down from the same state, by twos as the text has them: is the earlier head to the left?
fn order(graph: &Graph) -> (usize, usize) {
    let (mut right, mut wrong) = (0, 0);
    for pair in graph.edges.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        if a.from != b.from || a.to == b.to || !leads_down(a) || !leads_down(b) {
            continue;
        }
        let x = |edge: &Edge| edge.points.first().map_or(0.0, |point| point.x);
        if x(a) <= x(b) {
            right += 1;
        } else {
            wrong += 1;
        }
    }
    (right, wrong)
}
