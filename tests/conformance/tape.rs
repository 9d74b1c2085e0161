//! Answers from a recording: what each task of a case answered on AWS.

use super::answers::Answers;
use super::definitions::python_json;
use super::matcher::Matcher;
use asl::execution::{Answer, FunctionCall, Invocation, Token, Work};
use asl::history::ExecutionDetails;
use asl::machine::{Kind, Machine, Resource, State};
use asl::value::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

/// The words before the payload of an error that has no type.
const UNKNOWN: &str = "The cause could not be determined because Lambda did not return an error type. Returned payload: ";
/// The words of a result that was too large.
const TOO_LARGE: &str = "States.DataLimitExceeded";
/// One more byte than a result may have.
const LARGE: usize = 262_145;

/// A recording to be played.
pub struct Tape<'a> {
    names: HashMap<u32, String>,
    entries: Vec<Entry<'a>>,
    /// Which entry plays for which invocation.
    plays: HashMap<Token, usize>,
    literals: Matcher,
    deleted_activities: Vec<String>,
    /// The ARNs of the functions that return what they get. What happens in child executions was not
    /// recorded: there they answer for themselves.
    echoes: Vec<&'a str>,
    /// How its one function failed: a Parallel's events lost their order, and so the case its tape.
    failure: Option<Answer>,
}

struct Entry<'a> {
    recorded: &'a Value,
    /// What it still has to say, each with the place of its event in the recorded history.
    left: VecDeque<(Option<usize>, Answer)>,
    used: bool,
}

impl<'a> Tape<'a> {
    /// The tape of a case; `names` are the machine's states.
    pub fn of(case: &'a Value, names: HashMap<u32, String>) -> Self {
        let recording = Recording::of(&case["expected"]["events"]);
        let literals = Matcher::new(&case["placeholders"]);
        let entries = case["tape"].as_array().into_iter().flatten();
        let entry = |recorded: &'a Value| Entry {
            recorded,
            left: recording.answers(recorded, &literals),
            used: false,
        };
        let actions = case["actions"].as_array().into_iter().flatten();
        let deleted = actions.filter(|action| action["op"] == "delete_activity");
        let arn = |action: &Value| action["params"]["activityArn"].as_str().map(str::to_owned);
        Self {
            names,
            entries: entries.map(entry).collect(),
            plays: HashMap::new(),
            deleted_activities: deleted.filter_map(arn).collect(),
            literals,
            echoes: echoes(case),
            failure: lone_failure(case),
        }
    }

    /// The entry for an invocation: of the same state, and if there are several, with the same data.
    fn entry_for(&mut self, invocation: &Invocation) -> Option<usize> {
        if let Some(entry) = self.plays.get(&invocation.token) {
            return Some(*entry);
        }
        let name = self.names.get(&invocation.state.0)?.clone();
        let sent = sent(&invocation.work);
        let candidates = (0..self.entries.len())
            .filter(|at| !self.entries[*at].used && self.entries[*at].recorded["state"] == *name)
            .collect::<Vec<_>>();
        let exact = candidates.iter().copied().find(|at| {
            let recorded = self.entries[*at].recorded;
            let recorded = match (&invocation.work, recorded["kind"].as_str()) {
                (_, Some("lambda" | "activity")) => &recorded["input"],
                (Work::Function(_), _) => &recorded["parameters"]["Payload"],
                (Work::Service(_) | Work::Activity(_), _) => &recorded["parameters"],
            };
            self.literals.compare(recorded, &sent).is_empty()
        });
        let entry = exact.or(candidates.first().copied())?;
        self.entries[entry].used = true;
        self.plays.insert(invocation.token, entry);
        Some(entry)
    }
}

/// What goes out, as the tape has it.
fn sent(work: &Work) -> Value {
    let text = match work {
        Work::Function(call) => &call.event,
        Work::Service(call) => call.parameters.text(),
        Work::Activity(task) => task.input.text(),
    };
    serde_json::from_str(text).unwrap_or_default()
}

impl Answers for Tape<'_> {
    /// Those that came first on AWS; together with those that came right after them, before anything
    /// else happened.
    fn answer(
        &mut self,
        open: &[Invocation],
        _: Timestamp,
    ) -> Result<Vec<(usize, Answer)>, String> {
        if let Some(echoed) = self.echo(open) {
            return Ok(vec![echoed]);
        }
        let mut known = Vec::new();
        for (index, invocation) in open.iter().enumerate() {
            let entry = self
                .entry_for(invocation)
                .ok_or("the tape has no answer for this invocation")?;
            if let Some((place, _)) = self.entries[entry].left.front() {
                known.push((*place, index, entry));
            }
        }
        known.sort_by_key(|(place, index, _)| (place.unwrap_or(usize::MAX), *index));
        let first = known.first().and_then(|(place, ..)| *place);
        let together = known
            .iter()
            .enumerate()
            .take_while(|(n, (place, ..))| {
                *n == 0 || (first.is_some() && *place == first.map(|first| first + n))
            })
            .count();
        known.truncate(together);
        let answers = known.into_iter().filter_map(|(_, index, entry)| {
            let (_, answer) = self.entries[entry].left.pop_front()?;
            Some((index, answer))
        });
        Ok(answers.collect())
    }

    fn deleted_activities(&self) -> Vec<String> {
        self.deleted_activities.clone()
    }
}

