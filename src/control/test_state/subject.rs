//! The state that is tested, in a machine that can run: of a whole definition, or wrapped into one.

use super::request::Request;
use crate::control::definition::{checked, refusal};
use crate::control::error::{Answered, ApiError};
use crate::definition::Definition;
use crate::diagnostic::Problem;
use crate::machine::{Kind, Machine, MachineType, StateId};
use crate::text::Node;
use crate::value::{Object, Value};
use std::rc::Rc;

/// What AWS calls a state that comes without a name (recorded in locations).
const NAME: &str = "StateName";

/// A state, and the machine it stands in.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The machine.
    pub machine: Rc<Machine>,
    /// The state.
    pub state: StateId,
    /// Whether its language is JSONata.
    pub jsonata: bool,
    /// Its `Resource`, as written.
    pub resource: Option<Rc<str>>,
    item_reader: bool,
    result_writer: bool,
}

impl Subject {
    /// The state that a request names.
    ///
    /// # Errors
    /// `InvalidDefinition`; a name that no state has.
    pub fn of(request: &Request<'_>) -> Answered<Self> {
        match request.state_name {
            Some(name) => Self::find(request.definition, name),
            None => Self::find(&wrapped(request.definition)?, NAME),
        }
    }

    fn find(text: &str, name: &str) -> Answered<Self> {
        let definition = Definition::read(text);
        let outline = definition.outline();
        let place = outline
            .states
            .iter()
            .position(|state| &*state.name.text == name);
        let (machine, problems) = checked(text, MachineType::Standard);
        let machine = machine.ok_or_else(|| refusal(text, &problems))?;
        let place = place.ok_or_else(|| ApiError::validation("State not found in definition"))?;
        let node = outline.states[place].node;
        let resource = node
            .get("Resource")
            .and_then(|member| member.value.as_str());
        Ok(Self {
            state: machine.states[place].id,
            machine: Rc::new(machine),
            jsonata: is_jsonata(node, definition.root.as_ref()),
            resource: resource.cloned(),
            item_reader: node.get("ItemReader").is_some(),
            result_writer: node
                .get("ResultWriter")
                .is_some_and(|writer| writer.value.get("Resource").is_some()),
        })
    }

    /// What it does.
    pub fn kind(&self) -> &Kind {
        &self.machine.state(self.state).kind
    }

    /// The word of its `Type` field.
    pub fn type_name(&self) -> &'static str {
        self.machine.state(self.state).type_name()
    }

    /// Whether a Map reads its items from somewhere else.
    pub fn has_item_reader(&self) -> bool {
        self.item_reader
    }

    /// Whether a Map writes its results somewhere else.
    pub fn has_result_writer(&self) -> bool {
        self.result_writer
    }

    /// Whether a Task waits for a job, a callback or a worker (documented: only with a mock).
    pub fn waits_for_others(&self) -> bool {
        let resource = self.resource.as_deref().unwrap_or_default();
        let patterns = [".sync", ".sync:2", ".waitForTaskToken"];
        resource.contains(":activity:") || patterns.iter().any(|end| resource.ends_with(end))
    }

    /// Whether a Task's result is an object, as that of every integration is; a function's own answer
    /// and an activity's can be anything.
    pub fn gives_objects(&self) -> bool {
        let resource = self.resource.as_deref().unwrap_or_default();
        resource.contains(":states:::")
    }
}

/// A state's own language, or the machine's.
fn is_jsonata(state: &Node, root: Option<&Node>) -> bool {
    let language = |node: &Node| {
        let member = node.get("QueryLanguage")?;
        member.value.as_str().cloned()
    };
    let language = language(state).or_else(|| root.and_then(language));
    language.as_deref() == Some("JSONata")
}

/// A machine of this one state. Where it would go there are states that end at once.
fn wrapped(state: &str) -> Answered<String> {
    let definition = Definition::read(state);
    if definition.problems.iter().any(Problem::is_error) {
        return Err(refusal(state, &definition.problems));
    }
    let end = || Object::new().with("Type", "Succeed");
    let mut stubs = Object::new();
    for target in definition.root.iter().flat_map(targets) {
        if &*target != NAME {
            stubs.insert(target, end());
        }
    }
    let stubs = Value::from(stubs).to_json();
    let stubs = stubs.trim_start_matches('{');
    let comma = if stubs == "}" { "" } else { "," };
    Ok(format!(
        r#"{{"StartAt":"{NAME}","States":{{"{NAME}":{state}{comma}{stubs}}}"#
    ))
}

/// The states that a state names.
fn targets(state: &Node) -> Vec<Rc<str>> {
    let lists = ["Choices", "Catch"]
        .into_iter()
        .filter_map(|name| state.get(name));
    let items = lists.flat_map(|member| member.value.as_array().unwrap_or_default());
    let mut found: Vec<Rc<str>> = items.filter_map(|item| text(item, "Next")).collect();
    found.extend(
        ["Next", "Default"]
            .into_iter()
            .filter_map(|name| text(state, name)),
    );
    found
}

fn text(node: &Node, name: &str) -> Option<Rc<str>> {
    node.get(name)?.value.as_str().cloned()
}
