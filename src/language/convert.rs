//! From JSON to YAML and back, and fixes that must be sound in either.

use crate::definition::Definition;
use crate::diagnostic::{Problem, Span};
use crate::text::yaml;
use std::borrow::Cow;

/// So many bytes are read to try fixes, since it happens with every key; a large text with many problems can
/// be mended one by one.
const MOST_READ: usize = 1_000_000;

/// The definition in YAML if it is in JSON, and in JSON if it is in YAML; `None` while it cannot be read
/// as it stands. Comments are lost.
pub fn convert(definition: &Definition) -> Option<String> {
    if definition.problems.iter().any(Problem::is_error) {
        return None;
    }
    let root = definition.root.as_ref()?;
    Some(if definition.yaml {
        root.to_value().to_pretty_json() + "\n"
    } else {
        yaml::write(root)
    })
}

/// A definition as AWS takes it: what is in YAML, in JSON.
pub fn as_json(text: &str) -> Cow<'_, str> {
    let converted = yaml::is_yaml(text).then(|| convert(&Definition::read_any(text)));
    converted.flatten().map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Problems with their fixes as a text in YAML takes them. Fixes are written as JSON: names lose their
/// quotes where those around them have none, and what would break the text is left out.
pub fn sound_fixes(definition: &Definition, mut problems: Vec<Problem>) -> Vec<Problem> {
    if !definition.yaml {
        return problems;
    }
    let before = errors(&definition.problems);
    let mut read = 0;
    for problem in &mut problems {
        let span = problem.fix_span();
        let Some(fix) = &mut problem.fix else {
            continue;
        };
        if let Some(plain) = unquoted(&definition.text[span.clone()], fix) {
            *fix = plain;
            continue;
        }
        read += definition.text.len();
        if read > MOST_READ || errors_after(&definition.text, span, fix) > before {
            problem.fix = None;
            problem.fix_at = None;
            problem.fix_words = None;
        }
    }
    problems
}

fn errors(problems: &[Problem]) -> usize {
    problems.iter().filter(|problem| problem.is_error()).count()
}

fn errors_after(text: &str, span: Span, fix: &str) -> usize {
    let mut text = text.to_owned();
    text.replace_range(span, fix);
    errors(&yaml::read(&text).problems)
}

/// A text in JSON's quotes in the spelling of one without quotes.
fn unquoted(before: &str, fix: &str) -> Option<String> {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | ' ');
    if !fix.starts_with('"') || before.is_empty() || !before.chars().all(word) {
        return None;
    }
    let value = crate::value::parse(fix).ok()?;
    let text: &str = value.as_str()?;
    Some(yaml::text(text))
}
