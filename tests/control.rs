//! The control plane's own cases, one test each: `tests/spec/control/*.json`.

#[path = "support/answers.rs"]
#[allow(dead_code, reason = "the sources of answers are for executions alone")]
mod answers;

use answers::START;
use asl::control::{Answered, Control, Place, Reply, StateUnderTest, Tested};
use asl::execution::{Answer, Invocation, Output};
use asl::history::ExecutionDetails;
use asl::value::Timestamp;
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::{Map, Value, json};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Stands for the first half of every ARN.
const SHORT: &str = "arn:…:";
const LONG: &str = "arn:aws:states:eu-west-1:123456789012:";

fn main() {
    let mut arguments = Arguments::from_args();
    arguments.test_threads = arguments.test_threads.or(Some(1));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec/control");
    let entries = std::fs::read_dir(folder).expect("the folder of cases");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "json"))
        .collect();
    files.sort();
    let trials = files.into_iter().map(trial).collect();
    libtest_mimic::run(&arguments, trials).exit();
}

fn trial(file: PathBuf) -> Trial {
    let name = file.file_stem().unwrap_or_default().to_string_lossy();
    Trial::test(format!("control::{name}"), move || check(&file))
}

fn check(file: &Path) -> Result<(), Failed> {
    let text = std::fs::read_to_string(file).expect("a case");
    let mut case: Value = serde_json::from_str(&text).expect("a case is JSON");
    let mut host = Host::of(&case);
    let mut differences = Vec::new();
    for (place, call) in case["calls"]
        .as_array_mut()
        .expect("calls")
        .iter_mut()
        .enumerate()
    {
        let actual = host.call(call)?;
        if std::env::var_os("ASL_WRITE_EXPECTED").is_some() {
            set(call, &actual);
        } else if !agrees(call, &actual) {
            let operation = &call["call"];
            differences.push(format!("call {place}, {operation}, gave {actual:#}"));
        }
    }
    if std::env::var_os("ASL_WRITE_EXPECTED").is_some() {
        let text = format!("{}\n", serde_json::to_string_pretty(&case).expect("JSON"));
        std::fs::write(file, text).expect("a case is written");
    }
    match differences.is_empty() {
        true => Ok(()),
        false => Err(differences.join("\n").into()),
    }
}

fn set(call: &mut Value, actual: &Value) {
    let members = call.as_object_mut().expect("a call is an object");
    for member in ["gives", "refused"] {
        members.shift_remove(member);
        if let Some(value) = actual.get(member) {
            members.insert(member.to_owned(), value.clone());
        }
    }
}

fn agrees(call: &Value, actual: &Value) -> bool {
    let told = ["gives", "refused"].map(|member| call.get(member));
    told == ["gives", "refused"].map(|member| actual.get(member))
}

struct Host {
    control: Control,
    now: Timestamp,
    functions: Map<String, Value>,
}

impl Host {
    fn of(case: &Value) -> Self {
        let place = Place {
            partition: "aws".into(),
            region: "eu-west-1".into(),
            account: "123456789012".into(),
        };
        Self {
            control: Control::new(place, 7),
            now: START,
            functions: case["functions"].as_object().cloned().unwrap_or_default(),
        }
    }

    /// Does one call, lets executions run, and tells what came of it.
    fn call(&mut self, call: &Value) -> Result<Value, String> {
        let seconds = call["after"].as_i64().unwrap_or(1);
        self.now = self.now.plus_seconds(seconds);
        self.run()?;
        let mut with = call["with"].clone();
        packed(&mut with);
        let request = asl::value::parse(&with.to_string()).expect("a request is JSON");
        let operation = call["call"].as_str().expect("a call's name");
        if operation == "log" {
            let arn = request
                .get("executionArn")
                .and_then(asl::value::Value::as_str);
            let records = self.control.logged(arn.unwrap_or_default());
            return Ok(told(Ok(asl::value::Value::array(records))));
        }
        let answered = match self.control.call(operation, &request, self.now) {
            Err(refused) => Err(refused),
            Ok(Reply::Now(response)) => Ok(response),
            Ok(Reply::Tested(test)) => self.test(*test)?,
            Ok(Reply::Ended(arn)) => {
                self.run()?;
                Ok(self.control.sync_response(&arn).ok_or("it has not ended")?)
            }
        };
        self.run()?;
        Ok(told(answered))
    }

    fn test(&self, mut test: StateUnderTest) -> Result<Answered, String> {
        let mut now = self.now;
        loop {
            match test.poll(now).map_err(|fault| fault.to_string())? {
                Tested::Done(answered) => return Ok(answered),
                Tested::Host(Output::Invoke(invocation)) => {
                    let answer = self.answer(&invocation).ok_or("nobody answers")?;
                    let token = invocation.token;
                    let answered = test.answer(token, answer, now);
                    answered.map_err(|fault| fault.to_string())?;
                }
                Tested::Host(Output::Wait {
                    until: Some(until), ..
                }) => now = until,
                Tested::Host(other) => return Err(format!("it waits: {other:?}")),
            }
        }
    }

    fn run(&mut self) -> Result<(), String> {
        let running: Vec<Rc<str>> = self.control.running().cloned().collect();
        for arn in running {
            while let Some(output) = self.control.poll(&arn, self.now) {
                match output.map_err(|fault| fault.to_string())? {
                    Output::Done(_) | Output::Wait { .. } => break,
                    Output::Invoke(invocation) => {
                        if let Some(answer) = self.answer(&invocation) {
                            let token = invocation.token;
                            let answered = self.control.answer(&arn, token, answer, self.now);
                            answered.map_err(|fault| fault.to_string())?;
                        }
                    }
                    Output::Event(_) | Output::Stage(_) | Output::Note(_) | Output::Cancel(_) => {}
                }
            }
        }
        Ok(())
    }

    /// The answer of a case's function; none for anything else.
    fn answer(&self, invocation: &Invocation) -> Option<Answer> {
        let function = invocation.work.function()?;
        let answer = self.functions.get(&*function.function.name)?;
        if let Some(refused) = answer.get("refused") {
            let text = |key: &str| refused[key].as_str().map(Into::into);
            return Some(Answer::Refused(ExecutionDetails {
                error: text("error"),
                cause: text("cause"),
            }));
        }
        Some(Answer::Returned(answer["returns"].to_string().into()))
    }
}

fn told(answered: Answered) -> Value {
    match answered {
        Ok(response) => {
            let text = response.to_json().replace(LONG, SHORT);
            let mut response = serde_json::from_str(&text).expect("a response is JSON");
            unpacked(&mut response);
            json!({ "gives": response })
        }
        Err(refused) => json!({"refused": refused.to_string().replace(LONG, SHORT)}),
    }
}

/// Requests carry JSON as text; cases write it as it is.
fn packed(request: &mut Value) {
    const TEXTS: [&str; 7] = [
        "definition",
        "input",
        "context",
        "variables",
        "output",
        "result",
        "mapItemReaderData",
    ];
    match request {
        Value::Object(members) => {
            for (name, member) in members {
                if TEXTS.contains(&&**name) && !member.is_string() {
                    *member = member.to_string().into();
                }
                packed(member);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(packed),
        Value::String(text) => *text = text.replace(SHORT, LONG),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The other way round.
fn unpacked(response: &mut Value) {
    match response {
        Value::String(text) if text.starts_with(['{', '[']) => {
            if let Ok(value) = serde_json::from_str(text) {
                *response = value;
            }
        }
        Value::Object(members) => members.values_mut().for_each(unpacked),
        Value::Array(items) => items.iter_mut().for_each(unpacked),
        Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
