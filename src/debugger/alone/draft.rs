//! What the form of a test begins with: the input and the variables that the state had at the cursor,
//! and what of a request makes sense for a state of its kind.

use crate::debugger::action::{TestMock, TestRequest, TestValidation};
use crate::debugger::run::Run;
use crate::debugger::trace::{Entry, VisitIx};
use crate::debugger::variables;
use crate::debugger::view::{StateTest, TestProgress, TestTakes};
use crate::graph::kind_of;
use crate::inspection::Stage;
use crate::machine::{Kind, Machine, Resource, State, StateId};
use crate::value::{Object, Payload, Value};

/// The form of a state. Its input is what a visit received, else what the execution would.
pub fn prepare(
    machine: &Machine,
    state: &State,
    visit: Option<(&Run, VisitIx)>,
    input: Option<&Payload>,
) -> StateTest {
    let received = visit.and_then(|(run, visit)| received(run, visit));
    let input = received.or_else(|| Some(input?.value().to_pretty_json()));
    let takes = takes(machine, state);
    let mock = if takes.only_mock {
        TestMock::Result {
            result: usual_result(&state.kind),
            validation: TestValidation::default(),
        }
    } else {
        TestMock::None
    };
    StateTest {
        number: 0,
        machine: None,
        state: state.id.0,
        name: state.name.to_string(),
        kind: kind_of(state),
        request: TestRequest {
            input: input.unwrap_or_else(|| "{}".to_owned()),
            variables: visit
                .map(|(run, visit)| variables_of(run, visit))
                .unwrap_or_default(),
            mock,
            ..TestRequest::default()
        },
        takes,
        progress: TestProgress::Ready,
        log: Vec::new(),
    }
}

/// The raw input of a visit, whole.
fn received(run: &Run, visit: VisitIx) -> Option<String> {
    let mut places = run.trace.visits.get(visit.0)?.entries.iter();
    places.find_map(|place| match &run.trace.entries[*place] {
        Entry::Stage(record) if record.stage == Stage::Input => {
            Some(record.value.value().to_pretty_json())
        }
        Entry::Stage(_) | Entry::Event(_) | Entry::Note(_) => None,
    })
}

/// The variables that a visit found; empty text where there are none.
fn variables_of(run: &Run, visit: VisitIx) -> String {
    let Some(visit) = run.trace.visits.get(visit.0) else {
        return String::new();
    };
    let found = variables::before(&run.trace, visit.entered);
    let found: Object = found
        .into_iter()
        .map(|(name, value)| (name, value.value().clone()))
        .collect();
    if found.is_empty() {
        return String::new();
    }
    Value::from(found).to_pretty_json()
}

fn takes(machine: &Machine, state: &State) -> TestTakes {
    let (mock, only_mock) = match &state.kind {
        Kind::Task(task) => (true, waits_for_others(&task.resource)),
        Kind::Parallel(_) | Kind::Map(_) => (true, true),
        Kind::Pass(_) | Kind::Choice(_) | Kind::Wait(_) | Kind::Succeed | Kind::Fail(_) => {
            (false, false)
        }
    };
    let (iterations, reader) = match &state.kind {
        Kind::Map(map) => {
            let distributed = map.distributed.as_ref();
            (true, distributed.is_some_and(|map| map.reader.is_some()))
        }
        Kind::Task(_)
        | Kind::Parallel(_)
        | Kind::Pass(_)
        | Kind::Choice(_)
        | Kind::Wait(_)
        | Kind::Succeed
        | Kind::Fail(_) => (false, false),
    };
    TestTakes {
        mock,
        only_mock,
        retries: !state.retry.is_empty(),
        iterations,
        reader,
        inner: inner(machine, state.id),
    }
}

/// A result of the kind that a state's work has: one for each branch, a list, an object.
fn usual_result(kind: &Kind) -> String {
    match kind {
        Kind::Parallel(parallel) => {
            let branches = vec![Value::empty_object(); parallel.branches.len()];
            Value::array(branches).to_json()
        }
        Kind::Map(_) => "[]".to_owned(),
        Kind::Task(_)
        | Kind::Pass(_)
        | Kind::Choice(_)
        | Kind::Wait(_)
        | Kind::Succeed
        | Kind::Fail(_) => "{}".to_owned(),
    }
}

/// Whether a Task waits for a job, a callback or a worker (documented: only with a mock).
fn waits_for_others(resource: &Resource) -> bool {
    match resource {
        Resource::Lambda(_) => false,
        Resource::Activity(_) => true,
        Resource::LambdaInvoke(pattern) => pattern.goes_on(),
        Resource::Service(integration) => integration.pattern.goes_on(),
    }
}

/// The names of the states directly inside of a Parallel or Map.
fn inner(machine: &Machine, state: StateId) -> Vec<String> {
    let scopes = machine.scopes.iter();
    let own = scopes.filter(|scope| scope.parent == Some(state));
    own.flat_map(|scope| &scope.states)
        .map(|inner| machine.state(*inner).name.to_string())
        .collect()
}
