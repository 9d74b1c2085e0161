//! A place in an expression that is being read.

use crate::query::{Reason, SyntaxFault};

/// Reads characters of `text` from byte `at` on. Faults are told in bytes of the whole expression, of
/// which `text` may be a part that begins at `base`.
#[derive(Clone)]
pub struct Cursor<'a> {
    pub text: &'a str,
    pub at: usize,
    pub base: usize,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str, base: usize) -> Self {
        Self { text, at: 0, base }
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub fn is_at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Reads `text` if it stands here.
    pub fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    /// Blanks, the only space that Jayway knows.
    pub fn skip_blanks(&mut self) {
        while self.eat(" ") {}
    }

    /// The next character after blanks, without reading anything.
    pub fn peek_significant(&self) -> Option<char> {
        self.rest().trim_start_matches(' ').chars().next()
    }

    /// Reads as long as `belongs`, and gives what was read.
    pub fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// A fault at this place.
    pub fn fault(&self, reason: Reason) -> SyntaxFault {
        SyntaxFault {
            offset: self.base + self.at,
            reason,
        }
    }

    /// How far the bracket goes that stands here, its closing one included, as Jayway looks for it: texts
    /// in quotes are passed over, and patterns between slashes where `patterns`. `None` if it stays open.
    pub fn bracketed(&self, close: u8, patterns: bool) -> Result<Option<usize>, SyntaxFault> {
        let bytes = self.rest().as_bytes();
        let mut at = 1;
        let mut depth = 1;
        while at < bytes.len() {
            if matches!(bytes[at], b'\'' | b'"') {
                at = self.behind(at, Reason::OpenText)?;
            }
            if patterns && bytes.get(at) == Some(&b'/') {
                at = self.behind(at, Reason::OpenRegex)?;
            }
            let here = bytes.get(at);
            depth += usize::from(here == bytes.first());
            depth -= usize::from(here == Some(&close));
            if depth == 0 {
                return Ok(Some(at + 1));
            }
            at += 1;
        }
        Ok(None)
    }

    /// The byte behind the sign that closes what the sign at byte `at` of the rest opens.
    fn behind(&self, at: usize, otherwise: Reason) -> Result<usize, SyntaxFault> {
        let rest = self.rest().as_bytes();
        let mut escaped = false;
        let closes = |byte: &u8| {
            let closes = *byte == rest[at] && !escaped;
            escaped = *byte == b'\\' && !escaped;
            closes
        };
        let length = rest[at + 1..].iter().position(closes);
        length.map(|length| at + 2 + length).ok_or(SyntaxFault {
            offset: self.base + self.at + at,
            reason: otherwise,
        })
    }

    /// Reads a text in quotes, `at` being on the opening one, with Java's escapes.
    pub fn quoted(&mut self) -> Result<String, SyntaxFault> {
        let start = self.clone();
        let quote = self.bump();
        let mut out = String::new();
        while let Some(c) = self.bump() {
            match c {
                '\\' => out.extend(self.escape()),
                c if Some(c) == quote => return Ok(out),
                c => out.push(c),
            }
        }
        Err(start.fault(Reason::OpenText))
    }

    /// Reads a name in quotes as AWS does, `at` being on the opening one: a backslash protects the quote
    /// and itself, and is an ordinary character before anything else (recorded: `$['Test\""Name"']`
    /// finds the key `Test\""Name"`).
    pub fn quoted_name(&mut self) -> Result<String, SyntaxFault> {
        let start = self.clone();
        let quote = self.bump();
        let mut out = String::new();
        while let Some(c) = self.bump() {
            match c {
                c if Some(c) == quote => return Ok(out),
                '\\' if self.peek() == quote || self.peek() == Some('\\') => {
                    out.extend(self.bump());
                }
                c => out.push(c),
            }
        }
        Err(start.fault(Reason::OpenText))
    }

    /// The character an escape stands for; an unknown one stands for itself.
    fn escape(&mut self) -> Option<char> {
        Some(match self.bump()? {
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let digits = self.rest().get(..4)?;
                let unit = u32::from_str_radix(digits, 16).ok()?;
                self.at += 4;
                char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            other => other,
        })
    }
}
