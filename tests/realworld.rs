//! Definitions that others wrote: published sample workflows, the test files of three linters, and what
//! CreateStateMachine and ValidateStateMachineDefinition were recorded to answer.
//!
//! They lie in the folder that `ASL_CORPUS` names (default `../shared/conformance`); where it is absent
//! the tests say so and pass.

#![allow(clippy::unwrap_used, clippy::panic)]

use asl::definition::Definition;
use asl::diagnostic::Problem;
use asl::machine::compile;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Samples that are wrong, and why.
const WRONG_SAMPLES: [(&str, &str); 4] = [
    (
        "shared-fallback-state-jsonata",
        "QueryLanguage stands inside States",
    ),
    (
        "examples_everything-e21082.json",
        "two states are named PassState",
    ),
    (
        "sam_app-dataquality-using-lambda",
        "a text without quotes in a path's filter, which Jayway refuses",
    ),
    (
        "textract-analyze-expense-tf",
        "a text without quotes in a path's filter, which Jayway refuses",
    ),
];

/// Where a linter's verdict is not ours, and why.
const OTHER_VERDICTS: [(&str, &str); 12] = [
    (
        "invalid-jsonata-surround-syntax",
        "a plain text, or an expression without spaces around it: AWS takes both (recorded)",
    ),
    (
        "valid-assign-",
        "a variable with a hyphen, which is no part of an identifier",
    ),
    (
        "Test-validation-with-JSONata-fields-does-not-show-diagnostic-error",
        "$states.function, which does not exist; the linter does not look into expressions",
    ),
    (
        "Terminal-State-Accepts-Succeed-and-Fail-state",
        "two states are named Second",
    ),
    (
        "valid-map-with-item-batcher-jsonata",
        "a state goes back to JSONPath in a JSONata machine, which AWS refuses (recorded)",
    ),
    (
        "valid-path-array-context",
        "a script in a path, which Jayway no longer has",
    ),
    (
        "valid-task-credentials",
        "Credentials without RoleArn, which AWS refuses (recorded)",
    ),
    (
        "map-with-itemspath-context-object",
        "Parameters is not an object",
    ),
    ("map-with-parameters-b2a19b", "Parameters is not an object"),
    ("map-with-resultselector", "Parameters is not an object"),
    (
        "state-node-should-use-default-field",
        "a rule without an operator; the linter looked at transitions alone",
    ),
    (
        "invalid-math-add",
        "a text for a number is found when the state runs",
    ),
];

fn corpus(folder: &str) -> Option<PathBuf> {
    let root = std::env::var_os("ASL_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance"),
        PathBuf::from,
    );
    let folder = root.join(folder);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: there is no {}", folder.display());
    None
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(json_files(&path));
        } else if path.extension().is_some_and(|end| end == "json") {
            files.push(path);
        }
    }
    files.sort();
    files.retain(|path| path.file_name().unwrap() != "index.json");
    files
}

fn problems(text: &str) -> Vec<Problem> {
    compile(&Definition::read(text)).1
}

fn reason<'a>(path: &Path, known: &'a [(&str, &str)]) -> Option<&'a str> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut known = known.iter();
    known
        .find(|(start, _)| name.starts_with(start))
        .map(|(_, why)| *why)
}

/// Whether a problem comes from the sample's surroundings: placeholders that a deployment fills in, and
/// resources of another interpreter.
fn is_foreign(text: &str, problem: &Problem) -> bool {
    let marked = &text[problem.span.clone()];
    let another = ["\"docker://", "\"floe://"]
        .iter()
        .any(|start| marked.starts_with(start));
    another || marked.contains("${") || text.contains("floe://") || text.contains("docker://")
}

#[test]
fn published_samples_have_no_problems() {
    let Some(folder) = corpus("realworld") else {
        return;
    };
    let (mut ready, mut foreign, mut wrong) = (0, 0, 0);
    let mut unexpected = Vec::new();
    for path in json_files(&folder) {
        let text = fs::read_to_string(&path).unwrap();
        let problems = problems(&text);
        let errors: Vec<&Problem> = problems
            .iter()
            .filter(|problem| problem.is_error())
            .collect();
        let ours = errors.iter();
        let ours: Vec<_> = ours.filter(|problem| !is_foreign(&text, problem)).collect();
        if errors.is_empty() {
            ready += 1;
        } else if let (false, Some(why)) = (ours.is_empty(), reason(&path, &WRONG_SAMPLES)) {
            eprintln!("wrong: {} ({why})", path.display());
            wrong += 1;
        } else if let Some(problem) = ours.first() {
            let title = &problem.title.en;
            unexpected.push(format!("{}: {} {title}", path.display(), problem.location));
        } else {
            foreign += 1;
        }
    }
    eprintln!(
        "samples: {ready} run, {foreign} have placeholders or another interpreter's resources, {wrong} \
         are wrong"
    );
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
    assert!(ready > 0);
}

/// Warnings on published samples, each looked at by hand: the beginning of the sample's name, the code,
/// how often, and why the sample is wrong there.
const TRUE_ALARMS: [(&str, &str, usize, &str); 5] = [
    (
        "sam_util-sfntoolkit_template.yaml_StateMachineUtilStateMachineUtilRunGlueCrawlersWithTags",
        "NO_DOLLAR",
        5,
        "\"listBucket\": \"$.list_bucket\" lacks its .$: the next state gets the path as a text",
    ),
    (
        "chain-of-responsibility-cdk_python_statemachine_atm_dispenser_chained",
        "UNKNOWN_ERROR_NAME",
        4,
        "States.TaskFailedId is no error: the four retriers never match",
    ),
    (
        "inventory-management-sam_statemachine_create-purchase-order-statemachine",
        "NO_DEFAULT",
        1,
        "a person's answer other than Approved and Rejected fails the execution",
    ),
    (
        "sfn-continous-running-glue-workflow-tf_statemachine_statemachine",
        "NO_DEFAULT",
        1,
        "a workflow of Glue that is STOPPED or ERROR without failed actions fails the execution",
    ),
    (
        "uml-statemachine_statemachine_BlogServiceRequestSM",
        "NO_DEFAULT",
        1,
        "a trigger from outside that none of the three patterns takes fails the execution",
    ),
];

