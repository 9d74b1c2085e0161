//! The services a Task can call. So far one: Lambda, with its envelope and its error mapping.
//!
//! A service knows nothing of states: it says what request goes out and what an answer means.

pub mod lambda;
