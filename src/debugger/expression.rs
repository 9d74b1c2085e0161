//! Expressions at the cursor: what a JSONPath, an intrinsic function or a JSONata expression gives where
//! the cursor is, with the data, the variables and the context object that the state has there.
//!
//! They run on less fuel than those of a definition: whoever types waits for the answer.

use super::action::Language;
use super::ladder::short;
use super::run::Run;
use super::trace::{Entry, Trace, VisitIx, VisitTrace};
use super::variables;
use super::view::ExpressionAnswer;
use crate::diagnostic::{Span, Words};
use crate::execution::Random;
use crate::history::Event;
use crate::inspection::{Note, Record, Stage};
use crate::machine::{Io, Kind, State};
use crate::query::jsonata::{Budget, Code, SyntaxError};
use crate::query::{Env, Expression, Formula, QueryFailure, SyntaxFault, enclosed};
use crate::text::TextIndex;
use crate::value::{Object, Payload, Timestamp, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What `$` of JSONPath stands for.
#[derive(Clone, Copy, Debug)]
pub enum Root<'a> {
    /// The state's input.
    Input,
    /// The stage that has just happened at this position, else the input.
    At(u32),
    /// The first of these stages that there is.
    First(&'a [Stage]),
}

/// A fraction of a second of work.
const STEPS: u64 = 1_000_000;

/// What an expression sees.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The stage that `$` stands for.
    pub stage: Option<Stage>,
    /// `$` of JSONPath.
    root: Option<Value>,
    /// `$states.input`
    input: Option<Value>,
    /// `$states.result`
    result: Option<Value>,
    /// `$states.errorOutput`
    error_output: Option<Value>,
    /// `$$` and `$states.context`
    context: Option<Value>,
    variables: BTreeMap<Rc<str>, Payload>,
    now: Timestamp,
    seed: u64,
}

impl Seen {
    /// Before a state was reached, the execution's input is all there is.
    pub fn input(input: &Payload) -> Self {
        Self {
            root: Some(input.value().clone()),
            input: Some(input.value().clone()),
            ..Self::default()
        }
    }

    /// What a state's expressions see in a visit as far as it has come at a position.
    pub fn visit(run: &Run, visit: VisitIx, position: usize, root: Root<'_>) -> Self {
        let known = &run.trace.visits[visit.0];
        let last = |stage| stages(&run.trace, known, position).rfind(|(_, one)| one.stage == stage);
        let value = |stage| last(stage).map(|(_, record)| record.value.value().clone());
        let at = |on: u32| {
            let mut all = stages(&run.trace, known, position);
            all.find(|(place, _)| *place as u32 + 1 == on)
        };
        let root = match root {
            Root::Input => last(Stage::Input),
            Root::At(on) => at(on).or_else(|| last(Stage::Input)),
            Root::First(wanted) => wanted.iter().find_map(|stage| last(*stage)),
        };
        Self {
            stage: root.map(|(_, record)| record.stage),
            root: root.map(|(_, record)| record.value.value().clone()),
            input: value(Stage::Input),
            result: value(Stage::Result),
            error_output: value(Stage::ErrorOutput),
            context: whole_context(run, known, position),
            variables: variables::before(&run.trace, known.entered),
            now: run.trace.time_at(position).unwrap_or_default(),
            seed: run.settings.seed,
        }
    }

    /// Looks as a Map's ItemSelector does: at the item that it was evaluated for last, else at the first.
    pub fn look_at_item(&mut self, run: &Run, map: VisitIx, position: usize) {
        let known = &run.trace.visits[map.0];
        let selected = |(_, record): (usize, &Record)| record.index;
        let index = stages(&run.trace, known, position).rev().find_map(selected);
        let index = index.unwrap_or(0);
        let value = items(&run.trace, known).and_then(|items| items.as_array()?.get(index));
        let (Some(value), Some(Value::Object(context))) = (value, self.context.take()) else {
            return;
        };
        let index = i64::try_from(index).unwrap_or(i64::MAX);
        let item = Object::new()
            .with("Index", index)
            .with("Value", value.clone());
        let member = Object::new().with("Item", item);
        self.context = Some((*context).clone().with("Map", member).into());
    }

    /// What an expression gives.
    pub fn evaluate(&self, language: Language, text: &str) -> ExpressionAnswer {
        match language {
            Language::JsonPath => self.path(text),
            Language::Jsonata => self.jsonata(text),
        }
    }

