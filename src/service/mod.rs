//! The services a Task can call: Lambda's envelope and error mapping, and what every call must fulfil.
//!
//! A service knows nothing of states: it says what request goes out and what an answer means.

pub mod lambda;
pub mod parameters;
pub mod s3;
