//! A workspace as JSON: `{"d": definition, "s": {machine: definition}, "f": {name: text},
//! "o": {"bucket/key": text}, "b": [breakpoint], "i": input, "k": mocks, "t": title, "m": settings, "r": {"seed": n}}`; a further machine
//! that is not Standard is `{"d": definition, "type": "EXPRESS"}` in the place of its definition. Absent members are at their defaults; unknown ones are kept and written again.

use super::breakpoint;
use super::{Function, NamedMachine, Settings, StoredObject, Workspace};
use crate::control::is_name;
use crate::value::{Object, Value, parse};
use std::collections::BTreeMap;

/// Most functions of a workspace: what the sandbox takes in one run.
const MOST_FUNCTIONS: usize = 200;

/// Most further machines of a workspace.
const MOST_MACHINES: usize = 50;

/// Most objects of a workspace.
const MOST_OBJECTS: usize = 200;

/// The longest key in bytes, and the longest name of a bucket (S3's user guide).
const LONGEST_KEY: usize = 1024;
const LONGEST_BUCKET: usize = 63;

/// The `type` of an Express workflow; any other is a Standard one.
const EXPRESS: &str = "EXPRESS";

/// Members that this version knows.
const KNOWN: [&str; 10] = ["d", "s", "f", "o", "b", "i", "k", "t", "m", "r"];

/// The JSON object of a workspace.
pub fn to_value(workspace: &Workspace) -> Object {
    let functions = workspace
        .functions
        .iter()
        .map(|f| (f.name.as_str().into(), f.text.as_str().into()));
    let mut object = Object::new().with("d", workspace.definition.as_str());
    let machines = workspace.machines.iter();
    put(&mut object, "s", machines.map(machine_member).collect());
    let mut object = object
        .with("f", functions.collect::<Object>())
        .with("i", workspace.input.as_str());
    let objects = workspace.objects.iter();
    let objects = objects.map(|o| (o.name.as_str().into(), o.text.as_str().into()));
    put(&mut object, "o", objects.collect());
    if !workspace.breakpoints.is_empty() {
        let points = workspace.breakpoints.iter().map(breakpoint::to_value);
        object.insert("b", Value::array(points.collect()));
    }
    for (name, text) in [("k", &workspace.mocks), ("t", &workspace.title)] {
        if !text.is_empty() {
            object.insert(name, text.as_str());
        }
    }
    put(&mut object, "m", settings(&workspace.settings));
    put(&mut object, "r", seed(&workspace.settings));
    for (name, text) in &workspace.unknown {
        if let Ok(value) = parse(text) {
            object.insert(name.as_str(), value);
        }
    }
    object
}

/// The workspace of a JSON object; `None` when a member has another shape than it should.
pub fn from_value(object: &Object) -> Option<Workspace> {
    let mut workspace = Workspace {
        definition: text(object, "d")?,
        machines: machines(member(object, "s")?)?,
        functions: functions(object.get("f"))?,
        objects: objects(member(object, "o")?)?,
        breakpoints: breakpoint::read(object.get("b"))?,
        input: text(object, "i")?,
        mocks: text(object, "k")?,
        title: text(object, "t")?,
        settings: Settings::default(),
        unknown: unknown(object),
    };
    read_settings(
        &mut workspace.settings,
        member(object, "m")?,
        member(object, "r")?,
    )?;
    Some(workspace)
}

fn put(object: &mut Object, name: &str, member: Object) {
    if !member.is_empty() {
        object.insert(name, member);
    }
}

/// Only what differs from the defaults: links stay short.
fn settings(settings: &Settings) -> Object {
    let usual = Settings::default();
    let mut object = Object::new();
    let texts = [
        ("region", &settings.region, &usual.region),
        ("account", &settings.account, &usual.account),
        ("name", &settings.machine_name, &usual.machine_name),
    ];
    for (name, text, _) in texts.into_iter().filter(|(_, text, usual)| text != usual) {
        object.insert(name, text.as_str());
    }
    if settings.function_timeout != usual.function_timeout {
        object.insert("timeout", i64::from(settings.function_timeout));
    }
    if settings.express {
        object.insert("type", EXPRESS);
    }
    if settings.real_time {
        object.insert("real", true);
    }
    object
}

fn seed(settings: &Settings) -> Object {
    let mut object = Object::new();
    if settings.seed != Settings::default().seed {
        object.insert("seed", i64::from(settings.seed));
    }
    object
}

fn read_settings(settings: &mut Settings, m: Option<&Object>, r: Option<&Object>) -> Option<()> {
    if let Some(m) = m {
        read_text(m, "region", &mut settings.region)?;
        read_text(m, "account", &mut settings.account)?;
        read_text(m, "name", &mut settings.machine_name)?;
        read_count(m, "timeout", &mut settings.function_timeout)?;
        settings.function_timeout = settings.function_timeout.clamp(1, 900);
        if let Some(machine_type) = m.get("type") {
            settings.express = machine_type.as_str()? == EXPRESS;
        }
        settings.real_time = m.get("real").map_or(Some(false), Value::as_bool)?;
    }
    r.map_or(Some(()), |r| read_count(r, "seed", &mut settings.seed))
}

