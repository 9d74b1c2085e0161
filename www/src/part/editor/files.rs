//! The functions as files: choose, add, rename, remove.

use crate::bridge::{Bridge, use_bridge};
use crate::desk::use_desk;
use crate::i18n::{say, use_phrases};
use crate::kit::{IconButton, Sign};
use asl::debugger::action::Action;
use asl::project::Workspace;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// What a new function says.
const NEW: &str = "export const handler = async (event) => {\n  return event;\n};\n";

/// The row of files.
#[component]
pub fn Files() -> impl IntoView {
    let (bridge, desk, phrases) = (use_bridge(), use_desk(), use_phrases());
    let workspace = bridge.workspace();
    let names = Memo::new(move |_| {
        workspace.with(|workspace| {
            workspace
                .functions
                .iter()
                .map(|function| function.name.clone())
                .collect::<Vec<_>>()
        })
    });
    let chosen = Memo::new(move |_| {
        let (names, wanted) = (names.get(), desk.function.get());
        names
            .iter()
            .find(|name| **name == wanted)
            .or(names.first())
            .cloned()
    });
    let renaming = RwSignal::new(None::<String>);
    let add = move |()| {
        let name = workspace.with_untracked(new_name);
        bridge.send(Action::AddFunction {
            name: name.clone(),
            text: NEW.to_owned(),
        });
        desk.function.set(name.clone());
        renaming.set(Some(name));
    };
    let remove = move |()| {
        if let Some(name) = chosen.get_untracked()
            && window()
                .confirm_with_message(&(phrases.get_untracked().remove_function)(&name))
                .unwrap_or(false)
        {
            bridge.send(Action::RemoveFunction(name));
        }
    };
    let file = move |name: String| file_view(name, chosen, renaming);
    view! {
        <div class="files">
            <div class="file-list scroll">{move || names.get().into_iter().map(file).collect_view()}</div>
            <IconButton label=say(|p| p.add_function) sign=Sign::Plus on_press=add />
            <IconButton label=say(|p| p.rename_function) sign=Sign::Pencil enabled=Signal::derive(move || chosen.get().is_some()) on_press=move |()| renaming.set(chosen.get_untracked()) />
            <IconButton label=say(|p| p.delete_function) sign=Sign::Trash enabled=Signal::derive(move || chosen.get().is_some()) on_press=remove />
        </div>
    }
}

fn file_view(
    name: String,
    chosen: Memo<Option<String>>,
    renaming: RwSignal<Option<String>>,
) -> impl IntoView {
    let desk = use_desk();
    let name = StoredValue::new(name);
    let is = move |other: &Option<String>| name.with_value(|name| other.as_ref() == Some(name));
    move || {
        if renaming.with(is) {
            return view! { <NameField name=name.get_value() renaming /> }.into_any();
        }
        view! {
            <button
                type="button"
                class="file"
                aria-pressed=move || chosen.with(is).to_string()
                on:click=move |_| desk.function.set(name.get_value())
                on:dblclick=move |_| renaming.set(Some(name.get_value()))
            >
                {name.get_value()}
            </button>
        }
        .into_any()
    }
}

/// The field for a new name. Enter takes it, Escape leaves the old one.
#[component]
fn NameField(
    /// The name so far.
    name: String,
    /// Set to nothing when that is done.
    renaming: RwSignal<Option<String>>,
) -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let field = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let from = StoredValue::new(name.clone());
    let take = move || {
        if let (Some(field), true) = (field.get_untracked(), renaming.get_untracked().is_some()) {
            renaming.set(None);
            if let Some(to) = rename(bridge, &from.get_value(), field.value().trim()) {
                desk.function.set(to);
            }
        }
    };
    let by_key = move |event: KeyboardEvent| match event.key().as_str() {
        _ if event.is_composing() => {}
        "Enter" => take(),
        "Escape" => renaming.set(None),
        _ => {}
    };
    view! { <input class="field file-name" node_ref=field prop:value=name aria-label=say(|p| p.file_name) on:keydown=by_key on:blur=move |_| take() /> }
}

/// Renames a function, unless the name is the same, taken or no file's; gives the new name.
fn rename(bridge: Bridge, from: &str, to: &str) -> Option<String> {
    let to = file_name(to)?;
    let taken = bridge.workspace().with_untracked(|workspace| {
        workspace
            .functions
            .iter()
            .any(|function| function.name == to)
    });
    (!taken).then(|| {
        bridge.send(Action::RenameFunction {
            from: from.to_owned(),
            to: to.clone(),
        });
        to
    })
}

/// A name as a file's: with an ending that says JavaScript.
fn file_name(name: &str) -> Option<String> {
    let plain = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let ends = [".mjs", ".cjs", ".js"]
        .iter()
        .any(|ending| name.ends_with(ending));
    plain.then(|| {
        if ends {
            name.to_owned()
        } else {
            format!("{name}.mjs")
        }
    })
}

/// The first free name.
fn new_name(workspace: &std::sync::Arc<Workspace>) -> String {
    let free = |name: &String| {
        workspace
            .functions
            .iter()
            .all(|function| function.name != *name)
    };
    (1..)
        .map(|number| format!("function-{number}.mjs"))
        .find(free)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_has_a_plain_name_and_an_ending() {
        assert_eq!(file_name("pay"), Some("pay.mjs".into()));
        assert_eq!(file_name("pay.cjs"), Some("pay.cjs".into()));
        assert_eq!(file_name("a/b"), None);
        assert_eq!(file_name(""), None);
    }
}
