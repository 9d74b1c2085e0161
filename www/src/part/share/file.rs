//! Opening a file: chosen, or dropped on the page.

use crate::bridge::Bridge;
use crate::host::link;
use crate::wire::{Notice, Origin};
use asl::project::{FileFault, Workspace};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, HtmlInputElement};

/// Asks for a file and opens it.
pub fn choose_file(bridge: Bridge) {
    let field = document()
        .create_element("input")
        .ok()
        .and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return };
    field.set_type("file");
    field.set_accept(".json,.asl,application/json");
    let asked = field.clone();
    let on_change = wasm_bindgen::closure::Closure::once_into_js(move || {
        if let Some(file) = asked.files().and_then(|files| files.get(0)) {
            open(bridge, file);
        }
    });
    field.set_onchange(Some(on_change.unchecked_ref()));
    field.click();
}

/// Opens the file that was dropped, if one was.
pub fn drop_file(bridge: Bridge, event: &DragEvent) {
    if let Some(file) = event
        .data_transfer()
        .and_then(|data| data.files())
        .and_then(|files| files.get(0))
    {
        event.prevent_default();
        open(bridge, file);
    }
}

/// Whether a file hangs over the page.
pub fn carries_file(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

fn open(bridge: Bridge, file: File) {
    leptos::task::spawn_local(async move {
        let text = JsFuture::from(file.text())
            .await
            .ok()
            .and_then(|text| text.as_string());
        match text
            .ok_or(FileFault::NotAWorkspace)
            .and_then(|text| Workspace::from_file(&text))
        {
            Ok(workspace) => {
                link::clear();
                bridge.open(workspace, Origin::File);
            }
            Err(fault) => bridge.tell(Notice::FileRefused(fault)),
        }
    });
}

/// A file's name for a title.
pub fn file_name(title: &str) -> String {
    let kept: String = title
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || matches!(c, '-' | '_' | '.') {
                c
            } else {
                '-'
            }
        })
        .collect();
    let kept = kept.trim_matches(['-', '.']);
    format!(
        "{}.asl-workspace.json",
        if kept.is_empty() { "workflow" } else { kept }
    )
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_title_becomes_a_file_name_everywhere() {
        assert_eq!(file_name("Pay / refund"), "Pay---refund.asl-workspace.json");
        assert_eq!(file_name("支払い"), "支払い.asl-workspace.json");
        assert_eq!(file_name("../"), "workflow.asl-workspace.json");
    }
}
