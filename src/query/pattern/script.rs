//! Text → regular expression, in the dialect of ECMAScript without its flag `u`, with what browsers
//! tolerate (annex B): braces and brackets that stand for themselves, octal escapes.

use super::PatternFault;
use super::class::{Class, Folding, Kind};
use super::parse::{MAX_DEPTH, Node};
use std::ops::Range;

const UNCLOSED_GROUP: PatternFault = "Unterminated group";
const UNCLOSED_CLASS: PatternFault = "Unterminated character class";
const NOTHING_TO_REPEAT: PatternFault = "Nothing to repeat";

/// Longer expressions, in bytes, are refused: no hand writes them.
const MAX_LENGTH: usize = 20_000;

/// Reads an expression; gives also how many groups it has.
pub(super) fn expression(
    text: &str,
    any_case: bool,
    lines: bool,
) -> Result<(Node, usize), PatternFault> {
    if text.len() > MAX_LENGTH {
        return Err("it is too long");
    }
    let names = groups(text)?;
    let folding = if any_case {
        Folding::Script
    } else {
        Folding::Exact
    };
    let mut reader = Reader {
        rest: text,
        names: &names,
        folding,
        lines,
        group: 0,
        depth: 0,
    };
    let node = reader.choice()?;
    if reader.rest.is_empty() {
        Ok((node, names.len()))
    } else {
        Err("Unmatched ')'")
    }
}

/// The groups in the order of their parentheses, each with its name if it has one: references may stand
/// before their groups.
fn groups(text: &str) -> Result<Vec<Option<&str>>, PatternFault> {
    let mut groups: Vec<Option<&str>> = Vec::new();
    let mut in_class = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = &rest[rest.chars().next().map_or(0, char::len_utf8)..],
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => {
                let name = rest
                    .strip_prefix("?<")
                    .filter(|name| !name.starts_with(['=', '!']))
                    .map(|name| name.split('>').next().unwrap_or(name));
                if name.is_some() && groups.contains(&name) {
                    return Err("Duplicate capture group name");
                }
                if name.is_some() || !rest.starts_with('?') {
                    groups.push(name);
                }
            }
            _ => {}
        }
    }
    Ok(groups)
}

struct Reader<'a> {
    rest: &'a str,
    names: &'a [Option<&'a str>],
    folding: Folding,
    lines: bool,
    /// The number of the last group that was opened.
    group: usize,
    depth: usize,
}

/// An escape or a character of a class.
enum Item {
    Character(char),
    Class(Class),
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn eat(&mut self, text: &str) -> bool {
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes as many characters of a kind as there are, at most `most`.
    fn run(&mut self, most: usize, is: impl Fn(char) -> bool) -> &'a str {
        let count = self
            .rest
            .chars()
            .take(most)
            .take_while(|c| is(*c))
            .map(char::len_utf8)
            .sum();
        let (run, rest) = self.rest.split_at(count);
        self.rest = rest;
        run
    }

