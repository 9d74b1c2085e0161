//! Characters to tokens. Whether `/` divides or begins a regular expression depends on what the parser
//! waits for.

use super::super::error::{Code, SyntaxError};
use super::token::{Lexeme, Op, Token};
use std::rc::Rc;

/// What stands between tokens.
const BLANK: [char; 5] = [' ', '\t', '\n', '\r', '\u{b}'];

/// Reads tokens one by one.
pub struct Lexer<'t> {
    text: &'t str,
    position: usize,
}

type Read<T> = Result<T, SyntaxError>;

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, position: 0 }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn fault(&self, code: Code, start: usize) -> SyntaxError {
        SyntaxError::new(code, start, self.position.saturating_sub(start))
    }

    /// The next token. `operand_before` says that a value stands before it, so that `/` divides.
    pub fn next(&mut self, operand_before: bool) -> Read<Lexeme> {
        self.skip_blanks()?;
        let start = self.position;
        let token = self.token(operand_before)?;
        Ok(Lexeme {
            token,
            start,
            end: self.position,
        })
    }

    fn skip_blanks(&mut self) -> Read<()> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start_matches(BLANK);
            self.position += rest.len() - trimmed.len();
            let Some(comment) = trimmed.strip_prefix("/*") else {
                return Ok(());
            };
            let start = self.position;
            let Some(length) = comment.find("*/") else {
                self.position = self.text.len();
                return Err(self.fault(Code::S0106, start));
            };
            self.position += length + 4;
        }
    }

    fn token(&mut self, operand_before: bool) -> Read<Token> {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            return Ok(Token::End);
        };
        if first == '/' && !operand_before {
            return self.regex();
        }
        if let Some(op) = Op::at_start(rest) {
            self.position += op.text().len();
            return Ok(Token::Op(op));
        }
        match first {
            '"' | '\'' => self.quoted(first),
            '0'..='9' => self.number(),
            '`' => self.back_quoted(),
            _ => Ok(self.word()),
        }
    }

    /// `/pattern/flags`: the pattern ends at a slash outside of brackets.
    fn regex(&mut self) -> Read<Token> {
        let start = self.position;
        let body = start + 1;
        let bytes = self.text.as_bytes();
        let mut depth = 0_i32;
        let mut at = body;
        while let Some(byte) = bytes.get(at) {
            let backslashes = bytes[body..at]
                .iter()
                .rev()
                .take_while(|b| **b == b'\\')
                .count();
            match byte {
                b'/' if depth == 0 && backslashes % 2 == 0 => return self.regex_end(start, at),
                b'(' | b'[' | b'{' if backslashes == 0 => depth += 1,
                b')' | b']' | b'}' if backslashes == 0 => depth -= 1,
                _ => {}
            }
            at += 1;
        }
        self.position = self.text.len();
        Err(self.fault(Code::S0302, start))
    }

    fn regex_end(&mut self, start: usize, slash: usize) -> Read<Token> {
        let pattern = &self.text[start + 1..slash];
        self.position = slash + 1;
        if pattern.is_empty() {
            return Err(self.fault(Code::S0301, start));
        }
        let rest = self.rest();
        let flags = &rest[..rest.len() - rest.trim_start_matches(['i', 'm']).len()];
        self.position += flags.len();
        Ok(Token::Regex(Rc::from(pattern), Rc::from(flags)))
    }

    fn quoted(&mut self, quote: char) -> Read<Token> {
        let start = self.position;
        let mut units = Units::default();
        self.position += 1;
        while let Some(c) = self.rest().chars().next() {
            self.position += c.len_utf8();
            match c {
                '\\' => self.escape(&mut units)?,
                c if c == quote => return Ok(Token::Text(Rc::from(units.finish()))),
                c => units.push(c),
            }
        }
        Err(self.fault(Code::S0101, start))
    }

    /// What follows a backslash.
    fn escape(&mut self, units: &mut Units) -> Read<()> {
        let start = self.position - 1;
        let Some(c) = self.rest().chars().next() else {
            return Err(self.fault(Code::S0103, start).token(""));
        };
        self.position += c.len_utf8();
        match c {
            '"' | '\\' | '/' => units.push(c),
            'b' => units.push('\u{8}'),
            'f' => units.push('\u{c}'),
            'n' => units.push('\n'),
            'r' => units.push('\r'),
            't' => units.push('\t'),
            'u' => units.unit(self.four_digits(start)?),
            other => {
                let mut text = [0; 4];
                return Err(self
                    .fault(Code::S0103, start)
                    .token(other.encode_utf8(&mut text)));
            }
        }
        Ok(())
    }

    fn four_digits(&mut self, start: usize) -> Read<u16> {
        let digits = self.rest().get(..4).unwrap_or_else(|| self.rest());
        let hex = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
        match u16::from_str_radix(digits, 16) {
            Ok(unit) if hex => {
                self.position += digits.len();
                Ok(unit)
            }
            _ => Err(self.fault(Code::S0104, start)),
        }
    }

    fn number(&mut self) -> Read<Token> {
        let start = self.position;
        let digits = number_length(self.rest().as_bytes());
        self.position += digits;
        let text = &self.text[start..self.position];
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(Token::Number(number)),
            _ => Err(self.fault(Code::S0102, start).token(text)),
        }
    }

    fn back_quoted(&mut self) -> Read<Token> {
        let start = self.position;
        let inside = &self.rest()[1..];
        let Some(length) = inside.find('`') else {
            self.position = self.text.len();
            return Err(self.fault(Code::S0105, start));
        };
        self.position += length + 2;
        Ok(Token::Name(Rc::from(&inside[..length])))
    }

    /// A name, a variable or a word with a meaning of its own.
    fn word(&mut self) -> Token {
        let rest = self.rest();
        let ends = |c: char| BLANK.contains(&c) || Op::is_mark(c);
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.position += word.len();
        if let Some(name) = word.strip_prefix('$') {
            return Token::Variable(Rc::from(name));
        }
        match word {
            "and" => Token::Op(Op::And),
            "or" => Token::Op(Op::Or),
            "in" => Token::Op(Op::In),
            "true" => Token::Bool(true),
            "false" => Token::Bool(false),
            "null" => Token::Null,
            name => Token::Name(Rc::from(name)),
        }
    }
}

