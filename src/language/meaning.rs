//! What stands at a place: the key of its meaning, and what the schema says of it.

use super::place::Level;
use super::scope::Scope;
use super::shape::Shape;
use super::signature;
use super::takes::{Takes, takes};
use crate::definition::Definition;
use crate::diagnostic::Span;
use crate::machine::vocabulary::{Language, STATES_ERRORS, TYPES, state_field};
use crate::query::jsonata::Expression;
use crate::query::{Function, enclosed};
use crate::text::{Json, Node};

/// What is known of a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Meaning {
    /// Its characters.
    pub span: Span,
    /// The key of its sentences: `field.Next`.
    pub key: String,
    /// What it is called, functions with their parameters.
    pub title: String,
    /// The words it can be.
    pub values: Vec<String>,
    /// What holds when it is not written.
    pub default: String,
    /// The query language it belongs to; empty for both.
    pub language: String,
    /// The types of states that have it; empty for all, and outside of states.
    pub types: Vec<String>,
}

/// The context object, as far as it is always the same.
const CONTEXT: [&str; 23] = [
    "Execution",
    "Execution.Id",
    "Execution.Input",
    "Execution.Name",
    "Execution.RoleArn",
    "Execution.StartTime",
    "Execution.RedriveCount",
    "Execution.RedriveTime",
    "State",
    "State.Name",
    "State.EnteredTime",
    "State.RetryCount",
    "StateMachine",
    "StateMachine.Id",
    "StateMachine.Name",
    "Task",
    "Task.Token",
    "Map",
    "Map.Item",
    "Map.Item.Index",
    "Map.Item.Value",
    "Map.Item.Key",
    "Map.Item.Source",
];

/// Paths of the context object worth suggesting.
pub fn context_paths() -> impl Iterator<Item = &'static str> {
    CONTEXT
        .into_iter()
        .filter(|path| path.contains('.') && *path != "Map.Item")
}

/// The names directly below a part of the context object.
pub fn context_members(path: &str) -> impl Iterator<Item = &'static str> {
    let prefix = if path.is_empty() {
        String::new()
    } else {
        format!("{path}.")
    };
    CONTEXT.into_iter().filter_map(move |whole| {
        let rest = whole.strip_prefix(&*prefix)?;
        (!rest.is_empty() && !rest.contains('.')).then_some(rest)
    })
}

/// The key of a field's meaning: most mean the same wherever they stand.
pub fn field_key(shape: Shape, name: &str) -> String {
    let owner = match (shape, name) {
        (Shape::Machine, "TimeoutSeconds") => "Machine.",
        (Shape::Reader, "Resource") => "ItemReader.",
        (Shape::Writer, "Resource") => "ResultWriter.",
        (Shape::WriterConfig, "Transformation") => "WriterConfig.",
        (Shape::Catcher, "Output" | "ResultPath") => "Catch.",
        (Shape::Rule | Shape::NestedRule, "Output") => "Choices.",
        _ => "",
    };
    format!("field.{owner}{name}")
}

/// The shapes that have fields.
const SHAPES: [Shape; 15] = [
    Shape::Machine,
    Shape::Branch,
    Shape::Processor,
    Shape::State,
    Shape::Rule,
    Shape::NestedRule,
    Shape::Retrier,
    Shape::Catcher,
    Shape::ProcessorConfig,
    Shape::Reader,
    Shape::ReaderConfig,
    Shape::Batcher,
    Shape::Writer,
    Shape::WriterConfig,
    Shape::Credentials,
];

