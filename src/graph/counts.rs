//! Where it is written how often an arrow was taken.

use super::drawing::{Edge, Graph, Point, Rect};

/// How wide a character of a count is and how high all of it, in pixels.
const CHARACTER: f64 = 7.0;
const HEIGHT: f64 = 14.0;
/// What stands free between a line and the count beside it.
const BESIDE_LINE: f64 = 6.0;
const BESIDE_LABEL: f64 = 2.0;
/// Where along a stretch a count may stand.
const SHARES: [f64; 3] = [0.5, 0.3, 0.7];

impl Graph {
    /// Where it is written how often an arrow was taken, `×12`: the left side of the words and their middle. It is
    /// beside the arrow's label, or beside its line, on the first place where nothing else stands.
    pub fn count_place(&self, edge: u32, count: u32) -> Point {
        let Some(own) = self.edges.get(edge as usize) else {
            return Point::default();
        };
        let width = CHARACTER * (1 + count.max(1).ilog10() + 1) as f64;
        let places = places(own, width);
        let free = places.iter().find(|place| self.is_free(own, place));
        let place = free.or(places.first()).copied().unwrap_or_default();
        Point {
            x: place.x,
            y: place.y + place.height / 2.0,
        }
    }

    /// Whether nothing stands at a place that belongs to this arrow.
    fn is_free(&self, own: &Edge, place: &Rect) -> bool {
        let labels = self.edges.iter().map(|edge| edge.label_rect);
        let mut boxes = self.nodes.iter().map(|node| node.rect).chain(labels);
        let mut lines = self.edges.iter().filter(|edge| !std::ptr::eq(*edge, own));
        place.x >= 0.0
            && !boxes.any(|other| overlap(place, &other))
            && !lines.any(|edge| strikes(&edge.points, place))
    }
}

/// The places of a count in the order in which they are preferred.
fn places(edge: &Edge, width: f64) -> Vec<Rect> {
    let rect = |x: f64, y: f64| Rect {
        x,
        y: y - HEIGHT / 2.0,
        width,
        height: HEIGHT,
    };
    let label = edge.label_rect;
    let mut places = Vec::new();
    if label.width > 0.0 {
        let middle = label.y + label.height / 2.0;
        places.push(rect(label.x + label.width + BESIDE_LABEL, middle));
        places.push(rect(label.x - BESIDE_LABEL - width, middle));
    }
    let mut stretches: Vec<_> = edge.points.iter().zip(edge.points.iter().skip(1)).collect();
    let length = |(from, to): &(&Point, &Point)| (to.x - from.x).hypot(to.y - from.y);
    stretches.sort_by(|one, other| length(other).total_cmp(&length(one)));
    for (from, to) in stretches {
        for share in SHARES {
            let x = from.x + (to.x - from.x) * share;
            let y = from.y + (to.y - from.y) * share;
            places.push(rect(x + BESIDE_LINE, y));
            places.push(rect(x - BESIDE_LINE - width, y));
        }
    }
    places
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    b.width > 0.0
        && a.x < b.x + b.width
        && b.x < a.x + a.width
        && a.y < b.y + b.height
        && b.y < a.y + a.height
}

/// Whether a line runs through a rectangle.
fn strikes(points: &[Point], rect: &Rect) -> bool {
    let stretches = points.iter().zip(points.iter().skip(1));
    stretches
        .into_iter()
        .any(|(from, to)| crosses(*from, *to, rect))
}

/// Whether a stretch has a part inside a rectangle: what is left of it when it is cut at each side.
fn crosses(from: Point, to: Point, rect: &Rect) -> bool {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let sides = [
        (-dx, from.x - rect.x),
        (dx, rect.x + rect.width - from.x),
        (-dy, from.y - rect.y),
        (dy, rect.y + rect.height - from.y),
    ];
    let (mut begins, mut ends) = (0.0_f64, 1.0_f64);
    for (towards, room) in sides {
        if towards == 0.0 && room < 0.0 {
            return false;
        }
        if towards < 0.0 {
            begins = begins.max(room / towards);
        } else if towards > 0.0 {
            ends = ends.min(room / towards);
        }
    }
    begins < ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_strikes_what_it_runs_through() {
        let rect = Rect {
            x: 10.0,
            y: 10.0,
            width: 20.0,
            height: 10.0,
        };
        let line = |x1, y1, x2, y2| crosses(Point { x: x1, y: y1 }, Point { x: x2, y: y2 }, &rect);
        assert!(line(0.0, 0.0, 40.0, 30.0), "from corner to corner");
        assert!(line(20.0, 0.0, 20.0, 40.0), "down through the middle");
        assert!(line(12.0, 12.0, 14.0, 14.0), "all inside");
        assert!(!line(5.0, 0.0, 5.0, 40.0), "beside it");
        assert!(!line(0.0, 25.0, 40.0, 25.0), "below it");
        assert!(!line(0.0, 0.0, 8.0, 8.0), "before it");
    }
}
