//! Every file of `tests/spec/problems` is a definition and what the checker says about it.
//!
//! A file has two parts. Above the line `--- problems` stands the definition, as somebody might paste
//! it; below it stand the problems: severity and code, AWS's location, line and column with the marked
//! characters, and the words. A definition that begins with the comment `# YAML` may be in YAML. After a change of words, `UPDATE=1 cargo test --test problems` writes
//! the lower parts anew; read the difference before committing it.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/files.rs"]
mod files;

use asl::definition::Definition;
use asl::diagnostic::{Problem, Words};
use asl::language::sound_fixes;
use asl::machine::{check_functions, compile};
use asl::text::TextIndex;
use files::root;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

/// Fixes that uncover what a mistake had hidden, by file and the new problem.
const UNCOVERED: [(&str, &str); 5] = [
    ("flow-cut-off.txt", "No way leads to \"Behind\""),
    ("json-unclosed-brackets.txt", "Neither Next nor End"),
    ("jsonata-syntax.txt", "\"`a`\" finds nothing here"),
    ("parallel-and-map.txt", "\"States\" is empty"),
    ("yaml.txt", "No way leads to \"Choose\""),
];

const LINE: &str = "--- problems\n";

/// The functions that the workspace of every file has, its region and its account.
const FUNCTIONS: [&str; 2] = ["step-functions-lambda", "charge-card"];
const REGION: &str = "ap-northeast-1";
const ACCOUNT: &str = "123456789012";

fn files() -> Vec<PathBuf> {
    let files = files::files(&root().join("tests/spec/problems"), ".txt");
    assert!(files.len() > 30, "only {} files", files.len());
    files
}

fn definition_part(file: &str) -> &str {
    file.split(LINE).next().unwrap()
}

fn problems(text: &str) -> Vec<Problem> {
    let definition = if text.starts_with("# YAML\n") {
        Definition::read_any(text)
    } else {
        Definition::read(text)
    };
    let (machine, problems) = compile(&definition);
    let mut problems = sound_fixes(&definition, problems);
    assert_eq!(
        machine.is_some(),
        !problems.iter().any(Problem::is_error),
        "a machine exactly if nothing is an error"
    );
    if let Some(machine) = machine {
        let functions = check_functions(&machine, &definition, &FUNCTIONS, REGION, ACCOUNT);
        problems.extend(functions);
    }
    problems
}

fn sentence(out: &mut String, before: &str, words: &Words) {
    writeln!(out, "  {before}{}", words.en).unwrap();
    writeln!(out, "    {}", words.zh).unwrap();
    writeln!(out, "    {}", words.ja).unwrap();
}

fn marked(text: &str, index: &TextIndex<'_>, span: &std::ops::Range<usize>) -> String {
    let at = index.line_column(span.start);
    let chars = text[span.clone()].replace('\n', "⏎");
    format!("{}:{} «{chars}»", at.line, at.column)
}

