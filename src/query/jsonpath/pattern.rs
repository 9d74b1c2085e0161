//! Regular expressions of filters: `=~ /…/i`.

use regress::{Flags, Regex};

/// A compiled regular expression that must match a whole text, as Java's `Matcher.matches` asks.
pub struct Pattern(Regex);

impl Pattern {
    /// Compiles what stands between the slashes, with Java's flags after the second one.
    ///
    /// # Errors
    /// Why it is not a regular expression.
    pub fn compile(text: &str, flags: &str) -> Result<Self, String> {
        let flags = Flags {
            icase: flags.contains('i'),
            multiline: flags.contains('m'),
            dot_all: flags.contains('s'),
            ..Flags::default()
        };
        // Not ^ and $, which `m` would let match at every line.
        let whole = format!(r"(?<![\s\S])(?:{text})(?![\s\S])");
        let regex = Regex::with_flags(&whole, flags).map_err(|error| error.to_string())?;
        Ok(Self(regex))
    }

    /// Whether it matches the whole of `text`.
    pub fn matches(&self, text: &str) -> bool {
        self.0.find(text).is_some()
    }
}

impl std::fmt::Debug for Pattern {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pattern")
    }
}
