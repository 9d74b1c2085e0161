//! `$toMillis`: moments read from texts, ISO 8601 or as a date picture says.

use super::date::{self, DAYS, MONTHS, Marker, Part, about_component, component_of};
use super::integer::{Case, Form, Grouping, Picture};
use super::moment::{DAY, Moment, day_number, utc, utc_day};
use super::number::{json_text, leading_integer};
use super::words;
use crate::query::jsonata::budget::Fuel;
use crate::query::jsonata::error::{Code, EvaluationError};
use crate::query::jsonata::regex::Regex;
use crate::value::Timestamp;

/// What the reference takes for ISO 8601; what of it JavaScript's `Date.parse` does not know gives NaN.
const ISO_8601: &str =
    r"^\d{4}(-[01]\d)*(-[0-3]\d)*(T[0-2]\d:[0-5]\d:[0-5]\d)*(\.\d+)?([+-][0-2]\d:?[0-5]\d|Z)?$";

/// `$toMillis`: milliseconds since 1970, NaN for a date that is none; `None` where the text does not look
/// as the picture says. Parts of a date that are missing on its left are those of `now`.
///
/// # Errors
/// `D3110`: not ISO 8601. `D3130` to `D3136`: what is wrong with the picture.
pub fn to_millis(
    text: &str,
    picture: Option<&str>,
    now: Timestamp,
    fuel: &Fuel,
) -> Result<Option<f64>, EvaluationError> {
    if let Some(picture) = picture {
        return with_picture(text, picture, now, fuel);
    }
    if let Some(millis) = Scanner(text).iso_8601() {
        return Ok(Some(millis));
    }
    let iso = Regex::compile(ISO_8601, "").map_err(invalid_expression)?;
    if iso.search(text).next(0, fuel)?.is_some() {
        return Ok(Some(f64::NAN));
    }
    Err(EvaluationError::new(Code::D3110).with(|details| details.value = Some(json_text(text))))
}

fn invalid_expression(fault: &'static str) -> EvaluationError {
    let message = format!("Invalid regular expression: {fault}");
    EvaluationError::new(Code::D3137).with(|details| details.message = Some(message.into()))
}

/// Reads ISO 8601 as `Date.parse` does it.
struct Scanner<'a>(&'a str);

impl Scanner<'_> {
    fn eat(&mut self, c: char) -> bool {
        let rest = self.0.strip_prefix(c);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// A number of so many digits, which is at most `last`.
    fn number(&mut self, digits: usize, last: f64) -> Option<f64> {
        let text = self.0.get(..digits)?;
        let plain = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|n| plain && *n <= last);
        self.0 = &self.0[digits..];
        number
    }

    /// A number behind a hyphen; 1 where there is none.
    fn part(&mut self, last: f64) -> Option<f64> {
        if self.0.is_empty() || self.0.starts_with(['T', 'Z']) {
            return Some(1.0);
        }
        let number = self.eat('-').then(|| self.number(2, last))??;
        Some(number).filter(|number| *number >= 1.0)
    }

    fn iso_8601(mut self) -> Option<f64> {
        let year = self.number(4, 9999.0)?;
        let month = self.part(12.0)?;
        let day = self.part(31.0)?;
        let mut millis = day_number(year, month - 1.0, day) * DAY;
        if self.eat('T') {
            millis += self.time()?;
            if self.0.starts_with(['+', '-']) {
                millis -= self.offset()?;
                return self.0.is_empty().then_some(millis);
            }
        }
        let _ = self.eat('Z');
        self.0.is_empty().then_some(millis)
    }

    fn time(&mut self) -> Option<f64> {
        let hour = self.number(2, 24.0)?;
        let minute = self.eat(':').then(|| self.number(2, 59.0))??;
        let second = self.eat(':').then(|| self.number(2, 59.0))??;
        let mut fraction = "";
        if self.eat('.') {
            let end = self.0.find(|c: char| !c.is_ascii_digit());
            (fraction, self.0) = self.0.split_at(end.unwrap_or(self.0.len()));
            if fraction.is_empty() {
                return None;
            }
        }
        let seconds = (hour * 60.0 + minute) * 60.0 + second;
        let beyond = seconds > 86_400.0 || fraction.contains(|digit| digit != '0');
        if hour == 24.0 && beyond {
            return None;
        }
        // What is finer than a millisecond is cut.
        let thousandths = format!("{fraction:0<3.3}");
        Some(seconds * 1000.0 + thousandths.parse().unwrap_or(0.0))
    }

    fn offset(&mut self) -> Option<f64> {
        let sign = if self.eat('-') { -1.0 } else { 1.0 };
        let _ = self.eat('+');
        let hours = self.number(2, 23.0)?;
        let _ = self.eat(':');
        let minutes = self.number(2, 59.0)?;
        Some(sign * (hours * 60.0 + minutes) * 60_000.0)
    }
}

