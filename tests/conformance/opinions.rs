//! Definitions that linters hold to be right or wrong: their opinions, in places older than the service.
//! Where the checker differs from one, the table says in what.

use super::outcome::{Tried, Verdict};
use super::recorded::read;
use asl::definition::Definition;
use asl::machine::compile;
use serde_json::Value;
use std::path::Path;

/// Tries every definition of `validation/`.
pub fn try_all(corpus: &Path) -> Vec<Tried> {
    let sources = ["statelint", "asl-validator", "asl-language-service"];
    sources
        .iter()
        .flat_map(|source| try_source(&corpus.join("validation").join(source), source))
        .collect()
}

fn try_source(folder: &Path, source: &str) -> Vec<Tried> {
    if !folder.exists() {
        return Vec::new();
    }
    let index = read(&folder.join("index.json"));
    let definitions = index["definitions"].as_array().expect("definitions");
    definitions
        .iter()
        .map(|entry| {
            let file = entry["file"].as_str().expect("a file");
            let text = std::fs::read_to_string(folder.join(file)).expect("a definition");
            Tried::new(&format!("opinion ({source})"), file, judge(entry, &text))
        })
        .collect()
}

fn judge(entry: &Value, text: &str) -> Verdict {
    if entry["fragment"] == true {
        return Verdict::Ignored("a piece, not a whole definition".to_owned());
    }
    let (_, problems) = compile(&Definition::read(text));
    let told = problems
        .iter()
        .filter(|problem| problem.is_error())
        .map(|problem| problem.title.en.clone())
        .collect::<Vec<_>>();
    match (entry["valid"] == true, told.is_empty()) {
        (true, true) | (false, false) => Verdict::Passed,
        (true, false) => differs(&told[0]),
        (false, true) => differs("what it refuses is accepted"),
    }
}

fn differs(what: &str) -> Verdict {
    Verdict::Ignored(format!("it differs: {what}"))
}