    /// What the expressions of a state see that is tested alone: its effective input, its input, and the variables.
    pub fn alone(root: Option<Value>, input: Option<Value>, variables: Option<&Object>) -> Self {
        let variables = variables.into_iter().flat_map(Object::iter);
        Self {
            root,
            input,
            variables: variables
                .map(|(name, value)| (Rc::clone(name), Payload::from(value.clone())))
                .collect(),
            ..Self::default()
        }
    }

    /// The value of an expression without what may enclose it, if it has one.
    pub fn value(&self, language: Language, text: &str) -> Option<Value> {
        match language {
            Language::JsonPath => {
                let path = Expression::parse(text).ok()?;
                self.asked(self.root.as_ref(), |env| path.evaluate(env, ""))
                    .ok()
            }
            Language::Jsonata => {
                let formula = Formula::compile(text, "").ok()?;
                let outcome = |env: &Env<'_>| formula.outcome(env, budget());
                self.asked(self.input.as_ref(), outcome).ok()?
            }
        }
    }

    fn asked<T>(&self, input: Option<&Value>, work: impl FnOnce(&Env<'_>) -> T) -> T {
        let random = Random::new(self.seed);
        let nothing = Value::empty_object();
        let context = self.context.as_ref();
        work(&Env {
            input: input.unwrap_or(&nothing),
            result: self.result.as_ref(),
            error_output: self.error_output.as_ref(),
            context: &|| context.cloned().unwrap_or_else(Value::empty_object),
            variable: &|name| Some(self.variables.get(name)?.value().clone()),
            random: &|| random.unit(),
            now: self.now,
        })
    }

    fn path(&self, text: &str) -> ExpressionAnswer {
        let expression = match Expression::parse(text) {
            Ok(expression) => expression,
            Err(SyntaxFault { offset, reason }) => {
                let end = word_end(text, offset);
                return failed(reason.words(), text, Some(offset..end));
            }
        };
        match self.asked(self.root.as_ref(), |env| expression.evaluate(env, "")) {
            Ok(value) => ExpressionAnswer::Value(short(&value)),
            Err(QueryFailure::PathNotFound { path, detail, .. }) => {
                let from = text.find(&path);
                let at = from.map(|from| from..from + path.len());
                failed(same(detail), text, at)
            }
            Err(failure) => failed(same(failure.to_string()), text, None),
        }
    }

    fn jsonata(&self, text: &str) -> ExpressionAnswer {
        let inner = enclosed(text.trim()).unwrap_or(text);
        // Where the expression begins in what was asked.
        let begins = text.find(inner).unwrap_or(0);
        let at = |offset: usize, length: usize| begins + offset..begins + offset + length;
        let formula = match Formula::compile(inner, "") {
            Ok(formula) => formula,
            Err(error) => {
                let span = at(error.offset, error.length);
                return failed(same(refusal(&error)), text, Some(span));
            }
        };
        match self.asked(self.input.as_ref(), |env| formula.outcome(env, budget())) {
            Ok(Some(value)) => ExpressionAnswer::Value(short(&value)),
            Ok(None) => ExpressionAnswer::Nothing,
            Err(error) => {
                let place = error.offset().filter(|offset| *offset < inner.len());
                let span = place.map(|offset| at(offset, word_end(inner, offset) - offset));
                failed(same(coded(error.code(), &error.to_string())), text, span)
            }
        }
    }
}

fn budget() -> Budget {
    Budget {
        steps: STEPS,
        ..Budget::default()
    }
}

/// A state's query language.
pub fn language_of(state: &State) -> Language {
    match state.io {
        Io::Path(_) => Language::JsonPath,
        Io::Jsonata(_) => Language::Jsonata,
    }
}

/// The end of the word or sign that begins at an offset; `States.Format` is one word.
fn word_end(text: &str, offset: usize) -> usize {
    let rest = text.get(offset..).unwrap_or_default();
    let name = rest.starts_with(char::is_alphabetic);
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$') || (name && c == '.');
    let length = rest.find(|c| !word(c)).unwrap_or(rest.len());
    let one = rest.chars().next().map_or(0, char::len_utf8);
    offset.min(text.len()) + length.max(one)
}

fn failed(words: Words, text: &str, at: Option<Span>) -> ExpressionAnswer {
    let index = TextIndex::new(text);
    let place = |byte: usize| index.to_utf16(byte.min(text.len())) as u32;
    ExpressionAnswer::Failed {
        words,
        at: at.map(|span| (place(span.start), place(span.end))),
    }
}

/// AWS's words, and those of the reference, are English in every language.
fn same(words: String) -> Words {
    Words {
        en: words.clone(),
        zh: words.clone(),
        ja: words,
    }
}

fn refusal(error: &SyntaxError) -> String {
    coded(error.code, &error.to_string())
}

fn coded(code: Code, words: &str) -> String {
    format!("{}: {words}", code.as_str())
}

/// The stages of a visit that have happened at a position, with their places.
fn stages<'a>(
    trace: &'a Trace,
    visit: &'a VisitTrace,
    position: usize,
) -> impl DoubleEndedIterator<Item = (usize, &'a Record)> {
    let happened = visit.entries.partition_point(|place| *place < position);
    let entries = visit.entries[..happened].iter();
    entries.filter_map(|place| match &trace.entries[*place] {
        Entry::Stage(record) => Some((*place, record)),
        Entry::Event(_) | Entry::Note(_) => None,
    })
}

