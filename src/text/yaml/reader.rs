//! What all parts of the reader share: places, lines, problems, anchors.

use super::nothing;
use crate::diagnostic::{Explain, Problem, Span, words};
use crate::text::problem::{WholeProblem, YamlProblem};
use crate::text::{Json, MAX_DEPTH, MAX_PROBLEMS, Node};
use std::collections::HashMap;

/// So many nodes may come out of aliases.
const MAX_ALIASED: usize = 20_000;

/// Reads a text from top to bottom.
pub struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// What was wrong so far.
    pub problems: Vec<Problem>,
    anchors: HashMap<&'t str, Node>,
    aliased: usize,
    depth: usize,
    /// Whether the tabs that indent were not offered to be replaced yet, all at once.
    tabs_can_go: bool,
}

/// What stands before a node: its anchor, and whether a tag was refused.
#[derive(Default)]
pub struct Properties<'t> {
    anchor: Option<&'t str>,
    /// A tag makes of a node something that nobody here knows.
    pub tagged: bool,
}

impl<'t> Reader<'t> {
    /// A reader at the beginning of a text.
    pub fn new(text: &'t str) -> Self {
        Self {
            text,
            at: if text.starts_with('\u{feff}') { 3 } else { 0 },
            problems: Vec::new(),
            anchors: HashMap::new(),
            aliased: 0,
            depth: 0,
            tabs_can_go: true,
        }
    }

    /// The first document; a second one is told.
    pub fn document(&mut self) -> Option<Node> {
        self.next_content();
        while self.rest().starts_with('%') {
            self.skip_line();
            self.next_content();
        }
        if self.marker("---") {
            self.at += 3;
            self.next_content();
        }
        if self.at_end() || self.marker("...") {
            return None;
        }
        let root = self.block(0);
        self.next_content();
        if self.marker("...") {
            self.at += 3;
            self.next_content();
        }
        if !self.at_end() {
            let span = self.at..self.line_end();
            if self.marker("---") {
                self.tell(&YamlProblem::SecondDocument, span);
            } else {
                self.tell(&YamlProblem::Unexpected, span);
            }
        }
        Some(root)
    }

