//! Functions on texts.

use super::super::error::{Code, EvaluationError};
use super::super::eval::{Evaluator, Outcome};
use super::super::item::Item;
use super::super::picture::{text, url};
use super::super::text::string as to_string;
use super::{argument, number_argument, text_argument};
use std::rc::Rc;

/// The widest that AWS pads a text to (recorded: one more is beyond its memory limit).
const MAX_WIDTH: f64 = 262_144.0;

/// Applies `map` to the first argument, if it is a text.
fn mapped<'i, T: Into<Rc<str>>>(
    ev: &Evaluator<'_>,
    arguments: &'i [Item],
    map: impl FnOnce(&'i str) -> T,
) -> Outcome {
    let Some(text) = text_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    ev.fuel.text(text.len())?;
    Ok(Item::text(map(text)))
}

/// `$string(any, prettify)`
pub(super) fn string(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let item = argument(arguments, 0);
    if item.is_nothing() || item.as_str().is_some() {
        return Ok(item.clone());
    }
    let pretty = argument(arguments, 1).as_bool().unwrap_or(false);
    let text = to_string(item, pretty)?;
    ev.fuel.text(text.len())?;
    Ok(Item::text(text))
}

/// `$length(text)`
pub(super) fn length(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let length = |text: &std::rc::Rc<str>| Item::Number(text.chars().count() as f64);
    Ok(text_argument(arguments, 0).map_or(Item::Nothing, length))
}

/// `$substring(text, start, length)`
pub(super) fn substring(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let length = number_argument(arguments, 2);
    let start = match (number_argument(arguments, 1), length) {
        // JavaScript finds no end that lies so far behind no beginning.
        (None, Some(_)) if !argument(arguments, 0).is_nothing() => return Ok(Item::text("")),
        (start, _) => start.unwrap_or(0.0),
    };
    mapped(ev, arguments, |text| text::substring(text, start, length))
}

/// `$substringBefore(text, mark)`
pub(super) fn substring_before(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let mark = text_argument(arguments, 1).map_or("undefined", |mark| mark);
    mapped(ev, arguments, |text| {
        text.split_once(mark).map_or(text, |(before, _)| before)
    })
}

/// `$substringAfter(text, mark)`
pub(super) fn substring_after(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let mark = text_argument(arguments, 1).map_or("undefined", |mark| mark);
    mapped(ev, arguments, |text| {
        text.split_once(mark).map_or(text, |(_, after)| after)
    })
}

/// `$lowercase(text)`
pub(super) fn lowercase(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    in_case(ev, arguments, str::make_ascii_lowercase, str::to_lowercase)
}

/// `$uppercase(text)`
pub(super) fn uppercase(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    in_case(ev, arguments, str::make_ascii_uppercase, str::to_uppercase)
}

/// A text in another case: one of ASCII is changed where it is.
fn in_case(
    ev: &Evaluator<'_>,
    arguments: &[Item],
    ascii: fn(&mut str),
    any: fn(&str) -> String,
) -> Outcome {
    mapped(ev, arguments, |text| {
        if !text.is_ascii() {
            return Rc::from(any(text));
        }
        let mut copy: Rc<str> = Rc::from(text);
        Rc::get_mut(&mut copy).map(ascii);
        copy
    })
}

/// `$trim(text)`
pub(super) fn trim(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    mapped(ev, arguments, text::trim)
}

/// `$pad(text, width, with)`
pub(super) fn pad(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(text) = text_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    let width = number_argument(arguments, 1).unwrap_or(0.0);
    if width.abs() > MAX_WIDTH {
        return Err(EvaluationError::new(Code::U1003));
    }
    let with = text_argument(arguments, 2).map(|with| &**with);
    text::pad(text, width, with, &ev.fuel).map(Item::text)
}

/// `$join(texts, separator)`
pub(super) fn join(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(items) = argument(arguments, 0).array() else {
        return Ok(Item::Nothing);
    };
    let separator = text_argument(arguments, 1).map_or("", |text| text);
    let mut joined = String::with_capacity(items.len().min(1 << 12) * 8);
    for (index, item) in items.iter().enumerate() {
        let text = item.as_str().map_or("", |text| text);
        ev.fuel
            .growing(joined.len() + separator.len() + text.len())?;
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(text);
    }
    ev.fuel.text(joined.len())?;
    Ok(Item::text(joined))
}

/// `$base64encode(text)`
pub(super) fn base64_encode(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    mapped(ev, arguments, text::base64_encode)
}

/// `$base64decode(text)`
pub(super) fn base64_decode(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    mapped(ev, arguments, text::base64_decode)
}

/// `$encodeUrl(text)`
pub(super) fn encode_url(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    mapped(ev, arguments, |text| url::encode(text, false))
}

/// `$encodeUrlComponent(text)`
pub(super) fn encode_url_component(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    mapped(ev, arguments, |text| url::encode(text, true))
}

fn decoded(arguments: &[Item], component: bool) -> Outcome {
    match text_argument(arguments, 0) {
        Some(text) => url::decode(text, component).map(Item::text),
        None => Ok(Item::Nothing),
    }
}

/// `$decodeUrl(text)`
pub(super) fn decode_url(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    decoded(arguments, false)
}

/// `$decodeUrlComponent(text)`
pub(super) fn decode_url_component(_: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    decoded(arguments, true)
}
