//! What any page is made of: buttons, tabs, panes, menus. Nothing here knows of workflows.

pub mod browser;
pub mod button;
pub mod dialog;
pub mod empty;
pub mod icon;
pub mod json;
pub mod menu;
pub mod popup;
pub mod remember;
pub mod separator;
pub mod stay;
pub mod tabs;
pub mod virtual_list;

pub use button::{Button, ButtonKind, IconButton};
pub use icon::{Icon, Sign};

use leptos::prelude::*;

/// A view that few visits see. Its code stays out of the function that may show it, and so out of what a
/// first visit loads.
#[inline(never)]
pub fn seldom<V: IntoView + 'static>(make: impl FnOnce() -> V) -> AnyView {
    make().into_any()
}
