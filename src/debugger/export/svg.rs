//! The drawing as an SVG file that needs nothing beside it.

use super::class;
use super::dress::{Colours, Dress, STATUSES};
use crate::debugger::view::{
    Edge, EdgeKind, Graph, Group, GroupKind, Mark, Marks, Node, NodeKind, Point, Rect, Status,
};
use std::fmt::Write;

/// Room above the drawing for the title, and beside it for a count at its edge.
const TITLE: f64 = 40.0;
const COUNT: f64 = 24.0;

/// Width and height of the file in pixels.
pub fn size(graph: &Graph) -> (f64, f64) {
    (
        (graph.width + COUNT).max(200.0).ceil(),
        (graph.height + TITLE).ceil(),
    )
}

/// The drawing with what the marks add to it.
pub fn svg(graph: &Graph, marks: &Marks, dress: &Dress<'_>) -> String {
    sheet(graph, dress, "", |text| {
        let edges = (0_u32..).zip(&graph.edges);
        let taken = |edge| marks.edges.iter().find(|mark| mark.edge == edge);
        for group in &graph.groups {
            let mark = mark_of(marks, group.state).copied().unwrap_or_default();
            frame(group, mark, dress, text);
        }
        for (index, edge) in edges {
            let count = taken(index).map_or(0, |mark| mark.count);
            arrow(edge, graph.comes_from_fail(edge), count, text);
            if count > 1 {
                let Point { x, y } = graph.count_place(index, count);
                let (x, y) = (short(x), short(y));
                let _ = writeln!(
                    text,
                    "<text class=\"d x\" x=\"{x}\" y=\"{y}\">×{count}</text>"
                );
            }
        }
        for node in &graph.nodes {
            let mark = node.state.and_then(|state| mark_of(marks, state));
            shape(node, mark.copied().unwrap_or_default(), dress, text);
        }
    })
}

fn mark_of(marks: &Marks, state: u32) -> Option<&Mark> {
    marks.states.iter().find(|mark| mark.state == state)
}

/// A sheet with a title, colours, and whatever `draw` puts on it.
pub(super) fn sheet(
    graph: &Graph,
    dress: &Dress<'_>,
    style: &str,
    draw: impl FnOnce(&mut String),
) -> String {
    let colours = dress.theme.colours();
    let (width, height) = size(graph);
    let mut text = String::new();
    let title = escaped(dress.title);
    let _ = write!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-label=\"{title}\">\n<title>{title}</title>\n<style>{}{style}</style>\n<rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        rules(&colours),
        colours.canvas
    );
    let heads = [
        ("i", colours.border),
        ("t", colours.statuses[0].0),
        ("c", colours.statuses[3].0),
        ("f", colours.statuses[2].0),
    ];
    for (name, colour) in heads {
        let _ = write!(
            text,
            "<marker id=\"h{name}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M.5.5 7.5 4 .5 7.5z\" fill=\"{colour}\"/></marker>"
        );
    }
    let _ = write!(
        text,
        "\n<text x=\"16\" y=\"24\" class=\"n\">{title}</text>\n<g transform=\"translate(0 {TITLE})\">\n"
    );
    draw(&mut text);
    text.push_str("</g>\n</svg>\n");
    text
}

fn rules(colours: &Colours) -> String {
    let Colours {
        surface,
        border,
        text,
        muted,
        canvas,
        ..
    } = colours;
    let mut rules = format!(
        "text{{font:12px system-ui,'Segoe UI',Roboto,'Helvetica Neue','PingFang SC','Hiragino Sans','Noto Sans',sans-serif;fill:{text};dominant-baseline:central}}.n{{font-size:13px;font-weight:600}}.d{{fill:{muted}}}.m{{text-anchor:middle}}.x{{font-size:11px;paint-order:stroke;stroke:{canvas};stroke-width:3px}}.k{{fill:none;stroke:{muted};stroke-width:1.5;stroke-linecap:round;stroke-linejoin:round}}.b{{fill:{surface};stroke:{border}}}.f{{fill:{surface};fill-opacity:.5;stroke:{border}}}.l{{fill:none;stroke:{border};stroke-dasharray:3 4;opacity:.6}}.e{{fill:none;stroke:{border};stroke-width:1.25}}.c{{stroke-dasharray:5 4}}.g{{fill:{canvas}}}"
    );
    for (name, (line, ground)) in STATUSES.iter().zip(colours.statuses) {
        let _ = write!(
            rules,
            ".{name} .b{{fill:{ground};stroke:{line}}}.{name} .f{{fill:{ground};stroke:{line}}}.{name} .s{{fill:none;stroke:{line};stroke-width:2;stroke-linecap:round;stroke-linejoin:round}}.{name} .o{{fill:{ground};stroke:{line}}}.{name} .q{{fill:{surface};stroke:{line}}}.{name} .r{{font-size:11px;font-weight:600;fill:{line}}}"
        );
    }
    rules.push_str(".failed .b,.inProgress .b{stroke-width:2}.caught .b,.caught .f{stroke-dasharray:5 3;stroke-width:1.5}.aborted .b,.aborted .f{stroke-dasharray:1.5 3;stroke-width:1.5}");
    rules
}

