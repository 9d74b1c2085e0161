//! The Amazon States Language as a value: check a workflow, run it, explain it.
//!
//! The package is sans-IO: no clock, no chance, no network, no browser. Time is an argument, chance is a
//! seed, and whatever a workflow wants from the world comes out as a request that the host answers.
//! The same machine, input, seed and answers give the same history, byte for byte.
//!
//! Rooms, in the order in which they may know each other (a room imports only rooms above it):
//! [`value`], [`diagnostic`], [`text`], [`query`], [`definition`], [`machine`], [`history`],
//! [`inspection`], [`language`], [`service`], [`execution`], [`control`], [`project`], [`graph`], [`debugger`].
//!
//! Phases change types, and no function takes a half-checked thing:
//! text → [`definition::Definition`] → [`machine::Machine`] → [`execution::Execution`].

pub mod control;
pub mod debugger;
pub mod definition;
pub mod diagnostic;
pub mod execution;
pub mod graph;
pub mod history;
pub mod inspection;
pub mod language;
pub mod machine;
pub mod project;
pub mod query;
pub mod service;
pub mod text;
pub mod value;
