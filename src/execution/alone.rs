//! One state on its own, as TestState runs it (`api.md` section 4): the same engine begins at that state,
//! with whatever its caller wants to be true around it. The host polls until the state is left.

use super::Execution;
use super::distributed::STATE_DATA;
use super::failure::Failure;
use super::frame::{Frame, FrameId, Item, Phase, Visit};
use super::histories::Identity;
use crate::history::{EventId, ExecutionDetails};
use crate::machine::{Map, State, StateId};
use crate::service::s3::Entry;
use crate::value::{Payload, Value};
use std::rc::Rc;

/// What AWS calls the state, whatever its name (recorded).
pub(super) const STATE_NAME: &str = "StateName";

/// A state to be run on its own, and what is true around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Alone {
    /// The state; it may stand in a branch or a processor.
    pub state: StateId,
    /// Its context object; a generated one if absent.
    pub context: Option<Value>,
    /// How many retries each of its retriers has made already.
    pub retries: u64,
    /// What its work gives, instead of the work.
    pub mock: Option<Mock>,
}

/// The end of the work of a Task, Parallel or Map, made up.
#[derive(Clone, Debug, PartialEq)]
pub struct Mock {
    /// The result, or error and cause.
    pub result: Result<Payload, ExecutionDetails>,
    /// What a Map's `ItemReader` reads, as it is at its source.
    pub reader_data: Option<Rc<str>>,
    /// How many of a Map's iterations fail.
    pub failed_iterations: Option<u64>,
}

/// What can be said about the run of a state on its own, beside events, stages and notes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// The last failure, whatever it led to.
    pub failure: Option<ExecutionDetails>,
    /// The retrier that matched the failure and has no attempts left.
    pub exhausted: Option<usize>,
    /// What `ItemsPointer` points to in the data of an item reader.
    pub pointed: Option<Value>,
    /// The limits of a Map, evaluated.
    pub limits: Option<MapLimits>,
    /// What of a mock cannot be; nothing more will happen.
    pub misfit: Option<Misfit>,
}

/// `MaxConcurrency`, `ToleratedFailureCount` and `ToleratedFailurePercentage` as evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MapLimits {
    /// 0 means no limit.
    pub max_concurrency: u64,
    /// If the Map says so.
    pub tolerated_count: Option<u64>,
    /// If the Map says so: from 0 to 100.
    pub tolerated_percentage: Option<f64>,
}

/// A mock that does not fit the iterations there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// More iterations are to fail than there are.
    MoreFailuresThanIterations,
    /// Not one result for each iteration.
    ResultsDoNotMatchItems,
}

/// The state on its own, and what was found.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Lone {
    pub alone: Alone,
    pub findings: Findings,
}

impl Execution {
    /// What was found about a state that runs on its own.
    pub fn findings(&self) -> Option<&Findings> {
        self.lone.as_deref().map(|lone| &lone.findings)
    }

    /// Places the one state at the beginning; the events before it do not matter.
    pub(super) fn begin_alone(&mut self, alone: &Alone, input: Payload) {
        let mut visit = Visit::new(alone.state, input.clone());
        visit.retries = vec![alone.retries; self.machine.state(alone.state).retry.len()];
        let identity = Identity::of(&self.settings, input, self.clock);
        let history = self.histories.begin(identity);
        let frame = Frame::new(history, None, EventId::default(), visit);
        let root = self.frames.add(frame);
        self.agenda.ready.push_back(root);
    }

    /// The end of the state's work, if it is mocked.
    pub(super) fn mocked(&self) -> Option<Result<Payload, Failure>> {
        let result = &self.mock()?.result;
        Some(result.clone().map_err(Failure::mocked))
    }

    fn mock(&self) -> Option<&Mock> {
        self.lone.as_ref()?.alone.mock.as_ref()
    }

    /// The state's name in messages.
    pub(super) fn spoken_name(&self, state: StateId) -> &str {
        match self.lone {
            Some(_) => STATE_NAME,
            None => &self.machine.state(state).name,
        }
    }

    /// The state failed.
    pub(super) fn note_failure(&mut self, failure: &Failure) {
        if let Some(lone) = &mut self.lone {
            lone.findings.failure = Some(failure.details.clone());
        }
    }

    /// A retrier matched a failure and has no attempts left.
    pub(super) fn note_exhausted(&mut self, retrier: usize) {
        if let Some(lone) = &mut self.lone {
            lone.findings.exhausted = Some(retrier);
        }
    }

