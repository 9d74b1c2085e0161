//! Every file of `tests/spec/yaml` is a text in YAML, the JSON it stands for, and what is wrong with it.
//!
//! After a change, `UPDATE=1 cargo test --test yaml` writes the answers anew; read the difference before
//! committing it. And definitions in JSON come back from YAML as they were.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/files.rs"]
mod files;

use asl::debugger::action::Action;
use asl::debugger::view::{Panel, Shown};
use asl::debugger::{Need, Session};
use asl::definition::Definition;
use asl::diagnostic::Problem;
use asl::machine::compile;
use asl::project::Workspace;
use asl::text::{TextIndex, yaml};
use asl::value::Timestamp;
use files::{files, root};
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

fn told(text: &str, problems: &[Problem]) -> String {
    let index = TextIndex::new(text);
    let mut out = String::new();
    for problem in problems {
        let at = index.line_column(problem.span.start);
        let marked = text[problem.span.clone()].replace('\n', "⏎");
        let fix = problem.fix.as_ref();
        let fix = fix.map_or(String::new(), |fix| format!(" Fix: «{fix}»"));
        let title = &problem.title.en;
        writeln!(out, "{}:{} «{marked}» {title}{fix}", at.line, at.column).unwrap();
    }
    out
}

/// A text with what it stands for.
fn answered(text: &str) -> String {
    let reading = yaml::read(text);
    let json = reading
        .root
        .map_or("nothing".to_owned(), |root| root.to_value().to_json());
    format!(
        "{text}--- json\n{json}\n--- problems\n{}",
        told(text, &reading.problems)
    )
}

#[test]
fn every_text_stands_for_its_json() {
    let files = files(&root().join("tests/spec/yaml"), ".txt");
    let mut wrong = Vec::new();
    for path in &files {
        let file = fs::read_to_string(path).unwrap();
        let now = answered(file.split("--- json\n").next().unwrap());
        if now != file && std::env::var_os("UPDATE").is_some() {
            fs::write(path, now).unwrap();
        } else if now != file {
            wrong.push(format!("{}\n{now}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files.len() > 8);
}

/// Definitions that are at hand: built-in examples, and those of the corpus if it is there.
fn definitions() -> Vec<String> {
    let mut paths = files(&root().join("src/project/examples"), ".asl.json");
    let corpus = std::env::var_os("ASL_CORPUS")
        .map_or_else(|| root().join("../shared/conformance"), PathBuf::from);
    paths.extend(files(&corpus.join("realworld"), ".json"));
    let texts = paths
        .into_iter()
        .map(|path| fs::read_to_string(path).unwrap());
    texts.filter(|text| text.contains("StartAt")).collect()
}

#[test]
fn definitions_come_back_from_yaml_as_they_were() {
    let definitions = definitions();
    for text in &definitions {
        let definition = Definition::read(text);
        let Some(tree) = definition
            .root
            .as_ref()
            .filter(|_| definition.problems.is_empty())
        else {
            continue;
        };
        let written = yaml::write(tree);
        assert!(yaml::is_yaml(&written), "{written}");
        let back = Definition::read_any(&written);
        assert_eq!(told(&written, &back.problems), "", "{written}");
        assert_eq!(
            back.root.as_ref().unwrap().to_value(),
            tree.to_value(),
            "{written}"
        );
        let problems = |definition: &Definition| {
            let problems = compile(definition).1.into_iter();
            problems
                .map(|problem| (problem.code, problem.title.en))
                .collect::<Vec<_>>()
        };
        assert_eq!(problems(&back), problems(&definition), "{written}");
    }
    eprintln!("{} definitions came back", definitions.len());
    assert!(definitions.len() > 5);
}

#[test]
fn a_workspace_in_yaml_runs_and_converts_both_ways() {
    let text = "StartAt: Hello\nStates:\n  Hello: { Type: Pass, Result: { a: 1 }, End: true }\n";
    let mut session = Session::default();
    let workspace = Workspace {
        definition: text.to_owned(),
        input: "{}".to_owned(),
        ..Workspace::default()
    };
    session.act(Action::Open(workspace), Timestamp(0));
    session.act(Action::Run, Timestamp(0));
    let mut polls = 1000;
    assert_eq!(session.pump(Timestamp(0), &mut polls), Need::Done);
    let output = session.changes().into_iter().find_map(|panel| {
        let Panel::Outcome(Shown::Filled(outcome)) = panel else {
            return None;
        };
        outcome.output
    });
    assert_eq!(output.as_deref().map(str::trim), Some("{\n  \"a\": 1\n}"));
    assert_eq!(session.workspace().definition, text);
    let json = asl::language::convert(&Definition::read_any(text)).unwrap();
    assert!(json.starts_with("{\n  \"StartAt\": \"Hello\""), "{json}");
    let back = asl::language::convert(&Definition::read(&json)).unwrap();
    assert_eq!(
        back,
        "StartAt: Hello\nStates:\n  Hello:\n    Type: Pass\n    Result:\n      a: 1\n    End: true\n"
    );
}

#[test]
fn hostile_texts_end() {
    let nested = "a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n".to_owned()
        + &(0..20)
            .map(|n| format!("c{n}: &b [*b, *b, *b, *b, *b, *b, *b, *b]\n"))
            .collect::<String>();
    for text in [
        nested,
        "- ".repeat(50_000),
        "[".repeat(50_000),
        "{a: ".repeat(50_000),
        (0..5000)
            .map(|n| format!("{}a:\n", " ".repeat(n)))
            .collect(),
        "a: |\n".repeat(20_000),
        "\"".repeat(10_001),
        "a: 'x\n".repeat(10_000),
        "&a ".repeat(10_000),
        "? ".repeat(10_000),
    ] {
        let reading = yaml::read(&text);
        assert!(reading.problems.len() < 300);
    }
    let text = "a: &x {b: [1, \"c\\u00e4\", 'd''e', *x], f: |-\n  g\n\n  h\n}\n--- # i\n";
    for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
        let _ = yaml::read(&text[..end]);
        let _ = yaml::read(&text[end..]);
    }
}
