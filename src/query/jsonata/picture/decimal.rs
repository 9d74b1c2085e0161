//! `$formatNumber`: the pictures of XPath's `format-number`, `#,##0.00`, as the reference reads them.

use super::integer::every;
use super::number::{round, to_fixed};
use super::power::power;
use crate::query::jsonata::error::{Code, EvaluationError};

/// Wider pictures are nobody's.
const MAX_WIDTH: usize = 10_000;

/// `$formatNumber`; `option` gives what the author says of a property such as `decimal-separator`.
///
/// # Errors
/// `D3080` to `D3093`: what is wrong with the picture.
pub fn format(
    number: f64,
    picture: &str,
    option: &dyn Fn(&str) -> Option<String>,
) -> Result<String, EvaluationError> {
    if picture.len() > MAX_WIDTH {
        return Err(EvaluationError::new(Code::U1003));
    }
    let signs = Signs::new(option);
    let separator: String = signs.pattern.iter().collect();
    let texts: Vec<&str> = picture.split(separator.as_str()).collect();
    if texts.len() > 2 {
        return Err(EvaluationError::new(Code::D3080));
    }
    let mut pictures = Vec::new();
    for text in texts {
        pictures.push(Parts::new(text, &signs)?.checked(&signs)?.analysed(&signs));
    }
    let negative = if number >= 0.0 { None } else { pictures.pop() };
    let mut text = match (negative, pictures.first()) {
        (Some(negative), Some(_)) => negative.format(number, &signs),
        (Some(only), None) => [signs.minus.clone(), only.format(number, &signs)].concat(),
        (None, Some(positive)) => positive.format(number, &signs),
        (None, None) => Vec::new(),
    };
    Ok(text.drain(..).collect())
}

/// The characters that mean something.
struct Signs {
    decimal: Vec<char>,
    grouping: Vec<char>,
    exponent: Vec<char>,
    minus: Vec<char>,
    percent: Vec<char>,
    per_mille: Vec<char>,
    zero: char,
    digit: Vec<char>,
    pattern: Vec<char>,
}

impl Signs {
    fn new(option: &dyn Fn(&str) -> Option<String>) -> Self {
        let sign = |name: &str, default: &str| -> Vec<char> {
            let own = option(name).filter(|own| !own.is_empty());
            own.as_deref().unwrap_or(default).chars().collect()
        };
        Self {
            decimal: sign("decimal-separator", "."),
            grouping: sign("grouping-separator", ","),
            exponent: sign("exponent-separator", "e"),
            minus: sign("minus-sign", "-"),
            percent: sign("percent", "%"),
            per_mille: sign("per-mille", "\u{2030}"),
            zero: sign("zero-digit", "0")[0],
            digit: sign("digit", "#"),
            pattern: sign("pattern-separator", ";"),
        }
    }

    /// Whether `c` is of the ten digits that begin with the zero.
    fn is_decimal(&self, c: char) -> bool {
        (c as u32)
            .checked_sub(self.zero as u32)
            .is_some_and(|value| value < 10)
    }

    /// Whether `c` stands for a digit that need not be written.
    fn is_optional(&self, c: char) -> bool {
        self.digit == [c]
    }

    fn is_digit(&self, c: char) -> bool {
        self.is_decimal(c) || self.is_optional(c)
    }

    fn is_active(&self, c: char) -> bool {
        let signs = [&self.decimal, &self.exponent, &self.grouping, &self.pattern];
        self.is_digit(c) || signs.iter().any(|sign| ***sign == [c])
    }

    /// Digits in the family of the zero.
    fn translated(&self, digits: &str) -> Vec<char> {
        let translate = |digit: char| match digit.to_digit(10) {
            Some(value) => char::from_u32(self.zero as u32 + value).unwrap_or(digit),
            None => digit,
        };
        digits.chars().map(translate).collect()
    }
}

