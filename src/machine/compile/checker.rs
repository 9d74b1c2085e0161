//! What every check needs: reporting, and fields read with their type.

use super::field::Language;
use super::place::Place;
use super::variables::{Assigned, Read};
use crate::definition::{Definition, Outline};
use crate::diagnostic::{Explain, Problem, Span, Suggestions, did_you_mean};
use crate::machine::MachineType;
use crate::machine::problem::{FieldProblem, ValueProblem, Wanted};
use crate::text::{Json, Member, Node};
use crate::value::Value;
use std::collections::{HashMap, HashSet};
use std::ops::RangeInclusive;
use std::rc::Rc;

/// So many problems are told; more would help nobody.
const MAX_PROBLEMS: usize = 1000;

/// Checks one definition.
pub struct Checker<'a> {
    /// The definition's text.
    pub text: &'a str,
    /// Where the text breaks off; nothing is missing from what reaches it.
    cut: Option<usize>,
    /// Its skeleton.
    pub outline: &'a Outline<'a>,
    /// Whether that text is YAML.
    pub yaml: bool,
    /// Which rules apply.
    pub machine_type: MachineType,
    /// Whether what only follows from another problem is told too, as AWS does.
    pub tells_all: bool,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// Whether something is an error.
    pub unsound: bool,
    /// Did you mean?
    pub suggestions: Suggestions,
    /// Transitions from state to state, misspelt ones included.
    pub edges: Vec<(usize, usize)>,
    /// States that end their block.
    pub terminal: Vec<bool>,
    /// Blocks of which not every way is known, because something in them cannot be read.
    pub foggy: Vec<bool>,
    /// Blocks in which something leads to a state that is not there.
    pub astray: Vec<bool>,
    /// The first state of each block, if it is known.
    pub starts: Vec<Option<usize>>,
    /// The first state of each name, whatever its block.
    pub names: HashMap<&'a str, usize>,
    /// The query language of the state that is being checked.
    pub speaks: Language,
    /// Where variables are read, state by state.
    pub read: Vec<Read>,
    /// Where variables are assigned.
    pub assigned: Vec<Assigned>,
    /// The names of errors that Fail states report.
    pub raised: HashSet<&'a str>,
    /// The labels of Map states, with their places.
    pub labels: HashMap<&'a str, Span>,
}

/// The JSON literal of a text, for a fix.
pub fn quoted(text: &str) -> String {
    Value::from(text).to_json()
}

impl<'a> Checker<'a> {
    /// A checker that has seen nothing yet.
    pub fn new(
        definition: &'a Definition,
        outline: &'a Outline<'a>,
        machine_type: MachineType,
    ) -> Self {
        let text = &definition.text;
        Self {
            text,
            cut: definition.cut.then(|| text.trim_end().len()),
            outline,
            yaml: definition.yaml,
            machine_type,
            tells_all: false,
            problems: Vec::new(),
            unsound: false,
            suggestions: Suggestions::default(),
            edges: Vec::new(),
            terminal: vec![false; outline.states.len()],
            foggy: vec![false; outline.blocks.len()],
            astray: vec![false; outline.blocks.len()],
            starts: vec![None; outline.blocks.len()],
            names: first_of_each_name(outline),
            speaks: Language::Path,
            read: Vec::new(),
            assigned: Vec::new(),
            raised: raised_errors(outline),
            labels: HashMap::new(),
        }
    }

    /// A problem here, to be completed and added.
    pub fn problem(&self, at: &Place<'_>, span: &Span, kind: &impl Explain) -> Problem {
        Problem::of(kind, span.clone(), at.location(self.outline))
    }

    /// Keeps a problem.
    pub fn add(&mut self, problem: Problem) {
        self.unsound |= problem.is_error();
        if self.problems.len() < MAX_PROBLEMS {
            self.problems.push(problem);
        }
    }

    /// Tells a problem.
    pub fn tell(&mut self, at: &Place<'_>, span: &Span, kind: &impl Explain) {
        let problem = self.problem(at, span, kind);
        self.add(problem);
    }

