//! The Choice state: rules in order, the first true one wins (`asl.md` section 8).

use super::Execution;
use super::failure::Failure;
use super::frame::FrameId;
use super::io::Exit;
use crate::inspection::Note;
use crate::machine::{Choice, Comparison, Condition, Operand, State, Test, Transition, TypeTest};
use crate::query::{Path, QueryFailure, Wanted};
use crate::value::{Instant, Value};
use std::cmp::Ordering;
use std::rc::Rc;

/// What came out of the parts of a rule's test: see [`Note::RuleTested`].
type Parts = Vec<Option<bool>>;

impl Execution {
    #[inline(never)]
    pub(super) fn run_choice(
        &mut self,
        id: FrameId,
        state: &State,
        choice: &Choice,
    ) -> Result<(), Failure> {
        let data = self.effective_input(id, state)?;
        for (index, rule) in choice.rules.iter().enumerate() {
            let mut parts = Vec::new();
            let holds = self.holds(id, &rule.test, data.value(), &mut parts)?;
            let parts = Rc::from(parts);
            self.note(
                id,
                Note::RuleTested {
                    rule: index,
                    holds,
                    parts,
                },
            );
            if holds {
                // The state's own Assign and Output are for Default alone (captured).
                let exit = Exit {
                    assign: rule.assign.as_ref(),
                    output: rule.output.as_ref(),
                    next: Transition::Next(rule.next),
                };
                return self.pass_on(id, state, data, exit);
            }
        }
        let Some(default) = choice.default else {
            return Err(self.runtime(
                id,
                "Failed to transition out of the state. The state does not point to a next state.",
            ));
        };
        self.note(id, Note::DefaultTaken);
        let exit = Exit::of(state, Transition::Next(default));
        self.pass_on(id, state, data, exit)
    }

    /// Whether a rule's test holds. Its depth is that of the definition, which the reader limits. One made of
    /// others tells what came out of each.
    fn holds(
        &self,
        id: FrameId,
        test: &Test,
        data: &Value,
        parts: &mut Parts,
    ) -> Result<bool, Failure> {
        if !test.is_composed() && parts.is_empty() {
            return self.test(id, test, data, parts);
        }
        let place = parts.len();
        parts.push(None);
        let holds = self.test(id, test, data, parts)?;
        parts[place] = Some(holds);
        Ok(holds)
    }

    fn test(
        &self,
        id: FrameId,
        test: &Test,
        data: &Value,
        parts: &mut Parts,
    ) -> Result<bool, Failure> {
        match test {
            Test::Condition(Condition::Literal(truth)) => Ok(*truth),
            Test::Condition(Condition::Formula(formula)) => {
                let truth = self.formula(id, formula, Wanted::Boolean)?;
                Ok(truth == Value::Bool(true))
            }
            Test::And(tests) => self.until(id, tests, data, parts, false),
            Test::Or(tests) => self.until(id, tests, data, parts, true),
            Test::Not(test) => self.holds(id, test, data, parts).map(|holds| !holds),
            Test::Compare {
                variable,
                comparison,
                operand,
            } => {
                let value = self.variable(id, variable, data)?;
                self.compare(id, &value, *comparison, operand, data)
            }
            Test::StringMatches { variable, pattern } => {
                let value = self.variable(id, variable, data)?;
                self.matches(id, &value, pattern)
            }
            Test::Is {
                variable,
                test,
                expected,
            } => self.is(id, variable, *test, data).map(|is| is == *expected),
        }
    }

    /// Whether one of the tests gives what decides; those behind it are not needed.
    fn until(
        &self,
        id: FrameId,
        tests: &[Test],
        data: &Value,
        parts: &mut Parts,
        decides: bool,
    ) -> Result<bool, Failure> {
        for (index, test) in tests.iter().enumerate() {
            if self.holds(id, test, data, parts)? == decides {
                let rest = tests[index + 1..].iter().map(Test::parts).sum::<usize>();
                parts.resize(parts.len() + rest, None);
                return Ok(decides);
            }
        }
        Ok(!decides)
    }

    /// The value of `Variable` or of a `…Path` operand; a missing one fails the execution, even when
    /// there is a `Default`.
    fn variable(&self, id: FrameId, path: &Path, data: &Value) -> Result<Value, Failure> {
        self.look(id, path, data)
            .map_err(|failure| self.no_operand(id, path, &failure))
    }

    fn no_operand(&self, id: FrameId, path: &Path, failure: &QueryFailure) -> Failure {
        if !matches!(failure, QueryFailure::PathNotFound { .. }) {
            return self.query_failure(id, failure);
        }
        let written = path.as_str();
        self.runtime(
            id,
            &format!(
                "Invalid path '{written}': The choice state's condition path references an invalid value."
            ),
        )
    }

