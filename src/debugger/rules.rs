//! The rules of a Choice, tested: what each looked at, what came out of its parts, and what was not tested.

use super::action::Language;
use super::view::{Operand, RulePart, Why};
use crate::graph::rule;
use crate::machine::{ChoiceRule, Kind, Machine, State, Test};
use crate::query::jsonata::References;
use crate::value::Value;
use std::ops::Range;

/// So many characters of an operand's value are shown.
const LONGEST_VALUE: usize = 200;

/// What an expression gives where a rule was tested.
pub type Find<'a> = &'a dyn Fn(Language, &str) -> Option<Value>;

/// A rule that was tested; `None` when the state has none of this number, which cannot be.
pub fn tested(
    machine: &Machine,
    state: &State,
    (at, holds, parts): (usize, bool, &[Option<bool>]),
    find: Find<'_>,
) -> Option<Why> {
    let rules = rules(state)?;
    let tested = rules.get(at)?;
    let behind = rules.len().saturating_sub(at + 1);
    Some(Why::Rule {
        rule: at as u32,
        text: rule::short(&tested.test),
        operands: operands(&tested.test, find),
        parts: told(&tested.test, parts),
        holds,
        next: machine.state(tested.next).name.to_string(),
        untested: if holds { behind as u32 } else { 0 },
    })
}

fn rules(state: &State) -> Option<&[ChoiceRule]> {
    if let Kind::Choice(choice) = &state.kind {
        Some(&choice.rules)
    } else {
        None
    }
}

/// What a test looks at: its paths, or what its expression reads.
fn operands(test: &Test, find: Find<'_>) -> Vec<Operand> {
    if let Some(formula) = rule::formula(test) {
        let names = read(formula.as_str(), &formula.references());
        return all(&names, Language::Jsonata, find);
    }
    let paths: Vec<_> = rule::paths(test).iter().map(|path| path.as_str()).collect();
    all(&paths, Language::JsonPath, find)
}

fn all(texts: &[&str], language: Language, find: Find<'_>) -> Vec<Operand> {
    let operand = |text: &&str| Operand {
        path: (*text).to_owned(),
        value: find(language, text).map(|value| compact(&value)),
    };
    texts.iter().map(operand).collect()
}

/// The parts of an expression that read from outside, in the order of the text, each once.
fn read<'t>(text: &'t str, references: &References) -> Vec<&'t str> {
    let states = references.states.iter().map(|used| used.span.clone());
    let variables = references.variables.iter().map(|used| used.span.clone());
    let mut spans: Vec<Range<usize>> = states.chain(variables).collect();
    spans.sort_by_key(|span| span.start);
    let mut found: Vec<&str> = Vec::new();
    for span in spans {
        let part = text.get(span).unwrap_or_default();
        if !part.is_empty() && !found.contains(&part) {
            found.push(part);
        }
    }
    found
}

/// A value on one line, of a long one the beginning.
pub fn compact(value: &Value) -> String {
    let text = value.to_json();
    match text.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// A recording does not tell what came out of the parts.
fn told(test: &Test, outcomes: &[Option<bool>]) -> Vec<RulePart> {
    if !test.is_composed() {
        return Vec::new();
    }
    let parts = rule::parts(test).into_iter().enumerate();
    parts
        .map(|(at, (depth, text))| RulePart {
            depth,
            text,
            holds: outcomes.get(at).copied().flatten(),
        })
        .collect()
}
