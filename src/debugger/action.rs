//! What a person can do, as one closed list. The page sends these and nothing else.

pub use super::edit::Edit;
pub use super::question::Question;
use super::seldom;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One wish of the user.
#[allow(
    clippy::large_enum_variant,
    reason = "wishes travel boxed, and the large one comes once"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Action {
    /// Another workspace takes the place of this one; the run of the old one is dropped.
    Open(crate::project::Workspace),
    /// The workspace is changed.
    Edit(#[serde(with = "seldom")] Edit),
    /// Look at a machine and, if there is one, its last execution; `None` is the one that Run starts.
    ShowMachine(Option<String>),
    /// Look at an execution of the family: [`RunRow::id`](super::view::RunRow::id).
    ShowRun(u32),
    /// Play a history from elsewhere: what `aws stepfunctions get-execution-history` prints. Its
    /// definition and input take the place of the workspace.
    Import(String),
    /// Run the execution that is looked at once more from its start, with the answers that had come at
    /// the cursor; from there on otherwise. Ignored while one runs, and where nothing can be changed so.
    Fork(#[serde(with = "seldom")] Change),
    /// Look at the other one of the two: what was run again, or what it was run again from.
    Swap,
    /// Run the execution that is looked at once more: with its input, the texts as they are, and for
    /// each task the answer it got.
    Repeat,
    /// Start an execution with the texts as they are; the last one is dropped. The cursor follows it.
    Run,
    /// The same, with the cursor at its start, where it stays until it is moved: who is to be shown the execution
    /// from there sees nothing of its end before.
    Watch,
    /// End the execution as StopExecution does.
    Stop,
    /// Go on with an execution that ended badly, as RedriveExecution does: with the definition and the
    /// input it had, and the functions as they are now. Ignored when it cannot be redriven.
    Redrive,
    /// Answer for a task that waits for somebody: a service that nobody stands in for, whoever was
    /// given a task token, the worker of an activity. Ignored when it waits no more.
    Answer {
        /// [`OpenTask::task`](super::view::OpenTask::task)
        task: u32,
        /// What is answered.
        #[serde(with = "seldom")]
        with: TaskAnswer,
    },
    /// Move the cursor by one stop.
    Step {
        /// Where to stop.
        by: Zoom,
        /// Which way.
        direction: Direction,
    },
    /// Move the cursor as debuggers do; it stays where there is nothing that way.
    Go {
        /// Where to.
        to: Goal,
        /// Which way.
        direction: Direction,
    },
    /// Move the cursor by one stop towards the end, but no further than to the next breakpoint.
    Advance(Zoom),
    /// Which stops the step label counts.
    Zoom(Zoom),
    /// Move the cursor to a position, 0 to [`Transport::length`](super::view::Transport::length).
    Seek(u32),
    /// Move the cursor to a position of an execution of the family, and look at that one.
    SeekIn {
        /// [`RunRow::id`](super::view::RunRow::id)
        run: u32,
        /// The position.
        position: u32,
    },
    /// Move the cursor to just after an event.
    SeekEvent(u32),
    /// Move the cursor before everything.
    First,
    /// Move the cursor behind everything; while an execution runs the cursor follows it.
    Last,
    /// Look at a state, and open the groups that are folded over it; `None` goes back to whatever the cursor
    /// is at. Moves of the cursor open nothing.
    Select(Option<Selection>),
    /// Which rows of the event table are on the screen; `None` while nobody looks at it.
    ShowEvents(Option<Window>),
    /// Prepare a file of the run that is looked at, as [`Panel::Exported`](super::view::Panel::Exported).
    Export(#[serde(with = "seldom")] Export),
    /// Which iterations the grid of a Map shows.
    ShowIterations(#[serde(with = "seldom")] Grid),
    /// Look at an iteration of a Map: at the last state that it has reached, and at the moment when that
    /// was left.
    OpenIteration {
        /// [`Iterations::map`](super::view::Iterations::map)
        map: u32,
        /// Which, from 0.
        index: u32,
    },
    /// Which lanes of the timeline are on the screen; `None` while nobody looks at it.
    ShowTimeline(Option<Window>),
    /// Show or hide what is inside a lane of the timeline.
    OpenLane {
        /// [`LaneRow::lane`](super::view::LaneRow::lane)
        lane: u32,
        /// Whether it is shown.
        open: bool,
    },
    /// Move the cursor to the last entry that has happened at a place along the timeline, 0 to 1.
    SeekAlong(f64),
    /// Which lines of the console are on the screen.
    ShowConsole(Window),
    /// Draw Parallel and Map states as one box each, or with what is inside. They stay so while their
    /// definition is edited.
    Fold {
        /// The state; `None` means all of the machine that is looked at.
        state: Option<u32>,
        /// As one box.
        folded: bool,
    },
    /// Whether the inspector shows long data whole.
    ShowWhole(bool),
    /// How virtual time passes.
    Timing(Timing),
    /// From now on the stages tell which expressions produced them.
    ShowSources,
    /// Whether a visit tells the context object as it sees it.
    ShowContext(bool),
    /// Of these variables a visit tells what was assigned to them over time.
    ShowVariables(#[serde(with = "seldom")] BTreeSet<String>),
    /// What does this expression give in the visit that the inspector shows?
    Evaluate {
        /// A path, an intrinsic function, JSONata with or without `{% %}`.
        text: String,
        /// `None` is the state's own.
        language: Option<Language>,
        /// The stage that `$` of JSONPath stands for, by its position; `None` is the state's input.
        on: Option<u32>,
    },
    /// Let virtual time stand still, or go on.
    Pause(bool),
    /// Let virtual time jump to this moment: [`WaitRow::until`](super::view::WaitRow::until). The host does it.
    Skip(i64),
    /// End the execution, if one is going on, and start one with the input of the last.
    Again,
    /// Prepare a form to test this state alone, with what it had at the cursor.
    PrepareTest(Selection),
    /// Test the prepared state as TestState does; a test that is going on ends.
    TestState(#[serde(with = "seldom")] Box<TestRequest>),
    /// End the test that is going on.
    StopTest,
    /// The form is closed: a test that is going on ends.
    CloseTest,
    /// Answer a question about the definition, as [`Panel::Answer`](super::view::Panel::Answer).
    Ask {
        /// Comes back with the answer.
        number: u32,
        /// Which definition; of other documents nothing is known.
        document: Document,
        /// What is asked.
        #[serde(with = "seldom")]
        question: Question,
    },
}

/// `QueryLanguage`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Language {
    /// JSONPath, and intrinsic functions.
    #[default]
    JsonPath,
    /// JSONata.
    Jsonata,
}

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::JsonPath, Self::Jsonata];

    /// AWS's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::JsonPath => "JSONPath",
            Self::Jsonata => "JSONata",
        }
    }
}

/// What a person asks TestState for. Empty texts are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestRequest {
    /// `input`: JSON text.
    pub input: String,
    /// `variables`: JSON text of an object.
    pub variables: String,
    /// `context`: JSON text of a context object; only with a mock.
    pub context: String,
    /// `mock`
    pub mock: TestMock,
    /// `inspectionLevel`
    pub level: TestLevel,
    /// `retrierRetryCount`
    pub retries: Option<u32>,
    /// `mapIterationFailureCount`
    pub failed_iterations: Option<u32>,
    /// `mapItemReaderData`: what the reader of a Map reads.
    pub reader_data: String,
    /// `errorCausedByState`: which state inside a Parallel or Map failed.
    pub caused_by: String,
}

