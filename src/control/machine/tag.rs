//! TagResource, UntagResource, ListTagsForResource: tags of machines and activities.

use crate::control::Control;
use crate::control::arn::{self, Resource};
use crate::control::error::{Answered, ApiError, Code};
use crate::control::fields::Fields;
use crate::control::plane::nothing;
use crate::value::{Object, Value};
use std::rc::Rc;

/// A resource can have so many.
const MAX_TAGS: usize = 50;

/// Keys with their values, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags(Vec<(Rc<str>, Rc<str>)>);

impl Tags {
    /// The `tags` of a request.
    ///
    /// # Errors
    /// `TooManyTags`
    pub fn read(request: Fields<'_>) -> Answered<Self> {
        let mut tags = Self::default();
        tags.add(request)?;
        Ok(tags)
    }

    fn add(&mut self, request: Fields<'_>) -> Answered<()> {
        let given = request.get("tags").and_then(Value::as_array);
        for tag in given.unwrap_or_default().iter().map(Fields::item) {
            let (key, value) = (tag.demanded("key"), tag.demanded("value"));
            self.0.retain(|(other, _)| **other != *key);
            self.0.push((Rc::from(key), Rc::from(value)));
        }
        if self.0.len() > MAX_TAGS {
            let message = format!("A resource can have at most {MAX_TAGS} tags.");
            return Err(ApiError::new(Code::TooManyTags, message));
        }
        Ok(())
    }

    fn list(&self) -> Vec<Value> {
        let tag = |(key, value): &(Rc<str>, Rc<str>)| {
            Object::new()
                .with("key", &**key)
                .with("value", &**value)
                .into()
        };
        self.0.iter().map(tag).collect()
    }
}

impl Control {
    pub(in crate::control) fn tag_resource(&mut self, request: Fields<'_>) -> Answered {
        self.tags_of(request.demanded("resourceArn"))?
            .add(request)?;
        nothing()
    }

    pub(in crate::control) fn untag_resource(&mut self, request: Fields<'_>) -> Answered {
        let keys = request.get("tagKeys").and_then(Value::as_array);
        let keys: Vec<&str> = keys
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_str)
            .collect();
        let tags = self.tags_of(request.demanded("resourceArn"))?;
        tags.0.retain(|(key, _)| !keys.contains(&&**key));
        nothing()
    }

    pub(in crate::control) fn list_tags(&mut self, request: Fields<'_>) -> Answered {
        let tags = self.tags_of(request.demanded("resourceArn"))?.list();
        Ok(Object::new().with("tags", tags).into())
    }

    /// Versions and aliases have no tags (recorded).
    fn tags_of(&mut self, arn: &str) -> Answered<&mut Tags> {
        let found = match arn::read(arn)? {
            Resource::StateMachine {
                name,
                qualifier: None,
            } => self.machines.get_mut(name).map(|machine| &mut machine.tags),
            Resource::Activity => {
                let mut activities = self.activities.iter_mut();
                let found = activities.find(|activity| *activity.arn == *arn);
                found.map(|activity| &mut activity.tags)
            }
            Resource::StateMachine { .. }
            | Resource::Execution
            | Resource::Express
            | Resource::MapRun => None,
        };
        found.ok_or_else(|| {
            let message = format!("Resource not found: '{arn}'");
            ApiError::new(Code::ResourceNotFound, message)
        })
    }
}
