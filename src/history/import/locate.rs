//! Where a value stands in the text. The way to it is kept, and its characters are looked up by reading
//! once more only when there is something to say about it: a history of 50 MB needs no tree of spans.

use crate::diagnostic::Span;
use crate::value::{Value, parse_first};

/// The way to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where its document begins.
    document: usize,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Member(&'static str),
    Item(usize),
}

impl Place {
    /// A whole document.
    pub fn document(at: usize) -> Self {
        Self {
            document: at,
            steps: Vec::new(),
        }
    }

    /// A member of it.
    pub fn member(&self, name: &'static str) -> Self {
        self.with(Step::Member(name))
    }

    /// An item of it, from 0.
    pub fn item(&self, at: usize) -> Self {
        self.with(Step::Item(at))
    }

    /// How many steps lead to it.
    pub fn depth(&self) -> usize {
        self.steps.len()
    }

    fn with(&self, step: Step) -> Self {
        let steps = self.steps.iter().cloned().chain([step]);
        Self {
            document: self.document,
            steps: steps.collect(),
        }
    }

    /// Its characters; those of what is around it, if the way is not there.
    pub fn span(&self, text: &str) -> Span {
        let mut walk = Walk {
            text,
            at: self.document,
        };
        for step in &self.steps {
            let back = walk.at;
            if walk.step(step).is_none() {
                walk.at = back;
                break;
            }
        }
        walk.blank();
        let start = walk.at;
        walk.skip();
        start..walk.at
    }
}

struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    fn blank(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        self.blank();
        let found = self.text.as_bytes().get(self.at) == Some(&byte);
        self.at += usize::from(found);
        found.then_some(())
    }

    fn skip(&mut self) -> Option<Value> {
        let (value, length) = parse_first(self.text.get(self.at..)?).ok()?;
        self.at += length;
        Some(value)
    }

    fn step(&mut self, step: &Step) -> Option<()> {
        match step {
            Step::Item(wanted) => {
                self.eat(b'[')?;
                for _ in 0..*wanted {
                    self.skip()?;
                    self.eat(b',')?;
                }
                Some(())
            }
            Step::Member(wanted) => {
                self.eat(b'{')?;
                loop {
                    let key = self.skip()?;
                    self.eat(b':')?;
                    if key.as_str() == Some(wanted) {
                        return Some(());
                    }
                    self.skip()?;
                    self.eat(b',')?;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[test]
    fn a_value_is_found_by_its_way() {
        let text = r#" {"nextToken": "x", "events": [ {"id": 1}, {"id": "two"} ]}"#;
        let second = Place::document(1).member("events").item(1);
        assert_eq!(&text[second.member("id").span(text)], "\"two\"");
        assert_eq!(&text[second.member("type").span(text)], r#"{"id": "two"}"#);
    }
}
