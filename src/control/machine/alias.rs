//! CreateStateMachineAlias, UpdateStateMachineAlias, DescribeStateMachineAlias, DeleteStateMachineAlias,
//! ListStateMachineAliases.

use super::{Alias, Route, StateMachine, name_of, no_such_machine};
use crate::control::Control;
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::control::page::page;
use crate::control::plane::{date, nothing, with_text};
use crate::value::{Object, Timestamp, Value};
use std::rc::Rc;

impl Control {
    /// The same request again gives the same alias (recorded).
    pub(in crate::control) fn create_alias(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let (machine, routes) = self.routing(request)?;
        let name = request.demanded("name");
        let description = request.text("description").map(Rc::from);
        let machine = self.machines.get_mut(&machine);
        let machine = machine.ok_or_else(|| no_such_machine(name))?;
        let created = match machine.alias(name) {
            Some(alias) if alias.routes == routes && alias.description == description => {
                alias.created
            }
            Some(_) => {
                return Err(ApiError::new(
                    Code::ConflictException,
                    "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
                ));
            }
            None => {
                machine.aliases.push(Alias {
                    name: Rc::from(name),
                    description,
                    routes,
                    created: now,
                    updated: now,
                });
                now
            }
        };
        let machine = Rc::clone(&machine.name);
        Ok(Object::new()
            .with("stateMachineAliasArn", self.qualified_arn(&machine, name))
            .with("creationDate", date(created))
            .into())
    }

    pub(in crate::control) fn update_alias(
        &mut self,
        request: Fields<'_>,
        now: Timestamp,
    ) -> Answered {
        let arn = request.demanded("stateMachineAliasArn");
        let (machine, _) = self.alias_of(arn)?;
        let machine = Rc::clone(&machine.name);
        let routes = match request.get("routingConfiguration") {
            Some(_) => Some(self.routing(request)?.1),
            None => None,
        };
        let (_, name) = name_of(arn)?;
        let machine = self.machines.get_mut(&machine);
        let aliases = machine.into_iter().flat_map(|machine| &mut machine.aliases);
        for alias in aliases.filter(|alias| Some(&*alias.name) == name) {
            if let Some(routes) = &routes {
                alias.routes.clone_from(routes);
            }
            if let Some(description) = request.text("description") {
                alias.description = Some(Rc::from(description));
            }
            alias.updated = now;
        }
        Ok(Object::new().with("updateDate", date(now)).into())
    }

    pub(in crate::control) fn describe_alias(&self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("stateMachineAliasArn");
        let (machine, alias) = self.alias_of(arn)?;
        let routes = alias.routes.iter().map(|route| {
            let version = self.qualified_arn(&machine.name, route.version);
            let weight = i64::try_from(route.weight).unwrap_or_default();
            let route = Object::new().with("stateMachineVersionArn", version);
            Value::from(route.with("weight", weight))
        });
        let described = Object::new()
            .with("stateMachineAliasArn", arn)
            .with("name", &*alias.name);
        Ok(
            with_text(described, "description", alias.description.as_deref())
                .with("routingConfiguration", routes.collect::<Vec<_>>())
                .with("creationDate", date(alias.created))
                .with("updateDate", date(alias.updated))
                .into(),
        )
    }

    /// What is not there is deleted all the same (recorded).
    pub(in crate::control) fn delete_alias(&mut self, request: Fields<'_>) -> Answered {
        let (machine, name) = name_of(request.demanded("stateMachineAliasArn"))?;
        if let Some(machine) = self.machines.get_mut(machine) {
            machine.aliases.retain(|alias| Some(&*alias.name) != name);
        }
        nothing()
    }

    /// The aliases of a machine, or those that route to a version of it.
    pub(in crate::control) fn list_aliases(&self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("stateMachineArn");
        let (name, version) = name_of(arn)?;
        let machine = self
            .machines
            .get(name)
            .ok_or_else(|| no_such_machine(arn))?;
        let version = version.map(str::parse::<u32>);
        let listed = |alias: &&Alias| match &version {
            None => true,
            Some(Ok(number)) => alias.routes.iter().any(|route| route.version == *number),
            Some(Err(_)) => false,
        };
        let entries = machine.aliases.iter().filter(listed).map(|alias| {
            let entry = Object::new()
                .with(
                    "stateMachineAliasArn",
                    self.qualified_arn(name, &alias.name),
                )
                .with("creationDate", date(alias.created));
            (alias.name.to_string(), Value::from(entry))
        });
        page(request, "stateMachineAliases", entries)
    }

    /// The machine and the alias that an ARN names.
    fn alias_of(&self, arn: &str) -> Answered<(&StateMachine, &Alias)> {
        let (name, alias) = name_of(arn)?;
        let machine = self.machine_at(arn, name).ok();
        let found = machine.and_then(|machine| Some((machine, machine.alias(alias?)?)));
        found.ok_or_else(not_found)
    }

    /// The machine and the routes of a `routingConfiguration`.
    fn routing(&self, request: Fields<'_>) -> Answered<(Rc<str>, Vec<Route>)> {
        let items = request
            .get("routingConfiguration")
            .and_then(Value::as_array)
            .unwrap_or_default();
        let arns: Vec<&str> = items
            .iter()
            .map(|item| Fields::item(item).demanded("stateMachineVersionArn"))
            .collect();
        let numbers = versions_of(&arns)?;
        let weights = weights_of(items)?;
        let routes = numbers
            .iter()
            .zip(weights)
            .map(|(&(_, version), weight)| Route { version, weight });
        let routes: Vec<Route> = routes.collect();
        for (name, number) in &numbers {
            self.known_version(name, *number)?;
        }
        let name = numbers.first().map_or("", |(name, _)| name);
        Ok((Rc::from(name), routes))
    }

    fn known_version(&self, name: &str, number: u32) -> Answered<()> {
        let versions = self.machines.get(name).map(|machine| &machine.versions);
        let mut versions = versions.into_iter().flatten();
        match versions.any(|version| version.number == number) {
            true => Ok(()),
            false => Err(not_found()),
        }
    }
}

/// Machines' names and versions' numbers of distinct ARNs.
fn versions_of<'a>(arns: &[&'a str]) -> Answered<Vec<(&'a str, u32)>> {
    let refused = |what: &str| {
        let received = arns.join(", ");
        ApiError::validation(format!(
            "Routing configuration must contain {what} ARNs. Received: [{received}]"
        ))
    };
    let mut versions = Vec::new();
    for arn in arns {
        let (name, qualifier) = name_of(arn)?;
        let number = qualifier.and_then(|number| number.parse().ok());
        let number = number.ok_or_else(|| refused("state machine version"))?;
        versions.push((name, number));
    }
    if arns.first() == arns.get(1) {
        return Err(refused("distinct state machine version"));
    }
    Ok(versions)
}

fn weights_of(items: &[Value]) -> Answered<Vec<u64>> {
    let weight = |item: &Value| Fields::item(item).count("weight").unwrap_or_default();
    let weights: Vec<u64> = items.iter().map(weight).collect();
    if weights.iter().sum::<u64>() != 100 {
        let shown: Vec<String> = weights.iter().map(u64::to_string).collect();
        let shown = shown.join(", ");
        return Err(ApiError::validation(format!(
            "Sum of routing configuration weights must equal 100. Received: [{shown}]"
        )));
    }
    Ok(weights)
}

fn not_found() -> ApiError {
    ApiError::new(
        Code::ResourceNotFound,
        "Request references a resource that does not exist.",
    )
}
