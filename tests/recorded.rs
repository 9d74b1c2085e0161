//! Histories from elsewhere: what is read of them, and that the debugger plays them.
//!
//! The recordings of the corpus that `ASL_CORPUS` names are walked too, where there is one.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    dead_code,
    reason = "a test is to be loud, looks at some panels only, and shares its host"
)]

#[path = "support/answers.rs"]
mod answers;
#[path = "recorded/cases.rs"]
mod cases;
#[path = "recorded/corpus.rs"]
mod corpus;
#[path = "support/host.rs"]
mod host;
#[path = "recorded/hostile.rs"]
mod hostile;
#[path = "recorded/player.rs"]
mod player;
#[path = "recorded/round.rs"]
mod round;
#[path = "support/script.rs"]
mod script;
#[path = "recorded/size.rs"]
mod size;
#[path = "recorded/whatif.rs"]
mod whatif;

use libtest_mimic::Arguments;

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(1));
    let mut trials = round::trials();
    trials.extend(cases::trials());
    trials.extend(whatif::trials());
    trials.extend(hostile::trials());
    trials.extend(size::trials());
    trials.extend(corpus::trials());
    libtest_mimic::run(&arguments, trials).exit();
}
