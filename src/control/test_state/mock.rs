//! The mock of a request: a result, or an error.

use super::subject::Subject;
use crate::control::error::{Answered, ApiError};
use crate::control::fields::Fields;
use crate::execution::Mock;
use crate::history::ExecutionDetails;
use crate::machine::Kind;
use crate::value::{Payload, Value};
use std::rc::Rc;

/// Reads a mock.
///
/// # Errors
/// None or both of result and error, a result that is not JSON, an error without a name.
pub fn read(mock: Fields<'_>) -> Answered<Mock> {
    let result = match (mock.text("result"), mock.inner("errorOutput")) {
        (Some(_), Some(_)) => Err(ApiError::validation(
            "A test mock should have only one of the following fields: [result, errorOutput].",
        )),
        (None, None) => Err(ApiError::validation(
            "One of the following fields is required for a test mock: [result, errorOutput].",
        )),
        (Some(text), None) => Payload::from_text(text)
            .map(Ok)
            .map_err(|_| ApiError::validation("Mocked result must be valid JSON")),
        (None, Some(error)) => error_output(error).map(Err),
    }?;
    Ok(Mock {
        result,
        reader_data: None,
        failed_iterations: None,
    })
}

fn error_output(output: Fields<'_>) -> Answered<ExecutionDetails> {
    let error = output.text("error").ok_or_else(|| {
        ApiError::validation("An error was not specified in the mocked error output.")
    })?;
    Ok(ExecutionDetails {
        error: Some(Rc::from(error)),
        cause: output.text("cause").map(Rc::from),
    })
}

/// Whether a result is of the kind that the state's work gives.
///
/// # Errors
/// A result of another kind, or not one for each branch.
pub fn check_kind(subject: &Subject, result: &Value) -> Answered<()> {
    let items = result.as_array().map(<[Value]>::len);
    let not_an_array = items.is_none();
    let not_an_object = result.as_object().is_none();
    let refused = match subject.kind() {
        Kind::Task(_) => (subject.gives_objects() && not_an_object)
            .then_some("Mocked result must be a valid JSON object."),
        // Where the results are written, it tells where they are.
        Kind::Map(_) if subject.has_result_writer() => {
            not_an_object.then_some("Mocked result must be a JSON object.")
        }
        Kind::Map(_) => not_an_array.then_some("Mocked result must be an array."),
        Kind::Parallel(_) if not_an_array => Some("Mocked result must be an array."),
        Kind::Parallel(parallel) => (items != Some(parallel.branches.len())).then_some(
            "Mocked result must contain the same number of items as number of Parallel branches.",
        ),
        Kind::Pass(_) | Kind::Choice(_) | Kind::Wait(_) | Kind::Succeed | Kind::Fail(_) => None,
    };
    match refused {
        Some(words) => Err(ApiError::validation(words)),
        None => Ok(()),
    }
}