/// Every key that a meaning can have, sorted.
pub fn keys() -> Vec<String> {
    let languages = [Language::Path, Language::Jsonata];
    let mut keys = Vec::new();
    for (shape, language) in SHAPES
        .into_iter()
        .flat_map(|shape| languages.map(|own| (shape, own)))
    {
        let fields = shape.fields(None, language).into_iter();
        keys.extend(fields.map(|field| field_key(shape, field)));
    }
    keys.extend(TYPES.map(|name| format!("type.{name}")));
    keys.extend(STATES_ERRORS.map(|name| format!("error.{name}")));
    keys.extend(Function::ALL.map(|function| format!("intrinsic.{}", function.name())));
    keys.extend(Expression::functions().map(|name| format!("function.{name}")));
    keys.extend(CONTEXT.map(|path| format!("context.{path}")));
    keys.push("states".to_owned());
    keys.push("draft.workflow".to_owned());
    keys.extend(["input", "context", "result", "errorOutput"].map(|name| format!("states.{name}")));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What stands at an offset of a definition, if it has a meaning of its own.
pub fn meaning(definition: &Definition, offset: usize) -> Option<Meaning> {
    let root = definition.root.as_ref()?;
    let outline = definition.outline();
    let found = Found::at(root, offset)?;
    let scope = Scope::of(root, &outline, &found.levels)?;
    if found.on_key {
        return field(&scope, &found);
    }
    value(&definition.text, &scope, &found, offset)
}

/// What the tree has at an offset.
struct Found<'d> {
    levels: Vec<Level>,
    /// The characters: a key's, or those of a value that is neither object nor array.
    span: Span,
    /// The innermost key.
    key: String,
    on_key: bool,
    node: &'d Node,
}

impl<'d> Found<'d> {
    fn at(root: &'d Node, offset: usize) -> Option<Self> {
        let mut found = Self {
            levels: Vec::new(),
            span: 0..0,
            key: String::new(),
            on_key: false,
            node: root,
        };
        loop {
            let node = found.node;
            let (step, index, inner) = match &node.json {
                Json::Object(members) => {
                    let member = members
                        .iter()
                        .find(|member| holds(&member.span(), offset))?;
                    found.key = member.key.text.to_string();
                    if holds(&member.key.span, offset) {
                        found.on_key = true;
                        found.span = member.key.span.clone();
                    }
                    (found.key.clone(), 0, &member.value)
                }
                Json::Array(items) => {
                    let index = items.iter().position(|item| holds(&item.span, offset))?;
                    (String::new(), index, &items[index])
                }
                Json::Null
                | Json::Bool(_)
                | Json::Number(_)
                | Json::String(_)
                | Json::Unreadable => {
                    found.span = node.span.clone();
                    return Some(found);
                }
            };
            found.levels.push(Level {
                start: node.span.start,
                object: matches!(node.json, Json::Object(_)),
                key: step,
                index,
                unseparated: None,
            });
            found.node = inner;
            if found.on_key {
                return Some(found);
            }
        }
    }
}

fn holds(span: &Span, offset: usize) -> bool {
    span.start <= offset && offset <= span.end
}

/// A key: a field of what it stands in.
fn field(scope: &Scope<'_>, found: &Found<'_>) -> Option<Meaning> {
    let (shape, name) = (scope.shape, &*found.key);
    let both = [scope.language, scope.language.other()];
    let fields = both.map(|language| shape.fields(None, language));
    if !fields.iter().any(|fields| fields.contains(&name)) {
        return None;
    }
    let known = state_field(name).filter(|_| shape == Shape::State);
    let language = known.and_then(|field| field.language);
    let types = TYPES.into_iter();
    let types = types.filter(|own| known.is_some_and(|field| field.belongs_to(own)));
    let types: Vec<String> = types.map(str::to_owned).collect();
    Some(Meaning {
        span: found.span.clone(),
        key: field_key(shape, name),
        title: name.to_owned(),
        values: values(shape, name),
        default: default(shape, name).to_owned(),
        language: language.map_or("", Language::name).to_owned(),
        types: if types.len() == TYPES.len() {
            Vec::new()
        } else {
            types
        },
    })
}

fn values(shape: Shape, name: &str) -> Vec<String> {
    match takes(shape, name) {
        Takes::Words(words) => words.iter().map(|word| (*word).to_owned()).collect(),
        Takes::Boolean => vec!["true".to_owned(), "false".to_owned()],
        Takes::True => vec!["true".to_owned()],
        _ => Vec::new(),
    }
}

