//! The one joint between page and engine: sends [`Action`]s, receives [`Panel`]s and hands out read-only signals.
//!
//! Nothing else writes what is shown of the core. A part takes [`use_bridge`], reads memoised slices of panels and
//! sends actions; it holds no copy. The [`Receiver`] is the other end of the same joint: the engine's side of the page
//! pushes panels and news into it.

use crate::wire::{LinkTrouble, Notice, Origin};
use asl::debugger::action::{Action, Document, Question};
use asl::debugger::view::{
    Breakpoints, Console, Empty, Evaluated, Events, Exported, Family, Inspector, Iterations, Marks,
    ObjectRow, Outcome, Pair, Panel, Picture, Problems, Recording, Reply, Shown, StateTest,
    Timeline, Transport,
};
use asl::project::{Breakpoint, Function, StoredObject, Workspace};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Takes actions to the engine.
pub trait Wire {
    /// Sends one action; the answer comes as panels, in the order of the actions.
    fn send(&self, action: Action);
}

/// The page's end. Copies are the same joint.
#[derive(Clone, Copy)]
pub struct Bridge {
    shown: Receiver,
    wire: StoredValue<Box<dyn Wire>, LocalStorage>,
}

/// The engine's end on the page.
#[derive(Clone, Copy)]
pub struct Receiver {
    problems: RwSignal<Arc<Problems>>,
    graph: RwSignal<Shown<Arc<Picture>>>,
    marks: RwSignal<Arc<Marks>>,
    family: RwSignal<Arc<Family>>,
    transport: RwSignal<Arc<Transport>>,
    breakpoints: RwSignal<Arc<Breakpoints>>,
    inspector: RwSignal<Shown<Arc<Inspector>>>,
    events: RwSignal<Shown<Arc<Events>>>,
    timeline: RwSignal<Shown<Arc<Timeline>>>,
    iterations: RwSignal<Option<Arc<Iterations>>>,
    exported: RwSignal<Option<Exported>>,
    console: RwSignal<Shown<Arc<Console>>>,
    outcome: RwSignal<Shown<Arc<Outcome>>>,
    objects: RwSignal<Arc<Vec<ObjectRow>>>,
    evaluated: RwSignal<Option<Arc<Evaluated>>>,
    test: RwSignal<Option<Arc<StateTest>>>,
    fault: RwSignal<Option<String>>,
    notice: RwSignal<Option<Notice>>,
    link_trouble: RwSignal<Option<LinkTrouble>>,
    workspace: RwSignal<Arc<Workspace>>,
    recording: RwSignal<Arc<Recording>>,
    pair: RwSignal<Option<Arc<Pair>>>,
    /// The workspace that was open before a history took its place.
    aside: RwSignal<Option<Arc<Workspace>>>,
    opened: RwSignal<Opened>,
    rewrites: RwSignal<u32>,
    asked: StoredValue<Asked, LocalStorage>,
}

/// What waits for an answer about the definition.
type Waiting = Box<dyn FnOnce(Reply)>;

/// The questions that are open.
#[derive(Default)]
struct Asked {
    last: u32,
    open: BTreeMap<u32, Waiting>,
}

/// Which workspace is on screen: changes when another one takes its place, not when it is edited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// Counts the workspaces opened on this page.
    pub number: u32,
    /// Where it came from; `None` before the first.
    pub origin: Option<Origin>,
}

/// The bridge of this page.
pub fn use_bridge() -> Bridge {
    expect_context()
}

impl Bridge {
    /// Joins the page to whatever `connect` starts; its panels go into the receiver.
    pub fn new(connect: impl FnOnce(Receiver) -> Box<dyn Wire>) -> Self {
        let shown = Receiver::new();
        Self {
            shown,
            wire: StoredValue::new_local(connect(shown)),
        }
    }

    /// Sends one wish of the user.
    pub fn send(&self, action: Action) {
        self.shown.mirror(&action);
        self.wire.with_value(|wire| wire.send(action));
    }

    /// Puts another workspace in the place of this one.
    pub fn open(&self, workspace: Workspace, origin: Origin) {
        self.shown.link_trouble.set(None);
        self.shown.opened.update(|opened| {
            opened.number += 1;
            opened.origin = Some(origin);
        });
        self.send(Action::Open(workspace));
    }

