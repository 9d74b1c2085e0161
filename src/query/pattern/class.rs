//! Sets of characters: `[a-z]`, `\d`, `\p{L}`.

/// A set of characters.
#[derive(Clone, Debug)]
pub(super) enum Class {
    /// From the first to the last, both included.
    Range(char, char),
    /// A set with a name.
    Kind(Kind),
    /// Every character of any of these.
    Union(Vec<Class>),
    /// Every character of all of these.
    Intersection(Vec<Class>),
    /// Every other character.
    Not(Box<Class>),
    /// As [`Class`], in upper or lower case; beyond ASCII only where `unicode`.
    AnyCase {
        /// The set.
        class: Box<Class>,
        /// Whether letters beyond ASCII have two cases.
        unicode: bool,
    },
}

/// The sets that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Digit,
    Word,
    Space,
    HorizontalSpace,
    LineEnd,
    Lower,
    Upper,
    Ascii,
    Alphabetic,
    Alphanumeric,
    Punctuation,
    Graphic,
    Printable,
    Control,
    HexDigit,
    Blank,
    UnicodeLetter,
    UnicodeLower,
    UnicodeUpper,
    UnicodeNumber,
    UnicodeDigit,
    UnicodeSpace,
    UnicodeWord,
}

/// The names between the braces of `\p{…}`.
const PROPERTIES: [(&str, Kind); 30] = [
    ("Lower", Kind::Lower),
    ("Upper", Kind::Upper),
    ("ASCII", Kind::Ascii),
    ("Alpha", Kind::Alphabetic),
    ("Digit", Kind::Digit),
    ("Alnum", Kind::Alphanumeric),
    ("Punct", Kind::Punctuation),
    ("Graph", Kind::Graphic),
    ("Print", Kind::Printable),
    ("Blank", Kind::Blank),
    ("Cntrl", Kind::Control),
    ("XDigit", Kind::HexDigit),
    ("Space", Kind::Space),
    ("L", Kind::UnicodeLetter),
    ("IsL", Kind::UnicodeLetter),
    ("IsLetter", Kind::UnicodeLetter),
    ("IsAlphabetic", Kind::UnicodeLetter),
    ("javaLetter", Kind::UnicodeLetter),
    ("Ll", Kind::UnicodeLower),
    ("IsLl", Kind::UnicodeLower),
    ("IsLowercase", Kind::UnicodeLower),
    ("javaLowerCase", Kind::UnicodeLower),
    ("Lu", Kind::UnicodeUpper),
    ("IsLu", Kind::UnicodeUpper),
    ("IsUppercase", Kind::UnicodeUpper),
    ("javaUpperCase", Kind::UnicodeUpper),
    ("N", Kind::UnicodeNumber),
    ("Nd", Kind::UnicodeDigit),
    ("IsDigit", Kind::UnicodeDigit),
    ("IsWhite_Space", Kind::UnicodeSpace),
];

impl Class {
    /// Whether `c` is in the set.
    pub fn has(&self, c: char) -> bool {
        match self {
            Self::Range(first, last) => (*first..=*last).contains(&c),
            Self::Kind(kind) => kind.has(c),
            Self::Union(parts) => parts.iter().any(|part| part.has(c)),
            Self::Intersection(parts) => parts.iter().all(|part| part.has(c)),
            Self::Not(class) => !class.has(c),
            Self::AnyCase { class, unicode } => cases(c, *unicode).any(|c| class.has(c)),
        }
    }

    /// The set of all characters that are not in this one.
    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }
}

/// `c` and its other cases.
fn cases(c: char, unicode: bool) -> impl Iterator<Item = char> {
    let single = |mut mapped: Box<dyn Iterator<Item = char>>| mapped.next().unwrap_or(c);
    let (lower, upper) = if unicode {
        (
            single(Box::new(c.to_lowercase())),
            single(Box::new(c.to_uppercase())),
        )
    } else {
        (c.to_ascii_lowercase(), c.to_ascii_uppercase())
    };
    [c, lower, upper].into_iter()
}

/// Whether two characters are the same but for their case.
pub(super) fn same_but_case(a: char, b: char, unicode: bool) -> bool {
    cases(a, unicode).any(|a| cases(b, unicode).any(|b| a == b))
}

impl Kind {
    /// The set that `\p{name}` means.
    pub fn property(name: &str) -> Option<Self> {
        let named = |(property, _): &&(&str, Self)| *property == name;
        PROPERTIES.iter().find(named).map(|(_, kind)| *kind)
    }

    fn has(self, c: char) -> bool {
        match self {
            Self::Digit => c.is_ascii_digit(),
            Self::Word => c.is_ascii_alphanumeric() || c == '_',
            Self::Space => matches!(c, ' ' | '\t' | '\n' | '\u{b}' | '\u{c}' | '\r'),
            Self::HorizontalSpace => {
                matches!(
                    c,
                    ' ' | '\t'
                        | '\u{a0}'
                        | '\u{1680}'
                        | '\u{180e}'
                        | '\u{202f}'
                        | '\u{205f}'
                        | '\u{3000}'
                ) || ('\u{2000}'..='\u{200a}').contains(&c)
            }
            Self::LineEnd => matches!(
                c,
                '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
            ),
            Self::Lower => c.is_ascii_lowercase(),
            Self::Upper => c.is_ascii_uppercase(),
            Self::Ascii => c.is_ascii(),
            Self::Alphabetic => c.is_ascii_alphabetic(),
            Self::Alphanumeric => c.is_ascii_alphanumeric(),
            Self::Punctuation => c.is_ascii_punctuation(),
            Self::Graphic => c.is_ascii_graphic(),
            Self::Printable => c.is_ascii_graphic() || c == ' ',
            Self::Control => c.is_ascii_control(),
            Self::HexDigit => c.is_ascii_hexdigit(),
            Self::Blank => c == ' ' || c == '\t',
            Self::UnicodeLetter => c.is_alphabetic(),
            Self::UnicodeLower => c.is_lowercase(),
            Self::UnicodeUpper => c.is_uppercase(),
            Self::UnicodeNumber | Self::UnicodeDigit => c.is_numeric(),
            Self::UnicodeSpace => c.is_whitespace(),
            Self::UnicodeWord => c.is_alphanumeric() || c == '_',
        }
    }
}
