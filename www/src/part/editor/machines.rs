//! The state machines of the workspace: which one is open, and what the core is told of it.

use super::files::Folder;
use crate::bridge::{Bridge, use_bridge};
use crate::desk::use_desk;
use asl::debugger::action::{Action, Document};
use asl::project::Workspace;
use leptos::prelude::*;

/// What a new state machine says.
pub const NEW_MACHINE: &str = r#"{
  "StartAt": "Start",
  "States": {
    "Start": {
      "Type": "Pass",
      "End": true
    }
  }
}
"#;

/// Whether there are machines beside the one that Run starts.
pub fn several() -> Memo<bool> {
    let workspace = use_bridge().workspace();
    Memo::new(move |_| workspace.with(|workspace| !workspace.machines.is_empty()))
}

/// The definition of the machine that is wanted, or of the one that Run starts.
pub fn document(workspace: &Workspace, wanted: String) -> Document {
    if workspace.machine(&wanted).is_some() {
        Document::Machine(wanted)
    } else {
        Document::Definition
    }
}

/// Adds a machine and opens it.
pub fn add(bridge: Bridge) {
    Folder::Machines.add_new(bridge);
}

/// The drawing and the editor show the same machine: whoever is chosen last, here or by opening an
/// execution, is followed by the other.
pub fn follow() {
    let (bridge, desk) = (use_bridge(), use_desk());
    let (workspace, family) = (bridge.workspace(), bridge.family());
    let drawn = Memo::new(move |_| family.with(|family| family.machine.clone()));
    let wanted = Memo::new(move |_| {
        let wanted = desk.machine.get();
        let known = workspace.with(|workspace| workspace.machine(&wanted).is_some());
        known.then_some(wanted)
    });
    Effect::new(move |before: Option<()>| {
        let wanted = wanted.get();
        if before.is_some() && wanted != drawn.get_untracked() {
            bridge.send(Action::ShowMachine(wanted));
        }
    });
    Effect::new(move |before: Option<()>| {
        let drawn = drawn.get();
        if before.is_some() && drawn != wanted.get_untracked() {
            desk.machine.set(drawn.unwrap_or_default());
        }
    });
}
