//! Answers from an example's own functions, run by Node.js.

use super::answers::Answers;
use asl::execution::{Answer, FunctionCall, Invocation};
use asl::history::{Event, ExecutionDetails, type_name};
use asl::value::Timestamp;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

pub struct Handlers {
    node: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    /// Functions that were asked and do not end.
    pending: BTreeSet<u64>,
    /// The event after which the example stops its execution.
    stop: Option<String>,
}

impl Handlers {
    /// `None` where there is no Node.js.
    pub fn start(example: &Value) -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance/handlers.mjs");
        let mut node = Command::new("node")
            .arg(script)
            .arg(example["handlers"].to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (to, from) = (node.stdin.take()?, BufReader::new(node.stdout.take()?));
        let stop = &example["actions"][0];
        let stop = stop["when"]
            .as_str()
            .filter(|_| stop["do"] == "StopExecution");
        Some(Self {
            node,
            to,
            from,
            pending: BTreeSet::new(),
            stop: stop.map(str::to_owned),
        })
    }

    fn call(&mut self, call: &FunctionCall) -> Result<Option<Answer>, String> {
        let event = serde_json::from_str::<Value>(&call.event).unwrap_or_default();
        let request = json!({"name": &*call.function.name, "event": event});
        writeln!(self.to, "{request}").map_err(|error| error.to_string())?;
        let mut line = String::new();
        let read = self.from.read_line(&mut line);
        read.map_err(|error| error.to_string())?;
        let answer = serde_json::from_str::<Value>(&line).map_err(|error| error.to_string())?;
        let text = |key: &str| answer[key].as_str().map(Into::into);
        Ok(match (text("returned"), text("failed")) {
            (Some(returned), _) => Some(Answer::Returned(returned)),
            (None, Some(failed)) => Some(Answer::Failed(failed)),
            (None, None) if answer["missing"] == true => Some(Answer::NoSuchFunction),
            (None, None) => None,
        })
    }
}

impl Answers for Handlers {
    fn answer(
        &mut self,
        open: &[Invocation],
        _: Timestamp,
    ) -> Result<Vec<(usize, Answer)>, String> {
        for (index, invocation) in open.iter().enumerate() {
            if self.pending.contains(&invocation.token.0) {
                continue;
            }
            let Some(call) = invocation.work.function() else {
                continue;
            };
            if let Some(answer) = self.call(call)? {
                return Ok(vec![(index, answer)]);
            }
            self.pending.insert(invocation.token.0);
        }
        Ok(Vec::new())
    }

    fn stops_after(&self, event: &Event) -> Option<ExecutionDetails> {
        let name = type_name(&event.details);
        (self.stop.as_deref() == Some(&*name)).then(ExecutionDetails::default)
    }
}

impl Drop for Handlers {
    fn drop(&mut self) {
        let _ = self.node.kill();
        let _ = self.node.wait();
    }
}
