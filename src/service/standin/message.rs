//! SQS, SNS and EventBridge: messages go out, nobody receives them.

use super::refusal::Refusal;
use super::{Reply, Request, Wire, md5_of};
use crate::history::ExecutionDetails;
use crate::value::{Object, Value, parse};
use std::rc::Rc;

/// `sqs:sendMessage`
pub fn send_message(request: &Request<'_>) -> Option<Reply> {
    let fifo = request.text("QueueUrl")?.ends_with(".fifo");
    let body = request.serialized("MessageBody").unwrap_or_default();
    if body.is_empty() {
        return no_parameter("MessageBody", request);
    }
    if fifo && request.parameter("MessageGroupId").is_none() {
        return no_parameter("MessageGroupId", request);
    }
    // Those of AWS X-Ray's have a digest of their own.
    if request.parameter("MessageSystemAttributes").is_some() {
        return None;
    }
    let [attributes_digest, body_digest] = match request.by_sdk() {
        true => ["Md5OfMessageAttributes", "Md5OfMessageBody"],
        false => ["MD5OfMessageAttributes", "MD5OfMessageBody"],
    };
    let mut response = Object::new();
    if let Some(attributes) = request.parameter("MessageAttributes") {
        response.insert(attributes_digest, md5_of(packed(attributes.as_object()?)?));
    }
    let response = response
        .with(body_digest, md5_of(&body))
        .with("MessageId", request.id(0));
    Some(request.success(numbered(response, fifo, request), Wire::Json))
}

/// Message attributes as SQS puts them together for their digest (the developer guide's page on message
/// metadata): by name, each with name, type and value, their lengths before them. `None` for values in
/// bytes: how those are written in a state was not seen.
fn packed(attributes: &Object) -> Option<Vec<u8>> {
    let mut sorted: Vec<(&Rc<str>, &Value)> = attributes.iter().collect();
    sorted.sort_by_key(|(name, _)| *name);
    let mut packed = Vec::new();
    for (name, attribute) in sorted {
        let text = |member| attribute.get(member).and_then(Value::as_str);
        let (kind, value) = (text("DataType")?, text("StringValue")?);
        pack(&mut packed, name)?;
        pack(&mut packed, kind)?;
        // A text or a number, not bytes.
        packed.push(1);
        pack(&mut packed, value)?;
    }
    Some(packed)
}

fn pack(into: &mut Vec<u8>, text: &str) -> Option<()> {
    let length = u32::try_from(text.len()).ok()?;
    into.extend(length.to_be_bytes());
    into.extend(text.as_bytes());
    Some(())
}

fn no_parameter(name: &str, request: &Request<'_>) -> Option<Reply> {
    Refusal {
        service: ["Sqs", "SQS", "AmazonSQS"],
        errors: ["SqsException", "AmazonSQSException"],
        code: "MissingParameter",
        status: 400,
        message: &format!("The request must contain the parameter {name}."),
    }
    .reply(request)
}

/// `sns:publish`
pub fn publish(request: &Request<'_>) -> Option<Reply> {
    let fifo = request.text("TopicArn").is_some_and(is_fifo);
    if fifo && request.parameter("MessageGroupId").is_none() {
        return Refusal {
            service: ["Sns", "SNS", "AmazonSNS"],
            errors: ["InvalidParameterException", "InvalidParameterException"],
            code: "InvalidParameter",
            status: 400,
            message: "Invalid parameter: The MessageGroupId parameter is required for FIFO topics",
        }
        .reply(request);
    }
    let response = Object::new().with("MessageId", request.id(0));
    let response = numbered(response, fifo, request);
    let body = published(&response, request.request_id);
    Some(request.delivered(response, Wire::Xml, &body))
}

/// The text of SNS's response; its length is recorded.
fn published(response: &Object, request_id: &str) -> String {
    let member = |(name, value): (&Rc<str>, &Value)| {
        let value = value.as_str().unwrap_or_default();
        format!("    <{name}>{value}</{name}>\n")
    };
    let members = response.iter().map(member).collect::<String>();
    format!(
        r#"<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/">
  <PublishResult>
{members}  </PublishResult>
  <ResponseMetadata>
    <RequestId>{request_id}</RequestId>
  </ResponseMetadata>
</PublishResponse>
"#
    )
}

fn is_fifo(arn: &str) -> bool {
    arn.ends_with(".fifo")
}

/// A FIFO queue or topic numbers its messages.
fn numbered(response: Object, fifo: bool, request: &Request<'_>) -> Object {
    if !fifo {
        return response;
    }
    let millis = request.at.0.unsigned_abs();
    response.with(
        "SequenceNumber",
        format!("{:020}", 10_u128.pow(19) + u128::from(millis)),
    )
}

/// `events:putEvents`: its response tells nothing of HTTP, and an entry that is refused fails the task
/// of the optimised integration.
pub fn put_events(request: &Request<'_>) -> Option<Reply> {
    let entries = request.parameter("Entries")?.as_array()?;
    let told = entries
        .iter()
        .enumerate()
        .map(|(index, entry)| match wrong_with(entry) {
            None => Object::new().with("EventId", request.id(index)),
            Some((code, message)) => Object::new()
                .with("ErrorCode", code)
                .with("ErrorMessage", message),
        });
    let told = told.map(Value::from).collect::<Vec<_>>();
    let failed = told.iter().filter(|entry| entry.get("ErrorCode").is_some());
    let failed = i64::try_from(failed.count()).unwrap_or(i64::MAX);
    let response = Value::from(
        Object::new()
            .with("Entries", Value::array(told))
            .with("FailedEntryCount", failed),
    );
    if failed == 0 || request.by_sdk() {
        return Some(Ok(response));
    }
    Some(Err(ExecutionDetails {
        error: Some(Rc::from("EventBridge.FailedEntry")),
        cause: Some(Rc::from(response.to_json())),
    }))
}

/// EventBridge takes only details that are objects (recorded), with a source and a type.
fn wrong_with(entry: &Value) -> Option<(&'static str, String)> {
    for name in ["Source", "DetailType", "Detail"] {
        if entry.get(name).is_none_or(|value| *value == Value::Null) {
            let message =
                format!("Parameter {name} is not valid. Reason: {name} is a required argument.");
            return Some(("InvalidArgument", message));
        }
    }
    let detail = entry.get("Detail")?;
    let parsed = detail.as_str().map(parse);
    let is_object = match &parsed {
        Some(parsed) => parsed
            .as_ref()
            .is_ok_and(|detail| detail.as_object().is_some()),
        None => detail.as_object().is_some(),
    };
    (!is_object).then(|| ("MalformedDetail", "Detail is malformed.".to_owned()))
}