#[test]
fn published_samples_have_no_false_alarms() {
    let Some(folder) = corpus("realworld") else {
        return;
    };
    let mut known = [0; TRUE_ALARMS.len()];
    let mut unexpected = Vec::new();
    let mut samples = 0;
    for path in json_files(&folder) {
        samples += 1;
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let problems = problems(&fs::read_to_string(&path).unwrap());
        for problem in problems.iter().filter(|problem| !problem.is_error()) {
            let alarm = TRUE_ALARMS
                .iter()
                .position(|(start, code, ..)| name.starts_with(start) && *code == problem.code);
            match alarm {
                Some(alarm) => known[alarm] += 1,
                None => {
                    unexpected.push(format!("{name}: {} {}", problem.location, problem.title.en));
                }
            }
        }
    }
    for ((name, code, count, why), found) in TRUE_ALARMS.iter().zip(known) {
        eprintln!("true: {found} × {code} in {name} ({why})");
        assert_eq!(found, *count, "{name}");
    }
    eprintln!(
        "warnings on {samples} samples: {} are true, {} are false",
        known.iter().sum::<usize>(),
        unexpected.len()
    );
    assert!(
        unexpected.is_empty(),
        "false alarms:\n{}",
        unexpected.join("\n")
    );
}

#[test]
fn linters_agree_but_for_known_reasons() {
    let Some(folder) = corpus("validation") else {
        return;
    };
    let mut agreed = 0;
    let mut unexpected = Vec::new();
    for linter in ["asl-language-service", "asl-validator", "statelint"] {
        let index = fs::read_to_string(folder.join(linter).join("index.json")).unwrap();
        let index: Value = serde_json::from_str(&index).unwrap();
        for entry in index["definitions"].as_array().unwrap() {
            let path = folder.join(linter).join(entry["file"].as_str().unwrap());
            let valid = entry["valid"].as_bool().unwrap();
            let problems = problems(&fs::read_to_string(&path).unwrap());
            // Linters do not look at resources as the service does.
            let counts = |problem: &&Problem| {
                problem.is_error() && !(valid && problem.location.ends_with("/Resource"))
            };
            let ours = problems.iter().any(|problem| counts(&problem));
            if ours != valid {
                agreed += 1;
            } else if let Some(why) = reason(&path, &OTHER_VERDICTS) {
                eprintln!("{linter} says valid: {valid}: {} ({why})", path.display());
            } else {
                unexpected.push(format!("{} valid: {valid}", path.display()));
            }
        }
    }
    eprintln!("linters: {agreed} verdicts agree");
    assert!(unexpected.is_empty(), "{}", unexpected.join("\n"));
}

/// What CreateStateMachine says: every error with its code and location.
fn aws_message(problems: &[Problem]) -> String {
    let errors = problems.iter().filter(|problem| problem.is_error());
    let parts: Vec<String> = errors
        .map(|problem| {
            let message = problem.aws.as_deref().unwrap_or("?");
            let at = if problem.location.is_empty() {
                ""
            } else {
                " at "
            };
            format!("{}: {message}{at}{}", problem.code, problem.location)
        })
        .collect();
    parts.join(", ")
}

/// What was recorded, in the same form; `None` when AWS found nothing wrong.
fn recorded_message(case: &Value) -> Option<String> {
    if case["kind"] == "create_error" {
        let message = case["expected"]["message"].as_str().unwrap();
        let start = "Invalid State Machine Definition: '";
        return message
            .strip_prefix(start)?
            .strip_suffix('\'')
            .map(str::to_owned);
    }
    let diagnostics = case["expected"]["diagnostics"].as_array()?;
    let parts: Vec<String> = diagnostics
        .iter()
        .map(|diagnostic| {
            let part = |name: &str| diagnostic[name].as_str().unwrap_or_default();
            let at = if part("location").is_empty() {
                ""
            } else {
                " at "
            };
            format!(
                "{}: {}{at}{}",
                part("code"),
                part("message"),
                part("location")
            )
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn definition_text(case: &Value) -> String {
    let text = case["definition_text"].as_str();
    text.map_or_else(|| case["definition"].to_string(), str::to_owned)
}

#[test]
fn the_service_says_the_same() {
    let Some(folder) = corpus("localstack") else {
        return;
    };
    let (mut equal, mut express) = (0, 0);
    for path in json_files(&folder) {
        let case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let wanted = ["create_error", "validate"]
            .iter()
            .any(|kind| case["kind"] == *kind);
        if !wanted {
            continue;
        }
        let problems = problems(&definition_text(&case));
        if case["source"]["truth"] == "localstack" {
            // The wording is an emulator's, the verdict is AWS's.
            assert!(
                problems
                    .iter()
                    .any(|problem| problem.code.contains("LABEL")),
                "{}",
                path.display()
            );
            continue;
        }
        let recorded = recorded_message(&case);
        if recorded
            .as_ref()
            .is_some_and(|message| message.contains("Express state machine"))
        {
            express += 1;
            continue;
        }
        let ours = aws_message(&problems);
        assert_eq!(recorded.unwrap_or_default(), ours, "{}", path.display());
        equal += 1;
    }
    eprintln!(
        "recorded refusals: {equal} equal, {express} are about Express machines, which need the machine's type"
    );
    assert!(equal > 0);
}
