//! Small questions to the browser, none of which can fail loudly.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// Whether the person asked for less motion, as it is now.
pub fn less_motion() -> bool {
    window()
        .match_media("(prefers-reduced-motion: reduce)")
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}

/// Whether the keys of an event belong to a text field, an input method or a dialog over the page.
pub fn is_typing(event: &KeyboardEvent) -> bool {
    let in_field = event
        .composed_path()
        .get(0)
        .dyn_into::<Element>()
        .is_ok_and(|target| {
            target
                .closest(
                    "input:not([type=range]), textarea, select, [contenteditable=true], dialog",
                )
                .ok()
                .flatten()
                .is_some()
        });
    event.is_composing() || in_field
}

/// Whether the keys of an event belong to an element that acts on Enter, Space or arrows itself.
pub fn is_on_control(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|target| {
            target
                .closest(
                    "button, a, summary, dialog, [role=tab], [role=separator], [role=menu], input",
                )
                .ok()
                .flatten()
                .is_some()
        })
}

/// Whether this is a Mac, whose people press Cmd where others press Ctrl.
pub fn is_mac() -> bool {
    let platform = window().navigator().platform().unwrap_or_default();
    platform.starts_with("Mac") || platform.starts_with("iP")
}

/// Moves the focus to the element with this id; `false` when it is not there.
pub fn focus_id(id: &str) -> bool {
    let element = document().get_element_by_id(id);
    // What is drawn in SVG can have the focus too, and takes it by the same name.
    element.is_some_and(|element| element.unchecked_into::<HtmlElement>().focus().is_ok())
}

/// The element that an event was heard on.
pub fn heard_on<T: JsCast>(event: &web_sys::Event) -> Option<T> {
    event
        .current_target()
        .and_then(|target| target.dyn_into().ok())
}

/// Hears how wide and high an element is, now and whenever that changes.
pub fn on_resize(element: &Element, mut hear: impl FnMut(f64, f64) + 'static) {
    let measured = element.clone();
    let on_size = Closure::<dyn FnMut()>::new(move || {
        hear(
            f64::from(measured.client_width()),
            f64::from(measured.client_height()),
        );
    });
    let Ok(observer) = web_sys::ResizeObserver::new(on_size.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(element);
    let kept = StoredValue::new_local((observer, on_size));
    on_cleanup(move || kept.with_value(|(observer, _)| observer.disconnect()));
}

/// Saves a text as a file of the visitor.
pub fn download(name: &str, kind: &str, text: &str) -> Option<()> {
    let parts = js_sys::Array::of1(&text.into());
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options).ok()?;
    let address = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&address).ok()
}

/// Puts a text on the clipboard; says whether that was allowed.
pub async fn copy(text: &str) -> bool {
    let clipboard = window().navigator().clipboard();
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text))
        .await
        .is_ok()
}
