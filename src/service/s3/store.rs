//! Buckets and their objects: what answers for S3 where no S3 is. It keeps no versions and knows no
//! permissions; its answers have the shape of the AWS SDK's (`integrations.md` section 3.9).

use crate::history::ExecutionDetails;
use crate::service::http::crc32;
use crate::value::{Object, Timestamp, Value};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::{Digest, Md5};
use std::collections::BTreeMap;
use std::rc::Rc;

/// ListObjectsV2 gives so many objects at most.
const MAX_KEYS: usize = 1000;

/// All buckets, by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Store {
    buckets: BTreeMap<String, BTreeMap<String, Stored>>,
}

/// An object.
#[derive(Clone, Debug, PartialEq)]
struct Stored {
    text: Rc<str>,
    modified: Timestamp,
}

/// Why a call was refused.
enum Refusal {
    NoSuchBucket,
    NoSuchKey,
    Missing(&'static str),
}

impl Store {
    /// Makes a bucket, unless it is there.
    pub fn create_bucket(&mut self, bucket: &str) {
        self.buckets.entry(bucket.to_owned()).or_default();
    }

    /// Puts an object into a bucket, which is made if it is not there.
    pub fn put(&mut self, bucket: &str, key: &str, text: impl Into<Rc<str>>, modified: Timestamp) {
        let text = text.into();
        let bucket = self.buckets.entry(bucket.to_owned()).or_default();
        bucket.insert(key.to_owned(), Stored { text, modified });
    }

    /// The text of an object.
    pub fn text(&self, bucket: &str, key: &str) -> Option<&Rc<str>> {
        Some(&self.buckets.get(bucket)?.get(key)?.text)
    }

    /// What S3 answers to a call, or its error and cause; `None` for a call that is not known here.
    pub fn call(
        &mut self,
        api: &str,
        parameters: &Value,
        request_id: &str,
        now: Timestamp,
    ) -> Option<Result<Value, ExecutionDetails>> {
        let answer = match api {
            "getObject" => self.get_object(parameters),
            "listObjectsV2" => self.list_objects(parameters),
            "putObject" => self.put_object(parameters, now),
            "deleteObject" => self.delete_object(parameters),
            _ => return None,
        };
        Some(answer.map_err(|refusal| refusal.details(request_id)))
    }

    fn bucket(&self, parameters: &Value) -> Result<&BTreeMap<String, Stored>, Refusal> {
        let name = text(parameters, "Bucket")?;
        self.buckets.get(name).ok_or(Refusal::NoSuchBucket)
    }

    fn get_object(&self, parameters: &Value) -> Result<Value, Refusal> {
        let key = text(parameters, "Key")?;
        let stored = self
            .bucket(parameters)?
            .get(key)
            .ok_or(Refusal::NoSuchKey)?;
        let answer = Object::new()
            .with("AcceptRanges", "bytes")
            .with("ContentLength", length(&stored.text))
            .with("ContentType", "binary/octet-stream")
            .with("ETag", etag(&stored.text))
            .with("LastModified", stored.modified.to_iso())
            .with("Metadata", Object::new())
            .with("ServerSideEncryption", "AES256")
            .with("Body", Value::String(Rc::clone(&stored.text)));
        Ok(answer.into())
    }

    /// A token names the last key of its page.
    fn list_objects(&self, parameters: &Value) -> Result<Value, Refusal> {
        let given = |name| parameters.get(name).and_then(Value::as_str);
        let prefix = given("Prefix").unwrap_or_default();
        let after = given("ContinuationToken").or_else(|| given("StartAfter"));
        let most = parameters.get("MaxKeys").and_then(Value::as_number);
        let most = most.and_then(|most| usize::try_from(most.as_i64()?).ok());
        let most = most.map_or(MAX_KEYS, |most| most.min(MAX_KEYS));
        let found = self.bucket(parameters)?.iter();
        let mut found = found.filter(|(key, _)| {
            key.starts_with(prefix) && after.is_none_or(|after| key.as_str() > after)
        });
        let page = found.by_ref().take(most).collect::<Vec<_>>();
        let last = page.last().filter(|_| found.next().is_some());
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let mut answer = Object::new()
            .with("IsTruncated", last.is_some())
            .with("KeyCount", count(page.len()));
        if let Some((key, _)) = last {
            answer.insert("NextContinuationToken", key.as_str());
        }
        let contents = page.into_iter().map(listed).collect::<Vec<_>>();
        let answer = answer
            .with("Contents", contents)
            .with("MaxKeys", count(most))
            .with("Name", text(parameters, "Bucket")?)
            .with("Prefix", prefix);
        Ok(answer.into())
    }

    fn put_object(&mut self, parameters: &Value, now: Timestamp) -> Result<Value, Refusal> {
        self.bucket(parameters)?;
        let (bucket, key) = (text(parameters, "Bucket")?, text(parameters, "Key")?);
        // Anything but a text is written as JSON.
        let body = match parameters.get("Body") {
            None => Rc::from(""),
            Some(Value::String(body)) => Rc::clone(body),
            Some(body) => Rc::from(body.to_json()),
        };
        let (tag, checksum) = (etag(&body), crc32(body.as_bytes()));
        self.put(bucket, key, body, now);
        let answer = Object::new()
            .with("ChecksumCRC32", STANDARD.encode(checksum.to_be_bytes()))
            .with("ChecksumType", "FULL_OBJECT")
            .with("ETag", tag)
            .with("ServerSideEncryption", "AES256");
        Ok(answer.into())
    }

