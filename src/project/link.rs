//! Share links: `#1.` and base64url of deflated JSON. Nothing is lost in silence: a link that cannot be
//! opened says why, and a newer one is never taken for an older one.
//!
//! | fragment | is |
//! |---|---|
//! | `#1.PAYLOAD` | base64url without padding of raw deflate of the workspace's JSON |
//! | `#0.PAYLOAD` | base64url of the workspace's JSON, for links made by hand |
//! | `#…~VIEW` | the same with a place in the run, never packed |
//! | `#ex/NAME` | a built-in example |
//!
//! Chat programs cut the `=` of base64 off, turn its `+` into a space, and append words of their own
//! (`&appinstall=0`): hence base64url without padding, and the payload ends at the first foreign
//! character.

use super::{Workspace, schema};
use crate::value::{Value, parse};
use base64::Engine;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// What a link may unpack to, in bytes.
const MOST_BYTES: usize = 1 << 20;

/// The strongest deflate level.
const LEVEL: u8 = 10;

/// base64url as it arrives: with or without padding, and with whatever its last bits hold.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new()
        .with_encode_padding(false)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// What a fragment asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Nothing.
    Nothing,
    /// A workspace, and the place in its run that stands behind `~`.
    Workspace(Box<Workspace>, Option<String>),
    /// A built-in example, by its name.
    Example(String),
}

/// Why a link cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkFault {
    /// Characters were changed or lost on the way.
    Damaged,
    /// It ends early, after so many characters.
    Truncated {
        /// How many characters arrived.
        characters: usize,
    },
    /// It was made by a newer version of this page.
    Newer,
    /// It unpacks to more than 1 MiB.
    TooLarge,
    /// It unpacks, but not to a workspace.
    NotAWorkspace,
}

/// Where a link of this length can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Everywhere: at most 2,000 characters.
    Everywhere,
    /// Too long for some chat programs: at most 8,000 characters.
    Most,
    /// Better sent as a file.
    File,
}

impl Fit {
    /// Where an address of `characters` can go.
    pub fn of(characters: usize) -> Self {
        match characters {
            0..=2000 => Self::Everywhere,
            2001..=8000 => Self::Most,
            _ => Self::File,
        }
    }
}

/// The fragment that carries a workspace, with its `#`.
pub fn encode(workspace: &Workspace) -> String {
    let json = Value::from(schema::to_value(workspace)).to_json();
    format!(
        "#1.{}",
        BASE64.encode(compress_to_vec(json.as_bytes(), LEVEL))
    )
}

/// What a fragment asks for; with or without its `#`.
///
/// # Errors
/// Why it cannot be opened.
pub fn decode(fragment: &str) -> Result<Target, LinkFault> {
    let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
    if let Some(name) = fragment.strip_prefix("ex/") {
        return Ok(Target::Example(
            name.chars()
                .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                .collect(),
        ));
    }
    let Some((version, rest)) = versioned(fragment) else {
        return Ok(Target::Nothing);
    };
    let foreign = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let (payload, behind) = rest.split_at(rest.find(foreign).unwrap_or(rest.len()));
    let json = unpack(version, payload)?;
    let workspace = read(version, &json, payload.len())?;
    let view = behind
        .strip_prefix('~')
        .map(|view| view.chars().take(64).collect());
    Ok(Target::Workspace(Box::new(workspace), view))
}

/// `1.rest` → version and rest; `None` for a fragment that is no link of ours.
fn versioned(fragment: &str) -> Option<(&str, &str)> {
    let (version, rest) = fragment.split_once('.')?;
    (!version.is_empty() && version.bytes().all(|b| b.is_ascii_digit())).then_some((version, rest))
}

#[inline(never)]
fn unpack(version: &str, payload: &str) -> Result<Vec<u8>, LinkFault> {
    let truncated = LinkFault::Truncated {
        characters: payload.len(),
    };
    if !matches!(version, "0" | "1") {
        return Err(LinkFault::Newer);
    }
    if payload.is_empty() {
        return Err(truncated);
    }
    if payload.len() > 2 * MOST_BYTES {
        return Err(LinkFault::TooLarge);
    }
    // Four characters hold three bytes: of a group of one nothing can be read.
    let whole = if payload.len() % 4 == 1 {
        &payload[..payload.len() - 1]
    } else {
        payload
    };
    let bytes = BASE64.decode(whole).map_err(|_| LinkFault::Damaged)?;
    if version == "0" {
        return Ok(bytes);
    }
    let early = [
        TINFLStatus::NeedsMoreInput,
        TINFLStatus::FailedCannotMakeProgress,
    ];
    decompress_to_vec_with_limit(&bytes, MOST_BYTES).map_err(|fault| {
        if fault.status == TINFLStatus::HasMoreOutput {
            LinkFault::TooLarge
        } else if early.contains(&fault.status) {
            truncated
        } else {
            LinkFault::Damaged
        }
    })
}

#[inline(never)]
fn read(version: &str, json: &[u8], characters: usize) -> Result<Workspace, LinkFault> {
    let text = std::str::from_utf8(json).map_err(|_| LinkFault::Damaged)?;
    let value = parse(text).map_err(|fault| match (version, fault.offset >= text.len()) {
        ("0", true) => LinkFault::Truncated { characters },
        _ => LinkFault::NotAWorkspace,
    })?;
    let object = value.as_object().filter(|object| object.contains("d"));
    object
        .and_then(schema::from_value)
        .ok_or(LinkFault::NotAWorkspace)
}
