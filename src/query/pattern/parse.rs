//! Text → regular expression.

use super::PatternFault;
use super::class::{Class, Folding, Kind};
use super::reach::has_limit;
use std::iter::Peekable;
use std::ops::Range;
use std::str::Chars;

/// Groups and classes may nest this deep.
pub(super) const MAX_DEPTH: usize = 50;
/// The largest number in `{n,m}`.
const MAX_COUNT: u32 = 1000;

const REACHES_TOO_FAR: PatternFault =
    "looking behind must have a limit: this could take any number of characters";

/// What an expression is made of.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Class(Class),
    /// `^`; the flag says whether it matches at every line.
    Start(bool),
    /// `$`
    End(bool),
    /// `\z`
    TextEnd,
    /// ECMAScript's `^` and `$` of lines.
    LineStart,
    LineEnd,
    /// `\b`, or `\B` when not `wanted`; words of Unicode or of ASCII.
    WordEdge {
        wanted: bool,
        unicode: bool,
    },
    Sequence(Vec<Node>),
    Choice(Vec<Node>),
    Repeat {
        node: Box<Node>,
        min: u32,
        max: Option<u32>,
        lazy: bool,
        /// As in ECMAScript: each turn forgets what these groups took, and one that takes nothing fails.
        /// In Java such a turn is the last.
        forgets: Option<Range<usize>>,
    },
    /// `(…)`, by its number.
    Group(usize, Box<Node>),
    /// `(?>…)`, and what `+` after a quantifier makes.
    Atomic(Box<Node>),
    /// `(?=…)`, `(?!…)`, and ECMAScript's `(?<=…)`, `(?<!…)`, which match from their end to their start.
    Look {
        node: Box<Node>,
        wanted: bool,
        behind: bool,
    },
    /// Java's `(?<=…)`, `(?<!…)`: begin at the nearest place from where they end here.
    Behind {
        node: Box<Node>,
        wanted: bool,
    },
    /// `\1`
    Backreference {
        group: usize,
        folding: Folding,
        /// Whether it matches nothing at all while its group took nothing, as in ECMAScript; in Java it
        /// fails.
        lenient: bool,
    },
}

#[derive(Clone, Copy, Default)]
struct Flags {
    any_case: bool,
    lines: bool,
    dot_all: bool,
    comments: bool,
    unix_lines: bool,
    unicode_case: bool,
    unicode_classes: bool,
}

impl Flags {
    fn folding(self) -> Folding {
        match (self.any_case, self.unicode_case) {
            (false, _) => Folding::Exact,
            (true, false) => Folding::Ascii,
            (true, true) => Folding::Unicode,
        }
    }

    fn set(&mut self, flag: char, on: bool) -> Result<(), PatternFault> {
        match flag {
            'i' => self.any_case = on,
            'm' => self.lines = on,
            's' => self.dot_all = on,
            'x' => self.comments = on,
            'd' => self.unix_lines = on,
            'u' => self.unicode_case = on,
            'U' => {
                self.unicode_case = on;
                self.unicode_classes = on;
            }
            _ => return Err("there is no such flag"),
        }
        Ok(())
    }
}

/// Reads an expression; gives also how many groups it has.
pub(super) fn expression(text: &str, flags: &str) -> Result<(Node, usize), PatternFault> {
    let mut reader = Reader {
        chars: text.chars().peekable(),
        flags: Flags::default(),
        groups: 0,
        names: Vec::new(),
        behind: false,
        depth: 0,
    };
    for flag in flags.chars() {
        reader.flags.set(flag, true)?;
    }
    let node = reader.choice()?;
    match reader.chars.next() {
        None => Ok((node, reader.groups)),
        Some(_) => Err("a ')' has no '('"),
    }
}

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
    flags: Flags,
    groups: usize,
    /// The groups that have a name, with their numbers.
    names: Vec<(String, usize)>,
    /// Whether this stands in something that looks behind.
    behind: bool,
    depth: usize,
}

