//! The browser, as the page needs it: the engine's worker, the sandbox frame, storage, the address bar.
//! Each file turns one browser facility into plain values and sentences.

pub mod keep;
pub mod later;
pub mod line;
pub mod link;
pub mod message;
pub mod sandbox;
pub mod start;
pub mod storage;
pub mod worker;
