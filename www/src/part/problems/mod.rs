//! What is wrong with the texts: every problem at once, each linked to its characters.

mod all;
mod fix;

pub use fix::fix_label;

use crate::bridge::use_bridge;
use crate::desk::{At, use_desk};
use crate::i18n::{say, use_language};
use crate::kit::empty::Nothing;
use crate::kit::seldom;
use crate::kit::{Icon, Sign};
use crate::part::wording::in_language;
use asl::debugger::action::Document;
use asl::debugger::view::{LabelRow, ProblemRow};
use asl::diagnostic::{Severity, Words};
use leptos::prelude::*;

/// The list of problems.
#[component]
pub fn ProblemsPane() -> impl IntoView {
    let problems = use_bridge().problems();
    move || {
        let problems = problems.get();
        if problems.rows.is_empty() {
            return view! { <Nothing text=say(|p| p.no_problems) /> }.into_any();
        }
        seldom(|| {
            let rows = problems.rows.iter().map(row_view).collect_view();
            let all = all::all_view(&problems.rows);
            view! { <ul class="problems scroll" role="list">{all}{rows}</ul> }
        })
    }
}

fn row_view(row: &ProblemRow) -> impl IntoView + use<> {
    let is_error = row.severity == Severity::Error;
    let (class, sign) = if is_error {
        ("problem failed", Sign::Cross)
    } else {
        ("problem caught", Sign::Warning)
    };
    let aws = row
        .aws
        .clone()
        .filter(|aws| !row.why.en.contains(aws.as_str()))
        .map(|aws| view! { <p class="code aws">{aws}</p> });
    let labels = row
        .labels
        .iter()
        .map(|label| label_view(&row.document, label))
        .collect_view();
    view! {
        <li class=class>
            <Icon sign=sign />
            <div class="grow">
                {title_view(row, is_error)}
                <p class="why-text">{translated(row.why.clone())}</p>
                {row.hint.clone().map(|hint| view! { <p class="hint">{translated(hint)}</p> })}
                {aws}
                {labels}
                {fix::fix_view(row)}
            </div>
        </li>
    }
}

/// The title is a way to the characters.
fn title_view(row: &ProblemRow, is_error: bool) -> impl IntoView + use<> {
    let desk = use_desk();
    let (document, from, to, line) = (row.document.clone(), row.from, row.to, row.line);
    let reveal = move |_| desk.reveal(document.clone(), At::Characters(from, to), true);
    view! {
        <button type="button" class="title" on:click=reveal>
            <span class="unseen">{say(move |p| if is_error { p.error } else { p.warning })}": "</span>
            {translated(row.title.clone())}
            <span class="muted place">{document_name(&row.document)}" "{say(move |p| (p.line)(line))}</span>
        </button>
    }
}

fn label_view(document: &Document, label: &LabelRow) -> impl IntoView + use<> {
    let desk = use_desk();
    let (document, from, to) = (document.clone(), label.from, label.to);
    let reveal = move |_| desk.reveal(document.clone(), At::Characters(from, to), true);
    view! { <button type="button" class="related" on:click=reveal>{translated(label.words.clone())}</button> }
}

fn translated(words: Words) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let language = use_language();
    move || in_language(&words, language.get())
}

fn document_name(document: &Document) -> AnyView {
    match document.clone() {
        Document::Definition => say(|p| p.definition).into_any(),
        Document::Input => say(|p| p.input).into_any(),
        Document::Mocks => say(|p| p.mocks).into_any(),
        Document::Machine(name) | Document::Function(name) | Document::Object(name) => {
            name.into_any()
        }
    }
}
