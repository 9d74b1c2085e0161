//! Services and workers: a stand-in answers, or the person does.

use super::driver::Driver;
use asl::debugger::action::{Action, Edit, TaskAnswer};
use asl::debugger::view::{OpenTask, Status, WaitingFor};
use asl::project::{Settings, example};

const ORDER: &str = r#"{"StartAt": "Save", "States": {
    "Save": {"Type": "Task", "Resource": "arn:aws:states:::dynamodb:putItem", "ResultPath": null,
        "Parameters": {"TableName": "orders", "Item": {"id": {"S.$": "$.id"}, "state": {"S": "new"}}}, "Next": "Ask"},
    "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q",
            "MessageBody": {"token.$": "$$.Task.Token"}}, "ResultPath": "$.answer", "Next": "Read"},
    "Read": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:getItem",
        "Parameters": {"TableName": "orders", "Key": {"id": {"S.$": "$.id"}}}, "OutputPath": "$.Item", "End": true}}}"#;

const JOB: &str = r#"{"StartAt": "Job", "States": {"Job": {"Type": "Task",
    "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "j"}, "End": true}}}"#;

const PACK: &str = r#"{"StartAt": "Pack", "States": {"Pack": {"Type": "Task",
    "Resource": "arn:aws:states:us-east-1:123456789012:activity:pack", "End": true}}}"#;

const PASS_ON: &str = r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
    {"StartAt": "Wait", "States": {"Wait": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/q", "MessageBody": "m"}, "End": true}}},
    {"StartAt": "Send", "States": {"Send": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:sendTaskSuccess",
        "Parameters": {"TaskToken": "no such token", "Output": "no JSON"}, "End": true}}}]}}}"#;

fn open_task(driver: &Driver) -> OpenTask {
    let waiting = &driver.transport().waiting;
    assert_eq!(waiting.len(), 1, "{waiting:?}");
    waiting[0].task.clone().unwrap()
}

fn succeed(driver: &mut Driver, output: &str) {
    let (task, with) = (
        open_task(driver).task,
        TaskAnswer::Success(output.to_owned()),
    );
    driver.act(Action::Answer { task, with });
    driver.go_on();
}

fn events(driver: &Driver) -> Vec<&str> {
    let rows = driver.events().rows.iter();
    rows.map(|row| row.name.as_str()).collect()
}

#[test]
fn stand_ins_answer_and_a_person_sends_the_token_back() {
    let mut driver = Driver::new(ORDER, r#"{"id": "7"}"#, &[]);
    driver.run();
    assert_eq!(driver.transport().waiting[0].reason, WaitingFor::Callback);
    assert!(driver.session.waits_for_people());
    let task = open_task(&driver);
    assert_eq!(task.what, "sqs:sendMessage.waitForTaskToken");
    assert!(!task.first && task.heartbeats);
    let with = TaskAnswer::Heartbeat;
    driver
        .act(Action::Answer {
            task: task.task,
            with,
        })
        .go_on();
    succeed(&mut driver, "not JSON");
    assert!(
        driver.session.waits_for_people(),
        "what is no JSON is no answer"
    );
    succeed(&mut driver, r#"{"approved": true}"#);
    let output = driver.outcome().output.clone().unwrap();
    let output = output.split_whitespace().collect::<String>();
    assert_eq!(output, r#"{"id":{"S":"7"},"state":{"S":"new"}}"#);
}

#[test]
fn for_a_service_that_nobody_stands_in_for_the_person_answers_twice() {
    let mut driver = Driver::new(JOB, "{}", &[]);
    driver.run();
    let task = open_task(&driver);
    assert_eq!(
        (task.what.as_str(), task.first),
        ("glue:startJobRun.sync", true)
    );
    assert_eq!(task.data, r#"{"JobName":"j"}"#);
    succeed(&mut driver, r#"{"JobRunId": "jr_1"}"#);
    assert!(!open_task(&driver).first);
    succeed(&mut driver, r#"{"JobRunState": "SUCCEEDED"}"#);
    let told = events(&driver);
    assert!(
        told.contains(&"TaskSubmitted") && told.contains(&"TaskSucceeded"),
        "{told:?}"
    );
}

#[test]
fn a_person_is_the_worker_of_an_activity() {
    let mut driver = Driver::new(PACK, "{}", &[]);
    driver.run();
    let task = open_task(&driver).task;
    let with = TaskAnswer::Failure {
        error: "Torn".to_owned(),
        cause: String::new(),
    };
    driver.act(Action::Answer { task, with }).go_on();
    let told = events(&driver);
    assert!(
        told.contains(&"ActivityStarted") && told.contains(&"ActivityFailed"),
        "{told:?}"
    );
    assert_eq!(driver.outcome().error.as_ref().unwrap().error, "Torn");
}

#[test]
fn a_token_that_never_went_out_is_refused_in_the_words_of_the_api() {
    let mut driver = Driver::new(PASS_ON, "{}", &[]);
    driver.run();
    let failure = driver.outcome().error.clone().unwrap();
    assert_eq!(failure.error, "Sfn.InvalidTokenException");
    assert!(
        failure
            .cause
            .starts_with("Invalid Token: 'Invalid token' (Service: Sfn, "),
        "{failure:?}"
    );
}

#[test]
fn an_express_workflow_cannot_wait_and_ends_after_five_minutes() {
    let mut driver = Driver::new(JOB, "{}", &[]);
    let settings = |express| Settings {
        express,
        ..Settings::default()
    };
    driver.act(Action::Edit(Edit::Settings(settings(true))));
    assert!(!driver.transport().can_run && driver.problems().errors == 1);
    driver.act(Action::Edit(Edit::Settings(settings(false))));
    assert!(driver.transport().can_run);

    let mut driver = Driver::new(WAIT, "{}", &[]);
    driver.act(Action::Edit(Edit::Settings(settings(true))));
    driver.run();
    assert_eq!(driver.outcome().status, Status::TimedOut);
    assert_eq!(driver.outcome().took, 300_000);
}

const WAIT: &str =
    r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 400, "End": true}}}"#;

#[test]
fn a_run_reads_the_buckets_of_the_workspace_and_what_it_writes_can_be_looked_at() {
    let mut driver = Driver::new("", "", &[]);
    driver.act(Action::Open(example("bucket").unwrap())).run();
    assert_eq!(driver.outcome().status, Status::Succeeded);
    let names = |driver: &Driver| -> Vec<String> {
        let rows = driver.objects().iter();
        rows.map(|row| row.name.split('/').next_back().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&driver), ["SUCCEEDED_0.json", "manifest.json"]);
    assert!(driver.objects()[0].text.contains("13.5"));
    driver.act(Action::First);
    assert!(driver.objects().is_empty());
    let (run, end) = (driver.session.run().unwrap(), driver.transport().length);
    let again = run.moment_at(end as usize).unwrap();
    assert_eq!(Some(&again.execution), run.execution());
    // An edit counts from the next run on, and what the last one wrote is gone.
    driver.act(Action::Edit(Edit::RemoveObject(
        "shop-orders/orders.csv".into(),
    )));
    driver.run();
    assert_eq!(driver.outcome().status, Status::Failed);
    assert!(driver.objects().is_empty());
}
