//! Tokens to a tree: a parser by binding powers, as the reference's.

use super::super::error::{Code, SyntaxError};
use super::super::signature::Signature;
use super::lexer::Lexer;
use super::raw::{Raw, RawKind, RawTerm};
use super::token::{Lexeme, Op, Token};
use std::rc::Rc;

/// How deeply brackets, functions and the like may stand in each other.
const MAX_NESTING: u16 = 100;

/// How deep the tree may be: a chain of operators grows it without any bracket.
const MAX_TREE: u16 = 180;

/// How strongly a sign binds what follows it.
const SIGN: u8 = 70;

type Parsed<T> = Result<T, SyntaxError>;

/// Reads `text` as one expression.
pub fn parse(text: &str) -> Parsed<Raw> {
    let start = Lexeme {
        token: Token::End,
        start: 0,
        end: 0,
    };
    let mut parser = Parser {
        lexer: Lexer::new(text),
        node: start,
        nesting: 0,
    };
    let _ = parser.advance(false)?;
    let tree = parser.expression(0)?;
    if parser.node.token == Token::End {
        return Ok(tree);
    }
    Err(parser.fault(Code::S0201))
}

struct Parser<'t> {
    lexer: Lexer<'t>,
    /// The token that is read and not yet used.
    node: Lexeme,
    nesting: u16,
}

