//! One state alone: TestState as a person uses it. The form is prepared from what the cursor knows of the
//! state ([`draft`]), becomes a request ([`request`]) that could as well be sent to AWS, runs on the same
//! engine as TestState everywhere ([`StateUnderTest`]), and its response becomes a ladder ([`ladder`]).
//!
//! A test has a world of its own: neither a run that is going on nor its services notice it.

mod draft;
mod ladder;
mod request;

pub use draft::prepare;
pub use request::command;

use super::action::TestRequest;
use super::console::Line;
use super::identity;
use super::ladder::Ladder;
use super::services::{Services, Tasks};
use super::view::{ConsoleRow, StateTest, TestProgress};
use crate::control::{ApiError, StateUnderTest, Tested};
use crate::execution::{Answer, Fault, Invocation, Output, ServiceCall, Token};
use crate::project::Workspace;
use crate::value::Timestamp;
use std::collections::BTreeSet;

/// So many lines of a function are kept.
const MOST_LINES: usize = 200;

/// A state and its test.
#[derive(Clone, Debug)]
pub struct Alone {
    /// What there is to see.
    pub shown: StateTest,
    /// The test that is going on.
    test: Option<Box<StateUnderTest>>,
    services: Services,
    /// Calls that were not answered.
    open: BTreeSet<Token>,
    /// Makes the rungs of the state.
    ladder: Option<Ladder>,
}

impl Alone {
    /// A prepared state.
    pub fn new(shown: StateTest) -> Self {
        Self {
            shown,
            test: None,
            services: Services::default(),
            open: BTreeSet::new(),
            ladder: None,
        }
    }

    /// Whether a test is going on.
    pub fn running(&self) -> bool {
        self.test.is_some()
    }

    /// Begins a test in the place of the last one, with these services.
    pub fn begin(
        &mut self,
        workspace: &Workspace,
        wish: TestRequest,
        services: Services,
        now: Timestamp,
    ) {
        self.stop();
        self.shown.log.clear();
        let request = request::request(workspace, &self.shown, &wish);
        self.shown.request = wish;
        let place = identity::place(&workspace.settings);
        let seed = u64::from(workspace.settings.seed);
        match StateUnderTest::new(&place, &request, seed, now) {
            Ok(test) => {
                let text = request::definition(workspace, &self.shown);
                let ladder = Ladder::new(&text, test.state(), true);
                self.ladder = Some(ladder.with_sources(&text, test.state()));
                self.services = services;
                self.test = Some(Box::new(test));
                self.shown.progress = TestProgress::Running;
            }
            Err(refusal) => self.refuse(&refusal),
        }
    }

    /// Ends the test.
    pub fn stop(&mut self) {
        self.open.clear();
        if self.test.take().is_some() {
            self.shown.progress = TestProgress::Stopped;
        }
    }

    /// Goes on until the state wants something; `None` when the test is over.
    ///
    /// # Errors
    /// A bug of ours; the test is over then.
    pub fn advance(&mut self, now: Timestamp) -> Result<Option<Output>, Fault> {
        let Some(test) = &mut self.test else {
            return Ok(None);
        };
        let done = match test.poll(now) {
            Ok(Tested::Host(output)) => return Ok(Some(self.wanted(output))),
            Ok(Tested::Done(answer)) => answer,
            Err(fault) => {
                self.stop();
                return Err(fault);
            }
        };
        match done {
            Ok(response) => {
                let variables = &self.shown.request.variables;
                let told = ladder::response(&response, test, self.ladder.take(), variables);
                self.shown.progress = TestProgress::Tested(Box::new(told));
            }
            Err(refusal) => self.refuse(&refusal),
        }
        self.test = None;
        self.open.clear();
        Ok(None)
    }

    /// Keeps in mind which calls are open.
    fn wanted(&mut self, output: Output) -> Output {
        match &output {
            Output::Invoke(invocation) => drop(self.open.insert(invocation.token)),
            Output::Cancel(token) => drop(self.open.remove(token)),
            Output::Event(_)
            | Output::Stage(_)
            | Output::Note(_)
            | Output::Wait { .. }
            | Output::Done(_) => {}
        }
        output
    }

    /// What became of a call; one that nobody waits for is dropped.
    ///
    /// # Errors
    /// An answer that is not JSON.
    pub fn answer(&mut self, token: Token, answer: Answer, now: Timestamp) -> Result<(), Fault> {
        match &mut self.test {
            Some(test) if self.open.remove(&token) => test.answer(token, answer, now),
            Some(_) | None => Ok(()),
        }
    }

    /// A stand-in answers at once. Where there is none the test ends: AWS itself would have to be called.
    ///
    /// # Errors
    /// As [`Self::answer`].
    pub fn call_service(
        &mut self,
        invocation: &Invocation,
        call: &ServiceCall,
        now: Timestamp,
    ) -> Result<(), Fault> {
        let Some(test) = &self.test else {
            return Ok(());
        };
        let from = (test.execution() as &dyn Tasks, 0);
        match self.services.answer(invocation, call, from, now).own {
            Some(answer) => self.answer(invocation.token, answer, now),
            None => {
                let integration = &call.integration;
                let what = format!("{}:{}", integration.service, integration.api);
                self.stop();
                self.shown.progress = TestProgress::NoStandIn(what);
                Ok(())
            }
        }
    }

    /// The function wrote something.
    pub fn print(&mut self, token: Token, line: Line) {
        if self.open.contains(&token) && self.shown.log.len() < MOST_LINES {
            self.shown.log.push(ConsoleRow {
                number: self.shown.log.len() as u32,
                position: 0,
                state: Some(self.shown.state),
                state_name: self.shown.name.clone(),
                visit: 0,
                attempt: 0,
                level: line.level,
                text: line.text,
                file: line.file,
                line: line.line,
            });
        }
    }

    fn refuse(&mut self, refusal: &ApiError) {
        self.shown.progress = TestProgress::Refused {
            code: refusal.code.name().to_owned(),
            message: refusal.message.clone(),
        };
    }
}
