//! Where a state can go: the arrows of the drawing and the rows of its text twin.

use super::detail::Details;
use super::drawing::{EdgeKind, NodeKind, TreeRow, Way};
use super::rule;
use crate::machine::{ChoiceRule, Kind, Machine, ScopeId, State, StateId, Transition};

/// The ways on from a state in the order of the text; `to: None` ends its scope.
pub fn ways(state: &State) -> Vec<Way> {
    let mut ways = match &state.kind {
        Kind::Choice(choice) => {
            let rules = choice.rules.iter().enumerate();
            let default = choice
                .default
                .map(|to| way(EdgeKind::Default, String::new(), Some(to)));
            rules
                .map(|(at, rule)| {
                    let kind = EdgeKind::Choice(at as u32);
                    way(kind, label(rule), Some(rule.next))
                })
                .chain(default)
                .collect()
        }
        Kind::Task(_)
        | Kind::Pass(_)
        | Kind::Wait(_)
        | Kind::Succeed
        | Kind::Fail(_)
        | Kind::Parallel(_)
        | Kind::Map(_) => vec![way(EdgeKind::Next, String::new(), next(state))],
    };
    ways.extend(state.catch.iter().enumerate().map(|(at, catcher)| {
        let errors = catcher.error_equals.join(", ");
        way(EdgeKind::Catch(at as u32), errors, Some(catcher.next))
    }));
    ways
}

/// As Workflow Studio has it: a rule's comment stands for its condition.
fn label(rule: &ChoiceRule) -> String {
    let comment = rule.comment.as_deref().map(str::trim);
    let comment = comment.filter(|comment| !comment.is_empty());
    comment.map_or_else(|| rule::short(&rule.test), str::to_owned)
}

fn way(kind: EdgeKind, when: String, to: Option<StateId>) -> Way {
    Way {
        kind,
        when,
        to: to.map(|id| id.0),
    }
}

fn next(state: &State) -> Option<StateId> {
    match state.next {
        Some(Transition::Next(id)) => Some(id),
        Some(Transition::End) | None => None,
    }
}

/// What a state is drawn as.
pub fn kind_of(state: &State) -> NodeKind {
    match &state.kind {
        Kind::Task(task) if task.resource.calls_function() => NodeKind::Lambda,
        Kind::Task(_) => NodeKind::Task,
        Kind::Pass(_) => NodeKind::Pass,
        Kind::Choice(_) => NodeKind::Choice,
        Kind::Wait(_) => NodeKind::Wait,
        Kind::Succeed => NodeKind::Succeed,
        Kind::Fail(_) => NodeKind::Fail,
        Kind::Parallel(_) => NodeKind::Parallel,
        Kind::Map(_) => NodeKind::Map,
    }
}

/// The `States` objects inside a state.
pub(super) fn scopes_of(state: &State) -> &[ScopeId] {
    match &state.kind {
        Kind::Parallel(parallel) => &parallel.branches,
        Kind::Map(map) => std::slice::from_ref(&map.processor),
        Kind::Task(_)
        | Kind::Pass(_)
        | Kind::Choice(_)
        | Kind::Wait(_)
        | Kind::Succeed
        | Kind::Fail(_) => &[],
    }
}

/// Every state in reading order: a state, then what is inside it, then the next in the text.
pub(super) fn tree(machine: &Machine, details: &Details<'_>) -> Vec<TreeRow> {
    let mut rows = Vec::with_capacity(machine.states.len());
    walk(machine, details, ScopeId(0), (0, None), &mut rows);
    rows
}

fn walk(
    machine: &Machine,
    details: &Details<'_>,
    scope: ScopeId,
    (depth, branch): (u32, Option<u32>),
    rows: &mut Vec<TreeRow>,
) {
    let scope = machine.scope(scope);
    for state in scope.states.iter().map(|id| machine.state(*id)) {
        rows.push(TreeRow {
            state: state.id.0,
            depth,
            branch,
            name: state.name.to_string(),
            kind: kind_of(state),
            first: scope.start_at == state.id,
            ways: ways(state),
            from: details.offset(state.span.start),
            to: details.offset(state.span.end),
        });
        let lanes = matches!(state.kind, Kind::Parallel(_));
        for (at, inner) in scopes_of(state).iter().enumerate() {
            let place = (depth + 1, lanes.then_some(at as u32));
            walk(machine, details, *inner, place, rows);
        }
    }
}
