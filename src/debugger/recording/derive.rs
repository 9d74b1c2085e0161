//! A definition out of a history: the states that were seen with their types, and the transitions that
//! were taken. What the history cannot tell stands there as an expression that says so when it is run.

use super::link::{Linked, Visit};
use crate::debugger::inspector::failure_of;
use crate::definition::Definition;
use crate::history::{Details, Event, TaskDetails};
use crate::machine::{Machine, compile};
use crate::value::{Object, Payload, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// Stands for what the history does not tell.
const UNTOLD: &str = "{% $error('The history does not tell this') %}";
/// A function that stands for a resource that the history does not tell.
const SOMEWHERE: &str = "arn:aws:lambda:us-east-1:000000000000:function:";

/// The text of a definition, and its machine; `None` when names of the history can name no state.
pub fn machine(events: &[Event], linked: &Linked) -> Option<(Rc<str>, Rc<Machine>)> {
    let seen = Seen::of(events, linked);
    let mut all = [Told::Sent, Told::Resource, Told::Name].into_iter();
    all.find_map(|told| {
        let text = seen.definition(told).to_pretty_json();
        let machine = compile(&Definition::read(&text)).0?;
        Some((Rc::from(text), Rc::new(machine)))
    })
}

/// How much of what the Tasks called is written: less, where a definition may not have it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// The resource and what was sent to it.
    Sent,
    /// The resource.
    Resource,
    /// Its name, as that of a function.
    Name,
}

/// One `States` object: of the top level, of a branch by its Parallel and first state, of a Map.
type Scope = Option<(Rc<str>, Option<Rc<str>>)>;

/// What was seen of a state.
#[derive(Debug, Default)]
struct StateSeen {
    /// How many states had been seen before it.
    number: usize,
    kind: &'static str,
    /// States that followed, each once.
    next: Vec<Rc<str>>,
    /// States that followed a failure, with the errors.
    caught: Vec<(Rc<str>, Vec<Rc<str>>)>,
    resource: Option<Rc<str>>,
    arguments: Option<Payload>,
    distributed: bool,
}

#[derive(Debug, Default)]
struct Seen {
    states: BTreeMap<Rc<str>, StateSeen>,
    /// The states of each scope in the order in which they were entered.
    scopes: BTreeMap<Scope, Vec<Rc<str>>>,
}

impl Seen {
    fn of(events: &[Event], linked: &Linked) -> Self {
        let mut seen = Self::default();
        for (visit, stay) in linked.visits.iter().enumerate() {
            let known = seen.states.contains_key(&stay.name);
            let number = seen.states.len();
            let state = seen.states.entry(Rc::clone(&stay.name)).or_default();
            if !known {
                (state.kind, state.number) = (stay.kind, number);
                let states = seen.scopes.entry(scope_of(linked, visit)).or_default();
                states.push(Rc::clone(&stay.name));
            }
        }
        for (place, event) in events.iter().enumerate() {
            if let Some(visit) = linked.of[place] {
                let name = &linked.visits[visit].name;
                if let Some(state) = seen.states.get_mut(name) {
                    state.learn(events, linked, place, event);
                }
            }
        }
        seen.keep_inside();
        seen
    }

    /// A state leads to states of its own scope; only a broken history says otherwise.
    fn keep_inside(&mut self) {
        for names in self.scopes.values() {
            for name in names {
                if let Some(state) = self.states.get_mut(name) {
                    state.next.retain(|next| names.contains(next));
                    state.caught.retain(|(next, _)| names.contains(next));
                }
            }
        }
    }

    fn definition(&self, told: Told) -> Value {
        let comment = "Derived from the history of an execution: what did not happen is not here";
        let head = Object::new()
            .with("Comment", comment)
            .with("QueryLanguage", "JSONata");
        self.scope(head, &None, "execution", told).into()
    }

