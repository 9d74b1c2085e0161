//! Strings that JSON would not have so: line breaks and quotes stand in them as they are. JSONata is written
//! over several lines and with quotes of its own, and so comes into a definition.

use super::scalar::resolve;

/// So far is looked for the end of a string that does not end on its line.
const FARTHEST: usize = 20_000;

/// Where a string ends, its quotes included, that begins a text and breaks off at a line's end: it goes on to
/// a quote that punctuation follows.
pub fn end(text: &str, line_end: usize) -> Option<usize> {
    end_of_formula(text, line_end).or_else(|| end_of_text(text, line_end))
}

/// Where an expression ends that begins a string, with `%}` and a quote, if not at `at`.
pub fn end_of_formula(text: &str, at: usize) -> Option<usize> {
    let begun = text.starts_with("\"{%") && at >= 3;
    if !begun || text[..at].trim_end().ends_with("%}") {
        return None;
    }
    let rest = near(&text[at..], FARTHEST);
    let another = rest.find("{%").unwrap_or(rest.len());
    Some(at + rest[..another].find("%}\"")? + 3)
}

fn end_of_text(text: &str, line_end: usize) -> Option<usize> {
    let rest = near(&text[line_end..], FARTHEST);
    let mut quotes = rest.match_indices('"').map(|(at, _)| at);
    let quote = quotes.find(|at| !rest[..*at].ends_with('\\'))?;
    let between = rest[..quote].trim();
    let after = rest[quote + 1..].trim_start();
    let ends = after.starts_with([',', '}', ']']);
    // Brackets and colons rather belong to what follows a string that was not closed.
    let structure = between.is_empty() || between.contains(['{', '}', '[', ']', ':']);
    (ends && !structure).then_some(line_end + quote + 1)
}

/// The beginning of a text, so many bytes at the most.
pub(super) fn near(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The inner characters of such a string as JSON has them.
pub fn escaped(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len() + 8);
    let mut rest = inner;
    while let Some(c) = rest.chars().next() {
        let length = match resolve(rest) {
            Some((_, length)) if c == '\\' => length,
            Some(_) | None => c.len_utf8(),
        };
        let (own, after) = rest.split_at(length);
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => {}
            '\t' => out.push_str("\\t"),
            '"' => out.push_str("\\\""),
            '\\' if length == 1 => out.push_str("\\\\"),
            _ => out.push_str(own),
        }
        rest = after;
    }
    out
}

/// What such a string says.
pub fn resolved(inner: &str) -> String {
    let mut out = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(c) = rest.chars().next() {
        let (own, length) = match resolve(rest) {
            Some(found) if c == '\\' => found,
            Some(_) | None => (c, c.len_utf8()),
        };
        out.push(own);
        rest = &rest[length..];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{end, end_of_formula, escaped, resolved};

    #[test]
    fn an_expression_goes_on_to_its_own_end() {
        let text = "\"{% \"a\" & 'b' %}\", \"c\": 1";
        assert_eq!(end_of_formula(text, 4), Some(17));
        assert_eq!(end_of_formula("\"{% 1 %\", \"b\": \"{% 2 %}\"", 7), None);
        assert_eq!(end_of_formula("\"{% 1 %}\"", 8), None);
    }

    #[test]
    fn a_text_goes_on_to_a_quote_that_ends_something() {
        assert_eq!(end("\"one\ntwo\", \"b\": 1", 4), Some(9));
        assert_eq!(end("\"A,\n \"States\": {}", 3), None);
        assert_eq!(end("\"A\n  Next: \"B\",", 2), None);
    }

    #[test]
    fn what_json_escapes_is_escaped() {
        assert_eq!(
            escaped("a\r\n\t\"b\" \\n \\\" \\d"),
            "a\\n\\t\\\"b\\\" \\n \\\" \\\\d"
        );
        assert_eq!(resolved("a\n\\\"\\u0041"), "a\n\"A");
    }
}