    /// The history from elsewhere that is played.
    pub fn recording(&self) -> Signal<Arc<Recording>> {
        self.shown.recording.into()
    }

    /// An execution that was run again, beside the first one.
    pub fn pair(&self) -> Signal<Option<Arc<Pair>>> {
        self.shown.pair.into()
    }

    /// Opens what was open before a history took its place.
    pub fn leave_recording(&self) {
        let before = self.shown.aside.get_untracked();
        let before = before.unwrap_or_else(|| self.shown.workspace.get_untracked());
        self.shown.aside.set(None);
        self.open(Workspace::clone(&before), Origin::History);
    }

    /// Edits a text from outside its editor, which shows it then.
    pub fn rewrite(&self, document: Document, text: String) {
        self.send(Action::Edit { document, text });
        self.shown.rewrites.update(|count| *count += 1);
    }

    /// Asks about a definition as it is now.
    pub fn ask(&self, document: Document, question: Question, then: impl FnOnce(Reply) + 'static) {
        let number = self.shown.asked.try_update_value(|asked| {
            asked.last = asked.last.wrapping_add(1);
            asked.open.insert(asked.last, Box::new(then));
            asked.last
        });
        if let Some(number) = number {
            self.send(Action::Ask {
                number,
                document,
                question,
            });
        }
    }

    /// Tells the page a piece of news of its own.
    pub fn tell(&self, notice: Notice) {
        self.shown.notice(notice);
    }

    /// What is wrong with the texts.
    pub fn problems(&self) -> Signal<Arc<Problems>> {
        self.shown.problems.into()
    }

    /// The drawing.
    pub fn graph(&self) -> Signal<Shown<Arc<Picture>>> {
        self.shown.graph.into()
    }

    /// What the cursor's moment adds to the drawing.
    pub fn marks(&self) -> Signal<Arc<Marks>> {
        self.shown.marks.into()
    }

    /// Which machine and which execution is looked at.
    pub fn family(&self) -> Signal<Arc<Family>> {
        self.shown.family.into()
    }

    /// The player.
    pub fn transport(&self) -> Signal<Arc<Transport>> {
        self.shown.transport.into()
    }

    /// The breakpoints, and what became of them in the run.
    pub fn breakpoints(&self) -> Signal<Arc<Breakpoints>> {
        self.shown.breakpoints.into()
    }

    /// A part of the player's state that wakes its readers only when it changes itself.
    pub fn transport_slice<T: PartialEq + Send + Sync + 'static>(
        &self,
        slice: impl Fn(&Transport) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let transport = self.shown.transport;
        Memo::new(move |_| transport.with(|transport| slice(transport)))
    }

    /// One visit of one state.
    pub fn inspector(&self) -> Signal<Shown<Arc<Inspector>>> {
        self.shown.inspector.into()
    }

    /// A window of the event table.
    pub fn events(&self) -> Signal<Shown<Arc<Events>>> {
        self.shown.events.into()
    }

    /// The iterations of the Map that is looked at.
    pub fn iterations(&self) -> Signal<Option<Arc<Iterations>>> {
        self.shown.iterations.into()
    }

    /// What was prepared to be saved; who saves it takes it away.
    pub fn exported(&self) -> RwSignal<Option<Exported>> {
        self.shown.exported
    }

    /// A window of the timeline.
    pub fn timeline(&self) -> Signal<Shown<Arc<Timeline>>> {
        self.shown.timeline.into()
    }

    /// A window of the console.
    pub fn console(&self) -> Signal<Shown<Arc<Console>>> {
        self.shown.console.into()
    }

    /// How the execution ended.
    pub fn outcome(&self) -> Signal<Shown<Arc<Outcome>>> {
        self.shown.outcome.into()
    }

    /// What the run has written into buckets.
    pub fn objects(&self) -> Signal<Arc<Vec<ObjectRow>>> {
        self.shown.objects.into()
    }

    /// The last expression that was asked about.
    pub fn evaluated(&self) -> Signal<Option<Arc<Evaluated>>> {
        self.shown.evaluated.into()
    }

    /// One state tested alone.
    pub fn test(&self) -> Signal<Option<Arc<StateTest>>> {
        self.shown.test.into()
    }

    /// A fault of this playground.
    pub fn fault(&self) -> Signal<Option<String>> {
        self.shown.fault.into()
    }

    /// The last news.
    pub fn notice(&self) -> Signal<Option<Notice>> {
        self.shown.notice.into()
    }

    /// Why the link in the address bar is not on screen, until another workspace is opened.
    pub fn link_trouble(&self) -> Signal<Option<LinkTrouble>> {
        self.shown.link_trouble.into()
    }

    /// The texts as they are now.
    pub fn workspace(&self) -> Signal<Arc<Workspace>> {
        self.shown.workspace.into()
    }

    /// Which workspace is on screen.
    pub fn opened(&self) -> Signal<Opened> {
        self.shown.opened.into()
    }

    /// Counts the edits made from outside an editor.
    pub fn rewrites(&self) -> Signal<u32> {
        self.shown.rewrites.into()
    }

    /// The text of a document as it is now, without waking anyone later.
    pub fn text_untracked(&self, document: &Document) -> String {
        self.shown
            .workspace
            .with_untracked(|workspace| text_of(workspace, document).to_owned())
    }
}

