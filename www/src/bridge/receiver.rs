//! The engine's end of the joint: what comes from the engine goes into the signals that the page reads.

use super::Opened;
use crate::wire::{LinkTrouble, Notice, Origin};
use asl::debugger::action::Action;
use asl::debugger::view::{
    Breakpoints, Console, Empty, Evaluated, Events, Exported, Family, Inspector, Iterations, Marks,
    ObjectRow, Outcome, Pair, Panel, Picture, Problems, Recording, Reply, Shown, StateTest,
    Timeline, Transport,
};
use asl::project::{Breakpoint, Workspace};
use leptos::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The engine's end on the page.
#[derive(Clone, Copy)]
pub struct Receiver {
    pub(super) problems: RwSignal<Arc<Problems>>,
    pub(super) graph: RwSignal<Shown<Arc<Picture>>>,
    pub(super) marks: RwSignal<Arc<Marks>>,
    pub(super) family: RwSignal<Arc<Family>>,
    pub(super) transport: RwSignal<Arc<Transport>>,
    pub(super) breakpoints: RwSignal<Arc<Breakpoints>>,
    pub(super) inspector: RwSignal<Shown<Arc<Inspector>>>,
    pub(super) events: RwSignal<Shown<Arc<Events>>>,
    pub(super) timeline: RwSignal<Shown<Arc<Timeline>>>,
    pub(super) iterations: RwSignal<Option<Arc<Iterations>>>,
    pub(super) exported: RwSignal<Option<Exported>>,
    pub(super) console: RwSignal<Shown<Arc<Console>>>,
    pub(super) outcome: RwSignal<Shown<Arc<Outcome>>>,
    pub(super) objects: RwSignal<Arc<Vec<ObjectRow>>>,
    pub(super) evaluated: RwSignal<Option<Arc<Evaluated>>>,
    pub(super) test: RwSignal<Option<Arc<StateTest>>>,
    pub(super) fault: RwSignal<Option<String>>,
    pub(super) notice: RwSignal<Option<Notice>>,
    pub(super) link_trouble: RwSignal<Option<LinkTrouble>>,
    pub(super) workspace: RwSignal<Arc<Workspace>>,
    pub(super) recording: RwSignal<Arc<Recording>>,
    pub(super) pair: RwSignal<Option<Arc<Pair>>>,
    /// The workspace that was open before a history took its place.
    pub(super) aside: RwSignal<Option<Arc<Workspace>>>,
    pub(super) opened: RwSignal<Opened>,
    pub(super) rewrites: RwSignal<u32>,
    pub(super) asked: StoredValue<Asked, LocalStorage>,
    /// What is looked at, as the engine was told last.
    looked_at: StoredValue<[Action; 2], LocalStorage>,
}

/// What waits for an answer about the definition.
type Waiting = Box<dyn FnOnce(Reply)>;

/// The questions that are open.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) last: u32,
    pub(super) open: BTreeMap<u32, Waiting>,
}

impl Receiver {
    pub(super) fn new() -> Self {
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
            looked_at: StoredValue::new_local([
                Action::ShowEvents(None),
                Action::ShowTimeline(None),
            ]),
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

    /// Forgets what an engine has said that is no more; returns what the next one has to be told.
    #[inline(never)]
    pub fn start_anew(&self) -> Vec<Action> {
        for panel in Panel::at_first() {
            self.panel(panel);
        }
        let looks = self.looked_at.with_value(Clone::clone);
        let mut actions = vec![Action::Open(self.workspace_now())];
        actions.extend(looks);
        actions
    }

    /// Keeps the page's copy of the texts, and of what is looked at, in step with what the engine is told.
    pub(super) fn mirror(&self, action: &Action) {
        if let Action::Open(workspace) = action {
            self.workspace.set(Arc::new(workspace.clone()));
        } else if let Action::Edit(edit) = action {
            self.workspace
                .maybe_update(|workspace| edit.apply(Arc::make_mut(workspace)));
        } else if matches!(action, Action::ShowEvents(_)) {
            self.looks_at(0, action);
        } else if matches!(action, Action::ShowTimeline(_)) {
            self.looks_at(1, action);
        }
    }

    #[inline(never)]
    fn looks_at(&self, place: usize, action: &Action) {
        self.looked_at
            .update_value(|looks| looks[place] = action.clone());
    }
}

fn shared<T>(shown: Shown<T>) -> Shown<Arc<T>> {
    match shown {
        Shown::Empty(why) => Shown::Empty(why),
        Shown::Filled(content) => Shown::Filled(Arc::new(content)),
    }
}
