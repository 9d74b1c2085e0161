//! Retry: whether a failed state is tried again, and after how long (`asl.md` section 10).

use super::Execution;
use super::engine::clamp;
use super::failure::{Failure, HEARTBEAT_TIMEOUT, Late, Reach, TIMEOUT};
use super::frame::{FrameId, Phase};
use crate::inspection::Note;
use crate::machine::{Retrier, State};
use std::rc::Rc;

impl Execution {
    /// Begins a back-off if the first retrier that matches has attempts left. When it has none, no
    /// other retrier is asked.
    #[inline(never)]
    pub(super) fn retry(&mut self, id: FrameId, state: &State, failure: &Failure) -> bool {
        let matching = state
            .retry
            .iter()
            .position(|retrier| matches(&retrier.error_equals, failure));
        let Some(index) = matching else {
            return false;
        };
        let retrier = &state.retry[index];
        let retries = &mut self.frames[id].visit.retries;
        retries.resize(state.retry.len(), 0);
        if retries[index] >= retrier.max_attempts {
            self.note_exhausted(index);
            let exhausted = Note::Exhausted {
                retrier: index,
                error: Rc::from(failure.error()),
            };
            self.note(id, exhausted);
            return false;
        }
        retries[index] += 1;
        let attempt = retries[index];
        self.back_off(id, index, retrier, attempt, failure);
        true
    }

    fn back_off(
        &mut self,
        id: FrameId,
        index: usize,
        retrier: &Retrier,
        attempt: u64,
        failure: &Failure,
    ) {
        let delay = delay_millis(retrier, attempt);
        let delay_millis = if retrier.full_jitter {
            (self.random.unit() * delay) as i64
        } else {
            delay as i64
        };
        self.note(
            id,
            Note::Retrying {
                retrier: index,
                attempt,
                delay_millis,
                error: Rc::from(failure.error()),
            },
        );
        let visit = &mut self.frames[id].visit;
        visit.attempt = visit.attempt.saturating_add(1);
        let at = self.clock.plus_millis(delay_millis);
        let alarm = self.wake(id, at);
        self.block(id, Phase::Backoff(alarm));
    }
}

/// Milliseconds before the n-th retry, from 1, without jitter.
fn delay_millis(retrier: &Retrier, attempt: u64) -> f64 {
    let exponent = i32::try_from(attempt.saturating_sub(1)).unwrap_or(i32::MAX);
    let seconds = retrier.interval_seconds as f64 * retrier.backoff_rate.powi(exponent);
    let longest = retrier
        .max_delay_seconds
        .map_or(f64::MAX, |max| clamp(max) as f64);
    seconds.min(longest) * 1000.0
}

/// Whether a retrier's or catcher's `ErrorEquals` matches the failure.
pub(super) fn matches(error_equals: &[Rc<str>], failure: &Failure) -> bool {
    error_equals.iter().any(|name| match &**name {
        "States.ALL" => failure.reach == Reach::Any,
        "States.TaskFailed" => failure.reach == Reach::Any && failure.error() != TIMEOUT,
        HEARTBEAT_TIMEOUT if failure.late == Some(Late::Heartbeat) => true,
        name => failure.reach != Reach::Nothing && failure.details.error.as_deref() == Some(name),
    })
}

#[cfg(test)]
mod tests {
    use super::{Failure, Retrier, delay_millis, matches};
    use crate::history::ExecutionDetails;

    fn retrier() -> Retrier {
        Retrier {
            error_equals: vec!["States.ALL".into()],
            interval_seconds: 1,
            max_attempts: 3,
            backoff_rate: 2.0,
            max_delay_seconds: None,
            full_jitter: false,
        }
    }

    #[test]
    fn the_delay_grows_by_the_rate_up_to_its_limit() {
        let mut retrier = retrier();
        // Recorded with TestState: interval 1, rate 2, the fifth retry waits 16 seconds.
        let seconds = |retrier: &Retrier, n| delay_millis(retrier, n) / 1000.0;
        assert_eq!([1, 2, 5].map(|n| seconds(&retrier, n)), [1.0, 2.0, 16.0]);
        retrier.max_delay_seconds = Some(5);
        assert_eq!([1, 3, 4].map(|n| seconds(&retrier, n)), [1.0, 4.0, 5.0]);
        assert_eq!(seconds(&retrier, u64::MAX), 5.0);
    }

    #[test]
    fn wildcards_match_what_aws_lets_them_match() {
        let named = |name: &str| {
            Failure::new(ExecutionDetails {
                error: Some(name.into()),
                cause: None,
            })
        };
        let table = [
            ("States.ALL", named("Boom"), true),
            (
                "States.ALL",
                Failure::new(ExecutionDetails::default()),
                true,
            ),
            ("States.ALL", Failure::timeout(), true),
            ("States.ALL", Failure::runtime_plain("x"), false),
            ("States.ALL", Failure::state_too_large("S"), false),
            ("States.ALL", Failure::task_too_large("lambda"), true),
            ("States.TaskFailed", named("Boom"), true),
            ("States.TaskFailed", Failure::timeout(), false),
            ("States.Timeout", Failure::timeout(), true),
            ("States.Timeout", Failure::missed_heartbeat(), true),
            ("States.HeartbeatTimeout", Failure::missed_heartbeat(), true),
            ("States.HeartbeatTimeout", Failure::timeout(), false),
            ("States.Runtime", Failure::runtime_plain("x"), false),
            ("Boom", named("Boom"), true),
            ("boom", named("Boom"), false),
            (
                "States.DataLimitExceeded",
                Failure::state_too_large("S"),
                true,
            ),
        ];
        for (name, failure, expected) in table {
            assert_eq!(
                matches(&[name.into()], &failure),
                expected,
                "{name} on {failure:?}"
            );
        }
    }
}
