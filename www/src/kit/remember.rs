//! Small preferences that survive a reload: widths, theme, speed. Where the browser refuses storage (a frame of
//! another site, private windows) they live as long as the page.

use leptos::prelude::*;
use std::fmt::Display;
use std::str::FromStr;

/// A preference of this browser. Reading is tracked; setting it keeps it.
#[derive(Debug)]
pub struct Remembered<T: 'static> {
    key: &'static str,
    value: RwSignal<T>,
}

impl<T> Clone for Remembered<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Remembered<T> {}

impl<T: Clone + Display + FromStr + Send + Sync + 'static> Remembered<T> {
    /// The value kept under `key`, or `otherwise`.
    pub fn new(key: &'static str, otherwise: T) -> Self {
        let kept = stored(key).and_then(|text| text.parse().ok());
        Self {
            key,
            value: RwSignal::new(kept.unwrap_or(otherwise)),
        }
    }

    /// The value.
    pub fn get(&self) -> T {
        self.value.get()
    }

    /// The value, without waking the reader later.
    pub fn get_untracked(&self) -> T {
        self.value.get_untracked()
    }

    /// Changes and keeps it.
    pub fn set(&self, value: T) {
        if let Some(storage) = storage() {
            let _ = storage.set_item(&format!("asl-{}", self.key), &value.to_string());
        }
        self.value.set(value);
    }

    /// Changes it without keeping it: while a drag goes on.
    pub fn try_out(&self, value: T) {
        self.value.set(value);
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn stored(key: &str) -> Option<String> {
    storage()?.get_item(&format!("asl-{key}")).ok().flatten()
}
