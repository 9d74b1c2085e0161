//! Numbers as Java's JSON libraries keep them: integers apart from decimals.

use std::cmp::Ordering;
use std::rc::Rc;

/// A JSON number.
#[derive(Clone, Debug, PartialEq)]
pub struct Number(Repr);

#[derive(Clone, Debug, PartialEq)]
enum Repr {
    Int(i64),
    /// An integer beyond 64 bits, digits as written.
    Big(Rc<str>),
    /// Decimals; never NaN or infinite.
    Float(f64),
}

impl Number {
    /// Reads a number in JSON's grammar; `None` when `text` is not one.
    pub fn from_json(text: &str) -> Option<Self> {
        if text.contains(['.', 'e', 'E']) {
            return text
                .parse()
                .ok()
                .filter(|f: &f64| f.is_finite())
                .map(|f| Self(Repr::Float(f)));
        }
        if let Ok(int) = text.parse() {
            return Some(Self(Repr::Int(int)));
        }
        Some(Self(Repr::Big(Rc::from(text))))
    }

    /// The exact integer, if it is one of 64 bits. `1.0` is not an integer, as in Java.
    pub fn as_i64(&self) -> Option<i64> {
        if let Repr::Int(int) = self.0 {
            Some(int)
        } else {
            None
        }
    }

    /// The nearest double.
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Int(int) => *int as f64,
            Repr::Big(digits) => digits.parse().unwrap_or(f64::MAX),
            Repr::Float(float) => *float,
        }
    }

    /// Whether it was written or computed as an integer.
    pub fn is_integer(&self) -> bool {
        !matches!(self.0, Repr::Float(_))
    }

    /// Comparison by value: `1` equals `1.0`.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Int(a), Repr::Int(b)) => a.cmp(b),
            _ => self
                .as_f64()
                .partial_cmp(&other.as_f64())
                .unwrap_or(Ordering::Equal),
        }
    }

    /// JSON text.
    pub fn to_json(&self) -> String {
        match &self.0 {
            Repr::Int(int) => int.to_string(),
            Repr::Big(digits) => digits.to_string(),
            Repr::Float(float) => super::print::double(*float),
        }
    }
}

impl From<i64> for Number {
    fn from(int: i64) -> Self {
        Self(Repr::Int(int))
    }
}

impl From<f64> for Number {
    /// `float` must be finite; anything else becomes zero, because JSON has no other word for it.
    fn from(float: f64) -> Self {
        Self(Repr::Float(if float.is_finite() { float } else { 0.0 }))
    }
}