fn with_picture(
    text: &str,
    picture: &str,
    now: Timestamp,
    fuel: &Fuel,
) -> Result<Option<f64>, EvaluationError> {
    let parts = date::parse(picture)?;
    let mut expression = String::from("^");
    for part in &parts {
        expression.push('(');
        match part {
            Part::Literal(text) => escape(text, &mut expression),
            Part::Marker(marker) => marker.write_expression(&mut expression)?,
        }
        expression.push(')');
    }
    expression.push('$');
    let expression = Regex::compile(&expression, "i").map_err(invalid_expression)?;
    let Some(found) = expression.search(text).next(0, fuel)? else {
        return Ok(None);
    };
    let mut read = Components::default();
    for (part, group) in parts.iter().zip(&found.groups) {
        if let (Part::Marker(marker), Some(span)) = (part, group) {
            read.set(marker.component, marker.read(&text[span.clone()])?);
        }
    }
    if read.0.is_empty() {
        return Ok(None);
    }
    read.moment(&Moment::new(now.0 as f64)).map(Some)
}

/// Writes a text so that a regular expression means it literally.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if ".*+?^${}()|[]\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
}

impl Marker {
    /// The regular expression of what this component looks like.
    fn write_expression(&self, out: &mut String) -> Result<(), EvaluationError> {
        match (self.component, &self.integer) {
            ('Z' | 'z', Some(picture)) => {
                if self.component == 'z' {
                    out.push_str("GMT");
                }
                out.push_str("[-+][0-9]+");
                if let Grouping::Regular(_, separator) = picture.grouping {
                    out.push(separator);
                    out.push_str("[0-9]+");
                }
            }
            (_, Some(picture)) => self.write_integer(picture, out)?,
            ('M' | 'x' | 'F' | 'P', None) => out.push_str("[a-zA-Z]+"),
            (component, None) => return Err(about_component(Code::D3133, Some(component))),
        }
        Ok(())
    }

    fn write_integer(&self, picture: &Picture, out: &mut String) -> Result<(), EvaluationError> {
        let upper = picture.case == Case::Upper;
        match &picture.form {
            Form::Letters => out.push_str(if upper { "[A-Z]+" } else { "[a-z]+" }),
            Form::Roman if upper => out.push_str("[MDCLXVI]+"),
            Form::Roman => out.push_str("[mdclxvi]+"),
            Form::Words => {
                let words = words::vocabulary();
                let names: Vec<&str> = words.iter().map(|(name, _)| name.as_str()).collect();
                out.push_str(&format!("(?:{}|and|[\\-, ])+", names.join("|")));
            }
            Form::Decimal => {
                out.push_str("[0-9]");
                out.push_str(&self.occurrences(picture.optional));
                if picture.ordinal {
                    out.push_str("(?:th|st|nd|rd)");
                }
            }
            // It is this that tells what is wrong with it.
            Form::Sequence(_) => drop(picture.read("")?),
        }
        Ok(())
    }

    /// How often a digit stands there.
    fn occurrences(&self, optional: f64) -> String {
        let digits = self.digits;
        if digits.is_nan() || digits <= 0.0 {
            "+".to_owned()
        } else if optional == 0.0 {
            format!("{{{digits}}}")
        } else {
            format!("{{{},{digits}}}", digits - optional)
        }
    }

    /// What a text that looks right means; `None` for a name that is none.
    fn read(&self, text: &str) -> Result<Option<f64>, EvaluationError> {
        match (self.component, &self.integer) {
            ('Z' | 'z', Some(picture)) => Ok(Some(read_offset(text, &picture.grouping))),
            (_, Some(picture)) => picture.read(text).map(Some),
            ('P', None) => Ok(match text {
                "am" | "AM" => Some(0.0),
                "pm" | "PM" => Some(1.0),
                _ => None,
            }),
            ('F', None) => Ok(self.index_of(text, &DAYS)),
            (_, None) => Ok(self.index_of(text, &MONTHS)),
        }
    }

    /// The number of a name, which may be cut to the greatest width; the last of those that are alike then.
    fn index_of(&self, text: &str, names: &[&str]) -> Option<f64> {
        let width = self
            .max_width
            .filter(|width| *width != 0.0 && !width.is_nan());
        let width = width.map_or(usize::MAX, |width| width as usize);
        let alike = |name: &&str| name.get(..width).unwrap_or(name) == text;
        names
            .iter()
            .rposition(alike)
            .map(|index| index as f64 + 1.0)
    }
}

