//! Functions on numbers.

use super::super::error::{Code, EvaluationError};
use super::super::eval::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::picture;
use super::{argument, number_argument, text_argument};
use std::rc::Rc;

/// The numbers of an array, if it is one.
fn numbers(arguments: &[Item]) -> Option<Vec<f64>> {
    let items = argument(arguments, 0).array()?;
    Some(items.iter().filter_map(|item| item.as_f64()).collect())
}

fn of_some(arguments: &[Item], fold: fn(&[f64]) -> f64) -> Outcome {
    let numbers = numbers(arguments).filter(|numbers| !numbers.is_empty());
    Ok(numbers.map_or(Item::Nothing, |numbers| Item::Number(fold(&numbers))))
}

/// `$sum(array)`
pub(super) fn sum(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let total = |numbers: Vec<f64>| Item::Number(numbers.into_iter().fold(0.0, |a, b| a + b));
    Ok(numbers(arguments).map_or(Item::Nothing, total))
}

/// `$max(array)`
pub(super) fn max(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    of_some(arguments, |numbers| {
        numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max)
    })
}

/// `$min(array)`
pub(super) fn min(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    of_some(arguments, |numbers| {
        numbers.iter().copied().fold(f64::INFINITY, f64::min)
    })
}

/// `$average(array)`
pub(super) fn average(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    of_some(arguments, |numbers| {
        numbers.iter().fold(0.0, |a, b| a + b) / numbers.len() as f64
    })
}

fn mapped(arguments: &[Item], map: fn(f64) -> f64) -> Outcome {
    Ok(number_argument(arguments, 0).map_or(Item::Nothing, |number| Item::Number(map(number))))
}

/// `$floor(number)`
pub(super) fn floor(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    mapped(arguments, f64::floor)
}

/// `$ceil(number)`
pub(super) fn ceil(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    mapped(arguments, f64::ceil)
}

/// `$abs(number)`
pub(super) fn abs(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    mapped(arguments, f64::abs)
}

/// An error that speaks of the first argument.
fn refused(code: Code, arguments: &[Item]) -> EvaluationError {
    let value = argument(arguments, 0).to_json().map(Rc::from);
    EvaluationError::new(code).with(|details| {
        details.value = value;
        details.index = Some(1);
    })
}

/// `$sqrt(number)`
pub(super) fn sqrt(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    if number_argument(arguments, 0).is_some_and(|number| number < 0.0) {
        return Err(refused(Code::D3060, arguments));
    }
    mapped(arguments, f64::sqrt)
}

/// `$power(base, exponent)`
pub(super) fn power(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(base) = number_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    let exponent = number_argument(arguments, 1).unwrap_or(f64::NAN);
    let result = picture::power::power(base, exponent);
    if result.is_finite() {
        return Ok(Item::Number(result));
    }
    let exponent = argument(arguments, 1).to_json().map(Rc::from);
    Err(refused(Code::D3061, arguments).with(|details| details.value2 = exponent))
}

/// `$number(any)`
pub(super) fn number(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let item = argument(arguments, 0);
    if item.is_nothing() || item.as_f64().is_some() {
        return Ok(item.clone());
    }
    if let Some(truth) = item.as_bool() {
        return Ok(Item::Number(f64::from(u8::from(truth))));
    }
    let text = item
        .as_str()
        .ok_or_else(|| refused(Code::D3030, arguments))?;
    picture::number::from_text(text).map(Item::Number)
}

/// `$round(number, precision)`
pub(super) fn round(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let precision = number_argument(arguments, 1).unwrap_or(0.0);
    let rounded = |number| Item::Number(picture::number::round(number, precision));
    Ok(number_argument(arguments, 0).map_or(Item::Nothing, rounded))
}

/// `$formatNumber(number, picture, options)`
pub(super) fn format_number(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let (Some(number), Some(text)) = (number_argument(arguments, 0), text_argument(arguments, 1))
    else {
        return Ok(Item::Nothing);
    };
    let options = argument(arguments, 2);
    let option = |name: &str| {
        let option = options.object()?.get(name)?;
        option.as_str().map(|text| text.to_string())
    };
    picture::decimal::format(number, text, &option).map(Item::text)
}

/// `$formatBase(number, radix)`
pub(super) fn format_base(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(number) = number_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    picture::number::format_base(number, number_argument(arguments, 1)).map(Item::text)
}

/// `$formatInteger(number, picture)`
pub(super) fn format_integer(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let (Some(number), Some(text)) = (number_argument(arguments, 0), text_argument(arguments, 1))
    else {
        return Ok(Item::Nothing);
    };
    picture::integer::format(number, text).map(Item::text)
}

/// `$parseInteger(text, picture)`
pub(super) fn parse_integer(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let (Some(text), Some(picture)) = (text_argument(arguments, 0), text_argument(arguments, 1))
    else {
        return Ok(Item::Nothing);
    };
    picture::integer::parse(text, picture).map(Item::Number)
}
