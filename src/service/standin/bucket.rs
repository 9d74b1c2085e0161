//! S3 by the SDK: objects that are text.

use super::super::http::crc32;
use super::refusal::Refusal;
use super::{Reply, Request, md5_of};
use crate::value::{Object, Timestamp, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::BTreeMap;
use std::rc::Rc;

/// All buckets, by name; a bucket that is named exists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Buckets(BTreeMap<Rc<str>, BTreeMap<Rc<str>, Stored>>);

#[derive(Clone, Debug, PartialEq)]
struct Stored {
    body: Rc<str>,
    at: Timestamp,
}

impl Buckets {
    /// Stores an object.
    pub fn put(&mut self, bucket: &str, key: &str, body: &str) {
        self.store(bucket, key, body, Timestamp::default());
    }

    fn store(&mut self, bucket: &str, key: &str, body: &str, at: Timestamp) {
        let body = Rc::from(body);
        let objects = self.0.entry(Rc::from(bucket)).or_default();
        objects.insert(Rc::from(key), Stored { body, at });
    }

    /// The text of an object.
    pub fn get(&self, bucket: &str, key: &str) -> Option<&str> {
        let stored = self.0.get(bucket)?.get(key)?;
        Some(&*stored.body)
    }

    /// The answer to a call; parameters beyond bucket, key and body are not known here.
    pub fn call(&mut self, request: &Request<'_>) -> Option<Reply> {
        let bucket = request.text("Bucket")?;
        match &*request.integration.api {
            "putObject" if only(request, &["Bucket", "Key", "Body", "ContentType"]) => {
                let body = stored_text(request.parameters.get("Body"));
                self.store(bucket, request.text("Key")?, &body, request.at);
                Some(Ok(put_response(&body)))
            }
            "getObject" if only(request, &["Bucket", "Key"]) => {
                let object = self.0.get(bucket).and_then(|o| o.get(request.text("Key")?));
                match object {
                    Some(stored) => Some(Ok(got(stored))),
                    None => no_such_key(request),
                }
            }
            "deleteObject" if only(request, &["Bucket", "Key"]) => {
                let key = request.text("Key")?;
                self.0
                    .get_mut(bucket)
                    .and_then(|objects| objects.remove(key));
                Some(Ok(Value::empty_object()))
            }
            "listObjectsV2" if only(request, &["Bucket", "Prefix"]) => {
                Some(Ok(self.listed(bucket, request.text("Prefix"))))
            }
            _ => None,
        }
    }

    fn listed(&self, bucket: &str, prefix: Option<&str>) -> Value {
        let within = |key: &str| key.starts_with(prefix.unwrap_or_default());
        let objects = self.0.get(bucket).into_iter().flatten();
        let contents = objects
            .filter(|(key, _)| within(key))
            .map(|(key, stored)| content(key, stored))
            .collect::<Vec<_>>();
        let count = i64::try_from(contents.len()).unwrap_or(i64::MAX);
        let mut response = Object::new();
        if !contents.is_empty() {
            response.insert("Contents", Value::array(contents));
        }
        let response = response
            .with("IsTruncated", false)
            .with("KeyCount", count)
            .with("MaxKeys", 1000_i64)
            .with("Name", bucket);
        response.with("Prefix", prefix.unwrap_or_default()).into()
    }
}

/// Whether the call has no parameters besides these: others would change the answer.
fn only(request: &Request<'_>, known: &[&str]) -> bool {
    let given = request.parameters.as_object();
    given.is_some_and(|given| given.keys().all(|name| known.contains(&&**name)))
}

/// What is stored is the JSON of `Body`, quotes and all (recorded).
fn stored_text(body: Option<&Value>) -> String {
    body.unwrap_or(&Value::Null).to_json()
}

fn etag(body: &str) -> String {
    format!("\"{}\"", md5_of(body))
}

fn put_response(body: &str) -> Value {
    let checksum = STANDARD.encode(crc32(body.as_bytes()).to_be_bytes());
    Object::new()
        .with("ChecksumCRC32", checksum)
        .with("ChecksumType", "FULL_OBJECT")
        .with("ETag", etag(body))
        .with("ServerSideEncryption", "AES256")
        .into()
}

fn got(stored: &Stored) -> Value {
    let length = i64::try_from(stored.body.len()).unwrap_or(i64::MAX);
    Object::new()
        .with("AcceptRanges", "bytes")
        .with("ContentLength", length)
        .with("ContentType", "binary/octet-stream")
        .with("ETag", etag(&stored.body))
        .with("LastModified", stored.at.to_iso())
        .with("Metadata", Object::new())
        .with("ServerSideEncryption", "AES256")
        .with("Body", &*stored.body)
        .into()
}

fn content(key: &str, stored: &Stored) -> Value {
    let size = i64::try_from(stored.body.len()).unwrap_or(i64::MAX);
    Object::new()
        .with("ETag", etag(&stored.body))
        .with("Key", key)
        .with("LastModified", stored.at.to_iso())
        .with("Size", size)
        .with("StorageClass", "STANDARD")
        .into()
}

fn no_such_key(request: &Request<'_>) -> Option<Reply> {
    Refusal {
        service: ["S3", "S3", "Amazon S3"],
        errors: ["NoSuchKeyException", "NoSuchKeyException"],
        code: "NoSuchKey",
        status: 404,
        message: "The specified key does not exist.",
    }
    .reply(request)
}
