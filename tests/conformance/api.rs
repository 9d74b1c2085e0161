//! Scripts of API calls: each with the response or the refusal that AWS gave.
//!
//! The recorder's calls name things as its own stand-in did: an alias as `stateMachine:alias:NAME`, an
//! execution of a version as `execution:1:NAME`. They are called here by the ARNs that were given out.

use super::answers::START;
use super::matcher::Matcher;
use super::outcome::Verdict;
use super::test_state::place;
use asl::control::{ApiError, Control, Reply};
use asl::execution::{Answer, Invocation, Output, Work};
use asl::value::Timestamp;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::rc::Rc;

/// Calls to other services are not part of a script. This test deleted its log group by one.
const LOG_GROUP_DELETED: &str = "test_deleted_log_group";

/// Members that AWS did not give yet when a case was recorded: since when it does.
const SINCE: [(&str, (u32, u32, u32)); 2] = [
    ("redriveCount", (2023, 11, 15)),
    ("encryptionConfiguration", (2024, 7, 25)),
];

struct Script<'a> {
    case: &'a Value,
    control: Control,
    matcher: Matcher,
    now: Timestamp,
    /// The token of the last page.
    next_token: Value,
    /// The name of the log group, which the recorder masked everywhere else.
    log_group: String,
    /// How many executions have been started.
    started: usize,
    /// The responses, by the number of their step.
    responses: HashMap<u64, Value>,
    /// ARNs that were given out, by the last name in them.
    arns: HashMap<String, String>,
    differences: Vec<String>,
}

/// Tries a script.
pub fn tried(case: &Value) -> Verdict {
    let mut script = Script {
        case,
        control: Control::new(place(), 1),
        matcher: Matcher::new(&case["placeholders"]),
        now: START,
        next_token: Value::Null,
        log_group: log_group_of(case),
        started: 0,
        responses: HashMap::new(),
        arns: HashMap::new(),
        differences: Vec::new(),
    };
    script.prepare();
    for step in case["steps"].as_array().expect("steps") {
        if let Err(verdict) = script.step(step) {
            return verdict;
        }
    }
    match script.differences.is_empty() {
        true => Verdict::Passed,
        false => Verdict::Failed(script.differences.join("\n")),
    }
}

