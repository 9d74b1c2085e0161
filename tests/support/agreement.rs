//! How far the answers of an oracle agree with ours.

/// What the oracle said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Said {
    /// A value, or that there is none.
    Value,
    /// An error of its own.
    Error,
    /// Something that shows that it broke.
    Breach,
}

/// How many cases agree, and in what others differ.
#[derive(Default)]
pub struct Agreement {
    values: usize,
    other_values: usize,
    errors: usize,
    other_errors: usize,
    /// The oracle failed, and we give something.
    no_errors: usize,
    /// The oracle itself broke, and we do not fail as it does.
    broken: usize,
}

impl Agreement {
    /// Counts a case: what the oracle said, whether we say the same, and whether we fail.
    pub fn add(&mut self, said: Said, agrees: bool, fails: bool) {
        let place = match (said, agrees) {
            (Said::Value, true) => &mut self.values,
            (Said::Value, false) => &mut self.other_values,
            (Said::Error | Said::Breach, true) => &mut self.errors,
            (Said::Breach, false) => &mut self.broken,
            (Said::Error, false) if fails => &mut self.other_errors,
            (Said::Error, false) => &mut self.no_errors,
        };
        *place += 1;
    }

    /// The counts in a line.
    pub fn told(&self) -> String {
        let Self {
            values,
            other_values,
            errors,
            other_errors,
            no_errors,
            broken,
        } = self;
        let of_all = (values + other_values).max(1) as f64;
        let share = 100.0 * *values as f64 / of_all;
        format!(
            "values: {values} agree, {other_values} differ ({share:.3} % agree); errors: {errors} agree, \
             {other_errors} differ, {no_errors} are none here; in {broken} the oracle broke"
        )
    }
}
