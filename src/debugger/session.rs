//! The one who holds everything: texts, run, cursor. Actions go in, changed panels come out, and the
//! host drives the execution with [`Session::pump`].

mod alone;
mod asking;
mod breakpoints;
mod exporting;
mod expression;
mod iterations;
mod machines;
mod nested;
mod panels;
mod recording;
mod running;
mod stepping;
mod texts;
mod timeline;
mod whatif;

use super::action::{Action, Direction, Grid, Selection, Timing, Window, Zoom};
use super::alone::Alone;
use super::family::{Family, RunId, Spot};
use super::mocks::Mocking;
use super::names::Names;
use super::run::Run;
use super::rungs::Rungs;
use super::services::Services;
use super::tally::Tally;
use super::texts::Texts;
use super::view::{Answer, Evaluated, Exported, Recording};
use super::watch::Watch;
use crate::execution::Token;
use crate::project::Workspace;
use crate::value::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use whatif::Rerun;

/// What the host is to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// The slice is used up: come again.
    More,
    /// Call a function and come again.
    Invoke(Invoke),
    /// The answer to this call is no longer wanted. Come again.
    Cancel(Token),
    /// Come again when a call is answered, or at this moment.
    Wait {
        /// `None` when only answers can help.
        until: Option<Timestamp>,
    },
    /// The execution has ended.
    Done,
}

/// A function to be called; answer with [`Session::answer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invoke {
    /// Names the call.
    pub token: Token,
    /// The function's name.
    pub function: String,
    /// The file that is the function.
    pub file: String,
    /// The event it receives, JSON text.
    pub event: String,
    /// The function's own timeout.
    pub timeout_seconds: u32,
    /// The workspace's seed.
    pub seed: u32,
    /// The function's ARN.
    pub arn: String,
    /// The function's region.
    pub region: String,
    /// The function's account.
    pub account: String,
    /// The request id.
    pub request_id: String,
}

/// Everything a person works on and looks at.
#[derive(Debug)]
pub struct Session {
    pub(super) workspace: Workspace,
    texts: Texts,
    family: Family,
    names: Names,
    tally: Tally,
    services: Services,
    mocking: Mocking,
    /// Where the cursor is in the trace of the execution that is looked at.
    position: usize,
    /// And how many entries of the whole family have been told there.
    reach: usize,
    running: bool,
    /// How many runs have been begun.
    runs: u32,
    /// Whether the cursor stays at the end of a growing trace.
    following: bool,
    /// Whether the texts were changed since the run began.
    outdated: bool,
    zoom: Zoom,
    timing: Timing,
    /// Whether virtual time stands still because somebody wants it to, or a breakpoint.
    paused: bool,
    /// The host's moment when it was heard of last.
    present: Timestamp,
    watch: Watch,
    /// Which way a breakpoint is looked for that is not found yet.
    sought: Option<Direction>,
    selection: Option<Selection>,
    events: Option<Window>,
    console: Window,
    timeline: timeline::TimelineView,
    grid: Grid,
    /// Files that the page has not been given.
    exports: Vec<Exported>,
    whole: bool,
    /// Whether stages tell which expressions produced them: nobody asks at first.
    sources: bool,
    /// Whether the context object is told.
    context: bool,
    /// The variables that it is told of what was assigned to them over time.
    variables: BTreeSet<String>,
    /// What was told of the visit that was looked at last.
    rungs: Rungs,
    /// The last expression that was asked about.
    evaluated: Option<Box<Evaluated>>,
    /// How many have been asked about.
    evaluations: u32,
    evaluated_changed: bool,
    /// One state tested alone.
    alone: Option<Box<Alone>>,
    /// How many tests have been prepared.
    tests: u32,
    alone_changed: bool,
    /// The history from elsewhere that is played.
    recording: Recording,
    recording_changed: bool,
    /// What the execution was run again from.
    rerun: Option<Box<Rerun>>,
    fault: Option<String>,
    texts_changed: bool,
    moment_changed: bool,
    /// Answers that the editor has not been given.
    answers: Vec<Answer>,
}

/// The window of a long list before the page has said which.
const FIRST_WINDOW: Window = Window {
    from: 0,
    count: 100,
};

impl Default for Session {
    fn default() -> Self {
        Self {
            workspace: Workspace::default(),
            texts: Texts::default(),
            family: Family::default(),
            names: Names::default(),
            tally: Tally::default(),
            services: Services::default(),
            mocking: Mocking::default(),
            position: 0,
            reach: 0,
            running: false,
            runs: 0,
            following: true,
            outdated: false,
            zoom: Zoom::default(),
            timing: Timing::default(),
            paused: false,
            present: Timestamp::default(),
            watch: Watch::default(),
            sought: None,
            selection: None,
            events: None,
            console: FIRST_WINDOW,
            timeline: timeline::TimelineView::default(),
            grid: Grid {
                window: FIRST_WINDOW,
                only: None,
            },
            exports: Vec::new(),
            whole: false,
            sources: false,
            context: false,
            variables: BTreeSet::new(),
            rungs: Rungs::default(),
            evaluated: None,
            evaluations: 0,
            evaluated_changed: false,
            alone: None,
            tests: 0,
            alone_changed: true,
            recording: Recording::None,
            recording_changed: true,
            rerun: None,
            fault: None,
            texts_changed: true,
            moment_changed: true,
            answers: Vec::new(),
        }
    }
}

