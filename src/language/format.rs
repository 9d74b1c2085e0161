//! Layout: two spaces for each level, lists of plain values on one line where they fit. Keys keep their
//! order, numbers and texts their spelling.

use super::layout::layout;
use crate::definition::Definition;
use crate::diagnostic::Problem;
use crate::text::{Json, Node};

/// A list of plain values is kept on one line up to this many characters.
const LINE: usize = 100;

/// The definition laid out; `None` while it cannot be read as it stands.
pub fn format(definition: &Definition) -> Option<String> {
    if definition.problems.iter().any(Problem::is_error) {
        return None;
    }
    if definition.yaml {
        return layout(definition);
    }
    let mut out = String::with_capacity(definition.text.len());
    write(&mut out, &definition.text, definition.root.as_ref()?, 0);
    if definition.text.ends_with('\n') {
        out.push('\n');
    }
    Some(out)
}

fn write(out: &mut String, text: &str, node: &Node, depth: usize) {
    match &node.json {
        Json::Object(members) if members.is_empty() => out.push_str("{}"),
        Json::Array(items) if items.is_empty() => out.push_str("[]"),
        Json::Object(members) => {
            let members = members
                .iter()
                .map(|member| (Some(&member.key.span), &member.value));
            lines(out, text, ('{', '}'), members, depth);
        }
        Json::Array(items) => match one_line(text, items, depth) {
            Some(line) => out.push_str(&line),
            None => lines(
                out,
                text,
                ('[', ']'),
                items.iter().map(|item| (None, item)),
                depth,
            ),
        },
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Unreadable => {
            out.push_str(&text[node.span.clone()]);
        }
    }
}

/// Members or items, each on a line of its own.
fn lines<'n>(
    out: &mut String,
    text: &str,
    (open, close): (char, char),
    parts: impl Iterator<Item = (Option<&'n crate::diagnostic::Span>, &'n Node)>,
    depth: usize,
) {
    out.push(open);
    for (number, (key, value)) in parts.enumerate() {
        out.push_str(if number == 0 { "\n" } else { ",\n" });
        indent(out, depth + 1);
        if let Some(key) = key {
            out.push_str(&text[key.clone()]);
            out.push_str(": ");
        }
        write(out, text, value, depth + 1);
    }
    out.push('\n');
    indent(out, depth);
    out.push(close);
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// A list of plain values, if it is short.
fn one_line(text: &str, items: &[Node], depth: usize) -> Option<String> {
    let plain = |item: &Node| item.as_object().is_none() && item.as_array().is_none();
    if !items.iter().all(plain) {
        return None;
    }
    let items: Vec<&str> = items.iter().map(|item| &text[item.span.clone()]).collect();
    let line = format!("[{}]", items.join(", "));
    (line.chars().count() + 2 * depth <= LINE).then_some(line)
}
