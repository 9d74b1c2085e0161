//! Integers in English words, Roman numerals and letters.

use super::power::power;

const SMALL: [&str; 20] = [
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen",
];
const SMALL_ORDINALS: [&str; 20] = [
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
];
/// From twenty on. A hundred is among them for reading only.
const TENS: [&str; 9] = [
    "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety", "Hundred",
];
/// The powers of a thousand.
const MAGNITUDES: [(&str, f64); 4] = [
    ("Thousand", 1e3),
    ("Million", 1e6),
    ("Billion", 1e9),
    ("Trillion", 1e12),
];

/// A number that is not negative, `One Hundred and Five`; as an ordinal `One Hundred and Fifth`.
pub fn to_words(number: f64, ordinal: bool) -> String {
    let mut out = String::new();
    if number.is_finite() {
        write_words(number, false, ordinal, &mut out);
    }
    out
}

/// `behind`: another part of the number stands before.
fn write_words(number: f64, behind: bool, ordinal: bool, out: &mut String) {
    if number >= 100.0 {
        return write_large(number, behind, ordinal, out);
    }
    if behind {
        out.push_str(" and ");
    }
    let number = number as usize;
    let names = if ordinal { &SMALL_ORDINALS } else { &SMALL };
    if let Some(name) = names.get(number) {
        return out.push_str(name);
    }
    let tens = TENS[number / 10 - 2];
    match number % 10 {
        0 if ordinal => out.push_str(&tens_ordinal(tens)),
        0 => out.push_str(tens),
        ones => {
            out.push_str(tens);
            out.push('-');
            out.push_str(names[ones]);
        }
    }
}

/// `Twenty` → `Twentieth`
fn tens_ordinal(name: &str) -> String {
    format!("{}ieth", &name[..name.len() - 1])
}

fn write_large(number: f64, behind: bool, ordinal: bool, out: &mut String) {
    if behind {
        out.push_str(", ");
    }
    let fits = |(_, factor): &&(&'static str, f64)| *factor <= number;
    let (name, factor) = match MAGNITUDES.iter().rev().find(fits) {
        Some(&magnitude) => magnitude,
        None => ("Hundred", 100.0),
    };
    let count = (number / factor).floor();
    let rest = number - count * factor;
    write_words(count, false, false, out);
    out.push(' ');
    out.push_str(name);
    if rest > 0.0 {
        write_words(rest, true, ordinal, out);
    } else if ordinal {
        out.push_str("th");
    }
}

/// Every word that [`from_words`] knows, in lower case, and what it means; in the order in which the
/// reference tries them when it looks for a number in a text.
pub fn vocabulary() -> Vec<(String, f64)> {
    let numbered = |names: [&'static str; 20]| {
        let lower = |(value, name): (usize, &str)| (name.to_lowercase(), value as f64);
        names.into_iter().enumerate().map(lower).collect::<Vec<_>>()
    };
    let mut words = numbered(SMALL);
    words.extend(numbered(SMALL_ORDINALS));
    for (index, name) in TENS.iter().enumerate() {
        let (name, value) = (name.to_lowercase(), (index as f64 + 2.0) * 10.0);
        words.push((name.clone(), value));
        words.push((tens_ordinal(&name), value));
    }
    words.push(("hundredth".to_owned(), 100.0));
    for (name, value) in MAGNITUDES {
        let name = name.to_lowercase();
        words.push((name.clone(), value));
        words.push((format!("{name}th"), value));
    }
    words
}

/// The number that words in lower case mean; NaN where one of them is not known.
pub fn from_words(text: &str) -> f64 {
    let vocabulary = vocabulary();
    let mut parts = vec![0.0];
    for word in split_words(text) {
        let known = vocabulary.iter().find(|(name, _)| name == word);
        let value = known.map_or(f64::NAN, |(_, value)| *value);
        let mut last = parts.pop().unwrap_or(0.0);
        if value < 100.0 {
            if last >= 1000.0 {
                parts.push(last);
                last = 0.0;
            }
            parts.push(last + value);
        } else {
            parts.push(last * value);
        }
    }
    parts.iter().sum()
}

/// Cut at a comma with a blank, at ` and `, at blanks, backslashes and hyphens.
fn split_words(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(c) = text[at..].chars().next() {
        let end = at + c.len_utf8();
        match separator(c, &text[end..]) {
            Some(more) => {
                words.push(&text[start..at]);
                start = end + more;
                at = start;
            }
            None => at = end,
        }
    }
    words.push(&text[start..]);
    words
}

/// Whether `c` begins a separator, and how many bytes of what follows belong to it.
fn separator(c: char, after: &str) -> Option<usize> {
    let blank = |text: &str| text.chars().next().filter(|c| c.is_whitespace());
    if c == ',' {
        return blank(after).map(char::len_utf8);
    }
    let and = after.strip_prefix("and").and_then(blank);
    match and {
        Some(blank) if c.is_whitespace() => Some(3 + blank.len_utf8()),
        _ => (c.is_whitespace() || c == '\\' || c == '-').then_some(0),
    }
}

const NUMERALS: [(u32, &str); 13] = [
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
];

/// Roman numerals in lower case; nothing for zero.
pub fn to_roman(mut number: u32) -> String {
    let mut out = String::new();
    for (value, numeral) in NUMERALS {
        while number >= value {
            out.push_str(numeral);
            number -= value;
        }
    }
    out
}

/// Roman numerals in capitals; any order is read, and what is no numeral gives NaN.
pub fn from_roman(text: &str) -> f64 {
    let (mut sum, mut largest) = (0.0, 1.0);
    for numeral in text.chars().rev() {
        let value = match numeral {
            'M' => 1000.0,
            'D' => 500.0,
            'C' => 100.0,
            'L' => 50.0,
            'X' => 10.0,
            'V' => 5.0,
            'I' => 1.0,
            _ => return f64::NAN,
        };
        if value < largest {
            sum -= value;
        } else {
            largest = value;
            sum += value;
        }
    }
    sum
}

/// The letters of a spreadsheet's columns: `a` to `z`, `aa`, …; nothing for zero.
pub fn to_letters(mut number: f64, first: u8) -> String {
    let mut letters = Vec::new();
    while number > 0.0 && number.is_finite() {
        letters.push(char::from(first + ((number - 1.0) % 26.0) as u8));
        number = ((number - 1.0) / 26.0).floor();
    }
    letters.iter().rev().collect()
}

/// The number of a spreadsheet's column.
pub fn from_letters(text: &str, first: u8) -> f64 {
    let units: Vec<u16> = text.encode_utf16().collect();
    let digits = units.iter().rev().enumerate();
    digits.fold(0.0, |sum, (place, unit)| {
        sum + (f64::from(*unit) - f64::from(first) + 1.0) * power(26.0, place as f64)
    })
}
