//! A list of things to choose that opens where somebody points: what the second button of a mouse, the
//! menu key or a long press asks for.

use super::browser::focus_id;
use super::menu::{Item, item_view, move_focus};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// What stays free between the list and the edges of the screen.
const MARGIN: f64 = 8.0;

/// Where a list opens, and where the focus goes when it closes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct At {
    /// From the left edge of the screen.
    pub x: f64,
    /// From its upper edge.
    pub y: f64,
    /// The id of what the list belongs to.
    pub back: String,
}

/// The list. Arrows move, Enter chooses; Escape, Tab and a press elsewhere close.
#[component]
pub fn Popup(
    /// The list's name.
    label: String,
    /// Where it opens.
    at: At,
    /// What there is to choose.
    items: Vec<Item>,
    /// It is closed.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let list = NodeRef::<Div>::new();
    let back = StoredValue::new(at.back.clone());
    let close = move || {
        on_close.run(());
        back.with_value(|back| focus_id(back));
    };
    Effect::new(move |_| {
        if let Some(list) = list.get() {
            put(&list, at.x, at.y);
            focus_first(&list);
        }
    });
    let by_key = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Escape" | "Tab" => close(),
            key @ ("ArrowDown" | "ArrowUp" | "Home" | "End") => {
                if let Some(list) = list.get_untracked() {
                    move_focus(&list, key);
                }
            }
            "Enter" | " " => return event.stop_propagation(),
            _ => {}
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let rows = items.into_iter().map(|item| item_view(item, close));
    view! {
        <div
            class="popup"
            on:pointerdown=move |event| if event.target() == event.current_target() { close() }
            on:contextmenu=move |event| event.prevent_default()
        >
            <div class="menu-list overlay" role="menu" aria-label=label node_ref=list on:keydown=by_key>
                {rows.collect_view()}
            </div>
        </div>
    }
}

/// Puts the list where it was asked for, or as near as it fits on the screen.
fn put(list: &HtmlElement, x: f64, y: f64) {
    let (width, height) = (
        f64::from(list.offset_width()),
        f64::from(list.offset_height()),
    );
    let room = |size: Result<wasm_bindgen::JsValue, _>| size.ok().and_then(|size| size.as_f64());
    let (wide, high) = (window().inner_width(), window().inner_height());
    let near = |wanted: f64, size: f64, room: Option<f64>| {
        let last = room.unwrap_or(f64::MAX) - size - MARGIN;
        wanted.min(last).max(MARGIN)
    };
    let style = list.style();
    let _ = style.set_property("left", &format!("{}px", near(x, width, room(wide))));
    let _ = style.set_property("top", &format!("{}px", near(y, height, room(high))));
}

fn focus_first(list: &HtmlElement) {
    let first = list.query_selector("[role^=menuitem]").ok().flatten();
    if let Some(first) = first {
        let _ = first.unchecked_into::<HtmlElement>().focus();
    }
}
