//! Every case of a corpus of AWS's recorded answers, one test each. The corpus is the folder that
//! `ASL_CORPUS` names; where there is none, nothing is tried.
//!
//! A case that cannot be tried counts as ignored, and the table says why.
#![allow(clippy::print_stdout, reason = "the table is for people")]
#![allow(
    clippy::panic,
    reason = "a case that cannot be is a fault of the suite"
)]

#[path = "support/answers.rs"]
mod answers;
#[path = "conformance/api.rs"]
mod api;
#[path = "conformance/community.rs"]
mod community;
#[path = "conformance/definitions.rs"]
mod definitions;
#[path = "conformance/examples.rs"]
mod examples;
#[path = "conformance/express.rs"]
mod express;
#[path = "conformance/handlers.rs"]
mod handlers;
#[path = "conformance/histories.rs"]
mod histories;
#[path = "support/host.rs"]
mod host;
#[path = "conformance/matcher.rs"]
mod matcher;
#[path = "conformance/objects.rs"]
mod objects;
#[path = "conformance/opinions.rs"]
mod opinions;
#[path = "conformance/others.rs"]
mod others;
#[path = "conformance/outcome.rs"]
mod outcome;
#[path = "conformance/recorded.rs"]
mod recorded;
#[path = "conformance/tape.rs"]
mod tape;
#[path = "conformance/test_state.rs"]
mod test_state;

use libtest_mimic::{Arguments, Failed, Trial};
use outcome::{Tried, Verdict};
use std::path::{Path, PathBuf};

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(1));
    let corpus = std::env::var_os("ASL_CORPUS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/conformance"),
        PathBuf::from,
    );
    let mut tried = Vec::new();
    if corpus.exists() {
        tried.extend(recorded::try_all(&corpus));
        tried.extend(community::try_all(&corpus));
        tried.extend(opinions::try_all(&corpus));
        let examples = corpus.join("../reference/examples");
        if examples.exists() {
            tried.extend(examples::try_all(&examples));
        }
        println!(
            "{}\n\n{}",
            outcome::table(&tried),
            outcome::overruled(&tried)
        );
    } else {
        println!("no corpus here, nothing is tried: {}", corpus.display());
    }
    let trials = tried.into_iter().map(trial).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(tried: Tried) -> Trial {
    let Tried {
        category,
        name,
        verdict,
    } = tried;
    let ignored = matches!(verdict, Verdict::Ignored(_) | Verdict::Overruled { .. });
    let result = move || match verdict {
        Verdict::Failed(why) => Err(Failed::from(why)),
        Verdict::Passed | Verdict::Ignored(_) | Verdict::Overruled { .. } => Ok(()),
    };
    Trial::test(format!("{category}::{name}"), result).with_ignored_flag(ignored)
}
