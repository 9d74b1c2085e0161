//! Forks of a recording: another answer, another input, another definition from the cursor on.

use super::player::Player;
use asl::debugger::action::{Action, Change, Document, Edit, TaskAnswer};
use asl::debugger::view::{Comparison, Status};
use libtest_mimic::{Failed, Trial};

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("whatif::a function of another account", across_accounts),
        Trial::test("whatif::another answer", another_answer),
        Trial::test("whatif::a failure instead", a_failure),
        Trial::test("whatif::another input", another_input),
        Trial::test("whatif::another definition", another_definition),
        Trial::test("whatif::a definition that parts too early", too_early),
        Trial::test("whatif::the two can be looked at in turn", in_turn),
        Trial::test("whatif::a run here beside the recording", beside),
        Trial::test("whatif::its answers are mocks that travel", answers_travel),
        Trial::test(
            "whatif::a fork before an answer is told it by its mock",
            mocked_on,
        ),
        Trial::test("whatif::what cannot be changed is ignored", ignored),
    ]
}

const DEFINITION: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
 "Ask": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:111122223333:function:ask", "Next": "Big"},
 "Big": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.n > 3 %}", "Next": "Yes"}], "Default": "No"},
 "Yes": {"Type": "Pass", "Output": "{% {'big': $states.input.n} %}", "End": true},
 "No": {"Type": "Pass", "Output": "small", "End": true}}}"#;

