//! Operators.

use super::error::{Code, EvaluationError};
use super::eval::{Evaluator, Outcome};
use super::function::Env;
use super::item::Item;
use super::path::each;
use super::text;
use super::tree::{Binary, Node};
use crate::value::Value;
use std::cmp::Ordering;
use std::rc::Rc;

/// Longest array that `..` makes.
const MAX_RANGE: f64 = 1e7;

/// `left op right`
#[inline(never)]
pub(super) fn binary(
    ev: &Evaluator<'_>,
    op: Binary,
    (left, right): &(Node, Node),
    start: usize,
    input: &Item,
    env: &Env,
) -> Outcome {
    let left = ev.evaluate(left, input, env)?;
    if let Binary::And | Binary::Or = op {
        return logical(ev, op, &left, || ev.evaluate(right, input, env))
            .map_err(|error| error.operator(op.text()).at(start));
    }
    let right = ev.evaluate(right, input, env)?;
    apply(ev, op, &left, &right).map_err(|error| error.operator(op.text()).at(start))
}

fn logical(
    ev: &Evaluator<'_>,
    op: Binary,
    left: &Item,
    right: impl FnOnce() -> Outcome,
) -> Outcome {
    let left = left.truth(&ev.fuel)?;
    if left == (op == Binary::Or) {
        return Ok(Item::bool(left));
    }
    Ok(Item::bool(right()?.truth(&ev.fuel)?))
}

fn apply(ev: &Evaluator<'_>, op: Binary, left: &Item, right: &Item) -> Outcome {
    match op {
        Binary::Add | Binary::Subtract | Binary::Multiply | Binary::Divide | Binary::Remainder => {
            arithmetic(op, left, right)
        }
        Binary::Equal | Binary::NotEqual => {
            let known = !left.is_nothing() && !right.is_nothing();
            let wanted = op == Binary::Equal;
            Ok(Item::bool(known && equal(ev, left, right)? == wanted))
        }
        Binary::Less | Binary::LessEqual | Binary::Greater | Binary::GreaterEqual => {
            comparison(op, left, right)
        }
        Binary::Join => join(ev, left, right),
        Binary::Range => range(ev, left, right),
        Binary::In => includes(ev, left, right),
        Binary::And | Binary::Or => Ok(Item::Nothing),
    }
}

fn wrong(code: Code, value: &Item) -> EvaluationError {
    let value = value.to_json().map(Rc::from);
    EvaluationError::new(code).with(|details| details.value = value)
}

fn arithmetic(op: Binary, left: &Item, right: &Item) -> Outcome {
    let a = left.numeric()?;
    if a.is_none() && !left.is_nothing() {
        return Err(wrong(Code::T2001, left));
    }
    let b = right.numeric()?;
    if b.is_none() && !right.is_nothing() {
        return Err(wrong(Code::T2002, right));
    }
    let (Some(a), Some(b)) = (a, b) else {
        return Ok(Item::Nothing);
    };
    Ok(Item::Number(if op == Binary::Add {
        a + b
    } else if op == Binary::Subtract {
        a - b
    } else if op == Binary::Multiply {
        a * b
    } else if op == Binary::Divide {
        a / b
    } else {
        a % b
    }))
}

/// `-operand`
#[inline(never)]
pub(super) fn negate(
    ev: &Evaluator<'_>,
    operand: &Node,
    start: usize,
    input: &Item,
    env: &Env,
) -> Outcome {
    let operand = ev.evaluate(operand, input, env)?;
    if operand.is_nothing() {
        return Ok(Item::Nothing);
    }
    match operand.numeric().map_err(|error| error.at(start))? {
        Some(number) => Ok(Item::Number(-number)),
        None => Err(wrong(Code::D1002, &operand).operator("-").at(start)),
    }
}

