//! Whether a value meets the condition of `[?(…)]`: Jayway's evaluators, their leniency included.

use super::Dialect;
use super::evaluate::{Scope, Strictness, select};
use super::miss::Stop;
use super::syntax::{Filter, FilterPath, Node, Operand, Operator};
use crate::query::pattern::Pattern;
use crate::value::{Object, Value};
use std::cmp::Ordering;

/// Whether `item` meets the condition. What can not be asked of it is not met.
pub(super) fn accepts(filter: &Filter, item: &Value, scope: Scope<'_>) -> Result<bool, Stop> {
    match holds(filter, item, scope) {
        Err(Stop::Invalid(_)) => Ok(false),
        other => other,
    }
}

fn holds(filter: &Filter, item: &Value, scope: Scope<'_>) -> Result<bool, Stop> {
    scope.fuel.burn(1)?;
    match filter {
        Filter::Any(parts) => any(parts, |part| holds(part, item, scope)),
        Filter::All(parts) => Ok(!any(parts, |part| Ok(!holds(part, item, scope)?))?),
        Filter::Not(part) => Ok(!holds(part, item, scope)?),
        Filter::Exists { path, wanted } => Ok(exists(path, item, scope)? == *wanted),
        Filter::Compare {
            left,
            operator,
            right,
        } => {
            let (left, right) = (node(left, item, scope)?, node(right, item, scope)?);
            compare(&left, *operator, &right, scope)
        }
    }
}

