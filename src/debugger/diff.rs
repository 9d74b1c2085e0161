//! What differs between two values, with the lines to mark in their pretty texts.

use super::view::{Change, ChangeKind};
use crate::value::{Object, Value};
use std::fmt::Write as _;

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
            // Most stages hand on what they got: the same data, and no look into it.
            _ if before.is_same(after) => {}
            (Value::Object(old), Value::Object(new)) => self.members(old, old_line, new, new_line),
            (Value::Array(old), Value::Array(new)) => self.items(old, old_line, new, new_line),
            _ if before == after => {}
            _ => self.tell(ChangeKind::Changed, new_line, lines(after)),
        }
    }

    fn items(&mut self, before: &[Value], old_line: u32, after: &[Value], new_line: u32) {
        let kept = before.len().min(after.len());
        let mut line = old_line + 1 + before[..kept].iter().map(lines).sum::<u32>();
        for (index, old) in before.iter().enumerate().skip(kept) {
            self.at_item(index, |differ| {
                differ.tell(ChangeKind::Removed, line, lines(old));
            });
            line += lines(old);
        }
        let (mut old_line, mut line) = (old_line + 1, new_line + 1);
        for (index, new) in after.iter().enumerate() {
            let old = before.get(index);
            self.at_item(index, |differ| match old {
                Some(old) => differ.compare(old, old_line, new, line),
                None => differ.tell(ChangeKind::Added, line, lines(new)),
            });
            old_line += old.map_or(0, lines);
            line += lines(new);
        }
    }

    fn members(&mut self, before: &Object, old_line: u32, after: &Object, new_line: u32) {
        let mut line = old_line + 1;
        for (key, old) in before.iter() {
            if after.get(key).is_none() {
                self.at_member(key, |differ| {
                    differ.tell(ChangeKind::Removed, line, lines(old));
                });
            }
            line += lines(old);
        }
        let mut old_at = OldLines::new(before, old_line + 1);
        let mut line = new_line + 1;
        for (key, new) in after.iter() {
            let old = old_at.find(key);
            self.at_member(key, |differ| match old {
                Some((old, old_line)) => differ.compare(old, old_line, new, line),
                None => differ.tell(ChangeKind::Added, line, lines(new)),
            });
            line += lines(new);
        }
    }

    fn at_item(&mut self, index: usize, work: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        let _ = write!(self.pointer, "/{index}");
        work(self);
        self.pointer.truncate(length);
    }

    fn at_member(&mut self, key: &str, work: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer
            .push_str(&key.replace('~', "~0").replace('/', "~1"));
        work(self);
        self.pointer.truncate(length);
    }

    fn tell(&mut self, kind: ChangeKind, line: u32, lines: u32) {
        if self.changes.len() >= MOST_CHANGES {
            return;
        }
        self.changes.push(Change {
            pointer: self.pointer.clone(),
            kind,
            line,
            lines,
        });
    }
}

/// The members of an object with the lines they begin at. They are mostly asked for in order.
struct OldLines<'a> {
    members: Vec<(&'a str, &'a Value, u32)>,
    next: usize,
}

impl<'a> OldLines<'a> {
    fn new(object: &'a Object, first: u32) -> Self {
        let mut line = first;
        let members = object.iter().map(|(key, member)| {
            let at = line;
            line += lines(member);
            (&**key, member, at)
        });
        Self {
            members: members.collect(),
            next: 0,
        }
    }

    fn find(&mut self, key: &str) -> Option<(&'a Value, u32)> {
        let (ahead, behind) = (self.next..self.members.len(), 0..self.next);
        let at = ahead.chain(behind).find(|at| self.members[*at].0 == key)?;
        self.next = at + 1;
        let (_, member, line) = self.members[at];
        Some((member, line))
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
