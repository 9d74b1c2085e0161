//! Block style: what indentation says.

use super::reader::Reader;
use crate::diagnostic::{Problem, Span, Words, words};
use crate::text::problem::{WordProblem, YamlProblem};
use crate::text::{Json, Key, Member, Node};
use std::collections::HashMap;
use std::rc::Rc;

impl<'t> Reader<'t> {
    /// The node at the place, whose lines are indented by `indent` bytes at least.
    pub(super) fn block(&mut self, indent: usize) -> Node {
        self.nested(|reader| reader.block_inside(indent))
    }

    fn block_inside(&mut self, indent: usize) -> Node {
        let column = self.column();
        if self.is_item() {
            return self.sequence(column);
        }
        if self.key_ahead() {
            return self.mapping(column);
        }
        let properties = self.properties();
        if self.line_ends() {
            self.next_content();
            let inner = self.column();
            if self.at_end() || inner < indent {
                let node = self.nothing();
                return self.with(&properties, node);
            }
            let node = self.block(indent);
            return self.with(&properties, node);
        }
        let node = if self.key_ahead() {
            let column = self.column();
            self.mapping(column)
        } else {
            self.inline(indent)
        };
        self.with(&properties, node)
    }

    /// Whether `- ` stands here.
    pub(super) fn is_item(&self) -> bool {
        let after = self.rest().strip_prefix('-');
        after.is_some_and(|after| after.is_empty() || after.starts_with([' ', '\t', '\n', '\r']))
            && !self.marker("---")
    }

    fn sequence(&mut self, column: usize) -> Node {
        let start = self.at;
        let mut end = self.at + 1;
        let mut items: Vec<Node> = Vec::new();
        while !self.at_end() && self.column() == column && self.is_item() {
            self.at += 1;
            self.blanks();
            let item = self.entry(column + 1);
            end = item
                .span
                .end
                .max(self.text[..self.at].trim_end().len())
                .max(end);
            items.push(item);
            self.finish(column);
        }
        Node {
            span: start..end,
            json: Json::Array(items),
        }
    }

    /// What stands behind a `-`: on its line, or on the next ones with more indentation.
    fn entry(&mut self, indent: usize) -> Node {
        if !self.line_ends() {
            return self.block(indent);
        }
        let here = self.nothing();
        self.next_content();
        if self.at_end() || self.column() < indent || self.marker("---") {
            return here;
        }
        self.block(indent)
    }

    fn mapping(&mut self, column: usize) -> Node {
        let start = self.at;
        let mut end = self.at;
        let mut members: Vec<Member> = Vec::new();
        let mut merged: Vec<Member> = Vec::new();
        while !self.at_end() && self.column() == column {
            if !self.key_ahead() {
                if self.is_item() || self.marker("---") || self.marker("...") {
                    break;
                }
                self.no_key(column);
                continue;
            }
            let key = self.key();
            let value = self.value(column);
            end = value
                .span
                .end
                .max(self.text[..self.at].trim_end().len())
                .max(end);
            if &*key.text == "<<" {
                self.merge(&value, &mut merged);
            } else {
                members.push(Member { key, value });
            }
            self.finish(column);
        }
        self.repeated(&members);
        let own = members.len();
        for member in merged {
            let known = |other: &Member| other.key.text == member.key.text;
            if !members[..own].iter().any(known) {
                members.push(member);
            }
        }
        Node {
            span: start..end,
            json: Json::Object(members),
        }
    }

    /// `<<`: an alias of a mapping, or a list of such.
    fn merge(&mut self, value: &Node, merged: &mut Vec<Member>) {
        let list = value.as_array().unwrap_or(std::slice::from_ref(value));
        for mapping in list {
            match &mapping.json {
                Json::Object(members) => merged.extend(members.iter().cloned()),
                Json::Unreadable => {}
                Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Array(_) => {
                    self.tell(&YamlProblem::NoMapping, mapping.span.clone());
                }
            }
        }
    }

    /// Whether a key and its colon stand here, on this line.
    fn key_ahead(&self) -> bool {
        let line = &self.text[self.at..self.line_end()];
        let after = match line.chars().next() {
            Some(quote @ ('"' | '\'')) => super::scalar::quoted_end(line, quote)
                .map(|end| line[end..].trim_start_matches([' ', '\t'])),
            Some('{' | '[' | '&' | '!' | '*' | '#' | '|' | '>' | '-') if !plain_dash(line) => None,
            Some(_) => colon(line).map(|at| &line[at..]),
            None => None,
        };
        after.is_some_and(|after| {
            let rest = after.strip_prefix(':');
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        })
    }

    /// A key; the place is behind its colon then.
    fn key(&mut self) -> Key {
        let start = self.at;
        if let Some(quote @ ('"' | '\'')) = self.peek() {
            let node = self.quoted(quote);
            let text = node.as_str().cloned().unwrap_or_default();
            self.blanks();
            self.at += 1;
            let span = node.span;
            return Key { span, text };
        }
        let line = &self.text[self.at..self.line_end()];
        let length = colon(line).unwrap_or(line.len());
        self.at += length + 1;
        let text = line[..length].trim_end();
        if text == "?" || text.starts_with("? ") {
            self.tell(&YamlProblem::ComplexKey, start..start + text.len());
        }
        Key {
            span: start..start + text.len(),
            text: Rc::from(text),
        }
    }

