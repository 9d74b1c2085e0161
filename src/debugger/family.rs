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
    /// For each of its entries how many the family had told with it.
    reaches: Vec<u32>,
    /// How many the family had told when it began.
    began: usize,
}

impl Member {
    fn new(run: Run, began: usize) -> Self {
        Self {
            run,
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
    shown: RunId,
}

impl Family {
    /// The family of an execution that a person begins.
    pub fn of(run: Run) -> Self {
        Self {
            members: vec![Member::new(run, 0)],
            told: 0,
            shown: RunId::default(),
        }
    }

    /// How many entries all of them have told.
    pub fn told(&self) -> usize {
        self.told
    }

    /// The execution that is looked at.
    pub fn shown(&self) -> Option<&Run> {
        self.run(self.shown)
    }

    /// The execution that is looked at, to be changed.
    pub fn shown_mut(&mut self) -> Option<&mut Run> {
        let member = self.member_mut(self.shown)?;
        Some(&mut member.run)
    }

    /// An execution.
    pub fn run(&self, id: RunId) -> Option<&Run> {
        self.members.get(id.0 as usize).map(|member| &member.run)
    }

    fn member_mut(&mut self, id: RunId) -> Option<&mut Member> {
        self.members.get_mut(id.0 as usize)
    }

    /// How many entries the execution that is looked at had told when all had told so many.
    pub fn position_at(&self, reach: usize) -> usize {
        let shown = self.members.get(self.shown.0 as usize);
        shown.map_or(0, |member| {
            let within = |told: &u32| *told as usize <= reach;
            member.reaches.partition_point(within)
        })
    }

    /// How many entries all had told when the execution that is looked at had told so many.
    pub fn reach_of(&self, position: usize) -> usize {
        let shown = self.members.get(self.shown.0 as usize);
        shown.map_or(0, |member| match position.checked_sub(1) {
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