/// The frame of a Parallel or Map with its name and how many of its items are done, or a lane.
pub(super) fn frame(group: &Group, mark: Mark, dress: &Dress<'_>, text: &mut String) {
    let kind = match group.kind {
        GroupKind::Branch(_) => {
            let _ = writeln!(text, "<rect class=\"l\" {} rx=\"6\"/>", at(group.rect));
            return;
        }
        GroupKind::Parallel => NodeKind::Parallel,
        GroupKind::Map => NodeKind::Map,
    };
    let (rect, middle) = (group.rect, group.header / 2.0);
    let _ = write!(
        text,
        "<g class=\"{}\" transform=\"translate({} {})\"><title>{}</title><rect class=\"f\" width=\"{}\" height=\"{}\" rx=\"8\"/>",
        class(mark.status).unwrap_or_default(),
        short(rect.x),
        short(rect.y),
        told(&group.name, mark.status, dress),
        short(rect.width),
        short(rect.height),
    );
    sign((dress.kind_sign)(kind), middle, text);
    let _ = write!(
        text,
        "<text class=\"n\" x=\"36\" y=\"{middle}\">{}</text>",
        escaped(&group.line)
    );
    if mark.items > 0 {
        let _ = write!(
            text,
            "<text class=\"d\" text-anchor=\"end\" x=\"{}\" y=\"{middle}\">{}/{}</text>",
            short(rect.width - 14.0),
            mark.items_done,
            mark.items
        );
    }
    badge(mark.status, rect.width, dress, text);
    text.push_str("</g>\n");
}

/// A line with its label, taken or not.
pub(super) fn arrow(edge: &Edge, fails: bool, count: u32, text: &mut String) {
    let catches = matches!(edge.kind, EdgeKind::Catch(_));
    let (colour, head) = match (count > 0, catches, fails) {
        (false, ..) => ("", "i"),
        (true, true, _) => ("caught ", "c"),
        (true, false, true) => ("failed ", "f"),
        (true, false, false) => ("succeeded ", "t"),
    };
    let _ = write!(
        text,
        "<g class=\"{colour}\"><path class=\"e{}{}\" d=\"{}\" marker-end=\"url(#h{head})\"/>",
        if catches { " c" } else { "" },
        if count > 0 { " s" } else { "" },
        path(&edge.points)
    );
    let label = match edge.kind {
        EdgeKind::Next => "",
        EdgeKind::Default => "Default",
        EdgeKind::Catch(_) if edge.label.is_empty() => "Catch",
        EdgeKind::Choice(_) | EdgeKind::Catch(_) => &edge.label,
    };
    if !label.is_empty() {
        let rect = edge.label_rect;
        let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
        let _ = write!(
            text,
            "<title>{}</title><rect class=\"g\" {} rx=\"4\"/><text class=\"d m\" x=\"{}\" y=\"{}\">{}</text>",
            escaped(&edge.full_label),
            at(rect),
            short(x),
            short(y),
            escaped(label)
        );
    }
    text.push_str("</g>\n");
}

/// A state's box or a pill.
pub(super) fn shape(node: &Node, mark: Mark, dress: &Dress<'_>, text: &mut String) {
    let rect = node.rect;
    let middle = rect.height / 2.0;
    let place = format!(
        "transform=\"translate({} {})\"",
        short(rect.x),
        short(rect.y)
    );
    if node.state.is_none() {
        let word = if node.kind == NodeKind::Start {
            dress.start
        } else {
            dress.end
        };
        let _ = writeln!(
            text,
            "<g {place}><rect class=\"b\" width=\"{}\" height=\"{}\" rx=\"{middle}\"/><text class=\"m\" x=\"{}\" y=\"{middle}\">{}</text></g>",
            rect.width,
            rect.height,
            rect.width / 2.0,
            escaped(word)
        );
        return;
    }
    let _ = write!(
        text,
        "<g class=\"{}\" {place}><title>{}</title>{}<rect class=\"b\" width=\"{}\" height=\"{}\" rx=\"8\"/>",
        class(mark.status).unwrap_or_default(),
        told(&node.name, mark.status, dress),
        stack(node),
        rect.width,
        rect.height
    );
    words(node, dress, text);
    counter(mark, rect, text);
    badge(mark.status, rect.width, dress, text);
    text.push_str("</g>\n");
}

