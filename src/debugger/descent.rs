//! Steps through a family of executions: in leads from a Task into the execution that it began, out leads
//! back to the Task, and back in time the same ways are gone the other way about.

use super::action::Direction;
use super::family::{Family, RunId, Spot};
use super::stepping::{Landing, Step, landing, visit_at};
use super::trace::{Trace, VisitIx};

/// Where a step leads from a spot; `None` when there is nothing that way.
pub fn target(family: &Family, from: Spot, step: Step, direction: Direction) -> Option<Spot> {
    let way = Way {
        family,
        from,
        trace: &family.run(from.run)?.trace,
        direction,
    };
    let landing = landing(way.trace, from.position, step, direction)?;
    let inner = (step == Step::In).then(|| way.inside(landing)).flatten();
    inner.or_else(|| match landing {
        Landing::At(position) => Some(Spot { position, ..from }),
        Landing::Beyond => Some(way.around()),
    })
}

/// From where, and which way.
#[derive(Clone, Copy)]
struct Way<'a> {
    family: &'a Family,
    from: Spot,
    trace: &'a Trace,
    direction: Direction,
}

impl Way<'_> {
    fn reach(self) -> usize {
        self.family.reach_at(self.from.run, self.from.position)
    }

    /// A state of an execution that was begun here, before whatever lies next in this one.
    fn inside(self, next: Landing) -> Option<Spot> {
        match self.direction {
            Direction::Forward => {
                let here = visit_at(self.trace, self.from.position)?;
                first_ahead(self.family, self.from.run, here, self.reach())
            }
            Direction::Back => {
                let floor = match next {
                    Landing::At(position) => position,
                    Landing::Beyond => 0,
                };
                let visits = [
                    visit_at(self.trace, self.from.position),
                    visit_at(self.trace, floor),
                ];
                let reach = self.reach();
                let last = visits
                    .into_iter()
                    .flatten()
                    .filter_map(|visit| last_behind(self.family, self.from.run, visit, reach));
                let found = last.max_by_key(|(reach, _)| *reach);
                let floor = self.family.reach_at(self.from.run, floor);
                found.filter(|(reach, _)| *reach > floor)
            }
            .map(|(_, spot)| spot),
        }
    }

    /// Where the Task is that began this execution: back where it was entered, forward what it told next
    /// behind the execution's end. Nothing is around the first execution but its own ends.
    fn around(self) -> Spot {
        self.task().unwrap_or(Spot {
            position: Landing::Beyond.within(self.trace, self.direction),
            ..self.from
        })
    }

    fn task(self) -> Option<Spot> {
        let origin = self.family.member(self.from.run)?.origin?;
        let trace = &self.family.run(origin.run)?.trace;
        let visit = trace.visit(origin.visit)?;
        let position = match self.direction {
            Direction::Back => trace.frames.arrival(visit)?,
            Direction::Forward => {
                let end = self.family.reach_at(self.from.run, self.trace.len());
                let told = self.family.position_of(origin.run, end.max(self.reach()));
                let own = &trace.visits[visit.0].entries;
                let next = own.get(own.partition_point(|place| *place < told));
                next.map_or(told, |place| place + 1)
            }
        };
        let run = origin.run;
        Some(Spot { run, position })
    }
}

/// The executions that a visit began.
fn begun(family: &Family, run: RunId, visit: VisitIx) -> impl Iterator<Item = RunId> {
    let entered = family
        .run(run)
        .and_then(|run| run.trace.visits.get(visit.0))
        .map(|visit| visit.entered);
    let begun = family.begun_by(run);
    begun
        .filter(move |(_, origin)| Some(origin.visit) == entered)
        .map(|(id, _)| id)
}

/// The first state of an execution that a visit begins when all have told more than so many entries.
fn first_ahead(family: &Family, run: RunId, visit: VisitIx, reach: usize) -> Option<Spot> {
    begun(family, run, visit)
        .filter_map(|run| {
            let position = family.run(run)?.trace.frames.arrival(VisitIx(0))?;
            Some((family.reach_at(run, position), Spot { run, position }))
        })
        .filter(|(at, _)| *at > reach)
        .min_by_key(|(at, _)| *at)
        .map(|(_, spot)| spot)
}

/// The last state that had been entered in what a visit began, when all had told fewer entries than so
/// many; with how many had been told then.
fn last_behind(family: &Family, run: RunId, visit: VisitIx, reach: usize) -> Option<(usize, Spot)> {
    let children = begun(family, run, visit).filter_map(|run| {
        let trace = &family.run(run)?.trace;
        let inside = &trace.frames.of(VisitIx(0))?.inside;
        let told = family.position_of(run, reach.saturating_sub(1));
        let last = inside.partition_point(|position| *position <= told);
        let position = *inside.get(last.checked_sub(1)?)?;
        let own = (family.reach_at(run, position), Spot { run, position });
        let deeper =
            visit_at(trace, position).and_then(|visit| last_behind(family, run, visit, reach));
        deeper.into_iter().chain([own]).max_by_key(|(at, _)| *at)
    });
    children.max_by_key(|(at, _)| *at)
}
