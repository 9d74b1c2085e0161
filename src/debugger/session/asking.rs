//! What the editor asks about the definition.

use super::Session;
use crate::debugger::action::{Document, Question};
use crate::debugger::source::{problems_of, text_of, type_of};
use crate::debugger::trace::{Entry, Trace, VisitTrace};
use crate::debugger::view::{Answer, EditRow, MeaningRow, Reply, Suggestions, ValueRow};
use crate::debugger::{input, variables};
use crate::definition::Definition;
use crate::diagnostic::Span;
use crate::inspection::Stage;
use crate::language::{self, Recorded, Surroundings};
use crate::project::Workspace;
use crate::text::TextIndex;
use crate::value::{Payload, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

impl Session {
    /// Answers a question about the definition as it is now.
    #[inline(never)]
    pub(super) fn ask(&mut self, number: u32, document: &Document, question: &Question) {
        let reply = self.reply(document, question).unwrap_or(Reply::Nothing);
        self.answers.push(Answer { number, reply });
    }

    fn reply(&self, document: &Document, question: &Question) -> Option<Reply> {
        if *question == Question::WhatIf {
            return Some(Reply::WhatIf(Box::new(self.what_if())));
        }
        let machine = match document {
            Document::Definition => None,
            Document::Machine(name) => Some(name.as_str()),
            Document::Input if *question == Question::Mend => {
                return language::mended(&self.workspace.input, input::problems).map(Reply::Text);
            }
            Document::Input | Document::Mocks | Document::Function(_) | Document::Object(_) => {
                return None;
            }
        };
        let definition = self.texts.definition(machine)?;
        let asked = Asked::new(definition);
        match question {
            Question::Suggestions { at } => Some(self.suggestions(&asked, machine, *at)),
            Question::Value { at } => self.value(&asked, machine, *at),
            Question::Meaning { at } => asked.meaning(*at),
            Question::Named { at } => asked.named(*at),
            Question::Rename { at, to } => Some(asked.renamed(*at, to)),
            Question::Format => language::format(definition).map(Reply::Text),
            Question::Convert => language::convert(definition).map(Reply::Text),
            Question::WhatIf => None,
            Question::Mend => {
                let text = text_of(&self.workspace, machine);
                let kind = type_of(&self.workspace, machine);
                language::mended(text, |text| problems_of(text, kind)).map(Reply::Text)
            }
        }
    }

    fn value(&self, asked: &Asked<'_>, machine: Option<&str>, at: u32) -> Option<Reply> {
        let found = self.value_at(asked.definition, machine, asked.byte(at));
        let (written, stage, answer) = found?;
        let (from, to) = asked.units(&written.span);
        Some(Reply::Value(Box::new(ValueRow {
            from,
            to,
            state: written.state.to_string(),
            stage,
            answer,
        })))
    }

    fn suggestions(&self, asked: &Asked<'_>, machine: Option<&str>, at: u32) -> Reply {
        let offset = asked.byte(at);
        let functions = self.workspace.functions.iter();
        let functions: Vec<String> = functions.map(|file| file.stem().to_owned()).collect();
        let recorded = self.recorded(asked.definition, machine, offset);
        let (machines, buckets) = named(&self.workspace);
        let around = Surroundings {
            functions: &functions,
            machines: &machines,
            buckets: &buckets,
            region: &self.workspace.settings.region,
            account: &self.workspace.settings.account,
            recorded: recorded.as_ref(),
        };
        let found = language::completions(asked.definition, offset, &around);
        let (from, to) = asked.units(&found.span);
        Reply::Suggestions(Suggestions {
            from,
            to,
            comma: found.comma.map(|at| asked.units(&(at..at)).0),
            items: found.items,
        })
    }

    /// What the last visit of the state around a place has recorded. Before any visit the first state has
    /// the execution's input, and another what a state has handed on that leads to it.
    fn recorded(
        &self,
        definition: &Definition,
        machine: Option<&str>,
        offset: usize,
    ) -> Option<Recorded> {
        let (name, first) = language::state_at(definition, offset)?;
        let run = self.family.last_of(machine, self.reach);
        let trace = run
            .and_then(|run| self.family.run(run))
            .map(|run| &run.trace);
        let visited = trace.and_then(|trace| Some(recorded_at(trace, last_visit(trace, &name)?)));
        let begun = || {
            let input = self.texts.input().filter(|_| first && machine.is_none())?;
            Some(found(input.value().clone(), BTreeMap::new()))
        };
        let handed_on = || {
            let before = language::leading_to(definition, offset);
            before.iter().find_map(|name| handed_on(trace?, name))
        };
        visited.or_else(begun).or_else(handed_on)
    }
}

/// The names of the workspace's machines and of its buckets.
fn named(workspace: &Workspace) -> (Vec<String>, Vec<String>) {
    let further = workspace.machines.iter().map(|machine| &machine.name);
    let first = std::iter::once(&workspace.settings.machine_name);
    let objects = workspace.objects.iter();
    let mut buckets: Vec<String> = objects.map(|object| object.place().0.to_owned()).collect();
    buckets.sort_unstable();
    buckets.dedup();
    (first.chain(further).cloned().collect(), buckets)
}

fn last_visit<'t>(trace: &'t Trace, name: &str) -> Option<&'t VisitTrace> {
    let state = trace.machine().find(name)?.id;
    let visit = trace.by_state.get(state.0 as usize)?.last()?;
    trace.visits.get(visit.0)
}

