//! Frames: the threads of an execution. The top level is one frame, and every branch and every iteration
//! that is under way is one more.

use super::failure::Failure;
use super::io::MAX_BETWEEN;
use super::variables::{Assignments, Variables};
use super::{Token, agenda::Alarm, call::Call, distributed::MapRun};
use crate::history::{EventId, HistoryId};
use crate::machine::StateId;
use crate::value::{Object, Payload, Timestamp, Value};
use std::collections::BTreeMap;
use std::ops::{Index, IndexMut};
use std::rc::Rc;

/// A frame, as its place in [`Frames`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FrameId(u32);

/// One thread: where it stands and what it is doing.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Frame {
    /// The history that tells of it.
    pub history: HistoryId,
    /// The frame of the Parallel or Map it runs for, and which branch or iteration it is.
    pub parent: Option<(FrameId, usize)>,
    /// The innermost Map iteration around it, for `$$.Map.Item`.
    pub item: Option<Item>,
    /// The event that causes its next one.
    pub last: EventId,
    /// The variables it has assigned.
    pub variables: Variables,
    /// The visit it is at, or about to begin.
    pub visit: Visit,
    /// What it does there.
    pub phase: Phase,
}

/// An item of a Map.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item {
    /// Which, from 0.
    pub index: usize,
    /// Its key, if the items are the members of an object.
    pub key: Option<Rc<str>>,
    /// The item as it was found, before `ItemSelector`.
    pub value: Value,
    /// Where a distributed Map found it: `STATE_DATA` or an object's address.
    pub source: Option<Rc<str>>,
}

impl Item {
    /// An item of an inline Map.
    pub fn inline(index: usize, value: Value) -> Self {
        Self {
            index,
            key: None,
            value,
            source: None,
        }
    }

    /// What runs for it gets it as it is; of an object's members the pair (documented).
    pub fn as_input(&self) -> Payload {
        let Some(key) = &self.key else {
            return Payload::from(self.value.clone());
        };
        let pair = Object::new()
            .with("Key", Value::String(Rc::clone(key)))
            .with("Value", self.value.clone());
        Value::from(pair).into()
    }
}

/// One stay in a state, from its Entered event to its Exited event, whatever is retried in between.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Visit {
    /// The state.
    pub state: StateId,
    /// Its Entered event; none before the state is entered.
    pub entered: EventId,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// The raw input.
    pub input: Payload,
    /// How many retries there were in this visit.
    pub attempt: u32,
    /// How many of them each retrier made; empty before the first.
    pub retries: Vec<u64>,
    /// What `Assign` has given, to count when the state is left.
    pub assigned: Assignments,
    /// `$$.Task.Token` of the attempt, where there is one.
    pub task_token: Option<Rc<str>>,
}

/// What a frame does in its state.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Phase {
    /// It is about to enter the state.
    Enter,
    /// It is about to begin the state's work, or to begin it again.
    Work,
    /// A Task was scheduled and is about to start.
    Scheduled(Box<Call>),
    /// A Task waits for the answer to its invocation.
    Invoked(Box<Invoked>),
    /// An attempt of a Task has ended.
    Ended(Result<Payload, Failure>),
    /// A Wait state waits.
    Asleep(Alarm, Payload),
    /// A Wait state's time has come.
    Awake(Payload),
    /// It waits before a retry.
    Backoff(Alarm),
    /// A Parallel whose branches run.
    Branches(Children),
    /// A Map whose iterations run.
    Iterations(Box<Iterations>),
    /// A distributed Map whose child executions run.
    MapRun(Box<MapRun>),
    /// It is no more; its place is free.
    Gone,
}

/// An invocation under way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Invoked {
    /// What was called.
    pub call: Call,
    /// What answers it.
    pub token: Token,
    /// When its `TimeoutSeconds` have passed.
    pub deadline: Option<Timestamp>,
    /// Goes off then, or earlier when a heartbeat is missed.
    pub alarm: Option<Alarm>,
    /// Whether a service has taken the call, or a worker the task, and the end is still to come.
    pub taken: bool,
}

/// The frames of a Parallel or Map, and what they gave so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Children {
    /// Those that run, by branch or item.
    pub running: BTreeMap<usize, FrameId>,
    /// The outputs, in the order of branches or items.
    pub outputs: Vec<Option<Payload>>,
}

/// A Map under way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Iterations {
    /// The items.
    pub items: Rc<Vec<Value>>,
    /// The effective input, which `ItemSelector` reads.
    pub input: Payload,
    /// How many may run at once.
    pub limit: usize,
    /// The next item to begin with.
    pub next: usize,
    /// The event that causes its MapIterationStarted.
    pub cause: EventId,
    /// Those begun, not yet running: at first all are started before any runs.
    pub fresh: Vec<FrameId>,
    /// The iterations' frames and outputs.
    pub children: Children,
}

impl Visit {
    /// A visit about to begin.
    pub fn new(state: StateId, input: Payload) -> Self {
        Self {
            state,
            entered: EventId::default(),
            entered_at: Timestamp::default(),
            input,
            attempt: 0,
            retries: Vec::new(),
            assigned: Assignments::new(),
            task_token: None,
        }
    }

