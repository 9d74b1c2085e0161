//! From JSON to YAML and back, and fixes that must be sound in either.

use crate::definition::Definition;
use crate::diagnostic::Problem;
use crate::text::yaml;
use std::borrow::Cow;

/// So many fixes are tried; a text with more problems can be mended one by one.
const MOST_TRIED: usize = 30;

/// The definition in YAML if it is in JSON, and in JSON if it is in YAML; `None` while it cannot be read
/// as it stands. Comments are lost.
pub fn convert(definition: &Definition) -> Option<String> {
    if definition.problems.iter().any(Problem::is_error) {
        return None;
    }
    let root = definition.root.as_ref()?;
    Some(if definition.yaml {
        root.to_value().to_pretty_json() + "\n"
    } else {
        yaml::write(root)
    })
}

/// A definition as AWS takes it: what is in YAML, in JSON.
pub fn as_json(text: &str) -> Cow<'_, str> {
    let converted = yaml::is_yaml(text).then(|| convert(&Definition::read_any(text)));
    converted.flatten().map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Problems without the fixes that would break a text in YAML: fixes are written as JSON, which YAML does
/// not take everywhere.
pub fn sound_fixes(definition: &Definition, mut problems: Vec<Problem>) -> Vec<Problem> {
    if !definition.yaml {
        return problems;
    }
    let errors =
        |problems: &[Problem]| problems.iter().filter(|problem| problem.is_error()).count();
    let before = errors(&definition.problems);
    let fixed = problems.iter_mut().filter(|problem| problem.fix.is_some());
    for (number, problem) in fixed.enumerate() {
        let mended = problem
            .fix
            .as_ref()
            .filter(|_| number < MOST_TRIED)
            .map(|fix| {
                let mut text = definition.text.to_string();
                text.replace_range(problem.fix_span(), fix);
                errors(&yaml::read(&text).problems)
            });
        if mended.is_none_or(|after| after > before) {
            problem.fix = None;
        }
    }
    problems
}
