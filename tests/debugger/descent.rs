//! Stepping and stopping in a family of executions: into what a Task begins, out to the Task, back the same
//! way; breakpoints of every machine.

use super::driver::Driver;
use asl::debugger::action::{Action, Direction, Edit, Goal, Zoom};
use asl::debugger::family::RunId;
use asl::debugger::view::Status;
use asl::project::{Breakpoint, NamedMachine, Settings, When, Workspace};

const ORDER: &str = r#"{"StartAt": "Check", "States": {
    "Check": {"Type": "Pass", "Next": "Pay"},
    "Pay": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "Next": "Ship",
        "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Payment", "Input": {"n": 3}}},
    "Ship": {"Type": "Pass", "End": true}}}"#;

const PAYMENT: &str = r#"{"StartAt": "Charge", "States": {
    "Charge": {"Type": "Pass", "Next": "Tell"},
    "Tell": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "Next": "Paid",
        "Parameters": {"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Audit", "Input.$": "$"}},
    "Paid": {"Type": "Pass", "End": true}}}"#;

const AUDIT: &str = r#"{"StartAt": "Note", "States": {
    "Note": {"Type": "Pass", "Next": "Kept"}, "Kept": {"Type": "Succeed"}}}"#;

/// Three machines, each started by the one before it.
fn three() -> Workspace {
    let machine = |(name, definition): (&str, &str)| NamedMachine {
        name: name.into(),
        definition: definition.into(),
        express: false,
    };
    Workspace {
        definition: ORDER.into(),
        machines: [("Payment", PAYMENT), ("Audit", AUDIT)].map(machine).into(),
        input: "{}".into(),
        settings: Settings {
            region: "us-east-1".into(),
            machine_name: "Order".into(),
            ..Settings::default()
        },
        ..Workspace::default()
    }
}

fn driver(breakpoints: Vec<Breakpoint>) -> Driver {
    let mut driver = Driver::new("{}", "{}", &[]);
    driver.act(Action::Open(Workspace {
        breakpoints,
        ..three()
    }));
    driver
}

fn on(machine: Option<&str>, state: &str, when: When) -> Breakpoint {
    Breakpoint {
        machine: machine.map(str::to_owned),
        state: state.into(),
        when,
        ..Breakpoint::default()
    }
}

impl Driver {
    fn step_to(&mut self, to: Goal, direction: Direction) -> String {
        self.act(Action::Go { to, direction });
        self.here()
    }

    /// The execution and the state that the cursor is in.
    fn here(&self) -> String {
        let shown = self.family().shown.unwrap();
        format!("{shown} {}", self.transport().at.state)
    }
}

/// Every state of the three, in the order in which they are entered.
const WAY: [&str; 8] = [
    "0 Check", "0 Pay", "1 Charge", "1 Tell", "2 Note", "2 Kept", "1 Paid", "0 Ship",
];

/// Steps in from the start to the end, and keeps where a state is entered.
fn entered(driver: &mut Driver) -> Vec<String> {
    let mut way: Vec<String> = Vec::new();
    driver.act(Action::ShowRun(0)).act(Action::First);
    for _ in 0..40 {
        let here = driver.step_to(Goal::In, Direction::Forward);
        if way.last() != Some(&here) && !here.ends_with(' ') {
            way.push(here);
        }
    }
    way.dedup();
    way
}

#[test]
fn stepping_in_leads_through_every_execution() {
    let mut driver = driver(Vec::new());
    driver.run();
    let way = entered(&mut driver);
    // Behind the last state of a child comes the Task that began it.
    let expected = [
        "0 Check", "0 Pay", "1 Charge", "1 Tell", "2 Note", "2 Kept", "1 Tell", "1 Paid", "0 Pay",
        "0 Ship",
    ];
    assert_eq!(way, expected);
    assert_eq!(driver.here(), "0 ");
}

#[test]
fn stepping_back_in_leads_through_every_state_in_reverse() {
    let mut driver = driver(Vec::new());
    driver.run();
    driver.act(Action::Last);
    let back: Vec<_> = WAY
        .iter()
        .map(|_| driver.step_to(Goal::In, Direction::Back))
        .collect();
    let expected: Vec<_> = WAY.iter().rev().map(ToString::to_string).collect();
    assert_eq!(back, expected);
}

#[test]
fn stepping_over_stays_and_stepping_out_leads_to_the_task() {
    let mut driver = driver(Vec::new());
    driver.run();
    driver.act(Action::First);
    for expected in ["0 Check", "0 Pay", "0 Ship"] {
        assert_eq!(driver.step_to(Goal::Over, Direction::Forward), expected);
    }
    assert_eq!(driver.step_to(Goal::In, Direction::Back), "1 Paid");
    assert_eq!(driver.step_to(Goal::Over, Direction::Back), "1 Tell");
    assert_eq!(driver.step_to(Goal::In, Direction::Forward), "2 Note");
    assert_eq!(driver.status("Note"), Status::InProgress);
    // Back out is where the Task was entered, out is what it told when its execution had ended.
    assert_eq!(driver.step_to(Goal::Out, Direction::Back), "1 Tell");
    let before = driver.transport().position;
    driver.step_to(Goal::In, Direction::Forward);
    assert_eq!(driver.step_to(Goal::Out, Direction::Forward), "1 Tell");
    assert!(driver.transport().position > before);
    assert_eq!(driver.step_to(Goal::Over, Direction::Forward), "1 Paid");
    assert_eq!(driver.step_to(Goal::Out, Direction::Forward), "0 Pay");
}

