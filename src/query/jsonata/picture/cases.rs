//! The functions against data: `tests/spec/jsonata-functions.json`, whose answers are the reference's,
//! and the file that `ASL_JSONATA_FUNCTIONS` names, in the same form.

use super::{date, date_parse, decimal, integer, number, text, url};
use crate::query::jsonata::Budget;
use crate::query::jsonata::budget::Fuel;
use crate::query::jsonata::error::{Code, EvaluationError};
use crate::query::jsonata::regex::Regex;
use crate::value::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

/// What `$now` is in the cases.
const NOW: Timestamp = Timestamp(1_511_122_233_044);

#[derive(Clone, Copy)]
struct Arguments<'a>(&'a [Value]);

impl<'a> Arguments<'a> {
    fn text(self, index: usize) -> &'a str {
        self.maybe_text(index).expect("a text")
    }

    fn maybe_text(self, index: usize) -> Option<&'a str> {
        self.0.get(index).and_then(Value::as_str)
    }

    fn number(self, index: usize) -> f64 {
        self.maybe_number(index).expect("a number")
    }

    fn maybe_number(self, index: usize) -> Option<f64> {
        self.0.get(index).and_then(Value::as_f64)
    }
}

/// What the function `name` gives.
fn call(name: &str, given: Arguments<'_>) -> Result<Value, EvaluationError> {
    let fuel = Fuel::new(Budget::default());
    let text = |answer: String| Ok(json!(answer));
    let number = |answer: f64| {
        Ok(if answer.is_finite() {
            json!(answer)
        } else {
            json!(number::to_text(answer))
        })
    };
    match name {
        "numberText" => text(number::to_text(given.number(0))),
        "fifteen" => number(number::to_15_digits(given.number(0))),
        "number" => number(number::from_text(given.text(0))?),
        "round" => number(number::round(given.number(0), given.number(1))),
        "formatBase" => text(number::format_base(given.number(0), given.maybe_number(1))?),
        "formatNumber" => {
            let option = |key: &str| Some(given.0.get(2)?.get(key)?.as_str()?.to_owned());
            text(decimal::format(given.number(0), given.text(1), &option)?)
        }
        "formatInteger" => text(integer::format(given.number(0), given.text(1))?),
        "parseInteger" => number(integer::parse(given.text(0), given.text(1))?),
        "fromMillis" => text(date::from_millis(
            given.number(0),
            given.maybe_text(1),
            given.maybe_text(2),
        )?),
        "toMillis" => {
            let answer = date_parse::to_millis(given.text(0), given.maybe_text(1), NOW, &fuel)?;
            answer.map_or(Ok(json!("nothing")), number)
        }
        "substring" => {
            text(text::substring(given.text(0), given.number(1), given.maybe_number(2)).to_owned())
        }
        "pad" => text(text::pad(
            given.text(0),
            given.number(1),
            given.maybe_text(2),
            &fuel,
        )?),
        "trim" => text(text::trim(given.text(0))),
        "base64encode" => text(text::base64_encode(given.text(0))),
        "base64decode" => text(text::base64_decode(given.text(0))),
        "encodeUrl" => text(url::encode(given.text(0), false)),
        "encodeUrlComponent" => text(url::encode(given.text(0), true)),
        "decodeUrl" => text(url::decode(given.text(0), false)?),
        "decodeUrlComponent" => text(url::decode(given.text(0), true)?),
        "match" => matches(given, &fuel),
        _ => panic!("no function {name}"),
    }
}

/// Every match of `text, pattern, flags`: what it is, where it begins in 16-bit units, and its groups. As
/// in `$match` an empty one behind another is an error.
fn matches(given: Arguments<'_>, fuel: &Fuel) -> Result<Value, EvaluationError> {
    let (text, mut from) = (given.text(0), 0);
    let Ok(regex) = Regex::compile(given.text(1), given.text(2)) else {
        return Ok(json!("no expression"));
    };
    let mut matches = Vec::new();
    while let Some(found) = regex.search(text).next(from, fuel)? {
        if found.range.is_empty() && !matches.is_empty() {
            return Err(EvaluationError::new(Code::D1004));
        }
        let groups = found
            .groups
            .iter()
            .cloned()
            .map(|span| span.map(|span| &text[span]));
        let groups: Vec<_> = groups.collect();
        let index = text[..found.range.start].encode_utf16().count();
        from = found.range.end;
        matches.push(json!([text[found.range], index, groups]));
        if from >= text.len() {
            break;
        }
    }
    Ok(json!(matches))
}

