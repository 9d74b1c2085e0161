//! What a run has recorded at a state, for completing paths into it.

use crate::inspection::Stage;
use crate::machine::vocabulary::Sees;
use crate::value::Value;

/// What the last visit of a state has recorded; what is not known is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recorded {
    /// Stages of its data.
    pub stages: Vec<(Stage, Value)>,
    /// Variables that it could read.
    pub variables: Vec<(String, Value)>,
    /// The context object.
    pub context: Option<Value>,
}

/// So many items of an array are looked at for the fields of its items.
const MOST_ITEMS: usize = 20;

/// A member, an item or all items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// `.name`
    Name(String),
    /// `[…]`, whatever stands in it.
    Item,
}

impl Recorded {
    fn stage(&self, stages: &[Stage]) -> Option<&Value> {
        let found = |stage: &Stage| self.stages.iter().rfind(|(own, _)| own == stage);
        stages.iter().find_map(found).map(|(_, value)| value)
    }

    /// What `$` is in a field of a JSONPath state.
    pub fn seen_by(&self, field: &str) -> Option<&Value> {
        let input = [Stage::AfterInputPath, Stage::Input];
        match field {
            "InputPath" | "" => self.stage(&[Stage::Input]),
            "ResultSelector" => self.stage(&[Stage::Result]),
            "OutputPath" => self.stage(&[Stage::AfterResultPath, Stage::Output]),
            "Assign" => self.stage(&[Stage::AfterResultSelector, Stage::Result, Stage::Input]),
            _ => self.stage(&input),
        }
    }

    /// A member of `$states` where an expression stands.
    pub fn states(&self, member: &str, sees: Sees) -> Option<&Value> {
        match member {
            "input" => self.stage(&[Stage::Input]),
            "context" => self.context.as_ref(),
            "result" if sees == Sees::Result => self.stage(&[Stage::Result]),
            "errorOutput" if sees == Sees::Error => self.stage(&[Stage::ErrorOutput]),
            _ => None,
        }
    }

    /// A variable.
    pub fn variable(&self, name: &str) -> Option<&Value> {
        let found = self.variables.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value)
    }
}

/// What lies at the end of a way into a value. Names go through arrays, as in JSONata.
pub fn follow<'v>(value: &'v Value, way: &[Part]) -> Option<&'v Value> {
    way.iter().try_fold(value, |value, part| match part {
        Part::Name(name) => objects(value).find_map(|object| object.get(name)),
        Part::Item => value.as_array()?.first(),
    })
}

/// The names that can stand behind a value and a dot, each with a word on what it is.
pub fn names(value: &Value) -> Vec<(String, &'static str)> {
    let mut found: Vec<(String, &'static str)> = Vec::new();
    for object in objects(value) {
        for (name, value) in object
            .as_object()
            .into_iter()
            .flat_map(|object| object.iter())
        {
            if is_plain(name) && !found.iter().any(|(own, _)| **own == **name) {
                found.push((name.to_string(), value.kind()));
            }
        }
    }
    found
}

/// An object itself, or the first objects of an array.
fn objects(value: &Value) -> impl Iterator<Item = &Value> {
    let items = value.as_array().unwrap_or(std::slice::from_ref(value));
    let items = items.iter().take(MOST_ITEMS);
    items.filter(|item| item.as_object().is_some())
}

/// Whether a name can stand behind a dot.
fn is_plain(name: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    !name.is_empty() && name.chars().all(word)
}
