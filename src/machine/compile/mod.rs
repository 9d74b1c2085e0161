//! Definition → Machine. Only a definition without errors has a machine.
//!
//! The rules are those of `asl.md` and of what CreateStateMachine was seen to refuse. Every rule is
//! checked, whatever else is wrong, so that all problems are told at once; what follows only from
//! another problem is left out.

mod block;
mod checker;
mod choice;
mod distributed;
mod expression;
mod field;
mod flow;
mod io;
mod jsonata;
mod map;
mod mend;
mod parameters;
mod payload;
mod place;
mod repair;
mod resource;
mod retry;
mod simple;
mod state;
mod task;
mod variables;
pub mod vocabulary;

use super::{Machine, MachineType, Scope, ScopeId, State, StateId};
use crate::definition::Definition;
use crate::diagnostic::Problem;
use checker::Checker;

/// Everything that is wrong with the definition of a Standard workflow, its JSON included, in the order
/// of the text; and the machine, if nothing of it is an error.
pub fn compile(definition: &Definition) -> (Option<Machine>, Vec<Problem>) {
    compile_as(definition, MachineType::Standard)
}

/// The same for a workflow of either type.
pub fn compile_as(
    definition: &Definition,
    machine_type: MachineType,
) -> (Option<Machine>, Vec<Problem>) {
    let outline = definition.outline();
    checked(definition, Checker::new(definition, &outline, machine_type))
}

/// The same with the problems that AWS tells, in its order: those of the flow come last, and what only
/// follows from another problem is told as well.
pub fn compile_as_aws(
    definition: &Definition,
    machine_type: MachineType,
) -> (Option<Machine>, Vec<Problem>) {
    let outline = definition.outline();
    let mut checker = Checker::new(definition, &outline, machine_type);
    checker.tells_all = true;
    checked(definition, checker)
}

fn checked(definition: &Definition, mut checker: Checker<'_>) -> (Option<Machine>, Vec<Problem>) {
    let outline = checker.outline;
    let states: Vec<Option<State>> = (0..outline.states.len())
        .map(|state| checker.state(state))
        .collect();
    let scopes: Vec<Option<Scope>> = (0..outline.blocks.len())
        .map(|block| checker.block(block))
        .collect();
    checker.names();
    let alone = checker.problems.len();
    checker.flow();
    checker.variables();
    let top = definition.root.as_ref();
    let machine = states
        .into_iter()
        .collect::<Option<Vec<_>>>()
        .zip(scopes.into_iter().collect::<Option<Vec<_>>>())
        .filter(|(_, scopes)| !scopes.is_empty())
        .map(|(states, scopes)| Machine {
            states,
            scopes,
            timeout_seconds: checker.machine_timeout(top),
            comment: checker.comment(top),
        });
    let sound = !checker.unsound && !definition.problems.iter().any(Problem::is_error);
    let mut problems = definition.problems.clone();
    let mut of_the_flow = match checker.tells_all {
        true => checker.problems.split_off(alone),
        false => Vec::new(),
    };
    problems.append(&mut checker.problems);
    for part in [&mut problems, &mut of_the_flow] {
        part.sort_by_key(|problem| problem.span.start);
    }
    problems.append(&mut of_the_flow);
    (machine.filter(|_| sound), problems)
}

/// The id of a state of the outline: both tables have the same order.
fn state_id(place: usize) -> StateId {
    StateId(u32::try_from(place).unwrap_or(u32::MAX))
}

/// The id of a block of the outline: both tables have the same order.
fn scope_id(place: usize) -> ScopeId {
    ScopeId(u32::try_from(place).unwrap_or(u32::MAX))
}
