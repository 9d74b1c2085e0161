//! What a clean drawing is.

use asl::graph::{Edge, End, Graph, Point, Rect};

/// Everything that is wrong with a drawing, or nothing.
pub fn check(name: &str, graph: &Graph) -> Result<(), String> {
    let mut wrong = Vec::new();
    inside_the_sheet(graph, &mut wrong);
    boxes(graph, &mut wrong);
    for edge in &graph.edges {
        arrow(graph, edge, &mut wrong);
    }
    labels(graph, &mut wrong);
    if wrong.is_empty() {
        Ok(())
    } else {
        wrong.truncate(5);
        Err(format!("{name}:\n{}", wrong.join("\n")))
    }
}

fn inside_the_sheet(graph: &Graph, wrong: &mut Vec<String>) {
    let sheet = Rect {
        x: 0.0,
        y: 0.0,
        width: graph.width,
        height: graph.height,
    };
    let boxes = graph.nodes.iter().map(|node| node.rect);
    for rect in boxes.chain(graph.groups.iter().map(|group| group.rect)) {
        if !holds(&sheet, &rect) {
            wrong.push(format!("{rect:?} is beyond the sheet {sheet:?}"));
        }
    }
    for point in graph.edges.iter().flat_map(|edge| &edge.points) {
        let dot = Rect {
            x: point.x,
            y: point.y,
            width: 0.0,
            height: 0.0,
        };
        if !holds(&sheet, &dot) || point.x.is_nan() || point.y.is_nan() {
            wrong.push(format!("{point:?} is beyond the sheet {sheet:?}"));
        }
    }
}

/// All boxes and frames with the frame they stand in.
fn all(graph: &Graph) -> Vec<(Rect, Option<u32>, Option<usize>)> {
    let nodes = graph.nodes.iter().map(|node| (node.rect, node.group, None));
    let groups = graph.groups.iter().enumerate();
    nodes
        .chain(groups.map(|(at, group)| (group.rect, group.group, Some(at))))
        .collect()
}

fn boxes(graph: &Graph, wrong: &mut Vec<String>) {
    let mut siblings: std::collections::BTreeMap<Option<u32>, Vec<Rect>> = Default::default();
    for (rect, frame, own) in all(graph) {
        if let Some(frame) = frame {
            let outer = &graph.groups[frame as usize];
            let content = Rect {
                y: outer.rect.y + outer.header,
                height: outer.rect.height - outer.header,
                ..outer.rect
            };
            if !holds(&content, &rect) {
                wrong.push(format!("{rect:?} is not inside its frame {content:?}"));
            }
            if own.is_some_and(|own| own <= frame as usize) {
                wrong.push(format!("frame {own:?} comes before the one around it"));
            }
        }
        siblings.entry(frame).or_default().push(rect);
    }
    for rects in siblings.into_values() {
        for (at, a) in rects.iter().enumerate() {
            for b in &rects[at + 1..] {
                if overlap(a, b) {
                    wrong.push(format!("{a:?} overlaps {b:?}"));
                }
            }
        }
    }
}

fn arrow(graph: &Graph, edge: &Edge, wrong: &mut Vec<String>) {
    let (from, to) = (place(graph, edge.from), place(graph, edge.to));
    let (Some(first), Some(last)) = (edge.points.first(), edge.points.last()) else {
        wrong.push(format!("{edge:?} has no line"));
        return;
    };
    if edge.points.len() < 2 || !on_border(&from.0, first) || !on_border(&to.0, last) {
        wrong.push(format!(
            "{edge:?} does not go from border to border: {from:?} {to:?}"
        ));
    }
    let around = ancestors(graph, from.1);
    for (rect, _, group) in all(graph) {
        if group.is_some_and(|group| around.contains(&(group as u32))) {
            continue;
        }
        for pair in edge.points.windows(2) {
            if crosses(pair[0], pair[1], &rect) {
                wrong.push(format!("{:?} → {:?} crosses {rect:?}", edge.from, edge.to));
            }
        }
    }
}

/// An arrow's end: its box and the frame it stands in.
fn place(graph: &Graph, end: End) -> (Rect, Option<u32>) {
    use asl::graph::NodeKind;
    let node = graph.nodes.iter().find(|node| match end {
        End::Start => node.kind == NodeKind::Start,
        End::End => node.kind == NodeKind::End,
        End::State(id) => node.state == Some(id),
    });
    let group = || {
        graph
            .groups
            .iter()
            .find(|group| !group.name.is_empty() && end == End::State(group.state))
    };
    node.map(|node| (node.rect, node.group))
        .or_else(|| group().map(|group| (group.rect, group.group)))
        .unwrap()
}

fn ancestors(graph: &Graph, mut frame: Option<u32>) -> Vec<u32> {
    let mut found = Vec::new();
    while let Some(at) = frame {
        found.push(at);
        frame = graph.groups[at as usize].group;
    }
    found
}

fn labels(graph: &Graph, wrong: &mut Vec<String>) {
    let labels: Vec<_> = graph
        .edges
        .iter()
        .map(|edge| edge.label_rect)
        .filter(|rect| rect.width > 0.0)
        .collect();
    for (at, label) in labels.iter().enumerate() {
        if let Some(other) = labels[at + 1..].iter().find(|other| overlap(label, other)) {
            wrong.push(format!("label {label:?} overlaps label {other:?}"));
        }
        if let Some(node) = graph.nodes.iter().find(|node| overlap(label, &node.rect)) {
            wrong.push(format!("label {label:?} overlaps {node:?}"));
        }
    }
}

