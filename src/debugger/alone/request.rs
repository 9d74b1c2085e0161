//! The request that a form means: as TestState takes it, and as a line for a shell.

use crate::debugger::action::{TestMock, TestRequest};
use crate::debugger::identity;
use crate::debugger::view::StateTest;
use crate::language;
use crate::project::Workspace;
use crate::value::{Object, Value};
use std::borrow::Cow;

/// The request for a state of the workspace's definition, which goes along whole: so a state inside of
/// another one, and the machine's query language, are as they are in a run.
pub fn request(workspace: &Workspace, test: &StateTest, wish: &TestRequest) -> Value {
    let mut request = Object::new()
        .with("definition", &*definition(workspace, test))
        .with("stateName", test.name.as_str());
    // A role is demanded where something is called.
    if test.kind.is_task() && wish.mock == TestMock::None {
        let role = identity::settings(&workspace.settings).role_arn;
        request.insert("roleArn", &*role);
    }
    let texts = [
        ("input", &wish.input),
        ("variables", &wish.variables),
        ("context", &wish.context),
    ];
    for (name, text) in texts.into_iter().filter(|(_, text)| is_said(text)) {
        request.insert(name, text.as_str());
    }
    request.insert("inspectionLevel", wish.level.name());
    if let Some(mock) = mock(&wish.mock) {
        request.insert("mock", mock);
    }
    let configuration = configuration(wish);
    if !configuration.is_empty() {
        request.insert("stateConfiguration", configuration);
    }
    request.into()
}

/// The definition that the state stands in, as AWS takes it: one in YAML becomes JSON.
pub fn definition<'a>(workspace: &'a Workspace, test: &StateTest) -> Cow<'a, str> {
    let machine = test.machine.as_deref();
    let machine = machine.and_then(|name| workspace.machine(name));
    let text = machine.map_or(&workspace.definition, |machine| &machine.definition);
    language::as_json(text)
}

fn is_said(text: &str) -> bool {
    !text.trim().is_empty()
}

fn mock(mock: &TestMock) -> Option<Object> {
    match mock {
        TestMock::None => None,
        TestMock::Result { result, validation } => Some(
            Object::new()
                .with("result", result.as_str())
                .with("fieldValidationMode", validation.name()),
        ),
        TestMock::Error { error, cause } => {
            let mut output = Object::new();
            for (name, text) in [("error", error), ("cause", cause)] {
                if is_said(text) {
                    output.insert(name, text.as_str());
                }
            }
            Some(Object::new().with("errorOutput", output))
        }
    }
}

/// `stateConfiguration`
fn configuration(wish: &TestRequest) -> Object {
    let mut configuration = Object::new();
    let counts = [
        ("retrierRetryCount", wish.retries),
        ("mapIterationFailureCount", wish.failed_iterations),
    ];
    for (name, count) in counts {
        if let Some(count) = count {
            configuration.insert(name, i64::from(count));
        }
    }
    let texts = [
        ("errorCausedByState", &wish.caused_by),
        ("mapItemReaderData", &wish.reader_data),
    ];
    for (name, text) in texts.into_iter().filter(|(_, text)| is_said(text)) {
        configuration.insert(name, text.as_str());
    }
    configuration
}

/// The line that asks AWS the same, for a POSIX shell: `aws stepfunctions test-state …`.
pub fn command(workspace: &Workspace, test: &StateTest, wish: &TestRequest) -> String {
    let request = request(workspace, test, wish);
    let members = request.as_object().into_iter().flat_map(Object::iter);
    let options = members.map(|(name, value)| {
        let text = value
            .as_str()
            .map_or_else(|| value.to_json(), str::to_owned);
        (option(name), text)
    });
    let region = ("--region".to_owned(), workspace.settings.region.clone());
    let mut line = "aws stepfunctions test-state".to_owned();
    for (option, text) in options.chain([region]) {
        line.push_str(" \\\n  ");
        line.push_str(&option);
        line.push(' ');
        line.push_str(&quoted(&text));
    }
    line
}

/// The CLI's name of a member: `inspectionLevel` is `--inspection-level`.
fn option(member: &str) -> String {
    let mut option = "--".to_owned();
    for c in member.chars() {
        if c.is_ascii_uppercase() {
            option.push('-');
        }
        option.push(c.to_ascii_lowercase());
    }
    option
}

/// A text as one word of a POSIX shell.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:=@%+,".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::{option, quoted};

    #[test]
    fn a_word_of_a_shell_is_what_it_was() {
        assert_eq!(quoted("DEBUG"), "DEBUG");
        assert_eq!(quoted(""), "''");
        assert_eq!(
            quoted("{\"a\": \"it's $HOME\"}"),
            r#"'{"a": "it'\''s $HOME"}'"#
        );
        assert_eq!(quoted("a\nb"), "'a\nb'");
    }

    #[test]
    fn options_are_spelt_as_the_cli_spells_them() {
        assert_eq!(option("definition"), "--definition");
        assert_eq!(option("stateConfiguration"), "--state-configuration");
    }
}
