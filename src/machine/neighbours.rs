//! The state machines whose executions a machine's Tasks start, beside those that there are.

use super::functions::inner_span;
use super::problem::NeighbourProblem;
use super::{Integration, Kind, Machine, Pattern, Resource, State};
use crate::definition::Definition;
use crate::diagnostic::{Problem, Suggestions};
use crate::query::enclosed;
use crate::text::Node;

/// A state machine that Tasks can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Neighbour<'a> {
    /// Its name.
    pub name: &'a str,
    /// Whether it is an Express workflow.
    pub express: bool,
    /// Whether its definition has errors, so that AWS would not have created it.
    pub broken: bool,
}

/// Warns of every Task that starts an execution of a machine which is in this region and account but
/// not among `neighbours`, or which cannot be started in this way. `machine` must be `definition`'s.
/// ARNs that a path computes and those of other places are not looked at.
pub fn check_machines(
    machine: &Machine,
    definition: &Definition,
    neighbours: &[Neighbour<'_>],
    region: &str,
    account: &str,
) -> Vec<Problem> {
    let outline = definition.outline();
    let suggestions = Suggestions::default();
    let states = machine.states.iter().zip(&outline.states);
    let named = states.enumerate().filter_map(|(place, (state, entry))| {
        let integration = starts_executions(state)?;
        let (field, value) = machine_field(entry.node)?;
        let written = value.as_str().filter(|text| enclosed(text).is_none())?;
        let name = name_in(written, region, account)?;
        let location = outline.state_location(place) + field;
        Some((integration, value, written, name, location))
    });
    named
        .filter_map(|(integration, value, written, name, location)| {
            let known = neighbours.iter().find(|known| known.name == name);
            let kind = match known {
                Some(known) => misuse(known, integration)?,
                None => NeighbourProblem::Missing {
                    name: name.to_owned(),
                    suggestion: suggestions
                        .among(name, neighbours.iter().map(|known| known.name))
                        .map(str::to_owned),
                },
            };
            let span = inner_span(&definition.text, value, written, name);
            let mut problem = Problem::of(&kind, span, location);
            problem.fix = kind.into_suggestion();
            Some(problem)
        })
        .collect()
}

/// How a state starts executions, if it does.
fn starts_executions(state: &State) -> Option<&Integration> {
    let Kind::Task(task) = &state.kind else {
        return None;
    };
    let Resource::Service(integration) = &task.resource else {
        return None;
    };
    integration.starts_executions().then_some(integration)
}

/// Where a state names its machine: the field and its value.
fn machine_field(node: &Node) -> Option<(&'static str, &Node)> {
    let fields = [
        ("/Parameters/StateMachineArn", "Parameters"),
        ("/Arguments/StateMachineArn", "Arguments"),
    ];
    let mut found = fields.into_iter();
    let (field, given) = found.find_map(|(field, name)| Some((field, node.get(name)?)))?;
    Some((field, &given.value.get("StateMachineArn")?.value))
}

/// The machine's name in an ARN of this region and account, without a version or an alias.
fn name_in<'a>(arn: &'a str, region: &str, account: &str) -> Option<&'a str> {
    let parts: Vec<&str> = arn.splitn(8, ':').collect();
    match parts[..] {
        ["arn", _, "states", r, a, "stateMachine", name, ..] if (r, a) == (region, account) => {
            Some(name)
        }
        _ => None,
    }
}

/// What stands in the way of starting a machine that is there.
fn misuse(machine: &Neighbour<'_>, integration: &Integration) -> Option<NeighbourProblem> {
    let name = machine.name.to_owned();
    if machine.broken {
        return Some(NeighbourProblem::Broken { name });
    }
    let waits = matches!(integration.pattern, Pattern::Sync | Pattern::Sync2);
    let synchronous = &*integration.api == "startSyncExecution";
    match machine.express {
        true if waits => Some(NeighbourProblem::ExpressAsJob { name }),
        false if synchronous => Some(NeighbourProblem::StandardAtOnce { name }),
        true | false => None,
    }
}
