//! The executions of one start: the one that the person began, and those that its Tasks began.
//!
//! Each has a trace of its own; what all of them told is ordered besides by one count of entries, the
//! *reach*: so many entries had been told by the whole family. From it follows how far each of them had
//! come, so that whoever is looked at next is seen at the same moment.

use super::run::{Progressed, Run};
use crate::execution::Fault;
use crate::value::Timestamp;

/// One execution of the family, in the order in which they began: 0 is the one that the person began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub u32);

/// An execution and its place in the family.
#[derive(Clone, Debug)]
pub struct Member {
    /// The execution.
    pub run: Run,
    /// The name of its machine; `None` for the one that Run starts.
    pub machine: Option<String>,
    /// The execution whose Task began it.
    pub parent: Option<RunId>,
    /// For each of its entries how many the family had told with it.
    reaches: Vec<u32>,
    /// How many the family had told when it began.
    began: usize,
}

impl Member {
    /// How many entries it had told when all had told so many.
    pub fn position_at(&self, reach: usize) -> usize {
        let within = |told: &u32| *told as usize <= reach;
        self.reaches.partition_point(within)
    }

    fn new(run: Run, machine: Option<String>, began: usize) -> Self {
        Self {
            run,
            machine,
            parent: None,
            reaches: Vec::new(),
            began,
        }
    }
}

/// All executions of one start; none before the first.
#[derive(Clone, Debug, Default)]
pub struct Family {
    members: Vec<Member>,
    /// How many entries all of them have told.
    told: usize,
    /// Which is looked at; `None` when a machine is looked at that has no execution.
    shown: Option<RunId>,
}

impl Family {
    /// The family of an execution that a person begins.
    pub fn of(run: Run) -> Self {
        Self {
            members: vec![Member::new(run, None, 0)],
            told: 0,
            shown: Some(RunId::default()),
        }
    }

    /// How many entries all of them have told.
    pub fn told(&self) -> usize {
        self.told
    }

    /// The execution that is looked at.
    pub fn shown(&self) -> Option<&Run> {
        Some(&self.shown_member()?.run)
    }

    /// Which execution is looked at.
    pub fn shown_id(&self) -> Option<RunId> {
        self.shown
    }

    /// Looks at another execution, or at none.
    pub fn show(&mut self, id: Option<RunId>) {
        self.shown = id.filter(|id| self.run(*id).is_some());
    }

    fn shown_member(&self) -> Option<&Member> {
        self.member(self.shown?)
    }

    /// The execution that is looked at, to be changed.
    pub fn shown_mut(&mut self) -> Option<&mut Run> {
        let member = self.member_mut(self.shown?)?;
        Some(&mut member.run)
    }

    /// An execution.
    pub fn run(&self, id: RunId) -> Option<&Run> {
        self.member(id).map(|member| &member.run)
    }

    /// The machine of an execution, by its name; `None` inside for the one that Run starts.
    pub fn machine_of(&self, id: RunId) -> Option<Option<&str>> {
        self.member(id).map(|member| member.machine.as_deref())
    }

    /// The last execution of a machine that had begun when all had told so many entries; the first
    /// one, if none had.
    pub fn last_of(&self, machine: Option<&str>, reach: usize) -> Option<RunId> {
        let all = self.members.iter().zip((0..).map(RunId));
        let own = all.filter(|(member, _)| member.machine.as_deref() == machine);
        let begun = own.clone().filter(|(member, _)| member.began <= reach);
        let found = begun.last().or_else(|| own.clone().next());
        found.map(|(_, id)| id)
    }

    /// Whether there are executions that Tasks began.
    pub fn has_relatives(&self) -> bool {
        self.members.len() > 1
    }

    /// The execution whose Task began this one.
    pub fn parent_of(&self, id: RunId) -> Option<RunId> {
        self.member(id)?.parent
    }

    /// A machine has another name now.
    pub fn rename(&mut self, from: &str, to: &str) {
        for member in &mut self.members {
            if member.machine.as_deref() == Some(from) {
                member.machine = Some(to.to_owned());
            }
        }
    }

    /// An execution with its place.
    pub fn member(&self, id: RunId) -> Option<&Member> {
        self.members.get(id.0 as usize)
    }

    fn member_mut(&mut self, id: RunId) -> Option<&mut Member> {
        self.members.get_mut(id.0 as usize)
    }

    /// Every execution that has begun when all have told so many entries, the one that the person began
    /// included, in the order in which they began.
    pub fn begun(&self, reach: usize) -> impl Iterator<Item = (RunId, &Member)> + Clone {
        let all = (0..).map(RunId).zip(&self.members);
        all.filter(move |(id, member)| id.0 == 0 || member.began < reach)
    }

    /// How many entries the execution that is looked at had told when all had told so many.
    pub fn position_at(&self, reach: usize) -> usize {
        let shown = self.shown_member();
        shown.map_or(0, |member| member.position_at(reach))
    }

    /// How many entries all had told when the execution that is looked at had told so many.
    pub fn reach_of(&self, position: usize) -> usize {
        self.shown_member()
            .map_or(0, |member| match position.checked_sub(1) {
                None => member.began,
                Some(last) => member
                    .reaches
                    .get(last)
                    .map_or(self.told, |reach| *reach as usize),
            })
    }

    /// One poll of an execution, as [`Run::advance`].
    ///
    /// # Errors
    /// As [`Run::advance`].
    pub fn advance(&mut self, id: RunId, now: Timestamp) -> Result<Progressed, Fault> {
        let told = self.told;
        let member = self.member_mut(id).ok_or(Fault::Broken("no such run"))?;
        let progressed = member.run.advance(now)?;
        if member.run.trace.len() > member.reaches.len() {
            member.reaches.push(told as u32 + 1);
            self.told += 1;
        }
        Ok(progressed)
    }
}
