//! The request: input, mock, and what else TestState takes for a state of this kind.

use super::fields::{Name, choice_field, json_field, line_field, plain, said};
use crate::bridge::use_bridge;
use crate::i18n::say;
use crate::kit::browser::{copy, focus_id};
use crate::kit::{Button, ButtonKind, Sign};
use asl::debugger::action::{Action, TestLevel, TestMock, TestRequest, TestValidation};
use asl::debugger::alone::command;
use asl::debugger::view::{StateTest, TestProgress, TestTakes};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::KeyboardEvent;

/// Which kind of mock is chosen; the texts of the others stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mock {
    #[default]
    None,
    Result,
    Error,
}

const MOCKS: [(Mock, Name); 3] = [
    (Mock::None, |p| p.test_no_mock),
    (Mock::Result, |p| p.test_mock_result),
    (Mock::Error, |p| p.test_mock_error),
];

/// What stands in the fields.
#[derive(Clone, Copy)]
struct Draft {
    input: RwSignal<String>,
    variables: RwSignal<String>,
    context: RwSignal<String>,
    mock: RwSignal<Mock>,
    result: RwSignal<String>,
    validation: RwSignal<TestValidation>,
    error: RwSignal<String>,
    cause: RwSignal<String>,
    level: RwSignal<TestLevel>,
    retries: RwSignal<String>,
    failed_iterations: RwSignal<String>,
    reader_data: RwSignal<String>,
    caused_by: RwSignal<String>,
}

impl Draft {
    fn new(request: &TestRequest) -> Self {
        let (mock, result) = match &request.mock {
            TestMock::None => (Mock::None, "{}"),
            TestMock::Result { result, .. } => (Mock::Result, result.as_str()),
            TestMock::Error { .. } => (Mock::Error, "{}"),
        };
        let text = |text: &str| RwSignal::new(text.to_owned());
        Self {
            input: text(&request.input),
            variables: text(&request.variables),
            context: text(""),
            mock: RwSignal::new(mock),
            result: text(result),
            validation: RwSignal::default(),
            error: text("States.TaskFailed"),
            cause: text(""),
            level: RwSignal::new(request.level),
            retries: text(""),
            failed_iterations: text(""),
            reader_data: text(""),
            caused_by: text(""),
        }
    }

    fn request(self) -> TestRequest {
        let text = |signal: RwSignal<String>| signal.get_untracked();
        let count =
            |signal: RwSignal<String>| signal.with_untracked(|text| text.trim().parse().ok());
        TestRequest {
            input: text(self.input),
            variables: text(self.variables),
            context: text(self.context),
            mock: self.made_up(),
            level: self.level.get_untracked(),
            retries: count(self.retries),
            failed_iterations: count(self.failed_iterations),
            reader_data: text(self.reader_data),
            caused_by: text(self.caused_by),
        }
    }

    fn made_up(self) -> TestMock {
        match self.mock.get_untracked() {
            Mock::None => TestMock::None,
            Mock::Result => TestMock::Result {
                result: self.result.get_untracked(),
                validation: self.validation.get_untracked(),
            },
            Mock::Error => TestMock::Error {
                error: self.error.get_untracked(),
                cause: self.cause.get_untracked(),
            },
        }
    }
}

/// The form of one prepared state. Ctrl+Enter runs the test.
#[component]
pub fn Request(
    /// The state as it was prepared.
    test: Arc<StateTest>,
) -> impl IntoView {
    let bridge = use_bridge();
    let draft = Draft::new(&test.request);
    let run = move || bridge.send(Action::TestState(Box::new(draft.request())));
    let by_key = move |event: KeyboardEvent| {
        let held = event.ctrl_key() || event.meta_key();
        if event.key() == "Enter" && held && !event.is_composing() {
            event.prevent_default();
            run();
        }
    };
    request_animation_frame(|| {
        focus_id("test-input");
    });
    let takes = test.takes.clone();
    view! {
        <section class="test-form" on:keydown=by_key>
            {json_field(|p| p.input, draft.input, 8, "test-input")}
            {takes.mock.then(|| mock_view(&takes, draft))}
            {options_view(&takes, draft)}
            <div class="button-row">
                {run_button(run)}
                {command_button(test, draft)}
            </div>
        </section>
    }
}

