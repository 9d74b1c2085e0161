//! Chance: numbers and UUIDs, from the execution's seed or from the author's.

use super::{Answer, InvalidArguments, integer};
use crate::value::Value;
use std::fmt::Write;

/// `States.MathRandom(start, end[, seed])`: an integer from `start` up to, but without, `end`. The same
/// seed gives the same number, the one that `java.util.Random` gives.
pub(super) fn number(arguments: &[Value], random: &dyn Fn() -> f64) -> Answer {
    let (start, end) = (integer(arguments, 0)?, integer(arguments, 1)?);
    let span = u64::try_from(i128::from(end) - i128::from(start)).map_err(|_| InvalidArguments)?;
    let offset = match arguments.len() {
        0..=2 => (random() * span as f64) as u64,
        _ => JavaRandom::new(integer(arguments, 2)?).below(span),
    };
    // Rounding of a wide span may reach its end.
    let offset = offset.min(span.saturating_sub(1));
    Ok(start.wrapping_add_unsigned(offset).into())
}

/// `States.UUID()`: version 4.
pub(in crate::query) fn uuid(random: &dyn Fn() -> f64) -> Value {
    let mut bytes: [u8; 16] = std::array::from_fn(|_| (random() * 256.0) as u8);
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        let dash = if matches!(index, 4 | 6 | 8 | 10) {
            "-"
        } else {
            ""
        };
        let _ = write!(text, "{dash}{byte:02x}");
    }
    text.into()
}

/// The generator of `java.util.Random`: a linear congruence of 48 bits.
pub(in crate::query) struct JavaRandom(i64);

impl JavaRandom {
    const MULTIPLIER: i64 = 0x5_DEEC_E66D;
    const MASK: i64 = (1 << 48) - 1;

    /// The generator that this seed begins.
    pub fn new(seed: i64) -> Self {
        Self((seed ^ Self::MULTIPLIER) & Self::MASK)
    }

    /// The next `bits` (at most 32) as a signed number.
    fn next(&mut self, bits: u32) -> i32 {
        self.0 = self.0.wrapping_mul(Self::MULTIPLIER).wrapping_add(0xB) & Self::MASK;
        (self.0 >> (48 - bits)) as i32
    }

    /// A number of 0..1: `nextDouble`.
    pub fn unit(&mut self) -> f64 {
        let high = i64::from(self.next(26)) << 27;
        (high + i64::from(self.next(27))) as f64 / (1_u64 << 53) as f64
    }

    /// A number below `bound`, zero when that is zero: `nextInt(bound)`, and for bounds beyond it the
    /// rest of a `nextLong`.
    fn below(&mut self, bound: u64) -> u64 {
        match i32::try_from(bound) {
            Ok(0) => 0,
            Ok(bound) => u64::from(self.below_int(bound).unsigned_abs()),
            Err(_) => {
                let high = i64::from(self.next(32)) << 32;
                high.wrapping_add(i64::from(self.next(32))).unsigned_abs() % bound
            }
        }
    }

    fn below_int(&mut self, bound: i32) -> i32 {
        let mut bits = self.next(31);
        if bound & (bound - 1) == 0 {
            return ((i64::from(bound) * i64::from(bits)) >> 31) as i32;
        }
        // Java draws again where the last, incomplete stretch would make small numbers likelier.
        while bits.wrapping_sub(bits % bound).wrapping_add(bound - 1) < 0 {
            bits = self.next(31);
        }
        bits % bound
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_what_java_gives() {
        // new java.util.Random(42): nextInt(10) five times.
        let mut java = JavaRandom::new(42);
        let drawn: Vec<u64> = (0..5).map(|_| java.below(10)).collect();
        assert_eq!(drawn, [0, 3, 8, 4, 0]);
    }

    #[test]
    fn a_uuid_has_its_version_and_variant() {
        assert_eq!(
            uuid(&|| 0.0).as_str(),
            Some("00000000-0000-4000-8000-000000000000")
        );
        let last = uuid(&|| 0.999_999_9);
        assert_eq!(last.as_str(), Some("ffffffff-ffff-4fff-bfff-ffffffffffff"));
    }
}
