//! JSON text → value, for data (inputs, handler answers). Definitions are read by `text`, which recovers.

use super::{Number, Object, Value};
use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

/// Arrays and objects may nest this deep; beyond it text is refused instead of risking the stack.
pub const MAX_DEPTH: usize = 500;

/// Why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseFault {
    /// Byte offset of the first character that does not fit.
    pub offset: usize,
    /// What is wrong there.
    pub reason: Misfit,
}

/// What can be wrong with a text that should be JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// Something follows the value.
    TextAfterValue,
    /// The text ends where a value should stand.
    NoValue,
    /// Arrays and objects nest deeper than [`MAX_DEPTH`].
    TooDeep,
    /// No key in double quotes.
    NoKey,
    /// No colon after a key.
    NoColon,
    /// Neither a comma nor the end of an object.
    NoCommaOrBrace,
    /// Neither a comma nor the end of an array.
    NoCommaOrBracket,
    /// Nothing that a value begins with.
    NotAValue,
    /// `01`, `1.`, `+1`.
    NotANumber,
    /// No closing quote.
    OpenString,
    /// A line break or another control character in a string.
    ControlCharacter,
    /// A backslash before a character that needs none.
    UnknownEscape,
    /// `\u` without four hexadecimal digits.
    ShortEscape,
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TextAfterValue => "Something follows the JSON value",
            Self::NoValue => "The text ends where a value should stand",
            Self::TooDeep => "The value is nested too deeply",
            Self::NoKey => "A key in double quotes should stand here",
            Self::NoColon => "A colon should follow the key",
            Self::NoCommaOrBrace => "A comma or } should stand here",
            Self::NoCommaOrBracket => "A comma or ] should stand here",
            Self::NotAValue => "No JSON value begins like this",
            Self::NotANumber => "This is not a JSON number",
            Self::OpenString => "This string has no closing quote",
            Self::ControlCharacter => "A line break or control character stands inside a string",
            Self::UnknownEscape => "This escape does not exist in JSON",
            Self::ShortEscape => "\\u needs four hexadecimal digits",
        })
    }
}

impl fmt::Display for ParseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {})", self.reason, self.offset)
    }
}

/// Reads one JSON value that fills the whole text. Of a repeated key the last value counts, at the
/// first one's place, as in Java's `LinkedHashMap`.
///
/// # Errors
/// The first thing that is not JSON, with its place.
pub fn parse(text: &str) -> Result<Value, ParseFault> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    let value = reader.value()?;
    reader.blank();
    if reader.at == text.len() {
        Ok(value)
    } else {
        Err(reader.fault(Misfit::TextAfterValue))
    }
}

/// Reads the JSON value that a text begins with, blanks before it included, and tells where it ends:
/// texts are sometimes put one behind the other.
///
/// # Errors
/// The first thing that is not JSON, with its place.
pub fn parse_first(text: &str) -> Result<(Value, usize), ParseFault> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    let value = reader.value()?;
    Ok((value, reader.at))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn fault(&self, reason: Misfit) -> ParseFault {
        ParseFault {
            offset: self.at,
            reason,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        self.blank();
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn value(&mut self) -> Result<Value, ParseFault> {
        self.blank();
        match self.peek() {
            None => Err(self.fault(Misfit::NoValue)),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'"') => Ok(Value::from(&*self.string()?)),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.word(),
        }
    }

    fn nested(
        &mut self,
        read: fn(&mut Self) -> Result<Value, ParseFault>,
    ) -> Result<Value, ParseFault> {
        if self.depth == MAX_DEPTH {
            return Err(self.fault(Misfit::TooDeep));
        }
        self.depth += 1;
        self.at += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Result<Value, ParseFault> {
        let mut object = Object::new();
        if self.eat(b'}') {
            return Ok(object.into());
        }
        loop {
            self.blank();
            if self.peek() != Some(b'"') {
                return Err(self.fault(Misfit::NoKey));
            }
            let key: Rc<str> = Rc::from(&*self.string()?);
            if !self.eat(b':') {
                return Err(self.fault(Misfit::NoColon));
            }
            object.insert(key, self.value()?);
            if self.eat(b'}') {
                return Ok(object.into());
            }
            if !self.eat(b',') {
                return Err(self.fault(Misfit::NoCommaOrBrace));
            }
        }
    }

    fn array(&mut self) -> Result<Value, ParseFault> {
        let mut items = Vec::new();
        if self.eat(b']') {
            return Ok(items.into());
        }
        loop {
            items.push(self.value()?);
            if self.eat(b']') {
                return Ok(items.into());
            }
            if !self.eat(b',') {
                return Err(self.fault(Misfit::NoCommaOrBracket));
            }
        }
    }

    fn word(&mut self) -> Result<Value, ParseFault> {
        for (word, value) in [
            ("null", Value::Null),
            ("true", true.into()),
            ("false", false.into()),
        ] {
            if self.text[self.at..].starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.fault(Misfit::NotAValue))
    }

    fn number(&mut self) -> Result<Value, ParseFault> {
        let rest = &self.text[self.at..];
        let belongs = |b: &u8| matches!(b, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().take_while(|b| belongs(b)).count();
        let number =
            Number::from_json(&rest[..length]).ok_or_else(|| self.fault(Misfit::NotANumber))?;
        self.at += length;
        Ok(Value::Number(number))
    }

    /// The text of a string literal; `at` stands on its opening quote. Without escapes it is a slice.
    fn string(&mut self) -> Result<Cow<'a, str>, ParseFault> {
        self.at += 1;
        let mut out = Cow::Borrowed("");
        loop {
            let rest = &self.text[self.at..];
            let stop = rest
                .bytes()
                .position(|b| b == b'"' || b == b'\\' || b < b' ');
            let Some(stop) = stop else {
                return Err(self.fault(Misfit::OpenString));
            };
            out += &rest[..stop];
            self.at += stop;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(out);
                }
                Some(b'\\') => out.to_mut().push(self.escape()?),
                _ => {
                    return Err(self.fault(Misfit::ControlCharacter));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, ParseFault> {
        let kind = self.text.as_bytes().get(self.at + 1).copied();
        if kind == Some(b'u') {
            return self.unicode_escape();
        }
        let plain = match kind {
            Some(c @ (b'"' | b'\\' | b'/')) => c as char,
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            _ => return Err(self.fault(Misfit::UnknownEscape)),
        };
        self.at += 2;
        Ok(plain)
    }

    fn unicode_escape(&mut self) -> Result<char, ParseFault> {
        let high = self.unit().ok_or(self.fault(Misfit::ShortEscape))?;
        if !(0xD800..0xDC00).contains(&high) {
            return Ok(char::from_u32(high).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        let low = self.unit().unwrap_or(0);
        if !(0xDC00..0xE000).contains(&low) {
            return Ok(char::REPLACEMENT_CHARACTER);
        }
        let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER))
    }

    /// One `\uXXXX`, consumed; `None` and nothing consumed when there is none.
    fn unit(&mut self) -> Option<u32> {
        let text: &'a str = self.text;
        let digits = text.get(self.at..self.at + 6)?.strip_prefix("\\u")?;
        let unit = digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())?;
        self.at += 6;
        unit
    }
}
