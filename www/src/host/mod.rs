//! The browser, as the page needs it: the engine's worker, the sandbox frame, storage, the address bar.
//! Each file turns one browser facility into plain values and sentences.

pub mod files;
pub mod link;
pub mod sandbox;
pub mod storage;
pub mod wire;
pub mod worker;
