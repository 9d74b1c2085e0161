//! ASL Playground's page: everything that needs a browser.
//!
//! The same module runs twice: on the page, where it shows ([`app`]), and in a worker, where it runs workflows. The two
//! are joined by [`bridge`] alone.

#![allow(
    clippy::needless_pass_by_value,
    reason = "components get their properties by value, listeners their events, map_err its errors"
)]

mod app;
mod bridge;
mod desk;
mod engine;
mod host;
mod i18n;
mod kit;
mod look;
mod page;
mod part;
mod wire;

fn main() {
    host::later::arm();
    console_error_panic_hook::set_once();
    if let Some(scope) = engine::scope() {
        return engine::start(&scope);
    }
    if let Some(boot) = leptos::prelude::document().get_element_by_id("boot") {
        boot.remove();
    }
    leptos::mount::mount_to_body(app::App);
}
