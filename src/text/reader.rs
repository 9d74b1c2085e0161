//! The recovering reader: brackets, commas and what stands between them.

use super::node::{Json, Key, Member, Node};
use super::problem::{PunctuationProblem, WholeProblem, WordProblem};
use super::scalar::quoted;
use super::sign::{Sign, is_foreign};
use super::{MAX_DEPTH, MAX_PROBLEMS, Reading};
use crate::diagnostic::{Explain, Problem, Span, words};
use std::collections::HashMap;
use std::rc::Rc;

/// A bracket that is open.
#[derive(Clone, Copy)]
pub struct Open {
    /// What will close it.
    pub(super) closer: char,
    /// Where it stands.
    pub(super) span: (usize, usize),
}

/// Reads a text from left to right.
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) open: Vec<Open>,
    problems: Vec<Problem>,
    pub(super) ended: bool,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            open: Vec::new(),
            problems: Vec::new(),
            ended: false,
        }
    }

    /// The text as one object, with everything that is wrong with it.
    pub fn whole(mut self) -> Reading {
        if self.text.starts_with('\u{feff}') {
            self.at = 3;
            self.tell_fix(&WholeProblem::ByteOrderMark, 0..3, "");
        }
        self.blank();
        let root = self.root();
        self.problems.sort_by_key(|problem| problem.span.start);
        Reading {
            root,
            problems: self.problems,
            cut: self.ended,
        }
    }

    fn root(&mut self) -> Option<Node> {
        self.fence();
        let Some(first) = self.peek() else {
            self.tell(&WholeProblem::Empty, 0..self.text.len());
            return None;
        };
        if first.is_alphabetic() && !self.is_literal() {
            let brace = self.assigned()?;
            let word = self.text[self.word_span()].to_owned();
            self.tell_fix(&WholeProblem::NotJson { word }, self.at..brace, "");
            self.at = brace;
        }
        let node = self.value();
        if !matches!(node.json, Json::Object(_)) && self.problems.is_empty() {
            self.tell(&WholeProblem::NotAnObject, node.span.clone());
        }
        self.blank();
        if !self.ended && self.at < self.text.len() {
            self.text_after_end();
        }
        Some(node)
    }

    fn is_literal(&self) -> bool {
        matches!(&self.text[self.word_span()], "true" | "false" | "null")
    }

    /// The line before a text that was copied together with its Markdown.
    fn fence(&mut self) {
        if !self.rest().starts_with("```") {
            return;
        }
        let rest = self.rest();
        let end = self.at + rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.tell_fix(&WholeProblem::Fence, self.at..end, "");
        self.at = end;
        self.blank();
    }

    /// The brace of an object that a program assigns to a name; tells what a text is that is no such thing.
    fn assigned(&mut self) -> Option<usize> {
        let head = self
            .rest()
            .split(['{', '"', ':'])
            .next()
            .unwrap_or_default();
        let last = head.trim_end().rsplit([' ', '.']).next();
        let brace = self.at + head.len();
        let assigns = head.trim_end().ends_with(['=', '('])
            || last.is_some_and(|word| ["return", "default"].contains(&word));
        if assigns && self.text[brace..].starts_with('{') {
            return Some(brace);
        }
        self.not_json();
        None
    }

    fn not_json(&mut self) {
        let span = self.word_span();
        let word = self.text[span.clone()].to_owned();
        let after = &self.text[span.end..];
        let blanks = after.len() - after.trim_start().len();
        let colon = after[blanks..]
            .chars()
            .next()
            .filter(|c| matches!(c, ':' | '：'));
        match colon {
            Some(colon) => {
                let problem = Problem::of(&WholeProblem::LooksLikeYaml, span.clone(), "");
                let end = span.end + blanks + colon.len_utf8();
                // Behind a colon of YAML stands a blank.
                let sound = self.text[span.end..].starts_with(": ");
                let fix = (!sound).then(|| (span.end..end, ": ".to_owned()));
                self.add(problem.with_fix_at(fix));
            }
            None => self.tell(&WholeProblem::NotJson { word }, span),
        }
    }

    fn text_after_end(&mut self) {
        let rest = self.rest().trim_end();
        let span = self.at..self.at + rest.len();
        let harmless =
            |c: char| c.is_whitespace() || matches!(c, '}' | ']' | ')' | ',' | ';' | '`');
        if rest.chars().all(harmless) {
            self.tell_fix(&WholeProblem::TextAfterEnd, span, "");
        } else {
            self.tell(&WholeProblem::TextAfterEnd, span);
        }
    }

    // What stands here.

    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn sign(&self) -> Option<char> {
        self.peek().and_then(Sign::of).map(|sign| sign.ascii)
    }

    /// Takes the sign here, and tells if JSON would not have it so.
    pub(super) fn take_sign(&mut self) -> Span {
        let start = self.at;
        if let Some(sign) = self.peek().and_then(Sign::of) {
            self.at += sign.written.len_utf8();
            if !sign.is_json() {
                self.odd_sign(sign, start..self.at);
            }
        }
        start..self.at
    }

    fn odd_sign(&mut self, sign: Sign, span: Span) {
        let Sign { written, ascii } = sign;
        let fix = ascii.to_string();
        if is_foreign(written) {
            self.tell_fix(&PunctuationProblem::FullWidth { written, ascii }, span, fix);
        } else {
            self.tell_fix(&PunctuationProblem::WrongSign { written, ascii }, span, fix);
        }
    }

    // Telling.

    pub(super) fn tell(&mut self, kind: &impl Explain, span: Span) {
        self.add(Problem::of(kind, span, ""));
    }

    pub(super) fn tell_fix(&mut self, kind: &impl Explain, span: Span, fix: impl Into<String>) {
        self.add(Problem::of(kind, span, "").with_fix(fix));
    }

    /// Keeps a problem; after the last one that is told, reading ends.
    pub(super) fn add(&mut self, problem: Problem) {
        if self.ended {
            return;
        }
        self.problems.push(problem);
        if self.problems.len() >= MAX_PROBLEMS {
            let here = self.at..self.at;
            self.problems
                .push(Problem::of(&WholeProblem::GaveUp, here, ""));
            self.ended = true;
        }
    }

    /// Whether nothing more is to be read.
    pub(super) fn at_end(&self) -> bool {
        self.ended || self.at >= self.text.len()
    }

    // Values.

    /// The value here; always takes at least one character.
    fn value(&mut self) -> Node {
        match self.sign() {
            Some('{') => self.nested('}'),
            Some('[') => self.nested(']'),
            _ => match self.any_string() {
                Some((text, span)) => Node {
                    span,
                    json: Json::String(text),
                },
                None => self.word(),
            },
        }
    }

    fn nested(&mut self, closer: char) -> Node {
        let start = self.at;
        if self.open.len() == MAX_DEPTH {
            return self.skip_too_deep();
        }
        let opener = self.take_sign();
        self.open.push(Open {
            closer,
            span: (opener.start, opener.end),
        });
        let json = if closer == '}' {
            Json::Object(self.members())
        } else {
            Json::Array(self.items())
        };
        let _ = self.open.pop();
        Node {
            span: start..self.at,
            json,
        }
    }

    /// Goes over a part that is nested too deeply, without a tree and without the stack.
    fn skip_too_deep(&mut self) -> Node {
        let start = self.at;
        let opener = start..start + self.peek().map_or(0, char::len_utf8);
        self.tell(&WholeProblem::TooDeep, opener);
        let mut depth = 0_usize;
        let mut in_string = false;
        let mut escaped = false;
        for (offset, c) in self.rest().char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' if in_string => escaped = true,
                '"' => in_string = !in_string,
                '{' | '[' if !in_string => depth += 1,
                '}' | ']' if !in_string => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at = start + offset + c.len_utf8();
                return self.unreadable(start);
            }
        }
        self.at = self.text.len();
        self.ended = true;
        self.unreadable(start)
    }

    fn unreadable(&self, start: usize) -> Node {
        Node {
            span: start..self.at,
            json: Json::Unreadable,
        }
    }

    // What stands between brackets.

    fn items(&mut self) -> Vec<Node> {
        let mut items: Vec<Node> = Vec::new();
        let mut comma: Option<Span> = None;
        while !self.closes(comma.as_ref(), !items.is_empty()) {
            if self.sign() == Some(',') {
                comma = Some(self.comma(comma.is_some() || items.is_empty()));
                continue;
            }
            self.expect_comma(&comma, items.last().map(|item| item.span.end));
            items.push(self.value());
            comma = None;
        }
        items
    }

    fn members(&mut self) -> Vec<Member> {
        let mut members: Vec<Member> = Vec::new();
        let mut comma: Option<Span> = None;
        while !self.closes(comma.as_ref(), !members.is_empty()) {
            if self.sign() == Some(',') {
                comma = Some(self.comma(comma.is_some() || members.is_empty()));
                continue;
            }
            self.expect_comma(&comma, members.last().map(|member| member.value.span.end));
            members.extend(self.member());
            comma = None;
        }
        self.repeated_keys(&members);
        members
    }

    fn comma(&mut self, extra: bool) -> Span {
        let span = self.take_sign();
        if extra {
            self.tell_fix(&PunctuationProblem::ExtraComma, span.clone(), "");
        }
        span
    }

    fn expect_comma(&mut self, comma: &Option<Span>, before: Option<usize>) {
        if let (None, Some(end)) = (comma, before) {
            self.tell_fix(&PunctuationProblem::MissingComma, end..end, ",");
        }
    }

    // Members.

    /// One member; `None` when what stands here has no key.
    fn member(&mut self) -> Option<Member> {
        let key = self.key()?;
        self.blank();
        if self.sign() == Some(':') {
            let _ = self.take_sign();
            self.blank();
        } else if !self.at_end() {
            let end = key.span.end;
            self.tell_fix(&PunctuationProblem::MissingColon, end..end, ":");
        }
        let nothing = self.at_end() || matches!(self.sign(), Some(',' | '}' | ']'));
        let value = if nothing {
            self.missing_value(&key)
        } else {
            self.value()
        };
        Some(Member { key, value })
    }

    fn missing_value(&mut self, key: &Key) -> Node {
        let end = self.text[..self.at].trim_end().len().max(key.span.end);
        self.tell(&WordProblem::MissingValue, key.span.start..end);
        Node {
            span: end..end,
            json: Json::Unreadable,
        }
    }

    fn key(&mut self) -> Option<Key> {
        if let Some((text, span)) = self.any_string() {
            return Some(Key { span, text });
        }
        let span = self.word_span();
        let word = &self.text[span.clone()];
        let before_colon = self.text[span.end..]
            .trim_start()
            .starts_with([':', '：', '=']);
        if before_colon
            && word
                .chars()
                .all(|c| c.is_alphanumeric() || "_$.-@".contains(c))
        {
            self.at = span.end;
            let kind = WordProblem::UnquotedKey {
                word: word.to_owned(),
            };
            self.tell_fix(&kind, span.clone(), quoted(word));
            let text = Rc::from(word);
            return Some(Key { span, text });
        }
        self.not_a_key();
        None
    }

    /// Goes over something without a key, quietly: one problem is enough for it.
    fn not_a_key(&mut self) {
        let told = self.problems.len();
        let node = self.value();
        if !self.ended {
            self.problems.truncate(told);
        }
        self.tell(&WordProblem::NotAKey, node.span);
    }

    fn repeated_keys(&mut self, members: &[Member]) {
        let mut last: HashMap<&str, usize> = HashMap::with_capacity(members.len());
        for (place, member) in members.iter().enumerate() {
            let key = &member.key;
            if let Some(first) = last.insert(&key.text, place) {
                // The last one counts; the one before it goes.
                let next = members[first + 1].key.span.start;
                let first = &members[first].key.span;
                let gone = (first.start..next, String::new());
                let kind = WordProblem::RepeatedKey {
                    key: key.text.to_string(),
                };
                let problem = Problem::of(&kind, key.span.clone(), "").with_fix_at(Some(gone));
                self.add(problem.with_label(first.clone(), first_here()));
            }
        }
    }
}

fn first_here() -> crate::diagnostic::Words {
    words!("first here", "第一次出现在此", "最初はここです")
}
