//! Which step of a path each `%` means.

use super::super::error::{Code, SyntaxError};
use super::super::tree::{Kind, LABELS, Node, Slot, Symbol};

/// The places that `%` asks for. Two that mean the same step share a label.
#[derive(Default)]
pub struct Slots(Vec<State>);

struct State {
    label: Symbol,
    /// How many steps up it still has to go.
    level: i32,
}

impl Slots {
    /// A place for one more `%`.
    pub fn add(&mut self) -> Slot {
        let slot = self.0.len();
        self.0.push(State {
            label: LABELS + slot as Symbol,
            level: 1,
        });
        slot
    }

    /// The label of each slot.
    pub fn labels(self) -> Vec<Symbol> {
        self.0.into_iter().map(|state| state.label).collect()
    }

    /// What a predicate behind `step` seeks: a parent one level up is the step's own, others go on.
    pub fn seek_from_predicate(
        &mut self,
        step: &mut Node,
        predicate: &Node,
    ) -> Result<(), SyntaxError> {
        for slot in &predicate.seeking {
            if self.0[*slot].level == 1 {
                self.seek(step, *slot)?;
            } else {
                self.0[*slot].level -= 1;
            }
        }
        Ok(())
    }

    /// Goes one step up: `node` is the step.
    fn seek(&mut self, node: &mut Node, slot: Slot) -> Result<(), SyntaxError> {
        if let Kind::Name(_) | Kind::Wildcard = &node.kind {
            self.0[slot].level -= 1;
            if self.0[slot].level == 0 {
                if let Some(other) = node.ancestor {
                    self.0[slot].label = self.0[other].label;
                }
                node.ancestor = Some(slot);
                node.tuple = true;
            }
        } else if let Kind::Parent(_) = &node.kind {
            self.0[slot].level += 1;
        } else if let Kind::Block { parts, .. } = &mut node.kind {
            if let Some(last) = parts.last_mut() {
                node.tuple = true;
                self.seek(last, slot)?;
            }
        } else if let Kind::Path { steps, .. } = &mut node.kind {
            node.tuple = true;
            for (index, step) in steps.iter_mut().rev().enumerate() {
                if index == 0 || self.0[slot].level > 0 {
                    self.seek(step, slot)?;
                }
            }
        } else {
            return Err(no_parent(node));
        }
        Ok(())
    }

    /// Finds the parents that the last step of `path` seeks among the steps before it.
    pub fn resolve(&mut self, path: &mut Node) -> Result<(), SyntaxError> {
        let Kind::Path { steps, .. } = &mut path.kind else {
            return Ok(());
        };
        let Some((last, before)) = steps.split_last_mut() else {
            return Ok(());
        };
        for slot in sought(last) {
            let mut left = before.len();
            while self.0[slot].level > 0 {
                if left == 0 {
                    path.seeking.push(slot);
                    break;
                }
                left -= 1;
                // Several `@` on the same context count as one step.
                while left > 0 && before[left].focus.is_some() && before[left - 1].focus.is_some() {
                    left -= 1;
                }
                self.seek(&mut before[left], slot)?;
            }
        }
        Ok(())
    }
}

/// What `part` seeks, itself included.
pub fn sought(part: &Node) -> Vec<Slot> {
    let mut slots = part.seeking.clone();
    if let Kind::Parent(slot) = part.kind {
        slots.push(slot);
    }
    slots
}

/// There is no step that a `%` could mean.
pub fn no_parent(node: &Node) -> SyntaxError {
    SyntaxError::new(Code::S0217, node.start, node.end.saturating_sub(node.start))
}
