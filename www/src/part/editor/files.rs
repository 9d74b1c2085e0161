//! The functions, and the objects in buckets, as files: choose, add, rename, remove.

use super::machines::NEW_MACHINE;
use super::written::WRITTEN;
use crate::bridge::{Bridge, use_bridge};
use crate::desk::use_desk;
use crate::i18n::{say, use_phrases};
use crate::kit::{Icon, IconButton, Sign};
use asl::debugger::action::{Action, Edit};
use asl::project::{NamedMachine, Workspace, is_machine_name, is_object_name};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// What a new function says.
const NEW: &str = "export const handler = async (event) => {\n  return event;\n};\n";

/// What a new object says.
const NEW_OBJECT: &str = "id,name\n1,first\n2,second\n";

/// Whose files these are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    /// State machines: the one that Run starts comes first.
    Machines,
    /// Functions.
    Functions,
    /// Objects in buckets.
    Buckets,
}

impl Folder {
    fn names(self, workspace: &Workspace) -> Vec<String> {
        match self {
            Self::Machines => {
                let first = workspace.settings.machine_name.clone();
                let further = workspace.machines.iter();
                let further = further.map(|machine| machine.name.clone());
                std::iter::once(first).chain(further).collect()
            }
            Self::Functions => {
                let functions = workspace.functions.iter();
                functions.map(|function| function.name.clone()).collect()
            }
            Self::Buckets => {
                let objects = workspace.objects.iter();
                objects.map(|object| object.name.clone()).collect()
            }
        }
    }

    fn chosen(self) -> RwSignal<String> {
        let desk = use_desk();
        match self {
            Self::Machines => desk.machine,
            Self::Functions => desk.function,
            Self::Buckets => desk.object,
        }
    }

    fn add(self, name: String) -> Action {
        match self {
            Self::Machines => Action::Edit(Edit::AddMachine(NamedMachine {
                name,
                definition: NEW_MACHINE.to_owned(),
                express: false,
            })),
            Self::Functions => Action::Edit(Edit::AddFunction {
                name,
                text: NEW.to_owned(),
            }),
            Self::Buckets => Action::Edit(Edit::AddObject {
                name,
                text: NEW_OBJECT.to_owned(),
            }),
        }
    }

    fn rename(self, workspace: &Workspace, from: String, to: String) -> Action {
        match self {
            Self::Machines if self.is_first(workspace, &from) => {
                let mut settings = workspace.settings.clone();
                settings.machine_name = to;
                Action::Edit(Edit::Settings(settings))
            }
            Self::Machines => Action::Edit(Edit::RenameMachine { from, to }),
            Self::Functions => Action::Edit(Edit::RenameFunction { from, to }),
            Self::Buckets => Action::Edit(Edit::RenameObject { from, to }),
        }
    }

    fn remove(self, name: String) -> Action {
        match self {
            Self::Machines => Action::Edit(Edit::RemoveMachine(name)),
            Self::Functions => Action::Edit(Edit::RemoveFunction(name)),
            Self::Buckets => Action::Edit(Edit::RemoveObject(name)),
        }
    }

    /// A name as this folder wants it.
    fn name(self, name: &str) -> Option<String> {
        match self {
            Self::Machines => is_machine_name(name).then(|| name.to_owned()),
            Self::Functions => file_name(name),
            Self::Buckets => is_object_name(name).then(|| name.to_owned()),
        }
    }

    /// Whether it is the machine that Run starts, which stays.
    fn is_first(self, workspace: &Workspace, name: &str) -> bool {
        self == Self::Machines && workspace.settings.machine_name == name
    }

    /// Adds a file of a free name and opens it; gives the name.
    pub fn add_new(self, bridge: Bridge) -> String {
        let workspace = bridge.workspace();
        let name = workspace.with_untracked(|workspace| new_name(self, workspace));
        bridge.send(self.add(name.clone()));
        name
    }

    /// The name of the new file of this number.
    fn numbered(self, number: u32) -> String {
        match self {
            Self::Machines => format!("StateMachine{}", number + 1),
            Self::Functions => format!("function-{number}.mjs"),
            Self::Buckets => format!("my-bucket/items-{number}.csv"),
        }
    }
}

