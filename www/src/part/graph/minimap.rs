//! The whole drawing in a corner, where there are many states: what is on the screen is framed, and a press brings
//! another part of it there. It is for those who look and point; keys walk the drawing itself.

use super::scene::Scene;
use super::viewport::{Size, Viewport};
use crate::kit::browser::heard_on;
use crate::part::status;
use asl::debugger::view::Status;
use asl::graph::{Point, Rect};
use leptos::prelude::*;
use std::fmt::Write;
use web_sys::{Element, PointerEvent};

/// From so many states on there is one, and from such a width, at which few of them are on the screen at once.
const MANY: usize = 40;
const WIDE: f64 = 1900.0;
/// How wide and high it is at most, and how wide or high at least, in pixels: a chain of hundreds of states is drawn wider
/// than it is, that it can be seen and pressed.
const MOST: f64 = 168.0;
const LEAST: f64 = 28.0;

/// The statuses in the order in which they are painted.
const STATUSES: [Status; 7] = [
    Status::NotRun,
    Status::Succeeded,
    Status::Aborted,
    Status::Caught,
    Status::Waiting,
    Status::InProgress,
    Status::Failed,
];

/// The small drawing; nothing where there are few states.
pub fn minimap(
    scene: &Scene,
    view: RwSignal<Viewport>,
    frame: RwSignal<Size>,
    show: impl Fn(Point) + Copy + 'static,
) -> Option<AnyView> {
    let graph = scene.graph.clone();
    if graph.tree.len() <= MANY && graph.width < WIDE {
        return None;
    }
    let (width, height) = small(graph.width, graph.height);
    let (whole_width, whole_height) = (graph.width, graph.height);
    let shown = move || {
        let (view, frame) = (view.get(), frame.get());
        let (x, y) = (-view.x / view.scale, -view.y / view.scale);
        let clip = |from: f64, length: f64, whole: f64| {
            let (from, to) = (from.clamp(0.0, whole), (from + length).clamp(0.0, whole));
            (from, to - from)
        };
        let (x, width) = clip(x, frame.width / view.scale, graph.width);
        let (y, height) = clip(y, frame.height / view.scale, graph.height);
        format!("M{x:.0} {y:.0}h{width:.0}v{height:.0}h-{width:.0}z")
    };
    let press = move |event: &PointerEvent| {
        let Some(map) = heard_on::<Element>(event).map(|map| map.get_bounding_client_rect()) else {
            return;
        };
        show(Point {
            x: (f64::from(event.client_x()) - map.left()) / width * whole_width,
            y: (f64::from(event.client_y()) - map.top()) / height * whole_height,
        });
    };
    let boxes = STATUSES.map(|status| {
        let paint = painted(scene, status);
        view! { <path class=status::class(status) d=paint /> }
    });
    Some(
        view! {
            <svg
                class="minimap"
                aria-hidden="true"
                width=width
                height=height
                viewBox=format!("0 0 {:.0} {:.0}", scene.graph.width, scene.graph.height)
                preserveAspectRatio="none"
                on:pointerdown=move |event| {
                    event.stop_propagation();
                    press(&event);
                }
                on:pointermove=move |event| if event.buttons() == 1 { press(&event) }
            >
                {boxes.into_iter().collect_view()}
                <path class="on-screen" d=shown />
            </svg>
        }
        .into_any(),
    )
}

/// The size of the small drawing of one of this size.
fn small(width: f64, height: f64) -> (f64, f64) {
    let scale = MOST / width.max(height).max(1.0);
    ((width * scale).max(LEAST), (height * scale).max(LEAST))
}

/// The boxes of one status as one path.
fn painted(scene: &Scene, status: Status) -> Memo<String> {
    let (graph, marks) = (scene.graph.clone(), scene.by_state);
    Memo::new(move |_| {
        let mut path = String::new();
        marks.with(|marks| {
            let nodes = graph.nodes.iter();
            for (state, rect) in nodes.filter_map(|node| Some((node.state?, node.rect))) {
                let now = marks.get(&state).map_or(Status::NotRun, |mark| mark.status);
                if now == status {
                    let Rect {
                        x,
                        y,
                        width,
                        height,
                    } = rect;
                    let _ = write!(path, "M{x:.0} {y:.0}h{width:.0}v{height:.0}h-{width:.0}z");
                }
            }
        });
        path
    })
}

#[cfg(test)]
mod tests {
    use super::small;

    #[test]
    fn it_keeps_its_shape_unless_it_would_be_a_line() {
        assert_eq!(small(1_680.0, 840.0), (168.0, 84.0));
        assert_eq!(small(300.0, 28_000.0), (28.0, 168.0));
        assert_eq!(small(0.0, 0.0), (28.0, 28.0));
    }
}
