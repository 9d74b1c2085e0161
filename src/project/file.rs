//! A workspace as a file: the JSON of a link, readable, with a mark of what it is.

use super::{Workspace, schema};
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

    /// The workspace of a file. A bare definition is a workspace too.
    ///
    /// # Errors
    /// Why the text is neither.
    pub fn from_file(text: &str) -> Result<Self, FileFault> {
        if text.len() > MOST_BYTES {
            return Err(FileFault::TooLarge);
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

fn marked(object: &Object) -> Result<Workspace, FileFault> {
    let mut workspace = schema::from_value(object).ok_or(FileFault::NotAWorkspace)?;
    workspace.unknown.remove(FORMAT.0);
    Ok(workspace)
}

fn bare(object: &Object, text: &str) -> Result<Workspace, FileFault> {
    if object.contains("States") || object.contains("StartAt") {
        return Ok(Workspace {
            definition: text.to_owned(),
            input: "{}".to_owned(),
            ..Workspace::default()
        });
    }
    Err(FileFault::NotAWorkspace)
}
