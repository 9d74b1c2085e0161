//! What differs between two values, with the lines to mark in their pretty texts.

use super::view::{Change, ChangeKind};
use crate::value::Value;

/// Beyond so many differences the rest is not told one by one.
const MOST_CHANGES: usize = 500;

/// The differences from `before` to `after`, in the order of the pretty texts. Members are compared by
/// name, items by index.
pub fn diff(before: &Value, after: &Value) -> Vec<Change> {
    let mut differ = Differ {
        changes: Vec::new(),
        pointer: String::new(),
    };
    differ.compare(before, 0, after, 0);
    differ.changes.truncate(MOST_CHANGES);
    differ.changes
}

struct Differ {
    changes: Vec<Change>,
    pointer: String,
}

impl Differ {
    fn compare(&mut self, before: &Value, old_line: u32, after: &Value, new_line: u32) {
        if self.changes.len() >= MOST_CHANGES {
            return;
        }
        match (before, after) {
            (Value::Object(_), Value::Object(_)) | (Value::Array(_), Value::Array(_)) => {
                self.parts(before, old_line, after, new_line);
            }
            _ if before == after => {}
            _ => self.tell(ChangeKind::Changed, new_line, lines(after)),
        }
    }

    /// Both are objects, or both are arrays.
    fn parts(&mut self, before: &Value, old_line: u32, after: &Value, new_line: u32) {
        let mut line = old_line + 1;
        for (key, old) in members(before) {
            if member(after, &key).is_none() {
                self.at(&key, |differ| {
                    differ.tell(ChangeKind::Removed, line, lines(old));
                });
            }
            line += lines(old);
        }
        let mut old_at = OldLines::new(before, old_line + 1);
        let mut line = new_line + 1;
        for (key, new) in members(after) {
            let old = old_at.find(&key);
            self.at(&key, |differ| match old {
                Some((old, old_line)) => differ.compare(old, old_line, new, line),
                None => differ.tell(ChangeKind::Added, line, lines(new)),
            });
            line += lines(new);
        }
    }

    fn at(&mut self, key: &str, work: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer
            .push_str(&key.replace('~', "~0").replace('/', "~1"));
        work(self);
        self.pointer.truncate(length);
    }

    fn tell(&mut self, kind: ChangeKind, line: u32, lines: u32) {
        self.changes.push(Change {
            pointer: self.pointer.clone(),
            kind,
            line,
            lines,
        });
    }
}

/// The parts of a value with the lines they begin at. Parts are mostly asked for in order.
struct OldLines<'a> {
    parts: Vec<(String, &'a Value, u32)>,
    next: usize,
}

impl<'a> OldLines<'a> {
    fn new(value: &'a Value, first: u32) -> Self {
        let mut line = first;
        let parts = members(value).map(|(key, part)| {
            let at = line;
            line += lines(part);
            (key, part, at)
        });
        Self {
            parts: parts.collect(),
            next: 0,
        }
    }

    fn find(&mut self, key: &str) -> Option<(&'a Value, u32)> {
        let (ahead, behind) = (self.next..self.parts.len(), 0..self.next);
        let at = ahead.chain(behind).find(|at| self.parts[*at].0 == key)?;
        self.next = at + 1;
        let (_, part, line) = self.parts[at];
        Some((part, line))
    }
}

fn members(value: &Value) -> Box<dyn Iterator<Item = (String, &Value)> + '_> {
    match value {
        Value::Object(object) => Box::new(object.iter().map(|(key, part)| (key.to_string(), part))),
        Value::Array(items) => {
            let items = items.iter().enumerate();
            Box::new(items.map(|(at, part)| (at.to_string(), part)))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            Box::new(std::iter::empty())
        }
    }
}

fn member<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        Value::Object(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            value.get(key)
        }
    }
}

/// How many lines a value takes in pretty text.
pub fn lines(value: &Value) -> u32 {
    let inner: u32 = match value {
        Value::Object(object) => object.values().map(lines).sum(),
        Value::Array(items) => items.iter().map(lines).sum(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => 0,
    };
    if inner == 0 { 1 } else { inner + 2 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]
    use super::*;
    use crate::value::parse;

    /// Each difference as a sign, its pointer and the first of its lines.
    fn told(before: &str, after: &str) -> Vec<String> {
        let (before, after) = (parse(before).unwrap(), parse(after).unwrap());
        let (old, new) = (before.to_pretty_json(), after.to_pretty_json());
        let show = |change: Change| {
            let (sign, text) = match change.kind {
                ChangeKind::Added => ('+', &new),
                ChangeKind::Removed => ('-', &old),
                ChangeKind::Changed => ('~', &new),
            };
            let line = text.lines().nth(change.line as usize).unwrap().trim();
            format!("{sign}{} {line} ({})", change.pointer, change.lines)
        };
        diff(&before, &after).into_iter().map(show).collect()
    }

    #[test]
    fn equal_values_have_no_differences() {
        let value = r#"{"a": [1, {"b": null}], "c": {}}"#;
        assert!(told(value, value).is_empty());
        assert!(told(r#"{"a": 1, "b": 2}"#, r#"{"b": 2, "a": 1}"#).is_empty());
    }

    #[test]
    fn members_come_go_and_change() {
        let before = r#"{"keep": {"x": 1}, "gone": [1, 2], "turn": {"deep": "a"}}"#;
        let after = r#"{"keep": {"x": 1}, "turn": {"deep": "b"}, "new": {"y": [true]}}"#;
        let wanted = [
            "-/gone \"gone\": [ (4)",
            "~/turn/deep \"deep\": \"b\" (1)",
            "+/new \"new\": { (5)",
        ];
        assert_eq!(told(before, after), wanted);
    }

    #[test]
    fn items_are_compared_by_index() {
        let wanted = ["~/a/1 9, (1)", "+/a/3 4 (1)"];
        assert_eq!(
            told(r#"{"a": [1, 2, 3]}"#, r#"{"a": [1, 9, 3, 4]}"#),
            wanted
        );
        assert_eq!(told("[1, 2]", "[1]"), ["-/1 2 (1)"]);
    }

    #[test]
    fn another_kind_of_value_is_one_change() {
        assert_eq!(told("[1]", r#"{"a": 1}"#), ["~ { (3)"]);
        assert_eq!(told("{}", "[]"), ["~ [] (1)"]);
    }

    #[test]
    fn pointers_are_escaped() {
        assert_eq!(
            told("{}", r#"{"a/b~c": 1}"#),
            ["+/a~1b~0c \"a/b~c\": 1 (1)"]
        );
    }
}
