//! A result writer at work: what became of each child, as files in S3 or as the Map's result
//! (`asl.md` section 12.3).

use super::batch::Job;
use super::run::{Ended, MapRun};
use crate::execution::failure::Failure;
use crate::execution::frame::{FrameId, splice};
use crate::execution::{Execution, Outcome};
use crate::history::ExecutionDetails;
use crate::machine::{OutputType, ResultWriter, Transformation};
use crate::value::{Object, Payload, Value};
use std::collections::VecDeque;
use std::rc::Rc;

/// The kinds of files, in the manifest's order.
const KINDS: [&str; 3] = ["FAILED", "PENDING", "SUCCEEDED"];

/// Files on their way.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Writing {
    bucket: Rc<str>,
    /// Keys and texts; the first one is under way, the manifest is the last.
    files: VecDeque<(Rc<str>, Rc<str>)>,
    /// What the Map gives when all are written, or fails with.
    result: Result<Payload, ExecutionDetails>,
}

impl Execution {
    /// What a Map Run gives that writes nothing to S3.
    pub(super) fn formed(&self, run: &MapRun, writer: Option<&ResultWriter>) -> Payload {
        let Some(writer) = writer else {
            return splice(run.outputs());
        };
        match writer.transformation {
            Transformation::Compact => splice(self.outputs_and_failures(run).iter()),
            Transformation::Flatten => {
                let told = self.outputs_and_failures(run);
                Value::array(flattened(told.iter())).into()
            }
            Transformation::None => {
                let records = self.records(run).into_iter().map(|(_, record)| record);
                Value::array(records.collect()).into()
            }
        }
    }

    /// The outputs of the children in the order of the items; of one that failed, whatever the
    /// transformation, its whole record (documented).
    fn outputs_and_failures(&self, run: &MapRun) -> Vec<Payload> {
        let ended = run.ended.iter().flatten();
        let told = ended.map(|ended| match &ended.outcome {
            Outcome::Succeeded(output) => output.clone(),
            Outcome::Failed(_) | Outcome::TimedOut | Outcome::Aborted(_) => {
                self.record_of(run, ended).1.into()
            }
        });
        told.collect()
    }

