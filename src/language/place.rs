//! Where a person writes: the brackets, keys and quotes around a place, from the characters before it.
//!
//! What stands behind the place is not looked at, but for the rest of the word that is being written.

use super::indented;
use crate::definition::Definition;
use crate::diagnostic::Span;

/// A place in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The brackets that are open there, outermost first.
    pub levels: Vec<Level>,
    /// What is being written there.
    pub spot: Spot,
    /// Whether it is written in YAML's block style: without quotes, commas and brackets.
    pub block: bool,
}

/// An open bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Level {
    /// Where it stands.
    pub start: usize,
    /// Whether it is `{`.
    pub object: bool,
    /// Of an object: the key before the place.
    pub key: String,
    /// Of an array: how many items end before the place.
    pub index: usize,
    /// Where the last value in it ended, if no comma followed.
    pub unseparated: Option<usize>,
}

/// What can stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The key of a member.
    Key(Written),
    /// The value of the last level's key, or an item.
    Value(Written),
    /// Neither: between a key and its colon, in a comment, outside of all brackets.
    Elsewhere,
}

/// The word or string that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// All of its characters, quotes included; empty where nothing stands yet.
    pub span: Span,
    /// Whether it has begun with a quote.
    pub quoted: bool,
    /// Whether it is a text that needs no quotes, as in YAML.
    pub plain: bool,
    /// Where the place is.
    pub at: usize,
}

impl Written {
    /// The characters between its quotes up to the place.
    pub fn before<'t>(&self, text: &'t str) -> &'t str {
        let start = self.span.start + usize::from(self.quoted);
        text.get(start..self.at.max(start)).unwrap_or_default()
    }

    /// Its characters without quotes.
    pub fn inner(&self, text: &str) -> Span {
        let start = self.span.start + usize::from(self.quoted);
        let quote = self.quote(text);
        let closed = quote
            .is_some_and(|quote| self.span.len() > 1 && text[..self.span.end].ends_with(quote));
        start..self.span.end - usize::from(closed)
    }

    /// The quote that it has begun with.
    pub fn quote(&self, text: &str) -> Option<char> {
        let first = text
            .get(self.span.start..)
            .and_then(|rest| rest.chars().next());
        first.filter(|_| self.quoted)
    }

    /// Whether a text has begun: its first quote is there, or its first character where it needs none.
    pub fn begun(&self) -> bool {
        self.quoted || (self.plain && self.span.start < self.at)
    }
}

/// What is expected next inside of the innermost bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Key,
    Colon,
    Value,
    Comma,
}

impl Place {
    /// Where an offset of a definition is; `None` while nothing of it can be read.
    pub fn of(definition: &Definition, offset: usize) -> Option<Self> {
        let root = definition.root.as_ref()?;
        Some(if definition.yaml {
            indented::place(&definition.text, root, offset)
        } else {
            place(&definition.text, offset)
        })
    }
}

/// Finds out where an offset of a text in JSON is.
pub fn place(text: &str, offset: usize) -> Place {
    let offset = floor(text, offset);
    let mut scan = Scan {
        text,
        offset,
        at: 0,
        levels: Vec::new(),
        next: Vec::new(),
    };
    let spot = scan.run();
    Place {
        levels: scan.levels,
        spot,
        block: false,
    }
}

/// The nearest place between two characters that is not behind an offset.
pub fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    let mut down = (0..=offset).rev();
    down.find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

struct Scan<'t> {
    text: &'t str,
    offset: usize,
    at: usize,
    levels: Vec<Level>,
    next: Vec<Next>,
}