    /// Operands of different types compare as false (recorded).
    fn compare(
        &self,
        id: FrameId,
        value: &Value,
        comparison: Comparison,
        operand: &Operand,
        data: &Value,
    ) -> Result<bool, Failure> {
        let ordering = match operand {
            Operand::String(text) => strings(value, Some(text)),
            Operand::Numeric(number) => value.as_number().map(|value| value.compare(number)),
            Operand::Boolean(truth) => booleans(value, Some(*truth)),
            Operand::Timestamp(moment) => timestamps(value, Some(*moment)),
            Operand::StringPath(path) => strings(value, self.variable(id, path, data)?.as_str()),
            Operand::NumericPath(path) => numbers(value, &self.variable(id, path, data)?),
            Operand::BooleanPath(path) => booleans(value, self.variable(id, path, data)?.as_bool()),
            Operand::TimestampPath(path) => {
                timestamps(value, moment(&self.variable(id, path, data)?))
            }
        };
        Ok(ordering.is_some_and(|ordering| satisfies(ordering, comparison)))
    }

    fn matches(&self, id: FrameId, value: &Value, pattern: &str) -> Result<bool, Failure> {
        let Some(pattern) = Pattern::read(pattern) else {
            // The specification asks for a failure; AWS's words for it are not recorded.
            let words =
                format!("Invalid pattern '{pattern}': a backslash may only precede '*' or '\\'.");
            return Err(self.runtime(id, &words));
        };
        Ok(value.as_str().is_some_and(|text| pattern.matches(text)))
    }

    fn is(&self, id: FrameId, path: &Path, test: TypeTest, data: &Value) -> Result<bool, Failure> {
        let found = match self.look(id, path, data) {
            Ok(value) => value,
            Err(QueryFailure::PathNotFound { .. }) if test == TypeTest::Present => {
                return Ok(false);
            }
            Err(failure) => return Err(self.no_operand(id, path, &failure)),
        };
        Ok(match test {
            TypeTest::Present => true,
            TypeTest::Null => found == Value::Null,
            TypeTest::Numeric => found.as_number().is_some(),
            TypeTest::String => found.as_str().is_some(),
            TypeTest::Boolean => found.as_bool().is_some(),
            TypeTest::Timestamp => moment(&found).is_some(),
        })
    }
}

fn satisfies(ordering: Ordering, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equals => ordering.is_eq(),
        Comparison::LessThan => ordering.is_lt(),
        Comparison::GreaterThan => ordering.is_gt(),
        Comparison::LessThanEquals => ordering.is_le(),
        Comparison::GreaterThanEquals => ordering.is_ge(),
    }
}

/// Java compares UTF-16 units, which differs from code points above the basic plane.
fn strings(value: &Value, other: Option<&str>) -> Option<Ordering> {
    let (value, other) = (value.as_str()?, other?);
    Some(value.encode_utf16().cmp(other.encode_utf16()))
}

fn numbers(value: &Value, other: &Value) -> Option<Ordering> {
    Some(value.as_number()?.compare(other.as_number()?))
}

fn booleans(value: &Value, other: Option<bool>) -> Option<Ordering> {
    Some(value.as_bool()?.cmp(&other?))
}

fn timestamps(value: &Value, other: Option<Instant>) -> Option<Ordering> {
    Some(moment(value)?.cmp(&other?))
}

fn moment(value: &Value) -> Option<Instant> {
    value.as_str().and_then(Instant::parse)
}

/// A `StringMatches` pattern: literal characters, and wildcards for any run of characters.
struct Pattern(Vec<Option<char>>);

impl Pattern {
    /// `None` when a backslash stands before anything but `*` or `\`.
    fn read(text: &str) -> Option<Self> {
        let mut parts = Vec::with_capacity(text.len());
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            parts.push(match c {
                '*' => None,
                '\\' => Some(chars.next().filter(|c| matches!(c, '*' | '\\'))?),
                c => Some(c),
            });
        }
        Some(Self(parts))
    }

    /// Greedy with one place to fall back to: the last wildcard. Never more than length × length steps.
    fn matches(&self, text: &str) -> bool {
        let text = text.chars().collect::<Vec<_>>();
        let (mut at, mut part) = (0, 0);
        let mut fallback = None;
        while at < text.len() {
            match self.0.get(part) {
                Some(None) => {
                    fallback = Some((at, part));
                    part += 1;
                }
                Some(Some(c)) if *c == text[at] => {
                    at += 1;
                    part += 1;
                }
                _ => {
                    let Some((from, wildcard)) = fallback else {
                        return false;
                    };
                    fallback = Some((from + 1, wildcard));
                    (at, part) = (from + 1, wildcard + 1);
                }
            }
        }
        self.0[part..].iter().all(Option::is_none)
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn wildcards_stand_for_any_run_of_characters() {
        let table = [
            ("log-*.txt", "log-2026.txt", true),
            ("log-*.txt", "log-2026.txt.gz", false),
            ("*", "", true),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "acb", false),
            (r"\*", "*", true),
            (r"\*", "x", false),
            (r"\\*", r"\x", true),
            ("", "", true),
            ("", "x", false),
            ("日*語", "日本語", true),
        ];
        for (pattern, text, expected) in table {
            let read = Pattern::read(pattern).map(|pattern| pattern.matches(text));
            assert_eq!(read, Some(expected), "{pattern} on {text}");
        }
    }

    #[test]
    fn a_backslash_before_anything_else_is_refused() {
        assert!(Pattern::read(r"a\b").is_none());
        assert!(Pattern::read(r"a\").is_none());
    }
}
