//! RedriveExecution.

use crate::control::Control;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::control::plane::date;
use crate::value::{Object, Timestamp};
use std::rc::Rc;

/// The last redrive of an execution.
#[derive(Clone, Debug, PartialEq)]
pub struct Redrive {
    /// How many there were.
    pub count: i64,
    /// When.
    pub at: Timestamp,
    /// The request's `clientToken`.
    token: Option<Rc<str>>,
}

impl Control {
    /// The same token again gives the same redrive (documented).
    pub(in crate::control) fn redrive_execution(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let run = self.run_of_mut(request.demanded("executionArn"))?;
        let token: Option<Rc<str>> = request.text("clientToken").map(Rc::from);
        let before = run.redrive.as_ref();
        let repeated = before.filter(|redrive| token.is_some() && redrive.token == token);
        let at = match repeated {
            Some(redrive) => redrive.at,
            None => {
                let redriven = run.execution.redrive(now);
                redriven
                    .map_err(|why| ApiError::new(Code::ExecutionNotRedrivable, why.to_string()))?;
                let count = before.map_or(0, |redrive| redrive.count) + 1;
                run.redrive = Some(Redrive {
                    count,
                    at: now,
                    token,
                });
                run.outcome = None;
                run.stopped = None;
                now
            }
        };
        Ok(Object::new().with("redriveDate", date(at)).into())
    }
}
