//! States per second, natively: `cargo run --release -p bench --bin native`.
#![allow(clippy::print_stdout, reason = "printing is what a benchmark is for")]

use std::time::Instant;

const DEFINITION: &str = include_str!("../../loop.asl.json");
const ROUNDS: usize = 21;

fn main() {
    let mut rates: Vec<f64> = (0..ROUNDS).map(|_| round()).collect();
    rates.sort_by(f64::total_cmp);
    println!(
        "native, states per second: median {:.0}, best {:.0}",
        rates[ROUNDS / 2],
        rates[ROUNDS - 1]
    );
}

fn round() -> f64 {
    let start = Instant::now();
    let states = bench::run(DEFINITION, r#"{"turn":0}"#);
    f64::from(states) / start.elapsed().as_secs_f64()
}
