//! The one who holds everything: texts, run, cursor. Actions go in, changed panels come out, and the
//! host drives the execution with [`Session::pump`].

use super::action::{Action, Direction, Document, Selection, TaskAnswer, Timing, Window, Zoom};
use super::code::CodeFault;
use super::console::{self, Line};
use super::inspector::{Subject, inspector, unvisited};
use super::marks::{Cursor, idle, marks, transport};
use super::names::Names;
use super::run::{Progressed, Run};
use super::services::Services;
use super::tally::Tally;
use super::texts::Texts;
use super::trace::Entry;
use super::view::{Empty, Inspector, Marks, Panel, Shown, Transport};
use super::{events, identity, outcome};
use crate::execution::{Answer, Fault, Invocation, ServiceCall, Token, Work};
use crate::history::ExecutionDetails;
use crate::project::{Function, Workspace};
use crate::value::Timestamp;
use std::collections::BTreeMap;
use std::rc::Rc;

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
    run: Option<Run>,
    names: Names,
    tally: Tally,
    services: Services,
    position: usize,
    running: bool,
    /// Whether the cursor stays at the end of a growing trace.
    following: bool,
    /// Whether the texts were changed since the run began.
    outdated: bool,
    zoom: Zoom,
    timing: Timing,
    selection: Option<Selection>,
    events: Window,
    console: Window,
    whole: bool,
    fault: Option<String>,
    texts_changed: bool,
    moment_changed: bool,
    sent: Vec<Panel>,
}

/// The window of a long list before the page has said which.
const FIRST_WINDOW: Window = Window {
    from: 0,
    count: 100,
};

impl Default for Session {
    fn default() -> Self {
        let mut session = Self {
            workspace: Workspace::default(),
            texts: Texts::default(),
            run: None,
            names: Names::default(),
            tally: Tally::default(),
            services: Services::default(),
            position: 0,
            running: false,
            following: true,
            outdated: false,
            zoom: Zoom::default(),
            timing: Timing::default(),
            selection: None,
            events: FIRST_WINDOW,
            console: FIRST_WINDOW,
            whole: false,
            fault: None,
            texts_changed: true,
            moment_changed: true,
            sent: Vec::new(),
        };
        session.texts.read(&session.workspace);
        session
    }
}

