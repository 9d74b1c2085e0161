//! Text → steps, with the grammar of Jayway's `PathCompiler`.

use super::cursor::Cursor;
use super::filter_parse;
use super::syntax::{Argument, Call, Step, Steps};
use super::{Dialect, Root};
use crate::query::{Reason, SyntaxFault};
use crate::value::parse as parse_json;
use std::rc::Rc;

/// More steps than this are refused: the walk goes one call deeper with each.
const MAX_STEPS: usize = 250;
/// Filters and arguments may hold paths, which may hold filters, this often.
const MAX_NESTING: usize = 12;

/// Reads steps; `nesting` counts the paths around the one being read.
pub(super) struct Reader<'a> {
    pub cursor: Cursor<'a>,
    pub dialect: Dialect,
    pub nesting: usize,
    steps: Vec<Step>,
}

/// Reads a whole path as it stands in a definition.
pub(super) fn path(text: &str, dialect: Dialect) -> Result<(Root, Steps), SyntaxFault> {
    let (root, skipped) = root(text, dialect)?;
    let steps = steps_after_root(&text[skipped..], skipped, dialect, 0)?;
    Ok((root, steps))
}

/// The root and how many bytes it takes.
fn root(text: &str, dialect: Dialect) -> Result<(Root, usize), SyntaxFault> {
    let fault = |reason| SyntaxFault { offset: 0, reason };
    match dialect {
        Dialect::Jayway if text.is_empty() => Err(fault(Reason::EmptyPath)),
        // Jayway reads a path without a root as one below `$`.
        Dialect::Jayway => Ok((Root::Data, usize::from(text.starts_with(['$', '@'])))),
        Dialect::Aws if text.starts_with("$$") => Ok((Root::Context, 2)),
        Dialect::Aws => {
            let rest = text
                .strip_prefix('$')
                .ok_or_else(|| fault(Reason::NoDollar))?;
            let name = variable_name(rest);
            if name.is_empty() {
                return Ok((Root::Data, 1));
            }
            Ok((Root::Variable(name.into()), 1 + name.len()))
        }
    }
}

/// The variable that `rest`, what follows a `$`, begins with; empty when there is none.
fn variable_name(rest: &str) -> &str {
    let end = rest
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(rest.len());
    let begins = rest.starts_with(|c: char| c.is_alphabetic() || c == '_');
    &rest[..if begins { end } else { 0 }]
}

/// Reads the steps in `text`, which begins after a root at byte `base` of the whole expression.
pub(super) fn steps_after_root(
    text: &str,
    base: usize,
    dialect: Dialect,
    nesting: usize,
) -> Result<Steps, SyntaxFault> {
    let text = text.trim_end_matches(' ');
    let mut reader = Reader {
        cursor: Cursor::new(text, base),
        dialect,
        nesting,
        steps: Vec::new(),
    };
    if nesting > MAX_NESTING {
        return Err(reader.cursor.fault(Reason::DeepPaths));
    }
    reader.read_all(base == 0)?;
    Ok(Steps::with_functions_outside(reader.steps))
}

