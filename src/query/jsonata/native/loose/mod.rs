//! What the functions of the language do with arguments that no signature has seen. A function that was
//! given some of its arguments in advance is called so: the reference hands on whatever comes, and
//! JavaScript makes numbers, texts and members of it. Where it finds no way the reference breaks; here the
//! argument does not match the signature.

mod list;
mod text;

use super::super::eval::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::picture::number::round as rounded;
use super::super::script;
use super::aws::mismatch;
use super::{Native, Row, TABLE, argument};
use crate::value::parse as parse_json;

/// Calls a function with as many arguments as it declares, of any types.
pub(in super::super) fn run(ev: &Evaluator<'_>, native: &Native, arguments: &[Item]) -> Outcome {
    let row = &TABLE[native.row];
    if argument(arguments, 0).is_nothing() || native.signature().suits(arguments) {
        return (row.run)(ev, arguments);
    }
    if let Some(text) = argument(arguments, 0).as_str() {
        ev.fuel.text(text.len())?;
    }
    match row.name {
        "map" | "filter" | "single" | "reduce" | "sift" | "each" => list::over(ev, row, arguments),
        "sort" => list::sort(ev, row, arguments),
        "reverse" | "shuffle" => list::in_order(ev, row, arguments),
        "count" => list::count(arguments),
        "sum" | "average" => list::total(ev, row, arguments),
        "max" | "min" => list::extreme(ev, row, arguments),
        "join" => list::join(ev, arguments),
        "merge" => list::merge(ev, row, arguments),
        "length" => text::length(row, ev, arguments),
        "substring" => text::substring(ev, arguments),
        "substringBefore" | "substringAfter" => text::beside(ev, row, arguments),
        "pad" => text::pad(ev, row, arguments),
        "contains" | "match" | "split" | "replace" => text::matching(ev, row, arguments),
        "base64encode" | "base64decode" => text::base64(ev, row, arguments),
        "parseInteger" => text::parse_integer(ev, row, arguments),
        "toMillis" => text::to_millis(ev, row, arguments),
        "fromMillis" | "now" => text::from_millis(ev, row, arguments),
        "clone" => clone(ev, row, arguments),
        "assert" => assert(ev, row, arguments),
        "round" => round(ev, arguments),
        "partition" | "range" | "hash" | "parse" => signed(ev, native, arguments),
        name => (row.run)(ev, &cast(ev, kinds(name), arguments)?),
    }
}

/// AWS's own functions look at their arguments in any case.
fn signed(ev: &Evaluator<'_>, native: &Native, arguments: &[Item]) -> Outcome {
    let mut arguments = arguments.to_vec();
    native
        .signature()
        .validate(&mut arguments, &Item::Nothing)?;
    (TABLE[native.row].run)(ev, &arguments)
}

/// What a function makes of each of its arguments: `n` a number, `t` a text, `s` nothing if it is no text.
fn kinds(name: &str) -> &'static str {
    match name {
        "abs" | "ceil" | "floor" | "sqrt" | "power" | "formatBase" => "nn",
        "formatNumber" | "formatInteger" => "ns",
        "lowercase" | "uppercase" | "trim" => "s",
        "encodeUrl" | "encodeUrlComponent" | "decodeUrl" | "decodeUrlComponent" => "t",
        "lookup" => "-t",
        _ => "",
    }
}

fn cast(ev: &Evaluator<'_>, kinds: &str, arguments: &[Item]) -> Outcome<Vec<Item>> {
    let kinds = kinds.bytes().chain(std::iter::repeat(b'-'));
    let cast = |((index, item), kind): ((usize, &Item), u8)| match kind {
        b's' if item.as_str().is_none() => Err(mismatch(index + 1)),
        _ if item.is_nothing() => Ok(Item::Nothing),
        b'n' => script::number(ev, item).map(Item::Number),
        b't' => script::text(ev, item).map(Item::text),
        _ => Ok(item.clone()),
    };
    arguments.iter().enumerate().zip(kinds).map(cast).collect()
}

/// The arguments with another first one.
fn with_first(first: Item, arguments: &[Item]) -> Vec<Item> {
    let rest = arguments.iter().skip(1).cloned();
    std::iter::once(first).chain(rest).collect()
}

/// `$clone` reads what it has written; a text it takes for written.
fn clone(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let item = argument(arguments, 0);
    if let Some(text) = item.as_str() {
        let value = parse_json(text).map_err(|_| mismatch(1))?;
        return Ok(Item::Value(value));
    }
    if item.as_function().is_some() {
        return Err(mismatch(1));
    }
    (row.run)(ev, arguments)
}

fn assert(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    if argument(arguments, 0).is_truthy() {
        return Ok(Item::Nothing);
    }
    (row.run)(ev, &with_first(Item::bool(false), arguments))
}

/// The point is shifted in texts, whatever the arguments are.
fn round(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let (item, precision) = (argument(arguments, 0), argument(arguments, 1));
    if !precision.is_truthy() {
        return Ok(Item::Number(rounded(script::number(ev, item)?, 0.0)));
    }
    if item.letter() == b'l' {
        return Err(mismatch(1));
    }
    let number = script::text(ev, item)?.parse().unwrap_or(f64::NAN);
    let places = script::text(ev, precision)?.parse().unwrap_or(f64::NAN);
    Ok(Item::Number(rounded(number, places)))
}
