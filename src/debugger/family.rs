//! The executions of one start: the one that the person began, and those that its Tasks began.
//!
//! Each has a trace of its own; what all of them told is ordered besides by one count of entries, the
//! *reach*: so many entries had been told by the whole family. From it follows how far each of them had
//! come, so that whoever is looked at next is seen at the same moment.
//!
//! Who can go on is polled in the order in which they began. What one of them gets from another comes to
//! it as an answer, which it keeps as every other: so each can be made again by itself.

use super::run::{Progressed, Run};
use crate::execution::{Fault, Invocation, Token};
use crate::history::EventId;
use crate::machine::Pattern;
use crate::value::Timestamp;

/// An execution may be so many starts away from the one that the person began. AWS has no such limit;
/// its quotas end a workflow that starts itself without end, and here it would fill the memory.
pub const DEEPEST: usize = 32;

/// So many executions there may be.
pub const MOST: usize = 2000;

/// One execution of the family, in the order in which they began: 0 is the one that the person began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RunId(pub u32);

/// A position of one execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Which execution.
    pub run: RunId,
    /// So many of its entries have happened.
    pub position: usize,
}

/// The call that began an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Whose Task called.
    pub run: RunId,
    /// The call.
    pub token: Token,
    /// The visit of the Task.
    pub visit: EventId,
    /// How many entries that execution had told.
    pub position: usize,
}

/// A Task that waits for the end of an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiter {
    /// Whose Task.
    pub run: RunId,
    /// The call.
    pub token: Token,
    /// How the end is told; [`Pattern::RequestResponse`] is StartSyncExecution's.
    pub pattern: Pattern,
}

/// An execution and its place in the family.
#[derive(Clone, Debug)]
pub struct Member {
    /// The execution.
    pub run: Run,
    /// The name of its machine; `None` for the one that Run starts.
    pub machine: Option<String>,
    /// The call that began it; `None` for the one that the person began.
    pub origin: Option<Origin>,
    waiters: Vec<Waiter>,
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
}

/// All executions of one start; none before the first.
#[derive(Clone, Debug, Default)]
pub struct Family {
    members: Vec<Member>,
    /// How many entries all of them have told.
    told: usize,
    /// Which is looked at; `None` when a machine is looked at that has no execution.
    shown: Option<RunId>,
    /// What the number of each call means.
    calls: Vec<(RunId, Token)>,
}

impl Family {
    /// The family of an execution that a person begins.
    pub fn of(run: Run) -> Self {
        let mut family = Self {
            shown: Some(RunId::default()),
            ..Self::default()
        };
        family.begin(run, None, None);
        family
    }

    /// Takes an execution in that is about to begin.
    pub fn begin(&mut self, run: Run, machine: Option<String>, origin: Option<Origin>) -> RunId {
        let id = RunId(self.members.len() as u32);
        // A recording has told everything already.
        let began = self.told;
        self.told += run.trace.len();
        self.members.push(Member {
            run,
            machine,
            origin,
            waiters: Vec::new(),
            reaches: (began..self.told).map(|told| told as u32 + 1).collect(),
            began,
        });
        id
    }

    /// Whether one more execution that this one starts would be too many.
    pub fn is_full(&self, parent: RunId) -> bool {
        self.members.len() >= MOST || self.line_of(parent).count() >= DEEPEST
    }

    /// An execution, whose Task began it, and so on to the one that the person began.
    pub fn line_of(&self, id: RunId) -> impl Iterator<Item = RunId> {
        let parent = |id: &RunId| Some(self.member(*id)?.origin?.run);
        std::iter::successors(Some(id), parent)
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
        self.run_mut(self.shown?)
    }

    /// An execution.
    pub fn run(&self, id: RunId) -> Option<&Run> {
        self.member(id).map(|member| &member.run)
    }

    /// An execution, to be changed.
    pub fn run_mut(&mut self, id: RunId) -> Option<&mut Run> {
        let member = self.members.get_mut(id.0 as usize)?;
        Some(&mut member.run)
    }

    /// An execution with its place.
    pub fn member(&self, id: RunId) -> Option<&Member> {
        self.members.get(id.0 as usize)
    }

    /// Every execution, in the order in which they began.
    pub fn all(&self) -> impl Iterator<Item = (RunId, &Member)> + Clone {
        (0..).map(RunId).zip(&self.members)
    }

    /// Every execution that has begun when all have told so many entries.
    pub fn begun(&self, reach: usize) -> impl Iterator<Item = (RunId, &Member)> + Clone {
        let all = self.all();
        all.filter(move |(_, member)| member.began <= reach)
    }

    /// The execution of an ARN.
    pub fn by_arn(&self, arn: &str) -> Option<RunId> {
        let mut all = self.all();
        let found = all.find(|(_, member)| member.run.settings.execution_arn() == arn);
        found.map(|(id, _)| id)
    }

    /// The machine of an execution, by its name; `None` inside for the one that Run starts.
    pub fn machine_of(&self, id: RunId) -> Option<Option<&str>> {
        self.member(id).map(|member| member.machine.as_deref())
    }

    /// The last execution of a machine that had begun when all had told so many entries; the first
    /// one, if none had.
    pub fn last_of(&self, machine: Option<&str>, reach: usize) -> Option<RunId> {
        let own = |(_, member): &(RunId, &Member)| member.machine.as_deref() == machine;
        let begun = self.begun(reach).filter(own).last();
        let found = begun.or_else(|| self.all().find(own));
        found.map(|(id, _)| id)
    }

