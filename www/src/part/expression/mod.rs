//! The expression console: a person types a path, an intrinsic function or JSONata and sees what it gives where
//! the cursor is. The answer follows the cursor; earlier expressions are a press away.

use crate::bridge::use_bridge;
use crate::desk::use_desk;
use crate::i18n::{Phrases, say, use_language};
use crate::kit::json::Json;
use crate::kit::{Button, ButtonKind};
use crate::part::wording::in_language;
use asl::debugger::action::{Action, Language};
use asl::debugger::view::{Evaluated, ExpressionAnswer, Shown};
use asl::inspection::Stage;
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::KeyboardEvent;

/// So many expressions are remembered.
const MOST: usize = 20;

/// What is asked.
#[derive(Clone, Copy)]
struct Question {
    /// What stands in the field.
    draft: RwSignal<String>,
    /// What was asked last; empty before the first.
    asked: RwSignal<String>,
    language: RwSignal<Option<Language>>,
    stage: RwSignal<Option<Stage>>,
    /// The newest first.
    earlier: RwSignal<Vec<String>>,
    /// Which of the earlier ones the arrow keys have come to.
    back: RwSignal<Option<usize>>,
}

impl Question {
    fn ask(self, text: String) {
        if text.trim().is_empty() {
            return;
        }
        self.earlier.update(|earlier| {
            earlier.retain(|one| *one != text);
            earlier.insert(0, text.clone());
            earlier.truncate(MOST);
        });
        self.back.set(None);
        self.draft.set(text.clone());
        self.asked.set(text);
    }

    /// Goes to an earlier or later one of those asked.
    fn walk(self, older: bool) {
        let earlier = self.earlier.get_untracked();
        let at = match (self.back.get_untracked(), older) {
            (None, true) => Some(0),
            (None | Some(0), false) => None,
            (Some(at), true) => Some((at + 1).min(earlier.len().saturating_sub(1))),
            (Some(at), false) => Some(at - 1),
        };
        let text = at.and_then(|at| earlier.get(at)).cloned();
        self.back.set(at.filter(|_| text.is_some()));
        self.draft.set(text.unwrap_or_default());
    }
}

/// The console's pane.
#[component]
pub fn ExpressionPane() -> impl IntoView {
    let (bridge, desk) = (use_bridge(), use_desk());
    let question = Question {
        draft: RwSignal::new(desk.asked.get_untracked()),
        asked: desk.asked,
        language: RwSignal::default(),
        stage: RwSignal::default(),
        earlier: desk.expressions,
        back: RwSignal::default(),
    };
    let inspector = bridge.inspector();
    // Asked anew wherever the cursor goes.
    Effect::new(move |_| {
        let text = question.asked.get();
        let (language, stage) = (question.language.get(), question.stage.get());
        let on = position(&inspector.read(), stage);
        if !text.is_empty() {
            bridge.send(Action::Evaluate { text, language, on });
        }
    });
    let by_key = move |event: KeyboardEvent| {
        let held = event.shift_key() || event.alt_key() || event.ctrl_key() || event.meta_key();
        match event.key().as_str() {
            "Enter" if !held && !event.is_composing() => {
                question.ask(question.draft.get_untracked());
            }
            key @ ("ArrowUp" | "ArrowDown") if !held => question.walk(key == "ArrowUp"),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="expression scroll">
            <div class="expression-row">
                <input
                    class="field code grow"
                    aria-label=say(|p| p.expression)
                    placeholder=say(|p| p.expression_hint)
                    spellcheck="false"
                    autocapitalize="off"
                    prop:value=question.draft
                    on:input=move |event| question.draft.set(event_target_value(&event))
                    on:keydown=by_key
                />
                <Button
                    kind=ButtonKind::Primary
                    label=Signal::derive(evaluate_words())
                    on_press=move |()| question.ask(question.draft.get_untracked())
                />
            </div>
            <div class="expression-row">
                {language_select(question.language)}
                {stage_select(question.stage)}
            </div>
            <Answer question />
        </div>
    }
}

fn evaluate_words() -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let said = say(|p| p.evaluate);
    move || said().to_owned()
}

/// Where the stage has happened in the visit that the inspector shows.
fn position(
    inspector: &Shown<Arc<asl::debugger::view::Inspector>>,
    stage: Option<Stage>,
) -> Option<u32> {
    let (Shown::Filled(inspector), Some(stage)) = (inspector, stage) else {
        return None;
    };
    let mut stages = inspector.visit.as_ref()?.stages.iter().rev();
    stages
        .find(|row| row.stage == stage)
        .map(|row| row.position)
}

