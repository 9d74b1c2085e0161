//! The code editor: loaded when the page is already on the screen, and kept in step with the page.

use super::asking;
use super::binding::{self, Bundle, Editor, How, Mark, Problem};
use super::plain::characters;
use super::{label_of, nothing_in, stops};
use crate::bridge::{Bridge, use_bridge};
use crate::desk::{Desk, use_desk};
use crate::i18n::{Language, Phrases, use_language, use_phrases};
use crate::part::graph;
use crate::part::problems::fix_label;
use crate::part::transport::player::{Player, use_player};
use crate::part::wording::in_language;
use asl::debugger::action::{Action, Document, Edit};
use asl::debugger::view::{Marks, ProblemRow, Shown};
use asl::diagnostic::Severity;
use js_sys::{Array, Promise};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// Takes a character of a definition, and where a person asked for a list.
type OnStop = dyn Fn(u32, Option<f64>, Option<f64>);

/// What the editor calls back. Kept as long as the editor lives.
struct Calls {
    on_change: Closure<dyn Fn(String)>,
    on_run: Closure<dyn Fn()>,
    on_caret: Closure<dyn Fn(u32)>,
    ask: Closure<dyn Fn(String, u32, String) -> Promise>,
    on_breakpoint: Closure<OnStop>,
}

/// The editor with what belongs to it.
#[derive(Clone, Copy)]
struct Held {
    bridge: Bridge,
    desk: Desk,
    editor: StoredValue<Option<(Editor, Calls)>, LocalStorage>,
    /// The document in the editor: behind what is chosen for the moment of a change.
    inside: StoredValue<Option<Document>>,
    ready: RwSignal<bool>,
    phrases: Signal<&'static Phrases>,
}

/// The code editor. `loaded` says when it is there to be used.
#[component]
pub fn CodeEditor(
    /// The document on the screen.
    shown: Memo<Option<Document>>,
    /// Whether it is there.
    loaded: RwSignal<bool>,
) -> impl IntoView {
    let held = Held {
        bridge: use_bridge(),
        desk: use_desk(),
        editor: StoredValue::new_local(None),
        inside: StoredValue::new(None),
        ready: RwSignal::new(false),
        phrases: use_phrases(),
    };
    let (player, language, parent) = (use_player(), use_language(), NodeRef::<Div>::new());
    Effect::new(move |_| {
        if let Some(parent) = parent.get() {
            leptos::task::spawn_local(async move {
                if held.start(parent.into(), player).await.is_some() {
                    loaded.set(true);
                }
            });
        }
    });
    held.follow(shown, language);
    on_cleanup(move || {
        loaded.set(false);
        held.editor.update_value(|editor| {
            if let Some((editor, _)) = editor.take() {
                editor.destroy();
            }
        });
    });
    view! { <div class="code-editor" node_ref=parent hidden=move || !held.ready.get()></div> }
}

impl Held {
    /// Fetches the editor and puts it into `parent`; `None` when it cannot be fetched.
    async fn start(self, parent: HtmlElement, player: Player) -> Option<()> {
        let bundle: Bundle = binding::load().await.ok()?.unchecked_into();
        // The pane may be gone by now.
        self.ready.try_get_untracked()?;
        let calls = self.calls(player);
        let editor = bundle.create(&parent, &options(&calls)?).ok()?;
        self.editor.set_value(Some((editor, calls)));
        self.ready.set(true);
        Some(())
    }

    fn calls(self, player: Player) -> Calls {
        let on_change = move |text: String| {
            if let Some(document) = self.inside.get_value() {
                self.bridge
                    .send(Action::Edit(Edit::Text { document, text }));
            }
        };
        let on_caret = move |offset: u32| {
            let in_definition = self.inside.with_value(is_definition);
            self.desk.caret.set(in_definition.then_some(offset));
        };
        Calls {
            on_change: Closure::new(on_change),
            on_run: Closure::new(move || player.run_or_stop()),
            on_caret: Closure::new(on_caret),
            ask: Closure::new(move |question: String, at, text| {
                asking::ask(self.bridge, self.inside.get_value(), &question, at, text)
            }),
            on_breakpoint: Closure::new(move |offset, x, y| self.stop_at(offset, x, y)),
        }
    }

    fn with(self, act: impl FnOnce(&Editor)) {
        self.editor.with_value(|editor| {
            if let Some((editor, _)) = editor {
                act(editor);
            }
        });
    }

