//! Moments as JavaScript's `Date` has them: milliseconds since 1970, or NaN.

/// Milliseconds of a day.
pub const DAY: f64 = 86_400_000.0;

/// A `Date` knows no moment further from 1970.
const LAST: f64 = 8.64e15;

/// A moment taken apart, in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The moment, a whole number; NaN if there is none, as are its parts then.
    pub millis: f64,
    pub year: f64,
    /// From 0, as JavaScript counts.
    pub month: f64,
    pub day: f64,
    pub hour: f64,
    pub minute: f64,
    pub second: f64,
    pub millisecond: f64,
}

impl Moment {
    /// `new Date(millis)`
    pub fn new(millis: f64) -> Self {
        let millis = clip(millis);
        let days = (millis / DAY).floor();
        let within = millis - days * DAY;
        let (year, month, day) = civil(days);
        Self {
            millis,
            year,
            month,
            day,
            hour: (within / 3_600_000.0).floor(),
            minute: (within / 60_000.0).floor() % 60.0,
            second: (within / 1000.0).floor() % 60.0,
            millisecond: within % 1000.0,
        }
    }

    /// From 1, Monday, to 7.
    pub fn weekday(&self) -> f64 {
        ((self.millis / DAY).floor() + 3.0).rem_euclid(7.0) + 1.0
    }
}

fn clip(millis: f64) -> f64 {
    if millis.abs() > LAST {
        return f64::NAN;
    }
    millis.trunc() + 0.0
}

/// `Date.UTC` of a day: the parts may overflow, and a year from 0 to 99 is of the twentieth century.
pub fn utc_day(year: f64, month: f64, day: f64) -> f64 {
    let (year, month, day) = (year.trunc(), month.trunc(), day.trunc());
    let year = if (0.0..=99.0).contains(&year) {
        year + 1900.0
    } else {
        year
    };
    day_number(year + (month / 12.0).floor(), month.rem_euclid(12.0), day) * DAY
}

/// `Date.UTC`, see [`utc_day`]; NaN beyond what a `Date` knows.
pub fn utc(year: f64, month: f64, day: f64, time: f64) -> f64 {
    clip(utc_day(year, month, day) + time)
}

/// The days from 1970-01-01 to a day, whose month is from 0 to 11.
pub fn day_number(year: f64, month: f64, day: f64) -> f64 {
    // Years begin with March, so that a leap day is their last.
    let year = if month < 2.0 { year - 1.0 } else { year };
    let month = (month + 10.0) % 12.0;
    let leap_days = (year / 4.0).floor() - (year / 100.0).floor() + (year / 400.0).floor();
    let days_before = ((153.0 * month + 2.0) / 5.0).floor();
    365.0 * year + leap_days + days_before + day - 719_469.0
}

/// Year, month from 0 and day of the day that is so many after 1970-01-01.
fn civil(days: f64) -> (f64, f64, f64) {
    const ERA: f64 = 146_097.0;
    let days = days + 719_468.0;
    let era = (days / ERA).floor();
    let of_era = days - era * ERA;
    let leap =
        (of_era / 1460.0).floor() - (of_era / 36_524.0).floor() + (of_era / 146_096.0).floor();
    let year = ((of_era - leap) / 365.0).floor();
    let of_year = of_era - (365.0 * year + (year / 4.0).floor() - (year / 100.0).floor());
    let march_month = ((5.0 * of_year + 2.0) / 153.0).floor();
    let day = of_year - ((153.0 * march_month + 2.0) / 5.0).floor() + 1.0;
    let month = (march_month + 2.0) % 12.0;
    let later = if month < 2.0 { 1.0 } else { 0.0 };
    (year + era * 400.0 + later, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_back() {
        for (days, date) in [
            (0.0, (1970.0, 0.0, 1.0)),
            (11_016.0, (2000.0, 1.0, 29.0)),
            (-25_509.0, (1900.0, 1.0, 28.0)),
            (-719_528.0, (0.0, 0.0, 1.0)),
        ] {
            assert_eq!(civil(days), date);
            assert_eq!(day_number(date.0, date.1, date.2), days);
        }
    }

    #[test]
    fn weekdays_and_times() {
        let moment = Moment::new(-1.0);
        assert_eq!(moment.weekday(), 3.0, "1969-12-31 was a Wednesday");
        assert_eq!(
            (moment.hour, moment.minute, moment.second),
            (23.0, 59.0, 59.0)
        );
        assert_eq!(moment.millisecond, 999.0);
        assert!(Moment::new(1e20).year.is_nan());
    }
}
