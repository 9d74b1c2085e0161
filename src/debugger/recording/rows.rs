//! What is wrong with a history's text, as the page shows it.

use crate::debugger::view::ImportRow;
use crate::diagnostic::Problem;

/// So many characters around a problem are shown.
const SHOWN: usize = 60;

/// A problem with its place in the text.
pub fn row(text: &str, problem: &Problem) -> ImportRow {
    let start = problem.span.start.min(text.len());
    let whole = problem.span == (0..0);
    let head = text.get(..start).unwrap_or_default();
    let line = head.rsplit('\n').next().unwrap_or_default();
    let there = text.get(start..problem.span.end).unwrap_or_default();
    ImportRow {
        error: problem.is_error(),
        line: if whole { 0 } else { count_lines(head) },
        column: line.chars().count() as u32 + 1,
        before: if whole { String::new() } else { last(line) },
        there: there
            .lines()
            .next()
            .unwrap_or_default()
            .chars()
            .take(SHOWN)
            .collect(),
        title: problem.title.clone(),
        why: problem.why.clone(),
        hint: problem.hint.clone(),
    }
}

fn count_lines(head: &str) -> u32 {
    head.bytes().filter(|byte| *byte == b'\n').count() as u32 + 1
}

fn last(line: &str) -> String {
    let length = line.chars().count();
    line.chars().skip(length.saturating_sub(SHOWN)).collect()
}
