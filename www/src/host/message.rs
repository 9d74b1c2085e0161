//! What travels between the page and the engine's worker: plain values, one enum each way. What is for JavaScript's own
//! code travels as plain objects.

use asl::debugger::action::Action;
use js_sys::{Object, Reflect, Uint8Array};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};

/// From the page to the engine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Command {
    /// A wish of the user.
    Act(Box<Action>),
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
    /// Panels that have changed, each [written down](write) by itself.
    Panels(Vec<Vec<u8>>),
    /// A function is wanted and the sandbox cannot be opened.
    SandboxMissing,
}

/// A value's bytes in order, without names, since both ends are the same compiled module.
///
/// # Errors
/// A value that cannot be written down, in English.
pub fn write(value: &impl Serialize) -> Result<Vec<u8>, String> {
    postcard::to_allocvec(value).map_err(|fault| fault.to_string())
}

/// The value that was written down so.
///
/// # Errors
/// Bytes of another value, in English.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, String> {
    postcard::from_bytes(bytes).map_err(|fault| fault.to_string())
}

/// A value as a message.
///
/// # Errors
/// As [`write`].
pub fn pack(value: &impl Serialize) -> Result<JsValue, String> {
    write(value).map(|bytes| Uint8Array::from(bytes.as_slice()).into())
}

/// A message as a value.
///
/// # Errors
/// A message of another shape, in English.
pub fn unpack<T: DeserializeOwned>(message: &JsValue) -> Result<T, String> {
    let bytes: &Uint8Array = message
        .dyn_ref()
        .ok_or("The message is not made of bytes.")?;
    read(&bytes.to_vec())
}

/// An object as JavaScript's own code takes it.
pub fn object(fields: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        // A new object refuses no field.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}