impl Reader<'_> {
    fn read_all(&mut self, without_root: bool) -> Result<(), SyntaxFault> {
        if self.cursor.text.ends_with('.') {
            self.cursor.at = self.cursor.text.len() - 1;
            return Err(self.cursor.fault(Reason::TrailingDot));
        }
        if without_root {
            // Jayway puts `$.` before it: a dot that is there makes it a scan.
            if self.dialect == Dialect::Jayway && self.cursor.eat(".") {
                self.steps.push(Step::Scan);
            }
            self.dotted()?;
        }
        while !self.is_done() {
            self.step()?;
            if self.steps.len() > MAX_STEPS {
                return Err(self.cursor.fault(Reason::TooManySteps));
            }
        }
        Ok(())
    }

    /// Jayway never looks at a last single character after a complete step; AWS's definitions are the
    /// better for being told of it.
    fn is_done(&self) -> bool {
        let rest = self.cursor.rest();
        let ignored = self.dialect == Dialect::Jayway && !self.steps.is_empty();
        rest.is_empty() || (ignored && rest.chars().nth(1).is_none())
    }

    fn step(&mut self) -> Result<(), SyntaxFault> {
        match self.cursor.peek() {
            Some('[') => self.bracket(),
            Some('.') => {
                self.cursor.at += 1;
                if self.cursor.eat(".") {
                    self.steps.push(Step::Scan);
                }
                self.dotted()
            }
            // Jayway reads `$[0]name` as `$[0].name`.
            Some(_) if self.dialect == Dialect::Jayway && !self.steps.is_empty() => self.dotted(),
            _ => Err(self.cursor.fault(Reason::NoStep)),
        }
    }

    /// What may stand after a dot: a name, `*`, a function, or a bracket.
    fn dotted(&mut self) -> Result<(), SyntaxFault> {
        match self.cursor.peek() {
            Some('[') => self.bracket(),
            Some('*') => {
                self.cursor.at += 1;
                self.steps.push(Step::Wildcard);
                Ok(())
            }
            Some('.') => Err(self.cursor.fault(Reason::NoNameBetweenDots)),
            Some(' ') | None => Err(self.cursor.fault(Reason::NoName)),
            Some(_) => self.name_or_call(),
        }
    }

    fn name_or_call(&mut self) -> Result<(), SyntaxFault> {
        let name: Rc<str> = self
            .cursor
            .take_while(|c| !matches!(c, ' ' | '.' | '[' | '('))
            .into();
        match self.cursor.peek() {
            Some(' ') => Err(self.cursor.fault(Reason::NameWithBlanks)),
            Some('(') => self.call(name),
            _ => {
                self.steps.push(Step::Name { name, quote: '\'' });
                Ok(())
            }
        }
    }

    fn bracket(&mut self) -> Result<(), SyntaxFault> {
        let start = self.cursor.clone();
        self.cursor.at += 1;
        self.cursor.skip_blanks();
        match self.cursor.peek() {
            Some(quote @ ('\'' | '"')) => self.names(quote),
            Some('*') => {
                self.cursor.at += 1;
                self.steps.push(Step::Wildcard);
                self.close_bracket(Reason::Missing(']'))
            }
            Some('?') => self.filter(),
            Some(c) if c.is_ascii_digit() || c == '-' || c == ':' => self.indices(&start),
            _ => Err(start.fault(Reason::NoBracketContent)),
        }
    }

    fn close_bracket(&mut self, otherwise: Reason) -> Result<(), SyntaxFault> {
        self.cursor.skip_blanks();
        if self.cursor.eat("]") {
            return Ok(());
        }
        Err(self.cursor.fault(otherwise))
    }

    fn names(&mut self, quote: char) -> Result<(), SyntaxFault> {
        let mut names: Vec<Rc<str>> = Vec::new();
        loop {
            let name = match self.dialect {
                Dialect::Jayway => self.cursor.quoted()?,
                Dialect::Aws => self.cursor.quoted_name()?,
            };
            names.push(name.into());
            self.cursor.skip_blanks();
            if !self.cursor.eat(",") {
                break;
            }
            self.cursor.skip_blanks();
            if self.dialect == Dialect::Jayway {
                // It looks for the next quote, and at nothing before it.
                let between = |c| c != quote && !matches!(c, ',' | ']' | '\\');
                self.cursor.take_while(between);
            }
            if self.cursor.peek() != Some(quote) {
                return Err(self.cursor.fault(Reason::NoNameAfterComma));
            }
        }
        self.close_bracket(Reason::NoCommaOrBracket)?;
        self.steps.push(match names.pop() {
            Some(name) if names.is_empty() => Step::Name { name, quote },
            last => {
                names.extend(last);
                Step::Names { names, quote }
            }
        });
        Ok(())
    }

    fn indices(&mut self, start: &Cursor<'_>) -> Result<(), SyntaxFault> {
        let inside = self.cursor.take_while(|c| c != ']');
        if !self.cursor.eat("]") {
            return Err(start.fault(Reason::OpenBracket));
        }
        let step = if inside.contains(':') {
            slice(inside)
        } else {
            index_list(inside)
        };
        self.steps
            .push(step.ok_or_else(|| start.fault(Reason::NotAnIndex))?);
        Ok(())
    }

    fn filter(&mut self) -> Result<(), SyntaxFault> {
        self.cursor.at += 1;
        self.cursor.skip_blanks();
        // What is not closed in it is told before anything else is.
        let _ = self.cursor.bracketed(b')', true)?;
        if !self.cursor.eat("(") {
            return Err(self.cursor.fault(Reason::NoParenthesisAfterFilter));
        }
        let filter = filter_parse::condition(&mut self.cursor, self.dialect, self.nesting)?;
        self.cursor.skip_blanks();
        if !self.cursor.eat(")") {
            return Err(self.cursor.fault(Reason::NoParenthesis));
        }
        self.close_bracket(Reason::OpenFilter)?;
        self.steps.push(Step::Filter(filter));
        Ok(())
    }

    fn call(&mut self, name: Rc<str>) -> Result<(), SyntaxFault> {
        let start = self.cursor.clone();
        self.cursor.at += 1;
        let mut arguments = Vec::new();
        if self.dialect == Dialect::Jayway && self.goes_on_behind_nothing() {
            // It reads the parenthesis of a call without arguments again, as a name.
            self.steps.push(Step::Call(Call { name, arguments }));
            return self.name_or_call();
        }
        loop {
            self.cursor.take_while(char::is_whitespace);
            let at = self.cursor.at;
            let quotes: &[char] = match self.dialect {
                Dialect::Jayway => &['"'],
                Dialect::Aws => &['"', '\''],
            };
            let text = raw_argument(self.cursor.rest(), quotes);
            self.cursor.at += text.len();
            arguments.extend(self.argument(text, at)?);
            if self.cursor.eat(")") {
                break;
            }
            if !self.cursor.eat(",") {
                return Err(start.fault(Reason::OpenParenthesis));
            }
        }
        self.steps.push(Step::Call(Call { name, arguments }));
        Ok(())
    }

    /// Whether a call without arguments ends here, and something follows it.
    fn goes_on_behind_nothing(&self) -> bool {
        let rest = self.cursor.rest();
        rest.starts_with(')') && rest.len() > 1
    }

    /// An argument is a path or JSON; Jayway passes over anything else, and over what stands before it.
    fn argument(&self, text: &str, at: usize) -> Result<Option<Argument>, SyntaxFault> {
        let begins = |c: char| c.is_ascii_digit() || matches!(c, '{' | '"' | '-' | '$' | '@');
        let passed = match self.dialect {
            Dialect::Jayway => text.find(begins).unwrap_or(text.len()),
            Dialect::Aws => 0,
        };
        let (text, base) = (&text[passed..], self.cursor.base + at + passed);
        if let Some(rest) = text.strip_prefix(['$', '@']) {
            let path = rest.trim_end_matches(' ');
            let closed = path.is_empty() || path.ends_with([']', ')', '*']);
            if self.dialect == Dialect::Jayway && path.len() < rest.len() && !closed {
                return Err(self.cursor.fault(Reason::NameWithBlanks));
            }
            let steps = steps_after_root(path, base + 1, self.dialect, self.nesting + 1)?;
            return Ok(Some(Argument::Path(steps)));
        }
        if !text.starts_with(begins) {
            return Ok(None);
        }
        match parse_json(text.trim_end()) {
            Ok(value) => Ok(Some(Argument::Literal(value))),
            // It is not read before it is needed.
            Err(_) if self.dialect == Dialect::Jayway => Ok(Some(Argument::Broken)),
            Err(fault) => Err(SyntaxFault {
                offset: base + fault.offset,
                reason: Reason::NotJson(fault.reason.to_string()),
            }),
        }
    }
}

