//! What if: the dialog that asks what shall be otherwise from the cursor on.

use crate::bridge::{Bridge, use_bridge};
use crate::desk::{Shown, use_desk};
use crate::i18n::{Phrases, say, use_phrases};
use crate::kit::dialog::Dialog;
use crate::kit::{Button, ButtonKind};
use crate::part::answer::fault_of;
use asl::debugger::action::{Action, Change, Document, Question, TaskAnswer};
use asl::debugger::view::{Reply, WhatIf, Word};
use leptos::prelude::*;

/// The dialog.
#[component]
pub fn WhatIfDialog() -> impl IntoView {
    let desk = use_desk();
    view! {
        <Dialog
            open=Signal::derive(move || desk.dialog.get() == Some(Shown::WhatIf))
            on_close=move |()| desk.dialog.set(None)
            title=say(|p| p.what_if)
            close_label=say(|p| p.close)
        >
            <Asking />
        </Dialog>
    }
}

/// What can be otherwise is known to the engine, which may still be on its way to the cursor's place.
#[component]
fn Asking() -> impl IntoView {
    let bridge = use_bridge();
    let known = RwSignal::new(None);
    bridge.ask(Document::Definition, Question::WhatIf, move |reply| {
        if let Reply::WhatIf(found) = reply {
            known.try_set(Some(found));
        }
    });
    move || known.get().map(|known| form(bridge, &known))
}

/// What shall be otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Texts,
    Answer,
    Failure,
    Input,
}

impl What {
    const ALL: [Self; 4] = [Self::Texts, Self::Answer, Self::Failure, Self::Input];

    const fn id(self) -> &'static str {
        match self {
            Self::Texts => "fork-texts",
            Self::Answer => "fork-answer",
            Self::Failure => "fork-failure",
            Self::Input => "fork-input",
        }
    }

    fn words(self, phrases: &Phrases, state: &str) -> String {
        match self {
            Self::Texts => phrases.what_if_texts.to_owned(),
            Self::Answer => (phrases.what_if_answer)(state),
            Self::Failure => (phrases.what_if_failure)(state),
            Self::Input => (phrases.what_if_input)(state),
        }
    }

    fn is_possible(self, known: &WhatIf) -> bool {
        match self {
            Self::Texts => true,
            Self::Answer | Self::Failure => known.answer.is_some(),
            Self::Input => !known.state.is_empty(),
        }
    }
}

/// What is chosen, and what stands in the fields.
#[derive(Clone, Copy)]
struct Draft {
    what: RwSignal<What>,
    answer: RwSignal<String>,
    error: RwSignal<String>,
    cause: RwSignal<String>,
    input: RwSignal<String>,
}

impl Draft {
    /// The fields begin with what is now. Who has edited the texts wants to go on with them.
    fn new(known: &WhatIf, edited: bool) -> Self {
        let (answer, error, cause) = match known.answer.clone().unwrap_or_default() {
            Word::None => ("{}".to_owned(), String::new(), String::new()),
            Word::Success(output) => (output, String::new(), String::new()),
            Word::Failure { error, cause } => ("{}".to_owned(), error, cause),
        };
        let what = if edited || known.state.is_empty() {
            What::Texts
        } else if known.answer.is_some() {
            What::Answer
        } else {
            What::Input
        };
        let input = known.input.clone().unwrap_or_else(|| "{}".to_owned());
        Self {
            what: RwSignal::new(what),
            answer: RwSignal::new(answer),
            error: RwSignal::new(error),
            cause: RwSignal::new(cause),
            input: RwSignal::new(input),
        }
    }

    /// What is asked for, if it can be.
    fn change(self) -> Option<Change> {
        let sound =
            |text: RwSignal<String>| Some(text.get()).filter(|text| fault_of(text).is_none());
        let (error, cause) = (self.error.get(), self.cause.get());
        match self.what.get() {
            What::Texts => Some(Change::Texts),
            What::Answer => Some(Change::Answer(TaskAnswer::Success(sound(self.answer)?))),
            What::Failure if error.trim().is_empty() => None,
            What::Failure => Some(Change::Answer(TaskAnswer::Failure { error, cause })),
            What::Input => Some(Change::Input(sound(self.input)?)),
        }
    }
}

