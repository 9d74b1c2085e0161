//! The intrinsic functions `States.*` of the JSONPath language.
//!
//! `parse` makes a [`Call`] of text, [`Call::evaluate`] runs it; a file for each family of functions
//! holds what they do. Words of failures: `errors.md` section 3.1.

mod array;
pub(in crate::query) mod encoding;
mod format;
mod json;
mod math;
mod parse;
pub(in crate::query) mod random;
mod text;

use super::{Env, Path, QueryFailure, SyntaxFault};
use crate::value::{Number, Value, java};
use std::rc::Rc;

/// A field may hold this many calls, the outermost included (AWS: "up to 10 … within a field").
pub const MAX_CALLS: usize = 10;

/// Longest text that a function may make, in bytes: a little more than any payload may have
/// (`quotas`, section 1), so that a hostile template can not fill the memory.
const MAX_TEXT: usize = 1 << 20;

/// Largest data that a function may give, in bytes of JSON: an array that names its input again and again
/// costs nothing until it is looked through.
const MAX_DATA: usize = 8 << 20;

/// A compiled call: `States.Format('{}', $.name)`.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The whole expression as written.
    text: Rc<str>,
    invocation: Invocation,
}

/// A function and what it is given.
#[derive(Clone, Debug, PartialEq)]
struct Invocation {
    function: Function,
    arguments: Vec<Argument>,
}

/// An argument as written.
#[derive(Clone, Debug, PartialEq)]
enum Argument {
    /// A text, number, truth value or null.
    Literal(Value),
    /// The literal template of a `States.Format`, cut at its `{}`.
    Template(format::Template),
    /// A path.
    Path(Path),
    /// Another call.
    Call(Invocation),
}

/// The intrinsic functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // `States.` and the name: the documentation of the language says what they do
pub enum Function {
    Array,
    ArrayContains,
    ArrayGetItem,
    ArrayLength,
    ArrayPartition,
    ArrayRange,
    ArrayUnique,
    Base64Decode,
    Base64Encode,
    Format,
    Hash,
    JsonMerge,
    JsonToString,
    MathAdd,
    MathRandom,
    StringSplit,
    StringToJson,
    Uuid,
}

/// Why a function gives nothing: what it was given is not what it takes.
struct InvalidArguments;

/// What a function gives.
type Answer = Result<Value, InvalidArguments>;

impl Function {
    /// Every function.
    pub const ALL: [Self; 18] = [
        Self::Array,
        Self::ArrayContains,
        Self::ArrayGetItem,
        Self::ArrayLength,
        Self::ArrayPartition,
        Self::ArrayRange,
        Self::ArrayUnique,
        Self::Base64Decode,
        Self::Base64Encode,
        Self::Format,
        Self::Hash,
        Self::JsonMerge,
        Self::JsonToString,
        Self::MathAdd,
        Self::MathRandom,
        Self::StringSplit,
        Self::StringToJson,
        Self::Uuid,
    ];

    /// Its name, with `States.` before it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Array => "States.Array",
            Self::ArrayContains => "States.ArrayContains",
            Self::ArrayGetItem => "States.ArrayGetItem",
            Self::ArrayLength => "States.ArrayLength",
            Self::ArrayPartition => "States.ArrayPartition",
            Self::ArrayRange => "States.ArrayRange",
            Self::ArrayUnique => "States.ArrayUnique",
            Self::Base64Decode => "States.Base64Decode",
            Self::Base64Encode => "States.Base64Encode",
            Self::Format => "States.Format",
            Self::Hash => "States.Hash",
            Self::JsonMerge => "States.JsonMerge",
            Self::JsonToString => "States.JsonToString",
            Self::MathAdd => "States.MathAdd",
            Self::MathRandom => "States.MathRandom",
            Self::StringSplit => "States.StringSplit",
            Self::StringToJson => "States.StringToJson",
            Self::Uuid => "States.UUID",
        }
    }

    /// The fewest and the most arguments it takes.
    pub fn arity(self) -> (usize, usize) {
        match self {
            Self::Array => (0, usize::MAX),
            Self::Format => (1, usize::MAX),
            Self::Uuid => (0, 0),
            Self::ArrayLength
            | Self::ArrayUnique
            | Self::Base64Decode
            | Self::Base64Encode
            | Self::JsonToString
            | Self::StringToJson => (1, 1),
            Self::ArrayContains
            | Self::ArrayGetItem
            | Self::ArrayPartition
            | Self::Hash
            | Self::MathAdd
            | Self::StringSplit => (2, 2),
            Self::ArrayRange | Self::JsonMerge => (3, 3),
            Self::MathRandom => (2, 3),
        }
    }

    /// Whether AWS counts it among those that give a text, which `ErrorPath` and `CausePath` accept
    /// (`intrinsics.md`). An array's item may be one.
    pub fn returns_string(self) -> bool {
        matches!(
            self,
            Self::Format
                | Self::JsonToString
                | Self::ArrayGetItem
                | Self::Base64Encode
                | Self::Base64Decode
                | Self::Hash
                | Self::Uuid
        )
    }

    fn apply(self, arguments: &[Value], env: &Env<'_>) -> Answer {
        match self {
            Self::Array => Ok(arguments.to_vec().into()),
            Self::ArrayContains => array::contains(arguments),
            Self::ArrayGetItem => array::get_item(arguments),
            Self::ArrayLength => array::length(arguments),
            Self::ArrayPartition => array::partition(arguments),
            Self::ArrayRange => array::range(arguments),
            Self::ArrayUnique => array::unique(arguments),
            Self::Base64Decode => encoding::base64_decode(arguments),
            Self::Base64Encode => encoding::base64_encode(arguments),
            Self::Format => format::format(arguments),
            Self::Hash => encoding::hash(arguments),
            Self::JsonMerge => json::merge(arguments),
            Self::JsonToString => json::to_string(arguments),
            Self::MathAdd => math::add(arguments),
            Self::MathRandom => random::number(arguments, env.random),
            Self::StringSplit => text::split(arguments),
            Self::StringToJson => json::from_string(arguments),
            Self::Uuid => Ok(random::uuid(env.random)),
        }
    }
}

