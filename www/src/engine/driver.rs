//! Drives the session: polls it in slices, lets time pass, carries calls out and answers in.

use super::clock::Clock;
use super::handlers::{Call, Caller, Env, Handlers, Heard, Line};
use super::told::Told;
use crate::host::message::Report;
use asl::debugger::action::{Action, Timing};
use asl::debugger::{Invoke, Need, Session};
use asl::execution::Token;
use asl::value::Timestamp;

/// So many polls a slice; then messages are heard.
const SLICE: usize = 2_000;

/// Longest that one timer may run: browsers count its milliseconds in 31 bits.
const LONGEST_TIMER: i64 = 1_000_000_000;

/// While it runs on, the page is told this often, in milliseconds: panels cost more than polls.
const TELL_EVERY: f64 = 40.0;

/// The engine's state.
#[derive(Default)]
pub struct Driver {
    session: Session,
    clock: Clock,
    /// The clock of a state tested alone.
    test_clock: Clock,
    /// Waits until this moment are skipped.
    skip: Option<Timestamp>,
    handlers: Handlers,
    reports: Vec<Report>,
    /// What the page knows.
    page: Told,
    without_sandbox: Option<String>,
    /// The visitor's clock when the page was told last.
    told: f64,
}

impl Driver {
    /// Does what the user wants.
    pub fn act(&mut self, action: Action) {
        let begins = matches!(
            action,
            Action::Run | Action::Watch | Action::Again | Action::Repeat | Action::Fork(_)
        );
        let calls = begins || matches!(action, Action::Redrive);
        let ends = begins || matches!(action, Action::Open(_) | Action::Import(_));
        let tests = matches!(action, Action::TestState(_));
        if ends {
            self.handlers.end(Caller::Run);
        }
        if begins {
            self.clock = Clock::at(now());
        }
        if let Action::Skip(until) = action {
            self.skip = Some(Timestamp(until));
        } else if begins {
            self.skip = None;
        }
        if tests {
            self.test_clock = Clock::at(now());
        }
        let clock = if tests {
            &mut self.test_clock
        } else {
            &mut self.clock
        };
        let was_testing = self.session.testing();
        self.session.act(action, clock.now(super::real_now()));
        if calls && self.session.running() {
            self.handlers.begin(Caller::Run, self.session.files());
        }
        if tests && self.session.testing() {
            self.handlers.begin(Caller::Test, self.session.files());
        } else if was_testing && !self.session.testing() {
            self.handlers.end(Caller::Test);
        }
        for (file, text) in self.session.unchecked() {
            self.handlers.check(file, text);
        }
    }

    /// The sandbox is open.
    pub fn connect(&mut self, port: web_sys::MessagePort) {
        self.without_sandbox = None;
        self.handlers.connect(port);
    }

    /// The sandbox cannot be opened: a run that needs it ends with that sentence.
    pub fn do_without_sandbox(&mut self, why: String) {
        self.without_sandbox = Some(why);
        for caller in [Caller::Run, Caller::Test] {
            if self.handlers.busy(caller) {
                self.give_up(caller);
            }
        }
    }

    /// Tells the page of a fault of ours.
    pub fn fault(&mut self, fault: String) {
        self.session.fault(fault);
    }

    /// Takes a message of the sandbox.
    pub fn hear(&mut self, message: wasm_bindgen::JsValue) {
        match self.handlers.hear(&message) {
            None => {}
            Some(Heard::Answered(Caller::Run, token, answer)) => {
                let now = self.clock.now(super::real_now());
                self.session.answer(token, answer, now);
            }
            Some(Heard::Answered(Caller::Test, token, answer)) => {
                let now = self.test_clock.now(super::real_now());
                self.session.answer_test(token, answer, now);
            }
            Some(Heard::Printed(caller, token, line)) => self.print(caller, token, &line),
            Some(Heard::Checked { file, text, fault }) => {
                self.session.checked(&file, &text, fault.as_ref());
            }
            Some(Heard::Refused(why)) => self.session.fault(why),
        }
    }

    /// Goes as far as one slice allows. Gives what the page should know and, if it wants to go on by
    /// itself, in how many milliseconds.
    pub fn turn(&mut self, real: f64) -> (Vec<Report>, Option<i32>) {
        let again = self.advance(real);
        if again == Some(0) && (0.0..TELL_EVERY).contains(&(real - self.told)) {
            return (std::mem::take(&mut self.reports), again);
        }
        self.told = real;
        let panels = self.page.changes(self.session.changes());
        if !panels.is_empty() {
            self.reports.push(Report::Panels(panels));
        }
        (std::mem::take(&mut self.reports), again)
    }

    fn advance(&mut self, real: f64) -> Option<i32> {
        let run = self.advance_run(real);
        let test = self.advance_test(real);
        let search = self.session.search().then_some(0);
        run.into_iter().chain(test).chain(search).min()
    }

