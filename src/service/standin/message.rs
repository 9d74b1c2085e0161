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
    // The digest of attributes has a format of its own.
    if request.parameter("MessageAttributes").is_some() {
        return None;
    }
    let digest = if request.by_sdk() {
        "Md5OfMessageBody"
    } else {
        "MD5OfMessageBody"
    };
    let response = Object::new()
        .with(digest, md5_of(&body))
        .with("MessageId", request.id(0));
    Some(request.success(numbered(response, fifo, request), Wire::Json))
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
    Some(request.success(numbered(response, fifo, request), Wire::Xml))
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