/// What holds when a field is absent.
fn default(shape: Shape, name: &str) -> &'static str {
    match (shape, name) {
        (Shape::Machine | Shape::State, "QueryLanguage") => "JSONPath",
        (Shape::Machine, "Version") => "1.0",
        (Shape::State, "TimeoutSeconds") => "99999999",
        (Shape::State, "InputPath" | "OutputPath" | "ResultPath" | "ItemsPath")
        | (Shape::Catcher, "ResultPath") => "$",
        (
            Shape::State,
            "MaxConcurrency" | "ToleratedFailureCount" | "ToleratedFailurePercentage",
        ) => "0",
        (Shape::Retrier, "IntervalSeconds") => "1",
        (Shape::Retrier, "MaxAttempts") => "3",
        (Shape::Retrier, "BackoffRate") => "2.0",
        (Shape::Retrier, "JitterStrategy") => "NONE",
        (Shape::ProcessorConfig, "Mode") => "INLINE",
        (Shape::ReaderConfig, "CSVDelimiter") => "COMMA",
        (Shape::ReaderConfig, "Transformation") => "NONE",
        _ => "",
    }
}

/// A value: a type, an error, or a word inside of a path or an expression.
fn value(text: &str, scope: &Scope<'_>, found: &Found<'_>, offset: usize) -> Option<Meaning> {
    let written = found.node.as_str()?;
    let direct = scope.shape == Shape::State && found.key == "Type";
    if direct && TYPES.contains(&&**written) {
        return Some(named(
            found.span.clone(),
            format!("type.{written}"),
            written,
        ));
    }
    if scope.shape == Shape::Errors && STATES_ERRORS.contains(&&**written) {
        return Some(named(
            found.span.clone(),
            format!("error.{written}"),
            written,
        ));
    }
    let word = word_at(text, &found.span, offset)?;
    if scope.language == Language::Jsonata {
        let _ = enclosed(written)?;
        return in_jsonata(text, word);
    }
    in_path(text, word)
}

fn named(span: Span, key: String, title: &str) -> Meaning {
    Meaning {
        span,
        key,
        title: title.to_owned(),
        values: Vec::new(),
        default: String::new(),
        language: String::new(),
        types: Vec::new(),
    }
}

/// The word around an offset inside of a string, with the dots and dollars before it.
fn word_at(text: &str, string: &Span, offset: usize) -> Option<Span> {
    let (start, end) = (string.start, string.end);
    let part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '$');
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let before = text.get(start..offset)?;
    let after = text.get(offset..end)?;
    let from = before.trim_end_matches(part).len() + start;
    let to = offset + after.find(|c| !word(c)).unwrap_or(after.len());
    // A caret before a dollar sign is at the word that begins there.
    let to = if to == offset {
        let rest = after.trim_start_matches('$');
        let dollars = after.len() - rest.len();
        offset + dollars + rest.find(|c| !word(c)).unwrap_or(rest.len())
    } else {
        to
    };
    (from < to).then_some(from..to)
}

/// `States.Format`, `$$.Execution.Id`.
fn in_path(text: &str, word: Span) -> Option<Meaning> {
    let mut written = &text[word.clone()];
    if let Some(path) = written.strip_prefix("$$.") {
        let known = CONTEXT.contains(&path);
        return known.then(|| named(word, format!("context.{path}"), written));
    }
    // A caret in the first part of a function's name is at the function.
    let rest = &text[word.end..];
    let mut span = word;
    if written == "States" {
        let name = rest.strip_prefix('.')?;
        let length = name.find(|c: char| !c.is_alphanumeric())?;
        span.end += 1 + length;
        written = &text[span.clone()];
    }
    let parameters = signature::intrinsic(written)?;
    let title = format!("{written}({parameters})");
    Some(named(span, format!("intrinsic.{written}"), &title))
}

/// `$substring`, `$states.input`.
fn in_jsonata(text: &str, word: Span) -> Option<Meaning> {
    let written = &text[word.clone()];
    if let Some(path) = written.strip_prefix("$states") {
        let key = match path.strip_prefix('.') {
            None => "states".to_owned(),
            Some(path) => match path.strip_prefix("context.") {
                Some(path) => format!("context.{path}"),
                None => format!("states.{path}"),
            },
        };
        let known = keys().binary_search(&key).is_ok();
        return known.then(|| named(word, key, written));
    }
    let name = written.strip_prefix('$')?;
    let parameters = signature::jsonata(name)?;
    let title = format!("{written}({parameters})");
    Some(named(word, format!("function.{name}"), &title))
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn keys_are_sorted_and_many() {
        let keys = keys();
        assert!(keys.len() > 200, "{}", keys.len());
        assert!(keys.is_sorted());
    }
}
