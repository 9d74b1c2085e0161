//! A Choice rule in short: `$.total > 100`. A notation, the same in every language.

use crate::machine::{Comparison, Condition, Operand, Test, TypeTest};
use crate::query::{Formula, Path};
use crate::value::Value;

/// The rule's test in short.
pub fn short(test: &Test) -> String {
    write(test, false)
}

/// The parts of a test in the order of the text, each with how deep it stands: of those made of others the
/// word that joins them, as the language spells it.
pub fn parts(test: &Test) -> Vec<(u32, String)> {
    let mut found = Vec::new();
    list(test, 0, &mut found);
    found
}

fn list(test: &Test, depth: u32, found: &mut Vec<(u32, String)>) {
    let mut group = |word: &str, tests: &[Test]| {
        found.push((depth, word.to_owned()));
        tests.iter().for_each(|test| list(test, depth + 1, found));
    };
    match test {
        Test::And(tests) => group("And", tests),
        Test::Or(tests) => group("Or", tests),
        Test::Not(test) => group("Not", std::slice::from_ref(&**test)),
        Test::Condition(_)
        | Test::Compare { .. }
        | Test::StringMatches { .. }
        | Test::Is { .. } => {
            found.push((depth, short(test)));
        }
    }
}

/// The expression of a `Condition`.
pub fn formula(test: &Test) -> Option<&Formula> {
    if let Test::Condition(Condition::Formula(formula)) = test {
        Some(formula)
    } else {
        None
    }
}

/// The paths a test looks at, in the order of the text, each once.
pub fn paths(test: &Test) -> Vec<&Path> {
    let mut found = Vec::new();
    collect(test, &mut found);
    found
}

fn write(test: &Test, inner: bool) -> String {
    match test {
        Test::Condition(Condition::Literal(truth)) => truth.to_string(),
        Test::Condition(Condition::Formula(formula)) => formula.as_str().to_owned(),
        Test::And(tests) => join(tests, " and ", inner),
        Test::Or(tests) => join(tests, " or ", inner),
        Test::Not(test) => format!("not ({})", write(test, false)),
        Test::Compare {
            variable,
            comparison,
            operand,
        } => {
            let sign = sign(*comparison);
            format!("{} {sign} {}", variable.as_str(), write_operand(operand))
        }
        Test::StringMatches { variable, pattern } => {
            let pattern = Value::string(pattern.clone()).to_json();
            format!("{} matches {pattern}", variable.as_str())
        }
        Test::Is {
            variable,
            test,
            expected,
        } => {
            let not = if *expected { "" } else { "not " };
            format!("{} is {not}{}", variable.as_str(), type_word(*test))
        }
    }
}

fn join(tests: &[Test], word: &str, inner: bool) -> String {
    let parts: Vec<_> = tests.iter().map(|test| write(test, true)).collect();
    let joined = parts.join(word);
    if inner && tests.len() > 1 {
        format!("({joined})")
    } else {
        joined
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Equals => "==",
        Comparison::LessThan => "<",
        Comparison::GreaterThan => ">",
        Comparison::LessThanEquals => "≤",
        Comparison::GreaterThanEquals => "≥",
    }
}

fn write_operand(operand: &Operand) -> String {
    match operand {
        Operand::String(text) => Value::string(text.clone()).to_json(),
        Operand::Numeric(number) => number.to_json(),
        Operand::Boolean(truth) => truth.to_string(),
        Operand::Timestamp(moment) => moment.timestamp().to_iso(),
        Operand::StringPath(path)
        | Operand::NumericPath(path)
        | Operand::BooleanPath(path)
        | Operand::TimestampPath(path) => path.as_str().to_owned(),
    }
}

fn type_word(test: TypeTest) -> &'static str {
    match test {
        TypeTest::Null => "null",
        TypeTest::Present => "present",
        TypeTest::Numeric => "numeric",
        TypeTest::String => "a string",
        TypeTest::Boolean => "boolean",
        TypeTest::Timestamp => "a timestamp",
    }
}

fn collect<'a>(test: &'a Test, found: &mut Vec<&'a Path>) {
    match test {
        Test::Condition(_) => {}
        Test::And(tests) | Test::Or(tests) => tests.iter().for_each(|test| collect(test, found)),
        Test::Not(test) => collect(test, found),
        Test::StringMatches { variable, .. } | Test::Is { variable, .. } => once(variable, found),
        Test::Compare {
            variable, operand, ..
        } => {
            once(variable, found);
            if let Some(path) = operand_path(operand) {
                once(path, found);
            }
        }
    }
}

fn once<'a>(path: &'a Path, found: &mut Vec<&'a Path>) {
    if !found.iter().any(|known| known.as_str() == path.as_str()) {
        found.push(path);
    }
}

fn operand_path(operand: &Operand) -> Option<&Path> {
    match operand {
        Operand::StringPath(path)
        | Operand::NumericPath(path)
        | Operand::BooleanPath(path)
        | Operand::TimestampPath(path) => Some(path),
        Operand::String(_) | Operand::Numeric(_) | Operand::Boolean(_) | Operand::Timestamp(_) => {
            None
        }
    }
}
