//! Time travel: the same calls give the same outputs, from the beginning and from any clone; and
//! whatever a machine and its functions do, nothing panics and everything ends.

#[path = "support/answers.rs"]
mod answers;
#[path = "replay/jsonata.rs"]
mod jsonata;
#[path = "replay/order.rs"]
mod order;
#[path = "replay/random.rs"]
mod random;
#[path = "support/script.rs"]
mod script;
#[path = "support/trials.rs"]
mod trials;

use answers::{Answers, START};
use asl::execution::{Answer, Execution, Invocation, Output, Token};
use asl::history::{ExecutionDetails, to_aws_json};
use asl::value::{Payload, Timestamp};
use libtest_mimic::{Failed, Trial};
use script::Script;
use std::path::Path;
use std::rc::Rc;

/// A log of so many calls is replayed from every call to its end.
const SHORT: usize = 400;
/// Of a longer one so many calls, from so many places.
const WINDOW: usize = 200;
const PLACES: usize = 50;

fn main() {
    let mut all = trials::of_cases("replay", check);
    all.push(Trial::test("random machines", random::check));
    trials::run(all)
}

fn check(file: &Path) -> Result<(), Failed> {
    let case = script::read(file);
    let machine = Rc::new(script::machine(&case)?);
    let input = Payload::from_text(&script::input(&case)).map_err(|fault| fault.to_string())?;
    let mut script = Script::of(&case);
    let deleted = script.deleted_activities();
    let begin = || {
        let machine = Rc::clone(&machine);
        let settings = script::settings(&case);
        let mut execution = Execution::new(machine, input.clone(), settings, START);
        deleted
            .iter()
            .for_each(|arn| execution.delete_activity(arn));
        execution
    };
    let log = record(begin(), &mut script)?;
    order::check(&log)?;
    replay(begin(), &log)?;
    let every = if log.len() <= SHORT {
        1
    } else {
        log.len() / PLACES
    };
    let window = if log.len() <= SHORT { SHORT } else { WINDOW };
    let mut execution = begin();
    for (at, call) in log.iter().enumerate() {
        if at % every == 0 {
            replay(execution.clone(), &log[at..log.len().min(at + window)])?;
        }
        call.repeat(&mut execution)?;
    }
    Ok(())
}

/// One call of the host, and what it gave.
#[derive(Clone, Debug)]
enum Call {
    Poll(Timestamp, Output),
    Answer(Token, Answer, Timestamp),
    Abort(ExecutionDetails, Timestamp),
    Redrive(Timestamp),
}

impl Call {
    /// Makes the call again; what a poll gives must be the same.
    fn repeat(&self, execution: &mut Execution) -> Result<(), Failed> {
        match self {
            Self::Poll(now, before) => {
                let output = execution.poll(*now).map_err(|fault| fault.to_string())?;
                if bytes(&output) == bytes(before) && output == *before {
                    return Ok(());
                }
                Err(format!("before: {before:?}\nagain: {output:?}").into())
            }
            Self::Answer(token, answer, now) => {
                let answered = execution.answer(*token, answer.clone(), *now);
                Ok(answered.map_err(|fault| fault.to_string())?)
            }
            Self::Redrive(now) => Ok(execution.redrive(*now).map_err(|why| why.to_string())?),
            Self::Abort(details, now) => {
                execution.abort(details.clone(), *now);
                Ok(())
            }
        }
    }
}

/// The event as it is written down: byte for byte.
fn bytes(output: &Output) -> Option<String> {
    if let Output::Event(event) = output {
        Some(to_aws_json(event).to_json())
    } else {
        None
    }
}

fn replay(mut execution: Execution, log: &[Call]) -> Result<(), Failed> {
    for call in log {
        call.repeat(&mut execution)?;
    }
    Ok(())
}

/// Runs to the end and keeps every call.
fn record(mut execution: Execution, answers: &mut dyn Answers) -> Result<Vec<Call>, Failed> {
    let (mut log, mut now) = (Vec::new(), START);
    let (mut open, mut redrives) = (Vec::<Invocation>::new(), 0);
    loop {
        let output = execution.poll(now).map_err(|fault| fault.to_string())?;
        log.push(Call::Poll(now, output.clone()));
        match output {
            Output::Event(event) => {
                if let Some(details) = answers.stops_after(&event) {
                    execution.abort(details.clone(), now);
                    log.push(Call::Abort(details, now));
                }
            }
            Output::Invoke(invocation) => open.push(invocation),
            Output::Cancel(token) => open.retain(|open| open.token != token),
            Output::Stage(_) | Output::Note(_) => {}
            Output::Done(_) if redrives < answers.redrives() && execution.redrive(now).is_ok() => {
                redrives += 1;
                log.push(Call::Redrive(now));
            }
            Output::Done(_) => return Ok(log),
            Output::Wait { until, .. } => {
                let given = answers.answer(&open, now)?;
                let next = until.into_iter().chain(answers.next()).min();
                if given.is_empty() {
                    now = next.ok_or("nothing would ever happen again")?;
                }
                let mut answered = Vec::new();
                for (index, answer) in given {
                    let token = open[index].token;
                    if open[index].ends_with(&answer) {
                        answered.push(token);
                    }
                    let taken = execution.answer(token, answer.clone(), now);
                    taken.map_err(|fault| fault.to_string())?;
                    log.push(Call::Answer(token, answer, now));
                }
                open.retain(|open| !answered.contains(&open.token));
            }
        }
    }
}
