//! The cases of `tests/spec/executions/`, run wherever this is compiled for: their histories must be the
//! same, byte for byte.

use asl::history::to_aws_json;
use wasm_bindgen::prelude::wasm_bindgen;

#[allow(
    dead_code,
    reason = "shared with the native suites, which use all of it"
)]
#[path = "../../../support/answers.rs"]
mod answers;
#[allow(dead_code, reason = "as above")]
#[path = "../../../support/host.rs"]
mod host;
#[allow(
    dead_code,
    clippy::expect_used,
    reason = "as above; a broken case is a broken test"
)]
#[path = "../../../support/script.rs"]
mod script;

/// The whole history of a case, child executions included, as lines of AWS's JSON; or why there is none.
#[wasm_bindgen]
pub fn history(case: &str) -> String {
    match serde_json::from_str(case) {
        Ok(case) => told(&case).unwrap_or_else(|why| why),
        Err(fault) => fault.to_string(),
    }
}

fn told(case: &serde_json::Value) -> Result<String, String> {
    let machine = script::machine(case)?;
    let (input, settings) = (script::input(case), script::settings(case));
    let run = host::run(machine, &input, settings, &mut script::Script::of(case))?;
    let lines = run.events.iter().map(|event| {
        let history = event.history.0;
        format!("{history} {}\n", to_aws_json(event).to_json())
    });
    Ok(lines.chain([run.status().to_owned()]).collect())
}
