//! From an object's text to items.

use super::csv::rows;
use crate::machine::{Csv, InputType};
use crate::value::{Object, Timestamp, Value, java, parse};
use std::rc::Rc;

/// The cause when there is nothing to go over (recorded; a JSON object too).
const NOT_ITERABLE: &str = "Attempting to map over non-iterable node.";
/// The cause of headers that repeat (recorded).
const DUPLICATE_HEADERS: &str = "CSV headers cannot contain duplicates.";
/// The cause of a pointer to nothing (measured).
const NO_SUCH_POINTER: &str =
    "The provided ReaderConfig.ItemsPointer does not match any valid path in the JSON structure.";

/// One item of a Map.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its key, if the items are the members of an object: `$$.Map.Item.Key`.
    pub key: Option<Rc<str>>,
    /// The item.
    pub value: Value,
    /// `S3://BUCKET/KEY` of its own object, if the items come from several: `$$.Map.Item.Source`.
    pub source: Option<Rc<str>>,
}

impl From<Value> for Entry {
    fn from(value: Value) -> Self {
        Self {
            key: None,
            value,
            source: None,
        }
    }
}

impl Entry {
    /// The items of a value, at most `limit` of them: those of an array, or the members of an object.
    pub fn all(value: &Value, limit: usize) -> Option<Vec<Self>> {
        match value {
            Value::Array(items) => Some(entries(items, limit)),
            Value::Object(members) => Some(members_of(members, limit)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
    }
}

/// What an object holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Items.
    Items(Vec<Entry>),
    /// The names of other objects that hold items, and how those are written.
    Objects(Vec<Place>, InputType),
}

/// An object's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its bucket.
    pub bucket: Rc<str>,
    /// Its key.
    pub key: Rc<str>,
}

/// What is in an object of `bucket`: items, at most `limit` of them, or where items are.
///
/// # Errors
/// The cause of `States.ItemReaderFailed`. The words for objects that cannot be read at all are ours.
pub fn items(input: &InputType, bucket: &str, text: &str, limit: usize) -> Result<Found, String> {
    match input {
        InputType::Csv(csv) => csv_items(csv, text, limit).map(Found::Items),
        InputType::Json { pointer } => {
            json_items(pointer.as_deref(), text, limit).map(Found::Items)
        }
        InputType::Jsonl => jsonl_items(text, limit).map(Found::Items),
        InputType::Inventory => inventory(bucket, text),
        InputType::Athena(kind) => Ok(Found::Objects(unloaded(text), (**kind).clone())),
        InputType::Parquet => parquet_rows(text, limit).map(Found::Items),
    }
}

/// Buckets hold texts here, and Parquet is none: its rows stand as JSON, a line each or in an array. What
/// an item is does not depend on how a row is stored.
fn parquet_rows(text: &str, limit: usize) -> Result<Vec<Entry>, String> {
    let rows = match text.trim_start().starts_with('[') {
        true => json_items(None, text, limit),
        false => jsonl_items(text, limit),
    };
    rows.map_err(|_| {
        format!(
            "{} Here its rows are JSON, a line each.",
            unreadable("Parquet")
        )
    })
}

/// A row is an object of texts: columns without a header are dropped, missing ones are empty, and the
/// members come in the order of a Java `HashMap` (recorded).
fn csv_items(csv: &Csv, text: &str, limit: usize) -> Result<Vec<Entry>, String> {
    let mut rows = rows(text, csv.delimiter);
    let headers = match &csv.headers {
        Some(given) => given.clone(),
        None => rows
            .next()
            .unwrap_or_default()
            .iter()
            .map(|name| Rc::from(&**name))
            .collect(),
    };
    let names = headers.iter().map(|name| &**name).collect::<Vec<_>>();
    let mut sorted = names.clone();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() < names.len() {
        return Err(DUPLICATE_HEADERS.to_owned());
    }
    let order = java::hash_order(&names);
    let item = |row: Vec<String>| {
        let member = |column: &usize| {
            let field = row.get(*column).map_or("", String::as_str);
            (Rc::clone(&headers[*column]), Value::from(field))
        };
        Entry::from(Value::object(order.iter().map(member).collect()))
    };
    Ok(rows.take(limit).map(item).collect())
}

fn json_items(pointer: Option<&str>, text: &str, limit: usize) -> Result<Vec<Entry>, String> {
    let whole = parse(text).map_err(|_| unreadable("JSON"))?;
    match pointer {
        None => match whole {
            Value::Array(items) => Ok(entries(&items, limit)),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Object(_) => Err(NOT_ITERABLE.to_owned()),
        },
        Some(pointer) => match follow(&whole, pointer) {
            None => Err(NO_SUCH_POINTER.to_owned()),
            Some(found) => Entry::all(found, limit).ok_or(NOT_ITERABLE.to_owned()),
        },
    }
}

