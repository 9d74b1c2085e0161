//! Changing what a state is about to receive: for a person who wants to see what would happen then.

use super::Execution;
use super::frame::{FrameId, Phase};
use crate::machine::StateId;
use crate::value::Payload;

impl Execution {
    /// Whether this state is the next that some part of the execution enters.
    pub fn is_about_to_enter(&self, state: StateId) -> bool {
        self.about_to_enter(state).is_some()
    }

    /// Gives a state that is about to be entered another input; nothing happens if it is not.
    pub fn replace_input(&mut self, state: StateId, input: &Payload) {
        if let Some(id) = self.about_to_enter(state) {
            self.frames[id].visit.input = input.clone();
        }
    }

    fn about_to_enter(&self, state: StateId) -> Option<FrameId> {
        let mut frames = self.frames.iter_with_ids();
        let about =
            frames.find(|(_, frame)| frame.phase == Phase::Enter && frame.visit.state == state);
        about.map(|(id, _)| id)
    }
}
