//! What a request is refused with: AWS's error names and messages.

use crate::value::{Object, Value};

/// Declares the names once: as variants and as text.
macro_rules! codes {
    ($($name:ident: $doc:literal,)*) => {
        /// The name of an error, exactly as AWS spells it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code {
            $(#[doc = $doc] $name,)*
        }

        impl Code {
            /// The name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }
        }
    };
}

codes! {
    ActivityDoesNotExist: "No activity has this ARN.",
    ConflictException: "It would contradict something that exists.",
    ExecutionAlreadyExists: "An execution of this name exists, with another input or ended.",
    ExecutionDoesNotExist: "No execution has this ARN.",
    ExecutionNotRedrivable: "The execution cannot be redriven.",
    InvalidArn: "Not an ARN, or one of the wrong kind.",
    InvalidDefinition: "The definition is refused.",
    InvalidExecutionInput: "The input is not JSON.",
    InvalidLoggingConfiguration: "The logging configuration is refused.",
    InvalidName: "A name with characters that names cannot have.",
    InvalidOutput: "The output of a task is not JSON.",
    InvalidToken: "A page or task token that was never given out.",
    MissingRequiredParameter: "One of several parameters has to be there.",
    ParamValidationError: "What an SDK refuses before it asks the service.",
    ResourceNotFound: "No such resource, map run or alias.",
    SerializationException: "The request is not what the operation takes.",
    ServiceQuotaExceededException: "There would be too many of them.",
    StateMachineAlreadyExists: "A state machine of this name exists and is another one.",
    StateMachineDeleting: "The state machine is being deleted.",
    StateMachineDoesNotExist: "No state machine has this ARN.",
    StateMachineTypeNotSupported: "Not for an express or not for a standard state machine.",
    TaskDoesNotExist: "The task is over.",
    TaskTimedOut: "The task has timed out.",
    TooManyTags: "A resource can have 50 tags.",
    UnknownOperationException: "No such operation.",
    ValidationException: "A parameter does not fit its constraints, or others.",
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiError {
    /// Its name.
    pub code: Code,
    /// Its message.
    pub message: String,
}

/// What a request leads to.
pub type Answered<T = Value> = Result<T, ApiError>;

impl ApiError {
    /// A refusal.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }

    /// `ValidationException`
    pub fn validation(message: impl Into<String>) -> Self {
        Self::new(Code::ValidationException, message)
    }

    /// The body that goes over the wire (recorded).
    pub fn to_json(&self) -> Value {
        let code = self.code.name();
        Object::new()
            .with(
                "__type",
                format!("com.amazonaws.swf.service.v2.model#{code}"),
            )
            .with("message", self.message.as_str())
            .into()
    }
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code.name(), self.message)
    }
}

impl std::error::Error for ApiError {}
