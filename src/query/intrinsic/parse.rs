//! Text → call. `call := 'States.' Name '(' [ arg { ',' arg } ] ')'`, an argument being a text in single
//! quotes, a number, `true`, `false`, `null`, a path or a call (`intrinsics.md`, "Grammar").

use super::format::Template;
use super::{Argument, Function, Invocation, MAX_CALLS};
use crate::query::jsonpath::{Cursor, raw_argument};
use crate::query::{Path, Reason, SyntaxFault};
use crate::value::{Number, Value};

/// Reads an expression that is one call.
pub(super) fn invocation(text: &str) -> Result<Invocation, SyntaxFault> {
    let mut reader = Reader {
        cursor: Cursor::new(text, 0),
        calls: 0,
    };
    let call = reader.call()?;
    reader.blank();
    if reader.cursor.is_at_end() {
        return Ok(call);
    }
    Err(reader.cursor.fault(Reason::AfterCall))
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    calls: usize,
}

impl Reader<'_> {
    fn blank(&mut self) {
        self.cursor.take_while(char::is_whitespace);
    }

    fn call(&mut self) -> Result<Invocation, SyntaxFault> {
        self.blank();
        let start = self.cursor.clone();
        self.calls += 1;
        if self.calls > MAX_CALLS {
            return Err(start.fault(Reason::TooManyCalls));
        }
        let function = self.function()?;
        self.blank();
        if !self.cursor.eat("(") {
            return Err(self.cursor.fault(Reason::NoArguments));
        }
        let arguments = self.arguments(function)?;
        let (fewest, most) = function.arity();
        if (fewest..=most).contains(&arguments.len()) {
            return Ok(Invocation {
                function,
                arguments,
            });
        }
        Err(start.fault(wrong_count(function, arguments.len())))
    }

    fn function(&mut self) -> Result<Function, SyntaxFault> {
        let start = self.cursor.clone();
        let name = self
            .cursor
            .take_while(|c| c.is_alphanumeric() || c == '.' || c == '_');
        let named = Function::ALL
            .into_iter()
            .find(|function| function.name() == name);
        named.ok_or_else(|| match closest(name) {
            Some(near) => {
                let near = Some(near.to_owned());
                start.fault(Reason::UnknownFunction(name.to_owned(), near))
            }
            None if name.is_empty() => start.fault(Reason::NoFunction),
            None => start.fault(Reason::UnknownFunction(name.to_owned(), None)),
        })
    }

    fn arguments(&mut self, function: Function) -> Result<Vec<Argument>, SyntaxFault> {
        let mut arguments = Vec::new();
        self.blank();
        if self.cursor.eat(")") {
            return Ok(arguments);
        }
        loop {
            let is_template = function == Function::Format && arguments.is_empty();
            arguments.push(self.argument(is_template)?);
            self.blank();
            if self.cursor.eat(")") {
                return Ok(arguments);
            }
            if !self.cursor.eat(",") {
                return Err(self.cursor.fault(Reason::NoCommaOrParenthesis));
            }
        }
    }

    fn argument(&mut self, is_template: bool) -> Result<Argument, SyntaxFault> {
        self.blank();
        match self.cursor.peek() {
            Some('\'') if is_template => {
                let raw = self.raw_text()?;
                Ok(Argument::Template(Template::from_literal(raw)))
            }
            Some('\'') => {
                let raw = self.raw_text()?;
                Ok(Argument::Literal(unescaped(raw).into()))
            }
            Some('$') => self.path(),
            Some('S') => self.call().map(Argument::Call),
            Some(c) if c.is_ascii_digit() || matches!(c, '-' | '+') => self.number(),
            Some('"') => Err(self.cursor.fault(Reason::DoubleQuotes)),
            _ => self.word(),
        }
    }

    fn path(&mut self) -> Result<Argument, SyntaxFault> {
        let base = self.cursor.at;
        let text = raw_argument(self.cursor.rest(), &['"', '\'']);
        self.cursor.at += text.len();
        let path = Path::parse(text.trim_end()).map_err(|fault| SyntaxFault {
            offset: base + fault.offset,
            reason: fault.reason,
        })?;
        Ok(Argument::Path(path))
    }

    fn number(&mut self) -> Result<Argument, SyntaxFault> {
        let start = self.cursor.clone();
        let text = self
            .cursor
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
        let unsigned = text.strip_prefix('+').unwrap_or(text);
        match Number::from_json(unsigned) {
            Some(number) => Ok(Argument::Literal(Value::Number(number))),
            None => Err(start.fault(Reason::NotANumber)),
        }
    }

    fn word(&mut self) -> Result<Argument, SyntaxFault> {
        let start = self.cursor.clone();
        let value = match self.cursor.take_while(char::is_alphanumeric) {
            "true" => true.into(),
            "false" => false.into(),
            "null" => Value::Null,
            _ => {
                return Err(start.fault(Reason::NoArgument));
            }
        };
        Ok(Argument::Literal(value))
    }

    /// What stands between the quotes, escapes still in it and known to be sound.
    fn raw_text(&mut self) -> Result<&str, SyntaxFault> {
        let open = self.cursor.clone();
        self.cursor.at += 1;
        let start = self.cursor.at;
        loop {
            self.cursor.take_while(|c| c != '\'' && c != '\\');
            let here = self.cursor.clone();
            match self.cursor.bump() {
                Some('\'') => return Ok(&self.cursor.text[start..here.at]),
                Some(_) if matches!(self.cursor.peek(), Some('\'' | '{' | '}' | '\\')) => {
                    self.cursor.at += 1;
                }
                Some(_) => {
                    return Err(here.fault(Reason::BadEscape));
                }
                None => return Err(open.fault(Reason::OpenText)),
            }
        }
    }
}

/// A literal without its escapes.
fn unescaped(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut escaped = false;
    for c in raw.chars() {
        escaped = c == '\\' && !escaped;
        if !escaped {
            out.push(c);
        }
    }
    out
}

fn wrong_count(function: Function, given: usize) -> Reason {
    Reason::WrongCount { function, given }
}

/// The function whose name is nearest to `name`, if one is near.
fn closest(name: &str) -> Option<&'static str> {
    let near = |function: &Function| strsim::normalized_damerau_levenshtein(name, function.name());
    let best = Function::ALL
        .iter()
        .map(|function| (near(function), function.name()))
        .max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 > 0.7).then_some(best.1)
}
