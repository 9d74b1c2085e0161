//! The answers that the tasks of an execution got, to be given once more when it is run again: here the
//! repetition of a recording and the prefix of a fork come from.

use super::trace::{Entry, Trace};
use crate::execution::Answer;
use crate::history::{Details, Event, EventId, ExecutionDetails};
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
    /// Its Scheduled event's place.
    at: u32,
    state: Rc<str>,
    /// The Entered event of its visit.
    visit: Option<EventId>,
    sent: Payload,
    says: VecDeque<Said>,
    /// Nothing had been said at the cursor: what is said from there on is not known.
    open: bool,
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
                    at: event.id.place,
                    state: Rc::clone(&trace.machine().state(state).name),
                    visit: event.visit,
                    sent: sent.clone(),
                    says: VecDeque::new(),
                    open: false,
                    used: false,
                });
            } else if let Some(answer) = answer_of(&event.details) {
                tape.hear(event, start, answer);
            }
        }
        // What nobody answered before the cursor may be answered now; what nobody ever answered is not.
        if position < trace.len() {
            for call in &mut tape.calls {
                call.open = call.says.is_empty();
            }
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

    /// Puts another answer in the place of that which the attempt of a visit got that the cursor is in, or
    /// else the next one. So many events are to come again as they were; `None` if there is no attempt.
    ///
    /// What was said before the last word stays: that a call was accepted, that a worker took a task.
    pub fn replace(
        &mut self,
        trace: &Trace,
        visit: EventId,
        position: usize,
        answer: Answer,
    ) -> Option<usize> {
        let before = trace.events_at(position);
        let all = Self::of(trace, trace.len()).calls.into_iter();
        let mut own: Vec<Call> = all.filter(|call| call.visit == Some(visit)).collect();
        let later = own.partition_point(|call| call.at as usize <= before);
        own.truncate(later.max(1));
        let mut call = own.pop()?;
        let last = call.says.iter().position(|said| is_last(&said.answer));
        let said = last.and_then(|last| call.says.drain(last..).next());
        // An answer that had come by the cursor is replaced where it came; another comes at the cursor.
        let came = said.filter(|said| said.place as usize <= before);
        let earliest = call.says.back().map_or(call.at, |said| said.place) + 1;
        let place = came.as_ref().map_or(before as u32 + 1, |said| said.place);
        let place = place.max(earliest);
        let start = trace.time_at(1).unwrap_or_default();
        let moment = |place: u32| trace.event(place as usize - 1).map(|event| event.timestamp);
        let moment = moment(place - 1).unwrap_or_default();
        let after = moment.0.saturating_sub(start.0);
        call.says.push_back(Said {
            place,
            after: came.as_ref().map_or(after, |said| said.after),
            answer,
        });
        self.put(call);
        Some(came.map_or(before, |said| said.place as usize - 1))
    }

    /// Puts an attempt in the place of that which was scheduled then, and of the later ones of its visit.
    fn put(&mut self, call: Call) {
        self.calls
            .retain(|other| other.visit != call.visit || other.at < call.at);
        let place = self.calls.partition_point(|other| other.at < call.at);
        self.calls.insert(place, call);
    }

    /// Each attempt's state and the last that was said to it; `None` where nothing is known of its end.
    pub fn answers(&self) -> impl Iterator<Item = (&Rc<str>, Option<&Answer>)> {
        self.calls.iter().map(|call| {
            let last = call.says.back().map(|said| &said.answer);
            (&call.state, last)
        })
    }

    /// What is to be said to an attempt of this state: that which was sent the same, or else the first.
    /// `None` when nothing is known of that.
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
        (!call.open).then(|| std::mem::take(&mut call.says))
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

/// Whether nothing more is said to a task after this.
fn is_last(answer: &Answer) -> bool {
    !matches!(answer, Answer::Submitted(_) | Answer::Started(_))
}
