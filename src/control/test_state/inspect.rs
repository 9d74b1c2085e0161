//! `inspectionData`: the stages that AWS shows of each type of state, in JSON text.

use super::subject::Subject;
use crate::execution::{Findings, MapLimits, ScopeVariables};
use crate::inspection::{Record, Stage};
use crate::machine::Kind;
use crate::value::{Object, Payload, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The stages that the state's data passed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inspection {
    stages: BTreeMap<Stage, Payload>,
    selected: Vec<Payload>,
}

impl Inspection {
    /// Takes a stage in; one per iteration of `ItemSelector`.
    pub fn keep(&mut self, record: Record) {
        if record.index.is_some() {
            self.selected.push(record.value);
        } else {
            let _ = self.stages.insert(record.stage, record.value);
        }
    }

    /// The data of a stage.
    pub fn get(&self, stage: Stage) -> Option<&Value> {
        self.stages.get(&stage).map(Payload::value)
    }

    /// The data of the state, as far as it got.
    pub fn data(&self, subject: &Subject, findings: Option<&Findings>) -> Object {
        let mut data = Object::new();
        for (name, stage) in shown(subject) {
            if let Some(payload) = self.stage(subject, *stage) {
                data.insert(*name, text(*stage, payload));
            }
        }
        if !self.selected.is_empty() {
            data.insert("afterItemSelector", joined(self.selected.iter()));
        }
        if let Some(pointed) = findings.and_then(|found| found.pointed.as_ref()) {
            data.insert("afterItemsPointer", pointed.to_json());
        }
        match findings.and_then(|found| found.limits) {
            Some(limits) => with_limits(data, &limits),
            None => data,
        }
    }

    /// A Fail state has no InputPath and a Pass no ResultSelector, yet TestState shows both (recorded).
    fn stage(&self, subject: &Subject, stage: Stage) -> Option<&Payload> {
        let stand_in = match (subject.kind(), stage) {
            (Kind::Fail(_), Stage::AfterInputPath) => self.stages.get(&Stage::Input),
            (Kind::Pass(_), Stage::AfterResultSelector) => self
                .stages
                .get(&Stage::Result)
                .or_else(|| self.stages.get(&Stage::AfterParameters)),
            _ => None,
        };
        self.stages.get(&stage).or(stand_in)
    }
}

const INPUT: (&str, Stage) = ("input", Stage::Input);
const INPUT_PATH: (&str, Stage) = ("afterInputPath", Stage::AfterInputPath);
const PARAMETERS: (&str, Stage) = ("afterParameters", Stage::AfterParameters);
const RESULT: (&str, Stage) = ("result", Stage::Result);
const SELECTOR: (&str, Stage) = ("afterResultSelector", Stage::AfterResultSelector);
const RESULT_PATH: (&str, Stage) = ("afterResultPath", Stage::AfterResultPath);
const ITEMS_PATH: (&str, Stage) = ("afterItemsPath", Stage::AfterItemsPath);
const ITEM_BATCHER: (&str, Stage) = ("afterItemBatcher", Stage::AfterItemBatcher);
const ARGUMENTS: (&str, Stage) = ("afterArguments", Stage::AfterArguments);

/// The stages of a state's type and language (recorded).
fn shown(subject: &Subject) -> &'static [(&'static str, Stage)] {
    match (subject.kind(), subject.jsonata) {
        (Kind::Task(_), true) => &[INPUT, ARGUMENTS, RESULT],
        (Kind::Map(_), true) => &[INPUT, ITEM_BATCHER],
        (_, true) => &[INPUT],
        (Kind::Task(_), false) => &[INPUT, INPUT_PATH, PARAMETERS, RESULT, SELECTOR, RESULT_PATH],
        (Kind::Pass(pass), false) if pass.result.is_some() => {
            &[INPUT, RESULT, SELECTOR, RESULT_PATH]
        }
        (Kind::Pass(_), false) => &[INPUT, INPUT_PATH, PARAMETERS, SELECTOR, RESULT_PATH],
        (Kind::Map(_), false) => &[
            INPUT,
            INPUT_PATH,
            ITEMS_PATH,
            ITEM_BATCHER,
            SELECTOR,
            RESULT_PATH,
        ],
        (Kind::Parallel(_), false) => &[INPUT, SELECTOR, RESULT_PATH],
        (Kind::Choice(_) | Kind::Wait(_) | Kind::Succeed | Kind::Fail(_), false) => {
            &[INPUT, INPUT_PATH]
        }
    }
}

/// The text of a stage; items are told as Java joins them (recorded).
fn text(stage: Stage, payload: &Payload) -> String {
    match (stage, payload.value().as_array()) {
        (Stage::AfterItemsPath, Some(items)) => {
            let items: Vec<Payload> = items.iter().cloned().map(Payload::from).collect();
            joined(items.iter())
        }
        (Stage::AfterItemBatcher, Some(batches)) => {
            let batches: Vec<Payload> = batches.iter().map(with_items_as_text).collect();
            joined(batches.iter())
        }
        _ => payload.text().to_string(),
    }
}

/// A batch with its items as JSON texts (recorded).
fn with_items_as_text(batch: &Value) -> Payload {
    let members = batch.as_object().into_iter().flat_map(Object::iter);
    let told: Object = members
        .map(|(name, value)| match value.as_array() {
            Some(items) if **name == *"Items" => {
                let texts: Vec<Value> = items.iter().map(|item| item.to_json().into()).collect();
                (Rc::clone(name), texts.into())
            }
            _ => (Rc::clone(name), value.clone()),
        })
        .collect();
    Value::from(told).into()
}

fn joined<'a>(items: impl Iterator<Item = &'a Payload>) -> String {
    let items: Vec<&str> = items.map(|item| &**item.text()).collect();
    format!("[{}]", items.join(", "))
}

/// The variables after the state, if there are any.
pub fn with_variables(data: Object, scopes: &[ScopeVariables]) -> Object {
    let variables = scopes.first().map(|scope| &scope.variables);
    let variables = variables.into_iter().flatten();
    let variables: Object = variables
        .map(|(name, value)| (Rc::clone(name), value.value().clone()))
        .collect();
    if variables.is_empty() {
        return data;
    }
    data.with("variables", Value::from(variables).to_json())
}

fn with_limits(mut data: Object, limits: &MapLimits) -> Object {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    data.insert("maxConcurrency", count(limits.max_concurrency));
    if let Some(most) = limits.tolerated_count {
        data.insert("toleratedFailureCount", count(most));
    }
    if let Some(most) = limits.tolerated_percentage {
        data.insert("toleratedFailurePercentage", most);
    }
    data
}
