//! A polyline as an SVG path with rounded corners.

use asl::graph::Point;
use std::fmt::Write;

/// How round a corner is at most.
const RADIUS: f64 = 8.0;

/// The path of a line.
pub fn path(points: &[Point]) -> String {
    let mut path = String::new();
    let Some((first, rest)) = points.split_first() else {
        return path;
    };
    let _ = write!(path, "M{:.1} {:.1}", first.x, first.y);
    for (index, corner) in rest.iter().enumerate() {
        let before = points.get(index).unwrap_or(first);
        match rest.get(index + 1) {
            Some(after) => {
                let (start, end) = (towards(*corner, *before), towards(*corner, *after));
                let _ = write!(path, "L{:.1} {:.1}", start.x, start.y);
                let _ = write!(
                    path,
                    "Q{:.1} {:.1} {:.1} {:.1}",
                    corner.x, corner.y, end.x, end.y
                );
            }
            None => {
                let _ = write!(path, "L{:.1} {:.1}", corner.x, corner.y);
            }
        }
    }
    path
}

/// The point on the way from a corner to its neighbour where the rounding begins: at most half the way.
fn towards(corner: Point, neighbour: Point) -> Point {
    let (dx, dy) = (neighbour.x - corner.x, neighbour.y - corner.y);
    let length = dx.hypot(dy);
    let share = if length < f64::EPSILON {
        0.0
    } else {
        (RADIUS / length).min(0.5)
    };
    Point {
        x: corner.x + dx * share,
        y: corner.y + dy * share,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(list: &[(f64, f64)]) -> Vec<Point> {
        list.iter().map(|(x, y)| Point { x: *x, y: *y }).collect()
    }

    #[test]
    fn a_straight_line_is_straight() {
        assert_eq!(
            path(&points(&[(0.0, 0.0), (0.0, 40.0)])),
            "M0.0 0.0L0.0 40.0"
        );
    }

    #[test]
    fn a_corner_is_rounded_and_never_by_more_than_half_a_stretch() {
        assert_eq!(
            path(&points(&[(0.0, 0.0), (0.0, 20.0), (10.0, 20.0)])),
            "M0.0 0.0L0.0 12.0Q0.0 20.0 5.0 20.0L10.0 20.0"
        );
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(path(&[]), "");
    }
}
