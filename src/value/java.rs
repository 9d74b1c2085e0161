//! Java's ways that show in AWS's answers: the order of `HashMap`, `String.valueOf`, `Math.round`.

use super::{Object, Value};
use std::fmt::Write;

/// The indices of `keys` in the order in which a `java.util.HashMap` iterates over them when they were
/// put into an empty one (recorded for payload templates; `asl.md` section 4.2 rule 6).
pub fn hash_order(keys: &[&str]) -> Vec<usize> {
    order_in(keys, grown(16, keys.len()))
}

/// `left` with the members of `right` put over it, in the order of `new HashMap<>(left)` with
/// `putAll(right)`: a copy is made just large enough, which shows in the order (both recorded merges
/// fit this and nothing simpler).
pub fn hash_merged(left: &Object, right: &Object) -> Object {
    let mut merged = left.clone();
    for (key, value) in right.iter() {
        merged.insert(key.clone(), value.clone());
    }
    let copied = if left.is_empty() { right } else { left };
    let buckets = grown(grown(large_enough(copied.len()), right.len()), merged.len());
    let members: Vec<_> = merged.iter().collect();
    let keys: Vec<&str> = members.iter().map(|(key, _)| &***key).collect();
    order_in(&keys, buckets)
        .into_iter()
        .map(|index| (members[index].0.clone(), members[index].1.clone()))
        .collect()
}

/// A stable sort by bucket: keys of one bucket stay in the order in which they were put.
fn order_in(keys: &[&str], buckets: u32) -> Vec<usize> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|&index| spread_hash(keys[index]) & (buckets - 1));
    order
}

/// The number of buckets after a table of so many has taken `keys` keys: it doubles whenever it is
/// more than three quarters full.
fn grown(mut buckets: u32, keys: usize) -> u32 {
    while keys > (buckets as usize * 3).div_euclid(4) {
        buckets = buckets.saturating_mul(2);
    }
    buckets
}

/// The number of buckets of a table that is made for `keys` keys.
fn large_enough(keys: usize) -> u32 {
    let wanted = keys as f32 / 0.75 + 1.0;
    (wanted as u32).next_power_of_two()
}

/// `String.hashCode` over UTF-16 units, with the high half folded in as `HashMap` does.
fn spread_hash(key: &str) -> u32 {
    let hash = key.encode_utf16().fold(0u32, |hash, unit| {
        hash.wrapping_mul(31).wrapping_add(u32::from(unit))
    });
    hash ^ (hash >> 16)
}

/// `String.valueOf` of a value: text bare, `{Arg1=1, Arg2=[]}`, `[1, a]`, `null` (recorded for
/// `States.Format`).
pub fn text(value: &Value) -> String {
    let mut out = String::new();
    write_text(value, &mut out);
    out
}

/// Appends [`text`] of `value` to `out`.
pub fn write_text(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(truth) => out.push_str(if *truth { "true" } else { "false" }),
        Value::Number(number) => number.write_json(out),
        Value::String(text) => out.push_str(text),
        Value::Array(items) => write_items(items, out),
        Value::Object(object) => write_members(object, out),
    }
}

fn write_items(items: &[Value], out: &mut String) {
    out.push('[');
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index > 0 { ", " } else { "" });
        write_text(item, out);
    }
    out.push(']');
}

fn write_members(object: &Object, out: &mut String) {
    out.push('{');
    for (index, (key, value)) in object.iter().enumerate() {
        let _ = write!(out, "{}{key}=", if index > 0 { ", " } else { "" });
        write_text(value, out);
    }
    out.push('}');
}

/// The class that Jackson gives a value; `None` for `null`, which has none.
pub fn class_name(value: &Value) -> Option<&'static str> {
    Some(match value {
        Value::Null => return None,
        Value::Bool(_) => "java.lang.Boolean",
        Value::String(_) => "java.lang.String",
        Value::Array(_) => "java.util.ArrayList",
        Value::Object(_) => "java.util.LinkedHashMap",
        Value::Number(number) => match number.as_i64() {
            Some(int) if i32::try_from(int).is_ok() => "java.lang.Integer",
            Some(_) => "java.lang.Long",
            None if number.is_integer() => "java.math.BigInteger",
            None => "java.lang.Double",
        },
    })
}

/// `Math.round`: halves go up, so `-1.5` gives `-1`; what does not fit is clamped.
pub fn round(float: f64) -> i64 {
    let floor = float.floor();
    // Comparing the fraction instead of adding a half keeps 0.49999999999999994 at zero.
    let up = float - floor >= 0.5;
    (floor as i64).saturating_add(i64::from(up))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ordered(keys: &[&'static str]) -> Vec<&'static str> {
        hash_order(keys).into_iter().map(|i| keys[i]).collect()
    }

    #[test]
    fn keys_stand_as_in_recorded_templates() {
        let table = [
            "TableName",
            "Key",
            "UpdateExpression",
            "ExpressionAttributeValues",
        ];
        let recorded = [
            "TableName",
            "UpdateExpression",
            "Key",
            "ExpressionAttributeValues",
        ];
        assert_eq!(ordered(&table), recorded);
        assert_eq!(ordered(&["id", "data"]), ["data", "id"]);
        assert_eq!(ordered(&["Bucket", "Key"]), ["Bucket", "Key"]);
    }

    #[test]
    fn a_thirteenth_key_doubles_the_table() {
        assert_eq!(
            [12, 13, 24, 25].map(|keys| grown(16, keys)),
            [16, 32, 32, 64]
        );
    }

    fn merged(left: &str, right: &str) -> String {
        let object = |text: &str| {
            super::super::parse(text)
                .expect("JSON")
                .as_object()
                .cloned()
        };
        let (left, right) = (
            object(left).expect("object"),
            object(right).expect("object"),
        );
        Value::from(hash_merged(&left, &right)).to_json()
    }

    #[test]
    fn merged_keys_stand_as_recorded() {
        let recorded = merged(r#"{"a":1,"b":2,"d":3}"#, r#"{"a":4,"c":3,"d":4}"#);
        assert_eq!(recorded, r#"{"a":4,"b":2,"c":3,"d":4}"#);
        let recorded = merged(
            r#"{"a":1,"nested":{"left":1}}"#,
            r#"{"b":2,"nested":{"right":2}}"#,
        );
        assert_eq!(recorded, r#"{"a":1,"nested":{"right":2},"b":2}"#);
        assert_eq!(merged("{}", "{}"), "{}");
    }

    #[test]
    fn halves_are_rounded_up() {
        let rounded = [-2.5, -1.51, -1.5, -0.5, 0.5, 1.49, 2.5].map(round);
        assert_eq!(rounded, [-2, -2, -1, 0, 1, 1, 3]);
        assert_eq!(round(0.499_999_999_999_999_94), 0);
        assert_eq!(round(1e300), i64::MAX);
    }

    #[test]
    fn containers_are_written_as_java_writes_them() {
        let value = super::super::parse(r#"{"Arg1":1,"Arg2":[],"c":[null,"x",{"d":1.5}]}"#);
        let value = value.expect("JSON");
        assert_eq!(text(&value), "{Arg1=1, Arg2=[], c=[null, x, {d=1.5}]}");
    }
}
