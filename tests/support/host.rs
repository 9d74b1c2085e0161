//! The host of an execution in a test: keeps what goes out, lets virtual time pass, asks a source of
//! answers for what functions return.

use super::answers::{Answers, START};
use asl::execution::{Execution, Fault, Invocation, Outcome, Output, Settings, Waiting};
use asl::history::Event;
use asl::inspection::{Noted, Record};
use asl::machine::Machine;
use asl::value::{Payload, Timestamp};
use std::rc::Rc;

/// Everything that came out of an execution.
pub struct Run {
    /// `None` when nothing would ever happen again.
    pub outcome: Option<Outcome>,
    pub events: Vec<Event>,
    pub notes: Vec<Noted>,
    pub stages: Vec<Record>,
}

impl Run {
    /// `SUCCEEDED`, `FAILED` …, `RUNNING` when nothing would ever happen again.
    pub fn status(&self) -> &'static str {
        match self.outcome {
            Some(Outcome::Succeeded(_)) => "SUCCEEDED",
            Some(Outcome::Failed(_)) => "FAILED",
            Some(Outcome::TimedOut) => "TIMED_OUT",
            Some(Outcome::Aborted(_)) => "ABORTED",
            None => "RUNNING",
        }
    }
}

/// Runs a machine to its end.
pub fn run(
    machine: Machine,
    input: &str,
    settings: Settings,
    answers: &mut dyn Answers,
) -> Result<Run, String> {
    let input = Payload::from_text(input).map_err(|fault| format!("the input: {fault}"))?;
    let mut host = Host {
        redrives: 0,
        execution: Execution::new(Rc::new(machine), input, settings, START),
        now: START,
        open: Vec::new(),
        run: Run {
            outcome: None,
            events: Vec::new(),
            notes: Vec::new(),
            stages: Vec::new(),
        },
    };
    for arn in answers.deleted_activities() {
        host.execution.delete_activity(&arn);
    }
    // Every poll either gives something out or waits, and the history is limited: so is this loop.
    while host.step(answers)? {}
    Ok(host.run)
}

struct Host {
    redrives: u32,
    execution: Execution,
    now: Timestamp,
    open: Vec<Invocation>,
    run: Run,
}

impl Host {
    fn step(&mut self, answers: &mut dyn Answers) -> Result<bool, String> {
        match self
            .execution
            .poll(self.now)
            .map_err(|fault| told(&fault))?
        {
            Output::Event(event) => {
                if let Some(details) = answers.stops_after(&event) {
                    self.execution.abort(details, self.now);
                }
                self.run.events.push(event);
            }
            Output::Note(note) => self.run.notes.push(note),
            Output::Stage(record) => self.run.stages.push(record),
            Output::Invoke(invocation) => self.open.push(invocation),
            Output::Cancel(token) => self.open.retain(|open| open.token != token),
            Output::Wait { until, why } => return self.wait(until, &why, answers),
            Output::Done(outcome) => {
                self.run.outcome = Some(outcome);
                return Ok(self.redriven(answers.redrives()));
            }
        }
        Ok(true)
    }

    /// Redrives the execution, unless that was done so often already.
    fn redriven(&mut self, times: u32) -> bool {
        self.redrives += 1;
        self.redrives <= times && self.execution.redrive(self.now).is_ok()
    }

    fn wait(
        &mut self,
        until: Option<Timestamp>,
        why: &[Waiting],
        answers: &mut dyn Answers,
    ) -> Result<bool, String> {
        if why.is_empty() && until.is_none() {
            return Err("the execution waits for nothing".into());
        }
        let given = answers.answer(&self.open, self.now)?;
        if given.is_empty() {
            let next = until.into_iter().chain(answers.next()).min();
            self.now = next.unwrap_or(self.now);
            return Ok(next.is_some());
        }
        let mut answered = Vec::new();
        for (index, answer) in given {
            let token = self.open[index].token;
            if self.open[index].ends_with(&answer) {
                answered.push(token);
            }
            self.execution
                .answer(token, answer, self.now)
                .map_err(|fault| told(&fault))?;
        }
        self.open.retain(|open| !answered.contains(&open.token));
        Ok(true)
    }
}

fn told(fault: &Fault) -> String {
    format!("fault: {fault}")
}
