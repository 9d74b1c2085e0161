//! Payloads that are too large before anything runs: what is written down in them is at least as large.

use super::checker::Checker;
use super::place::Place;
use crate::machine::problem::ValueProblem;
use crate::text::{Json, Node};
use crate::value::Value;

/// A payload may have so many bytes (`quotas`).
pub const MAX_PAYLOAD: usize = 262_144;

/// Fields that make a payload out of what is written in them.
const FIELDS: [&str; 6] = [
    "Result",
    "Parameters",
    "Arguments",
    "ResultSelector",
    "ItemSelector",
    "Output",
];

impl Checker<'_> {
    /// Warns of payloads of a state that nothing can hand on.
    pub fn payload_sizes(&mut self, id: usize, node: &Node) {
        let at = Place::State(id);
        for name in FIELDS {
            let Some(member) = node.get(name) else {
                continue;
            };
            // JSON is never longer than what was written for it, but in YAML.
            if !self.yaml && member.value.span.len() <= MAX_PAYLOAD {
                continue;
            }
            let bytes = written(&member.value, name == "Result");
            if bytes > MAX_PAYLOAD {
                let field = name.to_owned();
                let opener = self.opener(&member.value);
                let kind = ValueProblem::TooLarge { field, bytes };
                self.tell(&at.field(name), &opener, &kind);
            }
        }
    }
}

/// The bytes of a payload's JSON that do not depend on data; `literal` when nothing in it is computed.
fn written(node: &Node, literal: bool) -> usize {
    match &node.json {
        Json::Null | Json::Unreadable => 4,
        Json::Bool(truth) => truth.to_string().len(),
        Json::Number(number) => number.len(),
        Json::String(text) if !literal && text.starts_with("{%") => 0,
        Json::String(text) => quoted(text),
        Json::Array(items) => {
            let inner: usize = items.iter().map(|item| written(item, literal) + 1).sum();
            1 + inner.max(1)
        }
        Json::Object(members) => {
            let pair = |key: &str, value: &Node| match key.strip_suffix(".$") {
                Some(name) if !literal => quoted(name) + 2,
                Some(_) | None => quoted(key) + 2 + written(value, literal),
            };
            let pairs = members.iter();
            let inner: usize = pairs.map(|own| pair(&own.key.text, &own.value)).sum();
            1 + inner.max(1)
        }
    }
}

/// The bytes of a text in JSON.
fn quoted(text: &str) -> usize {
    Value::from(text).to_json().len()
}