impl Receiver {
    fn new() -> Self {
        Self {
            problems: RwSignal::default(),
            graph: RwSignal::new(Shown::Empty(Empty::NothingRun)),
            marks: RwSignal::default(),
            family: RwSignal::default(),
            transport: RwSignal::default(),
            breakpoints: RwSignal::default(),
            inspector: RwSignal::new(Shown::Empty(Empty::NothingRun)),
            events: RwSignal::new(Shown::Empty(Empty::NothingRun)),
            iterations: RwSignal::default(),
            exported: RwSignal::default(),
            timeline: RwSignal::new(Shown::Empty(Empty::NothingRun)),
            console: RwSignal::new(Shown::Empty(Empty::NothingRun)),
            objects: RwSignal::default(),
            evaluated: RwSignal::default(),
            test: RwSignal::default(),
            outcome: RwSignal::new(Shown::Empty(Empty::NothingRun)),
            fault: RwSignal::default(),
            notice: RwSignal::default(),
            link_trouble: RwSignal::default(),
            workspace: RwSignal::default(),
            recording: RwSignal::default(),
            pair: RwSignal::default(),
            aside: RwSignal::default(),
            opened: RwSignal::default(),
            rewrites: RwSignal::default(),
            asked: StoredValue::new_local(Asked::default()),
        }
    }

    /// One panel's new content.
    pub fn panel(&self, panel: Panel) {
        match panel {
            Panel::Problems(new) => self.problems.set(Arc::new(new)),
            Panel::Graph(new) => self.graph.set(shared(new)),
            Panel::Marks(new) => self.marks.set(Arc::new(new)),
            Panel::Family(new) => self.family.set(Arc::new(new)),
            Panel::Transport(new) => self.transport.set(Arc::new(new)),
            Panel::Breakpoints(new) => self.breakpoints(new),
            Panel::Inspector(new) => self.inspector.set(match new {
                Shown::Empty(why) => Shown::Empty(why),
                Shown::Filled(inspector) => Shown::Filled(Arc::from(inspector)),
            }),
            Panel::Events(new) => self.events.set(shared(new)),
            Panel::Iterations(new) => self.iterations.set(new.map(Arc::new)),
            Panel::Timeline(new) => self.timeline.set(shared(new)),
            Panel::Console(new) => self.console.set(shared(new)),
            Panel::Outcome(new) => self.outcome.set(shared(new)),
            Panel::Objects(new) => self.objects.set(Arc::new(new)),
            Panel::Evaluated(new) => self.evaluated.set(new.map(Arc::from)),
            Panel::Test(new) => self.test.set(new.map(Arc::from)),
            Panel::Pair(new) => self.pair.set(new.map(Arc::from)),
            Panel::Recording(new) => self.recorded(new),
            Panel::Fault(new) => self.fault.set(new),
            Panel::Exported(new) => self.exported.set(Some(new)),
            Panel::Answer(new) => self.answered(new.number, new.reply),
        }
    }

