//! Pass, Wait, Fail and Parallel.

use super::block::MAX_SECONDS;
use super::checker::{Checker, quoted};
use super::field::Language;
use super::jsonata::Sees;
use super::place::Place;
use super::scope_id;
use crate::diagnostic::Span;
use crate::machine::problem::{FieldProblem, PathProblem, ValueProblem};
use crate::machine::{Fail, FailText, Parallel, Pass, Wait};
use crate::text::{Json, Node};
use crate::value::Instant;

/// The forms of a Wait in JSONata.
const JSONATA_FORMS: [&str; 2] = ["Seconds", "Timestamp"];

/// The four forms of a Wait.
const WAIT_FORMS: [&str; 4] = ["Seconds", "SecondsPath", "Timestamp", "TimestampPath"];

impl<'a> Checker<'a> {
    /// A Pass state.
    #[inline(never)]
    pub fn pass(&mut self, id: usize, node: &'a Node) -> Pass {
        let Some(member) = node.get("Result") else {
            return Pass::default();
        };
        self.static_result(id, &member.value);
        let result = Some(member.value.to_value());
        Pass {
            result: result.filter(|_| member.value.json != Json::Null),
        }
    }

    /// Warns of `.$` keys at the top of a `Result`: they stay as they are.
    fn static_result(&mut self, id: usize, result: &Node) {
        let at = Place::State(id);
        let at = at.field("Result");
        for member in result.as_object().unwrap_or_default() {
            let value = member.value.as_str();
            let path =
                value.is_some_and(|value| value.starts_with('$') || value.starts_with("States."));
            if member.key.text.ends_with(".$") && path {
                let key = member.key.text.to_string();
                self.tell(&at, &member.key.span, &PathProblem::StaticResult { key });
            }
        }
    }

    /// Tells unless exactly one of several fields is there.
    pub fn exactly_one(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        span: &Span,
        names: &[&'static str],
    ) {
        if names.iter().any(|name| node.get(name).is_some()) {
            self.exclude(at, node, names);
        } else if !self.breaks_off(node) {
            let fields = names.to_vec();
            let fix = names
                .contains(&"Seconds")
                .then(|| self.with_member(node, "Seconds", "1"));
            let problem = self.problem(at, span, &FieldProblem::OneOf { fields });
            self.add(problem.with_fix_at(fix.flatten()));
        }
    }

    /// A Wait state.
    #[inline(never)]
    pub fn wait(&mut self, id: usize, node: &'a Node) -> Option<Wait> {
        let at = Place::State(id);
        let name = &self.outline.states[id].name.span;
        match self.speaks {
            Language::Path => self.exactly_one(&at, node, name, &WAIT_FORMS),
            Language::Jsonata => self.exactly_one(&at, node, name, &JSONATA_FORMS),
        }
        if self.is_formula(node, "Seconds") {
            let formula = self.formula(&at, node, "Seconds", Sees::Input);
            return formula.map(Wait::SecondsFormula);
        }
        if self.is_formula(node, "Timestamp") {
            let formula = self.formula(&at, node, "Timestamp", Sees::Input);
            return formula.map(Wait::TimestampFormula);
        }
        let seconds = self.natural(&at, node, "Seconds", 0..=MAX_SECONDS);
        let seconds_path = self.reference(&at, node, "SecondsPath");
        let timestamp = self.timestamp(&at, node, "Timestamp");
        let timestamp_path = self.reference(&at, node, "TimestampPath");
        seconds
            .map(Wait::Seconds)
            .or(seconds_path.map(Wait::SecondsPath))
            .or(timestamp.map(|given| Wait::Timestamp(given.timestamp())))
            .or(timestamp_path.map(Wait::TimestampPath))
    }

    /// A moment, written down.
    pub fn timestamp(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> Option<Instant> {
        let text = self.text(at, node, name)?;
        let moment = Instant::parse(text);
        if moment.is_none()
            && let Some(member) = node.get(name)
        {
            let kind = ValueProblem::BadTimestamp;
            self.tell_fix(&at.field(name), &member.value.span, &kind, completed(text));
        }
        moment
    }

    /// A Fail state.
    #[inline(never)]
    pub fn fail(&mut self, id: usize, node: &'a Node) -> Fail {
        let at = Place::State(id);
        self.exclude(&at, node, &["Error", "ErrorPath"]);
        self.exclude(&at, node, &["Cause", "CausePath"]);
        Fail {
            error: self.fail_text(&at, node, "Error", "ErrorPath"),
            cause: self.fail_text(&at, node, "Cause", "CausePath"),
        }
    }

    fn fail_text(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        literal: &str,
        path: &str,
    ) -> Option<FailText> {
        if self.is_formula(node, literal) {
            let formula = self.formula(at, node, literal, Sees::Input);
            return formula.map(FailText::Formula);
        }
        let text = self.text(at, node, literal).cloned();
        if let (Language::Path, Some(member)) = (self.speaks, node.get(literal)) {
            self.stays_text(&at.field(literal), member, "Path");
        }
        let expression = self.text_expression(at, node, path);
        text.map(FailText::Literal)
            .or(expression.map(FailText::Expression))
    }

    /// A Parallel state.
    #[inline(never)]
    pub fn parallel(&mut self, id: usize, node: &'a Node) -> Option<Parallel> {
        self.branches(id, node);
        let blocks = &self.outline.states[id].blocks;
        Some(Parallel {
            branches: blocks.iter().map(|block| scope_id(*block)).collect(),
        })
    }

    /// `Branches`: at least one, and every one an object.
    pub fn branches(&mut self, id: usize, node: &'a Node) {
        let at = Place::State(id);
        let name = &self.outline.states[id].name.span;
        self.require(&at, node, name, &["Branches"]);
        let branches = self.entries(&at, node, "Branches").unwrap_or_default();
        for (index, branch) in branches.iter().enumerate() {
            if branch.as_object().is_none() {
                let name = format!("Branches[{index}]");
                self.wrong_kind(&at, &name, branch, crate::machine::problem::Wanted::Object);
            }
        }
    }
}

/// A moment with the parts that people leave out, if it is one then.
fn completed(text: &str) -> Option<String> {
    let spaced = text.trim().replacen(' ', "T", 1);
    let mut whole = [
        format!("{spaced}Z"),
        format!("{spaced}:00Z"),
        format!("{spaced}T00:00:00Z"),
    ]
    .into_iter();
    whole
        .find(|text| Instant::parse(text).is_some())
        .map(|text| quoted(&text))
}
