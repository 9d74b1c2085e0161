//! Mocked answers: what Tasks are told without calling anybody, in the words of Step Functions Local's
//! `MockConfigFile.json` (`api.md` section 5).
//!
//! There a test case is chosen when an execution starts; here the first one of a machine counts. A state
//! that is not in it, and a call behind the last index, go on as if there were no mocks: so one Task of a
//! workflow can be mocked and the others be real.

mod problem;
mod write;

use super::family::RunId;
use super::run::Run;
use crate::diagnostic::{Problem, Severity, Span};
use crate::execution::Answer;
use crate::history::ExecutionDetails;
use crate::machine::StateId;
use crate::text::{self, Member, Node};
use problem::MockProblem;
use std::collections::BTreeMap;
use std::rc::Rc;
pub use write::{Call, remember, remember_calls};

/// A Task's result has at most so many bytes (`quotas.md` section 1).
const MAX_RESULT: usize = 262_144;

/// One mocked answer.
#[derive(Clone, Debug, PartialEq)]
struct Mocked {
    /// The first call that it is for, from 0.
    first: u32,
    /// The last one.
    last: u32,
    answer: Answer,
}

/// The mocks of a workspace, by machine and state.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mocks {
    states: BTreeMap<(Rc<str>, Rc<str>), Vec<Mocked>>,
}

impl Mocks {
    /// What the call of a state is answered: `call` counts its calls in one execution from 0.
    pub fn answer(&self, machine: &str, state: &str, call: u32) -> Option<&Answer> {
        let mocked = self.states.get(&(machine.into(), state.into()))?;
        let mut mocked = mocked.iter();
        let found = mocked.find(|mocked| (mocked.first..=mocked.last).contains(&call));
        found.map(|mocked| &mocked.answer)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.states.is_empty()
    }
}

/// The mocks of one start, and how often each state has called.
#[derive(Clone, Debug, Default)]
pub struct Mocking {
    mocks: Mocks,
    calls: BTreeMap<(RunId, StateId), u32>,
}

impl Mocking {
    /// The mocks of a text; what is wrong with it is told elsewhere.
    pub fn new(text: &str) -> Self {
        Self {
            mocks: read(text).0,
            calls: BTreeMap::new(),
        }
    }

    /// The mocks are others from now on; calls are counted on.
    pub fn change(&mut self, text: &str) {
        self.mocks = read(text).0;
    }

    /// A call of an execution's state was answered otherwise, by what was said to it before.
    pub fn pass(&mut self, id: RunId, state: StateId) {
        if !self.mocks.is_empty() {
            *self.calls.entry((id, state)).or_default() += 1;
        }
    }

    /// What a call of an execution's state is answered, if it is mocked.
    pub fn answer(&mut self, id: RunId, run: &Run, state: StateId) -> Option<Answer> {
        if self.mocks.is_empty() {
            return None;
        }
        let calls = self.calls.entry((id, state)).or_default();
        *calls += 1;
        let name = &run.trace.machine().state(state).name;
        let machine = &run.settings.machine_name;
        self.mocks.answer(machine, name, *calls - 1).cloned()
    }
}

/// Reads a `MockConfigFile.json`: the mocks that could be read, and what is wrong with the text. An
/// empty text holds none.
pub fn read(text: &str) -> (Mocks, Vec<Problem>) {
    if text.trim().is_empty() {
        return (Mocks::default(), Vec::new());
    }
    read_text(text)
}

#[inline(never)]
fn read_text(text: &str) -> (Mocks, Vec<Problem>) {
    let mut reader = Reader::default();
    let read = text::read(text);
    reader.problems = read.problems;
    for problem in &mut reader.problems {
        problem.severity = Severity::Warning;
    }
    if let Some(root) = &read.root {
        reader.read(root);
    }
    let mocks = Mocks {
        states: reader.states,
    };
    (mocks, reader.problems)
}

#[derive(Default)]
struct Reader {
    states: BTreeMap<(Rc<str>, Rc<str>), Vec<Mocked>>,
    responses: BTreeMap<Rc<str>, Vec<Mocked>>,
    problems: Vec<Problem>,
}

