//! The debugger as a page uses it: a session with the real engine, functions in Rust, and only panels to
//! look at.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test says so by failing"
)]

#[path = "debugger/driver.rs"]
mod driver;
#[path = "debugger/workflows.rs"]
mod workflows;

use asl::debugger::action::{Action, Direction, Document, Selection, Window, Zoom};
use asl::debugger::view::{ChangeKind, Empty, Level, Place, Shown, Status, WaitingFor, What, Why};
use asl::execution::Answer;
use asl::inspection::Stage;
use driver::{Driver, echo, throw};
use std::time::Instant;
use workflows::{CHOICE, EVERYTHING, LOOP, MAP, PARALLEL, TASK};

// ── before a run ────────────────────────────────────────────────────────────────────────────────

#[test]
fn before_a_run_every_panel_says_why_it_is_empty() {
    let driver = Driver::new(TASK, "{}", &[("work", echo)]);
    assert_eq!(driver.inspector_panel(), &Shown::Empty(Empty::NothingRun));
    assert_eq!(driver.events_panel(), &Shown::Empty(Empty::NothingRun));
    assert_eq!(driver.outcome_panel(), &Shown::Empty(Empty::NothingRun));
    assert!(driver.transport().can_run && driver.problems().rows.is_empty());
}

#[test]
fn a_broken_definition_cannot_run_and_says_where() {
    let driver = Driver::new("{\"注\": 1, \"StartAt\": }", "{}", &[]);
    assert!(!driver.transport().can_run);
    assert_eq!(
        driver.events_panel(),
        &Shown::Empty(Empty::DefinitionHasProblems)
    );
    assert!(driver.problems().errors > 0);
    // The key without a value is the 10th UTF-16 unit, whatever UTF-8 says.
    let rows = &driver.problems().rows;
    assert!(
        rows.iter().any(|row| (row.from, row.to) == (9, 19)),
        "{rows:?}"
    );
}

#[test]
fn an_input_that_is_not_json_is_a_problem_of_the_input() {
    let mut driver = Driver::new(TASK, "{\"a\": tru}", &[("work", echo)]);
    assert!(!driver.transport().can_run);
    assert!(
        driver
            .problems()
            .rows
            .iter()
            .all(|row| row.document == Document::Input && row.from >= 6)
    );
    for good in ["", "  ", "\"世界\"", "[1]", "{}"] {
        driver.act(Action::Edit {
            document: Document::Input,
            text: good.into(),
        });
        assert!(
            driver.transport().can_run && driver.problems().rows.is_empty(),
            "{good:?}"
        );
    }
    driver.act(Action::Edit {
        document: Document::Input,
        text: "世界".into(),
    });
    let row = &driver.problems().rows[0];
    assert_eq!((row.from, row.to), (0, 1));
}

