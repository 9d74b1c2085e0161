//! The control plane itself: what there is, and which operation a request means.

use super::activity::Activity;
use super::error::{Answered, ApiError, Code};
use super::fields::Fields;
use super::machine::StateMachine;
use super::run::Run;
use super::test_state::StateUnderTest;
use super::{Place, validate};
use crate::execution::Random;
use crate::value::{Object, Timestamp, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// State machines, executions and activities of one account in one region.
#[derive(Clone, Debug)]
pub struct Control {
    pub(super) place: Place,
    pub(super) random: Random,
    pub(super) machines: BTreeMap<Rc<str>, StateMachine>,
    /// In the order in which they were started.
    pub(super) runs: Vec<Run>,
    /// In the order in which they were created.
    pub(super) activities: Vec<Activity>,
    pub(super) missing_log_groups: BTreeSet<String>,
}

/// What an operation gives.
#[derive(Clone, Debug)]
pub enum Reply {
    /// The response.
    Now(Value),
    /// TestState: the response comes when the state has been tested.
    Tested(Box<StateUnderTest>),
    /// StartSyncExecution: [`Control::sync_response`] has the response when this execution has ended.
    Ended(Rc<str>),
}

impl Control {
    /// An account in which there is nothing yet. `seed` makes names, ids and the choices of aliases.
    pub fn new(place: Place, seed: u64) -> Self {
        Self {
            place,
            random: Random::new(seed),
            machines: BTreeMap::new(),
            runs: Vec::new(),
            activities: Vec::new(),
            missing_log_groups: BTreeSet::new(),
        }
    }

    /// Log groups belong to another service: each is taken to exist unless it is told here that there is
    /// none of this ARN.
    pub fn without_log_group(&mut self, arn: &str) {
        self.missing_log_groups.insert(arn.to_owned());
    }

    /// Does what a request asks for, at `now`.
    ///
    /// # Errors
    /// AWS's refusal.
    pub fn call(&mut self, operation: &str, request: &Value, now: Timestamp) -> Answered<Reply> {
        self.forget_deleted();
        match operation {
            "TestState" => {
                let seed = self.random.bits();
                let test = StateUnderTest::new(&self.place, request, seed, now)?;
                return Ok(Reply::Tested(Box::new(test)));
            }
            "StartSyncExecution" => {
                let fields = Fields::of(operation, request)?;
                return self.start_sync_execution(fields, now).map(Reply::Ended);
            }
            _ => {}
        }
        let fields = Fields::of(operation, request)?;
        self.answer_at_once(operation, fields, now).map(Reply::Now)
    }

    fn answer_at_once(&mut self, operation: &str, fields: Fields<'_>, now: Timestamp) -> Answered {
        match operation {
            "ValidateStateMachineDefinition" => Ok(validate::response(fields)),
            "CreateStateMachine" => self.create_state_machine(fields, now),
            "UpdateStateMachine" => self.update_state_machine(fields, now),
            "DescribeStateMachine" => self.describe_state_machine(fields),
            "DescribeStateMachineForExecution" => self.describe_state_machine_for_execution(fields),
            "DeleteStateMachine" => self.delete_state_machine(fields),
            "ListStateMachines" => self.list_state_machines(fields),
            "PublishStateMachineVersion" => self.publish_version(fields, now),
            "DeleteStateMachineVersion" => self.delete_version(fields),
            "ListStateMachineVersions" => self.list_versions(fields),
            "CreateStateMachineAlias" => self.create_alias(fields, now),
            "UpdateStateMachineAlias" => self.update_alias(fields, now),
            "DescribeStateMachineAlias" => self.describe_alias(fields),
            "DeleteStateMachineAlias" => self.delete_alias(fields),
            "ListStateMachineAliases" => self.list_aliases(fields),
            "TagResource" => self.tag_resource(fields),
            "UntagResource" => self.untag_resource(fields),
            "ListTagsForResource" => self.list_tags(fields),
            "StartExecution" => self.start_execution(fields, now),
            "StopExecution" => self.stop_execution(fields, now),
            "DescribeExecution" => self.describe_execution(fields, now),
            "RedriveExecution" => self.redrive_execution(fields, now),
            "ListExecutions" => self.list_executions(fields),
            "GetExecutionHistory" => self.execution_history(fields),
            "ListMapRuns" => self.list_map_runs(fields),
            "DescribeMapRun" => self.describe_map_run(fields),
            "UpdateMapRun" => self.update_map_run(fields),
            "SendTaskSuccess" => self.send_task_success(fields, now),
            "SendTaskFailure" => self.send_task_failure(fields, now),
            "SendTaskHeartbeat" => self.send_task_heartbeat(fields, now),
            "CreateActivity" => self.create_activity(fields, now),
            "DescribeActivity" => self.describe_activity(fields),
            "DeleteActivity" => self.delete_activity(fields),
            "ListActivities" => self.list_activities(fields),
            "GetActivityTask" => self.activity_task(fields, now),
            operation => Err(ApiError::new(Code::UnknownOperationException, operation)),
        }
    }
}

/// `{}`: the response of operations that have nothing to tell.
pub fn nothing() -> Answered {
    Ok(Value::empty_object())
}

/// A moment as the AWS CLI prints it.
pub fn date(moment: Timestamp) -> String {
    moment.to_iso()
}

/// Adds a text that may be absent.
pub fn with_text(object: Object, name: &str, text: Option<&str>) -> Object {
    match text {
        Some(text) => object.with(name, text),
        None => object,
    }
}
