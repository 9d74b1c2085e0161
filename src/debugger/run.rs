//! One execution being made: what it told, what it was told, and how to be at any moment of it again.
//!
//! Time travel is replay: the execution is a value, a copy of it is kept every so many entries, and
//! every input is kept with the number of the poll before which it came. From the nearest copy and the
//! inputs behind it the execution at any position is made again, equal to what it was.

use super::console::{Line, Lines};
use super::open::Open;
use super::trace::{Entry, Trace};
use crate::execution::{
    Answer, Execution, Fault, Invocation, Outcome, Output, Settings, Token, Waiting,
};
use crate::history::{Details, ExecutionDetails};
use crate::machine::Machine;
use crate::value::{Payload, Timestamp};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A copy of the execution is kept every so many entries.
const CHECKPOINT_EVERY: usize = 1000;

/// Something the execution was told from outside.
#[derive(Clone, Debug, PartialEq)]
enum Input {
    /// From here on it is this moment.
    Now(Timestamp),
    /// An invocation was answered.
    Answer(Token, Answer),
    /// It was stopped.
    Abort(ExecutionDetails),
    /// It was redriven.
    Redrive,
}

/// The execution at one moment, ready to go on as it did.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// As it was.
    pub execution: Execution,
    /// How many entries had been told.
    pub position: usize,
    polls: u64,
    now: Timestamp,
    /// How many inputs it has had.
    inputs: usize,
}

/// What a poll came to.
#[derive(Debug)]
pub enum Progressed {
    /// There is more to poll.
    Told,
    /// A function is to be called.
    Invoke(Invocation),
    /// A call is no longer wanted.
    Cancel(Token),
    /// Nothing to do before an answer or this moment.
    Wait(Option<Timestamp>),
    /// It has ended.
    Done,
}

/// One execution.
#[derive(Clone, Debug)]
pub struct Run {
    /// What it told.
    pub trace: Trace,
    /// The text of the definition it was made from.
    pub text: Rc<str>,
    /// Its settings.
    pub settings: Settings,
    /// What functions wrote.
    pub lines: Lines,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// Who waits, as told last.
    pub waiting: Vec<Waiting>,
    tip: Moment,
    /// The inputs, each with the number of the poll before which it came.
    inputs: Vec<(u64, Input)>,
    checkpoints: Vec<Moment>,
    /// Until when polling is of no use, if nothing comes from outside.
    blocked: Option<Option<Timestamp>>,
    /// Invocations not answered.
    open: BTreeMap<Token, Open>,
}

impl Run {
    /// A run about to begin.
    pub fn new(
        machine: Rc<Machine>,
        text: Rc<str>,
        input: Payload,
        settings: Settings,
        now: Timestamp,
    ) -> Self {
        let tip = Moment {
            execution: Execution::new(Rc::clone(&machine), input, settings.clone(), now),
            position: 0,
            polls: 0,
            now,
            inputs: 0,
        };
        Self {
            trace: Trace::new(machine),
            text,
            settings,
            lines: Lines::default(),
            outcome: None,
            waiting: Vec::new(),
            checkpoints: vec![tip.clone()],
            tip,
            inputs: Vec::new(),
            blocked: None,
            open: BTreeMap::new(),
        }
    }

    /// One poll at `now`; a moment before the last one counts as the last one.
    ///
    /// # Errors
    /// A bug of ours.
    pub fn advance(&mut self, now: Timestamp) -> Result<Progressed, Fault> {
        let now = now.max(self.tip.now);
        if let Some(until) = self.blocked
            && until.is_none_or(|until| now < until)
        {
            return Ok(Progressed::Wait(until));
        }
        if now > self.tip.now {
            self.tell(Input::Now(now))?;
        }
        let (output, entry) = self.tip.poll()?;
        self.blocked = None;
        Ok(self.take(output, entry))
    }

