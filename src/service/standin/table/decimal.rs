//! DynamoDB's numbers: decimals written as text, exact.

use std::cmp::Ordering;

/// Digits after which nothing is known here; DynamoDB itself keeps 38.
const MOST_DIGITS: usize = 30;

/// `digits · 10^-scale`
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    digits: i128,
    scale: u32,
}

impl Decimal {
    /// Reads `12`, `-0.5`; `None` for exponents and for more digits than can be reckoned with.
    pub fn read(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}");
        let plain = digits.strip_prefix('-').unwrap_or(&digits);
        let sound = !plain.is_empty()
            && plain.len() <= MOST_DIGITS
            && plain.bytes().all(|byte| byte.is_ascii_digit());
        sound.then_some(())?;
        Some(Self {
            digits: digits.parse().ok()?,
            scale: u32::try_from(fraction.len()).ok()?,
        })
    }

    /// The sum; `None` beyond what can be reckoned with.
    pub fn plus(self, other: Self) -> Option<Self> {
        let (one, two, scale) = self.aligned(other)?;
        let digits = one.checked_add(two)?;
        Some(Self { digits, scale })
    }

    /// The number with the other sign.
    pub fn negated(self) -> Self {
        Self {
            digits: -self.digits,
            ..self
        }
    }

    /// Which is greater.
    pub fn compare(self, other: Self) -> Option<Ordering> {
        let (one, two, _) = self.aligned(other)?;
        Some(one.cmp(&two))
    }

    fn aligned(self, other: Self) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let raised = |decimal: Self| {
            let factor = 10_i128.checked_pow(scale - decimal.scale)?;
            decimal.digits.checked_mul(factor)
        };
        Some((raised(self)?, raised(other)?, scale))
    }

    /// As DynamoDB writes it: without zeros at the end.
    pub fn write(self) -> String {
        let (mut digits, mut scale) = (self.digits, self.scale);
        while scale > 0 && digits % 10 == 0 {
            digits /= 10;
            scale -= 1;
        }
        let sign = if digits < 0 { "-" } else { "" };
        let places = scale as usize;
        let plain = format!("{:0>width$}", digits.unsigned_abs(), width = places + 1);
        let (whole, fraction) = plain.split_at(plain.len() - places);
        if fraction.is_empty() {
            format!("{sign}{whole}")
        } else {
            format!("{sign}{whole}.{fraction}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    #[test]
    fn decimals_are_exact() {
        let sum = |one: &str, two: &str| {
            let (one, two) = (Decimal::read(one)?, Decimal::read(two)?);
            Some(one.plus(two)?.write())
        };
        let table = [
            ("1", "2", Some("3")),
            ("0.1", "0.2", Some("0.3")),
            ("-0.5", "0.25", Some("-0.25")),
            ("1.50", "1.50", Some("3")),
            ("99.99", "0.01", Some("100")),
            ("1e3", "1", None),
            ("", "1", None),
        ];
        for (one, two, expected) in table {
            assert_eq!(sum(one, two).as_deref(), expected, "{one} + {two}");
        }
    }
}
