//! Writing mocks: a person answered a Task once and wants it answered so always, or a recording tells
//! what each call was answered.

use crate::debugger::action::TaskAnswer;
use crate::execution::Answer;
use crate::value::{Object, Value, parse};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// What a call was answered, if that is known.
pub type Call<'a> = Option<&'a Answer>;

/// The calls that an answer for always is for: Step Functions Local wants an end.
const ALWAYS: &str = "0-9999";

/// The name of the test case where a machine has none.
const CASE: &str = "Always";

/// The name of the test case of a recording.
const RECORDED: &str = "Recorded";

/// The error of a Task that took too long.
const TIMEOUT: &str = "States.Timeout";

/// The text of a `MockConfigFile.json` with one more answer, for every call of a state. A text that is
/// no such file is replaced. `None` for an answer that cannot be mocked.
pub fn remember(text: &str, machine: &str, state: &str, answer: &TaskAnswer) -> Option<String> {
    let told = told(answer)?;
    let file = parse(text).ok();
    let file = file.as_ref().and_then(Value::as_object);
    let mut file = file.cloned().unwrap_or_default();
    let response = format!("{machine}/{state}");

    let mut machines = member(&file, "StateMachines");
    let mut one = member(&machines, machine);
    let mut cases = member(&one, "TestCases");
    let first = cases.iter().next().map(|(name, _)| name.to_string());
    let case = first.unwrap_or_else(|| CASE.to_owned());
    let states = member(&cases, &case).with(state, response.as_str());
    cases.insert(case.as_str(), states);
    one.insert("TestCases", cases);
    machines.insert(machine, one);
    file.insert("StateMachines", machines);

    let mut responses = member(&file, "MockedResponses");
    responses.insert(response.as_str(), Object::new().with(ALWAYS, told));
    file.insert("MockedResponses", responses);
    Some(Value::from(file).to_pretty_json() + "\n")
}

/// The text of a `MockConfigFile.json` with the answers to the calls of each state of machines that are
/// alike, in their order. `None` when none of them is known.
#[inline(never)]
pub fn remember_calls(
    machines: &BTreeSet<&str>,
    states: &BTreeMap<Rc<str>, Vec<Call<'_>>>,
) -> Option<String> {
    let (mut case, mut responses) = (Object::new(), Object::new());
    for (state, calls) in states {
        let answers = counted(calls);
        if !answers.is_empty() {
            case.insert(&**state, &**state);
            responses.insert(&**state, answers);
        }
    }
    let known = !responses.is_empty();
    let cases = Object::new().with(RECORDED, case);
    let one = Object::new().with("TestCases", cases);
    let machines = machines
        .iter()
        .map(|name| ((*name).into(), one.clone().into()));
    let machines = machines.collect::<Object>();
    let file = Object::new()
        .with("StateMachines", machines)
        .with("MockedResponses", responses);
    known.then(|| Value::from(file).to_pretty_json() + "\n")
}

/// The answers by the calls they are for: those that follow each other and are the same stand as one.
fn counted(calls: &[Call<'_>]) -> Object {
    let mut answers = Object::new();
    let mut from = 0;
    for same in calls.chunk_by(|one, other| one == other) {
        let last = from + same.len() - 1;
        let key = if last == from {
            from.to_string()
        } else {
            format!("{from}-{last}")
        };
        if let Some(told) = same.first().copied().flatten().and_then(told_before) {
            answers.insert(key.as_str(), told);
        }
        from = last + 1;
    }
    answers
}

/// What a recording tells of the end of a call; a function's own words are told as results there.
fn told_before(answer: &Answer) -> Option<Object> {
    match answer {
        Answer::Succeeded(output) => told(&TaskAnswer::Success(output.to_string())),
        Answer::Refused(details) => {
            let text = |text: &Option<Rc<str>>| text.as_deref().unwrap_or_default().to_owned();
            told(&TaskAnswer::Failure {
                error: text(&details.error),
                cause: text(&details.cause),
            })
        }
        Answer::TimedOut => told(&TaskAnswer::Failure {
            error: TIMEOUT.to_owned(),
            cause: String::new(),
        }),
        Answer::Submitted(_)
        | Answer::Started(_)
        | Answer::Heartbeat
        | Answer::Returned(_)
        | Answer::Failed(_)
        | Answer::NoSuchFunction => None,
    }
}

/// `{"Return": …}`, `{"Throw": …}`
fn told(answer: &TaskAnswer) -> Option<Object> {
    match answer {
        TaskAnswer::Success(output) => Some(Object::new().with("Return", parse(output).ok()?)),
        TaskAnswer::Failure { error, cause } => {
            let texts = [("Error", error), ("Cause", cause)].into_iter();
            let given = texts.filter(|(_, text)| !text.is_empty());
            let thrown = given.map(|(name, text)| (name.into(), text.as_str().into()));
            Some(Object::new().with("Throw", thrown.collect::<Object>()))
        }
        TaskAnswer::Heartbeat => None,
    }
}

/// An object inside; a new one where there is none.
fn member(object: &Object, name: &str) -> Object {
    let inner = object.get(name).and_then(Value::as_object);
    inner.cloned().unwrap_or_default()
}
