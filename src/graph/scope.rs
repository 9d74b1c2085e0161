//! One scope laid out by itself: boxes of given sizes and links between them → places and lines.
//!
//! The order of ranks and the x of every box come from `dugong`, a port of dagre; this file is the only
//! one that knows it. Its lines are not taken: a slanted line may cut the corner of a tall neighbour.
//! Instead each link runs upright through every rank, in the column that the layout reserved for it, and
//! slants only in the empty corridor between two ranks. So no line can cross a foreign box.

use super::column;
use super::drawing::{Point, Rect};
use dugong::graphlib::{EdgeKey, Graph, GraphOptions};
use dugong::{EdgeLabel, GraphLabel, NodeLabel};
use std::collections::BTreeMap;

/// Free space between two ranks.
const BETWEEN_RANKS: f64 = 48.0;
/// Free space between two boxes of a rank.
const BETWEEN_BOXES: f64 = 32.0;
/// Free space between two lines, or a line and a label.
const BETWEEN_LINES: f64 = 24.0;
/// Beyond this many boxes and links the layered layout takes too long; a column is drawn instead.
const MOST_PARTS: usize = 3000;
/// How far a line that returns to its own box stands off.
const LOOP: f64 = 20.0;

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
        layered(boxes, links)
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

type Dagre = Graph<NodeLabel, EdgeLabel, GraphLabel>;

fn layered(boxes: &[Size], links: &[Link]) -> Option<Plan> {
    let mut dagre = describe(boxes, links);
    dugong::layout(&mut dagre).ok()?;
    let boxes = boxes
        .iter()
        .enumerate()
        .map(|(at, size)| place(&dagre, at, *size))
        .collect::<Option<Vec<_>>>()?;
    let given = links
        .iter()
        .enumerate()
        .map(|(at, link)| dagre.edge_by_key(&key(at, link)))
        .collect::<Option<Vec<_>>>()?;
    let bands = Bands::new(&boxes, links, &given);
    let ports = ports(&boxes, links, &given);
    let routes = links
        .iter()
        .zip(given)
        .zip(ports)
        .map(|((link, given), ports)| route(&boxes, link, given, ports, &bands));
    Some(Plan {
        routes: routes.collect::<Option<Vec<_>>>()?,
        boxes,
        size: Size::default(),
    })
}

/// The scope in the layout's own terms.
fn describe(boxes: &[Size], links: &[Link]) -> Dagre {
    let mut dagre: Dagre = Graph::new(GraphOptions {
        multigraph: true,
        compound: false,
        directed: true,
    });
    dagre.set_graph(GraphLabel {
        ranksep: BETWEEN_RANKS,
        nodesep: BETWEEN_BOXES,
        edgesep: BETWEEN_LINES,
        ..GraphLabel::default()
    });
    for (at, size) in boxes.iter().enumerate() {
        let label = NodeLabel {
            width: size.width,
            height: size.height,
            ..NodeLabel::default()
        };
        dagre.set_node(name(at), label);
    }
    for (at, link) in links.iter().enumerate() {
        let standing_off = if link.from == link.to {
            2.0 * LOOP
        } else {
            0.0
        };
        let label = EdgeLabel {
            width: link.label.width + standing_off,
            height: link.label.height,
            weight: 1.0,
            ..EdgeLabel::default()
        };
        dagre.set_edge_key(key(at, link), label);
    }
    dagre
}

/// A letter in front: the library sorts names that are numbers differently.
fn name(at: usize) -> String {
    format!("n{at}")
}

fn key(at: usize, link: &Link) -> EdgeKey {
    EdgeKey::new(name(link.from), name(link.to), Some(name(at)))
}

fn place(dagre: &Dagre, at: usize, size: Size) -> Option<Rect> {
    let label = dagre.node(&name(at))?;
    Some(Rect {
        x: label.x? - size.width / 2.0,
        y: label.y? - size.height / 2.0,
        width: size.width,
        height: size.height,
    })
}

fn middle(rect: &Rect) -> Point {
    point(rect.x + rect.width / 2.0, rect.y + rect.height / 2.0)
}

/// The columns reserved for a link in the ranks it passes, from `from` to `to`.
fn columns(given: &EdgeLabel) -> &[dugong::Point] {
    let inner = 1..given.points.len().saturating_sub(1);
    given.points.get(inner).unwrap_or_default()
}

/// The ranks: their middles (in sixteenths of a pixel, so that they can be keys) and half heights.
struct Bands(BTreeMap<i64, f64>);

impl Bands {
    fn new(boxes: &[Rect], links: &[Link], given: &[&EdgeLabel]) -> Self {
        let mut bands = Self(BTreeMap::new());
        for rect in boxes {
            bands.widen(middle(rect).y, rect.height / 2.0);
        }
        for (link, given) in links.iter().zip(given) {
            if link.from == link.to {
                continue;
            }
            for passed in columns(given) {
                bands.widen(passed.y, 0.0);
            }
            if let Some(y) = given.y.filter(|_| link.label.width > 0.0) {
                bands.widen(y, link.label.height / 2.0);
            }
        }
        bands
    }

