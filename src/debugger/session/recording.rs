//! A history from elsewhere: it takes the place of the run, and its definition that of the workspace.

use super::Session;
use super::whatif::Rerun;
use crate::debugger::family::{Family, RunId};
use crate::debugger::recording::{Recording, record, row};
use crate::debugger::tally::Tally;
use crate::debugger::view::{self, Recorded};
use crate::history::Details;
use crate::machine::Machine;
use std::collections::BTreeSet;
use std::mem::take;
use std::rc::Rc;

impl Session {
    /// Opens a history; with nothing to play in it everything stays as it is.
    #[inline(never)]
    pub(super) fn import(&mut self, text: &str) {
        self.recording = match record(text, &self.workspace) {
            Err(problems) => {
                let rows = problems.iter().map(|problem| row(text, problem));
                view::Recording::Refused(rows.collect())
            }
            Ok(recording) => {
                let shown = shown(text, &recording);
                let beside = self.ran_here(&recording);
                self.play(recording);
                self.rerun = beside;
                view::Recording::Playing(Box::new(shown))
            }
        };
        self.recording_changed = true;
    }

    /// What has run here of the machine that a history is of: both can be compared.
    fn ran_here(&mut self, recording: &Recording) -> Option<Box<Rerun>> {
        let ended = self.family.run(RunId::default()).filter(|_| !self.running);
        let own = ended.filter(|run| !run.is_recorded())?;
        if !same_states(own.trace.machine(), recording.run.trace.machine()) {
            return None;
        }
        self.family.show(Some(RunId::default()));
        let (ran, services) = (take(&mut self.family), take(&mut self.services));
        let position = ran.shown().map_or(0, |run| run.trace.len());
        Some(Box::new(Rerun::beside_recording(ran, services, position)))
    }

    fn play(&mut self, recording: Recording) {
        self.open(recording.workspace);
        self.tally = Tally::new(&recording.run.trace);
        self.family = Family::of(recording.run);
        self.join();
        self.watch_anew();
        self.seek(usize::MAX);
    }
}

fn shown(text: &str, recording: &Recording) -> Recorded {
    let trace = &recording.run.trace;
    let untold = |at: &usize| match trace.event(*at).map(|event| &event.details) {
        Some(Details::StateEntered { input, .. }) => !input.is_told(),
        Some(_) | None => false,
    };
    Recorded {
        workspace: recording.workspace.clone(),
        name: recording.run.settings.execution_name.to_string(),
        started: trace.event(0).map_or(0, |event| event.timestamp.0),
        events: trace.events.len() as u32,
        origin: recording.origin,
        mocked: recording.mocked,
        has_data: !(0..trace.events.len()).any(|at| untold(&at)),
        warnings: recording
            .warnings
            .iter()
            .map(|problem| row(text, problem))
            .collect(),
    }
}

/// Whether two machines have the same states, each of the same type.
fn same_states(one: &Machine, two: &Machine) -> bool {
    let states = |machine: &Machine| -> BTreeSet<(Rc<str>, &'static str)> {
        let states = machine.states.iter();
        states
            .map(|state| (Rc::clone(&state.name), state.type_name()))
            .collect()
    };
    states(one) == states(two)
}
