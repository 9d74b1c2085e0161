//! The parameters of an integration, as far as they are written down: without `Parameters` or
//! `Arguments` the input holds them.

use super::checker::{Checker, quoted};
use super::place::Place;
use crate::machine::integration::{self, Parameters};
use crate::machine::problem::TaskProblem;
use crate::machine::{Integration, Resource};
use crate::text::{Member, Node};

impl<'a> Checker<'a> {
    /// Whether an integration gets what it needs, and nothing that it does not know.
    pub fn integration_parameters(&mut self, at: &Place<'_>, node: &'a Node, of: &Resource) {
        let (service, api) = match of {
            Resource::LambdaInvoke(_) => ("lambda", "invoke"),
            Resource::Service(Integration { service, api, .. }) => (&**service, &**api),
            Resource::Lambda(_) | Resource::Activity(_) => return,
        };
        let fields = ["Parameters", "Arguments"];
        let Some((field, given)) = fields
            .into_iter()
            .find_map(|field| Some((field, node.get(field)?)))
        else {
            return;
        };
        let Some(members) = given.value.as_object() else {
            return;
        };
        let place = at.field(field);
        let name = format!("{service}:{api}");
        if service.starts_with("aws-sdk:") {
            self.capital_letters(&place, members, &name);
        }
        if let Some(known) = integration::parameters(service, api) {
            let meant = self.unknown_parameters(&place, members, &name, known);
            self.missing_parameters(&place, given, members, &name, known, &meant);
        }
    }

    /// Whatever its own API calls a parameter, here it begins with a capital letter (recorded).
    fn capital_letters(&mut self, place: &Place<'_>, members: &'a [Member], api: &str) {
        for member in members {
            let name = plain(member);
            let mut letters = name.chars();
            if let Some(first) = letters.next().filter(char::is_ascii_lowercase) {
                let meant = format!("{}{}", first.to_ascii_uppercase(), letters.as_str());
                self.unknown_parameter(place, member, api, Some(&meant));
            }
        }
    }

    /// Tells of parameters that the API does not have; gives what was probably meant by them.
    fn unknown_parameters(
        &mut self,
        place: &Place<'_>,
        members: &'a [Member],
        api: &str,
        known: Parameters,
    ) -> Vec<&'static str> {
        let Some(optional) = known.optional else {
            return Vec::new();
        };
        let all = || known.required.iter().chain(optional).copied();
        let mut meant = Vec::new();
        for member in members {
            let name = plain(member);
            if all().any(|known| known == name) {
                continue;
            }
            let suggestion = self.suggestions.among(name, all());
            self.unknown_parameter(place, member, api, suggestion);
            meant.extend(suggestion);
        }
        meant
    }

    fn unknown_parameter(
        &mut self,
        place: &Place<'_>,
        member: &'a Member,
        api: &str,
        suggestion: Option<&str>,
    ) {
        let name = plain(member);
        let suffix = &member.key.text[name.len()..];
        let fix = suggestion.map(|meant| quoted(&format!("{meant}{suffix}")));
        let kind = TaskProblem::UnknownParameter {
            api: api.to_owned(),
            field: name.to_owned(),
            suggestion: suggestion.map(str::to_owned),
        };
        self.tell_fix(place, &member.key.span, &kind, fix);
    }

    fn missing_parameters(
        &mut self,
        place: &Place<'_>,
        given: &'a Member,
        members: &'a [Member],
        api: &str,
        known: Parameters,
        meant: &[&str],
    ) {
        for field in known.required {
            let there = members.iter().any(|member| plain(member) == *field);
            if !there && !meant.contains(field) {
                let api = api.to_owned();
                self.tell(
                    place,
                    &given.key.span,
                    &TaskProblem::NoParameter { api, field },
                );
            }
        }
    }
}

/// A parameter's name without the `.$` that makes its value a path.
fn plain(member: &Member) -> &str {
    let key = &*member.key.text;
    key.strip_suffix(".$").unwrap_or(key)
}
