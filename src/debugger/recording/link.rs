//! Which visit each event of a history belongs to. A history does not say it: it follows from the names
//! of states and iterations and from what caused what (`history.md` sections 3 to 7).

use crate::history::{Details, Event};
use std::rc::Rc;

/// A visit, as its place in [`Linked::visits`].
pub type Visit = usize;

/// One stay in a state.
#[derive(Clone, Debug, PartialEq)]
pub struct Stay {
    /// The place of its Entered event, from 0.
    pub entered: usize,
    /// The state's name.
    pub name: Rc<str>,
    /// The state's type.
    pub kind: &'static str,
    /// The stay of the Parallel or Map around it.
    pub parent: Option<Visit>,
    /// The innermost iteration around it that its own parent began.
    pub iteration: Option<usize>,
    /// The first stay of the branch or iteration it is in.
    pub first: Visit,
    /// Whether it was left or aborted.
    over: bool,
}

/// The events of a history with their visits.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// In the order in which they began.
    pub visits: Vec<Stay>,
    /// For each event the visit it belongs to.
    pub of: Vec<Option<Visit>>,
}

/// Finds the visit of every event.
pub fn link(events: &[Event]) -> Linked {
    let mut linker = Linker {
        events,
        linked: Linked::default(),
    };
    for (place, event) in events.iter().enumerate() {
        let visit = linker.visit_of(place, event);
        linker.linked.of.push(visit);
    }
    linker.linked
}

struct Linker<'a> {
    events: &'a [Event],
    linked: Linked,
}

