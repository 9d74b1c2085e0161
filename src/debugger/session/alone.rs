//! Testing one state alone, beside whatever runs.

use super::{Invoke, Need, Session};
use crate::debugger::action::{Selection, TestRequest};
use crate::debugger::alone::{Alone, prepare};
use crate::debugger::console::{self, Line};
use crate::debugger::services::Services;
use crate::debugger::view::StateTest;
use crate::execution::{Answer, Invocation, Output, Token, Work};
use crate::value::Timestamp;

impl Session {
    /// Prepares a form for a state: with its data at the cursor, if it was reached.
    #[inline(never)]
    pub(super) fn prepare_test(&mut self, selection: Selection) {
        let Some(good) = self.texts.good() else {
            return;
        };
        let Some(state) = good.machine.states.get(selection.state as usize) else {
            return;
        };
        let visit = self.visit_at_cursor(selection);
        let visit = self.run().zip(visit);
        let shown = prepare(&good.machine, state, visit, self.texts.input());
        self.tests += 1;
        self.alone = Some(Box::new(Alone::new(StateTest {
            number: self.tests,
            machine: self.texts.shown_name().map(str::to_owned),
            ..shown
        })));
        self.alone_changed = true;
    }

    /// Begins the test. It finds the services as the run left them, else as a run would find them.
    #[inline(never)]
    pub(super) fn test_state(&mut self, wish: TestRequest, now: Timestamp) {
        let services = if self.run().is_some() && !self.outdated {
            self.services.clone()
        } else {
            Services::new(&self.workspace.objects, now)
        };
        let Some(alone) = self.alone.as_mut() else {
            return;
        };
        alone.begin(&self.workspace, wish, services, now);
        self.alone_changed = true;
    }

    /// Ends the test; the form stays.
    pub(super) fn stop_test(&mut self) {
        if let Some(alone) = self.alone.as_mut() {
            alone.stop();
            self.alone_changed = true;
        }
    }

    /// Ends the test and takes the form away.
    pub(super) fn close_test(&mut self) {
        self.alone_changed |= self.alone.take().is_some();
    }

    /// Whether a state is being tested.
    pub fn testing(&self) -> bool {
        self.alone.as_ref().is_some_and(|alone| alone.running())
    }

    /// Goes on with the test as [`Session::pump`] does with a run. `now` is the test's own virtual time.
    #[inline(never)]
    pub fn pump_test(&mut self, now: Timestamp, polls: &mut usize) -> Need {
        while *polls > 0 {
            *polls -= 1;
            match self.advance_test(now) {
                None => {
                    self.alone_changed = true;
                    return Need::Done;
                }
                Some(Output::Invoke(invocation)) => {
                    if let Some(invoke) = self.invoke_for_test(&invocation, now) {
                        return Need::Invoke(invoke);
                    }
                }
                Some(Output::Cancel(token)) => return Need::Cancel(token),
                Some(Output::Wait { until, .. }) => return Need::Wait { until },
                Some(Output::Event(_) | Output::Stage(_) | Output::Note(_) | Output::Done(_)) => {}
            }
        }
        Need::More
    }

    /// What the test wants; `None` when it is over.
    fn advance_test(&mut self, now: Timestamp) -> Option<Output> {
        match self.alone.as_mut()?.advance(now) {
            Ok(wanted) => wanted,
            Err(fault) => {
                self.fault(fault.to_string());
                None
            }
        }
    }

    /// The call to make; whatever is no function's is answered at once.
    fn invoke_for_test(&mut self, invocation: &Invocation, now: Timestamp) -> Option<Invoke> {
        match &invocation.work {
            Work::Function(call) => {
                let invoke = self.invoke_function(invocation, call);
                if invoke.is_none() {
                    self.answer_test(invocation.token, Answer::NoSuchFunction, now);
                }
                invoke
            }
            Work::Service(call) => {
                let alone = self.alone.as_mut()?;
                let called = alone.call_service(invocation, call, now);
                self.told(called);
                None
            }
            // TestState refuses activities without a mock.
            Work::Activity(_) => None,
        }
    }

    /// What became of a call of the test; one that nobody waits for is dropped.
    pub fn answer_test(&mut self, token: Token, answer: Answer, now: Timestamp) {
        if let Some(alone) = self.alone.as_mut() {
            let answered = alone.answer(token, answer, now);
            self.told(answered);
        }
    }

    fn told(&mut self, told: Result<(), crate::execution::Fault>) {
        if let Err(fault) = told {
            self.stop_test();
            self.fault(fault.to_string());
        }
    }

    /// The tested function wrote a line.
    pub fn print_test(
        &mut self,
        token: Token,
        level: &str,
        text: &str,
        file: &str,
        line: Option<u32>,
    ) {
        if let Some(alone) = self.alone.as_mut() {
            let line = Line {
                level: console::level(level),
                text: text.to_owned(),
                file: file.to_owned(),
                line,
            };
            alone.print(token, line);
            self.alone_changed = true;
        }
    }
}
