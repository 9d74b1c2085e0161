//! DynamoDB: items by key, with conditions, updates and queries.
//!
//! Nobody declares the key of a table here: it is learnt from the first `Key`. Until then items are
//! kept as they were put, and what would depend on the key has no answer.

mod decimal;
mod expression;

use super::refusal::Refusal;
use super::{Reply, Request, Wire};
use crate::value::{Object, Value};
use expression::{Item, Scope, Update};
use std::collections::BTreeMap;
use std::rc::Rc;

/// All tables, by name; a table that is named exists.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tables(BTreeMap<Rc<str>, Table>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Table {
    /// In the order in which they came to be.
    items: Vec<Item>,
    /// The names of the key's attributes, once known.
    key: Option<Vec<Rc<str>>>,
}

/// Parameters that change nothing of an answer.
const HARMLESS: [&str; 1] = ["ConsistentRead"];

impl Tables {
    /// The answer to a call.
    pub fn call(&mut self, request: &Request<'_>) -> Option<Reply> {
        let name = request.text("TableName")?;
        if !is_name(name) {
            return bad_name(name, request);
        }
        let table = self.0.entry(Rc::from(name)).or_default();
        match &*request.integration.api {
            "putItem" => table.put_item(request),
            "getItem" => table.get_item(request),
            "updateItem" => table.update_item(request),
            "deleteItem" => table.delete_item(request),
            "query" => table.query(request),
            "scan" => table.scan(request),
            _ => None,
        }
    }
}

impl Table {
    fn put_item(&mut self, request: &Request<'_>) -> Option<Reply> {
        let known = ["Item", "ConditionExpression", "ReturnValues"];
        takes_only(request, &known)?;
        let Some(item) = request.parameter("Item").and_then(Value::as_object) else {
            return no_item(request);
        };
        let before = self.before(item);
        let conditional = request.parameter("ConditionExpression").is_some();
        let asks = conditional || returns(request) != "NONE";
        // Without a key nobody knows whether there was such an item, unless there was none at all.
        if asks && self.key.is_none() && !self.items.is_empty() {
            return None;
        }
        if !self.condition(request, before)? {
            return condition_failed(request);
        }
        let old = before.map(|at| self.items[at].clone());
        match before {
            Some(at) => self.items[at] = item.clone(),
            None => self.items.push(item.clone()),
        }
        match returns(request) {
            "NONE" => Some(success(request, Object::new())),
            "ALL_OLD" => Some(success(request, with_attributes(old))),
            _ => None,
        }
    }

    fn get_item(&mut self, request: &Request<'_>) -> Option<Reply> {
        takes_only(request, &["Key", "ProjectionExpression"])?;
        let at = self.find(request)?;
        let mut response = Object::new();
        if let Some(at) = at {
            response.insert("Item", self.projected(request, &self.items[at])?);
        }
        Some(success(request, response))
    }

    fn delete_item(&mut self, request: &Request<'_>) -> Option<Reply> {
        takes_only(request, &["Key", "ConditionExpression", "ReturnValues"])?;
        let at = self.find(request)?;
        if !self.condition(request, at)? {
            return condition_failed(request);
        }
        let old = at.map(|at| self.items.remove(at));
        match returns(request) {
            "NONE" => Some(success(request, Object::new())),
            "ALL_OLD" => Some(success(request, with_attributes(old))),
            _ => None,
        }
    }

    fn update_item(&mut self, request: &Request<'_>) -> Option<Reply> {
        let known = [
            "Key",
            "UpdateExpression",
            "ConditionExpression",
            "ReturnValues",
        ];
        takes_only(request, &known)?;
        let at = self.find(request)?;
        if !self.condition(request, at)? {
            return condition_failed(request);
        }
        let old = at.map(|at| self.items[at].clone());
        let key = request.parameter("Key")?.as_object()?;
        let basis = old.clone().unwrap_or_else(|| key.clone());
        let Update { item: new, changed } = match request.text("UpdateExpression") {
            Some(text) => expression::updated(text, scope(request, &basis))?,
            None => Update {
                item: basis,
                changed: Item::new(),
            },
        };
        match at {
            Some(at) => self.items[at] = new.clone(),
            None => self.items.push(new.clone()),
        }
        let attributes = match returns(request) {
            "NONE" => None,
            "ALL_OLD" => old,
            "ALL_NEW" => Some(new),
            "UPDATED_NEW" => Some(changed),
            _ => return None,
        };
        Some(success(request, with_attributes(attributes)))
    }

    fn query(&mut self, request: &Request<'_>) -> Option<Reply> {
        let known = [
            "KeyConditionExpression",
            "FilterExpression",
            "ProjectionExpression",
        ];
        takes_only(request, &known)?;
        let condition = request.text("KeyConditionExpression")?;
        let mut keyed = Vec::new();
        for item in &self.items {
            if expression::holds(condition, scope(request, item))? {
                keyed.push(item.clone());
            }
        }
        // Several come in the order of a sort key, and only a key tells which are one and the same.
        if keyed.len() > 1 {
            return None;
        }
        self.selected(request, keyed)
    }

    fn scan(&mut self, request: &Request<'_>) -> Option<Reply> {
        takes_only(request, &["FilterExpression", "ProjectionExpression"])?;
        // The order of a scan is nobody's to know.
        if self.items.len() > 1 {
            return None;
        }
        self.selected(request, self.items.clone())
    }