/// The context object of a visit, with the task token that it may have.
pub(super) fn whole_context(run: &Run, visit: &VisitTrace, position: usize) -> Option<Value> {
    let context = context(run, visit, position)?;
    Some(with_token(context, run, visit, position))
}

/// The context object of a visit, as far as a trace tells of it: a task token is not in it, see [`with_token`].
pub(super) fn context(run: &Run, visit: &VisitTrace, position: usize) -> Option<Value> {
    let execution = run.execution()?;
    let mut context = execution.context_around(visit.history)?;
    let state = run.trace.machine().state(visit.state);
    let entered = entered(&run.trace, visit)?;
    let mut member = Object::new()
        .with("Name", Value::String(Rc::clone(&state.name)))
        .with("EnteredTime", entered.timestamp.to_iso());
    if matches!(state.kind, Kind::Task(_) | Kind::Parallel(_) | Kind::Map(_)) {
        member.insert("RetryCount", retries(&run.trace, visit, position));
    }
    context.insert("State", member);
    if let Some(item) = item(&run.trace, visit) {
        context.insert("Map", Object::new().with("Item", item));
    }
    Some(context.into())
}

/// The context object with the task token, where the attempt at the position has one: only the execution knows
/// it, which is made again for that.
fn with_token(context: Value, run: &Run, visit: &VisitTrace, position: usize) -> Value {
    let state = run.trace.machine().state(visit.state);
    let calls = matches!(state.kind, Kind::Task(_));
    let moment = calls.then(|| run.moment_at(position).ok()).flatten();
    let token = moment.and_then(|moment| moment.execution.task_token(visit.entered));
    match (context, token) {
        (Value::Object(context), Some(token)) => {
            let member = Object::new().with("Token", Value::String(token));
            (*context).clone().with("Task", member).into()
        }
        (context, _) => context,
    }
}

fn entered<'a>(trace: &'a Trace, visit: &VisitTrace) -> Option<&'a Event> {
    trace.event((visit.entered.place as usize).checked_sub(1)?)
}

fn retries(trace: &Trace, visit: &VisitTrace, position: usize) -> i64 {
    let happened = visit.entries.iter().filter(|place| **place < position);
    let retries = happened.filter(|place| {
        let entry = &trace.entries[**place];
        matches!(entry, Entry::Note(noted) if matches!(noted.note, Note::Retrying { .. }))
    });
    i64::try_from(retries.count()).unwrap_or(i64::MAX)
}

/// `$$.Map.Item` of a visit inside of an iteration.
fn item(trace: &Trace, visit: &VisitTrace) -> Option<Object> {
    let index = visit.iteration?;
    let member = Object::new().with("Index", i64::try_from(index).ok()?);
    let mut around = visit.parent;
    while let Some(ix) = around {
        let outer = &trace.visits[ix.0];
        if let Kind::Map(_) = trace.machine().state(outer.state).kind {
            let value = items(trace, outer).and_then(|items| items.as_array()?.get(index).cloned());
            return Some(match value {
                Some(value) => member.with("Value", value),
                None => member,
            });
        }
        around = outer.parent;
    }
    Some(member)
}

/// The items of a Map: what its ItemsPath found, else its effective input.
fn items<'a>(trace: &'a Trace, map: &'a VisitTrace) -> Option<&'a Value> {
    let found = |stage| {
        let mut all = stages(trace, map, usize::MAX);
        all.rfind(|(_, record)| record.stage == stage)
    };
    let record = found(Stage::AfterItemsPath)
        .or_else(|| found(Stage::AfterInputPath))
        .or_else(|| found(Stage::Input));
    record.map(|(_, record)| record.value.value())
}

#[cfg(test)]
mod tests {
    use super::word_end;

    #[test]
    fn what_is_to_blame_is_a_word_or_a_sign() {
        assert_eq!(word_end("$sum(x)", 0), 4);
        assert_eq!(word_end("a + + b", 4), 5);
        assert_eq!(word_end("世界", 0), 6);
        assert_eq!(word_end("a", 9), 1);
    }
}
