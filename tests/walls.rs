//! The walls of the house are tests: rooms know only the rooms above them, the machine knows no
//! browser, and no file outgrows its reader.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    reason = "a broken wall is to be loud"
)]

#[path = "support/files.rs"]
mod files;

use files::{files, root};
use std::fs;

/// The rooms of `src/` in the order in which they may know each other.
const ROOMS: [&str; 15] = [
    "value",
    "diagnostic",
    "text",
    "query",
    "definition",
    "machine",
    "history",
    "inspection",
    "language",
    "service",
    "execution",
    "control",
    "graph",
    "project",
    "debugger",
];

/// Words that only the page may say.
const BROWSER: [&str; 8] = [
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "leptos",
    "SystemTime",
    "Instant::now",
    "cfg(target_arch",
    "std::thread",
];

fn rank(room: &str) -> Option<usize> {
    ROOMS.iter().position(|known| *known == room)
}

/// The rooms that a line of code names: `crate::value::Value` names `value`.
fn named(line: &str) -> Vec<&str> {
    let code = line.split("//").next().unwrap_or_default();
    let after = code.split("crate::").skip(1);
    after
        .filter_map(|rest| {
            rest.split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
        })
        .collect()
}

#[test]
fn rooms_know_only_rooms_above_them() {
    let source = root().join("src");
    let mut broken = Vec::new();
    for file in files(&source, ".rs") {
        let place = file.strip_prefix(&source).expect("inside src");
        let room = place
            .components()
            .next()
            .expect("a room")
            .as_os_str()
            .to_string_lossy()
            .into_owned();
        let Some(own) = rank(&room) else { continue };
        let text = fs::read_to_string(&file).expect("readable source");
        for (number, line) in text.lines().enumerate() {
            for other in named(line)
                .into_iter()
                .filter(|other| rank(other).is_some_and(|rank| rank > own))
            {
                broken.push(format!(
                    "src/{}:{}: {room} knows {other}",
                    place.display(),
                    number + 1
                ));
            }
        }
    }
    assert!(
        broken.is_empty(),
        "imports go downward only:\n{}",
        broken.join("\n")
    );
}

#[test]
fn every_room_is_on_the_list() {
    let folders = fs::read_dir(root().join("src"))
        .expect("src")
        .map(|entry| entry.expect("an entry").path());
    for room in folders.filter(|path| path.is_dir()) {
        let name = room
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        assert!(
            rank(&name).is_some(),
            "src/{name} has no place in the order of rooms"
        );
    }
}

#[test]
fn the_machine_knows_no_browser_and_no_clock() {
    let mut broken = Vec::new();
    for file in files(&root().join("src"), ".rs") {
        let text = fs::read_to_string(&file).expect("readable source");
        for word in BROWSER.iter().filter(|word| text.contains(**word)) {
            broken.push(format!("{}: {word}", file.display()));
        }
    }
    assert!(
        broken.is_empty(),
        "words of the page in the machine:\n{}",
        broken.join("\n")
    );
}

#[test]
fn no_file_outgrows_its_reader() {
    let folders = ["src", "www/src", "tests"].map(|folder| root().join(folder));
    let long: Vec<String> = folders
        .iter()
        .flat_map(|folder| files(folder, ".rs"))
        .map(|file| {
            (
                fs::read_to_string(&file)
                    .expect("readable source")
                    .lines()
                    .count(),
                file,
            )
        })
        .filter(|(lines, _)| *lines > 700)
        .map(|(lines, file)| format!("{lines} lines: {}", file.display()))
        .collect();
    assert!(
        long.is_empty(),
        "files over 700 lines:\n{}",
        long.join("\n")
    );
}
