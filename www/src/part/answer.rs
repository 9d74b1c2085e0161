//! What a person is asked for while an execution waits for a service, a worker or a task token: to approve
//! or to reject.

use crate::bridge::{Bridge, use_bridge};
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::button::{Button, ButtonKind};
use crate::kit::json::Json;
use crate::kit::seldom;
use crate::part::waits::running_clock;
use crate::part::wording::duration;
use asl::debugger::action::{Action, Document, TaskAnswer};
use asl::debugger::mocks;
use asl::debugger::view::{OpenTask, Transport, WaitRow};
use leptos::prelude::*;

/// A form for each task that waits for somebody. A form stays as it is while its task waits.
#[component]
pub fn AnswerForms() -> impl IntoView {
    let tasks = use_bridge().transport_slice(open_tasks);
    let any = Memo::new(move |_| !tasks.read().is_empty());
    move || any.get().then(|| seldom(|| forms(tasks)))
}

fn forms(tasks: Memo<Vec<(String, OpenTask)>>) -> impl IntoView {
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

/// JSON over several lines; any other text as it is.
fn pretty(data: String) -> String {
    asl::value::parse(&data).map_or(data, |data| data.to_pretty_json())
}

type Name = fn(&'static Phrases) -> &'static str;

#[component]
fn AnswerForm(
    /// The state's name.
    name: String,
    /// The task.
    task: OpenTask,
) -> impl IntoView {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let output = RwSignal::new(task.usual.clone());
    let error = RwSignal::new(if task.decides { "Rejected" } else { "" }.to_owned());
    let cause = RwSignal::new(String::new());
    let fault = Memo::new(move |_| fault_of(&output.read()));
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
        let (error, cause) = (error.get_untracked(), cause.get_untracked());
        send(TaskAnswer::Failure { error, cause });
    };
    let asks: Name = if task.first {
        |p| p.answer_first
    } else {
        |p| p.answer_last
    };
    let (yes, no): (Name, Name) = if task.decides {
        (|p| p.answer_approve, |p| p.answer_reject)
    } else {
        (|p| p.answer_succeed, |p| p.answer_fail)
    };
    let heartbeat = task.heartbeats.then(|| {
        view! { <Button label=say(|p| p.answer_heartbeat.to_owned()) on_press=move |()| send(TaskAnswer::Heartbeat) /> }
    });
    let label = name.clone();
    let field = |words: Name, text: RwSignal<String>| {
        view! {
            <label>
                <span class="muted">{say(words)}</span>
                <input class="field code" prop:value=text on:input=move |event| text.set(event_target_value(&event)) />
            </label>
        }
    };
    let wrong = move || fault.get().map(|at| (phrases.get().answer_not_json)(at));
    view! {
        <section class="answer" aria-label=label>
            <p><strong>{name}</strong> " · " <code>{task.what}</code> " · " <Deadlines task=number /></p>
            <Json text=pretty(task.data) />
            <label>
                <span class="muted">{say(asks)}</span>
                <textarea class="field code" rows="3" spellcheck="false" aria-invalid=move || fault.get().is_some().to_string()
                    prop:value=output on:input=move |event| output.set(event_target_value(&event))></textarea>
            </label>
            <p class="failed answer-fault" role="status">{wrong}</p>
            {(!task.first).then(|| always_view(always))}
            <p class="answer-buttons">
                <Button label=say(move |p| yes(p).to_owned()) kind=ButtonKind::Primary enabled=Signal::derive(move || fault.get().is_none()) on_press=succeed />
                {heartbeat}
            </p>
            <div class="answer-no">
                {field(|p| p.answer_error, error)}
                {field(|p| p.answer_cause, cause)}
                <Button label=say(move |p| no(p).to_owned()) on_press=fail />
            </div>
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

/// The first character, from 1, at which a text stops being JSON.
pub fn fault_of(text: &str) -> Option<usize> {
    let fault = asl::value::parse(text).err()?;
    let before = text.get(..fault.offset).unwrap_or(text);
    Some(before.chars().count() + 1)
}

/// When a heartbeat is due and when the task times out, counting down.
#[component]
fn Deadlines(
    /// [`OpenTask::task`]
    task: u32,
) -> impl IntoView {
    let (bridge, phrases) = (use_bridge(), use_phrases());
    let row = bridge.transport_slice(move |transport| {
        let mine = |row: &&WaitRow| row.task.as_ref().is_some_and(|open| open.task == task);
        transport
            .waiting
            .iter()
            .find(mine)
            .map(|row| (row.until, row.deadline))
    });
    let now = running_clock(bridge);
    let words = move || {
        let (until, deadline) = row.get().unwrap_or_default();
        let (phrases, now) = (phrases.get(), now.get());
        let left = |at: i64| duration((at - now).max(0));
        let beat = until.filter(|until| Some(*until) != deadline);
        let parts = [
            beat.map(|at| (phrases.heartbeat_left)(&left(at))),
            deadline.map(|at| (phrases.timeout_left)(&left(at))),
        ];
        parts
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(phrases.comma)
    };
    view! { <span class="muted number">{words}</span> }
}
