//! The drawing of a machine: no box on another, no line through a box, everything inside its frame, and
//! always the same.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test says so by failing"
)]

#[path = "graph/folded.rs"]
mod folded;
#[path = "graph/geometry.rs"]
mod geometry;
#[path = "graph/quality.rs"]
mod quality;
#[path = "graph/sketch.rs"]
mod sketch;

use asl::graph::{EdgeKind, Graph, GroupKind, NodeKind, layout};
use asl::value::{Value, parse};
use geometry::check;
use quality::Quality;
use sketch::{Chance, sketch};
use std::path::{Path, PathBuf};

fn draw(definition: &str) -> Graph {
    let machine = sketch(&parse(definition).unwrap());
    layout(&machine, definition)
}

const SMALL: &str = r#"{"StartAt": "Check", "States": {
  "Check": {"Type": "Choice", "Default": "Other", "Choices": [
    {"Variable": "$.a", "IsPresent": true, "Next": "Both"},
    {"Variable": "$.b", "IsPresent": true, "Next": "Check"}]},
  "Both": {"Type": "Parallel", "Next": "Each", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Bad"}],
    "Branches": [
      {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "End": true}}},
      {"StartAt": "Right", "States": {
        "Right": {"Type": "Pass", "Next": "Again"},
        "Again": {"Type": "Pass", "Next": "Right"}}}]},
  "Each": {"Type": "Map", "End": true,
    "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Succeed"}}}},
  "Other": {"Type": "Pass", "Next": "Check"},
  "Bad": {"Type": "Fail"}}}"#;

/// Writes a picture when `ASL_PICTURES` names a folder: to be looked at.
fn picture(name: &str, graph: &Graph) {
    if let Ok(folder) = std::env::var("ASL_PICTURES") {
        std::fs::write(
            Path::new(&folder).join(format!("{name}.svg")),
            geometry::svg(graph),
        )
        .unwrap();
    }
}

#[test]
fn a_small_machine_has_its_boxes_frames_and_arrows() {
    let graph = draw(SMALL);
    check("small", &graph).unwrap();
    picture("small", &graph);
    let kinds: Vec<_> = graph.nodes.iter().map(|node| node.kind).collect();
    assert_eq!(kinds.first(), Some(&NodeKind::Start));
    assert_eq!(
        kinds.iter().filter(|kind| **kind == NodeKind::End).count(),
        1
    );
    assert_eq!(graph.nodes.len(), 9, "seven plain states and two pills");
    let frames: Vec<_> = graph.groups.iter().map(|group| group.kind).collect();
    let branches = [GroupKind::Branch(0), GroupKind::Branch(1)];
    assert_eq!(
        frames,
        [
            GroupKind::Parallel,
            branches[0],
            branches[1],
            GroupKind::Map
        ]
    );
    let catches = graph
        .edges
        .iter()
        .filter(|edge| edge.kind == EdgeKind::Catch(0))
        .count();
    assert_eq!((graph.edges.len(), catches), (11, 1));
}

#[test]
fn lanes_stand_side_by_side_and_are_equally_high() {
    let graph = draw(SMALL);
    let lanes: Vec<_> = graph
        .groups
        .iter()
        .filter(|group| group.name.is_empty())
        .collect();
    let (left, right) = (lanes[0].rect, lanes[1].rect);
    assert_eq!((left.y, left.height), (right.y, right.height));
    assert!(left.x + left.width < right.x);
}

#[test]
fn a_labelled_arrow_keeps_the_whole_rule() {
    let graph = draw(SMALL);
    let rule = graph
        .edges
        .iter()
        .find(|edge| edge.kind == EdgeKind::Choice(0))
        .unwrap();
    assert_eq!(rule.full_label, "$.a is present");
    assert!(rule.label_rect.width > 0.0 && rule.label_rect.height > 0.0);
}

#[test]
fn the_list_tells_the_same_in_reading_order() {
    let graph = draw(SMALL);
    let rows: Vec<_> = graph
        .tree
        .iter()
        .map(|row| (row.depth, row.branch, &*row.name))
        .collect();
    let wanted = [
        (0, None, "Check"),
        (0, None, "Both"),
        (1, Some(0), "Left"),
        (1, Some(1), "Right"),
        (1, Some(1), "Again"),
        (0, None, "Each"),
        (1, None, "One"),
        (0, None, "Other"),
        (0, None, "Bad"),
    ];
    assert_eq!(rows, wanted);
    let ways: Vec<_> = graph.tree[1]
        .ways
        .iter()
        .map(|way| (way.kind, &*way.when))
        .collect();
    assert_eq!(
        ways,
        [(EdgeKind::Next, ""), (EdgeKind::Catch(0), "States.ALL")]
    );
}

