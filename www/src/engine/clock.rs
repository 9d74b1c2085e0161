//! Virtual time: it stands still, runs with the visitor's clock or faster, or jumps.

use asl::value::Timestamp;

/// The engine's clock. It never goes back.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    reached: Timestamp,
    /// The reading of the visitor's clock, in milliseconds, at which `reached` was true; `None` while
    /// time stands still.
    running_since: Option<f64>,
    /// How many milliseconds pass in one of the visitor's, while it runs.
    rate: u32,
}

impl Clock {
    /// A clock that stands at `moment`.
    pub fn at(moment: Timestamp) -> Self {
        Self {
            reached: moment,
            running_since: None,
            rate: 1,
        }
    }

    /// What it shows when the visitor's clock reads `real` milliseconds.
    pub fn now(&mut self, real: f64) -> Timestamp {
        if let Some(since) = self.running_since {
            let passed = (real - since).max(0.0);
            self.reached = self
                .reached
                .plus_millis((passed as i64).saturating_mul(i64::from(self.rate)));
            // The fraction of a millisecond that is not shown yet stays with the running clock.
            self.running_since = Some(since + passed.trunc());
        }
        self.reached
    }

    /// Lets it run from now on, so many times as fast as the visitor's.
    pub fn run(&mut self, real: f64, rate: u32) {
        if self.rate != rate {
            let _ = self.now(real);
            self.rate = rate;
        }
        if self.running_since.is_none() {
            self.running_since = Some(real);
        }
    }

    /// How many milliseconds of the visitor's pass until it shows a moment, if it runs on.
    pub fn left(&mut self, until: Timestamp, real: f64) -> i64 {
        let left = until.0.saturating_sub(self.now(real).0).max(0);
        let rate = i64::from(self.rate.max(1));
        (left / rate).saturating_add(i64::from(left % rate > 0))
    }

    /// Lets it stand still from now on.
    pub fn halt(&mut self, real: f64) {
        let _ = self.now(real);
        self.running_since = None;
    }

    /// Lets it stand at a later moment.
    pub fn jump(&mut self, moment: Timestamp) {
        self.reached = self.reached.max(moment);
        self.running_since = None;
    }
}

#[cfg(test)]
mod tests {
    use super::Clock;
    use asl::value::Timestamp;

    #[test]
    fn stands_runs_and_jumps() {
        let mut clock = Clock::at(Timestamp(1000));
        assert_eq!(clock.now(5.0), Timestamp(1000));
        clock.run(10.0, 1);
        assert_eq!(clock.now(10.6), Timestamp(1000));
        assert_eq!(clock.now(11.2), Timestamp(1001));
        clock.jump(Timestamp(9000));
        assert_eq!(clock.now(500.0), Timestamp(9000));
        clock.jump(Timestamp(8000));
        assert_eq!(clock.now(501.0), Timestamp(9000));
    }

    #[test]
    fn runs_faster_from_the_moment_it_is_told_to() {
        let mut clock = Clock::at(Timestamp(0));
        clock.run(0.0, 1);
        clock.run(100.0, 60);
        assert_eq!(clock.now(110.0), Timestamp(100 + 600));
        assert_eq!(clock.left(Timestamp(1301), 110.0), 11);
        clock.run(110.0, 1);
        assert_eq!(clock.now(120.0), Timestamp(710));
    }
}
