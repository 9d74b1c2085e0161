//! Paths, intrinsic functions and payload templates, with the exact characters of what is wrong.

use super::checker::{Checker, quoted};
use super::place::Place;
use crate::diagnostic::Span;
use crate::machine::problem::PathProblem;
use crate::query::{Expression, Function, Path, Root, SyntaxFault, Template, enclosed};
use crate::text::{Json, Member, Node};
use std::collections::HashMap;

/// What an expression may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Yields {
    /// Anything.
    Anything,
    /// A text: `ErrorPath` and `CausePath`.
    Text,
}

impl<'a> Checker<'a> {
    // Paths.

    /// A path.
    pub fn path(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> Option<Path> {
        let text = self.text(at, node, name)?;
        let value = &node.get(name)?.value;
        let place = at.field(name);
        if !self.begins_as_path(&place, name, value, text) {
            return None;
        }
        match Path::parse(text) {
            Ok(path) => {
                self.reads_of(&place, &value.span, [&path]);
                Some(path)
            }
            Err(fault) => {
                let span = self.fault_span(value, &fault);
                let reason = fault.reason;
                self.tell(&place, &span, &PathProblem::NotAPath { reason });
                None
            }
        }
    }

    /// A path that can select one place only.
    pub fn reference(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> Option<Path> {
        let path = self.path(at, node, name)?;
        if path.is_reference() {
            return Some(path);
        }
        let value = &node.get(name)?.value;
        let field = name.to_owned();
        let kind = PathProblem::NotAReference { field };
        self.tell(&at.field(name), &value.span, &kind);
        None
    }

    /// Whether a text begins with `$`; tells what it is otherwise.
    pub fn begins_as_path(
        &mut self,
        place: &Place<'_>,
        name: &str,
        value: &Node,
        text: &str,
    ) -> bool {
        if text.starts_with('$') {
            return true;
        }
        let field = name.to_owned();
        if text.starts_with("States.") {
            self.tell(place, &value.span, &PathProblem::FunctionForPath { field });
            return false;
        }
        let simple = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let fix = (!text.is_empty() && text.chars().all(simple))
            .then(|| quoted(&format!("$.{}", text.trim_start_matches('.'))));
        let kind = PathProblem::NoDollarSign { field };
        self.tell_fix(place, &value.span, &kind, fix);
        false
    }

    /// Tells why a text is no reference path.
    pub fn bad_reference(
        &mut self,
        place: &Place<'_>,
        name: &str,
        value: &Node,
        fault: &SyntaxFault,
    ) {
        let text = value.as_str().map_or("", |text| text);
        let path = Path::parse(text);
        if path.is_ok_and(|path| !path.is_reference()) {
            let field = name.to_owned();
            self.tell(place, &value.span, &PathProblem::NotAReference { field });
        } else {
            let span = self.fault_span(value, fault);
            let reason = fault.reason.clone();
            self.tell(place, &span, &PathProblem::NotAPath { reason });
        }
    }

    /// The characters of a fault in an expression: the word that begins there.
    fn fault_span(&self, value: &Node, fault: &SyntaxFault) -> Span {
        let text = value.as_str().map_or("", |text| text);
        let Some(rest) = text.get(fault.offset..).filter(|rest| !rest.is_empty()) else {
            return value.span.clone();
        };
        let name = rest.starts_with(char::is_alphabetic);
        let word = |c: char| c.is_alphanumeric() || c == '_' || (name && c == '.');
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        let one = rest.chars().next().map_or(0, char::len_utf8);
        let end = fault.offset + length.max(one);
        value.inside(self.text, fault.offset..end)
    }

    fn reads_of<'p>(
        &mut self,
        at: &Place<'_>,
        span: &Span,
        paths: impl IntoIterator<Item = &'p Path>,
    ) {
        for path in paths {
            if let Root::Variable(name) = path.root() {
                self.reads(at, span, name);
            }
        }
    }

    // Expressions.

    /// A field that holds a path, or a function call that gives a text.
    pub fn text_expression(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        name: &str,
    ) -> Option<Expression> {
        let _ = self.text(at, node, name)?;
        let value = &node.get(name)?.value;
        self.expression(&at.field(name), name, value, Yields::Text)
    }

    /// A path or a function call; `key` is the name it has in AWS's message.
    fn expression(
        &mut self,
        place: &Place<'_>,
        key: &str,
        value: &Node,
        yields: Yields,
    ) -> Option<Expression> {
        let text = value.as_str()?;
        let unknown = called_functions(text).find(|(name, _)| !is_function(name));
        if let Some((name, span)) = unknown {
            let span = value.inside(self.text, span);
            self.unknown_function(place, key, name, &span);
            return None;
        }
        match Expression::parse(text) {
            Ok(expression) => self.usable(place, value, yields, expression),
            Err(fault) => {
                let span = self.fault_span(value, &fault);
                let (key, reason) = (key.to_owned(), fault.reason);
                let kind = PathProblem::NotAnExpression { key, reason };
                let fix = closing(text).map(|fix| {
                    let end = value.inside(self.text, text.len()..text.len());
                    (end, fix.to_owned())
                });
                let problem = self.problem(place, &span, &kind);
                self.add(problem.with_fix_at(fix));
                None
            }
        }
    }

    /// An expression that is sound in itself, unless it cannot give what is asked.
    fn usable(
        &mut self,
        place: &Place<'_>,
        value: &Node,
        yields: Yields,
        expression: Expression,
    ) -> Option<Expression> {
        self.reads_of(place, &value.span, expression.paths());
        let refused = expression
            .function()
            .filter(|function| yields == Yields::Text && !function.returns_string());
        if let Some(function) = refused {
            let name = function.name().to_owned();
            let span = value.inside(self.text, 0..name.len());
            self.tell(place, &span, &PathProblem::FunctionGivesNoText { name });
            return None;
        }
        Some(expression)
    }

    fn unknown_function(&mut self, place: &Place<'_>, key: &str, name: &str, span: &Span) {
        let whole = format!("States.{}", name.trim_start_matches("States."));
        let names = Function::ALL.into_iter().map(Function::name);
        let suggestion = self.suggestions.among(&whole, names);
        let kind = PathProblem::UnknownFunction {
            key: key.to_owned(),
            name: name.to_owned(),
            suggestion: suggestion.map(str::to_owned),
        };
        self.tell_fix(place, span, &kind, suggestion.map(str::to_owned));
    }

    // Templates.

    /// A payload template.
    pub fn template(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> Option<Template> {
        let value = self.object(at, node, name)?;
        let place = at.field(name);
        let told = self.problems.len();
        self.template_part(&place, value);
        let clean = !self.problems[told.min(self.problems.len())..]
            .iter()
            .any(crate::diagnostic::Problem::is_error);
        let parsed = Template::parse(&value.to_value());
        if let (Err(faults), true) = (&parsed, clean) {
            for fault in faults {
                let key = fault.at.last().cloned().unwrap_or_default();
                let reason = fault.fault.reason.clone();
                let kind = PathProblem::NotAnExpression { key, reason };
                self.tell(&place, &value.span, &kind);
            }
        }
        parsed.ok()
    }

    fn template_part(&mut self, at: &Place<'_>, node: &Node) {
        match &node.json {
            Json::Object(_) => self.template_object(at, node),
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.template_part(&at.item(index), item);
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Unreadable => {}
        }
    }

    fn template_object(&mut self, at: &Place<'_>, node: &Node) {
        let mut stripped: HashMap<&str, bool> = HashMap::new();
        for member in node.as_object().unwrap_or_default() {
            let key = &*member.key.text;
            let name = key.strip_suffix(".$");
            let dynamic = name.is_some();
            let other = stripped.insert(name.unwrap_or(key), dynamic);
            if other == Some(!dynamic) {
                let key = name.unwrap_or(key).to_owned();
                self.tell(at, &member.key.span, &PathProblem::SameKey { key });
            }
            if !dynamic {
                self.literal(at, key, member);
            } else if member.value.as_str().is_some() {
                let _ = self.expression(at, key, &member.value, Yields::Anything);
            } else if member.value.json != Json::Unreadable {
                let key = key.to_owned();
                let kind = PathProblem::ValueNotText { key };
                self.tell(at, &member.value.span, &kind);
            }
        }
    }

    fn literal(&mut self, at: &Place<'_>, key: &str, member: &Member) {
        let text = member.value.as_str();
        if text.is_some_and(|text| enclosed(text).is_some()) {
            let kind = PathProblem::JsonataText {
                key: key.to_owned(),
            };
            self.tell(&at.field(&member.key.text), &member.value.span, &kind);
        }
        self.stays_text(at, member, ".$");
        self.template_part(&at.field(key), &member.value);
    }

    /// Warns of a literal text that looks like an expression; `suffix` is what its key would end with.
    pub fn stays_text(&mut self, at: &Place<'_>, member: &Member, suffix: &'static str) {
        let text = member.value.as_str();
        if text.is_some_and(|text| looks_evaluated(text)) {
            let key = member.key.text.to_string();
            let fix = quoted(&format!("{key}{suffix}"));
            let kind = PathProblem::Literal { key, suffix };
            self.tell_fix(at, &member.key.span, &kind, Some(fix));
        }
    }
}

/// What closes a call that breaks off.
fn closing(call: &str) -> Option<&'static str> {
    let mut ends = [")", "))", "')"].into_iter();
    ends.find(|end| call.contains('(') && Expression::parse(&format!("{call}{end}")).is_ok())
}

fn is_function(name: &str) -> bool {
    Function::ALL.iter().any(|function| function.name() == name)
}

/// The characters of a call that stand outside of its quoted texts.
fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let (mut quoted, mut escaped) = (false, false);
    text.char_indices().filter(move |(_, c)| {
        let inside = quoted;
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\'' => quoted = !quoted,
            _ => {}
        }
        !inside
    })
}

/// The functions that a text calls, outermost first, with their bytes. A path calls none.
fn called_functions(text: &str) -> impl Iterator<Item = (&str, Span)> {
    let calls = outside_quotes(text).filter(|(_, c)| *c == '(' && !text.starts_with('$'));
    calls.filter_map(|(open, _)| {
        let before = &text[..open];
        let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
        let start = before.trim_end_matches(part).len();
        (start < open).then(|| (&text[start..open], start..open))
    })
}

/// Whether a literal text is certainly meant to be evaluated: a path with steps, or a function call.
pub fn looks_evaluated(text: &str) -> bool {
    let path = ["$.", "$[", "$$."]
        .iter()
        .any(|start| text.starts_with(start));
    let name = text
        .split('(')
        .next()
        .filter(|name| name.len() < text.len());
    (path && text.len() > 2 && Path::parse(text).is_ok())
        || (text.ends_with(')') && name.is_some_and(is_function))
}
