//! What the expressions of a visit see beside its data: variables scope by scope, what they were over time, and
//! the context object.

use crate::driver::Driver;
use crate::workflows::VARIABLES;
use asl::debugger::action::Action;
use asl::debugger::view::{ScopeRow, Shown, VariableRow, Visit};
use asl::value::{Value, parse};
use std::collections::BTreeMap;

const BRANCHES: &str = r#"{"StartAt": "Set", "States": {
  "Set": {"Type": "Pass", "Assign": {"x": 1}, "Next": "Both"},
  "Both": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "End": true}}},
    {"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$.items", "End": true,
      "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Pass", "End": true}}}}}}]}}}"#;

fn told(driver: &mut Driver, names: &[&str]) {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    driver.act(Action::ShowVariables(names));
}

fn visit(driver: &mut Driver, state: &str) -> Visit {
    driver.select(state).inspector().visit.clone().unwrap()
}

/// "Set 0, Count 1": who assigned what to a variable, in order.
fn values(driver: &mut Driver, state: &str, name: &str) -> String {
    let rows = visit(driver, state).variables;
    let row = rows.iter().rfind(|row| row.name == name).unwrap();
    let told = row.over_time.iter().map(|one| match one.iteration {
        Some(index) => format!("{} #{index} {}", one.state, one.text),
        None => format!("{} {}", one.state, one.text),
    });
    told.collect::<Vec<_>>().join(", ")
}

#[test]
fn a_variable_tells_what_was_assigned_to_it_over_time() {
    let mut driver = Driver::new(VARIABLES, "{}", &[]);
    driver.run();
    assert_eq!(values(&mut driver, "Each", "n"), "", "nobody has asked");
    told(&mut driver, &["n", "price", "all"]);
    assert_eq!(values(&mut driver, "Set", "n"), "Set 0");
    assert_eq!(values(&mut driver, "Count", "n"), "Set 0, Count 1");
    assert_eq!(values(&mut driver, "Show", "n"), "Set 0, Count 1");
    assert_eq!(values(&mut driver, "Show", "price"), "Price #1 40");
    assert_eq!(values(&mut driver, "Each", "all"), "Each [20,40]");
    assert_eq!(
        values(&mut driver, "Each", "rate"),
        "",
        "only what is asked for"
    );
}

#[test]
fn each_value_leads_to_the_moment_at_which_it_was_assigned() {
    let mut driver = Driver::new(VARIABLES, "{}", &[]);
    driver.run();
    told(&mut driver, &["n"]);
    let rows = visit(&mut driver, "Count").variables;
    let row = rows.iter().rfind(|row| row.name == "n").unwrap();
    let events: Vec<u32> = row.over_time.iter().map(|one| one.event).collect();
    driver.act(Action::SeekEvent(events[0]));
    assert_eq!(values(&mut driver, "Set", "n"), "Set 0");
    assert!(visit_is_missing(&mut driver, "Count"));
    driver.act(Action::SeekEvent(events[1]));
    assert_eq!(values(&mut driver, "Count", "n"), "Set 0, Count 1");
}

fn visit_is_missing(driver: &mut Driver, state: &str) -> bool {
    driver.select(state).inspector().visit.is_none()
}

#[test]
fn of_a_long_loop_the_last_values_are_told() {
    let text = r#"{"QueryLanguage": "JSONata", "StartAt": "Add", "States": {
      "Add": {"Type": "Pass", "Assign": {"n": "{% $states.input %}"}, "Output": "{% $states.input + 1 %}", "Next": "More"},
      "More": {"Type": "Choice", "Default": "Out", "Choices": [{"Condition": "{% $states.input < 80 %}", "Next": "Add"}]},
      "Out": {"Type": "Succeed"}}}"#;
    let mut driver = Driver::new(text, "0", &[]);
    driver.run();
    told(&mut driver, &["n"]);
    let values = values(&mut driver, "Out", "n");
    assert!(
        values.starts_with("Add 30, Add 31,") && values.ends_with(", Add 79"),
        "{values}"
    );
}

#[test]
fn a_visit_tells_the_scopes_it_is_in() {
    let scope = |name: &str, branch, iteration| ScopeRow {
        name: name.into(),
        branch,
        iteration,
    };
    let whole = scope("", None, None);
    let mut driver = Driver::new(BRANCHES, r#"{"items": [1, 2, 3]}"#, &[]);
    driver.run();
    assert_eq!(
        visit(&mut driver, "Set").scopes,
        std::slice::from_ref(&whole)
    );
    let left = scope("Both", Some(0), None);
    assert_eq!(visit(&mut driver, "Left").scopes, [left, whole.clone()]);
    let right = scope("Both", Some(1), None);
    let each = scope("Each", None, Some(2));
    assert_eq!(visit(&mut driver, "One").scopes, [each, right, whole]);
}

fn context(driver: &mut Driver, state: &str) -> Value {
    let context = visit(driver, state).context;
    parse(&context.unwrap()).unwrap()
}

#[test]
fn the_context_object_is_told_while_it_is_asked_for() {
    let mut driver = Driver::new(BRANCHES, r#"{"items": [1, 2, 3]}"#, &[]);
    driver.run();
    assert_eq!(visit(&mut driver, "One").context, None);
    driver.act(Action::ShowContext(true));
    let at = |value: &Value, path: &[&str]| {
        let found = path.iter().try_fold(value, |at, name| at.get(name));
        found.map(Value::to_json).unwrap_or_default()
    };
    let one = context(&mut driver, "One");
    assert_eq!(at(&one, &["State", "Name"]), "\"One\"");
    assert_eq!(at(&one, &["Map", "Item", "Index"]), "2");
    assert_eq!(at(&one, &["Map", "Item", "Value"]), "3");
    assert_eq!(at(&one, &["Execution", "Input", "items"]), "[1,2,3]");
    let set = context(&mut driver, "Set");
    assert_eq!(at(&set, &["Map"]), "");
    driver.act(Action::ShowContext(false));
    assert_eq!(visit(&mut driver, "One").context, None);
}

#[test]
fn at_every_position_the_last_value_over_time_is_the_one_shown() {
    let mut driver = Driver::new(VARIABLES, "{}", &[]);
    told(&mut driver, &["n", "rate", "price", "all"]);
    driver.run();
    let mut seen = 0;
    for position in 0..=driver.transport().length {
        driver.act(Action::Select(None)).act(Action::Seek(position));
        let Shown::Filled(inspector) = driver.inspector_panel() else {
            continue;
        };
        let rows = inspector.visit.iter().flat_map(|visit| &visit.variables);
        let mut last: BTreeMap<&str, &VariableRow> = BTreeMap::new();
        for row in rows {
            last.insert(&row.name, row);
        }
        for row in last.values() {
            let value = row.over_time.last().map(|one| parse(&one.text).unwrap());
            assert_eq!(value, parse(&row.text).ok(), "{position}: {}", row.name);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}
