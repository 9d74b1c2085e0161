//! The grid of a Map's iterations, one iteration looked at alone, and the branches of a Parallel.

use crate::driver::{Driver, echo, throw};
use crate::workflows::{MAP, PARALLEL};
use asl::debugger::action::{Action, Grid, Window};
use asl::debugger::view::{Iterations, Status};
use asl::execution::Answer;

const TOLERANT: &str = r#"{"StartAt": "Each", "States": {"Each": {
  "Type": "Map", "ItemsPath": "$.items", "End": true,
  "ItemProcessor": {"StartAt": "One", "States": {
    "One": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Next": "Big",
      "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}]},
    "Big": {"Type": "Pass", "End": true},
    "Sorry": {"Type": "Pass", "End": true}}}}}}"#;

fn grid(driver: &Driver) -> &Iterations {
    driver.iterations_panel().as_ref().unwrap()
}

fn show(driver: &mut Driver, from: u32, count: u32, only: Option<Status>) {
    let window = Window { from, count };
    driver.act(Action::ShowIterations(Grid { window, only }));
}

fn fails_at_seven(event: &str, call: usize) -> Answer {
    if event == "7" {
        throw(event, call)
    } else {
        echo(event, call)
    }
}

#[test]
fn a_state_without_a_map_around_it_has_no_grid() {
    let mut driver = Driver::new(PARALLEL, "{}", &[("work", echo)]);
    driver.run().select("Both");
    assert_eq!(driver.iterations_panel(), &None);
}

#[test]
fn the_grid_is_given_a_window_at_a_time_and_by_status() {
    let items: Vec<_> = (0..40).map(|n: u32| n.to_string()).collect();
    let input = format!(r#"{{"items": [{}]}}"#, items.join(","));
    let mut driver = Driver::new(MAP, &input, &[("work", echo)]);
    driver.run().select("Each");
    show(&mut driver, 10, 5, None);
    let cells: Vec<_> = grid(&driver).cells.iter().map(|cell| cell.index).collect();
    assert_eq!(cells, [10, 11, 12, 13, 14]);
    assert_eq!((grid(&driver).total, grid(&driver).from), (40, 10));
    show(&mut driver, 0, 5, Some(Status::Failed));
    assert_eq!((grid(&driver).shown, grid(&driver).total), (0, 40));
    for hostile in [0, 39, 40, u32::MAX] {
        show(&mut driver, hostile, u32::MAX, Some(Status::Succeeded));
        assert!(grid(&driver).cells.len() <= 40);
    }
}

#[test]
fn iterations_that_have_not_begun_are_in_the_grid() {
    let definition = MAP.replace(
        r#""End": true,
  "ItemProcessor""#,
        r#""MaxConcurrency": 1, "End": true,
  "ItemProcessor""#,
    );
    let mut driver = Driver::new(&definition, r#"{"items": [3, 1, 2]}"#, &[("work", echo)]);
    driver.run().select("Each");
    let counts = &grid(&driver).counts;
    assert!(counts.contains(&(Status::Succeeded, 3)), "{counts:?}");
    driver.act(Action::First);
    while driver
        .iterations_panel()
        .as_ref()
        .is_none_or(|grid| grid.total == 0)
    {
        driver.step(
            asl::debugger::action::Zoom::Event,
            asl::debugger::action::Direction::Forward,
        );
    }
    assert_eq!(grid(&driver).counts, [(Status::NotRun, 3)]);
}

#[test]
fn an_iteration_that_is_opened_is_what_graph_inspector_and_cursor_show() {
    let mut driver = Driver::new(
        TOLERANT,
        r#"{"items": [1, 7, 2]}"#,
        &[("work", fails_at_seven)],
    );
    driver.run().select("Each");
    assert_eq!(driver.status("Big"), Status::Succeeded);
    let map = grid(&driver).map;
    driver.act(Action::OpenIteration { map, index: 1 });
    assert_eq!(grid(&driver).chosen, Some(1));
    assert_eq!(driver.inspector().name, "Sorry");
    assert_eq!(
        driver.inspector().visit.as_ref().unwrap().iteration,
        Some(1)
    );
    assert_eq!(driver.transport().at.iteration, Some(1));
    assert_eq!(driver.marks().iteration, Some((driver.node("Each"), 1)));
    assert_eq!(driver.status("One"), Status::Caught);
    assert_eq!(driver.status("Big"), Status::NotRun);
    driver.act(Action::OpenIteration { map, index: 2 });
    assert_eq!(driver.inspector().name, "Big");
    assert_eq!(driver.status("One"), Status::Succeeded);
    assert_eq!(driver.status("Sorry"), Status::NotRun);
    driver.select("Each");
    assert_eq!(driver.marks().iteration, None);
    let position = driver.transport().position;
    for (map, index) in [(map, 3), (0, 0), (u32::MAX, 0)] {
        driver.act(Action::OpenIteration { map, index });
        assert_eq!(driver.transport().position, position);
    }
}

#[test]
fn a_parallel_has_its_branches_with_the_status_of_each_state() {
    let mut driver = Driver::new(PARALLEL, "{}", &[("work", throw)]);
    driver.run().select("Both");
    let branches = driver.inspector().visit.as_ref().unwrap().branches.clone();
    let told: Vec<_> = branches
        .iter()
        .map(|branch| {
            let states = branch.states.iter();
            states
                .map(|state| (&*state.name, state.status))
                .collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(
        told,
        [
            vec![("Slow", Status::Aborted)],
            vec![("Bad", Status::Failed)]
        ]
    );
}
