//! The one joint between page and engine: sends [`Action`]s, receives panels and hands out read-only signals.
//!
//! Nothing else writes what is shown of the core. A part takes [`use_bridge`], reads memoised slices of panels and
//! sends actions; it holds no copy. The [`Receiver`] is the other end of the same joint: the engine's side of the page
//! pushes panels and news into it.

mod receiver;

use crate::wire::{LinkTrouble, Notice, Origin};
use asl::debugger::action::{Action, Document, Edit, Question};
use asl::debugger::view::{
    Breakpoints, Console, Evaluated, Events, Exported, Family, Inspector, Iterations, Marks,
    ObjectRow, Outcome, Pair, Picture, Problems, Recording, Reply, Shown, StateTest, Timeline,
    Transport,
};
use asl::project::Workspace;
use leptos::prelude::*;
pub use receiver::Receiver;
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
        self.send(Action::Edit(Edit::Text { document, text }));
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
            .with_untracked(|workspace| document.text(workspace).unwrap_or_default().to_owned())
    }
}