/// Wherever one is in the family, so many steps back and as many forward lead there again.
#[test]
fn back_and_forward_is_identity_in_every_execution() {
    let mut driver = driver(Vec::new());
    driver.run();
    for run in 0..driver.family().count {
        driver.act(Action::ShowRun(run)).act(Action::Last);
        let length = driver.transport().length;
        for zoom in [Zoom::State, Zoom::Stage, Zoom::Event] {
            let stops: Vec<u32> = stops(&driver, run, zoom);
            for (at, stop) in stops.iter().enumerate() {
                driver.act(Action::SeekIn {
                    run,
                    position: *stop,
                });
                let (marks, panel) = (driver.marks().clone(), driver.inspector_panel().clone());
                let steps = at.min(5);
                for _ in 0..steps {
                    driver.step(zoom, Direction::Back);
                }
                for _ in 0..steps {
                    driver.step(zoom, Direction::Forward);
                }
                assert_eq!(
                    (driver.transport().position, driver.family().shown),
                    (*stop, Some(run))
                );
                assert_eq!((driver.marks(), driver.inspector_panel()), (&marks, &panel));
            }
            assert!(stops.len() > 2 && length > 0);
        }
    }
}

fn stops(driver: &Driver, run: u32, zoom: Zoom) -> Vec<u32> {
    let run = driver.session.relative(RunId(run)).unwrap();
    let stops = run.trace.stops(zoom).iter().map(|stop| *stop as u32);
    stops.collect()
}

/// However one steps, and from wherever, one comes to the ends of what the person began.
#[test]
fn every_step_leads_on_in_its_direction() {
    let mut driver = driver(Vec::new());
    driver.run();
    let end = driver.transport().length;
    let ends = [(Direction::Forward, end), (Direction::Back, 0)];
    let lengths: Vec<_> = (0..driver.family().count)
        .map(|run| driver.session.relative(RunId(run)).unwrap().trace.len() as u32)
        .collect();
    for (run, length) in (0..).zip(lengths) {
        for position in 0..=length {
            for (to, (direction, end)) in [Goal::In, Goal::Over, Goal::Out]
                .into_iter()
                .flat_map(|to| ends.map(|end| (to, end)))
            {
                driver.act(Action::SeekIn { run, position });
                for _ in 0..30 {
                    driver.act(Action::Go { to, direction });
                }
                let there = (driver.family().shown, driver.transport().position);
                assert_eq!(
                    there,
                    (Some(0), end),
                    "{to:?} {direction:?} from {run}, {position}"
                );
            }
        }
    }
}

#[test]
fn a_breakpoint_holds_in_a_nested_execution() {
    let points = vec![
        on(Some("Audit"), "Note", When::Before),
        on(None, "Ship", When::Before),
        on(Some("Payment"), "Charge", When::After),
    ];
    let mut driver = driver(points);
    driver.run();
    assert_eq!(driver.here(), "1 Charge");
    assert!(driver.transport().holds);
    assert_eq!(driver.family().machine.as_deref(), Some("Payment"));
    let forward =
        ["2 Note", "0 Ship"].map(|_| driver.step_to(Goal::Breakpoint, Direction::Forward));
    assert_eq!(forward, ["2 Note", "0 Ship"]);
    let back = ["2 Note", "1 Charge"].map(|_| driver.step_to(Goal::Breakpoint, Direction::Back));
    assert_eq!(back, ["2 Note", "1 Charge"]);
    let rows = &driver.breakpoints().rows;
    let found: Vec<_> = rows
        .iter()
        .map(|row| (row.hits, row.first.unwrap().run))
        .collect();
    assert_eq!(found, [(1, 2), (1, 0), (1, 1)]);
}

#[test]
fn a_player_rests_where_one_holds_in_another_execution() {
    let mut driver = driver(vec![on(Some("Audit"), "Note", When::Before)]);
    driver.run();
    driver.act(Action::ShowRun(0)).act(Action::First);
    let ahead = driver.transport().held_ahead.unwrap();
    assert!(ahead > 0 && ahead < driver.transport().length);
    for _ in 0..9 {
        driver.act(Action::Advance(Zoom::State));
        if driver.transport().holds {
            break;
        }
    }
    assert_eq!(driver.here(), "2 Note");
}

#[test]
fn a_condition_sees_the_data_of_the_nested_execution() {
    let asking = |condition: &str| Breakpoint {
        condition: condition.into(),
        ..on(Some("Payment"), "Charge", When::Before)
    };
    let mut driver = driver(vec![asking("$.n = 3"), asking("$.n = 4"), asking("n +")]);
    driver.run();
    let rows = &driver.breakpoints().rows;
    assert_eq!((rows[0].hits, rows[1].hits), (1, 0));
    assert_eq!(rows[2].trouble.as_ref().unwrap().at.unwrap().run, 1);
}

#[test]
fn breakpoints_of_a_machine_follow_its_name_and_go_with_it() {
    let mut driver = driver(vec![on(Some("Audit"), "Note", When::Before)]);
    let (from, to) = ("Audit".to_owned(), "Ledger".to_owned());
    driver.act(Action::Edit(Edit::RenameMachine { from, to }));
    let machine = |driver: &Driver| {
        let rows = driver.breakpoints().rows.iter();
        rows.map(|row| row.point.machine.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(machine(&driver), [Some("Ledger".to_owned())]);
    driver.act(Action::Edit(Edit::RemoveMachine("Ledger".into())));
    assert!(machine(&driver).is_empty());
}
