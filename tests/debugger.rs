//! The debugger as a page uses it: a session with the real engine, functions in Rust, and only panels to
//! look at.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "a test says so by failing"
)]

#[path = "debugger/alone.rs"]
mod alone;
#[path = "debugger/breakpoints.rs"]
mod breakpoints;
#[path = "debugger/descent.rs"]
mod descent;
#[path = "debugger/driver.rs"]
mod driver;
#[path = "debugger/exports.rs"]
mod exports;
#[path = "debugger/expressions.rs"]
mod expressions;
#[path = "debugger/folding.rs"]
mod folding;
#[path = "debugger/forks.rs"]
mod forks;
#[path = "debugger/forks_family.rs"]
mod forks_family;
#[path = "debugger/iterations.rs"]
mod iterations;
#[path = "debugger/ladder.rs"]
mod ladder;
#[path = "debugger/marks.rs"]
mod marks;
#[path = "debugger/nested.rs"]
mod nested;
#[path = "debugger/reasons.rs"]
mod reasons;
#[path = "debugger/scopes.rs"]
mod scopes;
#[path = "debugger/services.rs"]
mod services;
#[path = "debugger/stepping.rs"]
mod stepping;
#[path = "debugger/timeline.rs"]
mod timeline;
#[path = "debugger/workflows.rs"]
mod workflows;

use asl::debugger::action::{Action, Direction, Document, Edit, Selection, Window, Zoom};
use asl::debugger::view::{ChangeKind, Empty, Level, Place, Shown, Status, What, Why};
use asl::execution::Answer;
use asl::inspection::Stage;
use driver::{Driver, echo, throw};
use std::time::Instant;
use workflows::{CHOICE, EVERYTHING, LOOP, MAP, REDRIVEN, TASK, VARIABLES};

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
        driver.act(Action::Edit(Edit::Text {
            document: Document::Input,
            text: good.into(),
        }));
        assert!(
            driver.transport().can_run && driver.problems().rows.is_empty(),
            "{good:?}"
        );
    }
    driver.act(Action::Edit(Edit::Text {
        document: Document::Input,
        text: "世界".into(),
    }));
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
    driver.act(Action::Edit(Edit::AddFunction {
        name: "work.mjs".into(),
        text: String::new(),
    }));
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