impl Script<'_> {
    /// What the script leaves out: a machine that a template deployed, a log group that was deleted.
    fn prepare(&mut self) {
        let id = self.case["id"].as_str().unwrap_or_default();
        let first = &self.case["steps"][0];
        if id.contains(LOG_GROUP_DELETED) {
            let destination = &first["params"]["loggingConfiguration"]["destinations"][0];
            let group = &destination["cloudWatchLogsLogGroup"]["logGroupArn"];
            self.control
                .without_log_group(group.as_str().expect("a log group"));
        }
        let described = &first["expect"]["describe_statemachine"];
        if described.is_object() {
            let definition = self.matcher.fill(&described["definition"].to_string());
            let created = self.call(
                "CreateStateMachine",
                &json!({"name": "deployed", "definition": definition, "roleArn": "arn:aws:iam::111111111111:role/deployed"}),
            );
            let arn = created.map(|created| created["stateMachineArn"].clone());
            let outputs = json!({"outputs": {"StateMachineArn": arn.unwrap_or_default()}});
            self.responses.insert(0, outputs);
        }
    }

    fn step(&mut self, step: &Value) -> Result<(), Verdict> {
        self.now = self.now.plus_millis(1000);
        let operation = operation(step["op"].as_str().unwrap_or_default());
        let mut params = step["params"].clone();
        self.resolve(&mut params);
        // The recorder's stand-in gave no tokens.
        if params.get("nextToken") == Some(&Value::Null) {
            params["nextToken"] = self.next_token.clone();
        }
        if operation == "StartExecution" {
            self.name_execution(&mut params, step);
            self.started += 1;
        }
        let answered = self.call(&operation, &params);
        let actual = match &answered {
            Ok(response) => {
                self.keep(&operation, response);
                self.next_token = response["nextToken"].clone();
                let number = step["n"].as_u64().unwrap_or_default();
                self.responses.insert(number, response.clone());
                response.clone()
            }
            Err(refused) => json!({"code": refused.code.name(), "message": refused.message}),
        };
        self.run().map_err(Verdict::Failed)?;
        for expected in step["expect"].as_object().into_iter().flat_map(Map::values) {
            self.compare(step, &operation, expected, answered.is_ok(), &actual);
        }
        if step["expect"].is_null() && answered.is_ok() == (step["raises"] == true) {
            self.differences
                .push(format!("step {}: {operation} gave {actual}", step["n"]));
        }
        Ok(())
    }

    fn call(&mut self, operation: &str, params: &Value) -> Result<Value, ApiError> {
        let request = asl::value::parse(&params.to_string()).expect("a request is JSON");
        let response = match self.control.call(operation, &request, self.now)? {
            Reply::Now(response) => response,
            Reply::Tested(_) | Reply::Ended(_) => return Ok(Value::Null),
        };
        Ok(serde_json::from_str(&response.to_json()).expect("a response is JSON"))
    }

    /// Runs every execution as far as it goes without answers.
    fn run(&mut self) -> Result<(), String> {
        let running: Vec<Rc<str>> = self.control.running().cloned().collect();
        for arn in running {
            while let Some(output) = self.control.poll(&arn, self.now) {
                match output.map_err(|fault| fault.to_string())? {
                    Output::Done(_) | Output::Wait { .. } => break,
                    Output::Invoke(invocation) => self.read_object(&arn, &invocation)?,
                    Output::Event(_) | Output::Stage(_) | Output::Note(_) | Output::Cancel(_) => {}
                }
            }
        }
        Ok(())
    }

    /// The scripts leave out what was put into S3 before: a CSV file with two rows, by what was read.
    fn read_object(&mut self, arn: &str, invocation: &Invocation) -> Result<(), String> {
        let Work::Service(call) = &invocation.work else {
            return Ok(());
        };
        if &*call.integration.api != "getObject" {
            return Ok(());
        }
        let answer = json!({"Body": "Col1\none\ntwo\n"}).to_string();
        let answer = Answer::Succeeded(answer.into());
        let answered = self.control.answer(arn, invocation.token, answer, self.now);
        answered.map_err(|fault| fault.to_string())
    }

    fn compare(
        &mut self,
        step: &Value,
        operation: &str,
        expected: &Value,
        ok: bool,
        actual: &Value,
    ) {
        let recorded = recorded(self.case);
        let mut expected = expected.clone();
        unmask(&mut expected, &self.log_group);
        let expected = &expected;
        let (expected, actual) = match ok {
            true => {
                let mut actual = actual.clone();
                for (member, _) in SINCE.iter().filter(|(_, since)| recorded < *since) {
                    without(&mut actual, member);
                }
                (expected.clone(), actual)
            }
            false => (expected.clone(), as_recorded(operation, expected, actual)),
        };
        let differences = self.matcher.compare(&expected, &actual);
        let told = differences
            .iter()
            .map(|difference| format!("step {} {operation}: {difference}", step["n"]));
        self.differences.extend(told);
    }

    /// Executions get the names that the recorder's stand-in gave them: what the recording's token
    /// stands for, here or in a later list, or what a later call says.
    fn name_execution(&self, params: &mut Value, step: &Value) {
        let expected = step["expect"]
            .as_object()
            .into_iter()
            .flat_map(Map::values)
            .next();
        let arn = expected.and_then(|expected| expected["executionArn"].as_str());
        let later = self.case["steps"].as_array().into_iter().flatten();
        let named = later.filter_map(|step| step["params"]["executionArn"].as_str());
        let arn = arn.map(|arn| self.matcher.fill(arn)).or_else(|| {
            let unknown = |arn: &&str| !self.arns.contains_key(last_name(arn));
            named.into_iter().find(unknown).map(str::to_owned)
        });
        let token = format!("<ExecArnPart_{}idx>", self.started);
        let listed = Some(self.matcher.fill(&token)).filter(|name| *name != token);
        if let Some(arn) = arn.or(listed) {
            params["name"] = json!(last_name(&arn));
        }
    }

    fn keep(&mut self, operation: &str, response: &Value) {
        let member = match operation {
            "CreateStateMachineAlias" => "stateMachineAliasArn",
            "StartExecution" => "executionArn",
            _ => return,
        };
        let arn = response[member].as_str().unwrap_or_default().to_owned();
        let name = arn.rsplit(':').next().unwrap_or_default().to_owned();
        self.arns.insert(name, arn);
    }

    /// References to earlier responses, and ARNs as they were given out.
    fn resolve(&self, value: &mut Value) {
        match value {
            Value::Object(members) if members.contains_key("$ref") => {
                let step = members["$ref"]["step"].as_u64().unwrap_or_default();
                let path = members["$ref"]["path"].as_str().unwrap_or_default();
                let pointer = path.replace(['.', '['], "/").replace(']', "");
                let response = self
                    .responses
                    .get(&step)
                    .and_then(|found| found.pointer(&pointer));
                *value = response.cloned().unwrap_or_default();
            }
            Value::Object(members) => members.values_mut().for_each(|member| self.resolve(member)),
            Value::Array(items) => items.iter_mut().for_each(|item| self.resolve(item)),
            Value::String(text) => {
                let stands_in =
                    text.contains(":stateMachine:alias:") || text.contains(":execution:");
                let name = text.rsplit(':').next().unwrap_or_default();
                if let Some(arn) = self.arns.get(name).filter(|_| stands_in) {
                    text.clone_from(arn);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}

/// The last part of an ARN.
fn last_name(arn: &str) -> &str {
    arn.rsplit(':').next().unwrap_or_default()
}

/// `describe_execution` as the API calls it.
fn operation(snake: &str) -> String {
    let words = snake
        .split('_')
        .map(|word| word[..1].to_uppercase() + &word[1..]);
    words.collect()
}

/// A refusal in the form in which the recorder kept it.
fn as_recorded(operation: &str, expected: &Value, refused: &Value) -> Value {
    let (code, message) = (
        &refused["code"],
        refused["message"].as_str().unwrap_or_default(),
    );
    let code = code.as_str().unwrap_or_default();
    let shown = match code {
        "ParamValidationError" => message.to_owned(),
        code => {
            format!("An error occurred ({code}) when calling the {operation} operation: {message}")
        }
    };
    if expected.get("exception_typename").is_some() {
        return json!({"exception_typename": code, "exception_value": shown});
    }
    if expected.is_string() {
        return shown.into();
    }
    json!({"Error": {"Code": code, "Message": message}, "message": message})
}

/// The name of the log group that a script logs to.
fn log_group_of(case: &Value) -> String {
    let destination = &case["steps"][0]["params"]["loggingConfiguration"]["destinations"][0];
    let arn = destination["cloudWatchLogsLogGroup"]["logGroupArn"].as_str();
    let name = arn.and_then(|arn| arn.split(":log-group:").nth(1));
    name.unwrap_or_default().trim_end_matches(":*").to_owned()
}

/// Puts the name of the log group where the recorder wrote `log_group_name`, which the cases do not
/// explain.
fn unmask(value: &mut Value, log_group: &str) {
    match value {
        Value::String(text) => {
            *text = text.replace(":log_group_name:", &format!(":{log_group}:"));
        }
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| unmask(member, log_group)),
        Value::Array(items) => items.iter_mut().for_each(|item| unmask(item, log_group)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// The day of a recording.
fn recorded(case: &Value) -> (u32, u32, u32) {
    let recorded = case["source"]["recorded"].as_str().unwrap_or_default();
    let day = recorded.split(',').next().unwrap_or_default();
    let parts: Vec<u32> = day
        .split('-')
        .filter_map(|part| part.parse().ok())
        .collect();
    match parts[..] {
        [day, month, year] => (year, month, day),
        _ => (u32::MAX, 0, 0),
    }
}

fn without(value: &mut Value, member: &str) {
    match value {
        Value::Object(members) => {
            members.shift_remove(member);
            members
                .values_mut()
                .for_each(|value| without(value, member));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| without(item, member)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
