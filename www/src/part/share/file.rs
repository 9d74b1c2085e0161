//! Opening a file: chosen, or dropped on the page.

use crate::bridge::Bridge;
use crate::host::link;
use crate::wire::{Notice, Origin};
use asl::debugger::action::Action;
use asl::project::Workspace;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File, FileList, HtmlInputElement};

/// Asks for a file and opens it.
pub fn choose_file(bridge: Bridge) {
    choose(bridge, false);
}

/// Asks for the files of a history and plays it.
pub fn choose_files(bridge: Bridge) {
    choose(bridge, true);
}

fn choose(bridge: Bridge, history: bool) {
    let field = document()
        .create_element("input")
        .ok()
        .and_then(|field| field.dyn_into::<HtmlInputElement>().ok());
    let Some(field) = field else { return };
    field.set_type("file");
    field.set_multiple(true);
    if !history {
        field.set_accept(".json,.asl,application/json,.yaml,.yml,.mjs,.cjs,.js");
    }
    let asked = field.clone();
    let on_change = wasm_bindgen::closure::Closure::once_into_js(move || {
        if let Some(files) = asked.files() {
            open(bridge, &files, history);
        }
    });
    field.set_onchange(Some(on_change.unchecked_ref()));
    field.click();
}

/// Opens the files that were dropped, if some were.
pub fn drop_file(bridge: Bridge, event: &DragEvent) {
    let files = event.data_transfer().and_then(|data| data.files());
    if let Some(files) = files.filter(|files| files.length() > 0) {
        event.prevent_default();
        open(bridge, &files, false);
    }
}

/// Whether a file hangs over the page.
pub fn carries_file(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// Files of a history belong together. Otherwise one file is a workspace or a definition; several are
/// definitions and functions that belong together.
fn open(bridge: Bridge, files: &FileList, history: bool) {
    let files: Vec<File> = (0..files.length()).filter_map(|at| files.get(at)).collect();
    leptos::task::spawn_local(async move {
        let mut texts = Vec::new();
        for file in files {
            let text = JsFuture::from(file.text()).await.ok();
            let text = text.and_then(|text| text.as_string());
            texts.push((file.name(), text.unwrap_or_default()));
        }
        if history || texts.iter().any(|(_, text)| is_history(text)) {
            let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
            return bridge.send(Action::Import(texts.join("\n")));
        }
        match Workspace::from_files(texts) {
            Ok(workspace) => {
                link::clear();
                bridge.open(workspace, Origin::File);
            }
            Err(fault) => bridge.tell(Notice::FileRefused(fault)),
        }
    });
}

/// Whether a text looks like a history, and not like a workspace that has one in it.
fn is_history(text: &str) -> bool {
    let marks = [
        "\"previousEventId\"",
        "\"previous_event_id\"",
        "\\\"previous_event_id\\\"",
    ];
    marks.iter().any(|mark| text.contains(mark)) && Workspace::from_file(text).is_err()
}

/// The name of a workspace's file for a title.
pub fn file_name(title: &str) -> String {
    named(title, "asl-workspace.json")
}

/// A file's name for a title.
pub fn named(title: &str, ending: &str) -> String {
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
        "{}.{ending}",
        if kept.is_empty() { "workflow" } else { kept }
    )
}

#[cfg(test)]
mod tests {
    use super::{file_name, is_history};

    #[test]
    fn a_history_is_known_by_its_events() {
        assert!(is_history(
            r#"{"events": [{"id": 1, "previousEventId": 0}]}"#
        ));
        assert!(!is_history(r#"{"StartAt": "A"}"#));
    }

    #[test]
    fn a_title_becomes_a_file_name_everywhere() {
        assert_eq!(file_name("Pay / refund"), "Pay---refund.asl-workspace.json");
        assert_eq!(file_name("支払い"), "支払い.asl-workspace.json");
        assert_eq!(file_name("../"), "workflow.asl-workspace.json");
    }
}
