//! Scopes put together: inner ones first, each a box of fixed size in its parent. No transition crosses
//! the border of a branch or a Map, so nothing has to be laid out twice.

use super::detail::Details;
use super::drawing::{Edge, EdgeKind, End, Graph, Group, GroupKind, Node, NodeKind, Rect, Way};
use super::measure;
use super::scope::{Link, Plan, Size, layout_scope, point};
use super::ways::{kind_of, scopes_of, tree, ways};
use crate::machine::{Kind, Machine, ScopeId, State, StateId};
use std::collections::{BTreeMap, BTreeSet};

/// A state's box (`ux.md` section 10 of the design).
const NODE: Size = Size {
    width: 176.0,
    height: 48.0,
};
/// The Start and End pills.
const PILL: Size = Size {
    width: 64.0,
    height: 28.0,
};
/// Room for a name beside icon and status.
const NAME_ROOM: f64 = 120.0;
/// Room for what folds a group, and unfolds it.
const FOLD: f64 = 20.0;
/// The strip with a group's name.
const HEADER: f64 = 36.0;
/// From a frame to what it holds.
const PADDING: f64 = 16.0;
/// Between two lanes of a Parallel.
const LANE_GAP: f64 = 12.0;
/// Around the whole drawing.
const MARGIN: f64 = 16.0;
/// A label's longest line, its height and the space on its sides.
const LABEL_ROOM: f64 = 150.0;
const LABEL_HEIGHT: f64 = 20.0;
const LABEL_SIDES: f64 = 12.0;
/// Text sizes of names and labels.
const NAME_SIZE: f64 = 13.0;
const LABEL_SIZE: f64 = 12.0;

/// Draws a machine; `text` is the definition it was made from.
pub fn layout(machine: &Machine, text: &str) -> Graph {
    layout_folded(machine, text, &BTreeSet::new())
}

/// Draws a machine with each of these Parallel and Map states as one box, whatever is inside.
pub fn layout_folded(machine: &Machine, text: &str, folded: &BTreeSet<StateId>) -> Graph {
    let composer = Composer {
        machine,
        details: Details::new(text),
        folded,
    };
    let mut inside = composer.scope(ScopeId(0));
    inside.shift(MARGIN, MARGIN, 0);
    Graph {
        width: inside.size.width + 2.0 * MARGIN,
        height: inside.size.height + 2.0 * MARGIN,
        nodes: inside.nodes,
        groups: inside.groups,
        edges: inside.edges,
        tree: tree(machine, &composer.details),
    }
}

/// A drawn scope, from its own upper left corner.
#[derive(Default)]
struct Inside {
    size: Size,
    nodes: Vec<Node>,
    groups: Vec<Group>,
    edges: Vec<Edge>,
}

impl Inside {
    /// Moves everything; indices of groups grow by `groups`.
    fn shift(&mut self, dx: f64, dy: f64, groups: u32) {
        for node in &mut self.nodes {
            shift(&mut node.rect, dx, dy);
            node.group = node.group.map(|group| group + groups);
        }
        for group in &mut self.groups {
            shift(&mut group.rect, dx, dy);
            group.group = group.group.map(|group| group + groups);
        }
        for edge in &mut self.edges {
            shift(&mut edge.label_rect, dx, dy);
            edge.points
                .iter_mut()
                .for_each(|p| *p = point(p.x + dx, p.y + dy));
        }
    }

    /// Takes `other` in at a place; what is outermost there then stands in `frame`.
    fn adopt(&mut self, mut other: Self, dx: f64, dy: f64, frame: Option<u32>) {
        other.shift(dx, dy, self.groups.len() as u32);
        let orphans = other.nodes.iter_mut().map(|node| &mut node.group);
        for group in orphans.chain(other.groups.iter_mut().map(|group| &mut group.group)) {
            *group = group.or(frame);
        }
        self.nodes.append(&mut other.nodes);
        self.groups.append(&mut other.groups);
        self.edges.append(&mut other.edges);
    }
}

fn shift(rect: &mut Rect, dx: f64, dy: f64) {
    rect.x += dx;
    rect.y += dy;
}

struct Composer<'a> {
    machine: &'a Machine,
    details: Details<'a>,
    folded: &'a BTreeSet<StateId>,
}

/// A box of a scope before it has a place.
enum Part<'a> {
    Start,
    End,
    State(&'a State),
    Group(&'a State, Inside),
}

impl Part<'_> {
    fn size(&self) -> Size {
        match self {
            Part::Start | Part::End => PILL,
            Part::State(_) => NODE,
            Part::Group(_, inside) => inside.size,
        }
    }
}

/// A line of a scope before it has a place.
struct Wire {
    from: End,
    to: End,
    kind: EdgeKind,
    label: String,
    full_label: String,
}