    fn widen(&mut self, y: f64, half: f64) {
        let band = self.0.entry(Self::key(y)).or_default();
        *band = band.max(half);
    }

    fn key(y: f64) -> i64 {
        (y * 16.0).round() as i64
    }

    /// Half the height of the rank whose middle is at `y`.
    fn half(&self, y: f64) -> f64 {
        self.0.get(&Self::key(y)).copied().unwrap_or_default()
    }
}

/// One end of a link at one side of a box.
struct Port {
    /// The x of the next point of its line.
    towards: f64,
    link: usize,
    leaves: bool,
}

/// Where each link leaves its first box and enters its last: x only. The links on one side of a box are
/// spread in the order of where they come from, so that they do not cross at the box.
fn ports(boxes: &[Rect], links: &[Link], given: &[&EdgeLabel]) -> Vec<(f64, f64)> {
    let mut sides: BTreeMap<(usize, bool), Vec<Port>> = BTreeMap::new();
    for (at, (link, given)) in links.iter().zip(given).enumerate() {
        if link.from == link.to {
            continue;
        }
        let down = goes_down(boxes, link);
        let passed = columns(given);
        let first = passed.first().map_or(middle(&boxes[link.to]).x, |p| p.x);
        let last = passed.last().map_or(middle(&boxes[link.from]).x, |p| p.x);
        let mut add = |side, port| sides.entry(side).or_default().push(port);
        add(
            (link.from, down),
            Port {
                towards: first,
                link: at,
                leaves: true,
            },
        );
        add(
            (link.to, !down),
            Port {
                towards: last,
                link: at,
                leaves: false,
            },
        );
    }
    let mut ports = vec![(0.0, 0.0); links.len()];
    for ((owner, _), mut ends) in sides {
        ends.sort_by(|a, b| a.towards.total_cmp(&b.towards).then(a.link.cmp(&b.link)));
        let gap = (boxes[owner].width * 0.7 / ends.len() as f64).min(24.0);
        let first = middle(&boxes[owner]).x - gap * (ends.len() - 1) as f64 / 2.0;
        for (turn, end) in ends.into_iter().enumerate() {
            let x = first + gap * turn as f64;
            let (leave, enter) = &mut ports[end.link];
            *(if end.leaves { leave } else { enter }) = x;
        }
    }
    ports
}

fn goes_down(boxes: &[Rect], link: &Link) -> bool {
    middle(&boxes[link.from]).y <= middle(&boxes[link.to]).y
}

fn route(
    boxes: &[Rect],
    link: &Link,
    given: &EdgeLabel,
    (leave, enter): (f64, f64),
    bands: &Bands,
) -> Option<Route> {
    if link.from == link.to {
        return own_loop(&boxes[link.from], given, link.label);
    }
    let way = if goes_down(boxes, link) { 1.0 } else { -1.0 };
    let (from, to) = (&boxes[link.from], &boxes[link.to]);
    let (from_y, to_y) = (middle(from).y, middle(to).y);
    let mut points = vec![
        point(leave, from_y + way * from.height / 2.0),
        point(leave, from_y + way * bands.half(from_y)),
    ];
    for passed in columns(given) {
        let half = way * bands.half(passed.y);
        points.extend([
            point(passed.x, passed.y - half),
            point(passed.x, passed.y + half),
        ]);
    }
    points.push(point(enter, to_y - way * bands.half(to_y)));
    points.push(point(enter, to_y - way * to.height / 2.0));
    let label = given.x.zip(given.y).filter(|_| link.label.width > 0.0);
    Some(Route {
        points: without_idle(points),
        label: label
            .map(|(x, y)| around(point(x, y), link.label))
            .unwrap_or_default(),
    })
}

/// From the right side out and back in, the label beside it.
fn own_loop(owner: &Rect, given: &EdgeLabel, label: Size) -> Option<Route> {
    let right = owner.x + owner.width;
    let reserved = given.points.get(2)?.x;
    let out = reserved - label.width / 2.0;
    let (y, off) = (middle(owner).y, (owner.height / 4.0).min(12.0));
    let points = vec![
        point(right, y - off),
        point(out, y - off),
        point(out, y + off),
        point(right, y + off),
    ];
    let place = point(out + 4.0 + label.width / 2.0, y);
    let label = if label.width > 0.0 {
        around(place, label)
    } else {
        Rect::default()
    };
    Some(Route { points, label })
}

fn around(middle: Point, size: Size) -> Rect {
    Rect {
        x: middle.x - size.width / 2.0,
        y: middle.y - size.height / 2.0,
        width: size.width,
        height: size.height,
    }
}

/// Without points that stand still or lie on a straight upright line.
fn without_idle(points: Vec<Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(points.len());
    for next in points {
        let same = |a: f64, b: f64| (a - b).abs() < 0.01;
        if kept
            .last()
            .is_some_and(|last| same(last.x, next.x) && same(last.y, next.y))
        {
            continue;
        }
        if let [.., before, last] = kept.as_slice()
            && same(before.x, last.x)
            && same(last.x, next.x)
        {
            kept.pop();
        }
        kept.push(next);
    }
    kept
}