impl Scan<'_> {
    fn run(&mut self) -> Spot {
        while self.at < self.offset {
            let rest = &self.text[self.at..];
            let Some(c) = rest.chars().next() else { break };
            match c {
                '{' | '[' => self.open(c == '{'),
                '}' | ']' => self.close(c == '}'),
                ',' => self.comma(),
                ':' => self.expect(Next::Value, 1),
                '"' => {
                    let end = self.at + string_length(rest);
                    let closed = closed(&self.text[self.at..end]);
                    if self.offset < end || (self.offset == end && !closed) {
                        return self.writing(self.at..end, true);
                    }
                    self.word(end, true);
                }
                _ if rest.starts_with("//") || rest.starts_with("/*") => {
                    let end = self.at + comment_length(rest);
                    // A comment to the end of its line goes on where the line ends.
                    let inside = self.offset < end + usize::from(rest.starts_with("//"));
                    if inside {
                        return Spot::Elsewhere;
                    }
                    self.at = end;
                }
                _ if is_word(c) => {
                    let end = self.at + rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                    if self.offset <= end {
                        return self.writing(self.at..end, false);
                    }
                    self.word(end, false);
                }
                _ => {
                    let after = &rest[c.len_utf8()..];
                    self.at = self.text.len() - after.trim_start().len();
                }
            }
        }
        let rest = &self.text[self.offset..];
        let end = self.offset + rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        self.writing(self.offset..end, false)
    }

    /// What is being written when the place is in these characters.
    fn writing(&self, span: Span, quoted: bool) -> Spot {
        let written = Written {
            span,
            quoted,
            plain: false,
            at: self.offset,
        };
        match (self.next.last(), self.levels.last()) {
            (Some(Next::Key), _) => Spot::Key(written),
            (Some(Next::Value), _) => Spot::Value(written),
            // On a line of its own a new member begins, though its comma is missing.
            (Some(Next::Comma), Some(level)) if self.new_line() => {
                if level.object {
                    Spot::Key(written)
                } else {
                    Spot::Value(written)
                }
            }
            (Some(Next::Colon | Next::Comma), _) | (None, _) => Spot::Elsewhere,
        }
    }

    fn new_line(&self) -> bool {
        let before = &self.text[..self.at.min(self.offset)];
        let blank = before.trim_end_matches([' ', '\t']);
        blank.ends_with('\n')
    }

    fn expect(&mut self, next: Next, length: usize) {
        self.at += length;
        if let Some(last) = self.next.last_mut() {
            *last = next;
        }
    }

    fn open(&mut self, object: bool) {
        self.begin_item();
        self.levels.push(Level {
            start: self.at,
            object,
            key: String::new(),
            index: 0,
            unseparated: None,
        });
        self.next.push(if object { Next::Key } else { Next::Value });
        self.at += 1;
    }

    /// Something begins where a comma is missing.
    fn begin_item(&mut self) {
        if let (Some(Next::Comma), Some(level)) = (self.next.last(), self.levels.last_mut())
            && !level.object
        {
            level.index += 1;
        }
    }

    fn close(&mut self, object: bool) {
        self.at += 1;
        if let Some(depth) = self.levels.iter().rposition(|level| level.object == object) {
            self.levels.truncate(depth);
            self.next.truncate(depth);
            self.ended();
        }
    }

    /// A value has ended here.
    fn ended(&mut self) {
        if let (Some(next), Some(level)) = (self.next.last_mut(), self.levels.last_mut()) {
            *next = Next::Comma;
            level.unseparated = Some(self.at);
        }
    }

    fn comma(&mut self) {
        self.at += 1;
        if let (Some(next), Some(level)) = (self.next.last_mut(), self.levels.last_mut()) {
            *next = if level.object { Next::Key } else { Next::Value };
            level.index += usize::from(!level.object);
            level.key.clear();
            level.unseparated = None;
        }
    }

    /// A word or string that ends before the place.
    fn word(&mut self, end: usize, quoted: bool) {
        self.begin_item();
        let word = &self.text[self.at..end];
        self.at = end;
        let (Some(next), Some(level)) = (self.next.last_mut(), self.levels.last_mut()) else {
            return;
        };
        match *next {
            Next::Key | Next::Comma if level.object => {
                name(&mut level.key, word, quoted);
                level.unseparated = None;
                *next = Next::Colon;
            }
            Next::Key | Next::Colon | Next::Value | Next::Comma => self.ended(),
        }
    }
}

