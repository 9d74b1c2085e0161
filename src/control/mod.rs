//! The control plane: the operations of the Step Functions API as values. A request and the moment go in,
//! AWS's response or AWS's refusal comes out; time, chance and the calls of running workflows stay with the
//! host, as everywhere.
//!
//! Requests pass three doors: what an SDK refuses before it sends anything, what the service refuses of a
//! request's form ([`shape`]), and what the operation itself has to say. Responses are the API's JSON as the
//! AWS CLI prints it.
//!
//! * [`StateUnderTest`]: TestState, one state on the real engine.
//! * [`Control`]: state machines with versions and aliases, executions, activities. Executions are real
//!   ones, which the host drives ([`Control::poll`], [`Control::answer`]).
//! * [`nested`]: what Tasks get that start executions, describe them or stop them.

mod activity;
mod arn;
mod definition;
mod error;
mod fields;
mod jackson;
mod machine;
mod name;
pub mod nested;
mod page;
mod plane;
mod run;
mod shape;
mod test_state;
mod validate;

pub use error::{Answered, ApiError, Code};
pub use name::is_name;
pub use plane::{Control, Reply};
pub use test_state::{StateUnderTest, Tested};

use std::rc::Rc;

/// Where the control plane stands: the first half of every ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// `aws`
    pub partition: Rc<str>,
    /// `us-east-1`
    pub region: Rc<str>,
    /// Twelve digits.
    pub account: Rc<str>,
}
