//! The engine behind the contract: one step at a time, and what comes next.

use super::agenda::{Agenda, Alarm, Arrival, Happening, Sleeper};
use super::alone::{Alone, Findings, Lone};
use super::answering::Verdict;
use super::callback::TaskTokens;
use super::distributed::MapRunFacts;
use super::failure::TIMEOUT;
use super::frame::{Frame, FrameId, Frames, Phase, Visit};
use super::histories::{Histories, Identity};
use super::io::Exit;
use super::random::Random;
use super::{Answer, Fault, Mode, Outcome, Output, Settings, Token, WaitReason, Waiting};
use crate::history::{Details, EventId, ExecutionDetails, HistoryId};
use crate::machine::{Kind, Machine, ScopeId, State};
use crate::service::lambda::Home;
use crate::value::{Payload, Timestamp};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

/// An Express execution may take so many seconds (`quotas` section 1).
pub(super) const LONGEST_EXPRESS: i64 = 300;

/// A Standard execution may take so many seconds: a year (`quotas` section 1).
const LONGEST_STANDARD: i64 = 365 * 24 * 60 * 60;

/// One run of a machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Execution {
    pub(super) machine: Rc<Machine>,
    pub(super) settings: Settings,
    pub(super) home: Home,
    /// The moment at which things happen; never beyond the host's.
    pub(super) clock: Timestamp,
    /// The host's moment.
    now: Timestamp,
    pub(super) random: Random,
    pub(super) frames: Frames,
    pub(super) agenda: Agenda,
    pub(super) task_tokens: TaskTokens,
    pub(super) deleted_activities: BTreeSet<Rc<str>>,
    pub(super) machine_deleted: bool,
    /// How many events were told, in all histories.
    pub(super) told: u32,
    pub(super) histories: Histories,
    /// The Map Runs that have begun, by ARN.
    pub(super) map_runs: BTreeMap<Rc<str>, MapRunFacts>,
    /// What the host has not fetched yet.
    pub(super) outbox: VecDeque<Output>,
    pub(super) outcome: Option<Outcome>,
    stop: Option<ExecutionDetails>,
    /// When a Standard execution has to end, until there is an alarm for it.
    longest: Option<Timestamp>,
    /// The frames as they were before a failure ended them, for a redrive.
    pub(super) torn: Option<Box<Frames>>,
    /// The one state that runs, if it is not the whole machine.
    pub(super) lone: Option<Box<Lone>>,
}

impl Execution {
    /// An execution about to begin at `now`.
    pub fn new(machine: Rc<Machine>, input: Payload, settings: Settings, now: Timestamp) -> Self {
        let mut execution = Self::idle(machine, settings, now);
        execution.begin(input);
        execution
    }

    /// One state of a machine about to be run on its own at `now`, with `input` as its raw input.
    pub fn of_state(
        machine: Rc<Machine>,
        alone: Alone,
        input: Payload,
        settings: Settings,
        now: Timestamp,
    ) -> Self {
        let mut execution = Self::idle(machine, settings, now);
        execution.begin_alone(&alone, input);
        let findings = Findings::default();
        execution.lone = Some(Box::new(Lone { alone, findings }));
        execution
    }

    fn idle(machine: Rc<Machine>, settings: Settings, now: Timestamp) -> Self {
        Self {
            home: Home::of(
                &settings.partition,
                &settings.region,
                &settings.account,
                &settings.role_arn,
            ),
            random: Random::new(settings.seed),
            machine,
            settings,
            clock: now,
            now,
            frames: Frames::default(),
            agenda: Agenda::default(),
            task_tokens: TaskTokens::default(),
            deleted_activities: BTreeSet::new(),
            machine_deleted: false,
            told: 0,
            histories: Histories::default(),
            map_runs: BTreeMap::new(),
            outbox: VecDeque::new(),
            outcome: None,
            stop: None,
            longest: None,
            torn: None,
            lone: None,
        }
    }