/// The place of `wanted` in `text`, not before `from`.
fn find(text: &[char], wanted: &[char], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let place = rest.windows(wanted.len()).position(|part| part == wanted)?;
    Some(from + place)
}

fn count(text: &[char], is: impl Fn(char) -> bool) -> usize {
    text.iter().filter(|c| is(**c)).count()
}

/// From one place to another, as far as there is text.
fn slice(text: &[char], from: usize, to: usize) -> &[char] {
    let to = to.min(text.len());
    &text[from.min(to)..to]
}

/// A picture, or its half for negative numbers, taken apart.
struct Parts {
    picture: Vec<char>,
    prefix: Vec<char>,
    suffix: Vec<char>,
    active: Vec<char>,
    mantissa: Vec<char>,
    exponent: Option<Vec<char>>,
    integer: Vec<char>,
    fraction: Vec<char>,
}

impl Parts {
    fn new(picture: &str, signs: &Signs) -> Result<Self, EvaluationError> {
        let picture: Vec<char> = picture.chars().collect();
        let bounds = |c: &char| signs.is_active(*c) && signs.exponent != [*c];
        let (Some(start), Some(last)) = (
            picture.iter().position(bounds),
            picture.iter().rposition(bounds),
        ) else {
            return Err(EvaluationError::new(Code::D3085));
        };
        let end = last + 1;
        let active = &picture[start..end];
        // The place of the exponent counts from the picture's start, also where a prefix is before it:
        // so the reference cuts.
        let exponent = find(&picture, &signs.exponent, start).filter(|at| *at <= end);
        let mantissa = slice(active, 0, exponent.unwrap_or(active.len()));
        let after = exponent.map(|at| slice(active, at + 1, active.len()).to_vec());
        let suffix = &picture[end..];
        let (integer, fraction) = match find(mantissa, &signs.decimal, 0) {
            Some(at) => (&mantissa[..at], &mantissa[at + 1..]),
            // The reference looks for digits behind the point in what follows, in vain.
            None => (mantissa, suffix),
        };
        Ok(Self {
            prefix: picture[..start].to_vec(),
            suffix: suffix.to_vec(),
            mantissa: mantissa.to_vec(),
            active: active.to_vec(),
            exponent: after,
            integer: integer.to_vec(),
            fraction: fraction.to_vec(),
            picture,
        })
    }

    /// As it is, if it keeps the rules of XPath (F&O 4.7.3). Of several faults the last is told.
    fn checked(self, signs: &Signs) -> Result<Self, EvaluationError> {
        match self
            .faults(signs)
            .into_iter()
            .rev()
            .find(|(fault, _)| *fault)
        {
            Some((_, code)) => Err(EvaluationError::new(code)),
            None => Ok(self),
        }
    }

    /// Each fault, and whether it is there.
    fn faults(&self, signs: &Signs) -> [(bool, Code); 13] {
        let has = |sign: &[char]| find(&self.picture, sign, 0).is_some();
        let twice = |sign: &[char]| {
            find(&self.picture, sign, 0)
                .is_some_and(|first| find(&self.picture, sign, first + 1).is_some())
        };
        let scaled = has(&signs.percent) || has(&signs.per_mille);
        let point = find(&self.picture, &signs.decimal, 0);
        let grouping_at = |at: usize| self.picture.get(at).is_some_and(|c| signs.grouping == [*c]);
        let beside = |at: usize| grouping_at(at + 1) || at > 0 && grouping_at(at - 1);
        let last_groups = self.integer.last().is_some_and(|c| signs.grouping == [*c]);
        let exponent_wrong =
            |part: &Vec<char>| part.is_empty() || part.iter().any(|c| !signs.is_decimal(*c));
        let exponent = self.exponent.as_ref();
        [
            (twice(&signs.decimal), Code::D3081),
            (twice(&signs.percent), Code::D3082),
            (twice(&signs.per_mille), Code::D3083),
            (has(&signs.percent) && has(&signs.per_mille), Code::D3084),
            (
                count(&self.mantissa, |c| signs.is_digit(c)) == 0,
                Code::D3085,
            ),
            (
                self.active.iter().any(|c| !signs.is_active(*c)),
                Code::D3086,
            ),
            (point.is_some_and(beside), Code::D3087),
            (point.is_none() && last_groups, Code::D3088),
            (has(&signs.grouping.repeat(2)), Code::D3089),
            (self.optional_behind_mandatory(signs), Code::D3090),
            (self.mandatory_behind_optional(signs), Code::D3091),
            (
                scaled && exponent.is_some_and(|part| !part.is_empty()),
                Code::D3092,
            ),
            (exponent.is_some_and(exponent_wrong), Code::D3093),
        ]
    }

