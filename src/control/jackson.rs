//! What AWS's JSON reader says of a text that is not JSON. Step Functions reads with Jackson and hands its
//! messages on (recorded for unknown words and for quotes around keys; the others are Jackson's own).

/// What is wrong, and where Jackson had read to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// Jackson's message, without the place.
    pub message: String,
    /// Jackson's place: `[Source: (String)"…"; line: 1, column: 4]`.
    pub place: String,
}

/// So many characters of the text are in a place.
const EXCERPT: usize = 500;
/// Texts may nest this deep: Jackson's own limit is 1,000, ours protects the stack.
const MAX_DEPTH: usize = 500;
const VALUES: &str = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

/// The first thing that is wrong with a text; `None` when it is JSON.
pub fn complaint(text: &str) -> Option<Complaint> {
    let mut reader = Reader { text, at: 0 };
    let (message, at) = reader.value(0).err()?;
    Some(Complaint {
        message,
        place: place(text, at),
    })
}

type Read<T = ()> = Result<T, (String, usize)>;

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    /// The next character that is not blank.
    fn next(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        self.peek()
    }

    fn unexpected<T>(&self, found: char, words: &str) -> Read<T> {
        let code = found as u32;
        let message = format!("Unexpected character ('{found}' (code {code})): {words}");
        Err((message, self.at + found.len_utf8()))
    }

    fn ended<T>(&self, words: &str) -> Read<T> {
        Err((format!("Unexpected end-of-input{words}"), self.text.len()))
    }

    fn value(&mut self, depth: usize) -> Read {
        match self.next() {
            None => self.ended(""),
            Some('{') if depth < MAX_DEPTH => self.object(depth),
            Some('[') if depth < MAX_DEPTH => self.array(depth),
            Some('"') => self.string(),
            Some('-' | '0'..='9') => self.number(),
            Some(c) if c.is_alphabetic() || c == '_' => self.word(),
            Some(c) => self.unexpected(c, &format!("expected a valid value {VALUES}")),
        }
    }

    fn object(&mut self, depth: usize) -> Read {
        let start = self.at;
        self.at += 1;
        if self.next() == Some('}') {
            self.at += 1;
            return Ok(());
        }
        loop {
            match self.next() {
                None => return self.unclosed("Object", start),
                Some('"') => self.string()?,
                Some(c) => {
                    return self.unexpected(c, "was expecting double-quote to start field name");
                }
            }
            match self.next() {
                None => return self.unclosed("Object", start),
                Some(':') => self.at += 1,
                Some(c) => {
                    let words = "was expecting a colon to separate field name and value";
                    return self.unexpected(c, words);
                }
            }
            self.value(depth + 1)?;
            if self.separated('}', "Object", start)? {
                return Ok(());
            }
        }
    }

    fn array(&mut self, depth: usize) -> Read {
        let start = self.at;
        self.at += 1;
        if self.next() == Some(']') {
            self.at += 1;
            return Ok(());
        }
        loop {
            if self.next().is_none() {
                return self.unclosed("Array", start);
            }
            self.value(depth + 1)?;
            if self.separated(']', "Array", start)? {
                return Ok(());
            }
        }
    }

    /// A comma, or the end; whether it was the end.
    fn separated(&mut self, close: char, kind: &str, start: usize) -> Read<bool> {
        match self.next() {
            None => self.unclosed(kind, start),
            Some(c) if c == close || c == ',' => {
                self.at += 1;
                Ok(c == close)
            }
            Some(c) => self.unexpected(
                c,
                &format!("was expecting comma to separate {kind} entries"),
            ),
        }
    }

    fn unclosed<T>(&self, kind: &str, start: usize) -> Read<T> {
        let place = place(self.text, start);
        self.ended(&format!(
            ": expected close marker for {kind} (start marker at {place})"
        ))
    }

    fn string(&mut self) -> Read {
        self.at += 1;
        loop {
            match self.peek() {
                None => return self.ended(": was expecting closing quote for a string value"),
                Some('"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some('\\') => self.escape()?,
                Some(c) if (c as u32) < 0x20 => {
                    let code = c as u32;
                    let message = format!(
                        "Illegal unquoted character ((CTRL-CHAR, code {code})): has to be escaped using backslash to be included in string value"
                    );
                    return Err((message, self.at + 1));
                }
                Some(c) => self.at += c.len_utf8(),
            }
        }
    }

    fn escape(&mut self) -> Read {
        self.at += 1;
        let Some(escaped) = self.peek() else {
            return self.ended(" in character escape sequence");
        };
        self.at += escaped.len_utf8();
        let code = escaped as u32;
        match escaped {
            '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' => Ok(()),
            'u' => (0..4).try_for_each(|_| self.hex_digit()),
            c => Err((
                format!("Unrecognized character escape '{c}' (code {code})"),
                self.at,
            )),
        }
    }

    fn hex_digit(&mut self) -> Read {
        match self.peek() {
            Some(c) if c.is_ascii_hexdigit() => {
                self.at += 1;
                Ok(())
            }
            Some(c) => self.unexpected(c, "expected a hex-digit for character escape sequence"),
            None => self.ended(" in character escape sequence"),
        }
    }

    fn number(&mut self) -> Read {
        self.at += usize::from(self.peek() == Some('-'));
        let digits = self.digits();
        let whole = &self.text[self.at - digits..self.at];
        if whole.len() > 1 && whole.starts_with('0') {
            let message = "Invalid numeric value: Leading zeroes not allowed".to_owned();
            return Err((message, self.at - digits + 2));
        }
        if digits == 0 {
            let words = "expected digit (0-9) to follow minus sign, for valid numeric value";
            return self.digit_missing(words);
        }
        if self.peek() == Some('.') {
            self.at += 1;
            if self.digits() == 0 {
                return self.digit_missing("Decimal point not followed by a digit");
            }
        }
        if matches!(self.peek(), Some('e' | 'E')) {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some('+' | '-')));
            if self.digits() == 0 {
                return self.digit_missing("Exponent indicator not followed by a digit");
            }
        }
        Ok(())
    }

    fn digit_missing(&self, words: &str) -> Read {
        match self.peek() {
            Some(c) => {
                let code = c as u32;
                let message =
                    format!("Unexpected character ('{c}' (code {code})) in numeric value: {words}");
                Err((message, self.at + c.len_utf8()))
            }
            None => self.ended(" in numeric value"),
        }
    }

    fn digits(&mut self) -> usize {
        let rest = &self.text.as_bytes()[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        count
    }

    fn word(&mut self) -> Read {
        let rest = &self.text[self.at..];
        let ends = |c: char| !c.is_alphanumeric() && c != '_' && c != '$';
        let word = &rest[..rest.find(ends).unwrap_or(rest.len())];
        self.at += word.len();
        if matches!(word, "true" | "false" | "null") {
            return Ok(());
        }
        let message = format!("Unrecognized token '{word}': was expecting {VALUES}");
        Err((message, self.at))
    }
}

