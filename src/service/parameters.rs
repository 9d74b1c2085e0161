//! What Step Functions itself refuses of a call before the service sees it: `States.Runtime` with the
//! reason in brackets (`errors.md` section 3.1).

use crate::machine::Integration;
use crate::machine::integration;
use crate::value::Value;

/// Whether a service can be called with these parameters.
///
/// # Errors
/// What is wrong with them, as AWS puts it into brackets.
pub fn check(integration: &Integration, parameters: &Value) -> Result<(), String> {
    let (service, api) = (&*integration.service, &*integration.api);
    let known = integration::parameters(service, api);
    let required = known.map_or(&[][..], |known| known.required);
    if let Some(field) = required
        .iter()
        .find(|field| parameters.get(field).is_none())
    {
        return Err(format!("The field '{field}' is required but was missing"));
    }
    match (service, api) {
        ("apigateway", "invoke") => ["Headers", "QueryParameters"]
            .into_iter()
            .try_for_each(|field| lists(parameters, field)),
        _ => Ok(()),
    }
}

/// Each member must be a list: a header may come more than once (recorded).
fn lists(parameters: &Value, field: &str) -> Result<(), String> {
    let Some(value) = parameters.get(field) else {
        return Ok(());
    };
    let sound = match value {
        Value::Object(members) => members
            .values()
            .all(|value| matches!(value, Value::Array(_))),
        Value::Null => true,
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => false,
    };
    if sound {
        Ok(())
    } else {
        Err(format!(
            "The value of the field '{field}' has an invalid format"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::machine::{Integration, Pattern};
    use crate::value::parse;

    fn checked(service: &str, api: &str, parameters: &str) -> Result<(), String> {
        let integration = Integration {
            service: service.into(),
            api: api.into(),
            pattern: Pattern::RequestResponse,
        };
        check(&integration, &parse(parameters).expect("JSON"))
    }

    #[test]
    fn headers_are_lists() {
        let call = |headers: &str| {
            let parameters =
                format!(r#"{{"ApiEndpoint": "e", "Method": "GET", "Headers": {headers}}}"#);
            checked("apigateway", "invoke", &parameters)
        };
        let refused = Err("The value of the field 'Headers' has an invalid format".to_owned());
        assert_eq!(call(r#"{"a": ["1"]}"#), Ok(()));
        assert_eq!(call(r#"{"a": "1"}"#), refused);
    }

    #[test]
    fn what_is_required_must_be_there_but_may_be_null() {
        let missing = "The field 'MessageBody' is required but was missing".to_owned();
        let queue = r#"{"QueueUrl": "q"}"#;
        assert_eq!(checked("sqs", "sendMessage", queue), Err(missing));
        let null = r#"{"QueueUrl": "q", "MessageBody": null}"#;
        assert_eq!(checked("sqs", "sendMessage", null), Ok(()));
        assert_eq!(checked("aws-sdk:sqs", "sendMessage", "{}"), Ok(()));
    }
}
