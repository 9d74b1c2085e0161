//! From a failure to what becomes of it: retried, caught, or handed to the Parallel, Map or execution
//! around it, whose other branches and iterations are aborted (`history.md` sections 4, 5 and 7).

use super::failure::{Failure, Reach};
use super::frame::{FrameId, Phase};
use super::{Execution, Outcome, Output};
use crate::history::{Details, EventId, ExecutionDetails};
use crate::inspection::Note;
use crate::machine::{Kind, State};
use std::rc::Rc;

impl Execution {
    /// The frame's state failed; its last event is the one that failed.
    pub(super) fn fail(&mut self, id: FrameId, failure: Failure) {
        self.unwind(id, failure);
        if self.outcome.is_none() {
            self.torn = None;
        }
    }

    fn unwind(&mut self, id: FrameId, mut failure: Failure) {
        self.note_failure(&failure);
        let machine = Rc::clone(&self.machine);
        let mut at = id;
        if failure.reach == Reach::Nothing {
            let state = machine.state(self.frames[at].visit.state);
            self.note_uncaught(at, state, &failure);
        }
        while failure.reach != Reach::Nothing && self.outcome.is_none() {
            let state = machine.state(self.frames[at].visit.state);
            let evaluation = self.tell_evaluation(at, state, &mut failure);
            if evaluation {
                self.end_broken_run(at, &failure);
            }
            self.abort_children(at, None);
            if self.retry(at, state, &failure) {
                return;
            }
            self.give_up(at, state, evaluation);
            match self.catch(at, state, &failure) {
                Ok(true) => return,
                Ok(false) => self.note_uncaught(at, state, &failure),
                Err(worse) => {
                    self.note_failure(&worse);
                    failure = worse;
                    // The catcher itself failed: that is told in the same way (measured).
                    let evaluation = self.tell_evaluation(at, state, &mut failure);
                    if evaluation {
                        self.give_up(at, state, evaluation);
                    }
                }
            }
            let Some((parent, index)) = self.frames[at].parent else {
                break;
            };
            if self.frames[parent].history != self.frames[at].history {
                break;
            }
            self.keep_torn();
            self.abort_children(parent, Some(index));
            at = parent;
        }
        self.lost(at, failure.details);
    }

    /// Somebody who wrote a Retry or a Catch may wonder why it did nothing.
    fn note_uncaught(&mut self, id: FrameId, state: &State, failure: &Failure) {
        let catchable = failure.reach != Reach::Nothing;
        if !state.catch.is_empty() || !(catchable || state.retry.is_empty()) {
            let error = Rc::from(failure.error());
            self.note(id, Note::Uncaught { error, catchable });
        }
    }

    /// Nothing caught the failure: it ends the execution, or the child execution, that the frame runs
    /// for.
    fn lost(&mut self, at: FrameId, details: ExecutionDetails) {
        let (history, last) = (self.frames[at].history, self.frames[at].last);
        if let Some(root) = self.histories.get(history).root {
            return self.child_failed(root, last, details);
        }
        let event = Details::ExecutionFailed(details.clone());
        self.finish(last, event, Outcome::Failed(details));
    }

    /// EvaluationFailed, if the failure is of that kind. The Entered event causes it; recordings before
    /// December 2024 name the event before that one.
    fn tell_evaluation(&mut self, id: FrameId, state: &State, failure: &mut Failure) -> bool {
        let Some(evaluation) = failure.evaluation.take() else {
            return false;
        };
        let failed = Details::EvaluationFailed {
            failure: failure.details.clone(),
            location: evaluation.location,
            state: Rc::clone(&state.name),
        };
        let entered = self.frames[id].visit.entered;
        self.frames[id].last = self.emit_aside(id, entered, failed);
        true
    }

    /// A Parallel or Map that had begun, or could not because of an expression, is not tried again.
    fn give_up(&mut self, id: FrameId, state: &State, evaluation: bool) {
        match (&self.frames[id].phase, &state.kind) {
            (Phase::Branches(_), _) => {
                self.emit(id, Details::ParallelStateFailed);
            }
            (Phase::Iterations(_) | Phase::MapRun(_), _) => {
                self.emit(id, Details::MapStateFailed);
            }
            (_, Kind::Parallel(_)) if evaluation => {
                self.emit(id, Details::ParallelStateFailed);
            }
            (_, Kind::Map(_)) if evaluation => {
                self.emit(id, Details::MapStateFailed);
            }
            _ => {}
        }
    }

