//! Definition → Machine. Only a definition without errors has a machine.

use super::Machine;
use crate::definition::Definition;
use crate::diagnostic::Problem;

/// Everything that is wrong with a definition, and the machine if nothing of it is an error.
pub fn compile(definition: &Definition) -> (Option<Machine>, Vec<Problem>) {
    let _ = definition;
    (None, Vec::new())
}
