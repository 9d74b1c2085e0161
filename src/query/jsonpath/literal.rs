//! JSON as filters write it: json-smart's permissive reading, with single quotes and bare words.

use super::cursor::Cursor;
use crate::query::{Reason, SyntaxFault};
use crate::value::{Number, Object, Value};

/// Literals may nest this deep.
const MAX_DEPTH: usize = 50;

/// Reads the array or object that stands at the cursor.
pub(super) fn json(cursor: &mut Cursor<'_>) -> Result<Value, SyntaxFault> {
    Reader { loose: false }.value(cursor, 0)
}

/// The same of a whole text, with commas between items where anybody likes.
pub(super) fn loose_json(text: &str) -> Option<Value> {
    Reader { loose: true }
        .value(&mut Cursor::new(text, 0), 0)
        .ok()
}

/// A number as `BigDecimal` reads it: more freely than JSON, `-.5`, `05` and `1.` included.
pub(super) fn number(text: &str) -> Option<Number> {
    if let Some(number) = Number::from_json(text) {
        return Some(number);
    }
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let float = text.parse().ok().filter(|f: &f64| plain && f.is_finite())?;
    let int = text.parse().ok().map(|int: i64| Number::from(int));
    Some(int.unwrap_or_else(|| Number::from(float)))
}

/// How freely JSON is read.
#[derive(Clone, Copy)]
struct Reader {
    loose: bool,
}

impl Reader {
    fn value(self, cursor: &mut Cursor<'_>, depth: usize) -> Result<Value, SyntaxFault> {
        if depth > MAX_DEPTH {
            return Err(cursor.fault(Reason::DeepLiteral));
        }
        cursor.take_while(char::is_whitespace);
        match cursor.peek() {
            Some('[') => self.array(cursor, depth),
            Some('{') => self.object(cursor, depth),
            Some('\'' | '"') => cursor.quoted().map(Value::from),
            Some(',') if self.loose => Ok("".into()),
            Some(_) => bare(cursor),
            None => Err(cursor.fault(Reason::NoValue)),
        }
    }

    fn array(self, cursor: &mut Cursor<'_>, depth: usize) -> Result<Value, SyntaxFault> {
        cursor.at += 1;
        let mut items = Vec::new();
        while !closes(cursor, ']')? {
            if self.loose && cursor.eat(",") {
                continue;
            }
            items.push(self.value(cursor, depth + 1)?);
            if !self.loose {
                separated(cursor, ']')?;
            }
        }
        Ok(items.into())
    }

    fn object(self, cursor: &mut Cursor<'_>, depth: usize) -> Result<Value, SyntaxFault> {
        cursor.at += 1;
        let mut object = Object::new();
        while !closes(cursor, '}')? {
            if self.loose && cursor.eat(",") {
                continue;
            }
            let key = key(cursor)?;
            cursor.take_while(char::is_whitespace);
            if !cursor.eat(":") {
                return Err(cursor.fault(Reason::NoColon));
            }
            object.insert(key, self.value(cursor, depth + 1)?);
            separated(cursor, '}')?;
        }
        Ok(object.into())
    }
}

fn key(cursor: &mut Cursor<'_>) -> Result<String, SyntaxFault> {
    if matches!(cursor.peek(), Some('\'' | '"')) {
        return cursor.quoted();
    }
    let key = cursor.take_while(|c| c != ':' && c != '}');
    Ok(key.trim().to_owned())
}

fn closes(cursor: &mut Cursor<'_>, bracket: char) -> Result<bool, SyntaxFault> {
    cursor.take_while(char::is_whitespace);
    if cursor.is_at_end() {
        return Err(cursor.fault(Reason::Missing(bracket)));
    }
    Ok(cursor.eat(bracket.encode_utf8(&mut [0; 4])))
}

fn separated(cursor: &mut Cursor<'_>, close: char) -> Result<(), SyntaxFault> {
    cursor.take_while(char::is_whitespace);
    if cursor.eat(",") || cursor.peek() == Some(close) {
        return Ok(());
    }
    Err(cursor.fault(Reason::NoCommaOr(close)))
}

/// `true`, `null`, a number, or a text without quotes.
fn bare(cursor: &mut Cursor<'_>) -> Result<Value, SyntaxFault> {
    let start = cursor.clone();
    let text = cursor
        .take_while(|c| !matches!(c, ',' | ']' | '}' | ':'))
        .trim_end();
    match text {
        "" => Err(start.fault(Reason::NoValue)),
        "null" => Ok(Value::Null),
        "true" => Ok(true.into()),
        "false" => Ok(false.into()),
        text => Ok(number(text).map_or_else(|| text.into(), Value::Number)),
    }
}
