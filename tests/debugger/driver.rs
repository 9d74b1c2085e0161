//! A session with a host: functions are Rust closures, virtual time jumps.

use asl::debugger::action::{Action, Direction, Document, Edit, Selection, Window, Zoom};
use asl::debugger::tally::Tally;
use asl::debugger::view::{
    self, Console, Events, Graph, Marks, Outcome, Panel, Problems, Shown, Status, Transport,
};
use asl::debugger::{Need, Session};
use asl::execution::{Answer, Token};
use asl::project::{Function, Settings, Workspace};
use asl::value::Timestamp;

/// What a function does: its event and the number of the call, from 1, to its answer.
pub type Work = fn(event: &str, call: usize) -> Answer;

/// A function that gives its event back.
pub fn echo(event: &str, _call: usize) -> Answer {
    Answer::Returned(event.into())
}

/// A function that throws.
pub fn throw(_event: &str, _call: usize) -> Answer {
    Answer::Failed(r#"{"errorType": "Boom", "errorMessage": "it broke"}"#.into())
}

/// A page's side of a session: the last panel of each kind.
pub struct Driver {
    pub session: Session,
    pub now: Timestamp,
    functions: Vec<(&'static str, Work)>,
    calls: usize,
    shown: Vec<Panel>,
}

impl Driver {
    /// A session with a definition, an input and functions.
    pub fn new(definition: &str, input: &str, functions: &[(&'static str, Work)]) -> Self {
        let files = functions.iter().map(|(name, _)| Function {
            name: format!("{name}.mjs"),
            text: "export const handler = async () => {}".into(),
        });
        let workspace = Workspace {
            definition: definition.into(),
            input: input.into(),
            functions: files.collect(),
            settings: Settings {
                region: "us-east-1".into(),
                ..Settings::default()
            },
            ..Workspace::default()
        };
        let mut driver = Self {
            session: Session::default(),
            now: Timestamp(1_700_000_000_000),
            functions: functions.to_vec(),
            calls: 0,
            shown: Panel::at_first().to_vec(),
        };
        let all = Window {
            from: 0,
            count: 100,
        };
        driver.act(Action::ShowEvents(Some(all)));
        driver.act(Action::Open(workspace));
        driver
    }

    /// Does what the user wants and takes the changed panels in.
    pub fn act(&mut self, action: Action) -> &mut Self {
        self.session.act(action, self.now);
        self.look();
        self
    }

    /// Runs to the end.
    pub fn run(&mut self) -> &mut Self {
        self.act(Action::Run);
        self.go_on();
        self
    }

    /// Goes on until the execution has ended, or waits for something that does not come.
    pub fn go_on(&mut self) {
        loop {
            let mut polls = 500;
            match self.session.pump(self.now, &mut polls) {
                Need::More => {}
                Need::Invoke(invoke) => self.call(invoke.token, &invoke.function, &invoke.event),
                Need::Cancel(_) => {}
                Need::Wait { until: Some(until) } => self.now = until,
                Need::Wait { until: None } | Need::Done => break,
            }
        }
        self.look();
        assert_eq!(self.fault(), &None);
        self.check();
    }

    /// What holds after every run: nothing is open, and going all the way back leaves nothing marked.
    fn check(&self) {
        let ended = matches!(self.outcome_panel(), Shown::Filled(_));
        let open = self.marks().states.iter().filter(|mark| mark.open > 0);
        assert!(!ended || open.count() == 0, "{:?}", self.marks().states);
        let Some(run) = self.session.run() else {
            return;
        };
        let trace = &run.trace;
        let mut tally = Tally::new(trace);
        tally.seek(trace, 0);
        let before = tally.clone();
        tally.seek(trace, trace.len());
        tally.seek(trace, 0);
        assert_eq!(tally, before);
    }

    fn call(&mut self, token: Token, function: &str, event: &str) {
        self.calls += 1;
        let work = self
            .functions
            .iter()
            .find(|(name, _)| *name == function)
            .unwrap()
            .1;
        self.session.print(
            token,
            "warn",
            &format!("called with {event}"),
            "f.mjs",
            Some(3),
        );
        self.now = self.now.plus_millis(5);
        self.session
            .answer(token, work(event, self.calls), self.now);
    }

    fn look(&mut self) {
        while self.session.search() {}
        for panel in self.session.changes() {
            let kind = std::mem::discriminant(&panel);
            self.shown.retain(|old| std::mem::discriminant(old) != kind);
            self.shown.push(panel);
        }
    }

    pub fn step(&mut self, by: Zoom, direction: Direction) -> &mut Self {
        self.act(Action::Step { by, direction })
    }

    pub fn select(&mut self, name: &str) -> &mut Self {
        let state = self.node(name);
        self.act(Action::Select(Some(Selection { state, visit: None })))
    }

    pub fn edit(&mut self, text: &str) -> &mut Self {
        self.act(Action::Edit(Edit::Text {
            document: Document::Definition,
            text: text.into(),
        }))
    }

    /// The node of a state.
    pub fn node(&self, name: &str) -> u32 {
        self.graph()
            .tree
            .iter()
            .find(|row| row.name == name)
            .unwrap()
            .state
    }

    /// How a state is marked.
    pub fn status(&self, name: &str) -> Status {
        let node = self.node(name);
        let marks = self.marks();
        marks
            .states
            .iter()
            .find(|mark| mark.state == node)
            .map_or(Status::NotRun, |mark| mark.status)
    }

    /// The arrows taken, as "from → to" with their counts.
    pub fn taken(&self) -> Vec<String> {
        let graph = self.graph();
        let name = |end| match end {
            asl::debugger::view::End::Start => "Start".to_owned(),
            asl::debugger::view::End::End => "End".to_owned(),
            asl::debugger::view::End::State(id) => graph
                .tree
                .iter()
                .find(|row| row.state == id)
                .unwrap()
                .name
                .clone(),
        };
        let show = |mark: &asl::debugger::view::EdgeMark| {
            let edge = &graph.edges[mark.edge as usize];
            format!("{} → {} {}", name(edge.from), name(edge.to), mark.count)
        };
        self.marks().edges.iter().map(show).collect()
    }
}

/// The last panel of a kind.
macro_rules! shown {
    ($($name:ident: $variant:ident -> $type:ty,)*) => {
        impl Driver {
            $(pub fn $name(&self) -> &$type {
                let found = self.shown.iter().find_map(|panel| match panel {
                    Panel::$variant(content) => Some(content),
                    _ => None,
                });
                found.unwrap()
            })*
        }
    };
}

shown! {
    problems: Problems -> Problems,
    marks: Marks -> Marks,
    family: Family -> view::Family,
    transport: Transport -> Transport,
    breakpoints: Breakpoints -> view::Breakpoints,
    inspector_panel: Inspector -> Shown<Box<view::Inspector>>,
    events_panel: Events -> Shown<Events>,
    exported: Exported -> view::Exported,
    iterations_panel: Iterations -> Option<view::Iterations>,
    timeline_panel: Timeline -> Shown<view::Timeline>,
    console_panel: Console -> Shown<Console>,
    outcome_panel: Outcome -> Shown<Outcome>,
    picture: Graph -> Shown<asl::debugger::view::Picture>,
    objects: Objects -> Vec<view::ObjectRow>,
    answer: Answer -> view::Answer,
    evaluated: Evaluated -> Option<Box<view::Evaluated>>,
    test_panel: Test -> Option<Box<view::StateTest>>,
    fault: Fault -> Option<String>,
    pair: Pair -> Option<Box<view::Pair>>,
    recording: Recording -> view::Recording,
}

fn filled<T>(shown: &Shown<T>) -> &T {
    match shown {
        Shown::Filled(content) => content,
        Shown::Empty(why) => panic!("nothing to see: {why:?}"),
    }
}

impl Driver {
    pub fn graph(&self) -> &Graph {
        &filled(self.picture()).graph
    }
    #[allow(clippy::borrowed_box, reason = "as it is sent")]
    pub fn inspector(&self) -> &Box<view::Inspector> {
        filled(self.inspector_panel())
    }
    pub fn events(&self) -> &Events {
        filled(self.events_panel())
    }
    pub fn console(&self) -> &Console {
        filled(self.console_panel())
    }
    pub fn outcome(&self) -> &Outcome {
        filled(self.outcome_panel())
    }
}
