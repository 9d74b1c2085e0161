//! Who a recorded execution is: names and places out of its ARNs.

use crate::execution;
use crate::history::import::{Facts, Imported};
use crate::history::{Details, Event};
use crate::project::Settings;

/// Region, account and name of the machine as far as they are told; the usual ones otherwise.
pub fn settings(imported: &Imported) -> Settings {
    let mut settings = Settings::default();
    if let Some(region) = region(&imported.events) {
        settings.region = region;
    }
    let arns = [&imported.facts.machine_arn, &imported.facts.execution_arn];
    let called = imported.events.iter().filter_map(called).take(1);
    for arn in called {
        read_arn(arn, &mut settings);
    }
    let told = arns.into_iter().flatten().map(|arn| arn.to_string());
    for arn in told
        .chain(roles(&imported.events))
        .take(3)
        .collect::<Vec<_>>()
    {
        read_arn(&arn, &mut settings);
    }
    settings
}

/// The execution role, which tells the account.
fn roles(events: &[Event]) -> impl Iterator<Item = String> {
    events.iter().take(1).filter_map(|event| {
        if let Details::ExecutionStarted { role_arn, .. } = &event.details {
            Some(role_arn.to_string())
        } else {
            None
        }
    })
}

/// `arn:aws:states:REGION:ACCOUNT:execution:MACHINE:NAME`, and a role's, which has no region.
fn read_arn(arn: &str, settings: &mut Settings) {
    let parts: Vec<&str> = arn.split(':').collect();
    let [_, _, service, region, account, rest @ ..] = parts.as_slice() else {
        return;
    };
    let digits = account.len() == 12 && account.bytes().all(|digit| digit.is_ascii_digit());
    if digits {
        settings.account = (*account).to_owned();
    }
    if *service != "states" {
        return;
    }
    if !region.is_empty() {
        settings.region = (*region).to_owned();
    }
    if let [kind, name, ..] = rest
        && ["stateMachine", "execution", "express"].contains(kind)
        && crate::project::is_machine_name(name)
    {
        settings.machine_name = (*name).to_owned();
        settings.express |= *kind == "express";
    }
}

/// The execution's name.
pub fn title(imported: &Imported) -> String {
    let arn = imported.facts.execution_arn.as_deref().unwrap_or_default();
    arn.split(':').nth(7).unwrap_or_default().to_owned()
}

/// The settings of the execution itself.
pub fn of_execution(settings: &Settings, facts: &Facts, events: &[Event]) -> execution::Settings {
    let mut own = super::super::identity::settings(settings);
    let arn = facts.execution_arn.as_deref();
    if let Some(name) = arn.and_then(|arn| arn.split(':').nth(7)) {
        own.execution_name = name.into();
    }
    if let Some(role) = roles(events).next().filter(|role| !role.is_empty()) {
        own.role_arn = role.into();
    }
    own
}

/// The region that the tasks called, as long as nothing else tells it.
fn region(events: &[Event]) -> Option<String> {
    let told = |region: &str| Some(region.to_owned()).filter(|region| !region.is_empty());
    events.iter().find_map(|event| match called(event) {
        Some(arn) => told(arn.split(':').nth(3)?),
        None => {
            if let Details::TaskScheduled { region, .. } = &event.details {
                told(region)
            } else {
                None
            }
        }
    })
}

/// The ARN of the function or activity that a task called.
fn called(event: &Event) -> Option<&str> {
    if let Details::LambdaFunctionScheduled { resource, .. }
    | Details::ActivityScheduled { resource, .. } = &event.details
    {
        Some(resource)
    } else {
        None
    }
}
