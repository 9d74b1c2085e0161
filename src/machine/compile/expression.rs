//! Paths, intrinsic functions and payload templates, with the exact characters of what is wrong.

use super::checker::{Checker, quoted};
use super::place::Place;
use crate::diagnostic::Span;
use crate::machine::problem::{Feature, PathProblem};
use crate::query::{Expression, Path, SyntaxFault, Template};
use crate::text::{Json, Node};
use std::collections::HashMap;

/// The intrinsic functions (`intrinsics.md`).
pub const FUNCTIONS: [&str; 18] = [
    "States.Format",
    "States.StringToJson",
    "States.JsonToString",
    "States.Array",
    "States.ArrayPartition",
    "States.ArrayContains",
    "States.ArrayRange",
    "States.ArrayGetItem",
    "States.ArrayLength",
    "States.ArrayUnique",
    "States.Base64Encode",
    "States.Base64Decode",
    "States.Hash",
    "States.JsonMerge",
    "States.MathRandom",
    "States.MathAdd",
    "States.StringSplit",
    "States.UUID",
];

/// Those that may give a text, for `ErrorPath` and `CausePath`.
pub const TEXT_FUNCTIONS: [&str; 7] = [
    "States.Format",
    "States.JsonToString",
    "States.ArrayGetItem",
    "States.Base64Encode",
    "States.Base64Decode",
    "States.Hash",
    "States.UUID",
];

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
        if names_variable(text) {
            self.not_yet(&place, &value.span, &Feature::Variables);
            return None;
        }
        match Path::parse(text) {
            Ok(path) => Some(path),
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
        if path.is_definite() {
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
        if path.is_ok_and(|path| !path.is_definite()) {
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
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
        let one = rest.chars().next().map_or(0, char::len_utf8);
        let end = fault.offset + length.max(one);
        value.inside(self.text, fault.offset..end)
    }

    // Expressions.

    /// A field that holds a path or a function call.
    pub fn expression_field(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        name: &str,
        allowed: Option<&[&'static str]>,
    ) -> Option<Expression> {
        let _ = self.text(at, node, name)?;
        let value = &node.get(name)?.value;
        self.expression(&at.field(name), name, value, allowed)
    }

    /// A path or a function call; `key` is the name it has in AWS's message.
    fn expression(
        &mut self,
        place: &Place<'_>,
        key: &str,
        value: &Node,
        allowed: Option<&[&'static str]>,
    ) -> Option<Expression> {
        let text = value.as_str()?;
        if self.wrong_function(place, key, value, allowed) {
            return None;
        }
        if names_variable(text) {
            self.not_yet(place, &value.span, &Feature::Variables);
            return None;
        }
        match Expression::parse(text) {
            Ok(expression) => Some(expression),
            Err(fault) => {
                let span = self.fault_span(value, &fault);
                let (key, reason) = (key.to_owned(), fault.reason);
                let kind = PathProblem::NotAnExpression { key, reason };
                self.tell(place, &span, &kind);
                None
            }
        }
    }

    /// Whether the text calls a function that does not exist, or may not be called here.
    fn wrong_function(
        &mut self,
        place: &Place<'_>,
        key: &str,
        value: &Node,
        allowed: Option<&[&'static str]>,
    ) -> bool {
        let text = value.as_str().map_or("", |text| text);
        let calls = called_functions(text);
        let unknown = calls.iter().find(|(name, _)| !FUNCTIONS.contains(name));
        if let Some((name, span)) = unknown {
            let span = value.inside(self.text, span.clone());
            self.unknown_function(place, key, name, &span);
            return true;
        }
        let Some(allowed) = allowed else {
            return false;
        };
        // Only the outermost function gives the text.
        let refused = calls.first().filter(|(name, _)| !allowed.contains(name));
        if let Some((name, span)) = refused {
            let span = value.inside(self.text, span.clone());
            let name = (*name).to_owned();
            self.tell(place, &span, &PathProblem::FunctionGivesNoText { name });
        }
        refused.is_some()
    }

    fn unknown_function(&mut self, place: &Place<'_>, key: &str, name: &str, span: &Span) {
        let whole = format!("States.{}", name.trim_start_matches("States."));
        let names = FUNCTIONS.iter().copied();
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
                let _ = self.expression(at, key, &member.value, None);
            } else if member.value.json != Json::Unreadable {
                let key = key.to_owned();
                let kind = PathProblem::ValueNotText { key };
                self.tell(at, &member.value.span, &kind);
            }
        }
    }

    fn literal(&mut self, at: &Place<'_>, key: &str, member: &crate::text::Member) {
        if member
            .value
            .as_str()
            .is_some_and(|text| looks_evaluated(text))
        {
            let fix = quoted(&format!("{key}.$"));
            let kind = PathProblem::NoDotDollar {
                key: key.to_owned(),
            };
            self.tell_fix(at, &member.key.span, &kind, Some(fix));
        }
        self.template_part(&at.field(key), &member.value);
    }
}

/// Whether an expression reads a variable: `$name`, in a path or as a function's argument.
fn names_variable(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix('$') {
        return begins_name(rest);
    }
    outside_quotes(text).any(|(at, c)| {
        let alone = !text[..at].ends_with('$');
        c == '$' && alone && begins_name(&text[at + 1..])
    })
}

fn begins_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
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
fn called_functions(text: &str) -> Vec<(&str, Span)> {
    if text.starts_with('$') {
        return Vec::new();
    }
    let calls = outside_quotes(text).filter(|(_, c)| *c == '(');
    calls
        .filter_map(|(open, _)| {
            let before = &text[..open];
            let part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_');
            let start = before.rfind(|c| !part(c)).map_or(0, |at| {
                at + before[at..].chars().next().map_or(1, char::len_utf8)
            });
            (start < open).then(|| (&text[start..open], start..open))
        })
        .collect()
}

/// Whether a literal text is certainly meant to be evaluated: a path with steps, or a function call.
fn looks_evaluated(text: &str) -> bool {
    let path = ["$.", "$[", "$$."]
        .iter()
        .any(|start| text.starts_with(start));
    let name = text
        .split('(')
        .next()
        .filter(|name| name.len() < text.len());
    (path && text.len() > 2 && Path::parse(text).is_ok())
        || (text.ends_with(')') && name.is_some_and(|name| FUNCTIONS.contains(&name)))
}
