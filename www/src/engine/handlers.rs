//! Functions at work: calls go out on the sandbox's port, answers come back on it.

use crate::host::message::object;
use asl::debugger::CodeFault;
use asl::execution::{Answer, Token};
use js_sys::{Object, Reflect};
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use web_sys::MessagePort;

/// A call as the sandbox wants it (`www/sandbox/protocol.js`, `Invoke`).
#[derive(Clone, Debug)]
pub struct Call {
    /// Comes back in every answer.
    pub id: u32,
    /// The execution: functions stay warm within one.
    pub run: String,
    /// The function's name.
    pub function: String,
    /// The file that exports the handler.
    pub file: String,
    /// JSON text.
    pub event: String,
    /// The function's own timeout.
    pub timeout_ms: u32,
    /// Virtual time.
    pub now: f64,
    /// The same seed gives the same random numbers.
    pub seed: u32,
    /// `context.invokedFunctionArn`
    pub arn: String,
    /// What `process.env` and `context` are made of.
    pub env: Env,
}

/// See [`Call::env`].
#[derive(Clone, Debug)]
pub struct Env {
    /// `AWS_REGION`
    pub region: String,
    /// Twelve digits.
    pub account: String,
    /// `context.awsRequestId`
    pub request_id: String,
}

impl Call {
    fn message(&self) -> Object {
        let env = object(&[
            ("region", self.env.region.as_str().into()),
            ("account", self.env.account.as_str().into()),
            ("requestId", self.env.request_id.as_str().into()),
        ]);
        object(&[
            ("t", "invoke".into()),
            ("id", self.id.into()),
            ("run", self.run.as_str().into()),
            ("function", self.function.as_str().into()),
            ("file", self.file.as_str().into()),
            ("event", self.event.as_str().into()),
            ("timeoutMs", self.timeout_ms.into()),
            ("now", self.now.into()),
            ("seed", self.seed.into()),
            ("arn", self.arn.as_str().into()),
            ("env", env.into()),
        ])
    }
}

/// Something a function did, or what is known of one's code.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// What the parser says of a file's text.
    Checked {
        /// The file.
        file: String,
        /// Its text.
        text: String,
        /// Where and why it stopped.
        fault: Option<CodeFault>,
    },
    /// It ended.
    Answered(Caller, Token, Answer),
    /// It printed a line.
    Printed(Caller, Token, Line),
    /// We asked for something impossible: a fault of ours.
    Refused(String),
}

/// A line that a function printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `log`, `info`, `warn`, `error`, `debug`, `trace`, or `hint` for the sandbox's own words.
    pub level: String,
    /// May hold line breaks.
    pub text: String,
    /// The function's file, where known.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: Option<u32>,
}

/// Who calls functions. Each has an execution of its own in the sandbox, so that ending one leaves the
/// other alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    /// The run.
    Run,
    /// A state tested alone.
    Test,
}

/// Functions at work in the sandbox.
#[derive(Default)]
pub struct Handlers {
    port: Option<MessagePort>,
    next: u32,
    run: Group,
    test: Group,
    /// Files and texts that are being checked.
    checks: BTreeMap<u32, (String, String)>,
}

/// The functions of one caller.
#[derive(Default)]
struct Group {
    /// Counts its executions.
    number: u32,
    at_work: BTreeMap<u32, Token>,
    /// Calls made before the sandbox was open, and files to be sent with the next call.
    waiting: Vec<Call>,
    files: BTreeMap<String, String>,
}

impl Handlers {
    /// The sandbox is open: calls that waited go out.
    pub fn connect(&mut self, port: MessagePort) {
        self.port = Some(port);
        self.checks
            .iter()
            .for_each(|(n, check)| self.send_check(*n, check));
        for caller in [Caller::Run, Caller::Test] {
            self.send_files(caller);
            for call in std::mem::take(&mut self.group_mut(caller).waiting) {
                self.send(&call.message());
            }
        }
    }

    /// Has a file's text parsed. An earlier text of the file is of no interest any more.
    pub fn check(&mut self, file: String, text: String) {
        self.checks.retain(|_, (other, _)| *other != file);
        self.next += 1;
        let check = (file, text);
        self.send_check(self.next, &check);
        self.checks.insert(self.next, check);
    }

    fn send_check(&self, n: u32, (file, text): &(String, String)) {
        self.send(&object(&[
            ("t", "check".into()),
            ("n", n.into()),
            ("file", file.as_str().into()),
            ("text", text.as_str().into()),
        ]));
    }

    /// A new execution with these files; the functions of the caller's last one end.
    pub fn begin(&mut self, caller: Caller, files: BTreeMap<String, String>) {
        self.end(caller);
        let group = self.group_mut(caller);
        group.number += 1;
        group.files = files;
        self.send_files(caller);
    }

