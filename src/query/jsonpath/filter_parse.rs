//! Text → filter, with the grammar of Jayway's `FilterCompiler`.

use super::Dialect;
use super::cursor::Cursor;
use super::literal;
use super::parse::steps_after_root;
use super::syntax::{Filter, FilterPath, Node, Operand, Operator};
use crate::query::pattern::Pattern;
use crate::query::{Reason, SyntaxFault};
use crate::value::Value;
use std::rc::Rc;

/// Parentheses and `!` may nest this deep.
const MAX_PARENTHESES: usize = 50;

/// Reads the condition of a filter up to the parenthesis that closes it.
pub(super) fn condition(
    cursor: &mut Cursor<'_>,
    dialect: Dialect,
    nesting: usize,
) -> Result<Filter, SyntaxFault> {
    let mut reader = Reader {
        cursor,
        dialect,
        nesting,
        parentheses: 0,
    };
    reader.any()
}

struct Reader<'c, 'a> {
    cursor: &'c mut Cursor<'a>,
    dialect: Dialect,
    nesting: usize,
    parentheses: usize,
}

/// A path inside a filter, and whether a `!` stands before it.
struct Signed {
    path: FilterPath,
    negated: bool,
}

enum Side {
    Path(Signed),
    Literal(Node),
}

impl<'a> Reader<'_, 'a> {
    fn any(&mut self) -> Result<Filter, SyntaxFault> {
        let first = self.all()?;
        let mut parts = vec![first];
        while self.eat_significant("||") {
            parts.push(self.all()?);
        }
        Ok(joined(parts, Filter::Any))
    }

    fn all(&mut self) -> Result<Filter, SyntaxFault> {
        let first = self.part()?;
        let mut parts = vec![first];
        while self.eat_significant("&&") {
            parts.push(self.part()?);
        }
        Ok(joined(parts, Filter::All))
    }

    fn part(&mut self) -> Result<Filter, SyntaxFault> {
        self.cursor.skip_blanks();
        if self.cursor.peek() == Some('!') {
            let mut ahead = self.cursor.clone();
            ahead.at += 1;
            if !matches!(ahead.peek_significant(), Some('$' | '@')) {
                self.cursor.at += 1;
                return self.deeper(|reader| Ok(Filter::Not(Box::new(reader.part()?))));
            }
        }
        if self.cursor.eat("(") {
            return self.deeper(Self::group);
        }
        self.comparison()
    }

    fn deeper(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<Filter, SyntaxFault>,
    ) -> Result<Filter, SyntaxFault> {
        self.parentheses += 1;
        if self.parentheses > MAX_PARENTHESES {
            return Err(self.cursor.fault(Reason::DeepFilter));
        }
        let filter = read(self)?;
        self.parentheses -= 1;
        Ok(filter)
    }

    fn group(&mut self) -> Result<Filter, SyntaxFault> {
        let filter = self.any()?;
        if self.eat_significant(")") {
            return Ok(filter);
        }
        Err(self.cursor.fault(Reason::NoParenthesis))
    }

    /// A path by itself asks whether it exists; anything else needs an operator.
    fn comparison(&mut self) -> Result<Filter, SyntaxFault> {
        let left = self.side()?;
        if self.part_ends()
            && let Side::Path(Signed { path, negated }) = left
        {
            return Ok(Filter::Exists {
                path,
                wanted: !negated,
            });
        }
        Ok(Filter::Compare {
            left: left.into(),
            operator: self.operator()?,
            right: self.side()?.into(),
        })
    }

    fn part_ends(&mut self) -> bool {
        self.cursor.skip_blanks();
        let rest = self.cursor.rest();
        rest.starts_with(')') || rest.starts_with("&&") || rest.starts_with("||")
    }

    fn operator(&mut self) -> Result<Operator, SyntaxFault> {
        self.cursor.skip_blanks();
        let start = self.cursor.clone();
        let sign = self.cursor.take_while(is_operator_sign);
        let text = if sign.is_empty() {
            self.cursor.take_while(|c| c != ' ')
        } else {
            sign
        };
        Operator::named(text).ok_or_else(|| start.fault(Reason::NoOperator))
    }

    fn side(&mut self) -> Result<Side, SyntaxFault> {
        self.cursor.skip_blanks();
        let negated = self.cursor.eat("!");
        self.cursor.skip_blanks();
        match self.cursor.peek() {
            Some(root @ ('$' | '@')) => {
                let path = self.path(root == '@')?;
                Ok(Side::Path(Signed { path, negated }))
            }
            _ if negated => Err(self.cursor.fault(Reason::NoPathAfterNot)),
            Some(first) => self.literal(first).map(Side::Literal),
            None => Err(self.cursor.fault(Reason::NoOperand)),
        }
    }

    fn path(&mut self, from_item: bool) -> Result<FilterPath, SyntaxFault> {
        self.cursor.at += 1;
        let base = self.cursor.base + self.cursor.at;
        let text = match self.dialect {
            Dialect::Jayway => scanned_path_text(self.cursor.rest()),
            Dialect::Aws => filter_path_text(self.cursor.rest()),
        };
        self.cursor.at += text.len();
        let steps = steps_after_root(text, base, self.dialect, self.nesting + 1)?;
        Ok(FilterPath { from_item, steps })
    }

    fn literal(&mut self, first: char) -> Result<Node, SyntaxFault> {
        match first {
            '\'' | '"' => Ok(Node::Text(self.cursor.quoted()?.into())),
            't' | 'f' | 'n' => self.word(),
            '/' => self.pattern(),
            '[' | '{' => {
                let json = |value| Node::Json {
                    value,
                    written: true,
                };
                match self.dialect {
                    Dialect::Aws => literal::json(self.cursor).map(json),
                    Dialect::Jayway => Ok(self.late_json(first)?.map_or(Node::Broken, json)),
                }
            }
            _ => self.number(),
        }
    }

    /// An array or object of which Jayway first looks for the end only.
    fn late_json(&mut self, first: char) -> Result<Option<Value>, SyntaxFault> {
        let close = if first == '[' { ']' } else { '}' };
        let length = self.cursor.bracketed(close as u8, false)?;
        let length = length.ok_or_else(|| self.cursor.fault(Reason::Missing(close)))?;
        let text = &self.cursor.rest()[..length];
        self.cursor.at += length;
        Ok(literal::loose_json(text))
    }

    fn word(&mut self) -> Result<Node, SyntaxFault> {
        for (word, node) in [
            ("true", Node::Bool(true)),
            ("false", Node::Bool(false)),
            ("null", Node::Null),
        ] {
            if self.cursor.eat(word) {
                return Ok(node);
            }
        }
        Err(self.cursor.fault(Reason::NoFilterValue))
    }

    fn number(&mut self) -> Result<Node, SyntaxFault> {
        let start = self.cursor.clone();
        let text = self
            .cursor
            .take_while(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | 'e' | 'E'));
        literal::number(text)
            .map(Node::Number)
            .ok_or_else(|| start.fault(Reason::NoFilterValue))
    }

    fn pattern(&mut self) -> Result<Node, SyntaxFault> {
        let start = self.cursor.clone();
        self.cursor.at += 1;
        let mut escaped = false;
        let rest = self.cursor.rest();
        let end = rest.find(|c| {
            let closes = c == '/' && !escaped;
            escaped = c == '\\' && !escaped;
            closes
        });
        let Some(end) = end else {
            return Err(start.fault(Reason::OpenRegex));
        };
        self.cursor.at += end + 1;
        let flags = self.cursor.take_while(|c| "dixmsuU".contains(c));
        let pattern = Pattern::compile(&rest[..end], flags)
            .map_err(|why| start.fault(Reason::NotARegex(why.to_string())))?;
        Ok(Node::Pattern(Rc::new(pattern)))
    }

    fn eat_significant(&mut self, text: &str) -> bool {
        self.cursor.skip_blanks();
        self.cursor.eat(text)
    }
}