const SLACK: f64 = 0.05;

fn holds(outer: &Rect, inner: &Rect) -> bool {
    inner.x >= outer.x - SLACK
        && inner.y >= outer.y - SLACK
        && inner.x + inner.width <= outer.x + outer.width + SLACK
        && inner.y + inner.height <= outer.y + outer.height + SLACK
}

fn overlap(a: &Rect, b: &Rect) -> bool {
    a.x + SLACK < b.x + b.width
        && b.x + SLACK < a.x + a.width
        && a.y + SLACK < b.y + b.height
        && b.y + SLACK < a.y + a.height
}

fn on_border(rect: &Rect, p: &Point) -> bool {
    let dot = Rect {
        x: p.x,
        y: p.y,
        width: 0.0,
        height: 0.0,
    };
    let inner = Rect {
        x: rect.x + 0.1,
        y: rect.y + 0.1,
        width: rect.width - 0.2,
        height: rect.height - 0.2,
    };
    holds(rect, &dot)
        && !(p.x > inner.x
            && p.x < inner.x + inner.width
            && p.y > inner.y
            && p.y < inner.y + inner.height)
}

/// Whether the stretch a–b goes through the inside of a box (Liang and Barsky's clipping).
pub fn crosses(a: Point, b: Point, rect: &Rect) -> bool {
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    for (d, from_low, to_high) in [
        (dx, rect.x + SLACK - a.x, rect.x + rect.width - SLACK - a.x),
        (dy, rect.y + SLACK - a.y, rect.y + rect.height - SLACK - a.y),
    ] {
        if d == 0.0 {
            if from_low > 0.0 || to_high < 0.0 {
                return false;
            }
            continue;
        }
        let (near, far) = if d > 0.0 {
            (from_low / d, to_high / d)
        } else {
            (to_high / d, from_low / d)
        };
        enter = enter.max(near);
        leave = leave.min(far);
    }
    enter < leave
}

/// The drawing as a plain picture.
pub fn svg(graph: &Graph) -> String {
    use std::fmt::Write;
    let (w, h) = (graph.width, graph.height);
    let mut out = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' width='{w}' height='{h}' font-family='sans-serif' font-size='12'>"
    );
    out.push_str("<rect width='100%' height='100%' fill='white'/>");
    let rects = graph
        .groups
        .iter()
        .map(|group| (group.rect, vec![group.line.clone()]));
    for (r, lines) in rects.chain(
        graph
            .nodes
            .iter()
            .map(|node| (node.rect, node.lines.clone())),
    ) {
        let _ = write!(
            out,
            "<rect x='{}' y='{}' width='{}' height='{}' fill='none' stroke='black'/>",
            r.x, r.y, r.width, r.height
        );
        for (at, line) in lines.iter().enumerate() {
            let line = line.replace('&', "&amp;").replace('<', "&lt;");
            let _ = write!(
                out,
                "<text x='{}' y='{}'>{line}</text>",
                r.x + 36.0,
                r.y + 20.0 + 16.0 * at as f64
            );
        }
    }
    for edge in &graph.edges {
        let points: Vec<_> = edge
            .points
            .iter()
            .map(|p| format!("{},{}", p.x, p.y))
            .collect();
        let dash = if matches!(edge.kind, asl::graph::EdgeKind::Catch(_)) {
            "4"
        } else {
            "0"
        };
        let _ = write!(
            out,
            "<polyline points='{}' fill='none' stroke='blue' stroke-dasharray='{dash}'/>",
            points.join(" ")
        );
        if let Some(p) = edge.points.last() {
            let _ = write!(out, "<circle cx='{}' cy='{}' r='3' fill='blue'/>", p.x, p.y);
        }
        let (r, label) = (
            edge.label_rect,
            edge.label.replace('&', "&amp;").replace('<', "&lt;"),
        );
        let _ = write!(
            out,
            "<rect x='{}' y='{}' width='{}' height='{}' fill='#ffe'/><text x='{}' y='{}'>{label}</text>",
            r.x,
            r.y,
            r.width,
            r.height,
            r.x + 6.0,
            r.y + 14.0
        );
    }
    out + "</svg>"
}

/// What stands where it is written how often an arrow was taken: a box, or a label.
pub fn covered_count(name: &str, graph: &Graph, edge: u32, count: u32) -> Option<String> {
    let place = graph.count_place(edge, count);
    let words = Rect {
        x: place.x,
        y: place.y - 7.0,
        width: 7.0 * (1 + count.to_string().len()) as f64,
        height: 14.0,
    };
    let labels = graph.edges.iter().map(|edge| edge.label_rect);
    let boxes = graph.nodes.iter().map(|node| node.rect).chain(labels);
    let mut boxes = boxes.filter(|rect| rect.width > 0.0);
    let found = boxes.find(|rect| overlap(rect, &words))?;
    Some(format!(
        "{name}: the count of edge {edge} at {words:?} covers {found:?}"
    ))
}
