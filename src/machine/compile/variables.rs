//! `Assign`, and what can be said of variables without running anything (`asl.md` section 13).

use super::checker::{Checker, quoted};
use super::field::Language;
use super::jsonata::Sees;
use super::place::Place;
use crate::diagnostic::{Problem, Span, words};
use crate::machine::problem::VariableProblem;
use crate::query::Template;
use crate::text::{Key, Node};
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// A name may have so many characters (`quotas`).
const MAX_NAME: usize = 80;

/// A variable where it is read.
pub struct Read {
    /// The state that reads it.
    pub state: usize,
    /// Its name.
    pub name: Rc<str>,
    span: Span,
    location: String,
}

/// A variable where it is assigned.
pub struct Assigned {
    state: usize,
    name: Rc<str>,
    span: Span,
    location: String,
}

impl<'a> Checker<'a> {
    /// `Assign` of a state, a choice rule or a catcher: an object whose keys are names of variables.
    pub fn assign(&mut self, at: &Place<'_>, node: &'a Node, sees: Sees) -> Option<Template> {
        let object = self.object(at, node, "Assign")?;
        let place = at.field("Assign");
        for member in object.as_object().unwrap_or_default() {
            self.variable_name(&place.field(&member.key.text), &member.key);
        }
        match self.speaks {
            Language::Path => self.template(at, node, "Assign"),
            Language::Jsonata => self.data(at, node, "Assign", sees),
        }
    }

    fn variable_name(&mut self, at: &Place<'_>, key: &Key) {
        let written = &key.text;
        let name = match self.speaks {
            Language::Path => written.strip_suffix(".$").unwrap_or(written),
            Language::Jsonata => written,
        };
        if name == "states" {
            self.tell(at, &key.span, &VariableProblem::Reserved);
        } else if !is_name(name) {
            let name = name.to_owned();
            let trimmed = name.trim_start_matches('$');
            let suffix = if written.ends_with(".$") && self.speaks == Language::Path {
                ".$"
            } else {
                ""
            };
            let fix = is_name(trimmed).then(|| quoted(&format!("{trimmed}{suffix}")));
            self.tell_fix(at, &key.span, &VariableProblem::BadName { name }, fix);
        } else if let Some(state) = at.state() {
            let assigned = Assigned {
                state,
                name: Rc::from(name),
                span: key.span.clone(),
                location: at.location(self.outline),
            };
            self.assigned.push(assigned);
        }
    }

    /// Remembers that a variable is read here.
    pub fn reads(&mut self, at: &Place<'_>, span: &Span, name: &Rc<str>) {
        if let Some(state) = at.state() {
            self.read.push(Read {
                state,
                name: Rc::clone(name),
                span: span.clone(),
                location: at.location(self.outline),
            });
        }
    }