fn outcome_of(outcome: &Value, literals: &Matcher) -> Option<Answer> {
    let text = |key: &str| outcome[key].as_str().map(|text| literals.fill(text));
    match outcome["type"].as_str() {
        Some("pending") => None,
        Some("succeeded") => Some(Answer::Succeeded(
            literals.fill(&python_json(&outcome["output"])).into(),
        )),
        Some("timed_out") => Some(Answer::TimedOut),
        _ => Some(failed(text("error"), text("cause"))),
    }
}

impl Tape<'_> {
    /// Without any recorded task, a function that returns what it gets does so.
    fn echo(&self, open: &[Invocation]) -> Option<(usize, Answer)> {
        let known = |call: &&FunctionCall| self.echoes.contains(&&*call.function.arn);
        let mut calls = open.iter().enumerate();
        let call = calls.find_map(|(at, invocation)| {
            let call = invocation.work.function().filter(known)?;
            Some((at, Answer::Returned(call.event.clone())))
        });
        let failure = self.failure.clone().filter(|_| !open.is_empty());
        let known = call.or(failure.map(|failure| (0, failure)));
        known.filter(|_| self.entries.is_empty())
    }
}

fn lone_failure(case: &Value) -> Option<Answer> {
    let events = case["expected"]["events"].as_array()?.iter();
    let mut failures = events.filter(|event| event["type"] == "TaskFailed");
    let details = &failures.next()?["taskFailedEventDetails"];
    let cause = details["cause"].as_str().map(str::to_owned);
    let cause = cause.unwrap_or_else(|| details["cause"].to_string());
    let error = details["error"].as_str().map(str::to_owned);
    (case["tape"].is_null() && failures.next().is_none()).then(|| failed(error, Some(cause)))
}

fn echoes(case: &Value) -> Vec<&str> {
    let functions = case["lambdas"].as_object().into_iter().flatten();
    functions
        .filter(|(_, function)| function["behaviour"] == "returns its input unchanged")
        .filter_map(|(_, function)| function["arn"].as_str())
        .collect()
}

/// What a function would have to answer to be seen as failing like this.
fn failed(error: Option<String>, cause: Option<String>) -> Answer {
    let (error_name, cause_text) = (
        error.as_deref().unwrap_or_default(),
        cause.as_deref().unwrap_or_default(),
    );
    if let Some(payload) = cause_text.strip_prefix(UNKNOWN) {
        return Answer::Failed(payload.into());
    }
    if error_name == TOO_LARGE {
        return Answer::Returned(format!("\"{}\"", "x".repeat(LARGE - 2)).into());
    }
    if cause_text.starts_with("Function not found: ") {
        return Answer::NoSuchFunction;
    }
    let payload = serde_json::from_str::<Value>(cause_text).unwrap_or_default();
    if payload["errorType"] == error_name {
        return Answer::Failed(cause_text.into());
    }
    Answer::Refused(ExecutionDetails {
        error: error.map(Into::into),
        cause: cause.map(Into::into),
    })
}

/// What a recorded history tells of each attempt.
struct Recording<'a> {
    events: &'a [Value],
    /// The places of the events of each attempt, by the id of its Scheduled event.
    attempts: HashMap<u64, Vec<usize>>,
}

impl<'a> Recording<'a> {
    fn of(events: &'a Value) -> Self {
        let events = events.as_array().map(Vec::as_slice).unwrap_or_default();
        let mut attempt_of = HashMap::<u64, u64>::new();
        let mut attempts = HashMap::<u64, Vec<usize>>::new();
        for (at, event) in events.iter().enumerate() {
            let id = event["id"].as_u64();
            let (Some(id), Some(previous)) = (id, event["previousEventId"].as_u64()) else {
                continue;
            };
            let kind = event["type"].as_str().unwrap_or_default();
            if kind.ends_with("Scheduled") {
                attempt_of.insert(id, id);
            } else if let Some(attempt) = attempt_of.get(&previous).copied()
                && is_of_attempt(kind)
            {
                attempt_of.insert(id, attempt);
                attempts.entry(attempt).or_default().push(at);
            }
        }
        Self { events, attempts }
    }