    /// One child of the frame failed, or the frame itself while they ran: all end, in the order of
    /// branches or items. The event that failed causes everything that is told of it, and what comes
    /// after.
    fn abort_children(&mut self, id: FrameId, failed: Option<usize>) {
        let Some(children) = self.frames[id].children_mut() else {
            return;
        };
        let running = std::mem::take(&mut children.running);
        let failed_child = failed.and_then(|index| running.get(&index));
        let cause = failed_child.map_or(self.frames[id].last, |child| self.frames[*child].last);
        let is_map = matches!(self.frames[id].phase, Phase::Iterations(_));
        for (index, child) in running {
            if is_map {
                self.iteration_lost(id, index, failed == Some(index), cause);
            }
            self.abort_frame(child, cause);
        }
        self.forget_gone();
        self.frames[id].last = cause;
    }

    /// Frames that are no more have no turn.
    fn forget_gone(&mut self) {
        let frames = &self.frames;
        self.agenda
            .ready
            .retain(|ready| frames[*ready].phase != Phase::Gone);
        self.agenda.running = None;
    }

    /// Ends a frame and everything that runs for it. Of a history that is closed nothing more is told.
    pub(super) fn drop_frames(&mut self, id: FrameId, cause: EventId) {
        self.abort_frame(id, cause);
        self.forget_gone();
    }

    fn iteration_lost(&mut self, id: FrameId, index: usize, failed: bool, cause: EventId) {
        let name = Rc::clone(&self.machine.state(self.frames[id].visit.state).name);
        let lost = if failed {
            Details::MapIterationFailed { name, index }
        } else {
            Details::MapIterationAborted { name, index }
        };
        self.emit_aside(id, cause, lost);
    }

    /// Ends a frame and everything that runs for it, from the outside inwards.
    fn abort_frame(&mut self, id: FrameId, cause: EventId) {
        let machine = Rc::clone(&self.machine);
        let mut pending = vec![id];
        while let Some(id) = pending.pop() {
            let visit = &self.frames[id].visit;
            let state = machine.state(visit.state);
            if visit.is_entered() && tells_of_abort(state) {
                let kind = state.type_name();
                self.emit_aside(id, cause, Details::StateAborted { kind });
            }
            let phase = self.frames.remove(id);
            self.abort_phase(phase, &mut pending);
        }
    }

    fn abort_phase(&mut self, phase: Phase, pending: &mut Vec<FrameId>) {
        match phase {
            Phase::Asleep(alarm, _) | Phase::Backoff(alarm) => self.agenda.clear_alarm(alarm),
            Phase::Invoked(invoked) => {
                if let Some(alarm) = invoked.alarm {
                    self.agenda.clear_alarm(alarm);
                }
                if self.agenda.cancel(invoked.token) {
                    self.request(Output::Cancel(invoked.token));
                }
            }
            Phase::Branches(children) => pending.extend(children.running.values().rev()),
            Phase::Iterations(iterations) => {
                pending.extend(iterations.children.running.values().rev());
            }
            Phase::MapRun(run) => {
                if let Some(token) = run.request
                    && self.agenda.cancel(token)
                {
                    self.request(Output::Cancel(token));
                }
                for child in run.running.into_values() {
                    self.abort_child(child);
                }
            }
            Phase::Enter
            | Phase::Work
            | Phase::Scheduled(_)
            | Phase::Ended(_)
            | Phase::Awake(_)
            | Phase::Gone => {}
        }
    }
}

/// Only these types have an Aborted event (`history.md` section 2).
fn tells_of_abort(state: &State) -> bool {
    match state.kind {
        Kind::Task(_) | Kind::Wait(_) | Kind::Parallel(_) | Kind::Map(_) => true,
        Kind::Pass(_) | Kind::Choice(_) | Kind::Succeed | Kind::Fail(_) => false,
    }
}