impl Reader {
    fn problem(&mut self, kind: &MockProblem, span: Span) {
        self.problems.push(Problem::of(kind, span, ""));
    }

    /// The members of an object; what is something else is complained about.
    fn members<'a>(&mut self, node: &'a Node) -> &'a [Member] {
        node.as_object().unwrap_or_else(|| {
            self.problem(&MockProblem::NoObject, node.span.clone());
            &[]
        })
    }

    fn read(&mut self, root: &Node) {
        let part = |name: &'static str| root.get(name).map(|member| &member.value);
        match part("MockedResponses") {
            Some(responses) => self.read_responses(responses),
            None => self.problem(&MockProblem::Missing("MockedResponses"), root.span.clone()),
        }
        match part("StateMachines") {
            Some(machines) => self.read_machines(machines),
            None => self.problem(&MockProblem::Missing("StateMachines"), root.span.clone()),
        }
    }

    fn read_responses(&mut self, responses: &Node) {
        for response in self.members(responses) {
            let mut mocked = Vec::new();
            for call in self.members(&response.value) {
                mocked.extend(self.read_call(call));
            }
            let name = Rc::clone(&response.key.text);
            self.responses.insert(name, mocked);
        }
    }

    /// `"0": {"Return": …}`, `"1-2": {"Throw": {"Error": …, "Cause": …}}`
    fn read_call(&mut self, call: &Member) -> Option<Mocked> {
        let Some((first, last)) = calls(&call.key.text) else {
            self.problem(&MockProblem::Calls, call.key.span.clone());
            return None;
        };
        let value = &call.value;
        let part = |name: &str| value.get(name).map(|member| &member.value);
        let answer = match (part("Return"), part("Throw")) {
            (Some(result), None) => self.result(result),
            (None, Some(thrown)) => {
                let text = |name: &str| thrown.get(name)?.value.as_str().cloned();
                Answer::Refused(ExecutionDetails {
                    error: text("Error"),
                    cause: text("Cause"),
                })
            }
            (Some(_), Some(_)) | (None, None) => {
                self.problem(&MockProblem::OneOf, value.span.clone());
                return None;
            }
        };
        Some(Mocked {
            first,
            last,
            answer,
        })
    }

    /// A result; one that no Task may give is complained about.
    fn result(&mut self, node: &Node) -> Answer {
        let json = node.to_value().to_json();
        if json.len() > MAX_RESULT {
            let opener = node.span.start..node.span.start + 1;
            self.problem(&MockProblem::TooLarge(json.len()), opener);
        }
        Answer::Succeeded(json.into())
    }

    fn read_machines(&mut self, machines: &Node) {
        for machine in self.members(machines) {
            let Some(cases) = machine.value.get("TestCases") else {
                let span = machine.value.span.clone();
                self.problem(&MockProblem::Missing("TestCases"), span);
                continue;
            };
            let name = Rc::clone(&machine.key.text);
            if let Some(case) = self.members(&cases.value).first() {
                self.read_case(&name, &case.value);
            }
        }
    }

    fn read_case(&mut self, machine: &Rc<str>, case: &Node) {
        for state in self.members(case) {
            let response = state.value.as_str();
            let known = response.and_then(|response| self.responses.get(response));
            match known.cloned() {
                Some(mocked) => {
                    let key = (Rc::clone(machine), Rc::clone(&state.key.text));
                    self.states.insert(key, mocked);
                }
                None => self.problem(&MockProblem::NoResponse, state.value.span.clone()),
            }
        }
    }
}

