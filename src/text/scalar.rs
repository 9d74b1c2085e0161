//! Strings, numbers and words: everything without brackets.

use super::broken;
use super::node::{Json, Node};
use super::problem::{PunctuationProblem, WordProblem};
use super::reader::Reader;
use super::sign::{self, Sign, closing_quotes};
use crate::diagnostic::{Problem, Span};
use crate::value;
use std::rc::Rc;

/// How far a string looks ahead to find out whether a full-width quote was meant to close it.
const LOOK_AHEAD: usize = 400;

/// JSON's spelling of what other languages write; `None` when JSON has no such value.
const OTHER_LANGUAGES: [(&str, Option<&str>); 12] = [
    ("True", Some("true")),
    ("TRUE", Some("true")),
    ("False", Some("false")),
    ("FALSE", Some("false")),
    ("None", Some("null")),
    ("Null", Some("null")),
    ("NULL", Some("null")),
    ("nil", Some("null")),
    ("undefined", Some("null")),
    ("NaN", None),
    ("Infinity", None),
    ("-Infinity", None),
];

/// The JSON literal of a text.
pub fn quoted(text: &str) -> String {
    value::Value::from(text).to_json()
}

impl Reader<'_> {
    /// A string in whatever quotes, if one begins here: its text and characters.
    pub(super) fn any_string(&mut self) -> Option<(Rc<str>, Span)> {
        let open = self.peek()?;
        if open == '"' {
            return Some(self.string());
        }
        if let Some(length) = half_open(self.rest()) {
            return Some(self.half_open(length));
        }
        closing_quotes(open).map(|closing| self.foreign_string(open, closing))
    }

    /// A string without its first quote, of so many bytes.
    fn half_open(&mut self, length: usize) -> (Rc<str>, Span) {
        let span = self.at..self.at + length;
        let text = &self.text[span.start..span.end - 1];
        self.at = span.end;
        let problem = Problem::of(&WordProblem::NoOpeningQuote, span.clone(), "");
        let start = span.start..span.start;
        self.add(problem.with_fix_at(Some((start, "\"".to_owned()))));
        (text.into(), span)
    }

    /// A string in double quotes; `at` stands on the first.
    fn string(&mut self) -> (Rc<str>, Span) {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = self.rest();
            let stop = rest.find(|c: char| matches!(c, '"' | '\\' | '”' | '＂') || c < ' ');
            let plain = &rest[..stop.unwrap_or(rest.len())];
            out.push_str(plain);
            self.at += plain.len();
            match self.peek() {
                Some('"') => {
                    if let Some(end) = broken::end_of_formula(&self.text[start..], self.at - start)
                    {
                        return self.broken_string(start, start + end);
                    }
                    self.at += 1;
                    return (out.into(), start..self.at);
                }
                Some('\\') => self.escape(&mut out),
                Some(quote @ ('”' | '＂')) => {
                    if self.closes_here(quote) {
                        return self.half_foreign(start, quote, out);
                    }
                    out.push(quote);
                    self.at += quote.len_utf8();
                }
                Some('\n' | '\r') => {
                    if let Some(end) = broken::end(&self.text[start..], self.at - start) {
                        return self.broken_string(start, start + end);
                    }
                    return self.unclosed_string(start, out);
                }
                None => return self.unclosed_string(start, out),
                Some(control) => self.control_character(control, &mut out),
            }
        }
    }

    /// Whether the full-width quote here was meant to close the string: punctuation follows, and on
    /// the rest of the line the straight quotes pair up without this string.
    fn closes_here(&self, quote: char) -> bool {
        let after = &self.rest()[quote.len_utf8()..];
        let line = after.lines().next().unwrap_or_default();
        let near: String = line.chars().take(LOOK_AHEAD).collect();
        let next = near.chars().find(|c| !c.is_whitespace());
        let separated = next.is_none_or(|c| Sign::of(c).is_some());
        separated && near.matches('"').count().is_multiple_of(2)
    }

    fn half_foreign(&mut self, start: usize, quote: char, out: String) -> (Rc<str>, Span) {
        self.at += quote.len_utf8();
        let span = start..self.at;
        let fix = quoted(&out);
        self.tell_fix(&WordProblem::FullWidthQuotes, span.clone(), fix);
        (out.into(), span)
    }

    /// A string with line breaks or quotes in it, which JSON wants as escapes.
    fn broken_string(&mut self, start: usize, end: usize) -> (Rc<str>, Span) {
        let span = start..end;
        self.at = end;
        let inner = &self.text[start + 1..end - 1];
        let kind = if inner.contains('\n') {
            WordProblem::LineBreak
        } else {
            WordProblem::InnerQuotes
        };
        self.tell_fix(
            &kind,
            span.clone(),
            format!("\"{}\"", broken::escaped(inner)),
        );
        (broken::resolved(inner).into(), span)
    }

    /// A string whose line ends first. A comma at the line's end stays outside of it.
    fn unclosed_string(&mut self, start: usize, mut out: String) -> (Rc<str>, Span) {
        let kept = out.trim_end().strip_suffix([',', '，']).map(str::len);
        if let Some(kept) = kept {
            let raw = &self.text[start..self.at];
            let comma = raw.rfind([',', '，']).unwrap_or(raw.len());
            self.at = start + comma;
            out.truncate(kept);
        }
        let span = start..self.at;
        let raw = self.text[span.clone()].trim_end();
        let end = start + raw.len();
        let problem = Problem::of(&WordProblem::UnclosedString, span.clone(), "");
        // A backslash at the end would take the quote with it.
        let fix = (!raw.ends_with('\\')).then(|| (end..end, "\"".to_owned()));
        self.add(problem.with_fix_at(fix));
        (out.into(), span)
    }

    /// A string in single or full-width quotes; `at` stands on the first.
    fn foreign_string(&mut self, open: char, closing: &[char]) -> (Rc<str>, Span) {
        let start = self.at;
        self.at += open.len_utf8();
        let line = self.rest().lines().next().unwrap_or_default();
        let Some(length) = line.find(closing) else {
            self.at += line.trim_end().trim_end_matches([',', '，']).len();
            let inner = self.text[start + open.len_utf8()..self.at].to_owned();
            let span = start..self.at;
            self.tell_fix(&WordProblem::FullWidthQuotes, span.clone(), quoted(&inner));
            return (inner.into(), span);
        };
        let inner = line[..length].to_owned();
        let close = line[length..].chars().next().map_or(0, char::len_utf8);
        self.at += length + close;
        let span = start..self.at;
        let kind = if matches!(open, '\'' | '`') {
            WordProblem::SingleQuotes
        } else {
            WordProblem::FullWidthQuotes
        };
        self.tell_fix(&kind, span.clone(), quoted(&inner));
        (inner.into(), span)
    }

    fn control_character(&mut self, control: char, out: &mut String) {
        let escape = quoted(&control.to_string());
        let span = self.at..self.at + 1;
        self.tell_fix(
            &WordProblem::ControlCharacter,
            span,
            escape.trim_matches('"'),
        );
        out.push(control);
        self.at += 1;
    }

    /// One escape; `at` stands on its backslash.
    fn escape(&mut self, out: &mut String) {
        if let Some((resolved, length)) = resolve(self.rest()) {
            out.push(resolved);
            self.at += length;
            return;
        }
        let escape: String = self.rest().chars().take(2).collect();
        let span = self.at..self.at + escape.len();
        let next = escape.chars().nth(1);
        let kind = WordProblem::UnknownEscape {
            escape: escape.trim_end().to_owned(),
        };
        match next {
            Some('\'') => self.tell_fix(&kind, span, "'"),
            Some(c) if c >= ' ' => self.tell_fix(&kind, span, format!("\\\\{c}")),
            Some(_) | None => self.tell(&kind, self.at..self.at + 1),
        }
        out.push('\\');
        self.at += 1;
    }

    /// A number, `true`, or whatever word stands here: at least one character.
    pub(super) fn word(&mut self) -> Node {
        let span = self.word_span();
        let word = &self.text[span.clone()];
        self.at = span.end;
        let json = match word {
            "true" => Json::Bool(true),
            "false" => Json::Bool(false),
            "null" => Json::Null,
            word if is_number(word) => Json::Number(word.into()),
            word => self.odd_word(word.to_owned(), span.clone()),
        };
        Node { span, json }
    }

    /// The characters of the word here; one character when none begins.
    pub(super) fn word_span(&self) -> Span {
        let rest = self.rest();
        let inside =
            |c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '-' | '+' | '@');
        let length = rest.find(|c: char| !inside(c)).unwrap_or(rest.len());
        let one = rest.chars().next().map_or(0, char::len_utf8);
        self.at..self.at + length.max(one)
    }

    fn odd_word(&mut self, word: String, span: Span) -> Json {
        let known = OTHER_LANGUAGES.iter().find(|(other, _)| *other == word);
        if let Some((_, json)) = known {
            return self.other_language(word, *json, span);
        }
        let ascii = sign::to_ascii(&word);
        if ascii != word && value::parse(&ascii).is_ok() {
            let json = value::parse(&ascii).map_or(Json::Unreadable, |plain| scalar(&plain));
            let fix = ascii.clone();
            self.tell_fix(&WordProblem::FullWidthWord { ascii }, span, fix);
            return json;
        }
        let first = word.chars().next().unwrap_or(' ');
        if matches!(first, '0'..='9' | '-' | '+' | '.') {
            return self.odd_number(word, span);
        }
        if first.is_alphanumeric() || matches!(first, '_' | '$' | '@') {
            let fix = quoted(&word);
            let json = Json::String(word.as_str().into());
            self.tell_fix(&WordProblem::UnquotedText { word }, span, fix);
            return json;
        }
        self.tell(&PunctuationProblem::Unexpected { written: first }, span);
        Json::Unreadable
    }

    fn other_language(&mut self, word: String, json: Option<&'static str>, span: Span) -> Json {
        let value = match json {
            Some("true") => Json::Bool(true),
            Some("false") => Json::Bool(false),
            Some(_) | None => Json::Null,
        };
        let kind = WordProblem::OtherLanguage { word, json };
        match json {
            Some(json) => self.tell_fix(&kind, span, json),
            None => self.tell(&kind, span),
        }
        value
    }

    fn odd_number(&mut self, word: String, span: Span) -> Json {
        let mended = mend_number(&word);
        let kind = WordProblem::BadNumber { word };
        match mended {
            Some(fix) => {
                self.tell_fix(&kind, span, fix.as_str());
                Json::Number(fix.into())
            }
            None => {
                self.tell(&kind, span);
                Json::Unreadable
            }
        }
    }
}