fn language_select(language: RwSignal<Option<Language>>) -> impl IntoView {
    let option = |one: Language| {
        view! { <option value=one.name() prop:selected=move || language.get() == Some(one)>{one.name()}</option> }
    };
    let change = move |event| {
        let name = event_target_value(&event);
        let mut all = Language::ALL.into_iter();
        language.set(all.find(|one| one.name() == name));
    };
    view! {
        <select class="select" aria-label=say(|p| p.query_language) title=say(|p| p.query_language) on:change=change>
            <option value="">{say(|p| p.language_of_state)}</option>
            {Language::ALL.map(option).collect_view()}
        </select>
    }
}

/// The stages that the visit has come through; `$` stands for one of them.
fn stage_select(stage: RwSignal<Option<Stage>>) -> impl IntoView {
    let inspector = use_bridge().inspector();
    let there = Memo::new(move |_| match &*inspector.read() {
        Shown::Empty(_) => Vec::new(),
        Shown::Filled(inspector) => {
            let rows = inspector.visit.iter().flat_map(|visit| &visit.stages);
            let mut stages: Vec<Stage> = rows.map(|row| row.stage).collect();
            stages.sort_unstable();
            stages.dedup();
            stages
        }
    });
    let options = move || {
        let option = |one: Stage| {
            view! { <option value=one.name() prop:selected=move || stage.get() == Some(one)>"$ = "{say(move |p| (p.stage)(one))}</option> }
        };
        let rest = there
            .get()
            .into_iter()
            .filter(|stage| *stage != Stage::Input);
        rest.map(option).collect_view()
    };
    let change = move |event| {
        let name = event_target_value(&event);
        let mut all = Stage::ALL.into_iter();
        stage.set(all.find(|one| one.name() == name));
    };
    view! {
        <select class="select" aria-label=say(|p| p.expression_data) title=say(|p| p.expression_data) on:change=change>
            <option value="">"$ = "{say(|p| (p.stage)(Stage::Input))}</option>
            {options}
        </select>
    }
}

/// The answer, and what was asked before.
#[component]
fn Answer(question: Question) -> impl IntoView {
    let evaluated = use_bridge().evaluated();
    let answer = move || match evaluated.get() {
        Some(evaluated) if evaluated.text == question.asked.get() => {
            answer_view(&evaluated).into_any()
        }
        Some(_) | None => view! { <p class="muted">{say(|p| p.expression_empty)}</p> }.into_any(),
    };
    let earlier = move || {
        let asked = question.asked.get();
        let rest = question
            .earlier
            .get()
            .into_iter()
            .filter(|text| *text != asked);
        rest.map(|text| {
            let again = text.clone();
            view! { <li><button type="button" class="link code cut" on:click=move |_| question.ask(again.clone())>{text}</button></li> }
        })
        .collect_view()
    };
    view! {
        <div class="expression-answer" role="status">{answer}</div>
        <ul class="expression-earlier" aria-label=say(|p| p.expression_earlier)>{earlier}</ul>
    }
}

fn answer_view(evaluated: &Evaluated) -> impl IntoView + use<> {
    let (state, stage, language) = (evaluated.state.clone(), evaluated.stage, evaluated.language);
    let place = say(move |p: &'static Phrases| {
        let stage = (p.stage)(stage);
        if state.is_empty() {
            format!("{} · {stage}", language.name())
        } else {
            format!("{} · {state} · {stage}", language.name())
        }
    });
    let result = match &evaluated.answer {
        ExpressionAnswer::Value(text) => view! { <Json text=text.clone() /> }.into_any(),
        ExpressionAnswer::Nothing => {
            view! { <p class="muted">{say(|p| p.expression_nothing)}</p> }.into_any()
        }
        ExpressionAnswer::Failed { words, at } => {
            let (words, spoken) = (words.clone(), use_language());
            view! {
                {at.map(|at| blamed_view(&evaluated.text, at))}
                <p class="error-name">{move || in_language(&words, spoken.get())}</p>
            }
            .into_any()
        }
    };
    view! { <p class="muted">{place}</p> {result} }
}

/// The expression with the characters that are to blame underlined. Offsets are in UTF-16 units.
fn blamed_view(text: &str, (from, to): (u32, u32)) -> impl IntoView + use<> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let part = |from: usize, to: usize| {
        let to = to.min(units.len());
        String::from_utf16_lossy(units.get(from.min(to)..to).unwrap_or_default())
    };
    let (from, to) = (from as usize, to as usize);
    let blamed = part(from, to);
    // At the end there is no character to underline.
    let blamed = if blamed.is_empty() {
        " ".to_owned()
    } else {
        blamed
    };
    view! {
        <p class="code blamed">{part(0, from)}<mark>{blamed}</mark>{part(to, units.len())}</p>
    }
}
