//! Answers from a recording: what each task of a case answered on AWS.

use super::answers::Answers;
use super::definitions::python_json;
use super::matcher::Matcher;
use asl::execution::{Answer, Invocation};
use asl::history::ExecutionDetails;
use asl::value::Timestamp;
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};

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
    literals: Matcher,
}

struct Entry<'a> {
    recorded: &'a Value,
    /// The place of its last event in the recorded history.
    ended: Option<usize>,
    used: bool,
}

impl<'a> Tape<'a> {
    /// The tape of a case; `names` are the machine's states.
    pub fn of(case: &'a Value, names: HashMap<u32, String>) -> Self {
        let ends = ends_of(&case["expected"]["events"]);
        let entries = case["tape"].as_array().into_iter().flatten();
        let entry = |recorded: &'a Value| Entry {
            recorded,
            ended: recorded["event_id"]
                .as_u64()
                .and_then(|id| ends.get(&id).copied()),
            used: false,
        };
        Self {
            names,
            entries: entries.map(entry).collect(),
            literals: Matcher::new(&case["placeholders"]),
        }
    }

    /// The entry for an invocation: of the same state, and if there are several, with the same event.
    fn entry_for(&mut self, invocation: &Invocation) -> Option<usize> {
        let name = self.names.get(&invocation.state.0)?.clone();
        let event = serde_json::from_str(&invocation.event).unwrap_or_default();
        let candidates = (0..self.entries.len())
            .filter(|at| !self.entries[*at].used && self.entries[*at].recorded["state"] == *name)
            .collect::<Vec<_>>();
        let exact = candidates.iter().copied().find(|at| {
            let recorded = self.entries[*at].recorded;
            let sent = match recorded["kind"].as_str() {
                Some("lambda") => &recorded["input"],
                _ => &recorded["parameters"]["Payload"],
            };
            self.literals.compare(sent, &event).is_empty()
        });
        exact.or(candidates.first().copied())
    }
}

impl Answers for Tape<'_> {
    /// Those that ended first on AWS; together with those that ended right after them, before
    /// anything else happened.
    fn answer(
        &mut self,
        open: &[Invocation],
        _: Timestamp,
    ) -> Result<Vec<(usize, Answer)>, String> {
        let mut known = Vec::new();
        for (index, invocation) in open.iter().enumerate() {
            let entry = self
                .entry_for(invocation)
                .ok_or("the tape has no answer for this invocation")?;
            self.entries[entry].used = true;
            known.push((self.entries[entry].ended, index, entry));
        }
        for (_, _, entry) in &known {
            self.entries[*entry].used = false;
        }
        known.retain(|(_, _, entry)| self.entries[*entry].recorded["outcome"]["type"] != "pending");
        known.sort_by_key(|(ended, index, _)| (ended.unwrap_or(usize::MAX), *index));
        let first = known.first().and_then(|(ended, ..)| *ended);
        let together = known
            .iter()
            .enumerate()
            .take_while(|(n, (ended, ..))| {
                *n == 0 || (first.is_some() && *ended == first.map(|first| first + n))
            })
            .count();
        known.truncate(together);
        Ok(known
            .into_iter()
            .map(|(_, index, entry)| {
                self.entries[entry].used = true;
                (index, self.play(self.entries[entry].recorded))
            })
            .collect())
    }
}

impl Tape<'_> {
    fn play(&self, recorded: &Value) -> Answer {
        let outcome = &recorded["outcome"];
        let text = |key: &str| outcome[key].as_str().map(|text| self.literals.fill(text));
        match outcome["type"].as_str() {
            Some("succeeded") => {
                Answer::Replayed(self.literals.fill(&python_json(&outcome["output"])).into())
            }
            Some("timed_out") => Answer::TimedOut,
            _ => failed(text("error"), text("cause")),
        }
    }
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

/// For each Scheduled event the place of the event that ended its attempt.
fn ends_of(events: &Value) -> BTreeMap<u64, usize> {
    let events = events.as_array().map(Vec::as_slice).unwrap_or_default();
    let mut scheduled_by = HashMap::<u64, u64>::new();
    let mut ends = BTreeMap::new();
    for (at, event) in events.iter().enumerate() {
        let (Some(id), Some(previous)) = (event["id"].as_u64(), event["previousEventId"].as_u64())
        else {
            continue;
        };
        match event["type"].as_str().unwrap_or_default() {
            "TaskStarted" | "LambdaFunctionStarted" => {
                scheduled_by.insert(id, previous);
            }
            kind if ["Succeeded", "Failed", "TimedOut"]
                .iter()
                .any(|end| kind.ends_with(end)) =>
            {
                if let Some(scheduled) = scheduled_by.get(&previous) {
                    ends.insert(*scheduled, at);
                }
            }
            _ => {}
        }
    }
    ends
}

/// Answers from a MockConfigFile of Step Functions Local: the n-th call of a state gets the response
/// whose key covers n.
pub struct Mocked<'a> {
    names: HashMap<u32, String>,
    responses: BTreeMap<&'a str, &'a Value>,
    calls: HashMap<String, usize>,
}

impl<'a> Mocked<'a> {
    pub fn of(case: &'a Value, names: HashMap<u32, String>) -> Self {
        let config = &case["mock_config"];
        let machine = case["mock_state_machine"].as_str().unwrap_or_default();
        let test_case = case["mock_test_case"].as_str().unwrap_or_default();
        let states = config["StateMachines"][machine]["TestCases"][test_case].as_object();
        let response = |(state, name): (&'a String, &Value)| {
            let name = name.as_str().unwrap_or_default();
            (state.as_str(), &config["MockedResponses"][name])
        };
        Self {
            names,
            responses: states.into_iter().flatten().map(response).collect(),
            calls: HashMap::new(),
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
            Answer::Replayed(response["Return"].to_string().into())
        } else {
            Answer::Refused(ExecutionDetails {
                error: thrown["Error"].as_str().map(Into::into),
                cause: thrown["Cause"].as_str().map(Into::into),
            })
        };
        Ok(vec![(0, answer)])
    }
}

/// `0` covers the first call, `1-2` the second and third.
fn covers(key: &str, call: usize) -> bool {
    let (first, last) = key.split_once('-').unwrap_or((key, key));
    let (first, last) = (first.parse::<usize>(), last.parse::<usize>());
    first.is_ok_and(|first| first <= call) && last.is_ok_and(|last| call <= last)
}