/// So far is looked for the last quote of a string that lacks its first, in bytes.
const LONGEST_HALF_OPEN: usize = 240;

/// How long a string is whose first quote is missing: a quote follows on its line, and punctuation behind it.
fn half_open(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    if !first.is_alphanumeric() && !matches!(first, '_' | '$') {
        return None;
    }
    let line = broken::near(rest, LONGEST_HALF_OPEN).lines().next()?;
    let quote = line.find(['"', ',', ':', '{', '}', '[', ']'])?;
    if !line[quote..].starts_with('"') {
        return None;
    }
    let after = line[quote + 1..].trim_start();
    let ends = after.is_empty() || after.starts_with([',', ':', '}', ']']);
    ends.then_some(quote + 1)
}

fn scalar(plain: &value::Value) -> Json {
    match plain {
        value::Value::Null => Json::Null,
        value::Value::Bool(truth) => Json::Bool(*truth),
        value::Value::Number(number) => Json::Number(number.to_json().into()),
        value::Value::String(_) | value::Value::Array(_) | value::Value::Object(_) => {
            Json::Unreadable
        }
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        && value::parse(word).is_ok()
}

/// `+5`, `007`, `.5`, `5.`: what was certainly meant.
fn mend_number(word: &str) -> Option<String> {
    let (sign, digits) = match word.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", word.strip_prefix('+').unwrap_or(word)),
    };
    let digits = digits.trim_start_matches('0');
    let lead = if digits.starts_with(|c: char| c.is_ascii_digit()) {
        ""
    } else {
        "0"
    };
    let tail = if digits.ends_with('.') { "0" } else { "" };
    let mended = format!("{sign}{lead}{digits}{tail}");
    is_number(&mended).then_some(mended)
}

