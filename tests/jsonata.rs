//! JSONata against cases:
//!
//! * `tests/spec/jsonata.json`, our own, always: `{"group", "expression", "document", …}` and what is to
//!   come of it: `value`, its exact `text`, `"undefined": true`, or `error` with its code and perhaps `message`
//!   and `offset`; `steps` is a smaller budget;
//! * the official suite of version 2.0.6 in `jsonata-suite` of the corpus (`ASL_CORPUS`), skipped with a
//!   notice where there is none;
//! * the file that `ASL_JSONATA_CASES` names: `{"documents": […], "cases": [[expression, document index,
//!   answer]…]}`, where the document is both the input and `$states`, and the answer is `{"v": value}`,
//!   `{"undef": true}`, `{"err": code}`, or `{"fn": true}` for a value that is or holds a function; where `err`
//!   is no code the oracle itself broke. A count of what agrees ends the output: how many of the values, and of
//!   the errors.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a suite that can not be read is to be loud"
)]

#[path = "support/agreement.rs"]
mod agreement;
#[path = "jsonata/cases.rs"]
mod cases;
#[path = "jsonata/hostile.rs"]
mod hostile;
#[path = "jsonata/oracle.rs"]
mod oracle;
#[path = "jsonata/suite.rs"]
mod suite;

use libtest_mimic::Arguments;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A thread's own stack is small in tests, and the depth that an expression may have is for optimised
/// code: the suites run in a thread with room.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let run = || {
        let mut arguments = Arguments::from_args();
        arguments.test_threads = Some(1);
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut trials = cases::trials(&root.join("tests/spec/jsonata.json"));
        trials.extend(hostile::trials());
        let corpus = std::env::var_os("ASL_CORPUS")
            .map_or_else(|| root.join("../shared/conformance"), PathBuf::from)
            .join("jsonata-suite");
        if corpus.exists() {
            trials.extend(suite::trials(&corpus));
        } else {
            println!("no official suite of JSONata here: {}", corpus.display());
        }
        let listed = arguments.list;
        let conclusion = libtest_mimic::run(&arguments, trials);
        if let (Some(file), false) = (std::env::var_os("ASL_JSONATA_CASES"), listed) {
            oracle::compare(Path::new(&file));
        }
        conclusion.exit_code()
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(run);
    thread.expect("a thread").join().expect("no panic")
}
