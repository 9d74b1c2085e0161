//! Arrays: contains, item, length, partition, range, unique.

use super::{Answer, InvalidArguments, argument, integer};
use crate::value::Value;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// A range has at most this many items.
const MAX_RANGE: i64 = 1000;

/// `States.ArrayContains(array, value)`: deep equality, in which `1` is not `1.0`.
pub(super) fn contains(arguments: &[Value]) -> Answer {
    let items = argument(arguments, 0, Value::as_array)?;
    let wanted = argument(arguments, 1, Some)?;
    Ok(items.contains(wanted).into())
}

/// `States.ArrayGetItem(array, index)`
pub(super) fn get_item(arguments: &[Value]) -> Answer {
    let items = argument(arguments, 0, Value::as_array)?;
    let index = usize::try_from(integer(arguments, 1)?).map_err(|_| InvalidArguments)?;
    items.get(index).cloned().ok_or(InvalidArguments)
}

/// `States.ArrayLength(array)`
pub(super) fn length(arguments: &[Value]) -> Answer {
    let items = argument(arguments, 0, Value::as_array)?;
    Ok((items.len() as i64).into())
}

/// `States.ArrayPartition(array, size)`
pub(super) fn partition(arguments: &[Value]) -> Answer {
    let items = argument(arguments, 0, Value::as_array)?;
    let size = integer(arguments, 1)?;
    if size < 1 {
        return Err(InvalidArguments);
    }
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    let chunks = items.chunks(size).map(|chunk| chunk.to_vec().into());
    Ok(chunks.collect::<Vec<Value>>().into())
}

/// `States.ArrayRange(start, end, step)`, the end included.
pub(super) fn range(arguments: &[Value]) -> Answer {
    let start = i128::from(integer(arguments, 0)?);
    let end = i128::from(integer(arguments, 1)?);
    let step = i128::from(integer(arguments, 2)?);
    if step == 0 {
        return Err(InvalidArguments);
    }
    let reached = (end - start) / step;
    let count = if (end - start) * step < 0 {
        0
    } else {
        reached + 1
    };
    if count > i128::from(MAX_RANGE) {
        return Err(InvalidArguments);
    }
    let numbers = (0..count).map(|index| start + index * step);
    let items: Option<Vec<Value>> = numbers
        .map(|n| i64::try_from(n).ok().map(Value::from))
        .collect();
    items.map(Value::from).ok_or(InvalidArguments)
}

/// `States.ArrayUnique(array)`: the first of each, in order.
pub(super) fn unique(arguments: &[Value]) -> Answer {
    let items = argument(arguments, 0, Value::as_array)?;
    let mut seen: HashMap<u64, Vec<&Value>> = HashMap::new();
    let mut kept = Vec::new();
    for item in items {
        let alike = seen.entry(digest(item)).or_default();
        if !alike.contains(&item) {
            alike.push(item);
            kept.push(item.clone());
        }
    }
    Ok(kept.into())
}

/// A number that equal values share, so that a long array is not compared pair by pair.
fn digest(value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    match value {
        Value::Null => 0.hash(&mut hasher),
        Value::Bool(truth) => truth.hash(&mut hasher),
        Value::Number(number) => (number.as_f64() + 0.0).to_bits().hash(&mut hasher),
        Value::String(text) => text.hash(&mut hasher),
        Value::Array(items) => items.iter().for_each(|item| digest(item).hash(&mut hasher)),
        // Members in any order are the same object: a sum does not know order.
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| {
                let mut member = DefaultHasher::new();
                (key, digest(value)).hash(&mut member);
                member.finish()
            })
            .fold(1, u64::wrapping_add)
            .hash(&mut hasher),
    }
    hasher.finish()
}
