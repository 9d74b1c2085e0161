//! What is on screen first, and what a link pasted later does.
//!
//! In this order: the link in the address bar, what was kept in this browser, the first workflow.
//! Built-in workflows alone run unasked; a link and kept work are shown and wait for Run.

use super::{keep, link};
use crate::bridge::{Bridge, Receiver};
use crate::wire::{LinkTrouble, Notice, Origin};
use asl::debugger::action::Action;
use asl::project::link::{LinkFault, Target, decode};
use asl::project::{EXAMPLES, Workspace, example, first_workflow};

/// Opens what belongs on screen first and listens from now on. `who` is whom the first workflow
/// greets, in the visitor's language.
pub fn start(bridge: Bridge, shown: Receiver, who: &'static str) {
    keep::watch(bridge, shown);
    if !follow(bridge, shown, who) {
        open_own(bridge, who);
    }
    link::on_change(move || {
        follow(bridge, shown, who);
    });
}

/// Opens a built-in example and runs it; `who` is whom the first one greets.
pub fn open_example(bridge: Bridge, name: &'static str, who: &str) {
    let workspace = if name == EXAMPLES[0] { Some(first_workflow(who)) } else { example(name) };
    if let Some(workspace) = workspace {
        bridge.open(workspace, Origin::Example(name));
        bridge.send(Action::Run);
    }
}

/// Opens the text of a file.
pub fn open_file(bridge: Bridge, shown: Receiver, text: &str) {
    match Workspace::from_file(text) {
        Ok(workspace) => {
            link::clear();
            bridge.open(workspace, Origin::File);
        }
        Err(_) => shown.notice(Notice::FileRefused),
    }
}

/// Follows the fragment of the address; whether it asked for anything.
fn follow(bridge: Bridge, shown: Receiver, who: &str) -> bool {
    match decode(&link::fragment()) {
        Ok(Target::Nothing) => return false,
        Ok(Target::Workspace(workspace, _)) => bridge.open(*workspace, Origin::Link),
        Ok(Target::Example(name)) => match EXAMPLES.iter().find(|known| **known == name) {
            Some(known) => open_example(bridge, known, who),
            None => shown.notice(Notice::LinkRefused(LinkTrouble::UnknownExample)),
        },
        Err(fault) => shown.notice(Notice::LinkRefused(trouble(fault))),
    }
    true
}

fn open_own(bridge: Bridge, who: &'static str) {
    match keep::kept() {
        Some(workspace) => bridge.open(workspace, Origin::Kept),
        None => open_example(bridge, EXAMPLES[0], who),
    }
}

fn trouble(fault: LinkFault) -> LinkTrouble {
    match fault {
        LinkFault::Damaged => LinkTrouble::Damaged,
        LinkFault::Truncated { characters } => {
            LinkTrouble::Truncated { characters: u32::try_from(characters).unwrap_or(u32::MAX) }
        }
        LinkFault::Newer => LinkTrouble::Newer,
        LinkFault::TooLarge => LinkTrouble::TooLarge,
        LinkFault::NotAWorkspace => LinkTrouble::NotAWorkspace,
    }
}
