//! The texts as they are now: what is wrong with them, and what a run needs of them.

use super::action::Document;
use super::code::Code;
use super::input;
use super::mocks;
use super::source::{Good, Source, text_of};
use super::view::{LabelRow, Picture, ProblemRow, Problems};
use crate::definition::Definition;
use crate::diagnostic::{Problem, Severity};
use crate::project::Workspace;
use crate::text::TextIndex;
use crate::value::Payload;

/// What the texts are.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// The machine that Run starts, then the others in the workspace's order.
    machines: Vec<Source>,
    /// Which of them is looked at.
    shown: usize,
    input: Option<Payload>,
    of_input: Vec<Problem>,
    /// What a JavaScript parser says of the functions.
    pub code: Code,
}

impl Texts {
    /// The definition of a machine as it is now.
    pub fn definition(&self, name: Option<&str>) -> Option<&Definition> {
        let mut machines = self.machines.iter();
        let source = machines.find(|source| source.name.as_deref() == name);
        source.map(Source::definition)
    }

    /// Reads every text.
    pub fn read(&mut self, workspace: &Workspace) {
        self.read_input(workspace);
        self.machines.clear();
        self.shown = 0;
        self.arrange(workspace);
    }

    /// Takes note of which machines there are; new ones are to be read.
    pub fn arrange(&mut self, workspace: &Workspace) {
        let shown = self.shown_name().map(str::to_owned);
        let mut known = std::mem::take(&mut self.machines);
        let names = workspace.machines.iter();
        let names = names.map(|machine| Some(machine.name.clone()));
        for name in std::iter::once(None).chain(names) {
            let place = known.iter().position(|source| source.name == name);
            let source = place.map(|place| known.swap_remove(place));
            self.machines.push(source.unwrap_or_else(|| {
                let mut source = Source::new(name);
                source.read(workspace);
                source
            }));
        }
        self.show(shown.as_deref());
        self.look_around(workspace);
    }

    /// A further machine has another name now; [`Self::arrange`] follows.
    pub fn rename(&mut self, from: &str, to: &str) {
        let mut machines = self.machines.iter_mut();
        if let Some(source) = machines.find(|source| source.name.as_deref() == Some(from)) {
            source.name = Some(to.to_owned());
        }
    }

    /// Which machine is looked at: the one that Run starts, if there is none of this name.
    pub fn show(&mut self, name: Option<&str>) {
        let mut machines = self.machines.iter();
        let place = machines.position(|source| source.name.as_deref() == name);
        self.shown = place.unwrap_or_default();
    }

    /// Draws groups of the machine that is looked at as one box, or with what is inside.
    pub fn fold(&mut self, state: Option<u32>, folded: bool) {
        if let Some(source) = self.machines.get_mut(self.shown) {
            source.fold(state, folded);
        }
    }

    /// Opens the groups around a state of the machine that is looked at; whether one was folded.
    pub fn unfold_around(&mut self, state: u32) -> bool {
        let source = self.machines.get_mut(self.shown);
        source.is_some_and(|source| source.unfold_around(state))
    }

    /// The name of the machine that is looked at; `None` for the one that Run starts.
    pub fn shown_name(&self) -> Option<&str> {
        self.machines.get(self.shown)?.name.as_deref()
    }

    /// A machine's text; `None` is the name of the one that Run starts.
    pub fn source(&self, name: Option<&str>) -> Option<&Source> {
        let mut machines = self.machines.iter();
        machines.find(|source| source.name.as_deref() == name)
    }

    /// The last definition without errors of the machine that is looked at.
    pub fn good(&self) -> Option<&Good> {
        self.machines.get(self.shown)?.good.as_ref()
    }

    /// Reads one definition again.
    pub fn read_definition(&mut self, workspace: &Workspace, name: Option<&str>) {
        let mut machines = self.machines.iter_mut();
        if let Some(source) = machines.find(|source| source.name.as_deref() == name) {
            source.read(workspace);
        }
        self.look_around(workspace);
    }

    /// Reads every definition again.
    pub fn read_machines(&mut self, workspace: &Workspace) {
        let machines = self.machines.iter_mut();
        machines.for_each(|source| source.read(workspace));
        self.look_around(workspace);
    }

    /// Looks again which functions and machines there are.
    pub fn look_around(&mut self, workspace: &Workspace) {
        let broken = self.machines.iter().filter(|source| source.stale);
        let broken: Vec<_> = broken.filter_map(|source| source.name.clone()).collect();
        let machines = self.machines.iter_mut();
        machines.for_each(|source| source.look_around(workspace, &broken));
    }

    /// Reads the input again.
    pub fn read_input(&mut self, workspace: &Workspace) {
        let read = input::read(&workspace.input);
        (self.input, self.of_input) = match read {
            Ok(input) => (Some(input), Vec::new()),
            Err(problems) => (None, problems),
        };
    }

    /// The execution's input, if it is JSON.
    pub fn input(&self) -> Option<&Payload> {
        self.input.as_ref()
    }

    /// What a run needs, if everything is there.
    pub fn runnable(&self) -> Option<(&Good, &Payload)> {
        let good = self.machines.first()?.sound()?;
        Some((good, self.input.as_ref()?))
    }

    /// The problems' panel.
    pub fn problems(&self, workspace: &Workspace) -> Problems {
        let machines = self.machines.iter();
        let mut rows: Vec<ProblemRow> = machines
            .flat_map(|source| of_machine(workspace, source))
            .collect();
        rows.extend(self::rows(
            &Document::Input,
            &workspace.input,
            self.of_input.iter(),
        ));
        let (_, of_mocks) = mocks::read(&workspace.mocks);
        rows.extend(self::rows(
            &Document::Mocks,
            &workspace.mocks,
            of_mocks.iter(),
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
        let source = self.machines.get(self.shown)?;
        source.good.as_ref().map(|good| Picture {
            stale: source.stale,
            graph: good.graph().clone(),
        })
    }
}

/// What is wrong with a machine's text, in the order of the text.
fn of_machine(workspace: &Workspace, source: &Source) -> Vec<ProblemRow> {
    let name = source.name.as_deref();
    let document = match name {
        None => Document::Definition,
        Some(name) => Document::Machine(name.to_owned()),
    };
    let mut rows = rows(&document, text_of(workspace, name), source.problems());
    rows.sort_by_key(|row| row.from);
    rows
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
        fix_from: utf16(problem.fix_span().start),
        fix_to: utf16(problem.fix_span().end),
        slip: problem.is_slip(),
        fix_words: problem.fix_words.clone(),
        labels: labels.collect(),
    }
}
