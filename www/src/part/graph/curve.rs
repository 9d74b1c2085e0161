//! A polyline as an SVG path with rounded corners, and the head at its end.

use asl::graph::Point;
use std::fmt::Write;

/// How round a corner is at most.
const RADIUS: f64 = 8.0;

/// How long a head is, and half how wide.
const LENGTH: f64 = 6.5;
const WIDTH: f64 = 3.5;

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

/// The path of the head that a line ends with: a triangle along its last stretch, its point where the line ends.
pub fn head(points: &[Point]) -> String {
    let [.., before, end] = points else {
        return String::new();
    };
    let (dx, dy) = (end.x - before.x, end.y - before.y);
    let length = dx.hypot(dy).max(f64::EPSILON);
    let (along, across) = ((dx / length, dy / length), (-dy / length, dx / length));
    let corner = |ahead: f64, aside: f64| {
        let x = end.x + along.0 * ahead + across.0 * aside;
        let y = end.y + along.1 * ahead + across.1 * aside;
        format!("{x:.1} {y:.1}")
    };
    let (left, point, right) = (
        corner(-LENGTH, -WIDTH),
        corner(0.5, 0.0),
        corner(-LENGTH, WIDTH),
    );
    format!("M{left}L{point}L{right}z")
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
    fn a_head_looks_where_the_line_went() {
        assert_eq!(
            head(&points(&[(0.0, 0.0), (0.0, 40.0)])),
            "M3.5 33.5L0.0 40.5L-3.5 33.5z"
        );
        assert_eq!(
            head(&points(&[(0.0, 0.0), (0.0, 10.0), (-20.0, 10.0)])),
            "M-13.5 13.5L-20.5 10.0L-13.5 6.5z"
        );
    }

    #[test]
    fn nothing_gives_nothing() {
        assert_eq!(path(&[]), "");
        assert_eq!(head(&[]), "");
    }
}
