//! A box: one state, or a pill where the machine begins and ends.

use super::placed::placed;
use super::scene::Scene;
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::{Sign, seldom};
use crate::part::breakpoints::Dot;
use crate::part::status;
use crate::part::transport::player::use_player;
use asl::debugger::action::Action;
use asl::debugger::view::{Mark, Status};
use asl::graph::{Node, NodeKind, Point, Rect};
use leptos::prelude::*;

/// The arrow of a door.
const DOOR: &str = "M9 9h10M15.5 5.5 19 9l-3.5 3.5";

/// A box of either kind.
pub fn node_view(scene: &Scene, node: &Node) -> AnyView {
    match node.state {
        Some(state) => state_view(scene.clone(), node, state).into_any(),
        None => pill_view(node).into_any(),
    }
}

fn pill_view(node: &Node) -> impl IntoView + use<> {
    let rect = node.rect;
    let starts = node.kind == NodeKind::Start;
    view! {
        <g class="terminal" aria-hidden="true">
            <rect x=rect.x y=rect.y width=rect.width height=rect.height rx=rect.height / 2.0 />
            <text x=rect.x + rect.width / 2.0 y=rect.y + rect.height / 2.0>{say(move |p| if starts { p.start } else { p.end })}</text>
        </g>
    }
}

fn state_view(scene: Scene, node: &Node, state: u32) -> impl IntoView + use<> {
    let mark = scene.mark(state);
    let rings = scene.rings(state);
    let phrases = use_phrases();
    let (name, kind, targets) = (node.name.clone(), node.kind, scene.targets(state));
    let holds = node.holds;
    let spoken = move || {
        let phrases = phrases.get();
        let kind = kind_words(phrases, kind, holds);
        spoken(phrases, &name, &kind, mark.get(), &targets)
    };
    let class = move || format!("node {}{}", status::class(mark.get().status), rings.get());
    let rect = node.rect;
    let stop = scene.stop;
    let (choose, dots) = (scene.clone(), scene);
    let folded = node.holds > 0;
    view! {
        <g
            class=class
            aria-expanded=folded.then_some("false")
            id=format!("state-{state}")
            role="button"
            data-state=node.name.clone()
            data-status=move || status::class(mark.get().status)
            tabindex=move || if stop.get() == Some(state) { "0" } else { "-1" }
            aria-label=spoken
            on:click=move |event| {
                event.stop_propagation();
                choose.choose(state);
            }
            on:focus=move |_| stop.set(Some(state))
        >
            {title_view(&node.name, node.lines.last())}
            {ring_view(rect)}
            {folded.then(|| stack_view(rect))}
            {box_view(rect)}
            {kind_view(node.kind, rect)}
            {words_view(node)}
            {folded.then(|| fold_view(&dots, state, false, rect))}
            {dot_view(&dots, state, rect)}
            {badge_view(mark, rect)}
            {move || counter_view(mark.get(), rect)}
            {move || mark.get().child.map(|child| door_view(child, rect))}
        </g>
    }
}

/// What surrounds a box that is chosen, current or beside the caret.
#[inline(never)]
pub fn ring_view(rect: Rect) -> impl IntoView {
    view! { <rect class="ring" x=rect.x - 4.0 y=rect.y - 4.0 width=rect.width + 8.0 height=rect.height + 8.0 rx="11" /> }
}

/// The box or frame itself.
#[inline(never)]
pub fn box_view(rect: Rect) -> impl IntoView {
    view! { <rect class="box" x=rect.x y=rect.y width=rect.width height=rect.height rx="8" /> }
}

/// The sign of a state's kind, in the middle of the height of `rect`.
#[inline(never)]
pub fn kind_view(kind: NodeKind, rect: Rect) -> impl IntoView {
    let origin = Point {
        x: rect.x + 12.0,
        y: rect.y + rect.height / 2.0 - 8.0,
    };
    view! { <path class="kind" d=placed(status::kind_sign(kind).path(), origin, 1.0) /> }
}

/// The whole name, for those who point at one that was cut.
pub fn title_view(name: &str, shown: Option<&String>) -> Option<AnyView> {
    let cut = shown.is_some_and(|shown| shown.ends_with('…'));
    cut.then(|| seldom(|| view! { <title>{name.to_owned()}</title> }))
}

/// The breakpoint on the upper left corner: faint where there is none and the pointer is near.
pub fn dot_view(scene: &Scene, state: u32, rect: Rect) -> impl IntoView + use<> {
    let (dot, scene) = (scene.dot(state), scene.clone());
    let class = move || match dot.get() {
        None => "dot",
        Some(Dot { off: true, .. } | Dot { inside: true, .. }) => "dot set off",
        Some(Dot { asks: true, .. }) => "dot set asks",
        Some(Dot { .. }) => "dot set",
    };
    view! {
        <g class=class on:click=move |event| { event.stop_propagation(); scene.toggle(state) }>
            <rect x=rect.x - 9.0 y=rect.y - 9.0 width="18" height="18" fill="transparent" />
            <circle cx=rect.x cy=rect.y r="6" />
        </g>
    }
}

/// The status as a sign on the upper right corner, where no name is long enough to reach.
pub fn badge_view(mark: Memo<Mark>, rect: Rect) -> impl IntoView {
    let (x, y) = (rect.x + rect.width - 3.0, rect.y + 1.0);
    let origin = Point {
        x: x - 5.6,
        y: y - 5.6,
    };
    let sign = move || placed(status::sign(mark.get().status).path(), origin, 0.7);
    view! {
        <g class="badge">
            <circle cx=x cy=y r="9" />
            <path d=sign />
        </g>
    }
}

