//! The workspace: what a link and a file hold.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything a person works on. Texts stay texts: comments, layout and errors survive.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Workspace {
    /// The definition as written: of the machine that Run starts.
    pub definition: String,
    /// Further state machines, in the order of their tabs: Tasks can start executions of them.
    pub machines: Vec<NamedMachine>,
    /// The functions in the order of their tabs.
    pub functions: Vec<Function>,
    /// What lies in buckets when a run begins, in the order of the tabs.
    pub objects: Vec<StoredObject>,
    /// Where the cursor stops.
    pub breakpoints: Vec<super::Breakpoint>,
    /// The execution's input as written.
    pub input: String,
    /// Mocked answers as Step Functions Local's `MockConfigFile.json` has them; may be empty.
    pub mocks: String,
    /// Its title; may be empty.
    pub title: String,
    /// How it runs.
    pub settings: Settings,
    /// Fields that this version does not know, as JSON text by name: kept and written again.
    pub unknown: BTreeMap<String, String>,
}

/// A further state machine of the workspace. It lives in the region and the account of the settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedMachine {
    /// Its name, as in `arn:aws:states:REGION:ACCOUNT:stateMachine:NAME`.
    pub name: String,
    /// Its definition as written.
    pub definition: String,
    /// Whether it is an Express workflow; a Standard one otherwise.
    pub express: bool,
}

/// A Lambda function: a JavaScript file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Function {
    /// The file's name; without its ending it is the function's: `step-functions-lambda.mjs`.
    pub name: String,
    /// The file's text.
    pub text: String,
}

/// An object in a bucket: what S3 gives to the run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredObject {
    /// Its bucket, a slash and its key: `shop/orders.csv`.
    pub name: String,
    /// Its text.
    pub text: String,
}

impl StoredObject {
    /// The bucket and the key.
    pub fn place(&self) -> (&str, &str) {
        self.name.split_once('/').unwrap_or((&self.name, ""))
    }
}

/// Where and how a workspace runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// `ap-northeast-1`
    pub region: String,
    /// Twelve digits.
    pub account: String,
    /// The state machine's name.
    pub machine_name: String,
    /// Whether it is an Express workflow; a Standard one otherwise.
    pub express: bool,
    /// Seed of everything random.
    pub seed: u32,
    /// The functions' timeout in seconds: Lambda's own setting, not the state's (1 to 900).
    pub function_timeout: u32,
    /// Whether Wait and back-off take their time in earnest.
    pub real_time: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            region: "ap-northeast-1".into(),
            account: "123456789012".into(),
            machine_name: "MyStateMachine".into(),
            express: false,
            seed: 7,
            function_timeout: 3,
            real_time: false,
        }
    }
}

impl Function {
    /// The function's name: the file's without its ending.
    pub fn stem(&self) -> &str {
        stem(&self.name)
    }
}

/// A file's name without `.mjs`, `.cjs` or `.js`.
pub fn stem(file: &str) -> &str {
    let endings = [".mjs", ".cjs", ".js"];
    let cut = endings.iter().find_map(|ending| file.strip_suffix(ending));
    cut.unwrap_or(file)
}

impl Workspace {
    /// The file of a function, by the function's name.
    pub fn file_of(&self, function: &str) -> Option<&Function> {
        self.functions.iter().find(|file| file.stem() == function)
    }

    /// A further machine.
    pub fn machine(&self, name: &str) -> Option<&NamedMachine> {
        self.machines.iter().find(|machine| machine.name == name)
    }

    /// Whether a machine of the workspace has this name already; the first one is named in the settings.
    pub fn has_machine(&self, name: &str) -> bool {
        self.settings.machine_name == name || self.machine(name).is_some()
    }
}
