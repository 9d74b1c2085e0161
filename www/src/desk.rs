//! What lies open on the page: which tabs, how wide the panes are, what is to be looked at. Nothing of the core.

use crate::kit::popup;
use crate::kit::remember::Remembered;
use asl::debugger::action::Document;
use asl::project::When;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The tabs over the editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Text {
    /// The definition.
    #[default]
    Definition,
    /// The functions.
    Functions,
    /// The objects in buckets.
    Buckets,
    /// The execution's input.
    Input,
    /// The mocked answers.
    Mocks,
}

/// The tabs over the middle pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// The drawing.
    #[default]
    Graph,
    /// The states as a table.
    Table,
    /// The history.
    Events,
    /// The run on the virtual clock.
    Timeline,
}

/// The tabs of a narrow screen, which shows one pane at a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The editors.
    Code,
    /// The middle pane.
    #[default]
    Graph,
    /// The inspector.
    Data,
    /// Problems and console.
    Log,
}

impl Pane {
    /// Its name in the style sheet.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Graph => "graph",
            Self::Data => "data",
            Self::Log => "log",
        }
    }
}

/// The tabs below the editor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Log {
    /// What is wrong with the texts.
    #[default]
    Problems,
    /// What the functions wrote.
    Console,
    /// What expressions give at the cursor.
    Evaluate,
    /// Where the cursor stops.
    Breakpoints,
}

/// Characters to bring on the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reveal {
    /// In which text.
    pub document: Document,
    /// What there.
    pub at: At,
    /// Whether to put the caret there.
    pub focus: bool,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// From one character to another, in UTF-16 units.
    Characters(u32, u32),
    /// A line, from 1.
    Line(u32),
}

/// What lies open. Copies are the same desk.
#[derive(Clone, Copy)]
pub struct Desk {
    /// Which text is open.
    pub text: RwSignal<Text>,
    /// Which further state machine is open when the definition is; the one that Run starts when it is
    /// not there.
    pub machine: RwSignal<String>,
    /// Which function is open when the functions are; the first when it is not there.
    pub function: RwSignal<String>,
    /// Which object is open when the buckets are; the first when it is not there.
    pub object: RwSignal<String>,
    /// Which view the middle pane has.
    pub view: RwSignal<View>,
    /// Which pane a narrow screen shows.
    pub pane: RwSignal<Pane>,
    /// What is shown below the editor.
    pub log: RwSignal<Log>,
    /// Whether the inspector lies over the graph, where there is no room beside it.
    pub drawer: RwSignal<bool>,
    /// Characters to bring on the screen.
    pub reveal: RwSignal<Option<Reveal>>,
    /// The caret's place in the definition.
    pub caret: RwSignal<Option<u32>>,
    /// Whether somebody has pointed at data: from then on the engine tells where it comes from.
    pub sourced: RwSignal<bool>,
    /// Characters of the definition that something on the page points at, in UTF-16 units.
    pub pointed: RwSignal<Option<(u32, u32)>>,
    /// The state whose list of things to do is open.
    pub state_menu: RwSignal<Option<StateMenu>>,
    /// What the next breakpoint of the list's form is for: a state, all with an empty name, and when.
    pub stop: RwSignal<(String, When)>,
    /// The group that is folded or opened right now: in the new drawing it stays where it is and keeps the focus.
    pub folding: StoredValue<Option<u32>>,
    /// Which dialog is open.
    pub dialog: RwSignal<Option<Shown>>,
    /// The expression that was asked about last; empty before the first.
    pub asked: RwSignal<String>,
    /// The expressions asked about, the newest first.
    pub expressions: RwSignal<Vec<String>>,
    /// The variables that lie open in the inspector.
    pub variables: RwSignal<BTreeSet<String>>,
    /// The left column's share in per cent.
    pub left: Remembered<f64>,
    /// The right column's.
    pub right: Remembered<f64>,
    /// The share of the left column that problems and console take.
    pub bottom: Remembered<f64>,
    /// Whether texts are edited in a plain text field.
    pub plain: Remembered<bool>,
    /// Whether the first sentence has been read.
    pub welcomed: Remembered<bool>,
}

/// A list of what can be done with a state.
#[derive(Clone, Debug, PartialEq)]
pub struct StateMenu {
    /// The node.
    pub state: u32,
    /// Where the list opens.
    pub at: popup::At,
}

/// A dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// A history from elsewhere.
    History,
    /// What shall be otherwise from the cursor on.
    WhatIf,
    /// Link and files.
    Share,
    /// Keys.
    Help,
    /// Title, account, timeouts.
    Settings,
    /// One state alone.
    Test,
    /// What was run here before.
    Recent,
}

impl Desk {
    /// A desk as it was left.
    pub fn new() -> Self {
        Self {
            text: RwSignal::default(),
            machine: RwSignal::default(),
            function: RwSignal::default(),
            object: RwSignal::default(),
            view: RwSignal::default(),
            pane: RwSignal::default(),
            log: RwSignal::default(),
            drawer: RwSignal::default(),
            reveal: RwSignal::default(),
            caret: RwSignal::default(),
            sourced: RwSignal::default(),
            pointed: RwSignal::default(),
            state_menu: RwSignal::default(),
            stop: RwSignal::default(),
            folding: StoredValue::default(),
            dialog: RwSignal::default(),
            asked: RwSignal::default(),
            expressions: RwSignal::default(),
            variables: RwSignal::default(),
            left: Remembered::new("left", 34.0),
            right: Remembered::new("right", 26.0),
            bottom: Remembered::new("bottom", 26.0),
            plain: Remembered::new("plain", false),
            welcomed: Remembered::new("welcomed", false),
        }
    }

    /// Opens a document.
    pub fn show(&self, document: &Document) {
        match document {
            Document::Definition => self.show_machine(""),
            Document::Machine(name) => self.show_machine(name),
            Document::Input => self.text.set(Text::Input),
            Document::Mocks => self.text.set(Text::Mocks),
            Document::Function(name) => {
                self.function.set(name.clone());
                self.text.set(Text::Functions);
            }
            Document::Object(name) => {
                self.object.set(name.clone());
                self.text.set(Text::Buckets);
            }
        }
    }

    /// Opens the definition of a further machine, or with no name that of the one that Run starts.
    fn show_machine(&self, name: &str) {
        self.machine.set(name.to_owned());
        self.text.set(Text::Definition);
    }

    /// Opens a document and brings characters of it on the screen; with `focus`, also on a narrow screen.
    pub fn reveal(&self, document: Document, at: At, focus: bool) {
        self.show(&document);
        if focus {
            self.pane.set(Pane::Code);
        }
        self.reveal.set(Some(Reveal {
            document,
            at,
            focus,
        }));
    }
}

/// The desk of this page.
pub fn use_desk() -> Desk {
    expect_context()
}
