//! The small second line of a state's box: what it calls, how long it waits.

use crate::machine::{Kind, Resource, State, Task, Wait};
use crate::text::TextIndex;
use crate::text::yaml;
use crate::value::{self, Value};

/// The definition's text, ready to be asked about states.
pub(super) struct Details<'a> {
    text: &'a str,
    index: TextIndex<'a>,
}

impl<'a> Details<'a> {
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            index: TextIndex::new(text),
        }
    }

    /// A byte offset of the text in UTF-16 units.
    pub fn offset(&self, byte: usize) -> u32 {
        self.index.to_utf16(byte) as u32
    }

    /// The second line of a state's box; may be empty.
    pub fn of(&self, state: &State) -> String {
        match &state.kind {
            Kind::Task(task) => self.task(state, task),
            Kind::Wait(wait) => wait_words(wait),
            Kind::Pass(_)
            | Kind::Choice(_)
            | Kind::Succeed
            | Kind::Fail(_)
            | Kind::Parallel(_)
            | Kind::Map(_) => String::new(),
        }
    }

    fn task(&self, state: &State, task: &Task) -> String {
        match &task.resource {
            Resource::Lambda(arn) => arn.name.to_string(),
            Resource::Service(integration) => {
                format!("{}:{}", integration.service, integration.api)
            }
            Resource::Activity(arn) => arn.rsplit(':').next().unwrap_or_default().to_owned(),
            Resource::LambdaInvoke(_) => {
                let source = source(self.text, state);
                let named = source.as_ref().and_then(|state| {
                    let given = state.get("Parameters");
                    let parameters = given.or_else(|| state.get("Arguments"))?;
                    let plain = parameters.get("FunctionName");
                    plain.or_else(|| parameters.get("FunctionName.$"))?.as_str()
                });
                named.map_or_else(|| "lambda:invoke".to_owned(), function_name)
            }
        }
    }
}

/// The function's name out of a name, an ARN or a partial ARN (`ACCOUNT:function:NAME`).
fn function_name(written: &str) -> String {
    let parts: Vec<_> = written.split(':').collect();
    let after = parts.iter().position(|part| *part == "function");
    let name = after.and_then(|at| parts.get(at + 1)).or(parts.first());
    name.copied().unwrap_or_default().to_owned()
}

fn wait_words(wait: &Wait) -> String {
    match wait {
        Wait::Seconds(seconds) => format!("{seconds} s"),
        Wait::SecondsPath(path) => format!("{} s", path.as_str()),
        Wait::Timestamp(moment) => moment.to_iso(),
        Wait::TimestampPath(path) => path.as_str().to_owned(),
        Wait::SecondsFormula(formula) => format!("{} s", formula.as_str()),
        Wait::TimestampFormula(formula) => formula.as_str().to_owned(),
    }
}

/// What the author wrote for a state, as data; `None` where the text is neither JSON nor YAML.
pub fn source(text: &str, state: &State) -> Option<Value> {
    let member = text.get(state.span.clone())?;
    let json = value::parse(&format!("{{{member}}}")).ok();
    let whole = json.or_else(|| Some(yaml::read(member).root?.to_value()))?;
    whole.as_object()?.values().next().cloned()
}