/// The stages of a visit, without those of single items or attempts.
fn stages(trace: &Trace, visit: &VisitTrace) -> Vec<(Stage, Value)> {
    let entries = visit.entries.iter();
    let records = entries.filter_map(|place| match trace.entries.get(*place)? {
        Entry::Stage(record) if record.index.is_none() => {
            Some((record.stage, record.value.value().clone()))
        }
        Entry::Stage(_) | Entry::Event(_) | Entry::Note(_) => None,
    });
    records.collect()
}

fn recorded_at(trace: &Trace, visit: &VisitTrace) -> Recorded {
    Recorded {
        stages: stages(trace, visit),
        variables: by_name(variables::before(trace, visit.entered)),
        context: None,
    }
}

/// What the state behind another finds, by the other's last visit.
fn handed_on(trace: &Trace, name: &str) -> Option<Recorded> {
    let visit = last_visit(trace, name)?;
    let stages = stages(trace, visit).into_iter();
    let (_, output) = stages.rev().find(|(stage, _)| *stage == Stage::Output)?;
    Some(found(output, variables::after(trace, visit)))
}

/// What a state finds that was not visited yet.
fn found(input: Value, variables: BTreeMap<Rc<str>, Payload>) -> Recorded {
    Recorded {
        stages: vec![(Stage::Input, input)],
        variables: by_name(variables),
        context: None,
    }
}

fn by_name(variables: BTreeMap<Rc<str>, Payload>) -> Vec<(String, Value)> {
    let variables = variables.into_iter();
    variables
        .map(|(name, value)| (name.to_string(), value.value().clone()))
        .collect()
}

/// A definition that is asked about, with places counted as the editor counts them.
struct Asked<'d> {
    definition: &'d Definition,
    index: TextIndex<'d>,
}

impl<'d> Asked<'d> {
    fn new(definition: &'d Definition) -> Self {
        Self {
            definition,
            index: TextIndex::new(&definition.text),
        }
    }

    fn byte(&self, at: u32) -> usize {
        self.index.to_byte(at as usize)
    }

    fn units(&self, span: &Span) -> (u32, u32) {
        let unit = |byte| self.index.to_utf16(byte) as u32;
        (unit(span.start), unit(span.end))
    }

    fn meaning(&self, at: u32) -> Option<Reply> {
        let found = language::meaning(self.definition, self.byte(at))?;
        let (from, to) = self.units(&found.span);
        Some(Reply::Meaning(MeaningRow {
            from,
            to,
            key: found.key,
            title: found.title,
            values: found.values,
            default: found.default,
            language: found.language,
            types: found.types,
        }))
    }

    fn named(&self, at: u32) -> Option<Reply> {
        let found = language::named_state(self.definition, self.byte(at))?;
        let (from, to) = self.units(&found.span);
        Some(Reply::Named {
            from,
            to,
            name: found.name,
            key: self.units(&found.key).0,
        })
    }

    fn renamed(&self, at: u32, name: &str) -> Reply {
        match language::rename(self.definition, self.byte(at), name) {
            Err(refusal) => Reply::Refused(refusal),
            Ok(edits) => {
                let edits = edits.into_iter().map(|edit| {
                    let (from, to) = self.units(&edit.span);
                    let text = edit.text;
                    EditRow { from, to, text }
                });
                Reply::Edits(edits.collect())
            }
        }
    }
}
