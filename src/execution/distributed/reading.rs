//! An item reader at work: it asks the host for objects until it has its items.

use super::run::MapRun;
use crate::execution::Execution;
use crate::execution::failure::Failure;
use crate::execution::frame::FrameId;
use crate::history::ExecutionDetails;
use crate::machine::{InputType, ItemReader, Source};
use crate::service::s3::{Entry, Found, Place, items, listed};
use crate::value::{Object, Payload, Value, parse};
use std::collections::VecDeque;
use std::rc::Rc;

/// What a reader has still to ask for, and what it has.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reading {
    /// The first one is under way.
    todo: VecDeque<Fetch>,
    /// What was read so far.
    pub entries: Vec<Entry>,
    /// `S3://BUCKET/KEY` of the first request, `S3://BUCKET` of a list: `$$.Map.Item.Source`.
    pub source: Rc<str>,
    /// Whether the items of each object have that object as their source (documented).
    own_sources: bool,
    limit: usize,
}

/// A request to S3.
#[derive(Clone, Debug, PartialEq)]
enum Fetch {
    /// The objects of a bucket are items, or hold them.
    List(Value, Option<InputType>),
    /// An object holds items.
    Get(Value, InputType),
}

impl Fetch {
    fn api(&self) -> &'static str {
        match self {
            Self::List(..) => "listObjectsV2",
            Self::Get(..) => "getObject",
        }
    }

    fn parameters(&self) -> &Value {
        match self {
            Self::List(parameters, _) | Self::Get(parameters, _) => parameters,
        }
    }

    fn of(place: &Place, input: &InputType) -> Self {
        let parameters = Object::new()
            .with("Bucket", Value::String(Rc::clone(&place.bucket)))
            .with("Key", Value::String(Rc::clone(&place.key)));
        Self::Get(parameters.into(), input.clone())
    }
}

impl Reading {
    fn begin(source: &Source, parameters: Value, limit: usize) -> Self {
        let source_text = address(&parameters);
        let first = match source {
            Source::Object(input) => Fetch::Get(parameters, input.clone()),
            Source::Objects => Fetch::List(parameters, None),
            Source::Loaded(input) => Fetch::List(parameters, Some(input.clone())),
        };
        Self {
            todo: VecDeque::from([first]),
            entries: Vec::new(),
            source: source_text,
            own_sources: matches!(source, Source::Loaded(_)),
            limit,
        }
    }

    /// S3 answered the request under way.
    pub fn answered(
        &mut self,
        answer: Result<Payload, ExecutionDetails>,
    ) -> Result<(), ExecutionDetails> {
        let answer = answer.map_err(|details| {
            let cause = details.cause.or(details.error);
            reader_failed(cause.as_deref().unwrap_or_default())
        })?;
        self.take(answer.value())
            .map_err(|cause| reader_failed(&cause))
    }

    fn take(&mut self, answer: &Value) -> Result<(), String> {
        let left = self.limit - self.entries.len();
        match self.todo.pop_front() {
            None => {}
            Some(Fetch::List(parameters, input)) => self.list(&parameters, input, answer, left)?,
            Some(Fetch::Get(parameters, input)) => self.get(&parameters, &input, answer, left)?,
        }
        if self.entries.len() >= self.limit {
            self.todo.clear();
        }
        Ok(())
    }

    /// A list came, or a part of it: the rest is asked for.
    fn list(
        &mut self,
        parameters: &Value,
        input: Option<InputType>,
        answer: &Value,
        left: usize,
    ) -> Result<(), String> {
        match &input {
            None => self.entries.extend(listed(answer, left)?),
            Some(input) => {
                let bucket = parameters.get("Bucket").and_then(Value::as_str);
                let objects = places(bucket, answer);
                self.todo
                    .extend(objects.map(|place| Fetch::of(&place, input)));
            }
        }
        if let (Some(next), Value::Object(parameters)) =
            (answer.get("NextContinuationToken"), parameters)
        {
            let rest = Object::clone(parameters).with("ContinuationToken", next.clone());
            self.todo.push_front(Fetch::List(rest.into(), input));
        }
        Ok(())
    }

