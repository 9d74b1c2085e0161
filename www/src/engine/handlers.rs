//! Functions at work: calls go out on the sandbox's port, answers come back on it.

use crate::host::message::pack;
use asl::debugger::CodeFault;
use asl::execution::{Answer, Token};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use web_sys::MessagePort;

/// A call as the sandbox wants it (`www/sandbox/protocol.js`, `Invoke`).
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
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
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Env {
    /// `AWS_REGION`
    pub region: String,
    /// Twelve digits.
    pub account: String,
    /// `context.awsRequestId`
    pub request_id: String,
}

/// What the sandbox says (`www/sandbox/protocol.js`, `Answer`).
#[derive(Clone, Debug, Deserialize)]
#[serde(tag = "t", rename_all = "lowercase")]
enum Message {
    Ready,
    Stopped,
    Checked {
        n: u32,
        problem: Option<CodeProblem>,
    },
    Result {
        id: u32,
        body: String,
    },
    Error {
        id: u32,
        payload: String,
    },
    Log {
        id: u32,
        level: String,
        text: String,
        file: Option<String>,
        line: Option<u32>,
    },
    Refused {
        id: Option<u32>,
        why: String,
    },
}

/// See `Checked` in the protocol.
#[derive(Clone, Debug, Deserialize)]
struct CodeProblem {
    message: String,
    line: u32,
    column: u32,
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
    Answered(Token, Answer),
    /// It printed a line.
    Printed(Token, Line),
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

/// Functions at work in the sandbox.
#[derive(Default)]
pub struct Handlers {
    port: Option<MessagePort>,
    run: u32,
    next: u32,
    at_work: BTreeMap<u32, Token>,
    /// Calls made before the sandbox was open, and files to be sent with the next call.
    waiting: Vec<Call>,
    files: BTreeMap<String, String>,
    /// Files and texts that are being checked.
    checks: BTreeMap<u32, (String, String)>,
}

#[derive(Serialize)]
struct Check<'a> {
    t: &'static str,
    n: u32,
    file: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Files<'a> {
    t: &'static str,
    run: &'a str,
    files: &'a BTreeMap<String, String>,
}

#[derive(Serialize)]
struct Stop<'a> {
    t: &'static str,
    run: &'a str,
}

#[derive(Serialize)]
struct Invoke<'a> {
    t: &'static str,
    #[serde(flatten)]
    call: &'a Call,
}

impl Handlers {
    /// The sandbox is open: calls that waited go out.
    pub fn connect(&mut self, port: MessagePort) {
        self.port = Some(port);
        self.checks
            .iter()
            .for_each(|(n, check)| self.send_check(*n, check));
        self.send_files();
        for call in std::mem::take(&mut self.waiting) {
            self.send(&Invoke {
                t: "invoke",
                call: &call,
            });
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
        let t = "check";
        self.send(&Check { t, n, file, text });
    }

    /// A new execution with these files; the functions of the last one end.
    pub fn begin(&mut self, files: BTreeMap<String, String>) {
        self.end();
        self.run += 1;
        self.files = files;
        self.send_files();
    }

    /// The execution is over: its functions end, and nothing is heard of them any more.
    pub fn end(&mut self) {
        self.at_work.clear();
        self.waiting.clear();
        self.send(&Stop {
            t: "stop",
            run: &self.run_name(),
        });
    }

    /// The name of the current run and the number of its next call.
    pub fn next(&mut self, token: Token) -> (String, u32) {
        self.next += 1;
        self.at_work.insert(self.next, token);
        (self.run_name(), self.next)
    }

    /// Calls a function; an answer will be heard, unless the run ends before.
    pub fn call(&mut self, call: Call) {
        if self.port.is_some() {
            self.send(&Invoke {
                t: "invoke",
                call: &call,
            });
        } else {
            self.waiting.push(call);
        }
    }

    /// Whether a function is at work.
    pub fn busy(&self) -> bool {
        !self.at_work.is_empty()
    }

    /// Nobody waits for this one any more.
    pub fn forget(&mut self, token: Token) {
        self.at_work.retain(|_, at_work| *at_work != token);
    }

    /// What a message of the sandbox means; `None` for news that concern nobody.
    pub fn hear(&mut self, message: wasm_bindgen::JsValue) -> Option<Heard> {
        match serde_wasm_bindgen::from_value::<Message>(message) {
            Ok(message) => self.understand(message),
            Err(fault) => Some(Heard::Refused(fault.to_string())),
        }
    }

    fn understand(&mut self, message: Message) -> Option<Heard> {
        match message {
            Message::Ready | Message::Stopped => None,
            Message::Checked { n, problem } => {
                let (file, text) = self.checks.remove(&n)?;
                let fault = problem.map(|problem| CodeFault {
                    line: problem.line,
                    column: problem.column,
                    message: problem.message,
                });
                Some(Heard::Checked { file, text, fault })
            }
            Message::Result { id, body } => self.answered(id, Answer::Returned(body.into())),
            Message::Error { id, payload } => self.answered(id, Answer::Failed(payload.into())),
            Message::Log {
                id,
                level,
                text,
                file,
                line,
            } => {
                let token = *self.at_work.get(&id)?;
                Some(Heard::Printed(
                    token,
                    Line {
                        level,
                        text,
                        file,
                        line,
                    },
                ))
            }
            Message::Refused { id, why } => {
                id.and_then(|id| self.at_work.remove(&id));
                Some(Heard::Refused(why))
            }
        }
    }

    fn answered(&mut self, id: u32, answer: Answer) -> Option<Heard> {
        self.at_work
            .remove(&id)
            .map(|token| Heard::Answered(token, answer))
    }

    fn run_name(&self) -> String {
        format!("run-{}", self.run)
    }

    fn send_files(&self) {
        if !self.files.is_empty() {
            self.send(&Files {
                t: "files",
                run: &self.run_name(),
                files: &self.files,
            });
        }
    }

    fn send(&self, message: &impl Serialize) {
        let Some(port) = &self.port else { return };
        // Plain strings and numbers: nothing here can be refused by the wire.
        if let Ok(message) = pack(message) {
            let _ = port.post_message(&message);
        }
    }
}
