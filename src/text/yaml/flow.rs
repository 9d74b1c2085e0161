//! Flow style: brackets and commas, over as many lines as one likes.

use super::reader::Reader;
use super::scalar::plain;
use crate::diagnostic::{Problem, Span};
use crate::text::problem::YamlProblem;
use crate::text::{Json, Key, Member, Node};

impl Reader<'_> {
    /// A list or mapping in brackets.
    pub(super) fn flow(&mut self) -> Node {
        self.nested(|reader| {
            let start = reader.at;
            let json = if reader.rest().starts_with('{') {
                Json::Object(reader.members())
            } else {
                Json::Array(reader.items())
            };
            Node {
                span: start..reader.at,
                json,
            }
        })
    }

    fn items(&mut self) -> Vec<Node> {
        let mut items = Vec::new();
        let opener = self.open();
        while !self.closes(']', &opener) {
            let at = self.at;
            let item = self.flow_value();
            if item.span.is_empty() && self.at == at {
                self.refuse();
                continue;
            }
            items.push(item);
            self.separate(']');
        }
        items
    }

    fn members(&mut self) -> Vec<Member> {
        let mut members = Vec::new();
        let opener = self.open();
        while !self.closes('}', &opener) {
            let at = self.at;
            let Some(key) = self.flow_key() else {
                if self.at == at {
                    self.refuse();
                }
                continue;
            };
            self.next_content();
            let value = if self.rest().starts_with(':') {
                self.at += 1;
                self.next_content();
                self.flow_value()
            } else {
                super::nothing(key.span.end)
            };
            members.push(Member { key, value });
            self.separate('}');
        }
        members
    }

    fn open(&mut self) -> Span {
        let start = self.at;
        self.at += 1;
        start..self.at
    }

    /// Takes the closing bracket; at the end of the text its opener is told.
    fn closes(&mut self, closer: char, opener: &Span) -> bool {
        self.next_content();
        if self.at_end() || self.marker("---") {
            let rest = &self.text[opener.start..];
            let line = rest.lines().next().unwrap_or_default().trim_end();
            let end = opener.start + line.trim_end_matches(',').len();
            let problem = Problem::of(&YamlProblem::Unclosed, opener.clone(), "");
            self.add(problem.with_fix_at(Some((end..end, closer.to_string()))));
            return true;
        }
        let found = self.rest().starts_with(closer);
        self.at += usize::from(found);
        found
    }

    /// The comma between two things; a missing one is told.
    fn separate(&mut self, closer: char) {
        self.next_content();
        if self.rest().starts_with(',') {
            self.at += 1;
        } else if !self.at_end() && !self.rest().starts_with(closer) {
            self.tell_fix(&YamlProblem::NoComma, self.at..self.at, ",");
            let other = self.rest().starts_with([']', '}']);
            if other {
                self.refuse();
            }
        }
    }

    /// Goes over a character that cannot stand here.
    fn refuse(&mut self) {
        let one = self.peek().map_or(0, char::len_utf8);
        let span = self.at..self.at + one;
        self.at = span.end;
        self.tell(&YamlProblem::Unexpected, span);
    }

    fn flow_key(&mut self) -> Option<Key> {
        if let Some(quote @ ('"' | '\'')) = self.peek() {
            let node = self.quoted(quote);
            let text = node.as_str().cloned().unwrap_or_default();
            let span = node.span;
            return Some(Key { span, text });
        }
        let span = self.flow_plain();
        let text = self.text[span.clone()].into();
        (!span.is_empty()).then_some(Key { span, text })
    }

    fn flow_value(&mut self) -> Node {
        let properties = self.properties();
        let node = match self.peek() {
            Some('{' | '[') => self.flow(),
            Some('*') => self.alias(),
            Some(quote @ ('"' | '\'')) => self.quoted(quote),
            Some(_) | None => {
                let span = self.flow_plain();
                if span.is_empty() {
                    super::nothing(span.start)
                } else {
                    let (json, doubt) = plain(&self.text[span.clone()]);
                    self.doubt(doubt, &span);
                    Node { span, json }
                }
            }
        };
        self.with(&properties, node)
    }

    /// A word without quotes: to the next sign that means something here.
    fn flow_plain(&mut self) -> Span {
        let rest = self.rest();
        let mut end = rest.len();
        for (at, c) in rest.char_indices() {
            let after = &rest[at + c.len_utf8()..];
            let colon = c == ':'
                && (after.is_empty() || after.starts_with([' ', ',', ']', '}', '\n', '\r', '\t']));
            let comment = c == '#' && rest[..at].ends_with(' ');
            if colon || comment || matches!(c, ',' | '[' | ']' | '{' | '}' | '\n' | '\r') {
                end = at;
                break;
            }
        }
        let start = self.at;
        let word = rest[..end].trim_end();
        self.at += word.len();
        start..self.at
    }
}
