//! Executions that executions start: `tests/spec/nested.json`, and moving about in a family.

use super::driver::Driver;
use asl::debugger::Session;
use asl::debugger::action::{Action, Direction, Document, Edit, TaskAnswer, Zoom};
use asl::debugger::family::RunId;
use asl::debugger::trace::Entry;
use asl::debugger::view::{Shown, Status};
use asl::project::{NamedMachine, Settings, Workspace};
use asl::value::{Value, parse};

/// The workspace of a case: the first machine is the one that Run starts.
fn workspace(case: &Value) -> Workspace {
    let machines = case.get("machines").and_then(Value::as_object).unwrap();
    let mut machines = machines.iter().map(|(name, definition)| NamedMachine {
        name: name.to_string(),
        express: definition.get("type").and_then(Value::as_str) == Some("EXPRESS"),
        definition: without_type(definition),
    });
    let first = machines.next().unwrap();
    Workspace {
        definition: first.definition,
        machines: machines.collect(),
        input: case.get("input").map_or("{}".into(), Value::to_json),
        settings: Settings {
            region: "us-east-1".into(),
            machine_name: first.name,
            ..Settings::default()
        },
        ..Workspace::default()
    }
}

/// `type` says which type of workflow it is; it is no field of a definition.
fn without_type(definition: &Value) -> String {
    let members = definition.as_object().unwrap().iter();
    let fields = members.filter(|(name, _)| &***name != "type");
    let fields = fields.map(|(name, value)| (name.clone(), value.clone()));
    Value::from(fields.collect::<asl::value::Object>()).to_json()
}

fn cases() -> Vec<Value> {
    let text = include_str!("../spec/nested.json");
    parse(text).unwrap().as_array().unwrap().to_vec()
}

fn driver(case: &Value) -> Driver {
    let mut driver = Driver::new("{}", "{}", &[]);
    driver.act(Action::Open(workspace(case)));
    driver
}

fn named(name: &str) -> Driver {
    let cases = cases();
    let text = |case: &&Value| case.get("name").and_then(Value::as_str) == Some(name);
    driver(cases.iter().find(text).unwrap())
}

const CAUGHT: &str =
    "a child that fails fails the Task, and a catcher has its description as cause";
const SLOW: &str = "without .sync the Task goes on at once and the child goes on by itself";

/// What is known of an execution that has ended, as a case tells it.
fn told(driver: &mut Driver, id: u32) -> Value {
    driver.act(Action::ShowRun(id)).act(Action::Last);
    let path = &driver.family().path;
    let machine = path.last().and_then(|row| row.machine.clone());
    let first = driver.session.workspace().settings.machine_name.clone();
    let outcome = driver.outcome().clone();
    let status = match outcome.status {
        Status::Succeeded => "SUCCEEDED",
        Status::Failed => "FAILED",
        Status::Aborted => "ABORTED",
        Status::TimedOut => "TIMED_OUT",
        other => panic!("{other:?}"),
    };
    let output = outcome.output.as_deref().map(|text| parse(text).unwrap());
    let error = outcome.error.unwrap_or_default();
    let arn = driver.session.run().unwrap().settings.execution_arn();
    let names = driver.events().rows.iter();
    let names = names.map(|row| Value::from(row.name.as_str()));
    asl::value::Object::new()
        .with("machine", machine.unwrap_or(first))
        .with("arn", arn)
        .with("status", status)
        .with("output", output.unwrap_or(Value::Null))
        .with("error", error.error)
        .with("cause", error.cause)
        .with("took", outcome.took)
        .with("events", Value::array(names.collect()))
        .into()
}

/// Whether a told value is the expected one; `*` in an expected text stands for anything.
fn is(told: &Value, expected: &Value) -> bool {
    match (told.as_str(), expected.as_str()) {
        (Some(told), Some(expected)) => {
            let (start, end) = expected.split_once('*').unwrap_or((expected, ""));
            told == expected
                || expected.contains('*') && told.starts_with(start) && told.ends_with(end)
        }
        _ => told == expected,
    }
}

#[test]
fn executions_start_executions_as_aws_does() {
    for case in cases() {
        let name = case.get("name").and_then(Value::as_str).unwrap();
        let mut driver = driver(&case);
        driver.run();
        let runs = case.get("runs").and_then(Value::as_array).unwrap();
        assert_eq!(driver.family().count as usize, runs.len(), "{name}");
        for (id, expected) in runs.iter().enumerate() {
            let told = told(&mut driver, id as u32);
            for (member, expected) in expected.as_object().unwrap().iter() {
                let told = told.get(member).unwrap();
                assert!(is(told, expected), "{name}, run {id}, {member}: {told:?}");
            }
        }
    }
}

