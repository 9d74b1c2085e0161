//! Input and output processing.

use super::checker::Checker;
use super::field::Language;
use super::jsonata::Sees;
use super::place::Place;
use crate::machine::problem::{PathProblem, Wanted};
use crate::machine::{Io, JsonataIo, PathField, PathIo, ResultPath};
use crate::query::ReferencePath;
use crate::text::{Json, Node};

impl<'a> Checker<'a> {
    /// Input and output processing in the state's language.
    pub fn io(&mut self, at: &Place<'_>, node: &'a Node, state_type: &str) -> Io {
        match self.speaks {
            Language::Path => Io::Path(self.path_io(at, node, state_type)),
            Language::Jsonata => Io::Jsonata(JsonataIo {
                arguments: self.data(at, node, "Arguments", Sees::Input),
                output: self.data(at, node, "Output", Sees::of(state_type)),
            }),
        }
    }

    /// The five fields; those that the type does not have were told already.
    fn path_io(&mut self, at: &Place<'_>, node: &'a Node, state_type: &str) -> PathIo {
        let parameters = if state_type == "Map" {
            None
        } else {
            self.template(at, node, "Parameters")
        };
        PathIo {
            input_path: self.path_field(at, node, "InputPath"),
            parameters,
            result_selector: self.template(at, node, "ResultSelector"),
            result_path: self.result_path(at, node),
            output_path: self.path_field(at, node, "OutputPath"),
        }
    }

    fn path_field(&mut self, at: &Place<'_>, node: &'a Node, name: &str) -> PathField {
        let Some(member) = node.get(name) else {
            return PathField::Whole;
        };
        match &member.value.json {
            Json::Null => PathField::Empty,
            Json::String(text) if &**text == "$" => PathField::Whole,
            Json::Bool(_)
            | Json::Number(_)
            | Json::String(_)
            | Json::Array(_)
            | Json::Object(_)
            | Json::Unreadable => self
                .path(at, node, name)
                .map_or(PathField::Whole, PathField::Path),
        }
    }

    /// `ResultPath` of a state or a catcher.
    pub fn result_path(&mut self, at: &Place<'_>, node: &'a Node) -> ResultPath {
        let Some(member) = node.get("ResultPath") else {
            return ResultPath::Whole;
        };
        match &member.value.json {
            Json::Null => ResultPath::Discard,
            Json::String(text) if &**text == "$" => ResultPath::Whole,
            Json::String(text) => self.result_place(at, &member.value, text),
            Json::Bool(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => {
                self.wrong_kind(at, "ResultPath", &member.value, Wanted::Text);
                ResultPath::Whole
            }
            Json::Unreadable => ResultPath::Whole,
        }
    }

    fn result_place(&mut self, at: &Place<'_>, value: &Node, text: &str) -> ResultPath {
        let place = at.field("ResultPath");
        let mut beginning = text.chars();
        let outside = beginning.next() == Some('$')
            && beginning
                .next()
                .is_some_and(|c| c == '$' || c.is_alphabetic() || c == '_');
        if outside {
            self.tell(&place, &value.span, &PathProblem::ResultOutside);
            return ResultPath::Whole;
        }
        if !self.begins_as_path(&place, "ResultPath", value, text) {
            return ResultPath::Whole;
        }
        match ReferencePath::parse(text) {
            Ok(path) => ResultPath::Into(path),
            Err(fault) => {
                self.bad_reference(&place, "ResultPath", value, &fault);
                ResultPath::Whole
            }
        }
    }
}
