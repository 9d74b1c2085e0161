//! Moments in virtual time.

use time::OffsetDateTime;
use time::macros::format_description;

/// A moment to the nanosecond, as data may hold it: what is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(i128);

impl Instant {
    /// Reads what [`Timestamp::parse`] reads; fractions are cut to nanoseconds.
    pub fn parse(text: &str) -> Option<Self> {
        let capital = text.as_bytes().get(10) == Some(&b'T') && !text.ends_with('z');
        let parsed =
            OffsetDateTime::parse(text, &time::format_description::well_known::Rfc3339).ok()?;
        capital.then(|| Self(parsed.unix_timestamp_nanos()))
    }

    /// Cut to milliseconds.
    pub fn timestamp(self) -> Timestamp {
        let millis = self.0.div_euclid(1_000_000);
        Timestamp(i64::try_from(millis).unwrap_or_default())
    }
}

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Reads the RFC 3339 profile that the States Language asks for: a capital `T` between date and
    /// time, and a capital `Z` or an offset `±hh:mm`; fractions of any length are cut to milliseconds.
    /// `None` for anything else (`asl.md` section 7; recorded: a text without `Z` is refused).
    pub fn parse(text: &str) -> Option<Self> {
        Instant::parse(text).map(Instant::timestamp)
    }

    /// ISO 8601 in UTC with milliseconds, as the context object has it: `2022-12-08T21:08:17.924Z`.
    /// Moments outside the years 0 to 9999 are clamped to them.
    pub fn to_iso(self) -> String {
        let format = format_description!(
            "[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z"
        );
        let nanos = i128::from(self.0.clamp(-62_167_219_200_000, 253_402_300_799_999)) * 1_000_000;
        let moment =
            OffsetDateTime::from_unix_timestamp_nanos(nanos).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        moment.format(format).unwrap_or_default()
    }

    /// This moment and so many milliseconds more, without overflow.
    #[must_use]
    pub fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// This moment and so many seconds more, without overflow.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_millis(seconds.saturating_mul(1000))
    }
}