/// How often a state was entered or tried again, on the lower edge of its box.
fn counter(mark: Mark, rect: Rect, text: &mut String) {
    let Some(words) = mark.counter() else { return };
    let wide = 12.0 + 7.0 * words.chars().count() as f64;
    let _ = write!(
        text,
        "<g transform=\"translate({} {})\"><rect class=\"q\" width=\"{wide}\" height=\"18\" rx=\"9\"/><text class=\"r m\" x=\"{}\" y=\"9\">{words}</text></g>",
        short(rect.width - wide - 8.0),
        short(rect.height - 9.0),
        wide / 2.0
    );
}

/// More boxes below the box of a folded group.
fn stack(node: &Node) -> String {
    if node.holds == 0 {
        return String::new();
    }
    let (width, height) = (node.rect.width - 12.0, node.rect.height - 1.0);
    format!("<rect class=\"b\" x=\"6\" y=\"6\" width=\"{width}\" height=\"{height}\" rx=\"7\"/>")
}

/// The sign of a box and what is written in it.
pub(super) fn words(node: &Node, dress: &Dress<'_>, text: &mut String) {
    let middle = node.rect.height / 2.0;
    sign((dress.kind_sign)(node.kind), middle, text);
    let folded = format!("{} · {}", node.kind.type_name(), node.holds);
    let second = match node.lines.get(1) {
        Some(line) => ("n", line.as_str()),
        None if node.holds > 0 => ("d", folded.as_str()),
        None if node.detail.is_empty() => ("d", node.kind.type_name()),
        None => ("d", node.detail.as_str()),
    };
    let first = node.lines.first().map(String::as_str).unwrap_or_default();
    let _ = write!(
        text,
        "<text class=\"n\" x=\"36\" y=\"{}\">{}</text><text class=\"{}\" x=\"36\" y=\"{}\">{}</text>",
        middle - 8.0,
        escaped(first),
        second.0,
        middle + 10.0,
        escaped(second.1)
    );
}

fn sign(path: &str, middle: f64, text: &mut String) {
    let _ = write!(
        text,
        "<path class=\"k\" transform=\"translate(12 {})\" d=\"{path}\"/>",
        middle - 8.0
    );
}

/// The status as a sign: never by colour alone.
pub(super) fn badge(status: Status, width: f64, dress: &Dress<'_>, text: &mut String) {
    if status != Status::NotRun {
        let _ = write!(
            text,
            "<g transform=\"translate({} -7)\"><circle class=\"o\" cx=\"8\" cy=\"8\" r=\"9\"/><path class=\"s\" transform=\"translate(2.4 2.4) scale(.7)\" d=\"{}\"/></g>",
            short(width - 11.0),
            (dress.status_sign)(status)
        );
    }
}

fn told(name: &str, status: Status, dress: &Dress<'_>) -> String {
    escaped(&format!("{name} · {}", (dress.status_word)(status)))
}

/// A polyline with rounded corners.
pub fn path(points: &[Point]) -> String {
    const RADIUS: f64 = 8.0;
    let mut path = String::new();
    for (at, corner) in points.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| points.get(at));
        let towards = |other: &Point| {
            let (dx, dy) = (other.x - corner.x, other.y - corner.y);
            let share = (RADIUS / dx.hypot(dy).max(f64::EPSILON)).min(0.5);
            (short(corner.x + dx * share), short(corner.y + dy * share))
        };
        let _ = match (before, points.get(at + 1)) {
            (None, _) => write!(path, "M{} {}", short(corner.x), short(corner.y)),
            (Some(_), None) => write!(path, "L{} {}", short(corner.x), short(corner.y)),
            (Some(before), Some(after)) => {
                let ((x1, y1), (x2, y2)) = (towards(before), towards(after));
                let (x, y) = (short(corner.x), short(corner.y));
                write!(path, "L{x1} {y1}Q{x} {y} {x2} {y2}")
            }
        };
    }
    path
}

fn at(rect: Rect) -> String {
    let Rect {
        x,
        y,
        width,
        height,
    } = rect;
    format!(
        "x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
        short(x),
        short(y),
        short(width),
        short(height)
    )
}

/// A length to a tenth of a pixel.
pub(super) fn short(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// A text inside an element or an attribute; characters that XML does not know are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}
