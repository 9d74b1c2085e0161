//! Regular expressions of JSONata, `/…/im`.

use super::budget::Fuel;
use super::error::{Code, EvaluationError};
use super::item::Item;
use crate::query::pattern::{self, Captures, Pattern, PatternFault};
use std::ops::Range;

/// Tries allowed for one match: a quarter of a second.
const MAX_TRIES: u64 = 4_000_000;

/// As many tries are one step of the budget.
const TRIES_OF_A_STEP: u64 = 8;

/// A compiled regular expression.
#[derive(Debug)]
pub(super) struct Regex {
    text: String,
    pattern: Pattern,
}

impl PartialEq for Regex {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

/// A match: where it stands, in bytes, and what its groups took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub range: Range<usize>,
    /// `None` for a group that took no part.
    pub groups: Vec<Option<Range<usize>>>,
}

impl Regex {
    /// Compiles what stands between the slashes, with the flags behind them: `i` and `m`.
    ///
    /// # Errors
    /// Why it is none, in the words of V8 where it has some.
    pub fn compile(pattern: &str, flags: &str) -> Result<Self, PatternFault> {
        Ok(Self {
            text: format!("/{pattern}/{flags}"),
            pattern: Pattern::script(pattern, flags.contains('i'), flags.contains('m'))?,
        })
    }

    /// Looks for matches in `text`.
    pub fn search<'a>(&'a self, text: &'a str) -> Search<'a> {
        Search(self.pattern.search(text))
    }
}

/// A text in which matches are looked for, one after the other.
pub(super) struct Search<'a>(pattern::Search<'a>);

impl Search<'_> {
    /// The first match that begins at byte `from` or behind it.
    ///
    /// # Errors
    /// The budget is used up.
    pub fn next(&mut self, from: usize, fuel: &Fuel) -> Result<Option<Found>, EvaluationError> {
        let mut tries = MAX_TRIES;
        let found = self.0.next(from, &mut tries);
        let spent = (MAX_TRIES - tries) / TRIES_OF_A_STEP;
        fuel.spend(usize::try_from(spent).unwrap_or(usize::MAX))?;
        let found = found.map_err(|_| EvaluationError::new(Code::U1002))?;
        Ok(found.map(|Captures { whole, groups }| Found {
            range: whole,
            groups,
        }))
    }
}

impl Found {
    /// What was matched of `text`.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.range.clone()).unwrap_or_default()
    }

    /// What each group took of `text`; empty for one that took no part.
    pub fn group_texts<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let group = |range: &Option<Range<usize>>| text.get(range.clone()?);
        self.groups
            .iter()
            .map(|range| group(range).unwrap_or_default())
            .collect()
    }

    /// The same; nothing for one that took no part.
    pub fn group_items(&self, text: &str) -> Vec<Item> {
        let group = |range: &Option<Range<usize>>| Some(Item::text(text.get(range.clone()?)?));
        self.groups
            .iter()
            .map(|range| group(range).unwrap_or_default())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::jsonata::Budget;

    #[test]
    fn a_match_without_end_runs_out_of_steps() {
        let regex = Regex::compile("(a+)+b", "").expect("an expression");
        let fuel = Fuel::new(Budget::default());
        let answer = regex.search(&"a".repeat(64)).next(0, &fuel);
        assert_eq!(answer.map_err(|error| error.code()), Err(Code::U1002));
    }

    #[test]
    fn flags_and_places() {
        let fuel = Fuel::new(Budget::default());
        let find = |flags, from| {
            let regex = Regex::compile("^é(x)?", flags).expect("an expression");
            let found = regex
                .search("É\néx")
                .next(from, &fuel)
                .expect("enough steps");
            found.map(|found| (found.range, found.groups))
        };
        assert_eq!(find("", 0), None);
        assert_eq!(find("i", 0), Some((0..2, vec![None])));
        assert_eq!(
            find("im", 1),
            None,
            "no place inside of a character is a start"
        );
        assert_eq!(find("im", 2), Some((3..6, vec![Some(5..6)])));
    }
}