impl Linker<'_> {
    fn visit_of(&mut self, place: usize, event: &Event) -> Option<Visit> {
        let cause = self.cause(place, event);
        match &event.details {
            Details::StateEntered { name, kind, .. } => Some(self.begin(place, name, kind, cause)),
            Details::StateExited { name, .. } => {
                let visit = self.named(name, cause)?;
                self.linked.visits[visit].over = true;
                Some(visit)
            }
            Details::StateAborted { kind } => {
                let visit = self.aborted(place, kind, cause)?;
                self.linked.visits[visit].over = true;
                Some(visit)
            }
            Details::EvaluationFailed { state, .. } => self.named(state, cause),
            Details::MapIterationStarted { name, .. }
            | Details::MapIterationSucceeded { name, .. }
            | Details::MapIterationFailed { name, .. }
            | Details::MapIterationAborted { name, .. } => self.named(name, cause),
            Details::ParallelStateStarted
            | Details::ParallelStateSucceeded
            | Details::ParallelStateFailed => self.around("Parallel", cause),
            Details::MapStateStarted { .. }
            | Details::MapStateSucceeded
            | Details::MapStateFailed => self.around("Map", cause),
            Details::MapRunStarted { .. }
            | Details::MapRunRedriven { .. }
            | Details::MapRunSucceeded
            | Details::MapRunFailed(_)
            | Details::MapRunAborted => self.own(cause).or_else(|| self.last("Map")),
            Details::LambdaFunctionScheduled { .. }
            | Details::LambdaFunctionStarted
            | Details::LambdaFunctionSucceeded { .. }
            | Details::LambdaFunctionFailed(_)
            | Details::LambdaFunctionTimedOut(_)
            | Details::LambdaFunctionScheduleFailed(_)
            | Details::LambdaFunctionStartFailed(_)
            | Details::TaskScheduled { .. }
            | Details::TaskStarted(_)
            | Details::TaskSubmitted { .. }
            | Details::TaskSucceeded { .. }
            | Details::TaskFailed { .. }
            | Details::TaskTimedOut { .. }
            | Details::TaskStartFailed { .. }
            | Details::TaskSubmitFailed { .. }
            | Details::ActivityScheduled { .. }
            | Details::ActivityStarted { .. }
            | Details::ActivitySucceeded { .. }
            | Details::ActivityFailed(_)
            | Details::ActivityTimedOut(_)
            | Details::ActivityScheduleFailed(_) => self
                .own(cause)
                .or_else(|| self.resumed(cause, event))
                .or_else(|| self.last("Task")),
            Details::Unknown { .. } => self.own(cause),
            Details::ExecutionStarted { .. }
            | Details::ExecutionSucceeded { .. }
            | Details::ExecutionFailed(_)
            | Details::ExecutionTimedOut(_)
            | Details::ExecutionAborted(_)
            | Details::ExecutionRedriven { .. } => None,
        }
    }

    /// The place of the event that caused this one.
    fn cause(&self, place: usize, event: &Event) -> Option<usize> {
        let cause = (event.previous.place as usize).checked_sub(1)?;
        (cause < place).then_some(cause)
    }

    fn own(&self, cause: Option<usize>) -> Option<Visit> {
        self.linked.of.get(cause?).copied().flatten()
    }

    /// The last visit of a state of this type that is not over; of all, if all are.
    fn last(&self, kind: &str) -> Option<Visit> {
        let all = self.linked.visits.iter().enumerate().rev();
        let mut own = all.filter(|(_, stay)| stay.kind == kind);
        let open = own.clone().find(|(_, stay)| !stay.over);
        open.or_else(|| own.next()).map(|(visit, _)| visit)
    }

    /// The visit whose task is scheduled again by a redrive: the one that had scheduled the same.
    fn resumed(&self, cause: Option<usize>, event: &Event) -> Option<Visit> {
        let redriven = cause.map(|at| &self.events[at].details);
        if !matches!(redriven, Some(Details::ExecutionRedriven { .. })) {
            return None;
        }
        let before = self.events.iter().zip(&self.linked.of);
        let since = |visit: &Visit| {
            let later = self.linked.of.iter().skip(cause.unwrap_or_default());
            later.flatten().all(|other| other != visit)
        };
        let mut same = before.filter(|(other, _)| other.details == event.details);
        same.find_map(|(_, visit)| visit.filter(since))
    }

    fn begin(
        &mut self,
        place: usize,
        name: &Rc<str>,
        kind: &'static str,
        cause: Option<usize>,
    ) -> Visit {
        let visit = self.linked.visits.len();
        let (parent, iteration, first) = self.surroundings(visit, cause);
        self.linked.visits.push(Stay {
            entered: place,
            name: Rc::clone(name),
            kind,
            parent,
            iteration,
            first,
            over: false,
        });
        visit
    }

    /// What is around a visit: the Parallel or Map, the iteration, the first visit of its branch.
    fn surroundings(
        &self,
        visit: Visit,
        cause: Option<usize>,
    ) -> (Option<Visit>, Option<usize>, Visit) {
        let Some((cause, before)) = cause.and_then(|at| Some((at, self.own(Some(at))?))) else {
            return (None, None, visit);
        };
        if let Details::MapIterationStarted { index, .. } = self.events[cause].details {
            return (Some(before), Some(index), visit);
        }
        if matches!(self.events[cause].details, Details::ParallelStateStarted) {
            return (Some(before), None, visit);
        }
        let before = &self.linked.visits[before];
        (before.parent, before.iteration, before.first)
    }

    /// The visits around one, itself first.
    fn chain(&self, visit: Option<Visit>) -> impl Iterator<Item = Visit> {
        std::iter::successors(visit, |visit| self.linked.visits[*visit].parent)
    }

    /// The visit of a state of this name that an event is about: around its cause, or the last open one.
    fn named(&self, name: &str, cause: Option<usize>) -> Option<Visit> {
        let is = |visit: &Visit| &*self.linked.visits[*visit].name == name;
        let around = self.chain(self.own(cause)).find(is);
        around.or_else(|| {
            let mut all = (0..self.linked.visits.len()).rev().filter(is);
            let open = all.clone().find(|visit| !self.linked.visits[*visit].over);
            open.or_else(|| all.next())
        })
    }

    /// The Parallel or Map that an event is about which names none: the one that its cause belongs to
    /// itself, or else the innermost one around it.
    fn around(&self, kind: &str, cause: Option<usize>) -> Option<Visit> {
        let Some((at, visit)) = cause.and_then(|at| Some((at, self.own(Some(at))?))) else {
            return self.last(kind);
        };
        let ended = matches!(
            self.events[at].details,
            Details::ParallelStateFailed | Details::MapStateFailed | Details::StateExited { .. }
        );
        let mut chain = self.chain(Some(visit)).skip(usize::from(ended));
        let found = chain.find(|visit| self.linked.visits[*visit].kind == kind);
        found.or_else(|| self.last(kind))
    }

    /// The visit that an event of this type ends from outside: of those that are open in the same
    /// Parallel or Map as the cause, the first; after an event about an iteration, one of that iteration.
    fn aborted(&self, place: usize, kind: &str, cause: Option<usize>) -> Option<Visit> {
        let mut around: Vec<Visit> = self.chain(self.own(cause)).collect();
        around.reverse();
        let iteration = place.checked_sub(1).and_then(|before| {
            if let Details::MapIterationAborted { index, .. }
            | Details::MapIterationFailed { index, .. } = self.events[before].details
            {
                Some((self.linked.of[before]?, index))
            } else {
                None
            }
        });
        let open = |visit: &Visit| {
            let stay = &self.linked.visits[*visit];
            stay.kind == kind && !stay.over
        };
        let all = || (0..self.linked.visits.len()).filter(open);
        let inside = |visit: &Visit, map: Visit, index: usize| {
            self.chain(Some(*visit)).any(|around| {
                let stay = &self.linked.visits[around];
                stay.parent == Some(map) && stay.iteration == Some(index)
            })
        };
        let own = iteration.and_then(|(map, index)| all().find(|visit| inside(visit, map, index)));
        let within = |visit: &Visit, container: Visit| {
            let mut outer = self.chain(Some(*visit)).skip(1);
            outer.any(|around| around == container)
        };
        let sibling = || {
            let mut containers = around.iter().rev();
            containers.find_map(|container| all().find(|visit| within(visit, *container)))
        };
        own.or_else(sibling).or_else(|| all().next())
    }
}
