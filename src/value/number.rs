//! Numbers as Java's JSON libraries keep them: integers apart from decimals.

use std::cmp::Ordering;
use std::fmt::Write as _;
use std::rc::Rc;

/// A JSON number. `1` and `1.0` are different data, as in Java; [`Number::compare`] compares by value.
#[derive(Clone, Debug, PartialEq)]
pub struct Number(Repr);

#[derive(Clone, Debug)]
enum Repr {
    Int(i64),
    /// Decimals; never NaN or infinite.
    Float(f64),
    /// The same, computed by JSONata: written as JavaScript writes it.
    Computed(f64),
    /// What neither holds, spelled as written: an integer beyond 64 bits, or a decimal such as `1E400`.
    Wide(Rc<str>),
}

impl PartialEq for Repr {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Float(a) | Self::Computed(a), Self::Float(b) | Self::Computed(b)) => a == b,
            (Self::Wide(a), Self::Wide(b)) => a == b,
            (Self::Int(_) | Self::Float(_) | Self::Computed(_) | Self::Wide(_), _) => false,
        }
    }
}

/// Up to here every whole number is a double of its own.
const MAX_EXACT: f64 = 9_007_199_254_740_992.0;

impl Number {
    /// A number that JSONata computed: a whole one is an integer, others are written as JavaScript
    /// writes them. `float` must be finite; anything else becomes zero.
    pub fn computed(float: f64) -> Self {
        if float.fract() != 0.0 || float.abs() >= 1e21 {
            return Self(Repr::Computed(float));
        }
        if !float.is_finite() || float.abs() <= MAX_EXACT {
            return Self(Repr::Int(float as i64));
        }
        let text = super::print::script(float);
        Self(
            text.parse()
                .map_or_else(|_| Repr::Wide(Rc::from(text)), Repr::Int),
        )
    }

    /// Reads a number in JSON's grammar; `None` when `text` is not one. `-0` is the integer zero
    /// (recorded: `States.StringToJson('-0')` gives `0`).
    pub fn from_json(text: &str) -> Option<Self> {
        if !is_json_number(text) {
            return None;
        }
        let integer = !text.contains(['.', 'e', 'E']);
        if let Some(int) = text.parse().ok().filter(|_| integer) {
            return Some(Self(Repr::Int(int)));
        }
        let float = text
            .parse()
            .ok()
            .filter(|f: &f64| f.is_finite() && !integer);
        Some(Self(
            float.map_or_else(|| Repr::Wide(Rc::from(text)), Repr::Float),
        ))
    }

    /// The exact integer, if it is one of 64 bits. `1.0` is not an integer, as in Java.
    pub fn as_i64(&self) -> Option<i64> {
        if let Repr::Int(int) = self.0 {
            Some(int)
        } else {
            None
        }
    }

    /// The nearest finite double.
    pub fn as_f64(&self) -> f64 {
        match &self.0 {
            Repr::Int(int) => *int as f64,
            Repr::Float(float) | Repr::Computed(float) => *float,
            Repr::Wide(text) => text.parse().unwrap_or(0.0_f64).clamp(f64::MIN, f64::MAX),
        }
    }

    /// Whether it was written or computed as an integer.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Repr::Int(_) => true,
            Repr::Float(_) | Repr::Computed(_) => false,
            Repr::Wide(text) => !text.contains(['.', 'e', 'E']),
        }
    }

    /// Comparison by value: `1` equals `1.0`; integers are compared exactly however long they are.
    pub fn compare(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Repr::Int(a), Repr::Int(b)) => a.cmp(b),
            (Repr::Int(a), Repr::Float(b) | Repr::Computed(b)) => compare_mixed(*a, *b),
            (Repr::Float(a) | Repr::Computed(a), Repr::Int(b)) => compare_mixed(*b, *a).reverse(),
            (Repr::Wide(a), Repr::Wide(b)) if self.is_integer() && other.is_integer() => {
                compare_digits(a, b)
            }
            (Repr::Int(_) | Repr::Float(_) | Repr::Computed(_) | Repr::Wide(_), _) => self
                .as_f64()
                .partial_cmp(&other.as_f64())
                .unwrap_or(Ordering::Equal),
        }
    }

    /// JSON text: integers as written, decimals as Java's `Double.toString`, computed ones as JavaScript's
    /// `Number.prototype.toString`.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out);
        out
    }

    /// Appends [`Self::to_json`] to `out`.
    pub fn write_json(&self, out: &mut String) {
        match &self.0 {
            Repr::Int(int) => {
                let _ = write!(out, "{int}");
            }
            Repr::Float(float) => out.push_str(&super::print::double(*float)),
            Repr::Computed(float) => out.push_str(&super::print::script(*float)),
            Repr::Wide(text) => out.push_str(text),
        }
    }
}

/// Compares without losing the low digits of a long integer.
fn compare_mixed(int: i64, float: f64) -> Ordering {
    if float >= 9.3e18 {
        return Ordering::Less;
    }
    if float <= -9.3e18 {
        return Ordering::Greater;
    }
    let whole = float.trunc();
    i128::from(int).cmp(&(whole as i128)).then(
        0.0_f64
            .partial_cmp(&(float - whole))
            .unwrap_or(Ordering::Equal),
    )
}

/// Compares two integers beyond 64 bits by sign, length and digits.
fn compare_digits(a: &str, b: &str) -> Ordering {
    match (a.strip_prefix('-'), b.strip_prefix('-')) {
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (None, None) => a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
        (Some(a), Some(b)) => b.len().cmp(&a.len()).then_with(|| b.cmp(a)),
    }
}

/// JSON's grammar of numbers: `-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?`.
fn is_json_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(digits)
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
