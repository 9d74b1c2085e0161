//! Functions of texts that get anything.

use super::super::super::eval::{Evaluator, Outcome};
use super::super::super::item::{Item, Items};
use super::super::super::picture::text::place;
use super::super::super::script;
use super::super::{Row, argument, matching};
use super::{mismatch, with_first};
use std::rc::Rc;

/// The parts of a text that JavaScript goes over: its characters, or the items of an array.
fn parts(ev: &Evaluator<'_>, item: &Item) -> Outcome<Vec<Rc<str>>> {
    if let Some(text) = item.as_str() {
        return Ok(text.chars().map(|c| Rc::from(c.to_string())).collect());
    }
    let items = item.array().ok_or_else(|| mismatch(1))?;
    let text = |item: Item| script::joined(ev, std::iter::once(item), "").map(Rc::from);
    items.iter().map(text).collect()
}

pub(super) fn length(row: &Row, ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    match argument(arguments, 0).array().map(Items::len) {
        Some(length) => Ok(Item::Number(length as f64)),
        None => (row.run)(ev, &super::cast(ev, "s", arguments)?),
    }
}

/// `$substring` adds its numbers, which with a text among them are put behind each other.
pub(super) fn substring(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let parts = parts(ev, argument(arguments, 0))?;
    let count = Item::Number(parts.len() as f64);
    let (mut start, length) = (argument(arguments, 1).clone(), argument(arguments, 2));
    let from_end = script::sum(ev, &count, &start)?;
    if script::number(ev, &from_end)? < 0.0 {
        start = Item::Number(0.0);
    }
    let begin = script::number(ev, &start)?;
    let mut end = parts.len() as f64;
    if !length.is_nothing() {
        if script::number(ev, length)? <= 0.0 {
            return Ok(Item::text(""));
        }
        let begin = if begin >= 0.0 { start } else { from_end };
        end = script::number(ev, &script::sum(ev, &begin, length)?)?;
    }
    let (begin, end) = (place(begin, parts.len()), place(end, parts.len()));
    let cut = parts.get(begin..end).unwrap_or_default();
    Ok(Item::text(cut.concat()))
}

/// `$substringBefore` and `$substringAfter`: an array that does not hold the mark is left as it is.
pub(super) fn beside(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let (whole, mark) = (argument(arguments, 0), argument(arguments, 1));
    if let Some(items) = whole.array() {
        return match holds(items, mark) {
            true => Err(mismatch(1)),
            false => Ok(whole.clone()),
        };
    }
    let text = whole.as_str().ok_or_else(|| mismatch(1))?;
    let found = text.contains(&*script::text(ev, mark)?);
    match mark.letter() {
        b's' | b'm' => (row.run)(ev, arguments),
        b'l' if found && row.name == "substringAfter" => Err(mismatch(2)),
        // What has no length has no end.
        _ if !found || row.name == "substringAfter" => Ok(whole.clone()),
        _ => (row.run)(ev, &[whole.clone(), Item::text(script::text(ev, mark)?)]),
    }
}

/// Whether one of the items is the same number, text or truth value.
fn holds(items: Items<'_>, wanted: &Item) -> bool {
    let simple = matches!(wanted.letter(), b'n' | b's' | b'b' | b'l');
    let same = |item: Item| item.letter() == wanted.letter() && item.to_json() == wanted.to_json();
    simple && items.iter().any(same)
}

pub(super) fn pad(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let (whole, with) = (argument(arguments, 0), argument(arguments, 2));
    let width = script::number(ev, argument(arguments, 1))?;
    let missing = width.abs() - parts(ev, whole)?.len() as f64;
    if missing.is_nan() || missing <= 0.0 {
        return Ok(whole.clone());
    }
    let with = match with.letter() {
        b'l' => return Err(mismatch(3)),
        b'm' => Item::Nothing,
        _ => Item::text(script::text(ev, with)?),
    };
    let text = script::text(ev, whole)?;
    let width = width.signum() * (missing + text.chars().count() as f64);
    (row.run)(ev, &[Item::text(text), Item::Number(width), with])
}