impl Composer<'_> {
    fn scope(&self, id: ScopeId) -> Inside {
        let top = self.machine.scope(id).parent.is_none();
        let wires = self.wires(id, top);
        let parts = self.parts(id, top);
        let places = numbered(&parts);
        let links: Vec<_> = wires
            .iter()
            .filter_map(|wire| link(wire, &places))
            .collect();
        let sizes: Vec<_> = parts.iter().map(Part::size).collect();
        let plan = layout_scope(&sizes, &links);
        self.furnish(parts, wires, plan)
    }

    fn parts(&self, id: ScopeId, top: bool) -> Vec<Part<'_>> {
        let scope = self.machine.scope(id);
        let states = scope.states.iter().map(|id| self.machine.state(*id));
        let states = states.map(|state| match &state.kind {
            Kind::Parallel(_) | Kind::Map(_) if self.folded.contains(&state.id) => {
                Part::State(state)
            }
            Kind::Parallel(_) => Part::Group(state, self.parallel(state)),
            Kind::Map(_) => Part::Group(state, self.map(state)),
            Kind::Task(_)
            | Kind::Pass(_)
            | Kind::Choice(_)
            | Kind::Wait(_)
            | Kind::Succeed
            | Kind::Fail(_) => Part::State(state),
        });
        let start = top.then_some(Part::Start);
        let end = top.then_some(Part::End);
        start.into_iter().chain(states).chain(end).collect()
    }

    fn wires(&self, id: ScopeId, top: bool) -> Vec<Wire> {
        let scope = self.machine.scope(id);
        let start = top.then(|| Wire {
            from: End::Start,
            to: End::State(scope.start_at.0),
            kind: EdgeKind::Next,
            label: String::new(),
            full_label: String::new(),
        });
        let ways = scope.states.iter().flat_map(|id| {
            let from = End::State(id.0);
            let ways = ways(self.machine.state(*id)).into_iter();
            ways.filter_map(move |way| wire(from, way, top))
        });
        start.into_iter().chain(ways).collect()
    }

    /// Branches side by side, equally high.
    #[inline(never)]
    fn parallel(&self, state: &State) -> Inside {
        let lanes: Vec<_> = scopes_of(state)
            .iter()
            .map(|scope| self.scope(*scope))
            .collect();
        let tallest = lanes
            .iter()
            .map(|lane| lane.size.height)
            .fold(0.0, f64::max);
        let height = tallest + 2.0 * PADDING;
        let mut inside = Inside::default();
        let mut x = PADDING;
        for (branch, lane) in lanes.into_iter().enumerate() {
            let width = lane.size.width + 2.0 * PADDING;
            let frame = inside.groups.len() as u32;
            inside.groups.push(Self::lane(
                state,
                branch as u32,
                Rect {
                    x,
                    y: HEADER,
                    width,
                    height,
                },
            ));
            inside.adopt(lane, x + PADDING, HEADER + PADDING, Some(frame));
            x += width + LANE_GAP;
        }
        let width = x - LANE_GAP + PADDING;
        Self::framed(state, inside, width, HEADER + height + PADDING)
    }

    fn lane(state: &State, branch: u32, rect: Rect) -> Group {
        Group {
            state: state.id.0,
            kind: GroupKind::Branch(branch),
            name: String::new(),
            line: String::new(),
            rect,
            header: 0.0,
            group: None,
        }
    }

    #[inline(never)]
    fn map(&self, state: &State) -> Inside {
        let mut inside = Inside::default();
        for scope in scopes_of(state) {
            let content = self.scope(*scope);
            let size = content.size;
            inside.adopt(content, PADDING, HEADER + PADDING, None);
            inside.size = size;
        }
        let width = inside.size.width + 2.0 * PADDING;
        let height = inside.size.height + HEADER + 2.0 * PADDING;
        Self::framed(state, inside, width, height)
    }

    /// The outermost frame around `content`, not narrower than a state.
    fn framed(state: &State, content: Inside, width: f64, height: f64) -> Inside {
        let wide = width.max(NODE.width);
        let kind = if matches!(state.kind, Kind::Map(_)) {
            GroupKind::Map
        } else {
            GroupKind::Parallel
        };
        let frame = Group {
            state: state.id.0,
            kind,
            name: state.name.to_string(),
            line: measure::cut(
                &state.name,
                NAME_SIZE,
                wide - (NODE.width - NAME_ROOM) - FOLD,
            ),
            rect: Rect {
                x: 0.0,
                y: 0.0,
                width: wide,
                height,
            },
            header: HEADER,
            group: None,
        };
        let mut inside = Inside {
            size: Size {
                width: wide,
                height,
            },
            groups: vec![frame],
            ..Inside::default()
        };
        inside.adopt(content, (wide - width) / 2.0, 0.0, Some(0));
        inside
    }

    fn furnish(&self, parts: Vec<Part<'_>>, wires: Vec<Wire>, plan: Plan) -> Inside {
        let mut inside = Inside {
            size: plan.size,
            ..Inside::default()
        };
        for (part, rect) in parts.into_iter().zip(plan.boxes) {
            match part {
                Part::Start => inside.nodes.push(pill(NodeKind::Start, rect)),
                Part::End => inside.nodes.push(pill(NodeKind::End, rect)),
                Part::State(state) => inside.nodes.push(self.node(state, rect)),
                Part::Group(_, content) => inside.adopt(content, rect.x, rect.y, None),
            }
        }
        let routed = wires.into_iter().zip(plan.routes);
        inside.edges.extend(routed.map(|(wire, route)| Edge {
            from: wire.from,
            to: wire.to,
            kind: wire.kind,
            points: route.points,
            label: wire.label,
            full_label: wire.full_label,
            label_rect: route.label,
        }));
        inside
    }

    fn node(&self, state: &State, rect: Rect) -> Node {
        let holds = held(self.machine, state);
        // The second line of a folded group tells what is inside.
        let (room, lines) = if holds > 0 {
            let room = NAME_ROOM - FOLD;
            (room, vec![measure::cut(&state.name, NAME_SIZE, room)])
        } else {
            let lines = measure::two_lines(&state.name, NAME_SIZE, NAME_ROOM);
            (NAME_ROOM, lines)
        };
        Node {
            state: Some(state.id.0),
            kind: kind_of(state),
            name: state.name.to_string(),
            lines,
            detail: measure::cut(&self.details.of(state), LABEL_SIZE, room),
            rect,
            group: None,
            holds,
        }
    }
}

