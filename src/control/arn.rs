//! ARNs of the service, taken apart (`api.md` section 1).

use super::Place;
use super::error::{Answered, ApiError, Code};
use std::fmt::Display;

/// What an ARN names; every part is a slice of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource<'a> {
    /// `stateMachine:NAME`, or with a version's number or an alias' name behind it.
    StateMachine {
        name: &'a str,
        qualifier: Option<&'a str>,
    },
    /// `execution:MACHINE:NAME`
    Execution,
    /// `express:MACHINE:NAME:RUN`
    Express,
    /// `activity:NAME`
    Activity,
    /// `mapRun:MACHINE/LABEL:RUN`
    MapRun,
}

/// Takes an ARN of the service apart.
///
/// # Errors
/// `InvalidArn`
pub fn read(arn: &str) -> Answered<Resource<'_>> {
    let mut parts = arn.splitn(7, ':');
    let mut next = || parts.next().unwrap_or_default();
    let (prefix, _, service, _, _, kind, rest) =
        (next(), next(), next(), next(), next(), next(), next());
    if prefix != "arn" || service.is_empty() {
        return Err(invalid(&format!("Invalid ARN prefix: {arn}")));
    }
    if service != "states" {
        return Err(invalid(&format!(
            "Service not valid in this context: {service}"
        )));
    }
    match kind {
        "stateMachine" => Ok(state_machine(rest)),
        "execution" => Ok(Resource::Execution),
        "express" => Ok(Resource::Express),
        "activity" => Ok(Resource::Activity),
        "mapRun" => Ok(Resource::MapRun),
        kind => Err(wrong_kind(kind)),
    }
}

fn state_machine(rest: &str) -> Resource<'_> {
    let (name, qualifier) = match rest.split_once(':') {
        Some((name, qualifier)) => (name, Some(qualifier)),
        None => (rest, None),
    };
    Resource::StateMachine { name, qualifier }
}

impl Resource<'_> {
    /// The word of the ARN.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::StateMachine { .. } => "stateMachine",
            Self::Execution => "execution",
            Self::Express => "express",
            Self::Activity => "activity",
            Self::MapRun => "mapRun",
        }
    }
}

/// An ARN that must be of one kind.
///
/// # Errors
/// `InvalidArn` for any other kind.
pub fn expect(arn: &str, wanted: &str) -> Answered<()> {
    match read(arn)?.kind() {
        kind if kind == wanted => Ok(()),
        kind => Err(wrong_kind(kind)),
    }
}

/// The ARN of a kind of thing is none that this operation takes.
pub fn wrong_kind(kind: &str) -> ApiError {
    invalid(&format!("Resource type not valid in this context: {kind}"))
}

fn invalid(why: &str) -> ApiError {
    ApiError::new(Code::InvalidArn, format!("Invalid Arn: '{why}'"))
}

impl Place {
    /// The ARN of a thing here.
    pub(super) fn arn(&self, kind: &str, name: impl Display) -> String {
        let (partition, region, account) = (&self.partition, &self.region, &self.account);
        format!("arn:{partition}:states:{region}:{account}:{kind}:{name}")
    }
}
