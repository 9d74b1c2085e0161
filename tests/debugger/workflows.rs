//! Workflows that show one thing each.

/// One Task with paths.
pub const TASK: &str = r#"{"StartAt": "Work", "States": {"Work": {
  "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
  "InputPath": "$.order", "ResultPath": "$.done", "End": true}}}"#;

/// Two rules and a default.
pub const CHOICE: &str = r#"{"StartAt": "Compare", "States": {
  "Compare": {"Type": "Choice", "Default": "Cheap", "Choices": [
    {"Variable": "$.free", "IsPresent": true, "Next": "Cheap"},
    {"Variable": "$.total", "NumericGreaterThan": 100, "Next": "Dear"}]},
  "Cheap": {"Type": "Pass", "End": true},
  "Dear": {"Type": "Pass", "End": true}}}"#;

/// Two branches, one of which can fail while the other waits.
pub const PARALLEL: &str = r#"{"StartAt": "Both", "States": {
  "Both": {"Type": "Parallel", "End": true,
    "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "After"}],
    "Branches": [
      {"StartAt": "Slow", "States": {"Slow": {"Type": "Wait", "Seconds": 60, "End": true}}},
      {"StartAt": "Bad", "States": {"Bad": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work"}}}]},
  "After": {"Type": "Succeed"}}}"#;

/// Three items, each through a function.
pub const MAP: &str = r#"{"StartAt": "Each", "States": {"Each": {
  "Type": "Map", "ItemsPath": "$.items", "ItemSelector": {"item.$": "$$.Map.Item.Value"}, "End": true,
  "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Task", "End": true,
    "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work"}}}}}}"#;

/// Retry, Catch, Parallel, Map, Choice, Wait and a loop in one.
pub const EVERYTHING: &str = r#"{"StartAt": "Flaky", "States": {
  "Flaky": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:flaky",
    "ResultPath": "$.flaky", "Next": "Both",
    "Retry": [{"ErrorEquals": ["Boom"], "IntervalSeconds": 2, "MaxAttempts": 2, "BackoffRate": 2}],
    "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Mend"}]},
  "Mend": {"Type": "Pass", "Next": "Both"},
  "Both": {"Type": "Parallel", "ResultPath": "$.both", "Next": "Each", "Branches": [
    {"StartAt": "Nap", "States": {"Nap": {"Type": "Wait", "Seconds": 5, "Next": "Up"}, "Up": {"Type": "Pass", "End": true}}},
    {"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
      "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "work", "Payload": {"a": 1}}}}}]},
  "Each": {"Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.each", "Next": "Count", "MaxConcurrency": 2,
    "ItemProcessor": {"StartAt": "Try", "States": {
      "Try": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:flaky", "End": true,
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Skip"}]},
      "Skip": {"Type": "Pass", "Result": "skipped", "End": true}}}},
  "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd(1, 1)"}, "ResultPath": "$.count", "Next": "Again"},
  "Again": {"Type": "Choice", "Default": "Done", "Choices": [
    {"And": [{"Variable": "$.count.n", "NumericLessThan": 3}, {"Variable": "$.stay", "IsPresent": true}], "Next": "Count"}]},
  "Done": {"Type": "Succeed"}}}"#;

/// Turns until the history is full.
pub const LOOP: &str = r#"{"StartAt": "Add", "States": {
  "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Again"},
  "Again": {"Type": "Choice", "Default": "Add", "Choices": [
    {"Variable": "$.n", "NumericGreaterThan": 1000000, "Next": "Done"}]},
  "Done": {"Type": "Succeed"}}}"#;

/// Variables of the workflow, of each iteration, and how the loop of states changes one.
pub const VARIABLES: &str = r#"{"QueryLanguage": "JSONata", "StartAt": "Set", "States": {
  "Set": {"Type": "Pass", "Assign": {"rate": 2, "n": 0}, "Next": "Count"},
  "Count": {"Type": "Pass", "Assign": {"n": "{% $n + 1 %}"}, "Next": "Each"},
  "Each": {"Type": "Map", "Items": [10, 20], "MaxConcurrency": 1, "Assign": {"all": "{% $states.result %}"}, "End": true,
    "ItemProcessor": {"StartAt": "Price", "States": {
      "Price": {"Type": "Pass", "Assign": {"price": "{% $states.input * $rate %}"}, "Next": "Show"},
      "Show": {"Type": "Pass", "Output": "{% $price %}", "End": true}}}}}}"#;

/// A branch that fails beside one that succeeds.
pub const REDRIVEN: &str = r#"{"StartAt": "Before", "States": {
    "Before": {"Type": "Pass", "Next": "Both"},
    "Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Work", "States": {"Work": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work"}}},
        {"StartAt": "Other", "States": {"Other": {"Type": "Pass", "End": true}}}
    ]}
}}"#;
