//! The branches of a Parallel as lanes: each state of each branch and how it is.

use super::names::Names;
use super::tally::Tally;
use super::trace::{Trace, VisitIx};
use super::view::{BranchRow, BranchState, Status};
use crate::graph::kind_of;
use crate::machine::{Kind, Machine, ScopeId, StateId};

/// The branches of the Parallel that a visit is of; none of any other state.
pub fn branches(trace: &Trace, names: &Names, tally: &Tally, visit: VisitIx) -> Vec<BranchRow> {
    let machine = trace.machine();
    let Kind::Parallel(parallel) = &machine.state(trace.visits[visit.0].state).kind else {
        return Vec::new();
    };
    let lane = |scope: &ScopeId| {
        let states = machine.scope(*scope).states.iter();
        let states = states.map(|state| row(trace, names, tally, visit, *state));
        BranchRow {
            states: states.collect(),
        }
    };
    parallel.branches.iter().map(lane).collect()
}

fn row(
    trace: &Trace,
    names: &Names,
    tally: &Tally,
    parallel: VisitIx,
    state: StateId,
) -> BranchState {
    let inside = trace.progress.inside(parallel).iter();
    let own = inside.filter(|visit| {
        trace.visits[visit.0].state == state && tally.visit(**visit) != Status::NotRun
    });
    let own: Vec<_> = own.collect();
    let known = trace.machine().state(state);
    BranchState {
        state: names.shown(state),
        name: known.name.to_string(),
        kind: kind_of(known),
        status: own
            .last()
            .map_or(Status::NotRun, |visit| tally.visit(**visit)),
        visits: own.len() as u32,
        last: own.last().map(|visit| trace.visits[visit.0].entered.place),
    }
}

/// Which branch of its Parallel a state stands in, from 0; `None` for a state that stands in none.
pub fn number(machine: &Machine, state: StateId) -> Option<u32> {
    let own = machine.state(state).scope;
    let Kind::Parallel(parallel) = &machine.state(machine.scope(own).parent?).kind else {
        return None;
    };
    let at = parallel.branches.iter().position(|scope| *scope == own)?;
    u32::try_from(at).ok()
}
