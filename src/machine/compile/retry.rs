//! `Retry` and `Catch` (`asl.md` sections 10 and 11).

use super::block::MAX_SECONDS;
use super::checker::{Checker, quoted};
use super::field::Language;
use super::jsonata::Sees;
use super::place::Place;
use super::repair::without_item;
use crate::diagnostic::words;
use crate::machine::problem::{RetryProblem, ValueProblem, Wanted};
use crate::machine::{Catcher, ResultPath, Retrier};
use crate::text::Node;
use std::collections::HashMap;
use std::rc::Rc;

/// Fields of a retrier.
pub const RETRIER: [&str; 7] = [
    "ErrorEquals",
    "IntervalSeconds",
    "MaxAttempts",
    "BackoffRate",
    "MaxDelaySeconds",
    "JitterStrategy",
    "Comment",
];

/// Values of `JitterStrategy`.
pub const JITTER: [&str; 2] = ["FULL", "NONE"];
/// Fields of a catcher in JSONPath.
pub const CATCHER: [&str; 5] = ["ErrorEquals", "Next", "ResultPath", "Assign", "Comment"];
/// Fields of a catcher in JSONata.
pub const JSONATA_CATCHER: [&str; 5] = ["ErrorEquals", "Next", "Output", "Assign", "Comment"];

/// Names with the reserved prefix that errors do have (`errors.md`).
pub const STATES_ERRORS: [&str; 18] = [
    "States.ALL",
    "States.BranchFailed",
    "States.DataLimitExceeded",
    "States.ExceedToleratedFailureThreshold",
    "States.HeartbeatTimeout",
    "States.Http.Socket",
    "States.IntrinsicFailure",
    "States.ItemReaderFailed",
    "States.NoChoiceMatched",
    "States.ParameterPathFailure",
    "States.Permissions",
    "States.QueryEvaluationError",
    "States.ReferencePathConflict",
    "States.ResultPathMatchFailure",
    "States.ResultWriterFailed",
    "States.Runtime",
    "States.TaskFailed",
    "States.Timeout",
];

/// Errors of Lambda's own operations, as a Task reports them: those of Invoke in AWS's API reference, and
/// those of its client (`errors.md` section 4.2).
pub const LAMBDA_ERRORS: [&str; 36] = [
    "Lambda.AWSLambdaException",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.CodeStorageExceededException",
    "Lambda.EC2AccessDeniedException",
    "Lambda.EC2ThrottledException",
    "Lambda.EC2UnexpectedException",
    "Lambda.EFSIOException",
    "Lambda.EFSMountConnectivityException",
    "Lambda.EFSMountFailureException",
    "Lambda.EFSMountTimeoutException",
    "Lambda.ENILimitReachedException",
    "Lambda.InvalidParameterValueException",
    "Lambda.InvalidRequestContentException",
    "Lambda.InvalidRuntimeException",
    "Lambda.InvalidSecurityGroupIDException",
    "Lambda.InvalidSubnetIDException",
    "Lambda.InvalidZipFileException",
    "Lambda.KMSAccessDeniedException",
    "Lambda.KMSDisabledException",
    "Lambda.KMSInvalidStateException",
    "Lambda.KMSNotFoundException",
    "Lambda.RecursiveInvocationException",
    "Lambda.RequestTooLargeException",
    "Lambda.ResourceConflictException",
    "Lambda.ResourceNotFoundException",
    "Lambda.ResourceNotReadyException",
    "Lambda.SdkClientException",
    "Lambda.SerializedRequestEntityTooLargeException",
    "Lambda.ServiceException",
    "Lambda.SnapStartException",
    "Lambda.SnapStartNotReadyException",
    "Lambda.SnapStartTimeoutException",
    "Lambda.SubnetIPAddressLimitReachedException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
    "Lambda.UnsupportedMediaTypeException",
];

/// A year and a day: the longest delay.
const MAX_DELAY: i64 = 31_622_400;

impl<'a> Checker<'a> {
    /// The retriers of a state.
    pub fn retry(&mut self, at: &Place<'_>, node: &'a Node) -> Vec<Retrier> {
        let place = at.field("Retry");
        let entries = self.array(at, node, "Retry").unwrap_or_default();
        self.taken(&place, entries);
        let retriers = entries.iter().enumerate().filter_map(|(index, entry)| {
            self.retrier(&place.item(index), entry, &entries[index..])
        });
        retriers.collect()
    }

