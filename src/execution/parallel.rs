//! The Parallel state: its branches run side by side and each gets the effective input.

use super::Execution;
use super::failure::Failure;
use super::frame::{Children, Frame, FrameId, Phase, Visit};
use crate::history::{Details, EventId};
use crate::machine::{Parallel, State};
use crate::value::Payload;
use std::rc::Rc;

impl Execution {
    #[inline(never)]
    pub(super) fn start_branches(
        &mut self,
        id: FrameId,
        state: &State,
        parallel: &Parallel,
    ) -> Result<(), Failure> {
        let input = self.effective_input(id, state)?;
        let input = self.parameters(id, state, input)?;
        let input = self.within_payload(state, input)?;
        if self.mocked().is_some() {
            return self.work_done(id);
        }
        let started = self.emit(id, Details::ParallelStateStarted);
        let machine = Rc::clone(&self.machine);
        let history = self.frames[id].history;
        let mut children = Children::new(parallel.branches.len());
        for (index, branch) in parallel.branches.iter().enumerate() {
            let visit = Visit::new(machine.scope(*branch).start_at, input.clone());
            let mut frame = Frame::new(history, Some((id, index)), started, visit);
            frame.item = self.frames[id].item.clone();
            children.running.insert(index, self.frames.add(frame));
        }
        let branches = children.running.values().copied().collect::<Vec<_>>();
        self.block(id, Phase::Branches(children));
        self.run_first(&branches);
        Ok(())
    }

    /// These frames have their turns before all others, in this order.
    pub(super) fn run_first(&mut self, frames: &[FrameId]) {
        for frame in frames.iter().rev() {
            self.agenda.ready.push_front(*frame);
        }
    }

    /// A branch has ended well. Its last event causes what the Parallel does next.
    #[inline(never)]
    pub(super) fn branch_ended(
        &mut self,
        id: FrameId,
        index: usize,
        output: Payload,
        last: EventId,
    ) {
        self.frames[id].last = last;
        let Phase::Branches(branches) = &mut self.frames[id].phase else {
            return;
        };
        if branches.ended(index, output) {
            let result = branches.result();
            self.emit_aside(id, last, Details::ParallelStateSucceeded);
            self.gathered(id, result);
        }
    }

    /// All branches or iterations have ended well; without a result if that is too large to be put together.
    pub(super) fn gathered(&mut self, id: FrameId, result: Option<Payload>) {
        match result {
            Some(result) => self.conclude(id, result),
            None => {
                self.proceed(id, Phase::Work);
                let state = self.frames[id].visit.state;
                let failure = Failure::state_too_large(self.spoken_name(state));
                self.fail(id, failure);
            }
        }
    }

    /// The work of a Parallel or Map has ended well.
    pub(super) fn conclude(&mut self, id: FrameId, result: Payload) {
        let machine = Rc::clone(&self.machine);
        let state = machine.state(self.frames[id].visit.state);
        self.proceed(id, Phase::Work);
        if let Err(failure) = self.complete(id, state, result) {
            self.fail(id, failure);
        }
    }
}
