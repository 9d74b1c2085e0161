//! The checked workflow: ids instead of names, compiled expressions. A [`Machine`] cannot be wrong.
//!
//! A machine is one flat table of states. A *scope* is one `States` object: the top level, a branch of
//! a Parallel, or the processor of a Map. Transitions never leave their scope.

mod choice;
mod compile;
mod distributed;
mod functions;
pub mod integration;
mod map;
mod neighbours;
mod problem;
mod resource;
mod retry;
mod task;

pub use choice::{Choice, ChoiceRule, Comparison, Condition, Operand, Test, TypeTest};
pub use compile::{compile, compile_as, compile_as_aws, vocabulary};
pub use distributed::{
    Csv, Distributed, ExecutionType, InputType, ItemBatcher, ItemReader, OutputType, ResultWriter,
    Source, Transformation,
};
pub use functions::check_functions;
pub use map::{Amount, Items, Map, MaxConcurrency, Tolerated};
pub use neighbours::{Neighbour, check_machines};
pub use resource::{Integration, LambdaArn, Pattern, Resource};
pub use retry::{Catcher, Retrier};
pub use task::{Seconds, Task};

use crate::diagnostic::Span;
use crate::query::{Formula, Path, ReferencePath, Template};
use crate::value::Value;
use std::rc::Rc;

/// A state, as its place in [`Machine::states`].
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct StateId(pub u32);

/// A `States` object, as its place in [`Machine::scopes`]. The top level is `ScopeId(0)`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct ScopeId(pub u32);

/// AWS's `StateMachineType`: what a workflow may do and how its executions are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MachineType {
    /// `STANDARD`: up to a year, every integration pattern, a history.
    #[default]
    Standard,
    /// `EXPRESS`: up to five minutes, no waiting for others, logs only.
    Express,
}

/// A workflow that can run.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    /// Every state, whatever its scope, in the order of the text.
    pub states: Vec<State>,
    /// Every `States` object; the first is the top level.
    pub scopes: Vec<Scope>,
    /// The machine-level `TimeoutSeconds`.
    pub timeout_seconds: Option<u64>,
    /// The machine's `Comment`.
    pub comment: Option<Rc<str>>,
}

/// One `States` object.
#[derive(Clone, Debug, PartialEq)]
pub struct Scope {
    /// Where it begins.
    pub start_at: StateId,
    /// Its states in the order of the text.
    pub states: Vec<StateId>,
    /// The Parallel or Map it belongs to; `None` for the top level.
    pub parent: Option<StateId>,
}

/// One state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// Its place in the table.
    pub id: StateId,
    /// Its name.
    pub name: Rc<str>,
    /// The `States` object it stands in.
    pub scope: ScopeId,
    /// Its characters in the definition: key and value.
    pub span: Span,
    /// Its `Comment`.
    pub comment: Option<Rc<str>>,
    /// What it does.
    pub kind: Kind,
    /// Input and output processing; fields its type does not have are at their defaults.
    pub io: Io,
    /// `Assign`.
    pub assign: Option<Template>,
    /// The variables that its expressions read, sorted: what DescribeStateMachine lists as
    /// `variableReferences`.
    pub reads: Vec<Rc<str>>,
    /// Where it goes; `None` for Choice, Succeed and Fail.
    pub next: Option<Transition>,
    /// In the order of the text; empty for types without.
    pub retry: Vec<Retrier>,
    /// In the order of the text; empty for types without.
    pub catch: Vec<Catcher>,
}

/// `Next` or `End`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transition {
    /// On to another state of the same scope.
    Next(StateId),
    /// The scope ends here.
    End,
}

/// The eight state types.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Does work through a resource.
    Task(Task),
    /// Passes or makes data.
    Pass(Pass),
    /// Chooses where to go.
    Choice(Choice),
    /// Waits.
    Wait(Wait),
    /// Ends its scope well.
    Succeed,
    /// Ends its scope with an error.
    Fail(Fail),
    /// Runs branches side by side.
    Parallel(Parallel),
    /// Runs its processor for each item.
    Map(Map),
}

