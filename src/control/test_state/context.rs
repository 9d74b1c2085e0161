//! The context object of a request: it replaces the generated one as it is, and can have the members of
//! a context object only.

use crate::control::error::{Answered, ApiError};
use crate::value::{Object, Value, parse};

/// What a member of the context object is.
enum Kind {
    Text,
    Number,
    Any,
    Members(&'static [(&'static str, Kind)]),
}

const CONTEXT: [(&str, Kind); 4] = [
    (
        "Execution",
        Kind::Members(&[
            ("Id", Kind::Text),
            ("Input", Kind::Any),
            ("Name", Kind::Text),
            ("RoleArn", Kind::Text),
            ("StartTime", Kind::Text),
            ("RedriveCount", Kind::Number),
            ("RedriveTime", Kind::Text),
        ]),
    ),
    (
        "StateMachine",
        Kind::Members(&[("Id", Kind::Text), ("Name", Kind::Text)]),
    ),
    (
        "State",
        Kind::Members(&[
            ("EnteredTime", Kind::Text),
            ("Name", Kind::Text),
            ("RetryCount", Kind::Number),
        ]),
    ),
    ("Task", Kind::Members(&[("Token", Kind::Text)])),
];

/// Reads a context object.
///
/// # Errors
/// One that is not JSON, has a member that context objects have not, or one of the wrong type.
pub fn read(text: &str) -> Answered<Value> {
    let context = parse(text).map_err(|_| refused("must be valid JSON"))?;
    let members = context
        .as_object()
        .ok_or_else(|| refused("must be a JSON object"))?;
    if members.contains("Map") {
        return Err(refused(
            "'Map' field is not supported when mocking a Context object",
        ));
    }
    check(members, &CONTEXT, "")?;
    Ok(context)
}

fn check(members: &Object, known: &[(&str, Kind)], path: &str) -> Answered<()> {
    for (name, value) in members.iter() {
        let Some((_, kind)) = known.iter().find(|(known, _)| *known == &**name) else {
            return Err(refused(&format!("Field '{name}' is not allowed")));
        };
        let path = format!("{path}{name}");
        match (kind, value) {
            (Kind::Any, _) | (Kind::Text, Value::String(_)) | (Kind::Number, Value::Number(_)) => {}
            (Kind::Members(known), Value::Object(members)) => {
                check(members, known, &format!("{path}."))?;
            }
            (Kind::Text, _) => return Err(refused(&format!("{path} must be a string"))),
            (Kind::Number, _) => return Err(refused(&format!("{path} must be a number"))),
            (Kind::Members(_), _) => return Err(refused(&format!("{path} must be an object"))),
        }
    }
    Ok(())
}

fn refused(words: &str) -> ApiError {
    ApiError::validation(format!("Invalid Context object provided: {words}"))
}
