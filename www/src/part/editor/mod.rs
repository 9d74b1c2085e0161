//! The texts: definition, functions, input. One editor shows them in turn and keeps each one's history of edits.

mod asking;
mod binding;
mod code;
mod files;
mod machines;
mod plain;
mod stops;
mod written;

use crate::bridge::use_bridge;
use crate::desk::{Text, use_desk};
use crate::i18n::{Phrases, say};
use crate::kit::tabs::{Tab, Tabs, panel_id};
use crate::kit::{IconButton, Sign};
use asl::debugger::action::Document;
use code::CodeEditor;
use files::{Files, Folder};
use leptos::prelude::*;
use plain::PlainEditor;

/// The editors with their tabs.
#[component]
pub fn EditorPane() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let workspace = bridge.workspace();
    let functions = Memo::new(move |_| {
        workspace.with(|workspace| u32::try_from(workspace.functions.len()).unwrap_or(u32::MAX))
    });
    let objects = Memo::new(move |_| {
        workspace.with(|workspace| u32::try_from(workspace.objects.len()).unwrap_or(u32::MAX))
    });
    let written = written::shown_object();
    machines::follow();
    let several = machines::several();
    let tabs = vec![
        Tab::new(Text::Definition, say(|p| p.definition)),
        Tab::new(Text::Functions, say(|p| p.functions)).counting(move || functions.get()),
        Tab::new(Text::Buckets, say(|p| p.buckets)).counting(move || objects.get()),
        Tab::new(Text::Input, say(|p| p.input)),
        Tab::new(Text::Mocks, say(|p| p.mocks)),
    ];
    let shown = shown_document();
    let loaded = RwSignal::new(false);
    let plain = move || desk.plain.get() || !loaded.get();
    view! {
        <div class="bar">
            <Tabs group="text" label=say(|p| p.texts) tabs chosen=desk.text on_choose=move |to| desk.text.set(to) />
            <Show when=move || !several.get() && desk.text.get() == Text::Definition>
                <span class="grow"></span>
                <IconButton label=say(|p| p.add_machine) sign=Sign::Plus on_press=move |()| machines::add(bridge) />
            </Show>
        </div>
        <Show when=move || several.get() && desk.text.get() == Text::Definition>
            <Files folder=Folder::Machines />
        </Show>
        <Show when=move || desk.text.get() == Text::Functions>
            <Files folder=Folder::Functions />
        </Show>
        <Show when=move || desk.text.get() == Text::Buckets>
            <Files folder=Folder::Buckets />
        </Show>
        <div class="editor" id=panel_id("text") role="tabpanel">
            <Show when=move || !desk.plain.get()>
                <CodeEditor shown loaded />
            </Show>
            <Show when=plain>
                <PlainEditor shown />
            </Show>
            {move || written.get().map(written::object_view)}
        </div>
    }
}

/// The document on the screen; `None` when there is no function to show.
fn shown_document() -> Memo<Option<Document>> {
    let (bridge, desk) = (use_bridge(), use_desk());
    let workspace = bridge.workspace();
    Memo::new(move |_| match desk.text.get() {
        Text::Buckets => {
            let wanted = desk.object.get();
            workspace.with(|workspace| {
                let mut names = workspace.objects.iter().map(|object| &object.name);
                let found = names.clone().find(|name| **name == wanted);
                let found = found.or_else(|| names.next());
                found.map(|name| Document::Object(name.clone()))
            })
        }
        Text::Definition => {
            let wanted = desk.machine.get();
            Some(workspace.with(|workspace| machines::document(workspace, wanted)))
        }
        Text::Input => Some(Document::Input),
        Text::Mocks => Some(Document::Mocks),
        Text::Functions => {
            let wanted = desk.function.get();
            workspace.with(|workspace| {
                let mut names = workspace.functions.iter().map(|function| &function.name);
                let found = names
                    .clone()
                    .find(|name| **name == wanted)
                    .or_else(|| names.next());
                found.map(|name| Document::Function(name.clone()))
            })
        }
    })
}

/// What an empty editor says.
fn nothing_in(text: Text, phrases: &'static Phrases) -> &'static str {
    match text {
        Text::Buckets => phrases.no_objects,
        Text::Definition | Text::Functions | Text::Input | Text::Mocks => phrases.no_functions,
    }
}

/// What an editor of this document is called.
fn label_of(document: &Option<Document>) -> Signal<String> {
    match document.clone() {
        Some(Document::Definition) => Signal::derive(say(|p| p.definition.to_owned())),
        Some(Document::Input) => Signal::derive(say(|p| p.input.to_owned())),
        Some(Document::Mocks) => Signal::derive(say(|p| p.mocks.to_owned())),
        Some(Document::Machine(name) | Document::Function(name) | Document::Object(name)) => {
            Signal::stored(name)
        }
        None => Signal::derive(say(|p| p.functions.to_owned())),
    }
}