fn mock_view(takes: &TestTakes, draft: Draft) -> impl IntoView + use<> {
    let choices = if takes.only_mock { &MOCKS[1..] } else { &MOCKS };
    let body = move || {
        match draft.mock.get() {
        Mock::None => ().into_any(),
        Mock::Result => view! {
            {json_field(|p| p.test_result, draft.result, 4, "")}
            {choice_field(|p| p.test_validation, plain(TestValidation::ALL, TestValidation::name), draft.validation)}
        }
        .into_any(),
        Mock::Error => view! {
            {line_field(|_| "Error", draft.error, false)}
            {line_field(|_| "Cause", draft.cause, false)}
        }
        .into_any(),
    }
    };
    let inner = caused_by(takes, draft);
    view! {
        {choice_field(|p| p.test_mock, said(choices), draft.mock)}
        {body}
        {inner}
    }
}

/// Which state inside failed, when an error is made up.
fn caused_by(takes: &TestTakes, draft: Draft) -> impl IntoView + use<> {
    let names = takes.inner.clone();
    move || {
        let wanted = draft.mock.get() == Mock::Error && !names.is_empty();
        wanted.then(|| line_field(|p| p.test_caused_by, draft.caused_by, false))
    }
}

/// What is seldom needed.
fn options_view(takes: &TestTakes, draft: Draft) -> impl IntoView + use<> {
    let context = takes
        .mock
        .then(|| json_field(|p| p.test_context, draft.context, 3, ""));
    let retries = takes
        .retries
        .then(|| line_field(|p| p.test_retries, draft.retries, true));
    let iterations = takes
        .iterations
        .then(|| line_field(|p| p.test_failed_iterations, draft.failed_iterations, true));
    let reader = takes
        .reader
        .then(|| json_field(|p| p.test_reader_data, draft.reader_data, 3, ""));
    let open = takes.reader || draft.variables.with_untracked(|text| !text.is_empty());
    view! {
        <details class="test-options" open=open>
            <summary>{say(|p| p.test_options)}</summary>
            {json_field(|p| p.variables, draft.variables, 3, "")}
            {context}
            {retries}
            {iterations}
            {reader}
            {choice_field(|p| p.test_level, plain(TestLevel::ALL, TestLevel::name), draft.level)}
        </details>
    }
}

/// Run, and while the state is at work Stop.
fn run_button(run: impl Fn() + Copy + Send + Sync + 'static) -> impl IntoView {
    let bridge = use_bridge();
    let test = bridge.test();
    let running = Memo::new(move |_| {
        test.with(|test| {
            let progress = test.as_ref().map(|test| &test.progress);
            progress == Some(&TestProgress::Running)
        })
    });
    let label = say(move |p| {
        if running.get() {
            p.test_stop
        } else {
            p.test_run
        }
    });
    let press = move |()| {
        if running.get_untracked() {
            bridge.send(Action::StopTest);
        } else {
            run();
        }
    };
    let sign = Signal::derive(move || {
        if running.get() {
            Sign::Stop
        } else {
            Sign::Play
        }
    });
    view! {
        <Button
            kind=ButtonKind::Primary
            sign
            label=Signal::derive(move || label().to_owned())
            tip=Signal::stored("Ctrl+⏎".to_owned())
            on_press=press
        />
    }
}

/// The same request for a shell.
fn command_button(test: Arc<StateTest>, draft: Draft) -> impl IntoView {
    let workspace = use_bridge().workspace();
    let line =
        move || workspace.with_untracked(|workspace| command(workspace, &test, &draft.request()));
    copy_button(|p| p.test_command, line)
}

/// A button that copies a text and says whether it could.
pub fn copy_button(name: Name, text: impl Fn() -> String + Send + Sync + 'static) -> impl IntoView {
    let copied = RwSignal::new(None::<bool>);
    let label = say(move |p| match copied.get() {
        None => name(p),
        Some(true) => p.copied,
        Some(false) => p.not_copied,
    });
    let press = move |()| {
        let text = text();
        leptos::task::spawn_local(async move {
            let done = copy(&text).await;
            copied.set(Some(done));
        });
    };
    view! { <Button sign=Sign::Copy label=Signal::derive(move || label().to_owned()) on_press=press /> }
}
