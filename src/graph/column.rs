//! The plain layout for scopes that are too big for the layered one: all boxes in one column, every line
//! in a lane of its own to the right of it.

use super::drawing::Rect;
use super::scope::{Link, Plan, Route, Size, point};

/// Free space between two boxes.
const GAP: f64 = 24.0;
/// Free space between two lanes.
const LANE: f64 = 10.0;

/// One column, in the order given; a link to the next box goes straight down, all others around.
pub(super) fn plan(boxes: &[Size], links: &[Link]) -> Plan {
    let boxes = stack(boxes);
    let right = boxes
        .iter()
        .map(|rect| rect.width / 2.0)
        .fold(0.0, f64::max);
    let mut lanes = Lanes::default();
    let routes = links.iter().map(|link| {
        if link.to == link.from + 1 {
            straight(&boxes[link.from], &boxes[link.to])
        } else {
            let lane = lanes.take(link);
            around(&boxes, link, right + LANE * (lane + 1) as f64)
        }
    });
    Plan {
        routes: routes.collect(),
        boxes,
        size: Size::default(),
    }
}

fn stack(sizes: &[Size]) -> Vec<Rect> {
    let mut y = 0.0;
    let place = |size: &Size| {
        let rect = Rect {
            x: -size.width / 2.0,
            y,
            width: size.width,
            height: size.height,
        };
        y += size.height + GAP;
        rect
    };
    sizes.iter().map(place).collect()
}

fn straight(from: &Rect, to: &Rect) -> Route {
    Route {
        points: vec![point(0.0, from.y + from.height), point(0.0, to.y)],
        label: Rect::default(),
    }
}

/// Out to the right, along the lane, and back in.
fn around(boxes: &[Rect], link: &Link, lane: f64) -> Route {
    let (from, to) = (&boxes[link.from], &boxes[link.to]);
    let leave = from.y + from.height * 0.7;
    let enter = to.y + to.height * 0.3;
    Route {
        points: vec![
            point(from.x + from.width, leave),
            point(lane, leave),
            point(lane, enter),
            point(to.x + to.width, enter),
        ],
        label: Rect::default(),
    }
}

/// Which stretch of which lane is taken: a lane is used again below the last line in it.
#[derive(Default)]
struct Lanes(Vec<usize>);

impl Lanes {
    fn take(&mut self, link: &Link) -> usize {
        let (top, bottom) = (link.from.min(link.to), link.from.max(link.to));
        let free = self.0.iter().position(|end| *end < top);
        let lane = free.unwrap_or(self.0.len());
        if free.is_none() {
            self.0.push(bottom);
        } else {
            self.0[lane] = bottom;
        }
        lane
    }
}
