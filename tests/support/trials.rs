//! One test for each case of `tests/spec/executions/`.

use super::script;
use libtest_mimic::{Arguments, Failed, Trial};
use std::path::Path;

/// A test of every case, named by its file.
pub fn of_cases(kind: &str, check: fn(&Path) -> Result<(), Failed>) -> Vec<Trial> {
    let trial = |file: std::path::PathBuf| {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        Trial::test(format!("{kind}::{name}"), move || check(&file))
    };
    script::files().into_iter().map(trial).collect()
}

/// Runs them one after another, unless the command line says otherwise: some take much memory.
pub fn run(trials: Vec<Trial>) -> ! {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(1));
    libtest_mimic::run(&arguments, trials).exit()
}
