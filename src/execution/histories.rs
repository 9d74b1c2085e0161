//! The histories of an execution: its own, and one for each child execution of its distributed Maps.

use super::agenda::Alarm;
use super::failure::Failure;
use super::frame::FrameId;
use super::{Execution, Mode, Settings};
use crate::history::{EventId, HistoryId};
use crate::machine::StateId;
use crate::value::{Payload, Timestamp};
use std::rc::Rc;

/// Who an execution is: what its context object and ARNs are made of.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Identity {
    /// The state machine's name; of a child `NAME/LABEL`.
    pub machine_name: Rc<str>,
    /// The execution's own name; of a child a UUID.
    pub name: Rc<str>,
    /// What it began with.
    pub input: Payload,
    /// When it began.
    pub started: Timestamp,
    /// Standard or Express.
    pub mode: Mode,
}

/// One history, as far as it has been told.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Told {
    /// Whose it is.
    pub identity: Identity,
    /// Its last event.
    pub last: EventId,
    /// Ends a child whose time is limited.
    pub alarm: Option<Alarm>,
    /// Whether its last event has been told; nothing is added after that.
    pub closed: bool,
    /// Of a child whose history is full: the failure that is still to end it.
    pub spent: Option<Failure>,
    /// The Map's visit that a child belongs to.
    pub of: Option<(StateId, EventId)>,
    /// The frame of the child's top level; `None` for the execution itself.
    pub root: Option<FrameId>,
    /// How often it was redriven.
    pub redrives: u32,
    /// When it was redriven last.
    pub redriven_at: Option<Timestamp>,
}

/// All histories, by [`HistoryId`].
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Histories(Vec<Rc<Told>>);

impl Histories {
    /// One more history.
    pub fn begin(&mut self, identity: Identity) -> HistoryId {
        let id = HistoryId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(Rc::new(Told {
            identity,
            last: EventId::default(),
            alarm: None,
            closed: false,
            spent: None,
            of: None,
            root: None,
            redrives: 0,
            redriven_at: None,
        }));
        id
    }

    /// The history with this id.
    pub fn get(&self, id: HistoryId) -> &Told {
        &self.0[id.0 as usize]
    }

    /// The history with this id, if there is one.
    pub fn find(&self, id: HistoryId) -> Option<&Told> {
        self.0.get(id.0 as usize).map(|told| &**told)
    }

    /// Those of child executions that have not ended.
    pub fn open_children(&self) -> Vec<HistoryId> {
        let open = |told: &Rc<Told>| told.root.is_some() && !told.closed;
        let places = (0..).zip(&self.0).filter(|(_, told)| open(told));
        places.map(|(place, _)| HistoryId(place)).collect()
    }

    /// The history with this id, to be changed. Copies of the execution keep theirs.
    pub fn get_mut(&mut self, id: HistoryId) -> &mut Told {
        Rc::make_mut(&mut self.0[id.0 as usize])
    }
}

impl Told {
    /// It goes on at a moment; gives how often it did by now.
    pub fn goes_on(&mut self, at: Timestamp) -> u32 {
        self.closed = false;
        self.redrives += 1;
        self.redriven_at = Some(at);
        self.redrives
    }
}

impl Execution {
    /// The ARN of the execution that a history belongs to: its own, or that of a child execution.
    pub fn arn_of(&self, history: HistoryId) -> Option<String> {
        let identity = &self.histories.find(history)?.identity;
        let (machine, name) = (&identity.machine_name, &identity.name);
        Some(self.settings.arn_in(&identity.mode, machine, name))
    }
}

impl Identity {
    /// The execution that the settings are about.
    pub fn of(settings: &Settings, input: Payload, started: Timestamp) -> Self {
        Self {
            machine_name: Rc::clone(&settings.machine_name),
            name: Rc::clone(&settings.execution_name),
            input,
            started,
            mode: settings.mode.clone(),
        }
    }
}
