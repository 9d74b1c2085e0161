//! Marks and attempts: what failure, retry, catch, stop, Parallel and Map leave on the drawing.

use crate::driver::{Driver, echo, throw};
use crate::workflows::{EVERYTHING, MAP, PARALLEL, TASK};
use asl::debugger::action::{Action, Direction, Selection, Zoom};
use asl::debugger::view::{Shown, Status, WaitingFor, Why};
use asl::execution::Answer;
use asl::inspection::Stage;

#[test]
fn a_throwing_function_turns_its_state_red() {
    let mut driver = Driver::new(TASK, r#"{"order": 1}"#, &[("work", throw)]);
    driver.run();
    assert_eq!(driver.status("Work"), Status::Failed);
    assert_eq!(driver.outcome().status, Status::Failed);
    let error = driver.inspector().visit.clone().unwrap().error.unwrap();
    assert_eq!(error.error, "Boom");
    assert!(error.cause.contains("it broke"));
    assert!(driver.transport().ticks.iter().any(|tick| tick.failure));
}

#[test]
fn retries_are_attempts_with_their_delays() {
    fn third_time(event: &str, call: usize) -> Answer {
        if call < 3 {
            throw(event, call)
        } else {
            echo(event, call)
        }
    }
    let mut driver = Driver::new(
        EVERYTHING,
        r#"{"items": []}"#,
        &[("flaky", third_time), ("work", echo)],
    );
    driver.run().select("Flaky");
    let visit = driver.inspector().visit.clone().unwrap();
    let attempts: Vec<_> = visit
        .attempts
        .iter()
        .map(|attempt| (attempt.number, attempt.status, attempt.delay))
        .collect();
    let wanted = [
        (1, Status::Failed, Some(2000)),
        (2, Status::Failed, Some(4000)),
        (3, Status::Succeeded, None),
    ];
    assert_eq!(attempts, wanted);
    assert_eq!(visit.error, None);
    let node = driver.node("Flaky");
    let mark = driver
        .marks()
        .states
        .iter()
        .find(|mark| mark.state == node)
        .copied()
        .unwrap();
    assert_eq!(
        (mark.visits, mark.retries, mark.status),
        (1, 2, Status::Succeeded)
    );
}

#[test]
fn a_catch_turns_the_state_orange_and_counts_its_arrow() {
    let mut driver = Driver::new(
        EVERYTHING,
        r#"{"items": []}"#,
        &[("flaky", throw), ("work", echo)],
    );
    driver.run();
    assert_eq!(driver.status("Flaky"), Status::Caught);
    assert_eq!(driver.outcome().status, Status::Succeeded);
    assert!(
        driver.taken().contains(&"Flaky → Mend 1".to_owned()),
        "{:?}",
        driver.taken()
    );
    driver.select("Flaky");
    let visit = driver.inspector().visit.clone().unwrap();
    assert!(
        matches!(&visit.why.last().unwrap().why, Why::Caught { catcher: 0, error, next, .. } if error == "Boom" && next == "Mend")
    );
    assert_eq!(visit.error.unwrap().error, "Boom");
}

#[test]
fn a_state_without_events_of_its_own_is_red_too() {
    let definition =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.no", "End": true}}}"#;
    let mut driver = Driver::new(definition, "{}", &[]);
    driver.run();
    assert_eq!(driver.status("A"), Status::Failed);
    assert_eq!(
        driver
            .inspector()
            .visit
            .clone()
            .unwrap()
            .error
            .unwrap()
            .error,
        "States.Runtime"
    );
}

#[test]
fn who_watches_stands_at_the_start_and_sees_nothing_of_the_end() {
    let definition = r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#;
    let mut driver = Driver::new(definition, "{}", &[]);
    driver.run().act(Action::Watch);
    driver.go_on();
    assert_eq!(driver.transport().position, 0);
    assert!(matches!(driver.outcome_panel(), Shown::Empty(_)));
    assert_eq!(driver.status("A"), Status::NotRun);
    driver.act(Action::Last);
    assert!(matches!(driver.outcome_panel(), Shown::Filled(_)));
    assert_eq!(driver.status("A"), Status::Succeeded);
}

#[test]
fn stop_aborts_what_waits() {
    let definition =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 3600, "End": true}}}"#;
    let mut driver = Driver::new(definition, "{}", &[]);
    driver.act(Action::Run);
    let mut polls = 100;
    driver.session.pump(driver.now, &mut polls);
    driver.act(Action::Zoom(Zoom::Event));
    assert_eq!(driver.status("A"), Status::Waiting);
    let waiting = &driver.transport().waiting[0];
    assert_eq!(
        (waiting.name.as_str(), waiting.reason),
        ("A", WaitingFor::WaitState)
    );
    assert_eq!(waiting.until, Some(1_700_000_000_000 + 3_600_000));
    driver.act(Action::Stop);
    driver.go_on();
    assert_eq!(driver.status("A"), Status::Aborted);
    assert_eq!(driver.outcome().status, Status::Aborted);
    assert!(!driver.transport().running);
}

