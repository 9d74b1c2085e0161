//! Where the answers to invocations come from in a test, and when its executions begin.

use asl::execution::{Answer, Invocation};
use asl::history::{Event, ExecutionDetails};
use asl::value::Timestamp;

/// When the executions of tests begin: 2026-01-02T03:04:05.678Z.
pub const START: Timestamp = Timestamp(1_767_323_045_678);

/// Where answers come from.
pub trait Answers {
    /// What becomes of the invocations that wait, in the order of their ends; those left out stay
    /// open. All that are given at once end at the same moment.
    fn answer(
        &mut self,
        open: &[Invocation],
        now: Timestamp,
    ) -> Result<Vec<(usize, Answer)>, String>;

    /// When the next answer will come, if time alone brings it.
    fn next(&self) -> Option<Timestamp> {
        None
    }

    /// The activities that are deleted before the execution comes to them.
    fn deleted_activities(&self) -> Vec<String> {
        Vec::new()
    }

    /// How often an execution that ended badly is redriven.
    fn redrives(&self) -> u32 {
        0
    }

    /// Whether the execution is to be stopped after this event.
    fn stops_after(&self, _event: &Event) -> Option<ExecutionDetails> {
        None
    }
}
