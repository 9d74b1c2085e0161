//! Machine → boxes, frames and arrows with coordinates. Deterministic: the same machine is always drawn
//! the same.
//!
//! In comes a checked machine and its text, out goes a [`Graph`]: plain numbers that the page turns into
//! a picture. What happened in a run is not here: the debugger marks it on the drawing.

mod column;
mod compose;
mod counts;
mod detail;
mod drawing;
mod layered;
mod measure;
mod mermaid;
pub mod rule;
mod scope;
mod ways;

pub use compose::{is_group, layout, layout_folded};
pub use detail::source;
pub use drawing::{
    Edge, EdgeKind, End, Graph, Group, GroupKind, Node, NodeKind, Point, Rect, TreeRow, Way,
};
pub use mermaid::mermaid;
pub use ways::{kind_of, ways};
