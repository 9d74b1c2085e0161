//! Every file of `tests/spec/language` holds questions that an editor asks, and their answers.
//!
//! A question begins with `=== ` and its title; below stands a definition in which `▮` is the caret. A
//! line `--- suggestions`, `--- meaning`, `--- rename NAME` or `--- format` says what is asked, and the
//! answer follows. A definition may be in YAML. After a change, `UPDATE=1 cargo test --test language` writes the answers anew; read
//! the difference before committing it.

#![allow(clippy::unwrap_used, clippy::panic)]

use asl::debugger::Session;
use asl::debugger::action::{Action, Document, Question};
use asl::debugger::view::{Panel, Reply};
use asl::definition::Definition;
use asl::inspection::Stage;
use asl::language::{self, Recorded, Surroundings};
use asl::machine::compile;
use asl::project::Workspace;
use asl::value::Timestamp;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

const CARET: char = '▮';
const MOST: usize = 12;

fn functions() -> Vec<String> {
    ["charge-card", "ship"].map(str::to_owned).to_vec()
}

/// What every question finds recorded.
fn recorded() -> Recorded {
    let data = |json: &str| asl::value::parse(json).unwrap();
    let input = r#"{"order":{"id":7,"items":[{"sku":"a","price":1}]},"my key":1,"half-done":true}"#;
    Recorded {
        stages: vec![
            (Stage::Input, data(input)),
            (Stage::Result, data(r#"{"ok":true,"receipt":{"no":1}}"#)),
        ],
        variables: vec![("total".to_owned(), data(r#"{"net":1,"gross":2}"#))],
        context: None,
    }
}

fn suggestions(text: &str, at: usize) -> String {
    let (functions, recorded) = (functions(), recorded());
    let around = Surroundings {
        functions: &functions,
        machines: &["Refund".to_owned()],
        buckets: &["shop".to_owned()],
        region: "ap-northeast-1",
        account: "123456789012",
        recorded: Some(&recorded),
    };
    let found = language::completions(&Definition::read_any(text), at, &around);
    let mut out = String::new();
    if found.items.is_empty() {
        return "nothing\n".to_owned();
    }
    let comma = found.comma.map_or("", |_| ", a comma before");
    writeln!(out, "instead of «{}»{comma}", &text[found.span.clone()]).unwrap();
    for item in found.items.iter().take(MOST) {
        let insert = item.insert.replace('\n', "⏎").replace('\t', "→");
        let detail = [&item.detail, &item.meaning];
        let detail = detail.map(|part| {
            if part.is_empty() {
                String::new()
            } else {
                format!("  {part}")
            }
        });
        writeln!(
            out,
            "{:?} {}  «{insert}»{}",
            item.kind,
            item.label,
            detail.concat()
        )
        .unwrap();
    }
    if found.items.len() > MOST {
        writeln!(out, "and {} more", found.items.len() - MOST).unwrap();
    }
    out
}

fn meaning(text: &str, at: usize) -> String {
    let Some(found) = language::meaning(&Definition::read_any(text), at) else {
        return "nothing\n".to_owned();
    };
    assert!(language::keys().contains(&found.key), "{}", found.key);
    let mut out = format!("«{}» {}: {}\n", &text[found.span], found.title, found.key);
    for (what, list) in [("values", found.values), ("types", found.types)] {
        if !list.is_empty() {
            writeln!(out, "{what}: {}", list.join(", ")).unwrap();
        }
    }
    for (what, word) in [("default", found.default), ("language", found.language)] {
        if !word.is_empty() {
            writeln!(out, "{what}: {word}").unwrap();
        }
    }
    out
}

fn renamed(text: &str, at: usize, to: &str) -> String {
    let definition = Definition::read_any(text);
    match language::rename(&definition, at, to) {
        Err(refusal) => format!("{refusal:?}\n"),
        Ok(edits) => {
            let mut new = text.to_owned();
            for edit in edits.iter().rev() {
                new.replace_range(edit.span.clone(), &edit.text);
            }
            new
        }
    }
}

/// A question's answer, from its command and its definition with the caret.
fn answer(command: &str, marked: &str) -> String {
    let at = marked.find(CARET);
    let text = marked.replacen(CARET, "", 1);
    let at = || at.unwrap_or_else(|| panic!("no caret in {marked}"));
    match command.split_once(' ').unwrap_or((command, "")) {
        ("suggestions", _) => suggestions(&text, at()),
        ("meaning", _) => meaning(&text, at()),
        ("rename", to) => renamed(&text, at(), to),
        ("format", _) => {
            language::format(&Definition::read_any(&text)).unwrap_or("nothing\n".to_owned())
        }
        _ => panic!("{command} is no question"),
    }
}

/// A file with its answers as they are now.
fn answered(file: &str) -> String {
    let mut out = String::new();
    for case in file.split("=== ").skip(1) {
        let (title, rest) = case.split_once('\n').unwrap();
        let (marked, rest) = rest.split_once("--- ").unwrap();
        let (command, _) = rest.split_once('\n').unwrap();
        let answer = answer(command, marked);
        writeln!(out, "=== {title}\n{marked}--- {command}\n{answer}").unwrap();
    }
    out.trim_end().to_owned() + "\n"
}

#[test]
fn every_question_is_answered_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/language");
    let mut wrong = Vec::new();
    let mut questions = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let file = fs::read_to_string(&path).unwrap();
        let now = answered(&file);
        questions += now.matches("=== ").count();
        if now == file {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, now).unwrap();
        } else {
            wrong.push(format!("{}\n{now}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(questions > 30, "only {questions} questions");
}

/// A definition of about so many bytes.
fn large(bytes: usize) -> String {
    let mut states = String::new();
    let mut number = 0;
    while states.len() < bytes {
        write!(
            states,
            "    \"State {number}\": {{\n      \"Type\": \"Pass\",\n      \"Parameters\": {{ \"a.$\": \"$.order\" }},\n      \"Next\": \"State {}\"\n    }},\n",
            number + 1
        )
        .unwrap();
        number += 1;
    }
    format!(
        "{{\n  \"StartAt\": \"State 0\",\n  \"States\": {{\n{states}    \"State {number}\": {{ \"Type\": \"Succeed\" }}\n  }}\n}}\n"
    )
}

#[test]
fn a_place_anywhere_in_broken_text_is_answered() {
    let text = large(1500);
    let around = Surroundings::default();
    for cut in (0..text.len()).step_by(7) {
        let broken = &text[..cut];
        let definition = Definition::read(broken);
        for at in [cut, cut / 2] {
            let _ = language::completions(&definition, at, &around);
            let _ = language::meaning(&definition, at);
            let _ = language::rename(&definition, at, "New");
        }
    }
}

#[test]
fn every_meaning_has_its_sentences_in_three_languages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/editor/meanings");
    let keys = language::keys();
    let mut files = Vec::new();
    for tag in ["en", "zh-CN", "ja"] {
        let text = fs::read_to_string(folder.join(format!("meanings.{tag}.json"))).unwrap();
        let file: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
        let missing: Vec<_> = keys.iter().filter(|key| !file.contains_key(*key)).collect();
        let needless: Vec<_> = file.keys().filter(|key| !keys.contains(key)).collect();
        assert!(
            missing.is_empty() && needless.is_empty(),
            "{tag}: missing {missing:?}, needless {needless:?}"
        );
        files.push(file);
    }
    for key in &keys {
        let texts: Vec<&str> = files
            .iter()
            .map(|file| file[key].as_str().unwrap())
            .collect();
        assert!(texts.iter().all(|text| text.len() > 8), "{key}");
        assert!(
            texts[0] != texts[1] && texts[0] != texts[2] && texts[1] != texts[2],
            "{key} is not translated"
        );
        assert!(
            texts.iter().all(|text| text.matches('`').count() % 2 == 0),
            "{key}: an open quote"
        );
    }
}

#[test]
fn a_session_answers_each_question_once() {
    let text = "{ \"StartAt\": \"字\", \"States\": { \"字\": { \"Type\": \"Pass\", \"InputPath\": \"$.\", \"End\": true } } }";
    let mut session = Session::default();
    session.act(
        Action::Open(Workspace {
            definition: text.to_owned(),
            input: "{ \"order\": 1 }".to_owned(),
            ..Workspace::default()
        }),
        Timestamp(0),
    );
    let _ = session.changes();
    let at = text.find("$.").unwrap() + 2 - "字字".len() + 2;
    let ask = Action::Ask {
        number: 7,
        document: Document::Definition,
        question: Question::Suggestions { at: at as u32 },
    };
    session.act(ask, Timestamp(0));
    let panels = session.changes();
    let [Panel::Answer(answer)] = &panels[..] else {
        panic!("{panels:?}")
    };
    assert_eq!(answer.number, 7);
    let Reply::Suggestions(found) = &answer.reply else {
        panic!("{answer:?}")
    };
    assert_eq!((found.from, found.to), (at as u32, at as u32));
    assert_eq!(found.items[0].label, "order");
    assert_eq!(session.changes(), []);
}

#[test]
fn answers_about_a_large_definition_come_at_once() {
    let text = large(200_000);
    let definition = Definition::read(&text);
    let around = Surroundings::default();
    let at = text.rfind("\"Next\": \"").unwrap() + 9;
    let begun = Instant::now();
    let found = language::completions(&definition, at, &around);
    let took = begun.elapsed();
    eprintln!("suggestions in {} KB: {took:?}", text.len() / 1000);
    assert!(found.items.len() > 900);
    assert!(took < Duration::from_millis(500), "{took:?}");
}

#[test]
fn laying_out_twice_changes_nothing_and_keeps_the_machine() {
    let text = large(3000).replace("\n", "");
    let once = language::format(&Definition::read(&text)).unwrap();
    let again = language::format(&Definition::read(&once)).unwrap();
    assert_eq!(once, again);
    let states = |text: &str| compile(&Definition::read(text)).0.unwrap().states.len();
    assert_eq!(states(&text), states(&once));
}
