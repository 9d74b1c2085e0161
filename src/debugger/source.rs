//! One state machine as its text is now: what is wrong with it, the machine and the drawing it gives.

use crate::definition::Definition;
use crate::diagnostic::Problem;
use crate::graph::{Graph, is_group, layout_folded};
use crate::language;
use crate::machine::{
    Machine, MachineType, Neighbour, State, StateId, check_functions, check_machines, compile_as,
};
use crate::project::Workspace;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A machine and its drawing.
#[derive(Clone, Debug)]
pub struct Good {
    /// The machine.
    pub machine: Rc<Machine>,
    /// The text it was made from.
    pub text: Rc<str>,
    folded: BTreeSet<StateId>,
    graph: OnceCell<Graph>,
}

impl Good {
    /// Its drawing, made when it is looked at first.
    pub fn graph(&self) -> &Graph {
        self.graph
            .get_or_init(|| layout_folded(&self.machine, &self.text, &self.folded))
    }

    /// Draws it anew with other states folded.
    fn draw(&mut self, folded: &BTreeSet<Rc<str>>) {
        let states = self.machine.states.iter();
        let states = states.filter(|state| folded.contains(&state.name));
        self.folded = states.map(|state| state.id).collect();
        self.graph = OnceCell::new();
    }
}

/// What the text of one machine is.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The machine's name; `None` for the one that Run starts.
    pub name: Option<String>,
    definition: Definition,
    of_definition: Vec<Problem>,
    of_neighbours: Vec<Problem>,
    /// The last definition without errors.
    pub good: Option<Good>,
    /// Whether that is not the definition as it is now.
    pub stale: bool,
    /// The Parallel and Map states that are drawn as one box, by name: they stay so while the text is edited.
    folded: BTreeSet<Rc<str>>,
}

/// Of which type a machine is: `None` names the one that Run starts.
pub fn type_of(workspace: &Workspace, name: Option<&str>) -> MachineType {
    let further = name.and_then(|name| workspace.machine(name));
    let express = further.map_or(workspace.settings.express, |machine| machine.express);
    if express {
        MachineType::Express
    } else {
        MachineType::Standard
    }
}

/// The definition of a machine as written.
pub fn text_of<'a>(workspace: &'a Workspace, name: Option<&str>) -> &'a str {
    match name {
        None => &workspace.definition,
        Some(name) => workspace
            .machine(name)
            .map_or("", |machine| &machine.definition),
    }
}

/// What is wrong with a definition alone, whatever stands around it.
pub fn problems_of(text: &str, kind: MachineType) -> Vec<Problem> {
    let definition = Definition::read_any(text);
    let problems = compile_as(&definition, kind).1;
    language::sound_fixes(&definition, problems)
}

impl Source {
    /// A machine whose text was not read yet.
    pub fn new(name: Option<String>) -> Self {
        Self {
            name,
            ..Self::default()
        }
    }

    /// Reads the definition again.
    pub fn read(&mut self, workspace: &Workspace) {
        let name = self.name.as_deref();
        let text = text_of(workspace, name);
        self.definition = Definition::read_any(text);
        let (machine, problems) = compile_as(&self.definition, type_of(workspace, name));
        self.of_definition = language::sound_fixes(&self.definition, problems);
        self.stale = machine.is_none();
        if let Some(machine) = machine {
            let mut good = Good {
                machine: Rc::new(machine),
                text: text.into(),
                folded: BTreeSet::new(),
                graph: OnceCell::new(),
            };
            good.draw(&self.folded);
            self.good = Some(good);
        }
    }

    /// Draws groups as one box, or with what is inside: the one with this number, or all.
    #[inline(never)]
    pub fn fold(&mut self, state: Option<u32>, folded: bool) {
        let Some(good) = &mut self.good else { return };
        let states = good.machine.states.iter();
        let meant = states.filter(|one| {
            state.is_none_or(|state| one.id.0 == state) && is_group(&good.machine, one.id)
        });
        for name in meant.map(|one| Rc::clone(&one.name)) {
            if folded {
                self.folded.insert(name);
            } else {
                self.folded.remove(&name);
            }
        }
        good.draw(&self.folded);
    }

    /// Opens the groups around a state, so that it is drawn; whether one of them was folded.
    #[inline(never)]
    pub fn unfold_around(&mut self, state: u32) -> bool {
        let Some(good) = &mut self.good else {
            return false;
        };
        let machine = Rc::clone(&good.machine);
        let parent = |inner: &State| Some(machine.state(machine.scope(inner.scope).parent?));
        let inner = machine.states.get(state as usize);
        let groups = std::iter::successors(inner.and_then(parent), |group| parent(group));
        let opened = groups.filter(|group| self.folded.remove(&group.name));
        let any = opened.count() > 0;
        if any {
            good.draw(&self.folded);
        }
        any
    }

    /// The definition as it is now.
    pub fn definition(&self) -> &Definition {
        &self.definition
    }

    /// The machine, if the text as it is now is one.
    pub fn sound(&self) -> Option<&Good> {
        self.good.as_ref().filter(|_| !self.stale)
    }

    /// Looks again which functions and which other machines there are. `broken` are the names of
    /// machines whose definitions have errors.
    pub fn look_around(&mut self, workspace: &Workspace, broken: &[String]) {
        let Some(good) = self.sound() else {
            self.of_neighbours.clear();
            return;
        };
        let names: Vec<_> = workspace.functions.iter().map(|file| file.stem()).collect();
        let (region, account) = (&workspace.settings.region, &workspace.settings.account);
        let (machine, definition) = (&good.machine, &self.definition);
        let mut found = check_functions(machine, definition, &names, region, account);
        let machines = neighbours(workspace, broken);
        found.extend(check_machines(
            machine, definition, &machines, region, account,
        ));
        self.of_neighbours = found;
    }

    /// Everything that is wrong with the text.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.of_definition.iter().chain(&self.of_neighbours)
    }
}

/// Every machine of the workspace, as a Task can name it.
fn neighbours<'a>(workspace: &'a Workspace, broken: &[String]) -> Vec<Neighbour<'a>> {
    let first = (&workspace.settings.machine_name, workspace.settings.express);
    let further = workspace.machines.iter();
    let further = further.map(|machine| (&machine.name, machine.express));
    let all = std::iter::once(first).chain(further);
    all.map(|(name, express)| Neighbour {
        name,
        express,
        broken: broken.contains(name),
    })
    .collect()
}
