//! What stands where there is nothing: one sentence that says why, and what to do.

use leptos::prelude::*;

/// An empty panel.
#[component]
pub fn Nothing(
    /// Why it is empty and what to do.
    #[prop(into)]
    text: Signal<String>,
    /// A thing to do about it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="nothing">
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}
