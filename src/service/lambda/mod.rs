//! Lambda: who is called, the `lambda:invoke` envelope, and how a function's error becomes a failure
//! (`errors.md` section 4, `integrations.md` section 3.1).

mod envelope;
mod refusal;

pub use envelope::{Delivery, accepted, envelope, invoked};
pub use refusal::{failure, not_found, unreachable};

use crate::history::ExecutionDetails;
use crate::machine::LambdaArn;
use crate::value::Value;
use std::rc::Rc;

/// How a Task calls its function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// By the function's own ARN: result and cause are the function's text, verbatim (recorded).
    Direct,
    /// By `arn:aws:states:::lambda:invoke`: the result is the envelope, a cause is written compactly.
    Invoke,
    /// By `arn:aws:states:::aws-sdk:lambda:invoke`: the result is Invoke's own response, in which the
    /// function's text stands verbatim; a function that fails does not fail the task (captured).
    Sdk,
}

/// Where a state machine lives and as whom it calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// `aws`
    pub partition: Rc<str>,
    /// `ap-northeast-1`
    pub region: Rc<str>,
    /// Twelve digits.
    pub account: Rc<str>,
    /// The execution role's name, the last part of its ARN.
    pub role: Rc<str>,
}

/// What the parameters of `lambda:invoke` ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Whom to call, or Lambda's refusal of the name.
    pub function: Result<LambdaArn, ExecutionDetails>,
    /// The event, as JSON text.
    pub event: Rc<str>,
    /// `"InvocationType": "Event"`: nobody waits for the function.
    pub unattended: bool,
}

impl Home {
    /// The place of a state machine whose role has this ARN.
    pub fn of(partition: &Rc<str>, region: &Rc<str>, account: &Rc<str>, role_arn: &str) -> Self {
        Self {
            partition: Rc::clone(partition),
            region: Rc::clone(region),
            account: Rc::clone(account),
            role: Rc::from(role_arn.rsplit('/').next().unwrap_or(role_arn)),
        }
    }

    /// The same as seen by a role of `Credentials`: it calls in its own account.
    pub fn seen_by(&self, role_arn: &str) -> Self {
        let account = role_arn.split(':').nth(4).filter(|part| is_account(part));
        let account = account.map_or_else(|| Rc::clone(&self.account), Rc::from);
        Self::of(&self.partition, &self.region, &account, role_arn)
    }

    /// The function that `FunctionName` means: a name, a partial ARN or an ARN, with or without a
    /// qualifier. `None` for what Lambda would not accept as a name.
    pub fn function(&self, name: &str, qualifier: Option<&str>) -> Option<LambdaArn> {
        let parts = name.split(':').collect::<Vec<_>>();
        let (place, rest) = match parts.as_slice() {
            [
                "arn",
                partition,
                "lambda",
                region,
                account,
                "function",
                rest @ ..,
            ] => ((*partition, *region, *account), rest),
            [account, "function", rest @ ..] if is_account(account) => {
                ((&*self.partition, &*self.region, *account), rest)
            }
            ["function", rest @ ..] | rest => {
                ((&*self.partition, &*self.region, &*self.account), rest)
            }
        };
        let (name, own) = match rest {
            [name] => (*name, None),
            [name, qualifier] => (*name, Some(*qualifier)),
            _ => return None,
        };
        let qualifier = own.or(qualifier);
        let sound = is_name(name) && qualifier.is_none_or(is_qualifier);
        sound.then(|| lambda_arn(place, name, qualifier))
    }

    /// `arn:aws:sts::…:assumed-role/ROLE/…`: as whom Lambda sees the execution.
    pub(super) fn caller(&self, request_id: &str) -> String {
        let (partition, account, role) = (&self.partition, &self.account, &self.role);
        let session = request_id.replace('-', "");
        format!("arn:{partition}:sts::{account}:assumed-role/{role}/{session}")
    }
}

