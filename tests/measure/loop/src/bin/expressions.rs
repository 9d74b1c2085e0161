//! Seconds of one evaluation of JSONata expressions, natively. Reads `{"document": …, "expressions": [[name,
//! expression]…]}` and prints `[[seconds, answer]…]`, the answer as JSON text.
#![allow(clippy::print_stdout, reason = "printing is what a benchmark is for")]

use asl::value::Value;
use bench::Prepared;
use std::time::Instant;

/// Long enough to be timed, in seconds.
const ENOUGH: f64 = 0.1;

/// The best of so many rounds counts: the others were disturbed.
const ROUNDS: usize = 3;

fn main() -> std::io::Result<()> {
    let text = std::io::read_to_string(std::io::stdin())?;
    println!("{}", rows(&text).unwrap_or(Value::Null).to_json());
    Ok(())
}

fn rows(text: &str) -> Option<Value> {
    let all = asl::value::parse(text).ok()?;
    let document = all.get("document")?.to_json();
    let row = |case: &Value| {
        let expression = case.as_array()?.get(1)?.as_str()?;
        let prepared = Prepared::of(expression, &document)?;
        let best = (0..ROUNDS)
            .map(|_| each(&prepared))
            .fold(f64::MAX, f64::min);
        Some(Value::from(vec![best.into(), prepared.answer().into()]))
    };
    let rows: Option<Vec<Value>> = all
        .get("expressions")?
        .as_array()?
        .iter()
        .map(row)
        .collect();
    rows.map(Value::from)
}

/// Seconds of one evaluation: so many are made that they can be timed.
fn each(prepared: &Prepared) -> f64 {
    let mut times = 1;
    loop {
        let start = Instant::now();
        let _ = prepared.evaluate(times);
        let taken = start.elapsed().as_secs_f64();
        if taken > ENOUGH {
            return taken / f64::from(times);
        }
        times *= 4;
    }
}
