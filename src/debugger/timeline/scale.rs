//! Virtual time along a line of length 1. A stretch in which nothing happens and that would flatten all
//! the rest is folded: it gets a short piece of the line, whatever its length.

use crate::debugger::view::{FoldRow, ScaleMark};

/// Stretches are folded when they outweigh all shorter ones so many times: those in which everything
/// waits for time, and those in which something is at work.
const IDLE_OUTWEIGHS: i64 = 3;
const WORK_OUTWEIGHS: i64 = 60;
/// The piece of the line that one fold gets, and all of them at most.
const FOLD: f64 = 0.07;
const FOLDS: f64 = 0.42;
/// About so many marks stand along the line, no two of them closer than this.
const MARKS: f64 = 4.0;
const APART: f64 = 0.2;

/// A moment that something happens at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Since the start, in milliseconds.
    pub millis: i64,
    /// Whether everything that is open then waits for time.
    pub idle: bool,
}

/// From milliseconds since the start to a place on the line and back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scale {
    /// Moments that something happens at where a piece begins, with their places; the last is the end.
    knots: Vec<(i64, f64)>,
    folds: Vec<(i64, i64)>,
    /// Line per millisecond outside of folds.
    rate: f64,
}

impl Scale {
    /// The scale for moments in order.
    pub fn new(moments: &[Moment]) -> Self {
        let folds = folded(moments);
        let end = moments.last().map_or(0, |moment| moment.millis);
        let quiet: i64 = folds.iter().map(|(from, to)| to - from).sum();
        let busy = (end - quiet).max(0);
        let for_folds = (FOLD * folds.len() as f64).min(FOLDS);
        let each = for_folds / (folds.len().max(1)) as f64;
        let rate = if busy > 0 {
            (1.0 - for_folds) / busy as f64
        } else {
            0.0
        };
        let mut knots = vec![(0, 0.0)];
        for (from, to) in &folds {
            let (last, place) = knots.last().copied().unwrap_or_default();
            let begins = place + (from - last) as f64 * rate;
            knots.extend([(*from, begins), (*to, begins + each)]);
        }
        let (last, place) = knots.last().copied().unwrap_or_default();
        knots.push((end.max(last), place + (end - last).max(0) as f64 * rate));
        Self { knots, folds, rate }
    }

    /// The place of a moment.
    pub fn place(&self, moment: i64) -> f64 {
        let after = self.knots.partition_point(|(at, _)| *at <= moment);
        let before = after.checked_sub(1).and_then(|at| self.knots.get(at));
        let Some((at, place)) = before else {
            return 0.0;
        };
        let Some((next, end)) = self.knots.get(after) else {
            return place.min(1.0);
        };
        let share = (moment - at) as f64 / (next - at).max(1) as f64;
        (place + (end - place) * share).clamp(0.0, 1.0)
    }

    /// The moment of a place.
    pub fn moment(&self, place: f64) -> i64 {
        let after = self.knots.partition_point(|(_, at)| *at <= place);
        let before = after.checked_sub(1).and_then(|at| self.knots.get(at));
        let Some((moment, at)) = before else {
            return 0;
        };
        let Some((next, end)) = self.knots.get(after) else {
            return *moment;
        };
        let share = (place - at) / (end - at).max(f64::EPSILON);
        moment + ((next - moment) as f64 * share) as i64
    }

    /// The folds, in order.
    pub fn folds(&self) -> Vec<FoldRow> {
        let row = |(from, to): &(i64, i64)| FoldRow {
            from: self.place(*from),
            to: self.place(*to),
            millis: to - from,
        };
        self.folds.iter().map(row).collect()
    }

    /// Round moments along the line, none of them in a fold. Behind a fold they count from its end: beside a month
    /// nobody could tell seconds apart.
    pub fn marks(&self) -> Vec<ScaleMark> {
        let mut marks = vec![ScaleMark::default()];
        let step = round(1.0 / (MARKS * self.rate.max(f64::MIN_POSITIVE)));
        for (number, pieces) in self.knots.chunks(2).enumerate() {
            let [(from, _), (to, _)] = pieces else {
                continue;
            };
            for millis in (1..64).map(|count| count * step) {
                if millis > to - from {
                    break;
                }
                let at = self.place(from + millis);
                if marks.last().is_none_or(|last| at - last.at >= APART) {
                    marks.push(ScaleMark {
                        at,
                        millis,
                        after_fold: number > 0,
                    });
                }
            }
        }
        marks
    }
}