impl Parser<'_> {
    /// An error that speaks of the token to come.
    fn fault(&self, code: Code) -> SyntaxError {
        let fault = SyntaxError::new(code, self.node.start, self.node.end - self.node.start);
        match leaf(&self.node).token() {
            Some(token) => fault.json_token(&token),
            None => fault,
        }
    }

    fn is(&self, op: Op) -> bool {
        self.node.token == Token::Op(op)
    }

    /// Goes to the next token; gives the one that was there.
    fn advance(&mut self, operand_before: bool) -> Parsed<Lexeme> {
        let next = self.lexer.next(operand_before)?;
        let before = std::mem::replace(&mut self.node, next);
        if self.is(Op::Bang) || self.is(Op::Tilde) {
            return Err(self.fault(Code::S0204));
        }
        Ok(before)
    }

    /// Goes past `op`, which must be there; gives the byte behind it.
    fn expect(&mut self, op: Op, operand_before: bool) -> Parsed<usize> {
        if !self.is(op) {
            let code = if self.node.token == Token::End {
                Code::S0203
            } else {
                Code::S0202
            };
            return Err(self.fault(code).text_value(op.text()));
        }
        Ok(self.advance(operand_before)?.end)
    }

    /// Goes past `op` if it is there.
    fn accept(&mut self, op: Op) -> Parsed<bool> {
        let there = self.is(op);
        if there {
            let _ = self.advance(false)?;
        }
        Ok(there)
    }

    /// An expression, up to an operator that binds no stronger than `power`.
    fn expression(&mut self, power: u8) -> Parsed<Raw> {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(self.fault(Code::U0001));
        }
        let first = self.advance(true)?;
        let mut left = self.begin(&first)?;
        while let Token::Op(op) = self.node.token {
            if op.power() <= power {
                break;
            }
            let mark = self.advance(false)?;
            left = self.go_on(op, &mark, left)?;
            if left.depth > MAX_TREE {
                return Err(SyntaxError::new(
                    Code::U0001,
                    mark.start,
                    mark.end - mark.start,
                ));
            }
        }
        self.nesting -= 1;
        Ok(left)
    }

    /// What begins with `first`.
    fn begin(&mut self, first: &Lexeme) -> Parsed<Raw> {
        let Token::Op(op) = first.token else {
            return Ok(leaf(first));
        };
        let start = first.start;
        match op {
            Op::And | Op::Or | Op::In => Ok(plain(RawKind::Keyword(op), first)),
            Op::Star => Ok(plain(RawKind::Wildcard, first)),
            Op::StarStar => Ok(plain(RawKind::Descendant, first)),
            Op::Percent => Ok(plain(RawKind::Parent, first)),
            Op::Minus => {
                let operand = self.expression(SIGN)?;
                let end = operand.end;
                Ok(raw(RawKind::Negate(Box::new(operand)), start, end))
            }
            Op::OpenParen => self.block(start),
            Op::OpenBracket => self.array(start),
            Op::OpenBrace => {
                let (pairs, end) = self.pairs()?;
                Ok(raw(RawKind::Object(pairs), start, end))
            }
            Op::Bar => self.transform(start),
            _ => Err(SyntaxError::new(Code::S0211, start, first.end - start).token(op.text())),
        }
    }

    /// What `left` becomes with the operator behind it.
    fn go_on(&mut self, op: Op, mark: &Lexeme, left: Raw) -> Parsed<Raw> {
        match op {
            Op::OpenParen => self.call(mark, left),
            Op::OpenBracket => self.predicate(mark, left),
            Op::OpenBrace => {
                let (pairs, end) = self.pairs()?;
                Ok(raw(RawKind::Group(Box::new(left), pairs), mark.start, end))
            }
            Op::Caret => self.sort(mark, left),
            Op::Question => self.condition(mark, left),
            Op::Assign => {
                if left.variable().is_none() {
                    return Err(at_raw(Code::S0212, &left));
                }
                self.binary(op, op.power() - 1, mark, left)
            }
            Op::At | Op::Hash => {
                let both = self.binary(op, op.power(), mark, left)?;
                if let RawKind::Binary(_, _, right) = &both.kind
                    && right.variable().is_none()
                {
                    return Err(at_raw(Code::S0214, right).token(op.text()));
                }
                Ok(both)
            }
            _ => self.binary(op, op.power(), mark, left),
        }
    }

    fn binary(&mut self, op: Op, power: u8, mark: &Lexeme, left: Raw) -> Parsed<Raw> {
        let right = self.expression(power)?;
        let kind = RawKind::Binary(op, Box::new(left), Box::new(right));
        Ok(raw(kind, mark.start, mark.end))
    }

    /// `(a; b; c)`
    fn block(&mut self, start: usize) -> Parsed<Raw> {
        let mut parts = Vec::new();
        while !self.is(Op::CloseParen) {
            parts.push(self.expression(0)?);
            if !self.accept(Op::Semicolon)? {
                break;
            }
        }
        let end = self.expect(Op::CloseParen, true)?;
        Ok(raw(RawKind::Block(parts), start, end))
    }

    /// `[a, b..c]`
    fn array(&mut self, start: usize) -> Parsed<Raw> {
        let mut items = Vec::new();
        if !self.is(Op::CloseBracket) {
            loop {
                let mut item = self.expression(0)?;
                if self.is(Op::DotDot) {
                    let mark = self.advance(false)?;
                    item = self.binary(Op::DotDot, 0, &mark, item)?;
                }
                items.push(item);
                if !self.accept(Op::Comma)? {
                    break;
                }
            }
        }
        let end = self.expect(Op::CloseBracket, true)?;
        Ok(raw(RawKind::Array(items), start, end))
    }

    /// `name: value, …}`, and the byte behind it.
    fn pairs(&mut self) -> Parsed<(Vec<(Raw, Raw)>, usize)> {
        let mut pairs = Vec::new();
        if !self.is(Op::CloseBrace) {
            loop {
                let name = self.expression(0)?;
                let _ = self.expect(Op::Colon, false)?;
                pairs.push((name, self.expression(0)?));
                if !self.accept(Op::Comma)? {
                    break;
                }
            }
        }
        Ok((pairs, self.expect(Op::CloseBrace, true)?))
    }

    /// `left[…]`, or `left[]`, which marks the first of a chain of predicates.
    fn predicate(&mut self, mark: &Lexeme, mut left: Raw) -> Parsed<Raw> {
        if self.is(Op::CloseBracket) {
            let mut step = &mut left;
            while matches!(step.kind, RawKind::Binary(Op::OpenBracket, ..)) {
                let RawKind::Binary(_, inner, _) = &mut step.kind else {
                    break;
                };
                step = inner;
            }
            step.keep_array = true;
            let _ = self.advance(false)?;
            return Ok(left);
        }
        let right = self.expression(0)?;
        let end = self.expect(Op::CloseBracket, true)?;
        let kind = RawKind::Binary(Op::OpenBracket, Box::new(left), Box::new(right));
        Ok(raw(kind, mark.start, end))
    }

    /// `left^(<a, >b)`
    fn sort(&mut self, mark: &Lexeme, left: Raw) -> Parsed<Raw> {
        let _ = self.expect(Op::OpenParen, false)?;
        let mut terms = Vec::new();
        loop {
            let descending = !self.accept(Op::Less)? && self.accept(Op::Greater)?;
            terms.push(RawTerm {
                descending,
                expression: self.expression(0)?,
            });
            if !self.accept(Op::Comma)? {
                break;
            }
        }
        let end = self.expect(Op::CloseParen, false)?;
        Ok(raw(RawKind::Sort(Box::new(left), terms), mark.start, end))
    }

    /// `left ? a : b`
    fn condition(&mut self, mark: &Lexeme, left: Raw) -> Parsed<Raw> {
        let then = Box::new(self.expression(0)?);
        let otherwise = if self.accept(Op::Colon)? {
            Some(Box::new(self.expression(0)?))
        } else {
            None
        };
        let kind = RawKind::Condition(Box::new(left), then, otherwise);
        Ok(raw(kind, mark.start, mark.end))
    }

    /// `|pattern|update, delete|`
    fn transform(&mut self, start: usize) -> Parsed<Raw> {
        let pattern = Box::new(self.expression(0)?);
        let _ = self.expect(Op::Bar, false)?;
        let update = Box::new(self.expression(0)?);
        let delete = if self.accept(Op::Comma)? {
            Some(Box::new(self.expression(0)?))
        } else {
            None
        };
        let end = self.expect(Op::Bar, false)?;
        Ok(raw(RawKind::Transform(pattern, update, delete), start, end))
    }

    /// `left(a, ?)`, or a function's definition.
    fn call(&mut self, mark: &Lexeme, left: Raw) -> Parsed<Raw> {
        let mut arguments = Vec::new();
        let mut partial = false;
        if !self.is(Op::CloseParen) {
            loop {
                if self.is(Op::Question) {
                    partial = true;
                    let mark = self.advance(false)?;
                    arguments.push(plain(RawKind::Placeholder, &mark));
                } else {
                    arguments.push(self.expression(0)?);
                }
                if !self.accept(Op::Comma)? {
                    break;
                }
            }
        }
        let end = self.expect(Op::CloseParen, true)?;
        let word = matches!(&left.kind, RawKind::Name(name) if matches!(&**name, "function" | "λ"));
        if word {
            return self.lambda(left.start, &arguments);
        }
        let start = if mark.start > left.end {
            mark.start
        } else {
            left.start
        };
        let kind = RawKind::Call {
            procedure: Box::new(left),
            arguments,
            partial,
        };
        Ok(raw(kind, start, end))
    }

    /// The signature and the body of a function.
    fn lambda(&mut self, start: usize, arguments: &[Raw]) -> Parsed<Raw> {
        let mut parameters = Vec::new();
        for (index, argument) in arguments.iter().enumerate() {
            let fault = || at_raw(Code::S0208, argument).json_value(&(index + 1).to_string());
            parameters.push(Rc::clone(argument.variable().ok_or_else(fault)?));
        }
        let signature = if self.is(Op::Less) {
            Some(self.signature()?)
        } else {
            None
        };
        let _ = self.expect(Op::OpenBrace, false)?;
        let body = Box::new(self.expression(0)?);
        let end = self.expect(Op::CloseBrace, false)?;
        let kind = RawKind::Lambda {
            parameters,
            signature,
            body,
        };
        Ok(raw(kind, start, end))
    }

    /// `<a<n>s?:s>`
    fn signature(&mut self) -> Parsed<Rc<Signature>> {
        let start = self.node.start;
        let mut text = String::from("<");
        let mut depth = 1;
        while depth > 0 && !self.is(Op::OpenBrace) && self.node.token != Token::End {
            let _ = self.advance(false)?;
            match &self.node.token {
                Token::Op(Op::Greater) => depth -= 1,
                Token::Op(Op::Less) => depth += 1,
                _ => {}
            }
            text.push_str(&written(&self.node.token));
        }
        let end = self.expect(Op::Greater, false)?;
        let signature = Signature::parse(&text);
        signature
            .map(Rc::new)
            .map_err(|code| SyntaxError::new(code, start, end - start))
    }
}

