//! A Map Run, from MapRunStarted to its end.

use super::again::Torn;
use super::batch::Job;
use super::limits::MapRunFacts;
use super::reading::Reading;
use super::writing::Writing;
use crate::execution::alone::MapLimits;
use crate::execution::failure::Failure;
use crate::execution::frame::{FrameId, Phase};
use crate::execution::random::Random;
use crate::execution::{Execution, Invocation, Outcome, Output, ServiceCall, Token, Work};
use crate::history::{Details, ExecutionDetails, HistoryId};
use crate::inspection;
use crate::machine::{
    Distributed, ExecutionType, Integration, ItemReader, Kind, Map, Pattern, State,
};
use crate::service::s3::Entry;
use crate::value::{Payload, Timestamp, Value};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// Where the items of `$$.Map.Item.Source` come from, if not from S3.
pub(in crate::execution) const STATE_DATA: &str = "STATE_DATA";

/// A Map Run under way.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::execution) struct MapRun {
    /// Its ARN.
    pub arn: Rc<str>,
    /// The children's state machine: `NAME/LABEL`.
    pub machine_name: Rc<str>,
    /// Standard or Express children.
    pub(super) execution_type: ExecutionType,
    /// The state's effective input.
    pub(super) input: Payload,
    /// What it is at.
    stage: Stage,
    /// The request to S3 under way.
    pub request: Option<Token>,
    /// What S3 answered, to be taken in with the next turn.
    answer: Option<Result<Payload, ExecutionDetails>>,
    /// What each child does.
    pub(super) jobs: Rc<Vec<Job>>,
    /// The jobs that have not been begun.
    pub(super) todo: VecDeque<usize>,
    /// The children that go on where they ended, by job.
    pub(super) again: BTreeMap<usize, Rc<Torn>>,
    /// Children begun that have not had a turn.
    pub(super) fresh: Vec<FrameId>,
    /// Children that run, by job.
    pub running: BTreeMap<usize, FrameId>,
    /// How the others ended, by job.
    pub(super) ended: Vec<Option<Ended>>,
    /// How many items failed.
    pub(super) failed: usize,
    /// Whether its jobs are known.
    begun: bool,
}

/// What a Map Run is at.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// Its items are read.
    Reading(Box<Reading>),
    /// Its children run.
    Running,
    /// Its results are written.
    Writing(Box<Writing>),
}

/// How a child ended.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::execution) struct Ended {
    /// Its history.
    pub history: HistoryId,
    /// When.
    pub at: Timestamp,
    /// How.
    pub outcome: Outcome,
    /// From where it goes on if its Map Run is redriven.
    pub(super) torn: Option<Rc<Torn>>,
}

impl MapRun {
    fn new(
        arn: Rc<str>,
        machine_name: Rc<str>,
        execution_type: ExecutionType,
        input: Payload,
    ) -> Self {
        Self {
            arn,
            machine_name,
            execution_type,
            input,
            stage: Stage::Running,
            request: None,
            answer: None,
            jobs: Rc::default(),
            todo: VecDeque::new(),
            again: BTreeMap::new(),
            fresh: Vec::new(),
            running: BTreeMap::new(),
            ended: Vec::new(),
            failed: 0,
            begun: false,
        }
    }

    fn begin(&mut self, jobs: Vec<Job>, facts: &mut MapRunFacts) {
        facts.items = jobs.iter().map(|job| job.items).sum();
        facts.children = jobs.len();
        self.ended = vec![None; jobs.len()];
        self.todo = (0..jobs.len()).collect();
        self.jobs = Rc::new(jobs);
        self.begun = true;
    }

    /// Whether its items were read and its children could begin.
    pub(super) fn has_begun(&self) -> bool {
        self.begun
    }

    /// Goes back to before the children that have not ended well.
    pub(super) fn begin_again(&mut self) {
        let jobs = self.ended.iter().enumerate();
        let open = jobs.filter(|(_, ended)| ended.is_none());
        self.todo = open.map(|(index, _)| index).collect();
        self.stage = Stage::Running;
        self.request = None;
        self.answer = None;
        self.fresh.clear();
        self.failed = 0;
    }

