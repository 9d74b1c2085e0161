//! Activities: CreateActivity, DescribeActivity, DeleteActivity, ListActivities; their tasks are handed
//! out by GetActivityTask ([`task`]).

mod task;

use super::error::{Answered, ApiError, Code};
use super::fields::Fields;
use super::machine::{Tags, owned_key};
use super::page::page;
use super::plane::{date, nothing};
use super::{Control, arn, name};
use crate::value::{Object, Timestamp, Value};
use std::rc::Rc;

/// An activity.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Its ARN.
    pub arn: Rc<str>,
    /// Its name.
    pub name: Rc<str>,
    /// When it was created.
    pub created: Timestamp,
    /// Its tags.
    pub tags: Tags,
    encryption: Value,
}

impl Control {
    /// The same name again gives the same activity (recorded).
    pub(super) fn create_activity(&mut self, request: Fields<'_>, now: Timestamp) -> Answered {
        let name = request.demanded("name");
        name::check(name)?;
        let arn = self.place.arn("activity", name);
        let tags = Tags::read(request)?;
        let known = self.activities.iter().find(|activity| *activity.arn == arn);
        let created = known.map_or(now, |activity| activity.created);
        if known.is_none() {
            let encryption = request.get("encryptionConfiguration").cloned();
            self.activities.push(Activity {
                arn: Rc::from(&*arn),
                name: Rc::from(name),
                created,
                tags,
                encryption: encryption.unwrap_or_else(owned_key),
            });
        }
        Ok(Object::new()
            .with("activityArn", arn)
            .with("creationDate", date(created))
            .into())
    }

    pub(super) fn describe_activity(&self, request: Fields<'_>) -> Answered {
        let activity = self.activity_of(request.demanded("activityArn"))?;
        Ok(entry(activity)
            .with("encryptionConfiguration", activity.encryption.clone())
            .into())
    }

    /// What is not there is deleted all the same (recorded).
    pub(super) fn delete_activity(&mut self, request: Fields<'_>) -> Answered {
        let arn = request.demanded("activityArn");
        arn::expect(arn, "activity")?;
        self.activities.retain(|activity| *activity.arn != *arn);
        nothing()
    }

    pub(super) fn list_activities(&self, request: Fields<'_>) -> Answered {
        let listed =
            |activity: &Activity| (activity.name.to_string(), Value::from(entry(activity)));
        page(request, "activities", self.activities.iter().map(listed))
    }

    /// The activity of an ARN.
    fn activity_of(&self, arn: &str) -> Answered<&Activity> {
        arn::expect(arn, "activity")?;
        let found = self
            .activities
            .iter()
            .find(|activity| *activity.arn == *arn);
        found.ok_or_else(|| {
            let message = format!("Activity Does Not Exist: '{arn}'");
            ApiError::new(Code::ActivityDoesNotExist, message)
        })
    }
}

fn entry(activity: &Activity) -> Object {
    Object::new()
        .with("activityArn", &*activity.arn)
        .with("name", &*activity.name)
        .with("creationDate", date(activity.created))
}
