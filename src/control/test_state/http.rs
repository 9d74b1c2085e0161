//! TRACE shows the request and the response of an HTTP Task (documented: the members and their form).
//! Secrets of a connection are none of the playground's: there is nothing to reveal.

use super::subject::Subject;
use crate::value::{Object, Value};
use std::fmt::Write as _;

/// The resource of HTTP Tasks.
const RESOURCE: &str = ":states:::http:invoke";
/// Step Functions reads so many bytes of a response at most, and says so.
const RANGE: &str = "bytes=0-262144";

/// Whether a state is an HTTP Task.
pub fn is_http(subject: &Subject) -> bool {
    let resource = subject.resource.as_deref();
    resource.is_some_and(|resource| resource.ends_with(RESOURCE))
}

/// `request`, made of the evaluated parameters.
pub fn request(parameters: &Value, region: &str) -> Object {
    let text = |name: &str| {
        parameters
            .get(name)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let endpoint = text("ApiEndpoint");
    let own = Object::new()
        .with(
            "User-Agent",
            format!("Amazon|StepFunctions|HttpInvoke|{region}"),
        )
        .with("Range", RANGE);
    let given = parameters.get("Headers").and_then(Value::as_object);
    let headers = headers(given.into_iter().chain([&own]));
    let request = Object::new()
        .with("protocol", endpoint.split("://").next().unwrap_or_default())
        .with("method", text("Method"))
        .with("url", url(endpoint, parameters.get("QueryParameters")))
        .with("headers", headers);
    match parameters.get("RequestBody") {
        Some(body) => request.with("body", shown(body)),
        None => request,
    }
}

/// `response`, made of the task's result.
pub fn response(result: &Value) -> Object {
    let member = |name: &str| result.get(name).map(shown).unwrap_or_default();
    let given = result.get("Headers").and_then(Value::as_object);
    Object::new()
        .with("protocol", "https")
        .with("statusCode", member("StatusCode"))
        .with("statusMessage", member("StatusText"))
        .with("headers", headers(given.into_iter()))
        .with("body", member("ResponseBody"))
}

/// The address with its query.
fn url(endpoint: &str, query: Option<&Value>) -> String {
    let mut url = endpoint.to_owned();
    let members = query.and_then(Value::as_object);
    for (name, value) in members.into_iter().flat_map(Object::iter) {
        let values = value.as_array().unwrap_or(std::slice::from_ref(value));
        for value in values {
            let mark = if url.contains('?') { '&' } else { '?' };
            let _ = write!(url, "{mark}{name}={}", shown(value));
        }
    }
    url
}

/// Headers as AWS prints them: `[name: value, name: value]`.
fn headers<'a>(headers: impl Iterator<Item = &'a Object>) -> String {
    let line = |(name, value): (&std::rc::Rc<str>, &Value)| {
        let values = value.as_array().unwrap_or(std::slice::from_ref(value));
        let values: Vec<String> = values.iter().map(shown).collect();
        format!("{name}: {}", values.join(", "))
    };
    let lines: Vec<String> = headers.flat_map(Object::iter).map(line).collect();
    format!("[{}]", lines.join(", "))
}

fn shown(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_json(), str::to_owned)
}
