//! TestState: one state with an input, and what became of it (`api.md` section 4).
//!
//! The state runs on the real engine ([`Execution::of_state`]); its host drives it to the end of the
//! state as it drives any execution. What would follow, a retry or the next state, does not happen.

mod context;
mod http;
mod inspect;
mod mock;
mod request;
mod result_shape;
mod subject;

use super::Place;
use super::error::{Answered, ApiError};
use crate::execution::{
    Alone, Answer, Execution, Fault, Misfit, Mode, Outcome, Output, Random, Settings, Token,
};
use crate::history::{Details, Event};
use crate::inspection::{Note, Noted, Stage};
use crate::machine::{Machine, State};
use crate::value::{Object, Payload, Timestamp, Value};
use inspect::Inspection;
use request::{Level, Request};
use std::rc::Rc;
use subject::Subject;

/// A test may take so long (documented).
const MAX_SECONDS: i64 = 300;

/// A state that is being tested.
#[derive(Clone, Debug)]
pub struct StateUnderTest {
    execution: Execution,
    subject: Subject,
    inspection: Option<Inspection>,
    /// Whether requests and responses of HTTP Tasks are shown.
    traces: bool,
    region: Rc<str>,
    /// When the test times out.
    deadline: Timestamp,
    /// What an error led to.
    turn: Turn,
    /// The output, once the state was left.
    output: Option<Payload>,
    /// The decisions, in order.
    notes: Vec<Noted>,
}

/// What an error led to.
#[derive(Clone, Debug, PartialEq)]
enum Turn {
    None,
    Retry { retrier: usize, seconds: i64 },
    Catch { catcher: usize },
}

/// One step of a test.
#[derive(Clone, Debug, PartialEq)]
pub enum Tested {
    /// The state wants something of its host, as [`Execution::poll`] says it: an invocation, or to wait.
    Host(Output),
    /// The test is over: the response, or the refusal.
    Done(Answered),
}

impl StateUnderTest {
    /// Reads a TestState request and prepares its state. `seed` makes the names in the context object.
    ///
    /// # Errors
    /// The refusals of TestState that do not need the state to run.
    pub fn new(place: &Place, request: &Value, seed: u64, now: Timestamp) -> Answered<Self> {
        let request = Request::read(request)?;
        let subject = Subject::of(&request)?;
        request.check_against(&subject)?;
        let settings = Settings {
            role_arn: request.role.unwrap_or_default().into(),
            ..names(place, seed)
        };
        let alone = Alone {
            state: subject.state,
            context: request.context,
            retries: request.retries,
            mock: request.mock,
        };
        let machine = Rc::clone(&subject.machine);
        let mut execution = Execution::of_state(machine, alone, request.input, settings, now);
        execution.begin_with_variables(request.variables);
        Ok(Self {
            execution,
            inspection: (request.level > Level::Info).then(Inspection::default),
            traces: request.level == Level::Trace,
            region: Rc::clone(&place.region),
            deadline: now.plus_seconds(MAX_SECONDS),
            subject,
            turn: Turn::None,
            output: None,
            notes: Vec::new(),
        })
    }

    /// The state.
    pub fn state(&self) -> &State {
        self.machine().state(self.subject.state)
    }

    /// The machine that it stands in.
    pub fn machine(&self) -> &Machine {
        &self.subject.machine
    }

    /// The execution of this one state.
    pub fn execution(&self) -> &Execution {
        &self.execution
    }

    /// The decisions so far, in order: more than AWS tells.
    pub fn notes(&self) -> &[Noted] {
        &self.notes
    }

    /// Goes on until the state wants something or has been left.
    ///
    /// # Errors
    /// As [`Execution::poll`].
    pub fn poll(&mut self, now: Timestamp) -> Result<Tested, Fault> {
        loop {
            let output = self.execution.poll(now)?;
            if let Some(misfit) = self.execution.findings().and_then(|found| found.misfit) {
                return Ok(Tested::Done(Err(refusal(misfit))));
            }
            match output {
                Output::Stage(record) => {
                    if let Some(inspection) = &mut self.inspection {
                        inspection.keep(record);
                    }
                }
                Output::Note(noted) => {
                    let done = self.noted(&noted.note);
                    self.notes.push(noted);
                    if let Some(done) = done {
                        return Ok(done);
                    }
                }
                Output::Event(event) => {
                    if let Some(done) = self.happened(event) {
                        return Ok(done);
                    }
                }
                Output::Done(outcome) => return Ok(self.ended(&outcome)),
                Output::Wait { .. } if now >= self.deadline => return Ok(self.timed_out()),
                Output::Wait { until, why } => {
                    let deadline = self.deadline;
                    let until = Some(until.map_or(deadline, |until| until.min(deadline)));
                    return Ok(Tested::Host(Output::Wait { until, why }));
                }
                host @ (Output::Invoke(_) | Output::Cancel(_)) => return Ok(Tested::Host(host)),
            }
        }
    }

