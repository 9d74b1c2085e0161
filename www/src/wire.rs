//! What the page hears beside the panels: news of the browser around the engine.

use asl::project::FileFault;
use asl::project::link::LinkFault;

/// Where a workspace came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// One of the built-in examples, by its name. Built-in content alone runs unasked.
    Example(String),
    /// The link in the address bar.
    Link,
    /// What was kept in this browser.
    Kept,
    /// A file.
    File,
    /// The history of an execution elsewhere.
    History,
}

/// One piece of news.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The workspace as it is now is kept in this browser.
    Saved,
    /// It is kept, and what was kept before was put aside.
    SavedBesideEarlier,
    /// It could not be kept: the browser refuses storage or has no room left.
    NotSaved,
    /// The link in the address bar cannot be opened, and why.
    LinkRefused(LinkTrouble),
    /// A file cannot be opened, and why.
    FileRefused(FileFault),
    /// The engine had died; it was started again and nothing is lost.
    EngineRestarted,
    /// The engine cannot start at all.
    EngineUnavailable,
    /// The sandbox did not answer: functions cannot run in this browser.
    SandboxUnavailable,
}

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkTrouble {
    /// Its payload is no workspace that this page can read.
    Fault(LinkFault),
    /// It names an example that is not there.
    UnknownExample(String),
}