/// The minutes of `+01:00`, `-0530`, `GMT+1`. Minutes are always added: so the reference reads them.
fn read_offset(text: &str, grouping: &Grouping) -> f64 {
    let text = text
        .get(..3)
        .filter(|zone| zone.eq_ignore_ascii_case("GMT"))
        .map_or(text, |_| &text[3..]);
    let (hours, minutes) = match grouping {
        Grouping::Regular(_, separator) => {
            let (hours, minutes) = text.split_once(*separator).unwrap_or(("", text));
            (hours, Some(minutes))
        }
        Grouping::Irregular(_) if text.len() <= 3 => (text, None),
        Grouping::Irregular(_) => (&text[..3], Some(&text[3..])),
    };
    leading_integer(hours) * 60.0 + minutes.map_or(0.0, leading_integer)
}

/// The parts of a date that are known, each with its value, `None` where a name was none.
#[derive(Default)]
struct Components(Vec<(char, Option<f64>)>);

impl Components {
    fn get(&self, component: char) -> Option<f64> {
        let named = |(name, _): &&(char, Option<f64>)| *name == component;
        self.0.iter().find(named).and_then(|(_, value)| *value)
    }

    /// Its value; NaN without one, with which JavaScript compares and counts alike.
    fn value(&self, component: char) -> f64 {
        self.get(component).unwrap_or(f64::NAN)
    }

    fn set(&mut self, component: char, value: Option<f64>) {
        self.0.retain(|(name, _)| *name != component);
        self.0.push((component, value));
    }

    /// Whether the components among `all` that say something (zero says nothing, in the reference) are
    /// some of `wanted` and nothing else.
    fn are_of(&self, all: &str, wanted: &str) -> bool {
        let says = |component: &char| {
            let value = self.value(*component);
            value != 0.0 && !value.is_nan()
        };
        let mut said = all.chars().filter(says).peekable();
        said.peek().is_some() && said.all(|component| wanted.contains(component))
    }

    /// Fills the gaps: on the left with those of `now`, on the right with the first. A gap between is an
    /// error.
    fn complete(&mut self, order: &str, now: &Moment) -> Result<(), EvaluationError> {
        let (mut started, mut ended) = (false, false);
        for component in order.chars() {
            if self.get(component).is_some() {
                started = true;
                if ended {
                    return Err(EvaluationError::new(Code::D3136));
                }
            } else if started {
                let first = if "MDd".contains(component) { 1.0 } else { 0.0 };
                self.set(component, Some(first));
                ended = true;
            } else {
                // No number stands for morning or afternoon; morning is what the reference makes of it.
                let value = component_of(now, component).unwrap_or(f64::NAN);
                self.set(component, Some(value));
            }
        }
        Ok(())
    }

    /// The moment, in milliseconds.
    fn moment(mut self, now: &Moment) -> Result<f64, EvaluationError> {
        const DATE: &str = "YXMxWwdD";
        const TIME: &str = "PHhmsf";
        let by_day_of_year = !self.are_of(DATE, "YMD") && self.are_of(DATE, "Yd");
        let by_week = self.are_of(DATE, "XxwF") || self.are_of(DATE, "XWF");
        let by_half_day = !self.are_of(TIME, "Hmsf") && self.are_of(TIME, "Phmsf");
        let date = if by_day_of_year { "YD" } else { "YMD" };
        let time = if by_half_day { "Phmsf" } else { "Hmsf" };
        if by_week {
            return Err(EvaluationError::new(Code::D3136));
        }
        self.complete(&format!("{date}{time}"), now)?;
        let (year, month, day) = self.date(by_day_of_year);
        let hour = if by_half_day {
            let hour = self.value('h');
            let noon = if self.value('P') == 1.0 { 12.0 } else { 0.0 };
            noon + if hour == 12.0 { 0.0 } else { hour }
        } else {
            self.value('H')
        };
        let seconds = (hour * 60.0 + self.value('m')) * 60.0 + self.value('s');
        let millis = utc(year, month, day, seconds * 1000.0 + self.value('f'));
        let said = |zone: &f64| *zone != 0.0 && !zone.is_nan();
        let offset = self.get('Z').filter(said).or(self.get('z').filter(said));
        Ok(millis - offset.unwrap_or(0.0) * 60_000.0)
    }

    /// Year, month from 0 and day.
    fn date(&self, by_day_of_year: bool) -> (f64, f64, f64) {
        let year = self.value('Y');
        if by_day_of_year {
            let first = utc_day(year, 0.0, 1.0);
            let date = Moment::new(first + (self.value('d') - 1.0) * DAY);
            return (year, date.month, date.day);
        }
        let month = self.value('M');
        (
            year,
            if month > 0.0 { month - 1.0 } else { 0.0 },
            self.value('D'),
        )
    }
}
