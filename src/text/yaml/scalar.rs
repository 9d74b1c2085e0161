//! Scalars: plain, quoted, literal and folded.

use super::reader::Reader;
use crate::diagnostic::{Problem, Span};
use crate::text::problem::YamlProblem;
use crate::text::{Json, Node};
use crate::value::Value;

/// What the versions of YAML do not agree on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// A text for 1.2, a truth value for 1.1.
    Truth,
    /// Decimal for 1.2, octal for 1.1.
    Octal,
}

impl<'t> Reader<'t> {
    /// A value that begins on this line; what goes on below is indented by `indent` at least.
    pub(super) fn inline(&mut self, indent: usize) -> Node {
        match self.peek() {
            Some('{') if self.rest().starts_with("{%") => self.bare_expression(),
            Some('{' | '[') => self.flow(),
            Some('*') => self.alias(),
            Some('|' | '>') => self.lines(indent),
            Some(quote @ ('"' | '\'')) => self.quoted(quote),
            Some('@' | '`' | '%') => self.reserved(),
            Some(_) | None => self.plain(indent),
        }
    }

    /// `{% … %}` without quotes is no mapping.
    fn bare_expression(&mut self) -> Node {
        let line = &self.text[self.at..self.line_end()];
        let length = line.find("%}").map_or(line.len(), |at| at + 2);
        self.needs_quotes(length)
    }

    /// A sign that no plain text may begin with.
    fn reserved(&mut self) -> Node {
        let line = &self.text[self.at..self.line_end()];
        let length = line.find(" #").unwrap_or(line.len());
        self.needs_quotes(line[..length].trim_end().len())
    }

    fn needs_quotes(&mut self, length: usize) -> Node {
        let span = self.at..self.at + length;
        let text = &self.text[span.clone()];
        self.at = span.end;
        let fix = Value::from(text).to_json();
        self.tell_fix(&YamlProblem::NeedsQuotes, span.clone(), fix);
        Node {
            json: Json::String(text.into()),
            span,
        }
    }

    /// A text without quotes, over several lines perhaps: line breaks become blanks.
    fn plain(&mut self, indent: usize) -> Node {
        let start = self.at;
        let first = self.plain_line();
        let mut text = first.to_owned();
        let mut end = self.at;
        loop {
            let mark = self.at;
            let breaks = self.continues(indent);
            if breaks == 0 {
                self.at = mark;
                break;
            }
            let start = self.at;
            let told = self.problems.len();
            let line = self.plain_line();
            if self.problems.len() > told {
                // A key that is indented too far, rather than a text with a colon.
                self.problems.truncate(told);
                let span = start..start + line.len();
                self.tell(&YamlProblem::Indentation, span);
                continue;
            }
            text.push_str(&if breaks == 1 {
                " ".to_owned()
            } else {
                "\n".repeat(breaks - 1)
            });
            text.push_str(line);
            end = self.at;
        }
        let span = start..end;
        let (json, doubt) = plain(&text);
        self.doubt(doubt, &span);
        Node { span, json }
    }