    /// What stands behind a key's colon.
    fn value(&mut self, column: usize) -> Node {
        self.blanks();
        let here = self.at;
        let properties = self.properties();
        if !self.line_ends() {
            if self.is_item() {
                let span = here..self.line_end();
                self.tell(&YamlProblem::Unexpected, span);
            }
            let node = self.nested(|reader| reader.inline(column + 1));
            return self.with(&properties, node);
        }
        let missing = super::nothing(here);
        self.next_content();
        let inner = self.column();
        let node = if self.at_end() || self.marker("---") || self.marker("...") {
            missing
        } else if inner > column {
            self.block(column + 1)
        } else if inner == column && self.is_item() {
            // A list may stand right below its key.
            self.nested(|reader| reader.sequence(column))
        } else {
            missing
        };
        self.with(&properties, node)
    }

    /// Goes on to the next line. What is indented where nothing can be is told and left out.
    fn finish(&mut self, column: usize) {
        self.blanks();
        if !self.line_ends() && self.begun() {
            let span = self.at..self.line_end();
            self.tell(&YamlProblem::Unexpected, span.clone());
            self.at = span.end;
        }
        self.next_content();
        if self.at_end() || self.column() <= column {
            return;
        }
        let span = self.at..self.line_end();
        let problem = Problem::of(&YamlProblem::Indentation, span, "");
        let repair = self.aligned(column);
        self.add(problem.with_repair(Some(repair)));
        while !self.at_end() && self.column() > column {
            self.skip_line();
            self.next_content();
        }
    }

    /// The line at the place as far to the right as the one above, or as the keys of a mapping, whichever is
    /// nearer.
    fn aligned(&self, mapping: usize) -> ((Span, String), Words) {
        let own = self.column();
        let before = self.text[..self.at - own].lines().rev();
        let above = before.map(|line| (line.len() - line.trim_start_matches(' ').len(), line));
        let mut above = above.filter(|(_, line)| !line.trim().is_empty());
        let above = above.next().map_or(mapping, |(column, _)| column);
        let nearer = own.abs_diff(above) <= own - mapping;
        let column = if nearer { above } else { mapping };
        let words = words!(
            "Align it with the line above",
            "与上一行对齐",
            "上の行にそろえる"
        );
        let words = if nearer { words } else { to_the_left() };
        ((self.at - own..self.at, " ".repeat(column)), words)
    }

    /// Whether something stands before the place on its line.
    fn begun(&self) -> bool {
        let line = &self.text[self.at - self.column()..self.at];
        !line.trim().is_empty()
    }

    /// A line where a key should stand: a word whose colon is not written yet, perhaps.
    fn no_key(&mut self, column: usize) {
        let line = &self.text[self.at..self.line_end()];
        let span = self.at..self.at + line.trim_end().len();
        let fix = meant_colon(line).map(|(at, length)| {
            let at = self.at + at;
            (at..at + length, ": ".to_owned())
        });
        let problem = Problem::of(&YamlProblem::NoColon, span, "");
        self.add(problem.with_fix_at(fix));
        self.skip_line();
        self.finish(column);
    }

    fn repeated(&mut self, members: &[Member]) {
        let mut known: HashMap<&str, &Span> = HashMap::with_capacity(members.len());
        for member in members {
            if let Some(first) = known.insert(&member.key.text, &member.key.span) {
                let kind = WordProblem::RepeatedKey {
                    key: member.key.text.to_string(),
                };
                let problem = Problem::of(&kind, member.key.span.clone(), "");
                let label = words!("first here", "第一次出现在此", "最初はここです");
                self.add(problem.with_label(first.clone(), label));
            }
        }
    }
}

fn to_the_left() -> Words {
    words!("Move it to the left", "向左移", "左へ移す")
}

/// A colon behind a key that is in full width or has no blank behind it: where, and of how many bytes.
fn meant_colon(line: &str) -> Option<(usize, usize)> {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    let at = line.find(|c| !word(c)).filter(|at| *at > 0)?;
    let colon = line[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, ':' | '：'))?;
    Some((at, colon.len_utf8()))
}

/// Where the colon of a plain key stands.
fn colon(line: &str) -> Option<usize> {
    let comment = line.find(" #").unwrap_or(line.len());
    let ends = |at: &usize| {
        let after = &line[at + 1..];
        after.is_empty() || after.starts_with([' ', '\t'])
    };
    let mut found = line[..comment].match_indices(':').map(|(at, _)| at);
    found.find(ends).filter(|at| *at > 0)
}

/// Whether a dash begins a word.
fn plain_dash(line: &str) -> bool {
    let after = line.strip_prefix('-');
    after.is_some_and(|after| !after.is_empty() && !after.starts_with([' ', '\t']))
}
