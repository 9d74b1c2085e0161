//! The panel of the family: what is looked at, the way to it, and where other panels lead to others of it.

use super::family::{Family, Member, Origin, RunId};
use super::names::Names;
use super::outcome;
use super::view::{self, Events, Inspector, Marks, RunRow, WaitRow};

/// So many executions of one Task are listed.
const MOST_CHILDREN: usize = 100;

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
    let mut ids: Vec<RunId> = family.line_of(id).collect();
    ids.reverse();
    let rows = ids.into_iter();
    rows.filter_map(|id| row(family, id, reach)).collect()
}

/// An execution as a row.
pub fn row(family: &Family, id: RunId, reach: usize) -> Option<RunRow> {
    let member = family.member(id)?;
    let same = |(_, other): &(RunId, &Member)| other.machine == member.machine;
    let siblings = family.all().filter(same);
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

/// How far the family and the execution that is looked at have come.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// All executions.
    pub family: &'a Family,
    /// How many entries all had told.
    pub reach: usize,
    /// And how many of them that one.
    pub position: usize,
}

impl Moment<'_> {
    /// What the execution that is looked at has begun so far: where, and which.
    fn begun(&self) -> Vec<(Origin, RunId)> {
        let Some(shown) = self
            .family
            .shown_id()
            .filter(|_| self.family.has_relatives())
        else {
            return Vec::new();
        };
        let begun = self.family.begun_by(shown);
        let begun = begun.filter(|(_, origin)| origin.position <= self.position);
        begun.map(|(id, origin)| (origin, id)).collect()
    }

    /// The execution that the Task at the cursor has begun last.
    pub fn child(&self) -> Option<RunId> {
        let visit = self.family.shown()?.trace.at(self.position)?.visit()?;
        let begun = self.begun().into_iter().rev();
        let mut own = begun.filter(|(origin, _)| origin.visit == visit);
        own.next().map(|(_, id)| id)
    }

    /// Leads from the nodes to what their Tasks have begun last.
    pub fn mark(&self, marks: &mut Marks, names: &Names) {
        let Some(run) = self.family.shown() else {
            return;
        };
        for (origin, id) in self.begun() {
            let visit = run.trace.visit(origin.visit);
            let node = visit.and_then(|visit| names.shown(run.trace.visits[visit.0].state));
            let mut states = marks.states.iter_mut();
            if let Some(mark) = states.find(|mark| Some(mark.state) == node) {
                mark.child = Some(id.0);
            }
        }
    }

    /// Leads from a visit to what it has begun.
    pub fn inspect(&self, inspector: &mut Inspector) {
        let Some(visit) = &mut inspector.visit else {
            return;
        };
        let begun = self.begun().into_iter();
        let own = begun.filter(|(origin, _)| origin.visit.place == visit.id);
        let rows = own.take(MOST_CHILDREN);
        visit.children = rows
            .filter_map(|(_, id)| row(self.family, id, self.reach))
            .collect();
    }

    /// Leads from the events with which Tasks begin executions to these.
    pub fn tell(&self, events: &mut Events) {
        let Some((run, shown)) = self.family.shown().zip(self.family.shown_id()) else {
            return;
        };
        for (id, origin) in self.family.begun_by(shown) {
            let number = run.trace.events_at(origin.position).checked_sub(1);
            let place = number.and_then(|number| number.checked_sub(events.from as usize));
            if let Some(row) = place.and_then(|place| events.rows.get_mut(place)) {
                row.child = Some(id.0);
            }
        }
    }

    /// Leads from those who wait to the executions that they wait for.
    pub fn wait(&self, waiting: &mut [WaitRow]) {
        let Some((run, shown)) = self.family.shown().zip(self.family.shown_id()) else {
            return;
        };
        for (row, waits) in waiting.iter_mut().zip(&run.waiting) {
            let begun = self.family.begun_by(shown);
            let own = begun.filter(|(_, origin)| origin.visit == waits.visit);
            row.child = own.last().map(|(id, _)| id.0);
        }
    }
}
