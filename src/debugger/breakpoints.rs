//! Breakpoints of one trace: the positions at which one holds, found by going over the trace once, in
//! slices, as it grows. The cursor then finds the next by halving.

use super::condition::{Answer, Condition, Moment};
use super::expression;
use super::run::Run;
use super::trace::{Entry, Trace, VisitIx};
use super::variables;
use crate::diagnostic::Words;
use crate::history::{Details, Event, to_aws_json};
use crate::inspection::Stage;
use crate::machine::{Machine, StateId};
use crate::project::{Breakpoint, When};
use crate::value::{Object, Value};
use std::cell::OnceCell;

/// So many entries a slice; a condition counts as [`ASKING`] of them.
pub const SLICE: usize = 100_000;
const ASKING: usize = 100;

/// Most positions that are kept.
const MOST_HITS: usize = 100_000;

/// The breakpoints of a trace and where they hold.
#[derive(Clone, Debug, Default)]
pub struct Breakpoints {
    points: Vec<Point>,
    /// Up to this position it is known where they hold.
    searched: usize,
    /// Positions, in order, each once.
    hits: Vec<usize>,
}

/// Why a breakpoint does not say whether it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Trouble {
    /// What is wrong.
    pub words: Words,
    /// Where that was seen first.
    pub position: Option<usize>,
    /// How often.
    pub times: u32,
}

/// What is known of one breakpoint.
#[derive(Clone, Debug)]
pub struct Point {
    /// The state; `None` for every one.
    state: Option<StateId>,
    when: When,
    condition: Option<Condition>,
    /// Whether it is to be looked at.
    on: bool,
    /// At how many positions it holds.
    pub hits: u32,
    /// Where it holds first.
    pub first: Option<usize>,
    /// What went wrong.
    pub trouble: Option<Trouble>,
}

impl Breakpoints {
    /// The breakpoints that concern a machine, not searched for yet. Those of other machines and those of
    /// states that are not there stay in their places and never hold.
    pub fn new(list: &[Breakpoint], name: Option<&str>, machine: &Machine) -> Self {
        let point = |point: &Breakpoint| {
            let state = machine.find(&point.state).map(|state| state.id);
            let known = point.state.is_empty() || state.is_some();
            let on = !point.off && known && point.machine.as_deref() == name;
            let condition = point.condition.trim();
            Point {
                state,
                when: point.when,
                condition: (on && !condition.is_empty()).then(|| Condition::read(condition)),
                on,
                hits: 0,
                first: None,
                trouble: None,
            }
        };
        Self {
            points: list.iter().map(point).collect(),
            searched: 0,
            hits: Vec::new(),
        }
    }

    /// What is known of each, in the order of the list.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Whether any can hold.
    pub fn any(&self) -> bool {
        self.points.iter().any(|point| point.on)
    }

    /// Up to which position it is known where they hold.
    pub fn searched(&self, trace: &Trace) -> usize {
        if self.any() {
            self.searched
        } else {
            trace.len()
        }
    }

    /// Where they hold, in order.
    pub fn hits(&self) -> &[usize] {
        &self.hits
    }

    /// The next position at which one holds.
    pub fn after(&self, position: usize) -> Option<usize> {
        let behind = self.hits.partition_point(|hit| *hit <= position);
        self.hits.get(behind).copied()
    }

    /// The last position before at which one holds.
    pub fn before(&self, position: usize) -> Option<usize> {
        let before = self.hits.partition_point(|hit| *hit < position);
        self.hits.get(before.checked_sub(1)?).copied()
    }

    /// Whether one holds here.
    pub fn holds_at(&self, position: usize) -> bool {
        self.hits.binary_search(&position).is_ok()
    }

    /// Goes on with the search, as long as there is fuel; whether there is more to do.
    pub fn search(&mut self, run: &Run, fuel: &mut usize) -> bool {
        if !self.any() {
            return false;
        }
        let length = run.trace.len();
        while self.searched < length && *fuel > 0 {
            self.searched += 1;
            *fuel = fuel.saturating_sub(1 + self.look(run, self.searched) * ASKING);
        }
        self.searched < length
    }

    /// Looks at one position; how many conditions were asked.
    fn look(&mut self, run: &Run, position: usize) -> usize {
        let Some(place) = Place::of(&run.trace, position) else {
            return 0;
        };
        let (mut asked, mut holds) = (0, false);
        for point in self.points.iter_mut().filter(|point| point.on) {
            if place.is_for(point) {
                asked += usize::from(point.condition.is_some());
                holds |= point.holds(run, &place);
            }
        }
        if holds && self.hits.len() < MOST_HITS {
            self.hits.push(position);
        }
        asked
    }
}

impl Point {
    fn holds(&mut self, run: &Run, place: &Place<'_>) -> bool {
        let answer = match &self.condition {
            None => Answer::Yes,
            Some(condition) => place.ask(run, condition),
        };
        let position = place.position;
        match answer {
            Answer::Yes => {
                self.hits += 1;
                self.first.get_or_insert(position);
                return true;
            }
            Answer::No => {}
            Answer::Trouble(words) => self.note(words, position),
            Answer::TooLong(words) => {
                self.note(words, position);
                self.on = false;
            }
        }
        false
    }

    fn note(&mut self, words: Words, position: usize) {
        let trouble = self.trouble.get_or_insert(Trouble {
            words,
            position: Some(position),
            times: 0,
        });
        trouble.times += 1;
    }
}

