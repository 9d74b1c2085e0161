//! YAML → the same spanned tree, recovering: the part of YAML 1.2 that definitions for SAM, Serverless and
//! the AWS Toolkit are written in.
//!
//! Mappings and sequences in block and flow style, all five kinds of scalars, comments, anchors, aliases
//! and merge keys. Left out, each with a problem that says so: tags (CloudFormation's functions are
//! resolved only when a template is deployed), keys that are not texts, several documents. Words that
//! YAML 1.1 and 1.2 read differently (`yes`, `on`, `0123`) are told: tools for AWS do not agree on them;
//! here 1.2 counts.

mod block;
mod flow;
mod reader;
mod scalar;
mod write;

pub use write::{text, write};

use super::problem::{WholeProblem, YamlProblem};
use super::{Json, MAX_BYTES, Node, Reading};
use crate::diagnostic::Problem;
use reader::Reader;

/// Whether a text is meant to be YAML: it begins with a comment, a marker, an item or a key without
/// quotes, and not with a bracket.
pub fn is_yaml(text: &str) -> bool {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let first = text.lines().next().unwrap_or_default();
    if first.starts_with('#')
        || first == "---"
        || first.starts_with("--- ")
        || first.starts_with("- ")
    {
        return true;
    }
    let key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let rest = first.trim_start_matches(key);
    rest.len() < first.len() && (rest == ":" || rest.starts_with(": ") || rest.trim_end() == ":")
}

/// Reads a text as one mapping.
pub fn read(text: &str) -> Reading {
    if text.len() > MAX_BYTES {
        return super::too_large(text);
    }
    let mut reader = Reader::new(text);
    let root = reader.document();
    let mut problems = reader.problems;
    match &root {
        None => problems.push(Problem::of(&WholeProblem::Empty, 0..text.len(), "")),
        Some(root) if !matches!(root.json, Json::Object(_)) && problems.is_empty() => {
            problems.push(Problem::of(
                &YamlProblem::NotAMapping,
                root.span.clone(),
                "",
            ));
        }
        Some(_) => {}
    }
    problems.sort_by_key(|problem| problem.span.start);
    Reading {
        root,
        problems,
        cut: false,
    }
}

/// Where in the characters of a scalar the byte `offset` of its resolved text stands: behind as many
/// visible characters. Blanks may have been folded.
pub fn raw_offset(raw: &str, resolved: &str, offset: usize) -> usize {
    let body = match raw.chars().next() {
        Some('|' | '>') => raw.find('\n').map_or(raw.len(), |at| at + 1),
        Some('\'' | '"') => 1,
        Some(_) | None => 0,
    };
    let before = resolved.get(..offset).unwrap_or(resolved);
    let mut left = before.chars().filter(|c| !c.is_whitespace()).count();
    let mut doubled = false;
    for (at, c) in raw[body..].char_indices() {
        let second = raw.starts_with('\'') && c == '\'' && !doubled;
        doubled = second;
        if c.is_whitespace() || second {
            continue;
        }
        if left == 0 {
            return body + at;
        }
        left -= 1;
    }
    raw.len()
}

/// A node that is missing.
fn nothing(at: usize) -> Node {
    Node {
        span: at..at,
        json: Json::Null,
    }
}
