//! Where a value comes from: for the lines of a stage's pretty text, the expression that produced them and its
//! characters in the definition.

use super::diff::lines;
use super::ladder::fields;
use super::view::SourceRow;
use crate::inspection::Stage;
use crate::machine::State;
use crate::query::enclosed;
use crate::text::{self, Json, Node, TextIndex};
use crate::value::Value;
use std::rc::Rc;

/// So many expressions of a stage are told.
const MOST: usize = 200;

/// A state as its author wrote it, in JSON.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The state's member as a text of its own, in braces.
    text: Rc<str>,
    root: Rc<Node>,
    /// The UTF-16 unit of the definition that the member begins at.
    start: u32,
}

impl Sources {
    /// The state in a definition; `None` for one that is not in JSON.
    pub fn of(definition: &str, state: &State) -> Option<Self> {
        let member = definition.get(state.span.clone())?;
        let wrapped: Rc<str> = format!("{{{member}}}").into();
        let reading = text::read(&wrapped);
        let root = reading.root.filter(|_| reading.problems.is_empty())?;
        let before = definition.get(..state.span.start)?;
        Some(Self {
            text: wrapped,
            root: Rc::new(root),
            start: before.encode_utf16().count() as u32,
        })
    }

    /// What produced the lines of a stage's value.
    #[inline(never)]
    pub fn rows(&self, stage: Stage, value: &Value) -> Vec<SourceRow> {
        let state = self.root.as_object().and_then(<[_]>::first);
        let field = fields(stage).iter();
        let field = state.and_then(|state| {
            let mut written = field.filter_map(|name| state.value.get(name));
            written.next()
        });
        let mut found = Found {
            index: TextIndex::new(&self.text),
            start: self.start,
            rows: Vec::new(),
        };
        // What ResultPath names is a place, not a source.
        if let Some(field) = field.filter(|_| stage != Stage::AfterResultPath) {
            found.whole(&field.value, value);
        }
        found.rows
    }
}

struct Found<'a> {
    index: TextIndex<'a>,
    start: u32,
    rows: Vec<SourceRow>,
}

impl Found<'_> {
    /// A field that is a path as a whole, or a template.
    fn whole(&mut self, node: &Node, value: &Value) {
        match node.as_str() {
            Some(path) if path.starts_with('$') => self.tell(node, value, 0),
            Some(_) | None => self.part(node, value, 0),
        }
    }

    /// A part of a template, whose value begins at a line.
    fn part(&mut self, node: &Node, value: &Value, line: u32) {
        match (&node.json, value) {
            (Json::String(text), _) if enclosed(text).is_some() => self.tell(node, value, line),
            (Json::Object(_), Value::Object(members)) => {
                let mut line = line + 1;
                for (key, value) in members.iter() {
                    match node.get(&format!("{key}.$")) {
                        Some(marked) => self.tell(&marked.value, value, line),
                        None => {
                            if let Some(plain) = node.get(key) {
                                self.part(&plain.value, value, line);
                            }
                        }
                    }
                    line += lines(value);
                }
            }
            (Json::Array(nodes), Value::Array(values)) => {
                let mut line = line + 1;
                for (node, value) in nodes.iter().zip(values.iter()) {
                    self.part(node, value, line);
                    line += lines(value);
                }
            }
            _ => {}
        }
    }

    fn tell(&mut self, node: &Node, value: &Value, line: u32) {
        let Some(text) = node.as_str().filter(|_| self.rows.len() < MOST) else {
            return;
        };
        // The brace before the member is not in the definition.
        let place = |byte| (self.index.to_utf16(byte) as u32 + self.start).saturating_sub(1);
        self.rows.push(SourceRow {
            line,
            lines: lines(value),
            text: text.to_string(),
            from: place(node.span.start),
            to: place(node.span.end),
        });
    }
}
