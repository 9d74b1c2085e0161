//! The texts as they are now: what is wrong with them, the machine and the drawing they give.

use super::action::Document;
use super::code::Code;
use super::input;
use super::view::{LabelRow, Picture, ProblemRow, Problems};
use crate::definition::Definition;
use crate::diagnostic::{Problem, Severity};
use crate::graph::{Graph, layout};
use crate::machine::{Machine, MachineType, check_functions, compile_as};
use crate::project::Workspace;
use crate::text::TextIndex;
use crate::value::Payload;
use std::rc::Rc;

/// A machine and its drawing.
#[derive(Clone, Debug)]
pub struct Good {
    /// The machine.
    pub machine: Rc<Machine>,
    /// The text it was made from.
    pub text: Rc<str>,
    /// Its drawing.
    pub graph: Graph,
}

/// What the texts are.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    definition: Definition,
    of_definition: Vec<Problem>,
    of_functions: Vec<Problem>,
    input: Option<Payload>,
    of_input: Vec<Problem>,
    /// What a JavaScript parser says of the functions.
    pub code: Code,
    /// The last definition without errors.
    pub good: Option<Good>,
    /// Whether that is not the definition as it is now.
    pub stale: bool,
}

fn type_of(workspace: &Workspace) -> MachineType {
    if workspace.settings.express {
        MachineType::Express
    } else {
        MachineType::Standard
    }
}

impl Texts {
    /// Reads every text.
    pub fn read(&mut self, workspace: &Workspace) {
        self.read_input(workspace);
        self.read_definition(workspace);
    }

    /// Reads the definition again.
    pub fn read_definition(&mut self, workspace: &Workspace) {
        self.definition = Definition::read(&workspace.definition);
        let (machine, problems) = compile_as(&self.definition, type_of(workspace));
        self.of_definition = problems;
        self.stale = machine.is_none();
        if let Some(machine) = machine {
            let text = workspace.definition.as_str();
            self.good = Some(Good {
                graph: layout(&machine, text),
                machine: Rc::new(machine),
                text: text.into(),
            });
        }
        self.read_functions(workspace);
    }

    /// Looks again which functions there are.
    pub fn read_functions(&mut self, workspace: &Workspace) {
        let good = self.good.as_ref().filter(|_| !self.stale);
        let Some(good) = good else {
            self.of_functions.clear();
            return;
        };
        let names: Vec<_> = workspace.functions.iter().map(|file| file.stem()).collect();
        let settings = &workspace.settings;
        self.of_functions = check_functions(
            &good.machine,
            &self.definition,
            &names,
            &settings.region,
            &settings.account,
        );
    }

    /// Reads the input again.
    pub fn read_input(&mut self, workspace: &Workspace) {
        let read = input::read(&workspace.input);
        (self.input, self.of_input) = match read {
            Ok(input) => (Some(input), Vec::new()),
            Err(problems) => (None, problems),
        };
    }

    /// What a run needs, if everything is there.
    pub fn runnable(&self) -> Option<(&Good, &Payload)> {
        let good = self.good.as_ref().filter(|_| !self.stale)?;
        Some((good, self.input.as_ref()?))
    }

    /// The problems' panel.
    pub fn problems(&self, workspace: &Workspace) -> Problems {
        let definition = self.of_definition.iter().chain(&self.of_functions);
        let mut rows = rows(&Document::Definition, &workspace.definition, definition);
        rows.sort_by_key(|row| row.from);
        rows.extend(self::rows(
            &Document::Input,
            &workspace.input,
            self.of_input.iter(),
        ));
        for (name, text, problem) in self.code.problems() {
            let file = Document::Function(name.to_owned());
            rows.extend(self::rows(&file, text, [problem].into_iter()));
        }
        let errors = rows.iter().filter(|row| row.severity == Severity::Error);
        let errors = errors.count() as u32;
        Problems {
            warnings: rows.len() as u32 - errors,
            errors,
            rows,
        }
    }

    /// The graph's panel, if there ever was a good definition.
    pub fn picture(&self) -> Option<Picture> {
        self.good.as_ref().map(|good| Picture {
            stale: self.stale,
            graph: good.graph.clone(),
        })
    }
}

fn rows<'a>(
    document: &Document,
    text: &str,
    problems: impl Iterator<Item = &'a Problem>,
) -> Vec<ProblemRow> {
    let index = TextIndex::new(text);
    problems
        .map(|problem| row(document.clone(), &index, problem))
        .collect()
}

fn row(document: Document, index: &TextIndex<'_>, problem: &Problem) -> ProblemRow {
    let utf16 = |byte| index.to_utf16(byte) as u32;
    let labels = problem.labels.iter().map(|label| LabelRow {
        from: utf16(label.span.start),
        to: utf16(label.span.end),
        words: label.words.clone(),
    });
    ProblemRow {
        document,
        from: utf16(problem.span.start),
        to: utf16(problem.span.end),
        line: index.line_column(problem.span.start).line as u32,
        severity: problem.severity,
        code: problem.code.clone(),
        location: problem.location.clone(),
        aws: problem.aws.clone(),
        title: problem.title.clone(),
        why: problem.why.clone(),
        hint: problem.hint.clone(),
        fix: problem.fix.clone(),
        labels: labels.collect(),
    }
}
