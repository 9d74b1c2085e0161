//! Where a person writes in YAML: the tree says what begins before the place, the place's own column what of
//! that goes on there. Between brackets of flow style it is as in JSON.

use super::place::{Level, Place, Spot, Written, floor};
use super::shape::Shape;
use crate::machine::vocabulary::Language;
use crate::text::{Json, Node};

/// Finds out where an offset of a text in YAML is. `root` is what the text gave.
pub fn place(text: &str, root: &Node, offset: usize) -> Place {
    let offset = floor(text, offset);
    let line = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let mut way = Way {
        text,
        offset,
        line,
        steps: Vec::new(),
    };
    let last = way.go(root);
    let spot = if in_comment(&text[line..offset]) {
        Spot::Elsewhere
    } else if let Some(flow) = last.filter(|node| way.is_within_flow(node)) {
        return way.in_flow(flow);
    } else {
        way.spot(last)
    };
    Place {
        levels: way.steps.into_iter().map(|step| step.level).collect(),
        spot,
        block: true,
    }
}

/// A mapping or list in block style that begins before the place.
struct Step<'d> {
    level: Level,
    column: usize,
    /// The member or item that begins last before the place; of a mapping that the tree lacks, nothing.
    last: Option<&'d Node>,
    /// Behind that member's key; of an item, where it begins.
    after: usize,
}

struct Way<'t, 'd> {
    text: &'t str,
    offset: usize,
    /// Where the place's line begins.
    line: usize,
    steps: Vec<Step<'d>>,
}

