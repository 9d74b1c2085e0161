//! Expressions in JSONata, `{% … %}`, with the exact characters of what is wrong (`asl.md` section 5).

use super::checker::{Checker, quoted};
use super::expression::looks_evaluated;
use super::field::Language;
use super::mend;
use super::place::Place;
use crate::diagnostic::Span;
use crate::machine::problem::{FieldProblem, JsonataProblem};
use crate::query::jsonata::{Expression, References, StatesPath, SyntaxError};
use crate::query::{Formula, Template, enclosed};
use crate::text::{Json, Member, Node};

/// What `$states` has beside `input` and `context` where an expression stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sees {
    /// Nothing.
    Input,
    /// `result`: `Output` and `Assign` of Task, Parallel and Map.
    Result,
    /// `errorOutput`: `Output` and `Assign` of a catcher.
    Error,
}

impl Sees {
    /// What the state's own `Output` and `Assign` see.
    pub fn of(state_type: &str) -> Self {
        match state_type {
            "Task" | "Parallel" | "Map" => Self::Result,
            _ => Self::Input,
        }
    }

    fn has(self, member: &str) -> bool {
        match member {
            "input" | "context" => true,
            "result" => self == Self::Result,
            "errorOutput" => self == Self::Error,
            _ => false,
        }
    }
}

impl<'a> Checker<'a> {
    /// Whether a field holds an expression: a text in a JSONata state that is `{% … %}`.
    pub fn is_formula(&self, node: &Node, name: &str) -> bool {
        let text = node.get(name).and_then(|member| member.value.as_str());
        self.speaks == Language::Jsonata && text.is_some_and(|text| enclosed(text).is_some())
    }

    /// The expression that a field holds.
    pub fn formula(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        name: &str,
        sees: Sees,
    ) -> Option<Formula> {
        let value = &node.get(name)?.value;
        self.formula_text(&at.field(name), value, sees)
    }

    /// Data in JSONata: any JSON, in which every text that is `{% … %}` is an expression.
    pub fn data(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        name: &str,
        sees: Sees,
    ) -> Option<Template> {
        let value = &node.get(name)?.value;
        let place = at.field(name);
        self.data_part(&place, value, sees);
        Template::parse_jsonata(&value.to_value(), &place.in_state()).ok()
    }

    /// A payload in the state's language: `path` is the field's name in JSONPath, `jsonata` in JSONata.
    pub fn payload(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        path: &'static str,
        jsonata: &'static str,
    ) -> Option<Template> {
        let (own, other) = match self.speaks {
            Language::Path => (path, jsonata),
            Language::Jsonata => (jsonata, path),
        };
        if let Some(member) = node.get(other).filter(|_| path != jsonata) {
            let kind = FieldProblem::OtherLanguage {
                field: other.to_owned(),
                language: self.speaks.name(),
                needs: self.speaks.other().name(),
            };
            self.tell(at, &member.key.span, &kind);
        }
        match self.speaks {
            Language::Path => self.template(at, node, own),
            Language::Jsonata => self.data(at, node, own, Sees::Input),
        }
    }

