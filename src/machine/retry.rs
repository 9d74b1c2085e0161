//! Retriers and catchers (`asl.md` sections 10 and 11).

use super::{ResultPath, StateId};
use crate::query::Template;
use std::rc::Rc;

/// One entry of `Retry`.
#[derive(Clone, Debug, PartialEq)]
pub struct Retrier {
    /// `ErrorEquals`.
    pub error_equals: Vec<Rc<str>>,
    /// `IntervalSeconds`, default 1.
    pub interval_seconds: u64,
    /// `MaxAttempts`, default 3; 0 never retries.
    pub max_attempts: u64,
    /// `BackoffRate`, default 2.0.
    pub backoff_rate: f64,
    /// `MaxDelaySeconds`.
    pub max_delay_seconds: Option<u64>,
    /// Whether `JitterStrategy` is `FULL`.
    pub full_jitter: bool,
}

/// One entry of `Catch`.
#[derive(Clone, Debug, PartialEq)]
pub struct Catcher {
    /// `ErrorEquals`.
    pub error_equals: Vec<Rc<str>>,
    /// `Next`.
    pub next: StateId,
    /// `ResultPath`, applied to the state's raw input.
    pub result_path: ResultPath,
    /// `Output` in JSONata; absent means the error output.
    pub output: Option<Template>,
    /// `Assign`; the state's own is not used when an error is caught.
    pub assign: Option<Template>,
}
