//! Deterministic stand-ins for the services that workflows call most: DynamoDB, S3, SQS, SNS and
//! EventBridge, by their optimised integration and by the SDK (`integrations.md` section 3).
//!
//! They know what is certain. A table, a bucket, a queue that is named exists and is empty at first;
//! whatever would need more than was seen here - a table's key before anyone told it, an operation
//! that is not built - has no answer, because a made-up one would be worse than none.

mod bucket;
mod message;
mod refusal;
mod table;

use crate::history::ExecutionDetails;
use crate::machine::Integration;
use crate::value::{Object, Timestamp, Value};
use md5::{Digest, Md5};
use table::Tables;

use super::http::{Delivered, Wire};
use super::s3::Store;
pub use refusal::Refusal;

/// Everything that stand-ins remember during a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct World {
    tables: Tables,
    store: Store,
}

/// A call of a service.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Service, API and pattern.
    pub integration: &'a Integration,
    /// Its parameters.
    pub parameters: &'a Value,
    /// Its request id, from the seed.
    pub request_id: &'a str,
    /// When.
    pub at: Timestamp,
}

/// What a service answers.
pub type Reply = Result<Value, ExecutionDetails>;

impl World {
    /// The buckets and their objects.
    pub fn store(&mut self) -> &mut Store {
        &mut self.store
    }

    /// The answer to a call; `None` where nobody here knows it.
    pub fn call(&mut self, request: &Request<'_>) -> Option<Reply> {
        match (request.service(), &*request.integration.api) {
            ("dynamodb", _) => self.tables.call(request),
            ("s3", _) => bucket::call(&mut self.store, request),
            ("sqs", "sendMessage") => message::send_message(request),
            ("sns", "publish") => message::publish(request),
            ("events" | "eventbridge", "putEvents") => message::put_events(request),
            _ => None,
        }
    }
}

impl Request<'_> {
    /// `dynamodb`, whichever way it is called.
    fn service(&self) -> &str {
        let service = &*self.integration.service;
        service.strip_prefix("aws-sdk:").unwrap_or(service)
    }

    /// Whether it is a call by the SDK, not of an optimised integration.
    pub fn by_sdk(&self) -> bool {
        self.integration.service.starts_with("aws-sdk:")
    }

    fn parameter(&self, name: &str) -> Option<&Value> {
        let value = self.parameters.get(name)?;
        (*value != Value::Null).then_some(value)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.parameter(name).and_then(Value::as_str)
    }

    /// A text parameter; an object or an array is written as JSON.
    pub fn serialized(&self, name: &str) -> Option<String> {
        let value = self.parameter(name)?;
        let text = value.as_str().map(str::to_owned);
        Some(text.unwrap_or_else(|| value.to_json()))
    }

    /// A success: what the SDK gives is bare, an optimised integration tells how it came.
    fn success(&self, response: Object, wire: Wire) -> Reply {
        let body = Value::object(response.clone()).to_json();
        self.delivered(response, wire, &body)
    }

    /// The same of a response that came as this text.
    fn delivered(&self, response: Object, wire: Wire, body: &str) -> Reply {
        if self.by_sdk() {
            return Ok(response.into());
        }
        let delivered = Delivered {
            wire,
            body,
            request_id: self.request_id,
            at: self.at,
        };
        Ok(delivered.wrap(&response).into())
    }

    /// An id that the call and a number decide.
    fn id(&self, number: usize) -> String {
        let digest = hex(&Md5::digest(format!("{}/{number}", self.request_id)));
        let part = |from: usize, to: usize| digest.get(from..to).unwrap_or_default();
        let (a, b, c) = (part(0, 8), part(8, 12), part(13, 16));
        format!("{a}-{b}-4{c}-a{}-{}", part(17, 20), part(20, 32))
    }
}

/// Bytes in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An MD5, as SQS and S3 tell it.
fn md5_of(bytes: impl AsRef<[u8]>) -> String {
    hex(&Md5::digest(bytes))
}
