//! Child executions: how they begin and end.

use super::run::{Ended, MapRun};
use crate::execution::agenda::Sleeper;
use crate::execution::engine::LONGEST_EXPRESS;
use crate::execution::failure::Failure;
use crate::execution::frame::{FrameId, Phase};
use crate::execution::histories::Identity;
use crate::execution::io::MAX_PAYLOAD;
use crate::execution::{Execution, Mode, Outcome};
use crate::history::{Details, EventId, ExecutionDetails, HistoryId};
use crate::machine::{ExecutionType, ScopeId};
use crate::value::Payload;
use std::rc::Rc;

impl Execution {
    /// The next child of a Map Run begins, or goes on.
    pub(super) fn start_child(&mut self, id: FrameId, processor: ScopeId, run: &mut MapRun) {
        let Some(index) = run.todo.pop_front() else {
            return;
        };
        let torn = run.again.remove(&index);
        if !torn.is_some_and(|torn| self.resume_child(run, (id, index), &torn)) {
            self.start_new_child(id, processor, run, index);
        }
    }

    fn start_new_child(&mut self, id: FrameId, processor: ScopeId, run: &mut MapRun, index: usize) {
        let identity = Identity {
            machine_name: Rc::clone(&run.machine_name),
            name: self.random.uuid(),
            input: run.jobs[index].input.clone(),
            started: self.clock,
            mode: self.child_mode(run.execution_type),
        };
        let too_large = identity.input.size() > MAX_PAYLOAD;
        let root = self.begin_history(identity, processor, Some((id, index)));
        let history = self.frames[root].history;
        self.histories.get_mut(history).root = Some(root);
        if too_large {
            let failure = Failure::state_too_large("Map");
            run.failed += run.jobs[index].items;
            run.ended[index] = Some(self.close_child(root, EventId::default(), failure.details));
        } else {
            run.running.insert(index, root);
            run.fresh.push(root);
            self.set_child_alarm(history);
        }
    }

    /// An Express child may take as long as any Express execution.
    fn set_child_alarm(&mut self, history: HistoryId) {
        if let Mode::Express { .. } = self.histories.get(history).identity.mode {
            let at = self.clock.plus_seconds(LONGEST_EXPRESS);
            let alarm = self.agenda.set_alarm(at, Sleeper::Child(history));
            self.histories.get_mut(history).alarm = Some(alarm);
        }
    }

    fn child_mode(&self, execution_type: ExecutionType) -> Mode {
        match execution_type {
            ExecutionType::Standard => Mode::Standard,
            ExecutionType::Express => Mode::Express {
                run: self.random.uuid(),
                synchronous: false,
            },
        }
    }

    /// The frame's history is that of a child and its scope has ended well.
    pub(in crate::execution) fn child_succeeded(&mut self, root: FrameId, output: Payload) {
        let history = self.frames[root].history;
        let succeeded = Details::ExecutionSucceeded {
            output: output.clone(),
        };
        let last = self.frames[root].last;
        self.record(history, last, succeeded, self.histories.get(history).of);
        let parent = self.frames[root].parent;
        self.frames.remove(root);
        let ended = self.ended(history, Outcome::Succeeded(output));
        self.child_ended(parent, ended);
    }

    /// Nothing in the child caught the failure of one of its frames.
    pub(in crate::execution) fn child_failed(
        &mut self,
        root: FrameId,
        last: EventId,
        details: ExecutionDetails,
    ) {
        let parent = self.frames[root].parent;
        let torn = self.torn_child(root);
        let ended = self.close_child(root, last, details);
        self.child_ended(parent, Ended { torn, ..ended });
    }

    /// A child's time is over.
    pub(in crate::execution) fn child_timed_out(&mut self, history: HistoryId) {
        let told = self.histories.get(history);
        let (Some(root), of) = (told.root, told.of) else {
            return;
        };
        let parent = self.frames[root].parent;
        let timed_out = Details::ExecutionTimedOut(Failure::timeout().details);
        self.record(history, EventId::default(), timed_out, of);
        self.drop_frames(root, EventId::default());
        let ended = self.ended(history, Outcome::TimedOut);
        self.child_ended(parent, ended);
    }

    /// The last event of a child that failed; its frames are no more.
    fn close_child(&mut self, root: FrameId, last: EventId, details: ExecutionDetails) -> Ended {
        let history = self.frames[root].history;
        let failed = Details::ExecutionFailed(details.clone());
        self.record(history, last, failed, self.histories.get(history).of);
        self.drop_frames(root, last);
        self.ended(history, Outcome::Failed(details))
    }

    /// A child ends with its Map Run.
    pub(in crate::execution) fn abort_child(&mut self, root: FrameId) -> Ended {
        let history = self.frames[root].history;
        let aborted = Details::ExecutionAborted(ExecutionDetails::default());
        let of = self.histories.get(history).of;
        let torn = self.torn_child(root);
        self.record(history, EventId::default(), aborted, of);
        self.drop_frames(root, EventId::default());
        let ended = self.ended(history, Outcome::Aborted(ExecutionDetails::default()));
        Ended { torn, ..ended }
    }

    /// Children that still run end with the execution.
    pub(in crate::execution) fn abort_open_children(&mut self) {
        for history in self.histories.open_children() {
            let of = self.histories.get(history).of;
            let aborted = Details::ExecutionAborted(ExecutionDetails::default());
            self.record(history, EventId::default(), aborted, of);
        }
    }

    fn ended(&self, history: HistoryId, outcome: Outcome) -> Ended {
        let at = self.clock;
        Ended {
            history,
            at,
            outcome,
            torn: None,
        }
    }

    /// The Map Run takes the end of a child in, and has its turn.
    fn child_ended(&mut self, parent: Option<(FrameId, usize)>, ended: Ended) {
        let Some((id, index)) = parent else {
            return;
        };
        let Phase::MapRun(run) = &mut self.frames[id].phase else {
            return;
        };
        run.running.remove(&index);
        if let Outcome::Failed(_) | Outcome::TimedOut = ended.outcome {
            run.failed += run.jobs[index].items;
        }
        run.ended[index] = Some(ended);
        self.agenda.ready.retain(|ready| *ready != id);
        self.agenda.running = Some(id);
    }

    /// A history that is full ends its child.
    pub(in crate::execution) fn end_spent(&mut self, history: HistoryId) {
        let told = self.histories.get(history);
        let (Some(root), Some(failure)) = (told.root, told.spent.clone()) else {
            return;
        };
        let last = told.last;
        self.histories.get_mut(history).spent = None;
        if self.histories.get(history).closed {
            return;
        }
        if failure.is_timeout() {
            self.child_timed_out(history);
        } else {
            self.child_failed(root, last, failure.details);
        }
    }
}
