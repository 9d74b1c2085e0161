//! A case of `tests/spec/executions/`: a definition, an input, what the functions answer, and what is
//! expected. `tests/spec/executions/README.md` tells how to write one.

use super::answers::{Answers, START};
use asl::definition::Definition;
use asl::execution::{Answer, Invocation, Mode, Settings, Token, Work};
use asl::history::{Event, ExecutionDetails, type_name};
use asl::machine::{Machine, MachineType, compile_as};
use asl::service::s3::Store;
use asl::value::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, VecDeque};
use std::path::{Path, PathBuf};

/// The files of all cases, in order.
pub fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/executions");
    let entries = std::fs::read_dir(folder).expect("the folder of cases");
    let mut files = entries
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .collect::<Vec<_>>();
    files.sort();
    files
}

/// The case of a file.
pub fn read(file: &Path) -> Value {
    let text = std::fs::read_to_string(file).expect("a case");
    serde_json::from_str(&text).expect("a case is JSON")
}

/// The machine of a case.
pub fn machine(case: &Value) -> Result<Machine, String> {
    let definition = Definition::read(&case["definition"].to_string());
    let (machine, problems) = compile_as(&definition, machine_type(case));
    machine.ok_or_else(|| {
        let told = problems.iter().map(|problem| &*problem.title.en);
        told.collect::<Vec<_>>().join("\n")
    })
}

fn machine_type(case: &Value) -> MachineType {
    if case["type"] == "EXPRESS" {
        MachineType::Express
    } else {
        MachineType::Standard
    }
}

/// The input's text: compact, unless the case gives it as `inputText`; `largeInput` asks for an object
/// with a text of so many characters.
pub fn input(case: &Value) -> String {
    match (&case["inputText"], &case["largeInput"]) {
        (Value::String(text), _) => text.clone(),
        (_, Value::Number(length)) => {
            let length = length
                .as_u64()
                .and_then(|length| usize::try_from(length).ok());
            json!({"text": "x".repeat(length.expect("a length"))}).to_string()
        }
        (_, _) => case["input"].to_string(),
    }
}

/// Where the executions of cases run.
pub fn settings(case: &Value) -> Settings {
    let express = || Mode::Express {
        run: "5e0b8a7c-1d2e-4f30-9a4b-5c6d7e8f9012".into(),
        synchronous: case["synchronous"] == true,
    };
    Settings {
        partition: "aws".into(),
        region: "eu-west-1".into(),
        account: "123456789012".into(),
        machine_name: "flow".into(),
        execution_name: "run".into(),
        role_arn: "arn:aws:iam::123456789012:role/flow".into(),
        mode: match machine_type(case) {
            MachineType::Standard => Mode::Standard,
            MachineType::Express => express(),
        },
        seed: 7,
        answered: false,
    }
}

/// Answers as the case's `functions`, `services` and `activities` script them: the n-th call of one
/// gets its n-th answer, calls beyond the last get the last.
#[derive(Clone, Debug)]
pub struct Script {
    answers: HashMap<String, Vec<Value>>,
    calls: HashMap<String, usize>,
    planned: HashMap<Token, Plan>,
    stop: Value,
    deleted_activities: Vec<String>,
    redrives: u32,
    /// The objects in S3, from the case's `objects`: a text by key by bucket.
    store: Store,
    /// What was put into S3: texts, or the JSON in them, by bucket and key.
    pub written: Map<String, Value>,
}

/// What is still to be said about an invocation, and when.
type Plan = VecDeque<(Timestamp, Answer)>;

impl Script {
    pub fn of(case: &Value) -> Self {
        let members = ["functions", "services", "activities"];
        let answers = members
            .iter()
            .flat_map(|member| case[member].as_object().into_iter().flatten());
        let list = |answers: &Value| answers.as_array().cloned().unwrap_or_default();
        let deleted = list(&case["deletedActivities"]);
        let mut store = Store::default();
        for (bucket, objects) in case["objects"].as_object().into_iter().flatten() {
            store.create_bucket(bucket);
            for (key, text) in objects.as_object().into_iter().flatten() {
                store.put(bucket, key, text.as_str().unwrap_or_default(), START);
            }
        }
        Self {
            store,
            written: Map::new(),
            answers: answers
                .map(|(name, answers)| (name.clone(), list(answers)))
                .collect(),
            calls: HashMap::new(),
            planned: HashMap::new(),
            stop: case["stop"].clone(),
            redrives: case["redrives"].as_u64().unwrap_or_default() as u32,
            deleted_activities: deleted
                .iter()
                .filter_map(|arn| arn.as_str().map(str::to_owned))
                .collect(),
        }
    }

    /// What becomes of a call, step by step; nothing more after the last.
    fn plan(&mut self, invocation: &Invocation, now: Timestamp) -> Plan {
        if let Some(answer) = self.stored(invocation, now) {
            return Plan::from([(now, answer)]);
        }
        let name = name_of(&invocation.work);
        let call = self.calls.entry(name.clone()).or_default();
        let answers = self
            .answers
            .get(&name)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let Some(answer) = answers.get(*call).or(answers.last()) else {
            let missing = matches!(invocation.work, Work::Function(_));
            return missing
                .then_some((now, Answer::NoSuchFunction))
                .into_iter()
                .collect();
        };
        *call += 1;
        steps(answer, now)
    }

