//! In, over, out, to a state, to a failure: where each step leads.

use super::driver::{Driver, echo, throw};
use super::workflows::{EVERYTHING, MAP, PARALLEL, TASK};
use asl::debugger::action::{Action, Direction, Goal};
use asl::debugger::view::What;

const AHEAD: Direction = Direction::Forward;
const BACK: Direction = Direction::Back;

/// A Parallel of two branches of two states each, between two states.
const BRANCHES: &str = r#"{"StartAt": "Before", "States": {
  "Before": {"Type": "Pass", "Next": "Both"},
  "Both": {"Type": "Parallel", "Next": "After", "Branches": [
    {"StartAt": "A1", "States": {"A1": {"Type": "Pass", "Next": "A2"}, "A2": {"Type": "Pass", "End": true}}},
    {"StartAt": "B1", "States": {"B1": {"Type": "Pass", "Next": "B2"}, "B2": {"Type": "Pass", "End": true}}}]},
  "After": {"Type": "Pass", "End": true}}}"#;

impl Driver {
    fn go(&mut self, to: Goal, direction: Direction) -> String {
        self.act(Action::Go { to, direction });
        self.at()
    }

    /// "State what", as "A1 Input" or "Each MapIterationSucceeded".
    fn at(&self) -> String {
        let transport = self.transport();
        let what = match &transport.at.what {
            What::Nothing => "nothing".to_owned(),
            What::Event(name) => name.clone(),
            What::Stage(stage) => format!("{stage:?}"),
            What::Why(_) => "why".to_owned(),
        };
        let at = format!("{} {what}", transport.at.state);
        at.trim().to_owned()
    }
}

fn ran(definition: &str, input: &str) -> Driver {
    let mut driver = Driver::new(definition, input, &[("work", echo), ("flaky", throw)]);
    driver.run().act(Action::First);
    driver
}

#[test]
fn over_passes_what_is_inside() {
    let mut driver = ran(BRANCHES, "{}");
    let way: Vec<_> = (0..5).map(|_| driver.go(Goal::Over, AHEAD)).collect();
    assert_eq!(
        way,
        [
            "Before Input",
            "Both Input",
            "After Input",
            "After PassStateExited",
            "ExecutionSucceeded"
        ]
    );
    let back: Vec<_> = (0..4).map(|_| driver.go(Goal::Over, BACK)).collect();
    assert_eq!(
        back,
        ["After Input", "Both Input", "Before Input", "nothing"]
    );
}

#[test]
fn in_enters_a_branch_and_stays_in_it() {
    let mut driver = ran(BRANCHES, "{}");
    for expected in ["Before Input", "Both Input", "A1 Input"] {
        assert_eq!(driver.go(Goal::In, AHEAD), expected);
    }
    assert_eq!(driver.go(Goal::In, AHEAD), "A2 Input");
    assert_eq!(driver.go(Goal::In, BACK), "A1 Input");
    assert_eq!(driver.go(Goal::In, BACK), "Both Input");
}

#[test]
fn out_is_where_the_state_around_goes_on_and_back_where_it_began() {
    let mut driver = ran(BRANCHES, "{}");
    let b1 = driver.node("B1");
    assert_eq!(driver.go(Goal::State(b1), AHEAD), "B1 Input");
    assert_eq!(driver.go(Goal::Out, AHEAD), "Both ParallelStateSucceeded");
    driver.go(Goal::State(b1), BACK);
    assert_eq!(driver.go(Goal::Out, BACK), "Both Input");
    assert_eq!(driver.go(Goal::Out, AHEAD), "ExecutionSucceeded");
}

#[test]
fn out_of_an_iteration_is_its_end() {
    let mut driver = ran(MAP, r#"{"items": [1, 2, 3]}"#);
    let one = driver.node("One");
    driver.go(Goal::State(one), AHEAD);
    assert_eq!(driver.go(Goal::State(one), AHEAD), "One Input");
    assert_eq!(driver.transport().at.iteration, Some(1));
    assert_eq!(driver.go(Goal::Out, AHEAD), "Each MapIterationSucceeded");
    assert_eq!(driver.go(Goal::Out, BACK), "nothing");
}

#[test]
fn failures_are_found_both_ways_and_only_there() {
    let mut driver = Driver::new(PARALLEL, "{}", &[("work", throw)]);
    driver.run().act(Action::First);
    assert!(driver.transport().fails_ahead && !driver.transport().fails_before);
    assert_eq!(driver.go(Goal::Failure, AHEAD), "Bad LambdaFunctionFailed");
    assert_eq!(driver.go(Goal::Failure, AHEAD), "Both ParallelStateFailed");
    let last = driver.at();
    assert_eq!(driver.go(Goal::Failure, AHEAD), last);
    assert!(!driver.transport().fails_ahead && driver.transport().fails_before);
    assert_eq!(driver.go(Goal::Failure, BACK), "Bad LambdaFunctionFailed");
}

#[test]
fn before_a_run_no_step_does_anything() {
    let mut driver = Driver::new(TASK, "{}", &[("work", echo)]);
    for to in [
        Goal::In,
        Goal::Over,
        Goal::Out,
        Goal::State(0),
        Goal::Failure,
        Goal::Breakpoint,
    ] {
        assert_eq!(driver.go(to, AHEAD), "nothing");
    }
}

#[test]
fn every_step_ahead_leads_ahead_and_every_step_back_leads_back() {
    let mut driver = ran(EVERYTHING, r#"{"items": [1, 2]}"#);
    let length = driver.transport().length;
    for position in 0..=length {
        for to in [Goal::In, Goal::Over, Goal::Out] {
            driver.act(Action::Seek(position));
            driver.go(to, AHEAD);
            let ahead = driver.transport().position;
            assert!(
                ahead > position || position == length,
                "{to:?} from {position}: {ahead}"
            );
            driver.act(Action::Seek(position));
            driver.go(to, BACK);
            let back = driver.transport().position;
            assert!(
                back < position || position == 0,
                "{to:?} back from {position}: {back}"
            );
        }
    }
}
