//! One execution: what it told, and the [`Engine`] that goes on with it. An execution that was recorded
//! elsewhere has told everything it will, and has no engine.

use super::console::{Line, Lines};
pub use super::engine::Moment;
use super::engine::{Engine, Input};
use super::open::Open;
use super::trace::{Entry, Trace};
use crate::execution::{
    Answer, Execution, Fault, Invocation, Outcome, Output, Settings, Token, Waiting,
};
use crate::history::{Details, ExecutionDetails};
use crate::machine::{Machine, StateId};
use crate::value::{Payload, Timestamp};
use std::rc::Rc;

/// What a poll came to.
#[derive(Debug)]
pub enum Progressed {
    /// There is more to poll.
    Told,
    /// A function is to be called.
    Invoke(Invocation),
    /// A call is no longer wanted; its number, if it was not answered before.
    Cancel(Token, Option<u32>),
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
    /// What goes on with it; `None` for a recording.
    engine: Option<Engine>,
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
        let engine = Engine::new(Rc::clone(&machine), input, settings.clone(), now);
        Self {
            engine: Some(engine),
            ..Self::recorded(Trace::new(machine), text, settings)
        }
    }

    /// An execution that was recorded elsewhere.
    pub fn recorded(trace: Trace, text: Rc<str>, settings: Settings) -> Self {
        Self {
            trace,
            text,
            settings,
            lines: Lines::default(),
            outcome: None,
            waiting: Vec::new(),
            engine: None,
        }
    }

    /// Whether it was recorded elsewhere.
    pub fn is_recorded(&self) -> bool {
        self.engine.is_none()
    }

    /// What goes on with it; `None` for a recording.
    pub fn engine(&self) -> Option<&Engine> {
        self.engine.as_ref()
    }

    /// Whether it goes on: it was not recorded elsewhere, and has not ended.
    pub fn goes_on(&self) -> bool {
        self.engine.is_some() && self.outcome.is_none()
    }

    /// Whether polling is of use at `now`.
    pub fn is_ready(&self, now: Timestamp) -> bool {
        let engine = self.engine.as_ref().filter(|_| self.outcome.is_none());
        engine.is_some_and(|engine| engine.is_ready(now))
    }

    /// When polling is of use again if nothing comes from outside; `None` when only that can help.
    pub fn wakes_at(&self) -> Option<Timestamp> {
        let engine = self.engine.as_ref().filter(|_| self.outcome.is_none());
        engine?.blocked.flatten()
    }

    /// When it ended.
    pub fn ended(&self) -> Option<Timestamp> {
        self.outcome.as_ref()?;
        self.trace.time_at(self.trace.len())
    }

    /// One poll at `now`; a moment before the last one counts as the last one.
    ///
    /// # Errors
    /// A bug of ours.
    pub fn advance(&mut self, now: Timestamp) -> Result<Progressed, Fault> {
        let Some(engine) = &mut self.engine else {
            return Ok(Progressed::Done);
        };
        if let Some(until) = engine.blocked.filter(|_| !engine.is_ready(now)) {
            return Ok(Progressed::Wait(until));
        }
        engine.come_to(now)?;
        Ok(match engine.poll()? {
            (_, Some(entry)) => {
                self.note_redrive(&entry);
                self.trace.push(entry);
                Progressed::Told
            }
            (output, None) => take(output, engine, &mut self.waiting, &mut self.outcome),
        })
    }

    /// The trace is to know which visits a redrive goes on with.
    fn note_redrive(&mut self, entry: &Entry) {
        if let Entry::Event(event) = entry
            && let Details::ExecutionRedriven { .. } = event.details
            && let Some(engine) = &self.engine
        {
            let execution = &engine.tip().execution;
            self.trace.goes_on(execution.open_visits(event.history));
        }
    }

    /// What became of an invocation. One that is not open is not listened to: its answer came too late.
    ///
    /// # Errors
    /// An answer that is not JSON.
    pub fn answer(&mut self, token: Token, answer: Answer, now: Timestamp) -> Result<(), Fault> {
        let Some(engine) = &mut self.engine else {
            return Ok(());
        };
        match engine.open.get_mut(&token) {
            None => return Ok(()),
            Some(open) if open.invocation.ends_with(&answer) => drop(engine.open.remove(&token)),
            Some(open) => open.hear(&answer),
        }
        engine.come_to(now)?;
        engine.tell(Input::Answer(token, answer))
    }

    /// The invocation that a part of the execution waits for.
    pub fn open_at(&self, waiting: &Waiting) -> Option<&Open> {
        let mut open = self.engine.as_ref()?.open.values();
        open.find(|open| open.invocation.visit == waiting.visit)
    }

    /// The invocation with this token, if it was not answered.
    pub fn open(&self, token: Token) -> Option<&Open> {
        self.engine.as_ref()?.open.get(&token)
    }

    fn open_mut(&mut self, token: Token) -> Option<&mut Open> {
        self.engine.as_mut()?.open.get_mut(&token)
    }

    /// Gives an invocation the number by which all others know it.
    pub fn number(&mut self, token: Token, number: u32) {
        if let Some(open) = self.open_mut(token) {
            open.number = number;
        }
    }

    /// Another execution answers this call.
    pub fn leave_to_run(&mut self, token: Token) {
        if let Some(open) = self.open_mut(token) {
            open.by_run = true;
        }
    }

    /// The calls that a person can answer.
    pub fn for_people(&self) -> impl Iterator<Item = Token> {
        let open = self.engine.iter().flat_map(|engine| &engine.open);
        let open = open.filter(|(_, open)| open.task().is_some());
        open.map(|(token, _)| *token)
    }

    /// The execution as it is now; a recording has none.
    pub fn execution(&self) -> Option<&Execution> {
        self.engine.as_ref().map(|engine| &engine.tip().execution)
    }

    /// Ends the execution as StopExecution does, with this error and cause.
    ///
    /// # Errors
    /// A bug of ours.
    pub fn stop(&mut self, details: ExecutionDetails, now: Timestamp) -> Result<(), Fault> {
        let engine = self.engine_mut()?;
        engine.come_to(now)?;
        engine.tell(Input::Abort(details))
    }

    /// Gives a state that is about to be entered another input; whether it was.
    pub fn replace_input(&mut self, state: StateId, input: &Payload) -> bool {
        let Some(engine) = &mut self.engine else {
            return false;
        };
        let about = engine.tip().execution.is_about_to_enter(state);
        about && engine.tell(Input::Data(state, input.clone())).is_ok()
    }

    /// Whether the execution can be redriven.
    pub fn can_redrive(&self) -> bool {
        let tip = self.engine.as_ref().map(Engine::tip);
        tip.is_some_and(|tip| tip.execution.redrivable(tip.now).is_ok())
    }

    /// Goes on after a bad end, as RedriveExecution does.
    ///
    /// # Errors
    /// It cannot be redriven: see [`Self::can_redrive`].
    pub fn redrive(&mut self, now: Timestamp) -> Result<(), Fault> {
        let engine = self.engine_mut()?;
        engine.come_to(now)?;
        engine.tell(Input::Redrive)?;
        self.outcome = None;
        Ok(())
    }

    /// A function wrote something; calls that are not open are not listened to.
    pub fn print(&mut self, token: Token, line: Line) {
        let engine = self.engine.as_ref();
        if let Some(open) = engine.and_then(|engine| engine.open.get(&token)) {
            self.lines.push(&open.invocation, line, self.trace.len());
        }
    }

    fn engine_mut(&mut self) -> Result<&mut Engine, Fault> {
        self.engine.as_mut().ok_or(RECORDED)
    }

    /// The execution as it was at a position of the trace, ready to go on with [`Self::replay`].
    ///
    /// # Errors
    /// A recording has none; or a bug of ours: replay does not go as the run did.
    pub fn moment_at(&self, position: usize) -> Result<Moment, Fault> {
        let engine = self.engine.as_ref().ok_or(RECORDED)?;
        engine.moment_at(position.min(self.trace.len()))
    }

    /// One poll of a moment with the inputs of the run: the entry it tells, if it tells one.
    ///
    /// # Errors
    /// A recording has none; or a bug of ours.
    pub fn replay(&self, moment: &mut Moment) -> Result<Option<Entry>, Fault> {
        self.engine.as_ref().ok_or(RECORDED)?.replay(moment)
    }
}

const RECORDED: Fault = Fault::Broken("a recording cannot go on");

/// What a poll without an entry came to.
fn take(
    output: Output,
    engine: &mut Engine,
    waiting: &mut Vec<Waiting>,
    outcome: &mut Option<Outcome>,
) -> Progressed {
    match output {
        Output::Invoke(invocation) => {
            let open = Open::new(invocation.clone());
            engine.open.insert(invocation.token, open);
            Progressed::Invoke(invocation)
        }
        Output::Cancel(token) => {
            let open = engine.open.remove(&token);
            Progressed::Cancel(token, open.map(|open| open.number))
        }
        Output::Wait { until, why } => {
            *waiting = why;
            engine.blocked = Some(until);
            Progressed::Wait(until)
        }
        Output::Done(ended) => {
            waiting.clear();
            engine.open.clear();
            *outcome = Some(ended);
            Progressed::Done
        }
        Output::Event(_) | Output::Stage(_) | Output::Note(_) => Progressed::Told,
    }
}
