//! Numbers as JavaScript has them.

use crate::query::jsonata::error::{Code, EvaluationError};
use std::fmt::Write;

/// As JavaScript prints a number: the fewest digits that mean it, an exponent from 1e21 and below 1e-6.
pub fn to_text(number: f64) -> String {
    let magnitude = number.abs();
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        let sign = if number < 0.0 { "-" } else { "" };
        return format!("{sign}Infinity");
    }
    if number == 0.0 {
        return "0".to_owned();
    }
    if magnitude < 1e15 && number.fract() == 0.0 {
        return (number as i64).to_string();
    }
    if (1e-6..1e21).contains(&magnitude) {
        let text = format!("{number}");
        return with_even_end(number, text);
    }
    let text = with_even_end(number, format!("{number:e}"));
    if magnitude < 1.0 {
        text
    } else {
        text.replacen('e', "e+", 1)
    }
}

/// The digits of a number that lies exactly between two numbers of so many: JavaScript takes the even last
/// digit, Rust the larger one.
fn with_even_end(number: f64, text: String) -> String {
    let (mantissa, exponent) = match text.split_once('e') {
        Some((mantissa, _)) => (mantissa, &text[mantissa.len()..]),
        None if text.contains('.') => (text.as_str(), ""),
        None => (text.trim_end_matches('0'), ""),
    };
    let digits = mantissa.bytes().filter(u8::is_ascii_digit);
    let count = digits.skip_while(|digit| *digit == b'0').count();
    let odd = mantissa.bytes().last().filter(|last| last % 2 == 1);
    let Some(last) = odd.filter(|_| count >= 15) else {
        return text;
    };
    let exact = format!("{number:.30e}");
    let fraction = exact
        .split_once(['e', '.'])
        .map_or("", |(_, fraction)| fraction);
    let fraction = fraction.split('e').next().unwrap_or(fraction);
    if fraction
        .get(count - 1..)
        .map(|rest| rest.trim_end_matches('0'))
        != Some("5")
    {
        return text;
    }
    let head = &mantissa[..mantissa.len() - 1];
    let zeros = &text[mantissa.len()..text.len() - exponent.len()];
    format!("{head}{}{zeros}{exponent}", char::from(last - 1))
}

/// The nearest number of 15 significant digits, halves away from zero: how `$string` and the reference's
/// results hide the noise of `0.1 + 0.2`.
pub fn to_15_digits(number: f64) -> f64 {
    if !number.is_finite() || number == number.trunc() && number.abs() < 1e15 {
        return number;
    }
    // What a text of fifteen digits means is printed as that text again.
    let shortest = format!("{number:e}");
    if shortest
        .bytes()
        .take_while(|byte| *byte != b'e')
        .filter(u8::is_ascii_digit)
        .count()
        <= 15
    {
        return number;
    }
    // Sixteen digits more than wanted tell a half from nearly a half.
    let text = format!("{number:.30e}");
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let rounded = cut_digits(mantissa, 14);
    format!("{rounded}e{exponent}").parse().unwrap_or(number)
}

/// `text`, decimal digits with a point, with `places` digits behind the point; halves away from zero.
fn cut_digits(text: &str, places: usize) -> String {
    let Some((whole, fraction)) = text.split_once('.') else {
        return text.to_owned();
    };
    let kept = fraction.get(..places).unwrap_or(fraction);
    let mut digits = format!("{whole}{kept}").into_bytes();
    if fraction
        .as_bytes()
        .get(places)
        .is_some_and(|digit| *digit >= b'5')
    {
        increment(&mut digits);
    }
    let point = digits.len() - kept.len();
    let mut out = String::from_utf8_lossy(&digits).into_owned();
    if !kept.is_empty() {
        out.insert(point, '.');
    }
    out
}

