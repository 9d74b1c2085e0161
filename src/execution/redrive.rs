//! RedriveExecution: an execution that ended badly goes on where it ended. What succeeded is kept;
//! states that failed, timed out or were aborted begin their work again, with the input they had and
//! with all their retries (the developer guide's page on redriving).

use super::frame::{FrameId, Frames, Phase};
use super::{Execution, Mode, Outcome};
use crate::history::{Details, EventId, HistoryId};
use crate::value::Timestamp;

/// An execution can be redriven for so long after its end.
const REDRIVABLE_MILLIS: i64 = 14 * 24 * 60 * 60 * 1000;

/// Why an execution cannot be redriven: `ExecutionNotRedrivable`, in the words of `redriveStatusReason`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotRedrivable {
    /// It has not ended.
    Running,
    /// It ended well.
    Succeeded,
    /// Express executions are not kept.
    Express,
    /// Its history is full.
    HistoryFull,
    /// It ended more than 14 days ago.
    TooLate,
}

impl std::fmt::Display for NotRedrivable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Running => "Execution is RUNNING and cannot be redriven",
            Self::Succeeded => "Execution is SUCCEEDED and cannot be redriven",
            Self::Express => "Execution is EXPRESS and cannot be redriven",
            Self::HistoryFull => "Execution has exceeded the maximum history event limit",
            Self::TooLate => "Execution has exceeded its redrivable period of 14 days",
        })
    }
}

impl std::error::Error for NotRedrivable {}

impl Execution {
    /// Goes on after a bad end, at `now` or at its last moment if that is later.
    ///
    /// # Errors
    /// It has not ended, or not badly, or what it was is no more.
    pub fn redrive(&mut self, now: Timestamp) -> Result<(), NotRedrivable> {
        let now = self.not_before(now);
        self.redrivable(now)?;
        self.outcome = None;
        self.clock = now;
        if let Some(torn) = self.torn.take() {
            self.frames = *torn;
        }
        let own = HistoryId::default();
        let told = self.histories.get_mut(own);
        let (redrive_count, last) = (told.goes_on(now), told.last);
        let redriven = Details::ExecutionRedriven { redrive_count };
        let event = self.record(own, last, redriven, None);
        self.set_machine_alarm();
        let (own, children) = self.frames.ids_of(own);
        let ready = self.work_on(&own, event);
        self.agenda.ready.extend(ready);
        for id in children {
            self.frames.remove(id);
        }
        Ok(())
    }

    /// The Entered events of the visits of a history that have not ended.
    pub fn open_visits(&self, history: HistoryId) -> Vec<EventId> {
        let frames = self.frames.iter().filter(|frame| frame.history == history);
        let visits = frames.map(|frame| &frame.visit);
        let entered = visits.filter(|visit| visit.is_entered());
        entered.map(|visit| visit.entered).collect()
    }

    /// Whether it can be redriven at a moment.
    ///
    /// # Errors
    /// Why not.
    pub fn redrivable(&self, now: Timestamp) -> Result<(), NotRedrivable> {
        if self.settings.mode != Mode::Standard {
            return Err(NotRedrivable::Express);
        }
        match self.outcome {
            None => return Err(NotRedrivable::Running),
            Some(Outcome::Succeeded(_)) => return Err(NotRedrivable::Succeeded),
            Some(Outcome::Failed(_) | Outcome::Aborted(_) | Outcome::TimedOut) => {}
        }
        if now.0.saturating_sub(self.clock.0) > REDRIVABLE_MILLIS {
            return Err(NotRedrivable::TooLate);
        }
        let own = HistoryId::default();
        if self.next_event(own).number >= self.max_events(own) {
            return Err(NotRedrivable::HistoryFull);
        }
        Ok(())
    }

    /// Puts a frame back to the beginning of what it did; whether it has a turn then. Those whose
    /// branches or iterations run again wait for them; a Map Run goes on with those of its children that
    /// did not succeed.
    pub(super) fn work_again(&mut self, id: FrameId) -> bool {
        let frame = &mut self.frames[id];
        if frame
            .children_mut()
            .is_some_and(|children| !children.running.is_empty())
        {
            return false;
        }
        if !frame.visit.is_entered() {
            frame.phase = Phase::Enter;
            return true;
        }
        frame.visit.attempt = 0;
        frame.visit.retries.clear();
        if !self.map_run_again(id) {
            self.frames[id].phase = Phase::Work;
        }
        true
    }

    /// Keeps the frames as they were when a failure began to end them.
    pub(super) fn keep_torn(&mut self) {
        if self.torn.is_none() {
            self.torn = Some(Box::new(self.frames.clone()));
        }
    }
}

impl Frames {
    /// The frames of a history, and those of other ones.
    fn ids_of(&self, history: HistoryId) -> (Vec<FrameId>, Vec<FrameId>) {
        let ids = self.iter_with_ids().map(|(id, _)| id);
        ids.partition(|id| self[*id].history == history)
    }
}
