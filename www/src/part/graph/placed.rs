//! Path data put where it is painted. A box has no coordinates of its own: browsers keep books about each element with a
//! transform, and hundreds of boxes with a few each cost them more than all that is painted.

use asl::graph::Point;
use std::fmt::Write;

/// What a number of path data measures.
enum Measures {
    Across,
    Down,
    Length,
    /// An angle or one of an arc's two choices.
    Nothing,
}

/// The same path with its origin at a point, `scale` times as large.
pub fn placed(path: &str, origin: Point, scale: f64) -> String {
    let mut moved = String::with_capacity(path.len() * 2);
    let (mut command, mut nth) = ('M', 0);
    for word in words(path) {
        if let Ok(number) = word.parse::<f64>() {
            let start = |at: f64| {
                if command.is_ascii_uppercase() {
                    at
                } else {
                    0.0
                }
            };
            let _ = match measures(command, nth) {
                Measures::Across => write!(moved, " {:.2}", start(origin.x) + number * scale),
                Measures::Down => write!(moved, " {:.2}", start(origin.y) + number * scale),
                Measures::Length => write!(moved, " {:.2}", number * scale),
                Measures::Nothing => write!(moved, " {word}"),
            };
            nth += 1;
        } else {
            command = word.chars().next().unwrap_or(command);
            nth = 0;
            moved.push(command);
        }
    }
    moved
}

/// Commands and numbers. A number ends where a command, a sign or a second point begins.
fn words(path: &str) -> impl Iterator<Item = &str> {
    let mut rest = path.trim_start();
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let mut points = usize::from(first == '.');
        let ends = |&(_, each): &(usize, char)| {
            points += usize::from(each == '.');
            !(each.is_ascii_digit() || each == '.') || points > 1
        };
        let end = match first {
            'A'..='Z' | 'a'..='z' => 1,
            _ => rest
                .char_indices()
                .skip(1)
                .find(ends)
                .map_or(rest.len(), |(at, _)| at),
        };
        let (word, after) = rest.split_at(end);
        rest = after.trim_start();
        Some(word)
    })
}

/// What the n-th number behind a command measures.
fn measures(command: char, nth: usize) -> Measures {
    match (command.to_ascii_lowercase(), nth % 7) {
        ('h', _) | ('a', 5) => Measures::Across,
        ('v', _) | ('a', 6) => Measures::Down,
        ('a', 0 | 1) => Measures::Length,
        ('a', _) => Measures::Nothing,
        _ if nth.is_multiple_of(2) => Measures::Across,
        _ => Measures::Down,
    }
}

#[cfg(test)]
mod tests {
    use super::placed;
    use crate::part::status;
    use asl::debugger::view::NodeKind;
    use asl::graph::Point;

    const ORIGIN: Point = Point { x: 100.0, y: 50.0 };

    #[test]
    fn what_stands_somewhere_moves_and_ways_from_there_only_grow() {
        assert_eq!(
            placed("M3 8.5 6.5 12 13 4.5", ORIGIN, 1.0),
            "M 103.00 58.50 106.50 62.00 113.00 54.50"
        );
        assert_eq!(
            placed("M4 3h1.8l4.7 10H12M7.3 6.5 4 13", ORIGIN, 2.0),
            "M 108.00 56.00h 3.60l 9.40 20.00H 124.00M 114.60 63.00 108.00 76.00"
        );
    }

    #[test]
    fn numbers_that_touch_are_told_apart() {
        assert_eq!(
            placed("M2.5-1.5v.1c-4.2 3.7-4.2 8.3 0 12z", ORIGIN, 1.0),
            "M 102.50 48.50v 0.10c -4.20 3.70 -4.20 8.30 0.00 12.00z"
        );
    }

    #[test]
    fn of_an_arc_the_radii_grow_and_the_choices_stay() {
        assert_eq!(
            placed("M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2z", ORIGIN, 0.5),
            "M 104.00 51.00a 3.00 3.00 0 1 0 0.00 6.00A 3.00 3.00 0 0 0 104.00 51.00z"
        );
    }

    #[test]
    fn every_sign_of_a_box_ends_where_it_does_at_its_own_size() {
        for kind in [NodeKind::Lambda, NodeKind::Wait, NodeKind::Map] {
            let path = status::kind_sign(kind).path();
            let numbers = |path: &str| {
                path.matches(|each: char| each.is_ascii_alphabetic())
                    .count()
            };
            let there = placed(path, ORIGIN, 1.0);
            assert_eq!(numbers(path), numbers(&there));
            assert_eq!(
                placed(
                    &there,
                    Point {
                        x: -100.0,
                        y: -50.0
                    },
                    1.0
                ),
                placed(path, Point { x: 0.0, y: 0.0 }, 1.0)
            );
        }
    }
}
