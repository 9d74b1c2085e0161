//! Objects that a recorded test put into S3 before, beside whatever else answers.

use super::answers::Answers;
use asl::execution::{Answer, Invocation, Work};
use asl::history::{Event, ExecutionDetails};
use asl::service::s3::Store;
use asl::value::Timestamp;
use serde_json::Value;

/// Answers for the readers and writers of Maps from a store, and for everything else as `others` do.
pub struct Objects<'a> {
    store: Store,
    others: Box<dyn Answers + 'a>,
}

impl<'a> Objects<'a> {
    /// The buckets and objects of a case's `setup`.
    pub fn of(case: &Value, now: Timestamp, others: Box<dyn Answers + 'a>) -> Self {
        let mut store = Store::default();
        for call in case["setup"].as_array().into_iter().flatten() {
            let text = |name: &str| call["params"][name].as_str().unwrap_or_default();
            match call["op"].as_str() {
                Some("create_bucket") => store.create_bucket(text("Bucket")),
                Some("put_object") => store.put(text("Bucket"), text("Key"), text("Body"), now),
                _ => {}
            }
        }
        Self { store, others }
    }

    fn stored(&mut self, invocation: &Invocation, now: Timestamp) -> Option<Answer> {
        let Work::Service(call) = &invocation.work else {
            return None;
        };
        let (api, parameters) = (&call.integration.api, call.parameters.value());
        let answer = (&*call.integration.service == "s3").then(|| {
            self.store
                .call(api, parameters, &invocation.request_id, now)
        })??;
        Some(match answer {
            Ok(answer) => Answer::Succeeded(answer.to_json().into()),
            Err(details) => Answer::Refused(details),
        })
    }
}

impl Answers for Objects<'_> {
    fn answer(
        &mut self,
        open: &[Invocation],
        now: Timestamp,
    ) -> Result<Vec<(usize, Answer)>, String> {
        for (at, invocation) in open.iter().enumerate() {
            if let Some(answer) = self.stored(invocation, now) {
                return Ok(vec![(at, answer)]);
            }
        }
        self.others.answer(open, now)
    }

    fn next(&self) -> Option<Timestamp> {
        self.others.next()
    }

    fn deleted_activities(&self) -> Vec<String> {
        self.others.deleted_activities()
    }

    fn stops_after(&self, event: &Event) -> Option<ExecutionDetails> {
        self.others.stops_after(event)
    }
}
