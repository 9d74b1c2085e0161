//! The cursor over every case of `tests/spec/executions`: a step back and a step forward, of any zoom and
//! from any stop, leave everything as it was; and so do the indices that steps are found by.

#![allow(clippy::expect_used, reason = "a test says so by failing")]

#[path = "support/answers.rs"]
mod answers;
#[path = "support/script.rs"]
mod script;
#[path = "support/trials.rs"]
mod trials;

use answers::{Answers, START};
use asl::debugger::action::{Direction, Zoom};
use asl::debugger::stepping::{Step, target, visit_at};
use asl::debugger::tally::Tally;
use asl::debugger::trace::{Entry, Trace};
use asl::execution::{Execution, Invocation, Output};
use asl::history::Details;
use asl::inspection::Stage;
use asl::value::Payload;
use libtest_mimic::Failed;
use script::Script;
use std::path::Path;
use std::rc::Rc;

/// Of a longer trace more than one step back, and what halving finds, are looked at from so many
/// positions, evenly.
const PLACES: usize = 300;

fn main() {
    trials::run(trials::of_cases("stepping", check))
}

fn check(file: &Path) -> Result<(), Failed> {
    let trace = run(file)?;
    for zoom in [Zoom::State, Zoom::Stage, Zoom::Event] {
        back_and_forward(&trace, zoom)?;
    }
    indices(&trace)
}

/// From every stop back some stops and forward as many is that stop, and nothing on the drawing tells the
/// two apart.
fn back_and_forward(trace: &Trace, zoom: Zoom) -> Result<(), Failed> {
    let stops: Vec<usize> = [0]
        .into_iter()
        .chain(trace.stops(zoom).iter().copied())
        .collect();
    let every = stops.len().div_ceil(PLACES).max(1);
    let mut tally = Tally::new(trace);
    for (place, stop) in stops.iter().enumerate() {
        tally.seek(trace, *stop);
        let before = tally.clone();
        let all = [1, 2, 7, place];
        let backs = if place.is_multiple_of(every) { 4 } else { 1 };
        for back in &all[..backs] {
            let from = stops[place.saturating_sub(*back)];
            tally.seek(trace, from);
            let mut at = from;
            for _ in 0..(*back).min(place) {
                at = stops[stops.partition_point(|stop| *stop <= at)];
            }
            tally.seek(trace, at);
            same(&at, stop, "the position")?;
            same(&tally, &before, "what is marked")?;
        }
    }
    Ok(())
}

/// What halving finds is what going over the whole trace finds.
fn indices(trace: &Trace) -> Result<(), Failed> {
    let length = trace.len();
    let every = length.div_ceil(PLACES).max(1);
    for position in (0..=length).step_by(every) {
        let failures = failures(trace);
        let ahead = failures.iter().find(|at| **at > position).copied();
        same(
            &target(trace, position, Step::Failure, Direction::Forward),
            &ahead,
            "a failure ahead",
        )?;
        let back = failures.iter().rev().find(|at| **at < position).copied();
        same(
            &target(trace, position, Step::Failure, Direction::Back),
            &back,
            "a failure before",
        )?;
        for step in [Step::In, Step::Over, Step::Out] {
            thread(trace, position, step)?;
        }
    }
    Ok(())
}

fn failures(trace: &Trace) -> Vec<usize> {
    let all = (1..=trace.len()).filter(
        |at| matches!(trace.at(*at), Some(Entry::Event(event)) if event.details.is_failure()),
    );
    all.collect()
}

/// A step ahead leads ahead, one back leads back; and over stays in its thread as long as it can.
fn thread(trace: &Trace, position: usize, step: Step) -> Result<(), Failed> {
    let ahead = target(trace, position, step, Direction::Forward).expect("there is always an end");
    let back = target(trace, position, step, Direction::Back).expect("there is always a start");
    if !(ahead > position || position == trace.len()) || !(back < position || position == 0) {
        return Err(format!("{step:?} from {position}: {back} and {ahead}").into());
    }
    let parent = |at: usize| Some(trace.visits[visit_at(trace, at)?.0].parent);
    let arrives =
        matches!(trace.at(ahead), Some(Entry::Stage(record)) if record.stage == Stage::Input);
    if step == Step::Over && arrives && parent(position).is_some() {
        same(&parent(ahead), &parent(position), "the thread")?;
    }
    Ok(())
}

fn same<T: PartialEq + std::fmt::Debug>(found: &T, expected: &T, what: &str) -> Result<(), Failed> {
    if found == expected {
        return Ok(());
    }
    Err(format!("{what}: {found:?}, not {expected:?}").into())
}

/// The trace of a case.
fn run(file: &Path) -> Result<Trace, Failed> {
    let case = script::read(file);
    let machine = Rc::new(script::machine(&case)?);
    let input = Payload::from_text(&script::input(&case)).map_err(|fault| fault.to_string())?;
    let mut script = Script::of(&case);
    let mut trace = Trace::new(Rc::clone(&machine));
    let mut execution = Execution::new(machine, input, script::settings(&case), START);
    for arn in script.deleted_activities() {
        execution.delete_activity(&arn);
    }
    let (mut now, mut open, mut redrives) = (START, Vec::<Invocation>::new(), 0);
    loop {
        let output = execution.poll(now).map_err(|fault| fault.to_string())?;
        let entry = Entry::of(&output, trace.len());
        if let Some(entry) = entry {
            if let Entry::Event(event) = &entry
                && let Details::ExecutionRedriven { .. } = event.details
            {
                trace.goes_on(execution.open_visits(event.history));
            }
            trace.push(entry);
        }
        match output {
            Output::Event(event) => {
                if let Some(details) = script.stops_after(&event) {
                    execution.abort(details, now);
                }
            }
            Output::Done(_) if redrives < script.redrives() && execution.redrive(now).is_ok() => {
                redrives += 1;
            }
            Output::Invoke(invocation) => open.push(invocation),
            Output::Cancel(token) => open.retain(|open| open.token != token),
            Output::Done(_) => return Ok(trace),
            Output::Wait { until, .. } => {
                let given = script.answer(&open, now)?;
                let next = until.into_iter().chain(script.next()).min();
                if given.is_empty() {
                    now = next.ok_or("nothing would ever happen again")?;
                }
                let mut answered = Vec::new();
                for (index, answer) in given {
                    let token = open[index].token;
                    if open[index].ends_with(&answer) {
                        answered.push(token);
                    }
                    execution
                        .answer(token, answer, now)
                        .map_err(|fault| fault.to_string())?;
                }
                open.retain(|open| !answered.contains(&open.token));
            }
            Output::Stage(_) | Output::Note(_) => {}
        }
    }
}
