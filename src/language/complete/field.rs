//! Keys: the fields that are allowed here and not there yet.

use super::{Asked, Completion, Completions, Kind};
use crate::language::meaning::field_key;
use crate::language::place::Written;
use crate::language::rename::mentions;
use crate::language::shape::Shape;
use crate::language::takes::draft;
use crate::machine::vocabulary::{Field, OPERATORS, state_field};
use crate::text::Member;

/// Fields of which one makes the others useless; what stands behind another is not suggested beside it.
const ALTERNATIVES: [&[&str]; 15] = [
    &["Next", "End"],
    &["Variable", "And"],
    &["Variable", "Or"],
    &["Variable", "Not"],
    &["Seconds", "Timestamp", "SecondsPath", "TimestampPath"],
    &["TimeoutSeconds", "TimeoutSecondsPath"],
    &["HeartbeatSeconds", "HeartbeatSecondsPath"],
    &["Error", "ErrorPath"],
    &["Cause", "CausePath"],
    &["MaxConcurrency", "MaxConcurrencyPath"],
    &["ToleratedFailureCount", "ToleratedFailureCountPath"],
    &[
        "ToleratedFailurePercentage",
        "ToleratedFailurePercentagePath",
    ],
    &["MaxItems", "MaxItemsPath"],
    &["MaxItemsPerBatch", "MaxItemsPerBatchPath"],
    &["MaxInputBytesPerBatch", "MaxInputBytesPerBatchPath"],
];

/// What is seldom wanted is suggested last.
const LAST: [&str; 2] = ["Comment", "QueryLanguage"];

/// What belongs to few types of states comes before what belongs to all.
fn rank(shape: Shape, name: &str) -> usize {
    let field = state_field(name).filter(|_| shape == Shape::State);
    match name {
        _ if LAST.contains(&name) => usize::MAX,
        "Type" => 0,
        _ => field.map_or(1, Field::breadth),
    }
}

impl Asked<'_, '_> {
    /// Keys that can be written here.
    pub(super) fn keys(&self, written: &Written) -> Completions {
        let names = self.absent(written);
        let items = names.into_iter().map(|name| self.field(written, name));
        let mut items: Vec<Completion> = items.collect();
        if self.scope.shape.is_computed() {
            items = self.parameters(written);
        } else if self.scope.shape == Shape::States {
            items = self.missing_states(written);
            items.extend(self.states(written));
        }
        let span = if written.quoted {
            written.span.start + 1..written.span.end
        } else {
            written.span.clone()
        };
        Completions {
            span,
            comma: self.comma(),
            items,
        }
    }

    /// The allowed fields that the object does not have.
    fn absent(&self, written: &Written) -> Vec<&'static str> {
        let scope = &self.scope;
        let mut names = scope
            .shape
            .fields(scope.state_type(self.outline), scope.language);
        names.retain(|name| !self.is_out_of_place(written, name));
        names.sort_by_key(|name| rank(scope.shape, name));
        names
    }

    /// Whether a field is there, or another in its place, or is the old name of another.
    fn is_out_of_place(&self, written: &Written, name: &str) -> bool {
        let old = match self.scope.state_type(self.outline) {
            Some("Map") => matches!(name, "Iterator" | "Parameters"),
            _ => false,
        };
        let mut groups = ALTERNATIVES
            .into_iter()
            .filter(|group| group.contains(&name));
        let mut operators = OPERATORS.into_iter().filter(|_| OPERATORS.contains(&name));
        (old && self.scope.shape == Shape::State)
            || self.has(written, name)
            || groups.any(|group| group.iter().any(|other| self.has(written, other)))
            || operators.any(|other| self.has(written, other))
    }

    /// States that are named somewhere in the block and do not exist yet.
    fn missing_states(&self, written: &Written) -> Vec<Completion> {
        let block = self
            .scope
            .block
            .and_then(|block| self.outline.blocks.get(block));
        let Some(block) = block else {
            return Vec::new();
        };
        let named = mentions(self.outline, block).filter_map(|node| node.as_str());
        let mut names: Vec<&str> = named.map(|name| &**name).collect();
        names.retain(|name| block.find(name).is_none() && super::literal(name) == *name);
        names.sort_unstable();
        names.dedup();
        let draft = "{\n\t\"Type\": \"${}\"\n}";
        let items = names.into_iter();
        items
            .map(|name| {
                Completion::plain(name, Kind::State).with_insert(self.member(written, name, draft))
            })
            .collect()
    }

    /// Whether the object has a member, beside the one that is being written.
    pub(super) fn has(&self, written: &Written, name: &str) -> bool {
        let members = self.scope.node.and_then(|node| node.as_object());
        let there = |member: &Member| {
            &*member.key.text == name && member.key.span.start != written.span.start
        };
        members.is_some_and(|members| members.iter().any(there))
    }

    fn field(&self, written: &Written, name: &'static str) -> Completion {
        let draft = draft(self.scope.shape, name, self.scope.language);
        Completion::plain(name, Kind::Field)
            .with_insert(self.member(written, name, &draft))
            .with_meaning(field_key(self.scope.shape, name))
    }

    /// A member as it is written here: only its key where a colon follows already, and with a comma where
    /// another member does.
    pub(super) fn member(&self, written: &Written, name: &str, draft: &str) -> String {
        if self.place.block {
            return super::spelling::member(self.text, written, name, draft);
        }
        let quote = if written.quoted { "" } else { "\"" };
        let rest = self.text[written.span.end..].trim_start();
        if rest.starts_with([':', '：']) {
            return format!("{quote}{name}\"");
        }
        let comma = if rest.starts_with('"') { "," } else { "" };
        format!("{quote}{name}\": {draft}{comma}")
    }
}
