//! The result of `lambda:invoke`: the function's answer among the metadata of the HTTP response.

use super::super::http::date as http_date;
use crate::machine::LambdaArn;
use crate::value::{Object, Payload, Timestamp, Value};

/// A function's answer on its way into the envelope.
#[derive(Clone, Copy, Debug)]
pub struct Delivery<'a> {
    /// Who answered.
    pub function: &'a LambdaArn,
    /// What it returned.
    pub payload: &'a Payload,
    /// The invocation's request id.
    pub request_id: &'a str,
    /// When.
    pub at: Timestamp,
}

/// The result of `lambda:invoke`, its members in the recorded order.
pub fn envelope(delivery: &Delivery<'_>) -> Value {
    let version = executed_version(delivery.function);
    let metadata = Object::new()
        .with("AllHttpHeaders", all_headers(delivery, version))
        .with("HttpHeaders", headers(delivery, version))
        .with("HttpStatusCode", 200_i64);
    Object::new()
        .with("ExecutedVersion", version)
        .with("Payload", delivery.payload.value().clone())
        .with("SdkHttpMetadata", metadata)
        .with(
            "SdkResponseMetadata",
            Object::new().with("RequestId", delivery.request_id),
        )
        .with("StatusCode", 200_i64)
        .into()
}

/// The response of the SDK's Invoke: what the function answered, as text, whether it failed or not.
pub fn invoked(function: &LambdaArn, answer: &str, failed: bool) -> Value {
    let mut response = Object::new().with("ExecutedVersion", executed_version(function));
    if failed {
        response.insert("FunctionError", "Unhandled");
    }
    response
        .with("Payload", answer)
        .with("StatusCode", 200_i64)
        .into()
}

/// The result of a `lambda:invoke` that does not wait for its function.
pub fn accepted() -> Value {
    Object::new()
        .with("Payload", "")
        .with("StatusCode", 202_i64)
        .into()
}

fn executed_version(function: &LambdaArn) -> &str {
    let qualifier = function.qualifier.as_deref().unwrap_or_default();
    let is_version = !qualifier.is_empty() && qualifier.bytes().all(|byte| byte.is_ascii_digit());
    if is_version { qualifier } else { "$LATEST" }
}

fn all_headers(delivery: &Delivery<'_>, version: &str) -> Object {
    let listed = |text: &str| Value::array(vec![Value::from(text)]);
    Object::new()
        .with("X-Amz-Executed-Version", listed(version))
        .with("x-amzn-Remapped-Content-Length", listed("0"))
        .with("Connection", listed("keep-alive"))
        .with("x-amzn-RequestId", listed(delivery.request_id))
        .with("Content-Length", listed(&content_length(delivery)))
        .with("Date", listed(&http_date(delivery.at)))
        .with("X-Amzn-Trace-Id", listed(&trace_id(delivery)))
        .with("Content-Type", listed("application/json"))
}

fn headers(delivery: &Delivery<'_>, version: &str) -> Object {
    Object::new()
        .with("Connection", "keep-alive")
        .with("Content-Length", content_length(delivery))
        .with("Content-Type", "application/json")
        .with("Date", http_date(delivery.at))
        .with("X-Amz-Executed-Version", version)
        .with("x-amzn-Remapped-Content-Length", "0")
        .with("x-amzn-RequestId", delivery.request_id)
        .with("X-Amzn-Trace-Id", trace_id(delivery))
}

fn content_length(delivery: &Delivery<'_>) -> String {
    delivery.payload.size().to_string()
}

/// A trace id of X-Ray's form, made of the request id.
fn trace_id(delivery: &Delivery<'_>) -> String {
    let digits = delivery.request_id.replace('-', "");
    let (root, parent) = (
        digits.get(..24).unwrap_or(&digits),
        digits.get(16..).unwrap_or(&digits),
    );
    let seconds = delivery.at.0.div_euclid(1000) as u32;
    let lineage = digits.get(..8).unwrap_or(&digits);
    format!("root=1-{seconds:08x}-{root};parent={parent};sampled=0;lineage=1:{lineage}:0")
}

#[cfg(test)]
mod tests {
    use super::super::tests::home;
    use super::*;

    #[test]
    fn the_envelope_has_the_recorded_members_in_the_recorded_order() {
        let function = home().function("pay", None).expect("a name");
        let payload = Payload::from_text(r#"{"a": 1}"#).expect("JSON");
        let envelope = envelope(&Delivery {
            function: &function,
            payload: &payload,
            request_id: "01234567-89ab-4def-8123-456789abcdef",
            at: Timestamp(1_699_284_769_000),
        });
        let trace = "root=1-65490721-0123456789ab4def81234567;parent=8123456789abcdef;sampled=0;lineage=1:01234567:0";
        let expected = format!(
            concat!(
                r#"{{"ExecutedVersion":"$LATEST","Payload":{{"a":1}},"SdkHttpMetadata":{{"AllHttpHeaders":{{"#,
                r#""X-Amz-Executed-Version":["$LATEST"],"x-amzn-Remapped-Content-Length":["0"],"Connection":["keep-alive"],"#,
                r#""x-amzn-RequestId":["{id}"],"Content-Length":["8"],"Date":["Mon, 06 Nov 2023 15:32:49 GMT"],"#,
                r#""X-Amzn-Trace-Id":["{trace}"],"Content-Type":["application/json"]}},"#,
                r#""HttpHeaders":{{"Connection":"keep-alive","Content-Length":"8","Content-Type":"application/json","#,
                r#""Date":"Mon, 06 Nov 2023 15:32:49 GMT","X-Amz-Executed-Version":"$LATEST","#,
                r#""x-amzn-Remapped-Content-Length":"0","x-amzn-RequestId":"{id}","X-Amzn-Trace-Id":"{trace}"}},"#,
                r#""HttpStatusCode":200}},"SdkResponseMetadata":{{"RequestId":"{id}"}},"StatusCode":200}}"#
            ),
            id = "01234567-89ab-4def-8123-456789abcdef",
            trace = trace
        );
        assert_eq!(envelope.to_json(), expected);
    }

    #[test]
    fn a_version_is_told_and_an_alias_is_not() {
        let version = |qualifier| {
            let function = home().function("pay", Some(qualifier)).expect("a name");
            executed_version(&function).to_owned()
        };
        assert_eq!(version("7"), "7");
        assert_eq!(version("live"), "$LATEST");
    }
}