fn read_text(object: &Object, name: &str, into: &mut String) -> Option<()> {
    if let Some(value) = object.get(name) {
        value.as_str()?.clone_into(into);
    }
    Some(())
}

fn read_count(object: &Object, name: &str, into: &mut u32) -> Option<()> {
    if let Some(value) = object.get(name) {
        *into = value.as_number()?.as_i64()?.try_into().ok()?;
    }
    Some(())
}

/// A text member; empty when absent.
fn text(object: &Object, name: &str) -> Option<String> {
    object.get(name).map_or(Some(String::new()), |value| {
        value.as_str().map(str::to_owned)
    })
}

/// An object member: absent, there, or of another shape (`None`).
fn member<'a>(object: &'a Object, name: &str) -> Option<Option<&'a Object>> {
    object
        .get(name)
        .map_or(Some(None), |value| value.as_object().map(Some))
}

fn functions(value: Option<&Value>) -> Option<Vec<Function>> {
    let Some(value) = value else {
        return Some(Vec::new());
    };
    let object = value
        .as_object()
        .filter(|object| object.len() <= MOST_FUNCTIONS)?;
    let function = |(name, text): (&std::rc::Rc<str>, &Value)| {
        let text = text.as_str().filter(|_| is_file_name(name))?;
        Some(Function {
            name: name.to_string(),
            text: text.to_owned(),
        })
    };
    object.iter().map(function).collect()
}

/// A further machine: most are Standard, and then the definition says everything.
fn machine_member(machine: &NamedMachine) -> (std::rc::Rc<str>, Value) {
    let definition = machine.definition.as_str();
    let value = if machine.express {
        Object::new()
            .with("d", definition)
            .with("type", EXPRESS)
            .into()
    } else {
        definition.into()
    };
    (machine.name.as_str().into(), value)
}

fn machines(object: Option<&Object>) -> Option<Vec<NamedMachine>> {
    let Some(object) = object else {
        return Some(Vec::new());
    };
    let few = object.len() <= MOST_MACHINES;
    few.then(|| object.iter().map(machine).collect())?
}

fn machine((name, value): (&std::rc::Rc<str>, &Value)) -> Option<NamedMachine> {
    let (definition, kind) = match value.as_object() {
        None => (value.as_str()?.to_owned(), String::new()),
        Some(object) => (text(object, "d")?, text(object, "type")?),
    };
    is_machine_name(name).then(|| NamedMachine {
        name: name.to_string(),
        definition,
        express: kind == EXPRESS,
    })
}

/// A name as CreateStateMachine takes it: 1 to 80 characters.
pub fn is_machine_name(name: &str) -> bool {
    (1..=80).contains(&name.chars().count()) && is_name(name)
}

fn objects(object: Option<&Object>) -> Option<Vec<StoredObject>> {
    let Some(object) = object else {
        return Some(Vec::new());
    };
    let stored = |(name, text): (&std::rc::Rc<str>, &Value)| {
        let text = text.as_str().filter(|_| is_object_name(name))?;
        Some(StoredObject {
            name: name.to_string(),
            text: text.to_owned(),
        })
    };
    let few = object.len() <= MOST_OBJECTS;
    few.then(|| object.iter().map(stored).collect())?
}

/// A bucket's name as S3 wants it, a slash, and a key without control characters.
pub fn is_object_name(name: &str) -> bool {
    let letter = |c: u8| c.is_ascii_lowercase() || c.is_ascii_digit();
    let sound = |c: u8| letter(c) || matches!(c, b'-' | b'.');
    name.split_once('/').is_some_and(|(bucket, key)| {
        let ends = [bucket.bytes().next(), bucket.bytes().last()];
        let named = ends.iter().all(|end| end.is_some_and(letter)) && bucket.bytes().all(sound);
        let fits = (3..=LONGEST_BUCKET).contains(&bucket.len());
        named
            && fits
            && (1..=LONGEST_KEY).contains(&key.len())
            && !key.chars().any(char::is_control)
    })
}

/// Letters, digits, `-`, `_` and dots, ending as JavaScript does. Nothing else is taken from a
/// stranger's link: not `__proto__`, no path, no control characters.
pub fn is_file_name(name: &str) -> bool {
    let stem = name
        .strip_suffix(".mjs")
        .or_else(|| name.strip_suffix(".cjs"))
        .or_else(|| name.strip_suffix(".js"));
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    stem.is_some_and(|stem| {
        !stem.is_empty() && stem.len() <= 64 && !stem.starts_with('.') && stem.chars().all(sound)
    })
}

fn unknown(object: &Object) -> BTreeMap<String, String> {
    let others = object
        .iter()
        .filter(|(name, _)| !KNOWN.contains(&&***name) && !name.starts_with("__"));
    others
        .map(|(name, value)| (name.to_string(), value.to_json()))
        .collect()
}