    /// An object came.
    fn get(
        &mut self,
        parameters: &Value,
        input: &InputType,
        answer: &Value,
        left: usize,
    ) -> Result<(), String> {
        let bucket = parameters.get("Bucket").and_then(Value::as_str);
        let body = answer.get("Body").and_then(Value::as_str);
        let (bucket, body) = (bucket.unwrap_or_default(), body.unwrap_or_default());
        match items(input, bucket, body, left)? {
            Found::Items(found) => {
                let source = self.own_sources.then(|| address(parameters));
                self.entries.extend(found.into_iter().map(|entry| Entry {
                    source: source.clone(),
                    ..entry
                }));
            }
            Found::Objects(places, input) => {
                self.todo
                    .extend(places.iter().map(|place| Fetch::of(place, &input)));
            }
        }
        Ok(())
    }
}

/// `S3://BUCKET/KEY`, or `S3://BUCKET` of what names no key.
fn address(parameters: &Value) -> Rc<str> {
    let text = |name| parameters.get(name).and_then(Value::as_str);
    let bucket = text("Bucket").unwrap_or_default();
    Rc::from(match text("Key") {
        Some(key) => format!("S3://{bucket}/{key}"),
        None => format!("S3://{bucket}"),
    })
}

/// The objects that a listing names.
fn places<'a>(bucket: Option<&'a str>, answer: &'a Value) -> impl Iterator<Item = Place> + 'a {
    let contents = answer
        .get("Contents")
        .and_then(Value::as_array)
        .unwrap_or_default();
    contents.iter().filter_map(move |object| {
        Some(Place {
            bucket: Rc::from(bucket?),
            key: Rc::from(object.get("Key")?.as_str()?),
        })
    })
}

impl Execution {
    /// The reader's first request.
    ///
    /// # Errors
    /// In the inner result: the details of `States.ItemReaderFailed`.
    pub(super) fn begin_reading(
        &mut self,
        id: FrameId,
        reader: &ItemReader,
        input: &Payload,
    ) -> Result<Result<Reading, ExecutionDetails>, Failure> {
        let parameters = match &reader.parameters {
            None => Value::empty_object(),
            Some(template) => self
                .evaluate(id, input.value(), |env| template.evaluate(env))
                .map_err(|failure| self.query_failure(id, &failure))?,
        };
        let limit = self.amount(id, "MaxItems", reader.max_items.as_ref(), input)?;
        Ok(match limit {
            Some(..0) => Err(reader_failed("field MaxItems must be positive")),
            None | Some(0) => Ok(Reading::begin(&reader.source, parameters, usize::MAX)),
            Some(limit) => {
                let limit = usize::try_from(limit).unwrap_or(usize::MAX);
                Ok(Reading::begin(&reader.source, parameters, limit))
            }
        })
    }

    /// The items that a reader finds in data that it need not ask for: what an object holds, or a list of
    /// objects.
    pub(in crate::execution) fn given_items(
        &mut self,
        id: FrameId,
        reader: &ItemReader,
        input: &Payload,
        data: &str,
    ) -> Result<Vec<Entry>, Failure> {
        let begun = self.begin_reading(id, reader, input)?;
        let mut reading = begun.map_err(Failure::new)?;
        let answer = match &reader.source {
            Source::Object(_) => Object::new().with("Body", data),
            Source::Loaded(kind) => {
                reading.todo = VecDeque::from([Fetch::Get(Value::Null, kind.clone())]);
                Object::new().with("Body", data)
            }
            Source::Objects => {
                let listed = parse(data).unwrap_or_else(|_| Value::array(Vec::new()));
                Object::new().with("Contents", listed)
            }
        };
        let answer = Payload::from(Value::from(answer));
        reading.answered(Ok(answer)).map_err(Failure::new)?;
        Ok(reading.entries)
    }

    /// The next request of a reader; false when it has everything.
    pub(super) fn read_on(&mut self, id: FrameId, run: &mut MapRun, reading: &Reading) -> bool {
        let Some(next) = reading.todo.front() else {
            return false;
        };
        let parameters = Payload::from(next.parameters().clone());
        run.request = Some(self.ask_s3(id, next.api(), parameters));
        true
    }
}

fn reader_failed(cause: &str) -> ExecutionDetails {
    ExecutionDetails {
        error: Some(Rc::from("States.ItemReaderFailed")),
        cause: Some(Rc::from(cause)),
    }
}
