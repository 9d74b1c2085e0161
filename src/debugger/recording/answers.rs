//! The answers that the tasks of a recording got, as the workspace's mocks: so the execution can be
//! repeated, forked and given to others in a link.

use crate::debugger::mocks::{Call, remember_calls};
use crate::debugger::run::Run;
use crate::debugger::tape::Tape;
use crate::project::Workspace;
use crate::text::MAX_BYTES;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Puts the answers into the workspace's mocks; whether there are any. Functions and mocks that a person
/// has written come first: beside them nothing is put. Nor is what would be too long to be read again.
pub fn keep(workspace: &mut Workspace, run: &Run) -> bool {
    if !workspace.functions.is_empty() || !workspace.mocks.trim().is_empty() {
        return false;
    }
    // A repetition has the recorded machine's name, a start the workspace's.
    let machines = BTreeSet::from([
        workspace.settings.machine_name.as_str(),
        &run.settings.machine_name,
    ]);
    let text = remember_calls(&machines, &calls(&Tape::of(&run.trace, run.trace.len())));
    let found = text.filter(|text| text.len() <= MAX_BYTES);
    let kept = found.is_some();
    workspace.mocks = found.unwrap_or_default();
    kept
}

/// The answers of each state, in the order of its calls; mocks count the calls of a state so as well.
fn calls(tape: &Tape) -> BTreeMap<Rc<str>, Vec<Call<'_>>> {
    let mut states: BTreeMap<Rc<str>, Vec<Call<'_>>> = BTreeMap::new();
    for (state, answer) in tape.answers() {
        states.entry(Rc::clone(state)).or_default().push(answer);
    }
    states
}