impl Reader<'_> {
    fn eat(&mut self, c: char) -> bool {
        self.chars.next_if_eq(&c).is_some()
    }

    fn choice(&mut self) -> Result<Node, PatternFault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("it is nested too deeply");
        }
        let mut options = vec![self.sequence()?];
        while self.eat('|') {
            options.push(self.sequence()?);
        }
        self.depth -= 1;
        Ok(match options.pop() {
            Some(only) if options.is_empty() => only,
            last => {
                options.extend(last);
                Node::Choice(options)
            }
        })
    }

    fn sequence(&mut self) -> Result<Node, PatternFault> {
        let mut nodes = Vec::new();
        loop {
            self.skip_comments();
            match self.chars.peek() {
                None | Some('|' | ')') => return Ok(Node::Sequence(nodes)),
                Some(_) => {}
            }
            if let Some(node) = self.atom()? {
                let node = self.quantified(node)?;
                nodes.push(node);
            }
        }
    }

    fn skip_comments(&mut self) {
        while self.flags.comments {
            if self.chars.next_if(|c| c.is_ascii_whitespace()).is_some() {
                continue;
            }
            if !self.eat('#') {
                break;
            }
            while self.chars.next_if(|c| *c != '\n').is_some() {}
        }
    }

    /// One thing to match; nothing for flags that are switched in passing.
    fn atom(&mut self) -> Result<Option<Node>, PatternFault> {
        let Some(c) = self.chars.next() else {
            return Ok(None);
        };
        Ok(Some(match c {
            '(' => return self.group(),
            '[' => Node::Class(self.cased_class()?),
            '\\' => self.escape()?,
            '.' => Node::Class(self.dot()),
            '^' => Node::Start(self.flags.lines),
            '$' => Node::End(self.flags.lines),
            '*' | '+' | '?' | '{' => return Err("there is nothing to repeat"),
            c => self.character(c),
        }))
    }

    fn character(&self, c: char) -> Node {
        Node::Class(self.with_case(Class::Range(c, c)))
    }

    fn with_case(&self, class: Class) -> Class {
        if !self.flags.any_case {
            return class;
        }
        Class::AnyCase(Box::new(class), self.flags.folding())
    }

    fn dot(&self) -> Class {
        if self.flags.dot_all {
            return Class::Range('\0', char::MAX);
        }
        if self.flags.unix_lines {
            return Class::Range('\n', '\n').negated();
        }
        let ends = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
        Class::Union(ends.into_iter().map(|c| Class::Range(c, c)).collect()).negated()
    }

    fn group(&mut self) -> Result<Option<Node>, PatternFault> {
        if !self.eat('?') {
            return self.numbered().map(Some);
        }
        let node = match self.chars.next() {
            Some(':') => self.inside()?,
            Some('>') => Node::Atomic(Box::new(self.inside()?)),
            Some(sign @ ('=' | '!')) => Node::Look {
                node: Box::new(self.inside()?),
                wanted: sign == '=',
                behind: false,
            },
            Some('<') => match self.chars.next_if(|c| matches!(c, '=' | '!')) {
                Some(sign) => self.looking_behind(sign == '=')?,
                None => self.named()?,
            },
            Some(flag) => return self.switched_flags(flag),
            None => return Err("a '(' is not closed"),
        };
        Ok(Some(node))
    }

    fn numbered(&mut self) -> Result<Node, PatternFault> {
        self.groups += 1;
        let number = self.groups;
        Ok(Node::Group(number, Box::new(self.inside()?)))
    }

    fn named(&mut self) -> Result<Node, PatternFault> {
        let name = self.name()?;
        if self.names.iter().any(|(other, _)| *other == name) {
            return Err("two groups have the same name");
        }
        self.names.push((name, self.groups + 1));
        self.numbered()
    }

    /// A group's name, up to its `>`: letters and digits of ASCII, a letter first.
    fn name(&mut self) -> Result<String, PatternFault> {
        let mut name = String::new();
        while let Some(c) = self.chars.next_if(char::is_ascii_alphanumeric) {
            name.push(c);
        }
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Err("a group's name starts with a letter");
        }
        if self.eat('>') {
            Ok(name)
        } else {
            Err("a group's name has no '>'")
        }
    }

    fn looking_behind(&mut self, wanted: bool) -> Result<Node, PatternFault> {
        let around = std::mem::replace(&mut self.behind, true);
        let node = Box::new(self.inside()?);
        self.behind = around;
        if !has_limit(&node) {
            return Err(REACHES_TOO_FAR);
        }
        Ok(Node::Behind { node, wanted })
    }

    /// What stands in a group, up to its parenthesis; flags switched inside end with it.
    fn inside(&mut self) -> Result<Node, PatternFault> {
        let flags = self.flags;
        let node = self.choice()?;
        self.flags = flags;
        if self.eat(')') {
            return Ok(node);
        }
        Err("a '(' is not closed")
    }

    /// `(?i)` for the rest of the group, `(?i:…)` for what stands in it, `(?-i)` to switch off.
    fn switched_flags(&mut self, first: char) -> Result<Option<Node>, PatternFault> {
        let before = self.flags;
        let mut on = true;
        let mut next = Some(first);
        loop {
            match next {
                Some('-') if on => on = false,
                Some(')') => return Ok(None),
                Some(':') => {
                    let node = self.inside()?;
                    self.flags = before;
                    return Ok(Some(node));
                }
                Some(flag) => self.flags.set(flag, on)?,
                None => return Err("a '(' is not closed"),
            }
            next = self.chars.next();
        }
    }

    fn quantified(&mut self, node: Node) -> Result<Node, PatternFault> {
        self.skip_comments();
        let (min, max) = match self.chars.peek() {
            Some('?') => (0, Some(1)),
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('{') => self.counts()?,
            _ => return Ok(node),
        };
        let _ = self.chars.next();
        let lazy = self.eat('?');
        let possessive = !lazy && self.eat('+');
        if matches!(self.chars.peek(), Some('*' | '+' | '?' | '{')) {
            return Err("there is nothing to repeat");
        }
        let node = Box::new(node);
        let repeat = Node::Repeat {
            node,
            min,
            max,
            lazy,
            forgets: None,
        };
        Ok(if possessive {
            Node::Atomic(Box::new(repeat))
        } else {
            repeat
        })
    }

    /// `{2}`, `{2,}`, `{2,3}`, up to the closing brace, which is left.
    fn counts(&mut self) -> Result<(u32, Option<u32>), PatternFault> {
        const FAULT: PatternFault = "a repetition is written {2}, {2,} or {2,3}, up to 1000";
        let _ = self.chars.next();
        let min = self.count().ok_or(FAULT)?;
        let max = match self.eat(',') {
            false => Some(min),
            true if self.chars.peek() == Some(&'}') => None,
            true => Some(self.count().ok_or(FAULT)?),
        };
        if self.chars.peek() != Some(&'}') || max.is_some_and(|max| max < min) {
            return Err(FAULT);
        }
        Ok((min, max))
    }

    fn count(&mut self) -> Option<u32> {
        let mut digits = String::new();
        while let Some(digit) = self.chars.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        digits.parse().ok().filter(|count| *count <= MAX_COUNT)
    }

    fn escape(&mut self) -> Result<Node, PatternFault> {
        let c = self.chars.next().ok_or("a backslash stands at the end")?;
        Ok(match c {
            'b' | 'B' => Node::WordEdge {
                wanted: c == 'b',
                unicode: true,
            },
            'A' => Node::Start(false),
            'Z' => Node::End(false),
            'z' => Node::TextEnd,
            'R' => Node::Class(Class::Kind(Kind::LineEnd)),
            'Q' => self.quoted(),
            '1'..='9' => self.numbered_backreference(c)?,
            'k' => self.named_backreference()?,
            c => match self.escaped_class(c)? {
                Some(class) => Node::Class(class),
                None => {
                    let c = self.escaped_character(c)?;
                    self.character(c)
                }
            },
        })
    }

    fn named_backreference(&mut self) -> Result<Node, PatternFault> {
        if !self.eat('<') {
            return Err("a group's name in <> should follow \\k");
        }
        let name = self.name()?;
        let group = self.names.iter().find(|(other, _)| *other == name);
        let (_, group) = group.ok_or("there is no group of this name")?;
        self.backreference(*group)
    }

    /// One digit, and more as long as there is a group of such a number. One that there is not matches
    /// nothing.
    fn numbered_backreference(&mut self, first: char) -> Result<Node, PatternFault> {
        let mut group = first.to_digit(10).unwrap_or(0) as usize;
        while let Some(digit) = self.chars.peek().and_then(|c| c.to_digit(10)) {
            let longer = group * 10 + digit as usize;
            if longer > self.groups {
                break;
            }
            group = longer;
            let _ = self.chars.next();
        }
        self.backreference(group)
    }

    /// Java wants to know how far something that looks behind can reach, and of these it cannot.
    fn backreference(&self, group: usize) -> Result<Node, PatternFault> {
        if self.behind {
            return Err(REACHES_TOO_FAR);
        }
        Ok(Node::Backreference {
            group,
            folding: self.flags.folding(),
            lenient: false,
        })
    }

    /// `\Q…\E`: everything between is meant as it stands.
    fn quoted(&mut self) -> Node {
        let mut nodes = Vec::new();
        while let Some(c) = self.chars.next() {
            if c == '\\' && self.eat('E') {
                break;
            }
            nodes.push(self.character(c));
        }
        Node::Sequence(nodes)
    }

    /// The set that an escape stands for, if it stands for one.
    fn escaped_class(&mut self, c: char) -> Result<Option<Class>, PatternFault> {
        let unicode = self.flags.unicode_classes;
        let kind = match c.to_ascii_lowercase() {
            'd' if unicode => Kind::UnicodeDigit,
            'w' if unicode => Kind::UnicodeWord,
            's' if unicode => Kind::UnicodeSpace,
            'd' => Kind::Digit,
            'w' => Kind::Word,
            's' => Kind::Space,
            'h' => Kind::HorizontalSpace,
            'v' => Kind::LineEnd,
            'p' => self.property()?,
            _ => return Ok(None),
        };
        let class = Class::Kind(kind);
        Ok(Some(if c.is_ascii_uppercase() {
            class.negated()
        } else {
            class
        }))
    }

    fn property(&mut self) -> Result<Kind, PatternFault> {
        let mut name = String::new();
        match self.chars.next() {
            Some('{') => name.extend(std::iter::from_fn(|| self.chars.next_if(|c| *c != '}'))),
            Some(c) => name.push(c),
            None => return Err("a property should follow \\p"),
        }
        if name.len() > 1 && !self.eat('}') {
            return Err("a property is not closed");
        }
        if name.len() == 1 {
            self.eat('}');
        }
        Kind::property(&name).ok_or("this property is not known here")
    }

    fn escaped_character(&mut self, c: char) -> Result<char, PatternFault> {
        Ok(match c {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'f' => '\u{c}',
            'a' => '\u{7}',
            'e' => '\u{1b}',
            'x' => self.code(2)?,
            'u' => self.code(4)?,
            c if c.is_ascii_alphanumeric() => return Err("this escape does not exist"),
            c => c,
        })
    }

    /// A character by its hexadecimal number.
    fn code(&mut self, digits: usize) -> Result<char, PatternFault> {
        let hex: String = (0..digits)
            .map_while(|_| self.chars.next_if(char::is_ascii_hexdigit))
            .collect();
        let code = u32::from_str_radix(&hex, 16)
            .ok()
            .filter(|_| hex.len() == digits);
        code.and_then(char::from_u32)
            .ok_or("this is no hexadecimal number of a character")
    }

    fn cased_class(&mut self) -> Result<Class, PatternFault> {
        let class = self.class()?;
        Ok(self.with_case(class))
    }

    /// A set in brackets, after its opening one.
    fn class(&mut self) -> Result<Class, PatternFault> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err("it is nested too deeply");
        }
        let negated = self.eat('^');
        let mut parts = Vec::new();
        let mut union = Vec::new();
        loop {
            match self.chars.next() {
                None => return Err("a '[' is not closed"),
                Some(']') if !union.is_empty() || !parts.is_empty() => break,
                Some('[') => union.push(self.class()?),
                Some('&') if self.eat('&') => parts.push(Class::Union(std::mem::take(&mut union))),
                Some(c) => union.push(self.class_item(c)?),
            }
        }
        self.depth -= 1;
        parts.push(Class::Union(union));
        let class = Class::Intersection(parts);
        Ok(if negated { class.negated() } else { class })
    }

    /// A character, an escape or a range.
    fn class_item(&mut self, c: char) -> Result<Class, PatternFault> {
        let first = if c == '\\' {
            let c = self.chars.next().ok_or("a backslash stands at the end")?;
            if let Some(class) = self.escaped_class(c)? {
                return Ok(class);
            }
            self.escaped_character(c)?
        } else {
            c
        };
        let mut ahead = self.chars.clone();
        let is_range = ahead.next() == Some('-') && !matches!(ahead.next(), None | Some(']' | '['));
        if !is_range {
            return Ok(Class::Range(first, first));
        }
        let _ = self.chars.next();
        let last = match self.chars.next() {
            Some('\\') => {
                let c = self.chars.next().ok_or("a backslash stands at the end")?;
                self.escaped_character(c)?
            }
            Some(c) => c,
            None => return Err("a '[' is not closed"),
        };
        if last < first {
            return Err("a range goes from the smaller to the larger character");
        }
        Ok(Class::Range(first, last))
    }
}
