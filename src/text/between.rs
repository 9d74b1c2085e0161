//! Between the values: blanks, comments and closing brackets.

use super::problem::PunctuationProblem;
use super::reader::Reader;
use crate::diagnostic::{Problem, Span, Words, clip, words};

impl Reader<'_> {
    /// Whether the innermost bracket ends here; takes its closing bracket.
    pub(super) fn closes(&mut self, comma: Option<&Span>, has_items: bool) -> bool {
        self.blank();
        if self.at_end() {
            self.unclosed();
            return true;
        }
        let Some(found @ ('}' | ']')) = self.sign() else {
            return false;
        };
        if let Some(comma) = comma.filter(|_| has_items) {
            self.tell_fix(&PunctuationProblem::TrailingComma, comma.clone(), "");
        }
        let wanted = self.open.last().map_or(found, |open| open.closer);
        if found == wanted {
            let _ = self.take_sign();
        } else {
            self.mismatch(found, wanted);
        }
        true
    }

    /// A closing bracket of the other kind: a slip of the finger, or an outer bracket's.
    fn mismatch(&mut self, found: char, wanted: char) {
        let inner = self.open.last().copied();
        let closes_outer = self.closes_outer(found);
        let length = self.peek().map_or(0, char::len_utf8);
        let here = self.at..self.at + length;
        let problem = if closes_outer {
            let kind = PunctuationProblem::ClosedByOuter { wanted };
            let before = self.text[..self.at].trim_end().len();
            Problem::of(&kind, here, "")
                .with_fix(format!("{wanted}{}", &self.text[self.at..self.at + length]))
                .with_label(before..before, missing_here())
        } else {
            self.at += length;
            let kind = PunctuationProblem::WrongBracket {
                written: found,
                wanted,
            };
            Problem::of(&kind, here, "").with_fix(wanted)
        };
        let problem = match inner {
            Some(open) => problem.with_label(open.span.0..open.span.1, opened_here()),
            None => problem,
        };
        self.add(problem);
    }

    /// Whether a closing bracket of the other kind closes an outer bracket, so that the inner one's is
    /// missing: not if the rest of the text has just enough brackets for all that are open now.
    fn closes_outer(&self, found: char) -> bool {
        let mut outer = self.open.iter().rev().skip(1);
        let fits = outer.next().is_some_and(|open| open.closer == found);
        fits && surplus(self.rest()) != self.open.len()
    }

    /// The text ends inside brackets: told once, with what would close them all.
    fn unclosed(&mut self) {
        if self.ended {
            return;
        }
        let closers: String = self.open.iter().rev().map(|open| open.closer).collect();
        let end = self.text.trim_end().len();
        let kind = PunctuationProblem::Unclosed {
            closers: clip(&closers),
        };
        let mut problem = Problem::of(&kind, end..end, "").with_fix(closers);
        for open in self.open.iter().rev().take(4) {
            problem = problem.with_label(open.span.0..open.span.1, opened_here());
        }
        self.add(problem);
        self.ended = true;
    }

    pub(super) fn blank(&mut self) {
        while let Some(c) = self.peek() {
            match c {
                ' ' | '\t' | '\n' | '\r' => self.at += 1,
                '/' if self.rest().starts_with("//") => self.comment("\n"),
                '/' if self.rest().starts_with("/*") => self.comment("*/"),
                '#' => self.comment("\n"),
                c if c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}') => self.odd_blank(),
                _ => break,
            }
        }
    }

    fn comment(&mut self, end: &str) {
        let start = self.at;
        let rest = self.rest();
        let length = match rest.find(end) {
            Some(at) if end == "\n" => rest[..at].trim_end().len(),
            Some(at) => at + end.len(),
            None => rest.trim_end().len(),
        };
        self.at += length;
        self.tell_fix(&PunctuationProblem::Comment, start..self.at, "");
    }

    fn odd_blank(&mut self) {
        let rest = self.rest();
        let odd = |c: char| {
            (c.is_whitespace() && !c.is_ascii())
                || matches!(c, '\u{200b}' | '\u{feff}' | '\u{b}' | '\u{c}')
        };
        let length = rest.find(|c: char| !odd(c)).unwrap_or(rest.len());
        let span = self.at..self.at + length;
        self.at = span.end;
        self.tell_fix(&PunctuationProblem::OddBlank, span, " ");
    }
}

fn opened_here() -> Words {
    words!("opened here", "在此打开", "ここで開いています")
}

fn missing_here() -> Words {
    words!("missing here", "此处缺少", "ここに不足しています")
}

/// How many more brackets a text closes than it opens.
fn surplus(text: &str) -> usize {
    let (mut opened, mut closed) = (0_usize, 0_usize);
    let (mut in_string, mut escaped) = (false, false);
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '{' | '[' if !in_string => opened += 1,
            '}' | ']' if !in_string => closed += 1,
            _ => {}
        }
    }
    closed.saturating_sub(opened)
}
