//! A case of `tests/spec/executions/`: a definition, an input, what the functions answer, and what is
//! expected. `tests/spec/executions/README.md` tells how to write one.

use super::answers::Answers;
use asl::definition::Definition;
use asl::execution::{Answer, Invocation, Mode, Settings, Token, Work};
use asl::history::{Event, ExecutionDetails, type_name};
use asl::machine::{Machine, compile};
use asl::value::Timestamp;
use serde_json::{Value, json};
use std::collections::HashMap;
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
    let (machine, problems) = compile(&Definition::read(&case["definition"].to_string()));
    machine.ok_or_else(|| {
        let told = problems.iter().map(|problem| &*problem.title.en);
        told.collect::<Vec<_>>().join("\n")
    })
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
pub fn settings() -> Settings {
    Settings {
        partition: "aws".into(),
        region: "eu-west-1".into(),
        account: "123456789012".into(),
        machine_name: "flow".into(),
        execution_name: "run".into(),
        role_arn: "arn:aws:iam::123456789012:role/flow".into(),
        mode: Mode::Standard,
        seed: 7,
    }
}

/// Answers as the case's `functions` script them: the n-th call of a function gets its n-th answer,
/// calls beyond the last get the last.
#[derive(Clone, Debug)]
pub struct Script {
    functions: HashMap<String, Vec<Value>>,
    calls: HashMap<String, usize>,
    planned: HashMap<Token, (Timestamp, Option<Answer>)>,
    stop: Value,
}

impl Script {
    pub fn of(case: &Value) -> Self {
        let functions = case["functions"].as_object().into_iter().flatten();
        Self {
            functions: functions
                .map(|(name, answers)| {
                    (
                        name.clone(),
                        answers.as_array().cloned().unwrap_or_default(),
                    )
                })
                .collect(),
            calls: HashMap::new(),
            planned: HashMap::new(),
            stop: case["stop"].clone(),
        }
    }

    /// When a call ends, and how; `None` when it never does.
    fn plan(&mut self, invocation: &Invocation, now: Timestamp) -> (Timestamp, Option<Answer>) {
        let Work::Function(work) = &invocation.work else {
            return (now, None);
        };
        let name = &*work.function.name;
        let call = self.calls.entry(name.to_owned()).or_default();
        let answers = self
            .functions
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default();
        let Some(answer) = answers.get(*call).or(answers.last()) else {
            return (now, Some(Answer::NoSuchFunction));
        };
        *call += 1;
        let seconds = answer["after"].as_f64().unwrap_or_default();
        (
            now.plus_millis((seconds * 1000.0) as i64),
            answer_of(answer),
        )
    }
}

/// `{"returns": …}`, `{"returnsText": "…"}`, `{"fails": {"errorType", …}}`, `{"refused": {"error",
/// "cause"}}`, `{"returnsLarge": 262145}` or `{"never": true}`.
fn answer_of(answer: &Value) -> Option<Answer> {
    let text = |key: &str| answer.get(key).and_then(Value::as_str);
    if let Some(value) = answer.get("returns") {
        return Some(Answer::Returned(value.to_string().into()));
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
            let (at, answer) = self.planned.get(&invocation.token)?;
            (*at <= now).then(|| Some((index, answer.clone()?)))?
        });
        Ok(due.collect())
    }

    fn next(&self) -> Option<Timestamp> {
        let ending = self.planned.values().filter(|(_, answer)| answer.is_some());
        ending.map(|(at, _)| *at).min()
    }

    fn stops_after(&self, event: &Event) -> Option<ExecutionDetails> {
        let text = |key: &str| self.stop[key].as_str().map(Into::into);
        (self.stop["after"] == *type_name(&event.details)).then(|| ExecutionDetails {
            error: text("error"),
            cause: text("cause"),
        })
    }
}