fn any<T>(parts: &[T], mut test: impl FnMut(&T) -> Result<bool, Stop>) -> Result<bool, Stop> {
    for part in parts {
        if test(part)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Jayway asks the item itself, even for a path that begins with `$`.
fn exists(path: &FilterPath, item: &Value, scope: Scope<'_>) -> Result<bool, Stop> {
    match select(&path.steps, item, scope, Strictness::Required) {
        Ok(_) => Ok(true),
        Err(Stop::Miss(_)) => Ok(false),
        Err(other) => Err(other),
    }
}

fn path_value(
    path: &FilterPath,
    item: &Value,
    scope: Scope<'_>,
    strictness: Strictness,
) -> Result<Value, Stop> {
    let from = if path.from_item { item } else { scope.document };
    select(&path.steps, from, scope, strictness)
}

fn node(operand: &Operand, item: &Value, scope: Scope<'_>) -> Result<Node, Stop> {
    match operand {
        Operand::Literal(node) => Ok(node.clone()),
        Operand::Path(path) => match path_value(path, item, scope, Strictness::Jayway) {
            // Keys are a set there, which is no kind of value.
            Ok(Value::Array(_)) if path.steps.are_keys() => Err(Stop::no_node()),
            Ok(value) => Ok(Node::from(&value)),
            Err(Stop::Miss(_)) => Ok(Node::Undefined),
            Err(other) => Err(other),
        },
    }
}

impl From<&Value> for Node {
    fn from(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(truth) => Self::Bool(*truth),
            Value::Number(number) => Self::Number(number.clone()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Array(_) | Value::Object(_) => Self::Json {
                value: value.clone(),
                written: false,
            },
        }
    }
}

impl Node {
    /// The items, if this is an array.
    fn items(&self) -> Option<&[Value]> {
        if let Self::Json { value, .. } = self {
            value.as_array()
        } else {
            None
        }
    }
}

fn compare(left: &Node, operator: Operator, right: &Node, scope: Scope<'_>) -> Result<bool, Stop> {
    scope.fuel.burn(weight(left) + weight(right))?;
    match operator {
        Operator::Equal => Ok(equal(left, right)),
        Operator::NotEqual => Ok(!equal(left, right)),
        Operator::Same => Ok(same_kind(left, right) && equal(left, right)),
        Operator::NotSame => Ok(!(same_kind(left, right) && equal(left, right))),
        Operator::Less => Ok(order(left, right).is_some_and(Ordering::is_lt)),
        Operator::LessOrEqual => Ok(order(left, right).is_some_and(Ordering::is_le)),
        Operator::Greater => Ok(order(left, right).is_some_and(Ordering::is_gt)),
        Operator::GreaterOrEqual => Ok(order(left, right).is_some_and(Ordering::is_ge)),
        Operator::Matches => matches(left, right, scope),
        Operator::In => is_in(left, right),
        Operator::NotIn => Ok(!is_in(left, right)?),
        Operator::SubsetOf => with_lists(left, right, scope, |left, right| {
            left.iter().all(|item| has_equal(right, item))
        }),
        Operator::AnyOf => with_lists(left, right, scope, overlap),
        Operator::NoneOf => with_lists(left, right, scope, |left, right| !overlap(left, right)),
        Operator::Contains => contains(left, right),
        Operator::Size => has_size(left, right),
        Operator::Empty => is_empty(left, right, scope),
        Operator::Exists => exist(left, right),
        Operator::Never => Err(not_asked()),
    }
}

/// Jayway compares what a path by itself is asked, whether it is there, with the same operator.
fn exist(left: &Node, right: &Node) -> Result<bool, Stop> {
    match (left, right) {
        (Node::Bool(left), Node::Bool(right)) => Ok(left == right),
        (Node::Bool(_), _) | (_, Node::Bool(_)) => Err(not_asked()),
        _ => Err(Stop::Function(
            "Failed to evaluate exists expression".to_owned(),
        )),
    }
}

/// What comparing a node may cost: arrays and texts are walked.
fn weight(node: &Node) -> usize {
    match node {
        Node::Json { value, .. } => value.as_array().map_or(1, <[Value]>::len),
        Node::Text(text) => text.len() / 64,
        Node::Undefined
        | Node::Null
        | Node::Bool(_)
        | Node::Number(_)
        | Node::Broken
        | Node::Pattern(_) => 0,
    }
}

/// What Jayway answers to a question that makes no sense for these nodes: the item is not accepted,
/// whatever stands around the question.
fn not_asked() -> Stop {
    Stop::Invalid("Expected another kind of value".to_owned())
}

/// A literal is no JSON.
fn unreadable() -> Stop {
    Stop::Function("The array or object can not be read".to_owned())
}

/// Equality. A number on the left is compared with a text by value, a text on the left with a number
/// by its spelling; nothing equals a missing value; an array or object written on the left equals
/// nothing, because Jayway compares its text.
fn equal(left: &Node, right: &Node) -> bool {
    match (left, right) {
        (Node::Null, Node::Null) => true,
        (Node::Bool(a), Node::Bool(b)) => a == b,
        (Node::Number(a), Node::Number(b)) => a.compare(b).is_eq(),
        (Node::Number(a), Node::Text(b)) => {
            super::literal::number(b).is_some_and(|b| a.compare(&b).is_eq())
        }
        (Node::Text(a), Node::Number(b)) => **a == *b.to_json(),
        (Node::Text(a), Node::Text(b)) => a == b,
        (Node::Json { value, written }, Node::Json { value: other, .. }) => {
            !written && value == other
        }
        _ => false,
    }
}

fn same_kind(left: &Node, right: &Node) -> bool {
    std::mem::discriminant(left) == std::mem::discriminant(right)
}

/// Which of two numbers or texts comes first; texts by UTF-16 units, a mixed pair as texts.
fn order(left: &Node, right: &Node) -> Option<Ordering> {
    match (left, right) {
        (Node::Number(a), Node::Number(b)) => Some(a.compare(b)),
        (Node::Text(a), Node::Text(b)) => Some(order_texts(a, b)),
        (Node::Text(a), Node::Number(b)) => Some(order_texts(a, &b.to_json())),
        (Node::Number(a), Node::Text(b)) => Some(order_texts(&a.to_json(), b)),
        _ => None,
    }
}

fn order_texts(a: &str, b: &str) -> Ordering {
    a.encode_utf16().cmp(b.encode_utf16())
}

/// The items that `in` looks through; `None` for an object, refused for anything else. Jayway can make
/// nothing of arrays and objects in arrays, and breaks.
fn list(node: &Node) -> Result<Option<&[Value]>, Stop> {
    if let Node::Broken = node {
        return Err(unreadable());
    }
    if !matches!(node, Node::Json { .. }) {
        return Err(not_asked());
    }
    let items = node.items();
    let holds = |items: &[Value]| {
        let mut nested = items.iter();
        nested.any(|item| item.as_array().is_some() || item.as_object().is_some())
    };
    if items.is_some_and(holds) {
        return Err(Stop::Function("Could not determine value type".to_owned()));
    }
    Ok(items)
}

fn with_lists(
    left: &Node,
    right: &Node,
    scope: Scope<'_>,
    test: impl FnOnce(&[Value], &[Value]) -> bool,
) -> Result<bool, Stop> {
    let Some(right) = list(right)? else {
        return Ok(false);
    };
    let Some(left) = list(left)? else {
        return Ok(false);
    };
    scope.fuel.burn(left.len().saturating_mul(right.len()))?;
    Ok(test(left, right))
}

fn has(items: &[Value], node: &Node) -> bool {
    items.iter().any(|item| equal(&Node::from(item), node))
}

fn has_equal(items: &[Value], item: &Value) -> bool {
    has(items, &Node::from(item))
}

fn overlap(left: &[Value], right: &[Value]) -> bool {
    left.iter().any(|item| has_equal(right, item))
}

fn is_in(left: &Node, right: &Node) -> Result<bool, Stop> {
    Ok(list(right)?.is_some_and(|items| has(items, left)))
}

fn contains(left: &Node, right: &Node) -> Result<bool, Stop> {
    Ok(match (left, right) {
        (Node::Text(left), Node::Text(right)) => left.contains(&**right),
        (Node::Json { .. } | Node::Broken, _) => list(left)?.is_some_and(|items| has(items, right)),
        _ => false,
    })
}

fn has_size(left: &Node, right: &Node) -> Result<bool, Stop> {
    let Node::Number(size) = right else {
        return Ok(false);
    };
    let length = match left {
        Node::Text(text) => text.encode_utf16().count() as f64,
        // Jayway's word for an object's: it has none.
        Node::Json { .. } => left.items().map_or(-1.0, |items| items.len() as f64),
        Node::Broken => return Err(unreadable()),
        Node::Undefined | Node::Null | Node::Bool(_) | Node::Number(_) | Node::Pattern(_) => {
            return Ok(false);
        }
    };
    Ok(length == size.as_f64().trunc())
}

fn is_empty(left: &Node, right: &Node, scope: Scope<'_>) -> Result<bool, Stop> {
    let asked = left.items().is_some() || !matches!(left, Node::Json { .. });
    if scope.dialect == Dialect::Jayway && !asked {
        // It takes an object for a list, and breaks.
        return Err(Stop::Function("An object is no list".to_owned()));
    }
    let empty = match left {
        Node::Text(text) => text.is_empty(),
        Node::Json { value, .. } => {
            value.as_array().is_some_and(<[Value]>::is_empty)
                || value.as_object().is_some_and(Object::is_empty)
        }
        Node::Broken => return Err(unreadable()),
        Node::Undefined | Node::Null | Node::Bool(_) | Node::Number(_) | Node::Pattern(_) => {
            return Ok(false);
        }
    };
    if let Node::Bool(wanted) = right {
        return Ok(empty == *wanted);
    }
    Err(not_asked())
}

fn matches(left: &Node, right: &Node, scope: Scope<'_>) -> Result<bool, Stop> {
    match (left, right) {
        (Node::Pattern(_), Node::Pattern(_)) => Ok(false),
        (Node::Pattern(pattern), node) | (node, Node::Pattern(pattern)) => match items(node)? {
            Some(items) => any(items, |item| matches_one(pattern, &Node::from(item), scope)),
            None => matches_one(pattern, node, scope),
        },
        _ => Ok(false),
    }
}

/// The items, if `node` is an array.
fn items(node: &Node) -> Result<Option<&[Value]>, Stop> {
    if matches!(node, Node::Broken) || node.items().is_some() {
        return list(node);
    }
    Ok(None)
}

/// Texts, numbers and truth values are matched by their spelling, anything else as the empty text.
fn matches_one(pattern: &Pattern, node: &Node, scope: Scope<'_>) -> Result<bool, Stop> {
    match node {
        Node::Text(text) => scope.fuel.matches(pattern, text),
        Node::Number(number) => scope.fuel.matches(pattern, &number.to_json()),
        Node::Bool(truth) => scope
            .fuel
            .matches(pattern, if *truth { "true" } else { "false" }),
        Node::Undefined | Node::Null | Node::Json { .. } | Node::Broken | Node::Pattern(_) => {
            scope.fuel.matches(pattern, "")
        }
    }
}