#[test]
fn a_missing_function_is_warned_of_and_answered_as_aws_does() {
    let mut driver = Driver::new(TASK, r#"{"order": 1}"#, &[("other", echo)]);
    assert_eq!(driver.problems().warnings, 1);
    driver.run();
    let error = driver.outcome().error.clone().unwrap();
    assert!(error.error.contains("ResourceNotFound"), "{error:?}");
    driver.act(Action::AddFunction {
        name: "work.mjs".into(),
        text: String::new(),
    });
    assert_eq!(driver.problems().warnings, 0);
}

#[test]
fn a_state_can_be_looked_at_before_it_has_run() {
    let mut driver = Driver::new(CHOICE, "{}", &[]);
    driver.select("Cheap");
    let inspector = driver.inspector();
    assert_eq!(
        (inspector.name.as_str(), &inspector.visit),
        ("Cheap", &None)
    );
    assert!(inspector.definition.starts_with("\"Cheap\""));
}

// ── one state ───────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_task_ends_green_with_its_ladder_and_its_console() {
    let mut driver = Driver::new(TASK, r#"{"order": {"id": 7}}"#, &[("work", echo)]);
    driver.run();
    assert_eq!(driver.status("Work"), Status::Succeeded);
    assert_eq!(driver.taken(), ["Start → Work 1", "Work → End 1"]);
    assert_eq!(driver.outcome().status, Status::Succeeded);
    let visit = driver.inspector().visit.clone().unwrap();
    let ladder: Vec<_> = visit
        .stages
        .iter()
        .map(|row| (row.stage, row.field.as_str()))
        .collect();
    assert!(
        ladder.contains(&(Stage::AfterInputPath, "$.order")),
        "{ladder:?}"
    );
    assert!(
        ladder.contains(&(Stage::AfterResultPath, "$.done")),
        "{ladder:?}"
    );
    let end = visit
        .stages
        .iter()
        .find(|row| row.stage == Stage::AfterResultPath)
        .unwrap();
    assert!(
        end.changes
            .iter()
            .any(|change| change.pointer.ends_with("/done") || change.pointer == "/order"),
        "{end:?}"
    );
    assert!(visit.stages[0].changes.is_empty());
    assert_eq!(driver.console().total, 1);
    let line = &visit.log[0];
    assert_eq!(
        (line.level, line.text.as_str(), line.line),
        (Level::Warn, "called with {\"id\":7}", Some(3))
    );
}

#[test]
fn a_choice_tells_which_rule_held_and_on_what() {
    let mut driver = Driver::new(CHOICE, r#"{"total": 120}"#, &[]);
    driver.run().select("Compare");
    let why: Vec<_> = driver
        .inspector()
        .visit
        .clone()
        .unwrap()
        .why
        .into_iter()
        .map(|row| row.why)
        .collect();
    let Why::Rule {
        rule,
        text,
        operands,
        holds,
        next,
    } = &why[1]
    else {
        panic!("{why:?}")
    };
    assert_eq!(
        (*rule, text.as_str(), *holds, next.as_str()),
        (1, "$.total > 100", true, "Dear")
    );
    assert_eq!(operands[0].value.as_deref(), Some("120"));
    let Why::Rule {
        holds, operands, ..
    } = &why[0]
    else {
        panic!("{why:?}")
    };
    assert_eq!((*holds, operands[0].value.clone()), (false, None));
    assert_eq!(
        driver.taken(),
        ["Start → Compare 1", "Compare → Dear 1", "Dear → End 1"]
    );
}

#[test]
fn no_rule_held_takes_the_default_arrow() {
    let mut driver = Driver::new(CHOICE, r#"{"total": 1}"#, &[]);
    driver.run();
    assert_eq!(
        driver.taken(),
        ["Start → Compare 1", "Compare → Cheap 1", "Cheap → End 1"]
    );
    assert_eq!(driver.status("Dear"), Status::NotRun);
}

// ── failures ────────────────────────────────────────────────────────────────────────────────────

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
        matches!(&visit.why.last().unwrap().why, Why::Caught { catcher: 0, error, next } if error == "Boom" && next == "Mend")
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

// ── groups ──────────────────────────────────────────────────────────────────────────────────────

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
    assert_eq!(visit.iterations.len(), 3);
    assert!(
        visit
            .iterations
            .iter()
            .all(|row| row.status == Status::Succeeded)
    );
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

// ── time ────────────────────────────────────────────────────────────────────────────────────────

fn busy() -> Driver {
    fn second_time(event: &str, call: usize) -> Answer {
        if call.is_multiple_of(2) {
            echo(event, call)
        } else {
            throw(event, call)
        }
    }
    let mut driver = Driver::new(
        EVERYTHING,
        r#"{"items": [1, 2, 3, 4, 5]}"#,
        &[("flaky", second_time), ("work", echo)],
    );
    driver.run();
    assert_eq!(
        driver.outcome().status,
        Status::Succeeded,
        "{:?}",
        driver.outcome()
    );
    driver
}

#[test]
fn stepping_back_and_forward_shows_the_same_at_every_stop() {
    for zoom in [Zoom::State, Zoom::Stage, Zoom::Event] {
        let mut driver = busy();
        driver.act(Action::Zoom(zoom)).act(Action::First);
        let look = |driver: &Driver| {
            (
                driver.transport().clone(),
                driver.marks().clone(),
                driver.inspector_panel().clone(),
                driver.outcome_panel().clone(),
            )
        };
        let mut seen = vec![look(&driver)];
        while driver.transport().can_forward {
            driver.step(zoom, Direction::Forward);
            seen.push(look(&driver));
        }
        assert_eq!(
            seen.len(),
            driver.transport().steps as usize + 1,
            "{zoom:?}"
        );
        for before in seen.iter().rev().skip(1) {
            driver.step(zoom, Direction::Back);
            assert_eq!(&look(&driver), before, "{zoom:?}");
        }
        assert!(!driver.transport().can_back);
        for after in &seen[1..] {
            driver.step(zoom, Direction::Forward);
            assert_eq!(&look(&driver), after, "{zoom:?}");
        }
    }
}

#[test]
fn the_execution_at_any_position_goes_on_as_it_did() {
    let driver = busy();
    let run = driver.session.run().unwrap();
    let length = run.trace.len();
    let mut ends = Vec::new();
    for position in 0..=length {
        let mut moment = run.moment_at(position).unwrap();
        assert_eq!(moment.position, position);
        while moment.position < length {
            let place = moment.position;
            if let Some(entry) = run.replay(&mut moment).unwrap() {
                assert_eq!(entry, run.trace.entries[place]);
            }
        }
        ends.push(moment.execution);
    }
    assert!(ends.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn a_step_lands_where_it_says() {
    let mut driver = Driver::new(TASK, r#"{"order": 1}"#, &[("work", echo)]);
    driver.run().act(Action::First);
    assert_eq!(driver.transport().at, Place::default());
    assert_eq!(
        driver.inspector_panel(),
        &Shown::Empty(Empty::NothingSelected)
    );
    driver.step(Zoom::State, Direction::Forward);
    let at = &driver.transport().at;
    assert_eq!(
        (at.state.as_str(), &at.what),
        ("Work", &What::Stage(Stage::Input))
    );
    assert_eq!(driver.status("Work"), Status::InProgress);
    assert!(driver.marks().moving.is_some());
    assert_eq!(driver.outcome_panel(), &Shown::Empty(Empty::NotEnded));
    driver.step(Zoom::State, Direction::Forward);
    assert_eq!(
        driver.transport().at.what,
        What::Event("TaskStateExited".into())
    );
    assert_eq!(driver.status("Work"), Status::Succeeded);
    driver.act(Action::SeekEvent(3));
    assert_eq!(
        driver.transport().at.what,
        What::Event("LambdaFunctionScheduled".into())
    );
}

#[test]
fn virtual_time_is_told() {
    let definition =
        r#"{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 2592000, "End": true}}}"#;
    let mut driver = Driver::new(definition, "{}", &[]);
    driver.run();
    assert_eq!(driver.transport().elapsed, 2_592_000_000);
    assert_eq!(driver.outcome().took, 2_592_000_000);
    assert_eq!(driver.outcome().transitions, 1);
}

#[test]
fn events_come_in_windows() {
    let mut driver = busy();
    driver.act(Action::ShowEvents(Window { from: 3, count: 4 }));
    let events = driver.events();
    assert_eq!(
        events.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [4, 5, 6, 7]
    );
    assert_eq!(events.total, events.happened);
    assert!(events.rows[0].json.contains("\"previousEventId\""));
    driver
        .act(Action::SeekEvent(2))
        .act(Action::ShowEvents(Window {
            from: 9_999,
            count: 9,
        }));
    assert!(driver.events().rows.is_empty());
    assert_eq!(driver.events().happened, 2);
}

// ── edits ───────────────────────────────────────────────────────────────────────────────────────

#[test]
fn after_an_edit_marks_stay_with_the_names() {
    let mut driver = Driver::new(CHOICE, r#"{"total": 120}"#, &[]);
    driver.run().select("Dear");
    let longer = CHOICE.replacen(
        "\"Compare\": {",
        "\"Unused\": {\"Type\": \"Wait\", \"Seconds\": 1, \"Next\": \"Compare\"}, \"Compare\": {",
        1,
    );
    let before = driver.node("Dear");
    driver.edit(&longer.replace("\"StartAt\": \"Compare\"", "\"StartAt\": \"Unused\""));
    assert_ne!(driver.node("Dear"), before);
    assert_eq!(driver.status("Dear"), Status::Succeeded);
    assert_eq!(driver.inspector().name, "Dear");
    assert_eq!(driver.taken(), ["Compare → Dear 1", "Dear → End 1"]);
    assert!(driver.transport().outdated);
}

#[test]
fn a_broken_edit_keeps_the_last_drawing_as_stale() {
    let mut driver = Driver::new(CHOICE, r#"{"total": 120}"#, &[]);
    driver.run().edit("{");
    let Shown::Filled(picture) = driver.picture() else {
        panic!("no drawing")
    };
    assert!(picture.stale);
    assert_eq!(driver.status("Dear"), Status::Succeeded);
    assert!(!driver.transport().can_run);
}

#[test]
fn nothing_changed_sends_nothing() {
    let mut driver = busy();
    assert_eq!(driver.session.changes(), []);
    let now = driver.now;
    driver.session.act(Action::Seek(3), now);
    driver.session.changes();
    driver.session.act(Action::Seek(3), now);
    assert_eq!(driver.session.changes(), []);
}

#[test]
fn opening_another_workspace_drops_the_run() {
    let mut driver = busy();
    let other = asl::project::Workspace {
        definition: CHOICE.into(),
        ..Default::default()
    };
    driver.act(Action::Open(other));
    assert_eq!(driver.outcome_panel(), &Shown::Empty(Empty::NothingRun));
    assert!(driver.marks().states.is_empty());
    assert_eq!(driver.transport().length, 0);
}

#[test]
fn changes_are_told_with_their_lines() {
    let mut driver = Driver::new(TASK, r#"{"order": {"id": 7}}"#, &[("work", echo)]);
    driver.run();
    let visit = driver.inspector().visit.clone().unwrap();
    let row = visit
        .stages
        .iter()
        .find(|row| row.stage == Stage::AfterResultPath)
        .unwrap();
    let added = row
        .changes
        .iter()
        .find(|change| change.kind == ChangeKind::Added)
        .unwrap();
    let line = row.text.lines().nth(added.line as usize).unwrap();
    let name = added.pointer.rsplit('/').next().unwrap();
    assert!(
        line.trim().starts_with(&format!("\"{name}\":")),
        "{line} {added:?}"
    );
}

// ── size ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_long_trace_is_moved_over_quickly() {
    let mut driver = Driver::new(LOOP, r#"{"n": 0}"#, &[]);
    driver.run();
    assert_eq!(driver.events().total, 25_000);
    let length = driver.transport().length;
    let mut slowest = std::time::Duration::ZERO;
    let mut measure = |driver: &mut Driver, action: Action| {
        let begun = Instant::now();
        driver.act(action);
        slowest = slowest.max(begun.elapsed());
    };
    for action in [
        Action::First,
        Action::Last,
        Action::Seek(length / 2),
        Action::Last,
    ] {
        measure(&mut driver, action);
    }
    for _ in 0..50 {
        measure(
            &mut driver,
            Action::Step {
                by: Zoom::Stage,
                direction: Direction::Back,
            },
        );
    }
    println!(
        "{length} entries, {} events: the slowest move took {slowest:?}",
        driver.events().total
    );
    assert!(slowest.as_millis() < 250, "{slowest:?}");
}
