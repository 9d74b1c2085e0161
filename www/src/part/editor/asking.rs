//! The editor's questions about a definition, and the answers as it takes them.

use crate::bridge::Bridge;
use crate::host::message::object;
use asl::debugger::action::{Document, Question};
use asl::debugger::view::{ExpressionAnswer, MeaningRow, Reply, Suggestions, ValueRow};
use asl::language::Completion;
use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsValue;

/// Asks the engine; the promise is kept when the answer is there. `null` is nothing to say.
pub fn ask(
    bridge: Bridge,
    document: Option<Document>,
    question: &str,
    at: u32,
    text: String,
) -> Promise {
    let asked = document.zip(question_of(question, at, text));
    let Some((document, question)) = asked else {
        return Promise::resolve(&JsValue::NULL);
    };
    let mut open = Some((document, question));
    Promise::new(&mut |resolve: Function, _| {
        if let Some((document, question)) = open.take() {
            bridge.ask(document, question, move |reply| {
                // The promise cannot refuse its answer.
                let _ = resolve.call1(&JsValue::NULL, &taken(&reply));
            });
        }
    })
}

fn question_of(name: &str, at: u32, text: String) -> Option<Question> {
    Some(match name {
        "suggestions" => Question::Suggestions { at },
        "value" => Question::Value { at },
        "meaning" => Question::Meaning { at },
        "named" => Question::Named { at },
        "rename" => Question::Rename { at, to: text },
        "format" => Question::Format,
        "convert" => Question::Convert,
        _ => return None,
    })
}

fn taken(reply: &Reply) -> JsValue {
    match reply {
        // The editor asks about texts, not about runs.
        Reply::Nothing | Reply::WhatIf(_) => JsValue::NULL,
        Reply::Suggestions(found) => suggestions(found),
        Reply::Meaning(found) => meaning(found),
        Reply::Value(found) => value(found),
        Reply::Named {
            from,
            to,
            name,
            key,
        } => object(&[
            ("from", (*from).into()),
            ("to", (*to).into()),
            ("name", name.as_str().into()),
            ("key", (*key).into()),
        ])
        .into(),
        Reply::Edits(edits) => {
            let edits = edits.iter().map(|edit| {
                object(&[
                    ("from", edit.from.into()),
                    ("to", edit.to.into()),
                    ("text", edit.text.as_str().into()),
                ])
            });
            object(&[("edits", edits.collect::<Array>().into())]).into()
        }
        Reply::Refused(refusal) => object(&[("refused", format!("{refusal:?}").into())]).into(),
        Reply::Text(text) => text.as_str().into(),
    }
}

fn suggestions(found: &Suggestions) -> JsValue {
    let items = found.items.iter().map(suggestion);
    object(&[
        ("from", found.from.into()),
        ("to", found.to.into()),
        (
            "comma",
            found.comma.map_or(JsValue::from(-1), JsValue::from),
        ),
        ("items", items.collect::<Array>().into()),
    ])
    .into()
}

fn suggestion(item: &Completion) -> js_sys::Object {
    object(&[
        ("label", item.label.as_str().into()),
        ("kind", format!("{:?}", item.kind).into()),
        ("insert", item.insert.as_str().into()),
        ("detail", item.detail.as_str().into()),
        ("meaning", item.meaning.as_str().into()),
    ])
}

fn value(found: &ValueRow) -> JsValue {
    let (text, fails) = match &found.answer {
        ExpressionAnswer::Value(text) => (text.as_str().into(), false),
        ExpressionAnswer::Nothing => (JsValue::NULL, false),
        // AWS's words, or ours: the editor shows those of its language.
        ExpressionAnswer::Failed { words, .. } => {
            let words = object(&[
                ("en", words.en.as_str().into()),
                ("zh-CN", words.zh.as_str().into()),
                ("ja", words.ja.as_str().into()),
            ]);
            (words.into(), true)
        }
    };
    object(&[
        ("from", found.from.into()),
        ("to", found.to.into()),
        ("state", found.state.as_str().into()),
        ("stage", found.stage.name().into()),
        ("value", text),
        ("fails", fails.into()),
    ])
    .into()
}

fn meaning(found: &MeaningRow) -> JsValue {
    let list = |words: &[String]| -> JsValue {
        let words = words.iter().map(|word| JsValue::from(word.as_str()));
        words.collect::<Array>().into()
    };
    object(&[
        ("from", found.from.into()),
        ("to", found.to.into()),
        ("key", found.key.as_str().into()),
        ("title", found.title.as_str().into()),
        ("values", list(&found.values)),
        ("default", found.default.as_str().into()),
        ("language", found.language.as_str().into()),
        ("types", list(&found.types)),
    ])
    .into()
}