/// Whether two items are the same, however deep.
pub(super) fn equal(ev: &Evaluator<'_>, left: &Item, right: &Item) -> Outcome<bool> {
    ev.fuel.spend(1)?;
    if let (Some(a), Some(b)) = (left.as_f64(), right.as_f64()) {
        return Ok(a == b);
    }
    if let (Some(a), Some(b)) = (left.array(), right.array()) {
        if a.len() != b.len() {
            return Ok(false);
        }
        for (a, b) in a.iter().zip(b.iter()) {
            if !equal(ev, &a, &b)? {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    if let (Some(a), Some(b)) = (left.object(), right.object()) {
        if a.len() != b.len() {
            return Ok(false);
        }
        for (key, a) in a.to_vec() {
            match b.get(&key) {
                Some(b) if equal(ev, &a, &b)? => {}
                Some(_) | None => return Ok(false),
            }
        }
        return Ok(true);
    }
    Ok(match (left, right) {
        (Item::Value(a), Item::Value(b)) => a == b,
        (Item::Function(a), Item::Function(b)) => Rc::ptr_eq(a, b),
        (Item::Nothing, Item::Nothing) => true,
        _ => false,
    })
}

/// How two items stand to each other: numbers or texts; `None` where one is `NaN`.
pub(super) fn order(left: &Item, right: &Item) -> Option<Ordering> {
    match (left.as_str(), right.as_str()) {
        (Some(a), Some(b)) => Some(compare_text(a, b)),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}

/// By UTF-16 units, as JavaScript does.
pub(super) fn compare_text(a: &str, b: &str) -> Ordering {
    if a.is_ascii() || b.is_ascii() {
        return a.cmp(b);
    }
    a.encode_utf16().cmp(b.encode_utf16())
}

fn comparison(op: Binary, left: &Item, right: &Item) -> Outcome {
    for side in [left, right] {
        if !matches!(side.letter(), b's' | b'n' | b'm') {
            return Err(wrong(Code::T2010, side));
        }
    }
    if left.is_nothing() || right.is_nothing() {
        return Ok(Item::Nothing);
    }
    if left.letter() != right.letter() {
        let value2 = right.to_json().map(Rc::from);
        return Err(wrong(Code::T2009, left).with(|details| details.value2 = value2));
    }
    let order = order(left, right);
    Ok(Item::bool(order.is_some_and(|order| {
        if op == Binary::Less {
            order.is_lt()
        } else if op == Binary::LessEqual {
            order.is_le()
        } else if op == Binary::Greater {
            order.is_gt()
        } else {
            order.is_ge()
        }
    })))
}

fn join(ev: &Evaluator<'_>, left: &Item, right: &Item) -> Outcome {
    let mut joined = String::new();
    for side in [left, right] {
        if !side.is_nothing() {
            match side.as_str() {
                Some(text) => joined.push_str(text),
                None => joined.push_str(&text::string(side, false)?),
            }
            ev.fuel.text(joined.len())?;
        }
    }
    Ok(Item::text(joined))
}

fn range(ev: &Evaluator<'_>, left: &Item, right: &Item) -> Outcome {
    let whole = |side: &Item, code| match side.as_f64() {
        Some(number) if number.fract() == 0.0 => Ok(Some(number)),
        None if side.is_nothing() => Ok(None),
        _ => Err(wrong(code, side)),
    };
    let (first, last) = (whole(left, Code::T2003)?, whole(right, Code::T2004)?);
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(Item::Nothing);
    };
    if first > last {
        return Ok(Item::Nothing);
    }
    let size = last - first + 1.0;
    if size > MAX_RANGE {
        return Err(wrong(Code::D2014, &Item::Number(size)));
    }
    ev.fuel.spend(size as usize / 2)?;
    let items = (0..size as usize).map(|place| Item::Number(first + place as f64));
    Ok(Item::sequence(items.collect()))
}

fn includes(ev: &Evaluator<'_>, left: &Item, right: &Item) -> Outcome {
    if left.is_nothing() || right.is_nothing() {
        return Ok(Item::bool(false));
    }
    let items = each(right);
    ev.fuel.spend(items.len())?;
    for item in items.iter() {
        if same(ev, left, &item)? {
            return Ok(Item::bool(true));
        }
    }
    Ok(Item::bool(false))
}

/// Whether two items are one for JavaScript's `===`: arrays and objects only if they are the same one.
fn same(ev: &Evaluator<'_>, left: &Item, right: &Item) -> Outcome<bool> {
    match (left, right) {
        (Item::List(a), Item::List(b)) => Ok(Rc::ptr_eq(a, b)),
        (Item::Record(a), Item::Record(b)) => Ok(Rc::ptr_eq(a, b)),
        (Item::Value(Value::Array(a)), Item::Value(Value::Array(b))) => Ok(Rc::ptr_eq(a, b)),
        (Item::Value(Value::Object(a)), Item::Value(Value::Object(b))) => Ok(Rc::ptr_eq(a, b)),
        _ if matches!(left.letter(), b'a' | b'o') => Ok(false),
        _ => equal(ev, left, right),
    }
}
