//! `$formatInteger` and `$parseInteger`: the pictures of XPath's `format-integer`.

use super::number::{json_text, leading_integer, to_text};
use super::words;
use crate::query::jsonata::error::{Code, EvaluationError};

/// The zeros of the decimal digits that pictures may be written in.
const ZEROS: [u32; 37] = [
    0x30, 0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6,
    0x0D66, 0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x1090, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80,
    0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0xA620, 0xA8D0, 0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0,
    0xFF10,
];

/// Roman numerals of larger numbers are too long to be meant (the reference overflows its stack here).
const MAX_ROMAN: f64 = 10_000_000.0;

/// Wider pictures are nobody's.
const MAX_WIDTH: usize = 10_000;

/// `$formatInteger`
///
/// # Errors
/// `D3130`, `D3131`: what is wrong with the picture.
pub fn format(number: f64, picture: &str) -> Result<String, EvaluationError> {
    Picture::parse(picture)?.format(number.floor())
}

/// `$parseInteger`; NaN where the text is no number of this picture.
///
/// # Errors
/// `D3130`, `D3131`: what is wrong with the picture.
pub fn parse(text: &str, picture: &str) -> Result<f64, EvaluationError> {
    Picture::parse(picture)?.read(text)
}

/// A picture, read.
#[derive(Clone, Debug)]
pub(super) struct Picture {
    pub form: Form,
    /// In capitals; words that are neither begin with capitals.
    pub case: Case,
    pub ordinal: bool,
    /// Digits that are written even if they are zeros, and those that need not. Only decimals know
    /// how many: NaN for the others.
    pub mandatory: f64,
    pub optional: f64,
    /// The code of the zero.
    zero: u32,
    pub grouping: Grouping,
}

/// How an integer is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    Letters,
    Roman,
    Words,
    Decimal,
    /// A sequence that the reference does not know either.
    Sequence(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Upper,
    Title,
}

/// What stands between digits.
#[derive(Clone, Debug)]
pub(super) enum Grouping {
    /// The same character after every so many digits.
    Regular(usize, char),
    /// Characters at these distances from the end, the nearest first.
    Irregular(Vec<(usize, char)>),
}

impl Picture {
    /// Reads a picture: `#,##0`, `w;o`, `I`, …
    pub fn parse(picture: &str) -> Result<Self, EvaluationError> {
        if picture.len() > MAX_WIDTH {
            return Err(EvaluationError::new(Code::U1003));
        }
        let (primary, modifier) = picture.rsplit_once(';').unwrap_or((picture, ""));
        let (form, case) = match primary {
            "A" => (Form::Letters, Case::Upper),
            "a" => (Form::Letters, Case::Lower),
            "I" => (Form::Roman, Case::Upper),
            "i" => (Form::Roman, Case::Lower),
            "W" => (Form::Words, Case::Upper),
            "Ww" => (Form::Words, Case::Title),
            "w" => (Form::Words, Case::Lower),
            _ => (Form::Decimal, Case::Lower),
        };
        let mut read = Self {
            form,
            case,
            ordinal: modifier.starts_with('o'),
            mandatory: f64::NAN,
            optional: f64::NAN,
            zero: ZEROS[0],
            grouping: Grouping::Irregular(Vec::new()),
        };
        if read.form == Form::Decimal {
            read.decimal(primary)?;
        }
        Ok(read)
    }

    /// A picture of digits, read from its end.
    fn decimal(&mut self, primary: &str) -> Result<(), EvaluationError> {
        let (mut mandatory, mut optional) = (0, 0);
        let mut zero = None;
        let mut separators = Vec::new();
        for c in primary.chars().rev() {
            let code = c as u32;
            match ZEROS
                .iter()
                .find(|zero| (**zero..**zero + 10).contains(&code))
            {
                Some(family) if *zero.get_or_insert(*family) != *family => {
                    return Err(EvaluationError::new(Code::D3131));
                }
                Some(_) => mandatory += 1,
                None if c == '#' => optional += 1,
                None => separators.push((mandatory + optional, c)),
            }
        }
        let Some(zero) = zero else {
            self.form = Form::Sequence(primary.to_owned());
            return Ok(());
        };
        self.zero = zero;
        self.mandatory = f64::from(mandatory as u32);
        self.optional = f64::from(optional as u32);
        self.grouping = match regular(&separators) {
            Some((every, character)) => Grouping::Regular(every, character),
            None => Grouping::Irregular(separators),
        };
        Ok(())
    }

    /// Writes an integer.
    pub fn format(&self, number: f64) -> Result<String, EvaluationError> {
        let magnitude = number.abs();
        let text = match &self.form {
            Form::Letters if self.case == Case::Upper => words::to_letters(magnitude, b'A'),
            Form::Letters => words::to_letters(magnitude, b'a'),
            Form::Roman if magnitude >= MAX_ROMAN => {
                return Err(EvaluationError::new(Code::U1003));
            }
            Form::Roman => self.cased(words::to_roman(magnitude as u32)),
            Form::Words => self.cased(words::to_words(magnitude, self.ordinal)),
            Form::Decimal => self.decimal_digits(magnitude)?,
            Form::Sequence(token) => return Err(unknown_sequence(token)),
        };
        Ok(if number < 0.0 {
            format!("-{text}")
        } else {
            text
        })
    }