impl Call {
    /// Compiles a call.
    ///
    /// # Errors
    /// Where and why it is not one.
    pub fn parse(text: &str) -> Result<Self, SyntaxFault> {
        Ok(Self {
            text: text.into(),
            invocation: parse::invocation(text)?,
        })
    }

    /// The expression as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The outermost function.
    pub fn function(&self) -> Function {
        self.invocation.function
    }

    /// Every path among its arguments, those of inner calls included.
    pub fn paths(&self) -> Vec<&Path> {
        let mut paths = Vec::new();
        self.invocation.collect_paths(&mut paths);
        paths
    }

    /// What the function gives.
    ///
    /// # Errors
    /// An argument's path that finds nothing, or arguments that the function can not take, in AWS's
    /// words; the outermost expression is quoted whole (`errors.md` section 3.1).
    pub fn evaluate(&self, env: &Env<'_>) -> Result<Value, QueryFailure> {
        self.invocation
            .evaluate(env)
            .map_err(|failure| failure.in_expression(&self.text))
    }
}

/// A failure somewhere in an expression.
enum CallFailure {
    Path(QueryFailure),
    Arguments(Function),
}

impl CallFailure {
    fn in_expression(self, text: &str) -> QueryFailure {
        QueryFailure::Intrinsic(match self {
            Self::Path(QueryFailure::PathNotFound { path, input, .. }) => format!(
                "The function '{text}' had the following error: The JsonPath argument for the field \
                 '{path}' could not be found in the input '{input}'"
            ),
            Self::Path(QueryFailure::Intrinsic(words) | QueryFailure::Formula { words, .. }) => {
                words
            }
            Self::Arguments(function) => format!(
                "There was an error while evaluating the intrinsic function: {text}. Invalid arguments \
                 in {}",
                function.name()
            ),
        })
    }
}

impl Invocation {
    fn evaluate(&self, env: &Env<'_>) -> Result<Value, CallFailure> {
        let values: Vec<Value> = self
            .arguments
            .iter()
            .map(|argument| argument.evaluate(env))
            .collect::<Result<_, _>>()?;
        let answer = match self.arguments.first() {
            Some(Argument::Template(template)) => {
                template.fill(values.get(1..).unwrap_or_default())
            }
            _ => self.function.apply(&values, env),
        };
        answer
            .and_then(bearable)
            .map_err(|InvalidArguments| CallFailure::Arguments(self.function))
    }

    fn collect_paths<'a>(&'a self, paths: &mut Vec<&'a Path>) {
        for argument in &self.arguments {
            match argument {
                Argument::Path(path) => paths.push(path),
                Argument::Call(call) => call.collect_paths(paths),
                Argument::Literal(_) | Argument::Template(_) => {}
            }
        }
    }
}

impl Argument {
    fn evaluate(&self, env: &Env<'_>) -> Result<Value, CallFailure> {
        match self {
            Self::Literal(value) => Ok(value.clone()),
            Self::Template(_) => Ok(Value::Null),
            Self::Path(path) => path.evaluate(env).map_err(CallFailure::Path),
            Self::Call(call) => call.evaluate(env),
        }
    }
}

/// What a function gives, unless it is so large that no other can work on it.
fn bearable(value: Value) -> Answer {
    if value.is_larger_than(MAX_DATA) {
        return Err(InvalidArguments);
    }
    Ok(value)
}

/// The argument at `index`, as `read` understands it.
fn argument<'a, T>(
    arguments: &'a [Value],
    index: usize,
    read: impl FnOnce(&'a Value) -> Option<T>,
) -> Result<T, InvalidArguments> {
    arguments.get(index).and_then(read).ok_or(InvalidArguments)
}

/// The integer at `index`: a decimal is rounded as Java's `Math.round` does (AWS's documentation of
/// `ArrayRange`, `ArrayPartition`, `MathAdd` and `MathRandom`).
fn integer(arguments: &[Value], index: usize) -> Result<i64, InvalidArguments> {
    let number: &Number = argument(arguments, index, Value::as_number)?;
    Ok(number
        .as_i64()
        .unwrap_or_else(|| java::round(number.as_f64())))
}