#[test]
fn the_same_family_tells_the_same_again_and_each_of_it_can_be_replayed() {
    for case in cases() {
        let (mut one, mut other) = (driver(&case), driver(&case));
        one.run();
        other.run();
        for id in (0..one.family().count).map(RunId) {
            let entries =
                |driver: &Driver| driver.session.relative(id).unwrap().trace.entries.clone();
            assert_eq!(entries(&one), entries(&other));
            replay(&one.session, id);
        }
    }
}

/// From every position the execution is made again as it was.
fn replay(session: &Session, id: RunId) {
    let run = session.relative(id).unwrap();
    for position in 0..=run.trace.len() {
        let mut moment = run.moment_at(position).unwrap();
        let mut told: Vec<Entry> = Vec::new();
        while moment.position < run.trace.len() {
            told.extend(run.replay(&mut moment).unwrap());
        }
        assert_eq!(told, run.trace.entries[position..]);
    }
}

#[test]
fn going_to_a_child_and_back_stays_at_the_moment() {
    for case in cases() {
        let mut driver = driver(&case);
        driver.run();
        let (length, count) = (driver.transport().length, driver.family().count);
        for position in 0..=length {
            driver.act(Action::ShowRun(0)).act(Action::Seek(position));
            for id in 1..count {
                driver.act(Action::ShowRun(id)).act(Action::ShowRun(0));
                assert_eq!(driver.transport().position, position);
            }
        }
    }
}

#[test]
fn a_child_is_where_it_was_when_its_parent_had_come_so_far() {
    let mut driver = named(CAUGHT);
    driver.run();
    // Before the call the child has not begun, behind it it has failed.
    let seek = |driver: &mut Driver, event| {
        driver.act(Action::ShowRun(0)).act(Action::SeekEvent(event));
        driver.act(Action::ShowRun(1));
        driver.transport().status
    };
    assert_eq!(seek(&mut driver, 2), Status::NotRun);
    assert_eq!(seek(&mut driver, 6), Status::Failed);
    assert_eq!(driver.status("No"), Status::Failed);
    // One step back in the child, and the parent has not heard of the failure yet.
    driver.step(Zoom::Event, Direction::Back);
    assert_eq!(driver.status("No"), Status::InProgress);
    driver.act(Action::ShowRun(0));
    assert_eq!(driver.status("Pay"), Status::InProgress);
    driver.act(Action::Last);
    assert_eq!(driver.status("Pay"), Status::Caught);
}

#[test]
fn the_way_to_a_child_is_told_and_the_drawing_is_its_machine() {
    let mut driver = named(CAUGHT);
    assert_eq!(driver.family().machine, None);
    driver.run();
    driver.act(Action::ShowRun(1));
    let path = driver.family().path.iter();
    let path: Vec<_> = path
        .map(|row| (row.machine.as_deref(), row.number, row.status))
        .collect();
    let expected = [
        (None, 1, Status::Succeeded),
        (Some("Payment"), 1, Status::Failed),
    ];
    assert_eq!(path, expected);
    assert_eq!(driver.graph().tree[0].name, "No");
    // Another start begins with the machine that Run starts.
    driver.run();
    assert_eq!(driver.family().shown, Some(0));
    assert_eq!(driver.graph().tree[0].name, "Pay");
}

#[test]
fn a_task_shows_the_executions_it_began() {
    let mut driver = named(CAUGHT);
    driver.run();
    driver.select("Pay");
    let children = driver.inspector().visit.clone().unwrap().children;
    let children: Vec<_> = children.iter().map(|row| (row.id, row.status)).collect();
    assert_eq!(children, [(1, Status::Failed)]);
    let rows = driver.events().rows.iter();
    let begun: Vec<_> = rows
        .filter_map(|row| Some((row.name.as_str(), row.child?)))
        .collect();
    assert_eq!(begun, [("TaskStarted", 1)]);
    let pay = driver.node("Pay");
    let mark = driver.marks().states.iter().find(|mark| mark.state == pay);
    assert_eq!(mark.unwrap().child, Some(1));
    assert_eq!(driver.session.child_at_cursor(), None);
    driver.act(Action::SeekEvent(4));
    assert_eq!(driver.session.child_at_cursor(), Some(RunId(1)));
}

