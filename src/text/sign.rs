//! JSON's punctuation and what people type instead of it.

/// A punctuation character found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign {
    /// The JSON character it is or stands for: one of `{}[],:`.
    pub ascii: char,
    /// The character that was written.
    pub written: char,
}

impl Sign {
    /// Whether JSON would take it as it is.
    pub fn is_json(self) -> bool {
        self.ascii == self.written
    }

    /// The sign a character is or stands for.
    pub fn of(written: char) -> Option<Self> {
        let ascii = match written {
            '{' | '}' | '[' | ']' | ',' | ':' => written,
            '｛' => '{',
            '｝' => '}',
            '［' | '【' => '[',
            '］' | '】' => ']',
            '，' | '、' | ';' | '；' => ',',
            '：' | '=' | '＝' => ':',
            _ => return None,
        };
        Some(Self { ascii, written })
    }
}

/// The characters that close a string which was opened with `open`; `None` when it opens none.
pub fn closing_quotes(open: char) -> Option<&'static [char]> {
    match open {
        '\'' => Some(&['\'']),
        '`' => Some(&['`']),
        '“' | '”' | '„' | '＂' => Some(&['”', '“', '＂', '"']),
        '‘' | '’' | '＇' => Some(&['’', '‘', '＇', '\'']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        _ => None,
    }
}

/// Whether a character comes from a Chinese or Japanese input method or a word processor.
pub fn is_foreign(c: char) -> bool {
    matches!(c, '\u{2018}'..='\u{201f}' | '\u{3000}'..='\u{303f}' | '\u{ff01}'..='\u{ff65}')
}

/// The ASCII text that full-width letters, digits and signs stand for.
pub fn to_ascii(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        other => other,
    };
    text.chars().map(narrow).collect()
}
