//! Items as text: `$string`, and values in the words of errors.

use super::error::{Code, EvaluationError};
use super::item::Item;
use super::picture::number as digits;
use crate::value::Value;

/// How JSON text is wanted.
#[derive(Clone, Copy)]
struct Style {
    /// Over several lines.
    pretty: bool,
    /// Numbers with no more than 15 digits, infinity refused.
    rounded: bool,
}

/// Casts to a text as `$string` does.
pub(super) fn string(item: &Item, pretty: bool) -> Result<String, EvaluationError> {
    if let Some(text) = item.as_str() {
        return Ok(text.to_string());
    }
    if item.as_f64().is_some_and(|number| !number.is_finite()) {
        return Err(EvaluationError::new(Code::D3001));
    }
    if let Item::Function(_) = item {
        return Ok(String::new());
    }
    let inner = if let Item::List(list) = item
        && list.wrapper
    {
        list.items.first()
    } else {
        None
    };
    let style = Style {
        pretty,
        rounded: true,
    };
    let mut out = String::new();
    write(inner.unwrap_or(item), style, 0, &mut out)?;
    Ok(out)
}

/// JSON text as `JSON.stringify` writes it.
pub(super) fn to_json(item: &Item, pretty: bool) -> Result<String, EvaluationError> {
    let style = Style {
        pretty,
        rounded: false,
    };
    let mut out = String::new();
    write(item, style, 0, &mut out)?;
    Ok(out)
}

fn write(item: &Item, style: Style, depth: usize, out: &mut String) -> Result<(), EvaluationError> {
    if out.len() > super::budget::MAX_TEXT {
        return Err(EvaluationError::new(Code::U1003));
    }
    if let Some(items) = item.array() {
        let entries = items.iter().map(|item| (None, item)).collect();
        return write_block(entries, ('[', ']'), style, depth, out);
    }
    if let Some(members) = item.object() {
        let members = members.to_vec();
        let defined = members.into_iter().filter(|(_, item)| !item.is_nothing());
        let entries = defined.map(|(key, item)| (Some(key), item)).collect();
        return write_block(entries, ('{', '}'), style, depth, out);
    }
    if let Some(number) = item.as_f64() {
        if style.rounded {
            let _ = item.numeric()?;
        }
        if number.is_finite() {
            let number = if style.rounded {
                digits::to_15_digits(number)
            } else {
                number
            };
            out.push_str(&digits::to_text(number));
            return Ok(());
        }
    }
    match item {
        Item::Value(Value::String(text)) => quote(text, out),
        Item::Value(Value::Bool(truth)) => out.push_str(if *truth { "true" } else { "false" }),
        Item::Function(_) => out.push_str("\"\""),
        _ => out.push_str("null"),
    }
    Ok(())
}

type Entry = (Option<std::rc::Rc<str>>, Item);

fn write_block(
    entries: Vec<Entry>,
    (open, close): (char, char),
    style: Style,
    depth: usize,
    out: &mut String,
) -> Result<(), EvaluationError> {
    let empty = entries.is_empty();
    let line = |depth: usize, out: &mut String| {
        if style.pretty {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    };
    out.push(open);
    for (index, (key, item)) in entries.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        line(depth + 1, out);
        if let Some(key) = key {
            quote(&key, out);
            out.push_str(if style.pretty { ": " } else { ":" });
        }
        write(&item, style, depth + 1, out)?;
    }
    if !empty {
        line(depth, out);
    }
    out.push(close);
    Ok(())
}

/// A JSON string literal as JavaScript writes it.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        let short = match c {
            '"' => '"',
            '\\' => '\\',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            '\u{8}' => 'b',
            '\u{c}' => 'f',
            c if (c as u32) < 0x20 => {
                out.push_str("\\u00");
                for shift in [4, 0] {
                    let digit = char::from_digit((c as u32 >> shift) & 15, 16);
                    out.extend(digit);
                }
                continue;
            }
            c => {
                out.push(c);
                continue;
            }
        };
        out.push('\\');
        out.push(short);
    }
    out.push('"');
}
