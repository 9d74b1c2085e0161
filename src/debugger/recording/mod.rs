//! An execution that was recorded elsewhere, made into a [`Run`] that the same debugger plays.
//!
//! A history tells events, and of each state's data what went in, what was sent, what came back and what
//! went out. Which visit an event belongs to follows from what caused what ([`link`]); the stages and
//! decisions that follow from the events are put between them ([`tell`]). What the history does not tell
//! is there as [untold](crate::value::Payload::untold) data, never guessed. Without a definition one is
//! derived from the states and transitions that were seen ([`derive`]).

mod answers;
mod derive;
mod identity;
mod link;
mod rows;
mod tell;

use super::run::Run;
use super::trace::Trace;
use crate::definition::Definition;
use crate::diagnostic::Problem;
use crate::history::import::{Facts, Imported, import, undrawable};
use crate::history::{Details, Event};
use crate::language;
use crate::machine::{Machine, compile};
use crate::project::{Settings, Workspace};
use crate::value::Payload;
use link::Linked;
pub use rows::row;
use std::rc::Rc;

/// Where the drawing of a recording comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Origin {
    /// The definition came with the history.
    Given,
    /// The workspace has a definition that all states of the history fit.
    Workspace,
    /// It was derived from the history: only what was seen is there.
    Derived,
    /// A definition came with the history, but states of the history are not in it.
    Misfit,
}

/// A recording, ready to be shown.
#[derive(Clone, Debug)]
pub struct Recording {
    /// Definition, input and names as far as the history tells them.
    pub workspace: Workspace,
    /// What was recorded.
    pub run: Run,
    /// Where the drawing comes from.
    pub origin: Origin,
    /// Whether the workspace's mocks are the answers that the tasks got.
    pub mocked: bool,
    /// What is worth knowing of the text.
    pub warnings: Vec<Problem>,
}

/// Reads a history; `current` is the workspace that is open.
///
/// # Errors
/// Everything that is wrong with the text.
pub fn record(text: &str, current: &Workspace) -> Result<Recording, Vec<Problem>> {
    let imported = import(text);
    if !imported.is_playable() {
        return Err(imported.problems);
    }
    let linked = link::link(&imported.events);
    let Some((origin, definition, machine)) = drawing(&imported, &linked, current) else {
        return Err(vec![undrawable()]);
    };
    let settings = identity::settings(&imported);
    let mut workspace = match origin {
        Origin::Workspace => Workspace {
            input: input(&imported).unwrap_or_else(|| current.input.clone()),
            ..current.clone()
        },
        Origin::Given | Origin::Derived | Origin::Misfit => Workspace {
            definition: definition.to_string(),
            input: input(&imported).unwrap_or_default(),
            title: identity::title(&imported),
            settings: settings.clone(),
            ..Workspace::default()
        },
    };
    let run = run(
        imported.events,
        &linked,
        &machine,
        definition,
        &settings,
        &imported.facts,
    );
    let mocked = answers::keep(&mut workspace, &run);
    Ok(Recording {
        run,
        workspace,
        origin,
        mocked,
        warnings: imported.problems,
    })
}

fn run(
    events: Vec<Event>,
    linked: &Linked,
    machine: &Rc<Machine>,
    text: Rc<str>,
    settings: &Settings,
    facts: &Facts,
) -> Run {
    let own = identity::of_execution(settings, facts, &events);
    let mut trace = Trace::new(Rc::clone(machine));
    for entry in tell::entries(events, linked, machine) {
        trace.push(entry);
    }
    Run::recorded(trace, text, own)
}

/// The definition that the history is shown on, its text and the machine.
fn drawing(
    imported: &Imported,
    linked: &Linked,
    current: &Workspace,
) -> Option<(Origin, Rc<str>, Rc<Machine>)> {
    let given = imported.definition.as_ref().map(laid_out);
    let had = given.is_some();
    let fits = |text: &Rc<str>| fitting(text, linked);
    if let Some((text, machine)) = given.and_then(|text| Some((text.clone(), fits(&text)?))) {
        return Some((Origin::Given, text, machine));
    }
    let own: Rc<str> = Rc::from(current.definition.as_str());
    if let Some(machine) = fits(&own).filter(|_| !had) {
        return Some((Origin::Workspace, own, machine));
    }
    let origin = if had { Origin::Misfit } else { Origin::Derived };
    let (text, machine) = derive::machine(&imported.events, linked)?;
    Some((origin, text, machine))
}

/// AWS prints a definition as it was given to it, which is often all on one line.
fn laid_out(text: &Rc<str>) -> Rc<str> {
    let one_line = !text.trim().contains('\n');
    let layout = one_line.then(|| language::format(&Definition::read(text)));
    layout.flatten().map_or_else(|| text.clone(), Rc::from)
}

/// The machine of a definition, if it is one and has every state of the history, of the same type.
fn fitting(text: &str, linked: &Linked) -> Option<Rc<Machine>> {
    let machine = compile(&Definition::read(text)).0?;
    let known = |name: &str, kind: &str| {
        let state = machine.find(name);
        state.is_some_and(|state| state.type_name() == kind)
    };
    let fits = linked
        .visits
        .iter()
        .all(|stay| known(&stay.name, stay.kind));
    fits.then(|| Rc::new(machine))
}

/// The execution's input as it was given.
fn input(imported: &Imported) -> Option<String> {
    let started = imported.events.first().and_then(|event| {
        if let Details::ExecutionStarted { input, .. } = &event.details {
            Some(input).filter(|input| input.is_told())
        } else {
            None
        }
    });
    let described = imported.facts.input.as_deref().map(str::to_owned);
    let told = started.map(|input: &Payload| input.value().to_pretty_json());
    told.or(described)
}
