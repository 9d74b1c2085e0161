//! Forks of whole families: inside executions that Tasks began, beside services that keep what was
//! written to them, and of what still goes on.

use super::driver::{Driver, Work, echo, throw};
use asl::debugger::action::{Action, Change, Direction, Goal, Question, TaskAnswer};
use asl::debugger::family::RunId;
use asl::debugger::view::{Comparison, Recording, Reply, Status, WhatIf, Word};
use asl::project::{NamedMachine, Workspace};

/// Calls a function, starts a child that calls one twice, and calls one more.
const PARENT: &str = r#"{"StartAt": "First", "States": {
  "First": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Next": "Begin"},
  "Begin": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "Next": "Last",
    "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Child", "Input.$": "$"}},
  "Last": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
    "InputPath": "$.Output", "End": true}}}"#;

const CHILD: &str = r#"{"StartAt": "One", "States": {
  "One": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Next": "Nap"},
  "Nap": {"Type": "Wait", "Seconds": 60, "Next": "Two"},
  "Two": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Next": "Done"},
  "Done": {"Type": "Pass", "End": true}}}"#;

/// Writes, waits, reads what was written.
const KEEPING: &str = r#"{"StartAt": "Save", "States": {
  "Save": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "ResultPath": null, "Next": "Between",
    "Parameters": {"TableName": "t", "Item": {"id": {"S": "7"}, "text": {"S.$": "$.text"}}}},
  "Between": {"Type": "Wait", "Seconds": 5, "Next": "Read"},
  "Read": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:getItem", "OutputPath": "$.Item", "End": true,
    "Parameters": {"TableName": "t", "Key": {"id": {"S": "7"}}}}}}"#;

const ASKING: &str = r#"{"StartAt": "Before", "States": {
  "Before": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "Next": "Ask"},
  "Ask": {"Type": "Task", "End": true, "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "Parameters": {
    "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody": {"token.$": "$$.Task.Token"}}}}}"#;