    /// Brings what the page knows into the editor, which is a world of its own.
    fn follow(self, shown: Memo<Option<Document>>, language: Signal<Language>) {
        let (bridge, desk, ready) = (self.bridge, self.desk, self.ready);
        let (opened, rewrites) = (bridge.opened(), bridge.rewrites());
        Effect::new(move |_| {
            rewrites.track();
            if ready.get() {
                self.show(shown.get(), opened.get().number);
            }
        });
        Effect::new(move |_| {
            if ready.get() {
                let (label, tag) = (label_of(&shown.get()).get(), language.get().tag());
                self.with(|editor| {
                    editor.set_label(&label);
                    editor.set_phrases(tag);
                });
            }
        });
        let (problems, phrases) = (bridge.problems(), self.phrases);
        Effect::new(move |_| {
            if let (true, Some(document)) = (ready.get(), shown.get()) {
                let problems = problems.get();
                let here: Array = problems
                    .rows
                    .iter()
                    .filter(|row| row.document == document)
                    .map(|row| problem(row, language.get(), phrases.get()).object())
                    .collect();
                self.with(|editor| editor.set_problems(&here));
            }
        });
        let dots = stops::dots(bridge);
        Effect::new(move |_| {
            if ready.get() {
                let here = if shown.with(is_definition) {
                    dots.get()
                } else {
                    Vec::new()
                };
                let here: Array = here.into_iter().map(stops::object_of).collect();
                self.with(|editor| editor.set_breakpoints(&here));
            }
        });
        let lines = current_lines(bridge);
        Effect::new(move |_| {
            if ready.get() {
                let current = if shown.with(is_definition) {
                    lines.get()
                } else {
                    None
                };
                let marks: Array = current
                    .into_iter()
                    .map(|(from, to)| {
                        Mark {
                            from,
                            to,
                            kind: "current",
                        }
                        .object()
                    })
                    .collect();
                self.with(|editor| editor.mark(&marks));
            }
        });
        Effect::new(move |before: Option<bool>| {
            let at = desk.pointed.get().filter(|_| shown.with(is_definition));
            // An editor that nothing pointed at is left alone.
            if ready.get() && (at.is_some() || before == Some(true)) {
                let (from, to) = at.unwrap_or_default();
                self.with(|editor| editor.point(from, to));
            }
            at.is_some()
        });
        Effect::new(move |_| {
            let (Some(reveal), true, shown) = (desk.reveal.get(), ready.get(), shown.get()) else {
                return;
            };
            if shown.as_ref() == Some(&reveal.document) {
                self.with(|editor| {
                    let (from, to) = characters(&editor.get_text(), reveal.at);
                    editor.reveal(
                        from,
                        to,
                        &How {
                            focus: reveal.focus,
                        }
                        .object(),
                    );
                });
                desk.reveal.set(None);
            }
        });
    }

    /// A click beside a line of a definition, or F9 on it; with a place it was the second button.
    fn stop_at(self, offset: u32, x: Option<f64>, y: Option<f64>) {
        if !self.inside.with_value(is_definition) {
            return;
        }
        match x.zip(y) {
            Some(place) => stops::menu_at(self.bridge, self.desk, offset, place),
            None => stops::toggle_at(self.bridge, offset),
        }
    }

    fn show(self, document: Option<Document>, workspace: u32) {
        let text = document
            .as_ref()
            .map(|document| self.bridge.text_untracked(document))
            .unwrap_or_default();
        let (key, language) = match &document {
            Some(Document::Definition) => ("definition".to_owned(), "asl"),
            Some(Document::Machine(name)) => (format!("machine {name}"), "asl"),
            Some(Document::Input) => ("input".to_owned(), "json"),
            Some(Document::Mocks) => ("mocks".to_owned(), "json"),
            Some(Document::Function(name)) => (format!("function {name}"), "javascript"),
            Some(Document::Object(name)) => (format!("object {name}"), language_of(name)),
            None => ("none".to_owned(), "javascript"),
        };
        let nothing = if document.is_none() {
            nothing_in(self.desk.text.get_untracked(), self.phrases.get_untracked())
        } else {
            ""
        };
        self.with(|editor| {
            // What is still unreported belongs to the document that leaves: `inside` names it until then.
            editor.set_document(&format!("{workspace} {key}"), &text, language);
            editor.set_read_only(document.is_none());
            editor.set_placeholder(nothing);
        });
        self.inside.set_value(document);
    }
}

/// Whether a document is the definition of a state machine.
fn is_definition(document: &Option<Document>) -> bool {
    matches!(document, Some(Document::Definition | Document::Machine(_)))
}

/// The language of an object by its key: most texts are none of these.
fn language_of(object: &str) -> &'static str {
    let json = [".json", ".jsonl"].iter().any(|end| object.ends_with(end));
    if json { "json" } else { "text" }
}

fn options(calls: &Calls) -> Option<JsValue> {
    let options = js_sys::Object::new();
    let set =
        |name: &str, value: &JsValue| js_sys::Reflect::set(&options, &name.into(), value).ok();
    set("key", &"none".into())?;
    set("text", &"".into())?;
    set("language", &"json".into())?;
    set("label", &"".into())?;
    set("onChange", calls.on_change.as_ref())?;
    set("onRun", calls.on_run.as_ref())?;
    set("onCaret", calls.on_caret.as_ref())?;
    set("ask", calls.ask.as_ref())?;
    set("onBreakpoint", calls.on_breakpoint.as_ref())?;
    Some(options.into())
}

fn problem(row: &ProblemRow, language: Language, phrases: &Phrases) -> Problem {
    let severity = if row.severity == Severity::Error {
        "error"
    } else {
        "warning"
    };
    let lines = [Some(&row.title), Some(&row.why), row.hint.as_ref()];
    let lines: Vec<_> = lines
        .into_iter()
        .flatten()
        .map(|words| in_language(words, language))
        .collect();
    Problem {
        from: row.from,
        to: row.to,
        severity,
        message: lines.join("\n"),
        fix: row.fix.clone(),
        fix_from: row.fix_from,
        fix_to: row.fix_to,
        fix_label: row.fix.is_some().then(|| fix_label(row, language, phrases)),
    }
}

/// The characters of the state that the cursor is in, while the drawing is of the text on the screen.
fn current_lines(bridge: Bridge) -> Memo<Option<(u32, u32)>> {
    let (marks, shown) = (bridge.marks(), bridge.graph());
    let current = Memo::new(move |_| {
        marks.with(|marks: &std::sync::Arc<Marks>| marks.current.last().copied())
    });
    Memo::new(move |_| {
        let state = current.get()?;
        match &*shown.read() {
            Shown::Filled(picture) if !picture.stale => graph::characters(&picture.graph, state),
            Shown::Filled(_) | Shown::Empty(_) => None,
        }
    })
}