/// Bytes of the number that `text` begins with: `(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?`.
fn number_length(text: &[u8]) -> usize {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.iter().take_while(|b| b.is_ascii_digit()).count()
    };
    let mut end = if text.first() == Some(&b'0') {
        1
    } else {
        digits(0)
    };
    if text.get(end) == Some(&b'.') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}

/// A text that grows by characters and by UTF-16 units: two escapes may make one character. Half of one
/// becomes the replacement character, since no text holds it.
#[derive(Default)]
struct Units {
    text: String,
    high: Option<u16>,
}

impl Units {
    fn push(&mut self, c: char) {
        self.flush();
        self.text.push(c);
    }

    fn flush(&mut self) {
        if self.high.take().is_some() {
            self.text.push(char::REPLACEMENT_CHARACTER);
        }
    }

    fn unit(&mut self, unit: u16) {
        let pair = self.high.map(|high| [high, unit]);
        if let Some(Ok(c)) = pair.and_then(|pair| char::decode_utf16(pair).next()) {
            self.high = None;
            self.text.push(c);
            return;
        }
        self.flush();
        match char::from_u32(u32::from(unit)) {
            Some(c) => self.text.push(c),
            None if unit < 0xDC00 => self.high = Some(unit),
            None => self.text.push(char::REPLACEMENT_CHARACTER),
        }
    }

    fn finish(mut self) -> String {
        self.flush();
        self.text
    }
}
