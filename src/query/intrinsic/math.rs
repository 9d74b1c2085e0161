//! Sums.

use super::{Answer, integer};

/// `States.MathAdd(a, b)`: each is rounded first, halves up (recorded: 1.5 and 1.51 give 4).
pub(super) fn add(arguments: &[super::Value]) -> Answer {
    let (a, b) = (integer(arguments, 0)?, integer(arguments, 1)?);
    Ok(a.wrapping_add(b).into())
}
