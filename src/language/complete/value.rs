//! Values of fields: words, states, resources, errors.

use super::{Asked, Completion, Completions, Kind};
use crate::language::place::Written;
use crate::language::shape::Shape;
use crate::language::takes::{Takes, takes};
use crate::machine::Pattern;
use crate::machine::integration::APIS;
use crate::machine::vocabulary::{Language, STATES_ERRORS};

/// Errors that Lambda itself reports, worth retrying (`errors.md`).
const LAMBDA_ERRORS: [&str; 5] = [
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
];

impl Asked<'_, '_> {
    /// Values that can be written here.
    pub(super) fn values(&self, written: &Written) -> Completions {
        let in_formula = self.scope.language == Language::Jsonata
            && (written.quoted || written.plain)
            && written.before(self.text).starts_with("{%");
        if in_formula {
            return self.formula(written);
        }
        match self.scope.shape {
            Shape::Errors => self.texts(written, self.errors(written)),
            Shape::Rules
            | Shape::NestedRules
            | Shape::Retriers
            | Shape::Catchers
            | Shape::Branches => self.entry(written),
            shape if shape.is_computed() => self.computed(written),
            Shape::Data | Shape::States => Completions::default(),
            shape => self.of_field(written, takes(shape, self.key())),
        }
    }

    fn of_field(&self, written: &Written, takes: Takes) -> Completions {
        match takes {
            Takes::Words(words) => {
                let items = words.iter().map(|word| self.word(word));
                self.texts(written, items.collect())
            }
            Takes::Target => self.texts(written, self.targets()),
            Takes::Resource => self.texts(written, self.resources()),
            Takes::Path => self.paths(written, false),
            Takes::PathOrFunction => self.paths(written, true),
            Takes::Boolean => self.bare(written, &["true", "false"]),
            Takes::True => self.bare(written, &["true"]),
            Takes::Condition
            | Takes::Payload
            | Takes::Data
            | Takes::Integer
            | Takes::Number
            | Takes::Timestamp
            | Takes::Object
            | Takes::List
            | Takes::Text => self.enclosing(written),
        }
    }

    fn word(&self, word: &'static str) -> Completion {
        let completion = Completion::plain(word, Kind::Word);
        if self.key() == "Type" {
            return completion.with_meaning(format!("type.{word}"));
        }
        completion
    }

    /// Words without quotes.
    fn bare(&self, written: &Written, words: &[&str]) -> Completions {
        if written.quoted {
            return Completions::default();
        }
        let items = words
            .iter()
            .map(|word| Completion::plain(*word, Kind::Word));
        Completions {
            span: written.span.clone(),
            comma: None,
            items: items.collect(),
        }
    }

    /// The states of the block, those that nothing leads to yet first.
    fn targets(&self) -> Vec<Completion> {
        let Some(block) = self
            .scope
            .block
            .and_then(|block| self.outline.blocks.get(block))
        else {
            return Vec::new();
        };
        let own = self.scope.state.filter(|_| self.key() != "StartAt");
        let states = block.states.iter().filter(|state| Some(**state) != own);
        let others = states.map(|state| &self.outline.states[*state]);
        let items = others.map(|state| {
            let kind = state.node.get("Type").and_then(|own| own.value.as_str());
            Completion::plain(&*state.name.text, Kind::State)
                .with_detail(kind.map_or("", |kind| &**kind))
        });
        let itself = own.and_then(|own| self.outline.states.get(own));
        let itself = itself.map(|state| Completion::plain(&*state.name.text, Kind::State));
        items.chain(itself).take(super::MOST).collect()
    }

    /// Functions first, then integrations.
    fn resources(&self) -> Vec<Completion> {
        let functions = self.around.functions.iter();
        let functions = functions.map(|name| {
            let arn = format!(
                "arn:aws:lambda:{}:{}:function:{name}",
                self.around.region, self.around.account
            );
            Completion::plain(arn, Kind::Resource).with_detail(name.clone())
        });
        let patterns = [
            Pattern::RequestResponse,
            Pattern::Sync,
            Pattern::Sync2,
            Pattern::WaitForTaskToken,
        ];
        let integrations = APIS.iter().flat_map(|api| {
            let had = patterns.into_iter().filter(|pattern| api.has(*pattern));
            had.map(|pattern| {
                let arn = format!("arn:aws:states:::{}{}", api.name, pattern.suffix());
                Completion::plain(arn, Kind::Resource)
            })
        });
        functions.chain(integrations).collect()
    }

    /// Names for `ErrorEquals`: the language's, those that Fail states of the machine report, Lambda's.
    fn errors(&self, written: &Written) -> Vec<Completion> {
        let listed = self.scope.node.and_then(|node| node.as_array());
        let listed = listed.unwrap_or_default().iter();
        let others = listed.filter(|node| node.span.start != written.span.start);
        let there: Vec<&str> = others
            .filter_map(|node| node.as_str().map(|name| &**name))
            .collect();
        let reserved = STATES_ERRORS.iter().map(|name| {
            Completion::plain(*name, Kind::Error).with_meaning(format!("error.{name}"))
        });
        let states = self.outline.states.iter();
        let raised = states.filter_map(|state| state.node.get("Error")?.value.as_str());
        let mut names: Vec<&str> = raised.map(|name| &**name).collect();
        names.retain(|name| !name.starts_with("{%"));
        names.extend(LAMBDA_ERRORS);
        names.sort_unstable();
        names.dedup();
        let others = names
            .into_iter()
            .map(|name| Completion::plain(name, Kind::Error));
        let mut all: Vec<Completion> = reserved.chain(others).collect();
        all.retain(|item| !there.contains(&&*item.label));
        all
    }
}