    fn selected(&self, request: &Request<'_>, items: Vec<Item>) -> Option<Reply> {
        let scanned = items.len();
        let mut found = Vec::new();
        for item in items {
            let holds = match request.text("FilterExpression") {
                Some(filter) => expression::holds(filter, scope(request, &item))?,
                None => true,
            };
            if holds {
                found.push(Value::from(self.projected(request, &item)?));
            }
        }
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let response = Object::new()
            .with("Count", count(found.len()))
            .with("Items", Value::array(found))
            .with("ScannedCount", count(scanned));
        Some(success(request, response))
    }

    fn projected(&self, request: &Request<'_>, item: &Item) -> Option<Item> {
        let Some(text) = request.text("ProjectionExpression") else {
            return Some(item.clone());
        };
        let names = expression::names(text, scope(request, item))?;
        let kept = item.iter().filter(|(name, _)| names.contains(&&***name));
        Some(
            kept.map(|(name, value)| (Rc::clone(name), value.clone()))
                .collect(),
        )
    }

    /// The item that `Key` names; the key is learnt from the first one. Outside `None` if the table has
    /// another key.
    fn find(&mut self, request: &Request<'_>) -> Option<Option<usize>> {
        let key = request.parameter("Key")?.as_object()?;
        let mut names = key.keys().cloned().collect::<Vec<_>>();
        names.sort();
        match &self.key {
            None => self.learn(names),
            Some(known) if *known == names => {}
            Some(_) => return None,
        }
        Some(self.before(key))
    }

    /// From here on the key is known: of items with the same key the last one was the one.
    fn learn(&mut self, names: Vec<Rc<str>>) {
        self.key = Some(names);
        let items = std::mem::take(&mut self.items);
        for item in items {
            match self.before(&item) {
                Some(at) => self.items[at] = item,
                None => self.items.push(item),
            }
        }
    }

    /// Where the item with the same key is.
    fn before(&self, of: &Item) -> Option<usize> {
        let key = self.key.as_ref()?;
        let same = |item: &Item| key.iter().all(|name| item.get(name) == of.get(name));
        self.items.iter().position(same)
    }

    fn condition(&self, request: &Request<'_>, at: Option<usize>) -> Option<bool> {
        let Some(text) = request.text("ConditionExpression") else {
            return Some(true);
        };
        let nothing = Item::new();
        let item = at.map_or(&nothing, |at| &self.items[at]);
        expression::holds(text, scope(request, item))
    }
}

fn scope<'a>(request: &Request<'a>, item: &'a Item) -> Scope<'a> {
    Scope {
        item,
        names: request.parameters.get("ExpressionAttributeNames"),
        values: request.parameters.get("ExpressionAttributeValues"),
    }
}

/// `None` when the call has a parameter that is not known here and could change the answer.
fn takes_only(request: &Request<'_>, known: &[&str]) -> Option<()> {
    let common = [
        "TableName",
        "ExpressionAttributeNames",
        "ExpressionAttributeValues",
    ];
    let given = request.parameters.as_object()?;
    let sound = given.keys().all(|name| {
        let name = &**name;
        known.contains(&name) || common.contains(&name) || HARMLESS.contains(&name)
    });
    sound.then_some(())
}

fn returns<'a>(request: &Request<'a>) -> &'a str {
    let value = request.parameters.get("ReturnValues");
    value.and_then(Value::as_str).unwrap_or("NONE")
}

fn with_attributes(attributes: Option<Item>) -> Object {
    match attributes {
        Some(attributes) if !attributes.is_empty() => Object::new().with("Attributes", attributes),
        _ => Object::new(),
    }
}

fn success(request: &Request<'_>, response: Object) -> Reply {
    request.success(response, Wire::Dynamo)
}

/// A table's name, or its ARN.
fn is_name(name: &str) -> bool {
    let sound = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    name.starts_with("arn:") || (!name.is_empty() && name.bytes().all(sound))
}

fn bad_name(name: &str, request: &Request<'_>) -> Option<Reply> {
    invalid(
        request,
        &format!(
            "Value '{name}' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
        ),
    )
}

fn no_item(request: &Request<'_>) -> Option<Reply> {
    invalid(
        request,
        "Value null at 'item' failed to satisfy constraint: Member must not be null",
    )
}

/// What a parameter lacks (recorded).
fn invalid(request: &Request<'_>, what: &str) -> Option<Reply> {
    Refusal {
        service: ["DynamoDb", "DynamoDB", "AmazonDynamoDBv2"],
        errors: ["DynamoDbException", "AmazonDynamoDBException"],
        code: "ValidationException",
        status: 400,
        message: &format!("1 validation error detected: {what}"),
    }
    .reply(request)
}

fn condition_failed(request: &Request<'_>) -> Option<Reply> {
    Refusal {
        service: ["DynamoDb", "DynamoDB", "AmazonDynamoDBv2"],
        errors: [
            "ConditionalCheckFailedException",
            "ConditionalCheckFailedException",
        ],
        code: "ConditionalCheckFailedException",
        status: 400,
        message: "The conditional request failed",
    }
    .reply(request)
}