impl Session {
    /// Does what the user wants. `now` is the host's moment: a run begins at it.
    pub fn act(&mut self, action: Action, now: Timestamp) {
        match action {
            Action::Open(workspace) => self.open(workspace),
            Action::Edit { document, text } => self.edit(&document, text),
            Action::Retitle(title) => self.workspace.title = title,
            Action::Settings(settings) => {
                self.workspace.settings = settings;
                self.timing = timing_of(&self.workspace);
                self.definition_changed();
            }
            Action::AddFunction { name, text } => self.add_function(name, text),
            Action::RenameFunction { from, to } => self.rename_function(&from, to),
            Action::RemoveFunction(name) => self.remove_function(&name),
            Action::Run => self.begin(now),
            Action::Stop => self.stop(now),
            Action::Answer { task, with } => self.answer_for(task, with, now),
            Action::Step { by, direction } => self.step(by, direction),
            Action::Zoom(zoom) => self.zoom = zoom,
            Action::Seek(position) => self.seek(position as usize),
            Action::SeekEvent(event) => self.seek_event(event),
            Action::First => self.seek(0),
            Action::Last => {
                self.seek(usize::MAX);
                self.following = true;
            }
            Action::Select(selection) => self.selection = selection,
            Action::ShowEvents(window) => self.events = window,
            Action::ShowConsole(window) => self.console = window,
            Action::ShowWhole(whole) => self.whole = whole,
            Action::Timing(timing) => self.timing = timing,
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

    /// The functions' files, by name.
    pub fn files(&self) -> BTreeMap<String, String> {
        let files = self.workspace.functions.iter();
        files
            .map(|file| (file.name.clone(), file.text.clone()))
            .collect()
    }

    /// The run, if there is one.
    pub fn run(&self) -> Option<&Run> {
        self.run.as_ref()
    }

    /// Where the cursor is.
    pub fn position(&self) -> usize {
        self.position
    }

    // ── texts ───────────────────────────────────────────────────────────────────────────────────

    fn open(&mut self, workspace: Workspace) {
        let sent = std::mem::take(&mut self.sent);
        *self = Self {
            timing: timing_of(&workspace),
            zoom: self.zoom,
            whole: self.whole,
            workspace,
            sent,
            ..Self::default()
        };
        self.texts.read(&self.workspace);
        self.join();
    }

    fn edit(&mut self, document: &Document, text: String) {
        match document {
            Document::Definition => {
                self.workspace.definition = text;
                self.definition_changed();
            }
            Document::Input => {
                self.workspace.input = text;
                self.texts.read_input(&self.workspace);
                self.changed();
            }
            Document::Function(name) => {
                let files = &mut self.workspace.functions;
                if let Some(file) = files.iter_mut().find(|file| file.name == *name) {
                    file.text = text;
                }
                self.changed();
            }
        }
    }

    /// The selected state stays selected when it still has its name.
    fn definition_changed(&mut self) {
        let good = self.texts.good.as_ref();
        let chosen = self.selection.zip(good).and_then(|(selection, good)| {
            let state = good.machine.states.get(selection.state as usize)?;
            Some((Rc::clone(&state.name), selection.visit))
        });
        self.texts.read_definition(&self.workspace);
        let good = self.texts.good.as_ref();
        self.selection = chosen.zip(good).and_then(|((name, visit), good)| {
            let state = good.machine.find(&name)?.id.0;
            Some(Selection { state, visit })
        });
        self.join();
        self.changed();
    }

    fn functions_changed(&mut self) {
        self.texts.read_functions(&self.workspace);
        self.changed();
    }

    fn changed(&mut self) {
        self.texts_changed = true;
        self.outdated = self.run.is_some();
    }

    fn has_file(&self, name: &str) -> bool {
        self.workspace
            .functions
            .iter()
            .any(|file| file.name == name)
    }

    fn add_function(&mut self, name: String, text: String) {
        if !self.has_file(&name) {
            self.workspace.functions.push(Function { name, text });
            self.functions_changed();
        }
    }

    fn rename_function(&mut self, from: &str, to: String) {
        if self.has_file(&to) {
            return;
        }
        let files = &mut self.workspace.functions;
        if let Some(file) = files.iter_mut().find(|file| file.name == from) {
            file.name = to;
            self.functions_changed();
        }
    }

    fn remove_function(&mut self, name: &str) {
        self.workspace.functions.retain(|file| file.name != name);
        self.functions_changed();
    }

    /// Matches the run's states with the drawing's.
    fn join(&mut self) {
        let good = self.texts.good.as_ref();
        let joined = self.run.as_ref().zip(good).map(|(run, good)| {
            let trace = &run.trace;
            Names::new(trace.machine(), &trace.progress, &good.machine, &good.graph)
        });
        self.names = joined.unwrap_or_default();
        self.texts_changed = true;
    }

    // ── run ─────────────────────────────────────────────────────────────────────────────────────

    fn begin(&mut self, now: Timestamp) {
        let Some((good, input)) = self.texts.runnable() else {
            return;
        };
        let settings = identity::settings(&self.workspace.settings);
        let machine = Rc::clone(&good.machine);
        let run = Run::new(machine, Rc::clone(&good.text), input.clone(), settings, now);
        self.tally = Tally::new(&run.trace);
        self.run = Some(run);
        self.services = Services::default();
        self.position = 0;
        self.running = true;
        self.following = true;
        self.outdated = false;
        self.fault = None;
        self.selection = self.selection.map(|selection| Selection {
            visit: None,
            ..selection
        });
        self.join();
    }

    fn stop(&mut self, now: Timestamp) {
        if let Some(run) = self.run.as_mut().filter(|_| self.running) {
            let stopped = run.stop(ExecutionDetails::default(), now);
            self.check(stopped);
        }
    }

    /// Goes on with the execution until something is needed, or `polls` are used up. `now` is virtual.
    pub fn pump(&mut self, now: Timestamp, polls: &mut usize) -> Need {
        let need = self.drive(now, polls);
        self.follow();
        need
    }

    fn drive(&mut self, now: Timestamp, polls: &mut usize) -> Need {
        while let Some(run) = self.run.as_mut().filter(|_| self.running) {
            if *polls == 0 {
                return Need::More;
            }
            *polls -= 1;
            match run.advance(now) {
                Ok(Progressed::Told) => {}
                Ok(Progressed::Invoke(invocation)) => {
                    if let Some(invoke) = self.invoke(&invocation, now) {
                        return Need::Invoke(invoke);
                    }
                }
                Ok(Progressed::Cancel(token)) => return Need::Cancel(token),
                Ok(Progressed::Wait(until)) => return Need::Wait { until },
                Ok(Progressed::Done) => self.running = false,
                Err(fault) => self.check(Err(fault)),
            }
        }
        self.running = false;
        Need::Done
    }

    /// The call to make; one of a function that does not exist is answered at once.
    fn invoke(&mut self, invocation: &Invocation, now: Timestamp) -> Option<Invoke> {
        let call = match &invocation.work {
            Work::Function(call) => call,
            Work::Service(call) => {
                self.call_service(invocation, call, now);
                return None;
            }
            // A worker, that is the person, takes it.
            Work::Activity(_) => return None,
        };
        let function = &call.function;
        let Some(file) = self.workspace.file_of(&function.name) else {
            self.answer(invocation.token, Answer::NoSuchFunction, now);
            return None;
        };
        let settings = &self.workspace.settings;
        Some(Invoke {
            token: invocation.token,
            function: function.name.to_string(),
            file: file.name.clone(),
            event: call.event.to_string(),
            timeout_seconds: settings.function_timeout,
            seed: settings.seed,
            arn: function.arn.to_string(),
            region: function.region.to_string(),
            account: function.account.to_string(),
            request_id: invocation.request_id.to_string(),
        })
    }

    /// A stand-in answers, or the task waits for the person.
    fn call_service(&mut self, invocation: &Invocation, call: &ServiceCall, now: Timestamp) {
        let Some(run) = self.run.as_ref() else { return };
        let answers = self.services.answer(invocation, call, run.execution(), now);
        if let Some(answer) = answers.own {
            self.answer(invocation.token, answer, now);
        }
        if let Some((token, answer)) = answers.other {
            self.answer(token, answer, now);
        }
    }

    /// A person answers for a task.
    fn answer_for(&mut self, task: u32, with: TaskAnswer, now: Timestamp) {
        let token = Token(u64::from(task));
        let open = self.run.as_ref().and_then(|run| run.open(token));
        let answers = open.map(|open| open.answers(with)).unwrap_or_default();
        for answer in answers {
            self.answer(token, answer, now);
        }
    }

    /// Whether the run waits for somebody: time must not jump over that.
    pub fn waits_for_people(&self) -> bool {
        let run = self.run.as_ref().filter(|_| self.running);
        run.is_some_and(Run::waits_for_people)
    }

    /// What became of a call; one that nobody waits for is dropped. `now` is virtual.
    pub fn answer(&mut self, token: Token, answer: Answer, now: Timestamp) {
        if let Some(run) = self.run.as_mut().filter(|_| self.running) {
            let answered = run.answer(token, answer, now);
            self.check(answered);
        }
    }

    /// The functions' files whose code the host is to check; each text is asked about once.
    pub fn unchecked(&mut self) -> Vec<(String, String)> {
        self.texts.code.unchecked(&self.workspace)
    }

    /// What a JavaScript parser said of a file's text; `None` when nothing is wrong with it.
    pub fn checked(&mut self, file: &str, text: &str, fault: Option<&CodeFault>) {
        self.texts_changed |= self.texts.code.checked(file, text, fault);
    }

    /// A function wrote a line: `level` is the method of `console`.
    pub fn print(&mut self, token: Token, level: &str, text: &str, file: &str, line: Option<u32>) {
        let line = Line {
            level: console::level(level),
            text: text.to_owned(),
            file: file.to_owned(),
            line,
        };
        if let Some(run) = self.run.as_mut() {
            run.print(token, line);
            self.moment_changed = true;
        }
    }

    /// Tells of a fault of this playground; `changes` hands it out.
    pub fn fault(&mut self, fault: String) {
        self.fault = Some(fault);
        self.moment_changed = true;
    }

    /// A fault ends the run: nothing that comes after could be trusted.
    fn check(&mut self, done: Result<(), Fault>) {
        if let Err(fault) = done {
            self.running = false;
            self.fault(fault.to_string());
        }
    }

    fn follow(&mut self) {
        let length = self.run.as_ref().map_or(0, |run| run.trace.len());
        let grown = self.position != length || !self.running;
        if self.following && grown {
            self.position = length;
        }
        self.moment_changed |= grown;
    }

    // ── cursor ──────────────────────────────────────────────────────────────────────────────────

    fn seek(&mut self, position: usize) {
        let length = self.run.as_ref().map_or(0, |run| run.trace.len());
        self.position = position.min(length);
        self.following = false;
    }

    fn seek_event(&mut self, event: u32) {
        let run = self.run.as_ref();
        let place = run.zip((event as usize).checked_sub(1));
        let place = place.and_then(|(run, number)| run.trace.events.get(number));
        if let Some(place) = place.copied() {
            self.seek(place + 1);
        }
    }

    fn step(&mut self, by: Zoom, direction: Direction) {
        let Some(run) = &self.run else { return };
        let stops = run.trace.stops(by);
        let position = self.position;
        let next = match direction {
            Direction::Forward => stops.get(stops.partition_point(|stop| *stop <= position)),
            Direction::Back => {
                let before = stops.partition_point(|stop| *stop < position);
                before.checked_sub(1).map(|at| &stops[at])
            }
        };
        let end = match direction {
            Direction::Forward => run.trace.len(),
            Direction::Back => 0,
        };
        let next = next.copied().unwrap_or(end);
        self.seek(next);
    }

    // ── panels ──────────────────────────────────────────────────────────────────────────────────

    /// The panels that have changed since they were last asked for.
    pub fn changes(&mut self) -> Vec<Panel> {
        let mut panels = Vec::new();
        if std::mem::take(&mut self.texts_changed) {
            panels.push(Panel::Problems(self.texts.problems(&self.workspace)));
            panels.push(Panel::Graph(match self.texts.picture() {
                Some(picture) => Shown::Filled(picture),
                None => Shown::Empty(Empty::DefinitionHasProblems),
            }));
            self.moment_changed = true;
        }
        if std::mem::take(&mut self.moment_changed) {
            self.moment(&mut panels);
        }
        panels.retain(|panel| !self.sent.contains(panel));
        for panel in &panels {
            let kind = std::mem::discriminant(panel);
            self.sent
                .retain(|sent| std::mem::discriminant(sent) != kind);
            self.sent.push(panel.clone());
        }
        panels
    }

    /// Everything that depends on the cursor.
    fn moment(&mut self, panels: &mut Vec<Panel>) {
        if let Some(run) = &self.run {
            self.tally.seek(&run.trace, self.position);
        }
        let (run, names, position) = (self.run.as_ref(), &self.names, self.position);
        let none = self.nothing();
        panels.push(Panel::Marks(run.map_or_else(Marks::default, |run| {
            marks(run, names, &self.tally, position)
        })));
        panels.push(Panel::Transport(self.transport()));
        panels.push(Panel::Inspector(match self.inspector() {
            Ok(inspector) => Shown::Filled(Box::new(inspector)),
            Err(why) => Shown::Empty(why),
        }));
        panels.push(Panel::Events(run.map_or(Shown::Empty(none), |run| {
            events::panel(run, names, position, self.events, self.whole)
        })));
        panels.push(Panel::Console(run.map_or(Shown::Empty(none), |run| {
            console::panel(run, names, position, self.console)
        })));
        panels.push(Panel::Outcome(
            run.map_or(Shown::Empty(none), |run| outcome::panel(run, position)),
        ));
        panels.push(Panel::Fault(self.fault.clone()));
    }

    /// Why there is nothing of a run to see.
    fn nothing(&self) -> Empty {
        match self.texts.runnable() {
            Some(_) => Empty::NothingRun,
            None => Empty::DefinitionHasProblems,
        }
    }

    fn transport(&self) -> Transport {
        let cursor = Cursor {
            position: self.position,
            zoom: self.zoom,
            timing: self.timing,
            running: self.running,
        };
        let run = self.run.as_ref();
        let player = run.map(|run| transport(run, &self.names, cursor));
        Transport {
            can_run: self.texts.runnable().is_some(),
            outdated: self.outdated,
            ..player.unwrap_or_else(|| idle(self.zoom, self.timing))
        }
    }

    fn inspector(&self) -> Result<Inspector, Empty> {
        match self.selection {
            Some(selection) => self.selected(selection),
            None => self.at_cursor(),
        }
    }

    fn selected(&self, selection: Selection) -> Result<Inspector, Empty> {
        let known = self.run.as_ref().zip(self.names.run(selection.state));
        let Some((run, state)) = known else {
            return self.unvisited(selection.state);
        };
        // While the cursor is at this very state, its visit is the one to look at.
        let here = run
            .trace
            .at(self.position)
            .filter(|entry| entry.state() == Some(state));
        let here = here.and_then(Entry::visit);
        let visit = match selection.visit {
            Some(place) => run.trace.visit_at(place),
            None => here.and_then(|entered| run.trace.visit(entered)),
        };
        let subject = Subject {
            state,
            visit,
            selected: true,
            whole: self.whole,
        };
        Ok(inspector(
            run,
            &self.names,
            &self.tally,
            self.position,
            subject,
        ))
    }

    fn unvisited(&self, node: u32) -> Result<Inspector, Empty> {
        let good = self
            .texts
            .good
            .as_ref()
            .ok_or(Empty::DefinitionHasProblems)?;
        let state = good.machine.states.get(node as usize);
        let state = state.ok_or(Empty::NothingSelected)?;
        Ok(unvisited(&good.text, state, node))
    }

    /// The state of the last entry that has one.
    fn at_cursor(&self) -> Result<Inspector, Empty> {
        let run = self.run.as_ref().ok_or_else(|| self.nothing())?;
        let happened = run.trace.entries[..self.position].iter().rev();
        let visit = happened.filter_map(Entry::visit).next();
        let visit = visit.and_then(|entered| run.trace.visit(entered));
        let visit = visit.ok_or(Empty::NothingSelected)?;
        let subject = Subject {
            state: run.trace.visits[visit.0].state,
            visit: Some(visit),
            selected: false,
            whole: self.whole,
        };
        Ok(inspector(
            run,
            &self.names,
            &self.tally,
            self.position,
            subject,
        ))
    }
}

fn timing_of(workspace: &Workspace) -> Timing {
    if workspace.settings.real_time {
        Timing::Real
    } else {
        Timing::Instant
    }
}
