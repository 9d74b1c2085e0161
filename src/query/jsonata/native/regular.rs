//! Functions that look for regular expressions: those of [`matching`](super::matching), where the pattern is
//! none of the author's functions. They give the same, without an object for each match.

use super::super::error::{Code, EvaluationError};
use super::super::eval::{Evaluator, Outcome};
use super::super::function::{Function, FunctionKind};
use super::super::item::Item;
use super::super::regex::{Found, Regex, Search};
use super::matching::{self, Place};
use std::rc::Rc;

/// The regular expression that `function` is.
pub(super) fn expression(function: &Rc<Function>) -> Option<&Rc<Regex>> {
    match &function.kind {
        FunctionKind::Regex(regex) => Some(regex),
        FunctionKind::Handed(inner) => expression(inner),
        _ => None,
    }
}

/// The matches in a text, one behind the other, at most so many.
struct Matches<'a> {
    search: Search<'a>,
    text: &'a str,
    /// Where to look from; `None` before the first match.
    from: Option<usize>,
    count: f64,
    limit: Option<f64>,
}

impl<'a> Matches<'a> {
    fn new(regex: &'a Regex, text: &'a str, limit: Option<f64>) -> Self {
        Self {
            search: regex.search(text),
            text,
            from: None,
            count: 0.0,
            limit,
        }
    }

    /// As the reference goes on: where a match ended, unless the text ends there, and not with an empty
    /// match.
    fn next(&mut self, ev: &Evaluator<'_>) -> Outcome<Option<Found>> {
        if self.from.is_some_and(|from| from >= self.text.len()) {
            return Ok(None);
        }
        let found = self.search.next(self.from.unwrap_or(0), &ev.fuel)?;
        let Some(found) = found else {
            return Ok(None);
        };
        if found.range.is_empty() && self.from.is_some() {
            return Err(EvaluationError::new(Code::D1004));
        }
        if self.is_over() {
            return Ok(None);
        }
        self.count += 1.0;
        self.from = Some(found.range.end);
        Ok(Some(found))
    }

    /// Whether there have been as many as wanted.
    fn is_over(&self) -> bool {
        self.limit.is_some_and(|limit| self.count >= limit)
    }
}

/// `$contains`
pub(super) fn contains(ev: &Evaluator<'_>, regex: &Regex, text: &str) -> Outcome {
    Ok(Item::bool(regex.search(text).next(0, &ev.fuel)?.is_some()))
}

/// `$match`
pub(super) fn find(
    ev: &Evaluator<'_>,
    regex: &Regex,
    text: &str,
    limit: Option<f64>,
) -> Outcome<Vec<Item>> {
    let keys = ["match", "index", "groups"].map(Rc::from);
    let mut matches = Matches::new(regex, text, limit);
    let mut items = Vec::new();
    let mut place = Place::default();
    while let Some(found) = matches.next(ev)? {
        place = place.at(text, found.range.start);
        let [whole, index, groups] = &keys;
        items.push(Item::record([
            (Rc::clone(whole), Item::text(found.text(text))),
            (Rc::clone(index), Item::Number(place.units() as f64)),
            (Rc::clone(groups), Item::list(found.group_items(text))),
        ]));
    }
    Ok(items)
}

/// `$split`
pub(super) fn split(
    ev: &Evaluator<'_>,
    regex: &Regex,
    text: &str,
    limit: Option<f64>,
) -> Outcome<Vec<Item>> {
    let mut matches = Matches::new(regex, text, limit);
    let mut parts = Vec::new();
    let mut start = 0;
    while let Some(found) = matches.next(ev)? {
        let part = text.get(start..found.range.start);
        parts.push(Item::text(part.unwrap_or_default()));
        start = found.range.end;
    }
    if !matches.is_over() {
        parts.push(Item::text(text.get(start..).unwrap_or_default()));
    }
    Ok(parts)
}

/// `$replace`
pub(super) fn replace(
    ev: &Evaluator<'_>,
    regex: &Rc<Regex>,
    text: &Rc<str>,
    replacement: &Item,
    limit: Option<f64>,
) -> Outcome<String> {
    let mut matches = Matches::new(regex, text, limit);
    let mut out = String::with_capacity(text.len());
    let (mut start, mut place) = (0, Place::default());
    while let Some(found) = matches.next(ev)? {
        out.push_str(text.get(start..found.range.start).unwrap_or_default());
        if let Some(template) = replacement.as_str() {
            matching::fill(
                template,
                found.text(text),
                &found.group_texts(text),
                &mut out,
            );
        } else {
            let begin = place.at(text, found.range.start);
            place = begin.at(text, found.range.end);
            let whole = matching::record(ev, regex, text, &found, (begin, place))?;
            out.push_str(&matching::replaced_by(ev, replacement, whole)?);
        }
        start = found.range.end;
        ev.fuel.growing(out.len())?;
    }
    out.push_str(text.get(start..).unwrap_or_default());
    Ok(out)
}
