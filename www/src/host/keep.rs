//! Keeps the workspace in this browser while it is edited, so that it survives a reload and a killed
//! tab.

use super::link;
use super::storage::{self, Kept};
use crate::bridge::Bridge;
use crate::wire::{Notice, Origin};
use asl::project::Workspace;
use leptos::prelude::*;
use std::time::Duration;

const NAME: &str = "workspace";

/// A pause in typing this long is worth keeping.
const PAUSE: Duration = Duration::from_millis(400);

/// The workspace that was kept, if there is one that can be read.
pub fn kept() -> Option<Workspace> {
    Workspace::from_file(&storage::get(NAME)?).ok()
}

/// Keeps every edit from now on. A workspace that nobody touched is not kept: what is built in comes
/// back by itself, and a link is in the address bar.
pub fn watch(bridge: Bridge) {
    let (workspace, opened) = (bridge.workspace(), bridge.opened());
    let pending = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |last: Option<u32>| {
        let (texts, opened) = (workspace.get(), opened.get());
        let edited = last == Some(opened.number);
        if edited || matches!(opened.origin, Some(Origin::File)) {
            if let Some(earlier) = pending.try_update_value(Option::take).flatten() {
                earlier.clear();
            }
            let save = move || save(&texts, bridge);
            pending.set_value(set_timeout_with_handle(save, PAUSE).ok());
        }
        opened.number
    });
}

fn save(workspace: &Workspace, bridge: Bridge) {
    let kept = storage::set(NAME, &workspace.to_file());
    if kept == Kept::Yes && !link::fragment().is_empty() {
        // The link would come back on the next load in the place of what was just kept.
        link::clear();
    }
    bridge.tell(match kept {
        Kept::Yes => Notice::Saved,
        Kept::ForNow => Notice::NotSaved,
    });
}
