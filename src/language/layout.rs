//! Layout of YAML: two blanks for each level, lists indented below their keys, one blank behind a dash and a
//! colon. Comments, the order of keys and the spelling of texts stay.

use crate::definition::Definition;
use crate::text::{Json, Node, yaml};
use std::collections::HashMap;

/// A definition in YAML laid out; `None` if it would mean something else then.
pub fn layout(definition: &Definition) -> Option<String> {
    let (text, root) = (&*definition.text, definition.root.as_ref()?);
    let mut plan = Plan {
        text,
        begins: HashMap::new(),
        gaps: HashMap::new(),
    };
    plan.block(root, 0);
    let out = plan.written();
    let again = yaml::read(&out);
    let same = again.problems.is_empty() && again.root?.to_value() == root.to_value();
    same.then_some(out)
}

/// Where things shall stand.
struct Plan<'t> {
    text: &'t str,
    /// By the offset of what stands first on a line: its new column.
    begins: HashMap<usize, usize>,
    /// By the offset where blanks within a line end: how many there shall be.
    gaps: HashMap<usize, usize>,
}

impl Plan<'_> {
    /// A mapping or list in block style whose parts stand at a column.
    fn block(&mut self, node: &Node, column: usize) {
        match &node.json {
            _ if self.is_flow(node) => {}
            Json::Object(members) => {
                for member in members {
                    // What a merge key brought in stands elsewhere.
                    if member.key.span.start < node.span.start
                        || member.key.span.end > node.span.end
                    {
                        continue;
                    }
                    self.begin(member.key.span.start, column);
                    self.value(member.key.span.end, &member.value, column);
                }
            }
            Json::Array(items) => {
                let mut from = node.span.start;
                for item in items {
                    let Some(dash) = self.dash(from, item.span.start) else {
                        continue;
                    };
                    self.begin(dash, column);
                    self.value(dash, item, column);
                    from = item.span.end;
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Unreadable => {}
        }
    }

    /// What stands behind a key or a dash at a column.
    fn value(&mut self, sign: usize, value: &Node, column: usize) {
        let same_line = !self.text[sign..value.span.start].contains('\n');
        if same_line && !value.span.is_empty() {
            self.gaps.insert(value.span.start, 1);
        }
        self.block(value, column + 2);
    }

    fn is_flow(&self, node: &Node) -> bool {
        self.text[node.span.start..].starts_with(['{', '['])
    }

    /// The last dash between two offsets that begins its line or stands behind another dash.
    fn dash(&self, from: usize, to: usize) -> Option<usize> {
        let between = self.text.get(from..to)?;
        let mut dashes = between.match_indices('-').map(|(at, _)| from + at).rev();
        dashes.find(|at| {
            let after = self.text[at + 1..].chars().next();
            after.is_none_or(char::is_whitespace) && !self.in_comment(*at)
        })
    }

    fn line(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |before| before + 1)
    }

    fn in_comment(&self, at: usize) -> bool {
        self.text[self.line(at)..at].contains('#')
    }

    fn begin(&mut self, at: usize, column: usize) {
        if self.text[self.line(at)..at].trim().is_empty() {
            self.begins.insert(at, column);
        }
    }

    /// The text with everything in its place.
    fn written(&self) -> String {
        let mut out = String::with_capacity(self.text.len());
        // How far the last thing that begins a line has moved: what goes on below moves with it.
        let mut moved = 0_isize;
        let mut waiting: Vec<&str> = Vec::new();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let content = line.trim_start_matches(' ');
            let column = line.len() - content.len();
            let planned = self.begins.get(&(at + column)).copied();
            let loose =
                content.trim().is_empty() || (content.starts_with('#') && planned.is_none());
            if loose && self.between(at) {
                // A comment stands as what follows it.
                waiting.push(content);
            } else {
                let new = planned.unwrap_or_else(|| column.saturating_add_signed(moved));
                if planned.is_some() {
                    moved = new as isize - column as isize;
                }
                waiting.drain(..).for_each(|own| push(&mut out, new, own));
                push(&mut out, new, &self.spaced(at + column, content));
            }
            at += line.len();
        }
        waiting.into_iter().for_each(|own| push(&mut out, 0, own));
        out
    }

    /// Whether a line's beginning is outside of all texts: the next thing on a line of its own is planned.
    fn between(&self, at: usize) -> bool {
        let mut lines = self.text[at..].split_inclusive('\n');
        let mut start = at;
        let next = lines.find_map(|line| {
            let content = line.trim_start_matches(' ');
            let here = start + line.len() - content.len();
            start += line.len();
            let loose = content.trim().is_empty() || content.starts_with('#');
            (!loose || self.begins.contains_key(&here)).then_some(here)
        });
        next.is_none_or(|here| self.begins.contains_key(&here))
    }

    /// A line's content with the blanks that it shall have.
    fn spaced(&self, at: usize, content: &str) -> String {
        let mut out = String::new();
        let mut from = 0;
        for (offset, _) in content.char_indices() {
            let Some(blanks) = self.gaps.get(&(at + offset)).filter(|_| offset > 0) else {
                continue;
            };
            out.push_str(content[from..offset].trim_end_matches([' ', '\t']));
            out.push_str(&" ".repeat(*blanks));
            from = offset;
        }
        out + &content[from..]
    }
}

fn push(out: &mut String, column: usize, content: &str) {
    let blank = content.trim().is_empty();
    out.push_str(&" ".repeat(if blank { 0 } else { column }));
    out.push_str(content);
}