impl From<Side> for Operand {
    fn from(side: Side) -> Self {
        match side {
            // A `!` before a path that is compared has no meaning to Jayway.
            Side::Path(signed) => Self::Path(signed.path),
            Side::Literal(node) => Self::Literal(node),
        }
    }
}

fn joined(mut parts: Vec<Filter>, join: fn(Vec<Filter>) -> Filter) -> Filter {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}

fn is_operator_sign(c: char) -> bool {
    matches!(c, '<' | '>' | '=' | '~' | '!')
}

/// How far a path inside a filter goes: to a blank, an operator or the filter's parenthesis, brackets
/// and the parentheses of a call without arguments being part of it.
fn filter_path_text(rest: &str) -> &str {
    let mut brackets = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    let mut previous = ' ';
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote.is_some() => escaped = true,
            c if quote.is_some() => quote = quote.filter(|open| *open != c),
            '\'' | '"' if brackets > 0 => quote = Some(c),
            '[' => brackets += 1,
            ']' => brackets = brackets.saturating_sub(1),
            _ if brackets > 0 => {}
            ')' if previous != '(' => return &rest[..at],
            ' ' => return &rest[..at],
            c if is_operator_sign(c) => return &rest[..at],
            _ => {}
        }
        previous = c;
    }
    rest
}

/// The same as Jayway finds it: it skips a bracket, then takes one character, even if that opens another
/// one.
fn scanned_path_text(rest: &str) -> &str {
    let mut at = 0;
    let mut previous = ' ';
    while let Some(first) = rest[at..].chars().next() {
        if first == '[' {
            let Some(end) = closing_bracket(&rest[at..]) else {
                return rest;
            };
            at += end + 1;
            previous = ']';
        }
        let Some(c) = rest[at..].chars().next() else {
            break;
        };
        if c == ' ' || is_operator_sign(c) || (c == ')' && previous != '(') {
            break;
        }
        at += c.len_utf8();
        previous = c;
    }
    &rest[..at]
}

/// Where the bracket closes with which `text` begins.
fn closing_bracket(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote.is_some() => escaped = true,
            c if quote.is_some() => quote = quote.filter(|open| *open != c),
            '\'' | '"' => quote = Some(c),
            '[' => depth += 1,
            ']' if depth == 1 => return Some(at),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}