impl<'d> Way<'_, 'd> {
    /// Goes down to the last thing that begins before the place; gives it, if it is no block.
    fn go(&mut self, root: &'d Node) -> Option<&'d Node> {
        let mut node = root;
        loop {
            if node.span.start > self.offset {
                return None;
            }
            let inner = match &node.json {
                _ if self.is_flow(node) => return Some(node),
                Json::Object(_) => self.member(node)?,
                Json::Array(_) => self.item(node)?,
                Json::Null
                | Json::Bool(_)
                | Json::Number(_)
                | Json::String(_)
                | Json::Unreadable => {
                    return Some(node);
                }
            };
            let on_key = self.steps.last().is_some_and(|step| step.level.object)
                && self.offset <= self.steps.last().map_or(0, |step| step.after);
            if on_key {
                return None;
            }
            node = inner;
        }
    }

    fn member(&mut self, node: &'d Node) -> Option<&'d Node> {
        // What a merge key brought in stands elsewhere.
        let own = |start: usize| node.span.start <= start && start <= self.offset;
        let members = node.as_object()?.iter();
        let last = members
            .filter(|member| own(member.key.span.start))
            .max_by_key(|member| member.key.span.start)?;
        let key = last.key.text.to_string();
        self.step(node, true, key, 0, &last.value, last.key.span.end);
        Some(&last.value)
    }

    fn item(&mut self, node: &'d Node) -> Option<&'d Node> {
        let items = node.as_array()?;
        let begun = items
            .iter()
            .take_while(|item| item.span.start <= self.offset)
            .count();
        let index = begun.checked_sub(1)?;
        let last = &items[index];
        self.step(node, false, String::new(), index, last, last.span.start);
        Some(last)
    }

    fn step(
        &mut self,
        node: &Node,
        object: bool,
        key: String,
        index: usize,
        last: &'d Node,
        after: usize,
    ) {
        self.steps.push(Step {
            level: Level {
                start: node.span.start,
                object,
                key,
                index,
                unseparated: None,
            },
            column: self.column(node.span.start),
            last: Some(last),
            after,
        });
    }

    fn column(&self, at: usize) -> usize {
        at - self.text[..at].rfind('\n').map_or(0, |before| before + 1)
    }

    /// Whether a list or mapping stands in brackets.
    fn is_flow(&self, node: &Node) -> bool {
        let parts = matches!(node.json, Json::Object(_) | Json::Array(_));
        parts && self.text[node.span.start..].starts_with(['{', '['])
    }

    fn is_within_flow(&self, node: &Node) -> bool {
        let closed = self.text[..node.span.end].ends_with(['}', ']']);
        self.is_flow(node)
            && node.span.start < self.offset
            && (self.offset < node.span.end || (!closed && self.offset == node.span.end))
    }

    /// Between brackets everything is written as in JSON.
    fn in_flow(self, node: &Node) -> Place {
        let start = node.span.start;
        let inner = super::place::place(&self.text[start..], self.offset - start);
        let moved = inner.levels.into_iter().map(|level| Level {
            start: level.start + start,
            unseparated: level.unseparated.map(|at| at + start),
            ..level
        });
        let written = |written: Written| Written {
            span: written.span.start + start..written.span.end + start,
            at: written.at + start,
            ..written
        };
        let outer = self.steps.into_iter().map(|step| step.level);
        Place {
            levels: outer.chain(moved).collect(),
            spot: match inner.spot {
                Spot::Key(key) => Spot::Key(written(key)),
                Spot::Value(value) => Spot::Value(written(value)),
                Spot::Elsewhere => Spot::Elsewhere,
            },
            block: false,
        }
    }

    /// What is written at the place; `last` is what begins last before it.
    fn spot(&mut self, last: Option<&'d Node>) -> Spot {
        let scalar = last.filter(|node| {
            node.span.start < node.span.end && self.offset <= node.span.end && !self.is_flow(node)
        });
        if let Some(node) = scalar {
            return self.in_scalar(node);
        }
        if let Some(value) = self.behind_colon() {
            return value;
        }
        self.on_new_line()
    }

    /// In a text, or in the first key of a mapping, which is a text while its colon is missing.
    fn in_scalar(&mut self, node: &Node) -> Spot {
        let raw = &self.text[node.span.clone()];
        let first = raw.chars().next().unwrap_or(' ');
        let own_line = self.begins_line(node.span.start);
        if own_line && !raw.contains('\n') && has_keys(&self.shape()) {
            self.begin_mapping(node.span.start);
            return Spot::Key(self.written(node.span.start, node.span.end));
        }
        let body = match first {
            '|' | '>' => {
                let lines = raw.find('\n').map_or(raw.len(), |at| at + 1);
                let blank = raw[lines..].len() - raw[lines..].trim_start().len();
                node.span.start + lines + blank
            }
            _ => node.span.start,
        };
        if self.offset < body {
            return Spot::Elsewhere;
        }
        Spot::Value(self.written(body, node.span.end))
    }

    fn written(&self, start: usize, end: usize) -> Written {
        let quoted = self.text[start..end].starts_with(['"', '\'']);
        Written {
            span: start..end,
            quoted,
            plain: !quoted,
            at: self.offset,
        }
    }

    /// What the value would be that stands at the end of the steps.
    fn shape(&self) -> Shape {
        let levels = self.steps.iter().map(|step| &step.level);
        levels.fold(Shape::Machine, |shape, level| {
            if level.object {
                shape.member(&level.key)
            } else {
                shape.item()
            }
        })
    }

    /// Whether nothing but dashes stands before an offset on its line.
    fn begins_line(&self, at: usize) -> bool {
        let before = &self.text[at - self.column(at)..at];
        before.chars().all(|c| matches!(c, ' ' | '-'))
    }

    /// A mapping that the tree does not have yet.
    fn begin_mapping(&mut self, start: usize) {
        self.steps.push(Step {
            level: Level {
                start,
                object: true,
                key: String::new(),
                index: 0,
                unseparated: None,
            },
            column: self.column(start),
            last: None,
            after: start,
        });
    }

    /// `Next: ▮`
    fn behind_colon(&self) -> Option<Spot> {
        let step = self.steps.last().filter(|step| step.level.object)?;
        let between = self
            .text
            .get(step.after..self.offset)
            .filter(|_| step.after >= self.line)?;
        let blank = between.strip_prefix(':')?;
        let here = !blank.is_empty() && blank.trim().is_empty();
        here.then(|| Spot::Value(self.written(self.offset, self.offset)))
    }

    /// At the beginning of a line: a key, of the mapping whose column this is.
    fn on_new_line(&mut self) -> Spot {
        let head = &self.text[self.line..self.offset];
        let word = head.trim_start_matches([' ', '-']);
        let start = self.offset - word.len();
        let column = start - self.line;
        let quote = word.starts_with(['"', '\'']);
        if !quote && word.contains(|c: char| c.is_whitespace() || c == ':') {
            return Spot::Elsewhere;
        }
        let dashed = head[..column].contains('-');
        while self.steps.last().is_some_and(|step| {
            step.column > column || (step.column == column && !step.level.object && !dashed)
        }) {
            self.steps.pop();
        }
        let rest = &self.text[self.offset..];
        let more = rest.find(|c: char| c.is_whitespace() || c == ':');
        let end = self.offset + more.unwrap_or(rest.len());
        let Some(step) = self.steps.last_mut() else {
            return Spot::Elsewhere;
        };
        if step.column == column && step.level.object {
            step.level.key.clear();
            return Spot::Key(self.written(start, end));
        }
        let nothing = |node: &&Node| node.span.is_empty() && node.json == Json::Null;
        let Some(known) = step.last.filter(nothing).map(|node| node.span.start) else {
            return Spot::Elsewhere;
        };
        let shape = self.shape();
        if has_keys(&shape) {
            self.begin_mapping(if dashed { start } else { known });
            return Spot::Key(self.written(start, end));
        }
        let is_item = dashed && self.steps.last().is_some_and(|step| !step.level.object);
        if is_item {
            return Spot::Value(self.written(start, end));
        }
        Spot::Elsewhere
    }
}

/// Whether what stands there is made of keys.
fn has_keys(shape: &Shape) -> bool {
    matches!(shape, Shape::States | Shape::Assign | Shape::Payload)
        || !shape.fields(None, Language::Path).is_empty()
}

/// Whether the end of a line's beginning is in a comment.
fn in_comment(head: &str) -> bool {
    let mut quote = None;
    let mut before = ' ';
    for c in head.chars() {
        match (quote, c) {
            (None, '#') if before.is_whitespace() => return true,
            (None, '"' | '\'') if matches!(before, ' ' | '[' | '{' | ',' | ':') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (Some(_) | None, _) => {}
        }
        before = c;
    }
    false
}