/// The difference between what a case says and what is so.
fn check(case: &Value) -> Option<String> {
    let arguments = case["arguments"].as_array().expect("arguments");
    let name = case["call"].as_str().expect("a name");
    let answer = match call(name, Arguments(arguments)) {
        Ok(answer) => json!({ "gives": answer }),
        Err(error) => json!({ "fails": error.code().as_str() }),
    };
    let same = match (answer.get("gives"), case.get("gives")) {
        (Some(Value::Number(a)), Some(Value::Number(b))) => a.as_f64() == b.as_f64(),
        (a, b) => a == b,
    };
    // Where JavaScript itself fails, with words and no code, any failure will do.
    let fails = |case: &Value| case.get("fails").and_then(Value::as_str).map(str::to_owned);
    let uncoded = fails(case).is_some_and(|code| code.starts_with("uncoded"));
    let same = same && (fails(&answer) == fails(case) || uncoded && fails(&answer).is_some());
    (!same).then(|| format!("{case}\n    is {answer}"))
}

fn differences(cases: &str) -> (usize, Vec<String>) {
    let cases: Vec<Value> = serde_json::from_str(cases).expect("a list of cases");
    (cases.len(), cases.iter().filter_map(check).collect())
}

#[test]
fn the_functions_give_what_the_reference_gives() {
    let (_, differences) = differences(include_str!(
        "../../../../tests/spec/jsonata-functions.json"
    ));
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn the_functions_agree_with_a_file_of_ones_own() {
    let Ok(file) = std::env::var("ASL_JSONATA_FUNCTIONS") else {
        return;
    };
    let (count, differences) = differences(&std::fs::read_to_string(file).expect("a file"));
    let shown = differences.iter().take(200).cloned().collect::<Vec<_>>();
    let agreeing = count - differences.len();
    assert!(
        differences.is_empty(),
        "{}\n{agreeing} of {count} agree",
        shown.join("\n")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn no_picture_panics(
        number in prop_oneof![any::<f64>(), -1e6..1e6],
        picture in "[\\[\\]YMDdFWwXxHhPmsfZzCE0-9#,.;*atcoNn\u{2030}%e \u{660}é😀-]{0,12}",
        value in "[-0-9a-zA-Z:,.+ é😀]{0,12}",
        sign in "[.,;#0e\u{660}é😀\u{10ffff}]{1,2}",
    ) {
        let text = |text: &str| json!(text);
        for (name, arguments) in [
            ("formatNumber", vec![json!(number), text(&picture), json!({ "digit": sign })]),
            ("formatNumber", vec![json!(number), text(&picture), json!({ "zero-digit": sign })]),
            ("formatNumber", vec![json!(number), text(&picture), json!({ "decimal-separator": sign })]),
            ("formatNumber", vec![json!(number), text(&picture), json!({ "grouping-separator": sign })]),
            ("formatNumber", vec![json!(number), text(&picture), json!({ "exponent-separator": sign })]),
            ("formatInteger", vec![json!(number), text(&picture)]),
            ("parseInteger", vec![text(&value), text(&picture)]),
            ("fromMillis", vec![json!(number), text(&picture), text(&value)]),
            ("toMillis", vec![text(&value), text(&picture)]),
            ("toMillis", vec![text(&value)]),
            ("number", vec![text(&value)]),
            ("decodeUrl", vec![text(&value)]),
        ] {
            if arguments.iter().all(|argument| !argument.is_null()) {
                let _ = call(name, Arguments(&arguments));
            }
        }
        if number.is_finite() {
            let digits = number::to_text(number);
            prop_assert_eq!(digits.parse::<f64>().expect("a number"), number);
            let _ = number::to_15_digits(number);
        }
    }
}
