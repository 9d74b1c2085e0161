//! The drawing as Mermaid's text: a flowchart with a subgraph for each Parallel, branch and Map. A folded one
//! is a box that says how many states it holds.

use super::drawing::{Edge, EdgeKind, End, Graph, Group, GroupKind, Node, NodeKind};
use std::fmt::Write;

/// The text; `class` names a state's class, which `classes` define in Mermaid's words.
pub fn mermaid(
    graph: &Graph,
    class: impl Fn(u32) -> Option<&'static str>,
    classes: &[(&str, &str)],
) -> String {
    let mut text = String::from("flowchart TD\n");
    inside(graph, None, 1, &mut text);
    for edge in &graph.edges {
        arrow(edge, &mut text);
    }
    let boxes = graph.nodes.iter().filter_map(|node| node.state);
    let frames = graph.groups.iter().filter(|group| !group.name.is_empty());
    let states = boxes.chain(frames.map(|group| group.state));
    let marked: Vec<_> = states
        .filter_map(|state| Some((state, class(state)?)))
        .collect();
    for (name, style) in classes {
        if marked.iter().any(|(_, class)| class == name) {
            let _ = writeln!(text, "  classDef {name} {style}");
        }
    }
    for (state, class) in marked {
        let _ = writeln!(text, "  class s{state} {class}");
    }
    text
}

/// The boxes that stand directly in a group, and the groups in it with theirs.
fn inside(graph: &Graph, group: Option<usize>, depth: usize, text: &mut String) {
    let stands = |of: Option<u32>| of.map(|of| of as usize) == group;
    for node in graph.nodes.iter().filter(|node| stands(node.group)) {
        let _ = writeln!(text, "{:1$}{2}", "", depth * 2, shape(node));
    }
    let inner = graph.groups.iter().enumerate();
    for (at, frame) in inner.filter(|(_, frame)| stands(frame.group)) {
        let _ = writeln!(text, "{:1$}{2}", "", depth * 2, heading(frame, at));
        let _ = writeln!(text, "{:1$}direction TB", "", depth * 2 + 2);
        inside(graph, Some(at), depth + 1, text);
        let _ = writeln!(text, "{:1$}end", "", depth * 2);
    }
}

fn heading(frame: &Group, at: usize) -> String {
    match frame.kind {
        GroupKind::Branch(number) => format!("subgraph b{at}[\"{}\"]", number + 1),
        GroupKind::Parallel | GroupKind::Map => {
            format!("subgraph s{}[\"{}\"]", frame.state, words(&frame.name))
        }
    }
}

fn shape(node: &Node) -> String {
    let Some(state) = node.state else {
        return if node.kind == NodeKind::Start {
            "start([Start])".to_owned()
        } else {
            "stop([End])".to_owned()
        };
    };
    let mut name = words(&node.name);
    if node.holds > 0 {
        let _ = write!(name, " ({})", node.holds);
    }
    match node.kind {
        NodeKind::Choice => format!("s{state}{{\"{name}\"}}"),
        NodeKind::Wait => format!("s{state}([\"{name}\"])"),
        NodeKind::Succeed | NodeKind::Fail => format!("s{state}[[\"{name}\"]]"),
        NodeKind::Start
        | NodeKind::End
        | NodeKind::Lambda
        | NodeKind::Task
        | NodeKind::Pass
        | NodeKind::Parallel
        | NodeKind::Map => format!("s{state}[\"{name}\"]"),
    }
}

fn arrow(edge: &Edge, text: &mut String) {
    let (from, to) = (end(edge.from), end(edge.to));
    let (line, label) = match edge.kind {
        EdgeKind::Next => ("-->", String::new()),
        EdgeKind::Choice(_) => ("-->", edge.full_label.clone()),
        EdgeKind::Default => ("-->", "Default".to_owned()),
        EdgeKind::Catch(_) if edge.full_label.is_empty() => ("-.->", "Catch".to_owned()),
        EdgeKind::Catch(_) => ("-.->", edge.full_label.clone()),
    };
    let label = if label.is_empty() {
        label
    } else {
        format!("|\"{}\"|", words(&label))
    };
    let _ = writeln!(text, "  {from} {line}{label} {to}");
}

fn end(end: End) -> String {
    match end {
        End::Start => "start".to_owned(),
        End::End => "stop".to_owned(),
        End::State(state) => format!("s{state}"),
    }
}

/// A text between Mermaid's quotation marks: what would end them, begin an entity, a tag or Markdown is
/// written as an entity code.
fn words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' | ';' => {
                let _ = write!(words, "#{};", c as u32);
            }
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => words.push(' '),
            c => words.push(c),
        }
    }
    words
}
