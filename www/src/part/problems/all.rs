//! All slips mended at once: a button where a text has several of them.

use crate::bridge::use_bridge;
use crate::i18n::say;
use asl::debugger::action::{Document, Question};
use asl::debugger::view::{ProblemRow, Reply};
use leptos::prelude::*;

/// A button for each text with at least two slips.
pub fn all_view(rows: &[ProblemRow]) -> Vec<AnyView> {
    let mut counts: Vec<(Document, usize)> = Vec::new();
    for row in rows.iter().filter(|row| can_be_mended(row)) {
        match counts.iter_mut().find(|(known, _)| *known == row.document) {
            Some((_, count)) => *count += 1,
            None => counts.push((row.document.clone(), 1)),
        }
    }
    let several = counts.into_iter().filter(|(_, count)| *count > 1);
    several
        .map(|(document, count)| button(document, count).into_any())
        .collect()
}

fn can_be_mended(row: &ProblemRow) -> bool {
    let known = match row.document {
        Document::Definition | Document::Machine(_) | Document::Input => true,
        Document::Mocks | Document::Function(_) | Document::Object(_) => false,
    };
    known && row.slip
}

fn button(document: Document, count: usize) -> impl IntoView + use<> {
    let bridge = use_bridge();
    let name = super::document_name(&document);
    let mend = move |_| {
        let rewritten = document.clone();
        bridge.ask(document.clone(), Question::Mend, move |reply| {
            if let Reply::Text(text) = reply {
                bridge.rewrite(rewritten, text);
            }
        });
    };
    view! {
        <li class="problem all">
            <button type="button" class="button" on:click=mend>{say(move |p| (p.fix_all)(count))}</button>
            <span class="muted place">{name}</span>
        </li>
    }
}
