//! The same definition in JSON and in YAML: an editor knows the same of both, place by place.
//!
//! Every definition that is at hand is converted; keys and texts of the two trees are asked about in pairs.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/files.rs"]
mod files;

use asl::definition::Definition;
use asl::diagnostic::Problem;
use asl::language::{self, Surroundings};
use asl::machine::compile;
use asl::text::yaml;
use asl::value::Value;
use files::{files, root};
use std::fs;

/// Built-in examples, and definitions with problems as far as they are JSON.
fn twins() -> Vec<(String, Definition, Definition)> {
    let mut paths = files(&root().join("src/project/examples"), ".asl.json");
    paths.extend(files(&root().join("tests/spec/problems"), ".txt"));
    let mut found = Vec::new();
    for path in paths {
        let file = fs::read_to_string(&path).unwrap();
        let text = file.split("--- problems\n").next().unwrap();
        let json = Definition::read(text);
        if !json.problems.is_empty() {
            continue;
        }
        let written = yaml::write(json.root.as_ref().unwrap());
        let yaml = Definition::read_any(&written);
        if yaml.yaml && yaml.problems.is_empty() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            found.push((name, json, yaml));
        }
    }
    assert!(found.len() > 30, "only {} twins", found.len());
    found
}

/// Pairs of places: behind the first characters of the same key, or of the same text.
fn places<'d>(json: &'d Definition, yaml: &'d Definition) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut left = vec![(json.root.as_ref().unwrap(), yaml.root.as_ref().unwrap())];
    while let Some((one, other)) = left.pop() {
        if let (Some(members), Some(others)) = (one.as_object(), other.as_object()) {
            for (member, other) in members.iter().zip(others) {
                let (key, twin) = (&member.key.span, &other.key.span);
                let at = (key.start + 2, twin.start + 1 + quoted(yaml, twin.start));
                out.extend(Some(at).filter(|_| member.key.text.is_ascii()));
                left.push((&member.value, &other.value));
            }
        } else if let (Some(items), Some(others)) = (one.as_array(), other.as_array()) {
            left.extend(items.iter().zip(others));
        } else if let Some(text) = one.as_str().filter(|text| text.len() > 3) {
            let plain = text
                .chars()
                .all(|c| c.is_ascii() && !matches!(c, '\n' | '"' | '\\' | '\''));
            if plain {
                let (start, twin) = (one.span.start, other.span.start);
                let ends = [1, text.len()];
                let pairs = ends.map(|at| (start + 1 + at, twin + quoted(yaml, twin) + at));
                out.extend(pairs);
            }
        }
    }
    out
}

fn quoted(definition: &Definition, at: usize) -> usize {
    usize::from(definition.text[at..].starts_with(['"', '\'']))
}

#[test]
fn suggestions_are_the_same() {
    let functions = ["charge-card".to_owned()];
    let around = Surroundings {
        functions: &functions,
        machines: &["Refund".to_owned()],
        buckets: &["shop".to_owned()],
        region: "ap-northeast-1",
        account: "123456789012",
        recorded: None,
    };
    let (mut asked, mut answered) = (0, 0);
    for (name, json, yaml) in twins() {
        for (at, twin) in places(&json, &yaml) {
            let labels = |definition: &Definition, at| {
                let found = language::completions(definition, at, &around);
                let items = found.items.into_iter().map(|item| item.label);
                (
                    definition.text[found.span].to_owned(),
                    items.collect::<Vec<_>>(),
                )
            };
            let (one, other) = (labels(&json, at), labels(&yaml, twin));
            let near = &yaml.text[yaml.text[..twin].rfind('\n').unwrap_or(0)..];
            let near: String = near.chars().take(60).collect();
            assert_eq!(one.1, other.1, "{name}: {near}");
            asked += 1;
            answered += usize::from(!one.1.is_empty());
        }
    }
    eprintln!("{asked} places, {answered} with suggestions");
    assert!(answered > 500, "only {answered}");
}

#[test]
fn meanings_are_the_same() {
    let mut known = 0;
    for (name, json, yaml) in twins() {
        for (at, twin) in places(&json, &yaml) {
            let key = |definition: &Definition, at| {
                language::meaning(definition, at).map(|found| (found.key, found.title))
            };
            let (one, other) = (key(&json, at), key(&yaml, twin));
            assert_eq!(
                one,
                other,
                "{name}: {}",
                &yaml.text[twin..].lines().next().unwrap()
            );
            known += usize::from(one.is_some());
        }
    }
    assert!(known > 500, "only {known}");
}

/// What an edited text stands for.
fn value(text: &str, span: std::ops::Range<usize>, by: &str) -> Option<Value> {
    let mut text = text.to_owned();
    text.replace_range(span, by);
    let read = Definition::read_any(&text);
    read.problems
        .is_empty()
        .then(|| read.root.unwrap().to_value())
}

#[test]
fn problems_and_what_mends_them_are_the_same() {
    let mut fixes = 0;
    for (name, json, yaml) in twins() {
        let problems = |definition: &Definition| -> Vec<Problem> {
            language::sound_fixes(definition, compile(definition).1)
        };
        let (ones, others) = (problems(&json), problems(&yaml));
        let titles = |problems: &[Problem]| -> Vec<String> {
            problems
                .iter()
                .map(|one| format!("{} {} {}", one.code, one.location, one.title.en))
                .collect()
        };
        assert_eq!(titles(&ones), titles(&others), "{name}");
        for (one, other) in ones.iter().zip(&others) {
            let mended = |definition: &Definition, problem: &Problem| {
                let fix = problem.fix.as_ref()?;
                value(&definition.text, problem.fix_span(), fix)
            };
            let (wanted, found) = (mended(&json, one), mended(&yaml, other));
            assert_eq!(
                wanted, found,
                "{name}: {} {:?} {:?}",
                one.title.en, one.fix, other.fix
            );
            fixes += usize::from(one.fix.is_some());
        }
    }
    eprintln!("{fixes} fixes do the same");
    assert!(fixes > 60, "only {fixes}");
}

/// A line indented by four blanks for each level in the place of two.
fn four_blanks(line: &str) -> String {
    let mut content = line.trim_start_matches(' ');
    let mut out = " ".repeat(2 * (line.len() - content.len()));
    while let Some(rest) = content.strip_prefix("- ") {
        out.push_str("-   ");
        content = rest;
    }
    out + content
}

#[test]
fn laying_out_changes_blanks_alone() {
    let mut laid = 0;
    for (name, _, yaml) in twins() {
        let deeper: String = yaml.text.split_inclusive('\n').map(four_blanks).collect();
        let out = language::format(&Definition::read_any(&deeper));
        let Some(out) = out else {
            panic!("{name} is not laid out\n{deeper}")
        };
        let again = language::format(&Definition::read_any(&out));
        assert_eq!(again.as_ref(), Some(&out), "{name}");
        laid += usize::from(out == *yaml.text);
    }
    assert!(laid > 20, "only {laid} came back as they were");
}

#[test]
fn a_place_anywhere_in_broken_yaml_is_answered() {
    let around = Surroundings::default();
    for (_, _, yaml) in twins().into_iter().take(6) {
        for cut in (0..yaml.text.len())
            .filter(|at| yaml.text.is_char_boundary(*at))
            .step_by(3)
        {
            let broken = Definition::read_any(&yaml.text[..cut]);
            for at in [cut, cut / 2] {
                let _ = language::completions(&broken, at, &around);
                let _ = language::meaning(&broken, at);
                let _ = language::format(&broken);
            }
        }
    }
}