    /// A Map whose work is mocked.
    pub(super) fn mocked_map(
        &mut self,
        id: FrameId,
        state: &State,
        map: &Map,
        input: &Payload,
    ) -> Result<(), Failure> {
        let entries = self.mocked_entries(id, state, map, input)?;
        let iterations = self.mocked_iterations(id, map, input, &entries)?;
        let limits = self.map_limits(id, map, input)?;
        let misfit = self.misfit(iterations, &limits);
        if let Some(lone) = &mut self.lone {
            lone.findings.limits = Some(limits);
            lone.findings.misfit = misfit;
        }
        if misfit.is_some() {
            self.block(id, Phase::Work);
            return Ok(());
        }
        if self.exceeds(iterations, &limits) {
            return Err(Failure::threshold());
        }
        self.work_done(id)
    }

    /// The items: what the reader finds in the data given for it, or those in the state's input.
    fn mocked_entries(
        &mut self,
        id: FrameId,
        state: &State,
        map: &Map,
        input: &Payload,
    ) -> Result<Vec<Entry>, Failure> {
        let reader = map.distributed.as_ref().and_then(|map| map.reader.as_ref());
        let data = self.mock().and_then(|mock| mock.reader_data.clone());
        if let (Some(reader), Some(data)) = (reader, data) {
            let entries = self.given_items(id, reader, input, &data)?;
            let pointed = entries.iter().map(|entry| entry.value.clone()).collect();
            if let Some(lone) = self.lone.as_mut().filter(|_| reader.has_pointer()) {
                lone.findings.pointed = Some(Value::array(pointed));
            }
            return Ok(entries);
        }
        if map.distributed.is_some() {
            return self.entries(id, state, map, input);
        }
        let items = self.items(id, state, map, input)?;
        Ok(items.iter().cloned().map(Entry::from).collect())
    }

    /// How many iterations there would be: items, or batches of items.
    fn mocked_iterations(
        &mut self,
        id: FrameId,
        map: &Map,
        input: &Payload,
        entries: &[Entry],
    ) -> Result<usize, Failure> {
        let Some(distributed) = &map.distributed else {
            for (index, entry) in entries.iter().enumerate() {
                let item = Item::inline(index, entry.value.clone());
                let _ = self.iteration_input(id, map, input, &item)?;
            }
            return Ok(entries.len());
        };
        let source = Rc::from(STATE_DATA);
        let jobs = self.jobs(id, (map, distributed), input, entries, &source)?;
        Ok(jobs.len())
    }

    /// The mocked work of a Parallel or Map has ended.
    pub(super) fn work_done(&mut self, id: FrameId) -> Result<(), Failure> {
        if let Some(result) = self.mocked() {
            self.conclude(id, result?);
        }
        Ok(())
    }

    /// The limits of a Map, which the data may give.
    pub(super) fn map_limits(
        &self,
        id: FrameId,
        map: &Map,
        input: &Payload,
    ) -> Result<MapLimits, Failure> {
        Ok(MapLimits {
            max_concurrency: self.max_concurrency(id, map, input)?,
            tolerated_count: self.tolerated_count(id, map, input)?,
            tolerated_percentage: self.tolerated_percentage(id, map, input)?,
        })
    }

    /// The tolerance is looked at before the number of results (recorded).
    fn misfit(&self, iterations: usize, limits: &MapLimits) -> Option<Misfit> {
        let mock = self.mock()?;
        if mock.failed_iterations.unwrap_or(0) > iterations as u64 {
            return Some(Misfit::MoreFailuresThanIterations);
        }
        let results = mock.result.as_ref().ok()?.value().as_array()?.len();
        let fits = results == iterations || self.exceeds(iterations, limits);
        (!fits).then_some(Misfit::ResultsDoNotMatchItems)
    }

    /// Whether more iterations are to fail than the Map tolerates; one that says nothing of it
    /// tolerates all here (recorded).
    fn exceeds(&self, iterations: usize, limits: &MapLimits) -> bool {
        let Some(Mock {
            failed_iterations: Some(failed),
            result: Ok(_),
            ..
        }) = self.mock()
        else {
            return false;
        };
        let percentage = *failed as f64 * 100.0 / iterations.max(1) as f64;
        limits.tolerated_count.is_some_and(|most| *failed > most)
            || limits
                .tolerated_percentage
                .is_some_and(|most| percentage > most)
    }
}