fn history() -> String {
    let event = |id: u32, previous: u32, kind: &str, details: &str| {
        let moment = format!("2026-03-01T10:00:{id:02}.000Z");
        format!(
            r#"{{"timestamp": "{moment}", "type": "{kind}", "id": {id}, "previousEventId": {previous}, {details}}}"#
        )
    };
    let n = r#"{\"n\":5}"#;
    let arn = "arn:aws:lambda:us-east-1:111122223333:function:ask";
    let events = [
        event(
            1,
            0,
            "ExecutionStarted",
            r#""executionStartedEventDetails": {"input": "{}", "roleArn": "r"}"#,
        ),
        event(
            2,
            0,
            "TaskStateEntered",
            r#""stateEnteredEventDetails": {"name": "Ask", "input": "{}"}"#,
        ),
        event(
            3,
            2,
            "LambdaFunctionScheduled",
            &format!(
                r#""lambdaFunctionScheduledEventDetails": {{"resource": "{arn}", "input": "{{}}"}}"#
            ),
        ),
        event(4, 3, "LambdaFunctionStarted", r#""x": 1"#),
        event(
            5,
            4,
            "LambdaFunctionSucceeded",
            &format!(r#""lambdaFunctionSucceededEventDetails": {{"output": "{n}"}}"#),
        ),
        event(
            6,
            5,
            "TaskStateExited",
            &format!(r#""stateExitedEventDetails": {{"name": "Ask", "output": "{n}"}}"#),
        ),
        event(
            7,
            6,
            "ChoiceStateEntered",
            &format!(r#""stateEnteredEventDetails": {{"name": "Big", "input": "{n}"}}"#),
        ),
        event(
            8,
            7,
            "ChoiceStateExited",
            &format!(r#""stateExitedEventDetails": {{"name": "Big", "output": "{n}"}}"#),
        ),
        event(
            9,
            8,
            "PassStateEntered",
            &format!(r#""stateEnteredEventDetails": {{"name": "Yes", "input": "{n}"}}"#),
        ),
        event(
            10,
            9,
            "PassStateExited",
            r#""stateExitedEventDetails": {"name": "Yes", "output": "{\"big\":5}"}"#,
        ),
        event(
            11,
            10,
            "ExecutionSucceeded",
            r#""executionSucceededEventDetails": {"output": "{\"big\":5}"}"#,
        ),
    ];
    format!("[{}]", events.join(",\n"))
}

/// A recording with the cursor right behind an event.
fn at(event: u32) -> Player {
    let mut player = Player::open(&history(), DEFINITION);
    player.act(Action::SeekEvent(event));
    player
}

fn forked(event: u32, change: Change) -> Result<(Player, Comparison), Failed> {
    let mut player = at(event);
    player.act(Action::Fork(change));
    player.go_on();
    let pair = player.pair.clone().ok_or("there is no fork")?;
    let comparison = pair.comparison.ok_or("it does not end")?;
    Ok((player, comparison))
}

fn way(comparison: &Comparison, which: usize) -> Vec<String> {
    let steps = comparison.steps.iter();
    steps.filter_map(|step| step.names[which].clone()).collect()
}

/// Its policy let the execution call it: that is seen by its answer.
fn across_accounts() -> Result<(), Failed> {
    let role = r#""roleArn": "arn:aws:iam::999988887777:role/flow""#;
    let text = history().replace(r#""roleArn": "r""#, role);
    let mut player = Player::open(&text, DEFINITION);
    player.act(Action::Repeat);
    player.go_on();
    let pair = player.pair.clone().ok_or("nothing was repeated")?;
    let comparison = pair.comparison.ok_or("it does not end")?;
    assert!(comparison.same, "{:?}", comparison.first);
    Ok(())
}

fn another_answer() -> Result<(), Failed> {
    let change = Change::Answer(TaskAnswer::Success(r#"{"n": 1}"#.into()));
    let (player, comparison) = forked(4, change)?;
    assert_eq!(player.transport.status, Status::Succeeded);
    assert_eq!(way(&comparison, 0), ["Ask", "Big", "Yes"]);
    assert_eq!(way(&comparison, 1), ["Ask", "Big", "No"]);
    let first = comparison.first.expect("they differ");
    assert_eq!(first.event, 5);
    assert_eq!(
        first.fields[0].path,
        "/lambdaFunctionSucceededEventDetails/output/n"
    );
    assert_eq!(first.fields[0].values, [Some("5".into()), Some("1".into())]);
    Ok(())
}

fn a_failure() -> Result<(), Failed> {
    let change = Change::Answer(TaskAnswer::Failure {
        error: "Boom".into(),
        cause: "it broke".into(),
    });
    let (player, comparison) = forked(5, change)?;
    assert_eq!(player.transport.status, Status::Failed);
    assert_eq!(way(&comparison, 1), ["Ask"]);
    Ok(())
}

fn another_input() -> Result<(), Failed> {
    let (_, comparison) = forked(7, Change::Input(r#"{"n": 2}"#.into()))?;
    assert_eq!(way(&comparison, 1), ["Ask", "Big", "No"]);
    assert_eq!(comparison.first.expect("they differ").event, 7);
    Ok(())
}

fn edited(player: &mut Player, from: &str, to: &str) {
    assert!(DEFINITION.contains(from));
    player.act(Action::Edit(Edit::Text {
        document: Document::Definition,
        text: DEFINITION.replace(from, to),
    }));
}

fn another_definition() -> Result<(), Failed> {
    let mut player = at(8);
    edited(
        &mut player,
        "{'big': $states.input.n}",
        "{'huge': $states.input.n}",
    );
    player.act(Action::Fork(Change::Texts));
    player.go_on();
    let pair = player.pair.clone().ok_or("there is no fork")?;
    let first = pair
        .comparison
        .ok_or("it ends")?
        .first
        .expect("they differ");
    assert_eq!((first.event, pair.from), (10, 8));
    Ok(())
}

fn too_early() -> Result<(), Failed> {
    let mut player = at(9);
    edited(&mut player, "> 3", "> 30");
    player.act(Action::Fork(Change::Texts));
    player.go_on();
    let pair = player.pair.clone().ok_or("there is no fork")?;
    let first = pair
        .comparison
        .ok_or("it ends")?
        .first
        .expect("they differ");
    assert!(first.event <= pair.from, "it parts before the cursor");
    Ok(())
}

fn in_turn() -> Result<(), Failed> {
    let change = Change::Answer(TaskAnswer::Success(r#"{"n": 1}"#.into()));
    let (mut player, comparison) = forked(4, change)?;
    assert_eq!(comparison.events, [11, 11]);
    player.act(Action::Swap);
    assert_eq!(player.transport.position, 6);
    player.act(Action::Last);
    let output = player.outcome.clone().and_then(|outcome| outcome.output);
    assert_eq!(output.as_deref(), Some("{\n  \"big\": 5\n}"));
    player.act(Action::Swap);
    player.act(Action::Last);
    let output = player.outcome.clone().and_then(|outcome| outcome.output);
    assert_eq!(output.as_deref(), Some("\"small\""));
    Ok(())
}

fn beside() -> Result<(), Failed> {
    let mut player = at(0);
    player.act(Action::Run);
    player.go_on();
    let pair = player.pair.clone().ok_or("the recording is gone")?;
    assert!(pair.recorded);
    Ok(())
}

/// The workspace of a recording gives the same outcome wherever it is opened.
fn answers_travel() -> Result<(), Failed> {
    let described = serde_json::json!({ "definition": DEFINITION });
    let told = format!("{}\n{described}", history());
    let recorded = Player::open(&told, "").playing()?.clone();
    assert!(recorded.mocked);
    let mut elsewhere = Player::default();
    elsewhere.act(Action::Open(recorded.workspace));
    elsewhere.act(Action::Run);
    elsewhere.go_on();
    assert_eq!(elsewhere.transport.status, Status::Succeeded);
    let output = elsewhere.outcome.and_then(|outcome| outcome.output);
    assert_eq!(output.as_deref(), Some("{\n  \"big\": 5\n}"));
    Ok(())
}

/// Forked before the Task is answered, it is told what was recorded.
fn mocked_on() -> Result<(), Failed> {
    let (player, comparison) = forked(2, Change::Input(r#"{"other": 1}"#.into()))?;
    assert_eq!(player.transport.status, Status::Succeeded);
    assert_eq!(way(&comparison, 1), ["Ask", "Big", "Yes"]);
    Ok(())
}

fn ignored() -> Result<(), Failed> {
    let mut player = at(4);
    player.act(Action::Fork(Change::Input("{".into())));
    player.act(Action::Fork(Change::Answer(TaskAnswer::Success(
        "nonsense".into(),
    ))));
    assert!(player.pair.is_none());
    assert_eq!(
        player.transport.length,
        player.session.run().map_or(0, |run| run.trace.len() as u32)
    );
    Ok(())
}