/// Adds one to the last digit; a sign before the digits stays.
fn increment(digits: &mut Vec<u8>) {
    let first = usize::from(digits.first() == Some(&b'-'));
    for digit in digits[first..].iter_mut().rev() {
        if *digit != b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(first, b'1');
}

/// JavaScript's `toFixed` of a number that is not negative: `places` digits behind the point.
pub(super) fn to_fixed(number: f64, places: usize) -> String {
    if number >= 1e21 || !number.is_finite() {
        return to_text(number);
    }
    cut_digits(&format!("{number:.*}", places + 30), places)
}

/// `$number` of a text: a decimal, or one of hexadecimal, octal or binary digits. The reference looks
/// for `0o7` and `0b1` anywhere, so that a text which only contains them gives not an error but NaN.
///
/// # Errors
/// `D3030`: it is no number.
pub fn from_text(text: &str) -> Result<f64, EvaluationError> {
    if is_decimal(text)
        && let Some(number) = text.parse().ok().filter(|number: &f64| number.is_finite())
    {
        return Ok(number);
    }
    if seems_of_radix(text) {
        return Ok(of_radix(text.trim()).unwrap_or(f64::NAN));
    }
    Err(EvaluationError::new(Code::D3030).with(|details| details.value = Some(json_text(text))))
}

/// What JavaScript makes of a text where it wants a number: blanks are zero, what is no number is NaN.
pub fn cast(text: &str) -> f64 {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if text.is_empty() {
        return 0.0;
    }
    if digits == "Infinity" {
        return text
            .replacen("Infinity", "inf", 1)
            .parse()
            .unwrap_or(f64::NAN);
    }
    if text.starts_with("0") && text.contains(['x', 'X', 'o', 'O', 'b', 'B']) {
        return of_radix(text).unwrap_or(f64::NAN);
    }
    let is_decimal = digits.starts_with(|c: char| c == '.' || c.is_ascii_digit());
    text.parse().ok().filter(|_| is_decimal).unwrap_or(f64::NAN)
}

/// `text` as JSON, for the words of an error.
pub(super) fn json_text(text: &str) -> std::rc::Rc<str> {
    crate::value::Value::from(text).to_json().into()
}

/// `-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?`
fn is_decimal(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let signed = |text: &str| digits(text.strip_prefix(['-', '+']).unwrap_or(text));
    digits(whole) && fraction.is_none_or(digits) && exponent.is_none_or(signed)
}

/// `^(0[xX][0-9A-Fa-f]+)|(0[oO][0-7]+)|(0[bB][0-1]+)$`, whose `^` and `$` belong to the first and the
/// last alternative only.
fn seems_of_radix(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins = |bytes: &[u8], mark: u8, radix: u32| {
        matches!(bytes, [b'0', letter, digit, ..]
            if letter.eq_ignore_ascii_case(&mark) && char::from(*digit).is_digit(radix))
    };
    let binary_end = text.trim_end_matches(['0', '1']);
    let binary_mark = text.len() > binary_end.len() && binary_end.ends_with(['b', 'B']);
    begins(bytes, b'x', 16)
        || (0..bytes.len()).any(|at| begins(&bytes[at..], b'o', 8))
        || binary_mark && binary_end[..binary_end.len() - 1].ends_with('0')
}

/// JavaScript's `parseInt`: blanks and a sign, then as many digits as there are, hexadecimal behind `0x`;
/// NaN without any.
pub(super) fn leading_integer(text: &str) -> f64 {
    let text = text.trim_start();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let run = |digits: &str, radix| digits.chars().take_while(|c| c.is_digit(radix)).count();
    let hexadecimal = digits.strip_prefix("0x").or(digits.strip_prefix("0X"));
    let number = match hexadecimal {
        Some(rest) => of_radix(&digits[..2 + run(rest, 16)]),
        None => digits[..run(digits, 10)].parse().ok(),
    };
    sign * number.unwrap_or(f64::NAN)
}

/// `0x1F`, `0o17`, `0b11`
fn of_radix(text: &str) -> Option<f64> {
    let (mark, digits) = text.strip_prefix('0')?.split_at_checked(1)?;
    let radix = match mark {
        "x" | "X" => 16,
        "o" | "O" => 8,
        _ => 2,
    };
    if digits.is_empty() {
        return None;
    }
    // Sixty-four bits are exact, with a lowest one that remembers what was cut off behind them.
    let (mut number, mut scale) = (0_u128, 1.0);
    for digit in digits.chars() {
        let digit = u128::from(digit.to_digit(radix)?);
        if number >> 64 == 0 {
            number = number * u128::from(radix) + digit;
        } else {
            number |= u128::from(digit != 0);
            scale *= f64::from(radix);
        }
    }
    Some(number as f64 * scale)
}

/// `$round`: to so many digits behind the point (before it where negative), halves to the even neighbour.
/// The point is shifted in the text of the number, as the reference does it.
pub fn round(number: f64, precision: f64) -> f64 {
    let shifts = precision != 0.0;
    let shifted = if shifts {
        shift_point(number, precision)
    } else {
        number
    };
    let floor = shifted.floor();
    let mut rounded = if shifted - floor >= 0.5 {
        floor + 1.0
    } else {
        floor
    };
    if (rounded - shifted).abs() == 0.5 && (rounded % 2.0).abs() == 1.0 {
        rounded -= 1.0;
    }
    if shifts {
        rounded = shift_point(rounded, -precision);
    }
    // There is no negative zero in JSON.
    rounded + 0.0
}

/// `number` times ten to the power of `places`, without multiplying; NaN where that is no integer.
fn shift_point(number: f64, places: f64) -> f64 {
    let text = to_text(number);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let exponent = exponent.parse().unwrap_or(0.0) + places;
    if exponent.fract() != 0.0 || exponent.abs() >= 1e21 || !number.is_finite() {
        return f64::NAN;
    }
    format!("{mantissa}e{exponent}").parse().unwrap_or(f64::NAN)
}

/// `$formatBase`: the digits in a base from 2 to 36, number and base rounded first.
///
/// # Errors
/// `D3100`: another base.
pub fn format_base(number: f64, radix: Option<f64>) -> Result<String, EvaluationError> {
    let (number, radix) = (round(number, 0.0), round(radix.unwrap_or(10.0), 0.0));
    if !(2.0..=36.0).contains(&radix) {
        return Err(EvaluationError::new(Code::D3100)
            .with(|details| details.value = Some(to_text(radix).into())));
    }
    if radix == 10.0 || !number.is_finite() {
        return Ok(to_text(number));
    }
    Ok(in_radix(number, radix))
}

/// An integer's digits. Those beyond the 53 bits of a number are written as zeros, as V8 does it.
fn in_radix(number: f64, radix: f64) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let mut rest = number.abs();
    let mut digits = Vec::new();
    while rest / radix >= EXACT {
        rest /= radix;
        digits.push('0');
    }
    loop {
        let digit = rest % radix;
        digits.extend(char::from_digit(digit as u32, radix as u32));
        rest = (rest - digit) / radix;
        if rest <= 0.0 {
            break;
        }
    }
    let mut out = String::new();
    if number < 0.0 {
        out.push('-');
    }
    for digit in digits.iter().rev() {
        let _ = write!(out, "{digit}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_look_as_in_javascript() {
        for (number, text) in [
            (0.1 + 0.2, "0.30000000000000004"),
            (1e21, "1e+21"),
            (123_456_789_012_345_680_000.0, "123456789012345680000"),
            (1e-7, "1e-7"),
            (0.000_001_5, "0.0000015"),
            (-0.0, "0"),
            (1.7e308, "1.7e+308"),
            (2_042_371_514_253_318.0 + 0.25, "2042371514253318.2"),
            (f64::NEG_INFINITY, "-Infinity"),
        ] {
            assert_eq!(to_text(number), text);
        }
    }

    #[test]
    fn fifteen_digits_hide_noise() {
        assert_eq!(to_15_digits(0.1 + 0.2), 0.3);
        assert_eq!(
            to_15_digits(1_000_000_000_000_005.0),
            1_000_000_000_000_010.0
        );
        assert_eq!(
            to_15_digits(12_345_678_901_234_567.0),
            12_345_678_901_234_600.0
        );
        assert_eq!(to_15_digits(1e23_f64.next_down()), 1e23);
        assert_eq!(to_15_digits(99_999_999_999_999_995.0), 1e17);
    }

    #[test]
    fn texts_that_are_numbers() {
        for (text, number) in [
            ("-1.5e3", -1500.0),
            ("0x1F", 31.0),
            ("0o17", 15.0),
            ("0B101", 5.0),
            ("00.5", 0.5),
        ] {
            assert_eq!(from_text(text), Ok(number), "{text}");
        }
        assert!(
            from_text("0x1Fz").is_ok_and(f64::is_nan),
            "the reference's `^` belongs to `0x` alone"
        );
        for text in ["", "1.", ".5", "+1", "1e", "1e999", "abc", " 1", "0x"] {
            assert!(from_text(text).is_err(), "{text}");
        }
    }

    #[test]
    fn halves_go_to_the_even_neighbour() {
        for (number, precision, rounded) in [
            (2.5, 0.0, 2.0),
            (3.5, 0.0, 4.0),
            (-2.5, 0.0, -2.0),
            (1.005, 2.0, 1.0),
            (125.0, -1.0, 120.0),
            (4.525, 2.0, 4.52),
            (1e-7, 7.0, 1e-7),
        ] {
            assert_eq!(round(number, precision), rounded, "{number} {precision}");
        }
        assert!(round(1.0, 2.5).is_nan());
    }

    #[test]
    fn bases() {
        assert_eq!(format_base(255.0, Some(16.0)), Ok("ff".to_owned()));
        assert_eq!(format_base(-2.5, Some(2.0)), Ok("-10".to_owned()));
        assert_eq!(
            format_base(1e20, Some(36.0)),
            Ok("l3r41ifs0p800".to_owned())
        );
        assert_eq!(
            format_base(1.0, Some(37.0)).map_err(|error| error.to_string()),
            Err(
                "The radix of the formatBase function must be between 2 and 36.  It was given 37"
                    .to_owned()
            )
        );
    }
}