#[test]
fn a_child_is_stopped_with_its_parent_and_by_hand() {
    let mut driver = named(SLOW);
    let slow = driver.session.workspace().clone();
    let mut waits = slow.clone();
    waits.definition = slow
        .definition
        .replace("startExecution\"", "startExecution.sync\"");
    driver.act(Action::Open(waits)).act(Action::Run);
    let mut polls = 500;
    let now = driver.now;
    driver.session.pump(now, &mut polls);
    driver.act(Action::Stop);
    driver.go_on();
    assert_eq!(driver.outcome().status, Status::Aborted);
    driver.act(Action::ShowRun(1));
    assert_eq!(driver.outcome().status, Status::Aborted);
    let cause = driver.outcome().error.clone().unwrap().cause;
    assert!(
        cause.contains("managing this resource was aborted"),
        "{cause}"
    );
    // And the other way about: whoever is looked at is stopped, and its parent hears of it.
    driver.act(Action::Run);
    driver.session.pump(now, &mut 500);
    driver.act(Action::ShowRun(1)).act(Action::Stop);
    driver.go_on();
    assert_eq!(driver.outcome().status, Status::Aborted);
    driver.act(Action::ShowRun(0)).act(Action::Last);
    let error = driver.outcome().error.clone().unwrap();
    assert_eq!(error.error, "States.TaskFailed");
    assert!(error.cause.contains(r#""Status":"ABORTED""#), "{error:?}");
}

#[test]
fn a_workflow_that_starts_itself_without_end_is_stopped_and_says_so() {
    let case = r#"{"machines": {"Order": {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync",
        "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Order"}, "End": true}}}}}"#;
    let mut driver = driver(&parse(case).unwrap());
    driver.act(Action::Run);
    while driver.session.running() {
        driver.session.pump(driver.now, &mut 500);
    }
    driver.act(Action::Last);
    let fault = driver.fault().clone().unwrap();
    assert!(fault.contains("depth"), "{fault}");
    assert_eq!(driver.outcome().status, Status::Aborted);
    assert_eq!(driver.family().count, 32);
}

#[test]
fn a_machine_elsewhere_is_answered_for_by_a_person_and_a_misspelt_one_is_warned_of() {
    let mut driver = named(SLOW);
    let mut workspace = driver.session.workspace().clone();
    workspace.definition = workspace.definition.replace("Payment:3", "Paymet");
    driver.act(Action::Open(workspace));
    let row = &driver.problems().rows[0];
    assert_eq!(row.code, "STATE_MACHINE_NOT_FOUND");
    assert_eq!(row.document, Document::Definition);
    assert_eq!(row.fix.as_deref(), Some("Payment"));
    driver.run();
    let task = driver.transport().waiting[0].task.clone().unwrap();
    assert_eq!(task.what, "states:startExecution");
    driver.act(Action::Answer {
        task: task.task,
        with: TaskAnswer::Success(
            r#"{"ExecutionArn": "a", "StartDate": 1, "SdkHttpMetadata": {"HttpStatusCode": 200}}"#
                .into(),
        ),
    });
    driver.go_on();
    assert_eq!(driver.outcome().status, Status::Succeeded);
}

#[test]
fn problems_of_every_machine_are_told_with_their_document() {
    let mut driver = named(SLOW);
    driver.act(Action::Edit(Edit::Text {
        document: Document::Machine("Payment".into()),
        text: "{\"StartAt\": 1}".into(),
    }));
    let rows = &driver.problems().rows;
    let documents: Vec<_> = rows.iter().map(|row| row.document.clone()).collect();
    assert!(documents.contains(&Document::Machine("Payment".into())));
    // The Task that starts it is warned of, and the workspace can run.
    assert!(
        rows.iter()
            .any(|row| row.code == "STATE_MACHINE_HAS_ERRORS")
    );
    assert!(driver.transport().can_run);
}

