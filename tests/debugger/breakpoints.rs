//! Breakpoints: where each kind holds, what its condition sees, and that the cursor stops there.

use super::driver::{Driver, echo, throw};
use super::workflows::{EVERYTHING, LOOP, MAP, TASK, VARIABLES};
use asl::debugger::action::{Action, Direction, Edit, Goal, Timing};
use asl::debugger::view::Status;
use asl::project::{Breakpoint, When};
use std::time::Instant;

fn on(state: &str, when: When) -> Breakpoint {
    Breakpoint {
        state: state.into(),
        when,
        ..Breakpoint::default()
    }
}

fn asking(state: &str, when: When, condition: &str) -> Breakpoint {
    Breakpoint {
        condition: condition.into(),
        ..on(state, when)
    }
}

/// Runs with these breakpoints.
fn ran(definition: &str, input: &str, points: Vec<Breakpoint>) -> Driver {
    let mut driver = Driver::new(definition, input, &[("work", echo), ("flaky", throw)]);
    driver.act(Action::Edit(Edit::Breakpoints(points))).run();
    driver
}

impl Driver {
    /// Goes on to the next breakpoint: the state there, and the iteration.
    fn proceed(&mut self, direction: Direction) -> (String, Option<u32>) {
        self.act(Action::Go {
            to: Goal::Breakpoint,
            direction,
        });
        self.place()
    }

    fn place(&self) -> (String, Option<u32>) {
        let at = &self.transport().at;
        (at.state.clone(), at.iteration)
    }

    /// How often each holds, and what is wrong with it.
    fn told(&self) -> Vec<(u32, String)> {
        let rows = self.breakpoints().rows.iter();
        let trouble = |row: &asl::debugger::view::BreakpointRow| {
            row.trouble
                .as_ref()
                .map_or(String::new(), |trouble| trouble.words.en.clone())
        };
        rows.map(|row| (row.hits, trouble(row))).collect()
    }
}

#[test]
fn a_run_stops_at_the_first_and_goes_on_to_the_next() {
    let mut driver = ran(
        EVERYTHING,
        r#"{"items": [1, 2]}"#,
        vec![on("Both", When::Before), on("Done", When::After)],
    );
    assert_eq!(driver.place().0, "Both");
    assert!(driver.transport().holds && !driver.transport().running);
    assert_eq!(driver.proceed(Direction::Forward).0, "Done");
    assert_eq!(driver.proceed(Direction::Back).0, "Both");
    driver.proceed(Direction::Forward);
    driver.proceed(Direction::Forward);
    assert_eq!(driver.transport().position, driver.transport().length);
    assert_eq!(driver.transport().held.len(), 2);
}

