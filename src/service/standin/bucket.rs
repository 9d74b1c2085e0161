//! S3, by the SDK and by distributed Maps: a bucket that is named exists.

use super::{Reply, Request};
use crate::service::s3::Store;
use crate::value::{Object, Value};
use std::rc::Rc;

/// What a call may have; anything else would change the answer. No versions are kept: the one that is
/// asked for is the one that there is.
const KNOWN: [&str; 9] = [
    "Bucket",
    "Key",
    "Body",
    "ContentType",
    "Prefix",
    "StartAfter",
    "ContinuationToken",
    "MaxKeys",
    "VersionId",
];

/// The answer to a call.
pub fn call(store: &mut Store, request: &Request<'_>) -> Option<Reply> {
    let given = request.parameters.as_object()?;
    let sound = given.keys().all(|name| KNOWN.contains(&&**name));
    store.create_bucket(request.text("Bucket").filter(|_| sound)?);
    let api = &*request.integration.api;
    let parameters = match api {
        "putObject" if request.by_sdk() => &as_json(given),
        _ => request.parameters,
    };
    store.call(api, parameters, request.request_id, request.at)
}

/// What the SDK's integration stores is the JSON of `Body`, the quotes of a text included (recorded).
fn as_json(given: &Object) -> Value {
    let written = |(name, value): (&Rc<str>, &Value)| match &**name {
        "Body" => (Rc::clone(name), Value::from(value.to_json())),
        _ => (Rc::clone(name), value.clone()),
    };
    given.iter().map(written).collect::<Object>().into()
}
