//! The panel of the family: what is looked at, and the way to it.

use super::family::{Family, Member, RunId};
use super::outcome;
use super::view::{self, RunRow};

/// The panel when all executions have told so many entries.
pub fn panel(family: &Family, machine: Option<&str>, reach: usize) -> view::Family {
    let count = family.begun(reach).count() as u32;
    let shown = family.shown_id();
    let path = shown.filter(|_| family.has_relatives());
    view::Family {
        machine: machine.map(str::to_owned),
        shown: shown.map(|id| id.0),
        count,
        path: path.map_or_else(Vec::new, |id| path_to(family, id, reach)),
    }
}

fn path_to(family: &Family, id: RunId, reach: usize) -> Vec<RunRow> {
    let mut ids: Vec<RunId> = std::iter::successors(Some(id), |id| family.parent_of(*id)).collect();
    ids.reverse();
    let rows = ids.into_iter();
    rows.filter_map(|id| row(family, id, reach)).collect()
}

/// An execution as a row.
pub fn row(family: &Family, id: RunId, reach: usize) -> Option<RunRow> {
    let member = family.member(id)?;
    let same = |(_, other): &(RunId, &Member)| other.machine == member.machine;
    let siblings = family.begun(usize::MAX).filter(same);
    let before = siblings.clone().take_while(|(other, _)| *other <= id);
    Some(RunRow {
        id: id.0,
        machine: member.machine.clone(),
        number: before.count() as u32,
        siblings: siblings.count() as u32,
        name: member.run.settings.execution_name.to_string(),
        status: outcome::status_at(&member.run, member.position_at(reach)),
    })
}
