//! Moves of the cursor over a trace of 25,000 events, natively: `cargo run --release -p bench --bin moves`.
//! A move is what a person waits for: finding the place, and every panel that changes. The peer is the
//! same question answered by going over the trace from the cursor on.
#![allow(clippy::print_stdout, reason = "printing is what a benchmark is for")]

use asl::debugger::action::{Action, Direction, Edit, Goal, Zoom};
use asl::debugger::trace::{Entry, Trace};
use asl::debugger::{Need, Session};
use asl::inspection::Stage;
use asl::project::{Breakpoint, When, Workspace};
use asl::value::Timestamp;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Two thousand items, each through three states, at most 40 at once: 25,000 events are what is recorded.
const DEFINITION: &str = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$", "MaxConcurrency": 40, "End": true,
  "ItemProcessor": {"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice", "Default": "C", "Choices": [{"Variable": "$", "NumericGreaterThan": 3990, "Next": "F"}]},
    "C": {"Type": "Pass", "End": true}, "F": {"Type": "Fail", "Error": "Late"}}}}}}"#;

const PLACES: u32 = 200;

fn main() {
    let mut session = ran();
    let events = session.run().map_or(0, |run| run.trace.events.len());
    let length = session.run().map_or(0, |run| run.trace.len());
    println!("{events} events, {length} entries");
    let point = |state: &str, when, condition: &str| Breakpoint {
        state: state.into(),
        when,
        condition: condition.into(),
        ..Breakpoint::default()
    };
    let points = vec![
        point("C", When::After, "$ = 1500"),
        point("Each", When::Iteration(1700), ""),
        point("", When::Failure, ""),
    ];
    let begun = Instant::now();
    session.act(Action::Edit(Edit::Breakpoints(points)), Timestamp(0));
    while session.search() {}
    println!("three breakpoints found in {:?}", begun.elapsed());
    let node = 1;
    let moves = [
        ("in", Goal::In),
        ("over", Goal::Over),
        ("out", Goal::Out),
        ("to a state", Goal::State(node)),
        ("to a failure", Goal::Failure),
        ("to a breakpoint", Goal::Breakpoint),
    ];
    println!(
        "{:<18}{:>12}{:>12}{:>12}{:>12}",
        "move", "median", "longest", "scan median", "scan longest"
    );
    for (name, to) in moves {
        for direction in [Direction::Forward, Direction::Back] {
            let times = times(&mut session, length, |session| {
                session.act(Action::Go { to, direction }, Timestamp(0));
            });
            let scans = scans(&session, length, to, direction);
            let way = if direction == Direction::Forward {
                ""
            } else {
                ", back"
            };
            print(&format!("{name}{way}"), times, Some(scans));
        }
    }
    for by in [Zoom::State, Zoom::Stage, Zoom::Event] {
        let direction = Direction::Back;
        let times = times(&mut session, length, |session| {
            session.act(Action::Step { by, direction }, Timestamp(0));
        });
        print(&format!("step back, {by:?}"), times, None);
    }
    let half = length as u32 / 2;
    let times = times(&mut session, length, |session| {
        session.act(Action::Seek(half), Timestamp(0));
    });
    print("jump to the middle", times, None);
}

fn ran() -> Session {
    let items: Vec<_> = (0..4000).map(|item| item.to_string()).collect();
    let workspace = Workspace {
        definition: DEFINITION.into(),
        input: format!("[{}]", items.join(",")),
        ..Workspace::default()
    };
    let mut session = Session::default();
    session.act(Action::Open(workspace), Timestamp(0));
    session.act(Action::Run, Timestamp(0));
    loop {
        let mut polls = 10_000;
        match session.pump(Timestamp(0), &mut polls) {
            Need::More => {}
            Need::Invoke(_) | Need::Cancel(_) | Need::Wait { .. } | Need::Done => break,
        }
    }
    let _ = session.changes();
    session
}

/// How long a move takes from each of many places, all panels included.
fn times(session: &mut Session, length: usize, go: impl Fn(&mut Session)) -> Vec<Duration> {
    let places = (0..PLACES).map(|place| place * (length as u32 / PLACES));
    let time = |place| {
        session.act(Action::Seek(place), Timestamp(0));
        let _ = session.changes();
        let begun = Instant::now();
        go(session);
        let _ = black_box(session.changes());
        begun.elapsed()
    };
    places.map(time).collect()
}

/// How long it takes to find the same kind of place by going over the trace, without any panel.
fn scans(session: &Session, length: usize, to: Goal, direction: Direction) -> Vec<Duration> {
    let Some(run) = session.run() else {
        return Vec::new();
    };
    let trace = &run.trace;
    let places = (0..PLACES as usize).map(|place| place * (length / PLACES as usize));
    let time = |place| {
        let begun = Instant::now();
        black_box(scan(trace, place, to, direction));
        begun.elapsed()
    };
    places.map(time).collect()
}

fn scan(trace: &Trace, from: usize, to: Goal, direction: Direction) -> Option<usize> {
    let wanted = |at: &usize| match (trace.at(*at), to) {
        (Some(Entry::Event(event)), Goal::Failure | Goal::Breakpoint) => event.details.is_failure(),
        (Some(Entry::Stage(record)), Goal::State(node)) => {
            record.stage == Stage::Input && record.state.0 == node
        }
        (Some(Entry::Stage(record)), Goal::In | Goal::Over | Goal::Out) => {
            let here = trace
                .at(from)
                .and_then(Entry::visit)
                .and_then(|entered| trace.visit(entered));
            let there = trace.visit(record.visit);
            let parent = |visit: Option<_>| {
                visit.map(|visit: asl::debugger::trace::VisitIx| trace.visits[visit.0].iteration)
            };
            record.stage == Stage::Input && parent(here) == parent(there)
        }
        _ => false,
    };
    match direction {
        Direction::Forward => (from + 1..=trace.len()).find(wanted),
        Direction::Back => (1..from).rev().find(wanted),
    }
}

fn print(name: &str, times: Vec<Duration>, scans: Option<Vec<Duration>>) {
    let (median, longest) = of(times);
    let scans = scans.map(of).map_or(String::new(), |(median, longest)| {
        format!("{:>12}{:>12}", micros(median), micros(longest))
    });
    println!(
        "{name:<18}{:>12}{:>12}{scans}",
        micros(median),
        micros(longest)
    );
}

fn of(mut times: Vec<Duration>) -> (Duration, Duration) {
    times.sort();
    let longest = times.last().copied().unwrap_or_default();
    (
        times.get(times.len() / 2).copied().unwrap_or_default(),
        longest,
    )
}

fn micros(time: Duration) -> String {
    format!("{:.1} µs", time.as_secs_f64() * 1e6)
}
