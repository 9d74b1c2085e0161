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
        let named = self.named();
        if !named.is_empty() {
            let items = named.into_iter().chain(self.enclosed(written));
            return self.texts(written, items.collect());
        }
        match self.scope.language {
            Language::Path if self.key().ends_with(".$") => self.paths(written, true),
            Language::Path => Completions::default(),
            Language::Jsonata => self.enclosing(written),
        }
    }

    /// What the workspace has for a parameter that names a function, a state machine or a bucket.
    fn named(&self) -> Vec<Completion> {
        let names = match self.key() {
            "FunctionName" => self.around.functions,
            "StateMachineArn" => self.around.machines,
            "Bucket" => self.around.buckets,
            _ => &[],
        };
        let (region, account) = (self.around.region, self.around.account);
        let items = names.iter().map(|name| {
            if self.key() != "StateMachineArn" {
                return Completion::plain(&**name, Kind::Resource);
            }
            let arn = format!("arn:aws:states:{region}:{account}:stateMachine:{name}");
            Completion::plain(arn, Kind::Resource).with_detail(&**name)
        });
        items.collect()
    }

    /// In JSONata, any value can be an expression: offers to begin one.
    pub(super) fn enclosing(&self, written: &Written) -> Completions {
        let items: Vec<Completion> = self.enclosed(written).into_iter().collect();
        if items.is_empty() {
            return Completions::default();
        }
        self.texts(written, items)
    }

    fn enclosed(&self, written: &Written) -> Option<Completion> {
        let empty = written.inner(self.text).is_empty();
        (self.scope.language == Language::Jsonata && empty).then(|| {
            Completion::plain("{% … %}", Kind::Word)
                .with_insert("{% ${} %}")
                .with_detail("JSONata")
        })
    }
}
