//! The breakpoints of a whole family of executions: where one holds in any of them, in the order in which
//! all of them told their entries.

use super::breakpoints::{Breakpoints, Point, Trouble};
use super::family::{Family, RunId, Spot};
use crate::project::Breakpoint;

/// The breakpoints of every execution of a family, and how far they have been looked for.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    list: Vec<Breakpoint>,
    /// For each execution that has been taken in.
    each: Vec<Breakpoints>,
}

/// What is known of one breakpoint, over all executions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// At how many places it holds.
    pub hits: u32,
    /// Where it holds first.
    pub first: Option<Spot>,
    /// What went wrong, and in which execution first.
    pub trouble: Option<(RunId, Trouble)>,
}

impl Watch {
    /// Of these breakpoints, searched for nowhere yet.
    pub fn new(list: &[Breakpoint]) -> Self {
        Self {
            list: list.to_vec(),
            each: Vec::new(),
        }
    }

    /// Whether there are any at all.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Those of one execution.
    pub fn of(&self, run: Option<RunId>) -> Option<&Breakpoints> {
        self.each.get(run?.0 as usize)
    }

    /// Goes on with the search in every execution, those that have begun since included; whether there is
    /// more to do.
    pub fn search(&mut self, family: &Family, fuel: usize) -> bool {
        if self.is_empty() {
            return false;
        }
        for (_, member) in family.all().skip(self.each.len()) {
            let (name, machine) = (member.machine.as_deref(), member.run.trace.machine());
            let own = Breakpoints::new(&self.list, name, machine);
            self.each.push(own);
        }
        let mut fuel = fuel;
        let mut more = false;
        for (own, (_, member)) in self.each.iter_mut().zip(family.all()) {
            more |= own.search(&member.run, &mut fuel);
        }
        more
    }

    /// All have told so many entries up to which it is known where breakpoints hold.
    pub fn known(&self, family: &Family) -> usize {
        if self.is_empty() {
            return family.told();
        }
        let unknown = family.all().filter_map(|(id, member)| {
            let length = member.run.trace.len();
            let own = self.of(Some(id));
            let searched = own.map_or(0, |own| own.searched(&member.run.trace));
            (searched < length).then(|| family.reach_at(id, searched + 1) - 1)
        });
        unknown.min().unwrap_or_else(|| family.told())
    }

    /// The next place at which one holds when all have told more than so many entries.
    pub fn after(&self, family: &Family, reach: usize) -> Option<Spot> {
        let each = self.spots(family, |own, position| own.after(position), reach);
        each.min_by_key(|(reach, _)| *reach).map(|(_, spot)| spot)
    }

    /// The last place at which one held when all had told fewer.
    pub fn before(&self, family: &Family, reach: usize) -> Option<Spot> {
        let last = reach.checked_sub(1)?;
        let before = |own: &Breakpoints, position| own.before(position + 1);
        let each = self.spots(family, before, last);
        each.max_by_key(|(reach, _)| *reach).map(|(_, spot)| spot)
    }

    /// One place of each execution, from where it was when all had told so many entries.
    fn spots<'a>(
        &'a self,
        family: &'a Family,
        place: impl Fn(&Breakpoints, usize) -> Option<usize> + 'a,
        reach: usize,
    ) -> impl Iterator<Item = (usize, Spot)> + 'a {
        let each = self.each.iter().zip(family.all());
        each.filter_map(move |(own, (run, member))| {
            let position = place(own, member.position_at(reach))?;
            Some((family.reach_at(run, position), Spot { run, position }))
        })
    }

    /// What is known of the breakpoint at this place of the list.
    pub fn found(&self, at: usize, family: &Family) -> Found {
        let mut found = Found::default();
        let mut earliest = usize::MAX;
        for (run, own) in (0..).map(RunId).zip(&self.each) {
            let Some(point) = own.points().get(at) else {
                continue;
            };
            found.hits += point.hits;
            found.note(run, point);
            let Some(position) = point.first else {
                continue;
            };
            let reach = family.reach_at(run, position);
            if reach < earliest {
                earliest = reach;
                found.first = Some(Spot { run, position });
            }
        }
        found
    }
}

impl Found {
    fn note(&mut self, run: RunId, point: &Point) {
        let Some(trouble) = &point.trouble else {
            return;
        };
        match &mut self.trouble {
            None => self.trouble = Some((run, trouble.clone())),
            Some((_, known)) => known.times += trouble.times,
        }
    }
}
