//! Beginning, driving, answering and stopping the run.

use super::{Invoke, Need, Session};
use crate::debugger::action::{Selection, TaskAnswer};
use crate::debugger::code::CodeFault;
use crate::debugger::console::Line;
use crate::debugger::family::{Family, RunId};
use crate::debugger::mocks::Mocking;
use crate::debugger::run::{Progressed, Run};
use crate::debugger::services::{Services, Tasks};
use crate::debugger::tally::Tally;
use crate::debugger::tape::{Says, Stood};
use crate::debugger::{console, identity};
use crate::execution::{
    Answer, Fault, FunctionCall, Invocation, ServiceCall, Settings, Token, Work,
};
use crate::history::{EventId, ExecutionDetails};
use crate::value::{Payload, Timestamp};
use std::rc::Rc;

impl Session {
    pub(super) fn begin(&mut self, now: Timestamp) {
        if self.texts.runnable().is_some() {
            self.keep_recording();
            self.begin_with(None, None, now);
        }
    }

    /// Starts with the cursor resting at the start.
    pub(super) fn watch(&mut self, now: Timestamp) {
        self.begin(now);
        self.seek(0);
    }

    /// Starts with the input of the last run, which ends if it goes on.
    #[inline(never)]
    pub(super) fn begin_again(&mut self, now: Timestamp) {
        let first = self.family.run(RunId::default());
        let input = first
            .and_then(Run::engine)
            .map(|engine| engine.input.clone());
        if self.texts.runnable().is_some() {
            self.keep_recording();
            self.begin_with(input, None, now);
        }
    }

    /// Begins with an input and names that are not the workspace's.
    pub(super) fn begin_with(
        &mut self,
        input: Option<Payload>,
        settings: Option<Settings>,
        now: Timestamp,
    ) {
        let Some((good, written)) = self.texts.runnable() else {
            return;
        };
        let input = input.unwrap_or_else(|| written.clone());
        let settings = settings.unwrap_or_else(|| identity::settings(&self.workspace.settings));
        let machine = Rc::clone(&good.machine);
        let run = Run::new(machine, Rc::clone(&good.text), input, settings, now);
        self.tally = Tally::new(&run.trace);
        self.family = Family::of(run);
        if self.texts.shown_name().is_some() {
            self.texts.show(None);
            self.selection = None;
        }
        self.services = Services::new(&self.workspace.objects, now);
        self.mocking = Mocking::new(&self.workspace.mocks);
        self.position = 0;
        self.reach = 0;
        self.running = true;
        self.runs += 1;
        self.following = true;
        self.paused = false;
        self.outdated = false;
        self.fault = None;
        self.selection = self.selection.map(|selection| Selection {
            visit: None,
            ..selection
        });
        self.join();
        self.watch_anew();
    }

    #[inline(never)]
    pub(super) fn stop(&mut self, now: Timestamp) {
        self.paused = false;
        if let Some(id) = self.at_work() {
            self.stop_run(id, ExecutionDetails::default(), now);
        }
    }

    /// The execution that Stop means: the one that is looked at, or the nearest one around it that has
    /// not ended.
    pub(super) fn at_work(&self) -> Option<RunId> {
        let shown = self.family.shown_id().unwrap_or_default();
        let runs = |id: &RunId| self.family.run(*id).is_some_and(Run::goes_on);
        self.family
            .line_of(shown)
            .find(runs)
            .filter(|_| self.running)
    }

    pub(super) fn stop_run(&mut self, id: RunId, details: ExecutionDetails, now: Timestamp) {
        let run = self.family.run_mut(id);
        if let Some(run) = run.filter(|run| run.goes_on()) {
            let stopped = run.stop(details, now);
            self.check(stopped);
        }
    }

    /// Ends every execution: nothing can be done for them here.
    pub fn abandon(&mut self, now: Timestamp) {
        let all: Vec<RunId> = self.family.all().map(|(id, _)| id).collect();
        for id in all {
            self.stop_run(id, ExecutionDetails::default(), now);
        }
    }

    #[inline(never)]
    pub(super) fn redrive(&mut self, now: Timestamp) {
        let idle = self.at_work().is_none();
        let ended = self.family.shown_mut().filter(|_| idle);
        let Some(run) = ended.filter(|run| run.can_redrive()) else {
            return;
        };
        let redriven = run.redrive(now);
        self.paused = false;
        self.running = true;
        self.following = true;
        self.check(redriven);
    }

