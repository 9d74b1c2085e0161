//! Inside of `Parameters`, `Arguments`, `Output` and the like: parameters of the call, computed values.

use super::{Asked, Completion, Completions, Kind};
use crate::language::place::Written;
use crate::language::shape::Shape;
use crate::machine::integration;
use crate::machine::vocabulary::Language;

/// What is first written for a parameter: those of these names are always texts.
fn draft(name: &str) -> &'static str {
    let ends = ["Name", "Arn", "Url", "Bucket", "Method"];
    if ends.iter().any(|end| name.ends_with(end)) {
        "\"${}\""
    } else {
        "${}"
    }
}

impl Asked<'_, '_> {
    /// Keys of a payload: the parameters of the integration that are not there yet.
    pub(super) fn parameters(&self, written: &Written) -> Vec<Completion> {
        if self.scope.shape == Shape::Credentials {
            return self.parameter(written, "RoleArn");
        }
        let fields = ["Parameters", "Arguments"];
        let direct = self.scope.shape == Shape::Payload && self.scope.depth == 0;
        let called = self
            .called()
            .filter(|_| direct && fields.contains(&&*self.scope.field));
        let Some((service, api)) = called else {
            return Vec::new();
        };
        let known = integration::parameters(&service, &api);
        let required = known.map_or(&[][..], |known| known.required);
        let optional = known.and_then(|known| known.optional).unwrap_or_default();
        let names = required.iter().chain(optional);
        names
            .flat_map(|name| self.parameter(written, name))
            .collect()
    }

    /// A parameter, and in JSONPath the same with `.$`.
    fn parameter(&self, written: &Written, name: &str) -> Vec<Completion> {
        let computed = format!("{name}.$");
        if self.has(written, name) || self.has(written, &computed) {
            return Vec::new();
        }
        let field = |name: &str, draft: &str| {
            Completion::plain(name, Kind::Field).with_insert(self.member(written, name, draft))
        };
        match self.scope.language {
            Language::Path => vec![field(name, draft(name)), field(&computed, "\"${$.}\"")],
            Language::Jsonata => vec![field(name, draft(name))],
        }
    }

    /// The service and the API that the state calls.
    fn called(&self) -> Option<(String, String)> {
        let state = self.outline.states.get(self.scope.state?)?;
        let resource = state.node.get("Resource")?.value.as_str()?;
        let name = resource.splitn(6, ':').nth(5)?;
        let name = name.split('.').next()?;
        let (service, api) = name.rsplit_once(':')?;
        Some((service.to_owned(), api.to_owned()))
    }

    /// Values inside of a payload.
    pub(super) fn computed(&self, written: &Written) -> Completions {
        if self.key() == "FunctionName" {
            return self.texts(written, self.functions());
        }
        match self.scope.language {
            Language::Path if self.key().ends_with(".$") => self.paths(written, true),
            Language::Path => Completions::default(),
            Language::Jsonata => self.enclosing(written),
        }
    }

    fn functions(&self) -> Vec<Completion> {
        let names = self.around.functions.iter();
        names
            .map(|name| Completion::plain(name.clone(), Kind::Resource))
            .collect()
    }

    /// In JSONata, any value can be an expression: offers to begin one.
    pub(super) fn enclosing(&self, written: &Written) -> Completions {
        let empty = written.inner(self.text).is_empty();
        if self.scope.language == Language::Path || !empty {
            return Completions::default();
        }
        let item = Completion::plain("{% … %}", Kind::Word)
            .with_insert("{% ${} %}")
            .with_detail("JSONata");
        self.texts(written, vec![item])
    }
}
