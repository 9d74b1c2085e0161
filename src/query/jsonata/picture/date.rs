//! Date pictures, `[Y0001]-[M01]-[D01]`, and `$fromMillis`: XPath's `format-dateTime` as the reference
//! has it.

use super::integer::{Case, Grouping, Picture};
use super::moment::{DAY, Moment, utc_day};
use super::number::{json_text, leading_integer};
use super::power::power;
use crate::query::jsonata::budget::MAX_TEXT;
use crate::query::jsonata::error::{Code, EvaluationError};

/// What a moment looks like where nobody says how.
const ISO_8601: &str = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

/// From Monday.
pub(super) const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `$fromMillis`: a moment in words, at an offset such as `+0530` from UTC.
///
/// # Errors
/// `D3130` to `D3135`: what is wrong with the picture.
pub fn from_millis(
    millis: f64,
    picture: Option<&str>,
    offset: Option<&str>,
) -> Result<String, EvaluationError> {
    let offset = offset.map_or(0.0, leading_integer);
    // Hours are rounded down and minutes keep the sign: so the reference reads `-0530`.
    let (hours, minutes) = ((offset / 100.0).floor(), offset % 100.0);
    let moment = Moment::new(millis + (60.0 * hours + minutes) * 60_000.0);
    let mut out = String::new();
    for part in parse(picture.unwrap_or(ISO_8601))? {
        match part {
            Part::Literal(text) => out.push_str(&text),
            Part::Marker(marker) => out.push_str(&marker.format(&moment, hours, minutes)?),
        }
        if out.len() > MAX_TEXT {
            return Err(EvaluationError::new(Code::U1003));
        }
    }
    Ok(out)
}

/// A piece of a picture.
#[derive(Debug)]
pub(super) enum Part {
    /// A text that stands for itself.
    Literal(String),
    /// `[…]`
    Marker(Marker),
}

/// `[M01]`, a component of a date and its looks.
#[derive(Debug)]
pub(super) struct Marker {
    pub component: char,
    /// A name is wanted: in which case.
    pub names: Option<Case>,
    /// How an integer is written; none for names and for what is no integer.
    pub integer: Option<Picture>,
    /// The most characters, where a maximum is given; NaN if it is no number.
    pub max_width: Option<f64>,
    /// So many digits of a year, month or day are meant; -1 for all.
    pub digits: f64,
    /// `Z` for UTC.
    zulu: bool,
}

/// Cuts a picture into its parts.
pub(super) fn parse(picture: &str) -> Result<Vec<Part>, EvaluationError> {
    let mut parts = Vec::new();
    let literal = |text: &str, parts: &mut Vec<Part>| {
        if !text.is_empty() {
            parts.push(Part::Literal(text.replace("]]", "]")));
        }
    };
    let mut rest = picture;
    while let Some((before, after)) = rest.split_once('[') {
        literal(before, &mut parts);
        if let Some(after) = after.strip_prefix('[') {
            parts.push(Part::Literal("[".to_owned()));
            rest = after;
            continue;
        }
        let (marker, after) = after
            .split_once(']')
            .ok_or_else(|| EvaluationError::new(Code::D3135))?;
        parts.push(Part::Marker(Marker::parse(marker)?));
        rest = after;
    }
    literal(rest, &mut parts);
    Ok(parts)
}

/// How a component looks where its marker does not say.
fn default_presentation(component: char) -> Option<&'static str> {
    match component {
        'Y' | 'M' | 'D' | 'd' | 'W' | 'w' | 'X' | 'x' | 'H' | 'h' | 'f' => Some("1"),
        'F' | 'P' | 'C' | 'E' => Some("n"),
        'm' | 's' => Some("01"),
        'Z' | 'z' => Some("01:01"),
        _ => None,
    }
}

impl Marker {
    fn parse(marker: &str) -> Result<Self, EvaluationError> {
        let marker: String = marker.chars().filter(|c| !c.is_whitespace()).collect();
        let component = marker.chars().next();
        let (before, width) = match marker.rsplit_once(',') {
            // `[,2]`: the reference takes the comma for component and presentation at once.
            Some(("", width)) => (",,", Some(width)),
            Some((before, width)) => (before, Some(width)),
            None => (marker.as_str(), None),
        };
        let written = &before[component.map_or(0, char::len_utf8).min(before.len())..];
        let (presentation, modifier) = match written.char_indices().next_back() {
            Some((at, modifier)) if at > 0 && "atco".contains(modifier) => {
                (&written[..at], Some(modifier))
            }
            _ => (written, None),
        };
        let presentation = if written.is_empty() {
            component.and_then(default_presentation)
        } else {
            Some(presentation)
        };
        match (component, presentation) {
            (Some(component), Some(presentation)) => {
                Self::new(component, presentation, modifier, width.unwrap_or("*"))
            }
            _ => Err(about_component(Code::D3132, component)),
        }
    }

