//! What limits a Map Run: how many children run at once, and how many items may fail. UpdateMapRun can
//! change it while the run goes on.

use crate::execution::Execution;
use crate::execution::alone::MapLimits;
use crate::execution::frame::Phase;
use crate::execution::map::limit;
use crate::value::Timestamp;
use std::rc::Rc;

/// A Map Run has at most so many children at once (`quotas.md`).
pub(in crate::execution) const MAX_CONCURRENCY: usize = 10_000;

/// What there is to know of a Map Run beside its events; it outlasts the run.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MapRunFacts {
    /// Its limits.
    pub limits: MapLimits,
    /// How many items it has; 0 until they are read.
    pub items: usize,
    /// How many child executions it has or will have.
    pub children: usize,
    /// How often it was redriven.
    pub redrives: u32,
    /// When it was redriven last.
    pub redriven_at: Option<Timestamp>,
}

impl MapLimits {
    /// How many children run at once.
    pub(super) fn children_at_once(&self) -> usize {
        limit(self.max_concurrency, MAX_CONCURRENCY)
    }

    /// Whether so many failed items of so many are more than is tolerated: more than either limit;
    /// without either, any.
    pub(super) fn is_exceeded(&self, failed: usize, total: usize) -> bool {
        let share = failed as f64 * 100.0 / total.max(1) as f64;
        match (self.tolerated_count, self.tolerated_percentage) {
            (None, None) => failed > 0,
            (count, percentage) => {
                count.is_some_and(|count| failed as u64 > count)
                    || percentage.is_some_and(|percentage| share > percentage)
            }
        }
    }
}

impl Execution {
    /// What is known of the Map Run of an ARN, under way or over.
    pub fn map_run(&self, arn: &str) -> Option<&MapRunFacts> {
        self.map_runs.get(arn)
    }

    /// Changes the limits of a Map Run under way; they count from the next `poll` on. Gives false when
    /// no Map Run of this ARN is under way.
    pub fn limit_map_run(&mut self, arn: &str, limits: MapLimits) -> bool {
        if self.outcome.is_some() {
            return false;
        }
        let mut frames = self.frames.iter_with_ids();
        let found = frames
            .find(|(_, frame)| matches!(&frame.phase, Phase::MapRun(run) if *run.arn == *arn));
        let Some((id, frame)) = found else {
            return false;
        };
        let waits = matches!(&frame.phase, Phase::MapRun(run) if run.request.is_none());
        if let Some(facts) = self.map_runs.get_mut(arn) {
            facts.limits = limits;
        }
        // More children may be allowed now.
        if waits && !self.agenda.ready.contains(&id) {
            self.agenda.ready.push_back(id);
        }
        true
    }

    /// The facts of a Map Run that has begun.
    pub(super) fn facts(&self, arn: &Rc<str>) -> MapRunFacts {
        self.map_runs.get(arn).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::MapLimits;

    fn check(count: Option<u64>, percentage: Option<f64>, failed: usize, exceeded: bool) {
        let limits = MapLimits {
            max_concurrency: 0,
            tolerated_count: count,
            tolerated_percentage: percentage,
        };
        assert_eq!(
            limits.is_exceeded(failed, 10),
            exceeded,
            "{limits:?} {failed}"
        );
    }

    #[test]
    fn more_than_either_limit_is_too_much() {
        check(None, None, 0, false);
        check(None, None, 1, true);
        check(Some(2), None, 2, false);
        check(Some(2), None, 3, true);
        check(None, Some(20.0), 2, false);
        check(None, Some(20.0), 3, true);
        check(Some(5), Some(20.0), 3, true);
        check(Some(2), Some(100.0), 3, true);
        check(None, Some(100.0), 10, false);
    }
}