    /// Goes on with the execution until something is needed, or `polls` are used up. `now` is virtual.
    pub fn pump(&mut self, now: Timestamp, polls: &mut usize) -> Need {
        self.present = now;
        if self.paused {
            return Need::Wait { until: None };
        }
        let need = self.drive(now, polls);
        self.search();
        self.follow();
        need
    }

    pub(super) fn drive(&mut self, now: Timestamp, polls: &mut usize) -> Need {
        let mut idle = false;
        while self.running {
            if *polls == 0 {
                return Need::More;
            }
            *polls -= 1;
            if let Some((run, held)) = self.let_go(idle) {
                idle = false;
                match self.call_out(run, &held, now) {
                    Some(invoke) => return Need::Invoke(invoke),
                    None => continue,
                }
            }
            self.put_input();
            let Some(id) = self.family.ready(now) else {
                if self.family.has_ended() {
                    break;
                }
                let until = self.family.wakes_at();
                if self.play_on(until, now) {
                    continue;
                }
                idle = until.is_none();
                if idle && self.has_held() {
                    continue;
                }
                return Need::Wait { until };
            };
            match self.family.advance(id, now) {
                Ok(Progressed::Told) => {}
                Ok(Progressed::Invoke(invocation)) => {
                    if let Some(invoke) = self.invoke(id, &invocation, now) {
                        return Need::Invoke(invoke);
                    }
                }
                Ok(Progressed::Cancel(token, number)) => {
                    self.give_up(id, token, now);
                    self.drop_held(id, token);
                    if let Some(number) = number {
                        return Need::Cancel(Token(u64::from(number)));
                    }
                }
                // Others may go on.
                Ok(Progressed::Wait(_)) => {}
                Ok(Progressed::Done) => self.report(id, now),
                Err(fault) => self.check(Err(fault)),
            }
        }
        self.running = false;
        Need::Done
    }

    /// The call to make; one of a function that does not exist is answered at once.
    pub(super) fn invoke(
        &mut self,
        caller: RunId,
        invocation: &Invocation,
        now: Timestamp,
    ) -> Option<Invoke> {
        if self.is_played(caller, invocation, now) || self.is_held_back(caller, invocation) {
            return None;
        }
        self.call_out(caller, invocation, now)
    }

    fn call_out(
        &mut self,
        caller: RunId,
        invocation: &Invocation,
        now: Timestamp,
    ) -> Option<Invoke> {
        if let Some(answer) = self.mocked(caller, invocation) {
            self.tell(caller, invocation.token, answer, now);
            return None;
        }
        let call = match &invocation.work {
            Work::Function(call) => call,
            Work::Service(call) => {
                self.call_service(caller, invocation, call, now);
                return None;
            }
            // A worker, that is the person, takes it.
            Work::Activity(_) => return None,
        };
        let token = self.family.number_of(caller, invocation.token)?;
        let invoke = self.invoke_function(invocation, call);
        if invoke.is_none() {
            self.tell(caller, invocation.token, Answer::NoSuchFunction, now);
        }
        invoke.map(|invoke| Invoke { token, ..invoke })
    }

    fn mocked(&mut self, caller: RunId, invocation: &Invocation) -> Option<Answer> {
        let run = self.family.run(caller)?;
        self.mocking.answer(caller, run, invocation.state)
    }

    /// The call of a function; `None` when it does not exist.
    pub(super) fn invoke_function(
        &self,
        invocation: &Invocation,
        call: &FunctionCall,
    ) -> Option<Invoke> {
        let function = &call.function;
        let file = self.workspace.file_of(&function.name)?;
        let settings = &self.workspace.settings;
        Some(Invoke {
            token: invocation.token,
            function: function.name.to_string(),
            file: file.name.clone(),
            event: call.event.to_string(),
            timeout_seconds: settings.function_timeout,
            seed: settings.seed,
            arn: function.arn.to_string(),
            region: function.region.to_string(),
            account: function.account.to_string(),
            request_id: invocation.request_id.to_string(),
        })
    }

