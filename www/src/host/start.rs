//! What is on screen first, and what a link pasted later does.
//!
//! In this order: the link in the address bar, what was kept in this browser, the first workflow.
//! Built-in workflows alone run unasked; a link and kept work are shown and wait for Run.

use super::{keep, link};
use crate::bridge::Bridge;
use crate::wire::{LinkTrouble, Notice, Origin};
use asl::debugger::action::Action;
use asl::project::link::{Target, decode};
use asl::project::{EXAMPLES, example, first_workflow};

/// Opens what belongs on screen first and listens from now on. `who` is whom the first workflow
/// greets, in the visitor's language.
pub fn start(bridge: Bridge, who: &'static str) {
    keep::watch(bridge);
    if !follow(bridge, who) {
        open_own(bridge, who);
    }
    link::on_change(move || {
        follow(bridge, who);
    });
}

/// Opens a built-in example and runs it; `who` is whom the first one greets.
pub fn open_example(bridge: Bridge, name: &str, who: &str) {
    let workspace = if name == EXAMPLES[0] {
        Some(first_workflow(who))
    } else {
        example(name)
    };
    if let Some(workspace) = workspace {
        bridge.open(workspace, Origin::Example(name.to_owned()));
        bridge.send(Action::Run);
    }
}

/// Follows the fragment of the address; whether it asked for anything.
fn follow(bridge: Bridge, who: &str) -> bool {
    match decode(&link::fragment()) {
        Ok(Target::Nothing) => return false,
        Ok(Target::Workspace(workspace, _)) => bridge.open(*workspace, Origin::Link),
        Ok(Target::Example(name)) if EXAMPLES.contains(&name.as_str()) => {
            open_example(bridge, &name, who);
        }
        Ok(Target::Example(name)) => refuse(bridge, LinkTrouble::UnknownExample(name)),
        Err(fault) => refuse(bridge, LinkTrouble::Fault(fault)),
    }
    true
}

fn open_own(bridge: Bridge, who: &'static str) {
    match keep::kept() {
        Some(workspace) => bridge.open(workspace, Origin::Kept),
        None => open_example(bridge, EXAMPLES[0], who),
    }
}

fn refuse(bridge: Bridge, trouble: LinkTrouble) {
    bridge.tell(Notice::LinkRefused(trouble));
}