#[test]
fn a_box_tells_what_its_state_works_with() {
    let text = r#"{"StartAt": "A", "States": {
      "A": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:pay", "Next": "B"},
      "B": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "C",
        "Parameters": {"FunctionName": "arn:aws:lambda:us-east-1:123456789012:function:ship:$LATEST"}},
      "C": {"Type": "Wait", "Seconds": 30, "End": true}}}"#;
    let (machine, problems) = asl::machine::compile(&asl::definition::Definition::read(text));
    let machine = machine.unwrap_or_else(|| panic!("{problems:?}"));
    let graph = layout(&machine, text);
    let states = graph.nodes.iter().filter(|node| node.state.is_some());
    let details: Vec<_> = states.map(|node| node.detail.as_str()).collect();
    assert_eq!(details, ["pay", "ship", "30 s"]);
}

#[test]
fn characters_count_as_in_a_browser() {
    let text = r#"{"StartAt": "世界😀", "States": {"世界😀": {"Type": "Pass", "End": true}}}"#;
    let mut machine = sketch(&parse(text).unwrap());
    let start = text.find("\"世界😀\": {").unwrap();
    machine.states[0].span = start..text.len() - 2;
    let graph = layout(&machine, text);
    let row = &graph.tree[0];
    let units: Vec<u16> = text.encode_utf16().collect();
    let shown = String::from_utf16(&units[row.from as usize..row.to as usize]).unwrap();
    assert!(
        shown.starts_with("\"世界😀\"") && shown.ends_with('}'),
        "{shown}"
    );
}

#[test]
fn the_same_machine_is_always_drawn_the_same() {
    let machine = Chance(11).machine(60, 3);
    assert_eq!(layout(&machine, ""), layout(&machine, ""));
}

#[test]
fn made_up_machines_are_drawn_cleanly() {
    let mut sum = Quality::default();
    for seed in 0..150 {
        let machine = Chance(seed).machine(2 + seed as usize % 40, seed as u32 % 4);
        let graph = layout(&machine, "");
        check(&format!("seed {seed}"), &graph).unwrap();
        sum = sum.plus(Quality::of(&graph));
    }
    println!("{sum:#?}");
    assert!(
        sum.struck_labels == 0 && sum.crossings <= 370 && sum.bends <= 3400,
        "{sum:#?}"
    );
}

#[test]
fn odd_machines_are_drawn_cleanly() {
    let chain = |n: usize| Chance(1).chain(n);
    for (name, machine) in [
        ("one state", chain(1)),
        ("a long chain", chain(700)),
        ("so many that they stand in a column", chain(1600)),
        ("a fan", Chance(1).fan(120)),
        ("deep nesting", Chance(1).nest(60)),
        ("loops only", Chance(1).ring(12)),
    ] {
        check(name, &layout(&machine, "")).unwrap();
    }
}

#[test]
fn five_hundred_states_are_drawn_cleanly() {
    let machines = [Chance(5).machine(500, 3), Chance(5).flat(500)];
    for (name, machine) in ["500 in many scopes", "500 in one"].iter().zip(machines) {
        let graph = layout(&machine, "");
        check(name, &graph).unwrap();
        picture(name, &graph);
    }
}

fn definitions(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            definitions(&path, found);
        } else if path.to_string_lossy().ends_with(".json") {
            found.push(path);
        }
    }
}

/// The published definitions that are here, as machines, with their texts.
fn published() -> Vec<(String, asl::machine::Machine, String)> {
    let corpus = std::env::var("ASL_CORPUS").unwrap_or_else(|_| "../shared/conformance".into());
    let mut files = Vec::new();
    definitions(&Path::new(&corpus).join("realworld"), &mut files);
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).unwrap();
        let value = parse(&text).ok()?;
        value.get("States").and_then(Value::as_object)?;
        Some((path.display().to_string(), sketch(&value), text))
    };
    files.into_iter().filter_map(read).collect()
}