fn family_of(parent: &str, work: Work) -> Driver {
    let mut driver = Driver::new(parent, r#"{"n": 1}"#, &[("work", work)]);
    let workspace = Workspace {
        machines: vec![NamedMachine {
            name: "Child".into(),
            express: false,
            definition: CHILD.into(),
        }],
        ..driver.session.workspace().clone()
    };
    driver.act(Action::Open(workspace)).run();
    driver
}

fn family(work: Work) -> Driver {
    family_of(PARENT, work)
}

impl Driver {
    /// Forks an execution at a position, and runs all to the end.
    fn fork_of(&mut self, run: u32, position: u32, change: Change) -> Option<Comparison> {
        self.act(Action::SeekIn { run, position });
        self.act(Action::Fork(change)).go_on();
        self.pair().clone()?.comparison
    }

    fn length_of(&self, run: u32) -> u32 {
        let run = self.session.relative(RunId(run)).unwrap();
        run.trace.len() as u32
    }

    /// Where a state is entered.
    fn entered(&mut self, run: u32, state: &str) -> u32 {
        self.act(Action::SeekIn { run, position: 0 });
        let to = Goal::State(self.node(state));
        let direction = Direction::Forward;
        self.act(Action::Go { to, direction });
        self.transport().position
    }

    fn otherwise(&mut self) -> WhatIf {
        self.act(Action::Ask {
            number: 1,
            document: asl::debugger::action::Document::Definition,
            question: Question::WhatIf,
        });
        match self.answer().reply.clone() {
            Reply::WhatIf(what_if) => *what_if,
            other => panic!("{other:?}"),
        }
    }
}

fn another() -> Change {
    Change::Answer(TaskAnswer::Success(r#"{"another": true}"#.into()))
}

#[test]
fn one_that_changes_nothing_is_the_same_from_everywhere_in_every_execution() {
    for run in 0..2 {
        for position in 0..=family(echo).length_of(run) {
            let mut driver = family(echo);
            let comparison = driver.fork_of(run, position, Change::Texts).unwrap();
            assert!(comparison.same, "{run} at {position}: {comparison:?}");
            assert_eq!(driver.transport().status, Status::Succeeded);
            assert_eq!(driver.family().count, 2, "{run} at {position}");
        }
    }
}

#[test]
fn in_a_child_all_is_the_same_up_to_the_cursor() {
    let changes: [fn() -> Change; 2] = [another, || Change::Input(r#"{"n": 2}"#.into())];
    for change in changes {
        let mut forked = 0;
        for position in 0..=family(echo).length_of(1) {
            let mut driver = family(echo);
            let Some(comparison) = driver.fork_of(1, position, change()) else {
                continue;
            };
            forked += 1;
            let from = driver.pair().as_ref().unwrap().from;
            let first = comparison.first.as_ref().map(|first| first.event);
            assert!(first.is_none_or(|first| first > from), "at {position}");
            assert_eq!(driver.family().shown, Some(1), "at {position}");
        }
        assert!(forked > 3);
    }
}

#[test]
fn a_child_with_another_answer_gives_its_parent_another_one() {
    let mut driver = family(echo);
    let position = driver.entered(1, "Two");
    let comparison = driver.fork_of(1, position, another()).unwrap();
    let first = comparison.first.unwrap();
    assert_eq!(first.names[0].as_deref(), Some("LambdaFunctionSucceeded"));
    assert_eq!(first.states, ["Two", "Two"]);
    driver.act(Action::ShowRun(0)).act(Action::Last);
    let output = driver.outcome().output.clone().unwrap();
    assert!(output.contains("another"), "{output}");
    // The first one is looked at in the same execution, on its own drawing.
    driver.act(Action::ShowRun(1)).act(Action::Swap);
    assert_eq!(driver.family().shown, Some(1));
    driver.act(Action::Last);
    assert_eq!(driver.status("Done"), Status::Succeeded);
    assert!(!driver.outcome().output.clone().unwrap().contains("another"));
}

#[test]
fn what_failed_in_a_child_is_forked_with_an_answer() {
    fn third_fails(event: &str, call: usize) -> asl::execution::Answer {
        if call == 3 {
            throw(event, call)
        } else {
            echo(event, call)
        }
    }
    let mut driver = family(third_fails);
    assert_eq!(driver.transport().status, Status::Failed);
    driver.act(Action::SeekIn {
        run: 1,
        position: 0,
    });
    let (to, direction) = (Goal::Failure, Direction::Forward);
    driver.act(Action::Go { to, direction });
    let position = driver.transport().position;
    let expected = Word::Failure {
        error: "Boom".into(),
        cause: r#"{"errorType": "Boom", "errorMessage": "it broke"}"#.into(),
    };
    assert_eq!(driver.otherwise().answer, Some(expected));
    driver.fork_of(1, position, another()).unwrap();
    driver.act(Action::ShowRun(0)).act(Action::Last);
    assert_eq!(driver.transport().status, Status::Succeeded);
}

#[test]
fn with_another_answer_of_the_task_its_child_does_not_begin() {
    let mut driver = family(echo);
    let position = driver.entered(0, "Begin");
    let change = Change::Answer(TaskAnswer::Success(r#"{"Output": {"made": "up"}}"#.into()));
    driver.fork_of(0, position + 3, change).unwrap();
    assert_eq!(driver.family().count, 1);
    assert!(driver.outcome().output.clone().unwrap().contains("up"));
}

#[test]
fn a_child_that_nobody_waits_for_is_forked_as_well() {
    let parent = PARENT
        .replace("startExecution.sync:2", "startExecution")
        .replace("$.Output", "$");
    let mut driver = family_of(&parent, echo);
    let position = driver.entered(1, "Two");
    let comparison = driver.fork_of(1, position, another()).unwrap();
    assert_eq!(comparison.first.unwrap().states, ["Two", "Two"]);
    assert!(driver.outcome().output.clone().unwrap().contains("another"));
}

#[test]
fn what_was_written_before_the_cursor_is_there_behind_it() {
    let length = {
        let mut driver = Driver::new(KEEPING, r#"{"text": "kept"}"#, &[]);
        driver.run();
        driver.transport().length
    };
    for position in 0..=length {
        let mut driver = Driver::new(KEEPING, r#"{"text": "kept"}"#, &[]);
        driver.run();
        let comparison = driver.fork_of(0, position, Change::Texts).unwrap();
        assert!(comparison.same, "at {position}: {:?}", comparison.first);
        assert!(driver.outcome().output.clone().unwrap().contains("kept"));
    }
}

#[test]
fn a_run_that_waits_is_stopped_when_it_is_forked() {
    let mut driver = Driver::new(ASKING, r#"{"n": 1}"#, &[("work", echo)]);
    driver.run();
    assert!(driver.transport().running);
    let position = driver.entered(0, "Before");
    driver.act(Action::SeekIn { run: 0, position });
    driver.act(Action::Fork(another())).go_on();
    assert!(driver.transport().running, "the new one asks as well");
    let task = driver.transport().waiting[0].task.clone().unwrap();
    driver.act(Action::Answer {
        task: task.task,
        with: TaskAnswer::Success(r#"{"approved": true}"#.into()),
    });
    driver.go_on();
    assert_eq!(driver.transport().status, Status::Succeeded);
    driver.act(Action::Swap).act(Action::Last);
    assert_eq!(driver.transport().status, Status::Aborted);
    assert!(!driver.transport().running);
}

#[test]
fn a_wait_for_a_person_is_forked_at_every_moment() {
    let length = waited().transport().length;
    for position in 0..=length {
        let mut driver = waited();
        driver.act(Action::SeekIn { run: 0, position });
        driver.act(Action::Fork(Change::Texts)).go_on();
        if driver.transport().running {
            approve(&mut driver);
        }
        let pair = driver.pair().clone().unwrap();
        assert!(pair.comparison.unwrap().same, "at {position}");
    }
}

fn waited() -> Driver {
    let mut driver = Driver::new(ASKING, r#"{"n": 1}"#, &[("work", echo)]);
    driver.run();
    approve(&mut driver);
    driver
}

fn approve(driver: &mut Driver) {
    let task = driver.transport().waiting[0].task.clone().unwrap();
    driver.act(Action::Answer {
        task: task.task,
        with: TaskAnswer::Success(r#"{"approved": true}"#.into()),
    });
    driver.go_on();
}

#[test]
fn it_is_told_what_can_be_otherwise_and_what_it_is() {
    let mut driver = family(echo);
    driver.act(Action::SeekIn {
        run: 0,
        position: 0,
    });
    assert_eq!(driver.otherwise(), WhatIf::default());
    driver.entered(0, "First");
    let told = WhatIf {
        state: "First".into(),
        input: Some("{\n  \"n\": 1\n}".into()),
        answer: Some(Word::Success("{\n  \"n\": 1\n}".into())),
    };
    assert_eq!(driver.otherwise(), told);
    driver.entered(1, "Nap");
    let told = driver.otherwise();
    assert_eq!((told.state.as_str(), told.answer), ("Nap", None));
}

/// What the command prints of the run that is looked at.
fn exported(driver: &mut Driver) -> String {
    driver.act(Action::Export(asl::debugger::action::Export::History));
    match driver.exported() {
        asl::debugger::view::Exported::History(text) => text.clone(),
        other @ asl::debugger::view::Exported::Film(_) => panic!("{other:?}"),
    }
}

#[test]
fn a_history_that_is_opened_is_compared_with_what_ran_here() {
    let mut driver = Driver::new(KEEPING, r#"{"text": "there"}"#, &[]);
    let there = exported(driver.run());
    let mut driver = Driver::new(KEEPING, r#"{"text": "here"}"#, &[]);
    driver.run().act(Action::Import(there));
    let pair = driver.pair().clone().unwrap();
    assert!(pair.recorded && pair.first_shown);
    let first = pair.comparison.unwrap().first.unwrap();
    assert_eq!(first.event, 1);
    let values = [Some(r#""there""#.to_owned()), Some(r#""here""#.to_owned())];
    assert_eq!(first.fields[0].values, values);
    driver.act(Action::Swap);
    assert!(driver.outcome().output.clone().unwrap().contains("here"));
    driver.act(Action::Swap);
    assert!(driver.outcome().output.clone().unwrap().contains("there"));
    // Repeated from the recording it is compared with that.
    driver.act(Action::Repeat).go_on();
    assert!(driver.pair().clone().unwrap().comparison.unwrap().same);
}

#[test]
fn a_history_of_another_machine_is_compared_with_nothing() {
    let mut driver = Driver::new(ASKING, "{}", &[("work", echo)]);
    driver.run().act(Action::Stop).go_on();
    let there = exported(&mut driver);
    let mut driver = Driver::new(KEEPING, r#"{"text": "here"}"#, &[]);
    driver.run().act(Action::Import(there));
    assert_eq!(driver.pair(), &None);
}

#[test]
fn a_history_that_cannot_be_read_leaves_all_as_it_is() {
    let mut driver = Driver::new(KEEPING, r#"{"text": "here"}"#, &[]);
    driver.run().act(Action::Import("{".into()));
    assert!(matches!(driver.recording(), Recording::Refused(_)));
    assert!(driver.outcome().output.clone().unwrap().contains("here"));
}