    fn cased(&self, text: String) -> String {
        match self.case {
            Case::Upper => text.to_uppercase(),
            Case::Lower => text.to_lowercase(),
            Case::Title => text,
        }
    }

    fn decimal_digits(&self, magnitude: f64) -> Result<String, EvaluationError> {
        if self.mandatory > MAX_WIDTH as f64 {
            return Err(EvaluationError::new(Code::U1003));
        }
        let text = to_text(magnitude);
        let padding = (self.mandatory as usize).saturating_sub(text.len());
        let digits = "0".repeat(padding) + &text;
        let digits: String = digits
            .chars()
            .filter_map(|digit| char::from_u32(digit as u32 + self.zero - ZEROS[0]))
            .collect();
        let mut out = self.grouped(&digits);
        if self.ordinal {
            out.push_str(ordinal_suffix(&out));
        }
        Ok(out)
    }

    /// With the separators. One that would stand before the first digit takes the place of digits in
    /// the reference, whose `substr` counts a negative place from the end.
    fn grouped(&self, digits: &str) -> String {
        let separators: Vec<(usize, char)> = match &self.grouping {
            Grouping::Regular(every, c) => {
                let count = digits.chars().count().saturating_sub(1) / every;
                (1..=count).map(|index| (index * every, *c)).collect()
            }
            Grouping::Irregular(separators) => separators.clone(),
        };
        let mut units: Vec<u16> = digits.encode_utf16().collect();
        for (distance, separator) in separators.into_iter().rev() {
            let at = match units.len().checked_sub(distance) {
                Some(at) => at,
                None => {
                    units.drain(..(2 * units.len()).saturating_sub(distance));
                    0
                }
            };
            units.splice(at..at, separator.encode_utf16(&mut [0; 2]).iter().copied());
        }
        String::from_utf16_lossy(&units)
    }

    /// Reads an integer; NaN where there is none.
    pub fn read(&self, text: &str) -> Result<f64, EvaluationError> {
        let upper = self.case == Case::Upper;
        Ok(match &self.form {
            Form::Letters => words::from_letters(text, if upper { b'A' } else { b'a' }),
            Form::Roman if upper => words::from_roman(text),
            Form::Roman => words::from_roman(&text.to_uppercase()),
            Form::Words => words::from_words(&text.to_lowercase()),
            Form::Decimal => return self.read_decimal(text),
            Form::Sequence(token) => return Err(unknown_sequence(token)),
        })
    }

    fn read_decimal(&self, text: &str) -> Result<f64, EvaluationError> {
        let mut units: Vec<u16> = text.encode_utf16().collect();
        if self.ordinal {
            units.truncate(units.len().saturating_sub(2));
        }
        let mut digits = String::from_utf16_lossy(&units);
        match &self.grouping {
            Grouping::Regular(..) => digits.retain(|c| c != ','),
            Grouping::Irregular(separators) => {
                digits.retain(|c| separators.iter().all(|(_, separator)| *separator != c));
            }
        }
        let shifted = |c: char| {
            let code = (c as u32 + ZEROS[0]).checked_sub(self.zero)?;
            char::from_u32(code)
        };
        let digits: Option<String> = digits.chars().map(shifted).collect();
        let digits = digits.ok_or_else(|| {
            EvaluationError::new(Code::D3137)
                .with(|details| details.message = Some("Invalid code point".into()))
        })?;
        Ok(leading_integer(&digits))
    }
}

fn unknown_sequence(token: &str) -> EvaluationError {
    EvaluationError::new(Code::D3130).with(|details| details.value = Some(json_text(token)))
}

fn ordinal_suffix(digits: &str) -> &'static str {
    let mut backwards = digits.chars().rev();
    match (backwards.next(), backwards.next()) {
        (Some('1' | '2' | '3'), Some('1')) => "th",
        (Some('1'), _) => "st",
        (Some('2'), _) => "nd",
        (Some('3'), _) => "rd",
        _ => "th",
    }
}

/// The interval, if the separators are alike and stand at each multiple of it.
fn regular(separators: &[(usize, char)]) -> Option<(usize, char)> {
    let (_, character) = *separators.first()?;
    let positions: Vec<usize> = separators.iter().map(|(position, _)| *position).collect();
    let alike = separators.iter().all(|(_, c)| *c == character);
    every(&positions)
        .filter(|_| alike)
        .map(|every| (every, character))
}

/// The number whose first multiples these are, in any order.
pub(super) fn every(positions: &[usize]) -> Option<usize> {
    let divisor = positions.iter().copied().reduce(greatest_divisor)?;
    let regular = (1..=positions.len()).all(|n| positions.contains(&(n * divisor)));
    Some(divisor).filter(|divisor| regular && *divisor > 0)
}

fn greatest_divisor(mut a: usize, mut b: usize) -> usize {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
