//! Suggestions in a large definition, natively: `suggestions < {"definition": …, "at": …}` prints what a
//! person waits for, in seconds: an answer, an edit, and the labels of the answer. `at` counts UTF-16 units.
#![allow(clippy::print_stdout, reason = "printing is what a benchmark is for")]

use asl::debugger::Session;
use asl::debugger::action::{Action, Document, Edit, Question};
use asl::debugger::view::{Panel, Reply};
use asl::project::Workspace;
use asl::value::{Timestamp, Value, parse};
use std::hint::black_box;
use std::time::Instant;

const TIMES: u32 = 41;

fn main() {
    let given = std::io::read_to_string(std::io::stdin()).unwrap_or_default();
    let given = parse(&given).unwrap_or(Value::Null);
    let field = |name: &str| given.as_object().and_then(|given| given.get(name));
    let definition = field("definition").and_then(|text| text.as_str());
    let definition = definition.unwrap_or_default().to_owned();
    let at = field("at").and_then(|at| at.as_number()?.as_i64());
    let at = u32::try_from(at.unwrap_or_default()).unwrap_or_default();
    let mut session = Session::default();
    let workspace = Workspace {
        definition: definition.clone(),
        input: "{}".into(),
        ..Workspace::default()
    };
    session.act(Action::Open(workspace), Timestamp(0));
    let labels = answer(&mut session, at);
    let answers = (0..TIMES).map(|_| {
        let begun = Instant::now();
        black_box(answer(&mut session, at));
        begun.elapsed().as_secs_f64()
    });
    let answers = median(answers.collect());
    let edits = (0..TIMES).map(|time| {
        let text = format!("{definition}{}", " ".repeat(time as usize % 2));
        let begun = Instant::now();
        let document = Document::Definition;
        session.act(Action::Edit(Edit::Text { document, text }), Timestamp(0));
        black_box(session.changes());
        begun.elapsed().as_secs_f64()
    });
    let edits = median(edits.collect());
    println!(
        "{}",
        serde_json::json!({ "answer": answers, "edit": edits, "labels": labels })
    );
}

/// The labels that are suggested there.
fn answer(session: &mut Session, at: u32) -> Vec<String> {
    let question = Question::Suggestions { at };
    let document = Document::Definition;
    session.act(
        Action::Ask {
            number: 1,
            document,
            question,
        },
        Timestamp(0),
    );
    for panel in session.changes() {
        if let Panel::Answer(answer) = panel
            && let Reply::Suggestions(found) = answer.reply
        {
            return found.items.into_iter().map(|item| item.label).collect();
        }
    }
    Vec::new()
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default()
}
