//! Groups that are drawn as one box while an execution is looked at.

use crate::driver::Driver;
use asl::debugger::action::{Action, Direction, Zoom};
use asl::graph::End;

fn fold(driver: &mut Driver, name: &str, folded: bool) {
    let state = Some(driver.node(name));
    driver.act(Action::Fold { state, folded });
}

fn boxes(driver: &Driver) -> Vec<String> {
    let nodes = driver.graph().nodes.iter();
    let states = nodes.filter(|node| node.state.is_some());
    states.map(|node| node.name.clone()).collect()
}

const PARALLEL: &str = r#"{"StartAt": "Begin", "States": {
  "Begin": {"Type": "Pass", "Next": "Both"},
  "Both": {"Type": "Parallel", "Next": "Done", "Branches": [
    {"StartAt": "One", "States": {"One": {"Type": "Pass", "Next": "Two"}, "Two": {"Type": "Pass", "End": true}}},
    {"StartAt": "Other", "States": {"Other": {"Type": "Pass", "End": true}}}]},
  "Done": {"Type": "Succeed"}}}"#;

fn parallel() -> (Driver, String) {
    let mut driver = Driver::new(PARALLEL, "{}", &[]);
    driver.run();
    (driver, "Both".to_owned())
}

#[test]
fn a_folded_group_shows_that_the_cursor_is_inside() {
    let (mut driver, group) = parallel();
    let inside = boxes(&driver).len();
    fold(&mut driver, &group, true);
    assert!(boxes(&driver).len() < inside);
    let node = driver.node(&group);
    driver.act(Action::First);
    let mut was_inside = false;
    for _ in 0..20 {
        driver.step(Zoom::State, Direction::Forward);
        let current = &driver.marks().current;
        was_inside |= current.len() > 1 && current[0] == node;
    }
    assert!(was_inside, "the group is marked before what it holds");
}

#[test]
fn arrows_keep_their_counts() {
    let (mut driver, group) = parallel();
    let around = |driver: &Driver| {
        let edges = &driver.graph().edges;
        let taken = driver.marks().edges.iter();
        let mut ends: Vec<(End, End, u32)> = taken
            .map(|mark| {
                let edge = &edges[mark.edge as usize];
                (edge.from, edge.to, mark.count)
            })
            .collect();
        ends.sort();
        ends
    };
    let open = around(&driver);
    fold(&mut driver, &group, true);
    let folded = around(&driver);
    assert!(!folded.is_empty() && folded.len() < open.len());
    assert!(folded.iter().all(|arrow| open.contains(arrow)));
    fold(&mut driver, &group, false);
    assert_eq!(around(&driver), open);
}

#[test]
fn a_group_stays_folded_while_its_definition_is_edited() {
    let (mut driver, group) = parallel();
    fold(&mut driver, &group, true);
    let folded = boxes(&driver);
    driver.edit(&format!("{PARALLEL} "));
    assert_eq!(boxes(&driver), folded);
    driver.act(Action::Fold {
        state: None,
        folded: false,
    });
    assert!(boxes(&driver).len() > folded.len());
    driver.act(Action::Fold {
        state: None,
        folded: true,
    });
    assert_eq!(boxes(&driver), folded);
}

#[test]
fn only_groups_fold() {
    let (mut driver, _) = parallel();
    let all = boxes(&driver);
    let plain = all[0].clone();
    fold(&mut driver, &plain, true);
    assert_eq!(boxes(&driver), all);
}

const NESTED: &str = r#"{"StartAt": "Outer", "States": {
  "Outer": {"Type": "Parallel", "Next": "Beside", "Branches": [{"StartAt": "Inner", "States": {
    "Inner": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "Deep", "States": {
      "Deep": {"Type": "Pass", "End": true}}}}}}]},
  "Beside": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "Near", "States": {
    "Near": {"Type": "Pass", "Next": "Far"}, "Far": {"Type": "Pass", "End": true}}}]}}}"#;

fn fold_all(driver: &mut Driver, folded: bool) {
    let state = None;
    driver.act(Action::Fold { state, folded });
}

#[test]
fn all_folded_and_all_opened_is_the_same_drawing() {
    let mut driver = Driver::new(NESTED, "[1, 2]", &[]);
    driver.run();
    let (graph, marks) = (driver.graph().clone(), driver.marks().clone());
    fold_all(&mut driver, true);
    assert_eq!(boxes(&driver), ["Outer", "Beside"]);
    assert_ne!(driver.marks(), &marks, "arrows inside are not drawn");
    fold_all(&mut driver, false);
    assert_eq!((driver.graph(), driver.marks()), (&graph, &marks));
}

#[test]
fn who_looks_at_a_state_inside_sees_it_and_nothing_else_opens() {
    let mut driver = Driver::new(NESTED, "[1, 2]", &[]);
    driver.run();
    fold_all(&mut driver, true);
    driver.select("Deep");
    assert_eq!(boxes(&driver), ["Deep", "Beside"]);
    fold_all(&mut driver, true);
    driver.select("Outer");
    assert_eq!(
        boxes(&driver),
        ["Outer", "Beside"],
        "the group itself is drawn"
    );
}

#[test]
fn no_move_of_the_cursor_opens_a_group() {
    let mut driver = Driver::new(NESTED, "[1, 2]", &[]);
    driver.run();
    fold_all(&mut driver, true);
    driver.act(Action::First);
    let mut deepest = 0;
    for _ in 0..40 {
        driver.step(Zoom::Event, Direction::Forward);
        deepest = deepest.max(driver.marks().current.len());
        assert_eq!(boxes(&driver), ["Outer", "Beside"]);
    }
    assert_eq!(deepest, 3, "it was in the Map inside of the Parallel");
}