    /// The files of a Map Run that writes to S3; `None` if its writer only forms the result.
    pub(super) fn begin_writing(
        &mut self,
        id: FrameId,
        run: &MapRun,
        writer: &ResultWriter,
    ) -> Result<Option<Writing>, Failure> {
        let Some(template) = &writer.parameters else {
            return Ok(None);
        };
        let parameters = self
            .evaluate(id, run.input.value(), |env| template.evaluate(env))
            .map_err(|failure| self.query_failure(id, &failure))?;
        let text = |name| {
            parameters
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let run_id = run.arn.rsplit(':').next().unwrap_or_default();
        let folder = match text("Prefix").trim_end_matches('/') {
            "" => run_id.to_owned(),
            prefix => format!("{prefix}/{run_id}"),
        };
        Ok(Some(self.files(run, writer, text("Bucket"), &folder)))
    }

    fn files(&self, run: &MapRun, writer: &ResultWriter, bucket: &str, folder: &str) -> Writing {
        let ending = match writer.output_type {
            OutputType::Json => "json",
            OutputType::Jsonl => "jsonl",
        };
        let mut files = VecDeque::new();
        let mut named = Object::new();
        for kind in KINDS {
            let results = self.results(run, writer, kind);
            if results.is_empty() {
                named.insert(kind, Value::array(Vec::new()));
                continue;
            }
            let key = format!("{folder}/{kind}_0.{ending}");
            let text = written(results, writer.output_type);
            let size = i64::try_from(text.len()).unwrap_or(i64::MAX);
            let file = Object::new().with("Key", key.as_str()).with("Size", size);
            named.insert(kind, Value::array(vec![file.into()]));
            files.push_back((Rc::from(key), Rc::from(text)));
        }
        let manifest = Object::new()
            .with("DestinationBucket", bucket)
            .with("MapRunArn", Value::String(Rc::clone(&run.arn)))
            .with("ResultFiles", named);
        let key = format!("{folder}/manifest.json");
        let details = Object::new()
            .with("Bucket", bucket)
            .with("Key", key.as_str());
        files.push_back((Rc::from(key), Rc::from(Value::object(manifest).to_json())));
        let result = Object::new()
            .with("MapRunArn", Value::String(Rc::clone(&run.arn)))
            .with("ResultWriterDetails", details);
        Writing {
            bucket: Rc::from(bucket),
            files,
            result: Ok(Value::object(result).into()),
        }
    }

    /// What is written of the children of one kind.
    fn results(&self, run: &MapRun, writer: &ResultWriter, kind: &str) -> Vec<Value> {
        match (writer.transformation, kind) {
            (Transformation::Compact, "SUCCEEDED") => {
                run.outputs().map(|output| output.value().clone()).collect()
            }
            (Transformation::Flatten, "SUCCEEDED") => flattened(run.outputs()),
            (Transformation::None | Transformation::Compact | Transformation::Flatten, _) => {
                let records = self.records(run).into_iter();
                records
                    .filter(|(of, _)| *of == kind)
                    .map(|(_, record)| record)
                    .collect()
            }
        }
    }

    /// Each child as DescribeExecution tells of it, with the kind of file that it belongs to. Of one that
    /// was not begun there is only an input.
    fn records(&self, run: &MapRun) -> Vec<(&'static str, Value)> {
        let jobs = run.jobs.iter().zip(&run.ended);
        let record = |(job, ended): (&Job, &Option<Ended>)| match ended {
            Some(ended) => self.record_of(run, ended),
            None => ("PENDING", pending(job)),
        };
        jobs.map(record).collect()
    }

    fn record_of(&self, run: &MapRun, ended: &Ended) -> (&'static str, Value) {
        let who = &self.histories.get(ended.history).identity;
        let arn = self
            .settings
            .arn_in(&who.mode, &who.machine_name, &who.name);
        let included = Object::new().with("Included", true);
        let text = |text: &Rc<str>| Value::String(Rc::clone(text));
        let (kind, status) = match &ended.outcome {
            Outcome::Succeeded(_) => ("SUCCEEDED", "SUCCEEDED"),
            Outcome::Failed(_) => ("FAILED", "FAILED"),
            Outcome::TimedOut => ("FAILED", "TIMED_OUT"),
            Outcome::Aborted(_) => ("FAILED", "ABORTED"),
        };
        let mut record = Object::new();
        if let Outcome::Failed(details) = &ended.outcome {
            let parts = [("Cause", &details.cause), ("Error", &details.error)];
            for (name, part) in parts {
                part.iter().for_each(|part| record.insert(name, text(part)));
            }
        }
        record.insert("ExecutionArn", arn);
        record.insert("Input", text(who.input.text()));
        record.insert("InputDetails", included.clone());
        record.insert("Name", text(&who.name));
        if let Outcome::Succeeded(output) = &ended.outcome {
            record.insert("Output", text(output.text()));
            record.insert("OutputDetails", included);
        }
        let record = redrive(record, status)
            .with("StartDate", who.started.to_iso())
            .with(
                "StateMachineArn",
                self.settings.machine_arn_of(&run.machine_name),
            )
            .with("Status", status)
            .with("StopDate", ended.at.to_iso());
        (kind, record.into())
    }

    /// The next file goes out; when all are written, what the Map gives or fails with.
    pub(super) fn write_on(
        &mut self,
        id: FrameId,
        run: &mut MapRun,
        writing: &Writing,
    ) -> Option<Result<Payload, ExecutionDetails>> {
        let Some((key, text)) = writing.files.front() else {
            return Some(writing.result.clone());
        };
        let parameters = Object::new()
            .with("Bucket", Value::String(Rc::clone(&writing.bucket)))
            .with("Key", Value::String(Rc::clone(key)))
            .with("Body", Value::String(Rc::clone(text)));
        run.request = Some(self.ask_s3(id, "putObject", Value::object(parameters).into()));
        None
    }
}

impl Writing {
    /// The Map Run has failed already: it will fail with this when all files are written.
    pub fn fails_with(&mut self, details: ExecutionDetails) {
        self.result = Err(details);
    }

    /// A file is written, or could not be.
    pub fn answered(
        &mut self,
        answer: Result<Payload, ExecutionDetails>,
    ) -> Result<(), ExecutionDetails> {
        self.files.pop_front();
        let Err(details) = answer else {
            return Ok(());
        };
        self.result.clone()?;
        Err(ExecutionDetails {
            error: Some(Rc::from("States.ResultWriterFailed")),
            cause: details.cause.or(details.error),
        })
    }
}

/// AWS's form of it is not recorded.
fn pending(job: &Job) -> Value {
    let record = Object::new()
        .with("Input", Value::String(Rc::clone(job.input.text())))
        .with("InputDetails", Object::new().with("Included", true))
        .with("Status", "PENDING");
    record.into()
}

fn redrive(record: Object, status: &str) -> Object {
    let record = record.with("RedriveCount", 0_i64);
    if status == "SUCCEEDED" {
        let reason = "Execution is SUCCEEDED and cannot be redriven";
        return record
            .with("RedriveStatus", "NOT_REDRIVABLE")
            .with("RedriveStatusReason", reason);
    }
    record.with("RedriveStatus", "REDRIVABLE_BY_MAP_RUN")
}

/// The outputs; of those that are arrays their items.
fn flattened<'a>(outputs: impl Iterator<Item = &'a Payload>) -> Vec<Value> {
    let items = |output: &Payload| match output.value() {
        Value::Array(items) => items.to_vec(),
        single @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Object(_)) => vec![single.clone()],
    };
    outputs.flat_map(items).collect()
}

fn written(results: Vec<Value>, output_type: OutputType) -> String {
    match output_type {
        OutputType::Json => Value::array(results).to_json(),
        OutputType::Jsonl => results
            .iter()
            .map(|result| result.to_json() + "\n")
            .collect(),
    }
}
