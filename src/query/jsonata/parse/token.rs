//! The words of the language.

use std::rc::Rc;

/// An operator or a punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // `text` beside each
pub enum Op {
    Dot,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    OpenParen,
    CloseParen,
    Comma,
    At,
    Hash,
    Semicolon,
    Colon,
    Question,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Bar,
    Equal,
    Less,
    Greater,
    Caret,
    Ampersand,
    Bang,
    Tilde,
    StarStar,
    DotDot,
    Assign,
    NotEqual,
    LessEqual,
    GreaterEqual,
    Apply,
    And,
    Or,
    In,
}

/// Each operator as written, and how strongly it binds what stands before it.
const TABLE: [(&str, u8); 36] = [
    (".", 75),
    ("[", 80),
    ("]", 0),
    ("{", 70),
    ("}", 0),
    ("(", 80),
    (")", 0),
    (",", 0),
    ("@", 80),
    ("#", 80),
    (";", 0),
    (":", 0),
    ("?", 20),
    ("+", 50),
    ("-", 50),
    ("*", 60),
    ("/", 60),
    ("%", 60),
    ("|", 0),
    ("=", 40),
    ("<", 40),
    (">", 40),
    ("^", 40),
    ("&", 50),
    ("!", 0),
    ("~", 0),
    ("**", 0),
    ("..", 0),
    (":=", 10),
    ("!=", 40),
    ("<=", 40),
    (">=", 40),
    ("~>", 40),
    ("and", 30),
    ("or", 25),
    ("in", 40),
];

/// The operators in the order of [`TABLE`].
const ALL: [Op; 36] = [
    Op::Dot,
    Op::OpenBracket,
    Op::CloseBracket,
    Op::OpenBrace,
    Op::CloseBrace,
    Op::OpenParen,
    Op::CloseParen,
    Op::Comma,
    Op::At,
    Op::Hash,
    Op::Semicolon,
    Op::Colon,
    Op::Question,
    Op::Plus,
    Op::Minus,
    Op::Star,
    Op::Slash,
    Op::Percent,
    Op::Bar,
    Op::Equal,
    Op::Less,
    Op::Greater,
    Op::Caret,
    Op::Ampersand,
    Op::Bang,
    Op::Tilde,
    Op::StarStar,
    Op::DotDot,
    Op::Assign,
    Op::NotEqual,
    Op::LessEqual,
    Op::GreaterEqual,
    Op::Apply,
    Op::And,
    Op::Or,
    Op::In,
];

impl Op {
    /// As written.
    pub fn text(self) -> &'static str {
        TABLE[self as usize].0
    }

    /// How strongly it binds what stands before it; zero if it binds nothing.
    pub fn power(self) -> u8 {
        TABLE[self as usize].1
    }

    /// The longest operator that `text` begins with; the words `and`, `or`, `in` are not among them.
    pub fn at_start(text: &str) -> Option<Self> {
        let begins = |op: &&Op| text.starts_with(op.text());
        let marks = &ALL[..Op::And as usize];
        let longest = marks.iter().filter(begins).max_by_key(|op| op.text().len());
        longest.copied()
    }

    /// Whether a name ends before this character.
    pub fn is_mark(c: char) -> bool {
        ".[]{}(),@#;:?+-*/%|=<>^&!~".contains(c)
    }
}

/// A word of an expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// The end of the text.
    End,
    /// A field's name.
    Name(Rc<str>),
    /// `$name`, without the `$`.
    Variable(Rc<str>),
    /// A text.
    Text(Rc<str>),
    /// A number.
    Number(f64),
    /// `true`, `false`
    Bool(bool),
    /// `null`
    Null,
    /// `/pattern/flags`
    Regex(Rc<str>, Rc<str>),
    /// An operator or a punctuation mark.
    Op(Op),
}

/// A token and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexeme {
    /// What it is.
    pub token: Token,
    /// Its first byte.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
}
