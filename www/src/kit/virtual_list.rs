//! A long list of which only the rows on the screen exist.

use super::browser::focus_id;
use leptos::html::Div;
use leptos::prelude::*;
use std::ops::Range;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Rows that are kept ready above and below the screen.
const SPARE: u32 = 8;

/// The rows that a scrolled box shows, spare ones included.
pub fn visible(scroll_top: f64, height: f64, row_height: f64, total: u32) -> Range<u32> {
    let row_at = |y: f64| (y / row_height.max(1.0)).clamp(0.0, f64::from(u32::MAX));
    let first = (row_at(scroll_top).floor() as u32)
        .saturating_sub(SPARE)
        .min(total);
    let last = (row_at(scroll_top + height).ceil() as u32)
        .saturating_add(SPARE)
        .min(total);
    first..last
}

/// A scrolling box as high as all rows; `rows` draws those of the window it asked for, each with [`row_style`].
#[component]
pub fn VirtualList(
    /// How many rows there are.
    #[prop(into)]
    total: Signal<u32>,
    /// The height of a row in pixels.
    row_height: f64,
    /// Hears which rows are on the screen.
    #[prop(into)]
    on_window: Callback<Range<u32>>,
    /// A row to keep on the screen when it changes.
    #[prop(optional, into)]
    follow: Option<Signal<Option<u32>>>,
    /// The rows of the window.
    children: Children,
) -> impl IntoView {
    let frame = NodeRef::<Div>::new();
    let asked = StoredValue::new(0..0_u32);
    let look = move || {
        let Some(frame) = frame.get_untracked() else {
            return;
        };
        let height = f64::from(frame.client_height()).max(row_height * 12.0);
        let window = visible(
            f64::from(frame.scroll_top()),
            height,
            row_height,
            total.get_untracked(),
        );
        if window != asked.get_value() {
            asked.set_value(window.clone());
            on_window.run(window);
        }
    };
    // The scroll position is the browser's; the window is asked for when there is more or less to see.
    Effect::new(move |_| {
        total.track();
        frame.track();
        look();
    });
    Effect::new(move |_| {
        if let (Some(row), Some(frame)) = (follow.and_then(|row| row.get()), frame.get()) {
            keep_in_view(&frame, f64::from(row) * row_height, row_height);
        }
    });
    view! {
        <div class="virtual scroll" node_ref=frame on:scroll=move |_| look()>
            <div class="virtual-rows" role="presentation" style:height=move || format!("{}px", f64::from(total.get()) * row_height)>
                {children()}
            </div>
        </div>
    }
}

/// Where a row stands. It is placed, not transformed: a transform of each row costs every frame of a scroll.
pub fn row_style(row: u32, row_height: f64) -> String {
    format!(
        "top:{}px;height:{row_height}px",
        f64::from(row) * row_height
    )
}

/// The id of what has the focus in a row of the list of this name.
pub fn row_id(list: &str, row: u32) -> String {
    format!("{list}-{row}")
}

/// Up and down move the focus between rows, which carry their numbers.
#[inline(never)]
pub fn walk_rows(event: &KeyboardEvent, list: &str, total: u32) {
    let Some(row) = heard_row(event) else { return };
    let to = match event.key().as_str() {
        "ArrowDown" => row.saturating_add(1).min(total.saturating_sub(1)),
        "ArrowUp" => row.saturating_sub(1),
        _ => return,
    };
    focus_id(&row_id(list, to));
    event.prevent_default();
    event.stop_propagation();
}

/// The row that has the focus.
fn heard_row(event: &KeyboardEvent) -> Option<u32> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let row = target.closest("[data-row]").ok()??;
    row.get_attribute("data-row")?.parse().ok()
}

fn keep_in_view(frame: &web_sys::HtmlDivElement, top: f64, row_height: f64) {
    let (from, height) = (
        f64::from(frame.scroll_top()),
        f64::from(frame.client_height()),
    );
    if top < from {
        frame.set_scroll_top(top as i32);
    } else if top + row_height > from + height {
        frame.set_scroll_top((top + row_height - height) as i32);
    }
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn only_what_is_on_the_screen_and_a_few_more() {
        assert_eq!(visible(0.0, 280.0, 28.0, 25_000), 0..18);
        assert_eq!(visible(28_000.0, 280.0, 28.0, 25_000), 992..1018);
        assert_eq!(visible(0.0, 280.0, 28.0, 3), 0..3);
        assert_eq!(visible(1e12, 280.0, 28.0, 3), 3..3);
    }
}