    fn begin(&mut self, input: Payload) {
        self.set_machine_alarm();
        let identity = Identity::of(&self.settings, input, self.clock);
        let root = self.begin_history(identity, ScopeId(0), None);
        self.agenda.ready.push_back(root);
    }

    /// The machine's time begins to run.
    pub(super) fn set_machine_alarm(&mut self) {
        let longest = match self.settings.mode {
            Mode::Standard => {
                self.longest = Some(self.clock.plus_seconds(LONGEST_STANDARD));
                None
            }
            Mode::Express { .. } => Some(LONGEST_EXPRESS),
        };
        let timeout = self.machine.timeout_seconds.map(clamp);
        if let Some(seconds) = timeout.into_iter().chain(longest).min() {
            let at = self.clock.plus_seconds(seconds);
            self.agenda.set_alarm(at, Sleeper::Machine);
        }
    }

    /// An alarm for a frame. Where it lies beyond the longest life of an execution, that ends before, as by
    /// a time-out (documented).
    pub(super) fn wake(&mut self, id: FrameId, at: Timestamp) -> Alarm {
        if let Some(end) = self.longest.take_if(|end| *end < at) {
            self.agenda.set_alarm(end, Sleeper::Machine);
        }
        self.agenda.set_alarm(at, Sleeper::Frame(id))
    }

    /// The host's moment, which may be this one but not before the last.
    pub(super) fn not_before(&mut self, now: Timestamp) -> Timestamp {
        self.now = self.now.max(now);
        self.now
    }

    /// A history begins: ExecutionStarted, and a frame about to enter the first state of `scope`.
    pub(super) fn begin_history(
        &mut self,
        identity: Identity,
        scope: ScopeId,
        parent: Option<(FrameId, usize)>,
    ) -> FrameId {
        let input = identity.input.clone();
        let history = self.histories.begin(identity);
        let started = Details::ExecutionStarted {
            input: input.clone(),
            role_arn: Rc::clone(&self.settings.role_arn),
        };
        let of = parent.map(|(parent, _)| {
            let visit = &self.frames[parent].visit;
            (visit.state, visit.entered)
        });
        self.histories.get_mut(history).of = of;
        self.record(history, EventId::default(), started, of);
        let visit = Visit::new(self.machine.scope(scope).start_at, input);
        // The first Entered event is not caused by ExecutionStarted, but by nothing (recorded).
        let frame = Frame::new(history, parent, EventId::default(), visit);
        self.frames.add(frame)
    }

    /// One step.
    ///
    /// # Errors
    /// Time that goes back; a bug of ours.
    pub fn poll(&mut self, now: Timestamp) -> Result<Output, Fault> {
        self.advance(now)?;
        loop {
            if let Some(output) = self.outbox.pop_front() {
                return Ok(output);
            }
            if let Some(outcome) = &self.outcome {
                return Ok(Output::Done(outcome.clone()));
            }
            if let Some(details) = self.stop.take() {
                self.stopped(details);
            } else if let Some(frame) = self.agenda.turn() {
                self.tick();
                self.step(frame)?;
            } else if let Some(at) = self.agenda.due(self.now) {
                self.happen(at)?;
            } else {
                return Ok(self.wait());
            }
        }
    }

    /// What became of an invocation; takes effect at `now` with the next `poll`.
    ///
    /// # Errors
    /// A token that does not wait, an answer that its work cannot have, or one that is not JSON. Answers
    /// to cancelled tokens are dropped without a fault.
    pub fn answer(&mut self, token: Token, answer: Answer, now: Timestamp) -> Result<(), Fault> {
        self.advance(now)?;
        if self.agenda.drop_cancelled(token) {
            return Ok(());
        }
        let frame = self.agenda.waits(token).ok_or(Fault::UnknownToken(token))?;
        if self.comes_too_late(frame, &answer) {
            return Ok(());
        }
        if !self.can_have(frame, &answer) {
            return Err(Fault::WrongAnswer(token));
        }
        let is_final = answer.ends(self.is_called_back(frame), self.form_of(frame));
        let verdict = Verdict::read(answer)?;
        let arrival = Arrival {
            at: now,
            token,
            frame,
            verdict,
        };
        self.agenda.arrive(arrival, is_final);
        Ok(())
    }