/// A place in Jackson's words: line and column count from 1, and the text is cut.
fn place(text: &str, at: usize) -> String {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count()
        + 1;
    let length = text.chars().count();
    let excerpt: String = text.chars().take(EXCERPT).collect();
    let cut = match length.checked_sub(EXCERPT) {
        Some(cut @ 1..) => format!("[truncated {cut} chars]"),
        _ => String::new(),
    };
    format!("[Source: (String)\"{excerpt}\"{cut}; line: {line}, column: {column}]")
}

#[cfg(test)]
mod tests {
    use super::complaint;

    fn check(text: &str, message: &str, column: usize) {
        let found = complaint(text).expect("it is not JSON");
        assert_eq!(found.message, message, "{text}");
        let end = format!("column: {column}]");
        assert!(found.place.ends_with(&end), "{text}: {}", found.place);
    }

    #[test]
    fn recorded_messages() {
        let token = "Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
        check("not a definition", token, 4);
        let quote =
            "Unexpected character (''' (code 39)): was expecting double-quote to start field name";
        check("{'a': 1}", quote, 3);
    }

    #[test]
    fn jackson_names_what_it_expected() {
        let comma =
            "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries";
        check(r#"{"a": 1 "b": 2}"#, comma, 10);
        let colon = "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value";
        check(r#"{"a" 1}"#, colon, 7);
        let end = r#"Unexpected end-of-input: expected close marker for Object (start marker at [Source: (String)"{"a": 1"; line: 1, column: 1])"#;
        check(r#"{"a": 1"#, end, 8);
        let value = "Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
        check("[1, ]", value, 6);
    }

    #[test]
    fn what_is_json_is_not_complained_of() {
        for text in [
            "{}",
            "[1, -2.5e3]",
            r#""\u00e9\n""#,
            "null",
            r#" {"a": [true, {}]} "#,
        ] {
            assert_eq!(complaint(text), None, "{text}");
        }
    }
}