    // Places.

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.text.len() || self.problems.len() >= MAX_PROBLEMS
    }

    /// How far the place is from the beginning of its line, in bytes.
    pub(super) fn column(&self) -> usize {
        let line = self.text[..self.at].rfind('\n').map_or(0, |at| at + 1);
        let line = if line == 0 && self.text.starts_with('\u{feff}') {
            3
        } else {
            line
        };
        self.at - line
    }

    /// Whether a document's marker stands here.
    pub(super) fn marker(&self, marker: &str) -> bool {
        let rest = self.rest().strip_prefix(marker);
        self.column() == 0
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n', '\r', '\t']))
    }

    pub(super) fn line_end(&self) -> usize {
        let rest = self.rest();
        self.at + rest.find(['\n', '\r']).unwrap_or(rest.len())
    }

    pub(super) fn skip_line(&mut self) {
        self.at = self.line_end();
    }

    /// Goes over blanks within the line; a tab cannot indent, yet it can separate.
    pub(super) fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }

    /// Whether the line ends here, a comment aside.
    pub(super) fn line_ends(&self) -> bool {
        let rest = self.rest();
        rest.is_empty() || rest.starts_with(['\n', '\r']) || self.comment()
    }

    fn comment(&self) -> bool {
        let separated =
            self.at == 0 || self.text[..self.at].ends_with([' ', '\t', '\n', '\r', '\u{feff}']);
        separated && self.rest().starts_with('#')
    }

    /// Goes on to the next character that is neither blank nor comment.
    pub(super) fn next_content(&mut self) {
        loop {
            self.blanks();
            match self.peek() {
                Some('\n' | '\r') => self.at += 1,
                Some('#') if self.comment() => self.skip_line(),
                Some(_) | None => break,
            }
        }
        self.no_tab();
    }

    /// Tells of a tab that indents.
    fn no_tab(&mut self) {
        let line = &self.text[self.at - self.column()..self.at];
        if let Some(tab) = line
            .find('\t')
            .filter(|_| line.trim().is_empty() && !self.at_end())
        {
            let start = self.at - self.column() + tab;
            let span = start..start + 1;
            if self.problems.last().is_none_or(|last| last.span != span) {
                let fix = std::mem::take(&mut self.tabs_can_go).then(|| without_tabs(self.text));
                let words = words!(
                    "Indent with spaces throughout",
                    "全部改用空格缩进",
                    "すべて空白で字下げする"
                );
                let problem = Problem::of(&YamlProblem::Tab, span, "");
                self.add(problem.with_repair(fix.map(|fix| (fix, words))));
            }
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
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// Reads what is nested, unless it is nested too deeply.
    pub(super) fn nested(&mut self, read: impl FnOnce(&mut Self) -> Node) -> Node {
        if self.depth == MAX_DEPTH {
            let start = self.at;
            let one = self.peek().map_or(0, char::len_utf8);
            self.tell(&WholeProblem::TooDeep, start..start + one);
            self.at = self.text.len();
            return Node {
                span: start..start + one,
                json: Json::Unreadable,
            };
        }
        self.depth += 1;
        let node = read(self);
        self.depth -= 1;
        node
    }

    // Anchors.

    /// `&name` and `!tag` before a node.
    pub(super) fn properties(&mut self) -> Properties<'t> {
        let mut found = Properties::default();
        while let Some(sign @ ('&' | '!')) = self.peek() {
            let span = self.at..self.word_end();
            let word = &self.text[span.clone()];
            self.at = span.end;
            if sign == '&' {
                found.anchor = Some(&word[1..]);
            } else {
                let tag = word.to_owned();
                self.tell(&YamlProblem::Tag { tag }, span);
                found.tagged = true;
            }
            self.blanks();
        }
        found
    }

    fn word_end(&self) -> usize {
        let rest = self.rest();
        let end = |c: char| c.is_whitespace() || matches!(c, ',' | '[' | ']' | '{' | '}');
        self.at + rest.find(end).unwrap_or(rest.len())
    }

    /// A node with what stood before it.
    pub(super) fn with(&mut self, properties: &Properties<'t>, node: Node) -> Node {
        if let Some(anchor) = properties.anchor {
            self.anchors.insert(anchor, node.clone());
        }
        if properties.tagged {
            let span = node.span;
            let json = Json::Unreadable;
            return Node { span, json };
        }
        node
    }

    /// `*name`
    pub(super) fn alias(&mut self) -> Node {
        let span = self.at..self.word_end();
        let name = &self.text[span.start + 1..span.end];
        self.at = span.end;
        let Some(node) = self.anchors.get(name) else {
            let name = name.to_owned();
            self.tell(&YamlProblem::UnknownAlias { name }, span.clone());
            let json = Json::Unreadable;
            return Node { span, json };
        };
        self.aliased += size(node);
        let json = node.json.clone();
        if self.aliased > MAX_ALIASED {
            self.tell(&YamlProblem::TooManyAliases, span.clone());
            self.anchors.clear();
            return Node {
                span,
                json: Json::Unreadable,
            };
        }
        Node { span, json }
    }

    /// What a key or an item without a value is.
    pub(super) fn nothing(&self) -> Node {
        nothing(self.at)
    }
}

/// A text from its first line that a tab indents to its end, with two spaces for each tab that indents.
fn without_tabs(text: &str) -> (Span, String) {
    let mut start = None;
    let (mut at, mut out) = (0, String::new());
    for line in text.split_inclusive('\n') {
        let content = line.trim_start_matches([' ', '\t']);
        let blanks = &line[..line.len() - content.len()];
        if start.is_none() && blanks.contains('\t') {
            start = Some(at);
        }
        if start.is_some() {
            out.push_str(&blanks.replace('\t', "  "));
            out.push_str(content);
        }
        at += line.len();
    }
    (start.unwrap_or(at)..at, out)
}

/// How many nodes a node is, itself included.
fn size(node: &Node) -> usize {
    match &node.json {
        Json::Array(items) => 1 + items.iter().map(size).sum::<usize>(),
        Json::Object(members) => {
            1 + members
                .iter()
                .map(|member| size(&member.value))
                .sum::<usize>()
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Unreadable => 1,
    }
}
