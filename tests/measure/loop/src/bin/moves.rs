//! Moves of the cursor over a trace of 25,000 events, natively: `cargo run --release -p bench --bin moves`.
#![allow(clippy::print_stdout, reason = "printing is what a benchmark is for")]

use bench::Moves;
use std::time::{Duration, Instant};

/// So many places each move is made from.
const PLACES: usize = 200;

fn main() {
    let mut moves = Moves::new();
    let every = moves.length() / PLACES;
    println!(
        "natively, {} events, {} positions",
        moves.events(),
        moves.length()
    );
    println!(
        "{:<22}{:>12}{:>12}{:>14}{:>14}",
        "move, µs", "median", "longest", "scan median", "scan longest"
    );
    for on_map in [false, true] {
        for at in 0..moves.count() {
            let places = || (0..PLACES).map(|place| place * every);
            let times = places().map(|place| {
                moves.stand(place as u32, on_map);
                timed(|| moves.go(at))
            });
            let times = times.collect();
            let scans = places().map(|place| timed(|| _ = moves.scan(at, place)));
            let scans = scans.collect();
            let name = moves.name(at) + if on_map { " (Map)" } else { "" };
            print(&name, times, scans);
        }
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let begun = Instant::now();
    work();
    begun.elapsed()
}

fn print(name: &str, mut times: Vec<Duration>, mut scans: Vec<Duration>) {
    let row = [&mut times, &mut scans].map(|times| {
        times.sort();
        let at = |place: usize| {
            times
                .get(place)
                .map_or(0.0, |time| time.as_secs_f64() * 1e6)
        };
        (at(times.len() / 2), at(times.len() - 1))
    });
    let [(median, longest), (scan, longest_scan)] = row;
    println!("{name:<22}{median:>12.1}{longest:>12.1}{scan:>14.1}{longest_scan:>14.1}");
}
