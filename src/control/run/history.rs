//! GetExecutionHistory.

use super::Run;
use crate::control::Control;
use crate::control::error::Answered;
use crate::control::fields::Fields;
use crate::control::page::page;
use crate::history::{EXECUTION_DATA, Event, HistoryId, to_aws_json};
use crate::value::{Object, Value};
use std::rc::Rc;

impl Control {
    pub(in crate::control) fn execution_history(&self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("executionArn");
        let (run, history) = match self.child_of(arn) {
            Some(child) => (child.run, child.child.history),
            None => (self.run_of(arn)?, HistoryId::default()),
        };
        let data = request.get("includeExecutionData") != Some(&Value::Bool(false));
        let shown = |event: &Event| (event.id.number.to_string(), shown(event, data));
        let events = run.events_of(history);
        if request.flag("reverseOrder") {
            return page(request, "events", events.rev().map(shown));
        }
        page(request, "events", events.map(shown))
    }
}

impl Run {
    /// The events of one history.
    fn events_of(&self, history: HistoryId) -> impl DoubleEndedIterator<Item = &Event> {
        let own = move |event: &&Event| event.history == history;
        self.events.iter().filter(own)
    }
}

/// An event, with its data if that is asked for.
fn shown(event: &Event, data: bool) -> Value {
    let json = to_aws_json(event);
    if data {
        return json;
    }
    let members = json.as_object().into_iter().flat_map(Object::iter);
    let bare: Object = members
        .map(|(key, value)| (Rc::clone(key), bare(value)))
        .collect();
    bare.into()
}

/// Details without data.
fn bare(details: &Value) -> Value {
    let Some(members) = details.as_object() else {
        return details.clone();
    };
    let kept = members
        .iter()
        .filter(|(key, _)| !EXECUTION_DATA.contains(&&***key));
    let kept: Object = kept
        .map(|(key, value)| (Rc::clone(key), value.clone()))
        .collect();
    kept.into()
}