/// `0`, `1-2`: the first and the last call.
fn calls(key: &str) -> Option<(u32, u32)> {
    let (first, last) = key.split_once('-').unwrap_or((key, key));
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first <= last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::{read, remember, remember_calls};
    use crate::debugger::action::TaskAnswer;
    use crate::execution::Answer;
    use std::collections::BTreeMap;
    use std::rc::Rc;

    const FILE: &str = r#"{"StateMachines": {"Order": {"TestCases": {"One": {"Pay": "Paid", "Ask": "Oops"}, "Two": {"Ship": "Paid"}}}},
        "MockedResponses": {"Paid": {"0": {"Throw": {"Error": "Late"}}, "1-2": {"Return": {"ok": 1}}}, "Odd": {"x": {"Return": 1}, "0": {}}}}"#;

    #[test]
    fn the_first_test_case_counts_and_answers_by_call() {
        let (mocks, problems) = read(FILE);
        let told = |call| mocks.answer("Order", "Pay", call);
        assert!(
            matches!(told(0), Some(Answer::Refused(details)) if details.error.as_deref() == Some("Late"))
        );
        assert_eq!(told(1), Some(&Answer::Succeeded(r#"{"ok":1}"#.into())));
        assert_eq!((told(2).is_some(), told(3)), (true, None));
        assert_eq!(mocks.answer("Order", "Ship", 0), None);
        assert_eq!(mocks.answer("Other", "Pay", 0), None);
        let places: Vec<_> = problems
            .iter()
            .map(|problem| &FILE[problem.span.clone()])
            .collect();
        assert_eq!(places, ["\"x\"", "{}", "\"Oops\""]);
    }

    #[test]
    fn an_answer_is_added_to_whatever_there_is() {
        let answer = Answer::Succeeded("[1]".into());
        let given = TaskAnswer::Success("[1]".into());
        for text in ["", "{", FILE] {
            let text = remember(text, "Order", "Wait \"x\"", &given).unwrap_or_default();
            let (mocks, _) = read(&text);
            assert_eq!(
                mocks.answer("Order", "Wait \"x\"", 9),
                Some(&answer),
                "{text}"
            );
        }
        // What was there stays, and the same state has one answer.
        let text = remember(FILE, "Order", "Pay", &given).unwrap_or_default();
        let (mocks, _) = read(&text);
        assert_eq!(mocks.answer("Order", "Pay", 0), Some(&answer));
        assert!(text.contains("Late"));
    }

    #[test]
    fn the_answers_of_a_recording_stand_by_their_calls() {
        let (one, two) = (Answer::Succeeded("1".into()), Answer::Succeeded("2".into()));
        let calls = vec![
            Some(&one),
            Some(&one),
            None,
            Some(&Answer::TimedOut),
            Some(&two),
        ];
        let states = [(Rc::from("Pay"), calls), (Rc::from("Never"), vec![None])];
        let machines = ["Here", "There"].into();
        let text = remember_calls(&machines, &states.into()).unwrap_or_default();
        let (mocks, problems) = read(&text);
        assert_eq!(problems, []);
        let told = |call| mocks.answer("There", "Pay", call);
        let answers: Vec<_> = [0, 1, 2, 4, 5].into_iter().map(told).collect();
        assert_eq!(answers, [Some(&one), Some(&one), None, Some(&two), None]);
        assert!(
            matches!(told(3), Some(Answer::Refused(late)) if late.error.as_deref() == Some("States.Timeout"))
        );
        assert_eq!(mocks.answer("Here", "Never", 0), None);
        let none: BTreeMap<_, _> = [(Rc::from("Never"), vec![None])].into();
        assert_eq!(remember_calls(&machines, &none), None);
    }

    #[test]
    fn a_result_that_no_task_may_give_is_told() {
        let file = |length| {
            let long = "x".repeat(length);
            format!(
                r#"{{"StateMachines": {{}}, "MockedResponses": {{"A": {{"0": {{"Return": "{long}"}}}}}}}}"#
            )
        };
        assert_eq!(read(&file(262_142)).1, []);
        let problems = read(&file(262_143)).1;
        assert_eq!(problems[0].title.en, "This result is too large");
    }

    #[test]
    fn texts_without_mocks_hold_none() {
        for (text, problems) in [
            ("", 0),
            (" \n", 0),
            ("{}", 2),
            ("1", 3),
            (r#"{"StateMachines": 1, "MockedResponses": {}}"#, 1),
        ] {
            let (mocks, found) = read(text);
            assert!(mocks.is_empty(), "{text}");
            assert_eq!(found.len(), problems, "{text}: {found:?}");
        }
    }
}