fn rendered(text: &str) -> String {
    let index = TextIndex::new(text);
    let mut out = String::new();
    for problem in problems(text) {
        let Problem { severity, code, .. } = &problem;
        writeln!(out, "{severity:?} {code} {}", problem.location).unwrap();
        writeln!(out, "  {}", marked(text, &index, &problem.span)).unwrap();
        sentence(&mut out, "", &problem.title);
        sentence(&mut out, "Why: ", &problem.why);
        if let Some(hint) = &problem.hint {
            sentence(&mut out, "Hint: ", hint);
        }
        if let Some(fix) = &problem.fix {
            let place = problem.fix_at.as_ref();
            let place = place.map_or(String::new(), |span| {
                format!(" at {}", marked(text, &index, span))
            });
            writeln!(out, "  Fix: «{}»{place}", fix.replace('\n', "⏎")).unwrap();
        }
        for label in &problem.labels {
            let place = marked(text, &index, &label.span);
            writeln!(out, "  See: {place} {}", label.words.en).unwrap();
        }
        if let Some(aws) = &problem.aws {
            writeln!(out, "  AWS: {aws}").unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn every_file_has_exactly_its_problems() {
    let mut wrong = Vec::new();
    for path in files() {
        let file = fs::read_to_string(&path).unwrap();
        let text = definition_part(&file);
        let expected = format!("{text}{LINE}{}", rendered(text));
        if expected == file {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, expected).unwrap();
        } else {
            wrong.push(format!("{}\n{expected}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_fix_mends_its_problem() {
    let mut fixes = 0;
    let mut made = Vec::new();
    for path in files() {
        let file = fs::read_to_string(&path).unwrap();
        let text = definition_part(&file);
        let before = problems(text);
        for problem in &before {
            let Some(fix) = &problem.fix else { continue };
            let mut mended = text.to_owned();
            mended.replace_range(problem.fix_span(), fix);
            let after = problems(&mended);
            let same = |other: &Problem| other.title == problem.title && other.code == problem.code;
            let count = |all: &[Problem]| all.iter().filter(|other| same(other)).count();
            assert!(
                count(&after) < count(&before),
                "{}: {} is still there after {fix}",
                path.display(),
                problem.title.en
            );
            let grown = after.iter().find(|other| {
                let count = |all: &[Problem]| {
                    let same = |one: &&Problem| one.title == other.title && one.code == other.code;
                    all.iter().filter(same).count()
                };
                count(&after) > count(&before)
            });
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let grown = grown.filter(|new| {
                let new = (name.as_str(), new.title.en.as_str());
                !UNCOVERED.contains(&new)
            });
            if let Some(new) = grown {
                made.push(format!(
                    "{}: {} -> «{fix}» -> {}",
                    path.file_name().unwrap().display(),
                    problem.title.en,
                    new.title.en
                ));
            }
            fixes += 1;
        }
    }
    eprintln!("{fixes} fixes were tried");
    assert!(fixes > 100, "only {fixes} fixes were tried");
    assert!(made.is_empty(), "new problems:\n{}", made.join("\n"));
}

#[test]
fn what_is_written_in_a_payload_may_not_be_too_large() {
    let machine = |field: &str, language: &str, value: &str| {
        format!(
            r#"{{"StartAt": "A", "QueryLanguage": "{language}", "States": {{"A": {{"Type": "Pass", "{field}": {value}, "End": true}}}}}}"#
        )
    };
    let told = |text: &str| {
        let problems = problems(text).into_iter();
        problems
            .map(|problem| (problem.code, problem.location))
            .collect::<Vec<_>>()
    };
    let too_large =
        |field: &str| vec![("PAYLOAD_TOO_LARGE".to_owned(), format!("/States/A/{field}"))];
    let text = |length| format!("{{\"a\": \"{}\"}}", "x".repeat(length));
    let (fits, exceeds) = (text(262_136), text(262_137));
    for (field, language) in [
        ("Result", "JSONPath"),
        ("Parameters", "JSONPath"),
        ("Output", "JSONata"),
    ] {
        assert_eq!(told(&machine(field, language, &fits)), []);
        assert_eq!(told(&machine(field, language, &exceeds)), too_large(field));
    }
    // What is computed may be small, however long its expression is.
    let computed = format!("{{\"a\": \"{{% /*{}*/ 1 %}}\"}}", "x".repeat(300_000));
    assert_eq!(told(&machine("Output", "JSONata", &computed)), []);
}

/// A title without what is quoted in it.
fn kind(title: &str) -> String {
    let mut out = String::new();
    let mut letters = title.chars().peekable();
    let mut quoted = false;
    while let Some(c) = letters.next() {
        match c {
            '"' => {
                out.push_str(if quoted { "…\"" } else { "\"" });
                quoted = !quoted;
            }
            _ if quoted => {}
            '$' => {
                out.push_str("$…");
                while letters
                    .next_if(|c| c.is_alphanumeric() || matches!(c, '.' | '_'))
                    .is_some()
                {}
            }
            '0'..='9' => {
                out.push('#');
                while letters.next_if(char::is_ascii_digit).is_some() {}
            }
            c => out.push(c),
        }
    }
    out
}

#[test]
fn every_kind_of_problem_has_a_fix_or_a_reason_for_none() {
    let table = root().join("tests/spec/without-fix.txt");
    let table = fs::read_to_string(table).unwrap();
    let mut reasons: Vec<(&str, &str)> = Vec::new();
    for line in table
        .lines()
        .filter(|line| !line.starts_with("# ") && !line.is_empty())
    {
        reasons.push(line.split_once(" — ").unwrap());
    }
    let (mut fixed, mut all) = (Vec::new(), Vec::new());
    for path in files() {
        let file = fs::read_to_string(&path).unwrap();
        for problem in problems(definition_part(&file)) {
            let kind = kind(&problem.title.en);
            if problem.fix.is_some() {
                fixed.push(kind.clone());
            }
            all.push(kind);
        }
    }
    all.sort_unstable();
    all.dedup();
    let without: Vec<&String> = all.iter().filter(|kind| !fixed.contains(kind)).collect();
    let unexplained: Vec<_> = without
        .iter()
        .filter(|kind| !reasons.iter().any(|(own, _)| *own == kind.as_str()))
        .collect();
    assert!(
        unexplained.is_empty(),
        "neither fix nor reason: {unexplained:#?}"
    );
    let outdated: Vec<_> = reasons
        .iter()
        .filter(|(own, _)| !without.iter().any(|kind| kind.as_str() == *own))
        .collect();
    assert!(
        outdated.is_empty(),
        "these have a fix, or are gone: {outdated:#?}"
    );
    assert!(reasons.iter().all(|(_, reason)| reason.len() > 12));
    eprintln!(
        "{} kinds of problems, {} of them without a fix",
        all.len(),
        without.len()
    );
}

#[test]
fn every_sentence_is_there_in_three_languages() {
    for path in files() {
        let file = fs::read_to_string(&path).unwrap();
        for problem in problems(definition_part(&file)) {
            let sentences = [
                Some(&problem.title),
                Some(&problem.why),
                problem.hint.as_ref(),
            ];
            for words in sentences.into_iter().flatten() {
                let Words { en, zh, ja } = words;
                assert!(!en.is_empty() && !zh.is_empty() && !ja.is_empty(), "{en}");
                assert!(en != zh && en != ja && zh != ja, "{en} is not translated");
            }
        }
    }
}
