//! Suggestions as YAML has them: drafts are JSON, and become blocks.

use super::{Completion, in_quotes, literal, no_holes};
use crate::language::place::Written;
use crate::text::yaml;

/// Stands for a hole while a draft is no draft; a letter, so that YAML needs no quotes because of it.
const HOLE: char = 'ꙮ';

/// The draft of an object of which nothing is known.
const EMPTY: &str = "{\n\t${}\n}";

/// The text of a suggestion, in quotes where it needs them or has them already.
pub fn text(text: &str, written: &Written, item: &Completion) -> String {
    match written.quote(text) {
        Some('\'') => {
            let closed = written.inner(text).end < written.span.end;
            let end = if closed { "" } else { "'" };
            format!("{}{end}", item.insert.replace('\'', "''"))
        }
        Some(_) => in_quotes(text, written, &item.insert),
        None if item.insert == literal(&item.label) => no_holes(&yaml::text(&item.label)),
        None if item.insert.starts_with('{') => format!("\"{}\"", item.insert),
        None => item.insert.clone(),
    }
}

/// A member; only its key where a colon follows already.
pub fn member(text: &str, written: &Written, name: &str, draft: &str) -> String {
    let key = match written.quote(text) {
        Some(quote) => format!("{name}{quote}"),
        None => no_holes(&yaml::text(name)),
    };
    let rest = text[written.span.end..].trim_start_matches(' ');
    if rest.starts_with(':') {
        return key;
    }
    format!(
        "{key}:{}",
        value(draft, behind_dash(text, written.span.start))
    )
}

/// How much deeper a key stands than its line: what dashes before it take.
fn behind_dash(text: &str, key: usize) -> usize {
    let line = text[..key].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..key];
    before.trim_start_matches(' ').len()
}

/// A draft in JSON as what follows a colon, its lines `deeper` than the line they are written on.
fn value(draft: &str, deeper: usize) -> String {
    let indent = format!("\n{}", " ".repeat(deeper + 2));
    if draft == EMPTY {
        return indent + "${}";
    }
    let (json, holes) = filled(draft);
    // The reader of definitions wants an object.
    let reading = crate::text::read(&format!("{{\"draft\":{json}}}"));
    let root = reading.root.as_ref();
    let Some(node) = root.and_then(|root| root.get("draft")) else {
        return format!(" {draft}");
    };
    let block = yaml::write(&node.value);
    let block = block.trim_end();
    let plain = node.value.as_object().is_none() && node.value.as_array().is_none();
    let lines = if plain {
        format!(" {block}")
    } else {
        block.lines().map(|line| indent.clone() + line).collect()
    };
    with_holes(&lines, &holes)
}

/// A draft as JSON: letters stand for its holes.
fn filled(draft: &str) -> (String, Vec<&str>) {
    let (mut json, mut holes) = (String::new(), Vec::new());
    let mut rest = draft;
    while let Some(at) = rest.find("${") {
        let before = &rest[..at];
        json.push_str(before);
        let Some(length) = rest[at..].find('}') else {
            break;
        };
        let in_text = json.matches('"').count() % 2 == 1;
        json.push_str(&if in_text {
            HOLE.to_string()
        } else {
            format!("\"{HOLE}\"")
        });
        holes.push(&rest[at..=at + length]);
        rest = &rest[at + length + 1..];
    }
    json.push_str(rest);
    (json, holes)
}

fn with_holes(text: &str, holes: &[&str]) -> String {
    let mut parts = text.split(HOLE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (part, hole) in parts.zip(holes) {
        out.push_str(hole);
        out.push_str(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn a_draft_becomes_a_block() {
        let catch = "[\n\t{\n\t\t\"ErrorEquals\": [\"${States.ALL}\"],\n\t\t\"MaxAttempts\": ${1:3}\n\t}\n]";
        let block = "\n  - ErrorEquals:\n      - ${States.ALL}\n    MaxAttempts: ${1:3}";
        assert_eq!(value(catch, 0), block);
        assert_eq!(value("\"${}\"", 0), " ${}");
        assert_eq!(value("\"{% ${} %}\"", 0), " \"{% ${} %}\"");
        assert_eq!(value("{\n\t${}\n}", 2), "\n    ${}");
        assert_eq!(value("true", 0), " true");
    }
}
