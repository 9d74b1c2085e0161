//! Definitions that linters hold to be right or wrong: their opinions, in places older than the service.
//! Where the checker differs from one, the list below the table says in what, and why AWS is right.

use super::outcome::{Tried, Verdict};
use super::recorded::read;
use asl::definition::Definition;
use asl::diagnostic::Problem;
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
        .collect::<Vec<_>>();
    match (entry["valid"] == true, told.first()) {
        (true, None) | (false, Some(_)) => Verdict::Passed,
        (true, Some(first)) => match decided(&told) {
            Some(why) => overruled(entry, why),
            None => differs(entry, &first.title.en),
        },
        (false, None) => differs(entry, "it is accepted"),
    }
}

fn overruled(entry: &Value, why: &str) -> Verdict {
    let said = match entry["valid"] == true {
        true => "the linter takes it",
        false => "the linter refuses it",
    };
    Verdict::Overruled {
        said,
        why: why.to_owned(),
    }
}

/// Why AWS would refuse what a linter accepts, if all that is wrong with it is of such a kind.
fn decided(told: &[&Problem]) -> Option<&'static str> {
    let whys = told.iter().map(|problem| {
        let said = problem.aws.as_deref().unwrap_or(&problem.title.en);
        let decision = DECISIONS.iter().find(|(words, _)| said.contains(words));
        decision.map(|(_, why)| *why)
    });
    whys.reduce(|first, next| next.and(first)).flatten()
}

/// Every other disagreement must be among those that have been looked into.
fn differs(entry: &Value, what: &str) -> Verdict {
    let file = entry["file"].as_str().unwrap_or_default();
    let known = DISAGREEMENTS
        .iter()
        .find(|(name, _)| file.starts_with(name));
    match known {
        Some((_, why)) => overruled(entry, why),
        None => Verdict::Failed(format!("it differs: {what}")),
    }
}

/// What AWS refuses and linters accept: in which words, AWS's where they are recorded, and why.
const DECISIONS: [(&str, &str); 6] = [
    (
        "The value is not a valid resource ARN",
        "it takes any URI for a Resource, CreateStateMachine refuses what is no ARN (recorded)",
    ),
    (
        "must be an object { }",
        "a payload template is an object, not a path (specification)",
    ),
    (
        "'QueryLanguage' can not be 'JSONPath'",
        "a state cannot go back to JSONPath in a machine of JSONata (recorded)",
    ),
    (
        "Duplicate State name",
        "names of states are unique in the whole machine (DUPLICATE_STATE_NAME)",
    ),
    (
        "Field '$states.",
        "$states has no such member (UNSUPPORTED_JSONATA_EXPRESSION)",
    ),
    (
        "The field 'RoleArn' is required but was missing",
        "Credentials need a RoleArn (recorded)",
    ),
];

const PLAIN: &str = "a text without both {% and %} is a plain text (recorded)";

/// Where the checker and a linter disagree besides: the beginning of the file's name, and why the checker
/// says what AWS says.
const DISAGREEMENTS: [(&str, &str); 7] = [
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
        "invalid-math-add",
        "arguments of intrinsic functions have their types when they are called (recorded)",
    ),
    (
        "valid-assign",
        "a hyphen cannot be in the name of a variable (documented: identifiers of Unicode)",
    ),
    ("valid-path-array-context", "Jayway knows no [(@.length-1)]"),
];
