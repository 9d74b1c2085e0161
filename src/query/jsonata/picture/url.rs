//! Percent-encoding, as ECMAScript's `encodeURI`, `decodeURI` and their `Component`s have it.

use crate::query::jsonata::error::{Code, EvaluationError};
use std::fmt::Write;

/// What a whole URL is made of beside its words: kept by [`encode`], left encoded by [`decode`].
const RESERVED: &str = ";/?:@&=+$,#";

/// `$encodeUrl`, or `$encodeUrlComponent` where `component`. (A half of a surrogate pair, which the
/// reference refuses with `D3140`, is no text here.)
pub fn encode(text: &str, component: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric()
            || "-_.!~*'()".contains(c)
            || !component && RESERVED.contains(c)
        {
            out.push(c);
            continue;
        }
        for byte in c.encode_utf8(&mut [0; 4]).bytes() {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// `$decodeUrl`, or `$decodeUrlComponent` where `component`.
///
/// # Errors
/// `D3140`: an escape is not complete, or what is encoded is not UTF-8.
pub fn decode(text: &str, component: bool) -> Result<String, EvaluationError> {
    decoded(text, component).ok_or_else(|| {
        let name = if component {
            "decodeUrlComponent"
        } else {
            "decodeUrl"
        };
        EvaluationError::new(Code::D3140).with(|details| {
            details.token = Some(name.into());
            details.value = Some(super::number::json_text(text));
        })
    })
}

fn decoded(text: &str, component: bool) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        let encoded = &rest[before.len()..];
        let mut bytes = vec![escaped_byte(encoded)?];
        let length = match bytes[0] {
            0..=0x7F => 1,
            0xC0..=0xDF => 2,
            0xE0..=0xEF => 3,
            _ => 4,
        };
        for index in 1..length {
            bytes.push(escaped_byte(encoded.get(3 * index..)?)?);
        }
        let c = std::str::from_utf8(&bytes).ok()?.chars().next()?;
        rest = &after[3 * length - 1..];
        if !component && RESERVED.contains(c) {
            out.push_str(&encoded[..3]);
        } else {
            out.push(c);
        }
    }
    out.push_str(rest);
    Some(out)
}

/// The byte that `%hh` at the start means.
fn escaped_byte(text: &str) -> Option<u8> {
    let digits = text.strip_prefix('%')?.get(..2)?;
    let hexadecimal = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u8::from_str_radix(digits, 16).ok().filter(|_| hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_encoded() {
        assert_eq!(encode("a b/é?😀'-", false), "a%20b/%C3%A9?%F0%9F%98%80'-");
        assert_eq!(
            encode("a/b?c=d&2024-02-29", true),
            "a%2Fb%3Fc%3Dd%262024-02-29"
        );
    }

    #[test]
    fn what_is_decoded() {
        assert_eq!(
            decode("%C3%A9%2f%41%", true).map_err(|error| error.to_string()),
            Err("Malformed URL passed to $decodeUrlComponent(): \"%C3%A9%2f%41%\"".to_owned())
        );
        assert_eq!(decode("%C3%A9%2f%41", false).as_deref(), Ok("é%2fA"));
        assert_eq!(decode("%C3%A9%2f%41é", true).as_deref(), Ok("é/Aé"));
        for wrong in [
            "%",
            "%4",
            "%4g",
            "%C3",
            "%C3%41",
            "%80",
            "%ED%A0%80",
            "%+1",
            "%C3é",
        ] {
            assert!(decode(wrong, false).is_err(), "{wrong}");
        }
    }
}
