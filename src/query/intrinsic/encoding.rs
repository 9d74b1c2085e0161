//! Base64 and hashes.

use super::{Answer, InvalidArguments, argument};
use crate::value::Value;
use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::fmt::Write;

/// Texts to encode, decode or hash may have this many characters.
const MAX_CHARACTERS: usize = 10_000;

/// Padding is written, and not asked for when reading, as in Java.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// `States.Base64Encode(text)`
pub(super) fn base64_encode(arguments: &[Value]) -> Answer {
    let text = argument(arguments, 0, short_text)?;
    Ok(BASE64.encode(text).into())
}

/// `States.Base64Decode(text)`; bytes that are not UTF-8 become replacement characters, as in Java.
pub(super) fn base64_decode(arguments: &[Value]) -> Answer {
    let text = argument(arguments, 0, short_text)?;
    let bytes = BASE64.decode(text).map_err(|_| InvalidArguments)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned().into())
}

/// `States.Hash(data, algorithm)`: a text is hashed as it is, other data as compact JSON.
pub(super) fn hash(arguments: &[Value]) -> Answer {
    let data = argument(arguments, 0, Some)?;
    let data = data.as_str().map_or_else(|| data.to_json(), str::to_owned);
    if !is_short(&data) {
        return Err(InvalidArguments);
    }
    let algorithm = argument(arguments, 1, Value::as_str)?;
    let digest = digest(data.as_bytes(), algorithm).ok_or(InvalidArguments)?;
    Ok(digest.into())
}

/// The hash of `bytes` in hexadecimal digits; `None` for an unknown algorithm.
pub(in crate::query) fn digest(bytes: &[u8], algorithm: &str) -> Option<String> {
    Some(match algorithm {
        "MD5" => hex(&Md5::digest(bytes)),
        "SHA-1" => hex(&Sha1::digest(bytes)),
        "SHA-256" => hex(&Sha256::digest(bytes)),
        "SHA-384" => hex(&Sha384::digest(bytes)),
        "SHA-512" => hex(&Sha512::digest(bytes)),
        _ => return None,
    })
}

fn short_text(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| is_short(text))
}

fn is_short(text: &str) -> bool {
    text.len() <= MAX_CHARACTERS || text.encode_utf16().count() <= MAX_CHARACTERS
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
