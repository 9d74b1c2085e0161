//! `Parameters` of `arn:aws:states:::lambda:invoke`.

use super::checker::{Checker, quoted};
use super::place::Place;
use crate::machine::problem::TaskProblem;
use crate::text::Node;

const PARAMETERS: [&str; 6] = [
    "FunctionName",
    "Payload",
    "InvocationType",
    "Qualifier",
    "ClientContext",
    "LogType",
];

impl<'a> Checker<'a> {
    /// The parameters of a call, if they are written down: without `Parameters` the input holds them.
    pub fn invoke_parameters(&mut self, at: &Place<'_>, node: &'a Node) {
        let Some(parameters) = node.get("Parameters") else {
            return;
        };
        let place = at.field("Parameters");
        let Some(members) = parameters.value.as_object() else {
            return;
        };
        let mut function = false;
        for member in members {
            let name = member
                .key
                .text
                .strip_suffix(".$")
                .unwrap_or(&member.key.text);
            function |= name == "FunctionName";
            if PARAMETERS.contains(&name) {
                continue;
            }
            let suggestion = self.suggestions.among(name, PARAMETERS.iter().copied());
            let suffix = &member.key.text[name.len()..];
            let fix = suggestion.map(|meant| quoted(&format!("{meant}{suffix}")));
            let kind = TaskProblem::UnknownParameter {
                field: name.to_owned(),
                suggestion: suggestion.map(str::to_owned),
            };
            function |= suggestion == Some("FunctionName");
            self.tell_fix(&place, &member.key.span, &kind, fix);
        }
        if !function {
            let field = "FunctionName";
            let kind = TaskProblem::NoParameter { field };
            self.tell(&place, &parameters.key.span, &kind);
        }
    }
}