/// A token as it stands in a signature.
fn written(token: &Token) -> String {
    match token {
        Token::Op(op) => op.text().to_owned(),
        Token::Name(text) | Token::Variable(text) | Token::Text(text) => text.to_string(),
        Token::Number(number) => super::super::picture::number::to_text(*number),
        Token::Bool(truth) => truth.to_string(),
        Token::End | Token::Null | Token::Regex(..) => String::new(),
    }
}

/// A token that is a value by itself.
fn leaf(lexeme: &Lexeme) -> Raw {
    let kind = match &lexeme.token {
        Token::End => RawKind::End,
        Token::Name(name) => RawKind::Name(Rc::clone(name)),
        Token::Variable(name) => RawKind::Variable(Rc::clone(name)),
        Token::Text(text) => RawKind::Text(Rc::clone(text)),
        Token::Number(number) => RawKind::Number(*number),
        Token::Bool(truth) => RawKind::Bool(*truth),
        Token::Null => RawKind::Null,
        Token::Regex(pattern, flags) => RawKind::Regex(Rc::clone(pattern), Rc::clone(flags)),
        Token::Op(op) => RawKind::Keyword(*op),
    };
    plain(kind, lexeme)
}

fn plain(kind: RawKind, lexeme: &Lexeme) -> Raw {
    raw(kind, lexeme.start, lexeme.end)
}

