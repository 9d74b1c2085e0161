//! Understanding a run: what can be done ([`action`]), what there is to see ([`view`]), and the
//! [`Session`] between them. All of it is plain values, computed here and only shown by the page.
//!
//! A run is recorded whole: an immutable [`trace`] of events, stages and notes. The cursor is a number,
//! the *position*: so many entries have happened. Moving it back or forth computes nothing anew; what the
//! drawing shows is kept by applying or taking back the changes in between ([`tally`]). The execution
//! itself at any position is made again from the nearest checkpoint and the log of inputs ([`engine`]).
//!
//! The host drives: [`Session::pump`] goes on with the execution in slices and says what it needs.

pub mod action;
pub mod alone;
mod branches;
pub mod breakpoints;
mod code;
pub mod compare;
pub mod condition;
mod console;
pub mod descent;
pub mod diff;
pub mod edit;
mod engine;
mod events;
pub mod export;
mod expression;
pub mod family;
pub mod frames;
mod identity;
mod input;
mod inspector;
mod iterations;
mod ladder;
mod many;
mod marks;
pub mod mocks;
mod names;
mod open;
mod outcome;
pub mod progress;
mod question;
pub mod recording;
mod relatives;
pub mod replay;
mod rules;
pub mod run;
mod rungs;
mod seldom;
mod services;
mod session;
mod setbacks;
mod source;
mod sources;
mod stays;
pub mod stepping;
pub mod tally;
pub mod tape;
mod texts;
mod timeline;
pub mod trace;
mod variables;
pub mod view;
pub mod watch;
mod why;
mod written;

pub use code::CodeFault;
pub use session::{Invoke, Need, Session};
