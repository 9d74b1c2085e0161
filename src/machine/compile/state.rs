//! One state: its type, its fields, its parts.

use super::checker::{Checker, misspelt, quoted};
use super::field::{self, Language, TYPES};
use super::jsonata::Sees;
use super::place::Place;
use super::state_id;
use crate::machine::problem::{FieldProblem, ValueProblem, Wanted};
use crate::machine::{Catcher, Io, Kind, Retrier, State, Transition};
use crate::query::Template;
use crate::text::{Json, Member, Node};

/// What states of several types have.
struct Parts {
    io: Io,
    assign: Option<Template>,
    retry: Vec<Retrier>,
    catch: Vec<Catcher>,
}

impl<'a> Checker<'a> {
    /// One state, if nothing is wrong with it.
    pub fn state(&mut self, id: usize) -> Option<State> {
        let entry = &self.outline.states[id];
        let (node, at) = (entry.node, Place::State(id));
        if node.as_object().is_none() {
            self.not_an_object(id);
            return None;
        }
        let language = self.language(id, node);
        let _ = self.text(&at, node, "Comment");
        let Some(state_type) = self.state_type(id, node) else {
            self.foggy[entry.block] = true;
            return None;
        };
        self.fields(&at, node, state_type, language);
        self.payload_sizes(id, node);
        let moving = !matches!(state_type, "Choice" | "Succeed" | "Fail");
        let next = if moving { self.transition(id) } else { None };
        self.terminal[id] |= matches!(state_type, "Succeed" | "Fail");
        self.speaks = language;
        let state = Parts {
            io: self.io(&at, node, state_type),
            assign: self.assign(&at, node, Sees::of(state_type)),
            retry: self.retry(&at, node),
            catch: self.catch(id, node),
        };
        let kind = self.kind(id, node, state_type)?;
        if moving && next.is_none() {
            return None;
        }
        Some(self.built(id, kind, next, state))
    }

    fn built(&self, id: usize, kind: Kind, next: Option<Transition>, parts: Parts) -> State {
        let entry = &self.outline.states[id];
        State {
            id: state_id(id),
            name: entry.name.text.clone(),
            scope: super::scope_id(entry.block),
            span: entry.name.span.start..entry.node.span.end,
            comment: self.comment(Some(entry.node)),
            kind,
            io: parts.io,
            assign: parts.assign,
            reads: self.names_read(id),
            next,
            retry: parts.retry,
            catch: parts.catch,
        }
    }

    fn not_an_object(&mut self, id: usize) {
        let entry = &self.outline.states[id];
        self.foggy[entry.block] = true;
        if entry.node.json == Json::Unreadable {
            return;
        }
        let kind = ValueProblem::WrongKind {
            field: entry.name.text.to_string(),
            wanted: Wanted::Object,
        };
        self.tell(&Place::State(id), &entry.node.span, &kind);
    }