    fn delete_object(&mut self, parameters: &Value) -> Result<Value, Refusal> {
        self.bucket(parameters)?;
        let (bucket, key) = (text(parameters, "Bucket")?, text(parameters, "Key")?);
        if let Some(bucket) = self.buckets.get_mut(bucket) {
            bucket.remove(key);
        }
        Ok(Value::empty_object())
    }
}

impl Refusal {
    fn details(&self, request_id: &str) -> ExecutionDetails {
        let (error, words, status) = match self {
            Self::NoSuchBucket => ("NoSuchBucket", "The specified bucket does not exist", 404),
            Self::NoSuchKey => ("NoSuchKey", "The specified key does not exist.", 404),
            Self::Missing(what) => ("S3", *what, 400),
        };
        let extended = STANDARD.encode(Md5::digest(request_id));
        let cause = format!(
            "{words} (Service: S3, Status Code: {status}, Request ID: {request_id}, Extended Request ID: {extended}) (SDK Attempt Count: 1)"
        );
        ExecutionDetails {
            error: Some(Rc::from(format!("S3.{error}Exception"))),
            cause: Some(Rc::from(cause)),
        }
    }
}

fn text<'a>(parameters: &'a Value, name: &'static str) -> Result<&'a str, Refusal> {
    let words = match name {
        "Bucket" => "Bucket cannot be empty.",
        _ => "Key cannot be empty.",
    };
    let found = parameters.get(name).and_then(Value::as_str);
    found
        .filter(|found| !found.is_empty())
        .ok_or(Refusal::Missing(words))
}

fn listed((key, stored): (&String, &Stored)) -> Value {
    let entry = Object::new()
        .with("ETag", etag(&stored.text))
        .with("Key", key.as_str())
        .with("LastModified", stored.modified.to_iso())
        .with("Size", length(&stored.text))
        .with("StorageClass", "STANDARD");
    entry.into()
}

fn length(text: &str) -> i64 {
    i64::try_from(text.len()).unwrap_or(i64::MAX)
}

/// The MD5 of the text in hexadecimal digits and quotes.
fn etag(text: &str) -> String {
    use std::fmt::Write as _;
    let digest = Md5::digest(text.as_bytes());
    let mut tag = String::with_capacity(34);
    tag.push('"');
    for byte in digest {
        let _ = write!(tag, "{byte:02x}");
    }
    tag.push('"');
    tag
}

#[cfg(test)]
mod tests {
    use super::Store;
    use crate::value::{Timestamp, parse};

    fn call(store: &mut Store, api: &str, parameters: &str) -> String {
        let parameters = parse(parameters).unwrap();
        match store.call(api, &parameters, "r", Timestamp(0)).unwrap() {
            Ok(answer) => answer.to_json(),
            Err(details) => format!("{}: {}", details.error.unwrap(), details.cause.unwrap()),
        }
    }

    #[test]
    fn what_is_put_can_be_got_listed_and_deleted() {
        let mut store = Store::default();
        store.create_bucket("b");
        let put = r#"{"Bucket":"b","Key":"in/a.json","Body":{"n":1}}"#;
        assert!(call(&mut store, "putObject", put).contains("ETag"));
        let got = call(
            &mut store,
            "getObject",
            r#"{"Bucket":"b","Key":"in/a.json"}"#,
        );
        assert!(
            got.starts_with(r#"{"AcceptRanges":"bytes","ContentLength":7,"#)
                && got.ends_with(r#","Body":"{\"n\":1}"}"#),
            "{got}"
        );
        let list = call(
            &mut store,
            "listObjectsV2",
            r#"{"Bucket":"b","Prefix":"in/"}"#,
        );
        assert!(list.contains(r#""KeyCount":1"#), "{list}");
        call(
            &mut store,
            "deleteObject",
            r#"{"Bucket":"b","Key":"in/a.json"}"#,
        );
        let gone = call(
            &mut store,
            "getObject",
            r#"{"Bucket":"b","Key":"in/a.json"}"#,
        );
        assert!(gone.starts_with("S3.NoSuchKeyException: The specified key does not exist."));
    }

    #[test]
    fn a_long_list_comes_in_pages() {
        let mut store = Store::default();
        for number in 0..1001 {
            store.put("b", &format!("{number:04}"), "", Timestamp(0));
        }
        let first = call(&mut store, "listObjectsV2", r#"{"Bucket":"b"}"#);
        assert!(
            first.starts_with(
                r#"{"IsTruncated":true,"KeyCount":1000,"NextContinuationToken":"0999""#
            ),
            "{first:.99}"
        );
        let rest = r#"{"Bucket":"b","ContinuationToken":"0999"}"#;
        let rest = call(&mut store, "listObjectsV2", rest);
        assert!(
            rest.contains(r#""IsTruncated":false,"KeyCount":1,"#),
            "{rest}"
        );
    }

    #[test]
    fn refusals() {
        let mut store = Store::default();
        let answer = call(&mut store, "listObjectsV2", r#"{"Bucket":"none"}"#);
        assert!(answer.starts_with("S3.NoSuchBucketException: "), "{answer}");
        let answer = call(&mut store, "getObject", "{}");
        assert!(
            answer.starts_with("S3.S3Exception: Key cannot be empty."),
            "{answer}"
        );
    }
}
