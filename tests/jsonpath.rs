//! JSONPath against vectors: `tests/spec/jsonpath.json`, in the way of AWS unless a vector says `Jayway`,
//! and the file that `ASL_JSONPATH_VECTORS` names, in Jayway's way (skipped where there is none).
//!
//! A vector is `{"group", "path", "doc", "expect" | "error", "definite", "note"}`; `doc` names one of the
//! file's `documents`. Errors: `path_not_found`, `invalid_path` (when read, or when applied if `definite`
//! is told), `other:JsonPathException`. With `jayway_message` a miss is compared word for word, as far
//! as the message goes. A count of Jayway's vectors that agree ends the output: of values, and of errors.
#![allow(
    clippy::print_stdout,
    reason = "whoever brings vectors wants to see the count"
)]

#[path = "support/agreement.rs"]
mod agreement;

use agreement::{Agreement, Said};
use asl::query::{Dialect, Path, PathError};
use asl::value::{Value, parse};
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::{Path as FilePath, PathBuf};

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(1));
    let root = FilePath::new(env!("CARGO_MANIFEST_DIR"));
    let mut trials = trials_of(&root.join("tests/spec/jsonpath.json"), "own", Dialect::Aws);
    let oracle = std::env::var_os("ASL_JSONPATH_VECTORS").map_or_else(
        || root.join("../shared/reference/jayway_vectors.json"),
        PathBuf::from,
    );
    if oracle.exists() {
        trials.extend(trials_of(&oracle, "jayway", Dialect::Jayway));
    } else {
        eprintln!("no file of Jayway's own vectors here: {}", oracle.display());
    }
    let conclusion = libtest_mimic::run(&arguments, trials);
    if oracle.exists() && !arguments.list {
        count(&oracle);
    }
    conclusion.exit();
}

/// The vectors of a file, and the whole of it, which holds the documents.
fn vectors_of(file: &FilePath) -> (Vec<Value>, Value) {
    let text = std::fs::read_to_string(file).expect("a file of vectors");
    let all = parse(&text).expect("JSON");
    let vectors = all.get("vectors").and_then(Value::as_array);
    (vectors.expect("vectors").to_vec(), all)
}

/// What Jayway said.
fn said(expected: &Outcome) -> Said {
    match expected {
        Outcome::Value(_) => Said::Value,
        Outcome::Error { kind, .. } if is_breach(kind) => Said::Breach,
        Outcome::Error { .. } => Said::Error,
    }
}

/// Whether an error is none of Jayway's own: a fault of its code that Java noticed.
fn is_breach(kind: &str) -> bool {
    let own = ["other:JsonPathException", "other:IllegalArgumentException"];
    kind.starts_with("other:") && !own.contains(&kind)
}

/// Prints how many of Jayway's vectors agree, and in what others differ.
fn count(file: &FilePath) {
    let (vectors, all) = vectors_of(file);
    let mut count = Agreement::default();
    for vector in &vectors {
        let document = text_of(vector, "doc").and_then(|doc| all.get("documents")?.get(&doc));
        let path = text_of(vector, "path").unwrap_or_default();
        let (Ok(expected), Some(document)) = (expected(vector), document) else {
            continue;
        };
        let actual = actual(&path, document, Dialect::Jayway);
        let fails = matches!(actual, Outcome::Error { .. });
        count.add(said(&expected), matches(&expected, &actual), fails);
    }
    println!("{}", count.told());
}

fn trials_of(file: &FilePath, suite: &str, dialect: Dialect) -> Vec<Trial> {
    let (vectors, all) = vectors_of(file);
    let trial = |(index, vector): (usize, &Value)| {
        let name = format!(
            "{suite}::{index:03} {}",
            text_of(vector, "path").unwrap_or_default()
        );
        let group = text_of(vector, "group").unwrap_or_default();
        // Values share reference counts and can not go to another thread; text can.
        let document = text_of(vector, "doc").and_then(|doc| all.get("documents")?.get(&doc));
        let (vector, document) = (vector.to_json(), document.map(Value::to_json));
        Trial::test(name, move || check(&vector, document.as_deref(), dialect)).with_kind(group)
    };
    vectors.iter().enumerate().map(trial).collect()
}

fn text_of(vector: &Value, key: &str) -> Option<String> {
    vector.get(key).and_then(Value::as_str).map(str::to_owned)
}

fn check(vector: &str, document: Option<&str>, dialect: Dialect) -> Result<(), Failed> {
    let vector = parse(vector).map_err(|fault| fault.to_string())?;
    let document = parse(document.ok_or("no such document")?).map_err(|fault| fault.to_string())?;
    let dialect = match text_of(&vector, "dialect").as_deref() {
        Some("Jayway") => Dialect::Jayway,
        _ => dialect,
    };
    let path = text_of(&vector, "path").ok_or("no path")?;
    let expected = expected(&vector)?;
    let actual = actual(&path, &document, dialect);
    check_definite(&vector, &path, dialect)?;
    if matches(&expected, &actual) {
        return Ok(());
    }
    Err(format!("expected {expected:?}\n     got {actual:?}").into())
}

/// What a path gives: a value as JSON text, or the kind and the words of an error.
#[derive(Debug)]
enum Outcome {
    Value(Value),
    Error { kind: String, words: String },
}

fn expected(vector: &Value) -> Result<Outcome, Failed> {
    if let Some(value) = vector.get("expect") {
        return Ok(Outcome::Value(value.clone()));
    }
    Ok(Outcome::Error {
        kind: text_of(vector, "error").ok_or("neither expect nor error")?,
        words: text_of(vector, "jayway_message").unwrap_or_default(),
    })
}

fn actual(path: &str, document: &Value, dialect: Dialect) -> Outcome {
    let error = |kind: &str, words: String| Outcome::Error {
        kind: kind.to_owned(),
        words,
    };
    let path = match Path::parse_as(path, dialect) {
        Ok(path) => path,
        Err(fault) => return error("invalid_path", fault.reason.to_string()),
    };
    match path.apply(document) {
        Ok(value) => Outcome::Value(value),
        Err(PathError::NotFound(words)) => error("path_not_found", words),
        Err(PathError::Invalid(words)) => error("invalid_path", words),
        Err(PathError::Function(words)) => error("other:JsonPathException", words),
        Err(PathError::Exhausted(words)) => error("exhausted", words),
    }
}

fn check_definite(vector: &Value, path: &str, dialect: Dialect) -> Result<(), Failed> {
    let Some(definite) = vector.get("definite").and_then(Value::as_bool) else {
        return Ok(());
    };
    let path = Path::parse_as(path, dialect).map_err(|fault| fault.reason.to_string())?;
    if path.is_definite() == definite {
        return Ok(());
    }
    Err(format!("definite should be {definite}").into())
}

fn matches(expected: &Outcome, actual: &Outcome) -> bool {
    match (expected, actual) {
        (Outcome::Value(expected), Outcome::Value(actual)) => expected == actual,
        (Outcome::Error { kind, words }, Outcome::Error { kind: k, words: w }) => {
            let same_kind =
                kind == k || (kind == "other:IllegalArgumentException" && k == "invalid_path");
            // Recorded messages are cut at some length; faults of reading have words of our own.
            same_kind && (kind != "path_not_found" || w.starts_with(words.as_str()))
        }
        _ => false,
    }
}
