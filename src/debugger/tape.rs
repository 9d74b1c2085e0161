//! The answers that the tasks of an execution got, to be given once more when it is run again: here the
//! repetition of a recording and the prefix of a fork come from.

use super::trace::{Entry, Trace};
use crate::execution::Answer;
use crate::history::{Details, Event, EventId, ExecutionDetails};
use crate::machine::StateId;
use crate::value::{Payload, Timestamp};
use std::collections::VecDeque;
use std::rc::Rc;

/// One answer, and when it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Its event's place: answers are given in the order in which they came.
    pub place: u32,
    /// Milliseconds since the execution started.
    pub after: i64,
    /// What was said.
    pub answer: Answer,
}

/// One attempt of a Task, and what was said to it.
#[derive(Clone, Debug, PartialEq)]
struct Call {
    state: Rc<str>,
    /// The Entered event of its visit.
    visit: Option<EventId>,
    sent: Payload,
    says: VecDeque<Said>,
    used: bool,
}

/// All of them, in the order in which they were scheduled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tape {
    calls: Vec<Call>,
}

impl Tape {
    /// The answers that had come when so many entries had been told.
    pub fn of(trace: &Trace, position: usize) -> Self {
        let mut tape = Self::default();
        let start = trace.time_at(1).unwrap_or_default();
        for entry in trace.entries.iter().take(position) {
            let Entry::Event(event) = entry else { continue };
            let Some(state) = event.state else { continue };
            if let Some(sent) = event.details.sent() {
                tape.calls.push(Call {
                    state: Rc::clone(&trace.machine().state(state).name),
                    visit: event.visit,
                    sent: sent.clone(),
                    says: VecDeque::new(),
                    used: false,
                });
            } else if let Some(answer) = answer_of(&event.details) {
                tape.hear(event, start, answer);
            }
        }
        // What nobody answered before the cursor may be answered now; what nobody ever answered is not.
        if position < trace.len() {
            tape.calls.retain(|call| !call.says.is_empty());
        }
        tape
    }

    /// An answer belongs to the last attempt of its visit.
    fn hear(&mut self, event: &Event, start: Timestamp, answer: Answer) {
        let mut calls = self.calls.iter_mut().rev();
        if let Some(call) = calls.find(|call| call.visit == event.visit) {
            call.says.push_back(Said {
                place: event.id.place,
                after: event.timestamp.0.saturating_sub(start.0),
                answer,
            });
        }
    }

    /// Puts another answer in the place of those that the last attempt of a visit got.
    pub fn replace(&mut self, trace: &Trace, visit: EventId, position: usize, answer: Answer) {
        let start = trace.time_at(1).unwrap_or_default();
        let entries = trace.entries.iter().enumerate();
        let scheduled = entries.filter_map(|(place, entry)| match entry {
            Entry::Event(event) if event.visit == Some(visit) => {
                Some((place, event, event.details.sent()?))
            }
            Entry::Event(_) | Entry::Stage(_) | Entry::Note(_) => None,
        });
        // The attempt that the cursor is in, or else the next one.
        let all: Vec<_> = scheduled.collect();
        let before = all.iter().rev().find(|(place, ..)| *place < position);
        let Some((_, event, sent)) = before.or(all.first()) else {
            return;
        };
        let earlier = all
            .iter()
            .filter(|(_, other, _)| other.id.place < event.id.place);
        let kept = earlier.count();
        let mut own = 0;
        self.calls.retain(|call| {
            own += usize::from(call.visit == Some(visit));
            call.visit != Some(visit) || own <= kept
        });
        self.calls.push(Call {
            state: event.state.map_or_else(
                || "".into(),
                |id: StateId| Rc::clone(&trace.machine().state(id).name),
            ),
            visit: Some(visit),
            sent: (*sent).clone(),
            says: VecDeque::from([Said {
                place: event.id.place,
                after: event.timestamp.0.saturating_sub(start.0),
                answer,
            }]),
            used: false,
        });
    }

    /// Each attempt's state and the last that was said to it; `None` where nothing is known of its end.
    pub fn answers(&self) -> impl Iterator<Item = (&Rc<str>, Option<&Answer>)> {
        self.calls.iter().map(|call| {
            let last = call.says.back().map(|said| &said.answer);
            (&call.state, last)
        })
    }

    /// What is to be said to an attempt of this state: that which was sent the same, or else the first.
    pub fn take(&mut self, state: &str, sent: &str) -> Option<VecDeque<Said>> {
        let own = |call: &&mut Call| !call.used && &*call.state == state;
        let same = |call: &Call| &**call.sent.text() == sent;
        let exact = self
            .calls
            .iter()
            .position(|call| !call.used && &*call.state == state && same(call));
        let call = match exact {
            Some(at) => self.calls.get_mut(at),
            None => self.calls.iter_mut().find(own),
        }?;
        call.used = true;
        Some(std::mem::take(&mut call.says))
    }
}

/// What a task was told, as its event tells of it.
fn answer_of(details: &Details) -> Option<Answer> {
    if let Some(output) = details.result() {
        return output
            .is_told()
            .then(|| Answer::Succeeded(Rc::clone(output.text())));
    }
    if let Details::TaskSubmitted { output, .. } = details {
        return output
            .is_told()
            .then(|| Answer::Submitted(Rc::clone(output.text())));
    }
    if let Details::ActivityStarted { worker_name } = details {
        return Some(Answer::Started(worker_name.clone()));
    }
    if let Details::TaskTimedOut { .. }
    | Details::LambdaFunctionTimedOut(_)
    | Details::ActivityTimedOut(_) = details
    {
        return Some(Answer::TimedOut);
    }
    refusal(details).cloned().map(Answer::Refused)
}

fn refusal(details: &Details) -> Option<&ExecutionDetails> {
    if let Details::TaskFailed { failure, .. }
    | Details::TaskStartFailed { failure, .. }
    | Details::TaskSubmitFailed { failure, .. }
    | Details::LambdaFunctionFailed(failure)
    | Details::LambdaFunctionScheduleFailed(failure)
    | Details::LambdaFunctionStartFailed(failure)
    | Details::ActivityFailed(failure)
    | Details::ActivityScheduleFailed(failure) = details
    {
        Some(failure)
    } else {
        None
    }
}
