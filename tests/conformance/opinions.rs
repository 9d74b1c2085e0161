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
        (true, false) => differs(entry, &told[0]),
        (false, true) => differs(entry, "it is accepted"),
    }
}

/// Every disagreement must be among those that have been looked into.
fn differs(entry: &Value, what: &str) -> Verdict {
    let file = entry["file"].as_str().unwrap_or_default();
    let known = DISAGREEMENTS
        .iter()
        .find(|(name, _)| file.starts_with(name));
    match known {
        Some((_, why)) => Verdict::Ignored(format!("AWS decides against the linter: {why}")),
        None => Verdict::Failed(format!("it differs: {what}")),
    }
}

const RESOURCE: &str =
    "it takes any URI for a Resource, CreateStateMachine refuses what is no ARN (recorded)";
const TEMPLATE: &str = "a payload template is an object, not a path (specification)";
const PLAIN: &str = "a text without both {% and %} is a plain text (recorded)";
const EDITOR: &str = "an editor does not look at ARNs, CreateStateMachine does (recorded)";

/// Where the checker and a linter disagree: the beginning of the file's name, and why the checker says
/// what AWS says.
const DISAGREEMENTS: [(&str, &str); 23] = [
    ("backoff-with-backoffrate-decimal", RESOURCE),
    ("backoff-with-jitter-on-retry", RESOURCE),
    ("states-", RESOURCE),
    ("task-with-dynamic-timeouts", RESOURCE),
    ("task-with-resultselector", RESOURCE),
    ("valid-task-credentials", RESOURCE),
    ("valid-task-parameters", RESOURCE),
    ("valid-task-timeout-jsonata", RESOURCE),
    ("map-with-itemspath-context-object", TEMPLATE),
    ("map-with-parameters", TEMPLATE),
    ("map-with-resultselector", TEMPLATE),
    (
        "state-node-should-use-default-field",
        "a rule must compare something (specification)",
    ),
    ("invalid-jsonata-surround-syntax-no-close", PLAIN),
    ("invalid-jsonata-surround-syntax-no-open", PLAIN),
    (
        "invalid-jsonata-surround-syntax-no-spaces",
        "{%10%} is an expression: blanks inside are not needed (recorded)",
    ),
    (
        "Test-validation-with-JSONata-fields-does-not-show-diagnostic-error-on-valid-states-8725f5",
        "$states has no such member (UNSUPPORTED_JSONATA_EXPRESSION)",
    ),
    (
        "valid-map-with-item-batcher-jsonata",
        "a state cannot go back to JSONPath in a machine of JSONata (recorded)",
    ),
    (
        "invalid-math-add",
        "arguments of intrinsic functions have their types when they are called (recorded)",
    ),
    (
        "valid-assign",
        "a hyphen cannot be in the name of a variable (documented: identifiers of Unicode)",
    ),
    ("valid-path-array-context", "Jayway knows no [(@.length-1)]"),
    (
        "Terminal-State-Accepts-Succeed",
        "names of states are unique in the whole machine (DUPLICATE_STATE_NAME)",
    ),
    (
        "Test-validation-of-Resource-arn-for-Task-State-Does-not-show-diagnostic-on-invalid",
        EDITOR,
    ),
    (
        "Test-validation-of-Resource-arn-for-Task-State-Does-not-show-diagnostic-on-valid",
        EDITOR,
    ),
];
