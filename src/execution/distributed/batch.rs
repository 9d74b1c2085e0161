//! From items to the children's inputs: `ItemSelector`, then `ItemBatcher`.

use crate::execution::Execution;
use crate::execution::failure::Failure;
use crate::execution::frame::{FrameId, Item};
use crate::execution::io::MAX_PAYLOAD;
use crate::inspection::Stage;
use crate::machine::{Amount, Distributed, ItemBatcher, Map};
use crate::service::s3::Entry;
use crate::value::{Object, Payload, Value};
use std::rc::Rc;

/// What one child does.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::execution) struct Job {
    /// Its input.
    pub input: Payload,
    /// How many items it stands for.
    pub items: usize,
}

/// How large batches may be.
struct Limits {
    items: usize,
    bytes: usize,
}

impl Execution {
    /// One job for each item, or for each batch of items.
    pub(in crate::execution) fn jobs(
        &mut self,
        id: FrameId,
        (map, distributed): (&Map, &Distributed),
        input: &Payload,
        entries: &[Entry],
        source: &Rc<str>,
    ) -> Result<Vec<Job>, Failure> {
        let mut inputs = Vec::with_capacity(entries.len());
        for (index, entry) in entries.iter().enumerate() {
            let item = Item {
                index,
                key: entry.key.clone(),
                value: entry.value.clone(),
                source: Some(Rc::clone(entry.source.as_ref().unwrap_or(source))),
            };
            inputs.push(self.iteration_input(id, map, input, &item)?);
        }
        match &distributed.batcher {
            Some(batcher) => self.batches(id, batcher, input, &inputs),
            None => Ok(inputs.into_iter().map(Job::single).collect()),
        }
    }

    fn batches(
        &mut self,
        id: FrameId,
        batcher: &ItemBatcher,
        input: &Payload,
        items: &[Payload],
    ) -> Result<Vec<Job>, Failure> {
        let limits = self.limits(id, batcher, input)?;
        let base = match &batcher.input {
            None => Object::new(),
            Some(template) => {
                let made = self
                    .evaluate(id, input.value(), |env| template.evaluate(env))
                    .map_err(|failure| self.query_failure(id, &failure))?;
                Object::new().with("BatchInput", made)
            }
        };
        let jobs = group(items, &limits, &Value::object(base.clone()))
            .map(|batch| job(base.clone(), batch))
            .collect::<Vec<_>>();
        let inputs = jobs.iter().map(|job| job.input.value().clone()).collect();
        self.stage(id, Stage::AfterItemBatcher, &Value::array(inputs).into());
        Ok(jobs)
    }

    fn limits(
        &self,
        id: FrameId,
        batcher: &ItemBatcher,
        input: &Payload,
    ) -> Result<Limits, Failure> {
        let (items, bytes) = (batcher.max_items.as_ref(), batcher.max_bytes.as_ref());
        let items = self.positive(id, "MaxItemsPerBatch", items, input)?;
        let bytes = self.positive(id, "MaxInputBytesPerBatch", bytes, input)?;
        Ok(Limits {
            items: items.unwrap_or(usize::MAX),
            bytes: bytes.map_or(MAX_PAYLOAD, |bytes| bytes.min(MAX_PAYLOAD)),
        })
    }

    /// A limit of a batch: no batch can be without an item. AWS's words for one that is not positive are
    /// not recorded.
    fn positive(
        &self,
        id: FrameId,
        field: &str,
        amount: Option<&Amount>,
        input: &Payload,
    ) -> Result<Option<usize>, Failure> {
        let Some(limit) = self.amount(id, field, amount, input)? else {
            return Ok(None);
        };
        if limit > 0 {
            return Ok(Some(usize::try_from(limit).unwrap_or(usize::MAX)));
        }
        let words = format!("{field} must be positive.");
        Err(match amount {
            Some(Amount::Formula(formula)) => self.query_failure(id, &formula.refusal(words)),
            Some(Amount::Literal(_) | Amount::Path(_)) | None => self.runtime(id, &words),
        })
    }

    /// A whole number, written down or found in the data.
    pub(super) fn amount(
        &self,
        id: FrameId,
        field: &str,
        amount: Option<&Amount>,
        input: &Payload,
    ) -> Result<Option<i64>, Failure> {
        match amount {
            None => Ok(None),
            Some(Amount::Literal(number)) => Ok(Some(i64::try_from(*number).unwrap_or(i64::MAX))),
            Some(Amount::Formula(formula)) => self.formula_whole(id, formula).map(Some),
            Some(Amount::Path(path)) => {
                let found = self.find(id, path, input.value())?;
                self.whole(id, field, path.as_str(), &found).map(Some)
            }
        }
    }
}

impl Job {
    fn single(input: Payload) -> Self {
        Self { input, items: 1 }
    }
}

/// Items that fit into one batch; an item that is too large by itself is a batch of its own, and fails
/// when its child begins.
fn group<'a>(
    items: &'a [Payload],
    limits: &'a Limits,
    base: &Value,
) -> impl Iterator<Item = &'a [Payload]> {
    let frame = base.to_json().len() + "\"Items\":[]".len();
    let mut rest = items;
    std::iter::from_fn(move || {
        let mut size = frame;
        let fits = |item: &&Payload| {
            size += item.value().to_json().len() + 1;
            size <= limits.bytes
        };
        let count = rest
            .iter()
            .take(limits.items)
            .take_while(fits)
            .count()
            .max(1);
        let (batch, after) = rest.split_at_checked(count)?;
        rest = after;
        Some(batch)
    })
}

fn job(base: Object, batch: &[Payload]) -> Job {
    let items = batch.iter().map(|item| item.value().clone()).collect();
    Job {
        input: Value::object(base.with("Items", Value::array(items))).into(),
        items: batch.len(),
    }
}
