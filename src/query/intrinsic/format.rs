//! `States.Format`.

use super::{Answer, InvalidArguments, MAX_TEXT, argument};
use crate::value::{Value, java};

/// A template cut at its `{}`: one more part than there are places to fill.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Template {
    parts: Vec<String>,
}

impl Template {
    /// A template as written between quotes, where `\{`, `\}`, `\'` and `\\` are escapes.
    pub fn from_literal(raw: &str) -> Self {
        Self::cut(raw, "'{}\\")
    }

    /// A template that is data: only braces can be escaped in it.
    fn from_data(text: &str) -> Self {
        Self::cut(text, "{}")
    }

    fn cut(text: &str, escapable: &str) -> Self {
        let mut parts = vec![String::new()];
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let after = &rest[c.len_utf8()..];
            let escaped = after
                .chars()
                .next()
                .filter(|next| c == '\\' && escapable.contains(*next));
            if let Some(tail) = rest.strip_prefix("{}") {
                parts.push(String::new());
                rest = tail;
                continue;
            }
            if let Some(part) = parts.last_mut() {
                part.push(escaped.unwrap_or(c));
            }
            rest = &after[escaped.map_or(0, char::len_utf8)..];
        }
        Self { parts }
    }

    /// The text, every `{}` replaced. There must be one value for each.
    pub fn fill(&self, values: &[Value]) -> Answer {
        if values.len() + 1 != self.parts.len() {
            return Err(InvalidArguments);
        }
        let mut out = String::new();
        for (index, part) in self.parts.iter().enumerate() {
            if let Some(value) = index.checked_sub(1).and_then(|index| values.get(index)) {
                java::write_text(value, &mut out);
            }
            out.push_str(part);
            if out.len() > MAX_TEXT {
                return Err(InvalidArguments);
            }
        }
        Ok(out.into())
    }
}

/// `States.Format(template, …)` with a template that is no literal.
pub(super) fn format(arguments: &[Value]) -> Answer {
    let template = argument(arguments, 0, Value::as_str)?;
    Template::from_data(template).fill(arguments.get(1..).unwrap_or_default())
}
