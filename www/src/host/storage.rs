//! What is kept in this browser: the workspace and the reader's choices. A browser that keeps nothing
//! (storage refused, full, or a frame on another site) is an ordinary case.

use std::cell::RefCell;
use std::collections::HashMap;
use web_sys::Storage;

/// What became of a wish to keep something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It survives a reload.
    Yes,
    /// This browser refuses; it lives as long as the page.
    ForNow,
}

const PREFIX: &str = "asl-playground/";

thread_local! {
    /// Stands in where the browser refuses.
    static MEMORY: RefCell<HashMap<String, String>> = RefCell::default();
}

/// The text kept under `name`.
pub fn get(name: &str) -> Option<String> {
    // What did not fit any more is newer than what is there.
    let newer = MEMORY.with_borrow(|memory| memory.get(name).cloned());
    newer.or_else(|| storage()?.get_item(&key(name)).ok().flatten())
}

/// Keeps `text` under `name`.
pub fn set(name: &str, text: &str) -> Kept {
    let kept = storage().is_some_and(|storage| storage.set_item(&key(name), text).is_ok());
    if kept {
        MEMORY.with_borrow_mut(|memory| memory.remove(name));
        return Kept::Yes;
    }
    MEMORY.with_borrow_mut(|memory| memory.insert(name.into(), text.into()));
    Kept::ForNow
}

fn key(name: &str) -> String {
    format!("{PREFIX}{name}")
}

/// `None` where reading `localStorage` throws, as in a frame of another site.
fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
