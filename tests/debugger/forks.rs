//! Forks at every place: inside iterations, branches and tasks that wait for a person. What happened before
//! the cursor happens again as it did.

use super::driver::{Driver, Work, echo, throw};
use super::workflows::{EVERYTHING, MAP, PARALLEL};
use asl::debugger::action::{Action, Change, Edit, TaskAnswer};
use asl::debugger::view::{Comparison, Pair, Status};
use asl::execution::Answer;

/// Two branches that both call a function.
const BRANCHES: &str = r#"{"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
  {"StartAt": "Left", "States": {"Left": {"Type": "Task", "End": true,
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work"}}},
  {"StartAt": "Right", "States": {"Right": {"Type": "Task", "Next": "Behind",
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work"}, "Behind": {"Type": "Pass", "End": true}}}]}}}"#;

/// A task that waits for a person.
const ASKING: &str = r#"{"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
  "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {
    "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody": {"token.$": "$$.Task.Token"}}}}}"#;

/// Fails at the second call.
fn second_fails(event: &str, call: usize) -> Answer {
    if call == 2 {
        throw(event, call)
    } else {
        echo(event, call)
    }
}

fn ran(definition: &str, input: &str, work: Work) -> Driver {
    let mut driver = Driver::new(definition, input, &[("work", work), ("flaky", throw)]);
    driver.run();
    driver
}

impl Driver {
    /// Forks what has been run at a position, and runs that to its end. The first one comes back.
    fn fork(&mut self, position: u32, change: Change) -> Option<Pair> {
        self.act(Action::Seek(position));
        self.act(Action::Fork(change));
        self.go_on();
        let pair = self.pair().clone();
        pair.map(|pair| *pair)
    }
}

fn compared(pair: &Pair) -> &Comparison {
    pair.comparison.as_ref().unwrap()
}

fn another() -> Change {
    Change::Answer(TaskAnswer::Success(r#"{"another": true}"#.into()))
}

#[test]
fn one_that_changes_nothing_comes_to_the_same_from_everywhere() {
    for (definition, input) in [
        (EVERYTHING, r#"{"items": [1, 1]}"#),
        (MAP, r#"{"items": [1, 1, 1]}"#),
        (PARALLEL, "{}"),
        (BRANCHES, "{}"),
    ] {
        let length = ran(definition, input, echo).transport().length;
        for position in 0..=length {
            let mut driver = ran(definition, input, echo);
            let pair = driver.fork(position, Change::Texts).unwrap();
            assert!(
                compared(&pair).same,
                "at {position}: {:?}",
                compared(&pair).first
            );
        }
    }
}

#[test]
fn with_another_answer_all_is_the_same_up_to_the_cursor() {
    same_up_to_the_cursor(another);
}

#[test]
fn with_another_input_all_is_the_same_up_to_the_state() {
    same_up_to_the_cursor(|| Change::Input(r#"{"items": [2], "item": 2}"#.into()));
}

fn same_up_to_the_cursor(change: fn() -> Change) {
    for (definition, input) in [
        (EVERYTHING, r#"{"items": [1, 1]}"#),
        (MAP, r#"{"items": [1, 1, 1]}"#),
        (BRANCHES, "{}"),
    ] {
        let length = ran(definition, input, echo).transport().length;
        let mut forked = 0;
        for position in 0..=length {
            let mut driver = ran(definition, input, echo);
            let Some(pair) = driver.fork(position, change()) else {
                continue;
            };
            forked += 1;
            let first = compared(&pair).first.as_ref().map(|first| first.event);
            assert!(
                first.is_none_or(|first| first > pair.from),
                "at {position} of {definition}: {:?}, {}",
                compared(&pair).first,
                pair.from
            );
        }
        assert!(forked > 0);
    }
}

#[test]
fn of_iterations_with_the_same_data_only_the_one_at_the_cursor_gets_the_answer() {
    for iteration in 0..3 {
        let mut driver = ran(MAP, r#"{"items": [1, 1, 1]}"#, echo);
        driver.act(Action::First);
        let one = driver.node("One");
        for _ in 0..=iteration {
            driver.act(Action::Go {
                to: asl::debugger::action::Goal::State(one),
                direction: asl::debugger::action::Direction::Forward,
            });
        }
        assert_eq!(driver.transport().at.iteration, Some(iteration));
        let position = driver.transport().position;
        driver.fork(position, another()).unwrap();
        let output = driver.outcome().output.clone().unwrap();
        let all: serde_json::Value = serde_json::from_str(&output).unwrap();
        for other in 0..3 {
            assert_eq!(
                all[other as usize]["another"] == true,
                other == iteration,
                "{iteration}: {output}"
            );
        }
    }
}

#[test]
fn a_failure_in_one_branch_leaves_the_other_as_it_was() {
    let mut driver = ran(BRANCHES, "{}", echo);
    let right = driver.node("Right");
    driver.act(Action::First);
    driver.act(Action::Go {
        to: asl::debugger::action::Goal::State(right),
        direction: asl::debugger::action::Direction::Forward,
    });
    let position = driver.transport().position;
    let change = Change::Answer(TaskAnswer::Failure {
        error: "Boom".into(),
        cause: "on the right".into(),
    });
    let pair = driver.fork(position, change).unwrap();
    assert_eq!(driver.transport().status, Status::Failed);
    assert_eq!(driver.status("Behind"), Status::NotRun);
    assert!(compared(&pair).first.as_ref().unwrap().event > pair.from);
}

#[test]
fn what_failed_is_forked_with_an_answer() {
    let mut driver = ran(MAP, r#"{"items": [1, 2, 3]}"#, second_fails);
    assert_eq!(driver.transport().status, Status::Failed);
    driver.act(Action::First);
    driver.act(Action::Go {
        to: asl::debugger::action::Goal::Failure,
        direction: asl::debugger::action::Direction::Forward,
    });
    let position = driver.transport().position;
    driver.fork(position, another()).unwrap();
    assert_eq!(driver.transport().status, Status::Succeeded);
    assert!(
        driver
            .outcome()
            .output
            .as_ref()
            .unwrap()
            .contains("another")
    );
}

#[test]
fn a_call_back_keeps_its_submission() {
    let mut driver = Driver::new(ASKING, "{}", &[]);
    driver.run();
    let waiting = driver.transport().waiting[0].task.clone().unwrap();
    driver.act(Action::Answer {
        task: waiting.task,
        with: TaskAnswer::Success(r#"{"approved": true}"#.into()),
    });
    driver.go_on();
    let length = driver.transport().length;
    let mut told = 0;
    for position in 0..=length {
        let Some(pair) = driver.fork(position, another()) else {
            continue;
        };
        let first = compared(&pair).first.as_ref();
        let names = first.map(|first| first.names.clone());
        let changed = [
            Some("TaskSucceeded".to_owned()),
            Some("TaskSucceeded".to_owned()),
        ];
        assert_eq!(names, Some(changed), "at {position}");
        told += 1;
        driver.act(Action::Swap);
        assert_eq!(driver.transport().length, length);
    }
    assert!(told > 3);
}

#[test]
fn breakpoints_hold_in_a_fork() {
    let mut driver = ran(BRANCHES, "{}", echo);
    let point = asl::project::Breakpoint {
        state: "Behind".into(),
        ..Default::default()
    };
    driver.act(Action::Edit(Edit::Breakpoints(vec![point])));
    driver.fork(3, Change::Texts).unwrap();
    assert_eq!(driver.transport().at.state, "Behind");
}
