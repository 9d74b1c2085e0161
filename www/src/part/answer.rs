//! What a person is asked for while an execution waits for a service, a worker or a task token.

use crate::bridge::{Bridge, use_bridge};
use crate::i18n::{Phrases, say};
use crate::kit::button::{Button, ButtonKind};
use crate::kit::json::Json;
use asl::debugger::action::{Action, Document, TaskAnswer};
use asl::debugger::mocks;
use asl::debugger::view::{OpenTask, Transport};
use leptos::prelude::*;

/// A form for each task that waits for somebody. A form stays as it is while its task waits.
#[component]
pub fn AnswerForms() -> impl IntoView {
    let tasks = use_bridge().transport_slice(open_tasks);
    view! {
        <For each=move || tasks.get() key=|(_, task)| (task.task, task.first) let((name, task))>
            <AnswerForm name task />
        </For>
    }
}

/// The tasks that wait for somebody, each with its state's name.
fn open_tasks(transport: &Transport) -> Vec<(String, OpenTask)> {
    let rows = transport.waiting.iter().filter(|_| transport.running);
    rows.filter_map(|row| Some((row.name.clone(), row.task.clone()?)))
        .collect()
}

#[component]
fn AnswerForm(
    /// The state's name.
    name: String,
    /// The task.
    task: OpenTask,
) -> impl IntoView {
    let bridge = use_bridge();
    let (output, error) = (RwSignal::new("{}".to_owned()), RwSignal::new(String::new()));
    let sound = Signal::derive(move || asl::value::parse(&output.read()).is_ok());
    let number = task.task;
    let (always, state) = (RwSignal::new(false), StoredValue::new(name.clone()));
    let send = move |with: TaskAnswer| {
        if always.get_untracked() {
            remember(bridge, &state.get_value(), &with);
        }
        bridge.send(Action::Answer { task: number, with });
    };
    let succeed = move |()| send(TaskAnswer::Success(output.get_untracked()));
    let fail = move |()| {
        let (error, cause) = (error.get_untracked(), output.get_untracked());
        send(TaskAnswer::Failure { error, cause });
    };
    let asks: fn(&'static Phrases) -> &'static str = if task.first {
        |p| p.answer_first
    } else {
        |p| p.answer_last
    };
    let heartbeat = task.heartbeats.then(|| {
        view! { <Button label=Signal::derive(words(|p| p.answer_heartbeat)) on_press=move |()| send(TaskAnswer::Heartbeat) /> }
    });
    let label = name.clone();
    view! {
        <section class="answer" aria-label=label>
            <p><strong>{name}</strong> " · " <code>{task.what}</code></p>
            <Json text=task.data />
            <label>
                <span class="muted">{say(asks)}</span>
                <textarea class="field code" rows="3" spellcheck="false" prop:value=output on:input=move |event| output.set(event_target_value(&event))></textarea>
            </label>
            <label>
                <span class="muted">{say(|p| p.answer_error)}</span>
                <input class="field code" prop:value=error on:input=move |event| error.set(event_target_value(&event)) />
            </label>
            {(!task.first).then(|| always_view(always))}
            <p class="answer-buttons">
                <Button label=Signal::derive(words(|p| p.answer_succeed)) kind=ButtonKind::Primary enabled=sound on_press=succeed />
                <Button label=Signal::derive(words(|p| p.answer_fail)) on_press=fail />
                {heartbeat}
            </p>
        </section>
    }
}

fn always_view(always: RwSignal<bool>) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=always on:change=move |event| always.set(event_target_checked(&event)) />
            {say(|p| p.always)}
        </label>
    }
}

/// Keeps an answer among the mocks: from now on the state is answered so without asking.
#[inline(never)]
fn remember(bridge: Bridge, state: &str, with: &TaskAnswer) {
    let machine = bridge
        .family()
        .with_untracked(|family| family.machine.clone());
    let text = bridge.workspace().with_untracked(|workspace| {
        let machine = machine.unwrap_or_else(|| workspace.settings.machine_name.clone());
        mocks::remember(&workspace.mocks, &machine, state, with)
    });
    if let Some(text) = text {
        bridge.rewrite(Document::Mocks, text);
    }
}

/// A phrase as a button's words.
fn words(
    phrase: fn(&'static Phrases) -> &'static str,
) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let said = say(phrase);
    move || said().to_owned()
}
