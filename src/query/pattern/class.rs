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
    /// As the class, in upper or lower case.
    AnyCase(Box<Class>, Folding),
}

/// Which characters are the same but for their case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folding {
    /// None but the character itself.
    Exact,
    /// Java's: letters of ASCII.
    Ascii,
    /// Java's with its flag `u`: those with the same upper or lower case.
    Unicode,
    /// ECMAScript's: those with the same upper case, if that is one character, and not one of ASCII for
    /// one beyond.
    Script,
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
    /// `\s` of ECMAScript.
    ScriptSpace,
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

/// A set of characters that is asked often: those of ASCII are looked up.
#[derive(Clone, Debug)]
pub(super) struct Set {
    ascii: Ascii,
    class: Class,
}

/// A set of characters of ASCII, one bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ascii([u64; 2]);

impl Ascii {
    /// Whether the character of this byte is in the set; none beyond ASCII is.
    pub fn has(self, byte: u8) -> bool {
        let half = if byte < 64 { self.0[0] } else { self.0[1] };
        byte < 128 && half >> (byte & 63) & 1 == 1
    }

    fn insert(&mut self, byte: u8) {
        self.0[usize::from(byte >> 6 & 1)] |= 1 << (byte & 63);
    }

    /// Those of both.
    pub fn or(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }
}

impl Set {
    pub fn new(class: Class) -> Self {
        let mut ascii = Ascii::default();
        for byte in 0..128_u8 {
            if class.has(char::from(byte)) {
                ascii.insert(byte);
            }
        }
        Self { ascii, class }
    }

    /// Those of its characters that are of ASCII.
    pub fn ascii(&self) -> Ascii {
        self.ascii
    }

    /// Whether `c` is in the set.
    pub fn has(&self, c: char) -> bool {
        match u8::try_from(c) {
            Ok(byte) if byte < 128 => self.ascii.has(byte),
            Ok(_) | Err(_) => self.class.has(c),
        }
    }

    /// The place behind the character at byte `at` of `text`, if it is in the set.
    pub fn past(&self, text: &str, at: usize) -> Option<usize> {
        let byte = *text.as_bytes().get(at)?;
        if byte < 128 {
            return self.ascii.has(byte).then_some(at + 1);
        }
        let c = text.get(at..)?.chars().next()?;
        self.class.has(c).then(|| at + c.len_utf8())
    }
}

impl Class {
    /// Whether `c` is in the set.
    pub fn has(&self, c: char) -> bool {
        match self {
            Self::Range(first, last) => (*first..=*last).contains(&c),
            Self::Kind(kind) => kind.has(c),
            Self::Union(parts) => parts.iter().any(|part| part.has(c)),
            Self::Intersection(parts) => parts.iter().all(|part| part.has(c)),
            Self::Not(class) => !class.has(c),
            Self::AnyCase(class, folding) => folding.cases(c).any(|c| class.has(c)),
        }
    }

    /// The set of all characters that are not in this one.
    pub fn negated(self) -> Self {
        Self::Not(Box::new(self))
    }
}

impl Folding {
    /// `c` and its other cases.
    fn cases(self, c: char) -> impl Iterator<Item = char> {
        let (lower, upper) = match self {
            Self::Exact => (c, c),
            Self::Ascii => (c.to_ascii_lowercase(), c.to_ascii_uppercase()),
            Self::Unicode => (
                c.to_lowercase().next().unwrap_or(c),
                c.to_uppercase().next().unwrap_or(c),
            ),
            Self::Script => {
                let upper = script_upper(c);
                let lower = upper.to_lowercase().next().unwrap_or(c);
                let back = script_upper(lower) == upper;
                (if back { lower } else { c }, upper)
            }
        };
        [c, lower, upper].into_iter()
    }

    /// Whether two characters are the same.
    pub fn same(self, a: char, b: char) -> bool {
        a == b
            || match self {
                Self::Exact => false,
                Self::Script => script_upper(a) == script_upper(b),
                Self::Ascii | Self::Unicode => self.cases(a).any(|a| self.cases(b).any(|b| a == b)),
            }
    }
}

/// ECMAScript's `Canonicalize` without the flag `u`.
fn script_upper(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(upper), None) if !upper.is_ascii() => upper,
        _ => c,
    }
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
            Self::ScriptSpace => c.is_whitespace() && c != '\u{85}' || c == '\u{feff}',
        }
    }
}