#[test]
fn a_visit_shows_the_variables_it_sees_and_those_it_assigns() {
    let mut driver = Driver::new(VARIABLES, "{}", &[]);
    driver.run();
    let mut variables = |state: &str| {
        let inspector = driver.select(state).inspector();
        let rows = inspector.visit.clone().unwrap().variables;
        let told = rows.into_iter().map(|row| {
            let how = if row.here { ":=" } else { "=" };
            let out = "^".repeat(row.outward as usize);
            format!("{out}{} {how} {}", row.name, row.text)
        });
        told.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(variables("Set"), "rate := 2, n := 0");
    assert_eq!(variables("Count"), "n = 0, rate = 2, n := 1");
    // The second iteration knows nothing of the first.
    assert_eq!(variables("Price"), "^n = 1, ^rate = 2, price := 40");
    assert_eq!(variables("Show"), "^n = 1, price = 40, ^rate = 2");
    let all = "n = 1, rate = 2, all := [\n  20,\n  40\n]";
    assert_eq!(variables("Each"), all);
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
        ..
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
    replays(&busy());
}

/// At any position the execution can be made again, and from there it goes on as it did.
fn replays(driver: &Driver) {
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
    driver.act(Action::ShowEvents(Some(Window { from: 3, count: 4 })));
    let events = driver.events();
    assert_eq!(
        events.rows.iter().map(|row| row.id).collect::<Vec<_>>(),
        [4, 5, 6, 7]
    );
    assert_eq!(events.total, events.happened);
    assert!(events.rows[0].json.contains("\"previousEventId\""));
    driver
        .act(Action::SeekEvent(2))
        .act(Action::ShowEvents(Some(Window {
            from: 9_999,
            count: 9,
        })));
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
fn a_redrive_goes_on_where_the_execution_failed() {
    fn second_time(event: &str, call: usize) -> Answer {
        if call == 1 {
            throw(event, call)
        } else {
            echo(event, call)
        }
    }
    let mut driver = Driver::new(REDRIVEN, "{}", &[("work", second_time)]);
    driver.run();
    assert_eq!(driver.outcome().status, Status::Failed);
    assert_eq!(driver.status("Both"), Status::Failed);
    assert!(driver.transport().can_redrive);
    let (failed, error) = (driver.transport().length, driver.outcome().error.clone());
    driver.act(Action::Redrive).go_on();
    assert_eq!(driver.outcome().status, Status::Succeeded);
    assert!(!driver.transport().can_redrive);
    for state in ["Before", "Both", "Work", "Other"] {
        assert_eq!(driver.status(state), Status::Succeeded, "{state}");
    }
    driver.act(Action::Seek(failed));
    assert_eq!(driver.outcome().error, error);
    assert_eq!(driver.status("Work"), Status::Failed);
    driver.act(Action::Step {
        by: Zoom::Event,
        direction: Direction::Forward,
    });
    let at = &driver.transport().at;
    assert_eq!(at.what, What::Event("ExecutionRedriven".into()));
    assert_eq!(driver.status("Work"), Status::InProgress);
    replays(&driver);
}

#[test]
fn what_was_stopped_can_be_redriven_and_what_succeeded_cannot() {
    let waiting = r#"{"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:us-east-1:123456789012:activity:ask"}}}"#;
    let mut driver = Driver::new(waiting, "{}", &[]);
    driver.run();
    driver.act(Action::Redrive);
    driver.act(Action::Stop).go_on();
    assert_eq!(driver.outcome().status, Status::Aborted);
    driver.act(Action::Redrive).go_on();
    assert_eq!(driver.status("Ask"), Status::InProgress);
    assert_eq!(driver.outcome_panel(), &Shown::Empty(Empty::NotEnded));
    let mut driver = busy();
    let length = driver.transport().length;
    driver.act(Action::Redrive).go_on();
    assert_eq!(driver.transport().length, length);
}

#[test]
fn what_was_asked_for_once_is_not_told_again() {
    let mut driver = busy();
    assert_eq!(driver.session.changes(), []);
    let now = driver.now;
    driver.session.act(Action::Seek(3), now);
    assert_ne!(driver.session.changes(), []);
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

#[test]
fn any_order_of_wishes_is_borne() {
    let mut chance = 42_u64;
    let mut any = |below: u32| {
        chance = chance
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (chance >> 33) as u32 % below
    };
    let mut driver = Driver::new(
        EVERYTHING,
        r#"{"items": [1, 2]}"#,
        &[("flaky", throw), ("work", echo)],
    );
    for _ in 0..600 {
        let far = [any(40), u32::MAX][any(2) as usize];
        let zoom = [Zoom::State, Zoom::Stage, Zoom::Event][any(3) as usize];
        let texts = [EVERYTHING, CHOICE, "{", "", MAP, "\u{feff}[\"世", "null"];
        let text = texts[any(7) as usize].to_owned();
        let document = [
            Document::Definition,
            Document::Input,
            Document::Function("work.mjs".into()),
            Document::Object("shop/a.csv".into()),
        ][any(4) as usize]
            .clone();
        let direction = [Direction::Back, Direction::Forward][any(2) as usize];
        driver.act(match any(17) {
            0 => Action::Edit(Edit::Text { document, text }),
            1 => Action::Run,
            2 => Action::Stop,
            3 => Action::Seek(far),
            4 => Action::SeekEvent(far),
            5 => Action::Select(Some(Selection {
                state: far,
                visit: [None, Some(far)][any(2) as usize],
            })),
            6 => Action::Select(None),
            7 => Action::ShowEvents(
                [
                    None,
                    Some(Window {
                        from: far,
                        count: far,
                    }),
                ][any(2) as usize],
            ),
            8 => Action::ShowConsole(Window {
                from: far,
                count: far,
            }),
            9 => Action::Edit(Edit::RenameFunction {
                from: "work.mjs".into(),
                to: "w.js".into(),
            }),
            10 => Action::Edit(Edit::AddFunction {
                name: "work.mjs".into(),
                text,
            }),
            11 => Action::ShowWhole(any(2) == 0),
            12 => Action::Last,
            13 => Action::Redrive,
            14 => Action::Edit(Edit::AddObject {
                name: "shop/a.csv".into(),
                text,
            }),
            15 => Action::Watch,
            _ => Action::Step {
                by: zoom,
                direction,
            },
        });
        if any(2) == 0 {
            driver.go_on();
        }
        let transport = driver.transport();
        assert!(transport.position <= transport.length && transport.step <= transport.steps);
    }
}

// ── size ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_long_trace_is_moved_over_quickly() {
    let mut driver = Driver::new(LOOP, r#"{"n": 0}"#, &[]);
    let begun = Instant::now();
    driver.run();
    let (ran, events) = (begun.elapsed(), driver.events().total);
    assert_eq!(events, 25_000);
    let length = driver.transport().length;
    let mut moves = |actions: Vec<Action>| {
        let times = actions.into_iter().map(|action| {
            let begun = Instant::now();
            driver.act(action);
            begun.elapsed()
        });
        let mut times: Vec<_> = times.collect();
        times.sort();
        (times[times.len() / 2], times[times.len() - 1])
    };
    let (jump, longest_jump) = moves(vec![Action::First, Action::Last, Action::Seek(length / 2)]);
    let back = Action::Step {
        by: Zoom::Stage,
        direction: Direction::Back,
    };
    let (step, longest_step) = moves(vec![back; 99]);
    println!("{length} entries, {events} events, told in {ran:?}");
    println!("jump {jump:?}, at most {longest_jump:?}; step {step:?}, at most {longest_step:?}");
    // Measured under 5 ms when optimised; the bound leaves room for a busy machine without that.
    assert!(longest_jump.max(longest_step).as_millis() < 250);
}
