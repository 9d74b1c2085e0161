//! The request, and what can be refused of it before the state runs, in AWS's order as far as it is
//! recorded.

use super::subject::Subject;
use super::{context, mock, result_shape};
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::{Fields, input};
use crate::execution::Mock;
use crate::machine::Kind;
use crate::value::{Payload, Value, parse};
use std::rc::Rc;

/// A TestState request.
#[derive(Debug)]
pub struct Request<'a> {
    /// One state, or a whole machine.
    pub definition: &'a str,
    /// The state to be tested of a whole machine.
    pub state_name: Option<&'a str>,
    /// The execution role.
    pub role: Option<&'a str>,
    /// The raw input.
    pub input: Payload,
    /// How much is to be shown.
    pub level: Level,
    /// The variables in scope.
    pub variables: Vec<(Rc<str>, Value)>,
    /// The context object.
    pub context: Option<Value>,
    /// The end of the work.
    pub mock: Option<Mock>,
    /// How strictly its result is checked.
    pub mode: Mode,
    /// How many retries there were.
    pub retries: u64,
    /// Whether iterations of a Map are to fail.
    pub fails_iterations: bool,
}

/// `inspectionLevel`
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The output only.
    Info,
    /// Every stage of input and output processing.
    Debug,
    /// The same, and the request and response of an HTTP Task.
    Trace,
}

/// `fieldValidationMode`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Every required field must be there, and every field fit.
    Strict,
    /// Every field that is there must fit.
    Present,
    /// Nothing is checked.
    None,
}

impl<'a> Request<'a> {
    /// Reads a request.
    ///
    /// # Errors
    /// What is wrong with it by itself.
    pub fn read(request: &'a Value) -> Answered<Self> {
        let fields = Fields::of("TestState", request)?;
        let mocked = fields.inner("mock");
        if mocked.is_some() && fields.flag("revealSecrets") {
            return Err(ApiError::validation(
                "TestState does not support RevealSecrets when a mock is specified.",
            ));
        }
        // Documented; AWS's words for it are not recorded.
        if mocked.is_none() && fields.get("context").is_some() {
            return Err(ApiError::validation(
                "TestState does not support Context when a mock is not specified.",
            ));
        }
        let set = fields.inner("stateConfiguration");
        let count = |name: &str| set.and_then(|set| set.count(name));
        let mut mock = mocked.map(mock::read).transpose()?;
        if let Some(mock) = &mut mock {
            mock.failed_iterations = count("mapIterationFailureCount");
            let data = set.and_then(|set| set.text("mapItemReaderData"));
            mock.reader_data = data.map(Rc::from);
        }
        Ok(Self {
            definition: fields.demanded("definition"),
            state_name: fields.text("stateName"),
            role: fields.text("roleArn"),
            input: input(fields.text("input"))?,
            level: level(fields),
            variables: fields
                .text("variables")
                .map(variables)
                .transpose()?
                .unwrap_or_default(),
            context: fields.text("context").map(context::read).transpose()?,
            mode: mode(mocked),
            mock,
            retries: count("retrierRetryCount").unwrap_or(0),
            fails_iterations: count("mapIterationFailureCount").is_some(),
        })
    }

    /// What can only be refused once the state is known.
    ///
    /// # Errors
    /// A mock that the state cannot have, or one that it must have.
    pub fn check_against(&self, subject: &Subject) -> Answered<()> {
        match (&self.mock, subject.kind()) {
            (None, _) if self.fails_iterations => Err(ApiError::validation(
                "TestState does not support MapIterationFailureCount when a mock is not specified.",
            )),
            (None, Kind::Map(_) | Kind::Parallel(_)) => Err(ApiError::new(
                Code::InvalidDefinition,
                "TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]",
            )),
            // AWS's words for these are not recorded.
            (None, Kind::Task(_)) if subject.waits_for_others() => Err(ApiError::new(
                Code::InvalidDefinition,
                "TestState API supports Activity tasks, .sync and .waitForTaskToken only when a mock is specified.",
            )),
            (None, Kind::Task(_)) if self.role.is_none() => Err(ApiError::validation(
                "RoleArn must be specified when testing a Task state",
            )),
            (None, _) => Ok(()),
            (Some(_), Kind::Task(_) | Kind::Map(_) | Kind::Parallel(_)) => self.check_mock(subject),
            (Some(_), _) => Err(ApiError::validation(format!(
                "State type '{}' is not supported when a mock is specified",
                subject.type_name()
            ))),
        }
    }

    fn check_mock(&self, subject: &Subject) -> Answered<()> {
        if self.fails_iterations && !matches!(subject.kind(), Kind::Map(_)) {
            return Err(ApiError::validation(
                "MapIterationFailureCount is only supported when testing a Map state.",
            ));
        }
        let Some(mock) = &self.mock else {
            return Ok(());
        };
        if subject.has_item_reader() && mock.reader_data.is_none() {
            return Err(ApiError::validation(
                "ItemReader data must be specified when testing a Map state with ItemReader specified.",
            ));
        }
        match &mock.result {
            Ok(result) => {
                mock::check_kind(subject, result.value())?;
                result_shape::check(subject, result.value(), self.mode)
            }
            Err(_) => Ok(()),
        }
    }
}

fn level(fields: Fields<'_>) -> Level {
    match fields.text("inspectionLevel") {
        Some("DEBUG") => Level::Debug,
        Some("TRACE") => Level::Trace,
        _ => Level::Info,
    }
}

fn mode(mock: Option<Fields<'_>>) -> Mode {
    match mock.and_then(|mock| mock.text("fieldValidationMode")) {
        Some("PRESENT") => Mode::Present,
        Some("NONE") => Mode::None,
        _ => Mode::Strict,
    }
}

/// Names and values of variables. AWS's words for what is no object are not recorded.
fn variables(text: &str) -> Answered<Vec<(Rc<str>, Value)>> {
    let variables = parse(text).ok();
    let members = variables.as_ref().and_then(Value::as_object);
    let members =
        members.ok_or_else(|| ApiError::validation("Variables must be a JSON object."))?;
    let named = members
        .iter()
        .map(|(name, value)| (Rc::clone(name), value.clone()));
    Ok(named.collect())
}