    fn optional_behind_mandatory(&self, signs: &Signs) -> bool {
        let optional = find(&self.integer, &signs.digit, 0).unwrap_or(0);
        count(&self.integer[..optional], |c| signs.is_decimal(c)) > 0
    }

    fn mandatory_behind_optional(&self, signs: &Signs) -> bool {
        let optional = self.fraction.iter().rposition(|c| signs.is_optional(*c));
        optional.is_some_and(|at| count(&self.fraction[at..], |c| signs.is_decimal(c)) > 0)
    }

    /// How many digits stand right of each grouping separator of the integer part, or left of each of
    /// the fraction. (Beyond its first separator the reference takes the places of the integer part's.)
    fn groups(&self, fraction: bool, signs: &Signs) -> Vec<usize> {
        let part = if fraction {
            &self.fraction
        } else {
            &self.integer
        };
        let mut distances = Vec::new();
        let mut place = find(part, &signs.grouping, 0);
        while let Some(at) = place {
            let beside = if fraction {
                slice(part, 0, at)
            } else {
                slice(part, at, part.len())
            };
            distances.push(count(beside, |c| signs.is_digit(c)));
            place = find(&self.integer, &signs.grouping, at + 1);
        }
        distances
    }

    /// What the picture says of the number's digits (F&O 4.7.4).
    fn analysed(self, signs: &Signs) -> Layout {
        let groups = self.groups(false, signs);
        let scaling = count(&self.integer, |c| signs.is_decimal(c));
        let (mut least_integer, mut least_fraction) =
            (scaling, count(&self.fraction, |c| signs.is_decimal(c)));
        let mut most_fraction = count(&self.fraction, |c| signs.is_digit(c));
        let exponent = self.exponent.as_deref();
        if least_integer == 0 && most_fraction == 0 {
            if exponent.is_some() {
                (least_fraction, most_fraction) = (1, 1);
            } else {
                least_integer = 1;
            }
        }
        let optional = find(&self.integer, &signs.digit, 0).is_some();
        if exponent.is_some() && least_integer == 0 && optional {
            least_integer = 1;
        }
        if least_integer == 0 && least_fraction == 0 {
            least_fraction = 1;
        }
        let has = |sign: &[char]| find(&self.picture, sign, 0).is_some();
        Layout {
            every: every(&groups),
            groups,
            fraction_groups: self.groups(true, signs),
            least_integer,
            least_fraction,
            most_fraction,
            scaling,
            exponent: exponent.map_or(0, |part| count(part, |c| signs.is_decimal(c))),
            has_point: has(&signs.decimal),
            factor: if has(&signs.percent) {
                100.0
            } else if has(&signs.per_mille) {
                1000.0
            } else {
                1.0
            },
            prefix: self.prefix,
            suffix: self.suffix,
        }
    }
}

/// How a number's digits are laid out.
struct Layout {
    prefix: Vec<char>,
    suffix: Vec<char>,
    /// Distances of the separators from the point, to its left and to its right.
    groups: Vec<usize>,
    fraction_groups: Vec<usize>,
    /// The interval of regular groups.
    every: Option<usize>,
    least_integer: usize,
    least_fraction: usize,
    most_fraction: usize,
    /// Digits before the point where there is an exponent.
    scaling: usize,
    /// Digits of the exponent; none without one.
    exponent: usize,
    has_point: bool,
    /// 100 for a percentage.
    factor: f64,
}