    /// The rest of the line as far as it is text. A colon in it is told: it would begin a mapping.
    fn plain_line(&mut self) -> &'t str {
        let line = &self.text[self.at..self.line_end()];
        let comment = line.find(" #").unwrap_or(line.len());
        let text = line[..comment].trim_end();
        let start = self.at;
        self.at += text.len();
        if text.contains(": ") || text.ends_with(':') {
            let fix = Value::from(text).to_json();
            self.tell_fix(&YamlProblem::ColonInText, start..start + text.len(), fix);
        }
        text
    }

    /// How many line breaks lie before the next line of a text; 0 when it has none.
    fn continues(&mut self, indent: usize) -> usize {
        let mut breaks = 0;
        loop {
            self.blanks();
            match self.peek() {
                Some('\r') => self.at += 1,
                Some('\n') => {
                    self.at += 1;
                    breaks += 1;
                }
                Some('#') | None => return 0,
                Some(_) => break,
            }
        }
        let ends = self.column() < indent || self.marker("---") || self.marker("...");
        if ends { 0 } else { breaks }
    }

    /// A text in quotes, over several lines perhaps.
    pub(super) fn quoted(&mut self, quote: char) -> Node {
        let start = self.at;
        let Some(length) = quoted_end(self.rest(), quote) else {
            let span = start..self.line_end();
            self.at = span.end;
            let end = start + self.text[span.clone()].trim_end().len();
            let problem = Problem::of(&YamlProblem::Unclosed, start..start + 1, "");
            self.add(problem.with_fix_at(Some((end..end, quote.to_string()))));
            return Node {
                json: Json::String(self.text[start + 1..span.end].trim_end().into()),
                span,
            };
        };
        let span = start..start + length;
        self.at = span.end;
        let inner = &self.text[span.start + 1..span.end - 1];
        let text = if quote == '\'' {
            folded_quotes(inner, false).replace("''", "'")
        } else {
            self.unescaped(&folded_quotes(inner, true), &span)
        };
        Node {
            json: Json::String(text.into()),
            span,
        }
    }

    fn unescaped(&mut self, inner: &str, span: &Span) -> String {
        let mut out = String::with_capacity(inner.len());
        let mut rest = inner.chars();
        while let Some(c) = rest.next() {
            if c != '\\' {
                out.push(c);
                continue;
            }
            let Some(escaped) = rest.next() else { break };
            match escape(escaped) {
                Escape::Is(c) => out.push(c),
                Escape::Nothing => {}
                Escape::Code(digits) => {
                    let code: String = rest.by_ref().take(digits).collect();
                    let code = u32::from_str_radix(&code, 16).ok();
                    out.push(
                        code.and_then(char::from_u32)
                            .unwrap_or(char::REPLACEMENT_CHARACTER),
                    );
                }
                Escape::Unknown => {
                    self.tell(&YamlProblem::Escape, span.clone());
                    out.push(escaped);
                }
            }
        }
        out
    }

    /// `|` keeps line breaks, `>` folds them; `-` drops the last ones, `+` keeps them all.
    fn lines(&mut self, indent: usize) -> Node {
        let start = self.at;
        let header = &self.text[start..self.line_end()];
        let folds = header.starts_with('>');
        let chomp = header.chars().find(|c| matches!(c, '-' | '+'));
        let given = header.chars().find_map(|c| c.to_digit(10));
        self.at = self.line_end();
        let mut body: Vec<&str> = Vec::new();
        let mut inner = given.map(|more| indent.saturating_sub(1) + more as usize);
        let mut end = self.at;
        while self.rest().starts_with(['\n', '\r']) {
            let mark = self.at;
            self.at += if self.rest().starts_with("\r\n") {
                2
            } else {
                1
            };
            let line = &self.text[self.at..self.line_end()];
            let blank = line.trim_matches([' ', '\t']).is_empty();
            let depth = line.len() - line.trim_start_matches(' ').len();
            if !blank && depth < inner.unwrap_or(indent) {
                self.at = mark;
                break;
            }
            if !blank && inner.is_none() {
                inner = Some(depth);
            }
            body.push(line.get(inner.unwrap_or(depth)..).unwrap_or_default());
            self.at = self.line_end();
            if !blank {
                end = self.at;
            }
        }
        let text = joined(&body, folds, chomp);
        Node {
            span: start..end,
            json: Json::String(text.into()),
        }
    }

    /// Tells what the versions of YAML do not agree on.
    pub(super) fn doubt(&mut self, doubt: Option<Doubt>, span: &Span) {
        let word = self.text[span.clone()].to_owned();
        match doubt {
            None => {}
            Some(Doubt::Truth) => {
                let truth = matches!(&*word.to_ascii_lowercase(), "yes" | "on");
                let kind = YamlProblem::OldTruth { word, truth };
                self.tell_fix(&kind, span.clone(), truth.to_string());
            }
            Some(Doubt::Octal) => {
                let decimal = word.trim_start_matches('0').to_owned();
                self.tell_fix(&YamlProblem::OldOctal { word }, span.clone(), decimal);
            }
        }
    }
}

/// Where a quoted text ends, its quotes included.
pub fn quoted_end(text: &str, quote: char) -> Option<usize> {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\\' && quote == '"' {
            let _ = chars.next();
        } else if c == quote {
            let doubled = quote == '\'' && chars.peek().is_some_and(|(_, next)| *next == quote);
            if !doubled {
                return Some(at + 1);
            }
            let _ = chars.next();
        }
    }
    None
}