/// The name on one or two lines, and below a short one what it works with.
fn words_view(node: &Node) -> AnyView {
    let (x, middle) = (node.rect.x + 36.0, node.rect.y + node.rect.height / 2.0);
    let second = match node.lines.get(1) {
        Some(line) => (line.clone(), "name"),
        None if node.holds > 0 => return folded_words(node).into_any(),
        None if node.detail.is_empty() => (node.kind.type_name().to_owned(), "detail"),
        None => (node.detail.clone(), "detail"),
    };
    let first = node.lines.first().cloned().unwrap_or_default();
    view! {
        <text class="name" aria-hidden="true" x=x y=middle - 8.0>{first}</text>
        <text class=second.1 aria-hidden="true" x=x y=middle + 10.0>{second.0}</text>
    }
    .into_any()
}

/// What a box is, and of a folded group how much is inside.
#[inline(never)]
fn kind_words(phrases: &Phrases, kind: NodeKind, holds: u32) -> String {
    let name = kind.type_name();
    if holds == 0 {
        return name.to_owned();
    }
    format!("{name} · {}", (phrases.holds_states)(holds))
}

/// The name of a folded group and how much is inside.
#[inline(never)]
fn folded_words(node: &Node) -> impl IntoView + use<> {
    let (x, middle) = (node.rect.x + 36.0, node.rect.y + node.rect.height / 2.0);
    let (kind, holds) = (node.kind, node.holds);
    let (first, phrases) = (
        node.lines.first().cloned().unwrap_or_default(),
        use_phrases(),
    );
    view! {
        <text class="name" aria-hidden="true" x=x y=middle - 8.0>{first}</text>
        <text class="detail" aria-hidden="true" x=x y=middle + 10.0>{move || kind_words(phrases.get(), kind, holds)}</text>
    }
}

/// More boxes below the box of a folded group.
#[inline(never)]
fn stack_view(rect: Rect) -> AnyView {
    let (x, y, width) = (rect.x + 6.0, rect.y + 6.0, rect.width - 12.0);
    view! { <rect class="box stack" x=x y=y width=width height=rect.height - 1.0 rx="7" /> }
        .into_any()
}

/// What folds an open group, or opens a folded one, on the right of `rect`. Who does not use a mouse has a key and the list of the state.
#[inline(never)]
pub fn fold_view(scene: &Scene, state: u32, open: bool, rect: Rect) -> AnyView {
    let (scene, sign) = (
        scene.clone(),
        if open {
            Sign::Chevron
        } else {
            Sign::ChevronRight
        },
    );
    let press = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        scene.fold(state, open);
    };
    let (x, y) = (
        rect.x + rect.width - 28.0,
        rect.y + rect.height / 2.0 - 12.0,
    );
    let origin = Point {
        x: x + 4.0,
        y: y + 4.0,
    };
    view! {
        <g class="fold" aria-hidden="true" on:click=press>
            <title>{say(move |p| if open { p.fold } else { p.unfold })}</title>
            <rect x=x y=y width="24" height="24" rx="6" />
            <path d=placed(sign.path(), origin, 1.0) />
        </g>
    }
    .into_any()
}

/// How often it was entered or tried again, when that is more than once.
fn counter_view(mark: Mark, rect: Rect) -> Option<AnyView> {
    let text = mark.counter()?;
    let wide = 12.0 + 7.0 * text.chars().count() as f64;
    let (x, y) = (rect.x + rect.width - wide - 8.0, rect.y + rect.height - 9.0);
    Some(
        view! {
            <g class="counter" aria-hidden="true">
                <rect x=x y=y width=wide height="18" rx="9" />
                <text x=x + wide / 2.0 y=y + 9.0>{text}</text>
            </g>
        }
        .into_any(),
    )
}

/// A door to the execution that the Task has begun last. Who does not use a mouse finds it in the
/// inspector.
#[inline(never)]
fn door_view(child: u32, rect: Rect) -> AnyView {
    let (x, y) = (rect.x + 8.0, rect.y + rect.height - 9.0);
    let arrow = placed(DOOR, Point { x, y }, 1.0);
    let player = use_player();
    let enter = move |event: web_sys::MouseEvent| {
        event.stop_propagation();
        player.go(Action::ShowRun(child));
    };
    view! {
        <g class="node-door" aria-hidden="true" on:click=enter>
            <title>{say(|p| p.open_child)}</title>
            <rect x=x y=y width="28" height="18" rx="9" />
            <path d=arrow />
        </g>
    }
    .into_any()
}

/// "Invoke Lambda, Task, succeeded, 2 attempts, goes to Check".
pub fn spoken(phrases: &Phrases, name: &str, kind: &str, mark: Mark, targets: &[String]) -> String {
    let mut parts = vec![
        name.to_owned(),
        kind.to_owned(),
        (phrases.status)(mark.status).to_owned(),
    ];
    if mark.retries > 0 {
        parts.push((phrases.attempts_spoken)(mark.retries + mark.visits));
    }
    if mark.visits > 1 {
        parts.push((phrases.visits_spoken)(mark.visits));
    }
    if mark.items > 0 && mark.status != Status::NotRun {
        parts.push((phrases.items_spoken)(mark.items_done, mark.items));
    }
    if !targets.is_empty() {
        parts.push((phrases.goes_to)(&targets.join(phrases.between_names)));
    }
    parts.join(phrases.comma)
}
