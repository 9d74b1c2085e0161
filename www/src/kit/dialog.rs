//! A dialog over the page: the browser's own, which keeps the focus inside and closes with Escape.

use super::{IconButton, Sign};
use leptos::html::Dialog as DialogElement;
use leptos::prelude::*;

/// A dialog that is there while `open` holds.
#[component]
pub fn Dialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Hears that it was closed.
    #[prop(into)]
    on_close: Callback<()>,
    /// Its heading.
    #[prop(into)]
    title: Signal<String>,
    /// The closing button's name.
    #[prop(into)]
    close_label: Signal<String>,
    /// Whether it takes the room there is.
    #[prop(optional)]
    wide: bool,
    /// What is in it; made anew each time it opens.
    children: ChildrenFn,
) -> impl IntoView {
    let element = NodeRef::<DialogElement>::new();
    // The browser's dialog has a state of its own, which follows ours.
    Effect::new(move |_| {
        if let (true, Some(dialog)) = (open.get(), element.get())
            && !dialog.open()
        {
            let _ = dialog.show_modal();
        }
    });
    let shut = move || {
        if let Some(dialog) = element.get_untracked() {
            dialog.close();
        }
    };
    let children = StoredValue::new(children);
    view! {
        <Show when=move || open.get()>
            <dialog class="dialog overlay" class:wide=wide node_ref=element aria-labelledby="dialog-title" on:close=move |_| on_close.run(())>
                <header>
                    <h2 id="dialog-title">{title}</h2>
                    <IconButton label=close_label sign=Sign::Close on_press=move |()| shut() />
                </header>
                <div class="dialog-body scroll" tabindex="0">{children.with_value(|children| children())}</div>
            </dialog>
        </Show>
    }
}