    /// `StartAt` and `States`.
    fn scope(&self, mut head: Object, scope: &Scope, of: &str, told: Told) -> Object {
        let names = self.scopes.get(scope).map_or(&[][..], Vec::as_slice);
        let mut states = Object::new();
        for name in names {
            if let Some(state) = self.states.get(name) {
                states.insert(Rc::clone(name), self.state(name, state, told));
            }
        }
        for name in names {
            let dead_end = self.states.get(name).is_some_and(StateSeen::is_dead_end);
            if dead_end {
                states.insert(placeholder(name), ended("Pass"));
            }
        }
        if names.is_empty() {
            states.insert(placeholder(of), ended("Pass"));
        }
        let mut roots = self.roots(names);
        if self.goes_round(names) {
            roots.extend(self.lead_out(names, of, &mut states));
        }
        let start = match roots.as_slice() {
            [] => placeholder(of),
            [first] => Rc::clone(first),
            several => {
                let name = placeholder(&format!("before {}", several[0]));
                states.insert(
                    Rc::clone(&name),
                    rules(Object::new().with("Type", "Choice"), several),
                );
                name
            }
        };
        head.insert("StartAt", Value::String(start));
        head.with("States", states)
    }

    /// Whether every state was seen to lead to another: the execution was in a loop when it was over,
    /// or is in it still. No state machine is only that.
    fn goes_round(&self, names: &[Rc<str>]) -> bool {
        let mut seen = names.iter().filter_map(|name| self.states.get(name));
        !names.is_empty() && seen.all(|state| !state.next.is_empty())
    }

    /// Gives a loop a way out that was not seen: of its last Choice, or else beside its first state, then
    /// what stands there is given back.
    fn lead_out(&self, names: &[Rc<str>], of: &str, states: &mut Object) -> Option<Rc<str>> {
        let mut choices = names.iter().rev().filter_map(|name| {
            let state = self.states.get(name)?;
            (state.kind == "Choice").then_some((name, state))
        });
        let Some((name, state)) = choices.next() else {
            states.insert(placeholder(of), ended("Pass"));
            return Some(placeholder(of));
        };
        let ways = [state.next.as_slice(), &[placeholder(name)]].concat();
        let choice = rules(Object::new().with("Type", "Choice"), &ways);
        states.insert(Rc::clone(name), choice);
        states.insert(placeholder(name), ended("Pass"));
        None
    }

    /// The states from which all others are reached: the first one, and those that a history with gaps
    /// does not lead to.
    fn roots(&self, names: &[Rc<str>]) -> Vec<Rc<str>> {
        let mut reached: BTreeSet<&Rc<str>> = BTreeSet::new();
        let mut roots = Vec::new();
        for name in names {
            if reached.contains(name) {
                continue;
            }
            roots.push(Rc::clone(name));
            let mut pending = vec![name];
            while let Some(state) = pending.pop() {
                if !reached.insert(state) {
                    continue;
                }
                let seen = self.states.get(state);
                let caught = seen.into_iter().flat_map(|seen| &seen.caught);
                pending.extend(caught.map(|(next, _)| next));
                pending.extend(seen.into_iter().flat_map(StateSeen::ways));
            }
        }
        roots
    }

    fn state(&self, name: &Rc<str>, state: &StateSeen, told: Told) -> Object {
        let mut object = Object::new().with("Type", state.kind);
        match state.kind {
            "Task" => {
                let resource = state.resource.as_deref().unwrap_or("unknown");
                object.insert("Resource", sound(resource, told));
                let sent = state
                    .arguments
                    .as_ref()
                    .filter(|sent| told == Told::Sent && sent.is_told());
                let sent = sent.map_or_else(|| UNTOLD.into(), |sent| sent.value().clone());
                object.insert("Arguments", sent);
            }
            "Wait" => object.insert("Seconds", UNTOLD),
            "Choice" => return with_rules(object, name, state),
            "Succeed" | "Fail" => return object,
            "Parallel" => object.insert("Branches", Value::array(self.branches(name, told))),
            "Map" => object.insert("ItemProcessor", self.processor(name, state, told)),
            _ => {}
        }
        match state.next.first() {
            Some(next) => object.insert("Next", Value::String(Rc::clone(next))),
            None => object.insert("End", true),
        }
        if !state.caught.is_empty() && matches!(state.kind, "Task" | "Parallel" | "Map") {
            object.insert("Catch", Value::array(state.catchers()));
        }
        object
    }

