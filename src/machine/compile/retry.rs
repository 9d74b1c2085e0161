//! `Retry` and `Catch` (`asl.md` sections 10 and 11).

use super::block::MAX_SECONDS;
use super::checker::{Checker, quoted};
use super::field::Language;
use super::jsonata::Sees;
use super::place::Place;
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

/// A year and a day: the longest delay.
const MAX_DELAY: i64 = 31_622_400;

impl<'a> Checker<'a> {
    /// The retriers of a state.
    pub fn retry(&mut self, at: &Place<'_>, node: &'a Node) -> Vec<Retrier> {
        let place = at.field("Retry");
        let entries = self.array(at, node, "Retry").unwrap_or_default();
        self.taken(&place, entries);
        let retriers = entries.iter().enumerate().filter_map(|(index, entry)| {
            let last = index + 1 == entries.len();
            self.retrier(&place.item(index), entry, last)
        });
        retriers.collect()
    }

    /// Warns of errors that an entry before takes already.
    fn taken(&mut self, at: &Place<'_>, entries: &'a [Node]) {
        let mut known: HashMap<&str, &'a Node> = HashMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let names = entry
                .get("ErrorEquals")
                .and_then(|own| own.value.as_array());
            for (place, node) in names.unwrap_or_default().iter().enumerate() {
                let Some(name) = node.as_str() else { continue };
                let Some(first) = known.insert(name, node) else {
                    continue;
                };
                let entry = at.item(index);
                let list = entry.field("ErrorEquals");
                let kind = RetryProblem::AlreadyTaken {
                    name: name.to_string(),
                };
                let problem = self.problem(&list.item(place), &node.span, &kind);
                let label = words!("here already", "此处已有", "ここにもあります");
                self.add(problem.with_label(first.span.clone(), label));
            }
        }
    }

    fn retrier(&mut self, at: &Place<'_>, node: &'a Node, last: bool) -> Option<Retrier> {
        self.entry_object(at, "Retry", node)?;
        self.only_known(at, node, &RETRIER);
        let _ = self.text(at, node, "Comment");
        let error_equals = self.error_equals(at, node, &["ErrorEquals"], last);
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
            self.tell(&at.field("MaxDelaySeconds"), &span, &kind);
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
            let last = index + 1 == entries.len();
            self.catcher(id, &place.item(index), entry, last)
        });
        catchers.collect()
    }

    fn catcher(
        &mut self,
        id: usize,
        at: &Place<'_>,
        node: &'a Node,
        last: bool,
    ) -> Option<Catcher> {
        self.entry_object(at, "Catch", node)?;
        let _ = self.text(at, node, "Comment");
        let error_equals = self.error_equals(at, node, &["ErrorEquals", "Next"], last);
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
        last: bool,
    ) -> Option<Vec<Rc<str>>> {
        let opener = self.opener(node);
        self.require(at, node, &opener, required);
        let entries = self.entries(at, node, "ErrorEquals")?;
        let place = at.field("ErrorEquals");
        for (index, entry) in entries.iter().enumerate() {
            let place = place.item(index);
            match entry.as_str() {
                Some(name) if &**name == "States.ALL" => {
                    self.all(&place, entry, entries.len() == 1, last);
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

    fn all(&mut self, at: &Place<'_>, entry: &Node, alone: bool, last: bool) {
        if !alone {
            self.tell(at, &entry.span, &RetryProblem::AllNotAlone);
        } else if !last {
            self.tell(at, &entry.span, &RetryProblem::AllNotLast);
        }
    }

    fn error_name(&mut self, at: &Place<'_>, entry: &Node, name: &str) {
        let reserved = name
            .get(..7)
            .is_some_and(|start| start.eq_ignore_ascii_case("states."));
        if !reserved || STATES_ERRORS.contains(&name) {
            return;
        }
        let names = STATES_ERRORS.iter().copied();
        let suggestion = self.suggestions.among(name, names);
        if let Some(meant) = suggestion.filter(|_| !self.raised.contains(name)) {
            let kind = RetryProblem::UnknownStatesError {
                name: name.to_owned(),
                suggestion: meant.to_owned(),
            };
            self.tell_fix(at, &entry.span, &kind, Some(quoted(meant)));
        }
    }
}