    /// Warns of errors that an entry before takes already.
    fn taken(&mut self, at: &Place<'_>, entries: &'a [Node]) {
        let mut known: HashMap<&str, &'a Node> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let names = named(entry);
            for (place, node) in names.iter().enumerate() {
                let Some(name) = node.as_str() else { continue };
                let Some(first) = known.insert(name, node) else {
                    self.behind_task_failed(at, entries, index, place);
                    continue;
                };
                let entry = at.item(index);
                let list = entry.field("ErrorEquals");
                let kind = RetryProblem::AlreadyTaken {
                    name: name.to_string(),
                };
                let problem = self.problem(&list.item(place), &node.span, &kind);
                // The last name of an entry goes with the entry.
                let fix = without_item(names, place)
                    .or_else(|| without_item(entries, index).filter(|_| names.len() == 1));
                let problem = problem.with_fix_at(fix);
                let label = words!("here already", "此处已有", "ここにもあります");
                self.add(problem.with_label(first.span.clone(), label));
            }
        }
    }

    /// Warns of a Task's error by name behind an entry with `States.TaskFailed`, which takes every error of a
    /// Task but those that Step Functions itself tells otherwise.
    fn behind_task_failed(&mut self, at: &Place<'_>, entries: &[Node], index: usize, place: usize) {
        let state = at.state().map(|state| self.outline.states[state].node);
        let kind = state.and_then(|state| state.get("Type")?.value.as_str());
        let names = named(&entries[index]);
        let Some(name) = names[place].as_str() else {
            return;
        };
        let first = entries[..index]
            .iter()
            .enumerate()
            .find_map(|(first, entry)| {
                let taking = named(entry).iter();
                let mut taking = taking.filter(|name| {
                    name.as_str()
                        .is_some_and(|name| &**name == "States.TaskFailed")
                });
                Some((first, taking.next()?))
            });
        let Some((first, taking)) = first.filter(|_| !name.starts_with("States.")) else {
            return;
        };
        if kind.is_none_or(|kind| &**kind != "Task") {
            return;
        }
        let told = RetryProblem::AlreadyTaken {
            name: name.to_string(),
        };
        let list = at.item(index);
        let list = list.field("ErrorEquals");
        let problem = self.problem(&list.item(place), &names[place].span, &told);
        let fix = self.moved_to_the_front(&entries[first..=index]);
        let label = words!(
            "takes every error of a task",
            "处理任务的所有错误",
            "タスクのすべてのエラーを受け取ります"
        );
        self.add(
            problem
                .with_repair(fix)
                .with_label(taking.span.clone(), label),
        );
    }

    /// `rest` is this entry and those behind it.
    fn retrier(&mut self, at: &Place<'_>, node: &'a Node, rest: &[Node]) -> Option<Retrier> {
        self.entry_object(at, "Retry", node)?;
        self.only_known(at, node, &RETRIER);
        let _ = self.text(at, node, "Comment");
        let error_equals = self.error_equals(at, node, &["ErrorEquals"], rest);
        let interval = self.integer(at, node, "IntervalSeconds", 1..=MAX_SECONDS);
        let attempts = self.natural(at, node, "MaxAttempts", 0..=MAX_SECONDS);
        let rate = self.backoff_rate(at, node);
        let max_delay = self.max_delay(at, node, interval.unwrap_or(1));
        let jitter = self.one_of(at, node, "JitterStrategy", &JITTER);
        Some(Retrier {
            error_equals: error_equals?,
            interval_seconds: u64::try_from(interval.unwrap_or(1)).unwrap_or(1),
            max_attempts: attempts.unwrap_or(3),
            backoff_rate: rate.unwrap_or(2.0),
            max_delay_seconds: max_delay,
            full_jitter: jitter == Some("FULL"),
        })
    }

    fn backoff_rate(&mut self, at: &Place<'_>, node: &'a Node) -> Option<f64> {
        let value = &node.get("BackoffRate")?.value;
        let Some(number) = value.as_number() else {
            self.wrong_kind(at, "BackoffRate", value, Wanted::Number);
            return None;
        };
        let rate = number.as_f64();
        if rate < 1.0 {
            self.out_of_range(at, "BackoffRate", value, 1, None);
        }
        Some(rate)
    }

    fn max_delay(&mut self, at: &Place<'_>, node: &'a Node, interval: i64) -> Option<u64> {
        let delay = self.integer(at, node, "MaxDelaySeconds", 1..=MAX_DELAY)?;
        if delay <= interval {
            let span = node.get("MaxDelaySeconds")?.value.span.clone();
            let kind = RetryProblem::DelayTooShort { interval };
            let fix = Some((interval + 1).to_string()).filter(|_| interval < MAX_DELAY);
            self.tell_fix(&at.field("MaxDelaySeconds"), &span, &kind, fix);
        }
        u64::try_from(delay).ok()
    }

    /// The catchers of a state.
    pub fn catch(&mut self, id: usize, node: &'a Node) -> Vec<Catcher> {
        let at = Place::State(id);
        let place = at.field("Catch");
        let entries = self.array(&at, node, "Catch").unwrap_or_default();
        self.taken(&place, entries);
        let catchers = entries.iter().enumerate().filter_map(|(index, entry)| {
            self.catcher(id, &place.item(index), entry, &entries[index..])
        });
        catchers.collect()
    }

    fn catcher(
        &mut self,
        id: usize,
        at: &Place<'_>,
        node: &'a Node,
        rest: &[Node],
    ) -> Option<Catcher> {
        self.entry_object(at, "Catch", node)?;
        let _ = self.text(at, node, "Comment");
        let error_equals = self.error_equals(at, node, &["ErrorEquals", "Next"], rest);
        let next = self.target(id, at, "Next", node);
        let (result_path, output) = match self.speaks {
            Language::Path => {
                self.only_in_language(at, node, &CATCHER, |name| name == "Output");
                (self.result_path(at, node), None)
            }
            Language::Jsonata => {
                self.only_in_language(at, node, &JSONATA_CATCHER, |name| name == "ResultPath");
                let output = self.data(at, node, "Output", Sees::Error);
                (ResultPath::Whole, output)
            }
        };
        let assign = self.assign(at, node, Sees::Error);
        Some(Catcher {
            error_equals: error_equals?,
            next: next?,
            result_path,
            output,
            assign,
        })
    }

    fn entry_object(&mut self, at: &Place<'_>, name: &str, node: &Node) -> Option<()> {
        if node.as_object().is_some() {
            return Some(());
        }
        let kind = ValueProblem::WrongKind {
            field: name.to_owned(),
            wanted: Wanted::Object,
        };
        self.tell(at, &node.span, &kind);
        None
    }

    /// `ErrorEquals`: names, at least one; `States.ALL` alone and last.
    fn error_equals(
        &mut self,
        at: &Place<'_>,
        node: &'a Node,
        required: &[&'static str],
        rest: &[Node],
    ) -> Option<Vec<Rc<str>>> {
        let opener = self.opener(node);
        self.require(at, node, &opener, required);
        let entries = self.entries(at, node, "ErrorEquals")?;
        let list = &node.get("ErrorEquals")?.value;
        let place = at.field("ErrorEquals");
        for (index, entry) in entries.iter().enumerate() {
            let place = place.item(index);
            match entry.as_str() {
                Some(name) if &**name == "States.ALL" => {
                    self.all(&place, entry, list, rest);
                }
                Some(name) => self.error_name(&place, entry, name),
                None => {
                    let item = format!("ErrorEquals[{index}]");
                    self.wrong_kind(at, &item, entry, Wanted::Text);
                }
            }
        }
        entries
            .iter()
            .map(|entry| entry.as_str().cloned())
            .collect()
    }

    /// `States.ALL` in a list of names of the first of some entries.
    fn all(&mut self, at: &Place<'_>, entry: &Node, list: &Node, rest: &[Node]) {
        let names = list.as_array().unwrap_or_default();
        let others = rest.get(1..).unwrap_or_default();
        let index = names.iter().position(|name| name.span == entry.span);
        if names.len() > 1 {
            let problem = self.problem(at, &entry.span, &RetryProblem::AllNotAlone);
            let alone = (list.span.clone(), "[\"States.ALL\"]".to_owned());
            // Before others it would still be wrong.
            let fix = match index {
                _ if others.is_empty() => Some(alone),
                index => index.and_then(|index| without_item(names, index)),
            };
            self.add(problem.with_fix_at(fix));
        } else if !others.is_empty() {
            let problem = self.problem(at, &entry.span, &RetryProblem::AllNotLast);
            let again = others.iter().any(takes_all);
            let fix = self.moved_to_the_end(rest).filter(|_| !again);
            self.add(problem.with_repair(fix));
        }
    }

    fn error_name(&mut self, at: &Place<'_>, entry: &Node, name: &str) {
        let Some(known) = family(name).filter(|known| !known.contains(&name)) else {
            return;
        };
        let suggestion = self.suggestions.among(name, known.iter().copied());
        if let Some(meant) = suggestion.filter(|_| !self.raised.contains(name)) {
            let kind = RetryProblem::UnknownError {
                name: name.to_owned(),
                suggestion: meant.to_owned(),
            };
            self.tell_fix(at, &entry.span, &kind, Some(quoted(meant)));
        }
    }
}

/// The names that errors of a prefix have.
fn family(name: &str) -> Option<&'static [&'static str]> {
    let begins = |prefix: &str| {
        let start = name.get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    };
    if begins("States.") {
        Some(&STATES_ERRORS)
    } else if begins("Lambda.") {
        Some(&LAMBDA_ERRORS)
    } else {
        None
    }
}

/// The errors that an entry names.
fn named(entry: &Node) -> &[Node] {
    let names = entry.get("ErrorEquals");
    let names = names.and_then(|own| own.value.as_array());
    names.unwrap_or_default()
}

/// Whether an entry takes every error.
fn takes_all(entry: &Node) -> bool {
    let all = |name: &Node| name.as_str().is_some_and(|name| &**name == "States.ALL");
    named(entry).iter().any(all)
}
