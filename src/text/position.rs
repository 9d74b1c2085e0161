//! Byte offsets ↔ UTF-16 offsets, lines and columns.
//!
//! Rust counts a text in bytes of UTF-8, a browser's editor in units of UTF-16. Problems keep bytes;
//! the page asks here. Every answer takes O(log n) steps.

/// A place as people count: both from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineColumn {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// How many bytes lie between two marks, about.
const STRIDE: usize = 64;

/// One known place, always between two characters.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    byte: usize,
    utf16: usize,
}

/// An index over one text.
#[derive(Clone, Debug)]
pub struct TextIndex<'a> {
    text: &'a str,
    marks: Vec<Mark>,
    lines: Vec<usize>,
}

impl<'a> TextIndex<'a> {
    /// Goes through the text once.
    pub fn new(text: &'a str) -> Self {
        let mut marks = vec![Mark::default()];
        let mut lines = vec![0];
        let mut here = Mark::default();
        let mut next_mark = STRIDE;
        for c in text.chars() {
            if here.byte >= next_mark {
                marks.push(here);
                next_mark = here.byte + STRIDE;
            }
            here.byte += c.len_utf8();
            here.utf16 += c.len_utf16();
            if c == '\n' {
                lines.push(here.byte);
            }
        }
        Self { text, marks, lines }
    }

    /// The UTF-16 offset of a byte offset. One beyond the end or inside a character is moved back to
    /// the nearest place between two characters.
    pub fn to_utf16(&self, byte: usize) -> usize {
        let after = self.marks.partition_point(|mark| mark.byte <= byte);
        let mut here = self.marks[after.saturating_sub(1)];
        for c in self.text[here.byte..].chars() {
            if here.byte + c.len_utf8() > byte {
                break;
            }
            here.byte += c.len_utf8();
            here.utf16 += c.len_utf16();
        }
        here.utf16
    }

    /// The byte offset of a UTF-16 offset, moved back as in [`Self::to_utf16`].
    pub fn to_byte(&self, utf16: usize) -> usize {
        let after = self.marks.partition_point(|mark| mark.utf16 <= utf16);
        let mut here = self.marks[after.saturating_sub(1)];
        for c in self.text[here.byte..].chars() {
            if here.utf16 + c.len_utf16() > utf16 {
                break;
            }
            here.byte += c.len_utf8();
            here.utf16 += c.len_utf16();
        }
        here.byte
    }

    /// Line and column of a byte offset. The column counts the characters of its line up to it.
    pub fn line_column(&self, byte: usize) -> LineColumn {
        let line = self.lines.partition_point(|start| *start <= byte);
        let start = self.lines[line.saturating_sub(1)];
        let end = self.floor(byte);
        let column = self.text[start..end.max(start)].chars().count() + 1;
        LineColumn { line, column }
    }

    fn floor(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let mut down = (0..=byte).rev();
        down.find(|at| self.text.is_char_boundary(*at)).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::{LineColumn, TextIndex};

    #[test]
    fn both_ways_agree_at_every_character() {
        let text = "{\"名前\": \"𝒳🙂\"}\n".repeat(40);
        let index = TextIndex::new(&text);
        let mut utf16 = 0;
        for (byte, c) in text.char_indices() {
            assert_eq!(index.to_utf16(byte), utf16);
            assert_eq!(index.to_byte(utf16), byte);
            utf16 += c.len_utf16();
        }
        assert_eq!(index.to_utf16(usize::MAX), utf16);
        assert_eq!(index.to_byte(usize::MAX), text.len());
    }

    #[test]
    fn columns_count_characters() {
        let index = TextIndex::new("a\n字🙂b");
        let at = index.line_column("a\n字🙂".len());
        assert_eq!(at, LineColumn { line: 2, column: 3 });
        assert_eq!(index.line_column(0), LineColumn { line: 1, column: 1 });
    }
}
