//! The engine behind the contract.

use super::{Answer, Fault, Output, Settings, Token};
use crate::history::ExecutionDetails;
use crate::machine::Machine;
use crate::value::{Payload, Timestamp};
use std::rc::Rc;

/// One run of a machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Execution {
    machine: Rc<Machine>,
    input: Payload,
    settings: Settings,
    started: Timestamp,
}

impl Execution {
    /// An execution about to begin at `now`.
    pub fn new(machine: Rc<Machine>, input: Payload, settings: Settings, now: Timestamp) -> Self {
        Self {
            machine,
            input,
            settings,
            started: now,
        }
    }

    /// One step.
    ///
    /// # Errors
    /// Time that goes back; a bug of ours.
    pub fn poll(&mut self, now: Timestamp) -> Result<Output, Fault> {
        let _ = now;
        Err(Fault::Broken("not built yet"))
    }

    /// What became of an invocation; takes effect at `now` with the next `poll`.
    ///
    /// # Errors
    /// A token that does not wait, or an answer that is not JSON. Answers to cancelled tokens are
    /// dropped without a fault.
    pub fn answer(&mut self, token: Token, answer: Answer, now: Timestamp) -> Result<(), Fault> {
        let _ = (answer, now);
        Err(Fault::UnknownToken(token))
    }

    /// Ends the execution as StopExecution does; takes effect with the next `poll`.
    pub fn abort(&mut self, details: ExecutionDetails, now: Timestamp) {
        let _ = (details, now);
    }
}
