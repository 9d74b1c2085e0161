//! Keeps the workspace in this browser while it is edited, so that it survives a reload and a killed
//! tab. There are two places: what is edited now, and what was kept before something else was opened
//! and edited. Opening a link never costs a visitor their own work.

use super::link;
use super::storage::{self, Kept};
use crate::bridge::Bridge;
use crate::wire::{Notice, Origin};
use asl::project::Workspace;
use leptos::prelude::*;
use std::time::Duration;

const NAME: &str = "workspace";
const EARLIER: &str = "earlier-workspace";

/// A pause in typing this long is worth keeping.
const PAUSE: Duration = Duration::from_millis(400);

/// The workspace that was kept, if there is one that can be read.
pub fn kept() -> Option<Workspace> {
    Workspace::from_file(&storage::get(NAME)?).ok()
}

/// Whether something was put aside.
pub fn has_earlier() -> bool {
    storage::get(EARLIER).is_some()
}

/// What was put aside; what is kept now takes its place.
pub fn swap() -> Option<Workspace> {
    let earlier = storage::get(EARLIER)?;
    let workspace = Workspace::from_file(&earlier).ok()?;
    if let Some(now) = storage::get(NAME) {
        storage::set(EARLIER, &now);
    }
    storage::set(NAME, &earlier);
    Some(workspace)
}

/// Keeps every edit from now on. A workspace that nobody touched is not kept: what is built in comes
/// back by itself, and a link is in the address bar.
pub fn watch(bridge: Bridge) {
    let (workspace, opened) = (bridge.workspace(), bridge.opened());
    let pending = StoredValue::new(None::<TimeoutHandle>);
    let owner = StoredValue::new(0_u32);
    Effect::new(move |last: Option<u32>| {
        let (texts, opened) = (workspace.get(), opened.get());
        let number = opened.number;
        let edited = last == Some(number);
        if edited || matches!(opened.origin, Some(Origin::File)) {
            if let Some(earlier) = pending.try_update_value(Option::take).flatten() {
                earlier.clear();
            }
            let save = move || {
                let other = owner.get_value() != opened.number;
                let aside = other && opened.origin != Some(Origin::Kept);
                owner.set_value(opened.number);
                save(&texts, aside, bridge);
            };
            pending.set_value(set_timeout_with_handle(save, PAUSE).ok());
        }
        number
    });
}

/// Puts what was kept aside, if it is something else. Whether there is such a thing.
fn put_aside(file: &str) -> bool {
    let before = storage::get(NAME).filter(|before| before != file);
    before.is_some_and(|before| storage::set(EARLIER, &before) == Kept::Yes)
}

fn save(workspace: &Workspace, aside: bool, bridge: Bridge) {
    let file = workspace.to_file();
    let beside = aside && put_aside(&file);
    let kept = storage::set(NAME, &file);
    if kept == Kept::Yes && !link::fragment().is_empty() {
        // The link would come back on the next load in the place of what was just kept.
        link::clear();
    }
    bridge.tell(match kept {
        Kept::Yes if beside => Notice::SavedBesideEarlier,
        Kept::Yes => Notice::Saved,
        Kept::ForNow => Notice::NotSaved,
    });
}
