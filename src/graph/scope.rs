//! One scope laid out by itself: boxes of given sizes and links between them → places and lines.
//!
//! In layers, or, where there is too much of it, in one column.

use super::drawing::{Point, Rect};
use super::{column, layered};

/// Beyond this many boxes and links the layered layout takes too long; a column is drawn instead.
const MOST_PARTS: usize = 3000;

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Size {
    pub width: f64,
    pub height: f64,
}

/// A line to be drawn between two boxes, with room for its label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    pub label: Size,
    /// How much it matters that the line is short and straight: the main way more than its branches,
    /// those more than the way of an error.
    pub pull: u32,
}

/// A link's way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Route {
    pub points: Vec<Point>,
    pub label: Rect,
}

/// Where everything of a scope is, from its own upper left corner.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Plan {
    pub size: Size,
    pub boxes: Vec<Rect>,
    pub routes: Vec<Route>,
}

/// Lays out a scope. `boxes[0]` is where it begins.
pub(super) fn layout_scope(boxes: &[Size], links: &[Link]) -> Plan {
    let plan = if boxes.len() + links.len() > MOST_PARTS {
        None
    } else {
        layered::plan(boxes, links)
    };
    plan.unwrap_or_else(|| column::plan(boxes, links))
        .at_origin()
}

impl Plan {
    /// The same, moved so that everything just fits from (0, 0).
    fn at_origin(mut self) -> Self {
        let labels = self.routes.iter().map(|route| route.label);
        let corners = self
            .boxes
            .iter()
            .copied()
            .chain(labels)
            .filter(|r| r.width > 0.0);
        let corners = corners.flat_map(|r| {
            let far = Point {
                x: r.x + r.width,
                y: r.y + r.height,
            };
            [Point { x: r.x, y: r.y }, far]
        });
        let points = self
            .routes
            .iter()
            .flat_map(|route| route.points.iter().copied());
        let (mut low, mut high) = (point(f64::MAX, f64::MAX), point(f64::MIN, f64::MIN));
        for p in corners.chain(points) {
            low = point(low.x.min(p.x), low.y.min(p.y));
            high = point(high.x.max(p.x), high.y.max(p.y));
        }
        self.size = Size {
            width: (high.x - low.x).max(0.0),
            height: (high.y - low.y).max(0.0),
        };
        self.shift(-low.x, -low.y);
        self
    }

    fn shift(&mut self, dx: f64, dy: f64) {
        let labels = self.routes.iter_mut().map(|route| &mut route.label);
        for rect in self.boxes.iter_mut().chain(labels) {
            rect.x += dx;
            rect.y += dy;
        }
        for p in self.routes.iter_mut().flat_map(|route| &mut route.points) {
            *p = point(p.x + dx, p.y + dy);
        }
    }
}

pub(super) fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// The rectangle of a size around its middle; of no place if it has no size.
pub(super) fn around(middle: Point, size: Size) -> Rect {
    if size.width <= 0.0 {
        return Rect::default();
    }
    Rect {
        x: middle.x - size.width / 2.0,
        y: middle.y - size.height / 2.0,
        width: size.width,
        height: size.height,
    }
}
