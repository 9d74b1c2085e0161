//! The Wait state: seconds or a moment, written down or found in the data.

use super::Execution;
use super::engine::clamp;
use super::failure::Failure;
use super::frame::{FrameId, Phase};
use super::io::Exit;
use crate::machine::{State, Wait};
use crate::query::{Formula, Path, Wanted};
use crate::value::{Payload, Timestamp, Value};

/// A Wait may take 2^31 - 1 seconds, about 24,855 days (recorded).
const MAX_DELAY_MILLIS: i64 = 2_147_483_647_000;

impl Execution {
    #[inline(never)]
    pub(super) fn run_wait(
        &mut self,
        id: FrameId,
        state: &State,
        wait: &Wait,
    ) -> Result<(), Failure> {
        let data = self.effective_input(id, state)?;
        let until = match wait {
            Wait::Seconds(seconds) => self.clock.plus_seconds(clamp(*seconds)),
            Wait::SecondsPath(path) => {
                let seconds = self.seconds_of(id, path, data.value())?;
                self.clock.plus_seconds(seconds)
            }
            Wait::Timestamp(moment) => *moment,
            Wait::TimestampPath(path) => self.moment_of(id, path, data.value())?,
            Wait::SecondsFormula(formula) => {
                let seconds = self.formula_natural(id, formula)?;
                self.clock.plus_seconds(clamp(seconds))
            }
            Wait::TimestampFormula(formula) => self.moment_given(id, formula)?,
        };
        self.sleep(id, state, data, until)
    }

    fn sleep(
        &mut self,
        id: FrameId,
        state: &State,
        data: Payload,
        until: Timestamp,
    ) -> Result<(), Failure> {
        if until <= self.clock {
            return self.pass_on(id, state, data, Exit::ahead(state));
        }
        if until > self.clock.plus_millis(MAX_DELAY_MILLIS) {
            return Err(self.runtime(id, "Wait state delay is too long."));
        }
        let alarm = self.wake(id, until);
        self.block(id, Phase::Asleep(alarm, data));
        Ok(())
    }

    fn seconds_of(&self, id: FrameId, path: &Path, data: &Value) -> Result<i64, Failure> {
        let written = path.as_str();
        let words = |words: &str| self.runtime(id, &format!("The SecondsPath parameter {words}"));
        let found = self
            .look(id, path, data)
            .map_err(|_| words(&format!("does not reference an input value: {written}")))?;
        let seconds = whole_number(&found).ok_or_else(|| {
            let shown = show(&found);
            words(&format!(
                "cannot be parsed as a long value: {written} == {shown}"
            ))
        })?;
        if seconds < 0 {
            return Err(words(&format!(
                "references a negative value: {written} == {seconds}"
            )));
        }
        Ok(seconds)
    }

    fn moment_given(&self, id: FrameId, formula: &Formula) -> Result<Timestamp, Failure> {
        let given = self.formula(id, formula, Wanted::String)?;
        let text = given.as_str().unwrap_or_default();
        Timestamp::parse(text).ok_or_else(|| {
            self.query_failure(
                id,
                &formula.refusal(format!(
                    "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}"
                )),
            )
        })
    }

    fn moment_of(&self, id: FrameId, path: &Path, data: &Value) -> Result<Timestamp, Failure> {
        let written = path.as_str();
        let words = |words: &str| self.runtime(id, &format!("The TimestampPath parameter {words}"));
        let found = self
            .look(id, path, data)
            .map_err(|_| words(&format!("does not reference an input value: {written}")))?;
        found.as_str().and_then(Timestamp::parse).ok_or_else(|| {
            let shown = show(&found);
            words(&format!(
                "does not reference a valid ISO-8601 extended offset date-time format string: {written} == {shown}"
            ))
        })
    }
}

/// An integer, or a text of one (recorded: `"1"` waits one second, and is a `MaxConcurrencyPath`).
pub(super) fn whole_number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A value in the words of a failure: texts without quotes.
pub(super) fn show(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_json(), str::to_owned)
}
