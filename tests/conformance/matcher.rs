//! Compares what was recorded with what happened: the rules of the corpus' own matcher
//! (`matching/match.py`), placeholders and all.

use regress::Regex;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

const ISO8601: &str = r"(?:(?:[1-9]\d{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)|(?:[1-9]\d(?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)-02-29)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-][01]\d:?(?:[0-5]\d)?))";

/// Tokens that always stand for something random, whatever a case says of them.
const RANDOM: [&str; 2] = ["RandomNumberGenerated", "generated-uuid"];

/// The id of a Map Run, which is random too.
const MAP_RUN: &str = "<MapRunArnPart1_";

/// What a token of the recording stands for.
#[derive(Clone, Debug, PartialEq)]
enum Placeholder {
    /// Exactly this text.
    Literal(String),
    /// Any text; the same text everywhere, if `bind`.
    Text { bind: bool },
    /// A whole value of any kind.
    Value,
    /// An ISO 8601 timestamp.
    Iso8601,
}

/// The texts that `<…>` tokens have been found to stand for so far.
pub type Bindings = HashMap<String, String>;

pub struct Matcher {
    placeholders: BTreeMap<String, Placeholder>,
    /// Finds tokens in a text, longest first.
    tokens: Option<Regex>,
    pub bindings: Bindings,
}

impl Matcher {
    /// A matcher for the `placeholders` of a case.
    pub fn new(placeholders: &Value) -> Self {
        let empty = Map::new();
        let placeholders = placeholders
            .as_object()
            .unwrap_or(&empty)
            .iter()
            .map(|(token, meaning)| (token.clone(), read(token, meaning)))
            .collect();
        Self {
            tokens: token_regex(&placeholders),
            placeholders,
            bindings: Bindings::new(),
        }
    }

    /// The differences; none when `actual` is what was recorded.
    pub fn compare(&mut self, expected: &Value, actual: &Value) -> Vec<String> {
        let mut differences = Vec::new();
        self.value(expected, actual, "$", &mut differences);
        differences
    }

    /// A recorded text with its literal placeholders filled in.
    pub fn fill(&self, text: &str) -> String {
        let Some(tokens) = &self.tokens else {
            return text.to_owned();
        };
        let mut out = String::new();
        let mut at = 0;
        for found in tokens.find_iter(text) {
            out.push_str(&text[at..found.start()]);
            let token = &text[found.range()];
            match &self.placeholders[token] {
                Placeholder::Literal(value) => out.push_str(value),
                Placeholder::Text { .. } | Placeholder::Value | Placeholder::Iso8601 => {
                    out.push_str(token);
                }
            }
            at = found.end();
        }
        out.push_str(&text[at..]);
        out
    }

    fn value(&mut self, expected: &Value, actual: &Value, path: &str, out: &mut Vec<String>) {
        if self.is_wildcard(expected, actual) {
            return;
        }
        match expected {
            Value::Object(members) => self.object(members, actual, path, out),
            Value::Array(items) => self.array(items, actual, path, out),
            Value::String(text) => self.string(text, actual, path, out),
            Value::Number(number) => {
                let parsed = parsed_by_recorder(actual);
                let actual = parsed.as_ref().unwrap_or(actual);
                let same = actual.is_number() && close(number.as_f64(), actual.as_f64());
                note(same, expected, actual, path, out);
            }
            Value::Bool(_) | Value::Null => note(expected == actual, expected, actual, path, out),
        }
    }

    fn is_wildcard(&self, expected: &Value, actual: &Value) -> bool {
        let Some(token) = expected.as_str() else {
            return false;
        };
        match self.placeholders.get(token) {
            Some(Placeholder::Value) => true,
            Some(Placeholder::Text { .. }) => !token.starts_with('<') || !actual.is_string(),
            Some(Placeholder::Literal(_) | Placeholder::Iso8601) | None => false,
        }
    }

    /// The recorder parsed every text that began with `{` and was JSON.
    fn object(
        &mut self,
        members: &Map<String, Value>,
        actual: &Value,
        path: &str,
        out: &mut Vec<String>,
    ) {
        let parsed = actual
            .as_str()
            .filter(|text| text.starts_with('{'))
            .and_then(|text| serde_json::from_str(text).ok());
        let actual: &Value = parsed.as_ref().unwrap_or(actual);
        let Some(found) = actual.as_object() else {
            out.push(format!("{path}: expected an object, got {}", short(actual)));
            return;
        };
        let mut known = Vec::new();
        for (key, value) in members {
            let filled = self.fill(key);
            match found.get(&filled).or_else(|| found.get(key)) {
                Some(actual) => self.value(value, actual, &format!("{path}.{key}"), out),
                None => out.push(format!("{path}.{key}: missing, expected {}", short(value))),
            }
            known.extend([filled, key.clone()]);
        }
        for (key, value) in found {
            if !known.contains(key) {
                out.push(format!("{path}.{key}: unexpected {}", short(value)));
            }
        }
    }

    fn array(&mut self, items: &[Value], actual: &Value, path: &str, out: &mut Vec<String>) {
        let parsed = parsed_by_recorder(actual);
        match parsed.as_ref().unwrap_or(actual).as_array() {
            None => out.push(format!("{path}: expected an array, got {}", short(actual))),
            Some(found) if found.len() != items.len() => out.push(format!(
                "{path}: expected {} items, got {}",
                items.len(),
                found.len()
            )),
            Some(found) => {
                for (index, (expected, actual)) in items.iter().zip(found).enumerate() {
                    self.value(expected, actual, &format!("{path}[{index}]"), out);
                }
            }
        }
    }

