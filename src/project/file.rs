//! A workspace as a file: the JSON of a link, readable, with a mark of what it is. Or as the files that it
//! is made of: definitions and functions.

use super::schema::is_file_name;
use super::{Function, NamedMachine, Workspace, is_machine_name, schema};
use crate::text::yaml;
use crate::value::{Object, Value, parse};

/// The mark, and the version of the format.
const FORMAT: (&str, &str) = ("format", "asl-playground/1");

/// Files over this size are not read.
const MOST_BYTES: usize = 4 << 20;

/// Why a file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// It is larger than 4 MiB.
    TooLarge,
    /// It is a workspace of a newer version.
    Newer,
    /// It is neither a workspace nor a definition.
    NotAWorkspace,
}

impl Workspace {
    /// The text of a file that holds this workspace.
    pub fn to_file(&self) -> String {
        let marked = Object::new().with(FORMAT.0, FORMAT.1);
        let members = schema::to_value(self);
        let all = marked
            .iter()
            .chain(members.iter())
            .map(|(name, value)| (name.clone(), value.clone()));
        let mut text = Value::from(all.collect::<Object>()).to_pretty_json();
        text.push('\n');
        text
    }

    /// The workspace of a file. A bare definition is a workspace too, in JSON or in YAML.
    ///
    /// # Errors
    /// Why the text is neither.
    pub fn from_file(text: &str) -> Result<Self, FileFault> {
        if text.len() > MOST_BYTES {
            return Err(FileFault::TooLarge);
        }
        if let Some(definition) = in_yaml(text) {
            return Ok(definition);
        }
        let value =
            parse(text.trim_start_matches('\u{feff}')).map_err(|_| FileFault::NotAWorkspace)?;
        let object = value.as_object().ok_or(FileFault::NotAWorkspace)?;
        match object.get(FORMAT.0).and_then(Value::as_str) {
            Some(format) if format == FORMAT.1 => marked(object),
            Some(format) if format.starts_with("asl-playground/") => Err(FileFault::Newer),
            _ => bare(object, text),
        }
    }
}

impl Workspace {
    /// The workspace of several files, each a name and a text: definitions are its machines, called as
    /// the files, and JavaScript files its functions. Run starts the first machine that no other one
    /// names. A file that holds a whole workspace is opened instead of all others.
    ///
    /// # Errors
    /// Why a text is none of these, or that there is no definition among them.
    pub fn from_files(files: Vec<(String, String)>) -> Result<Self, FileFault> {
        let mut together = Self {
            input: "{}".to_owned(),
            ..Self::default()
        };
        for (name, text) in files {
            if is_file_name(&name) {
                together.functions.push(Function { name, text });
                continue;
            }
            let read = Self::from_file(&text)?;
            if read.definition != text {
                return Ok(read);
            }
            let name = together.free_name(&name);
            together.machines.push(NamedMachine {
                name,
                definition: text,
                express: false,
            });
        }
        together.with_first().ok_or(FileFault::NotAWorkspace)
    }

    /// The name of a machine for a file: `pay.asl.json` is `pay`.
    fn free_name(&self, file: &str) -> String {
        let endings = [
            ".asl.json",
            ".json",
            ".asl",
            ".asl.yaml",
            ".asl.yml",
            ".yaml",
            ".yml",
        ];
        let stem = endings.iter().find_map(|ending| file.strip_suffix(ending));
        let sound = |c: char| is_machine_name(c.encode_utf8(&mut [0; 4]));
        let stem: String = stem.unwrap_or(file).chars().take(70).collect();
        let name: String = stem
            .chars()
            .map(|c| if sound(c) { c } else { '-' })
            .collect();
        let name = if name.is_empty() {
            "machine".to_owned()
        } else {
            name
        };
        let numbered = (2..).map(|number| format!("{name}-{number}"));
        let mut names = std::iter::once(name.clone()).chain(numbered);
        let free = names.find(|name| self.machine(name).is_none());
        free.unwrap_or_default()
    }

    /// Takes the machine that Run starts out of the others; `None` when there is no machine.
    fn with_first(mut self) -> Option<Self> {
        let names = |other: &NamedMachine, name: &str| {
            let arn = format!(":stateMachine:{name}");
            let mut rests = other.definition.split(&arn).skip(1);
            // The name ends there: with its quote, or with the line in YAML.
            rests.any(|rest| {
                !rest.starts_with(|c: char| is_machine_name(c.encode_utf8(&mut [0; 4])))
            })
        };
        let free = |machine: &NamedMachine| {
            let mut others = self
                .machines
                .iter()
                .filter(|other| other.name != machine.name);
            !others.any(|other| names(other, &machine.name))
        };
        let first = self.machines.iter().position(free).unwrap_or_default();
        if self.machines.is_empty() {
            return None;
        }
        let first = self.machines.remove(first);
        self.definition = first.definition;
        if !self.machines.is_empty() {
            self.settings.machine_name = first.name;
        }
        Some(self)
    }
}

fn marked(object: &Object) -> Result<Workspace, FileFault> {
    let mut workspace = schema::from_value(object).ok_or(FileFault::NotAWorkspace)?;
    workspace.unknown.remove(FORMAT.0);
    Ok(workspace)
}

fn bare(object: &Object, text: &str) -> Result<Workspace, FileFault> {
    if object.contains("States") || object.contains("StartAt") {
        return Ok(of_definition(text));
    }
    Err(FileFault::NotAWorkspace)
}

/// The workspace of a text in YAML, if that is a definition.
fn in_yaml(text: &str) -> Option<Workspace> {
    let root = yaml::is_yaml(text).then(|| yaml::read(text).root)??;
    let fields = ["States", "StartAt"];
    let found = fields.iter().any(|field| root.get(field).is_some());
    found.then(|| of_definition(text))
}

fn of_definition(text: &str) -> Workspace {
    Workspace {
        definition: text.to_owned(),
        input: "{}".to_owned(),
        ..Workspace::default()
    }
}
