//! What the page can ask about a definition.

use serde::{Deserialize, Serialize};

/// What the editor wants to know about the definition. Places count UTF-16 units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Question {
    /// What can be written here?
    Suggestions {
        /// Where the caret is.
        at: u32,
    },
    /// What does it mean?
    Meaning {
        /// One of its characters.
        at: u32,
    },
    /// What does the expression here give at the cursor?
    Value {
        /// One of its characters.
        at: u32,
    },
    /// Which state is named here?
    Named {
        /// One of its characters.
        at: u32,
    },
    /// Which edits give the state that is named here another name?
    Rename {
        /// One of its characters.
        at: u32,
        /// Its name from now on.
        to: String,
    },
    /// How is the definition laid out well?
    Format,
    /// What is it in YAML; if it is YAML, in JSON?
    Convert,
    /// Not of the definition but of the run: what can be otherwise from the cursor on, and what is it now?
    WhatIf,
    /// What is it with every slip mended?
    Mend,
}
