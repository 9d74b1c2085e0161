//! Moves of the cursor over a trace of 25,000 events, to be timed natively and in a browser. A move is what a
//! person waits for: finding the place, and every panel that changes. The peer is the same question answered
//! by going over the trace from the cursor on.

use asl::debugger::action::{Action, Direction, Edit, Goal, Selection, Zoom};
use asl::debugger::trace::{Entry, Trace, VisitIx};
use asl::debugger::{Need, Session};
use asl::inspection::Stage;
use asl::project::{Breakpoint, When, Workspace};
use asl::value::Timestamp;
use std::hint::black_box;
use wasm_bindgen::prelude::wasm_bindgen;

/// Four thousand items, each through three states, at most 40 at once: 25,000 events are what is recorded.
const DEFINITION: &str = r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$", "MaxConcurrency": 40, "End": true,
  "ItemProcessor": {"StartAt": "A", "States": {
    "A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice", "Default": "C", "Choices": [{"Variable": "$", "NumericGreaterThan": 3990, "Next": "F"}]},
    "C": {"Type": "Pass", "End": true}, "F": {"Type": "Fail", "Error": "Late"}}}}}}"#;

const NOW: Timestamp = Timestamp(0);

/// The state that moves to a state go to.
const STATE: u32 = 1;

const GOALS: [(&str, Goal); 6] = [
    ("in", Goal::In),
    ("over", Goal::Over),
    ("out", Goal::Out),
    ("to a state", Goal::State(STATE)),
    ("to a failure", Goal::Failure),
    ("to a breakpoint", Goal::Breakpoint),
];

const ZOOMS: [(&str, Zoom); 3] = [
    ("by state", Zoom::State),
    ("by stage", Zoom::Stage),
    ("by event", Zoom::Event),
];

const WAYS: [(&str, Direction); 2] = [("", Direction::Forward), (", back", Direction::Back)];

/// A run of 25,000 events with three breakpoints, whose cursor can be moved.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Moves {
    session: Session,
}

#[wasm_bindgen]
impl Moves {
    /// Runs it to its end.
    #[wasm_bindgen(constructor)]
    #[allow(clippy::new_without_default, reason = "it is work, not a default")]
    pub fn new() -> Self {
        let mut session = ran();
        session.act(Action::Edit(Edit::Breakpoints(points())), NOW);
        while session.search() {}
        let _ = session.changes();
        Self { session }
    }

    /// How many events it has.
    pub fn events(&self) -> usize {
        self.session.run().map_or(0, |run| run.trace.events.len())
    }

    /// How many positions the cursor has.
    pub fn length(&self) -> usize {
        self.session.run().map_or(0, |run| run.trace.len())
    }

    /// How many moves there are.
    pub fn count(&self) -> usize {
        (GOALS.len() + ZOOMS.len()) * WAYS.len() + 1
    }

    /// What a move is called.
    pub fn name(&self, at: usize) -> String {
        let (what, way) = (at / WAYS.len(), WAYS[at % WAYS.len()].0);
        let goals = GOALS.iter().map(|(name, _)| name);
        let mut names = goals.chain(ZOOMS.iter().map(|(name, _)| name));
        names
            .nth(what)
            .map_or_else(|| "to the middle".to_owned(), |name| format!("{name}{way}"))
    }

    /// Puts the cursor somewhere; with `on_map`, the Map is what is looked at.
    pub fn stand(&mut self, place: u32, on_map: bool) {
        let map = on_map.then_some(Selection {
            state: 0,
            visit: None,
        });
        self.session.act(Action::Select(map), NOW);
        self.session.act(Action::Seek(place), NOW);
        let _ = self.session.changes();
    }

    /// Makes a move, all panels included.
    pub fn go(&mut self, at: usize) {
        let direction = WAYS[at % WAYS.len()].1;
        let what = at / WAYS.len();
        let goal = GOALS
            .get(what)
            .map(|(_, to)| Action::Go { to: *to, direction });
        let zoom = ZOOMS.get(what.saturating_sub(GOALS.len()));
        let step = zoom.map(|(_, by)| Action::Step { by: *by, direction });
        let middle = Action::Seek(self.length() as u32 / 2);
        self.session.act(goal.or(step).unwrap_or(middle), NOW);
        let _ = black_box(self.session.changes());
    }

    /// Finds the same kind of place by going over the trace, without any panel; whether there is such a question.
    pub fn scan(&self, at: usize, place: usize) -> bool {
        let goal = GOALS.get(at / WAYS.len()).map(|(_, goal)| *goal);
        let Some((goal, run)) = goal.zip(self.session.run()) else {
            return false;
        };
        black_box(scan(&run.trace, place, goal, WAYS[at % WAYS.len()].1));
        true
    }
}

fn points() -> Vec<Breakpoint> {
    let point = |state: &str, when, condition: &str| Breakpoint {
        state: state.into(),
        when,
        condition: condition.into(),
        ..Breakpoint::default()
    };
    vec![
        point("C", When::After, "$ = 1500"),
        point("Each", When::Iteration(1700), ""),
        point("", When::Failure, ""),
    ]
}

fn ran() -> Session {
    let items: Vec<_> = (0..4000).map(|item| item.to_string()).collect();
    let workspace = Workspace {
        definition: DEFINITION.into(),
        input: format!("[{}]", items.join(",")),
        ..Workspace::default()
    };
    let mut session = Session::default();
    session.act(Action::Open(workspace), NOW);
    session.act(Action::Run, NOW);
    while session.pump(NOW, &mut 10_000) == Need::More {}
    session
}

fn scan(trace: &Trace, from: usize, to: Goal, direction: Direction) -> Option<usize> {
    let wanted = |at: &usize| match (trace.at(*at), to) {
        (Some(Entry::Event(event)), Goal::Failure | Goal::Breakpoint) => event.details.is_failure(),
        (Some(Entry::Stage(record)), Goal::State(node)) => {
            record.stage == Stage::Input && record.state.0 == node
        }
        (Some(Entry::Stage(record)), Goal::In | Goal::Over | Goal::Out) => {
            let here = trace.at(from).and_then(Entry::visit);
            let iteration = |visit: Option<VisitIx>| visit.map(|at| trace.visits[at.0].iteration);
            let here = iteration(here.and_then(|entered| trace.visit(entered)));
            record.stage == Stage::Input && here == iteration(trace.visit(record.visit))
        }
        _ => false,
    };
    match direction {
        Direction::Forward => (from + 1..=trace.len()).find(wanted),
        Direction::Back => (1..from).rev().find(wanted),
    }
}