fn entries(items: &[Value], limit: usize) -> Vec<Entry> {
    items.iter().take(limit).cloned().map(Entry::from).collect()
}

fn members_of(members: &Object, limit: usize) -> Vec<Entry> {
    let entry = |(key, value): (&Rc<str>, &Value)| Entry {
        key: Some(Rc::clone(key)),
        ..Entry::from(value.clone())
    };
    members.iter().take(limit).map(entry).collect()
}

/// The value at a JSON Pointer (RFC 6901).
fn follow<'a>(whole: &'a Value, pointer: &str) -> Option<&'a Value> {
    if pointer.is_empty() {
        return Some(whole);
    }
    let steps = pointer.strip_prefix('/')?.split('/');
    steps
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .try_fold(whole, |at, step| match at {
            Value::Object(object) => object.get(&step),
            Value::Array(items) => items.get(step.parse::<usize>().ok()?),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        })
}

fn jsonl_items(text: &str, limit: usize) -> Result<Vec<Entry>, String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .take(limit)
        .map(|line| {
            parse(line)
                .map(Entry::from)
                .map_err(|_| unreadable("JSONL"))
        })
        .collect()
}

/// The manifest of an S3 inventory: `files` names the objects, which lie in `destinationBucket`; in the
/// manifest's own if that is not named. `fileSchema` names the columns of CSV; rows of Parquet do that.
fn inventory(bucket: &str, text: &str) -> Result<Found, String> {
    let manifest = parse(text).map_err(|_| unreadable("JSON"))?;
    let schema = manifest.get("fileSchema").and_then(Value::as_str);
    let files = manifest.get("files").and_then(Value::as_array);
    let (Some(schema), Some(files)) = (schema, files) else {
        return Err(unreadable("the manifest of an inventory"));
    };
    let rows = match manifest.get("fileFormat").and_then(Value::as_str) {
        None | Some("CSV") => InputType::Csv(Csv {
            delimiter: ',',
            headers: Some(schema.split(',').map(|name| name.trim().into()).collect()),
        }),
        Some("Parquet") => InputType::Parquet,
        Some(_) => return Err(unreadable("CSV or Parquet")),
    };
    let destination = manifest.get("destinationBucket").and_then(Value::as_str);
    // In whichever partition: `arn:aws:s3:::BUCKET`.
    let destination = destination.and_then(|arn| arn.rsplit(':').next());
    let place = |file: &Value| {
        Some(Place {
            bucket: Rc::from(destination.unwrap_or(bucket)),
            key: Rc::from(file.get("key")?.as_str()?),
        })
    };
    Ok(Found::Objects(
        files.iter().filter_map(place).collect(),
        rows,
    ))
}

/// The objects that an UNLOAD left: a line each, `s3://BUCKET/KEY`.
fn unloaded(text: &str) -> Vec<Place> {
    let place = |line: &str| {
        let (bucket, key) = line
            .trim()
            .trim_matches('"')
            .strip_prefix("s3://")?
            .split_once('/')?;
        Some(Place {
            bucket: Rc::from(bucket),
            key: Rc::from(key),
        })
    };
    text.lines().filter_map(place).collect()
}

fn unreadable(format: &str) -> String {
    format!("The object could not be read as {format}.")
}

/// The items of `ListObjectsV2`: its `Contents`, as item readers have them: the tag under another name,
/// the time in seconds (AWS page "ItemReader").
///
/// # Errors
/// The cause of `States.ItemReaderFailed`.
pub fn listed(answer: &Value, limit: usize) -> Result<Vec<Entry>, String> {
    match answer.get("Contents") {
        None => Ok(Vec::new()),
        Some(Value::Array(objects)) => {
            let objects = objects.iter().take(limit);
            Ok(objects.map(|object| listed_item(object).into()).collect())
        }
        Some(_) => Err(NOT_ITERABLE.to_owned()),
    }
}

fn listed_item(object: &Value) -> Value {
    let part = |name| object.get(name).cloned().unwrap_or(Value::Null);
    let modified = object.get("LastModified").and_then(Value::as_str);
    let modified = modified.and_then(Timestamp::parse);
    let seconds = |at: Timestamp| Value::from(at.0.div_euclid(1000));
    let item = Object::new()
        .with("Etag", part("ETag"))
        .with("LastModified", modified.map_or(Value::Null, seconds))
        .with("Key", part("Key"))
        .with("Size", part("Size"))
        .with("StorageClass", part("StorageClass"));
    item.into()
}
