//! The page as a whole: what every part finds in context, and which page is shown.

use crate::bridge::Bridge;
use crate::desk::Desk;
use crate::host::{line, start};
use crate::i18n::{provide_language, use_phrases};
use crate::look::provide_theme;
use crate::page::playground::Playground;
use crate::part::transport::player::Player;
use leptos::prelude::*;

/// The page.
#[component]
pub fn App() -> impl IntoView {
    provide_language();
    provide_theme();
    let bridge = Bridge::new(line::connect);
    provide_context(bridge);
    provide_context(Desk::new());
    provide_context(Player::new());
    start::start(bridge, use_phrases().get_untracked().who);
    view! { <Playground /> }
}
