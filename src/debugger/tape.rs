//! The answers that the tasks of an execution got, to be given once more when it is run again: here the
//! repetition of a recording and the prefix of a fork come from.

use super::family::RunId;
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
    /// Who answered it here answers again: it goes out once more.
    live: Option<Says>,
    used: bool,
}

impl Call {
    /// That it was accepted is said by somebody else.
    fn is_accepted(&mut self) {
        self.says
            .retain(|said| !matches!(said.answer, Answer::Submitted(_)));
    }
}

/// A call that somebody answered here who answers the same once more: a stand-in for a service, an
/// execution of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Whose call.
    pub run: RunId,
    /// The visit of its Task.
    pub visit: EventId,
    /// How many events that execution had told.
    pub events: usize,
    /// What was said.
    pub says: Says,
}

/// What is said again without being on a tape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Says {
    /// Everything.
    All,
    /// Everything, in its time: an execution has begun, which answers when it has ended.
    Later,
    /// That the call was accepted; the rest comes from somebody else.
    Accepted,
    /// The last word, which another task sends with the token.
    Last,
}

/// What is known of an attempt.
#[derive(Debug)]
pub struct Taken {
    /// What is to be said to it.
    pub says: VecDeque<Said>,
    /// Whether it goes out all the same: the rest is said again by those who said it.
    pub live: bool,
}

/// An attempt whose answer was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// So many events are to come again as they were.
    pub from: usize,
    /// The place of its Scheduled event.
    pub at: u32,
}

/// All of them, in the order in which they were scheduled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tape {
    calls: Vec<Call>,
    /// When the executions began that are run again.
    start: Timestamp,
}

impl Tape {
    /// The answers that had come when so many entries had been told.
    pub fn of(trace: &Trace, position: usize) -> Self {
        Self::since(trace.time_at(1).unwrap_or_default(), trace, position)
    }

    /// The same of an execution that may have been begun by another, which began at `start`.
    pub fn since(start: Timestamp, trace: &Trace, position: usize) -> Self {
        let mut tape = Self {
            start,
            ..Self::default()
        };
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
                    live: None,
                    used: false,
                });
            } else if let Some(answer) = answer_of(&event.details) {
                tape.hear(event, answer);
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
    fn hear(&mut self, event: &Event, answer: Answer) {
        let start = self.start;
        let mut calls = self.calls.iter_mut().rev();
        if let Some(call) = calls.find(|call| call.visit == event.visit) {
            call.says.push_back(Said {
                place: event.id.place,
                after: event.timestamp.0.saturating_sub(start.0),
                answer,
            });
        }
    }

    /// What somebody says again by himself is not said from the tape.
    pub fn leave_to(&mut self, known: &Stood) {
        let own =
            |call: &&mut Call| call.visit == Some(known.visit) && call.at as usize <= known.events;
        let Some(call) = self.calls.iter_mut().rev().find(own) else {
            return;
        };
        match known.says {
            Says::Later => call.says.clear(),
            Says::All | Says::Accepted | Says::Last if call.says.is_empty() => return,
            Says::All => call.says.clear(),
            Says::Accepted => call.is_accepted(),
            Says::Last => call.says.retain(|said| !is_last(&said.answer)),
        }
        if known.says != Says::Last {
            call.live = Some(known.says);
        }
        call.open = false;
    }

    /// The attempt of a visit that the cursor is in, or else the next one.
    fn attempt(start: Timestamp, trace: &Trace, visit: EventId, position: usize) -> Option<Call> {
        let before = trace.events_at(position);
        let all = Self::since(start, trace, trace.len()).calls.into_iter();
        let mut own: Vec<Call> = all.filter(|call| call.visit == Some(visit)).collect();
        let later = own.partition_point(|call| call.at as usize <= before);
        own.truncate(later.max(1));
        own.pop()
    }

    /// The last word to the attempt that [`Self::replace`] would have answered otherwise, if there was
    /// one; `None` if there is no attempt.
    pub fn last_word(trace: &Trace, visit: EventId, position: usize) -> Option<Option<Answer>> {
        let call = Self::attempt(Timestamp::default(), trace, visit, position)?;
        let mut says = call.says.into_iter();
        Some(
            says.find(|said| is_last(&said.answer))
                .map(|said| said.answer),
        )
    }

    /// Puts another answer in the place of that which the attempt of a visit got that the cursor is in, or
    /// else the next one; `None` if there is no attempt.
    ///
    /// What was said before the last word stays: that a call was accepted, that a worker took a task.
    pub fn replace(
        &mut self,
        trace: &Trace,
        visit: EventId,
        position: usize,
        answer: Answer,
    ) -> Option<Replaced> {
        let before = trace.events_at(position);
        let mut call = Self::attempt(self.start, trace, visit, position)?;
        let last = call.says.iter().position(|said| is_last(&said.answer));
        let said = last.and_then(|last| call.says.drain(last..).next());
        // An answer that had come by the cursor is replaced where it came; another comes at the cursor.
        let came = said.filter(|said| said.place as usize <= before);
        let earliest = call.says.back().map_or(call.at, |said| said.place) + 1;
        let place = came.as_ref().map_or(before as u32 + 1, |said| said.place);
        let place = place.max(earliest);
        let start = self.start;
        let moment = |place: u32| trace.event(place as usize - 1).map(|event| event.timestamp);
        let moment = moment(place - 1).unwrap_or_default();
        let after = moment.0.saturating_sub(start.0);
        call.says.push_back(Said {
            place,
            after: came.as_ref().map_or(after, |said| said.after),
            answer,
        });
        let at = call.at;
        self.put(call);
        Some(Replaced {
            from: came.map_or(before, |said| said.place as usize - 1),
            at,
        })
    }

    /// Puts an attempt in the place of that which was scheduled then, and of the later ones of its visit.
    fn put(&mut self, mut call: Call) {
        let live = |other: &Call| other.at == call.at && other.live == Some(Says::Accepted);
        if self.calls.iter().any(live) {
            call.live = Some(Says::Accepted);
            call.is_accepted();
        }
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
    pub fn take(&mut self, state: &str, sent: &str) -> Option<Taken> {
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
        (!call.open).then(|| Taken {
            says: std::mem::take(&mut call.says),
            live: call.live.is_some(),
        })
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