/// Input and output processing, in the state's query language.
#[derive(Clone, Debug, PartialEq)]
pub enum Io {
    /// JSONPath.
    Path(PathIo),
    /// JSONata.
    Jsonata(JsonataIo),
}

/// Input and output processing in JSONata (`asl.md` section 4.4).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct JsonataIo {
    /// `Arguments` of Task and Parallel; absent means the input.
    pub arguments: Option<Template>,
    /// `Output`; absent means the result, or the input where there is none.
    pub output: Option<Template>,
}

/// Input and output processing in JSONPath (`asl.md` section 4.3).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct PathIo {
    /// `InputPath`.
    pub input_path: PathField,
    /// `Parameters` of Task, Parallel and Pass (a Map's are its `item_selector`).
    pub parameters: Option<Template>,
    /// `ResultSelector`.
    pub result_selector: Option<Template>,
    /// `ResultPath`.
    pub result_path: ResultPath,
    /// `OutputPath`.
    pub output_path: PathField,
}

/// `InputPath` or `OutputPath`.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum PathField {
    /// Absent, or `"$"`: everything, untouched.
    #[default]
    Whole,
    /// `null`: `{}`.
    Empty,
    /// A part.
    Path(Path),
}

/// `ResultPath`.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum ResultPath {
    /// Absent, or `"$"`: the result replaces the input.
    #[default]
    Whole,
    /// `null`: the result is dropped, the raw input goes on.
    Discard,
    /// The result is put into a copy of the raw input.
    Into(ReferencePath),
}

/// A Pass state.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Pass {
    /// `Result`, literal; absent when `null` (recorded: `"Result": null` returns the input).
    pub result: Option<Value>,
}

/// A Wait state: exactly one of its forms.
#[derive(Clone, Debug, PartialEq)]
pub enum Wait {
    /// `Seconds`.
    Seconds(u64),
    /// `SecondsPath`.
    SecondsPath(Path),
    /// `Timestamp`.
    Timestamp(crate::value::Timestamp),
    /// `TimestampPath`.
    TimestampPath(Path),
    /// `Seconds` in JSONata.
    SecondsFormula(Formula),
    /// `Timestamp` in JSONata.
    TimestampFormula(Formula),
}

/// A Fail state.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Fail {
    /// `Error` or `ErrorPath`.
    pub error: Option<FailText>,
    /// `Cause` or `CausePath`.
    pub cause: Option<FailText>,
}

/// A text of a Fail state.
#[derive(Clone, Debug, PartialEq)]
pub enum FailText {
    /// Written down.
    Literal(Rc<str>),
    /// `ErrorPath` or `CausePath`: a path or a string-returning intrinsic.
    Expression(crate::query::Expression),
    /// `Error` or `Cause` in JSONata.
    Formula(Formula),
}

/// A Parallel state.
#[derive(Clone, Debug, PartialEq)]
pub struct Parallel {
    /// Its branches in the order of the text.
    pub branches: Vec<ScopeId>,
}

impl Machine {
    /// The state with this id. Ids of one machine are valid for that machine only.
    pub fn state(&self, id: StateId) -> &State {
        &self.states[id.0 as usize]
    }

    /// The scope with this id.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// The state of this name; names are unique across the whole machine.
    pub fn find(&self, name: &str) -> Option<&State> {
        self.states.iter().find(|state| &*state.name == name)
    }
}

impl State {
    /// The word of its `Type` field.
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Task(_) => "Task",
            Kind::Pass(_) => "Pass",
            Kind::Choice(_) => "Choice",
            Kind::Wait(_) => "Wait",
            Kind::Succeed => "Succeed",
            Kind::Fail(_) => "Fail",
            Kind::Parallel(_) => "Parallel",
            Kind::Map(_) => "Map",
        }
    }
}