    /// Whether the state was entered.
    pub fn is_entered(&self) -> bool {
        self.entered != EventId::default()
    }
}

impl Frame {
    /// A frame about to enter the first state of its scope.
    pub fn new(
        history: HistoryId,
        parent: Option<(FrameId, usize)>,
        last: EventId,
        visit: Visit,
    ) -> Self {
        Self {
            history,
            parent,
            item: None,
            last,
            variables: Variables::default(),
            visit,
            phase: Phase::Enter,
        }
    }

    /// Its invocation, if it waits for one.
    pub fn invoked(&self) -> Option<&Invoked> {
        if let Phase::Invoked(invoked) = &self.phase {
            Some(invoked)
        } else {
            None
        }
    }

    /// The frames that run for it.
    pub fn children_mut(&mut self) -> Option<&mut Children> {
        match &mut self.phase {
            Phase::Branches(children) => Some(children),
            Phase::Iterations(iterations) => Some(&mut iterations.children),
            Phase::Enter
            | Phase::Work
            | Phase::Scheduled(_)
            | Phase::Invoked(_)
            | Phase::Ended(_)
            | Phase::Asleep(..)
            | Phase::Awake(_)
            | Phase::Backoff(_)
            | Phase::MapRun(_)
            | Phase::Gone => None,
        }
    }
}

impl Children {
    /// Places for so many outputs.
    pub fn new(count: usize) -> Self {
        Self {
            running: BTreeMap::new(),
            outputs: vec![None; count],
        }
    }

    /// Takes in the output of one that has ended; whether it was the last to run.
    pub fn ended(&mut self, index: usize, output: Payload) -> bool {
        self.running.remove(&index);
        self.outputs[index] = Some(output);
        self.running.is_empty()
    }

    /// The result: an array of the outputs, their texts spliced unchanged (recorded); none if it is too
    /// large to be put together.
    pub fn result(&self) -> Option<Payload> {
        let outputs = || self.outputs.iter().flatten();
        let size = outputs().map(Payload::size).sum::<usize>();
        (size <= MAX_BETWEEN).then(|| splice(outputs()))
    }
}

/// An array of outputs, their texts unchanged.
pub(super) fn splice<'a>(outputs: impl Iterator<Item = &'a Payload> + Clone) -> Payload {
    let size = outputs
        .clone()
        .map(|output| output.size() + 1)
        .sum::<usize>();
    let mut text = String::with_capacity(size + 2);
    text.push('[');
    for (index, output) in outputs.clone().enumerate() {
        text.push_str(if index > 0 { "," } else { "" });
        text.push_str(output.text());
    }
    text.push(']');
    let values = outputs.map(|output| output.value().clone()).collect();
    Payload::with_text(Value::array(values), text)
}

/// All frames of an execution. Places of frames that are no more are used again.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Frames {
    places: Vec<Frame>,
    free: Vec<FrameId>,
}

impl Frames {
    /// Takes a frame in.
    pub fn add(&mut self, frame: Frame) -> FrameId {
        if let Some(id) = self.free.pop() {
            self[id] = frame;
            return id;
        }
        let id = FrameId(u32::try_from(self.places.len()).unwrap_or(u32::MAX));
        self.places.push(frame);
        id
    }

    /// Lets a frame go and says what it was doing.
    pub fn remove(&mut self, id: FrameId) -> Phase {
        self.free.push(id);
        std::mem::replace(&mut self[id].phase, Phase::Gone)
    }

    /// The frames there are, each with its place.
    pub fn iter_with_ids(&self) -> impl Iterator<Item = (FrameId, &Frame)> {
        let places = self.places.iter().enumerate();
        places
            .filter(|(_, frame)| frame.phase != Phase::Gone)
            .map(|(place, frame)| (FrameId(u32::try_from(place).unwrap_or(u32::MAX)), frame))
    }

    /// The frame of the top level.
    pub fn first_mut(&mut self) -> Option<&mut Frame> {
        self.places.first_mut()
    }

    /// The frames there are.
    pub fn iter(&self) -> impl Iterator<Item = &Frame> {
        self.places
            .iter()
            .filter(|frame| frame.phase != Phase::Gone)
    }
}

impl Index<FrameId> for Frames {
    type Output = Frame;

    fn index(&self, id: FrameId) -> &Frame {
        &self.places[id.0 as usize]
    }
}

impl IndexMut<FrameId> for Frames {
    fn index_mut(&mut self, id: FrameId) -> &mut Frame {
        &mut self.places[id.0 as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{Children, Payload};

    #[test]
    fn outputs_that_would_fill_the_memory_are_not_put_together() {
        let output = Payload::from_text(&format!("\"{}\"", "x".repeat(1 << 20))).expect("JSON");
        let mut children = Children::new(80);
        for index in 0..2 {
            children.ended(index, output.clone());
        }
        let size = children.result().map(|result| result.size());
        assert_eq!(size, Some(2 * output.size() + 3));
        for index in 2..80 {
            children.ended(index, output.clone());
        }
        assert!(children.result().is_none());
    }
}