    /// The outputs of the children that succeeded, in the order of the items.
    pub(super) fn outputs(&self) -> impl Iterator<Item = &Payload> + Clone {
        let ended = self.ended.iter().flatten();
        ended.filter_map(|ended| match &ended.outcome {
            Outcome::Succeeded(output) => Some(output),
            Outcome::Failed(_) | Outcome::TimedOut | Outcome::Aborted(_) => None,
        })
    }
}

impl Execution {
    #[inline(never)]
    pub(in crate::execution) fn start_map_run(
        &mut self,
        id: FrameId,
        state: &State,
        map: &Map,
        distributed: &Distributed,
    ) -> Result<(), Failure> {
        let input = self.effective_input(id, state)?;
        let entries = match &distributed.reader {
            Some(_) => Vec::new(),
            None => self.entries(id, state, map, &input)?,
        };
        // One that is wrong is told before the Map begins, a wrong tolerance after (recorded).
        self.max_concurrency(id, map, &input)?;
        let length = entries.len();
        self.emit(id, Details::MapStateStarted { length });
        let limits = self.map_limits(id, map, &input)?;
        let run = self.begin_run(id, state, distributed, limits, input);
        if let Some(reader) = &distributed.reader {
            return self.start_reading(id, reader, run);
        }
        let source = Rc::from(STATE_DATA);
        let jobs = self.jobs(id, (map, distributed), &run.input, &entries, &source);
        self.begin_jobs(id, run, jobs)
    }

    /// The items in the state's data: those of an array, or the members of an object (documented).
    pub(in crate::execution) fn entries(
        &mut self,
        id: FrameId,
        state: &State,
        map: &Map,
        input: &Payload,
    ) -> Result<Vec<Entry>, Failure> {
        let found = self.found_items(id, map, input)?;
        let Some(entries) = Entry::all(&found, usize::MAX) else {
            return Err(self.no_items(id, state, &map.items, &found));
        };
        self.stage(id, inspection::Stage::AfterItemsPath, &found.into());
        Ok(entries)
    }

    fn start_reading(
        &mut self,
        id: FrameId,
        reader: &ItemReader,
        mut run: Box<MapRun>,
    ) -> Result<(), Failure> {
        match self.begin_reading(id, reader, &run.input) {
            Err(failure) => self.break_run(id, run, failure),
            Ok(Err(details)) => self.fail_run(id, run, details),
            Ok(Ok(reading)) => {
                self.read_on(id, &mut run, &reading);
                run.stage = Stage::Reading(Box::new(reading));
                self.block(id, Phase::MapRun(run));
                Ok(())
            }
        }
    }

    fn begin_run(
        &mut self,
        id: FrameId,
        state: &State,
        distributed: &Distributed,
        limits: MapLimits,
        input: Payload,
    ) -> Box<MapRun> {
        let label = distributed
            .label
            .clone()
            .unwrap_or_else(|| label_of(&state.name));
        // Labels are unique in a definition: those of inner Maps stand beside those of outer ones.
        let machine_name = format!("{}/{label}", self.settings.machine_name);
        let arn = self
            .settings
            .map_run_arn(&machine_name, &self.random.uuid());
        let arn = Rc::<str>::from(arn);
        let map_run_arn = Rc::clone(&arn);
        self.emit(id, Details::MapRunStarted { map_run_arn });
        let facts = MapRunFacts {
            limits,
            ..MapRunFacts::default()
        };
        self.map_runs.insert(Rc::clone(&arn), facts);
        let kind = distributed.execution_type;
        Box::new(MapRun::new(arn, Rc::from(machine_name), kind, input))
    }

    /// The children begin, if there is an input for each.
    fn begin_jobs(
        &mut self,
        id: FrameId,
        mut run: Box<MapRun>,
        jobs: Result<Vec<Job>, Failure>,
    ) -> Result<(), Failure> {
        let jobs = match jobs {
            Ok(jobs) => jobs,
            Err(failure) => return self.break_run(id, run, failure),
        };
        let facts = self.map_runs.entry(Rc::clone(&run.arn)).or_default();
        run.begin(jobs, facts);
        self.proceed(id, Phase::MapRun(run));
        Ok(())
    }

