//! Objects that the run has written: to be looked at in the place of the editor.

use crate::bridge::use_bridge;
use crate::desk::{Text, use_desk};
use crate::kit::json::Json;
use asl::debugger::view::ObjectRow;
use leptos::prelude::*;

/// The written object that is chosen, while the buckets are open.
pub fn shown_object() -> Memo<Option<ObjectRow>> {
    let (desk, objects) = (use_desk(), use_bridge().objects());
    Memo::new(move |_| {
        let wanted = desk.object.get();
        let wanted = wanted.strip_prefix(WRITTEN)?;
        let open = desk.text.get() == Text::Buckets;
        let found = objects
            .read()
            .iter()
            .find(|row| row.name == wanted)
            .cloned();
        found.filter(|_| open)
    })
}

/// Stands before the name of an object that the run wrote: an object of the workspace may have the same.
pub const WRITTEN: &str = ">";

/// Its text.
pub fn object_view(object: ObjectRow) -> impl IntoView {
    let name = object.name.clone();
    view! { <div class="written scroll" role="region" aria-label=name tabindex="0"><Json text=object.text /></div> }
}
