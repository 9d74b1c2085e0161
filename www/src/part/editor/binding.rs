//! The calls of the editor's bundle (`www/editor`), typed.

use crate::host::message::object;
use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

#[wasm_bindgen(module = "/src/part/editor/load.js")]
extern "C" {
    /// Fetches the bundle.
    #[wasm_bindgen(catch)]
    pub async fn load() -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// The bundle.
    pub type Bundle;
    /// Makes an editor that fills `parent`.
    #[wasm_bindgen(method, catch)]
    pub fn create(
        this: &Bundle,
        parent: &HtmlElement,
        options: &JsValue,
    ) -> Result<Editor, JsValue>;

    /// An editor on the screen.
    #[derive(Clone)]
    pub type Editor;
    #[wasm_bindgen(method, js_name = setText)]
    pub fn set_text(this: &Editor, text: &str);
    #[wasm_bindgen(method, js_name = getText)]
    pub fn get_text(this: &Editor) -> String;
    #[wasm_bindgen(method, js_name = setDocument)]
    pub fn set_document(this: &Editor, key: &str, text: &str, language: &str);
    #[wasm_bindgen(method, js_name = setLabel)]
    pub fn set_label(this: &Editor, label: &str);
    #[wasm_bindgen(method, js_name = setReadOnly)]
    pub fn set_read_only(this: &Editor, read_only: bool);
    #[wasm_bindgen(method, js_name = setPlaceholder)]
    pub fn set_placeholder(this: &Editor, words: &str);
    #[wasm_bindgen(method, js_name = setPhrases)]
    pub fn set_phrases(this: &Editor, language: &str);
    #[wasm_bindgen(method, js_name = setProblems)]
    pub fn set_problems(this: &Editor, problems: &Array);
    #[wasm_bindgen(method, js_name = setBreakpoints)]
    pub fn set_breakpoints(this: &Editor, breakpoints: &Array);
    #[wasm_bindgen(method)]
    pub fn mark(this: &Editor, marks: &Array);
    #[wasm_bindgen(method)]
    pub fn point(this: &Editor, from: u32, to: u32);
    #[wasm_bindgen(method)]
    pub fn reveal(this: &Editor, from: u32, to: u32, how: &Object);
    #[wasm_bindgen(method)]
    pub fn destroy(this: &Editor);
}

/// A problem as the editor draws it.
pub struct Problem {
    /// Its first character, in UTF-16 units.
    pub from: u32,
    /// Behind its last character.
    pub to: u32,
    /// `error` or `warning`.
    pub severity: &'static str,
    /// What it says where it is pointed at.
    pub message: String,
    /// Text that mends it in its place.
    pub fix: Option<String>,
    /// The first character that the fix replaces.
    pub fix_from: u32,
    /// Behind the last one.
    pub fix_to: u32,
    /// What the button says that mends it.
    pub fix_label: Option<String>,
}

/// Whole lines to highlight.
pub struct Mark {
    /// A character of the first line, in UTF-16 units.
    pub from: u32,
    /// A character of the last line.
    pub to: u32,
    /// `current` or `flash`.
    pub kind: &'static str,
}

/// How to bring characters on the screen.
pub struct How {
    /// Whether to select them and move the focus there.
    pub focus: bool,
}

impl Problem {
    /// As the editor takes it.
    pub fn object(&self) -> Object {
        let text =
            |text: &Option<String>| text.as_deref().map_or(JsValue::UNDEFINED, JsValue::from);
        object(&[
            ("from", self.from.into()),
            ("to", self.to.into()),
            ("severity", self.severity.into()),
            ("message", self.message.as_str().into()),
            ("fix", text(&self.fix)),
            ("fixFrom", self.fix_from.into()),
            ("fixTo", self.fix_to.into()),
            ("fixLabel", text(&self.fix_label)),
        ])
    }
}

impl Mark {
    /// As the editor takes it.
    pub fn object(&self) -> Object {
        object(&[
            ("from", self.from.into()),
            ("to", self.to.into()),
            ("kind", self.kind.into()),
        ])
    }
}

impl How {
    /// As the editor takes it.
    pub fn object(&self) -> Object {
        object(&[("focus", self.focus.into())])
    }
}