    fn data_part(&mut self, at: &Place<'_>, node: &Node, sees: Sees) {
        match &node.json {
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.data_part(&at.item(index), item, sees);
                }
            }
            Json::Object(members) => {
                for member in members {
                    if !self.dot_dollar(at, member) {
                        self.data_part(&at.field(&member.key.text), &member.value, sees);
                    }
                }
            }
            Json::String(text) if enclosed(text).is_some() => {
                let _ = self.formula_text(at, node, sees);
            }
            Json::String(text) => self.nearly_enclosed(at, node, text),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Unreadable => {}
        }
    }

    fn formula_text(&mut self, at: &Place<'_>, node: &Node, sees: Sees) -> Option<Formula> {
        let text = node.as_str()?;
        let inner = enclosed(text)?;
        let start = text.len() - text[2..].trim_start().len();
        match Formula::compile(inner, &at.in_state()) {
            Ok(formula) => {
                self.references(at, node, start, &formula.references(), sees);
                Some(formula)
            }
            Err(error) => {
                let from = start + error.offset;
                let whole = error.length == 0;
                let span = if whole {
                    node.inside(self.text, start + inner.len()..text.len())
                } else {
                    node.inside(self.text, from..from + error.length)
                };
                let fix = self.readable(node, start, inner, &error);
                let problem = self.problem(at, &span, &JsonataProblem::Syntax(error));
                self.add(problem.with_fix_at(fix));
                None
            }
        }
    }

    /// The edit of the definition that makes an expression readable.
    fn readable(
        &self,
        node: &Node,
        start: usize,
        inner: &str,
        error: &SyntaxError,
    ) -> Option<(Span, String)> {
        let (span, text) = mend::readable(inner, error)?;
        let span = node.inside(self.text, start + span.start..start + span.end);
        let raw = self.text.get(node.span.clone())?;
        let escaped = quoted(&text);
        let text = if raw.starts_with('"') {
            escaped.get(1..escaped.len() - 1)?.to_owned()
        } else {
            text
        };
        // In YAML a text may lie over several lines, and places in it are not exact.
        (!raw.contains('\n')).then_some((span, text))
    }

    /// What an expression reads from outside: variables, and members of `$states` that there are.
    fn references(
        &mut self,
        at: &Place<'_>,
        node: &Node,
        start: usize,
        references: &References,
        sees: Sees,
    ) {
        let place = |span: &Span| node.inside(self.text, start + span.start..start + span.end);
        let variables: Vec<_> = references
            .variables
            .iter()
            .map(|variable| (variable.name.clone(), place(&variable.span)))
            .collect();
        let context: Vec<_> = references
            .context
            .iter()
            .map(|used| (used.name.to_string(), place(&used.span)))
            .collect();
        let states: Vec<_> = references
            .states
            .iter()
            .filter_map(|used| Some((absent(used, sees)?, place(&used.span))))
            .collect();
        let unknown: Vec<_> = references
            .functions
            .iter()
            .filter(|used| !Expression::functions().any(|known| *known == *used.name))
            .map(|used| (used.name.to_string(), place(&used.span)))
            .collect();
        for (name, span) in variables {
            self.reads(at, &span, &name);
        }
        for (name, span) in unknown {
            self.unknown_jsonata_function(at, &span, name);
        }
        for (text, span) in context {
            let fix = from_input(&text);
            self.tell_fix(at, &span, &JsonataProblem::NoContext { text }, fix);
        }
        for (member, span) in states {
            let fix = self.present(&member, sees, &span);
            self.tell_fix(at, &span, &JsonataProblem::NoSuchMember { member }, fix);
        }
    }

    /// `$states.inputs.a` → `$states.input.a`: with the member that was probably meant.
    fn present(&self, member: &str, sees: Sees, span: &Span) -> Option<String> {
        let names = ["input", "context", "result", "errorOutput"].into_iter();
        let names = names.filter(|name| sees.has(name));
        let meant = self.suggestions.among(member, names)?;
        let written = self.text.get(span.clone())?;
        let wrong = format!("$states.{member}");
        let right = format!("$states.{meant}");
        written
            .starts_with(&wrong)
            .then(|| written.replacen(&wrong, &right, 1))
    }

    fn unknown_jsonata_function(&mut self, at: &Place<'_>, span: &Span, name: String) {
        let suggestion = if name == "eval" {
            Some("parse")
        } else {
            self.suggestions.among(&name, Expression::functions())
        };
        let suggestion = suggestion.map(str::to_owned);
        let fix = suggestion.as_ref().map(|name| format!("${name}"));
        let kind = JsonataProblem::UnknownFunction { name, suggestion };
        self.tell_fix(at, span, &kind, fix);
    }

    /// Warns of a text that holds `{% … %}` but is none: it stays as it is.
    pub fn nearly_enclosed(&mut self, at: &Place<'_>, node: &Node, text: &str) {
        let opened = text.find("{%");
        let inside = opened.is_some_and(|start| text[start..].contains("%}"));
        if inside || text.starts_with("{%") || text.ends_with("%}") {
            let trimmed = text.trim();
            let fix = enclosed(trimmed).map(|_| trimmed.to_owned());
            let fix = fix.or_else(|| half_enclosed(trimmed));
            let fix = fix.map(|fix| quoted(&fix));
            self.tell_fix(at, &node.span, &JsonataProblem::NotEnclosed, fix);
        } else if text.starts_with("$states.") || looks_evaluated(text) {
            let fix = mend::from_path(text).map(|path| quoted(&format!("{{% {path} %}}")));
            self.tell_fix(at, &node.span, &JsonataProblem::Bare, fix);
        }
    }

    /// Warns of a key that ends with `.$`, as JSONPath has it, over a path or a call; whether it is one.
    fn dot_dollar(&mut self, at: &Place<'_>, member: &Member) -> bool {
        let key = member.key.text.strip_suffix(".$");
        let Some((key, text)) = key.zip(member.value.as_str()) else {
            return false;
        };
        if !text.starts_with('$') && !looks_evaluated(text) {
            return false;
        }
        let plain = self.yaml && !self.text[member.key.span.clone()].starts_with('"');
        let name = if plain { key.to_owned() } else { quoted(key) };
        let fix = mend::from_path(text).map(|path| {
            let formula = quoted(&format!("{{% {path} %}}"));
            (member.span(), format!("{name}: {formula}"))
        });
        let kind = JsonataProblem::DotDollar {
            key: key.to_owned(),
        };
        let problem = self.problem(at, &member.key.span, &kind);
        self.add(problem.with_fix_at(fix));
        true
    }
}

/// An expression whose end is not whole, with its end.
fn half_enclosed(text: &str) -> Option<String> {
    let inner = text.strip_prefix("{%")?.trim();
    let mut ends = ["", "%", "}"].into_iter();
    ends.find_map(|end| {
        let inner = inner.strip_suffix(end)?.trim_end();
        let sound =
            !inner.is_empty() && !inner.contains("%}") && Expression::compile(inner).is_ok();
        sound.then(|| format!("{{% {inner} %}}"))
    })
}

/// The member of `$states` that an expression asks for in vain.
fn absent(used: &StatesPath, sees: Sees) -> Option<String> {
    let member = used.path.first()?;
    (!sees.has(member)).then(|| member.to_string())
}

/// A bare name or `$`, begun with the state's input.
fn from_input(text: &str) -> Option<String> {
    if matches!(text, "$" | "$$") {
        return Some("$states.input".to_owned());
    }
    let name = text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '`'));
    name.then(|| format!("$states.input.{text}"))
}
