//! The line between two panes: dragged, or moved with the keyboard as a window splitter is.

use super::browser::heard_on;
use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent, PointerEvent};

/// Which way the panes lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// Panes beside each other.
    Columns,
    /// Panes above each other.
    Rows,
}

/// Where the line may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// The smallest share of the pane, in per cent, while it is open.
    pub least: f64,
    /// The largest.
    pub most: f64,
    /// Where it goes when it is opened again or double-clicked.
    pub usual: f64,
    /// Whether the pane that is measured lies behind the line.
    pub behind: bool,
}

impl Bounds {
    /// The nearest place that is allowed; a pane narrower than half its least width closes.
    fn settle(&self, share: f64) -> f64 {
        if share < self.least / 2.0 {
            0.0
        } else {
            share.clamp(self.least, self.most)
        }
    }

    fn by_key(&self, key: &str, share: f64) -> Option<f64> {
        let step = if self.behind { -2.0 } else { 2.0 };
        match key {
            "ArrowLeft" | "ArrowUp" => Some((share - step).clamp(self.least, self.most)),
            "ArrowRight" | "ArrowDown" => Some((share + step).clamp(self.least, self.most)),
            "Home" => Some(if self.behind { self.most } else { self.least }),
            "End" => Some(if self.behind { self.least } else { self.most }),
            "Enter" => Some(if share > 0.0 { 0.0 } else { self.usual }),
            _ => None,
        }
    }
}

/// The line. It measures one of its panes in per cent of the container both stand in; 0 is closed.
#[component]
pub fn Separator(
    /// Which way the panes lie.
    between: Between,
    /// What it moves, for screen readers.
    #[prop(into)]
    label: Signal<String>,
    /// The pane's share in per cent.
    #[prop(into)]
    share: Signal<f64>,
    /// Where it may be.
    bounds: Bounds,
    /// Moves it: the share, and whether it is to stay.
    #[prop(into)]
    on_move: Callback<(f64, bool)>,
) -> impl IntoView {
    let (dragging, set_dragging) = signal(false);
    let place = move |event: &PointerEvent| {
        heard_on::<Element>(event).and_then(|line| share_at(&line, event, between, bounds))
    };
    let start = move |event: PointerEvent| {
        if let Some(line) = heard_on::<Element>(&event) {
            event.prevent_default();
            let _ = line.set_pointer_capture(event.pointer_id());
            set_dragging.set(true);
        }
    };
    let drag = move |event: PointerEvent| {
        if let (true, Some(share)) = (dragging.get_untracked(), place(&event)) {
            on_move.run((share, false));
        }
    };
    let end = move |_: PointerEvent| {
        if dragging.get_untracked() {
            set_dragging.set(false);
            on_move.run((share.get_untracked(), true));
        }
    };
    let by_key = move |event: KeyboardEvent| {
        if let Some(share) = bounds.by_key(&event.key(), share.get_untracked()) {
            event.prevent_default();
            event.stop_propagation();
            on_move.run((share, true));
        }
    };
    view! {
        <div
            class="separator"
            class:rows=between == Between::Rows
            class:dragging=dragging
            role="separator"
            tabindex="0"
            aria-label=label
            aria-orientation=if between == Between::Rows { "horizontal" } else { "vertical" }
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=move || share.get().round().to_string()
            on:pointerdown=start
            on:pointermove=drag
            on:pointerup=end
            on:pointercancel=end
            on:dblclick=move |_| on_move.run((bounds.usual, true))
            on:keydown=by_key
        />
    }
}

fn share_at(line: &Element, event: &PointerEvent, between: Between, bounds: Bounds) -> Option<f64> {
    let around = line.parent_element()?.get_bounding_client_rect();
    let (at, start, length) = match between {
        Between::Columns => (f64::from(event.client_x()), around.left(), around.width()),
        Between::Rows => (f64::from(event.client_y()), around.top(), around.height()),
    };
    let before = (at - start) / length.max(1.0) * 100.0;
    Some(bounds.settle(if bounds.behind {
        100.0 - before
    } else {
        before
    }))
}

#[cfg(test)]
mod tests {
    use super::Bounds;

    const LEFT: Bounds = Bounds {
        least: 20.0,
        most: 60.0,
        usual: 34.0,
        behind: false,
    };
    const RIGHT: Bounds = Bounds {
        behind: true,
        ..LEFT
    };

    #[test]
    fn a_pane_dragged_nearly_shut_closes() {
        assert!((LEFT.settle(9.0) - 0.0).abs() < f64::EPSILON);
        assert!((LEFT.settle(12.0) - 20.0).abs() < f64::EPSILON);
        assert!((LEFT.settle(90.0) - 60.0).abs() < f64::EPSILON);
    }

    #[test]
    fn arrows_move_the_line_the_way_they_point() {
        assert_eq!(LEFT.by_key("ArrowRight", 34.0), Some(36.0));
        assert_eq!(RIGHT.by_key("ArrowRight", 34.0), Some(32.0));
        assert_eq!(LEFT.by_key("Enter", 34.0), Some(0.0));
        assert_eq!(LEFT.by_key("Enter", 0.0), Some(34.0));
        assert_eq!(LEFT.by_key("Tab", 0.0), None);
    }
}