/// `$contains`, `$match`, `$split` and `$replace`. A pattern reads anything as a text, but nothing is
/// cut from what is none.
pub(super) fn matching(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let (whole, pattern) = (argument(arguments, 0), argument(arguments, 1));
    let text = Item::text(script::text(ev, whole)?);
    let mut all = with_first(text, arguments);
    if let Some(limit) = limit(ev, row, &mut all)? {
        let result = (row.run)(ev, &all)?;
        let unchanged = row.name == "replace" && limit <= 0.0;
        return Ok(if unchanged { whole.clone() } else { result });
    }
    if row.name == "replace" && pattern.as_str().is_some_and(|pattern| pattern.is_empty()) {
        return (row.run)(ev, &all);
    }
    let cuts = matches!(row.name, "split" | "replace");
    if pattern.as_function().is_some() {
        let found = matching::contains(ev, &all)?.as_bool() == Some(true);
        return match row.name {
            "replace" if !found => Ok(whole.clone()),
            "split" if !found => Ok(Item::list(vec![whole.clone()])),
            "replace" if !matches!(argument(&all, 2).letter(), b's' | b'f') => Err(mismatch(3)),
            _ if cuts && whole.as_str().is_none() => Err(mismatch(1)),
            _ => (row.run)(ev, &all),
        };
    }
    match (whole.array(), pattern.as_str()) {
        (_, None) => Err(mismatch(2)),
        (_, Some(_)) if row.name == "match" => Err(mismatch(2)),
        (Some(items), Some(_)) if row.name == "contains" => Ok(Item::bool(holds(items, pattern))),
        _ if whole.as_str().is_none() => Err(mismatch(1)),
        _ => {
            let replacement = all.get_mut(2).filter(|item| item.as_function().is_none());
            if let Some(replacement) = replacement.filter(|_| row.name == "replace") {
                *replacement = Item::text(script::text(ev, replacement)?);
            }
            (row.run)(ev, &all)
        }
    }
}

/// Casts the limit, the last argument; what it is if nothing is to be looked for.
fn limit(ev: &Evaluator<'_>, row: &Row, arguments: &mut [Item]) -> Outcome<Option<f64>> {
    let last = arguments.last_mut().filter(|_| row.name != "contains");
    let Some(last) = last.filter(|limit| !limit.is_nothing()) else {
        return Ok(None);
    };
    let limit = script::number(ev, last)?;
    // What is no number is not above zero either.
    let limit = if limit.is_nan() { 0.0 } else { limit };
    *last = Item::Number(limit);
    Ok(Some(limit).filter(|limit| *limit <= 0.0))
}

/// An array is bytes.
pub(super) fn base64(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let items = argument(arguments, 0).array().ok_or_else(|| mismatch(1))?;
    let mut bytes = String::new();
    for item in items.iter() {
        let byte = script::number(ev, &item)?.trunc().rem_euclid(256.0);
        bytes.push(char::from(byte as u8));
    }
    let bytes = Item::text(bytes);
    if row.name == "base64decode" {
        return Ok(bytes);
    }
    (row.run)(ev, &[bytes])
}

/// `$parseInteger` reads only digits without signs between them from what is no text.
pub(super) fn parse_integer(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let (item, picture) = (argument(arguments, 0), argument(arguments, 1));
    let text = Item::text(script::text(ev, item)?);
    let read = (row.run)(ev, &[text, picture.clone()])?;
    let picture = picture.as_str().ok_or_else(|| mismatch(2))?;
    match &**picture {
        _ if item.letter() == b'l' => Err(mismatch(1)),
        "a" | "A" | "I" => Ok(Item::Number(0.0)),
        digits
            if digits
                .bytes()
                .all(|byte| byte == b'#' || byte.is_ascii_digit()) =>
        {
            Ok(read)
        }
        _ => Err(mismatch(1)),
    }
}

/// A picture of a moment; what is no text has no parts, so that nothing is said of the moment.
fn picture(item: &Item, index: usize) -> Outcome {
    match item.letter() {
        b's' | b'm' => Ok(item.clone()),
        b'l' => Err(mismatch(index + 1)),
        b'a' if item.array().is_some_and(|items| items.len() > 0) => Err(mismatch(index + 1)),
        _ => Ok(Item::text("")),
    }
}

pub(super) fn to_millis(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let text = Item::text(script::text(ev, argument(arguments, 0))?);
    (row.run)(ev, &[text, picture(argument(arguments, 1), 1)?])
}

/// `$fromMillis` and `$now`
pub(super) fn from_millis(ev: &Evaluator<'_>, row: &Row, arguments: &[Item]) -> Outcome {
    let mut all = arguments.to_vec();
    let [moment @ .., words, offset] = all.as_mut_slice() else {
        return (row.run)(ev, arguments);
    };
    if let [millis] = moment {
        // The milliseconds of an offset are put behind a text, which is no moment then.
        let number = match millis.letter() {
            b'n' | b'b' | b'l' => script::number(ev, millis)?,
            _ => f64::NAN,
        };
        *millis = Item::Number(number);
    }
    *words = picture(words, moment.len())?;
    if !offset.is_nothing() {
        *offset = Item::text(script::text(ev, offset)?);
    }
    (row.run)(ev, &all)
}