/// What stands before the next comma or parenthesis that belongs to the call.
pub(crate) fn raw_argument<'a>(rest: &'a str, quotes: &[char]) -> &'a str {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quote.is_some() => escaped = true,
            c if quote.is_some() => quote = quote.filter(|open| *open != c),
            c if quotes.contains(&c) => quote = Some(c),
            ',' | ')' if depth == 0 => return &rest[..at],
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    rest
}

fn slice(text: &str) -> Option<Step> {
    let text = text.trim_end();
    if !text
        .bytes()
        .all(|b| b.is_ascii_digit() || b == b'-' || b == b':')
    {
        return None;
    }
    let mut bounds = text.split(':');
    let mut bound = || match bounds.next() {
        None | Some("") => Some(None),
        Some(text) => text.parse().ok().map(Some),
    };
    let (from, to) = (bound()?, bound()?);
    // A third part, the step of other dialects, is read and ignored.
    (from.is_some() || to.is_some()).then_some(Step::Slice { from, to })
}

fn index_list(text: &str) -> Option<Step> {
    let text = text.trim_end();
    if text.contains(|c: char| c.is_whitespace() && c != ' ') {
        return None;
    }
    let indices: Option<Vec<i32>> = text.split(',').map(|i| i.trim().parse().ok()).collect();
    Some(match indices?.as_slice() {
        [index] => Step::Index(*index),
        several => Step::Indices(several.to_vec()),
    })
}
