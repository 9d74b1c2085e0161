//! Lists in pages. A token names the last entry of its page; it is opaque to the caller.

use super::error::{Answered, ApiError, Code};
use super::fields::Fields;
use crate::value::{Object, Value};
use base64::Engine;
use base64::prelude::BASE64_STANDARD as BASE64;

/// So many entries are on a page if the request does not say.
const DEFAULT: usize = 100;

/// The page that a request asks for, under `name`, with the token of the next one. Entries come with the
/// keys that tell them apart.
///
/// # Errors
/// `InvalidToken`
pub fn page(
    request: Fields<'_>,
    name: &str,
    entries: impl Iterator<Item = (String, Value)>,
) -> Answered {
    let size = match request.count("maxResults") {
        None | Some(0) => DEFAULT,
        Some(size) => usize::try_from(size).unwrap_or(DEFAULT),
    };
    let mut entries = entries.peekable();
    if let Some(token) = request.text("nextToken") {
        let last = key_of(token).ok_or_else(invalid_token)?;
        entries
            .find(|(key, _)| *key == last)
            .ok_or_else(invalid_token)?;
    }
    let page: Vec<(String, Value)> = entries.by_ref().take(size).collect();
    let more = entries.peek().is_some();
    let token = page.last().filter(|_| more).map(|(key, _)| token_of(key));
    let shown: Vec<Value> = page.into_iter().map(|(_, entry)| entry).collect();
    let mut response = Object::new().with(name, shown);
    if let Some(token) = token {
        response.insert("nextToken", token);
    }
    Ok(response.into())
}

fn token_of(key: &str) -> String {
    BASE64.encode(format!("after:{key}"))
}

fn key_of(token: &str) -> Option<String> {
    let text = String::from_utf8(BASE64.decode(token).ok()?).ok()?;
    text.strip_prefix("after:").map(str::to_owned)
}

/// A token that was never given out.
pub fn invalid_token() -> ApiError {
    ApiError::new(Code::InvalidToken, "Invalid Token: 'Invalid token'")
}
