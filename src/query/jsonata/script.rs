//! Items as JavaScript casts them where the reference leaves it to: a matcher's text, and the arguments
//! that no signature has seen.

use super::eval::{Evaluator, Outcome};
use super::item::Item;
use super::picture::number as digits;
use super::text::to_json;
use std::rc::Rc;

/// Anything as a text. Functions are objects there.
pub(super) fn text(ev: &Evaluator<'_>, item: &Item) -> Outcome<Rc<str>> {
    if let Some(text) = item.as_str() {
        return Ok(Rc::clone(text));
    }
    if let Some(number) = item.as_f64() {
        return Ok(digits::to_text(number).into());
    }
    ev.fuel.spend(1)?;
    let Some(items) = item.array() else {
        return match item {
            Item::Nothing => Ok(Rc::from("undefined")),
            _ if is_object(item) => Ok(Rc::from("[object Object]")),
            _ => to_json(item, false).map(Rc::from),
        };
    };
    joined(ev, items.iter(), ",").map(Rc::from)
}

/// Texts with `separator` between them; null is none.
pub(super) fn joined(
    ev: &Evaluator<'_>,
    items: impl Iterator<Item = Item>,
    separator: &str,
) -> Outcome<String> {
    let mut joined = String::new();
    for (place, item) in items.enumerate() {
        joined.push_str(if place > 0 { separator } else { "" });
        if !item.is_nothing() && item.letter() != b'l' {
            joined.push_str(&text(ev, &item)?);
        }
        ev.fuel.growing(joined.len())?;
    }
    Ok(joined)
}

/// Anything as a number; NaN where it means none.
pub(super) fn number(ev: &Evaluator<'_>, item: &Item) -> Outcome<f64> {
    if let Some(number) = item.as_f64() {
        return Ok(number);
    }
    if let Some(truth) = item.as_bool() {
        return Ok(f64::from(u8::from(truth)));
    }
    Ok(match item.letter() {
        b'l' => 0.0,
        b's' | b'a' => digits::cast(&text(ev, item)?),
        _ => f64::NAN,
    })
}

/// `a + b`: a text if one of them is a text or an object.
pub(super) fn sum(ev: &Evaluator<'_>, a: &Item, b: &Item) -> Outcome {
    let is_text = |item: &Item| is_object(item) || matches!(item.letter(), b's' | b'a');
    if !is_text(a) && !is_text(b) {
        return Ok(Item::Number(number(ev, a)? + number(ev, b)?));
    }
    let joined = [text(ev, a)?, text(ev, b)?].concat();
    ev.fuel.text(joined.len())?;
    Ok(Item::text(joined))
}

fn is_object(item: &Item) -> bool {
    matches!(item.letter(), b'o' | b'f')
}
