//! Byte offsets of a text as UTF-16 offsets: what editors in a browser count in.

/// A text's byte offsets, ready to be turned into UTF-16 offsets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Utf16 {
    /// Behind each character that is not ASCII: its byte offset and how many units less than bytes
    /// stand before it.
    turns: Vec<(usize, usize)>,
    length: usize,
}

impl Utf16 {
    /// Reads a text once.
    pub fn new(text: &str) -> Self {
        let mut less = 0;
        let wide = text.char_indices().filter(|(_, c)| !c.is_ascii());
        let turns = wide.map(|(at, c)| {
            less += c.len_utf8() - c.len_utf16();
            (at + c.len_utf8(), less)
        });
        Self {
            turns: turns.collect(),
            length: text.len(),
        }
    }

    /// UTF-16 units before the byte `offset`; offsets beyond the text are its end.
    pub fn offset(&self, offset: usize) -> u32 {
        let offset = offset.min(self.length);
        let before = self.turns.partition_point(|&(at, _)| at <= offset);
        let less = before.checked_sub(1).map_or(0, |last| self.turns[last].1);
        (offset - less) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::Utf16;

    #[test]
    fn every_character_boundary_agrees_with_the_standard_library() {
        let text = "{\"名\": \"é😀x\", \"世界\": 1}";
        let utf16 = Utf16::new(text);
        for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(utf16.offset(at) as usize, text[..at].encode_utf16().count());
        }
        assert_eq!(utf16.offset(999), utf16.offset(text.len()));
    }
}