    fn branches(&self, name: &Rc<str>, told: Told) -> Vec<Value> {
        let scopes = self.scopes.keys();
        let own = scopes.filter(|scope| scope.as_ref().is_some_and(|(of, _)| of == name));
        let mut own: Vec<&Scope> = own.collect();
        if own.is_empty() {
            return vec![
                self.scope(Object::new(), &Some((Rc::clone(name), None)), name, told)
                    .into(),
            ];
        }
        own.sort_by_key(|scope| self.first_of(scope));
        let branch = |scope: &&Scope| self.scope(Object::new(), scope, name, told).into();
        own.iter().map(branch).collect()
    }

    /// Branches begin in the order of the definition.
    fn first_of(&self, scope: &Scope) -> usize {
        let first = self.scopes.get(scope).and_then(|names| names.first());
        let first = first.and_then(|name| self.states.get(name));
        first.map_or(0, |state| state.number)
    }

    fn processor(&self, name: &Rc<str>, state: &StateSeen, told: Told) -> Object {
        let mut head = Object::new();
        if state.distributed {
            let config = Object::new()
                .with("Mode", "DISTRIBUTED")
                .with("ExecutionType", "STANDARD");
            head.insert("ProcessorConfig", config);
        }
        self.scope(head, &Some((Rc::clone(name), None)), name, told)
    }
}

impl StateSeen {
    fn learn(&mut self, events: &[Event], linked: &Linked, place: usize, event: &Event) {
        let details = &event.details;
        if matches!(details, Details::StateExited { .. }) {
            self.left(events, linked, place);
        }
        if let Some(sent) = details.sent().filter(|_| self.resource.is_none()) {
            self.resource = resource_of(details);
            self.arguments = Some(sent.clone());
        }
        self.distributed |= matches!(details, Details::MapRunStarted { .. });
    }

    fn left(&mut self, events: &[Event], linked: &Linked, place: usize) {
        let failed = failure_before(events, linked, place);
        let Some(next) = entered_after(events, linked, place) else {
            return;
        };
        match failed {
            Some(error) => self.caught_by(next, error),
            None if self.next.contains(&next) => {}
            None => self.next.push(next),
        }
    }

    fn caught_by(&mut self, next: Rc<str>, error: Option<Rc<str>>) {
        let known = self.caught.iter().position(|(known, _)| *known == next);
        let at = known.unwrap_or_else(|| {
            self.caught.push((next, Vec::new()));
            self.caught.len() - 1
        });
        let errors = &mut self.caught[at].1;
        errors.extend(error.filter(|error| !errors.contains(error)));
    }

    /// `Catch`: errors that the history names; one that it does not name is any.
    fn catchers(&self) -> Vec<Value> {
        let named = self.caught.iter().filter(|(_, errors)| !errors.is_empty());
        let unnamed = self.caught.iter().filter(|(_, errors)| errors.is_empty());
        let catcher = |(next, errors): &(Rc<str>, Vec<Rc<str>>)| {
            let names = errors.iter().cloned().map(Value::String);
            let names: Vec<Value> = names.collect();
            let any = || vec![Value::from("States.ALL")];
            let names = if names.is_empty() { any() } else { names };
            Object::new()
                .with("ErrorEquals", Value::array(names))
                .with("Next", Value::String(Rc::clone(next)))
                .into()
        };
        named.chain(unnamed.take(1)).map(catcher).collect()
    }