    /// Hands an answer to whoever asked. What was asked before it is not answered any more.
    #[inline(never)]
    fn answered(&self, number: u32, reply: Reply) {
        let waiting = self.asked.try_update_value(|asked| {
            let later = asked.open.split_off(&number.saturating_add(1));
            std::mem::replace(&mut asked.open, later)
        });
        for (own, then) in waiting.into_iter().flatten() {
            then(if own == number {
                reply.clone()
            } else {
                Reply::Nothing
            });
        }
    }

    /// A history brings a workspace of its own.
    #[inline(never)]
    fn recorded(&self, new: Recording) {
        if let Recording::Playing(recorded) = &new {
            let before = self.workspace.get_untracked();
            if self.aside.with_untracked(Option::is_none) {
                self.aside.set(Some(before));
            }
            self.workspace.set(Arc::new(recorded.workspace.clone()));
            self.opened.update(|opened| {
                opened.number += 1;
                opened.origin = Some(Origin::History);
            });
        }
        self.recording.set(Arc::new(new));
    }

    /// The breakpoints as the engine has them. Where a state was renamed, theirs went along, and the
    /// page's own copy of the workspace follows.
    #[inline(never)]
    fn breakpoints(&self, new: Breakpoints) {
        let list = || new.rows.iter().map(|row| &row.point);
        let renamed = self.workspace.with_untracked(|workspace| {
            let same = |(own, other): (&Breakpoint, &Breakpoint)| {
                let named = Breakpoint {
                    state: other.state.clone(),
                    ..own.clone()
                };
                named == *other
            };
            let own = &workspace.breakpoints;
            own.len() == new.rows.len()
                && own.iter().zip(list()).all(same)
                && !own.iter().eq(list())
        });
        if renamed {
            let mut workspace = self.workspace_now();
            workspace.breakpoints = list().cloned().collect();
            self.workspace.set(Arc::new(workspace));
        }
        self.breakpoints.set(Arc::new(new));
    }

    /// One piece of news.
    pub fn notice(&self, notice: Notice) {
        if let Notice::LinkRefused(trouble) = &notice {
            self.link_trouble.set(Some(trouble.clone()));
        }
        self.notice.set(Some(notice));
    }

    /// The texts as they are now, for an engine that starts again.
    pub fn workspace_now(&self) -> Workspace {
        self.workspace
            .with_untracked(|workspace| Workspace::clone(workspace))
    }

    /// Keeps the page's copy of the texts in step with what the engine is told.
    fn mirror(&self, action: &Action) {
        let changed = self
            .workspace
            .with_untracked(|workspace| edited(workspace, action));
        if let Some(workspace) = changed {
            self.workspace.set(Arc::new(workspace));
        }
    }
}

fn shared<T>(shown: Shown<T>) -> Shown<Arc<T>> {
    match shown {
        Shown::Empty(why) => Shown::Empty(why),
        Shown::Filled(content) => Shown::Filled(Arc::new(content)),
    }
}

/// The text of a document; empty for a function that is not there.
pub fn text_of<'a>(workspace: &'a Workspace, document: &Document) -> &'a str {
    match document {
        Document::Definition => &workspace.definition,
        Document::Machine(name) => workspace
            .machine(name)
            .map_or("", |machine| &machine.definition),
        Document::Input => &workspace.input,
        Document::Mocks => &workspace.mocks,
        Document::Function(name) => workspace
            .functions
            .iter()
            .find(|function| function.name == *name)
            .map_or("", |function| &function.text),
        Document::Object(name) => workspace
            .objects
            .iter()
            .find(|object| object.name == *name)
            .map_or("", |object| &object.text),
    }
}