fn pill(kind: NodeKind, rect: Rect) -> Node {
    Node {
        state: None,
        kind,
        name: String::new(),
        lines: Vec::new(),
        detail: String::new(),
        rect,
        group: None,
        holds: 0,
    }
}

/// The place of each end of a line among a scope's boxes.
fn numbered(parts: &[Part<'_>]) -> BTreeMap<u32, usize> {
    let key = |part: &Part<'_>| match part {
        Part::Start => START,
        Part::End => END,
        Part::State(state) | Part::Group(state, _) => state.id.0,
    };
    parts
        .iter()
        .enumerate()
        .map(|(at, part)| (key(part), at))
        .collect()
}

/// Stand-ins among the states' numbers.
const START: u32 = u32::MAX;
const END: u32 = u32::MAX - 1;

fn link(wire: &Wire, places: &BTreeMap<u32, usize>) -> Option<Link> {
    let place = |end| match end {
        End::Start => places.get(&START),
        End::End => places.get(&END),
        End::State(id) => places.get(&id),
    };
    Some(Link {
        from: *place(wire.from)?,
        to: *place(wire.to)?,
        label: label_size(wire),
        pull: pull(wire.kind),
    })
}

/// A way as a line; a way that ends an inner scope is not drawn.
fn wire(from: End, way: Way, top: bool) -> Option<Wire> {
    let to = match way.to {
        Some(id) => End::State(id),
        None if top => End::End,
        None => return None,
    };
    Some(Wire {
        from,
        to,
        kind: way.kind,
        label: measure::cut(&way.when, LABEL_SIZE, LABEL_ROOM),
        full_label: way.when,
    })
}

/// How much it matters that a line is short and straight.
fn pull(kind: EdgeKind) -> u32 {
    match kind {
        EdgeKind::Next => 3,
        EdgeKind::Choice(_) | EdgeKind::Default => 2,
        EdgeKind::Catch(_) => 1,
    }
}

/// Room for what the page will write: the rule, or its own word for Default and Catch.
fn label_size(wire: &Wire) -> Size {
    let words = match wire.kind {
        EdgeKind::Next => return Size::default(),
        EdgeKind::Choice(_) => measure::width(&wire.label, LABEL_SIZE),
        EdgeKind::Default => measure::width("Default", LABEL_SIZE),
        EdgeKind::Catch(_) => measure::width(&wire.label, LABEL_SIZE).max(40.0),
    };
    Size {
        width: words + LABEL_SIDES,
        height: LABEL_HEIGHT,
    }
}

/// How many states are inside of one, however deep.
fn held(machine: &Machine, state: &State) -> u32 {
    let scopes = scopes_of(state).iter().map(|scope| machine.scope(*scope));
    let inside = scopes.flat_map(|scope| &scope.states);
    inside.map(|id| 1 + held(machine, machine.state(*id))).sum()
}

/// Whether `id` stands for a state that is drawn as a frame.
pub fn is_group(machine: &Machine, id: StateId) -> bool {
    !scopes_of(machine.state(id)).is_empty()
}
