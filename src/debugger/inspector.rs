//! One visit of one state as far as it has come: the ladder of its data, its attempts, its decisions.

use super::console;
use super::ladder::{Ladder, short};
use super::marks::millis;
use super::names::Names;
use super::outcome::error_row;
use super::progress::is_open;
use super::run::Run;
use super::rungs::{Rungs, Told};
use super::sources::Sources;
use super::tally::Tally;
use super::trace::{Entry, Trace, VisitIx, VisitTrace};
use super::view::{
    Attempt, ConsoleRow, ErrorRow, Inspector, SourceRow, StageRow, Status, VariableRow, Visit,
    VisitRow,
};
use super::{expression, variables, why};
use crate::graph::{EdgeKind, kind_of};
use crate::history::{Details, Event, EventId, ExecutionDetails};
use crate::inspection::{Note, Record, Stage};
use crate::machine::{State, StateId};
use crate::value::{Payload, Timestamp, Value};
use std::collections::BTreeSet;

/// So many visits are listed.
const MOST_VISITS: usize = 200;
/// So many items of iterations are told.
const MOST_ITEMS: usize = 50;
/// So many of a visit's console lines are shown.
const MOST_LINES: usize = 200;

/// What is to be inspected.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The state.
    pub state: StateId,
    /// The visit, if one is wanted.
    pub visit: Option<VisitIx>,
    /// Whether the user chose it.
    pub selected: bool,
    /// Whether long data is shown whole.
    pub whole: bool,
    /// Whether it is told which expressions produced the data.
    pub sources: bool,
    /// Which execution of the session: see [`Told::run`].
    pub run: (u32, bool, u32),
    /// What was told of a visit before.
    pub rungs: &'a Rungs,
    /// Whether the context object is told.
    pub context: bool,
    /// The variables that it is told of what was assigned to them over time.
    pub variables: &'a BTreeSet<String>,
}

/// The inspector of a state that no run knows.
pub fn unvisited(text: &str, state: &State, node: u32) -> Inspector {
    Inspector {
        state: Some(node),
        name: state.name.to_string(),
        kind: kind_of(state),
        comment: state.comment.as_deref().unwrap_or_default().to_owned(),
        definition: text.get(state.span.clone()).unwrap_or_default().to_owned(),
        selected: true,
        visit: None,
        visits: Vec::new(),
        visit_count: 0,
    }
}

/// The inspector at the tally's position.
pub fn inspector(
    run: &Run,
    names: &Names,
    tally: &Tally,
    position: usize,
    subject: Subject<'_>,
) -> Inspector {
    let machine = run.trace.machine();
    let state = machine.state(subject.state);
    let count = tally.state(subject.state).visits as usize;
    let known = &run.trace.by_state[subject.state.0 as usize][..count];
    let wanted = subject.visit.filter(|visit| known.contains(visit));
    let visit = wanted.or(known.last().copied());
    let view = View {
        run,
        names,
        tally,
        position,
        state,
        subject,
        ladder: ladder(run, state, subject)
            .on_way(visit.map_or(EdgeKind::Next, |visit| run.trace.visits[visit.0].way)),
    };
    Inspector {
        state: names.shown(subject.state),
        visit: visit.map(|visit| view.visit(visit)),
        visits: around(known, visit)
            .iter()
            .map(|visit| view.visit_row(*visit))
            .collect(),
        visit_count: count as u32,
        selected: subject.selected,
        ..unvisited(&run.text, state, 0)
    }
}

fn ladder(run: &Run, state: &State, subject: Subject<'_>) -> Ladder {
    let ladder = Ladder::new(&run.text, state, subject.whole);
    if subject.sources {
        ladder.with_sources(&run.text, state)
    } else {
        ladder
    }
}

/// The part of a long list around one of its items.
fn around(visits: &[VisitIx], wanted: Option<VisitIx>) -> &[VisitIx] {
    let at = wanted.and_then(|wanted| visits.binary_search(&wanted).ok());
    let last = visits.len().saturating_sub(MOST_VISITS);
    let from = at.unwrap_or(0).saturating_sub(MOST_VISITS / 2).min(last);
    &visits[from..visits.len().min(from + MOST_VISITS)]
}

struct View<'a> {
    run: &'a Run,
    names: &'a Names,
    tally: &'a Tally,
    position: usize,
    state: &'a State,
    subject: Subject<'a>,
    ladder: Ladder,
}