    /// A request to S3 in the name of a Map.
    pub(super) fn ask_s3(&mut self, id: FrameId, api: &str, parameters: Payload) -> Token {
        let token = self.agenda.give_token(id);
        let visit = &self.frames[id].visit;
        self.request(Output::Invoke(Invocation {
            token,
            state: visit.state,
            visit: visit.entered,
            attempt: visit.attempt,
            request_id: self.random.uuid(),
            work: Work::Service(ServiceCall {
                integration: Integration {
                    service: Rc::from("s3"),
                    api: Rc::from(api),
                    pattern: Pattern::RequestResponse,
                },
                parameters,
                region: Rc::clone(&self.settings.region),
                role_arn: Rc::clone(&self.settings.role_arn),
                task_token: None,
            }),
        }));
        token
    }

    /// S3 has answered; the Map Run takes it in with its next turn.
    pub(in crate::execution) fn run_answered(
        &mut self,
        id: FrameId,
        answer: Result<Payload, ExecutionDetails>,
    ) {
        let phase = std::mem::replace(&mut self.frames[id].phase, Phase::Work);
        if let Phase::MapRun(mut run) = phase {
            run.request = None;
            run.answer = Some(answer);
            self.requeue(id, Phase::MapRun(run));
        }
    }

    /// A Map Run's turn.
    #[inline(never)]
    pub(in crate::execution) fn advance_run(
        &mut self,
        id: FrameId,
        state: &State,
        mut run: Box<MapRun>,
    ) -> Result<(), Failure> {
        let Kind::Map(map) = &state.kind else {
            return Ok(());
        };
        let Some(distributed) = &map.distributed else {
            return Ok(());
        };
        let answer = run.answer.take();
        match (std::mem::replace(&mut run.stage, Stage::Running), answer) {
            (Stage::Reading(reading), Some(answer)) => {
                self.read(id, (map, distributed), run, reading, answer)
            }
            (Stage::Writing(writing), Some(answer)) => self.write(id, run, writing, answer),
            (Stage::Reading(_) | Stage::Running | Stage::Writing(_), _) => {
                self.run_children(id, (map, distributed), run)
            }
        }
    }

    /// The reader reads on, or the children begin.
    fn read(
        &mut self,
        id: FrameId,
        (map, distributed): (&Map, &Distributed),
        mut run: Box<MapRun>,
        mut reading: Box<Reading>,
        answer: Result<Payload, ExecutionDetails>,
    ) -> Result<(), Failure> {
        if let Err(details) = reading.answered(answer) {
            return self.fail_run(id, run, details);
        }
        if self.read_on(id, &mut run, &reading) {
            run.stage = Stage::Reading(reading);
            self.block(id, Phase::MapRun(run));
            return Ok(());
        }
        if distributed
            .reader
            .as_ref()
            .is_some_and(ItemReader::has_pointer)
        {
            let items = reading.entries.iter().map(|entry| entry.value.clone());
            let items = Value::array(items.collect()).into();
            self.stage(id, inspection::Stage::AfterItemsPointer, &items);
        }
        let (entries, source) = (&reading.entries, &reading.source);
        let jobs = self.jobs(id, (map, distributed), &run.input, entries, source);
        self.begin_jobs(id, run, jobs)
    }

    /// One more child is started; when no more can be, those that are fresh run.
    fn run_children(
        &mut self,
        id: FrameId,
        (map, distributed): (&Map, &Distributed),
        mut run: Box<MapRun>,
    ) -> Result<(), Failure> {
        let MapRunFacts { limits, items, .. } = self.facts(&run.arn);
        if limits.is_exceeded(run.failed, items) {
            return self.give_run_up(id, distributed, run);
        }
        if !run.todo.is_empty() && run.running.len() < limits.children_at_once() {
            self.start_child(id, map.processor, &mut run);
            self.proceed(id, Phase::MapRun(run));
        } else if run.running.is_empty() {
            return self.children_ended(id, distributed, run);
        } else {
            let fresh = std::mem::take(&mut run.fresh);
            self.block(id, Phase::MapRun(run));
            self.run_first(&fresh);
        }
        Ok(())
    }

