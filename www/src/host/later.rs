//! The later part of this module: what a first visit does not run.
//!
//! The build splits the module in two by what first visits were seen to call. A call that crosses into the later part
//! waits until it is there; it is fetched as soon as the page is at rest, so that hardly any call has to.
//!
//! Only whole functions move, and the compiler melts one that has a single caller into it: hence `#[inline(never)]` on
//! what a first visit does not need (a type of state it does not have, an edit, a step).

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/host/later.js")]
extern "C" {
    #[wasm_bindgen(js_name = arm)]
    fn arm_with(exports: JsValue);
    fn load();
    /// Fetches the later part once nothing else was to do for a moment; cheap where it is there already.
    #[wasm_bindgen(js_name = fetchSoon)]
    pub fn fetch_soon();
}

/// Makes the later part reachable. To be called before anything else.
pub fn arm() {
    arm_with(wasm_bindgen::exports());
}

/// Fetches the later part while the caller waits. The build makes functions that have moved call this export.
#[wasm_bindgen]
pub fn load_later() {
    load();
}