/// A position at which breakpoints can hold.
struct Place<'a> {
    trace: &'a Trace,
    position: usize,
    state: Option<StateId>,
    visit: Option<VisitIx>,
    moment: At<'a>,
}

/// What happens there.
enum At<'a> {
    Entered,
    Left(&'a Value),
    Failed(&'a Event),
}

impl<'a> At<'a> {
    fn of(event: &'a Event) -> Option<Self> {
        if let Details::StateExited { output, .. } = &event.details {
            return Some(Self::Left(output.value()));
        }
        event.details.is_failure().then_some(Self::Failed(event))
    }
}

impl<'a> Place<'a> {
    fn of(trace: &'a Trace, position: usize) -> Option<Self> {
        let entry = trace.at(position)?;
        let visit = entry.visit().and_then(|entered| trace.visit(entered));
        let arrives = visit.is_some_and(|visit| trace.frames.arrival(visit) == Some(position));
        let moment = match entry {
            _ if arrives => At::Entered,
            Entry::Event(event) => At::of(event)?,
            Entry::Stage(_) | Entry::Note(_) => return None,
        };
        Some(Self {
            trace,
            position,
            state: entry.state(),
            visit,
            moment,
        })
    }

    fn is_for(&self, point: &Point) -> bool {
        let here = point.state.is_none() || point.state == self.state;
        match (point.when, &self.moment) {
            (When::Before, At::Entered)
            | (When::After, At::Left(_))
            | (When::Failure, At::Failed(_)) => here,
            (When::Iteration(index), At::Entered) => self.begins(point.state, index),
            (When::Before | When::After | When::Failure | When::Iteration(_), _) => false,
        }
    }

    /// Whether an iteration of a Map begins here, or of any Map.
    fn begins(&self, map: Option<StateId>, index: u32) -> bool {
        let Some(visit) = self
            .visit
            .filter(|visit| self.trace.frames.is_first(*visit))
        else {
            return false;
        };
        let Some(frame) = self.trace.frames.of(visit) else {
            return false;
        };
        let around = frame.parent.map(|parent| self.trace.visits[parent.0].state);
        around.is_some_and(|around| {
            let wanted = map.is_none_or(|map| map == around);
            wanted && is_map(self.trace, around) && frame.iteration == Some(index as usize)
        })
    }

    fn ask(&self, run: &Run, condition: &Condition) -> Answer {
        let none = Value::Null;
        let input = self.input().unwrap_or(&none);
        let error = self.error();
        let data = match &self.moment {
            At::Entered => input,
            At::Left(output) => output,
            At::Failed(_) => &error,
        };
        let known = OnceCell::new();
        let variables = || known.get_or_init(|| self.variables());
        condition.ask(&Moment {
            data,
            input,
            result: self.stage(Stage::Result),
            error_output: match &self.moment {
                At::Failed(_) => Some(&error),
                At::Entered | At::Left(_) => self.stage(Stage::ErrorOutput),
            },
            context: &|| self.context(run),
            variable: &|name| variables().get(name).cloned(),
            now: self.trace.time_at(self.position).unwrap_or_default(),
        })
    }

    fn entered(&self) -> Option<&'a Event> {
        let visit = &self.trace.visits[self.visit?.0];
        self.trace
            .event((visit.entered.place as usize).checked_sub(1)?)
    }

    fn input(&self) -> Option<&'a Value> {
        if let Details::StateEntered { input, .. } = &self.entered()?.details {
            return Some(input.value());
        }
        None
    }

    /// What the visit had at a stage so far.
    fn stage(&self, stage: Stage) -> Option<&'a Value> {
        let visit = &self.trace.visits[self.visit?.0];
        let told = visit
            .entries
            .partition_point(|place| *place < self.position);
        let told = visit.entries.get(..told)?.iter().rev();
        told.filter_map(|place| match &self.trace.entries[*place] {
            Entry::Stage(record) if record.stage == stage => Some(record.value.value()),
            Entry::Stage(_) | Entry::Event(_) | Entry::Note(_) => None,
        })
        .next()
    }

    /// `{"Error", "Cause"}` of a failure, from what the event tells.
    fn error(&self) -> Value {
        let At::Failed(event) = &self.moment else {
            return Value::Null;
        };
        let event = to_aws_json(event);
        let members = event.as_object().into_iter().flat_map(Object::iter);
        let mut error = Object::new();
        for details in members.filter_map(|(_, member)| member.as_object()) {
            for (name, from) in [("Error", "error"), ("Cause", "cause")] {
                if let Some(text) = details.get(from) {
                    error.insert(name, text.clone());
                }
            }
        }
        error.into()
    }

    fn variables(&self) -> Object {
        let Some(entered) = self.entered() else {
            return Object::new();
        };
        let found = variables::before(self.trace, entered.id).into_iter();
        let mut found: Object = found
            .map(|(name, value)| (name, value.value().clone()))
            .collect();
        if let Some(Entry::Event(event)) = self.trace.at(self.position)
            && let Details::StateExited { assigned, .. } = &event.details
        {
            for (name, value) in assigned {
                found.insert(std::rc::Rc::clone(name), value.value().clone());
            }
        }
        found
    }

    /// The context object as the state sees it here.
    fn context(&self, run: &Run) -> Value {
        let visit = self.visit.map(|visit| &self.trace.visits[visit.0]);
        let seen = visit.and_then(|visit| expression::context(run, visit, self.position));
        seen.unwrap_or(Value::Null)
    }
}

fn is_map(trace: &Trace, state: StateId) -> bool {
    matches!(
        trace.machine().state(state).kind,
        crate::machine::Kind::Map(_)
    )
}