/// The character of the escape at the beginning of `text` and the escape's length.
pub(super) fn resolve(text: &str) -> Option<(char, usize)> {
    let plain = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return resolve_unicode(text),
        _ => return None,
    };
    Some((plain, 2))
}

fn resolve_unicode(text: &str) -> Option<(char, usize)> {
    let high = unit(text)?;
    if !(0xD800..0xDC00).contains(&high) {
        return Some((
            char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER),
            6,
        ));
    }
    let low = unit(&text[6..]).filter(|low| (0xDC00..0xE000).contains(low));
    let code = low.map(|low| 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00));
    match code.and_then(char::from_u32) {
        Some(c) => Some((c, 12)),
        None => Some((char::REPLACEMENT_CHARACTER, 6)),
    }
}

/// The code unit of `\uXXXX`.
fn unit(text: &str) -> Option<u32> {
    let digits = text.get(..6)?.strip_prefix("\\u")?;
    let hexadecimal = digits.bytes().all(|b| b.is_ascii_hexdigit());
    hexadecimal
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

/// Where in the raw characters of a string (quotes included) the byte `offset` of its resolved text
/// stands.
pub fn raw_offset(raw: &str, offset: usize) -> usize {
    let mut at = raw.chars().next().map_or(0, char::len_utf8);
    let mut resolved = 0;
    while resolved < offset && at < raw.len() {
        let rest = &raw[at..];
        let (c, length) = match rest.chars().next() {
            Some('\\') => resolve(rest).unwrap_or(('\\', 1)),
            Some(c) => (c, c.len_utf8()),
            None => break,
        };
        resolved += c.len_utf8();
        at += length;
    }
    at.min(raw.len())
}