    /// The names that a state reads, sorted.
    pub fn names_read(&self, state: usize) -> Vec<Rc<str>> {
        let here = self
            .read
            .iter()
            .rev()
            .take_while(|read| read.state == state);
        let mut names: Vec<Rc<str>> = here.map(|read| Rc::clone(&read.name)).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// What can be told only when all states are known: names that hide others, and variables that
    /// nothing on the way assigns.
    pub fn variables(&mut self) {
        let mut by_name: BTreeMap<Rc<str>, Vec<usize>> = BTreeMap::new();
        for (place, assigned) in self.assigned.iter().enumerate() {
            by_name
                .entry(Rc::clone(&assigned.name))
                .or_default()
                .push(place);
        }
        let ways = self.ways();
        for places in by_name.values() {
            self.shadows(places, &ways);
        }
        self.undefined(&by_name, &ways);
    }

    /// A name that a scope around may have by then cannot be assigned. What the Parallel or Map around
    /// assigns itself comes later and does not count (recorded).
    fn shadows(&mut self, places: &[usize], ways: &[Vec<usize>]) {
        let mut by_block: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for place in places {
            let block = self.outline.states[self.assigned[*place].state].block;
            by_block.entry(block).or_default().push(*place);
        }
        for (block, inner) in &by_block {
            let around = self.blocks_around(*block);
            let outer: Vec<usize> = around
                .filter_map(|outer| by_block.get(&outer))
                .flatten()
                .copied()
                .collect();
            let Some(first) = outer.first() else { continue };
            let reached = self.after(&outer, ways);
            for place in inner {
                if reached.contains(&self.assigned[*place].state) {
                    self.shadow(*place, *first);
                }
            }
        }
    }

    fn shadow(&mut self, inner: usize, outer: usize) {
        let (inner, outer) = (&self.assigned[inner], &self.assigned[outer]);
        let name = inner.name.to_string();
        let kind = VariableProblem::Shadows { name };
        let problem = Problem::of(&kind, inner.span.clone(), inner.location.clone());
        let label = words!("the variable around", "外层的变量", "外側の変数");
        let problem = problem.with_label(outer.span.clone(), label);
        self.add(problem);
    }

    /// The blocks whose variables can be read in a block, from the inside outwards, itself left out. The
    /// processor of a distributed Map sees none.
    fn blocks_around(&self, block: usize) -> impl Iterator<Item = usize> {
        let outline = self.outline;
        let outer = move |block: &usize| {
            let block = &outline.blocks[*block];
            let owner = block.owner.filter(|_| !is_distributed(block.node))?;
            Some(outline.states[owner].block)
        };
        std::iter::successors(Some(block), outer).skip(1)
    }

    fn undefined(&mut self, by_name: &BTreeMap<Rc<str>, Vec<usize>>, ways: &[Vec<usize>]) {
        let read = std::mem::take(&mut self.read);
        let mut reached: BTreeMap<&str, HashSet<usize>> = BTreeMap::new();
        for read in &read {
            let known = reached.entry(&read.name).or_insert_with(|| {
                let from = by_name.get(&read.name).map(Vec::as_slice);
                self.after(from.unwrap_or_default(), ways)
            });
            if !known.contains(&read.state) {
                let names = by_name.keys().map(|name| &**name);
                let names = names.filter(|name| *name != &*read.name);
                let suggestion = self.suggestions.among(&read.name, names);
                let kind = VariableProblem::Undefined {
                    name: read.name.to_string(),
                    suggestion: suggestion.map(str::to_owned),
                };
                let (span, location) = (read.span.clone(), read.location.clone());
                let mut problem = Problem::of(&kind, span, location);
                let written = self.text.get(read.span.clone()).unwrap_or_default();
                problem.fix = suggestion.and_then(|name| meant(written, &read.name, name));
                self.add(problem);
            }
        }
        self.read = read;
    }

    /// Where each state leads: to the next states, and into its own blocks.
    fn ways(&self) -> Vec<Vec<usize>> {
        let mut ways = vec![Vec::new(); self.outline.states.len()];
        for (from, to) in &self.edges {
            ways[*from].push(*to);
        }
        ways
    }

    /// The states that can come after one of these assignments.
    fn after(&self, places: &[usize], ways: &[Vec<usize>]) -> HashSet<usize> {
        let mut reached = HashSet::new();
        let assigning = places.iter().map(|place| self.assigned[*place].state);
        let mut next: Vec<usize> = assigning.flat_map(|state| ways[state].clone()).collect();
        while let Some(state) = next.pop() {
            if reached.insert(state) {
                next.extend(&ways[state]);
                next.extend(self.states_inside(state));
            }
        }
        reached
    }

    fn states_inside(&self, state: usize) -> impl Iterator<Item = usize> {
        let blocks = self.outline.states[state].blocks.iter();
        let blocks = blocks.map(|block| &self.outline.blocks[*block]);
        blocks
            .filter(|block| !is_distributed(block.node))
            .flat_map(|block| block.states.iter().copied())
    }
}

/// A read of a variable, or a path that begins with it, with another variable in its place.
fn meant(written: &str, name: &str, other: &str) -> Option<String> {
    let bare = written.trim_start_matches('"');
    let quote = &written[..written.len() - bare.len()];
    let rest = bare.strip_prefix('$')?.strip_prefix(name)?;
    let whole = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    whole.then(|| format!("{quote}${other}{rest}"))
}

/// Whether a Map's processor is in distributed mode.
fn is_distributed(processor: &Node) -> bool {
    let mode = processor
        .get("ProcessorConfig")
        .and_then(|config| config.value.get("Mode"));
    let mode = mode.and_then(|mode| mode.value.as_str());
    mode.is_some_and(|mode| &**mode == "DISTRIBUTED")
}

/// A letter, then letters, digits and `_`; at most 80 characters. A `_` may come first too: AWS's
/// documents say so of references.
fn is_name(name: &str) -> bool {
    let mut letters = name.chars();
    let first = letters
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_');
    first && letters.all(|c| c.is_alphanumeric() || c == '_') && name.chars().count() <= MAX_NAME
}