/// The end of the state's work, made up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TestMock {
    /// The work is done.
    #[default]
    None,
    /// It gives this.
    Result {
        /// JSON text.
        result: String,
        /// How strictly it is checked.
        validation: TestValidation,
    },
    /// It fails.
    Error {
        /// `error`
        error: String,
        /// `cause`
        cause: String,
    },
}

/// `fieldValidationMode`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TestValidation {
    /// `STRICT`: every required field must be there, and every field fit.
    #[default]
    Strict,
    /// `PRESENT`: every field that is there must fit.
    Present,
    /// `NONE`
    None,
}

impl TestValidation {
    /// Every mode.
    pub const ALL: [Self; 3] = [Self::Strict, Self::Present, Self::None];

    /// AWS's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Strict => "STRICT",
            Self::Present => "PRESENT",
            Self::None => "NONE",
        }
    }
}

/// `inspectionLevel`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TestLevel {
    /// `INFO`: the output only.
    Info,
    /// `DEBUG`: every stage of input and output processing.
    #[default]
    Debug,
    /// `TRACE`: the same, and the request and response of an HTTP Task.
    Trace,
}

impl TestLevel {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::Info, Self::Debug, Self::Trace];

    /// AWS's word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Debug => "DEBUG",
            Self::Trace => "TRACE",
        }
    }
}

