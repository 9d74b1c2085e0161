//! JSONPath: ways into the recorded data, the context object and variables; intrinsic functions.

use super::{Asked, Completion, Completions, Kind, literal};
use crate::language::data::{Part, follow, names};
use crate::language::meaning::{context_members, context_paths};
use crate::language::place::Written;
use crate::language::signature;
use crate::query::Function;
use crate::value::Value;
use std::borrow::Cow;

impl Asked<'_, '_> {
    /// A path that is being written; with `functions` a call can stand here too.
    pub(super) fn paths(&self, written: &Written, functions: bool) -> Completions {
        if !written.begun() {
            return self.texts(written, self.beginnings(functions));
        }
        let before = written.before(self.text);
        // Inside of a call the path is one of its arguments.
        let start = before.rfind(['(', ',', ' ']).map_or(0, |at| at + 1);
        if start > 0 && !functions {
            return Completions::default();
        }
        if start > 0 && in_text(before, written.quote(self.text)) {
            return Completions::default();
        }
        let path = &before[start..];
        let from = written.inner(self.text).start + start;
        let Some(dot) = path.rfind('.').filter(|_| path.starts_with('$')) else {
            return self.words(written, from, self.beginnings(functions), start > 0);
        };
        let items = self.behind(&path[..dot]);
        self.words(written, from + dot + 1, items, true)
    }

    /// Suggestions for a part of the string, from an offset on.
    pub(super) fn words(
        &self,
        written: &Written,
        from: usize,
        items: Vec<Completion>,
        inside: bool,
    ) -> Completions {
        if !inside {
            return self.texts(written, items);
        }
        let end = written.inner(self.text).end;
        let rest = self.text.get(written.at..end).unwrap_or_default();
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        Completions {
            span: from..written.at + length,
            comma: None,
            items,
        }
    }

    /// What a path or a call can begin with.
    fn beginnings(&self, functions: bool) -> Vec<Completion> {
        let recorded = self.around.recorded;
        let seen = recorded.and_then(|recorded| recorded.seen_by(self.state_field()));
        let whole = Completion::plain("$", Kind::Data).with_detail(seen.map_or("", Value::kind));
        let members = seen.map(names).unwrap_or_default();
        let members = members.into_iter().map(|(name, kind)| {
            Completion::plain(format!("$.{name}"), Kind::Data).with_detail(kind)
        });
        let variables = self.variables();
        let variables = variables
            .into_iter()
            .map(|name| Completion::plain(format!("${name}"), Kind::Variable));
        let context = context_paths().map(|path| {
            Completion::plain(format!("$$.{path}"), Kind::Data)
                .with_meaning(format!("context.{path}"))
        });
        let functions = Function::ALL
            .into_iter()
            .filter(|_| functions)
            .map(intrinsic);
        std::iter::once(whole)
            .chain(members)
            .chain(variables)
            .chain(functions)
            .chain(context)
            .collect()
    }

    /// The field of the state that decides what `$` is.
    fn state_field(&self) -> &str {
        if self.scope.field.is_empty() {
            self.key()
        } else {
            &self.scope.field
        }
    }

    /// The names behind a path and a dot.
    fn behind(&self, path: &str) -> Vec<Completion> {
        let (root, way) = taken_apart(path);
        let recorded = self.around.recorded;
        if root == "$$" {
            return self.context(&way);
        }
        let value = match root {
            "$" => recorded.and_then(|recorded| recorded.seen_by(self.state_field())),
            root => recorded.and_then(|recorded| recorded.variable(&root[1..])),
        };
        data(value.and_then(|value| follow(value, &way)))
    }

    /// The names behind a part of the context object: what was recorded, else what it always has.
    pub(super) fn context(&self, way: &[Part]) -> Vec<Completion> {
        let recorded = self
            .around
            .recorded
            .and_then(|recorded| recorded.context.as_ref());
        let mut items = data(recorded.and_then(|context| follow(context, way)));
        let path: Vec<&str> = way
            .iter()
            .filter_map(|part| match part {
                Part::Name(name) => Some(&**name),
                Part::Item => None,
            })
            .collect();
        let path = path.join(".");
        for name in context_members(&path) {
            let whole = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}.{name}")
            };
            let known = items.iter_mut().find(|item| item.label == name);
            let meaning = format!("context.{whole}");
            match known {
                Some(item) => item.meaning = meaning,
                None => items.push(Completion::plain(name, Kind::Data).with_meaning(meaning)),
            }
        }
        items
    }

    /// Every variable that some state assigns and this one can see, and those that were recorded.
    pub(super) fn variables(&self) -> Vec<String> {
        let mut names = crate::language::scope::assigned(self.outline, self.scope.block);
        let recorded = self.around.recorded.map(|recorded| &recorded.variables[..]);
        names.extend(
            recorded
                .unwrap_or_default()
                .iter()
                .map(|(name, _)| name.clone()),
        );
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// Whether a call breaks off inside of one of its texts. In YAML's single quotes a quote is written twice.
fn in_text(call: &str, around: Option<char>) -> bool {
    let mut escaped = false;
    let quotes = if around == Some('\'') {
        Cow::Owned(call.replace("''", "'"))
    } else {
        Cow::Borrowed(call)
    };
    let quotes = quotes.chars().filter(|c| {
        let counts = *c == '\'' && !escaped;
        escaped = !escaped && *c == '\\';
        counts
    });
    !quotes.count().is_multiple_of(2)
}

fn intrinsic(function: Function) -> Completion {
    let name = function.name();
    let parameters = signature::intrinsic(name).unwrap_or_default();
    let cursor = if parameters.is_empty() { "" } else { "${}" };
    Completion::plain(name, Kind::Function)
        .with_insert(format!("{name}({cursor})"))
        .with_detail(format!("({parameters})"))
        .with_meaning(format!("intrinsic.{name}"))
}

/// The members of a value.
pub(super) fn data(value: Option<&Value>) -> Vec<Completion> {
    let members = value.map(names).unwrap_or_default();
    let members = members.into_iter();
    members
        .map(|(name, kind)| {
            let insert = literal(&name);
            Completion::plain(name, Kind::Data)
                .with_insert(insert)
                .with_detail(kind)
        })
        .collect()
}

/// `$.a[0].b` → `$` and its parts.
pub(super) fn taken_apart(path: &str) -> (&str, Vec<Part>) {
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let (root, mut rest) = path.split_at(end);
    let mut way = Vec::new();
    while let Some(sign) = rest.chars().next() {
        rest = &rest[sign.len_utf8()..];
        let end = if sign == '[' {
            rest.find(']').map_or(rest.len(), |at| at + 1)
        } else {
            rest.find(['.', '[']).unwrap_or(rest.len())
        };
        let (part, after) = rest.split_at(end);
        let quoted = part.trim_end_matches(']').trim_matches(['\'', '`']);
        if sign == '[' && !part.starts_with('\'') {
            way.push(Part::Item);
        } else if !part.is_empty() {
            way.push(Part::Name(quoted.to_owned()));
        }
        rest = after;
    }
    (root, way)
}
