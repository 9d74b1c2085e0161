//! Texts, counted in characters.

use crate::query::jsonata::budget::Fuel;
use crate::query::jsonata::error::{Code, EvaluationError};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// `$substring`: from a character on, counted from the end where negative, so many characters or the rest.
pub fn substring(text: &str, start: f64, length: Option<f64>) -> &str {
    let count = text.chars().count();
    let start = if count as f64 + start < 0.0 {
        0.0
    } else {
        start
    };
    let end = match length {
        Some(length) if length <= 0.0 => return "",
        Some(length) if start >= 0.0 => start + length,
        Some(length) => count as f64 + start + length,
        None => count as f64,
    };
    let (start, end) = (place(start, count), place(end, count));
    let rest = &text[byte_of(text, start)..];
    &rest[..byte_of(rest, end.saturating_sub(start))]
}

/// The byte at which so many characters of `text` are over.
fn byte_of(text: &str, characters: usize) -> usize {
    if text.is_ascii() {
        return characters.min(text.len());
    }
    let mut places = text.char_indices();
    places.nth(characters).map_or(text.len(), |(byte, _)| byte)
}

/// An index as JavaScript's `slice` takes it: without its fraction, from the end where negative.
pub fn place(index: f64, count: usize) -> usize {
    let index = index.trunc();
    let index = if index < 0.0 {
        count as f64 + index
    } else {
        index
    };
    (index as usize).min(count)
}

/// `$pad`: to a width in characters, behind the text or, where the width is negative, before it.
///
/// # Errors
/// The text would be too long.
pub fn pad(
    text: &str,
    width: f64,
    with: Option<&str>,
    fuel: &Fuel,
) -> Result<String, EvaluationError> {
    let with = with.filter(|with| !with.is_empty()).unwrap_or(" ");
    let missing = (width.abs() as usize).saturating_sub(text.chars().count());
    fuel.text(missing.saturating_mul(4).saturating_add(text.len()))?;
    let padding: String = with.chars().cycle().take(missing).collect();
    Ok(if width > 0.0 {
        format!("{text}{padding}")
    } else {
        format!("{padding}{text}")
    })
}

/// `$trim`: without white space at both ends, and one blank for each stretch of it inside.
pub fn trim(text: &str) -> String {
    let words = text
        .split([' ', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// `$split` by a text; the empty one parts every character. A limit counts parts.
pub fn split<'t>(text: &'t str, separator: &str, limit: Option<f64>) -> Vec<&'t str> {
    // JavaScript counts them in 32 bits.
    let limit = limit.map_or(usize::MAX, |limit| (limit % 4_294_967_296.0) as usize);
    if separator.is_empty() {
        let characters = text.split("").skip(1);
        return characters.take(limit.min(text.chars().count())).collect();
    }
    text.split(separator).take(limit).collect()
}

/// `$replace` of a text by a text, at most so many times.
///
/// # Errors
/// The text would be too long.
pub fn replace(
    text: &str,
    wanted: &str,
    replacement: &str,
    limit: Option<f64>,
    fuel: &Fuel,
) -> Result<String, EvaluationError> {
    if wanted.is_empty() {
        return Err(EvaluationError::new(Code::D3010));
    }
    let mut out = String::new();
    let mut rest = text;
    let mut count = 0.0;
    while limit.is_none_or(|limit| count < limit) {
        let Some((before, after)) = rest.split_once(wanted) else {
            break;
        };
        out.push_str(before);
        out.push_str(replacement);
        fuel.growing(out.len())?;
        rest = after;
        count += 1.0;
    }
    out.push_str(rest);
    fuel.text(out.len())?;
    Ok(out)
}

/// `$base64encode`: of the low byte of each UTF-16 unit, as the reference does it outside of browsers.
pub fn base64_encode(text: &str) -> String {
    let bytes: Vec<u8> = text.encode_utf16().map(|unit| unit as u8).collect();
    BASE64_STANDARD.encode(bytes)
}

/// `$base64decode`: each byte is a character. As in Node.js nothing is an error: an equals sign ends the
/// data, what is not of the alphabet (or that of URLs) is skipped, and bits that make no byte are dropped.
pub fn base64_decode(text: &str) -> String {
    let mut out = String::new();
    let (mut bits, mut count) = (0_u32, 0);
    // Of a unit beyond Latin 1 the low byte counts.
    let characters = text.encode_utf16().map(|unit| char::from(unit as u8));
    for six in characters.take_while(|c| *c != '=').filter_map(six_bits) {
        bits = bits << 6 | six;
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(char::from((bits >> count) as u8));
        }
    }
    out
}

/// What a character of Base64 stands for.
fn six_bits(c: char) -> Option<u32> {
    let base = |first: char, value: u32| Some(c as u32 - first as u32 + value);
    match c {
        'A'..='Z' => base('A', 0),
        'a'..='z' => base('a', 26),
        '0'..='9' => base('0', 52),
        '+' | '-' => Some(62),
        '/' | '_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::jsonata::Budget;

    #[test]
    fn characters_are_counted_not_bytes() {
        assert_eq!(substring("héllo😀!", -3.0, Some(2.0)), "o😀");
        assert_eq!(substring("hello", 3.0, None), "lo");
        assert_eq!(substring("hello", -9.0, Some(1.0)), "h");
        assert_eq!(substring("hello", 1.7, Some(2.5)), "ell");
        assert_eq!(substring("hello", 9.0, Some(2.0)), "");
    }

    #[test]
    fn padding() {
        let fuel = Fuel::new(Budget::default());
        let pad = |text, width, with| pad(text, width, with, &fuel).map_err(|error| error.code());
        assert_eq!(pad("foo", 5.0, None).as_deref(), Ok("foo  "));
        assert_eq!(pad("foo", -5.0, Some("#")).as_deref(), Ok("##foo"));
        assert_eq!(pad("foo", 8.0, Some("-+")).as_deref(), Ok("foo-+-+-"));
        assert_eq!(pad("😀", 2.0, Some("")).as_deref(), Ok("😀 "));
        assert_eq!(pad("", 1e300, None), Err(Code::U1003));
    }

    #[test]
    fn white_space_is_made_one_blank() {
        assert_eq!(trim("  a \t\n b\u{a0} "), "a b\u{a0}");
    }

    #[test]
    fn parts() {
        assert_eq!(split("a,b,c", ",", Some(2.0)), ["a", "b"]);
        assert_eq!(split("aé", "", None), ["a", "é"]);
        assert_eq!(split("", "", None), [""; 0]);
        assert_eq!(split("", ",", None), [""]);
    }

    #[test]
    fn base64_is_of_bytes_not_of_utf_8() {
        assert_eq!(base64_encode("é😀"), "6T0A");
        assert_eq!(base64_decode("YQ==YQ=="), "a");
        assert_eq!(base64_decode("_-8"), "ÿï");
        assert_eq!(base64_decode("YW Jj*Z"), "abc");
    }
}
