//! JSONata between `{%` and `%}`: `$states`, variables, functions, and ways into recorded data.

use super::path::taken_apart;
use super::{Asked, Completion, Completions, Kind};
use crate::language::data::{Part, follow};
use crate::language::place::Written;
use crate::language::signature;
use crate::machine::vocabulary::Sees;
use crate::query::jsonata::Expression;
use crate::value::Value;
use std::borrow::Cow;

impl Asked<'_, '_> {
    /// What can be written inside of an expression.
    pub(super) fn formula(&self, written: &Written) -> Completions {
        let before = written.before(self.text);
        if in_text(&read(&before[2..], written.quote(self.text))) {
            return Completions::default();
        }
        let start = path_start(before);
        let path = &before[start..];
        let from = written.inner(self.text).start + start;
        match path.rfind('.') {
            Some(dot) => self.words(written, from + dot + 1, self.after(&path[..dot]), true),
            None if path.starts_with('$') || path.is_empty() => {
                self.words(written, from, self.names(before), true)
            }
            None => self.words(written, from, self.begun(before, path), true),
        }
    }

    /// What begins as a word does but for its `$`. A word alone may be a field of what a path has found.
    fn begun(&self, before: &str, word: &str) -> Vec<Completion> {
        let word = word.to_lowercase();
        let begins = |item: &Completion| item.label[1..].to_lowercase().starts_with(&word);
        let names = self.names(before).into_iter();
        names.filter(begins).collect()
    }

    /// Everything that begins with `$`.
    fn names(&self, before: &str) -> Vec<Completion> {
        let states = Completion::plain("$states", Kind::Variable)
            .with_detail("input, context, …")
            .with_meaning("states");
        let mut variables = self.variables();
        variables.extend(bound(before));
        let variables = variables
            .into_iter()
            .map(|name| Completion::plain(format!("${name}"), Kind::Variable));
        let functions = Expression::functions().map(function);
        std::iter::once(states)
            .chain(variables)
            .chain(functions)
            .collect()
    }

    /// The names behind a path and a dot.
    fn after(&self, path: &str) -> Vec<Completion> {
        let (root, way) = taken_apart(path);
        let sees = self.scope.sees(self.outline, self.key());
        match (root, way.as_slice()) {
            ("$states", []) => members(sees),
            ("$states", [Part::Name(member), rest @ ..]) if member == "context" => {
                self.context(rest)
            }
            ("$states", [Part::Name(member), rest @ ..]) => {
                let recorded = self.around.recorded;
                let value = recorded.and_then(|recorded| recorded.states(member, sees));
                data(value.and_then(|value| follow(value, rest)))
            }
            (root, way) => {
                let name = root.strip_prefix('$').unwrap_or_default();
                let recorded = self.around.recorded;
                let value = recorded.and_then(|recorded| recorded.variable(name));
                data(value.and_then(|value| follow(value, way)))
            }
        }
    }
}

/// The members of a value; a hyphen would be a minus sign.
fn data(value: Option<&Value>) -> Vec<Completion> {
    let items = super::path::data(value).into_iter();
    items
        .map(|item| {
            if !item.label.contains('-') {
                return item;
            }
            let quoted = format!("`{}`", item.label);
            Completion {
                insert: quoted.clone(),
                label: quoted,
                ..item
            }
        })
        .collect()
}

/// The members of `$states`.
fn members(sees: Sees) -> Vec<Completion> {
    let mut names = vec!["input", "context"];
    match sees {
        Sees::Input => {}
        Sees::Result => names.insert(0, "result"),
        Sees::Error => names.insert(0, "errorOutput"),
    }
    let names = names.into_iter();
    names
        .map(|name| Completion::plain(name, Kind::Variable).with_meaning(format!("states.{name}")))
        .collect()
}

fn function(name: &'static str) -> Completion {
    let parameters = signature::jsonata(name).unwrap_or_default();
    let cursor = if parameters.is_empty() { "" } else { "${}" };
    Completion::plain(format!("${name}"), Kind::Function)
        .with_insert(format!("${name}({cursor})"))
        .with_detail(format!("({parameters})"))
        .with_meaning(format!("function.{name}"))
}

/// The characters of an expression as the quotes around it give them.
fn read(raw: &str, quote: Option<char>) -> Cow<'_, str> {
    match quote {
        Some('"') if raw.contains('\\') => raw.replace("\\\"", "\"").replace("\\\\", "\\").into(),
        Some('\'') if raw.contains('\'') => raw.replace("''", "'").into(),
        _ => raw.into(),
    }
}

/// Whether an expression breaks off inside of a text or a comment of its own.
fn in_text(expression: &str) -> bool {
    let mut rest = expression;
    while let Some(at) = rest.find(['\'', '"', '/']) {
        let (sign, after) = rest[at..].split_at(1);
        rest = match (sign, after.strip_prefix('*')) {
            ("/", None) => after,
            ("/", Some(comment)) => match comment.split_once("*/") {
                Some((_, after)) => after,
                None => return true,
            },
            (quote, _) => match behind_quote(after, quote) {
                Some(after) => after,
                None => return true,
            },
        };
    }
    false
}

/// What follows a text that has begun; nothing if it does not end.
fn behind_quote<'t>(text: &'t str, quote: &str) -> Option<&'t str> {
    let mut escaped = false;
    let end = text.char_indices().find(|(_, c)| {
        let ends = !escaped && quote.starts_with(*c);
        escaped = !escaped && *c == '\\';
        ends
    });
    end.map(|(at, _)| &text[at + quote.len()..])
}

/// Where the path begins that ends at the end of an expression: `$states.input.items[0].pri`.
fn path_start(before: &str) -> usize {
    let mut start = before.len();
    let mut depth = 0_usize;
    for (at, c) in before.char_indices().rev() {
        match c {
            ']' => depth += 1,
            '[' if depth > 0 => depth -= 1,
            _ if depth > 0 => {}
            '$' => return at,
            '.' | '_' | '`' => {}
            c if c.is_alphanumeric() => {}
            _ => break,
        }
        start = at;
    }
    start
}

/// Variables that the expression itself binds: `$total := …`, `function($item)`.
fn bound(expression: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in expression.match_indices('$') {
        let rest = &expression[at + 1..];
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let parameter = expression[..at].rfind('(').is_some_and(|open| {
            let list = &expression[open + 1..at];
            let head = expression[..open].trim_end();
            (head.ends_with("function") || head.ends_with('λ')) && !list.contains(')')
        });
        if !name.is_empty() && (parameter || after.trim_start().starts_with(":=")) {
            names.push(name.to_owned());
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::{in_text, read};

    #[test]
    fn texts_and_comments_are_told_from_the_rest() {
        for open in ["'a", "\"it's", "1 /* it's", "'a\\'b", "'a' & '"] {
            assert!(in_text(open), "{open}");
        }
        for closed in [
            "",
            "'a'",
            "\"it's\" & $",
            "`a`.",
            "/* it's */ $",
            "a / b",
            "'a\\\\'",
        ] {
            assert!(!in_text(closed), "{closed}");
        }
    }

    #[test]
    fn quotes_around_are_taken_off() {
        assert_eq!(read(r#"\"it's\" & "#, Some('"')), "\"it's\" & ");
        assert_eq!(read("''a''", Some('\'')), "'a'");
    }
}
