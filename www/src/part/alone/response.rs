//! The response: status, where it would go, every stage, and the JSON as AWS sends it.

use super::form::copy_button;
use crate::bridge::use_bridge;
use crate::i18n::{Phrases, say};
use crate::kit::json::Json;
use crate::kit::{Icon, Sign};
use crate::part::failure::failure_view;
use crate::part::inspector::ladder_view;
use crate::part::status;
use crate::part::wording::duration;
use asl::debugger::view::{ConsoleRow, ErrorRow, Status, TestProgress, TestResponse, TestStatus};
use leptos::prelude::*;

/// What came of the test.
#[component]
pub fn Response() -> impl IntoView {
    let test = use_bridge().test();
    let progress = Memo::new(move |_| {
        test.with(|test| {
            test.as_ref()
                .map(|test| test.progress.clone())
                .unwrap_or_default()
        })
    });
    let log = Memo::new(move |_| {
        test.with(|test| {
            test.as_ref()
                .map(|test| test.log.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <section class="test-response" role="status">
            {move || progress_view(progress.get())}
            {move || log_view(&log.get())}
        </section>
    }
}

fn progress_view(progress: TestProgress) -> AnyView {
    match progress {
        TestProgress::Ready => note(|p| p.test_ready),
        TestProgress::Running => note(|p| p.test_running),
        TestProgress::Stopped => note(|p| p.test_stopped),
        TestProgress::Tested(response) => response_view(&response).into_any(),
        TestProgress::Refused { code, message } => refused_view(code, message).into_any(),
        TestProgress::NoStandIn(what) => {
            view! { <p class="pad-text">{say(move |p| (p.test_no_stand_in)(&what))}</p> }.into_any()
        }
    }
}

fn note(words: fn(&'static Phrases) -> &'static str) -> AnyView {
    view! { <p class="muted pad-text">{say(words)}</p> }.into_any()
}

fn refused_view(code: String, message: String) -> impl IntoView {
    let row = ErrorRow {
        error: code,
        cause: message,
    };
    view! {
        <p class="pad-text">{say(|p| p.test_refused)}</p>
        {failure_view(&row)}
    }
}

fn response_view(response: &TestResponse) -> impl IntoView + use<> {
    let next = response.next.clone().map(|next| {
        view! { <span class="test-next">{say(move |p| (p.test_next)(&next))}</span> }
    });
    // Without the stages, the output is all there is to see.
    let output = response
        .output
        .clone()
        .filter(|_| response.stages.is_empty());
    let more = response.more.iter().map(more_view).collect_view();
    let raw = response.raw.clone();
    view! {
        <p class="test-line">{pill_view(response.status)}{next}</p>
        {turn_view(response)}
        {response.error.as_ref().map(failure_view)}
        {output.map(|text| view! { <Json text /> })}
        {(!response.stages.is_empty()).then(|| ladder_view(&response.stages, &response.why))}
        <ul class="ladder">{more}</ul>
        <details class="test-raw">
            <summary>{say(|p| p.test_response)}</summary>
            <Json text=response.raw.clone() />
        </details>
        <div class="button-row">{copy_button(|p| p.test_copy_response, move || raw.clone())}</div>
    }
}

fn pill_view(result: TestStatus) -> impl IntoView {
    let look = match result {
        TestStatus::Succeeded => Status::Succeeded,
        TestStatus::Failed => Status::Failed,
        TestStatus::Retriable => Status::Waiting,
        TestStatus::CaughtError => Status::Caught,
    };
    view! {
        <span class=format!("pill {}", status::class(look))>
            <Icon sign=status::sign(look) />
            {result.name()}
        </span>
    }
}

/// What the error led to: a retrier or a catcher.
fn turn_view(response: &TestResponse) -> Option<AnyView> {
    if let Some((retrier, seconds)) = response.retry {
        let delay = seconds.map(|seconds| duration(seconds.saturating_mul(1000)));
        let words = say(move |p| (p.test_retry)(retrier + 1, delay.as_deref()));
        return Some(view! { <p class="pad-text"><Icon sign=Sign::Clock />{words}</p> }.into_any());
    }
    let catcher = response.catcher?;
    let words = say(move |p| (p.test_catcher)(catcher + 1));
    Some(view! { <p class="pad-text"><Icon sign=Sign::Warning />{words}</p> }.into_any())
}

fn more_view((name, text): &(String, String)) -> impl IntoView + use<> {
    view! {
        <li class="rung">
            <details>
                <summary><code class="stage">{name.clone()}</code></summary>
                <Json text=text.clone() />
            </details>
        </li>
    }
}

fn log_view(rows: &[ConsoleRow]) -> Option<AnyView> {
    if rows.is_empty() {
        return None;
    }
    let lines = rows
        .iter()
        .map(|row| view! { <li class="code">{row.text.clone()}</li> })
        .collect_view();
    Some(
        view! { <h3 class="section">{say(|p| p.console)}</h3><ul class="test-log">{lines}</ul> }
            .into_any(),
    )
}
