//! Regular expressions, in two dialects: Java's `Pattern` for the filters of JSONPath, `=~ /…/i`, and
//! ECMAScript's for JSONata.
//!
//! An expression of Java's must match a whole text, as `Matcher.matches` asks; one of ECMAScript's is
//! looked for in a text. A match is found by trying and going back, as in Java and JavaScript, and so may
//! take time without end; here it takes [fuel](Pattern::matches) and is stopped. `parse` reads Java's
//! dialect and `script` the other, `class` knows the sets of characters, `program` holds the instructions and
//! `search` runs them, from the places that `first` finds worth a try.
//!
//! Left out, and refused when read: in Java's dialect the rarer properties of Unicode.
//! Otherwise than in ECMAScript without its flag `u`, a character beyond 16 bits is one, not two.

mod class;
mod first;
#[cfg(test)]
mod oracle;
mod parse;
mod program;
mod reach;
mod script;
mod search;

use program::Program;
use std::ops::Range;

/// A compiled regular expression.
#[derive(Debug)]
pub struct Pattern(Program);

/// Why a text is not a regular expression.
pub type PatternFault = &'static str;

/// A match: where it stands, in bytes, and what its groups took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Captures {
    /// The whole match.
    pub whole: Range<usize>,
    /// Each group, in the order of their opening parentheses; `None` for one that took no part.
    pub groups: Vec<Option<Range<usize>>>,
}

/// The tries allowed for one match are used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfFuel;

impl Pattern {
    /// Compiles `text` with Java's flags: `i` any case, `m` lines, `s` the dot matches line ends too,
    /// `x` blanks and comments, `d` Unix lines, `u` and `U` Unicode.
    ///
    /// # Errors
    /// Why it is not a regular expression.
    pub fn compile(text: &str, flags: &str) -> Result<Self, PatternFault> {
        let (node, groups) = parse::expression(text, flags)?;
        Program::compile(&node, groups, true).map(Self)
    }

    /// Compiles an expression of ECMAScript, with the flags `i` and `m`.
    ///
    /// # Errors
    /// Why it is not a regular expression.
    pub fn script(text: &str, any_case: bool, lines: bool) -> Result<Self, PatternFault> {
        let (node, groups) = script::expression(text, any_case, lines)?;
        Program::compile(&node, groups, false).map(Self)
    }

    /// Whether it matches the whole of `text`. Takes what it needs from `fuel`, one for each try.
    ///
    /// # Errors
    /// There is not enough fuel.
    pub fn matches(&self, text: &str, fuel: &mut u64) -> Result<bool, OutOfFuel> {
        self.0.matches(text, fuel)
    }

    /// Looks for matches in `text`.
    pub fn search<'a>(&'a self, text: &'a str) -> Search<'a> {
        Search(self.0.search(text))
    }
}

/// A text in which matches are looked for, one after the other.
pub struct Search<'a>(search::Search<'a>);