    /// What S3 answers to a Map's reader or writer.
    fn stored(&mut self, invocation: &Invocation, now: Timestamp) -> Option<Answer> {
        let Work::Service(call) = &invocation.work else {
            return None;
        };
        if &*call.integration.service != "s3" {
            return None;
        }
        let (api, parameters) = (&call.integration.api, call.parameters.value());
        let answer = self
            .store
            .call(api, parameters, &invocation.request_id, now)?;
        if let (Some(body), true) = (parameters.get("Body"), answer.is_ok()) {
            let part = |name| parameters.get(name).and_then(asl::value::Value::as_str);
            let name = [part("Bucket"), part("Key")].map(Option::unwrap_or_default);
            let body = body.as_str().unwrap_or_default();
            let body = serde_json::from_str(body).unwrap_or_else(|_| body.into());
            self.written.insert(name.join("/"), body);
        }
        Some(match answer {
            Ok(answer) => Answer::Succeeded(answer.to_json().into()),
            Err(details) => Answer::Refused(details),
        })
    }
}

/// A function's name, `sqs:sendMessage`, or an activity's name.
fn name_of(work: &Work) -> String {
    match work {
        Work::Function(call) => call.function.name.to_string(),
        Work::Service(call) => format!("{}:{}", call.integration.service, call.integration.api),
        Work::Activity(task) => {
            let name = task.activity.rsplit(':').next();
            name.unwrap_or_default().to_owned()
        }
    }
}

/// `submits` and `startedBy` at once, `heartbeats` at their seconds, the end `after` so many seconds.
fn steps(answer: &Value, now: Timestamp) -> Plan {
    let at = |seconds: &Value| {
        let seconds = seconds.as_f64().unwrap_or_default();
        now.plus_millis((seconds * 1000.0) as i64)
    };
    let mut plan = Plan::new();
    if let Some(response) = answer.get("submits") {
        plan.push_back((now, Answer::Submitted(response.to_string().into())));
    }
    if let Some(worker) = answer.get("startedBy") {
        let worker = worker.as_str().map(Into::into);
        plan.push_back((now, Answer::Started(worker)));
    }
    for seconds in answer["heartbeats"].as_array().into_iter().flatten() {
        plan.push_back((at(seconds), Answer::Heartbeat));
    }
    plan.extend(answer_of(answer).map(|end| (at(&answer["after"]), end)));
    if let Some(output) = answer.get("thenSucceeds") {
        let called_back = Answer::Succeeded(output.to_string().into());
        plan.push_back((at(&answer["thenAfter"]), called_back));
    }
    plan
}

/// `{"returns": …}`, `{"returnsText": "…"}`, `{"fails": {"errorType", …}}`, `{"succeeds": …}`,
/// `{"refused": {"error", "cause"}}`, `{"returnsLarge": 262145}` or `{"never": true}`.
fn answer_of(answer: &Value) -> Option<Answer> {
    let text = |key: &str| answer.get(key).and_then(Value::as_str);
    if let Some(value) = answer.get("returns") {
        return Some(Answer::Returned(value.to_string().into()));
    }
    if let Some(value) = answer.get("succeeds") {
        return Some(Answer::Succeeded(value.to_string().into()));
    }
    if let Some(verbatim) = text("returnsText") {
        return Some(Answer::Returned(verbatim.into()));
    }
    if let Some(length) = answer.get("returnsLarge").and_then(Value::as_u64) {
        let length = usize::try_from(length).expect("a length");
        return Some(Answer::Returned(
            format!("\"{}\"", "x".repeat(length - 2)).into(),
        ));
    }
    if let Some(payload) = answer.get("fails") {
        return Some(Answer::Failed(payload.to_string().into()));
    }
    if let Some(verbatim) = text("failsText") {
        return Some(Answer::Failed(verbatim.into()));
    }
    let refused = answer.get("refused")?;
    Some(Answer::Refused(ExecutionDetails {
        error: refused["error"].as_str().map(Into::into),
        cause: refused["cause"].as_str().map(Into::into),
    }))
}

impl Answers for Script {
    fn answer(
        &mut self,
        open: &[Invocation],
        now: Timestamp,
    ) -> Result<Vec<(usize, Answer)>, String> {
        for invocation in open {
            if !self.planned.contains_key(&invocation.token) {
                let plan = self.plan(invocation, now);
                self.planned.insert(invocation.token, plan);
            }
        }
        self.planned
            .retain(|token, _| open.iter().any(|invocation| invocation.token == *token));
        let due = open.iter().enumerate().filter_map(|(index, invocation)| {
            let plan = self.planned.get_mut(&invocation.token)?;
            let (_, answer) = plan.pop_front_if(|(at, _)| *at <= now)?;
            Some((index, answer))
        });
        Ok(due.collect())
    }

    fn next(&self) -> Option<Timestamp> {
        let steps = self.planned.values().filter_map(VecDeque::front);
        steps.map(|(at, _)| *at).min()
    }

    fn redrives(&self) -> u32 {
        self.redrives
    }

    fn deleted_activities(&self) -> Vec<String> {
        self.deleted_activities.clone()
    }

    fn stops_after(&self, event: &Event) -> Option<ExecutionDetails> {
        let text = |key: &str| self.stop[key].as_str().map(Into::into);
        (self.stop["after"] == *type_name(&event.details)).then(|| ExecutionDetails {
            error: text("error"),
            cause: text("cause"),
        })
    }
}
