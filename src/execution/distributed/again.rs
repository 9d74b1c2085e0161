//! A Map Run that is redriven: children that succeeded stay, the others go on and those that were not
//! begun begin (the developer guide's page on redriving Map Runs). A Standard child goes on from the states
//! that failed, as a redriven execution does; an Express child is a new one, and so is a Standard child
//! whose history is full.

use super::run::MapRun;
use crate::execution::frame::{Frame, FrameId, Frames, Phase};
use crate::execution::{Execution, Mode, Outcome};
use crate::history::{Details, EventId, HistoryId};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A Standard child that ended badly: its frames as they were when they began to end, its top level first.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Torn {
    history: HistoryId,
    frames: Vec<(FrameId, Frame)>,
}

impl Execution {
    /// What a child needs to go on later; an Express child does not.
    pub(super) fn torn_child(&self, root: FrameId) -> Option<Rc<Torn>> {
        let frames = self.torn.as_deref().unwrap_or(&self.frames);
        let history = frames[root].history;
        if self.histories.get(history).identity.mode != Mode::Standard {
            return None;
        }
        let mut torn = Torn {
            history,
            frames: Vec::new(),
        };
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            let mut frame = frames[id].clone();
            if let Some(children) = frame.children_mut() {
                open.extend(children.running.values().rev());
            } else if let Phase::MapRun(run) = &mut frame.phase {
                self.interrupt(run);
            }
            torn.frames.push((id, frame));
        }
        Some(Rc::new(torn))
    }

    /// Children that run end, and are to go on.
    fn interrupt(&self, run: &mut MapRun) {
        for (index, root) in std::mem::take(&mut run.running) {
            let torn = self.torn_child(root);
            run.again.extend(torn.map(|torn| (index, torn)));
        }
    }

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
        self.interrupt(&mut run);
        for (index, ended) in run.ended.iter_mut().enumerate() {
            let unsuccessful = ended.take_if(|ended| !ended.is_success());
            let torn = unsuccessful.and_then(|ended| ended.torn);
            run.again.extend(torn.map(|torn| (index, torn)));
        }
        run.begin_again();
        self.frames[id].phase = Phase::MapRun(run);
        true
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

    /// A child goes on, if its history has room; `of` is its Map's frame and its number.
    pub(super) fn resume_child(
        &mut self,
        run: &mut MapRun,
        of: (FrameId, usize),
        torn: &Torn,
    ) -> bool {
        let history = torn.history;
        if self.next_event(history).number >= self.max_events(history) {
            return false;
        }
        let frames = self.put_back(of, torn);
        let Some(root) = frames.first() else {
            return false;
        };
        let now = self.clock;
        let told = self.histories.get_mut(history);
        told.root = Some(*root);
        let redrive_count = told.goes_on(now);
        let (last, map) = (told.last, told.of);
        let redriven = self.record(
            history,
            last,
            Details::ExecutionRedriven { redrive_count },
            map,
        );
        run.running.insert(of.1, *root);
        run.fresh.extend(self.work_on(&frames, redriven));
        true
    }

    /// The frames of a child, at new places.
    fn put_back(&mut self, of: (FrameId, usize), torn: &Torn) -> Vec<FrameId> {
        let add = |(id, frame): &(FrameId, Frame)| (*id, self.frames.add(frame.clone()));
        let places: Vec<(FrameId, FrameId)> = torn.frames.iter().map(add).collect();
        let moved: BTreeMap<FrameId, FrameId> = places.iter().copied().collect();
        for (_, id) in &places {
            self.frames.relate(*id, of, &moved);
        }
        places.into_iter().map(|(_, id)| id).collect()
    }

    /// Frames that ended go on; gives those that have a turn.
    pub(in crate::execution) fn work_on(
        &mut self,
        frames: &[FrameId],
        redriven: EventId,
    ) -> Vec<FrameId> {
        let mut ready = Vec::new();
        for id in frames {
            if self.work_again(*id) {
                self.frames[*id].last = redriven;
                self.tell_map_run_redriven(*id);
                ready.push(*id);
            }
        }
        ready
    }
}

impl Frames {
    /// Names a frame's relatives by their new places; one whose parent has not moved is a child of `of`.
    fn relate(&mut self, id: FrameId, of: (FrameId, usize), moved: &BTreeMap<FrameId, FrameId>) {
        let frame = &mut self[id];
        let parent = frame.parent.and_then(|(parent, index)| {
            let parent = moved.get(&parent)?;
            Some((*parent, index))
        });
        frame.parent = Some(parent.unwrap_or(of));
        if let Some(children) = frame.children_mut() {
            for child in children.running.values_mut() {
                *child = moved.get(child).copied().unwrap_or(*child);
            }
        }
    }
}

impl super::run::Ended {
    fn is_success(&self) -> bool {
        matches!(self.outcome, Outcome::Succeeded(_))
    }
}
