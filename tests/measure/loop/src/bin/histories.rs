//! Prints the histories of cases, as they come about natively: one JSON text a line for each file named.
#![allow(clippy::print_stdout, reason = "a program that prints")]

fn main() -> std::io::Result<()> {
    for file in std::env::args().skip(1) {
        let case = std::fs::read_to_string(&file)?;
        println!("{}", serde_json::Value::from(bench::history(&case)));
    }
    Ok(())
}
