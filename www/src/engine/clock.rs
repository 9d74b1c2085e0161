//! Virtual time: it stands still, runs with the visitor's clock, or jumps.

use asl::value::Timestamp;

/// The engine's clock. It never goes back.
#[derive(Clone, Copy, Debug, Default)]
pub struct Clock {
    reached: Timestamp,
    /// The reading of the visitor's clock, in milliseconds, at which `reached` was true; `None` while
    /// time stands still.
    running_since: Option<f64>,
}

impl Clock {
    /// A clock that stands at `moment`.
    pub fn at(moment: Timestamp) -> Self {
        Self {
            reached: moment,
            running_since: None,
        }
    }

    /// What it shows when the visitor's clock reads `real` milliseconds.
    pub fn now(&mut self, real: f64) -> Timestamp {
        if let Some(since) = self.running_since {
            let passed = (real - since).max(0.0);
            self.reached = self.reached.plus_millis(passed as i64);
            // The fraction of a millisecond that is not shown yet stays with the running clock.
            self.running_since = Some(since + passed.trunc());
        }
        self.reached
    }

    /// Lets it run from now on.
    pub fn run(&mut self, real: f64) {
        if self.running_since.is_none() {
            self.running_since = Some(real);
        }
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
        clock.run(10.0);
        assert_eq!(clock.now(10.6), Timestamp(1000));
        assert_eq!(clock.now(11.2), Timestamp(1001));
        clock.jump(Timestamp(9000));
        assert_eq!(clock.now(500.0), Timestamp(9000));
        clock.jump(Timestamp(8000));
        assert_eq!(clock.now(501.0), Timestamp(9000));
    }
}
