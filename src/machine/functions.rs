//! The Lambda functions that a machine calls, beside those that there are.

use super::problem::FunctionProblem;
use super::{Kind, Machine, Resource, State};
use crate::definition::Definition;
use crate::diagnostic::{Problem, Span, Suggestions};
use crate::query::enclosed;
use crate::text::Node;

/// A function as a Task names it; every part is a slice of what was written.
struct Named<'a> {
    name: &'a str,
    region: Option<&'a str>,
    account: Option<&'a str>,
}

/// What the machine runs beside.
struct Surroundings<'a> {
    functions: &'a [&'a str],
    region: &'a str,
    account: &'a str,
    suggestions: Suggestions,
}

/// Warns of every Task whose function is not among `functions` or lives in another region or account
/// than the machine. `machine` must be `definition`'s. Names that a path computes are not looked at.
pub fn check_functions(
    machine: &Machine,
    definition: &Definition,
    functions: &[&str],
    region: &str,
    account: &str,
) -> Vec<Problem> {
    let outline = definition.outline();
    let around = Surroundings {
        functions,
        region,
        account,
        suggestions: Suggestions::default(),
    };
    let states = machine.states.iter().zip(&outline.states);
    states
        .enumerate()
        .filter_map(|(place, (state, entry))| {
            let (field, value) = function_field(state, entry.node)?;
            let location = outline.state_location(place) + field;
            // As another role a Task may call from another account.
            let own = entry.node.get("Credentials").is_none();
            around.check(&definition.text, (value, own), location)
        })
        .collect()
}

/// Where a state names its function: the field and its value.
fn function_field<'a>(state: &State, node: &'a Node) -> Option<(&'static str, &'a Node)> {
    let Kind::Task(task) = &state.kind else {
        return None;
    };
    match task.resource {
        Resource::Lambda(_) => Some(("/Resource", &node.get("Resource")?.value)),
        Resource::Activity(_) => None,
        Resource::Service(_) if !task.resource.calls_function() => None,
        Resource::LambdaInvoke(_) | Resource::Service(_) => {
            let (field, given) = [
                ("/Parameters/FunctionName", "Parameters"),
                ("/Arguments/FunctionName", "Arguments"),
            ]
            .into_iter()
            .find_map(|(field, name)| Some((field, node.get(name)?)))?;
            let name = &given.value.get("FunctionName")?.value;
            let computed = name.as_str().is_some_and(|text| enclosed(text).is_some());
            (!computed).then_some((field, name))
        }
    }
}

impl Surroundings<'_> {
    fn check(&self, text: &str, (value, own): (&Node, bool), location: String) -> Option<Problem> {
        let written = value.as_str()?;
        let named = function_name(written);
        let part = |part: &str| inner_span(text, value, written, part);
        if let Some(theirs) = named.region.filter(|region| *region != self.region) {
            let kind = FunctionProblem::OtherRegion {
                theirs: theirs.to_owned(),
                ours: self.region.to_owned(),
            };
            return Some(Problem::of(&kind, part(theirs), location).with_fix(self.region));
        }
        let elsewhere = |account: &&str| own && *account != self.account;
        if let Some(theirs) = named.account.filter(elsewhere) {
            let kind = FunctionProblem::OtherAccount {
                theirs: theirs.to_owned(),
                ours: self.account.to_owned(),
            };
            return Some(Problem::of(&kind, part(theirs), location).with_fix(self.account));
        }
        if self.functions.contains(&named.name) {
            return None;
        }
        let names = self.functions.iter().copied();
        let suggestion = self.suggestions.among(named.name, names);
        let kind = FunctionProblem::Missing {
            name: named.name.to_owned(),
            suggestion: suggestion.map(str::to_owned),
        };
        let mut problem = Problem::of(&kind, part(named.name), location);
        problem.fix = suggestion.map(str::to_owned);
        Some(problem)
    }
}

/// The characters of one part of a string. Parts between colons are unlike each other, so the last
/// place where it is found is its own.
pub(super) fn inner_span(text: &str, value: &Node, written: &str, part: &str) -> Span {
    match written.rfind(part) {
        Some(start) => value.inside(text, start..start + part.len()),
        None => value.span.clone(),
    }
}

/// A function's name as `FunctionName` takes it: `name`, `account:function:name` or a whole ARN, each
/// with a qualifier or without.
fn function_name(written: &str) -> Named<'_> {
    let parts: Vec<&str> = written.split(':').collect();
    let (name, region, account) = match parts[..] {
        ["arn", _, "lambda", region, account, "function", name, ..] => {
            (name, Some(region), Some(account))
        }
        [account, "function", name, ..] => (name, None, Some(account)),
        ["function", name, ..] => (name, None, None),
        [name, ..] => (name, None, None),
        [] => (written, None, None),
    };
    Named {
        name,
        region,
        account,
    }
}