/// One of the workspace's texts.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Document {
    /// The definition of the machine that Run starts.
    Definition,
    /// The definition of a further machine, by its name.
    Machine(String),
    /// The execution's input.
    Input,
    /// The mocked answers.
    Mocks,
    /// A function, by its file's name.
    Function(String),
    /// An object, by its bucket and key: `shop/orders.csv`.
    Object(String),
}

/// What a person answers for a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaskAnswer {
    /// It went well: JSON text. Anything else is ignored.
    Success(String),
    /// It failed; an empty text is left out.
    Failure {
        /// The error's name.
        error: String,
        /// What is told of it.
        cause: String,
    },
    /// SendTaskHeartbeat.
    Heartbeat,
}

/// What is otherwise from the cursor on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// The definition and the functions, as they are written now.
    Texts,
    /// The answer to the task that the cursor is in.
    Answer(TaskAnswer),
    /// The input of the state that the cursor is in: JSON text.
    Input(String),
}

/// How far one step goes: the three zooms over one trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Zoom {
    /// To where a state is entered or left.
    State,
    /// To the next stage of input and output processing.
    #[default]
    Stage,
    /// To the next event of the history.
    Event,
}

/// Where a step of a debugger leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Goal {
    /// To the next state of the same branch or iteration, or inside of this one: a branch, an iteration, an
    /// execution that the Task begins.
    In,
    /// To the next state of the same branch or iteration, past everything inside of this one.
    Over,
    /// To where the branch, iteration or nested execution is done; back, to where it began.
    Out,
    /// To where this state is entered: [`Node::state`](super::view::Node::state).
    State(u32),
    /// To where something fails.
    Failure,
    /// To a breakpoint; to the end of what was told, if there is none.
    Breakpoint,
}

/// Which way in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// Towards the start.
    Back,
    /// Towards the end.
    Forward,
}

/// A state to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The node: [`Node::state`](super::view::Node::state).
    pub state: u32,
    /// One of its visits, by the place of its Entered event; `None` is the last one at the cursor.
    pub visit: Option<u32>,
}

/// A part of a long list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// The first row, from 0.
    pub from: u32,
    /// How many rows.
    pub count: u32,
}

/// What is taken along of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// The history as AWS's JSON.
    History,
    /// The run as a film.
    Film,
}

/// A part of the grid of a Map's iterations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// Which of those that are shown are on the screen.
    pub window: Window,
    /// The only status that is shown, one of those in
    /// [`Iterations::counts`](super::view::Iterations::counts); `None` for all.
    pub only: Option<super::view::Status>,
}

/// How virtual time passes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Timing {
    /// Waits and back-offs take no time: the clock jumps over them.
    #[default]
    Instant,
    /// A second is a second.
    Real,
    /// So many seconds pass in one.
    Scaled(u32),
}
