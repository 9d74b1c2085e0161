//! Resource ARNs (`integrations.md` section 1).

use super::checker::{Checker, quoted};
use super::place::Place;
use crate::machine::integration;
use crate::machine::problem::ResourceProblem;
use crate::machine::{Integration, LambdaArn, MachineType, Pattern, Resource};
use crate::text::Node;
use std::rc::Rc;

/// What every integration's ARN begins with, in the usual partition.
const STATES: &str = "arn:aws:states:::";

const PARTITIONS: [&str; 3] = ["aws", "aws-cn", "aws-us-gov"];

impl<'a> Checker<'a> {
    /// What a Task's `Resource` names.
    pub fn resource(&mut self, id: usize, node: &'a Node) -> Option<Resource> {
        let member = node.get("Resource")?;
        let at = Place::State(id);
        let text = self.text(&at, node, "Resource")?;
        let place = at.field("Resource");
        let named = named(text).and_then(|resource| match self.type_around(id) {
            MachineType::Standard => Ok(resource),
            MachineType::Express => in_express(resource),
        });
        named
            .map_err(|problem| {
                let fix = suggested(&problem).map(quoted);
                self.tell_fix(&place, &member.value.span, &problem, fix);
            })
            .ok()
    }
}

/// An ARN as it would be in the usual partition; `None` for one of a partition that there is not.
pub fn in_usual_partition(arn: &str) -> Option<String> {
    let (partition, rest) = arn.strip_prefix("arn:")?.split_once(':')?;
    let known = PARTITIONS.contains(&partition);
    known.then(|| format!("arn:aws:{rest}"))
}

fn suggested(problem: &ResourceProblem) -> Option<&str> {
    match problem {
        ResourceProblem::NotRecognized { suggestion, .. } => suggestion.as_deref(),
        ResourceProblem::OnlyAName { .. }
        | ResourceProblem::BadLambdaArn { .. }
        | ResourceProblem::Placeholder { .. }
        | ResourceProblem::PatternNotInExpress { .. }
        | ResourceProblem::ActivityNotInExpress => None,
    }
}

fn named(text: &str) -> Result<Resource, ResourceProblem> {
    let resource = text.to_owned();
    if text.contains("${") || text.contains("{{") {
        return Err(ResourceProblem::Placeholder { resource });
    }
    let parts: Vec<&str> = text.split(':').collect();
    match parts[..] {
        ["arn", partition, "lambda", ..] if PARTITIONS.contains(&partition) => lambda_arn(text)
            .map(Resource::Lambda)
            .ok_or(ResourceProblem::BadLambdaArn { resource }),
        ["arn", partition, "states", _, _, "activity", name]
            if PARTITIONS.contains(&partition) && !name.is_empty() =>
        {
            Ok(Resource::Activity(text.into()))
        }
        ["arn", partition, "states", region, account, ref api @ ..]
            if PARTITIONS.contains(&partition) && region.is_empty() == account.is_empty() =>
        {
            service(&api.join(":")).ok_or_else(|| not_recognized(text))
        }
        [name] if !name.is_empty() && !name.contains(char::is_whitespace) => {
            Err(ResourceProblem::OnlyAName { resource })
        }
        _ => Err(not_recognized(text)),
    }
}

/// An Express workflow runs for minutes: it cannot wait for jobs, people and workers (recorded).
fn in_express(resource: Resource) -> Result<Resource, ResourceProblem> {
    match (&resource, resource.pattern()) {
        (Resource::Activity(_), _) => Err(ResourceProblem::ActivityNotInExpress),
        (_, Pattern::RequestResponse) => Ok(resource),
        (_, pattern) => Err(ResourceProblem::PatternNotInExpress { pattern }),
    }
}

/// `SERVICE:API` with its pattern.
fn service(written: &str) -> Option<Resource> {
    let (name, suffix) = match written.find('.') {
        Some(dot) => written.split_at(dot),
        None => (written, ""),
    };
    let pattern = [
        Pattern::RequestResponse,
        Pattern::Sync,
        Pattern::Sync2,
        Pattern::WaitForTaskToken,
    ]
    .into_iter()
    .find(|pattern| pattern.suffix() == suffix)?;
    let (service, api) = name.rsplit_once(':')?;
    let known = match service.strip_prefix("aws-sdk:") {
        Some(service) => is_sdk(service, api) && !matches!(pattern, Pattern::Sync | Pattern::Sync2),
        None => integration::api(name).is_some_and(|api| api.has(pattern)),
    };
    let integration = || Integration {
        service: service.into(),
        api: api.into(),
        pattern,
    };
    known.then(|| match name {
        "lambda:invoke" => Resource::LambdaInvoke(pattern),
        _ => Resource::Service(integration()),
    })
}

/// The SDK has thousands of APIs, and new ones every week: anything of their shape is let through.
fn is_sdk(service: &str, api: &str) -> bool {
    let lower = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    !service.is_empty()
        && service.chars().all(lower)
        && api.starts_with(|c: char| c.is_ascii_lowercase())
        && api.chars().all(|c| c.is_ascii_alphanumeric())
}

fn not_recognized(text: &str) -> ResourceProblem {
    ResourceProblem::NotRecognized {
        resource: text.to_owned(),
        suggestion: meant(text),
    }
}

/// What was probably meant: an optimised integration spelt otherwise, or an API that only the SDK has.
fn meant(text: &str) -> Option<String> {
    let all = integration::APIS.iter().flat_map(|api| {
        let patterns = [
            Pattern::RequestResponse,
            Pattern::Sync,
            Pattern::WaitForTaskToken,
        ];
        let had = patterns.into_iter().filter(|pattern| api.has(*pattern));
        had.map(|pattern| format!("{STATES}{}{}", api.name, pattern.suffix()))
    });
    let all = all.collect::<Vec<_>>();
    let close = crate::diagnostic::did_you_mean(text, all.iter().map(String::as_str));
    close.map(str::to_owned).or_else(|| {
        let (service, api) = text.strip_prefix(STATES)?.split_once(':')?;
        is_sdk(service, api).then(|| format!("{STATES}aws-sdk:{service}:{api}"))
    })
}

/// `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`, taken apart; `None` for anything else. AWS
/// does not look whether region and account can exist: `your-account-id` is accepted (recorded).
pub fn lambda_arn(text: &str) -> Option<LambdaArn> {
    let parts: Vec<&str> = text.split(':').collect();
    let (fields, qualifier) = match parts[..] {
        [_, _, _, _, _, _, _, qualifier] => (&parts[..7], Some(qualifier)),
        _ => (&parts[..], None),
    };
    let [
        "arn",
        partition,
        "lambda",
        region,
        account,
        "function",
        name,
    ] = *fields
    else {
        return None;
    };
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let named = !name.is_empty() && name.chars().all(word);
    let place = [region, account]
        .iter()
        .all(|part| !part.is_empty() && part.chars().all(word));
    let version = |c: char| word(c) || c == '$';
    let qualified = qualifier.is_none_or(|q| !q.is_empty() && q.chars().all(version));
    let known = PARTITIONS.contains(&partition);
    (known && named && place && qualified).then(|| LambdaArn {
        arn: text.into(),
        partition: partition.into(),
        region: region.into(),
        account: account.into(),
        name: name.into(),
        qualifier: qualifier.map(Rc::from),
    })
}