impl Layout {
    fn format(&self, number: f64, signs: &Signs) -> Vec<char> {
        let (mantissa, exponent) = self.scaled(number * self.factor);
        let rounded = round(mantissa, self.most_fraction as f64).abs();
        let mut digits = signs.translated(&to_fixed(rounded, self.most_fraction));
        self.pad(&mut digits, signs);
        self.group(&mut digits, signs);
        let at_end = find(&digits, &signs.decimal, 0).is_none_or(|at| at + 1 == digits.len());
        if !self.has_point || at_end {
            digits.pop();
        }
        if let Some(exponent) = exponent {
            self.write_exponent(exponent, signs, &mut digits);
        }
        [&self.prefix[..], &digits, &self.suffix].concat()
    }

    /// Mantissa and exponent. (The reference never ends with zero or a negative number; here their
    /// magnitude is scaled.)
    fn scaled(&self, number: f64) -> (f64, Option<f64>) {
        if self.exponent == 0 {
            return (number, None);
        }
        let most = power(10.0, self.scaling as f64);
        let least = power(10.0, self.scaling as f64 - 1.0);
        let (mut mantissa, mut exponent) = (number, 0.0);
        while mantissa != 0.0 && mantissa.abs() < least {
            mantissa *= 10.0;
            exponent -= 1.0;
        }
        while mantissa.abs() > most && mantissa.is_finite() {
            mantissa /= 10.0;
            exponent += 1.0;
        }
        (mantissa, Some(exponent))
    }

    /// With the author's point, and zeros at both ends as the picture wants.
    fn pad(&self, digits: &mut Vec<char>, signs: &Signs) {
        let point = digits.iter().position(|c| *c == '.').unwrap_or_else(|| {
            digits.push('.');
            digits.len() - 1
        });
        digits.splice(point..=point, signs.decimal.iter().copied());
        let leading = digits.iter().take_while(|c| **c == signs.zero).count();
        digits.drain(..leading);
        while digits.last() == Some(&signs.zero) {
            digits.pop();
        }
        let point = find(digits, &signs.decimal, 0).unwrap_or(0);
        let left = self.least_integer.saturating_sub(point);
        let right = (self.least_fraction + point + 1).saturating_sub(digits.len());
        digits.extend(std::iter::repeat_n(signs.zero, right));
        digits.splice(0..0, std::iter::repeat_n(signs.zero, left));
    }

    fn group(&self, digits: &mut Vec<char>, signs: &Signs) {
        let insert = |digits: &mut Vec<char>, at: usize| {
            let at = at.min(digits.len());
            digits.splice(at..at, signs.grouping.iter().copied());
        };
        let mut point = find(digits, &signs.decimal, 0).unwrap_or(0);
        if let Some(every) = self.every {
            for group in 1..=point.saturating_sub(1) / every {
                insert(digits, point - group * every);
            }
        } else {
            for distance in &self.groups {
                // A place before the first digit counts from the end, as JavaScript's `slice` has it.
                let place = point.checked_sub(*distance);
                insert(
                    digits,
                    place.unwrap_or((digits.len() + point).saturating_sub(*distance)),
                );
                point += 1;
            }
        }
        let point = find(digits, &signs.decimal, 0).unwrap_or(0);
        for distance in &self.fraction_groups {
            insert(digits, distance + point + 1);
        }
    }

    fn write_exponent(&self, exponent: f64, signs: &Signs, out: &mut Vec<char>) {
        let digits = signs.translated(&to_fixed(exponent.abs(), 0));
        out.extend(&signs.exponent);
        if exponent < 0.0 {
            out.extend(&signs.minus);
        }
        let padding = self.exponent.saturating_sub(digits.len());
        out.extend(std::iter::repeat_n(signs.zero, padding));
        out.extend(digits);
    }
}