/// The workspace after an action; `None` when the action leaves it as it is.
fn edited(workspace: &Workspace, action: &Action) -> Option<Workspace> {
    let mut new = workspace.clone();
    let taken = |name: &String| {
        workspace
            .functions
            .iter()
            .any(|function| function.name == *name)
    };
    match action {
        Action::Open(workspace) => new = workspace.clone(),
        Action::Edit { document, text } => *text_in(&mut new, document)? = text.clone(),
        Action::Retitle(title) => new.title = title.clone(),
        Action::Settings(settings) => new.settings = settings.clone(),
        Action::Breakpoints(list) => new.breakpoints.clone_from(list),
        Action::AddFunction { name, .. } | Action::RenameFunction { to: name, .. }
            if taken(name) =>
        {
            return None;
        }
        Action::AddFunction { name, text } => new.functions.push(Function {
            name: name.clone(),
            text: text.clone(),
        }),
        Action::RenameFunction { from, to } => {
            new.functions
                .iter_mut()
                .find(|function| function.name == *from)?
                .name = to.clone();
        }
        Action::RemoveFunction(name) => new.functions.retain(|function| function.name != *name),
        Action::AddObject { name, .. } | Action::RenameObject { to: name, .. }
            if workspace.objects.iter().any(|object| object.name == *name) =>
        {
            return None;
        }
        Action::AddObject { name, text } => new.objects.push(StoredObject {
            name: name.clone(),
            text: text.clone(),
        }),
        Action::RenameObject { from, to } => {
            new.objects
                .iter_mut()
                .find(|object| object.name == *from)?
                .name = to.clone();
        }
        Action::RemoveObject(name) => new.objects.retain(|object| object.name != *name),
        Action::AddMachine(machine) if workspace.has_machine(&machine.name) => return None,
        Action::RenameMachine { to, .. } if workspace.has_machine(to) => return None,
        Action::AddMachine(machine) => new.machines.push(machine.clone()),
        Action::RenameMachine { from, to } => new.machine_mut(from)?.name = to.clone(),
        Action::RemoveMachine(name) => new.machines.retain(|machine| machine.name != *name),
        Action::MachineType { name, express } => new.machine_mut(name)?.express = *express,
        Action::Run
        | Action::Import(_)
        | Action::Repeat
        | Action::Fork(_)
        | Action::Swap
        | Action::ShowMachine(_)
        | Action::ShowRun(_)
        | Action::Stop
        | Action::Redrive
        | Action::Answer { .. }
        | Action::Step { .. }
        | Action::Go { .. }
        | Action::Advance(_)
        | Action::Pause(_)
        | Action::Skip(_)
        | Action::Again
        | Action::Zoom(_)
        | Action::Seek(_)
        | Action::SeekEvent(_)
        | Action::First
        | Action::Last
        | Action::Select(_)
        | Action::ShowEvents(_)
        | Action::ShowConsole(_)
        | Action::Export(_)
        | Action::ShowIterations(_)
        | Action::OpenIteration { .. }
        | Action::ShowTimeline(_)
        | Action::OpenLane { .. }
        | Action::SeekAlong(_)
        | Action::ShowWhole(_)
        | Action::Timing(_)
        | Action::ShowSources
        | Action::Evaluate { .. }
        | Action::PrepareTest(_)
        | Action::TestState(_)
        | Action::StopTest
        | Action::CloseTest
        | Action::Ask { .. } => return None,
    }
    Some(new)
}

fn text_in<'a>(workspace: &'a mut Workspace, document: &Document) -> Option<&'a mut String> {
    match document {
        Document::Definition => Some(&mut workspace.definition),
        Document::Machine(name) => workspace
            .machine_mut(name)
            .map(|machine| &mut machine.definition),
        Document::Input => Some(&mut workspace.input),
        Document::Mocks => Some(&mut workspace.mocks),
        Document::Function(name) => workspace
            .functions
            .iter_mut()
            .find(|function| function.name == *name)
            .map(|function| &mut function.text),
        Document::Object(name) => workspace
            .objects
            .iter_mut()
            .find(|object| object.name == *name)
            .map(|object| &mut object.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workspace() -> Workspace {
        Workspace {
            functions: vec![Function {
                name: "a.mjs".into(),
                text: "1".into(),
            }],
            ..Workspace::default()
        }
    }

    #[test]
    fn an_edit_reaches_the_function_it_names() {
        let edit = Action::Edit {
            document: Document::Function("a.mjs".into()),
            text: "2".into(),
        };
        let new = edited(&workspace(), &edit).expect("it changes");
        assert_eq!(text_of(&new, &Document::Function("a.mjs".into())), "2");
    }

    #[test]
    fn a_taken_name_changes_nothing() {
        let add = Action::AddFunction {
            name: "a.mjs".into(),
            text: "2".into(),
        };
        assert_eq!(edited(&workspace(), &add), None);
    }

    #[test]
    fn moving_the_cursor_leaves_the_texts_alone() {
        assert_eq!(edited(&workspace(), &Action::Last), None);
    }
}
