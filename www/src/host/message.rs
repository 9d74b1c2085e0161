//! What travels between the page and the engine's worker: plain values, one enum each way.

use asl::debugger::action::Action;
use asl::debugger::view::Panel;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsValue;

/// From the page to the engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Command {
    /// A wish of the user.
    Act(Action),
    /// The sandbox is open; its port comes with this message.
    SandboxOpen,
    /// The sandbox cannot be opened in this browser, and why.
    SandboxMissing(String),
}

/// From the engine to the page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Report {
    /// The engine listens.
    Ready,
    /// Panels that have changed.
    Panels(Vec<Panel>),
    /// A function is wanted and the sandbox cannot be opened.
    SandboxMissing,
}

/// A value as a message.
///
/// # Errors
/// A value that JavaScript cannot hold, in English.
pub fn pack(value: &impl Serialize) -> Result<JsValue, String> {
    // Maps become plain objects: the sandbox reads them too.
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value
        .serialize(&serializer)
        .map_err(|fault| fault.to_string())
}

/// A message as a value.
///
/// # Errors
/// A message of another shape, in English.
pub fn unpack<T: for<'de> Deserialize<'de>>(message: JsValue) -> Result<T, String> {
    serde_wasm_bindgen::from_value(message).map_err(|fault| fault.to_string())
}
