//! How many children of a Map Run may fail.

use crate::execution::Execution;
use crate::execution::failure::Failure;
use crate::execution::frame::FrameId;
use crate::machine::Map;
use crate::value::Payload;

/// What a Map Run tolerates; without either limit, nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::execution) struct Tolerance {
    /// `ToleratedFailureCount`.
    count: Option<u64>,
    /// `ToleratedFailurePercentage`.
    percentage: Option<f64>,
}

impl Tolerance {
    /// Whether so many failed items of so many are more than is tolerated: more than either limit.
    pub fn is_exceeded(&self, failed: usize, total: usize) -> bool {
        let share = failed as f64 * 100.0 / total.max(1) as f64;
        match (self.count, self.percentage) {
            (None, None) => failed > 0,
            (count, percentage) => {
                count.is_some_and(|count| failed as u64 > count)
                    || percentage.is_some_and(|percentage| share > percentage)
            }
        }
    }
}

impl Execution {
    /// The limits of a Map, which the data may give.
    pub(super) fn tolerance(
        &self,
        id: FrameId,
        map: &Map,
        input: &Payload,
    ) -> Result<Tolerance, Failure> {
        Ok(Tolerance {
            count: self.tolerated_count(id, map, input)?,
            percentage: self.tolerated_percentage(id, map, input)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Tolerance;

    fn check(count: Option<u64>, percentage: Option<f64>, failed: usize, exceeded: bool) {
        let tolerance = Tolerance { count, percentage };
        assert_eq!(
            tolerance.is_exceeded(failed, 10),
            exceeded,
            "{tolerance:?} {failed}"
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