/// Whether a character is part of a word without quotes.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '$' | '+' | '%')
}

/// How far a string reaches: to its closing quote, else to the end of its line.
fn string_length(rest: &str) -> usize {
    let mut escaped = false;
    // None of these bytes is a part of another character.
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'\n' => return at,
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Whether a string has its closing quote.
fn closed(string: &str) -> bool {
    string.len() > 1 && string.ends_with('"') && {
        let inner = &string[1..string.len() - 1];
        let slashes = inner.len() - inner.trim_end_matches('\\').len();
        slashes.is_multiple_of(2)
    }
}

fn comment_length(rest: &str) -> usize {
    let end = if rest.starts_with("//") {
        rest.find('\n')
    } else {
        rest.find("*/").map(|at| at + 2)
    };
    end.unwrap_or(rest.len())
}

/// Takes a key's name. There are many in a text: the room of the one before is used again.
fn name(key: &mut String, word: &str, quoted: bool) {
    key.clear();
    if quoted && word.contains('\\') {
        key.push_str(&unquoted(word));
    } else {
        key.push_str(if quoted { word.trim_matches('"') } else { word });
    }
}

/// The text of a string, escapes resolved where they can be.
fn unquoted(string: &str) -> String {
    let resolved = crate::value::parse(string).ok();
    let resolved = resolved.as_ref().and_then(|value| value.as_str());
    resolved.map_or_else(|| string.trim_matches('"').to_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{Place, Spot, place};

    /// The place of `|` in a text.
    fn at(marked: &str) -> (Place, String) {
        let offset = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        (place(&text, offset), text)
    }

    fn path(place: &Place) -> String {
        let steps = place.levels.iter().map(|level| {
            if level.object {
                format!("/{}", level.key)
            } else {
                format!("[{}]", level.index)
            }
        });
        steps.collect()
    }

    fn check(marked: &str, expected_path: &str, expected: &str) {
        let (place, text) = at(marked);
        let spot = match &place.spot {
            Spot::Key(written) => format!("key «{}»", &text[written.span.clone()]),
            Spot::Value(written) => format!("value «{}»", &text[written.span.clone()]),
            Spot::Elsewhere => "elsewhere".to_owned(),
        };
        assert_eq!(
            (path(&place).as_str(), spot.as_str()),
            (expected_path, expected),
            "{marked}"
        );
    }

    #[test]
    fn keys_and_values_are_told_apart() {
        check("{|", "/", "key «»");
        check("{\"St|", "/", "key «\"St»");
        check("{\"St|\"}", "/", "key «\"St\"»");
        check("{\"a\": |}", "/a", "value «»");
        check("{\"a\": \"b|\"}", "/a", "value «\"b\"»");
        check("{\"a\": \"b\"|}", "/a", "elsewhere");
        check("{\"a\"|: 1}", "/a", "elsewhere");
        check("{\"a\": [1, tr|ue]}", "/a[1]", "value «true»");
        check("|{}", "", "elsewhere");
        check("{} |", "", "elsewhere");
    }

    #[test]
    fn broken_text_has_places_too() {
        check("{\"a\": {\"b\": 1\n  |\n}", "/a/b", "key «»");
        check("{\"a\": \"open,\n \"b|", "/a", "key «\"b»");
        check("{\"a\": [{\"x\": 1} {\"y|", "/a[1]/", "key «\"y»");
        check("{\"a\": {]}, \"b\": |", "/b", "value «»");
        check("{a: 1, // \"b|\n}", "/", "elsewhere");
        check("{\"a\\\"b\": |", "/a\"b", "value «»");
        check("{\"a\": \"x\\\\\"|", "/a", "elsewhere");
    }

    #[test]
    fn hostile_text_takes_linear_time() {
        let deep = "[{\"a\":".repeat(100_000);
        assert_eq!(place(&deep, deep.len()).levels.len(), 200_000);
    }
}