    /// Ends the execution as StopExecution does; takes effect with the next `poll`. A moment before
    /// the last one counts as the last one.
    pub fn abort(&mut self, details: ExecutionDetails, now: Timestamp) {
        self.now = self.now.max(now);
        self.stop = Some(details);
    }

    fn advance(&mut self, now: Timestamp) -> Result<(), Fault> {
        let before = self.now;
        if now < before {
            return Err(Fault::TimeWentBack { before, now });
        }
        self.now = now;
        Ok(())
    }

    /// Lets the clock follow the host's, but not beyond what is still to happen before.
    fn tick(&mut self) {
        let limit = self.agenda.due(self.now).unwrap_or(self.now);
        self.clock = self.clock.max(limit);
    }

    /// Everything that happens at one moment is written down before any of it is acted upon.
    fn happen(&mut self, at: Timestamp) -> Result<(), Fault> {
        self.clock = self.clock.max(at);
        while let Some(happening) = self.agenda.take(at) {
            match happening {
                Happening::Arrival(arrival) => self.arrived(arrival),
                Happening::Alarm(Sleeper::Machine) => self.timed_out(),
                Happening::Alarm(Sleeper::Frame(frame)) => self.ring(frame)?,
                Happening::Alarm(Sleeper::Child(history)) => {
                    self.child_timed_out(history);
                    self.agenda.put_off();
                }
            }
        }
        Ok(())
    }

    /// One state step of the frame whose turn it is.
    fn step(&mut self, id: FrameId) -> Result<(), Fault> {
        let machine = Rc::clone(&self.machine);
        let state = machine.state(self.frames[id].visit.state);
        let history = self.frames[id].history;
        let phase = std::mem::replace(&mut self.frames[id].phase, Phase::Work);
        let done = match phase {
            Phase::Enter if self.machine_deleted => {
                self.end_deleted();
                Ok(())
            }
            Phase::Enter => {
                self.enter(id, state);
                self.work(id, state)
            }
            Phase::Work => self.work(id, state),
            Phase::Scheduled(call) => {
                self.start_task(id, *call);
                Ok(())
            }
            Phase::Ended(result) => self.end_task(id, state, result),
            Phase::Awake(data) => self.pass_on(id, state, data, Exit::ahead(state)),
            Phase::Iterations(iterations) => self.iterate(id, state, iterations),
            Phase::MapRun(run) => self.advance_run(id, state, run),
            Phase::Invoked(_)
            | Phase::Asleep(..)
            | Phase::Backoff(_)
            | Phase::Branches(_)
            | Phase::Gone => return Err(Fault::Broken("a frame that waits was given a turn")),
        };
        if let Err(failure) = done {
            self.fail(id, failure);
        }
        self.end_spent(history);
        Ok(())
    }

    fn work(&mut self, id: FrameId, state: &State) -> Result<(), super::failure::Failure> {
        match &state.kind {
            Kind::Task(task) => self.schedule_task(id, state, task),
            Kind::Pass(pass) => self.run_pass(id, state, pass),
            Kind::Choice(choice) => self.run_choice(id, state, choice),
            Kind::Wait(wait) => self.run_wait(id, state, wait),
            Kind::Succeed => self.run_succeed(id, state),
            Kind::Fail(fail) => self.run_fail(id, fail),
            Kind::Parallel(parallel) => self.start_branches(id, state, parallel),
            Kind::Map(map) => self.start_map(id, state, map),
        }
    }