    fn take(&mut self, output: Output, entry: Option<Entry>) -> Progressed {
        if let Some(entry) = entry {
            self.note_redrive(&entry);
            self.trace.push(entry);
            if self.tip.position.is_multiple_of(CHECKPOINT_EVERY) {
                self.checkpoints.push(self.tip.clone());
            }
            return Progressed::Told;
        }
        match output {
            Output::Invoke(invocation) => {
                let open = Open::new(invocation.clone());
                self.open.insert(invocation.token, open);
                Progressed::Invoke(invocation)
            }
            Output::Cancel(token) => {
                self.open.remove(&token);
                Progressed::Cancel(token)
            }
            Output::Wait { until, why } => {
                self.waiting = why;
                self.blocked = Some(until);
                Progressed::Wait(until)
            }
            Output::Done(outcome) => {
                self.waiting.clear();
                self.open.clear();
                self.outcome = Some(outcome);
                Progressed::Done
            }
            Output::Event(_) | Output::Stage(_) | Output::Note(_) => Progressed::Told,
        }
    }

    /// The trace is to know which visits a redrive goes on with.
    fn note_redrive(&mut self, entry: &Entry) {
        if let Entry::Event(event) = entry
            && let Details::ExecutionRedriven { .. } = event.details
        {
            let execution = &self.tip.execution;
            self.trace.goes_on(execution.open_visits(event.history));
        }
    }

    /// What became of an invocation. One that is not open is not listened to: its answer came too late.
    ///
    /// # Errors
    /// An answer that is not JSON.
    pub fn answer(&mut self, token: Token, answer: Answer, now: Timestamp) -> Result<(), Fault> {
        match self.open.get_mut(&token) {
            None => return Ok(()),
            Some(open) if open.invocation.ends_with(&answer) => drop(self.open.remove(&token)),
            Some(open) => open.hear(&answer),
        }
        self.come_to(now)?;
        self.tell(Input::Answer(token, answer))
    }

    /// The invocation that a part of the execution waits for.
    pub fn open_at(&self, waiting: &Waiting) -> Option<&Open> {
        let mut open = self.open.values();
        open.find(|open| open.invocation.visit == waiting.visit)
    }

    /// The invocation with this token, if it was not answered.
    pub fn open(&self, token: Token) -> Option<&Open> {
        self.open.get(&token)
    }

    /// Whether somebody other than a function is waited for.
    pub fn waits_for_people(&self) -> bool {
        self.open.values().any(|open| open.task().is_some())
    }

    /// The execution as it is now.
    pub fn execution(&self) -> &Execution {
        &self.tip.execution
    }

    /// Ends the execution as StopExecution does, with this error and cause.
    ///
    /// # Errors
    /// A bug of ours.
    pub fn stop(&mut self, details: ExecutionDetails, now: Timestamp) -> Result<(), Fault> {
        self.come_to(now)?;
        self.tell(Input::Abort(details))
    }

    /// Whether the execution can be redriven.
    pub fn can_redrive(&self) -> bool {
        let execution = &self.tip.execution;
        execution.redrivable(self.tip.now).is_ok()
    }

    /// Goes on after a bad end, as RedriveExecution does.
    ///
    /// # Errors
    /// It cannot be redriven: see [`Self::can_redrive`].
    pub fn redrive(&mut self, now: Timestamp) -> Result<(), Fault> {
        self.come_to(now)?;
        self.tell(Input::Redrive)?;
        self.outcome = None;
        Ok(())
    }

    /// A function wrote something; calls that are not open are not listened to.
    pub fn print(&mut self, token: Token, line: Line) {
        if let Some(open) = self.open.get(&token) {
            self.lines.push(&open.invocation, line, self.trace.len());
        }
    }

    fn come_to(&mut self, now: Timestamp) -> Result<(), Fault> {
        if now > self.tip.now {
            self.tell(Input::Now(now))?;
        }
        Ok(())
    }

    fn tell(&mut self, input: Input) -> Result<(), Fault> {
        self.tip.hear(&input)?;
        self.inputs.push((self.tip.polls, input));
        self.blocked = None;
        Ok(())
    }

    /// The execution as it was at a position of the trace, ready to go on with [`Self::replay`].
    ///
    /// # Errors
    /// A bug of ours: replay does not go as the run did.
    pub fn moment_at(&self, position: usize) -> Result<Moment, Fault> {
        let position = position.min(self.trace.len());
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