impl Session {
    /// Does what the user wants. `now` is the host's moment: a run begins at it.
    pub fn act(&mut self, action: Action, now: Timestamp) {
        self.present = now;
        match action {
            Action::Open(workspace) => self.open(workspace),
            Action::Edit(edit) => self.edit(edit),
            Action::ShowMachine(name) => self.show_machine(name.as_deref()),
            Action::ShowRun(run) => self.show_run(RunId(run)),
            Action::Import(text) => self.import(&text),
            Action::Repeat => self.repeat(now),
            Action::Fork(change) => self.fork(change, now),
            Action::Swap => self.swap(),
            Action::Run => self.begin(now),
            Action::Watch => self.watch(now),
            Action::Again => self.begin_again(now),
            Action::Stop => self.stop(now),
            Action::Redrive => self.redrive(now),
            Action::Answer { task, with } => self.answer_for(task, with, now),
            Action::Step { by, direction } => self.step(by, direction),
            Action::Go { to, direction } => self.go(to, direction),
            Action::Advance(by) => self.advance(by),
            Action::Zoom(zoom) => self.zoom = zoom,
            Action::Seek(position) => self.seek(position as usize),
            Action::SeekIn { run, position } => self.visit(Spot {
                run: RunId(run),
                position: position as usize,
            }),
            Action::SeekEvent(event) => self.seek_event(event),
            Action::First => self.seek(0),
            Action::Last => {
                self.seek(usize::MAX);
                self.following = true;
            }
            Action::Select(selection) => self.select(selection),
            Action::ShowEvents(window) => self.events = window,
            Action::Export(what) => self.export(what),
            Action::ShowIterations(grid) => self.show_iterations(grid),
            Action::OpenIteration { map, index } => self.open_iteration(map, index),
            Action::ShowTimeline(window) => self.show_timeline(window),
            Action::OpenLane { lane, open } => self.open_lane(lane, open),
            Action::SeekAlong(place) => self.seek_along(place),
            Action::ShowConsole(window) => self.console = window,
            Action::ShowWhole(whole) => self.whole = whole,
            Action::Fold { state, folded } => self.fold(state, folded),
            Action::Timing(timing) => self.timing = timing,
            Action::ShowSources => self.sources = true,
            Action::ShowContext(told) => self.context = told,
            Action::ShowVariables(names) => self.variables = names,
            Action::Evaluate { text, language, on } => self.evaluate(text, language, on),
            Action::Pause(paused) => self.paused = paused && self.running,
            // The host's clock does it.
            Action::Skip(_) => {}
            Action::PrepareTest(selection) => self.prepare_test(selection),
            Action::TestState(wish) => self.test_state(*wish, now),
            Action::StopTest => self.stop_test(),
            Action::CloseTest => self.close_test(),
            Action::Ask {
                number,
                document,
                question,
            } => return self.ask(number, &document, &question),
        }
        self.moment_changed = true;
    }

    /// The workspace as it is now.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Whether an execution is going on.
    pub fn running(&self) -> bool {
        self.running
    }

    /// How virtual time is to pass.
    pub fn timing(&self) -> Timing {
        self.timing
    }

    /// Whether virtual time is to stand still.
    pub fn paused(&self) -> bool {
        self.paused && self.running
    }

    /// The functions' files, by name.
    pub fn files(&self) -> BTreeMap<String, String> {
        let files = self.workspace.functions.iter();
        files
            .map(|file| (file.name.clone(), file.text.clone()))
            .collect()
    }

    /// The execution that is looked at, if there is one.
    pub fn run(&self) -> Option<&Run> {
        self.family.shown()
    }

    /// Where the cursor is.
    pub fn position(&self) -> usize {
        self.position
    }

    fn seek(&mut self, position: usize) {
        let length = self.family.shown().map_or(0, |run| run.trace.len());
        self.position = position.min(length);
        self.reach = self.family.reach_of(self.position);
        self.following = false;
        self.sought = None;
    }

    #[inline(never)]
    fn seek_event(&mut self, event: u32) {
        let run = self.family.shown();
        let place = run.zip((event as usize).checked_sub(1));
        let place = place.and_then(|(run, number)| run.trace.events.get(number));
        if let Some(place) = place.copied() {
            self.seek(place + 1);
        }
    }
}

fn timing_of(workspace: &Workspace) -> Timing {
    if workspace.settings.real_time {
        Timing::Real
    } else {
        Timing::Instant
    }
}