fn form(bridge: Bridge, known: &WhatIf) -> impl IntoView + use<> {
    let desk = use_desk();
    let (running, outdated) = bridge
        .transport()
        .with_untracked(|transport| (transport.running, transport.outdated));
    let draft = Draft::new(known, outdated);
    let change = Memo::new(move |_| draft.change());
    let go = move |()| {
        if let Some(change) = change.get_untracked() {
            bridge.send(Action::Fork(change));
            desk.dialog.set(None);
        }
    };
    let state = known.state.clone();
    let possible = What::ALL.into_iter().filter(|what| what.is_possible(known));
    let choices: Vec<_> = possible.map(|what| choice(what, &state, draft)).collect();
    view! {
        <div class="stack what-if">
            <p>{say(|p| p.what_if_about)}</p>
            <fieldset class="stack">
                <legend>{say(|p| p.what_if_what)}</legend>
                {choices}
            </fieldset>
            {running.then(|| view! { <p class="muted">{say(|p| p.what_if_stops)}</p> })}
            <div class="button-row">
                <Button id="fork" kind=ButtonKind::Primary label=say(|p| p.what_if_go) enabled=Signal::derive(move || change.read().is_some()) on_press=go />
            </div>
        </div>
    }
}

/// One of the choices, with its fields below it when it is chosen.
fn choice(what: What, state: &str, draft: Draft) -> impl IntoView + use<> {
    let (phrases, state) = (use_phrases(), state.to_owned());
    let chosen = Memo::new(move |_| draft.what.get() == what);
    let words = move || what.words(phrases.get(), &state);
    view! {
        <div class="choice" class:chosen=chosen>
            <label class="check">
                <input type="radio" name="what-if" id=what.id() prop:checked=chosen on:change=move |_| draft.what.set(what) />
                <span id=name_id(what)>{words}</span>
            </label>
            {move || chosen.get().then(|| fields(what, draft))}
        </div>
    }
}

/// The words of a choice, which name its field, too.
fn name_id(what: What) -> String {
    format!("{}-name", what.id())
}

fn fields(what: What, draft: Draft) -> AnyView {
    match what {
        What::Texts => view! { <p class="muted">{say(|p| p.what_if_texts_note)}</p> }.into_any(),
        What::Answer => json(what, draft.answer).into_any(),
        What::Input => json(what, draft.input).into_any(),
        What::Failure => view! {
            {line("fork-error", |p| p.answer_error, draft.error)}
            {line("fork-cause", |p| p.answer_cause, draft.cause)}
        }
        .into_any(),
    }
}

fn json(what: What, text: RwSignal<String>) -> impl IntoView {
    let phrases = use_phrases();
    let fault = Memo::new(move |_| fault_of(&text.read()));
    let wrong = move || fault.get().map(|at| (phrases.get().answer_not_json)(at));
    view! {
        <textarea
            id=format!("{}-text", what.id())
            class="field code"
            rows="9"
            spellcheck="false"
            aria-labelledby=name_id(what)
            aria-invalid=move || fault.get().is_some().to_string()
            prop:value=text
            on:input=move |event| text.set(event_target_value(&event))
        ></textarea>
        <p class="failed answer-fault" role="status">{wrong}</p>
    }
}

fn line(
    id: &'static str,
    name: fn(&'static Phrases) -> &'static str,
    text: RwSignal<String>,
) -> impl IntoView {
    view! {
        <label class="labelled">
            <span class="muted">{say(name)}</span>
            <input id=id class="field code" prop:value=text on:input=move |event| text.set(event_target_value(&event)) />
        </label>
    }
}