    /// An alarm goes off for a frame.
    #[inline(never)]
    fn ring(&mut self, id: FrameId) -> Result<(), Fault> {
        let phase = std::mem::replace(&mut self.frames[id].phase, Phase::Work);
        match phase {
            Phase::Backoff(_) => self.requeue(id, Phase::Work),
            Phase::Asleep(_, data) => self.requeue(id, Phase::Awake(data)),
            Phase::Invoked(invoked) => self.task_timed_out(id, &invoked),
            Phase::Enter
            | Phase::Work
            | Phase::Scheduled(_)
            | Phase::Ended(_)
            | Phase::Awake(_)
            | Phase::Branches(_)
            | Phase::Iterations(_)
            | Phase::MapRun(_)
            | Phase::Gone => return Err(Fault::Broken("an alarm for a frame that does not wait")),
        }
        Ok(())
    }

    fn wait(&self) -> Output {
        Output::Wait {
            until: self.agenda.next_alarm(),
            why: self.frames.iter().filter_map(waiting).collect(),
        }
    }

    /// The machine's `TimeoutSeconds` have passed: no other event tells of it (measured).
    pub(super) fn timed_out(&mut self) {
        let details = ExecutionDetails {
            error: Some(Rc::from(TIMEOUT)),
            cause: None,
        };
        let event = Details::ExecutionTimedOut(details);
        self.finish(EventId::default(), event, Outcome::TimedOut);
    }

    #[inline(never)]
    fn stopped(&mut self, details: ExecutionDetails) {
        self.clock = self.clock.max(self.now);
        let event = Details::ExecutionAborted(details.clone());
        self.finish(EventId::default(), event, Outcome::Aborted(details));
    }

    /// The last event, and the end.
    pub(super) fn finish(&mut self, previous: EventId, event: Details, outcome: Outcome) {
        self.abort_open_children();
        self.record(HistoryId::default(), previous, event, None);
        self.close(outcome);
    }

    /// Nothing more happens from here on.
    pub(super) fn close(&mut self, outcome: Outcome) {
        if self.outcome.is_none() {
            let open = self.agenda.close();
            self.outbox.extend(open.into_iter().map(Output::Cancel));
            self.outcome = Some(outcome);
        }
    }

    /// The frame goes on at once.
    pub(super) fn proceed(&mut self, id: FrameId, phase: Phase) {
        self.frames[id].phase = phase;
        self.agenda.running = Some(id);
    }

    /// The frame waits; another has its turn.
    pub(super) fn block(&mut self, id: FrameId, phase: Phase) {
        self.frames[id].phase = phase;
        self.agenda.running = None;
    }

    /// The frame goes on when all others that are ready have had their turn.
    pub(super) fn requeue(&mut self, id: FrameId, phase: Phase) {
        self.block(id, phase);
        self.agenda.ready.push_back(id);
    }
}

/// Seconds as the signed number that timestamps count in.
pub(super) fn clamp(seconds: u64) -> i64 {
    i64::try_from(seconds).unwrap_or(i64::MAX)
}

fn waiting(frame: &Frame) -> Option<Waiting> {
    let (reason, alarm) = match &frame.phase {
        Phase::Asleep(alarm, _) => (WaitReason::WaitState, Some(alarm)),
        Phase::Backoff(alarm) => (WaitReason::Backoff, Some(alarm)),
        Phase::Invoked(invoked) => (invoked.reason(), invoked.alarm.as_ref()),
        Phase::MapRun(run) if run.request.is_some() => (WaitReason::Service, None),
        Phase::Enter
        | Phase::Work
        | Phase::Scheduled(_)
        | Phase::Ended(_)
        | Phase::Awake(_)
        | Phase::Branches(_)
        | Phase::Iterations(_)
        | Phase::MapRun(_)
        | Phase::Gone => return None,
    };
    let deadline = frame.invoked().and_then(|invoked| invoked.deadline);
    Some(Waiting {
        state: frame.visit.state,
        visit: frame.visit.entered,
        until: alarm.map(|alarm| alarm.at),
        deadline,
        reason,
    })
}
