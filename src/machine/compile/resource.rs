//! Resource ARNs (`integrations.md` section 1).

use super::checker::{Checker, quoted};
use super::place::Place;
use crate::machine::problem::{Feature, ResourceProblem};
use crate::machine::{LambdaArn, Resource};
use crate::text::Node;
use std::rc::Rc;

/// What an ARN names.
enum Named {
    Runs(Resource),
    NotYet(Feature),
    Wrong(ResourceProblem),
}

/// The integration that runs here.
const INVOKE: &str = "arn:aws:states:::lambda:invoke";

const PARTITIONS: [&str; 3] = ["aws", "aws-cn", "aws-us-gov"];

impl<'a> Checker<'a> {
    /// What a Task's `Resource` names.
    pub fn resource(&mut self, at: &Place<'_>, node: &'a Node) -> Option<Resource> {
        let member = node.get("Resource")?;
        let text = self.text(at, node, "Resource")?;
        let place = at.field("Resource");
        match named(text) {
            Named::Runs(resource) => Some(resource),
            Named::NotYet(feature) => {
                self.not_yet(&place, &member.value.span, &feature);
                None
            }
            Named::Wrong(problem) => {
                let fix = suggested(&problem).map(quoted);
                self.tell_fix(&place, &member.value.span, &problem, fix);
                None
            }
        }
    }
}

fn suggested(problem: &ResourceProblem) -> Option<&str> {
    match problem {
        ResourceProblem::NotRecognized { suggestion, .. } => suggestion.as_deref(),
        ResourceProblem::OnlyAName { .. }
        | ResourceProblem::BadLambdaArn { .. }
        | ResourceProblem::Placeholder { .. } => None,
    }
}

fn named(text: &str) -> Named {
    let resource = text.to_owned();
    if text.contains("${") || text.contains("{{") {
        return Named::Wrong(ResourceProblem::Placeholder { resource });
    }
    let parts: Vec<&str> = text.split(':').collect();
    match parts[..] {
        ["arn", partition, "lambda", ..] if PARTITIONS.contains(&partition) => {
            match lambda_arn(text) {
                Some(arn) => Named::Runs(Resource::Lambda(arn)),
                None => Named::Wrong(ResourceProblem::BadLambdaArn { resource }),
            }
        }
        ["arn", partition, "states", _, _, "activity", name]
            if PARTITIONS.contains(&partition) && !name.is_empty() =>
        {
            Named::NotYet(Feature::Activity)
        }
        ["arn", partition, "states", region, account, ref api @ ..]
            if PARTITIONS.contains(&partition) && region.is_empty() == account.is_empty() =>
        {
            integration(text, &api.join(":"))
        }
        [name] if !name.is_empty() && !name.contains(char::is_whitespace) => {
            Named::Wrong(ResourceProblem::OnlyAName { resource })
        }
        _ => not_recognized(text),
    }
}

/// `SERVICE:API` with its pattern.
fn integration(text: &str, api: &str) -> Named {
    let (name, pattern) = match api.split_once('.') {
        Some((name, pattern)) => (name, format!(".{pattern}")),
        None => (api, String::new()),
    };
    let shaped = name.split(':').count() >= 2 && name.split(':').all(|part| !part.is_empty());
    match (name, pattern.as_str()) {
        ("lambda:invoke", "") => Named::Runs(Resource::LambdaInvoke),
        ("lambda:invoke", ".waitForTaskToken") => {
            Named::NotYet(Feature::Pattern { suffix: pattern })
        }
        (_, "" | ".sync" | ".sync:2" | ".waitForTaskToken")
            if shaped && !name.starts_with("lambda:") =>
        {
            let api = api.to_owned();
            Named::NotYet(Feature::Service { api })
        }
        _ => not_recognized(text),
    }
}

fn not_recognized(text: &str) -> Named {
    let suggestion = crate::diagnostic::did_you_mean(text, [INVOKE].into_iter());
    Named::Wrong(ResourceProblem::NotRecognized {
        resource: text.to_owned(),
        suggestion: suggestion.map(str::to_owned),
    })
}

/// `arn:aws:lambda:REGION:ACCOUNT:function:NAME[:QUALIFIER]`, taken apart; `None` for anything else.
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
    let digits = account.len() == 12 && account.bytes().all(|b| b.is_ascii_digit());
    let named = !name.is_empty() && name.chars().all(word);
    let place = !region.is_empty() && region.chars().all(word);
    let version = |c: char| word(c) || c == '$';
    let qualified = qualifier.is_none_or(|q| !q.is_empty() && q.chars().all(version));
    let known = PARTITIONS.contains(&partition);
    (known && digits && named && place && qualified).then(|| LambdaArn {
        arn: text.into(),
        partition: partition.into(),
        region: region.into(),
        account: account.into(),
        name: name.into(),
        qualifier: qualifier.map(Rc::from),
    })
}
