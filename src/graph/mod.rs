//! Machine → boxes, frames and arrows with coordinates. Deterministic: the same machine is always drawn
//! the same.

mod drawing;

pub use drawing::{
    Edge, EdgeKind, End, Graph, Group, GroupKind, Node, NodeKind, Point, Rect, TreeRow, Way,
};
