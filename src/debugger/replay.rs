//! What of a family of executions happens once more when it is run again: each of them has a tape of what
//! was said to its Tasks before the cursor, and what was said is said again in the order of then.

use super::family::{Family, Origin, RunId};
use super::tape::{Stood, Taken, Tape};
use crate::execution::Answer;
use crate::history::EventId;

/// What happens once more.
#[derive(Clone, Debug, Default)]
pub struct Replay {
    members: Vec<Member>,
}

/// An execution that had begun at the cursor.
#[derive(Clone, Debug)]
struct Member {
    /// Which it was.
    first: RunId,
    /// The call that began it.
    origin: Option<Origin>,
    /// Which it is now, if it has begun again.
    again: Option<RunId>,
    tape: Tape,
    /// So many of its events are to come again.
    told: usize,
    /// For each of its events which it was among those of all, from 1.
    order: Vec<u32>,
}

impl Replay {
    /// What had happened when all had told so many entries. `known` are the calls that are answered here
    /// once more.
    pub fn of(family: &Family, known: &[Stood], reach: usize) -> Self {
        let first = family.run(RunId::default());
        let start = first.and_then(|run| run.trace.time_at(1));
        let start = start.unwrap_or_default();
        let mut members: Vec<Member> = Vec::new();
        for (id, member) in family.begun(reach) {
            let position = member.position_at(reach);
            let mut tape = Tape::since(start, &member.run.trace, position);
            for stood in known.iter().filter(|stood| stood.run == id) {
                tape.leave_to(stood);
            }
            members.push(Member {
                first: id,
                origin: member.origin,
                again: member.origin.is_none().then(RunId::default),
                tape,
                told: member.run.trace.events_at(position),
                order: Vec::new(),
            });
        }
        let mut replay = Self { members };
        replay.put_in_order(family);
        replay
    }

    fn put_in_order(&mut self, family: &Family) {
        let mut all: Vec<(usize, usize)> = Vec::new();
        for (at, member) in self.members.iter().enumerate() {
            let events = family.run(member.first).map(|run| &run.trace.events);
            let places = events.into_iter().flatten();
            all.extend(places.map(|place| (family.reach_at(member.first, place + 1), at)));
        }
        all.sort_unstable();
        for (number, (_, at)) in (1..).zip(all) {
            self.members[at].order.push(number);
        }
    }

    /// The execution that this one is once more.
    pub fn again(&self, first: RunId) -> Option<RunId> {
        self.member(first)?.again
    }

    fn member(&self, first: RunId) -> Option<&Member> {
        self.members.iter().find(|member| member.first == first)
    }

    /// An execution has begun: which of the first ones it is once more.
    pub fn begun(&mut self, run: RunId, origin: &Origin) -> Option<RunId> {
        let parent = self
            .members
            .iter()
            .find(|member| member.again == Some(origin.run))?;
        let parent = parent.first;
        let own = |member: &&mut Member| {
            let own = |first: &Origin| first.run == parent && first.visit == origin.visit;
            member.again.is_none() && member.origin.as_ref().is_some_and(own)
        };
        let member = self.members.iter_mut().find(own)?;
        member.again = Some(run);
        Some(member.first)
    }

    /// So many events of all have come again that are to come again, and so many are.
    pub fn progress(&self, family: &Family) -> (usize, usize) {
        let mut progress = (0, 0);
        for member in &self.members {
            let run = member.again.and_then(|run| family.run(run));
            let told = run.map_or(0, |run| run.trace.events.len());
            progress.0 += told.min(member.told);
            progress.1 += member.told;
        }
        progress
    }

    /// What is to be said to an attempt: see [`Tape::take`].
    pub fn take(&mut self, run: RunId, state: &str, sent: &str) -> Option<Taken> {
        let mut members = self.members.iter_mut();
        let member = members.find(|member| member.again == Some(run))?;
        let mut taken = member.tape.take(state, sent)?;
        for said in &mut taken.says {
            said.place = member.place(said.place);
        }
        Some(taken)
    }

    /// Puts another answer in the place of that which the Task of a visit got at a position, as
    /// [`Tape::replace`] does. So many events of that execution come again as they were.
    pub fn replace(
        &mut self,
        family: &Family,
        id: RunId,
        (visit, position): (EventId, usize),
        answer: Answer,
    ) -> Option<usize> {
        let trace = &family.run(id)?.trace;
        let member = self.members.iter_mut().find(|member| member.first == id)?;
        let replaced = member.tape.replace(trace, visit, position, answer)?;
        // What the call began does not begin again.
        let since = trace.place_of(replaced.at as usize - 1).unwrap_or_default();
        let begun =
            |origin: &Origin| (origin.run, origin.visit) == (id, visit) && origin.position > since;
        self.forget(|member| member.origin.as_ref().is_some_and(begun));
        let before = trace.place_of(replaced.from).unwrap_or(trace.len());
        self.cut(family, family.reach_at(id, before));
        Some(replaced.from)
    }

    /// Some executions, and what they began, do not begin again.
    fn forget(&mut self, gone: impl Fn(&Member) -> bool) {
        let mut all: Vec<RunId> = Vec::new();
        self.members.retain(|member| {
            let parent = member.origin.as_ref().map(|origin| origin.run);
            let goes = gone(member) || parent.is_some_and(|parent| all.contains(&parent));
            if goes {
                all.push(member.first);
            }
            !goes
        });
    }

    /// No more is to come again than all had told then.
    fn cut(&mut self, family: &Family, reach: usize) {
        for member in &mut self.members {
            let position = family.position_of(member.first, reach);
            let run = family.run(member.first);
            let told = run.map_or(0, |run| run.trace.events_at(position));
            member.told = member.told.min(told);
        }
    }
}

impl Member {
    /// The place among the events of all; an answer that never came comes behind them.
    fn place(&self, own: u32) -> u32 {
        let known = self.order.get((own as usize).saturating_sub(1));
        known
            .or(self.order.last())
            .map_or(own, |place| *place + u32::from(known.is_none()))
    }
}
