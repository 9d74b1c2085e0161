//! A person answered a Task once and wants it answered so always: one more mock in the file.

use crate::debugger::action::TaskAnswer;
use crate::value::{Object, Value, parse};

/// The calls that an answer for always is for: Step Functions Local wants an end.
const ALWAYS: &str = "0-9999";

/// The name of the test case where a machine has none.
const CASE: &str = "Always";

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
