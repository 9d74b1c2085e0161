//! A tree as YAML: blocks, two blanks for each level; quotes only where they are needed.

use super::scalar::plain;
use crate::text::{Json, Node};
use crate::value::Value;

/// The tree as a YAML text.
pub fn write(root: &Node) -> String {
    let mut out = String::new();
    if has_parts(root) {
        block(&mut out, root, 0);
    } else {
        scalar(&mut out, root, 0);
        out.push('\n');
    }
    out
}

/// Members or items, each on lines of their own; the place is where the first one begins.
fn block(out: &mut String, node: &Node, depth: usize) {
    let members = node.as_object().unwrap_or_default().iter();
    let members = members.map(|member| (Some(&*member.key.text), &member.value));
    let items = node.as_array().unwrap_or_default().iter();
    let items = items.map(|item| (None, item));
    for (number, (key, value)) in members.chain(items).enumerate() {
        if number > 0 {
            indent(out, depth);
        }
        match key {
            Some(key) => {
                out.push_str(&text(key));
                out.push(':');
            }
            None => out.push('-'),
        }
        below(out, value, depth, key.is_none());
    }
}

/// What stands behind a key or a dash.
fn below(out: &mut String, value: &Node, depth: usize, item: bool) {
    if !has_parts(value) {
        out.push(' ');
        scalar(out, value, depth);
        out.push('\n');
    } else if item {
        out.push(' ');
        block(out, value, depth + 1);
    } else {
        out.push('\n');
        indent(out, depth + 1);
        block(out, value, depth + 1);
    }
}

fn has_parts(node: &Node) -> bool {
    let members = node.as_object().map_or(0, <[_]>::len);
    members + node.as_array().map_or(0, <[_]>::len) > 0
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn scalar(out: &mut String, node: &Node, depth: usize) {
    match &node.json {
        Json::Null | Json::Unreadable => out.push_str("null"),
        Json::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Json::Number(number) => out.push_str(number),
        Json::String(string) if is_literal(string) => {
            out.push('|');
            out.push_str(if string.ends_with('\n') { "" } else { "-" });
            for line in string.trim_end_matches('\n').split('\n') {
                out.push('\n');
                if !line.is_empty() {
                    indent(out, depth + 1);
                    out.push_str(line);
                }
            }
        }
        Json::String(string) => out.push_str(&text(string)),
        Json::Array(_) => out.push_str("[]"),
        Json::Object(_) => out.push_str("{}"),
    }
}

/// Whether a text reads best as lines: it has several, and nothing that would be lost.
fn is_literal(text: &str) -> bool {
    let lines = text.trim_end_matches('\n');
    let ends_well = text.len() - lines.len() < 2;
    let plain = |c: char| c == '\n' || !c.is_control();
    let blank = |line: &str| line.ends_with(' ') || line.trim().is_empty();
    lines.contains('\n')
        && ends_well
        && text.chars().all(plain)
        && !text.starts_with([' ', '\n'])
        && !lines
            .split('\n')
            .any(|line| !line.is_empty() && blank(line))
}

/// A text on one line, in quotes if it would be something else without.
pub fn text(string: &str) -> String {
    let first = string.chars().next();
    let begins = first.is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | '_' | '/' | '.'));
    let inside = |c: char| !c.is_control() && c != '\u{feff}';
    let means = string.contains(": ")
        || string.contains(" #")
        || string.ends_with([':', ' '])
        || string.contains(['\u{85}', '\u{2028}', '\u{2029}']);
    let (json, doubt) = plain(string);
    let stays = matches!(json, Json::String(_)) && doubt.is_none() && !is_date(string);
    if begins && string.chars().all(inside) && !means && stays {
        return string.to_owned();
    }
    if string.contains(['"', '\\'])
        && string.chars().all(inside)
        && !string.contains(['\u{85}', '\u{2028}', '\u{2029}'])
    {
        return format!("'{}'", string.replace('\'', "''"));
    }
    Value::from(string).to_json()
}

/// Whether other readers would take it for a moment.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[7] == b'-'
}
