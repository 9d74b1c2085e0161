//! Functions that look for patterns. A pattern is a regular expression or any function that gives a
//! match: an object with `match`, `start`, `end`, `groups` and `next`. Places are counted in UTF-16 units,
//! as in JavaScript. Regular expressions written where they are used go by [`regular`](super::regular).

use super::super::error::{Code, EvaluationError};
use super::super::eval::{Evaluator, Outcome};
use super::super::function::{Function, FunctionKind};
use super::super::item::Item;
use super::super::picture;
use super::super::regex::{Found, Regex};
use super::super::script;
use super::{argument, number_argument, regular, text_argument};
use std::rc::Rc;

/// A place in a text, counted in both ways, so that the next one need not be counted from the start.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    byte: usize,
    units: usize,
}

/// UTF-16 units of a text.
pub(super) fn units(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

impl Place {
    /// How many UTF-16 units are over.
    pub(super) fn units(self) -> usize {
        self.units
    }

    /// The place at byte `byte` of `text`, which is not before this one.
    pub(super) fn at(self, text: &str, byte: usize) -> Self {
        let passed = text.get(self.byte..byte).unwrap_or_default();
        Self {
            byte,
            units: self.units + units(passed),
        }
    }

    /// The place at which so many UTF-16 units of `text` are over, counted from here if it is not before.
    fn to(self, text: &str, units: f64) -> Self {
        let units = units as usize;
        let mut place = if units < self.units {
            Self::default()
        } else {
            self
        };
        for c in text[place.byte..].chars() {
            if units < place.units + c.len_utf16() {
                break;
            }
            place.units += c.len_utf16();
            place.byte += c.len_utf8();
        }
        place
    }
}

/// What a regular expression gives when it is called: the first match.
pub(in super::super) fn first(
    ev: &Evaluator<'_>,
    regex: &Rc<Regex>,
    arguments: &[Item],
) -> Outcome {
    let text = script::text(ev, argument(arguments, 0))?;
    let from = number_argument(arguments, 1).unwrap_or(0.0);
    // There is no match behind the end; a negative place is the beginning.
    if from > units(&text) as f64 {
        return Ok(Item::Nothing);
    }
    matched(ev, regex, &text, Place::default().to(&text, from))
}

/// What `next` of a match gives.
pub(in super::super) fn next(
    ev: &Evaluator<'_>,
    regex: &Rc<Regex>,
    text: &Rc<str>,
    from: Place,
) -> Outcome {
    if from.byte >= text.len() {
        return Ok(Item::Nothing);
    }
    let next = matched(ev, regex, text, from)?;
    let found = next.object().and_then(|members| members.get("match"));
    if found
        .as_ref()
        .and_then(Item::as_str)
        .is_some_and(|text| text.is_empty())
    {
        return Err(EvaluationError::new(Code::D1004));
    }
    Ok(next)
}

/// The match of `regex` in `text` from a place on.
fn matched(ev: &Evaluator<'_>, regex: &Rc<Regex>, text: &Rc<str>, from: Place) -> Outcome {
    let Some(found) = regex.search(text).next(from.byte, &ev.fuel)? else {
        return Ok(Item::Nothing);
    };
    let start = from.at(text, found.range.start);
    let end = start.at(text, found.range.end);
    record(ev, regex, text, &found, (start, end))
}

/// What a function gets to know of a match from one place to another.
pub(super) fn record(
    ev: &Evaluator<'_>,
    regex: &Rc<Regex>,
    text: &Rc<str>,
    found: &Found,
    (start, end): (Place, Place),
) -> Outcome {
    let next = ev.function(FunctionKind::Next {
        regex: Rc::clone(regex),
        text: Rc::clone(text),
        from: end,
    })?;
    Ok(Item::record([
        (Rc::from("match"), Item::text(found.text(text))),
        (Rc::from("start"), Item::Number(start.units as f64)),
        (Rc::from("end"), Item::Number(end.units as f64)),
        (Rc::from("groups"), Item::list(found.group_items(text))),
        (Rc::from("next"), next),
    ]))
}

/// A match as any function gives it.
struct Match {
    whole: Item,
}

impl Match {
    fn member(&self, name: &str) -> Item {
        let members = self.whole.object();
        members
            .and_then(|members| members.get(name))
            .unwrap_or_default()
    }

    fn text(&self) -> Rc<str> {
        self.member("match")
            .as_str()
            .cloned()
            .unwrap_or_else(|| Rc::from(""))
    }

    /// What each group took; empty for one that took no part.
    fn groups(&self) -> Vec<Rc<str>> {
        let groups = self.member("groups");
        let text = |group: Item| group.as_str().cloned().unwrap_or_else(|| Rc::from(""));
        let texts = groups
            .array()
            .map(|groups| groups.iter().map(text).collect());
        texts.unwrap_or_default()
    }

    fn place(&self, name: &str) -> f64 {
        self.member(name).as_f64().unwrap_or(0.0)
    }

    fn next(&self, ev: &Evaluator<'_>) -> Outcome<Option<Self>> {
        match self.member("next").as_function() {
            Some(next) => call(ev, next, Vec::new()),
            None => Err(EvaluationError::new(Code::T1010)),
        }
    }
}

/// Calls a matcher.
fn call(
    ev: &Evaluator<'_>,
    matcher: &Rc<Function>,
    arguments: Vec<Item>,
) -> Outcome<Option<Match>> {
    let whole = ev.apply(matcher, arguments, &Item::Nothing)?;
    if whole.is_nothing() {
        return Ok(None);
    }
    let member = |name: &str| {
        whole
            .object()
            .and_then(|members| members.get(name))
            .unwrap_or_default()
    };
    let sound = member("start").as_f64().is_some()
        || member("groups").array().is_some()
        || member("next").as_function().is_some();
    if !sound && whole.truth(&ev.fuel)? {
        return Err(EvaluationError::new(Code::T1010));
    }
    Ok(Some(Match { whole }))
}

/// All matches, at most so many, each handed to `take`.
fn each_match(
    ev: &Evaluator<'_>,
    matcher: &Rc<Function>,
    text: &Rc<str>,
    limit: Option<f64>,
    take: &mut dyn FnMut(&Match) -> Outcome<()>,
) -> Outcome<usize> {
    let mut count = 0;
    let mut found = call(
        ev,
        matcher,
        vec![Item::Value(crate::value::Value::String(Rc::clone(text)))],
    )?;
    while let Some(here) = found.filter(|_| limit.is_none_or(|limit| (count as f64) < limit)) {
        ev.fuel.spend(1)?;
        take(&here)?;
        count += 1;
        found = here.next(ev)?;
    }
    Ok(count)
}

/// A limit, which must not be negative.
fn limit(arguments: &[Item], index: usize, code: Code) -> Outcome<Option<f64>> {
    let limit = number_argument(arguments, index);
    if limit.is_some_and(|limit| limit < 0.0) {
        let value = argument(arguments, index).to_json().map(Rc::from);
        return Err(EvaluationError::new(code).with(|details| details.value = value));
    }
    Ok(limit)
}

/// `$contains(text, pattern)`
pub(super) fn contains(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(text) = text_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    let pattern = argument(arguments, 1);
    if let Some(matcher) = pattern.as_function() {
        if let Some(regex) = regular::expression(matcher) {
            return regular::contains(ev, regex, text);
        }
        let found = call(ev, matcher, vec![argument(arguments, 0).clone()])?;
        return Ok(Item::bool(found.is_some()));
    }
    ev.fuel.text(text.len())?;
    Ok(Item::bool(
        pattern.as_str().is_some_and(|part| text.contains(&**part)),
    ))
}

/// `$match(text, pattern, limit)`
pub(super) fn find(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(text) = text_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    let limit = limit(arguments, 2, Code::D3040)?;
    let mut matches = Vec::new();
    if let Some(matcher) = argument(arguments, 1)
        .as_function()
        .filter(|_| limit != Some(0.0))
    {
        if let Some(regex) = regular::expression(matcher) {
            return regular::find(ev, regex, text, limit).map(Item::sequence);
        }
        let _ = each_match(ev, matcher, text, limit, &mut |found| {
            matches.push(Item::record([
                (Rc::from("match"), found.member("match")),
                (Rc::from("index"), found.member("start")),
                (Rc::from("groups"), found.member("groups")),
            ]));
            Ok(())
        })?;
    }
    Ok(Item::sequence(matches))
}

/// `$split(text, separator, limit)`
pub(super) fn split(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(text) = text_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    let limit = limit(arguments, 2, Code::D3020)?;
    let separator = argument(arguments, 1);
    if let Some(separator) = separator.as_str() {
        let parts = picture::text::split(text, separator, limit);
        ev.fuel.spend(parts.len())?;
        return Ok(Item::list(parts.into_iter().map(Item::text).collect()));
    }
    let mut parts = Vec::new();
    if let Some(matcher) = separator.as_function().filter(|_| limit != Some(0.0)) {
        if let Some(regex) = regular::expression(matcher) {
            return regular::split(ev, regex, text, limit).map(Item::list);
        }
        let mut start = Place::default();
        let count = each_match(ev, matcher, text, limit, &mut |found| {
            let end = start.to(text, found.place("start"));
            let part = text.get(start.byte..end.byte);
            parts.push(Item::text(part.unwrap_or_default()));
            start = end.to(text, found.place("end"));
            Ok(())
        })?;
        if limit.is_none_or(|limit| (count as f64) < limit) {
            parts.push(Item::text(text.get(start.byte..).unwrap_or_default()));
        }
    }
    Ok(Item::list(parts))
}

/// `$replace(text, pattern, replacement, limit)`
pub(super) fn replace(ev: &Evaluator<'_>, arguments: &[Item]) -> Outcome {
    let Some(text) = text_argument(arguments, 0) else {
        return Ok(Item::Nothing);
    };
    let (pattern, replacement) = (argument(arguments, 1), argument(arguments, 2));
    if pattern.as_str().is_some_and(|pattern| pattern.is_empty()) {
        return Err(EvaluationError::new(Code::D3010));
    }
    let limit = limit(arguments, 3, Code::D3011)?;
    if let Some(pattern) = pattern.as_str() {
        // The reference puts a function in as its own text; no text stands for it here.
        let replacement = match replacement {
            Item::Nothing => "undefined",
            other => other.as_str().map_or("", |text| text),
        };
        return picture::text::replace(text, pattern, replacement, limit, &ev.fuel).map(Item::text);
    }
    let Some(matcher) = pattern.as_function().filter(|_| limit != Some(0.0)) else {
        return Ok(argument(arguments, 0).clone());
    };
    let out = match regular::expression(matcher) {
        Some(regex) => regular::replace(ev, regex, text, replacement, limit)?,
        None => replace_matches(ev, matcher, text, replacement, limit)?,
    };
    ev.fuel.text(out.len())?;
    Ok(Item::text(out))
}

fn replace_matches(
    ev: &Evaluator<'_>,
    matcher: &Rc<Function>,
    text: &Rc<str>,
    replacement: &Item,
    limit: Option<f64>,
) -> Outcome<String> {
    let mut out = String::new();
    let mut start = Place::default();
    let _ = each_match(ev, matcher, text, limit, &mut |found| {
        let at = start.to(text, found.place("start"));
        out.push_str(text.get(start.byte..at.byte).unwrap_or_default());
        match replacement.as_str() {
            Some(template) => {
                let groups = found.groups();
                let groups: Vec<&str> = groups.iter().map(AsRef::as_ref).collect();
                fill(template, &found.text(), &groups, &mut out);
            }
            None => out.push_str(&replaced_by(ev, replacement, found.whole.clone())?),
        }
        start = at.to(text, found.place("start") + units(&found.text()) as f64);
        ev.fuel.growing(out.len())
    })?;
    out.push_str(text.get(start.byte..).unwrap_or_default());
    Ok(out)
}

/// What a function makes of a match.
pub(super) fn replaced_by(ev: &Evaluator<'_>, replacement: &Item, found: Item) -> Outcome<Rc<str>> {
    let Some(function) = replacement.as_function() else {
        return Ok(Rc::from(""));
    };
    let result = ev.apply(function, vec![found], &Item::Nothing)?;
    result.as_str().cloned().ok_or_else(|| {
        let value = result.to_json().map(Rc::from);
        EvaluationError::new(Code::D3012).with(|details| details.value = value)
    })
}

/// A replacement with `$0` for the match, `$1` for its first group, `$$` for a dollar.
pub(super) fn fill(template: &str, found: &str, groups: &[&str], out: &mut String) {
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('$') {
        out.push_str(before);
        rest = after;
        if let Some(after) = rest.strip_prefix('$') {
            out.push('$');
            rest = after;
        } else if let Some(after) = rest.strip_prefix('0') {
            out.push_str(found);
            rest = after;
        } else if let Some((index, digits)) = group_number(rest, groups.len()) {
            let group = index.checked_sub(1).and_then(|index| groups.get(index));
            out.push_str(group.unwrap_or(&""));
            rest = &rest[digits..];
        } else {
            out.push('$');
        }
    }
    out.push_str(rest);
}

/// The number of a group at the start of `text`, and how many digits are used for it: no more than the
/// number of groups has.
fn group_number(text: &str, groups: usize) -> Option<(usize, usize)> {
    let most = groups.max(1).to_string().len();
    let digits = text
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    let number = |digits: usize| text[..digits].parse::<usize>().ok();
    let index = number(digits)?;
    if most > 1 && digits == most && index > groups {
        return Some((number(digits - 1)?, digits - 1));
    }
    Some((index, digits))
}
