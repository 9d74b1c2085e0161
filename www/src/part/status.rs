//! How a status looks: never by colour alone.

use crate::i18n::say;
use crate::kit::{Icon, Sign};
use asl::debugger::view::{NodeKind, Status};
use leptos::prelude::*;

/// The status's name in the style sheet.
pub const fn class(status: Status) -> &'static str {
    match status {
        Status::NotRun => "not-run",
        Status::InProgress => "in-progress",
        Status::Waiting => "waiting",
        Status::Succeeded => "succeeded",
        Status::Caught => "caught",
        Status::Failed | Status::TimedOut => "failed",
        Status::Aborted => "aborted",
    }
}

/// Its sign.
pub const fn sign(status: Status) -> Sign {
    match status {
        Status::NotRun => Sign::Dash,
        Status::InProgress => Sign::Progress,
        Status::Waiting => Sign::Clock,
        Status::Succeeded => Sign::Check,
        Status::Caught => Sign::Warning,
        Status::Failed => Sign::Cross,
        Status::TimedOut => Sign::Clock,
        Status::Aborted => Sign::Aborted,
    }
}

/// AWS's word for the status of an execution; empty where AWS has none.
pub const fn aws_word(status: Status) -> &'static str {
    match status {
        Status::NotRun | Status::Waiting | Status::Caught => "",
        Status::InProgress => "RUNNING",
        Status::Succeeded => "SUCCEEDED",
        Status::Failed => "FAILED",
        Status::Aborted => "ABORTED",
        Status::TimedOut => "TIMED_OUT",
    }
}

/// The sign of a kind of state.
pub const fn kind_sign(kind: NodeKind) -> Sign {
    match kind {
        NodeKind::Start | NodeKind::End => Sign::Dash,
        NodeKind::Lambda => Sign::Lambda,
        NodeKind::Task => Sign::Task,
        NodeKind::Pass => Sign::Pass,
        NodeKind::Choice => Sign::Choice,
        NodeKind::Wait => Sign::Clock,
        NodeKind::Succeed => Sign::Succeed,
        NodeKind::Fail => Sign::Fail,
        NodeKind::Parallel => Sign::Parallel,
        NodeKind::Map => Sign::Map,
    }
}

/// A status as a pill: sign and word.
#[component]
pub fn StatusPill(
    /// Which.
    #[prop(into)]
    status: Signal<Status>,
) -> impl IntoView {
    view! {
        <span class=move || format!("pill {}", class(status.get()))>
            <Icon sign=Signal::derive(move || sign(status.get())) />
            {say(move |p| (p.status)(status.get()))}
        </span>
    }
}
