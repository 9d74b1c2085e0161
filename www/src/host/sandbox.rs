//! The sandbox frame, opened once: its port goes to the engine, and nothing else of it is used here.

use super::worker::sentence;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessagePort;

#[wasm_bindgen(
    inline_js = "export function load(address) { return import(new URL(address, document.baseURI).href); }"
)]
extern "C" {
    /// Loads a module of the site by an address relative to the page.
    pub fn load(address: &str) -> Promise;
}

/// Opens the frame and gives the port on which functions are called.
///
/// # Errors
/// Why this browser cannot have it, as a sentence.
pub async fn open() -> Result<MessagePort, String> {
    let module = JsFuture::from(load("./sandbox.js"))
        .await
        .map_err(sentence)?;
    let opening: Promise = call(&module, "open")?.unchecked_into();
    let sandbox = JsFuture::from(opening).await.map_err(sentence)?;
    call(&sandbox, "connect")?.dyn_into().map_err(sentence)
}

fn call(object: &JsValue, method: &str) -> Result<JsValue, String> {
    let function: Function = Reflect::get(object, &method.into())
        .map_err(sentence)?
        .dyn_into()
        .map_err(sentence)?;
    function.call0(object).map_err(sentence)
}
