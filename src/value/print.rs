//! Values as JSON text.

use super::{Object, Value};
use std::fmt::Write;

/// Compact text, as AWS writes data that a state rebuilt.
pub fn compact(value: &Value) -> String {
    let mut out = String::new();
    write_compact(value, &mut out);
    out
}

fn write_compact(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => number.write_json(out),
        Value::String(text) => write_string(text, out),
        Value::Array(items) => write_array(items, out),
        Value::Object(object) => write_object(object, out),
    }
}

fn write_array(items: &[Value], out: &mut String) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_compact(item, out);
    }
    out.push(']');
}

fn write_object(object: &Object, out: &mut String) {
    out.push('{');
    for (index, (key, value)) in object.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_string(key, out);
        out.push(':');
        write_compact(value, out);
    }
    out.push('}');
}

/// A JSON string literal; only what JSON demands is escaped.
pub fn write_string(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = text;
    while let Some(at) = plain.bytes().position(is_escaped) {
        out.push_str(&plain[..at]);
        write_escape(plain.as_bytes()[at], out);
        plain = &plain[at + 1..];
    }
    out.push_str(plain);
    out.push('"');
}

/// Whether JSON demands an escape for the character of this byte; no byte of a longer character is one.
fn is_escaped(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn write_escape(byte: u8, out: &mut String) {
    match byte {
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        0x8 => out.push_str("\\b"),
        0xC => out.push_str("\\f"),
        control => {
            let _ = write!(out, "\\u{control:04X}");
        }
    }
}

/// A double as Java's `Double.toString` writes it: `1.0`, `0.001`, `1.0E10`.
pub fn double(float: f64) -> String {
    let magnitude = float.abs();
    if magnitude == 0.0 || (1e-3..1e7).contains(&magnitude) {
        return format!("{float:?}");
    }
    let text = format!("{float:e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if mantissa.contains('.') { "" } else { ".0" };
    format!("{mantissa}{point}E{exponent}")
}

/// A finite double as JavaScript's `Number.prototype.toString` writes it: `1`, `0.001`, `1e+21`, `1e-7`.
pub fn script(float: f64) -> String {
    if float == 0.0 {
        return "0".to_owned();
    }
    if !(1e-6..1e21).contains(&float.abs()) {
        let text = format!("{float:e}");
        return match text.split_once('e') {
            Some((digits, power)) if !power.starts_with('-') => format!("{digits}e+{power}"),
            _ => text,
        };
    }
    // Digits beyond the seventeenth are zeros, as in the shortest form that reads back the same.
    float.to_string()
}

/// Text for people: two spaces of indentation, empty containers on one line.
pub fn pretty(value: &Value) -> String {
    let mut out = String::new();
    write_pretty(value, 0, &mut out);
    out
}

fn write_pretty(value: &Value, depth: usize, out: &mut String) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            let items = items.iter().map(|item| (None, item));
            write_block(items, ('[', ']'), depth, out);
        }
        Value::Object(object) if !object.is_empty() => {
            let members = object.iter().map(|(key, value)| (Some(&**key), value));
            write_block(members, ('{', '}'), depth, out);
        }
        Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)
        | Value::Object(_) => write_compact(value, out),
    }
}

fn write_block<'a>(
    entries: impl Iterator<Item = (Option<&'a str>, &'a Value)>,
    (open, close): (char, char),
    depth: usize,
    out: &mut String,
) {
    out.push(open);
    for (index, (key, value)) in entries.enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.extend(std::iter::repeat_n("  ", depth + 1));
        if let Some(key) = key {
            write_string(key, out);
            out.push_str(": ");
        }
        write_pretty(value, depth + 1, out);
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
    out.push(close);
}
