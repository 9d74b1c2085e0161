//! What a person can change in a workspace, as one closed list.
//!
//! Whoever holds a copy of a workspace keeps it in step by applying the same edits: the engine and the
//! page both do.

use super::action::Document;
use crate::project::breakpoint::MOST_BREAKPOINTS;
use crate::project::{Breakpoint, Function, NamedMachine, Settings, StoredObject, Workspace};
use serde::{Deserialize, Serialize};

/// One change of the workspace. Names are taken once only: a change to a taken name is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// A text was edited: here is the whole of it. The last run stays, as it was made.
    Text {
        /// Which text.
        document: Document,
        /// All of it.
        text: String,
    },
    /// Another title.
    Title(String),
    /// Other settings; they count from the next run on.
    Settings(Settings),
    /// Other breakpoints: all of them.
    Breakpoints(Vec<Breakpoint>),
    /// A new function.
    AddFunction {
        /// The file's name: `pay.mjs`.
        name: String,
        /// Its text.
        text: String,
    },
    /// Another name for a function.
    RenameFunction {
        /// The file's name so far.
        from: String,
        /// The file's name from now on.
        to: String,
    },
    /// A function goes.
    RemoveFunction(String),
    /// A further state machine. It is looked at then.
    AddMachine(NamedMachine),
    /// Another name for a further machine.
    RenameMachine {
        /// Its name so far.
        from: String,
        /// Its name from now on.
        to: String,
    },
    /// A further machine goes.
    RemoveMachine(String),
    /// Whether a further machine is an Express workflow; it counts from the next run on.
    MachineType {
        /// Which machine.
        name: String,
        /// Express, or Standard.
        express: bool,
    },
    /// A new object in a bucket. Objects count from the next run on.
    AddObject {
        /// Bucket and key: `shop/orders.csv`.
        name: String,
        /// Its text.
        text: String,
    },
    /// Another bucket or key for an object.
    RenameObject {
        /// Bucket and key so far.
        from: String,
        /// Bucket and key from now on.
        to: String,
    },
    /// An object goes.
    RemoveObject(String),
}

impl Edit {
    /// Changes the workspace; `false` when there is nothing to change: the name is taken, or nothing has it.
    pub fn apply(&self, workspace: &mut Workspace) -> bool {
        match self {
            Self::Text { document, text } => write(document.text_mut(workspace), text),
            Self::Title(title) => write(Some(&mut workspace.title), title),
            Self::Settings(settings) => {
                workspace.settings.clone_from(settings);
                true
            }
            Self::Breakpoints(list) => {
                let kept = list.iter().take(MOST_BREAKPOINTS);
                workspace.breakpoints = kept.cloned().collect();
                true
            }
            Self::AddFunction { name, text } => {
                let (name, text) = (name.clone(), text.clone());
                add(&mut workspace.functions, Function { name, text })
            }
            Self::RenameFunction { from, to } => rename(&mut workspace.functions, from, to),
            Self::RemoveFunction(name) => remove(&mut workspace.functions, name),
            Self::AddMachine(machine) => {
                !workspace.has_machine(&machine.name)
                    && add(&mut workspace.machines, machine.clone())
            }
            Self::RenameMachine { from, to } => rename_machine(workspace, from, to),
            Self::RemoveMachine(name) => remove_machine(workspace, name),
            Self::MachineType { name, express } => set_type(workspace, name, *express),
            Self::AddObject { name, text } => {
                let (name, text) = (name.clone(), text.clone());
                add(&mut workspace.objects, StoredObject { name, text })
            }
            Self::RenameObject { from, to } => rename(&mut workspace.objects, from, to),
            Self::RemoveObject(name) => remove(&mut workspace.objects, name),
        }
    }
}

impl Document {
    /// Its text; `None` when there is no such function, machine or object.
    pub fn text<'a>(&self, workspace: &'a Workspace) -> Option<&'a str> {
        match self {
            Self::Definition => Some(&workspace.definition),
            Self::Machine(name) => find(&workspace.machines, name).map(|found| &*found.definition),
            Self::Input => Some(&workspace.input),
            Self::Mocks => Some(&workspace.mocks),
            Self::Function(name) => find(&workspace.functions, name).map(|found| &*found.text),
            Self::Object(name) => find(&workspace.objects, name).map(|found| &*found.text),
        }
    }

    fn text_mut<'a>(&self, workspace: &'a mut Workspace) -> Option<&'a mut String> {
        match self {
            Self::Definition => Some(&mut workspace.definition),
            Self::Machine(name) => {
                find_mut(&mut workspace.machines, name).map(|found| &mut found.definition)
            }
            Self::Input => Some(&mut workspace.input),
            Self::Mocks => Some(&mut workspace.mocks),
            Self::Function(name) => {
                find_mut(&mut workspace.functions, name).map(|found| &mut found.text)
            }
            Self::Object(name) => {
                find_mut(&mut workspace.objects, name).map(|found| &mut found.text)
            }
        }
    }
}