    /// More failed than is tolerated: children that still run are aborted, and what became of all is
    /// written before the Map Run fails (documented; unless it cannot be written).
    fn give_run_up(
        &mut self,
        id: FrameId,
        distributed: &Distributed,
        mut run: Box<MapRun>,
    ) -> Result<(), Failure> {
        let details = Failure::threshold().details;
        self.abort_running(&mut run);
        let writer = distributed.writer.as_ref();
        let begun = writer.map(|writer| self.begin_writing(id, &run, writer));
        let Some(Ok(Some(mut writing))) = begun else {
            return self.fail_run(id, run, details);
        };
        writing.fails_with(details);
        self.write_on(id, &mut run, &writing);
        run.stage = Stage::Writing(Box::new(writing));
        self.block(id, Phase::MapRun(run));
        Ok(())
    }

    fn children_ended(
        &mut self,
        id: FrameId,
        distributed: &Distributed,
        mut run: Box<MapRun>,
    ) -> Result<(), Failure> {
        let writer = distributed.writer.as_ref();
        let begun = match writer {
            Some(writer) => self.begin_writing(id, &run, writer),
            None => Ok(None),
        };
        let writing = match begun {
            Ok(writing) => writing,
            Err(failure) => return self.break_run(id, run, failure),
        };
        let Some(writing) = writing else {
            let result = self.formed(&run, writer);
            self.run_succeeded(id, result);
            return Ok(());
        };
        self.write_on(id, &mut run, &writing);
        run.stage = Stage::Writing(Box::new(writing));
        self.block(id, Phase::MapRun(run));
        Ok(())
    }

    /// The writer writes on, or the Map has succeeded.
    fn write(
        &mut self,
        id: FrameId,
        mut run: Box<MapRun>,
        mut writing: Box<Writing>,
        answer: Result<Payload, ExecutionDetails>,
    ) -> Result<(), Failure> {
        if let Err(details) = writing.answered(answer) {
            return self.fail_run(id, run, details);
        }
        match self.write_on(id, &mut run, &writing) {
            Some(Ok(result)) => self.run_succeeded(id, result),
            Some(Err(details)) => return self.fail_run(id, run, details),
            None => {
                run.stage = Stage::Writing(writing);
                self.block(id, Phase::MapRun(run));
            }
        }
        Ok(())
    }

    fn run_succeeded(&mut self, id: FrameId, result: Payload) {
        let ended = self.emit_aside(id, self.frames[id].last, Details::MapRunSucceeded);
        self.emit_aside(id, ended, Details::MapStateSucceeded);
        self.conclude(id, result);
    }

    /// Something of the Map cannot be evaluated while its Map Run is under way.
    fn break_run(
        &mut self,
        id: FrameId,
        run: Box<MapRun>,
        failure: Failure,
    ) -> Result<(), Failure> {
        self.frames[id].phase = Phase::MapRun(run);
        Err(failure)
    }

    /// A Map Run ends with the evaluation that broke it. AWS's order of the two is not recorded.
    pub(in crate::execution) fn end_broken_run(&mut self, id: FrameId, failure: &Failure) {
        if let Phase::MapRun(_) = self.frames[id].phase {
            self.emit(id, Details::MapRunFailed(failure.details.clone()));
        }
    }

    /// The Map Run fails; children that still run are aborted.
    fn fail_run(
        &mut self,
        id: FrameId,
        mut run: Box<MapRun>,
        details: ExecutionDetails,
    ) -> Result<(), Failure> {
        self.abort_running(&mut run);
        self.frames[id].phase = Phase::MapRun(run);
        self.emit(id, Details::MapRunFailed(details.clone()));
        Err(Failure::new(details))
    }

    fn abort_running(&mut self, run: &mut MapRun) {
        for (index, child) in std::mem::take(&mut run.running) {
            run.ended[index] = Some(self.abort_child(child));
        }
    }
}

/// The label that AWS invents for a Map without one is a UUID; here the state's name decides it.
fn label_of(state: &str) -> Rc<str> {
    let seed = state.bytes().fold(0_u64, |seed, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    Random::new(seed).uuid()
}
