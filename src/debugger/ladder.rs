//! The rungs of the stage ladder: the data after each stage, what differs from the stage before, and the
//! field that did it.

use super::diff::diff;
use super::sources::Sources;
use super::view::StageRow;
use crate::graph::{EdgeKind, source};
use crate::inspection::Stage;
use crate::machine::State;
use crate::value::Value;
use std::cell::RefCell;
use std::rc::Rc;

/// So many bytes of a stage's text are shown, unless it is wanted whole.
const LONGEST_TEXT: usize = 64 * 1024;

/// Makes the rungs of one state.
#[derive(Clone, Debug)]
pub struct Ladder {
    /// What the author wrote for the state.
    source: Option<Value>,
    /// The same with its characters, where it is in JSON.
    written: Option<Sources>,
    /// Whether long data is shown whole.
    whole: bool,
    /// The way that the visit went on.
    way: EdgeKind,
    /// The last data that was printed, with its text: most stages hand on what they got.
    printed: RefCell<Option<(Value, Rc<str>)>>,
}

impl Ladder {
    /// The ladder of a state of this definition.
    pub fn new(definition: &str, state: &State, whole: bool) -> Self {
        Self {
            source: source(definition, state),
            written: None,
            whole,
            way: EdgeKind::Next,
            printed: RefCell::default(),
        }
    }

    /// The same, which tells of each value the expression that produced it.
    #[inline(never)]
    pub fn with_sources(self, definition: &str, state: &State) -> Self {
        Self {
            written: Sources::of(definition, state),
            ..self
        }
    }

    /// The same for a visit that went on this way: a rule or a catcher may have said what is put out.
    pub fn on_way(self, way: EdgeKind) -> Self {
        Self { way, ..self }
    }

    /// One rung, at position 0 and of the first attempt.
    pub fn row(&self, stage: Stage, value: &Value, before: Option<&Value>) -> StageRow {
        let text = self.print(value);
        let cut = !self.whole && text.len() > LONGEST_TEXT;
        let changes = before.map(|before| diff(before, value));
        StageRow {
            position: 0,
            stage,
            attempt: 0,
            index: None,
            cut: cut.then_some(text.len() as u32),
            text: if cut { beginning(&text) } else { &text }.to_owned(),
            changes: changes.unwrap_or_default(),
            told: true,
            field: self.field(stage),
            sources: match &self.written {
                Some(written) if !cut => written.rows(stage, value, self.way),
                Some(_) | None => Vec::new(),
            },
        }
    }

    /// The pretty text of a value.
    fn print(&self, value: &Value) -> Rc<str> {
        let mut printed = self.printed.borrow_mut();
        if let Some((_, text)) = printed.as_ref().filter(|(last, _)| last.is_same(value)) {
            return Rc::clone(text);
        }
        let text = Rc::from(value.to_pretty_json());
        *printed = Some((value.clone(), Rc::clone(&text)));
        text
    }

    /// What the author wrote for the stage's field.
    fn field(&self, stage: Stage) -> String {
        let source = self.source.as_ref();
        let caught = match (self.way, stage) {
            (EdgeKind::Catch(at), Stage::AfterResultPath | Stage::Output) => {
                let catchers = source.and_then(|source| source.get("Catch")?.as_array());
                Some(catchers.and_then(|catchers| catchers.get(at as usize)))
            }
            _ => None,
        };
        let owner = caught.unwrap_or(source);
        let field = |path: &&str| {
            let mut names = path.split('/');
            names.try_fold(owner?, |at, name| at.get(name))
        };
        let written = fields(stage).iter().find_map(field);
        written.map_or(String::new(), |written| match written {
            Value::String(text) => text.to_string(),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => written.to_pretty_json(),
        })
    }
}

/// The fields that do a stage, the usual one first; one inside of others behind their names: `ItemReader/ReaderConfig`.
pub fn fields(stage: Stage) -> &'static [&'static str] {
    match stage {
        Stage::AfterInputPath => &["InputPath"],
        Stage::AfterParameters => &["Parameters"],
        Stage::AfterArguments => &["Arguments"],
        Stage::AfterItemsPath => &["ItemsPath", "Items"],
        Stage::AfterItemsPointer => &["ItemReader/ReaderConfig/ItemsPointer"],
        Stage::AfterItemSelector => &["ItemSelector", "Parameters"],
        Stage::AfterItemBatcher => &["ItemBatcher"],
        Stage::AfterResultSelector => &["ResultSelector"],
        Stage::AfterResultPath => &["ResultPath"],
        Stage::Output => &["OutputPath", "Output"],
        Stage::Input | Stage::Result | Stage::ErrorOutput => &[],
    }
}

/// The first part of a long text, whole lines.
fn beginning(text: &str) -> &str {
    let end = (0..=LONGEST_TEXT)
        .rev()
        .find(|at| text.is_char_boundary(*at));
    let part = &text[..end.unwrap_or(0)];
    part.rfind('\n').map_or(part, |line| &part[..line])
}

/// The text of a value, of a long one the beginning.
pub fn short(value: &Value) -> String {
    let text = value.beginning(LONGEST_TEXT).to_pretty_json();
    if text.len() > LONGEST_TEXT {
        return beginning(&text).to_owned();
    }
    text
}