    /// A stand-in answers, or the task waits for the person.
    pub(super) fn call_service(
        &mut self,
        caller: RunId,
        invocation: &Invocation,
        call: &ServiceCall,
        now: Timestamp,
    ) {
        if self.call_step_functions(caller, invocation, call, now) {
            return;
        }
        let from = (&self.family as &dyn Tasks, self.family.told());
        let answers = self.services.answer(invocation, call, from, now);
        if let Some(answer) = answers.own {
            self.note_stood(caller, invocation.visit, says_of(&answer));
            self.tell(caller, invocation.token, answer, now);
        }
        if let Some(((run, token), answer)) = answers.other {
            let open = self.family.run(run).and_then(|run| run.open(token));
            if let Some(visit) = open.map(|open| open.invocation.visit) {
                self.note_stood(run, visit, Says::Last);
            }
            self.tell(run, token, answer, now);
        }
    }

    /// Who answers this call answers the same when all is run again.
    pub(super) fn note_stood(&mut self, run: RunId, visit: EventId, says: Says) {
        let told = self.family.run(run);
        let events = told.map_or(0, |run| run.trace.events.len());
        self.services.note(Stood {
            run,
            visit,
            events,
            says,
        });
    }

    /// A person answers for a task.
    #[inline(never)]
    pub(super) fn answer_for(&mut self, task: u32, with: TaskAnswer, now: Timestamp) {
        let token = Token(u64::from(task));
        let open = self.family.call(token);
        let open = open.and_then(|(run, token)| self.family.run(run)?.open(token));
        let answers = open.map(|open| open.answers(with)).unwrap_or_default();
        for answer in answers {
            self.answer(token, answer, now);
        }
    }

    /// Whether the run waits for somebody: time must not jump over that.
    pub fn waits_for_people(&self) -> bool {
        self.running && self.family.waits_for_people()
    }

    /// What became of a call; one that nobody waits for is dropped. `now` is virtual.
    pub fn answer(&mut self, token: Token, answer: Answer, now: Timestamp) {
        if let Some((run, token)) = self.family.call(token).filter(|_| self.running) {
            self.tell(run, token, answer, now);
        }
    }

    /// The same, by the execution's own token.
    pub(super) fn tell(&mut self, run: RunId, token: Token, answer: Answer, now: Timestamp) {
        if let Some(run) = self.family.run_mut(run) {
            let answered = run.answer(token, answer, now);
            self.check(answered);
        }
    }

    /// The functions' files whose code the host is to check; each text is asked about once.
    pub fn unchecked(&mut self) -> Vec<(String, String)> {
        self.texts.code.unchecked(&self.workspace)
    }

    /// What a JavaScript parser said of a file's text; `None` when nothing is wrong with it.
    pub fn checked(&mut self, file: &str, text: &str, fault: Option<&CodeFault>) {
        self.texts_changed |= self.texts.code.checked(file, text, fault);
    }

    /// A function wrote a line: `level` is the method of `console`.
    pub fn print(&mut self, token: Token, level: &str, text: &str, file: &str, line: Option<u32>) {
        let line = Line {
            level: console::level(level),
            text: text.to_owned(),
            file: file.to_owned(),
            line,
        };
        let call = self.family.call(token);
        let known = call.and_then(|(id, token)| Some((self.family.run_mut(id)?, token)));
        if let Some((run, token)) = known {
            run.print(token, line);
            self.moment_changed = true;
        }
    }

    /// Tells of a fault of this playground; `changes` hands it out.
    pub fn fault(&mut self, fault: String) {
        self.fault = Some(fault);
        self.moment_changed = true;
    }

    /// A fault ends the run: nothing that comes after could be trusted.
    pub(super) fn check(&mut self, done: Result<(), Fault>) {
        if let Err(fault) = done {
            self.running = false;
            self.fault(fault.to_string());
        }
    }

    pub(super) fn follow(&mut self) {
        let told = self.family.told();
        let grown = self.reach != told || !self.running;
        if grown {
            self.hold();
        }
        if self.following && grown {
            self.reach = self.followed();
            self.position = self.family.position_at(self.reach);
        }
        self.moment_changed |= grown;
    }
}

/// What a stand-in says of a call when it is asked again.
fn says_of(answer: &Answer) -> Says {
    if let Answer::Submitted(_) = answer {
        Says::Accepted
    } else {
        Says::All
    }
}