    /// What became of an invocation.
    ///
    /// # Errors
    /// As [`Execution::answer`].
    pub fn answer(&mut self, token: Token, answer: Answer, now: Timestamp) -> Result<(), Fault> {
        self.execution.answer(token, answer, now)
    }

    fn noted(&mut self, note: &Note) -> Option<Tested> {
        match note {
            Note::Retrying {
                retrier,
                delay_millis,
                ..
            } => {
                self.turn = Turn::Retry {
                    retrier: *retrier,
                    seconds: delay_millis / 1000,
                };
                Some(self.done("RETRIABLE", None))
            }
            Note::Caught { catcher, .. } => {
                self.turn = Turn::Catch { catcher: *catcher };
                None
            }
            Note::RuleTested { .. }
            | Note::DefaultTaken
            | Note::Exhausted { .. }
            | Note::Uncaught { .. } => None,
        }
    }

    /// The state's output is in its Exited event, the next state in the Entered event after it.
    fn happened(&mut self, event: Event) -> Option<Tested> {
        if let Details::StateExited { output, .. } = event.details {
            self.output = Some(output);
            return None;
        }
        if let (Details::StateEntered { name, .. }, Some(_)) = (event.details, &self.output) {
            return Some(self.left(Some(&name)));
        }
        None
    }

    fn ended(&self, outcome: &Outcome) -> Tested {
        match outcome {
            Outcome::Succeeded(_) => self.left(None),
            Outcome::Failed(_) | Outcome::Aborted(_) | Outcome::TimedOut => {
                self.done("FAILED", None)
            }
        }
    }

    fn left(&self, next: Option<&str>) -> Tested {
        match self.turn {
            Turn::Catch { .. } => self.done("CAUGHT_ERROR", next),
            Turn::None | Turn::Retry { .. } => self.done("SUCCEEDED", next),
        }
    }

    /// The response.
    fn done(&self, status: &str, next: Option<&str>) -> Tested {
        let mut response = Object::new();
        if let Some(output) = &self.output {
            response.insert("output", &**output.text());
        }
        let findings = self.execution.findings();
        if let Some(failure) = findings.and_then(|found| found.failure.as_ref()) {
            let members = [("error", &failure.error), ("cause", &failure.cause)];
            for (name, text) in members {
                if let Some(text) = text {
                    response.insert(name, &**text);
                }
            }
        }
        if let Some(inspection) = &self.inspection {
            let data = inspection.data(&self.subject, findings);
            let data = inspect::with_variables(data, &self.execution.variables());
            let data = self.with_trace(data, inspection);
            response.insert("inspectionData", self.with_details(data, status));
        }
        if let Some(next) = next {
            response.insert("nextState", next);
        }
        Tested::Done(Ok(response.with("status", status).into()))
    }

    /// The test took too long; the state did not end.
    fn timed_out(&self) -> Tested {
        let response = Object::new()
            .with("error", "States.Timeout")
            .with("status", "FAILED");
        Tested::Done(Ok(response.into()))
    }

    fn with_trace(&self, data: Object, inspection: &Inspection) -> Object {
        if !self.traces || !http::is_http(&self.subject) {
            return data;
        }
        let parameters = inspection.get(Stage::AfterParameters);
        let request = parameters.or_else(|| inspection.get(Stage::AfterArguments));
        let data = match request {
            Some(parameters) => data.with("request", http::request(parameters, &self.region)),
            None => data,
        };
        match inspection.get(Stage::Result) {
            Some(result) => data.with("response", http::response(result)),
            None => data,
        }
    }

    fn with_details(&self, data: Object, status: &str) -> Object {
        let exhausted = self.execution.findings().and_then(|found| found.exhausted);
        let details = match (&self.turn, exhausted) {
            (Turn::Retry { retrier, seconds }, _) => Object::new()
                .with("retryIndex", index(*retrier))
                .with("retryBackoffIntervalSeconds", *seconds),
            (Turn::Catch { catcher }, _) => Object::new().with("catchIndex", index(*catcher)),
            (Turn::None, Some(retrier)) if status == "FAILED" => {
                Object::new().with("retryIndex", index(retrier))
            }
            (Turn::None, _) => return data,
        };
        data.with("errorDetails", details)
    }
}

/// AWS makes names up (recorded).
fn names(place: &Place, seed: u64) -> Settings {
    let random = Random::new(seed);
    Settings {
        partition: Rc::clone(&place.partition),
        region: Rc::clone(&place.region),
        account: Rc::clone(&place.account),
        machine_name: random.uuid(),
        execution_name: random.uuid(),
        role_arn: Rc::default(),
        mode: Mode::Standard,
        seed: random.bits(),
        answered: false,
    }
}

fn index(index: usize) -> i64 {
    i64::try_from(index).unwrap_or(i64::MAX)
}

fn refusal(misfit: Misfit) -> ApiError {
    ApiError::validation(match misfit {
        Misfit::MoreFailuresThanIterations => {
            "Map iteration failure count must be less than or equal to the number of Map iterations"
        }
        Misfit::ResultsDoNotMatchItems => {
            "Input array does not equal the mocked result array's size"
        }
    })
}
