//! The address bar: the fragment that carries a workspace.

use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// The fragment with its `#`; empty when there is none.
pub fn fragment() -> String {
    web_sys::window()
        .and_then(|window| window.location().hash().ok())
        .unwrap_or_default()
}

/// The address of this page without its fragment: what a share link begins with.
pub fn base() -> String {
    let href = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Takes the fragment away, so that an address that no longer fits is not copied.
pub fn clear() {
    let Some(window) = web_sys::window() else {
        return;
    };
    let Ok(history) = window.history() else {
        return;
    };
    // WebKit refuses after a hundred calls in ten seconds; the address then stays as it is.
    let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&base()));
}

/// Calls `then` when another link is pasted into this page.
pub fn on_change(then: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else {
        return;
    };
    let listener = Closure::<dyn Fn()>::new(then);
    let _ =
        window.add_event_listener_with_callback("hashchange", listener.as_ref().unchecked_ref());
    listener.forget(); // for as long as the page lives
}