    /// Tells a problem, with its fix if there is one.
    pub fn tell_fix(
        &mut self,
        at: &Place<'_>,
        span: &Span,
        kind: &impl Explain,
        fix: Option<String>,
    ) {
        let mut problem = self.problem(at, span, kind);
        problem.fix = fix;
        self.add(problem);
    }

    /// Tells that a value has the wrong kind. What is unreadable has its own problem already.
    pub fn wrong_kind(&mut self, at: &Place<'_>, name: &str, value: &Node, wanted: Wanted) {
        let jsonata = |text: &Rc<str>| text.starts_with("{%") && text.ends_with("%}");
        let field = name.to_owned();
        let place = at.field(name);
        if value.as_str().is_some_and(jsonata) {
            let state = at.state().map(|state| self.outline.states[state].node);
            let fix = state.and_then(|state| self.as_jsonata(state));
            let problem = self.problem(&place, &value.span, &ValueProblem::JsonataValue { field });
            self.add(problem.with_fix_at(fix));
        } else if value.as_str().is_some_and(|text| text.contains("${")) {
            self.tell(&place, &value.span, &ValueProblem::Placeholder { field });
        } else if self.yaml && value.span.is_empty() && value.json == Json::Null {
            let kind = ValueProblem::Nothing { field, wanted };
            self.tell(&place, &value.span, &kind);
        } else if value.json != Json::Unreadable {
            if let (Language::Jsonata, Some(text)) = (self.speaks, value.as_str()) {
                self.nearly_enclosed(&place, value, text);
            }
            let fix = unquoted(value, wanted).or_else(|| dressed(self.text, value, wanted));
            let kind = ValueProblem::WrongKind { field, wanted };
            self.tell_fix(&place, &value.span, &kind, fix);
        }
    }

    // Fields by type. All give `None` for a field that is absent, and for one of the wrong type after
    // telling so.

    /// A text.
    pub fn text(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> Option<&'a Rc<str>> {
        let value = &node.get(name)?.value;
        if value.as_str().is_none() {
            self.wrong_kind(at, name, value, Wanted::Text);
        }
        value.as_str()
    }

    /// An object.
    pub fn object(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> Option<&'a Node> {
        let value = &node.get(name)?.value;
        if value.as_object().is_none() {
            self.wrong_kind(at, name, value, Wanted::Object);
            return None;
        }
        Some(value)
    }

    /// An array.
    pub fn array(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> Option<&'a [Node]> {
        let value = &node.get(name)?.value;
        if value.as_array().is_none() {
            self.wrong_kind(at, name, value, Wanted::Array);
        }
        value.as_array()
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> Option<bool> {
        let value = &node.get(name)?.value;
        if let Json::Bool(truth) = value.json {
            return Some(truth);
        }
        self.wrong_kind(at, name, value, Wanted::Boolean);
        None
    }

    /// A whole number of a range.
    pub fn integer(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        name: &str,
        range: RangeInclusive<i64>,
    ) -> Option<i64> {
        let value = &node.get(name)?.value;
        let Some(number) = value.as_number().and_then(|number| number.as_i64()) else {
            self.wrong_kind(at, name, value, Wanted::Integer);
            return None;
        };
        if range.contains(&number) {
            return Some(number);
        }
        let max = Some(*range.end()).filter(|max| *max < i64::MAX);
        self.out_of_range(at, name, value, *range.start(), max);
        None
    }

    /// Tells that a number is outside of its range.
    pub fn out_of_range(
        &mut self,
        at: &Place<'_>,
        name: &str,
        value: &Node,
        min: i64,
        max: Option<i64>,
    ) {
        let field = name.to_owned();
        let number = value.as_number().map_or(0.0, |number| number.as_f64());
        let below = number < min as f64;
        let kind = ValueProblem::OutOfRange {
            field,
            min,
            max,
            below,
        };
        let nearest = if below { Some(min) } else { max };
        let fix = nearest.map(|number| number.to_string());
        self.tell_fix(&at.field(name), &value.span, &kind, fix);
    }

    /// A whole number that is never negative.
    pub fn natural(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        name: &str,
        range: RangeInclusive<i64>,
    ) -> Option<u64> {
        let number = self.integer(at, node, name, range)?;
        u64::try_from(number).ok()
    }

    /// One of several words.
    pub fn one_of(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        name: &str,
        allowed: &[&'static str],
    ) -> Option<&'static str> {
        let value = &node.get(name)?.value;
        let word = self.text(at, node, name)?;
        if let Some(found) = allowed.iter().find(|allowed| **allowed == &**word) {
            return Some(found);
        }
        let suggestion = self.suggestions.among(word, allowed.iter().copied());
        let fix = suggestion.map(quoted);
        let kind = ValueProblem::NotOneOf {
            field: name.to_owned(),
            allowed: allowed.to_vec(),
            suggestion: suggestion.map(str::to_owned),
        };
        self.tell_fix(&at.field(name), &value.span, &kind, fix);
        None
    }

    /// The entries of an array that may not be empty.
    pub fn entries(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> Option<&'a [Node]> {
        let entries = self.array(at, node, name)?;
        if entries.is_empty() {
            let span = node
                .get(name)
                .map_or(0..0, |member| member.value.span.clone());
            let field = name.to_owned();
            self.tell(&at.field(name), &span, &ValueProblem::Empty { field });
        }
        Some(entries)
    }

    /// Tells which required fields are missing; `span` is what shows whose they are.
    pub fn require(&mut self, at: &Place<'_>, node: &Node, span: &Span, names: &[&'static str]) {
        if self.breaks_off(node) {
            return;
        }
        let absent = |name: &&&str| node.get(name).is_none();
        let fields: Vec<&'static str> = names.iter().filter(absent).copied().collect();
        if !fields.is_empty() {
            let fix = match fields[..] {
                [field] if !misspelt(node, field) => self.with_field(at, node, field),
                _ => None,
            };
            let problem = self.problem(at, span, &FieldProblem::Missing { fields });
            self.add(problem.with_fix_at(fix));
        }
    }