    /// What an entry of the tape has to say, one after the other.
    fn answers(&self, entry: &Value, literals: &Matcher) -> VecDeque<(Option<usize>, Answer)> {
        let attempt = entry["event_id"].as_u64();
        let places = attempt.and_then(|id| self.attempts.get(&id));
        let place = |end: &str| {
            let mut places = places.into_iter().flatten().copied();
            places.find(|at| {
                self.events[*at]["type"]
                    .as_str()
                    .is_some_and(|kind| kind.ends_with(end))
            })
        };
        let mut answers = VecDeque::new();
        if entry["kind"] == "activity"
            && let Some(at) = place("ActivityStarted")
        {
            let worker = &self.events[at]["activityStartedEventDetails"]["workerName"];
            let worker = worker.as_str().map(Into::into);
            answers.push_back((Some(at), Answer::Started(worker)));
        }
        if let Some(response) = entry.get("submitted") {
            let text = literals.fill(&python_json(response));
            answers.push_back((place("Submitted"), Answer::Submitted(text.into())));
        }
        let ends = ["Succeeded", "Failed", "TimedOut"];
        let end = ends.into_iter().find_map(place);
        // A callback that never comes lets the time pass by itself.
        let waits = !answers.is_empty() && entry["outcome"]["type"] == "timed_out";
        let outcome = outcome_of(&entry["outcome"], literals).filter(|_| !waits);
        answers.extend(outcome.map(|answer| (end, answer)));
        answers
    }
}

fn is_of_attempt(kind: &str) -> bool {
    let ends = ["Started", "Submitted", "Succeeded", "Failed", "TimedOut"];
    let attempts = ["Task", "LambdaFunction", "Activity"];
    ends.iter().any(|end| {
        kind.strip_suffix(end)
            .is_some_and(|rest| attempts.contains(&rest))
    })
}

/// Answers from a MockConfigFile of Step Functions Local: the n-th call of a state gets the response
/// whose key covers n.
pub struct Mocked<'a> {
    names: HashMap<u32, String>,
    responses: BTreeMap<&'a str, &'a Value>,
    calls: HashMap<String, usize>,
    /// The states whose resource is a function's own ARN.
    direct: HashSet<String>,
}

impl<'a> Mocked<'a> {
    pub fn of(case: &'a Value, machine: &Machine, names: HashMap<u32, String>) -> Self {
        let direct = |state: &&State| matches!(&state.kind, Kind::Task(task) if matches!(task.resource, Resource::Lambda(_)));
        let direct = machine.states.iter().filter(direct);
        let direct = direct.map(|state| state.name.to_string()).collect();
        let config = &case["mock_config"];
        let name = case["mock_state_machine"].as_str().unwrap_or_default();
        let test_case = case["mock_test_case"].as_str().unwrap_or_default();
        let states = config["StateMachines"][name]["TestCases"][test_case].as_object();
        let response = |(state, name): (&'a String, &Value)| {
            let name = name.as_str().unwrap_or_default();
            (state.as_str(), &config["MockedResponses"][name])
        };
        Self {
            names,
            responses: states.into_iter().flatten().map(response).collect(),
            calls: HashMap::new(),
            direct,
        }
    }
}

impl Answers for Mocked<'_> {
    fn answer(
        &mut self,
        open: &[Invocation],
        _: Timestamp,
    ) -> Result<Vec<(usize, Answer)>, String> {
        let Some(invocation) = open.first() else {
            return Ok(Vec::new());
        };
        let name = self
            .names
            .get(&invocation.state.0)
            .cloned()
            .unwrap_or_default();
        let call = self.calls.entry(name.clone()).or_default();
        let responses = self
            .responses
            .get(name.as_str())
            .and_then(|all| all.as_object());
        let response = responses
            .into_iter()
            .flatten()
            .find(|(key, _)| covers(key, *call))
            .ok_or(format!("no mocked response for call {call} of {name}"))?
            .1;
        *call += 1;
        let thrown = &response["Throw"];
        let answer = if thrown.is_null() {
            let direct = self.direct.contains(&name);
            Answer::Succeeded(result(direct, &response["Return"]).to_string().into())
        } else {
            Answer::Refused(ExecutionDetails {
                error: thrown["Error"].as_str().map(Into::into),
                cause: thrown["Cause"].as_str().map(Into::into),
            })
        };
        Ok(vec![(0, answer)])
    }
}

/// A mocked response of Lambda is that of its Invoke; where a function's own ARN is the resource, the
/// state's result is the payload alone.
fn result(direct: bool, response: &Value) -> &Value {
    match response.get("Payload") {
        Some(payload) if direct => payload,
        Some(_) | None => response,
    }
}

/// `0` covers the first call, `1-2` the second and third.
fn covers(key: &str, call: usize) -> bool {
    let (first, last) = key.split_once('-').unwrap_or((key, key));
    let (first, last) = (first.parse::<usize>(), last.parse::<usize>());
    first.is_ok_and(|first| first <= call) && last.is_ok_and(|last| call <= last)
}