    fn choice(&mut self) -> Result<Node, PatternFault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("it is nested too deeply");
        }
        let mut options = vec![self.sequence()?];
        while self.eat("|") {
            options.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(Node::Choice(options))
    }

    fn sequence(&mut self) -> Result<Node, PatternFault> {
        let mut nodes = Vec::new();
        while !(self.rest.is_empty() || self.rest.starts_with(['|', ')'])) {
            let before = self.group;
            let node = self.atom()?;
            nodes.push(self.quantified(node, before + 1..self.group + 1)?);
        }
        Ok(Node::Sequence(nodes))
    }

    fn atom(&mut self) -> Result<Node, PatternFault> {
        if self.counts().is_some() {
            return Err(NOTHING_TO_REPEAT);
        }
        Ok(match self.next() {
            None => Node::Sequence(Vec::new()),
            Some('^') if self.lines => Node::LineStart,
            Some('^') => Node::Start(false),
            Some('$') if self.lines => Node::LineEnd,
            Some('$') => Node::TextEnd,
            Some('*' | '+' | '?') => return Err(NOTHING_TO_REPEAT),
            Some('(') => self.group()?,
            Some('[') => Node::Class(self.class()?),
            Some('\\') => self.escape()?,
            Some('.') => {
                let ends = ['\n', '\r', '\u{2028}', '\u{2029}'];
                let ends = ends.map(|c| Class::Range(c, c)).to_vec();
                Node::Class(Class::Union(ends).negated())
            }
            Some(c) => self.character(c),
        })
    }

    fn character(&self, c: char) -> Node {
        Node::Class(self.folded(Class::Range(c, c)))
    }

    fn folded(&self, class: Class) -> Class {
        if self.folding == Folding::Exact {
            return class;
        }
        Class::AnyCase(Box::new(class), self.folding)
    }

    /// `(…)`, after its parenthesis.
    fn group(&mut self) -> Result<Node, PatternFault> {
        for (sign, wanted, behind) in [
            ("?=", true, false),
            ("?!", false, false),
            ("?<=", true, true),
            ("?<!", false, true),
        ] {
            if self.eat(sign) {
                return Ok(Node::Look {
                    node: Box::new(self.inside()?),
                    wanted,
                    behind,
                });
            }
        }
        if self.eat("?:") {
            return self.inside();
        }
        if self.eat("?<") {
            let name = self.run(usize::MAX, |c| c.is_alphanumeric() || c == '_' || c == '$');
            if name.is_empty() || name.starts_with(char::is_numeric) || !self.eat(">") {
                return Err("Invalid capture group name");
            }
        } else if self.rest.starts_with('?') {
            return Err("Invalid group");
        }
        self.group += 1;
        let number = self.group;
        Ok(Node::Group(number, Box::new(self.inside()?)))
    }

    fn inside(&mut self) -> Result<Node, PatternFault> {
        let node = self.choice()?;
        if self.eat(")") {
            Ok(node)
        } else {
            Err(UNCLOSED_GROUP)
        }
    }

    /// A node and what says how often; `groups` are those that stand in it.
    fn quantified(&mut self, node: Node, groups: Range<usize>) -> Result<Node, PatternFault> {
        let (min, max) = if self.eat("?") {
            (0, Some(1))
        } else if self.eat("*") {
            (0, None)
        } else if self.eat("+") {
            (1, None)
        } else if let Some((counts, rest)) = self.counts() {
            self.rest = rest;
            counts
        } else {
            return Ok(node);
        };
        let lazy = self.eat("?");
        if max.is_some_and(|max| max < min) {
            return Err("numbers out of order in {} quantifier");
        }
        match node {
            Node::Start(_)
            | Node::End(_)
            | Node::TextEnd
            | Node::LineStart
            | Node::LineEnd
            | Node::WordEdge { .. }
            | Node::Look { behind: true, .. }
            | Node::Behind { .. } => Err(NOTHING_TO_REPEAT),
            Node::Class(_)
            | Node::Sequence(_)
            | Node::Choice(_)
            | Node::Repeat { .. }
            | Node::Group(..)
            | Node::Atomic(_)
            | Node::Look { behind: false, .. }
            | Node::Backreference { .. } => Ok(Node::Repeat {
                node: Box::new(node),
                min,
                max,
                lazy,
                forgets: Some(groups),
            }),
        }
    }

    /// `{2}`, `{2,}` or `{2,3}`, if that stands here, and what follows. Counts that are too large for any
    /// text are cut; written out they are refused.
    fn counts(&self) -> Option<((u32, Option<u32>), &'a str)> {
        let (inside, rest) = self.rest.strip_prefix('{')?.split_once('}')?;
        let count = |digits: &str| {
            let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
            plain.then(|| digits.parse().unwrap_or(u32::MAX))
        };
        let counts = match inside.split_once(',') {
            None => {
                let count = count(inside)?;
                (count, Some(count))
            }
            Some((min, "")) => (count(min)?, None),
            Some((min, max)) => (count(min)?, Some(count(max)?)),
        };
        Some((counts, rest))
    }

    fn escape(&mut self) -> Result<Node, PatternFault> {
        if self.rest.is_empty() {
            return Err("\\ at end of pattern");
        }
        if self.rest.starts_with(['b', 'B']) {
            return Ok(Node::WordEdge {
                wanted: self.next() == Some('b'),
                unicode: false,
            });
        }
        if let Some(group) = self.reference()? {
            return Ok(Node::Backreference {
                group,
                folding: self.folding,
                lenient: true,
            });
        }
        Ok(match self.escaped() {
            Item::Character(c) => self.character(c),
            Item::Class(class) => Node::Class(self.folded(class)),
        })
    }

    /// The group that `\1` or `\k<name>` means, if there is one of this number.
    fn reference(&mut self) -> Result<Option<usize>, PatternFault> {
        let named = self.names.iter().any(Option::is_some);
        if named && self.eat("k") {
            let name = self
                .rest
                .strip_prefix('<')
                .and_then(|rest| rest.split_once('>'));
            let (name, rest) = name.ok_or("Invalid named reference")?;
            let index = self.names.iter().position(|known| *known == Some(name));
            self.rest = rest;
            return Ok(Some(index.ok_or("Invalid named capture referenced")? + 1));
        }
        if !self.rest.starts_with(|c| matches!(c, '1'..='9')) {
            return Ok(None);
        }
        let before = self.rest;
        let digits = self.run(usize::MAX, |c| c.is_ascii_digit());
        let number = digits
            .parse()
            .ok()
            .filter(|number| *number <= self.names.len());
        if number.is_none() {
            self.rest = before;
        }
        Ok(number)
    }

    /// What an escape means, after its backslash; the same in a class and outside.
    fn escaped(&mut self) -> Item {
        let before = self.rest;
        let Some(c) = self.next() else {
            return Item::Character('\\');
        };
        Item::Character(match c {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => return Item::Class(named_class(c)),
            't' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            '0'..='7' => self.octal(c),
            'x' => self.hexadecimal(2).and_then(char::from_u32).unwrap_or('x'),
            'u' => return self.unit(),
            'c' => match self.rest.chars().next() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    let _ = self.next();
                    char::from(letter as u8 % 32)
                }
                // The backslash stands for itself.
                _ => {
                    self.rest = before;
                    '\\'
                }
            },
            c => c,
        })
    }

    fn octal(&mut self, first: char) -> char {
        let most = if first <= '3' { 2 } else { 1 };
        let digits = self.run(most, |c| c.is_digit(8));
        let value = u32::from_str_radix(&format!("{first}{digits}"), 8);
        value.ok().and_then(char::from_u32).unwrap_or(first)
    }

    /// A number of so many hexadecimal digits, if they stand here.
    fn hexadecimal(&mut self, digits: usize) -> Option<u32> {
        let before = self.rest;
        let run = self.run(digits, |c| c.is_ascii_hexdigit());
        let number = u32::from_str_radix(run, 16).ok();
        let complete = number.filter(|_| run.len() == digits);
        if complete.is_none() {
            self.rest = before;
        }
        complete
    }

    /// `\uhhhh`, or two that make one character. A half of a pair alone is in no text.
    fn unit(&mut self) -> Item {
        let Some(high) = self.hexadecimal(4) else {
            return Item::Character('u');
        };
        if let Some(c) = char::from_u32(high) {
            return Item::Character(c);
        }
        let before = self.rest;
        let low = if self.eat("\\u") {
            self.hexadecimal(4)
        } else {
            None
        };
        let pair = [high as u16, low.unwrap_or(0) as u16];
        match char::decode_utf16(pair).next() {
            Some(Ok(c)) => Item::Character(c),
            _ => {
                self.rest = before;
                Item::Class(Class::Union(Vec::new()))
            }
        }
    }

    /// A set in brackets, after its opening one.
    fn class(&mut self) -> Result<Class, PatternFault> {
        let negated = self.eat("^");
        let mut parts = Vec::new();
        while !self.eat("]") {
            let first = self.class_item()?;
            if !self.rest.starts_with('-') || self.rest.starts_with("-]") {
                parts.push(first.into_class());
                continue;
            }
            let _ = self.next();
            let last = self.class_item()?;
            match (first, last) {
                (Item::Character(first), Item::Character(last)) if first <= last => {
                    parts.push(Class::Range(first, last));
                }
                (Item::Character(_), Item::Character(_)) => {
                    return Err("Range out of order in character class");
                }
                (first, last) => parts.extend([
                    first.into_class(),
                    Class::Range('-', '-'),
                    last.into_class(),
                ]),
            }
        }
        let class = self.folded(Class::Union(parts));
        Ok(if negated { class.negated() } else { class })
    }

    fn class_item(&mut self) -> Result<Item, PatternFault> {
        match self.next().ok_or(UNCLOSED_CLASS)? {
            '\\' if self.rest.is_empty() => Err("\\ at end of pattern"),
            '\\' if self.eat("b") => Ok(Item::Character('\u{8}')),
            '\\' => Ok(self.escaped()),
            c => Ok(Item::Character(c)),
        }
    }
}

impl Item {
    fn into_class(self) -> Class {
        match self {
            Self::Character(c) => Class::Range(c, c),
            Self::Class(class) => class,
        }
    }
}

/// `\d`, `\s`, `\w` and their opposites.
fn named_class(letter: char) -> Class {
    let class = Class::Kind(match letter.to_ascii_lowercase() {
        'd' => Kind::Digit,
        's' => Kind::ScriptSpace,
        _ => Kind::Word,
    });
    if letter.is_ascii_uppercase() {
        class.negated()
    } else {
        class
    }
}