#[test]
fn one_that_is_off_does_not_hold() {
    let point = Breakpoint {
        off: true,
        ..on("Work", When::Before)
    };
    let driver = ran(TASK, r#"{"order": 1}"#, vec![point]);
    assert_eq!(driver.transport().position, driver.transport().length);
}

#[test]
fn an_iteration_is_counted_from_zero() {
    let driver = ran(
        MAP,
        r#"{"items": [1, 2, 3]}"#,
        vec![on("Each", When::Iteration(2))],
    );
    assert_eq!(driver.place(), ("One".into(), Some(2)));
    assert_eq!(driver.told(), [(1, String::new())]);
}

#[test]
fn any_failure() {
    let mut driver = Driver::new(TASK, r#"{"order": 1}"#, &[("work", throw)]);
    driver
        .act(Action::Edit(Edit::Breakpoints(vec![on("", When::Failure)])))
        .run();
    assert_eq!(driver.place().0, "Work");
    driver.proceed(Direction::Forward);
    assert_eq!(driver.transport().status, Status::Failed);
}

#[test]
fn a_condition_sees_the_data_of_its_moment() {
    let input = r#"{"items": [1, 2, 30]}"#;
    let table = [
        (asking("One", When::Before, "$.item > 20"), 1),
        (asking("One", When::Before, "$states.input.item = 2"), 1),
        (asking("One", When::Before, "{% item in [1, 2] %}"), 2),
        (
            asking("One", When::Before, "$states.context.Map.Item.Index = 1"),
            1,
        ),
        (
            asking(
                "One",
                When::Before,
                "States.ArrayContains(States.Array(1, 2), $.item)",
            ),
            2,
        ),
        (asking("Each", When::Before, "$.items[?(@ > 20)]"), 1),
        (asking("Each", When::Before, "$.items[?(@ > 99)]"), 0),
        (asking("Each", When::After, "$count($) = 3"), 1),
        (asking("", When::Before, "$exists(items)"), 1),
    ];
    for (point, hits) in table {
        let condition = point.condition.clone();
        let driver = ran(MAP, input, vec![point]);
        assert_eq!(driver.told(), [(hits, String::new())], "{condition}");
    }
}

#[test]
fn a_condition_sees_variables_and_errors() {
    let variables = vec![
        asking("Show", When::Before, "$price = 40"),
        asking("Count", When::After, "$n = 1"),
    ];
    let driver = ran(VARIABLES, "{}", variables);
    assert_eq!(driver.told(), [(1, String::new()), (1, String::new())]);
    let mut driver = Driver::new(TASK, r#"{"order": 1}"#, &[("work", throw)]);
    let errors = vec![
        asking("Work", When::Failure, "$.Error = 'Boom'"),
        asking(
            "Work",
            When::Failure,
            "$states.errorOutput.Cause ~> $contains('broke')",
        ),
    ];
    driver.act(Action::Edit(Edit::Breakpoints(errors))).run();
    assert_eq!(driver.told(), [(1, String::new()), (1, String::new())]);
}

#[test]
fn a_condition_that_cannot_be_answered_says_so() {
    let table = [
        ("$.item.price", "price"),
        ("item +", ""),
        ("item", "It gives 1 here"),
        ("nothing = 1", ""),
        ("($f := function($n) { $f($n + 1) + 1 }; $f(1) = 1)", ""),
        ("$map([1..1000000], function($n) { $n * 2 })[0] = 1", ""),
    ];
    for (condition, words) in table {
        let point = asking("One", When::Before, condition);
        let driver = ran(MAP, r#"{"items": [1]}"#, vec![point]);
        let told = driver.told().remove(0);
        if condition != "nothing = 1" {
            assert!(
                told.0 == 0 && !told.1.is_empty() && told.1.contains(words),
                "{condition}: {told:?}"
            );
        }
    }
}

#[test]
fn it_follows_a_state_that_is_renamed() {
    let mut driver = Driver::new(TASK, "{}", &[("work", echo)]);
    driver.act(Action::Edit(Edit::Breakpoints(vec![on(
        "Work",
        When::Before,
    )])));
    driver.edit(&TASK.replace("\"Work\"", "\"Labour\""));
    let row = &driver.breakpoints().rows[0];
    assert_eq!(row.point.state, "Labour");
    assert_eq!(row.node, Some(driver.node("Labour")));
    assert_eq!(driver.session.workspace().breakpoints[0].state, "Labour");
}

#[test]
fn time_that_passes_stands_still_where_one_holds() {
    let definition = r#"{"StartAt": "Nap", "States": {
        "Nap": {"Type": "Wait", "Seconds": 10, "Next": "Up"}, "Up": {"Type": "Pass", "End": true}}}"#;
    let mut driver = Driver::new(definition, "{}", &[]);
    driver.act(Action::Timing(Timing::Scaled(10)));
    driver
        .act(Action::Edit(Edit::Breakpoints(vec![on(
            "Nap",
            When::Before,
        )])))
        .run();
    assert!(driver.session.paused() && driver.transport().paused);
    assert_eq!(driver.transport().ended, None);
    driver.proceed(Direction::Forward);
    assert!(!driver.session.paused());
    driver.go_on();
    assert_eq!(driver.transport().ended, Some(Status::Succeeded));
    assert_eq!(driver.transport().position, driver.transport().length);
}

#[test]
fn a_run_starts_again_with_the_input_it_had() {
    let mut driver = ran(TASK, r#"{"order": 1}"#, Vec::new());
    driver.act(Action::Edit(Edit::Text {
        document: asl::debugger::action::Document::Input,
        text: r#"{"order": 2}"#.into(),
    }));
    driver.act(Action::Again);
    driver.go_on();
    assert!(
        driver
            .outcome()
            .output
            .as_ref()
            .unwrap()
            .contains("\"order\": 1")
    );
}

#[test]
fn a_player_rests_at_a_breakpoint() {
    let mut driver = ran(
        MAP,
        r#"{"items": [1, 2]}"#,
        vec![on("One", When::Iteration(9))],
    );
    driver.act(Action::Edit(Edit::Breakpoints(vec![on(
        "One",
        When::Before,
    )])));
    driver.act(Action::First);
    let mut turns = 0;
    while !driver.transport().holds {
        driver.act(Action::Advance(asl::debugger::action::Zoom::State));
        turns += 1;
        assert!(turns < 9);
    }
    assert_eq!(driver.place(), ("One".into(), Some(0)));
}

#[test]
fn a_long_trace_is_searched_quickly() {
    let points = vec![
        asking("Again", When::Before, "$.n = 6000"),
        on("Done", When::Before),
        on("", When::Failure),
    ];
    let mut driver = ran(LOOP, r#"{"n": 0}"#, Vec::new());
    let begun = Instant::now();
    driver.act(Action::Edit(Edit::Breakpoints(points)));
    println!("searched in {:?}", begun.elapsed());
    assert_eq!(driver.told()[0], (1, String::new()));
    driver.act(Action::First);
    assert_eq!(driver.proceed(Direction::Forward).0, "Again");
}
