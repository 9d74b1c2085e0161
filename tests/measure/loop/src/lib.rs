//! Runs one definition to its end with history and inspection kept, as the page's engine does, and
//! says how many states it entered. The caller holds the clock: this is what is timed, natively and
//! in a browser.

mod cases;
mod expression;
mod moves;

pub use expression::Prepared;
pub use moves::Moves;

pub use cases::history;

use asl::definition::Definition;
use asl::execution::{Execution, Mode, Output, Settings};
use asl::history::{Details, Event};
use asl::inspection::Record;
use asl::machine::compile;
use asl::value::{Payload, Timestamp};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;

/// Runs `definition` on `input`; the number of states entered, or 0 when it does not end by itself.
#[wasm_bindgen]
pub fn run(definition: &str, input: &str) -> u32 {
    execute(definition, input).unwrap_or_default()
}

fn execute(definition: &str, input: &str) -> Option<u32> {
    let machine = compile(&Definition::read(definition)).0?;
    let input = Payload::from_text(input).ok()?;
    let mut execution = Execution::new(Rc::new(machine), input, settings(), Timestamp(0));
    let mut history: Vec<Event> = Vec::new();
    let mut stages: Vec<Record> = Vec::new();
    loop {
        match execution.poll(Timestamp(0)).ok()? {
            Output::Event(event) => history.push(event),
            Output::Stage(record) => stages.push(record),
            Output::Note(_) => {}
            Output::Done(_) => return Some(entered(&history)),
            Output::Invoke(_) | Output::Cancel(_) | Output::Wait { .. } => return None,
        }
    }
}

fn entered(history: &[Event]) -> u32 {
    let entered = history
        .iter()
        .filter(|event| matches!(event.details, Details::StateEntered { .. }));
    u32::try_from(entered.count()).unwrap_or(u32::MAX)
}

fn settings() -> Settings {
    Settings {
        partition: "aws".into(),
        region: "us-east-1".into(),
        account: "123456789012".into(),
        machine_name: "loop".into(),
        execution_name: "bench".into(),
        role_arn: "arn:aws:iam::123456789012:role/bench".into(),
        mode: Mode::Standard,
        seed: 1,
        answered: false,
    }
}
