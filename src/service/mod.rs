//! The services a Task can call: Lambda's envelope and error mapping, what every call must fulfil, and
//! stand-ins for where there is no AWS.
//!
//! A service knows nothing of states: it says what request goes out and what an answer means.

pub mod http;
pub mod lambda;
pub mod parameters;
pub mod s3;
pub mod standin;