/// Line breaks in quotes: one is a blank, more are one less. Where there are escapes, a backslash at the
/// end of a line joins it with the next.
fn folded_quotes(inner: &str, escapes: bool) -> String {
    if !inner.contains('\n') {
        return inner.to_owned();
    }
    let mut out = String::new();
    let mut empty = 0;
    let mut joined = false;
    let lines: Vec<&str> = inner.split('\n').collect();
    for (number, line) in lines.iter().enumerate() {
        let first = number == 0;
        let last = number + 1 == lines.len();
        let line = line.trim_end_matches('\r');
        let line = if first {
            line
        } else {
            line.trim_start_matches([' ', '\t'])
        };
        let line = if last {
            line
        } else {
            line.trim_end_matches([' ', '\t'])
        };
        if !first && line.is_empty() && !last {
            empty += 1;
            continue;
        }
        if !first {
            match empty {
                0 if joined => {}
                0 => out.push(' '),
                _ => out.push_str(&"\n".repeat(empty)),
            }
            empty = 0;
        }
        let slashes = line.len() - line.trim_end_matches('\\').len();
        joined = escapes && !last && slashes % 2 == 1;
        out.push_str(&line[..line.len() - usize::from(joined)]);
    }
    out
}

enum Escape {
    Is(char),
    Code(usize),
    Nothing,
    Unknown,
}

fn escape(c: char) -> Escape {
    Escape::Is(match c {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{b}',
        'f' => '\u{c}',
        'r' => '\r',
        'e' => '\u{1b}',
        ' ' | '"' | '/' | '\\' => c,
        'N' => '\u{85}',
        '_' => '\u{a0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        'x' => return Escape::Code(2),
        'u' => return Escape::Code(4),
        'U' => return Escape::Code(8),
        '\n' => return Escape::Nothing,
        _ => return Escape::Unknown,
    })
}

/// The lines of a literal or folded text.
fn joined(body: &[&str], folds: bool, chomp: Option<char>) -> String {
    let filled = body
        .iter()
        .rposition(|line| !line.is_empty())
        .map_or(0, |at| at + 1);
    let mut out = String::new();
    for (number, line) in body[..filled].iter().enumerate() {
        let before = number.checked_sub(1).map(|at| body[at]);
        let joins = |line: &str| !line.is_empty() && !line.starts_with([' ', '\t']);
        if let Some(before) = before {
            let folded = folds && joins(line) && joins(before);
            // A line break beside an empty line stands for itself; before the first of them it is folded.
            let swallowed = folds && line.is_empty() && joins(before);
            if folded {
                out.push(' ');
            } else if !swallowed {
                out.push('\n');
            }
        }
        out.push_str(line);
    }
    match chomp {
        Some('-') => {}
        Some(_) => out.push_str(&"\n".repeat(body.len() - filled + 1)),
        None if filled > 0 => out.push('\n'),
        None => {}
    }
    out
}

/// What a plain text is by YAML 1.2, and whether 1.1 would have it otherwise.
pub fn plain(text: &str) -> (Json, Option<Doubt>) {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return (Json::Null, None),
        "true" | "True" | "TRUE" => return (Json::Bool(true), None),
        "false" | "False" | "FALSE" => return (Json::Bool(false), None),
        _ => {}
    }
    let old = ["yes", "no", "on", "off"];
    if old.contains(&&*text.to_ascii_lowercase()) {
        return (Json::String(text.into()), Some(Doubt::Truth));
    }
    let octal = text.len() > 1
        && text.starts_with('0')
        && text.bytes().all(|b| b.is_ascii_digit())
        && !text.bytes().all(|b| b == b'0');
    if octal {
        let decimal = text.trim_start_matches('0');
        return (Json::Number(decimal.into()), Some(Doubt::Octal));
    }
    match number(text) {
        Some(number) => (Json::Number(number.into()), None),
        None => (Json::String(text.into()), None),
    }
}

/// A number as JSON writes it.
fn number(text: &str) -> Option<String> {
    let radix = |prefix: &str, radix: u32| {
        let digits = text.strip_prefix(prefix)?;
        i64::from_str_radix(digits, radix).ok()
    };
    if let Some(number) = radix("0x", 16).or_else(|| radix("0o", 8)) {
        return Some(number.to_string());
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let zero = if digits.starts_with('.') { "0" } else { "" };
    let digits = digits.strip_suffix('.').unwrap_or(digits);
    let written = format!("{sign}{zero}{digits}");
    let begins = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let parsed = crate::value::parse(&written).ok().filter(|_| begins)?;
    parsed.as_number().map(|_| written)
}