    fn new(
        component: char,
        presentation: &str,
        modifier: Option<char>,
        width: &str,
    ) -> Result<Self, EvaluationError> {
        let (least, most) = width.split_once('-').unwrap_or((width, "*"));
        let number = |width: &str| (width != "*").then(|| leading_integer(width));
        let mut marker = Self {
            component,
            names: names(presentation),
            integer: None,
            max_width: number(most),
            digits: -1.0,
            zulu: modifier == Some('t'),
        };
        if matches!(component, 'Z' | 'z') {
            marker.integer = Some(Picture::parse(presentation)?);
        } else if marker.names.is_none() && "YMDdFWwXxHhmsf".contains(component) {
            let modifier = modifier.map_or(String::new(), |modifier| format!(";{modifier}"));
            let picture = Picture::parse(&format!("{presentation}{modifier}"))?;
            marker.set_integer(picture, number(least));
        }
        Ok(marker)
    }

    /// Fits an integer's picture to the widths that are asked for.
    fn set_integer(&mut self, mut picture: Picture, least: Option<f64>) {
        if let Some(least) = least.filter(|least| picture.mandatory < *least) {
            picture.mandatory = least;
        }
        if "YMD".contains(self.component) {
            let width = picture.mandatory + picture.optional;
            match self.max_width {
                Some(most) => {
                    self.digits = most;
                    picture.mandatory = most;
                }
                None if width >= 2.0 => self.digits = width,
                None => {}
            }
        }
        self.integer = Some(picture);
    }

    /// The component of a moment as it is to look. `hours` and `minutes` are the offset from UTC.
    fn format(&self, moment: &Moment, hours: f64, minutes: f64) -> Result<String, EvaluationError> {
        match self.component {
            'P' => Ok(self.half_of_day(moment)),
            'C' | 'E' => Ok("ISO".to_owned()),
            'Z' | 'z' => self.offset(hours, minutes),
            'f' if self.integer.is_none() => Err(about_component(Code::D3133, Some('f'))),
            component => match component_of(moment, component) {
                Some(value) => self.number(value),
                // The reference knows no such component, and says so only where nothing else is in it.
                None => Ok("undefined".to_owned()),
            },
        }
    }

    fn half_of_day(&self, moment: &Moment) -> String {
        let half = if moment.hour >= 12.0 { "pm" } else { "am" };
        if self.names == Some(Case::Upper) {
            half.to_uppercase()
        } else {
            half.to_owned()
        }
    }

    fn number(&self, value: f64) -> Result<String, EvaluationError> {
        if let Some(integer) = &self.integer {
            let shortened = self.component == 'Y' && self.digits != -1.0;
            return integer.format(if shortened {
                value % power(10.0, self.digits)
            } else {
                value
            });
        }
        let names: &[&str] = match self.component {
            'M' | 'x' => &MONTHS,
            'F' => &DAYS,
            component => return Err(about_component(Code::D3133, Some(component))),
        };
        let name = names.get((value as usize).wrapping_sub(1));
        let name = name.copied().unwrap_or("undefined");
        let name = match self.names {
            Some(Case::Upper) => name.to_uppercase(),
            Some(Case::Lower) => name.to_lowercase(),
            Some(Case::Title) | None => name.to_owned(),
        };
        let most = self.max_width.filter(|most| !most.is_nan());
        Ok(name
            .chars()
            .take(most.map_or(usize::MAX, |most| most as usize))
            .collect())
    }

    /// `+01:00`, `GMT+1`, `Z`
    fn offset(&self, hours: f64, minutes: f64) -> Result<String, EvaluationError> {
        let offset = hours * 100.0 + minutes;
        if offset == 0.0 && self.zulu {
            // The picture is looked at nevertheless.
            self.offset_digits(hours, minutes)?;
            return Ok("Z".to_owned());
        }
        let digits = self.offset_digits(hours, minutes)?;
        let sign = if offset >= 0.0 { "+" } else { "" };
        let zone = if self.component == 'z' { "GMT" } else { "" };
        Ok(format!("{zone}{sign}{digits}"))
    }

