//! A Map Run, from MapRunStarted to its end.

use super::batch::Job;
use super::tolerance::Tolerance;
use crate::execution::Execution;
use crate::execution::failure::Failure;
use crate::execution::frame::{FrameId, Phase, splice};
use crate::execution::map::limit;
use crate::execution::random::Random;
use crate::history::{Details, ExecutionDetails, HistoryId};
use crate::machine::{Distributed, ExecutionType, Kind, Map, State};
use crate::service::s3::Entry;
use crate::value::{Payload, Timestamp};
use std::collections::BTreeMap;
use std::rc::Rc;

/// A Map Run has at most so many children at once (`quotas.md`).
const MAX_CONCURRENCY: usize = 10_000;
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
    /// How many children may run at once.
    limit: usize,
    tolerance: Tolerance,
    /// What each child does.
    pub(super) jobs: Rc<Vec<Job>>,
    /// The next job to begin with.
    pub(super) next: usize,
    /// Children begun that have not had a turn.
    pub(super) fresh: Vec<FrameId>,
    /// Children that run, by job.
    pub running: BTreeMap<usize, FrameId>,
    /// How the others ended, by job.
    pub(super) ended: Vec<Option<Ended>>,
    /// How many items failed.
    pub(super) failed: usize,
}

/// How a child ended.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::execution) struct Ended {
    /// Its history.
    pub history: HistoryId,
    /// When.
    pub at: Timestamp,
    /// Its output, or error and cause; `None` when it was aborted.
    pub result: Option<Result<Payload, ExecutionDetails>>,
}

impl MapRun {
    fn new(
        arn: Rc<str>,
        machine_name: Rc<str>,
        execution_type: ExecutionType,
        (limit, tolerance): (usize, Tolerance),
    ) -> Self {
        Self {
            arn,
            machine_name,
            execution_type,
            limit,
            tolerance,
            jobs: Rc::default(),
            next: 0,
            fresh: Vec::new(),
            running: BTreeMap::new(),
            ended: Vec::new(),
            failed: 0,
        }
    }

    fn begin(&mut self, jobs: Vec<Job>) {
        self.ended = vec![None; jobs.len()];
        self.jobs = Rc::new(jobs);
    }

    fn has_failed(&self) -> bool {
        let total = self.jobs.iter().map(|job| job.items).sum();
        self.tolerance.is_exceeded(self.failed, total)
    }

    /// The outputs of the children that succeeded, in the order of the items.
    fn outputs(&self) -> impl Iterator<Item = &Payload> + Clone {
        let ended = self.ended.iter().flatten();
        ended.filter_map(|ended| ended.result.as_ref()?.as_ref().ok())
    }
}

impl Execution {
    pub(in crate::execution) fn start_map_run(
        &mut self,
        id: FrameId,
        state: &State,
        map: &Map,
        distributed: &Distributed,
    ) -> Result<(), Failure> {
        let input = self.effective_input(id, state)?;
        let items = self.items(id, map, &input)?;
        let limit = limit(self.max_concurrency(id, map, &input)?, MAX_CONCURRENCY);
        let length = items.len();
        self.emit(id, Details::MapStateStarted { length });
        let tolerance = self.tolerance(id, map, &input)?;
        let mut run = self.begin_run(id, state, distributed, limit, tolerance);
        let entries = items.iter().cloned().map(Entry::from).collect::<Vec<_>>();
        let source = Rc::from(STATE_DATA);
        run.begin(self.jobs(id, (map, distributed), &input, &entries, &source)?);
        self.proceed(id, Phase::MapRun(Box::new(run)));
        Ok(())
    }

    fn begin_run(
        &mut self,
        id: FrameId,
        state: &State,
        distributed: &Distributed,
        limit: usize,
        tolerance: Tolerance,
    ) -> MapRun {
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
        let kind = distributed.execution_type;
        MapRun::new(arn, Rc::from(machine_name), kind, (limit, tolerance))
    }

    /// One more child is started; when no more can be, those that are fresh run.
    pub(in crate::execution) fn advance_run(
        &mut self,
        id: FrameId,
        state: &State,
        mut run: Box<MapRun>,
    ) -> Result<(), Failure> {
        let Kind::Map(map) = &state.kind else {
            return Ok(());
        };
        if run.has_failed() {
            return self.fail_run(id, run);
        }
        if run.next < run.jobs.len() && run.running.len() < run.limit {
            self.start_child(id, map.processor, &mut run);
            self.proceed(id, Phase::MapRun(run));
        } else if run.running.is_empty() {
            self.run_succeeded(id, &run);
        } else {
            let fresh = std::mem::take(&mut run.fresh);
            self.block(id, Phase::MapRun(run));
            self.run_first(&fresh);
        }
        Ok(())
    }

    fn run_succeeded(&mut self, id: FrameId, run: &MapRun) {
        let result = splice(run.outputs());
        let ended = self.emit_aside(id, self.frames[id].last, Details::MapRunSucceeded);
        self.emit_aside(id, ended, Details::MapStateSucceeded);
        self.conclude(id, result);
    }

    /// More children failed than is tolerated: the others are aborted.
    fn fail_run(&mut self, id: FrameId, mut run: Box<MapRun>) -> Result<(), Failure> {
        for (index, child) in std::mem::take(&mut run.running) {
            run.ended[index] = Some(self.abort_child(child));
        }
        self.frames[id].phase = Phase::MapRun(run);
        let failure = Failure::threshold();
        self.emit(id, Details::MapRunFailed(failure.details.clone()));
        Err(failure)
    }
}

/// The label that AWS invents for a Map without one is a UUID; here the state's name decides it.
fn label_of(state: &str) -> Rc<str> {
    let seed = state.bytes().fold(0_u64, |seed, byte| {
        seed.wrapping_mul(31).wrapping_add(u64::from(byte))
    });
    Random::new(seed).uuid()
}