impl Search<'_> {
    /// The first match that begins at byte `from` or behind it. Takes what it needs from `fuel`.
    ///
    /// # Errors
    /// There is not enough fuel.
    pub fn next(&mut self, from: usize, fuel: &mut u64) -> Result<Option<Captures>, OutOfFuel> {
        self.0.next(from, fuel)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, flags: &str, text: &str) -> bool {
        let pattern = Pattern::compile(pattern, flags).expect(pattern);
        pattern.matches(text, &mut 100_000).expect("enough fuel")
    }

    #[test]
    fn the_whole_text_must_match() {
        assert!(matches("a|ab", "", "ab"));
        assert!(!matches("foo", "", "foobar"));
        assert!(matches("foo.*", "", "foobar"));
        assert!(!matches("^foo$", "m", "foo\nbar"));
        assert!(matches("", "", ""));
    }

    #[test]
    fn repetitions() {
        assert!(matches("a{2,3}", "", "aaa") && !matches("a{2,3}", "", "aaaa"));
        assert!(matches("(ab)+?c", "", "ababc"));
        assert!(matches("(a*)*b", "", "aab"), "an empty turn ends a loop");
        assert!(!matches("a*+a", "", "aaa"), "possessive");
        assert!(!matches("(?>a*)a", "", "aaa"), "atomic");
        assert!(matches(r"(\w+) \1", "", "go go") && !matches(r"(\w+) \1", "", "go no"));
    }

    #[test]
    fn classes() {
        assert!(matches("[a-c[x-z]]+", "", "abxz") && !matches("[^a-c]", "", "b"));
        assert!(matches("[a-z&&[^aeiou]]+", "", "xyz") && !matches("[a-z&&[^aeiou]]+", "", "a"));
        assert!(matches(r"[\w.-]+@\d{2}\.com", "", "a-b.c@42.com"));
        assert!(matches(r"\p{Lu}\p{L}+", "", "Élan") && !matches(r"\p{Upper}", "", "É"));
        assert!(matches(r"[\]\\]+", "", r"]\"));
    }

    #[test]
    fn flags() {
        assert!(matches(".*REES", "i", "Nigel Rees") && !matches("é", "i", "É"));
        assert!(matches("é", "iu", "É") && matches("(?i)abc", "", "ABC"));
        assert!(!matches("a.b", "", "a\nb") && matches("a.b", "s", "a\nb"));
        assert!(matches("a(?i:b)c", "", "aBc") && !matches("a(?i:b)c", "", "aBC"));
        assert!(matches("a b # c", "x", "ab"));
    }

    #[test]
    fn looking_ahead() {
        assert!(matches("(?=.*[0-9])[a-z0-9]+", "", "abc1"));
        assert!(!matches("(?!foo).*", "", "foobar") && matches(r"\bfoo\b.*", "", "foo bar"));
    }

    #[test]
    fn looking_behind() {
        assert!(matches(".*(?<=[.]com)", "", "a.com") && !matches(".*(?<=[.]com)", "", "a.org"));
        assert!(matches("[a-z]*(?<!foo)", "", "bar") && !matches("[a-z]*(?<!foo)", "", "xfoo"));
        assert!(matches("x(?<=a|bc|x)y", "", "xy") && matches("(?<=^|,)a", "", "a"));
        assert!(
            matches(r"aab(?<=(a?b))\1", "", "aabb"),
            "the nearest place counts"
        );
    }

    #[test]
    fn named_groups() {
        assert!(matches(r"(?<year>\d{4})-\k<year>", "", "2024-2024"));
        assert!(
            matches(r"(?<a1>x)(y)\1\2", "", "xyxy"),
            "they are numbered, too"
        );
        assert!(!matches(r"(?<n>a|b)\k<n>", "", "ab"));
    }

    #[test]
    fn what_is_no_expression_is_refused() {
        for wrong in [
            "(",
            ")",
            "[a",
            "a**",
            "*",
            "{2}",
            "a{3,1}",
            r"\",
            r"\y",
            "[b-a]",
            "(?<n>a)(?<n>b)",
            "(?<1>a)",
            r"\k<n>(?<n>a)",
            r"(?<=(a)\1)b",
            "(?<=(?:ab)+)c",
        ] {
            assert!(Pattern::compile(wrong, "").is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_match_without_end_runs_out_of_fuel() {
        let pattern = Pattern::compile("(a+)+b", "").expect("a pattern");
        let answer = pattern.matches(&"a".repeat(64), &mut 100_000);
        assert_eq!(answer, Err(OutOfFuel));
    }

    /// The first match, and its groups.
    fn found<'t>(pattern: &str, text: &'t str) -> Option<(&'t str, Vec<Option<&'t str>>)> {
        let pattern = Pattern::script(pattern, false, false).expect(pattern);
        let found = pattern
            .search(text)
            .next(0, &mut 100_000)
            .expect("enough fuel")?;
        let groups = found.groups.into_iter().map(|span| Some(&text[span?]));
        Some((&text[found.whole], groups.collect()))
    }

    #[test]
    fn the_other_dialect_searches() {
        let whole = |pattern, text| found(pattern, text).map(|(whole, _)| whole);
        assert_eq!(whole("b+", "aabbb"), Some("bbb"));
        assert_eq!(found("(a)|(b)", "b"), Some(("b", vec![None, Some("b")])));
        assert_eq!(
            found("(?:(a)|b)*", "ab"),
            Some(("ab", vec![None])),
            "a turn forgets"
        );
        assert_eq!(found("(?<=(\\d)\\.)x", "1.x"), Some(("x", vec![Some("1")])));
        assert_eq!(whole("(?<y>\\d{2})-\\k<y>", "10-10"), Some("10-10"));
        assert_eq!(whole("x{,2}", "x{,2}"), Some("x{,2}"), "no quantifier");
        assert_eq!(whole("(?!a)b\\b", "ab b"), Some("b"));
    }

    #[test]
    fn what_is_none_of_the_other_dialect_is_refused() {
        for wrong in [
            "(",
            ")",
            "[a",
            "*",
            "{2}",
            "a{3,1}",
            "\\",
            "(?i:a)",
            "[b-a]",
            "(?<n>a)(?<n>b)",
        ] {
            assert!(Pattern::script(wrong, false, false).is_err(), "{wrong}");
        }
        assert!(
            Pattern::script("(?:){4294967295}", false, false).is_ok(),
            "nothing, often"
        );
        assert!(
            Pattern::script("((?:ab){999}){999}", false, false).is_err(),
            "too long"
        );
    }
}
