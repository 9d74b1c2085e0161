//! Where the cursor is to stop: part of the workspace, so that a link brings whoever opens it to the same
//! places.

use crate::value::{Object, Value};
use serde::{Deserialize, Serialize};

/// Most breakpoints of a workspace.
pub const MOST_BREAKPOINTS: usize = 200;

/// The longest condition in bytes.
const LONGEST_CONDITION: usize = 4096;

/// A place of a run at which the cursor stops.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakpoint {
    /// The machine; `None` for the one that Run starts.
    pub machine: Option<String>,
    /// The state's name; empty for every state.
    pub state: String,
    /// When.
    pub when: When,
    /// JSONata or JSONPath over the data there; empty where nothing more is asked.
    pub condition: String,
    /// Whether it is left alone for now.
    pub off: bool,
}

/// At which moment of a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// It has been entered, and nothing was done with its input.
    #[default]
    Before,
    /// It has been left.
    After,
    /// Something in it fails.
    Failure,
    /// This iteration of the Map begins, from 0.
    Iteration(u32),
}

/// `{"s": state, "w": "after" | "failure" | iteration, "c": condition, "m": machine, "off": true}`; what is
/// as usual is left out.
pub(super) fn to_value(point: &Breakpoint) -> Value {
    let mut object = Object::new();
    let texts = [
        ("m", point.machine.as_deref().unwrap_or_default()),
        ("s", &point.state),
        ("c", &point.condition),
    ];
    for (name, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        object.insert(name, text);
    }
    match point.when {
        When::Before => {}
        When::After => object.insert("w", "after"),
        When::Failure => object.insert("w", "failure"),
        When::Iteration(index) => object.insert("w", i64::from(index)),
    }
    if point.off {
        object.insert("off", true);
    }
    object.into()
}

/// `None` when the value has another shape.
pub(super) fn from_value(value: &Value) -> Option<Breakpoint> {
    let object = value.as_object()?;
    let text = |name: &str| match object.get(name) {
        None => Some(String::new()),
        Some(value) => value.as_str().map(str::to_owned),
    };
    let machine = text("m")?;
    let when = match object.get("w") {
        None => When::Before,
        Some(Value::String(word)) if &**word == "after" => When::After,
        Some(Value::String(word)) if &**word == "failure" => When::Failure,
        Some(index) => When::Iteration(index.as_number()?.as_i64()?.try_into().ok()?),
    };
    Some(Breakpoint {
        machine: (!machine.is_empty()).then_some(machine),
        state: text("s")?,
        when,
        condition: text("c").filter(|text| text.len() <= LONGEST_CONDITION)?,
        off: object.get("off").map_or(Some(false), Value::as_bool)?,
    })
}

/// The breakpoints of a workspace as JSON holds them; `None` when they have another shape.
pub(super) fn read(value: Option<&Value>) -> Option<Vec<Breakpoint>> {
    let Some(value) = value else {
        return Some(Vec::new());
    };
    let list = value.as_array()?;
    let few = list.len() <= MOST_BREAKPOINTS;
    few.then(|| list.iter().map(from_value).collect())?
}

/// A state has another name now: its breakpoints go along. Whether there were any.
pub fn rename(points: &mut [Breakpoint], machine: Option<&str>, from: &str, to: &str) -> bool {
    let own = points.iter_mut().filter(|point| {
        point.machine.as_deref() == machine && !point.state.is_empty() && point.state == from
    });
    own.map(|point| to.clone_into(&mut point.state)).count() > 0
}
