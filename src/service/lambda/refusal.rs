//! Failures of a call, in Lambda's and Step Functions' words.

use super::{Form, Home, whole_arn};
use crate::history::ExecutionDetails;
use crate::machine::LambdaArn;
use crate::value::{Value, parse};
use Reason::{AccessDenied, ResourceNotFound, Validation};
use std::rc::Rc;

/// The pattern that Lambda holds function names against, as its refusal prints it.
const NAME_PATTERN: &str = r"(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}(-gov)?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?([a-zA-Z0-9-_\.]+)(:(\$LATEST|[a-zA-Z0-9-_]+))?";

/// Why a function of another region or account cannot be called from here, if so.
pub fn unreachable(
    function: &LambdaArn,
    home: &Home,
    (form, request_id): (Form, &str),
) -> Option<ExecutionDetails> {
    if function.region != home.region {
        let (theirs, ours) = (&function.region, &home.region);
        let message =
            format!("Functions from '{theirs}' are not reachable in this region ('{ours}')");
        return Some(refused(form, ResourceNotFound, &message, request_id));
    }
    if function.account != home.account {
        let (caller, arn) = (home.caller(request_id), &function.arn);
        let message = format!(
            "User: {caller} is not authorized to perform: lambda:InvokeFunction on resource: {arn} because no resource-based policy allows the lambda:InvokeFunction action"
        );
        return Some(refused(form, AccessDenied, &message, request_id));
    }
    None
}

/// The failure of a call to a function that does not exist.
pub fn not_found(function: &LambdaArn, (form, request_id): (Form, &str)) -> ExecutionDetails {
    let unqualified = LambdaArn {
        qualifier: None,
        ..function.clone()
    };
    let (arn, qualifier) = (
        whole_arn(&unqualified),
        function.qualifier.as_deref().unwrap_or("$LATEST"),
    );
    let message = format!("Function not found: {arn}:{qualifier}");
    refused(form, ResourceNotFound, &message, request_id)
}

pub(super) fn bad_name(name: &str, (form, request_id): (Form, &str)) -> ExecutionDetails {
    let message = format!(
        "1 validation error detected: Value '{name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: {NAME_PATTERN}"
    );
    refused(form, Validation, &message, request_id)
}

/// Why Lambda refuses a call.
#[derive(Clone, Copy)]
enum Reason {
    ResourceNotFound,
    AccessDenied,
    Validation,
}

/// Lambda's refusal as the two kinds of integration report it; only what its model names has an error
/// of its own.
fn refused(form: Form, reason: Reason, message: &str, request_id: &str) -> ExecutionDetails {
    let (code, status) = match reason {
        ResourceNotFound => ("ResourceNotFoundException", 404),
        AccessDenied => ("AccessDeniedException", 403),
        Validation => ("ValidationException", 400),
    };
    let generic = match form {
        Form::Direct | Form::Invoke => "AWSLambdaException",
        Form::Sdk => "LambdaException",
    };
    let name = match reason {
        ResourceNotFound => code,
        AccessDenied | Validation => generic,
    };
    let told = match form {
        Form::Direct | Form::Invoke => format!(
            "(Service: AWSLambda; Status Code: {status}; Error Code: {code}; Request ID: {request_id}; Proxy: null)"
        ),
        Form::Sdk => format!(
            "(Service: Lambda, Status Code: {status}, Request ID: {request_id}) (SDK Attempt Count: 1)"
        ),
    };
    details(&format!("Lambda.{name}"), &format!("{message} {told}"))
}

/// The failure of a function that gave this error payload.
pub fn failure(payload: &str, form: Form) -> ExecutionDetails {
    let value = parse(payload).unwrap_or(Value::Null);
    let error = value.get("errorType").and_then(Value::as_str);
    let Some(error) = error else {
        return details(
            "Lambda.Unknown",
            &format!(
                "The cause could not be determined because Lambda did not return an error type. Returned payload: {payload}"
            ),
        );
    };
    match form {
        Form::Direct => details(error, payload),
        Form::Invoke | Form::Sdk => details(error, &value.to_json()),
    }
}

fn details(error: &str, cause: &str) -> ExecutionDetails {
    let details = ExecutionDetails {
        error: Some(Rc::from(error)),
        cause: Some(Rc::from(cause)),
    };
    details.cut()
}

#[cfg(test)]
mod tests {
    use super::super::tests::home;
    use super::*;

    #[test]
    fn a_function_elsewhere_is_refused_as_lambda_refuses_it() {
        let refusal = |name: &str| {
            let function = home().function(name, None).expect("a name");
            unreachable(&function, &home(), (Form::Invoke, "r-1"))
        };
        assert_eq!(refusal("pay"), None);
        let region =
            refusal("arn:aws:lambda:us-east-1:123456789012:function:pay").expect("refused");
        assert_eq!(
            region.error.as_deref(),
            Some("Lambda.ResourceNotFoundException")
        );
        assert_eq!(
            region.cause.as_deref(),
            Some(
                "Functions from 'us-east-1' are not reachable in this region ('eu-west-1') (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: r-1; Proxy: null)"
            )
        );
        let account = refusal("111111111111:function:pay").expect("refused");
        assert_eq!(account.error.as_deref(), Some("Lambda.AWSLambdaException"));
        let cause = account.cause.expect("a cause");
        assert!(
            cause.starts_with("User: arn:aws:sts::123456789012:assumed-role/flow/r1 is not"),
            "{cause}"
        );
    }

    #[test]
    fn an_error_without_a_type_is_lambda_unknown() {
        let payload = r#"{"errorMessage":"Task timed out after 3.00 seconds"}"#;
        let unknown = failure(payload, Form::Invoke);
        assert_eq!(unknown.error.as_deref(), Some("Lambda.Unknown"));
        assert_eq!(
            unknown.cause.as_deref(),
            Some(
                r#"The cause could not be determined because Lambda did not return an error type. Returned payload: {"errorMessage":"Task timed out after 3.00 seconds"}"#
            )
        );
    }

    #[test]
    fn a_cause_is_verbatim_by_arn_and_compact_by_invoke() {
        let payload = r#"{"errorMessage": "no", "errorType": "Boom"}"#;
        assert_eq!(
            failure(payload, Form::Direct).cause.as_deref(),
            Some(payload)
        );
        let compact = r#"{"errorMessage":"no","errorType":"Boom"}"#;
        assert_eq!(
            failure(payload, Form::Invoke).cause.as_deref(),
            Some(compact)
        );
        assert_eq!(
            failure(payload, Form::Invoke).error.as_deref(),
            Some("Boom")
        );
    }

    #[test]
    fn a_function_that_is_not_there_is_named_with_its_version() {
        let function = home().function("nope", None).expect("a name");
        assert_eq!(
            not_found(&function, (Form::Direct, "r-1")).cause.as_deref(),
            Some(
                "Function not found: arn:aws:lambda:eu-west-1:123456789012:function:nope:$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: r-1; Proxy: null)"
            )
        );
    }
}