#[test]
fn a_failing_branch_aborts_its_neighbour_and_fails_the_parallel() {
    let mut driver = Driver::new(PARALLEL, "{}", &[("work", throw)]);
    driver.run();
    assert_eq!(driver.status("Bad"), Status::Failed);
    assert_eq!(driver.status("Slow"), Status::Aborted);
    assert_eq!(driver.status("Both"), Status::Caught);
    assert_eq!(driver.outcome().status, Status::Succeeded);
}

#[test]
fn the_iteration_that_failed_tells_more_than_those_aborted_for_it() {
    fn only_the_second(event: &str, call: usize) -> Answer {
        if call == 2 {
            throw(event, call)
        } else {
            echo(event, call)
        }
    }
    let mut driver = Driver::new(
        MAP,
        r#"{"items": [1, 2, 3, 4]}"#,
        &[("work", only_the_second)],
    );
    driver.run();
    assert_eq!(driver.status("One"), Status::Failed);
    assert_eq!(driver.status("Each"), Status::Failed);
}

#[test]
fn an_iteration_that_failed_is_past_once_its_map_was_tried_again() {
    fn only_the_first(event: &str, call: usize) -> Answer {
        if call == 1 {
            throw(event, call)
        } else {
            echo(event, call)
        }
    }
    let again = MAP.replace(
        r#""Type": "Map","#,
        r#""Type": "Map", "Retry": [{"ErrorEquals": ["States.ALL"]}],"#,
    );
    let mut driver = Driver::new(&again, r#"{"items": [1, 2]}"#, &[("work", only_the_first)]);
    driver.run();
    assert_eq!(driver.status("One"), Status::Succeeded);
    assert_eq!(driver.status("Each"), Status::Succeeded);
}

#[test]
fn inside_a_parallel_the_group_is_current_too() {
    let mut driver = Driver::new(PARALLEL, "{}", &[("work", echo)]);
    driver.run().act(Action::First);
    let (both, slow) = (driver.node("Both"), driver.node("Slow"));
    while !driver.marks().current.contains(&slow) {
        driver.step(Zoom::Stage, Direction::Forward);
    }
    assert_eq!(driver.marks().current, [both, slow]);
    assert_eq!(driver.status("Both"), Status::InProgress);
}

#[test]
fn a_map_shows_its_iterations() {
    let mut driver = Driver::new(MAP, r#"{"items": [1, 2, 3]}"#, &[("work", echo)]);
    driver.run().select("Each");
    let node = driver.node("Each");
    let mark = driver
        .marks()
        .states
        .iter()
        .find(|mark| mark.state == node)
        .copied()
        .unwrap();
    assert_eq!((mark.items, mark.items_done), (3, 3));
    let visit = driver.inspector().visit.clone().unwrap();
    let grid = driver.iterations_panel().clone().unwrap();
    assert_eq!((grid.total, grid.shown, grid.chosen), (3, 3, None));
    assert_eq!(grid.counts, [(Status::Succeeded, 3)]);
    assert_eq!(grid.cells.len(), 3);
    let selectors = visit
        .stages
        .iter()
        .filter(|row| row.stage == Stage::AfterItemSelector);
    assert_eq!(
        selectors.map(|row| row.index).collect::<Vec<_>>(),
        [Some(0), Some(1), Some(2)]
    );
    driver.select("One");
    let inspector = driver.inspector().clone();
    assert_eq!(
        inspector
            .visits
            .iter()
            .map(|row| row.iteration)
            .collect::<Vec<_>>(),
        [Some(0), Some(1), Some(2)]
    );
    let second = inspector.visits[1].visit;
    driver.act(Action::Select(Some(Selection {
        state: inspector.state.unwrap(),
        visit: Some(second),
    })));
    let visit = driver.inspector().visit.clone().unwrap();
    assert_eq!(
        (visit.id, visit.number, visit.iteration),
        (second, 2, Some(1))
    );
}
