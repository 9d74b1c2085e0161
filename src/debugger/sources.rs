//! Where a value comes from: for the lines of a stage's pretty text, the expression that produced them and its
//! characters in the definition. JSON or YAML, the tree of a state is the same.

use super::diff::lines;
use super::ladder::fields;
use super::view::SourceRow;
use crate::graph::EdgeKind;
use crate::inspection::Stage;
use crate::machine::State;
use crate::query::{ReferencePath, Step, enclosed};
use crate::text::{self, Json, Node, TextIndex, yaml};
use crate::value::Value;
use std::rc::Rc;

/// So many expressions of a stage are told.
const MOST: usize = 200;

/// A state as its author wrote it.
#[derive(Clone, Debug)]
pub struct Sources {
    /// The state's member as a text of its own; one in JSON stands in braces.
    text: Rc<str>,
    root: Rc<Node>,
    /// The UTF-16 unit of the definition that the member begins at.
    start: u32,
    /// How many units of the text are not in the definition: the brace.
    added: u32,
}

impl Sources {
    /// The state in a definition; `None` for one that cannot be read.
    pub fn of(definition: &str, state: &State) -> Option<Self> {
        let member = definition.get(state.span.clone())?;
        let before = definition.get(..state.span.start)?;
        let wrapped: Rc<str> = format!("{{{member}}}").into();
        let json = text::read(&wrapped);
        let (text, reading, added) = if json.problems.is_empty() {
            (wrapped, json, 1)
        } else {
            (member.into(), yaml::read(member), 0)
        };
        let root = reading.root.filter(|_| reading.problems.is_empty())?;
        Some(Self {
            text,
            root: Rc::new(root),
            start: before.encode_utf16().count() as u32,
            added,
        })
    }

    /// What produced the lines of a stage's value in a state that went this way.
    #[inline(never)]
    pub fn rows(&self, stage: Stage, value: &Value, way: EdgeKind) -> Vec<SourceRow> {
        let mut found = self.found();
        if let Some(field) = self.field(stage, way) {
            if stage == Stage::AfterResultPath {
                found.put(field, value);
            } else if stage == Stage::AfterItemsPointer {
                found.tell(field, value, 0);
            } else {
                found.whole(field, value);
            }
        }
        found.rows
    }

    /// What produced the lines of a variable's value, assigned by a state that went this way.
    #[inline(never)]
    pub fn variable(&self, name: &str, value: &Value, way: EdgeKind) -> Vec<SourceRow> {
        let mut found = self.found();
        let owner = self.owner(way);
        let assign = owner.and_then(|owner| Some(&owner.get("Assign")?.value));
        if let Some(assign) = assign {
            found.member(assign, name, value, 0);
        }
        found.rows
    }

    fn found(&self) -> Found<'_> {
        Found {
            index: TextIndex::new(&self.text),
            start: self.start,
            added: self.added,
            rows: Vec::new(),
        }
    }

    fn state(&self) -> Option<&Node> {
        let members = self.root.as_object()?;
        members.first().map(|member| &member.value)
    }

    /// Who says what is put out: the state, one of its rules, or one of its catchers.
    fn owner(&self, way: EdgeKind) -> Option<&Node> {
        let state = self.state()?;
        let item = |list: &str, at: u32| state.get(list)?.value.as_array()?.get(at as usize);
        match way {
            EdgeKind::Next | EdgeKind::Default => Some(state),
            EdgeKind::Choice(rule) => item("Choices", rule),
            EdgeKind::Catch(catcher) => item("Catch", catcher),
        }
    }

    /// The field that did a stage.
    fn field(&self, stage: Stage, way: EdgeKind) -> Option<&Node> {
        let decides = matches!(stage, Stage::AfterResultPath | Stage::Output);
        let owner = if decides {
            self.owner(way)
        } else {
            self.state()
        };
        let own = owner.and_then(|owner| first_of(owner, fields(stage)));
        // A rule has no OutputPath of its own.
        let rule = matches!(way, EdgeKind::Choice(_)) && stage == Stage::Output;
        own.or_else(|| first_of(self.state().filter(|_| rule)?, &["OutputPath"]))
    }
}

fn first_of<'n>(owner: &'n Node, names: &[&str]) -> Option<&'n Node> {
    names.iter().find_map(|path| {
        let mut names = path.split('/');
        names.try_fold(owner, |at, name| Some(&at.get(name)?.value))
    })
}

struct Found<'a> {
    index: TextIndex<'a>,
    start: u32,
    added: u32,
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

    /// A path that says where in the value something was put.
    fn put(&mut self, node: &Node, value: &Value) {
        let path = node
            .as_str()
            .and_then(|path| ReferencePath::parse(path).ok());
        let steps = path.as_ref().map_or(&[][..], |path| path.as_path().steps());
        // At the root it replaces everything, and says nothing of where that comes from.
        if steps.is_empty() {
            return;
        }
        if let Some((inner, line)) = steps.iter().try_fold((value, 0), enter) {
            self.tell(node, inner, line);
        }
    }

    /// A part of a template, whose value begins at a line.
    fn part(&mut self, node: &Node, value: &Value, line: u32) {
        match (&node.json, value) {
            (Json::String(text), _) if enclosed(text).is_some() => self.tell(node, value, line),
            (Json::Object(_), Value::Object(members)) => {
                let mut line = line + 1;
                for (key, value) in members.iter() {
                    self.member(node, key, value, line);
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

    /// A member of a template's object: an expression where its key says so.
    fn member(&mut self, node: &Node, key: &str, value: &Value, line: u32) {
        if let Some(marked) = node.get(&format!("{key}.$")) {
            self.tell(&marked.value, value, line);
        } else if let Some(plain) = node.get(key) {
            self.part(&plain.value, value, line);
        }
    }

    fn tell(&mut self, node: &Node, value: &Value, line: u32) {
        let Some(text) = node.as_str().filter(|_| self.rows.len() < MOST) else {
            return;
        };
        let place =
            |byte| (self.index.to_utf16(byte) as u32 + self.start).saturating_sub(self.added);
        self.rows.push(SourceRow {
            line,
            lines: lines(value),
            text: text.to_string(),
            from: place(node.span.start),
            to: place(node.span.end),
        });
    }
}

/// One step of a path into a value, and the line that what is there begins at.
fn enter<'v>((value, line): (&'v Value, u32), step: &Step) -> Option<(&'v Value, u32)> {
    let above = |values: &mut dyn Iterator<Item = &Value>| values.map(lines).sum::<u32>();
    match (step, value) {
        (Step::Name { name, .. }, Value::Object(members)) => {
            let mut before = members.iter().take_while(|(key, _)| *key != name);
            let line = line + 1 + above(&mut before.by_ref().map(|(_, value)| value));
            Some((members.get(name)?, line))
        }
        (Step::Index(index), Value::Array(items)) => {
            let index = usize::try_from(*index).ok()?;
            let inner = items.get(index)?;
            Some((inner, line + 1 + above(&mut items.iter().take(index))))
        }
        _ => None,
    }
}