/// Reads the parameters of `lambda:invoke`, or of the SDK's Invoke.
///
/// # Errors
/// What is wrong with them, as AWS puts it into brackets.
pub fn read_request(
    parameters: &Value,
    home: &Home,
    (form, request_id): (Form, &str),
) -> Result<Request, String> {
    let name = text_field(parameters, "FunctionName")?
        .ok_or("The field 'FunctionName' is required but was missing")?;
    let qualifier = text_field(parameters, "Qualifier")?;
    let invocation = text_field(parameters, "InvocationType")?;
    let function = home
        .function(name, qualifier)
        .ok_or_else(|| refusal::bad_name(name, (form, request_id)));
    // A Payload that is null is none at all: the function gets `{}` (recorded with TestState).
    let payload = parameters
        .get("Payload")
        .filter(|payload| **payload != Value::Null);
    let event = payload.map_or_else(|| "{}".to_owned(), Value::to_json);
    Ok(Request {
        function,
        event: event.into(),
        unattended: invocation == Some("Event"),
    })
}

fn text_field<'a>(parameters: &'a Value, key: &str) -> Result<Option<&'a str>, String> {
    parameters
        .get(key)
        .map(|value| {
            value.as_str().ok_or(format!(
                "The value of the field '{key}' has an invalid format"
            ))
        })
        .transpose()
}

fn lambda_arn(place: (&str, &str, &str), name: &str, qualifier: Option<&str>) -> LambdaArn {
    let (partition, region, account) = place;
    let mut function = LambdaArn {
        arn: Rc::from(""),
        partition: Rc::from(partition),
        region: Rc::from(region),
        account: Rc::from(account),
        name: Rc::from(name),
        qualifier: qualifier.map(Rc::from),
    };
    function.arn = Rc::from(whole_arn(&function));
    function
}

fn whole_arn(function: &LambdaArn) -> String {
    let LambdaArn {
        partition,
        region,
        account,
        name,
        qualifier,
        ..
    } = function;
    let arn = format!("arn:{partition}:lambda:{region}:{account}:function:{name}");
    match qualifier {
        Some(qualifier) => format!("{arn}:{qualifier}"),
        None => arn,
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_name(text: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    !text.is_empty() && text.bytes().all(sound)
}

fn is_qualifier(text: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    text == "$LATEST" || (!text.is_empty() && text.bytes().all(sound))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::value::parse;

    pub fn home() -> Home {
        let (aws, region, account) = ("aws".into(), "eu-west-1".into(), "123456789012".into());
        Home::of(
            &aws,
            &region,
            &account,
            "arn:aws:iam::123456789012:role/service-role/flow",
        )
    }

    #[test]
    fn a_function_is_found_by_name_partial_arn_and_arn() {
        let ours = "arn:aws:lambda:eu-west-1:123456789012:function:pay";
        let table = [
            ("pay", None, Some(ours.to_owned())),
            ("pay:live", None, Some(format!("{ours}:live"))),
            ("pay", Some("7"), Some(format!("{ours}:7"))),
            ("function:pay", None, Some(ours.to_owned())),
            ("123456789012:function:pay", None, Some(ours.to_owned())),
            (ours, None, Some(ours.to_owned())),
            (
                "arn:aws:lambda:us-east-1:111111111111:function:pay:$LATEST",
                None,
                Some("arn:aws:lambda:us-east-1:111111111111:function:pay:$LATEST".to_owned()),
            ),
            ("", None, None),
            ("pay now", None, None),
            ("a:b:c:d", None, None),
            ("pay:", None, None),
        ];
        for (name, qualifier, expected) in table {
            let found = home().function(name, qualifier);
            let arn = found.map(|function| function.arn.to_string());
            assert_eq!(arn, expected, "{name}");
        }
    }

    #[test]
    fn parameters_must_name_a_function() {
        let read = |text: &str| {
            let parameters = parse(text).expect("JSON");
            read_request(&parameters, &home(), (Form::Invoke, "r-1"))
        };
        assert!(read("{}").is_err());
        assert!(read(r#"{"FunctionName": 4}"#).is_err());
        let request = read(r#"{"FunctionName": "pay"}"#).expect("sound");
        assert_eq!(
            &*request.event, "{}",
            "without Payload a function receives an empty object"
        );
        let request = read(r#"{"FunctionName": "pay me", "Payload": [1, 2]}"#).expect("sound");
        assert_eq!(&*request.event, "[1,2]");
        assert!(request.function.is_err());
    }
}