    /// Whether there are executions that Tasks began.
    pub fn has_relatives(&self) -> bool {
        self.members.len() > 1
    }

    /// A machine has another name now.
    pub fn rename(&mut self, from: &str, to: &str) {
        for member in &mut self.members {
            if member.machine.as_deref() == Some(from) {
                member.machine = Some(to.to_owned());
            }
        }
    }

    /// How many entries the execution that is looked at had told when all had told so many.
    pub fn position_at(&self, reach: usize) -> usize {
        self.shown.map_or(0, |id| self.position_of(id, reach))
    }

    /// How many entries this execution had told when all had told so many.
    pub fn position_of(&self, id: RunId, reach: usize) -> usize {
        self.member(id)
            .map_or(0, |member| member.position_at(reach))
    }

    /// How many entries all had told when the execution that is looked at had told so many.
    pub fn reach_of(&self, position: usize) -> usize {
        self.shown.map_or(0, |id| self.reach_at(id, position))
    }

    /// How many entries all had told when this execution had told so many.
    pub fn reach_at(&self, id: RunId, position: usize) -> usize {
        self.member(id)
            .map_or(0, |member| match position.checked_sub(1) {
                None => member.began,
                Some(last) => member
                    .reaches
                    .get(last)
                    .map_or(self.told, |reach| *reach as usize),
            })
    }

    /// Who can go on at `now`.
    pub fn ready(&self, now: Timestamp) -> Option<RunId> {
        let mut all = self.all();
        let found = all.find(|(_, member)| member.run.is_ready(now));
        found.map(|(id, _)| id)
    }

    /// Whether somebody is waited for who is neither a function nor an execution at work.
    pub fn waits_for_people(&self) -> bool {
        self.all().any(|(id, member)| {
            let mut open = member.run.for_people();
            open.any(|token| !self.is_attended(id, token))
        })
    }

    /// Whether the execution that a call began has not ended: it may send the token itself.
    fn is_attended(&self, run: RunId, token: Token) -> bool {
        self.members.iter().any(|member| {
            let origin = member.origin.as_ref();
            let own = origin.is_some_and(|origin| (origin.run, origin.token) == (run, token));
            own && member.run.goes_on()
        })
    }

    /// Whether all have ended.
    pub fn has_ended(&self) -> bool {
        !self.members.iter().any(|member| member.run.goes_on())
    }

    /// When the next one can go on by itself.
    pub fn wakes_at(&self) -> Option<Timestamp> {
        let members = self.members.iter();
        members.filter_map(|member| member.run.wakes_at()).min()
    }

    /// One poll of an execution, as [`Run::advance`].
    ///
    /// # Errors
    /// As [`Run::advance`].
    pub fn advance(&mut self, id: RunId, now: Timestamp) -> Result<Progressed, Fault> {
        let told = self.told;
        let member = self.members.get_mut(id.0 as usize);
        let member = member.ok_or(Fault::Broken("no such run"))?;
        let progressed = member.run.advance(now)?;
        if member.run.trace.len() > member.reaches.len() {
            member.reaches.push(told as u32 + 1);
            self.told += 1;
        }
        if let Progressed::Invoke(invocation) = &progressed {
            self.number(id, invocation);
        }
        Ok(progressed)
    }

    /// Calls of different executions may have the same token: outside they have a number.
    fn number(&mut self, id: RunId, invocation: &Invocation) {
        let number = self.calls.len() as u32;
        self.calls.push((id, invocation.token));
        if let Some(run) = self.run_mut(id) {
            run.number(invocation.token, number);
        }
    }

    /// Whose call a number means, and which.
    pub fn call(&self, number: Token) -> Option<(RunId, Token)> {
        let place = usize::try_from(number.0).ok()?;
        self.calls.get(place).copied()
    }

    /// The number of a call that was not answered yet.
    pub fn number_of(&self, id: RunId, token: Token) -> Option<Token> {
        let open = self.run(id)?.open(token)?;
        Some(Token(u64::from(open.number)))
    }

    /// A Task is to be told when the execution has ended.
    pub fn wait_for(&mut self, id: RunId, waiter: Waiter) {
        if let Some(member) = self.members.get_mut(id.0 as usize) {
            member.waiters.push(waiter);
        }
    }

    /// Who is to be told that the execution has ended; each is told once.
    pub fn waiters(&mut self, id: RunId) -> Vec<Waiter> {
        let member = self.members.get_mut(id.0 as usize);
        member.map_or_else(Vec::new, |member| std::mem::take(&mut member.waiters))
    }

    /// A Task waits no longer. Gives the execution that it waited for as a job.
    pub fn give_up(&mut self, run: RunId, token: Token) -> Option<RunId> {
        let own = |waiter: &Waiter| (waiter.run, waiter.token) == (run, token);
        let mut members = (0..).map(RunId).zip(&mut self.members);
        let (id, member) = members.find(|(_, member)| member.waiters.iter().any(own))?;
        let place = member.waiters.iter().position(own)?;
        let waiter = member.waiters.remove(place);
        (waiter.pattern != Pattern::RequestResponse).then_some(id)
    }

    /// Everything that an execution's Tasks began, in order.
    pub fn begun_by(&self, run: RunId) -> impl Iterator<Item = (RunId, Origin)> {
        let origins = self
            .all()
            .filter_map(|(id, member)| Some((id, member.origin?)));
        origins.filter(move |(_, origin)| origin.run == run)
    }
}