    fn offset_digits(&self, hours: f64, minutes: f64) -> Result<String, EvaluationError> {
        let Some(picture) = &self.integer else {
            return Ok(String::new());
        };
        let offset = hours * 100.0 + minutes;
        match (&picture.grouping, picture.mandatory) {
            (Grouping::Regular(..), _) | (Grouping::Irregular(_), 3.0 | 4.0) => {
                picture.format(offset)
            }
            (Grouping::Irregular(_), 1.0 | 2.0) => {
                let hours = picture.format(hours)?;
                if minutes == 0.0 {
                    return Ok(hours);
                }
                let minutes = super::integer::format(minutes, "00")?;
                Ok(format!("{hours}:{minutes}"))
            }
            (Grouping::Irregular(_), _) => Err(EvaluationError::new(Code::D3134)),
        }
    }
}

/// Whether a presentation asks for a name, and in which case.
fn names(presentation: &str) -> Option<Case> {
    match presentation.as_bytes() {
        [b'n', ..] => Some(Case::Lower),
        [b'N', b'n', ..] => Some(Case::Title),
        [b'N', ..] => Some(Case::Upper),
        _ => None,
    }
}

pub(super) fn about_component(code: Code, component: Option<char>) -> EvaluationError {
    let component = component.map(String::from).unwrap_or_default();
    EvaluationError::new(code).with(|details| details.value = Some(json_text(&component)))
}

/// A component that is a number; `None` for an unknown one.
pub(super) fn component_of(moment: &Moment, component: char) -> Option<f64> {
    Some(match component {
        'Y' => moment.year,
        'M' => moment.month + 1.0,
        'D' => moment.day,
        'd' => (today(moment) - utc_day(moment.year, 0.0, 1.0)) / DAY + 1.0,
        'F' => moment.weekday(),
        'W' => week(moment, Period::year(moment)),
        'w' => week(moment, Period::month(moment)),
        'X' => Period::year(moment).of_week(moment).year,
        'x' => Period::month(moment).of_week(moment).month + 1.0,
        'H' => moment.hour,
        'h' => (moment.hour + 11.0) % 12.0 + 1.0,
        'm' => moment.minute,
        's' => moment.second,
        'f' => moment.millisecond,
        _ => return None,
    })
}

fn today(moment: &Moment) -> f64 {
    utc_day(moment.year, moment.month, moment.day)
}

/// A year or a month whose weeks are counted.
#[derive(Clone, Copy)]
struct Period {
    year: f64,
    month: f64,
    /// Months that it lasts.
    length: f64,
}

impl Period {
    fn year(moment: &Moment) -> Self {
        Self {
            year: moment.year,
            month: 0.0,
            length: 12.0,
        }
    }

    fn month(moment: &Moment) -> Self {
        Self {
            year: moment.year,
            month: moment.month,
            length: 1.0,
        }
    }

    /// The period so many later.
    fn plus(self, count: f64) -> Self {
        let month = self.month + count * self.length;
        Self {
            year: self.year + (month / 12.0).floor(),
            month: month.rem_euclid(12.0),
            length: self.length,
        }
    }

    /// The Monday of its first week, which is the one with its first Thursday.
    fn first_monday(self) -> f64 {
        let first = utc_day(self.year, self.month, 1.0);
        let weekday = Moment::new(first).weekday();
        let monday = if weekday > 4.0 {
            8.0 - weekday
        } else {
            1.0 - weekday
        };
        first + monday * DAY
    }

    /// The period that the week of a moment in this one belongs to.
    fn of_week(self, moment: &Moment) -> Self {
        if moment.millis < self.first_monday() {
            self.plus(-1.0)
        } else if moment.millis >= self.plus(1.0).first_monday() {
            self.plus(1.0)
        } else {
            self
        }
    }
}

/// The number of a moment's week.
fn week(moment: &Moment, period: Period) -> f64 {
    let today = today(moment);
    let since = |period: Period| (today - period.first_monday()) / (7.0 * DAY) + 1.0;
    let last = if period.length == 1.0 { 4.0 } else { 52.0 };
    let week = since(period);
    let week = if week > last && today >= period.plus(1.0).first_monday() {
        1.0
    } else if week < 1.0 {
        since(period.plus(-1.0))
    } else {
        week
    };
    week.floor()
}
