//! The Fail state: there is no Exited event, the failure follows at once.

use super::Execution;
use super::failure::Failure;
use super::frame::FrameId;
use crate::history::ExecutionDetails;
use crate::machine::{Fail, FailText};
use crate::query::Wanted;
use std::rc::Rc;

impl Execution {
    #[inline(never)]
    pub(super) fn run_fail(&mut self, id: FrameId, fail: &Fail) -> Result<(), Failure> {
        let error = self.fail_text(id, fail.error.as_ref(), "ErrorPath")?;
        let cause = self.fail_text(id, fail.cause.as_ref(), "CausePath")?;
        Err(Failure::new(ExecutionDetails { error, cause }))
    }

    fn fail_text(
        &self,
        id: FrameId,
        text: Option<&FailText>,
        field: &str,
    ) -> Result<Option<Rc<str>>, Failure> {
        match text {
            None => Ok(None),
            Some(FailText::Literal(text)) => Ok(Some(Rc::clone(text))),
            Some(FailText::Formula(formula)) => {
                let text = self.formula(id, formula, Wanted::String)?;
                Ok(text.as_str().map(Rc::from))
            }
            Some(FailText::Expression(expression)) => {
                let input = self.frames[id].visit.input.clone();
                let value = self
                    .evaluate(id, input.value(), |env| expression.evaluate(env, field))
                    .map_err(|failure| self.query_failure(id, &failure))?;
                // What AWS says of a value that is not a text is not recorded; these words are ours.
                let text = value.as_str().ok_or_else(|| {
                    let written = expression.as_str();
                    self.runtime(
                        id,
                        &format!("The {field} '{written}' does not reference a string value."),
                    )
                })?;
                Ok(Some(Rc::from(text)))
            }
        }
    }
}