    /// The state's type; of a misspelt one what was probably meant.
    fn state_type(&mut self, id: usize, node: &'a Node) -> Option<&'static str> {
        let at = Place::State(id);
        let Some(member) = node.get("Type") else {
            let fields = vec!["Type"];
            let name = &self.outline.states[id].name.span;
            let problem = self.problem(&at, name, &FieldProblem::Missing { fields });
            let sure = !self.breaks_off(node) && !misspelt(node, "Type");
            let fix = self.with_type(node).filter(|_| sure);
            self.add(problem.with_fix_at(fix));
            return None;
        };
        let word = self.text(&at, node, "Type")?;
        if let Some(known) = TYPES.iter().find(|known| **known == &**word) {
            return Some(known);
        }
        // `States.task`, `PassState`
        let bare = word.rsplit(['.', ':']).next().unwrap_or_default();
        let bare = bare.trim_end().trim_end_matches("State");
        let suggestion = self.suggestions.among(word, TYPES.into_iter());
        let suggestion = suggestion.or_else(|| self.suggestions.among(bare, TYPES.into_iter()));
        let kind = ValueProblem::NotOneOf {
            field: "Type".to_owned(),
            allowed: TYPES.to_vec(),
            suggestion: suggestion.map(str::to_owned),
        };
        let fix = suggestion.map(quoted);
        self.tell_fix(&at.field("Type"), &member.value.span, &kind, fix);
        TYPES.into_iter().find(|known| Some(*known) == suggestion)
    }

    /// The state's query language: its own, else the machine's.
    fn language(&mut self, id: usize, node: &'a Node) -> Language {
        let at = Place::State(id);
        let top = self.outline.blocks.first().map(|block| block.node);
        let word = |node: &'a Node| node.get("QueryLanguage").and_then(|own| own.value.as_str());
        let whole = top.and_then(word).is_some_and(|word| &**word == "JSONata");
        let own = self.one_of(&at, node, "QueryLanguage", &["JSONPath", "JSONata"]);
        let span = node.get("QueryLanguage").map(|own| own.value.span.clone());
        match (whole, own, span) {
            (true, Some("JSONPath"), Some(span)) => {
                let fix = self.stays_jsonata(node).then(|| quoted("JSONata"));
                self.tell_fix(&at, &span, &FieldProblem::BackToJsonPath, fix);
                Language::Path
            }
            (true, ..) | (false, Some("JSONata"), _) => Language::Jsonata,
            (false, ..) => Language::Path,
        }
    }

    /// Every field is one that the type has, in the state's language.
    fn fields(&mut self, at: &Place<'_>, node: &'a Node, state_type: &str, language: Language) {
        let mut known = None;
        for member in node.as_object().unwrap_or_default() {
            let name = member.key.text.to_string();
            let kind = match field::find(&name) {
                Some(field) if !field.belongs_to(state_type) => FieldProblem::NotHere {
                    field: name,
                    owner: state_type.to_owned(),
                },
                Some(field) => match field.language {
                    Some(needs) if needs != language => FieldProblem::OtherLanguage {
                        field: name,
                        language: language.name(),
                        needs: needs.name(),
                    },
                    Some(_) | None => continue,
                },
                None => {
                    let known = known.get_or_insert_with(|| field::names(state_type, language));
                    self.unknown_field(at, node, member, known);
                    continue;
                }
            };
            self.misplaced(at, node, member, &kind);
        }
    }

    /// A field that the type does not have goes; one of JSONata may make the state a JSONata one.
    fn misplaced(&mut self, at: &Place<'_>, node: &Node, member: &Member, kind: &FieldProblem) {
        let fix = match kind {
            FieldProblem::OtherLanguage { needs, .. } if *needs == Language::Jsonata.name() => {
                self.as_jsonata(node)
            }
            FieldProblem::OtherLanguage { .. } => self.in_jsonata(node, member),
            FieldProblem::NotHere { .. }
            | FieldProblem::Missing { .. }
            | FieldProblem::Unknown { .. }
            | FieldProblem::StateInside { .. }
            | FieldProblem::BackToJsonPath
            | FieldProblem::OnlyOne { .. }
            | FieldProblem::OneOf { .. } => self.without(node, member),
        };
        let problem = self.problem(at, &member.key.span, kind);
        self.add(problem.with_fix_at(fix));
    }

    fn kind(&mut self, id: usize, node: &'a Node, state_type: &str) -> Option<Kind> {
        match state_type {
            "Task" => self.task(id, node).map(Kind::Task),
            "Pass" => Some(Kind::Pass(self.pass(id, node))),
            "Choice" => self.choice(id, node).map(Kind::Choice),
            "Wait" => self.wait(id, node).map(Kind::Wait),
            "Fail" => Some(Kind::Fail(self.fail(id, node))),
            "Parallel" => self.parallel(id, node).map(Kind::Parallel),
            "Map" => self.map(id, node).map(Kind::Map),
            _ => Some(Kind::Succeed),
        }
    }
}