    fn string(&mut self, expected: &str, actual: &Value, path: &str, out: &mut Vec<String>) {
        let wanted = Value::from(expected);
        let Some(text) = actual.as_str() else {
            return note(false, &wanted, actual, path, out);
        };
        if expected == text || self.matches(expected, text) {
            return;
        }
        let parse = |text: &str| {
            serde_json::from_str::<Value>(text)
                .ok()
                .filter(|value| value.is_object() || value.is_array())
        };
        match (parse(expected), parse(text)) {
            (Some(expected), Some(actual)) => {
                self.value(&expected, &actual, &format!("{path}(json)"), out);
            }
            _ => note(false, &wanted, actual, path, out),
        }
    }

    fn matches(&mut self, expected: &str, actual: &str) -> bool {
        let Some((pattern, groups)) = self.pattern(expected) else {
            return false;
        };
        let regex = Regex::new(&pattern).expect("a pattern made of escaped text");
        let Some(found) = regex.find(actual) else {
            return false;
        };
        for (group, token) in groups.iter().enumerate() {
            let binds = matches!(self.placeholders[token], Placeholder::Text { bind: true });
            if let Some(range) = found.named_group(&format!("g{group}")).filter(|_| binds) {
                self.bindings
                    .entry(token.clone())
                    .or_insert_with(|| actual[range].to_owned());
            }
        }
        true
    }

    /// A recorded text with tokens as a pattern, and the tokens that its groups stand for.
    fn pattern(&self, expected: &str) -> Option<(String, Vec<String>)> {
        let tokens = self.tokens.as_ref()?;
        let (mut pattern, mut groups, mut at) = ("^(?:".to_owned(), Vec::new(), 0);
        for found in tokens.find_iter(expected) {
            pattern.push_str(&escape(&expected[at..found.start()]));
            self.token(&expected[found.range()], &mut pattern, &mut groups);
            at = found.end();
        }
        pattern.push_str(&escape(&expected[at..]));
        pattern.push_str(")$");
        (at > 0).then_some((pattern, groups))
    }

    fn token(&self, token: &str, pattern: &mut String, groups: &mut Vec<String>) {
        let itself = escape(token);
        let _ = match &self.placeholders[token] {
            Placeholder::Literal(value) => write!(pattern, "(?:{}|{itself})", escape(value)),
            Placeholder::Iso8601 => write!(pattern, "(?:{ISO8601}|{itself})"),
            Placeholder::Text { .. } | Placeholder::Value => {
                let seen = groups.iter().position(|group| group == token);
                match (self.bindings.get(token), seen) {
                    // An answer of the tape holds the recorder's own words.
                    (Some(text), _) => write!(pattern, "(?:{}|{itself})", escape(text)),
                    (None, Some(group)) => write!(pattern, r"\k<g{group}>"),
                    (None, None) if token.starts_with('<') => {
                        groups.push(token.to_owned());
                        write!(pattern, r"(?<g{}>[\s\S]+?)", groups.len() - 1)
                    }
                    (None, None) => write!(pattern, r"[\s\S]*?"),
                }
            }
        };
    }
}

fn read(token: &str, meaning: &Value) -> Placeholder {
    if RANDOM.contains(&token) {
        return Placeholder::Text { bind: false };
    }
    if token.starts_with(MAP_RUN) {
        return Placeholder::Text { bind: true };
    }
    match (meaning["kind"].as_str(), meaning["scope"].as_str()) {
        (Some("literal"), _) => {
            Placeholder::Literal(meaning["value"].as_str().unwrap_or("").into())
        }
        (Some("iso8601"), _) => Placeholder::Iso8601,
        (_, Some("value")) => Placeholder::Value,
        _ => Placeholder::Text {
            bind: meaning["bind"].as_bool().unwrap_or(true),
        },
    }
}

fn token_regex(placeholders: &BTreeMap<String, Placeholder>) -> Option<Regex> {
    let mut tokens = placeholders
        .iter()
        .filter(|(_, meaning)| **meaning != Placeholder::Value)
        .collect::<Vec<_>>();
    tokens.sort_by_key(|(token, _)| std::cmp::Reverse(token.chars().count()));
    let patterns = tokens
        .iter()
        .map(|(token, meaning)| match meaning {
            Placeholder::Iso8601 => format!(r"(?<![\w-]){}(?![\w-])", escape(token)),
            Placeholder::Literal(_) | Placeholder::Text { .. } | Placeholder::Value => {
                escape(token)
            }
        })
        .collect::<Vec<_>>();
    let pattern = patterns.join("|");
    (!pattern.is_empty()).then(|| Regex::new(&pattern).expect("escaped tokens"))
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if r".*+?^${}()|[]\/-".contains(c) {
            let _ = write!(out, r"\x{:02x}", c as u32);
        } else {
            out.push(c);
        }
    }
    out
}

fn close(expected: Option<f64>, actual: Option<f64>) -> bool {
    let (Some(expected), Some(actual)) = (expected, actual) else {
        return false;
    };
    expected == actual || (expected - actual).abs() <= 1e-12 * expected.abs().max(actual.abs())
}

/// Recordings of November 2024 hold the parse of arrays and numbers too.
fn parsed_by_recorder(actual: &Value) -> Option<Value> {
    serde_json::from_str(actual.as_str()?).ok()
}

fn note(same: bool, expected: &Value, actual: &Value, path: &str, out: &mut Vec<String>) {
    if !same {
        out.push(format!(
            "{path}: expected {}, got {}",
            short(expected),
            short(actual)
        ));
    }
}

/// A value, cut to what fits into a message.
pub fn short(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(160) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