#[test]
fn real_definitions_are_drawn_cleanly() {
    let published = published();
    if published.is_empty() {
        println!("no corpus of real definitions here: nothing checked");
        return;
    }
    let (mut sum, mut states) = (Quality::default(), 0);
    for (at, (name, machine, text)) in published.iter().enumerate() {
        let graph = layout(machine, text);
        check(name, &graph).unwrap();
        picture(&format!("real-{at}"), &graph);
        let quality = Quality::of(&graph);
        if std::env::var("ASL_PICTURES").is_ok() {
            println!("real-{at} {name}: {quality:?}");
        }
        sum = sum.plus(quality);
        states += machine.states.len();
    }
    println!(
        "{} real definitions drawn, {states} states: {sum:#?}",
        published.len()
    );
    assert!(
        sum.struck_labels == 0 && sum.crossings <= 2 && sum.bends <= 370,
        "{sum:#?}"
    );
    assert!(sum.next_straight * 100 >= sum.next * 97, "{sum:#?}");
    assert!(
        published.len() > 100,
        "only {} could be read",
        published.len()
    );
}

#[test]
fn counts_stand_on_nothing_else() {
    let (mut counts, mut covered) = (0, Vec::new());
    for (name, machine, text) in published() {
        let graph = layout(&machine, &text);
        for edge in 0..graph.edges.len() as u32 {
            counts += 1;
            covered.extend(geometry::covered_count(&name, &graph, edge, 12));
        }
    }
    let turns = draw(TURNS);
    for edge in 0..turns.edges.len() as u32 {
        covered.extend(geometry::covered_count("turns", &turns, edge, 1000));
    }
    println!("{counts} counts, {} of them covered", covered.len());
    assert!(covered.is_empty(), "{}", covered.join("\n"));
}

/// A loop whose way back has a label beside the way there.
const TURNS: &str = r#"{"StartAt": "Add", "States": {
  "Add": {"Type": "Pass", "Next": "More"},
  "More": {"Type": "Choice", "Default": "Out", "Choices": [
    {"Variable": "$.a.rather.long.path.to.a.number", "NumericLessThan": 30, "Next": "Add"}]},
  "Out": {"Type": "Succeed"}}}"#;

/// What Mermaid's grammar of flowcharts needs of the lines that are written here: every line is one of five
/// kinds, every name stands in quotation marks that nothing inside ends, and subgraphs are closed.
fn structurally_sound(name: &str, text: &str, graph: &Graph) {
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("flowchart TD"));
    let (mut depth, mut arrows) = (0, 0);
    for line in lines.map(str::trim) {
        assert_eq!(line.matches('"').count() % 2, 0, "{name}: {line}");
        let quoted = line.split('"').skip(1).step_by(2);
        for words in quoted {
            let clean = words.split('#').skip(1).all(|after| {
                let code = after.split(';').next().unwrap_or_default();
                !code.is_empty() && code.bytes().all(|digit| digit.is_ascii_digit())
            });
            assert!(
                clean && !words.contains(['<', '>', '`', '&', '\n']),
                "{name}: {line}"
            );
        }
        let bare: String = line.split('"').step_by(2).collect();
        match bare.split(' ').next().unwrap_or_default() {
            "subgraph" => depth += 1,
            "end" => depth -= 1,
            "direction" | "class" | "classDef" => {}
            _ if bare.contains("-->") || bare.contains("-.->") => arrows += 1,
            _ => assert!(bare.ends_with([']', '}', ')']), "{name}: {line}"),
        }
        assert!(depth >= 0, "{name}");
    }
    assert_eq!((depth, arrows), (0, graph.edges.len()), "{name}");
}

#[test]
fn every_drawing_is_text_for_mermaid() {
    let classes = [("done", "fill:#fff")];
    let odd = r##"{"StartAt": "a\"]; end", "States": {
      "a\"]; end": {"Type": "Pass", "Next": "#quot; `x` <b>"},
      "#quot; `x` <b>": {"Type": "Pass", "End": true}}}"##;
    for definition in [SMALL, odd] {
        let graph = draw(definition);
        let text = asl::graph::mermaid(&graph, |state| (state == 0).then_some("done"), &classes);
        structurally_sound(definition, &text, &graph);
        assert!(text.contains("class s0 done") && text.contains("classDef done"));
    }
    for (name, machine, text) in published() {
        let graph = layout(&machine, &text);
        structurally_sound(&name, &asl::graph::mermaid(&graph, |_| None, &[]), &graph);
    }
}