fn raw(kind: RawKind, start: usize, end: usize) -> Raw {
    let depth = 1 + deepest(&kind);
    Raw {
        kind,
        start,
        end,
        keep_array: false,
        depth,
    }
}

/// How deep the deepest part of `kind` is.
fn deepest(kind: &RawKind) -> u16 {
    let of = |parts: &[Raw]| parts.iter().map(|part| part.depth).max().unwrap_or(0);
    let pairs = |pairs: &[(Raw, Raw)]| {
        let depths = pairs
            .iter()
            .map(|(name, value)| name.depth.max(value.depth));
        depths.max().unwrap_or(0)
    };
    match kind {
        RawKind::Negate(part) | RawKind::Lambda { body: part, .. } => part.depth,
        RawKind::Array(parts) | RawKind::Block(parts) => of(parts),
        RawKind::Object(members) => pairs(members),
        RawKind::Binary(_, left, right) => left.depth.max(right.depth),
        RawKind::Group(left, members) => left.depth.max(pairs(members)),
        RawKind::Sort(left, terms) => {
            let terms = terms.iter().map(|term| term.expression.depth).max();
            left.depth.max(terms.unwrap_or(0))
        }
        RawKind::Call {
            procedure,
            arguments,
            ..
        } => procedure.depth.max(of(arguments)),
        RawKind::Condition(a, b, c) | RawKind::Transform(a, b, c) => {
            let last = c.as_ref().map_or(0, |part| part.depth);
            a.depth.max(b.depth).max(last)
        }
        _ => 0,
    }
}

/// An error that speaks of a part already read.
fn at_raw(code: Code, part: &Raw) -> SyntaxError {
    let fault = SyntaxError::new(code, part.start, part.end.saturating_sub(part.start));
    match part.token() {
        Some(token) => fault.json_token(&token),
        None => fault,
    }
}
