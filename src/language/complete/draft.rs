//! Drafts of whole things: a workflow where nothing is written yet, a state of each type, an entry of a list.

use super::{Asked, Completion, Completions, Kind, no_holes};
use crate::diagnostic::Span;
use crate::language::place::Written;
use crate::language::shape::Shape;
use crate::language::takes;
use crate::machine::vocabulary::{Language, TYPES};

/// A workflow that can run, in JSON; its state's name is to be chosen first.
const WORKFLOW: &str = "{\n\t\"StartAt\": \"${1:Hello}\",\n\t\"States\": {\n\t\t\"${1:Hello}\": {\n\t\t\t\"Type\": \"Pass\",\n\t\t\t\"End\": true\n\t\t}\n\t}\n}\n";
/// The same in YAML.
const WORKFLOW_YAML: &str =
    "StartAt: ${1:Hello}\nStates:\n  ${1:Hello}:\n    Type: Pass\n    End: true\n";

/// What can be written into an empty text, or in the place of the one word that stands in it.
pub(super) fn workflows(text: &str) -> Completions {
    let word = text.trim();
    if word.contains(char::is_whitespace) {
        return Completions::default();
    }
    let start = text.len() - text.trim_start().len();
    let span: Span = start..start + word.len();
    let json = |language: &str, first: &str| {
        workflow(
            "{ \"StartAt\": … }",
            "JSON",
            language,
            WORKFLOW.replacen('{', first, 1),
        )
    };
    let yaml = |language: &str, first: &str| {
        workflow(
            "StartAt: …",
            "YAML",
            language,
            format!("{first}{WORKFLOW_YAML}"),
        )
    };
    Completions {
        span,
        comma: None,
        items: vec![
            json("JSONata", "{\n\t\"QueryLanguage\": \"JSONata\","),
            json("JSONPath", "{"),
            yaml("JSONata", "QueryLanguage: JSONata\n"),
            yaml("JSONPath", ""),
        ],
    }
}

fn workflow(label: &str, notation: &str, language: &str, insert: String) -> Completion {
    Completion::plain(label, Kind::Word)
        .with_insert(insert)
        .with_detail(format!("{notation}, {language}"))
        .with_meaning("draft.workflow")
}

impl Asked<'_, '_> {
    /// A state of each type, under a name that no state has.
    pub(super) fn states(&self, written: &Written) -> Vec<Completion> {
        TYPES.map(|kind| self.state(written, kind)).to_vec()
    }

    fn state(&self, written: &Written, kind: &'static str) -> Completion {
        let name = self.free_name(kind);
        let member = self.member(written, &name, &self.state_draft(kind));
        let hole = format!("${{1:{}}}", no_holes(&name));
        Completion::plain(kind, Kind::Word)
            // The name comes first in a member, and is what a person writes first.
            .with_insert(member.replacen(&name, &hole, 1))
            .with_meaning(format!("type.{kind}"))
    }

    fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| {
            self.outline
                .states
                .iter()
                .any(|state| &*state.name.text == name)
        };
        let numbered = (2..).map(|number| format!("{name} {number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        names.find(|name| !taken(name)).unwrap_or_default()
    }

    /// What a state of a type needs, in JSON, its holes behind that of its name.
    fn state_draft(&self, kind: &str) -> String {
        let jsonata = self.scope.language == Language::Jsonata;
        let end = "\"End\": true";
        let rest = match kind {
            "Task" => format!("{},\n\t{end}", self.call(jsonata)),
            "Wait" => format!("\"Seconds\": ${{2:5}},\n\t{end}"),
            "Fail" => "\"Error\": \"${2}\",\n\t\"Cause\": \"${3}\"".to_owned(),
            "Choice" => self.choices(),
            "Parallel" => format!(
                "\"Branches\": [\n\t\t{}\n\t],\n\t{end}",
                self.block("Branch", 2)
            ),
            "Map" => {
                let items = if jsonata {
                    "\"Items\": \"{% ${2:$states.input} %}\""
                } else {
                    "\"ItemsPath\": \"${2:$}\""
                };
                format!(
                    "{items},\n\t\"ItemProcessor\": {},\n\t{end}",
                    self.block("Each item", 1)
                )
            }
            "Pass" => end.to_owned(),
            _ => String::new(),
        };
        let comma = if rest.is_empty() { "" } else { ",\n\t" };
        format!("{{\n\t\"Type\": \"{kind}\"{comma}{rest}\n}}")
    }

    /// A call of a Lambda function: of the workspace's first, if there is one.
    fn call(&self, jsonata: bool) -> String {
        let function = self.around.functions.first().map_or("", |name| name);
        let (field, payload, result) = if jsonata {
            (
                "Arguments",
                "\"Payload\": \"{% $states.input %}\"",
                "\"Output\": \"{% $states.result.Payload %}\"",
            )
        } else {
            (
                "Parameters",
                "\"Payload.$\": \"$\"",
                "\"OutputPath\": \"$.Payload\"",
            )
        };
        let name = format!("\"FunctionName\": \"${{2:{}}}\"", no_holes(function));
        format!(
            "\"Resource\": \"arn:aws:states:::lambda:invoke\",\n\t\"{field}\": {{\n\t\t{name},\n\t\t{payload}\n\t}},\n\t{result}"
        )
    }

    fn choices(&self) -> String {
        let rules = takes::draft(Shape::State, "Choices", self.scope.language);
        format!(
            "\"Choices\": {},\n\t\"Default\": \"${{}}\"",
            rules.replace('\n', "\n\t")
        )
    }

    /// A branch or processor that hands on what it gets, so many levels deep.
    fn block(&self, name: &str, depth: usize) -> String {
        let (name, line) = (self.free_name(name), format!("\n{}", "\t".repeat(depth)));
        let state = format!("\"{name}\": {{ \"Type\": \"Pass\", \"End\": true }}");
        format!(
            "{{{line}\t\"StartAt\": \"{name}\",{line}\t\"States\": {{{line}\t\t{state}{line}\t}}{line}}}"
        )
    }

    /// An entry of a list of objects: a rule, a retrier, a catcher, a branch.
    pub(super) fn entry(&self, written: &Written) -> Completions {
        let field = match self.scope.shape {
            Shape::Rules | Shape::NestedRules => "Choices",
            Shape::Retriers => "Retry",
            Shape::Catchers => "Catch",
            Shape::Branches => "Branches",
            _ => return Completions::default(),
        };
        if !written.span.is_empty() {
            return Completions::default();
        }
        let list = takes::draft(Shape::State, field, self.scope.language);
        let entry = list.trim_start_matches("[\n\t").trim_end_matches("\n]");
        let nested = self.scope.shape == Shape::NestedRules;
        let entry = entry.replace("\n\t", "\n");
        let insert = if nested { without_next(&entry) } else { entry };
        let item = Completion::plain("{ … }", Kind::Word)
            .with_insert(insert)
            .with_meaning(format!("field.{field}"));
        Completions {
            span: written.span.clone(),
            comma: self.comma(),
            items: vec![item],
        }
    }
}

/// A rule inside of a rule leads nowhere itself.
fn without_next(rule: &str) -> String {
    rule.replace(",\n\t\"Next\": \"${}\"", "")
}