    /// The execution is over: its functions end, and nothing is heard of them any more.
    pub fn end(&mut self, caller: Caller) {
        let group = self.group_mut(caller);
        group.at_work.clear();
        group.waiting.clear();
        self.send(&object(&[
            ("t", "stop".into()),
            ("run", self.name(caller).into()),
        ]));
    }

    /// The name of the caller's execution and the number of its next call.
    pub fn next(&mut self, caller: Caller, token: Token) -> (String, u32) {
        self.next += 1;
        let number = self.next;
        self.group_mut(caller).at_work.insert(number, token);
        (self.name(caller), number)
    }

    /// Calls a function; an answer will be heard, unless the execution ends before.
    pub fn call(&mut self, caller: Caller, call: Call) {
        if self.port.is_some() {
            self.send(&call.message());
        } else {
            self.group_mut(caller).waiting.push(call);
        }
    }

    /// Whether a function of the caller is at work.
    pub fn busy(&self, caller: Caller) -> bool {
        !self.group(caller).at_work.is_empty()
    }

    /// Nobody waits for this one any more.
    pub fn forget(&mut self, caller: Caller, token: Token) {
        let at_work = &mut self.group_mut(caller).at_work;
        at_work.retain(|_, at_work| *at_work != token);
    }

    fn group(&self, caller: Caller) -> &Group {
        match caller {
            Caller::Run => &self.run,
            Caller::Test => &self.test,
        }
    }

    fn group_mut(&mut self, caller: Caller) -> &mut Group {
        match caller {
            Caller::Run => &mut self.run,
            Caller::Test => &mut self.test,
        }
    }

    /// Who made a call.
    fn caller(&self, id: u32) -> Option<(Caller, Token)> {
        let of = |caller| Some((caller, *self.group(caller).at_work.get(&id)?));
        of(Caller::Run).or_else(|| of(Caller::Test))
    }

    /// What a message of the sandbox means (`www/sandbox/protocol.js`, `Answer`); `None` for news that concern nobody.
    pub fn hear(&mut self, message: &JsValue) -> Option<Heard> {
        let id = number(message, "id");
        match text(message, "t")?.as_str() {
            "checked" => self.checked(message),
            "result" => self.answered(id?, Answer::Returned(text(message, "body")?.into())),
            "error" => self.answered(id?, Answer::Failed(text(message, "payload")?.into())),
            "log" => {
                let (caller, token) = self.caller(id?)?;
                line(message).map(|line| Heard::Printed(caller, token, line))
            }
            "refused" => {
                id.and_then(|id| self.take(id));
                text(message, "why").map(Heard::Refused)
            }
            _ => None, // `ready`, `stopped`
        }
    }

    fn checked(&mut self, message: &JsValue) -> Option<Heard> {
        let (file, text) = self.checks.remove(&number(message, "n")?)?;
        let fault = code_fault(&field(message, "problem"));
        Some(Heard::Checked { file, text, fault })
    }

    fn answered(&mut self, id: u32, answer: Answer) -> Option<Heard> {
        let (caller, token) = self.take(id)?;
        Some(Heard::Answered(caller, token, answer))
    }

    /// Takes a call away that has ended.
    fn take(&mut self, id: u32) -> Option<(Caller, Token)> {
        let found = self.caller(id)?;
        self.group_mut(found.0).at_work.remove(&id);
        Some(found)
    }

    fn name(&self, caller: Caller) -> String {
        match caller {
            Caller::Run => format!("run-{}", self.run.number),
            Caller::Test => format!("test-{}", self.test.number),
        }
    }

    fn send_files(&self, caller: Caller) {
        let files = &self.group(caller).files;
        if !files.is_empty() {
            let files: Vec<_> = files
                .iter()
                .map(|(name, text)| (name.as_str(), text.into()))
                .collect();
            self.send(&object(&[
                ("t", "files".into()),
                ("run", self.name(caller).into()),
                ("files", object(&files).into()),
            ]));
        }
    }

    fn send(&self, message: &Object) {
        if let Some(port) = &self.port {
            // Plain strings and numbers: nothing here can be refused by the wire.
            let _ = port.post_message(message);
        }
    }
}

fn line(message: &JsValue) -> Option<Line> {
    Some(Line {
        level: text(message, "level")?,
        text: text(message, "text")?,
        file: text(message, "file"),
        line: number(message, "line"),
    })
}

fn code_fault(problem: &JsValue) -> Option<CodeFault> {
    Some(CodeFault {
        line: number(problem, "line")?,
        column: number(problem, "column")?,
        message: text(problem, "message")?,
    })
}

fn text(message: &JsValue, name: &str) -> Option<String> {
    field(message, name).as_string()
}

fn number(message: &JsValue, name: &str) -> Option<u32> {
    field(message, name).as_f64().map(|number| number as u32)
}

/// `undefined` where the field is missing.
fn field(message: &JsValue, name: &str) -> JsValue {
    Reflect::get(message, &JsValue::from_str(name)).unwrap_or_default()
}