impl View<'_> {
    fn trace(&self) -> &Trace {
        &self.run.trace
    }

    fn visit_row(&self, visit: VisitIx) -> VisitRow {
        let known = &self.trace().visits[visit.0];
        VisitRow {
            visit: known.entered.place,
            iteration: known.iteration.map(|index| index as u32),
            status: self.tally.visit(visit),
        }
    }

    fn visit(&self, visit: VisitIx) -> Visit {
        let known = &self.trace().visits[visit.0];
        let status = self.tally.visit(visit);
        let errors = self.errors(known);
        let open = is_open(status);
        Visit {
            id: known.entered.place,
            number: known.number as u32 + 1,
            status,
            iteration: known.iteration.map(|index| index as u32),
            entered: self.entered(known).map_or(0, |at| millis(at.0)),
            left: self
                .last_time(known)
                .filter(|_| !open)
                .map(|at| millis(at.0)),
            stages: self.stages(visit, known),
            attempts: self.attempts(known, status),
            why: why::rows(self.run, visit, self.position),
            error: errors
                .last()
                .cloned()
                .filter(|_| !open && status != Status::Succeeded),
            log: self.log(known),
            branches: super::branches::branches(self.trace(), self.names, self.tally, visit),
            items: self.items(known),
            children: Vec::new(),
            variables: self.variables(known),
            scopes: variables::scopes(self.trace(), visit),
            context: self.subject.context.then(|| self.context(known)),
        }
    }

    fn variables(&self, visit: &VisitTrace) -> Vec<VariableRow> {
        let (trace, position) = (self.trace(), self.position);
        let mut rows = variables::of_visit(
            trace,
            visit,
            position,
            |value| short(value.value()),
            |name, value, by| self.assigned(name, value, by),
        );
        for name in self.subject.variables {
            // What the visit has assigned stands behind what it found.
            if let Some(row) = rows.iter_mut().rfind(|row| row.name == *name) {
                row.over_time = variables::over_time(trace, visit, position, name);
            }
        }
        rows
    }

    #[inline(never)]
    fn context(&self, visit: &VisitTrace) -> String {
        let context = expression::whole_context(self.run, visit, self.position);
        context.map_or_else(String::new, |context| short(&context))
    }

    /// What a visit has assigned to a name comes from these expressions, while that is asked for.
    fn assigned(&self, name: &str, value: &Payload, by: EventId) -> Vec<SourceRow> {
        let visit = self.trace().visit(by).filter(|_| self.subject.sources);
        let Some(visit) = visit.map(|visit| &self.trace().visits[visit.0]) else {
            return Vec::new();
        };
        let state = self.trace().machine().state(visit.state);
        let sources = Sources::of(&self.run.text, state);
        sources.map_or_else(Vec::new, |sources| {
            sources.variable(name, value.value(), visit.way)
        })
    }

    /// The entries of a visit that have happened, with their places.
    fn entries<'b>(&'b self, visit: &'b VisitTrace) -> impl Iterator<Item = (usize, &'b Entry)> {
        let happened = visit
            .entries
            .partition_point(|place| *place < self.position);
        let places = visit.entries[..happened].iter();
        places.map(|place| (*place, &self.trace().entries[*place]))
    }

    fn events<'b>(&'b self, visit: &'b VisitTrace) -> impl Iterator<Item = &'b Event> {
        self.entries(visit).filter_map(|(_, entry)| match entry {
            Entry::Event(event) => Some(event),
            Entry::Stage(_) | Entry::Note(_) => None,
        })
    }

    fn entered(&self, visit: &VisitTrace) -> Option<Timestamp> {
        self.events(visit).next().map(|event| event.timestamp)
    }

    fn last_time(&self, visit: &VisitTrace) -> Option<Timestamp> {
        self.events(visit).last().map(|event| event.timestamp)
    }

    /// A stage of a recording that does not tell its data.
    fn untold(&self, place: usize, record: &Record) -> StageRow {
        StageRow {
            position: place as u32 + 1,
            attempt: record.attempt,
            told: false,
            text: String::new(),
            ..self.ladder.row(record.stage, &Value::Null, None)
        }
    }

    fn stages(&self, ix: VisitIx, visit: &VisitTrace) -> Vec<StageRow> {
        let told = Told {
            run: self.subject.run,
            visit: ix,
            whole: self.subject.whole,
            sources: self.subject.sources,
            way: visit.way,
        };
        let records = || {
            self.entries(visit)
                .filter_map(|(place, entry)| match entry {
                    Entry::Stage(record) => Some((place, record)),
                    Entry::Event(_) | Entry::Note(_) => None,
                })
        };
        let of_items = |record: &Record| record.stage == Stage::AfterItemSelector;
        let items = records().filter(|(_, record)| of_items(record)).count();
        // Of many iterations the last ones: each can be looked at by itself.
        let mut left_out = items.saturating_sub(MOST_ITEMS);
        let shown = records().filter(|(_, record)| {
            let out = left_out > 0 && of_items(record);
            left_out -= usize::from(out);
            !out
        });
        let places: Vec<usize> = shown.map(|(place, _)| place).collect();
        let rungs = self.subject.rungs;
        rungs.rows(told, places.into_iter(), |place| self.rung(visit, place))
    }

    fn rung(&self, visit: &VisitTrace, place: usize) -> Option<StageRow> {
        let record = self.record(place)?;
        if !record.value.is_told() {
            return Some(self.untold(place, record));
        }
        let before = self.compared_with(visit, place);
        Some(StageRow {
            position: place as u32 + 1,
            attempt: record.attempt,
            index: record.index.map(|index| index as u32),
            ..self.ladder.row(
                record.stage,
                record.value.value(),
                before.map(|before| before.value.value()),
            )
        })
    }

    fn record(&self, place: usize) -> Option<&Record> {
        match self.trace().entries.get(place)? {
            Entry::Stage(record) => Some(record),
            Entry::Event(_) | Entry::Note(_) => None,
        }
    }

    /// The stage before, if it is told. Each iteration's item is compared with what all of them were made from.
    fn compared_with(&self, visit: &VisitTrace, place: usize) -> Option<&Record> {
        let before = visit.entries.partition_point(|other| *other < place);
        let mut before = visit.entries[..before].iter().rev();
        let of_items = |record: &&Record| record.stage == Stage::AfterItemSelector;
        let last = before.find_map(|place| {
            self.record(*place)
                .filter(|record| !of_items(record) || !record.value.is_told())
        });
        last.filter(|record| record.value.is_told())
    }

    /// The errors of the visit in order: of its attempts, or what a Fail state said.
    fn errors(&self, visit: &VisitTrace) -> Vec<ErrorRow> {
        let own = self
            .events(visit)
            .filter_map(|event| failure_of(&event.details));
        let mut errors: Vec<_> = own.filter_map(error_row).collect();
        if errors.is_empty() {
            errors.extend(self.error_output(visit).or_else(|| self.final_error(visit)));
        }
        errors
    }

    /// What a catcher received, for states without an event of their own.
    fn error_output(&self, visit: &VisitTrace) -> Option<ErrorRow> {
        let record = self.entries(visit).find_map(|(_, entry)| match entry {
            Entry::Stage(record) if record.stage == Stage::ErrorOutput => Some(record),
            Entry::Stage(_) | Entry::Event(_) | Entry::Note(_) => None,
        })?;
        let part = |key| {
            let part = record.value.value().get(key).and_then(Value::as_str);
            part.unwrap_or_default().to_owned()
        };
        Some(ErrorRow {
            error: part("Error"),
            cause: part("Cause"),
        })
    }

    /// The execution's own error, when this visit is what made it fail.
    fn final_error(&self, visit: &VisitTrace) -> Option<ErrorRow> {
        let last = self.trace().event_at(self.position)?;
        let blamed = self.trace().visit_of_event(last.previous)?;
        let Details::ExecutionFailed(details) = &last.details else {
            return None;
        };
        let mut at = Some(blamed);
        while let Some(ix) = at {
            let around = &self.trace().visits[ix.0];
            if around.entered == visit.entered {
                return error_row(details);
            }
            at = around.parent;
        }
        None
    }

    fn attempts(&self, visit: &VisitTrace, status: Status) -> Vec<Attempt> {
        let mut attempts: Vec<Attempt> = Vec::new();
        let mut error = None;
        for (_, entry) in self.entries(visit) {
            match entry {
                Entry::Event(event) => {
                    error = failure_of(&event.details).and_then(error_row).or(error);
                }
                Entry::Note(noted) => {
                    if let Note::Retrying {
                        delay_millis,
                        error: name,
                        ..
                    } = &noted.note
                    {
                        let plain = || ErrorRow {
                            error: name.to_string(),
                            cause: String::new(),
                        };
                        attempts.push(Attempt {
                            number: attempts.len() as u32 + 1,
                            status: Status::Failed,
                            error: Some(error.take().unwrap_or_else(plain)),
                            delay: Some(millis(*delay_millis)),
                        });
                    }
                }
                Entry::Stage(_) => {}
            }
        }
        if attempts.is_empty() && self.state.retry.is_empty() {
            return attempts;
        }
        attempts.push(Attempt {
            number: attempts.len() as u32 + 1,
            status: if status == Status::Waiting {
                Status::NotRun
            } else {
                status
            },
            error: error.filter(|_| !is_open(status) && status != Status::Succeeded),
            delay: None,
        });
        attempts
    }

    fn log(&self, visit: &VisitTrace) -> Vec<ConsoleRow> {
        let lines = &self.run.lines;
        let written = lines.written[..lines.at(self.position)].iter().enumerate();
        let own = written.filter(|(_, written)| written.visit == visit.entered);
        own.take(MOST_LINES)
            .map(|(at, written)| console::row(self.run, self.names, at, written))
            .collect()
    }

    fn items(&self, visit: &VisitTrace) -> Option<u32> {
        self.events(visit).find_map(|event| {
            if let Details::MapStateStarted { length } = event.details {
                Some(length as u32)
            } else {
                None
            }
        })
    }
}

/// The error that an event of a visit tells of.
pub(super) fn failure_of(details: &Details) -> Option<&ExecutionDetails> {
    let of_more = details.ends_execution() || matches!(details, Details::MapRunFailed(_));
    details.failure().filter(|_| !of_more)
}