#[test]
fn machines_are_added_renamed_and_removed() {
    let mut driver = named(SLOW);
    driver.act(Action::ShowMachine(Some("Payment".into())));
    assert_eq!(driver.graph().tree[0].name, "Slow");
    assert_eq!(
        driver.events_panel(),
        &Shown::Empty(asl::debugger::view::Empty::NothingRun)
    );
    let (from, to) = ("Payment".to_owned(), "Billing".to_owned());
    driver.act(Action::Edit(Edit::RenameMachine { from, to }));
    assert_eq!(driver.family().machine.as_deref(), Some("Billing"));
    driver
        .run()
        .act(Action::ShowMachine(Some("Billing".into())));
    let none = Shown::Empty(asl::debugger::view::Empty::NotStarted);
    assert_eq!(driver.events_panel(), &none);
    assert_eq!(driver.problems().warnings, 1);
    // A name that is taken is not given twice.
    let (from, to) = ("Billing".to_owned(), "Order".to_owned());
    driver.act(Action::Edit(Edit::RenameMachine { from, to }));
    assert_eq!(driver.session.workspace().machines[0].name, "Billing");
    driver.act(Action::Edit(Edit::RemoveMachine("Billing".into())));
    assert_eq!(driver.family().machine, None);
    assert_eq!(driver.graph().tree[0].name, "Pay");
    let definition = r#"{"StartAt": "New", "States": {"New": {"Type": "Succeed"}}}"#.to_owned();
    driver.act(Action::Edit(Edit::AddMachine(NamedMachine {
        name: "Payment".into(),
        definition,
        express: true,
    })));
    assert_eq!(driver.graph().tree[0].name, "New");
    assert_eq!(driver.problems().warnings, 0);
}

const MOCKED: &str = r#"{"StateMachines": {"Order": {"TestCases": {"Only": {"Pay": "Paid"}}}},
    "MockedResponses": {"Paid": {"0": {"Throw": {"Error": "Late"}}, "1": {"Return": {"Output": {"paid": "by a mock"}}}}}}"#;

#[test]
fn a_mocked_task_calls_nobody() {
    let mut driver = named(CAUGHT);
    let mut workspace = driver.session.workspace().clone();
    let retry = r#""Retry": [{"ErrorEquals": ["Late"], "MaxAttempts": 1}], "Catch""#;
    workspace.definition = workspace.definition.replace(r#""Catch""#, retry);
    workspace.mocks = MOCKED.into();
    driver.act(Action::Open(workspace)).run();
    assert_eq!(driver.family().count, 1);
    let output = driver.outcome().output.clone().unwrap();
    assert!(output.contains("by a mock"), "{output}");
    // Without them the child runs.
    let (document, text) = (Document::Mocks, String::new());
    driver
        .act(Action::Edit(Edit::Text { document, text }))
        .run();
    assert_eq!(driver.family().count, 2);
}

#[test]
fn what_is_wrong_with_the_mocks_is_a_warning_of_theirs() {
    let mut driver = named(SLOW);
    let (document, text) = (Document::Mocks, "{\"StateMachines\": {},".to_owned());
    driver.act(Action::Edit(Edit::Text { document, text }));
    let problems = driver.problems();
    assert!(problems.errors == 0 && problems.warnings > 0 && driver.transport().can_run);
    assert!(
        problems
            .rows
            .iter()
            .all(|row| row.document == Document::Mocks)
    );
}

#[test]
fn any_order_of_wishes_is_borne_by_a_family() {
    let mut chance = 7_u64;
    let mut any = |below: u32| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (chance >> 33) as u32 % below
    };
    let cases = cases();
    let mut driver = driver(&cases[0]);
    for _ in 0..800 {
        let name = ["Payment", "Slow", "Order", "世界"][any(4) as usize].to_owned();
        let to = ["Payment", "Slow", "Other"][any(3) as usize].to_owned();
        let definition = [
            r#"{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}"#,
            "{",
        ];
        let definition = definition[any(2) as usize].to_owned();
        let express = any(2) == 0;
        driver.act(match any(14) {
            0 => Action::Open(workspace(&cases[any(cases.len() as u32) as usize])),
            1..=3 => Action::Run,
            4 => Action::ShowRun(any(5)),
            5 => Action::ShowMachine([None, Some(name)][any(2) as usize].clone()),
            6 => Action::Edit(Edit::AddMachine(NamedMachine {
                name,
                definition,
                express,
            })),
            7 => Action::Edit(Edit::RenameMachine { from: name, to }),
            8 => Action::Edit(Edit::RemoveMachine(name)),
            9 => Action::Edit(Edit::MachineType { name, express }),
            10 => Action::Stop,
            11 => Action::Redrive,
            12 => Action::Edit(Edit::Text {
                document: [Document::Machine(name), Document::Mocks][any(2) as usize].clone(),
                text: [definition, MOCKED.to_owned()][any(2) as usize].clone(),
            }),
            _ => Action::Seek(any(40)),
        });
        let now = driver.now;
        driver.session.pump(now, &mut (any(60) as usize));
        driver.act(Action::Select(None));
        let transport = driver.transport();
        assert!(transport.position <= transport.length && transport.step <= transport.steps);
        assert_eq!(driver.fault(), &None);
    }
}