    /// Where it leads: a Choice to several states, others to one.
    fn ways(&self) -> &[Rc<str>] {
        let most = if self.kind == "Choice" { usize::MAX } else { 1 };
        &self.next[..self.next.len().min(most)]
    }

    /// Whether it needs a way on and none was seen.
    fn is_dead_end(&self) -> bool {
        self.kind == "Choice" && self.next.is_empty()
    }
}

fn with_rules(object: Object, name: &str, state: &StateSeen) -> Object {
    if state.next.is_empty() {
        return rules(object, &[placeholder(name)]);
    }
    rules(object, &state.next)
}

/// `Choices` that lead to these states.
fn rules(object: Object, next: &[Rc<str>]) -> Object {
    let rule = |next: &Rc<str>| {
        let rule = Object::new().with("Comment", "?").with("Condition", UNTOLD);
        Value::from(rule.with("Next", Value::String(Rc::clone(next))))
    };
    object.with("Choices", Value::array(next.iter().map(rule).collect()))
}

/// An ARN as it stands; another text as the name of a function.
fn sound(resource: &str, told: Told) -> String {
    if told != Told::Name && resource.starts_with("arn:") {
        return resource.to_owned();
    }
    let last = resource.rsplit(':').next().unwrap_or(resource);
    let letters = last
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let name: String = letters.take(64).collect();
    format!(
        "{SOMEWHERE}{}",
        if name.is_empty() { "unknown" } else { &name }
    )
}

fn ended(kind: &str) -> Object {
    Object::new().with("Type", kind).with("End", true)
}

/// The name of a state that stands for what was not seen.
fn placeholder(of: &str) -> Rc<str> {
    let name: String = of.chars().take(60).collect();
    format!("? ({name})").into()
}

fn scope_of(linked: &Linked, visit: Visit) -> Scope {
    let stay = &linked.visits[visit];
    let parent = &linked.visits[stay.parent?];
    let branch = (parent.kind == "Parallel").then(|| Rc::clone(&linked.visits[stay.first].name));
    Some((Rc::clone(&parent.name), branch))
}

fn resource_of(details: &Details) -> Option<Rc<str>> {
    if let Details::TaskScheduled { task, .. } = details {
        let TaskDetails {
            resource_type,
            resource,
        } = task;
        return Some(format!("arn:aws:states:::{resource_type}:{resource}").into());
    }
    if let Details::LambdaFunctionScheduled { resource, .. }
    | Details::ActivityScheduled { resource, .. } = details
    {
        return Some(Rc::clone(resource));
    }
    None
}

/// The state that was entered because another was left.
fn entered_after(events: &[Event], linked: &Linked, place: usize) -> Option<Rc<str>> {
    let left = events[place].id;
    let own = linked.visits[linked.of[place]?].parent;
    let following = events[place + 1..].iter().zip(&linked.of[place + 1..]);
    let mut entered = following.filter(|(event, _)| event.previous == left);
    entered.find_map(|(event, visit)| {
        if let Details::StateEntered { name, .. } = &event.details
            && linked.visits[(*visit)?].parent == own
        {
            Some(Rc::clone(name))
        } else {
            None
        }
    })
}

/// Whether a state was left because of a failure, and which error it was, if that is told.
fn failure_before(events: &[Event], linked: &Linked, place: usize) -> Option<Option<Rc<str>>> {
    let mut at = (events[place].previous.place as usize).checked_sub(1)?;
    events.get(at)?.details.is_failure().then_some(())?;
    // A Parallel or Map fails because of what failed inside it.
    loop {
        let event = events.get(at)?;
        if let Some(error) = failure_of(&event.details) {
            return Some(error.error.clone());
        }
        let cause = (event.previous.place as usize).checked_sub(1);
        match cause.filter(|cause| *cause < at && linked.of[*cause].is_some()) {
            Some(cause) => at = cause,
            None => return Some(None),
        }
    }
}