    fn advance_run(&mut self, real: f64) -> Option<i32> {
        let mut polls = SLICE;
        if self.session.paused() {
            self.clock.halt(real);
            return None;
        }
        while self.session.running() {
            match self.session.pump(self.clock.now(real), &mut polls) {
                Need::More => return Some(0),
                Need::Invoke(invoke) => self.call(Caller::Run, invoke),
                Need::Cancel(token) => self.handlers.forget(Caller::Run, token),
                Need::Wait { until } => return self.wait(until, real),
                Need::Done => self.finish(real),
            }
        }
        None
    }

    fn finish(&mut self, real: f64) {
        self.clock.halt(real);
        self.handlers.end(Caller::Run);
    }

    /// Goes on with a state tested alone. Its time jumps unless its function is at work.
    #[inline(never)]
    fn advance_test(&mut self, real: f64) -> Option<i32> {
        let mut polls = SLICE;
        while self.session.testing() {
            match self
                .session
                .pump_test(self.test_clock.now(real), &mut polls)
            {
                Need::More => return Some(0),
                Need::Invoke(invoke) => self.call(Caller::Test, invoke),
                Need::Cancel(token) => self.handlers.forget(Caller::Test, token),
                Need::Wait { until } if self.handlers.busy(Caller::Test) => {
                    self.test_clock.run(real, 1);
                    return left(&mut self.test_clock, until?, real);
                }
                Need::Wait { until } => self.test_clock.jump(until?),
                Need::Done => self.handlers.end(Caller::Test),
            }
        }
        None
    }

    /// Virtual time jumps over a wait, unless a function is at work, somebody is to answer or the user
    /// wants to see time pass. A function's time passes as the visitor's own: it is really at work.
    fn wait(&mut self, until: Option<Timestamp>, real: f64) -> Option<i32> {
        if self.session.paused() {
            self.clock.halt(real);
            return None;
        }
        let busy = self.handlers.busy(Caller::Run);
        let (instant, rate) = match self.session.timing() {
            Timing::Instant => (!busy && !self.session.waits_for_people(), 1),
            Timing::Real => (false, 1),
            Timing::Scaled(rate) => (false, if busy { 1 } else { rate.max(1) }),
        };
        if instant || (!busy && self.skips(until)) {
            self.clock.jump(until?);
            return Some(0);
        }
        self.clock.run(real, rate);
        left(&mut self.clock, until?, real)
    }

    /// Whether this wait is to be skipped.
    #[inline(never)]
    fn skips(&mut self, until: Option<Timestamp>) -> bool {
        let skips = self
            .skip
            .is_some_and(|skip| until.is_some_and(|until| until <= skip));
        if !skips {
            self.skip = None;
        }
        skips
    }

    fn call(&mut self, caller: Caller, invoke: Invoke) {
        let (run, id) = self.handlers.next(caller, invoke.token);
        if self.without_sandbox.is_some() {
            return self.give_up(caller);
        }
        let now = self.clock_of(caller).now(super::real_now());
        let call = Call {
            id,
            run,
            function: invoke.function,
            file: invoke.file,
            event: invoke.event,
            timeout_ms: invoke.timeout_seconds.saturating_mul(1000),
            now: now.0 as f64,
            seed: invoke.seed,
            arn: invoke.arn,
            env: Env {
                region: invoke.region,
                account: invoke.account,
                request_id: invoke.request_id,
            },
        };
        self.handlers.call(caller, call);
    }

    fn clock_of(&mut self, caller: Caller) -> &mut Clock {
        match caller {
            Caller::Run => &mut self.clock,
            Caller::Test => &mut self.test_clock,
        }
    }

    fn give_up(&mut self, caller: Caller) {
        self.handlers.end(caller);
        let now = self.clock_of(caller).now(super::real_now());
        match caller {
            Caller::Run => self.session.abandon(now),
            Caller::Test => self.session.act(Action::StopTest, now),
        }
        self.reports.push(Report::SandboxMissing);
    }

    fn print(&mut self, caller: Caller, token: Token, line: &Line) {
        let (level, text) = (line.level.as_str(), line.text.as_str());
        let file = line.file.as_deref().unwrap_or_default();
        let session = &mut self.session;
        match caller {
            Caller::Run => session.print(token, level, text, file, line.line),
            Caller::Test => session.print_test(token, level, text, file, line.line),
        }
    }
}

/// How many milliseconds a running clock has left.
fn left(clock: &mut Clock, until: Timestamp, real: f64) -> Option<i32> {
    let left = clock.left(until, real);
    i32::try_from(left.clamp(1, LONGEST_TIMER)).ok()
}

fn now() -> Timestamp {
    Timestamp(super::real_now() as i64)
}
