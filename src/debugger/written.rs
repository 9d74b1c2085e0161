//! An expression where it is written: which characters of the definition, in which language, and at which
//! stage of its state it looks at the data.

use super::action::Language;
use super::run::Run;
use crate::definition::Definition;
use crate::diagnostic::Span;
use crate::graph::source;
use crate::inspection::Stage;
use crate::machine::State;
use crate::query::enclosed;
use crate::text::{Json, Node};
use std::rc::Rc;

/// An expression in a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its state, by its name.
    pub state: Rc<str>,
    /// Its characters, quotes included.
    pub span: Span,
    /// The expression.
    pub text: Rc<str>,
    /// Its language.
    pub language: Language,
    /// What `$` of JSONPath stands for: the first of these stages that there is.
    pub root: &'static [Stage],
    /// Whether it is evaluated for each item of a Map.
    pub of_item: bool,
}

/// The expression that an offset of the definition lies in.
pub fn expression_at(definition: &Definition, offset: usize) -> Option<Written> {
    let outline = definition.outline();
    let around = outline.states.iter();
    let around = around.filter(|state| holds(&state.node.span, offset));
    let state = around.min_by_key(|state| state.node.span.len())?;
    let mut keys = Vec::new();
    let node = innermost(state.node, offset, &mut keys);
    let text = node.as_str()?;
    Some(Written {
        language: language(keys.last()?, text)?,
        state: Rc::clone(&state.name.text),
        span: node.span.clone(),
        text: Rc::clone(text),
        root: root(&keys),
        of_item: keys.first() == Some(&"ItemSelector"),
    })
}

fn holds(span: &Span, offset: usize) -> bool {
    span.start <= offset && offset < span.end
}

/// The innermost value around an offset, with the keys that lead to it.
fn innermost<'d>(node: &'d Node, offset: usize, keys: &mut Vec<&'d str>) -> &'d Node {
    let inner = match &node.json {
        Json::Object(members) => {
            let mut members = members.iter();
            let member = members.find(|member| holds(&member.value.span, offset));
            member.map(|member| {
                keys.push(&member.key.text);
                &member.value
            })
        }
        Json::Array(items) => items.iter().find(|item| holds(&item.span, offset)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) | Json::Unreadable => None,
    };
    match inner {
        Some(inner) => innermost(inner, offset, keys),
        None => node,
    }
}

/// The language of a text under a key, if it is an expression.
fn language(key: &str, text: &str) -> Option<Language> {
    if enclosed(text).is_some() {
        return Some(Language::Jsonata);
    }
    let path = key.ends_with(".$") || key.ends_with("Path") || key == "Variable";
    let begins = text.starts_with('$') || text.starts_with("States.");
    (path && begins).then_some(Language::JsonPath)
}

/// The stages that a field looks at, by the keys from the state on (`asl.md` section 4.3).
fn root(keys: &[&str]) -> &'static [Stage] {
    const EFFECTIVE: &[Stage] = &[Stage::AfterInputPath, Stage::Input];
    match keys.first().copied().unwrap_or_default() {
        "InputPath" => &[Stage::Input],
        "ResultSelector" => &[Stage::Result],
        "ResultPath" => &[Stage::AfterResultPath],
        "OutputPath" => &[
            Stage::AfterResultPath,
            Stage::AfterResultSelector,
            Stage::Result,
            Stage::AfterParameters,
            Stage::AfterInputPath,
            Stage::Input,
        ],
        "Assign" => &[
            Stage::Result,
            Stage::AfterParameters,
            Stage::AfterInputPath,
            Stage::Input,
        ],
        "Catch" if keys.last() == Some(&"ResultPath") => &[Stage::AfterResultPath],
        "Catch" => &[Stage::ErrorOutput],
        _ => EFFECTIVE,
    }
}

/// Those of a state's fields that are written down, in this order: `Seconds: 10`.
pub fn fields(run: &Run, state: &State, names: &[&str]) -> Vec<String> {
    let Some(source) = source(&run.text, state) else {
        return Vec::new();
    };
    let line = |name: &&str| {
        let value = source.get(name)?;
        let text = value
            .as_str()
            .map_or_else(|| value.to_json(), str::to_owned);
        Some(format!("{name}: {text}"))
    };
    names.iter().filter_map(line).collect()
}
