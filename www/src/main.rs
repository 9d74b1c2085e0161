//! ASL Playground's page.

use leptos::prelude::*;

fn main() {
    leptos::mount::mount_to_body(|| view! { <p>"ASL Playground"</p> });
}
