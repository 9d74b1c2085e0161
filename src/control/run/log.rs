//! What executions write to the log groups of their state machines.

use crate::control::Control;
use crate::history::{Details, HistoryId, Logging};
use crate::value::Value;
use std::collections::BTreeMap;

impl Control {
    /// The records that an execution, standard or express, has written so far, those of its child
    /// executions among them, as the `loggingConfiguration` of its machine asks for. Log groups belong to
    /// another service, so no operation of Step Functions gives them.
    pub fn logged(&self, arn: &str) -> Vec<Value> {
        let Some(run) = self.runs.iter().find(|run| *run.arn == *arn) else {
            return Vec::new();
        };
        let logging = Logging::of(&run.revision.logging);
        let mut redrives = BTreeMap::<HistoryId, u32>::new();
        let records = run.events.iter().filter_map(|event| {
            if let Details::ExecutionRedriven { redrive_count } = event.details {
                redrives.insert(event.history, redrive_count);
            }
            let redrives = redrives.get(&event.history).copied();
            let arn = run.execution.arn_of(event.history)?;
            logging.record(event, &arn, redrives.unwrap_or_default())
        });
        records.collect()
    }
}
