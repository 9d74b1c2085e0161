//! A scope in layers (Sugiyama, Tagawa, Toda, 1981): links that lead back are turned round for the time
//! being, boxes get ranks, every row an order, every cell an x, and every link a line.
//!
//! The order of the text decides where geometry does not: a state's Next before its catchers, a Choice's
//! rules from left to right.

mod align;
mod crossings;
mod net;
mod order;
mod own_loops;
mod place;
mod ports;
mod route;
mod simplex;
mod tighten;
mod walk;

use super::scope::{Link, Plan, Size};

/// Free space between two ranks.
const BETWEEN_RANKS: f64 = 48.0;
/// Free space between two boxes of a rank.
const BETWEEN_BOXES: f64 = 32.0;
/// Free space between two lines, or a line and a label.
const BETWEEN_LINES: f64 = 24.0;

/// Lays out a scope; `None` if it is too big for this.
pub(super) fn plan(boxes: &[Size], links: &[Link]) -> Option<Plan> {
    let walk = walk::walk(boxes.len(), links);
    let mut net = net::net(boxes, links, &walk)?;
    order::order(&mut net);
    let xs = place::place(&net);
    Some(route::plan(&net, boxes, links, &walk, &xs))
}