    /// Whether the text ends inside of a node.
    pub fn breaks_off(&self, node: &Node) -> bool {
        self.cut.is_some_and(|cut| node.span.end >= cut)
    }

    /// The first character of a node: its opening bracket.
    pub fn opener(&self, node: &Node) -> Span {
        let start = node.span.start;
        let rest = self.text.get(start..).unwrap_or_default();
        start..start + rest.chars().next().map_or(0, char::len_utf8)
    }

    /// Of fields that exclude each other: tells when there are several.
    pub fn exclude(&mut self, at: &Place<'_>, node: &'a Node, names: &[&'static str]) {
        let present: Vec<&'a Member> = names.iter().filter_map(|name| node.get(name)).collect();
        if let [first, second, ..] = present[..] {
            let fields = names.to_vec();
            let kind = FieldProblem::OnlyOne { fields };
            let problem = self.problem(at, &second.key.span, &kind);
            let words = crate::diagnostic::words!("the other one", "另一个", "もう 1 つ");
            let problem = problem.with_fix_at(self.without(node, second));
            self.add(problem.with_label(first.key.span.clone(), words));
        }
    }

    /// Tells every field that is not among `known`.
    pub fn only_known(&mut self, at: &Place<'_>, node: &'a Node, known: &[&'static str]) {
        for member in node.as_object().unwrap_or_default() {
            if !known.contains(&&*member.key.text) {
                self.unknown_field(at, node, member, known);
            }
        }
    }

    /// As [`Checker::only_known`]; `foreign` says which fields belong to the other query language.
    pub fn only_in_language(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        known: &[&'static str],
        foreign: impl Fn(&str) -> bool,
    ) {
        for member in node.as_object().unwrap_or_default() {
            let name = &*member.key.text;
            if foreign(name) {
                let kind = FieldProblem::OtherLanguage {
                    field: name.to_owned(),
                    language: self.speaks.name(),
                    needs: self.speaks.other().name(),
                };
                self.tell(at, &member.key.span, &kind);
            } else if !known.contains(&name) {
                self.unknown_field(at, node, member, known);
            }
        }
    }

    /// Tells that a field does not exist here.
    pub fn unknown_field(
        &mut self,
        at: &Place<'_>,
        node: &Node,
        member: &Member,
        known: &[&'static str],
    ) {
        if matches!(at, Place::State(_)) && is_state(&member.value) {
            return self.state_inside(at, node, member);
        }
        let names = known.iter().copied();
        let suggestion = self.suggestions.among(&member.key.text, names);
        let suggestion = suggestion.filter(|name| node.get(name).is_none());
        let kind = FieldProblem::Unknown {
            field: member.key.text.to_string(),
            suggestion: suggestion.map(str::to_owned),
        };
        match suggestion {
            Some(name) => self.tell_fix(at, &member.key.span, &kind, Some(quoted(name))),
            None => self.tell_without(at, node, member, &kind),
        }
    }

    /// Tells that a state stands where a field should: the one around it was not closed.
    fn state_inside(&mut self, at: &Place<'_>, node: &Node, member: &Member) {
        let field = member.key.text.to_string();
        let problem = self.problem(at, &member.key.span, &FieldProblem::StateInside { field });
        let members = node.as_object().unwrap_or_default().iter();
        let before = members.take_while(|other| other.key.span.start < member.key.span.start);
        let end = before.last().map(|other| other.value.span.end);
        let end = end.filter(|_| !self.yaml);
        let fix = end.map(|end| {
            let words = crate::diagnostic::words!(
                "Close the state before it",
                "关闭前面的状态",
                "前のステートを閉じる"
            );
            ((end..end, "}".to_owned()), words)
        });
        self.add(problem.with_repair(fix));
    }

    /// The `Comment` here.
    pub fn comment(&self, node: Option<&Node>) -> Option<Rc<str>> {
        node?.get("Comment")?.value.as_str().cloned()
    }
}

/// Whether an object has a field under a name that is nearly its own.
pub fn misspelt(node: &Node, field: &str) -> bool {
    let mut members = node.as_object().unwrap_or_default().iter().take(100);
    members.any(|member| {
        let key = &*member.key.text;
        key != field
            && super::field::find(key).is_none()
            && did_you_mean(key, std::iter::once(field)).is_some()
    })
}

/// Whether a value is a state: an object with one of the eight types.
fn is_state(value: &Node) -> bool {
    let word = value.get("Type").and_then(|own| own.value.as_str());
    word.is_some_and(|word| super::field::TYPES.contains(&&**word))
}

fn first_of_each_name<'a>(outline: &'a Outline<'a>) -> HashMap<&'a str, usize> {
    let mut names = HashMap::new();
    for (place, state) in outline.states.iter().enumerate() {
        let _ = names.entry(&*state.name.text).or_insert(place);
    }
    names
}

fn raised_errors<'a>(outline: &'a Outline<'a>) -> HashSet<&'a str> {
    let errors = outline.states.iter();
    let errors = errors.filter_map(|state| state.node.get("Error")?.value.as_str());
    errors.map(|error| &**error).collect()
}

/// `5` → `"5"`, `"a"` → `["a"]`: the same value in quotes or brackets.
fn dressed(text: &str, value: &Node, wanted: Wanted) -> Option<String> {
    let written = text.get(value.span.clone())?;
    match (wanted, &value.json) {
        (Wanted::Text, Json::Number(number)) => Some(quoted(number)),
        (Wanted::Text, Json::Bool(truth)) => Some(quoted(&truth.to_string())),
        (Wanted::Array, Json::String(text)) => Some(format!("[{}]", quoted(text))),
        (Wanted::Array, Json::Object(_)) if written.starts_with('{') => {
            Some(format!("[{written}]"))
        }
        // A block of YAML.
        (Wanted::Array, Json::Object(_)) => Some(format!("[{}]", value.to_value().to_json())),
        _ => None,
    }
}

/// `"5"` → `5`, `"true"` → `true`: the same value without its quotes.
fn unquoted(value: &Node, wanted: Wanted) -> Option<String> {
    let text = value.as_str()?;
    let plain = crate::value::parse(text).ok()?;
    let fits = match wanted {
        Wanted::Boolean => plain.as_bool().is_some(),
        Wanted::Integer => plain
            .as_number()
            .is_some_and(|number| number.as_i64().is_some()),
        Wanted::Number => plain.as_number().is_some(),
        Wanted::Text | Wanted::Object | Wanted::Array => false,
    };
    fits.then(|| text.to_string())
}