/// The stretches that outweigh what is left, in order.
fn folded(moments: &[Moment]) -> Vec<(i64, i64)> {
    let gaps = moments.windows(2).filter_map(|pair| match pair {
        [from, to] if to.millis > from.millis => {
            Some((to.millis - from.millis, from.millis, from.idle))
        }
        _ => None,
    });
    let mut gaps: Vec<_> = gaps.collect();
    gaps.sort_unstable();
    let mut left: i64 = gaps.iter().map(|(length, _, _)| length).sum();
    let (mut kept, mut longest) = (0_i64, 0_i64);
    let mut folds = Vec::new();
    for (length, from, idle) in gaps {
        let times = if idle { IDLE_OUTWEIGHS } else { WORK_OUTWEIGHS };
        if kept > 0 && length / times > longest && left / times > kept {
            folds.push((from, from + length));
        } else {
            kept = kept.saturating_add(length);
            longest = length;
        }
        left -= length;
    }
    folds.sort_unstable();
    folds
}

/// A step that people count in, not shorter than `millis`.
fn round(millis: f64) -> i64 {
    const SECOND: i64 = 1_000;
    const MINUTE: i64 = 60 * SECOND;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;
    const STEPS: [i64; 32] = [
        1,
        2,
        5,
        10,
        20,
        50,
        100,
        200,
        500,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        20 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        20 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        4 * HOUR,
        8 * HOUR,
        12 * HOUR,
        DAY,
        2 * DAY,
        7 * DAY,
        14 * DAY,
        30 * DAY,
        90 * DAY,
    ];
    let fits = STEPS.iter().find(|step| **step as f64 >= millis);
    fits.copied().unwrap_or(365 * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;

    /// A scale on which everything waits all the time.
    fn idle(moments: &[i64]) -> Scale {
        scale(moments, true)
    }

    fn scale(moments: &[i64], idle: bool) -> Scale {
        let moments = moments.iter().map(|&millis| Moment { millis, idle });
        Scale::new(&moments.collect::<Vec<_>>())
    }

    #[test]
    fn work_is_not_idle_and_is_folded_only_when_it_hides_everything_else() {
        assert_eq!(scale(&[0, 1, 2, 80, 160], false).folds(), []);
        let folds = scale(&[0, 10, 25, 40, 40 + DAY], false).folds();
        assert_eq!(folds.len(), 1);
    }

    #[test]
    fn a_month_of_waiting_does_not_flatten_the_rest() {
        let scale = idle(&[0, 100, 250, 250 + 30 * DAY, 400 + 30 * DAY]);
        let folds = scale.folds();
        assert_eq!(folds.len(), 1);
        assert_eq!(folds[0].millis, 30 * DAY);
        assert!(folds[0].to - folds[0].from <= FOLD + 1e-9);
        assert!(scale.place(100) > 0.2 && scale.place(250) > 0.5);
        assert!((scale.place(400 + 30 * DAY) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn even_steps_are_not_folded() {
        let scale = idle(&[0, 10, 20, 40, 70]);
        assert_eq!(scale.folds(), []);
        assert!((scale.place(35) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn one_wait_alone_is_the_whole_line() {
        let scale = idle(&[0, 0, 30 * DAY]);
        assert_eq!(scale.folds(), []);
        assert!((scale.place(15 * DAY) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_moment_that_was_placed_is_found_again() {
        let scale = idle(&[0, 7, 19, 5_019, 5_030, 905_030, 905_041]);
        for moment in [0, 7, 19, 5_019, 5_025, 5_030, 905_030, 905_041] {
            assert!(
                (scale.moment(scale.place(moment)) - moment).abs() <= 1,
                "{moment}"
            );
        }
    }

    #[test]
    fn a_run_without_duration_has_a_scale() {
        for moments in [&[][..], &[0], &[0, 0]] {
            let scale = idle(moments);
            assert_eq!((scale.place(0), scale.moment(0.7)), (0.0, 0));
            assert_eq!(scale.marks().len(), 1);
        }
    }

    #[test]
    fn marks_are_round_and_stand_apart_and_outside_of_folds() {
        let scale = idle(&[0, 400, 900, 900 + 30 * DAY, 1_500 + 30 * DAY]);
        let marks = scale.marks();
        assert!(marks.len() >= 3, "{marks:?}");
        for pair in marks.windows(2) {
            assert!(pair[1].at - pair[0].at >= APART);
        }
        let fold = scale.folds()[0];
        assert!(
            marks
                .iter()
                .all(|mark| mark.at <= fold.from + 1e-9 || mark.at >= fold.to - 1e-9)
        );
        for mark in marks.iter().filter(|mark| mark.after_fold) {
            assert!(
                mark.millis <= 600,
                "{mark:?} counts from the end of the fold"
            );
            let moment = 900 + 30 * DAY + mark.millis;
            assert!((scale.place(moment) - mark.at).abs() < 1e-9);
        }
        assert!(marks.iter().any(|mark| mark.after_fold));
    }

    #[test]
    fn many_folds_share_what_folds_get() {
        let moments: Vec<i64> = (0..2_000).map(|n| n / 2 * 60_000 + n % 2 * 5).collect();
        let scale = idle(&moments);
        let folded: f64 = scale.folds().iter().map(|fold| fold.to - fold.from).sum();
        assert!(folded <= FOLDS + 1e-9);
    }
}