/// The row of files.
#[component]
pub fn Files(
    /// Whose.
    folder: Folder,
) -> impl IntoView {
    let (bridge, phrases, wanted) = (use_bridge(), use_phrases(), folder.chosen());
    let workspace = bridge.workspace();
    let names = Memo::new(move |_| workspace.with(|workspace| folder.names(workspace)));
    let written = written_names(folder);
    let chosen = Memo::new(move |_| {
        let (names, wanted) = (names.get(), wanted.get());
        let others = written.get();
        if let Some(other) = others.iter().find(|name| **name == wanted) {
            return Some(other.clone());
        }
        names
            .iter()
            .find(|name| **name == wanted)
            .or(names.first())
            .cloned()
    });
    let renaming = RwSignal::new(None::<String>);
    let add = move |()| {
        let name = folder.add_new(bridge);
        wanted.set(name.clone());
        renaming.set(Some(name));
    };
    let remove = move |()| {
        if let Some(name) = chosen.get_untracked()
            && window()
                .confirm_with_message(&(phrases.get_untracked().remove_function)(&name))
                .unwrap_or(false)
        {
            bridge.send(folder.remove(name));
        }
    };
    let own = Signal::derive(move || {
        chosen
            .get()
            .is_some_and(|name| names.read().contains(&name))
    });
    let stays = Signal::derive(move || {
        let chosen = chosen.get();
        let first = |workspace: &std::sync::Arc<Workspace>| {
            chosen.is_some_and(|name| folder.is_first(workspace, &name))
        };
        !own.get() || workspace.with(first)
    });
    let file = move |name: String| file_view(folder, name, chosen, renaming);
    let all = move || {
        names
            .get()
            .into_iter()
            .chain(written.get())
            .map(file)
            .collect_view()
    };
    let add_label = say(move |p| match folder {
        Folder::Machines => p.add_machine,
        Folder::Functions => p.add_function,
        Folder::Buckets => p.add_object,
    });
    view! {
        <div class="files">
            <div class="file-list scroll">{all}</div>
            <IconButton label=add_label sign=Sign::Plus on_press=add />
            <IconButton label=say(|p| p.rename_function) sign=Sign::Pencil enabled=own on_press=move |()| renaming.set(chosen.get_untracked()) />
            <IconButton label=say(|p| p.delete_function) sign=Sign::Trash enabled=Signal::derive(move || !stays.get()) on_press=remove />
        </div>
    }
}

/// What the run has written into buckets, as the strip names it.
fn written_names(folder: Folder) -> Memo<Vec<String>> {
    let objects = use_bridge().objects();
    Memo::new(move |_| match folder {
        Folder::Machines | Folder::Functions => Vec::new(),
        Folder::Buckets => {
            let objects = objects.read();
            let named = objects.iter().map(|row| format!("{WRITTEN}{}", row.name));
            named.collect()
        }
    })
}

fn file_view(
    folder: Folder,
    name: String,
    chosen: Memo<Option<String>>,
    renaming: RwSignal<Option<String>>,
) -> impl IntoView {
    let wanted = folder.chosen();
    let written = name.strip_prefix(WRITTEN).map(str::to_owned);
    let by_run = written.is_some();
    let shown = StoredValue::new(written.unwrap_or_else(|| name.clone()));
    let name = StoredValue::new(name);
    let is = move |other: &Option<String>| name.with_value(|name| other.as_ref() == Some(name));
    move || {
        if renaming.with(is) {
            return view! { <NameField folder name=name.get_value() renaming /> }.into_any();
        }
        view! {
            <button
                type="button"
                class="file"
                aria-pressed=move || chosen.with(is).to_string()
                class:by-run=by_run
                title=say(move |p| if by_run { p.written_by_run } else { "" })
                on:click=move |_| wanted.set(name.get_value())
                on:dblclick=move |_| if !by_run { renaming.set(Some(name.get_value())) }
            >
                {by_run.then(|| view! { <Icon sign=Sign::ToEnd /> <span class="unseen">{say(|p| p.written_by_run)}" "</span> })}
                {shown.get_value()}
            </button>
        }
        .into_any()
    }
}

/// The field for a new name. Enter takes it, Escape leaves the old one.
#[component]
fn NameField(
    /// Whose file it is.
    folder: Folder,
    /// The name so far.
    name: String,
    /// Set to nothing when that is done.
    renaming: RwSignal<Option<String>>,
) -> impl IntoView {
    let (bridge, wanted) = (use_bridge(), folder.chosen());
    let field = NodeRef::<leptos::html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let from = StoredValue::new(name.clone());
    let take = move || {
        // A field that is taken away loses the focus too, and what it held is gone by then.
        let done = renaming.try_get_untracked().flatten().is_none();
        let field = field.try_get_untracked().flatten();
        let (Some(field), Some(from), false) = (field, from.try_get_value(), done) else {
            return;
        };
        let to = field.value();
        renaming.set(None);
        if let Some(to) = rename(bridge, folder, &from, to.trim()) {
            wanted.set(to);
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

/// Renames a file, unless the name is the same, taken or no file's; gives the new name.
fn rename(bridge: Bridge, folder: Folder, from: &str, to: &str) -> Option<String> {
    let to = folder.name(to)?;
    let names = bridge
        .workspace()
        .with_untracked(|workspace| folder.names(workspace));
    (!names.contains(&to)).then(|| {
        let workspace = bridge.workspace();
        let action = workspace
            .with_untracked(|workspace| folder.rename(workspace, from.to_owned(), to.clone()));
        bridge.send(action);
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
fn new_name(folder: Folder, workspace: &Workspace) -> String {
    let names = folder.names(workspace);
    let mut all = (1..).map(|number| folder.numbered(number));
    all.find(|name| !names.contains(name)).unwrap_or_default()
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
