//! A Map Run that is redriven: children that succeeded stay, the others run again and those that were not
//! begun begin (the developer guide's page on redriving Map Runs). A Standard child keeps its name and
//! begins again from its start, where AWS goes on from the state that failed; an Express child is a new
//! one.

use super::run::MapRun;
use crate::execution::frame::{FrameId, Phase};
use crate::execution::{Execution, Outcome};
use crate::history::{Details, HistoryId};
use crate::machine::ExecutionType;
use std::rc::Rc;

impl Execution {
    /// Puts a Map Run back to where its unsuccessful children begin. False for a frame without one, or
    /// if its children never began: that begins anew.
    pub(in crate::execution) fn map_run_again(&mut self, id: FrameId) -> bool {
        let phase = std::mem::replace(&mut self.frames[id].phase, Phase::Work);
        let Phase::MapRun(mut run) = phase else {
            return false;
        };
        if !run.has_begun() {
            return false;
        }
        self.put_back(&mut run);
        self.frames[id].phase = Phase::MapRun(run);
        true
    }

    fn put_back(&mut self, run: &mut MapRun) {
        let running = std::mem::take(&mut run.running).into_iter();
        let running = running.map(|(index, root)| (index, self.frames[root].history));
        let mut begun: Vec<(usize, HistoryId)> = running.collect();
        for (index, ended) in run.ended.iter_mut().enumerate() {
            if let Some(unsuccessful) =
                ended.take_if(|ended| !matches!(ended.outcome, Outcome::Succeeded(_)))
            {
                begun.push((index, unsuccessful.history));
            }
        }
        if run.execution_type == ExecutionType::Standard {
            let name = |history| Rc::clone(&self.histories.get(history).identity.name);
            let names = begun
                .iter()
                .map(|(index, history)| (*index, name(*history)));
            run.names.extend(names);
        }
        run.begin_again();
    }

    /// Tells that a frame's Map Run was redriven, if it was.
    pub(in crate::execution) fn tell_map_run_redriven(&mut self, id: FrameId) {
        let Phase::MapRun(run) = &self.frames[id].phase else {
            return;
        };
        let map_run_arn = Rc::clone(&run.arn);
        let facts = self.map_runs.entry(Rc::clone(&map_run_arn)).or_default();
        facts.redrives += 1;
        facts.redriven_at = Some(self.clock);
        let redrive_count = facts.redrives;
        self.emit(
            id,
            Details::MapRunRedriven {
                map_run_arn,
                redrive_count,
            },
        );
    }
}