/// What a workspace has several of, told apart by their names.
trait Named {
    fn name(&self) -> &str;
    fn set_name(&mut self, name: &str);
}

macro_rules! named {
    ($($type:ty),*) => {$(
        impl Named for $type {
            fn name(&self) -> &str {
                &self.name
            }

            fn set_name(&mut self, name: &str) {
                name.clone_into(&mut self.name);
            }
        }
    )*};
}

named!(Function, StoredObject, NamedMachine);

fn find<'a, T: Named>(all: &'a [T], name: &str) -> Option<&'a T> {
    all.iter().find(|one| one.name() == name)
}

fn find_mut<'a, T: Named>(all: &'a mut [T], name: &str) -> Option<&'a mut T> {
    all.iter_mut().find(|one| one.name() == name)
}

fn write(place: Option<&mut String>, text: &str) -> bool {
    place.is_some_and(|place| {
        text.clone_into(place);
        true
    })
}

fn add<T: Named>(all: &mut Vec<T>, new: T) -> bool {
    let free = find(all, new.name()).is_none();
    if free {
        all.push(new);
    }
    free
}

fn rename<T: Named>(all: &mut [T], from: &str, to: &str) -> bool {
    let free = find(all, to).is_none();
    let one = find_mut(all, from).filter(|_| free);
    one.is_some_and(|one| {
        one.set_name(to);
        true
    })
}

fn remove<T: Named>(all: &mut Vec<T>, name: &str) -> bool {
    let before = all.len();
    all.retain(|one| one.name() != name);
    all.len() < before
}

/// Its breakpoints go along.
fn rename_machine(workspace: &mut Workspace, from: &str, to: &str) -> bool {
    let renamed = !workspace.has_machine(to) && rename(&mut workspace.machines, from, to);
    let points = workspace.breakpoints.iter_mut().filter(|_| renamed);
    for name in points.filter_map(|point| point.machine.as_mut()) {
        if name == from {
            to.clone_into(name);
        }
    }
    renamed
}

fn remove_machine(workspace: &mut Workspace, name: &str) -> bool {
    let removed = remove(&mut workspace.machines, name);
    if removed {
        let others = |point: &Breakpoint| point.machine.as_deref() != Some(name);
        workspace.breakpoints.retain(others);
    }
    removed
}

fn set_type(workspace: &mut Workspace, name: &str, express: bool) -> bool {
    find_mut(&mut workspace.machines, name).is_some_and(|machine| {
        machine.express = express;
        true
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> Workspace {
        let function = |name: &str| Function {
            name: name.into(),
            text: String::new(),
        };
        Workspace {
            functions: vec![function("a.mjs"), function("b.mjs")],
            ..Workspace::default()
        }
    }

    fn names(workspace: &Workspace) -> Vec<&str> {
        workspace.functions.iter().map(Named::name).collect()
    }

    #[test]
    fn an_edit_reaches_the_function_it_names() {
        let (mut workspace, document) = (workspace(), Document::Function("b.mjs".into()));
        let text = "3".to_owned();
        assert!(
            Edit::Text {
                document: document.clone(),
                text
            }
            .apply(&mut workspace)
        );
        assert_eq!(document.text(&workspace), Some("3"));
        assert_eq!(Document::Function("c.mjs".into()).text(&workspace), None);
    }

    #[test]
    fn a_taken_name_changes_nothing() {
        let (name, text, from) = ("a.mjs".to_owned(), "2".to_owned(), "b.mjs".to_owned());
        for edit in [
            Edit::AddFunction {
                name: name.clone(),
                text,
            },
            Edit::RenameFunction { from, to: name },
        ] {
            let mut after = workspace();
            assert!(!edit.apply(&mut after));
            assert_eq!(after, workspace());
        }
    }

    #[test]
    fn the_machine_that_run_starts_has_a_name_too() {
        let name = Workspace::default().settings.machine_name;
        let machine = NamedMachine {
            name,
            definition: String::new(),
            express: false,
        };
        assert!(!Edit::AddMachine(machine).apply(&mut workspace()));
    }

    #[test]
    fn what_is_not_there_cannot_be_changed() {
        let name = || "z".to_owned();
        for edit in [
            Edit::RenameFunction {
                from: name(),
                to: "y".into(),
            },
            Edit::RemoveObject(name()),
            Edit::MachineType {
                name: name(),
                express: true,
            },
            Edit::Text {
                document: Document::Machine(name()),
                text: name(),
            },
        ] {
            let mut after = workspace();
            assert!(!edit.apply(&mut after));
            assert_eq!(after, workspace());
        }
    }

    #[test]
    fn a_function_is_renamed_in_its_place() {
        let mut workspace = workspace();
        let (from, to) = ("a.mjs".to_owned(), "z.mjs".to_owned());
        assert!(Edit::RenameFunction { from, to }.apply(&mut workspace));
        assert_eq!(names(&workspace), ["z.mjs", "b.mjs"]);
        assert!(Edit::RemoveFunction("b.mjs".into()).apply(&mut workspace));
        assert_eq!(names(&workspace), ["z.mjs"]);
    }
}
