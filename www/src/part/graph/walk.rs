//! Where the arrow keys go in a drawing: down and up along the arrows, left and right to what stands beside.

use asl::graph::{End, Graph, Rect};

/// The state that a key leads to from `from`; `None` when there is none that way.
pub fn next(graph: &Graph, from: u32, key: &str) -> Option<u32> {
    match key {
        "ArrowDown" => forward(graph, from).or_else(|| first_inside(graph, from)),
        "ArrowUp" => back(graph, from).or_else(|| around(graph, from)),
        "ArrowRight" => beside(graph, from, 1.0),
        "ArrowLeft" => beside(graph, from, -1.0),
        "Home" => graph.tree.iter().find(|row| row.first).map(|row| row.state),
        "End" => {
            let mut states = graph.tree.iter().rev().map(|row| row.state);
            states.find(|state| place(graph, *state).is_some())
        }
        _ => None,
    }
}

/// Where a state is drawn.
pub fn place(graph: &Graph, state: u32) -> Option<Rect> {
    let node = graph
        .nodes
        .iter()
        .find(|node| node.state == Some(state))
        .map(|node| node.rect);
    node.or_else(|| {
        let group = graph.groups.iter().find(|group| group.state == state)?;
        Some(Rect {
            height: group.header.max(24.0),
            ..group.rect
        })
    })
}

fn forward(graph: &Graph, from: u32) -> Option<u32> {
    graph
        .edges
        .iter()
        .filter(|edge| edge.from == End::State(from))
        .find_map(|edge| state_of(edge.to))
}

fn back(graph: &Graph, to: u32) -> Option<u32> {
    graph
        .edges
        .iter()
        .filter(|edge| edge.to == End::State(to))
        .find_map(|edge| state_of(edge.from))
}

fn state_of(end: End) -> Option<u32> {
    match end {
        End::State(state) => Some(state),
        End::Start | End::End => None,
    }
}

/// The first state inside a Parallel or Map that is not folded: the next, deeper row of the tree.
fn first_inside(graph: &Graph, state: u32) -> Option<u32> {
    let at = graph.tree.iter().position(|row| row.state == state)?;
    let (row, next) = (graph.tree.get(at)?, graph.tree.get(at + 1)?);
    (next.depth > row.depth && place(graph, next.state).is_some()).then_some(next.state)
}

/// The Parallel or Map around a state: the nearest shallower row above it.
fn around(graph: &Graph, state: u32) -> Option<u32> {
    let at = graph.tree.iter().position(|row| row.state == state)?;
    let depth = graph.tree.get(at)?.depth;
    graph
        .tree
        .get(..at)?
        .iter()
        .rev()
        .find(|row| row.depth < depth)
        .map(|row| row.state)
}

/// The nearest state to one side. What stands higher or lower counts as further away.
fn beside(graph: &Graph, from: u32, side: f64) -> Option<u32> {
    let here = centre(place(graph, from)?);
    let distance = |state: u32| {
        let there = centre(place(graph, state)?);
        let dx = (there.0 - here.0) * side;
        (dx > 1.0).then(|| dx + 3.0 * (there.1 - here.1).abs())
    };
    let reachable = graph
        .tree
        .iter()
        .filter_map(|row| Some((distance(row.state)?, row.state)));
    reachable
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, state)| state)
}

fn centre(rect: Rect) -> (f64, f64) {
    (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use asl::graph::{Edge, EdgeKind, Node, NodeKind, TreeRow};

    fn node(state: u32, x: f64, y: f64) -> Node {
        Node {
            state: Some(state),
            kind: NodeKind::Pass,
            name: state.to_string(),
            lines: Vec::new(),
            detail: String::new(),
            rect: Rect {
                x,
                y,
                width: 100.0,
                height: 40.0,
            },
            group: None,
            holds: 0,
        }
    }

    fn edge(from: u32, to: u32) -> Edge {
        Edge {
            from: End::State(from),
            to: End::State(to),
            kind: EdgeKind::Next,
            points: Vec::new(),
            label: String::new(),
            full_label: String::new(),
            label_rect: Rect::default(),
        }
    }

    /// 0 leads to 1 and 2, which stand beside each other.
    fn fork() -> Graph {
        let row = |state| TreeRow {
            state,
            depth: 0,
            branch: None,
            name: String::new(),
            kind: NodeKind::Pass,
            first: state == 0,
            ways: Vec::new(),
            from: 0,
            to: 0,
        };
        Graph {
            nodes: vec![node(0, 60.0, 0.0), node(1, 0.0, 80.0), node(2, 120.0, 80.0)],
            edges: vec![edge(0, 1), edge(0, 2)],
            tree: (0..3).map(row).collect(),
            ..Graph::default()
        }
    }

    #[test]
    fn down_and_up_follow_the_arrows() {
        assert_eq!(next(&fork(), 0, "ArrowDown"), Some(1));
        assert_eq!(next(&fork(), 2, "ArrowUp"), Some(0));
        assert_eq!(next(&fork(), 1, "ArrowDown"), None);
    }

    #[test]
    fn left_and_right_go_to_the_neighbour() {
        assert_eq!(next(&fork(), 1, "ArrowRight"), Some(2));
        assert_eq!(next(&fork(), 2, "ArrowLeft"), Some(1));
        assert_eq!(next(&fork(), 2, "ArrowRight"), None);
    }

    #[test]
    fn home_is_the_start() {
        assert_eq!(next(&fork(), 2, "Home"), Some(0));
    }
}
