//! Why something went as it did, in English.

use asl::debugger::view::{Late, WaitingFor, Why};

/// The sentence; `length` says how long something takes, `until` when it ends, each empty where it is not known.
pub fn english(why: &Why, length: &str, until: &str) -> String {
    // Every first run shows this one, and few of the others: they are fetched later.
    if let Why::Waiting {
        until: None,
        reason,
        ..
    } = why
    {
        return waits(*reason).to_owned();
    }
    seldom(why, length, until)
}

#[inline(never)]
fn seldom(why: &Why, length: &str, until: &str) -> String {
    match why {
        Why::Rule {
            rule,
            next,
            holds: true,
            untested,
            ..
        } => {
            let rest = match untested {
                0 => String::new(),
                1 => "; the rule after it was not tested".to_owned(),
                count => format!("; the {count} rules after it were not tested"),
            };
            format!("Rule {} matched → {next}{rest}", rule + 1)
        }
        Why::Rule {
            rule, holds: false, ..
        } => format!("Rule {} did not match", rule + 1),
        Why::Default { next } => format!("No rule matched → Default: {next}"),
        Why::Retrying {
            retrier,
            attempt,
            allowed,
            error,
            names,
            ..
        } => format!(
            "Retrier {} ({names}) takes {error}: retry {attempt} of {allowed}, after {length}",
            retrier + 1
        ),
        Why::Exhausted {
            retrier,
            allowed: 0,
            error,
        } => {
            format!(
                "Retrier {} takes {error}, but its MaxAttempts is 0: there is no retry",
                retrier + 1
            )
        }
        Why::Exhausted {
            retrier,
            allowed,
            error,
        } => {
            format!(
                "Retrier {} takes {error}, but has used up its MaxAttempts of {allowed}",
                retrier + 1
            )
        }
        Why::Uncaught {
            error,
            catchable: true,
        } => format!("No catcher takes {error}"),
        Why::Uncaught {
            error,
            catchable: false,
        } => {
            format!("{error} can be neither retried nor caught: it ends the execution")
        }
        Why::Caught {
            catcher,
            error,
            names,
            next,
        } => {
            format!(
                "{error} was caught by catcher {} ({names}) → {next}",
                catcher + 1
            )
        }
        Why::Fails { .. } => "A Fail state: it fails here on purpose".to_owned(),
        Why::Evaluation { location, .. } if location.is_empty() => {
            "The data does not fit this state".to_owned()
        }
        Why::Evaluation { location, .. } => format!("The expression in {location} failed"),
        Why::TimedOut {
            late: Late::Task, ..
        } => "The task took longer than it may".to_owned(),
        Why::TimedOut {
            late: Late::Heartbeat,
            ..
        } => "No heartbeat came in time".to_owned(),
        Why::TimedOut {
            late: Late::Execution,
            ..
        } => "The time of the whole execution ran out here".to_owned(),
        Why::Iterations { items, at_once, .. } => iterations(*items, *at_once),
        Why::IterationFailed { index } => format!("Iteration {index} failed, and the Map with it"),
        Why::Intolerable { fields } if fields.is_empty() => {
            "An item failed, and the Map tolerates none".to_owned()
        }
        Why::Intolerable { .. } => "More items failed than the Map tolerates".to_owned(),
        Why::Waiting { until: Some(_), .. } => format!("Waits {length}, until {until}"),
        Why::Waiting { reason, .. } => waits(*reason).to_owned(),
    }
}

fn iterations(items: Option<u32>, at_once: Option<u32>) -> String {
    match (items, at_once) {
        (Some(items), Some(at_once)) if at_once < items => {
            format!("{items} items, at most {at_once} at once")
        }
        (Some(1), _) => "1 item".to_owned(),
        (Some(items), Some(_)) => format!("{items} items, all at once"),
        (Some(items), None) => format!("{items} items"),
        (None, Some(at_once)) => {
            format!("The items are read first; then at most {at_once} at once")
        }
        (None, None) => "The items are read first".to_owned(),
    }
}

fn waits(reason: WaitingFor) -> &'static str {
    match reason {
        WaitingFor::WaitState => "Waits",
        WaitingFor::Backoff => "Waits before a retry",
        WaitingFor::Function => "Waits for its function to return",
        WaitingFor::Service => "Waits for the service to answer",
        WaitingFor::Callback => "Waits until somebody sends the task token back",
        WaitingFor::Worker => "Waits for a worker to take the task and finish it",
    }
}
