//! "Did you mean …?"

use std::cell::Cell;

/// Comparisons that one checking may spend on suggestions, so that a huge definition full of
/// misspelt names is still checked at once.
const BUDGET: usize = 50_000;

/// Names of more bytes than this are never suggested, nor is anything for them.
const LONGEST: usize = 240;

/// Gives suggestions within a budget.
#[derive(Debug)]
pub struct Suggestions {
    left: Cell<usize>,
}

impl Default for Suggestions {
    fn default() -> Self {
        Self {
            left: Cell::new(BUDGET),
        }
    }
}

impl Suggestions {
    /// As [`did_you_mean`], until the budget is spent.
    pub fn among<'a>(
        &self,
        wrong: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<&'a str> {
        let cost = names.clone().take(self.left.get() + 1).count();
        let left = self.left.get().checked_sub(cost)?;
        self.left.set(left);
        did_you_mean(wrong, names)
    }
}

/// The name that `wrong` was probably meant to be: the same in another case, else the nearest by
/// edit distance within a third of its length.
pub fn did_you_mean<'a>(
    wrong: &str,
    names: impl Iterator<Item = &'a str> + Clone,
) -> Option<&'a str> {
    if wrong.len() > LONGEST {
        return None;
    }
    let names = names.filter(|name| name.len() <= LONGEST);
    let folded = fold(wrong);
    let same = names.clone().find(|name| fold(name) == folded);
    same.or_else(|| nearest(wrong, names))
}

/// Without case, blanks, hyphens and underscores.
fn fold(name: &str) -> String {
    let letters = name.chars().filter(|c| !matches!(c, ' ' | '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}

fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = wrong.chars().count();
    let limit = (length / 3).max(1);
    names
        .filter(|name| length > 1 && name.chars().count().abs_diff(length) <= limit)
        .map(|name| (strsim::osa_distance(wrong, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// A quotation of the author's text, cut when it is long.
pub fn clip(text: &str) -> String {
    let mut chars = text.char_indices();
    match chars.nth(80) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{clip, did_you_mean};

    fn among(wrong: &str) -> Option<&'static str> {
        did_you_mean(
            wrong,
            ["ResultPath", "Result", "Next", "TimeoutSeconds"].into_iter(),
        )
    }

    #[test]
    fn case_blanks_and_typing_errors_are_seen_through() {
        assert_eq!(among("resultpath"), Some("ResultPath"));
        assert_eq!(among("Result_Path"), Some("ResultPath"));
        assert_eq!(among("Nxet"), Some("Next"));
        assert_eq!(among("TimeOutSecond"), Some("TimeoutSeconds"));
    }

    #[test]
    fn a_different_word_is_not_suggested() {
        assert_eq!(among("Catch"), None);
        assert_eq!(among("N"), None);
    }

    #[test]
    fn a_long_quotation_is_cut_between_characters() {
        assert_eq!(clip("短い"), "短い");
        assert_eq!(clip(&"字".repeat(500)).chars().count(), 81);
    }
}
