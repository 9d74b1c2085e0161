//! The execution behind a run, and how to be at any moment of it again.
//!
//! Time travel is replay: the execution is a value, a copy of it is kept every so many entries, and
//! every input is kept with the number of the poll before which it came. From the nearest copy and the
//! inputs behind it the execution at any position is made again, equal to what it was.

use super::open::Open;
use super::trace::Entry;
use crate::execution::{Answer, Execution, Fault, Output, Settings, Token};
use crate::history::ExecutionDetails;
use crate::machine::{Machine, StateId};
use crate::value::{Payload, Timestamp};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A copy of the execution is kept every so many entries.
const CHECKPOINT_EVERY: usize = 1000;

/// Something the execution was told from outside.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// From here on it is this moment.
    Now(Timestamp),
    /// An invocation was answered.
    Answer(Token, Answer),
    /// It was stopped.
    Abort(ExecutionDetails),
    /// It was redriven.
    Redrive,
    /// A state that is about to be entered has another input.
    Data(StateId, Payload),
}

/// The execution at one moment, ready to go on as it did.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// As it was.
    pub execution: Execution,
    /// How many entries had been told.
    pub position: usize,
    pub(super) polls: u64,
    /// The moment of its last poll.
    pub now: Timestamp,
    /// How many inputs it has had.
    inputs: usize,
}

/// An execution that goes on.
#[derive(Clone, Debug)]
pub struct Engine {
    /// The execution's input.
    pub input: Payload,
    /// When it began.
    pub started: Timestamp,
    tip: Moment,
    /// The inputs, each with the number of the poll before which it came.
    inputs: Vec<(u64, Input)>,
    checkpoints: Vec<Moment>,
    /// Until when polling is of no use, if nothing comes from outside.
    pub(super) blocked: Option<Option<Timestamp>>,
    /// Invocations not answered.
    pub(super) open: BTreeMap<Token, Open>,
}

impl Engine {
    /// An execution about to begin.
    pub fn new(machine: Rc<Machine>, input: Payload, settings: Settings, now: Timestamp) -> Self {
        let tip = Moment {
            execution: Execution::new(machine, input.clone(), settings, now),
            position: 0,
            polls: 0,
            now,
            inputs: 0,
        };
        Self {
            input,
            started: now,
            checkpoints: vec![tip.clone()],
            tip,
            inputs: Vec::new(),
            blocked: None,
            open: BTreeMap::new(),
        }
    }

    /// As it is now.
    pub fn tip(&self) -> &Moment {
        &self.tip
    }

    /// Whether polling is of use at `now`; a moment before the last one counts as the last one.
    pub fn is_ready(&self, now: Timestamp) -> bool {
        let now = now.max(self.tip.now);
        let due = |until: Option<Timestamp>| until.is_some_and(|until| now >= until);
        self.blocked.is_none_or(due)
    }

    /// One poll: what it gave, and the entry in it.
    ///
    /// # Errors
    /// A bug of ours.
    pub fn poll(&mut self) -> Result<(Output, Option<Entry>), Fault> {
        let polled = self.tip.poll()?;
        self.blocked = None;
        if polled.1.is_some() && self.tip.position.is_multiple_of(CHECKPOINT_EVERY) {
            self.checkpoints.push(self.tip.clone());
        }
        Ok(polled)
    }

    /// It is this moment now; one that is over counts as the last one.
    ///
    /// # Errors
    /// A bug of ours.
    pub fn come_to(&mut self, now: Timestamp) -> Result<(), Fault> {
        if now > self.tip.now {
            self.tell(Input::Now(now))?;
        }
        Ok(())
    }

    /// Something comes from outside.
    ///
    /// # Errors
    /// An answer that is not JSON.
    pub fn tell(&mut self, input: Input) -> Result<(), Fault> {
        self.tip.hear(&input)?;
        self.inputs.push((self.tip.polls, input));
        self.blocked = None;
        Ok(())
    }

    /// The execution when it had told so many entries, ready to go on with [`Self::replay`].
    ///
    /// # Errors
    /// A bug of ours: replay does not go as the run did.
    pub fn moment_at(&self, position: usize) -> Result<Moment, Fault> {
        let before = self
            .checkpoints
            .partition_point(|moment| moment.position <= position);
        let mut moment = self.checkpoints[before - 1].clone();
        while moment.position < position {
            if self.replay(&mut moment)?.is_none() && moment.polls > self.tip.polls {
                return Err(Fault::Broken("a replay came to another end"));
            }
        }
        Ok(moment)
    }

    /// One poll of a moment with the inputs of the run: the entry it tells, if it tells one.
    ///
    /// # Errors
    /// A bug of ours.
    pub fn replay(&self, moment: &mut Moment) -> Result<Option<Entry>, Fault> {
        while let Some((at, input)) = self.inputs.get(moment.inputs)
            && *at <= moment.polls
        {
            moment.hear(input)?;
        }
        Ok(moment.poll()?.1)
    }
}

impl Moment {
    fn hear(&mut self, input: &Input) -> Result<(), Fault> {
        self.inputs += 1;
        match input {
            Input::Now(now) => {
                self.now = *now;
                Ok(())
            }
            Input::Answer(token, answer) => self.execution.answer(*token, answer.clone(), self.now),
            Input::Abort(details) => {
                self.execution.abort(details.clone(), self.now);
                Ok(())
            }
            Input::Data(state, input) => {
                self.execution.replace_input(*state, input);
                Ok(())
            }
            Input::Redrive => {
                let redriven = self.execution.redrive(self.now);
                redriven.map_err(|_| Fault::Broken("a redrive that cannot be"))
            }
        }
    }

    fn poll(&mut self) -> Result<(Output, Option<Entry>), Fault> {
        self.polls += 1;
        let output = self.execution.poll(self.now)?;
        let entry = Entry::of(&output, self.position);
        self.position += usize::from(entry.is_some());
        Ok((output, entry))
    }
}
